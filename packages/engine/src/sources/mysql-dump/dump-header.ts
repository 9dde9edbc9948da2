import type { Place } from '../../formats/sqldump/dump-reader.js';

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

/** What the comments of a dump say about it. Every field is null until a comment states it. */
export class DumpHeader {
  /** True when the tool is one that ends its dumps with a "completed" line. */
  promisesFooter = false;
  hasFooter = false;
  product: string | null = null;
  database: string | null = null;
  statedAt: string | null = null;
  /** Names of views that have a stand-in table. */
  readonly standIns = new Set<string>();
  private flavour: string | null = null;
  /** What the file that is being read states. */
  fileDatabase: string | null = null;
  /** Set after `-- Database:` of an `--all-databases` dump, where it is blank. */
  private stated = 0;

  /** Forgets what was said of one file alone. */
  nextFile(): void {
    this.promisesFooter = false;
    this.hasFooter = false;
    this.fileDatabase = null;
  }

  /** One comment of the dump; a block comment line by line. */
  comment(raw: string, place: Place): void {
    if (raw.startsWith('/*')) {
      for (const line of raw.slice(2, 4000).split('\n')) if (place.line < 20) this.block(line.trim());
      return;
    }
    const text = raw.replace(/^(--|#)\s?/, '').trim();
    if (text === '') return;
    const tool =
      /^(MySQL|MariaDB) dump ([\d.]+)(?:-MariaDB)?\s+Distrib ([^\s,]+)/i.exec(text) ??
      /^mysqldump-php|^(MySQL|MariaDB)-dump/i.exec(text);
    if (tool && place.line < 20) {
      this.promisesFooter ||= tool[3] !== undefined;
      this.flavour = /mariadb/i.test(text) ? 'MariaDB' : 'MySQL';
      return;
    }
    const standIn = /^(?:Temporary (?:table|view) structure|Stand-in structure) for view [`'"]?(.+?)[`'"]?$/i.exec(
      text,
    );
    if (standIn) this.standIns.add(standIn[1]!.replace(/[`'"]/g, '').toLowerCase());
    else if (/^Dump completed\b/i.test(text)) this.footer(text);
    // Adminer's last line is nothing but the time.
    else if (/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d( UTC)?$/.test(text)) this.statedAt ??= isoOf(text);
    else if (place.line < 60) this.early(text);
  }

  /** Navicat's header. */
  private block(text: string): void {
    const stated = /^Source (Server Version|Schema|Database)\s*:\s*(.+)$/i.exec(text);
    if (!stated) return;
    const value = stated[2]!.trim();
    const packed = /^(\d)(\d\d)(\d\d)$/.exec(value);
    if (!/^Server/i.test(stated[1]!)) this.database ??= value;
    else
      this.product ??= `MySQL ${packed ? `${packed[1]}.${Number(packed[2])}.${Number(packed[3])}` : value.replace(/\s.*/, '')}`;
  }

  private footer(text: string): void {
    this.hasFooter = true;
    this.statedAt = isoOf(text) ?? this.statedAt;
  }

  private early(text: string): void {
    const server = /^Server version:?\s+(\S+)(?:\s*-\s*(.*))?/i.exec(text);
    const adminer = /^Adminer [\d.]+ (MySQL|MariaDB) ([\w.-]+)/i.exec(text);
    const database = /(?:^|\s)(?:Current )?Database(?:\s*:|:)\s*[`'"]?([^`'"\s]+)[`'"]?\s*$/i.exec(text);
    const time = /^(?:Generation Time|Erstellungszeit|Generated|Date|Dump started)\b[^:]*:?\s*(.+)$/i.exec(text);
    if (server) {
      const version = server[1]!;
      const flavour = /mariadb/i.test(text) ? 'MariaDB' : (this.flavour ?? 'MySQL');
      this.product ??= `${flavour} ${version}`;
    } else if (adminer) this.product ??= `${/mariadb/i.test(text) ? 'MariaDB' : 'MySQL'} ${adminer[2]}`;
    else if (time) this.statedAt ??= isoOf(time[1]!);
    if (database) this.fileDatabase ??= database[1]!;
    if (database && this.stated++ === 0) this.database = database[1]!;
  }
}

/** `2026-11-23  5:22:07`, `Jan 10, 2023 at 03:12 PM` and their like as `YYYY-MM-DD[THH:MM:SS]`; null when there is no date in it. */
function isoOf(text: string): string | null {
  const numeric = /(\d{4})-(\d\d)-(\d\d)(?:[ T]+(\d{1,2}):(\d\d):(\d\d))?/.exec(text);
  if (numeric) {
    const [, year, month, day, hour, minute, second] = numeric;
    const zone = /\d UTC$/.test(text) ? 'Z' : '';
    return hour === undefined
      ? `${year}-${month}-${day}`
      : `${year}-${month}-${day}T${hour.padStart(2, '0')}:${minute}:${second}${zone}`;
  }
  const named = /([A-Za-z]{3})[a-z]*\.? (\d{1,2}), (\d{4})(?: at (\d{1,2}):(\d\d)(?: ?([AP])M)?)?/.exec(text);
  const month = named ? MONTHS.indexOf(named[1]!.toLowerCase()) + 1 : 0;
  if (!named || month === 0) return null;
  const date = `${named[3]}-${String(month).padStart(2, '0')}-${named[2]!.padStart(2, '0')}`;
  if (named[4] === undefined) return date;
  const hour =
    named[6] === undefined ? Number(named[4]) : (Number(named[4]) % 12) + (named[6].toUpperCase() === 'P' ? 12 : 0);
  return `${date}T${String(hour).padStart(2, '0')}:${named[5]}:00`;
}
