import { Columns, firstLines, headerOf, mostlyShaped } from './columns.js';
import type { LoadContext, ReleaseFormat, ReleasePart } from './format.js';

/**
 * Record layout of the yearly file: 1-5 code (modifiers in 4-5), 6-10 sequence number, 11 record id (3 and 7 begin a procedure or modifier, 4 and 8 go on with its
 * long description), 12-91 long, 92-119 short description, 269-276 added, 277-284 effective, 285-292 terminated, 293 action
 * (CMS, "HCPCS Alpha-Numeric record layout"). As a table it has the same fields as columns: HCPC, SEQNUM, RECID, LONG DESCRIPTION ...
 */
const LINE = /^( {3}[A-Z0-9]{2}|[A-Z]\d{4})[\d ]{5}[3478]\S/;

interface HcpcsLine {
  readonly code: string;
  readonly record: string;
  readonly long: string;
  readonly short: string;
  readonly added: string;
  readonly terminated: string;
}

class HcpcsWriter {
  #open: HcpcsLine | null = null;

  constructor(private readonly context: LoadContext) {}

  take(line: HcpcsLine): boolean {
    const before = this.#open;
    if (line.record === '4' || line.record === '8') {
      if (before?.code !== line.code) return false;
      this.#open = { ...before, long: `${before.long} ${line.long}` };
      return true;
    }
    this.close();
    if (!/^([A-Z]\d{4}|[A-Z0-9]{2})$/.test(line.code) || line.long === '') return false;
    this.#open = line;
    return true;
  }

  close(): void {
    const line = this.#open;
    this.#open = null;
    if (line === null) return;
    this.context.writer.concept({
      code: line.code,
      display: line.long.replace(/\s+/g, ' '),
      synonyms: [line.short],
      // CMS leaves a code out of the next year's file; the date says when within this one.
      retired: line.terminated !== '',
      attributes: {
        added: line.added,
        terminated: line.terminated,
        kind: line.code.length === 2 ? 'modifier' : 'code',
      },
    });
  }
}

const fixed = (line: string): HcpcsLine => ({
  code: line.slice(0, 5).trim(),
  record: line[10] ?? '',
  long: line.slice(11, 91).trim(),
  short: line.slice(91, 119).trim(),
  added: line.slice(268, 276).trim(),
  terminated: line.slice(284, 292).trim(),
});

export const hcpcs: ReleaseFormat = {
  name: 'hcpcs',
  title: 'HCPCS Level II',
  expects:
    'HCPCYYYY_..._ANWEB.txt (CMS, fixed width), or the same as a table with the columns HCPC, RECID, LONG DESCRIPTION',
  system: 'http://www.cms.gov/Medicare/Coding/HCPCSReleaseCodeSets',
  parts: [{ part: 'fixed' }, { part: 'table' }],
  recognise({ head }) {
    if (headerOf(head).has('HCPC', 'RECID', 'LONG DESCRIPTION')) return 'table';
    return firstLines(head).some((line) => line.length > 119) && mostlyShaped(head, LINE) ? 'fixed' : null;
  },
  version: (parts: readonly ReleasePart[]) => {
    const name = parts[0]?.file.name ?? '';
    const year = /(20\d\d)/.exec(name)?.[1];
    const month = 'JANFEBMARAPRMAYJUNJULAUGSEPOCTNOVDEC'.indexOf(
      /(JAN|FEB|MAR|APR|MAY|JUN|JUL|AUG|SEP|OCT|NOV|DEC)/i.exec(name)?.[1]?.toUpperCase() ?? '?',
    );
    return year ? (month < 0 ? year : `${year}-${String(month / 3 + 1).padStart(2, '0')}`) : null;
  },
  async load(context) {
    const { parts, read, writer } = context;
    // The two forms hold the same.
    const part = parts[0];
    if (!part) return null;
    const into = new HcpcsWriter(context);
    if (part.part === 'fixed') {
      for await (const { at, lines } of read.lines(part))
        lines.forEach((line, i) => {
          if (line.trim() !== '' && !into.take(fixed(line))) writer.damage(read.where(part, at + i));
        });
    } else {
      let columns: Columns | null = null;
      for await (const { at, fields } of read.records(part)) {
        if (columns === null) {
          columns = new Columns(fields);
          continue;
        }
        const head: Columns = columns;
        const cell = (...names: string[]): string => head.cell(fields, ...names);
        const line: HcpcsLine = {
          code: cell('HCPC'),
          record: cell('RECID'),
          long: cell('LONG DESCRIPTION'),
          short: cell('SHORT DESCRIPTION'),
          added: cell('ADD DT', 'ADD DATE'),
          terminated: cell('TERM DT', 'TERM DATE'),
        };
        if (!into.take(line)) writer.damage(read.where(part, at));
      }
    }
    into.close();
    return null;
  },
};
