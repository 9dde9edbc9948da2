import type { FoundTrait, TableTrait } from '../artifacts/source-profile.js';
import { activityColumn } from './activity.js';
import type { ColumnFacts } from './column-facts.js';
import { deletedByStatus } from './deleted-words.js';
import { nameParts } from './name-words.js';
import { inclusionOf } from './sketch.js';
import type { TableFacts } from './table-work.js';

const set = (text: string): ReadonlySet<string> => new Set(text.split(/\s+/));

const historyWords = set(
  'history hist his archive archived audit aud log version versions rev revision revisions old prev previous change changes snapshot journal historial historico historie gecmis arsiv',
);
const copyWords = set(
  'backup bak bkp bk copy old orig original tmp temp save saved dup prev clone kopie copia copie kopia yedek test',
);
const auditWords = set(
  'audit auditlog audittrail trail log logs accesslog eventlog syslog logging protokoll journal bitacora kayitlar islem',
);
const stagingWords = set(
  'stg stage staging import imports imported importer export exports exported queue inbound outbound inbox outbox buffer raw load loader landing etl interface feed hl7 edi tmp temp batch',
);
const technicalWords = set(
  `config configuration cfg setting settings global globals session sessions cache caches migration migrations schema sequence sequences seq cron job jobs task tasks scheduler module modules menu menus acl gacl permission permissions privilege privileges
  role roles right rights token tokens oauth lock locks version versions template templates layout layouts widget widgets dashboard report reports theme preference preferences property properties parameter parameters param params sysdiagrams databasechangelog databasechangeloglock hibernate efmigrationshistory aspnet django
  registry plugin plugins addon screen screens form_fields locale i18n translation translations lang language languages background service counter counters identity key keys ayarlar parametre postavke ustawienia`,
);
const deletedWords = set(
  'deleted delete del isdeleted voided void retired retire cancelled canceled archived inactive removed hidden obsolete erased geloescht eliminado borrado supprime cancellato silindi usuniety obrisano izbrisano smazano',
);
const activeWords = set('active isactive activity enabled current aktiv activo actif attivo aktif aktywny valid live');
const doerWords = set(
  'user userid username uid login by who usr actor operator author staff employee provider benutzer usuario utilisateur kullanici principal person',
);
const actionWords = set(
  'action event operation activity verb method command activitytype eventtype actiontype type category accion aktion islem statement sql query crud',
);

const wordsOf = (name: string): string[] => nameParts(name).map((word) => word.replace(/^tbl/, ''));

/** What tables are beside their domain, each with what shows it; in the order of the tables. */
export function traitsOf(tables: readonly TableFacts[]): FoundTrait[][] {
  const lastYear = latestYear(tables);
  const byColumns = columnIndex(tables);
  return tables.map((table) => {
    if (table.rows === 0) return [{ trait: 'empty', reasons: ['no rows'], rows: null }];
    return [
      dead(table, lastYear),
      twin(table, tables, byColumns),
      audit(table),
      table.lookup ? { trait: 'lookup' as const, reasons: table.lookup.reasons, rows: null } : null,
      byWords(table, 'staging', stagingWords, 'the name says rows pass through it'),
      technical(table),
      softDelete(table) ?? deletedByStatus(table.facts, table.rows),
      testPatients(table),
    ].filter((trait) => trait !== null);
  });
}

const DEAD_YEARS = 3;
/** Fewer rows tell nothing of when a table was in use. */
const DEAD_ROWS = 30;

/** The year until which tables were written, by those of people where there are some: what a program lists of itself is as old as its installation. */
function latestYear(all: readonly TableFacts[]): number | null {
  const ofPeople = all.filter((table) => table.ofPeople && lastYearOf(table) !== null);
  const tables = ofPeople.length >= 3 ? ofPeople : all;
  // A date in the future of one table does not count.
  const years = tables.flatMap((table) => lastYearOf(table) ?? []).sort((a, b) => b - a);
  return years[Math.min(years.length - 1, Math.floor(years.length * 0.1))] ?? null;
}

