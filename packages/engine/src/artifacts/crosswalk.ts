import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Issue } from '../base/issue.js';

/**
 * FHIR R4 ConceptMapEquivalence values that a crosswalk may use: how the target is beside the source. wider: the target means more than the source; narrower: less;
 * inexact: they overlap.
 */
export const EQUIVALENCES = ['equivalent', 'equal', 'wider', 'narrower', 'inexact', 'unmatched'] as const;
export type Equivalence = (typeof EQUIVALENCES)[number];

/** One line of crosswalk/<name>.csv. Empty text where nothing is said. */
export interface CrosswalkRow {
  readonly sourceCode: string;
  readonly sourceDisplay: string;
  readonly targetSystem: string;
  readonly targetCode: string;
  readonly targetDisplay: string;
  readonly equivalence: Equivalence;
  readonly decidedBy: string;
  readonly decidedAt: string;
  /** Second reviewer, another person than the first; absent or empty until one looked. */
  readonly reviewedBy?: string;
  readonly reviewedAt?: string;
  readonly note: string;
}

/** Local codes of one source list to standard codes. `rows` keeps file order; `find` ignores case only where the exact text is not listed. */
export interface Crosswalk {
  readonly name: string;
  readonly file: string;
  readonly rows: readonly CrosswalkRow[];
  /** Rows of one source code; null when the code is not listed. */
  find(sourceCode: string): readonly CrosswalkRow[] | null;
}

const CROSSWALK_COLUMNS = [
  'source_code',
  'source_display',
  'target_system',
  'target_code',
  'target_display',
  'equivalence',
  'decided_by',
  'decided_at',
  'reviewed_by',
  'reviewed_at',
  'note',
] as const;

export function crosswalkOf(name: string, rows: readonly CrosswalkRow[], file = `crosswalk/${name}.csv`): Crosswalk {
  const exact = new Map<string, CrosswalkRow[]>();
  const folded = new Map<string, CrosswalkRow[]>();
  for (const row of rows) {
    const key = row.sourceCode.trim();
    if (!exact.has(key)) exact.set(key, []);
    exact.get(key)!.push(row);
  }
  for (const [key, list] of exact) if (!folded.has(key.toLowerCase())) folded.set(key.toLowerCase(), list);
  return {
    name,
    file,
    rows,
    find: (code) => exact.get(code.trim()) ?? folded.get(code.trim().toLowerCase()) ?? null,
  };
}

/** Records of an RFC 4180 text with the line each begins on; quotes may hold line ends. */
export function* csvRecords(text: string): Generator<{ line: number; fields: string[] }> {
  let line = 1;
  let at = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  while (at < text.length) {
    const fields: string[] = [];
    const start = line;
    for (;;) {
      let field = '';
      if (text[at] === '"') {
        at += 1;
        for (;;) {
          const quote = text.indexOf('"', at);
          const end = quote < 0 ? text.length : quote;
          const part = text.slice(at, end);
          line += part.split('\n').length - 1;
          field += part;
          at = end + 1;
          if (text[at] !== '"' || quote < 0) break;
          field += '"';
          at += 1;
        }
      }
      const rest = /[^,\r\n]*/y;
      rest.lastIndex = at;
      field += rest.exec(text)![0];
      at = rest.lastIndex;
      fields.push(field);
      if (text[at] !== ',') break;
      at += 1;
    }
    if (text[at] === '\r') at += 1;
    if (text[at] === '\n') at += 1;
    line += 1;
    if (fields.length > 1 || fields[0] !== '') yield { line: start, fields };
  }
}

/** Reads one crosswalk file's text. A bad line is an issue (`crosswalk-invalid`, where = file:line:1) and is left out. */
export function parseCrosswalk(name: string, text: string, file: string): { crosswalk: Crosswalk; issues: Issue[] } {
  const issues: Issue[] = [];
  const rows: CrosswalkRow[] = [];
  let header: string[] | null = null;
  const bad = (line: number, message: string, hint: string) =>
    issues.push({ severity: 'error', code: 'crosswalk-invalid', where: `${file}:${line}:1`, message, hint });
  for (const { line, fields } of csvRecords(text)) {
    if (header === null) {
      header = fields.map((f) => f.trim());
      const missing = ['source_code', 'target_system', 'target_code', 'equivalence'].filter(
        (c) => !header!.includes(c),
      );
      if (missing.length > 0) {
        bad(line, `The first line lacks the column ${missing.join(', ')}.`, `Columns: ${CROSSWALK_COLUMNS.join(',')}`);
        break;
      }
      continue;
    }
    if (fields.length !== header.length) {
      bad(
        line,
        `The line has ${fields.length} fields, the first line ${header.length}.`,
        'Quote fields that hold commas.',
      );
      continue;
    }
    const get = (column: string) => fields[header!.indexOf(column)] ?? '';
    const equivalence = (get('equivalence').trim() || 'equivalent') as Equivalence;
    if (!EQUIVALENCES.includes(equivalence)) {
      bad(line, 'The equivalence is not known.', `One of ${EQUIVALENCES.join(', ')}.`);
      continue;
    }
    if (equivalence !== 'unmatched' && (get('target_system') === '' || get('target_code') === '')) {
      bad(line, 'The target system or code is empty.', 'Fill both, or set the equivalence to unmatched.');
      continue;
    }
    rows.push({
      sourceCode: get('source_code'),
      sourceDisplay: get('source_display'),
      targetSystem: get('target_system').trim(),
      targetCode: get('target_code').trim(),
      targetDisplay: get('target_display'),
      equivalence,
      decidedBy: get('decided_by'),
      decidedAt: get('decided_at'),
      ...(get('reviewed_by') === '' ? {} : { reviewedBy: get('reviewed_by'), reviewedAt: get('reviewed_at') }),
      note: get('note'),
    });
  }
  return { crosswalk: crosswalkOf(name, rows, file), issues };
}

/** A record of an RFC 4180 text; a cell is quoted where it must be. */
export const csvLine = (cells: readonly string[]): string =>
  cells.map((cell) => (/[",\r\n]|^\s|\s$/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join(',');

/** The text of a crosswalk file, such that {@link parseCrosswalk} gives the same rows. */
export function formatCrosswalk(rows: readonly CrosswalkRow[]): string {
  const lines = rows.map((row) =>
    csvLine([
      ...[row.sourceCode, row.sourceDisplay, row.targetSystem, row.targetCode, row.targetDisplay, row.equivalence],
      ...[row.decidedBy, row.decidedAt, row.reviewedBy ?? '', row.reviewedAt ?? '', row.note],
    ]),
  );
  return `${[CROSSWALK_COLUMNS.join(','), ...lines].join('\n')}\n`;
}

/** Reads every crosswalk/*.csv of a workspace or preset folder, in name order; an absent folder holds none. */
export function readCrosswalks(dir: string): { crosswalks: Map<string, Crosswalk>; issues: Issue[] } {
  const folder = join(dir, 'crosswalk');
  const crosswalks = new Map<string, Crosswalk>();
  const issues: Issue[] = [];
  if (!existsSync(folder)) return { crosswalks, issues };
  for (const file of readdirSync(folder).sort()) {
    if (!file.endsWith('.csv')) continue;
    const name = file.slice(0, -4);
    const read = parseCrosswalk(name, readFileSync(join(folder, file), 'utf8'), `crosswalk/${file}`);
    crosswalks.set(name, read.crosswalk);
    issues.push(...read.issues);
  }
  return { crosswalks, issues };
}