/** The last year with more than a few rows in a hundred thousand. */
function lastYearOf(table: TableFacts): number | null {
  const days = activityColumn(table)?.dates?.days;
  if (!days || days.count < 3) return null;
  const years = [...days.years].sort((a, b) => b[0] - a[0]);
  return years.find(([, rows]) => rows >= days.count / 20_000)?.[0] ?? null;
}

function dead(table: TableFacts, latest: number | null): FoundTrait | null {
  const last = lastYearOf(table);
  if (last === null || latest === null || latest - last < DEAD_YEARS || table.lookup || table.rows < DEAD_ROWS)
    return null;
  return { trait: 'dead', reasons: [`no rows after ${last}, while others go on to ${latest}`], rows: null };
}

type ColumnIndex = ReadonlyMap<string, readonly number[]>;

/** Tables by each of their column names. */
function columnIndex(tables: readonly TableFacts[]): ColumnIndex {
  const index = new Map<string, number[]>();
  tables.forEach((table, t) => {
    for (const name of new Set(table.table.columns.map((column) => column.name.toLowerCase())))
      index.set(name, [...(index.get(name) ?? []), t]);
  });
  return index;
}

const LEAST_SHARED = 4;

/** A table with the columns of another one: its copy, or, with a version or a mark of the change beside them, its history. */
function twin(table: TableFacts, tables: readonly TableFacts[], index: ColumnIndex): FoundTrait | null {
  const names = new Set(table.table.columns.map((column) => column.name.toLowerCase()));
  const shared = new Map<number, number>();
  for (const name of names) for (const t of index.get(name) ?? []) shared.set(t, (shared.get(t) ?? 0) + 1);
  const words = wordsOf(table.table.name);
  let best: { readonly trait: TableTrait; readonly score: number; readonly reason: string } | null = null;
  for (const [t, count] of shared) {
    const other = tables[t]!;
    if (other === table || count < LEAST_SHARED) continue;
    const size = other.table.columns.length;
    if (count / size < 0.8 || names.size - count > Math.max(6, size * 0.3)) continue;
    const added = named(table.table.name, other.table.name);
    const history =
      words.some((word) => historyWords.has(word)) && !wordsOf(other.table.name).some((word) => historyWords.has(word));
    const copy = added !== null && (copyWords.has(added) || /^\d*$/.test(added));
    const score = count / size + (added === null ? 0 : 1);
    const reason = `has ${count} of the ${size} columns of "${other.table.name}"`;
    if (history && score > (best?.score ?? 0)) best = { trait: 'history', score, reason };
    else if (copy && score > (best?.score ?? 0)) best = { trait: 'copy', score, reason };
    else if (
      size === names.size &&
      count === size &&
      sameRows(table, other) &&
      table.rows <= other.rows &&
      t < tables.indexOf(table)
    )
      best ??= { trait: 'copy', score: 0.5, reason: `${reason} and the same values in them` };
  }
  return best && { trait: best.trait, reasons: [best.reason], rows: table.rows };
}

/** What a name adds to another name, before or behind it: `bak` for `patient_bak`; null where it is no such name. */
function named(name: string, base: string): string | null {
  const long = name.toLowerCase();
  const short = base.toLowerCase().replace(/^.*\./, '');
  if (long === base.toLowerCase() || !long.includes(short)) return null;
  return long
    .replace(short, '')
    .replace(/^.*\./, '')
    .replace(/[^a-z0-9]/g, '')
    .replace(/\d+$/, '');
}

/** The columns with the most values hold the same ones. */
function sameRows(table: TableFacts, other: TableFacts): boolean {
  if (table.rows < 20) return false;
  const widest = [...table.facts].sort((a, b) => b.distinct.count - a.distinct.count).slice(0, 3);
  return widest.every((column) => {
    const twinColumn = other.facts.find((one) => one.column.name.toLowerCase() === column.column.name.toLowerCase());
    return (
      twinColumn !== undefined &&
      column.distinct.count > 10 &&
      (inclusionOf(column.sketch, twinColumn.sketch).share ?? 0) > 0.9
    );
  });
}

function audit({ table, facts, rows }: TableFacts): FoundTrait | null {
  const words = wordsOf(table.name);
  const has = (wanted: ReadonlySet<string>): boolean =>
    facts.some((column) => nameParts(column.column.name).some((word) => wanted.has(word)));
  const timed = facts.some((column) => column.dates !== null || column.column.cellType === 'datetime');
  const shape = has(doerWords) && has(actionWords) && timed;
  if (words.includes('audit') || words.includes('auditlog') || words.includes('audittrail'))
    return { trait: 'audit', reasons: ['the name says audit'], rows };
  if (words.some((word) => auditWords.has(word)) && (shape || (has(doerWords) && timed)))
    return { trait: 'audit', reasons: ['the name says it is a log', 'columns for who, what and when'], rows };
  return null;
}

function byWords(
  { table }: TableFacts,
  trait: TableTrait,
  words: ReadonlySet<string>,
  reason: string,
): FoundTrait | null {
  return wordsOf(table.name).some((word) => words.has(word)) ? { trait, reasons: [reason], rows: null } : null;
}

function technical(table: TableFacts): FoundTrait | null {
  if (table.ofPeople) return null;
  return byWords(table, 'technical', technicalWords, 'the name is of the workings of the program');
}

/** Words that may stand around the mark itself; a prefix of up to three letters is the table's. */
const aroundMark = set('is flag record row rec status yn ind at on by date dt time entry mark bit');

const isNameOfMark = (words: readonly string[], marks: ReadonlySet<string>): boolean =>
  words.some((word) => marks.has(word)) &&
  words.every((word, i) => marks.has(word) || aroundMark.has(word) || (i === 0 && word.length <= 3));

/** Columns that mark rows as taken back. `active` counts only where it tells rows apart. */
function softDelete({ facts, rows }: TableFacts): FoundTrait | null {
  const reasons: string[] = [];
  let most = 0;
  for (const column of facts) {
    const words = nameParts(column.column.name);
    const deletes = isNameOfMark(words, deletedWords);
    if (!deletes && !isNameOfMark(words, activeWords)) continue;
    const { name } = column.column;
    if (column.dates !== null && deletes && column.filled < rows) {
      // A zero date is a column of dates' way to say that nothing happened.
      const dated = column.dates.days.count;
      reasons.push(`"${name}" dates ${dated} of ${rows} rows`);
      most = Math.max(most, dated);
    } else if (column.distinct.count <= 3 && isMark(column)) {
      const marked = markedRows(column, deletes);
      if (!deletes && (marked === 0 || marked === rows)) continue;
      reasons.push(`"${name}" marks ${marked} of ${rows} rows`);
      most = Math.max(most, marked);
    }
  }
  return reasons.length === 0 ? null : { trait: 'soft-delete', reasons, rows: most };
}

const isMark = (column: ColumnFacts): boolean => column.filled > 0 && (column.lengths?.most ?? 0) <= 8;
const yes = /^(?:1|-1|y|yes|t|true|x|d|deleted|s|si|j|ja|o|oui|e|evet|a|ano|tak|da)$/i;

/** Rows that a mark takes back: those that say yes to "deleted", or no to "active". */
function markedRows(column: ColumnFacts, deletes: boolean): number {
  const said = column.frequent.filter(({ value }) => yes.test(value)).reduce((sum, { count }) => sum + count, 0);
  return deletes ? said : column.filled - said;
}

function testPatients({ facts, phi, rows }: TableFacts): FoundTrait | null {
  let most: ColumnFacts | null = null;
  for (const [c, column] of facts.entries()) {
    const kind = phi[c]?.kind;
    if (kind !== 'name' && kind !== 'given-name' && kind !== 'family-name') continue;
    if (column.testNames > (most?.testNames ?? 0)) most = column;
  }
  if (!most) return null;
  return {
    trait: 'test-patients',
    reasons: [`${most.testNames} of ${rows} rows have a name such as Test or Zztest in "${most.column.name}"`],
    rows: most.testNames,
  };
}
