import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { MigrationError } from '../base/error.js';
import { csvRecords } from './crosswalk.js';

/** File beside the mapping specs that says what became of each suggested line. */
export const REVIEW_FILE = 'mapping/review.csv';

export type ReviewStatus = 'suggested' | 'confirmed' | 'rejected';

/** A line of a spec that was suggested, and what a person said of it. No PHI: names of specs, elements and columns only. */
export interface ReviewRow {
  readonly spec: string;
  /** Path in the spec's `elements`; `variants/ID` for a variant. */
  readonly element: string;
  readonly table: string;
  readonly columns: readonly string[];
  /** The target suggested; empty for what FHIR demands and the source does not say. */
  readonly target: string;
  readonly status: ReviewStatus;
  /** 0 to 1. */
  readonly score: number;
  /** Empty while nobody decided. */
  readonly who: string;
  /** RFC 3339; empty while nobody decided. */
  readonly when: string;
  readonly reasons: string;
}

const COLUMNS = ['spec', 'element', 'table', 'columns', 'target', 'status', 'score', 'who', 'when', 'reasons'] as const;
const STATUSES: ReadonlySet<string> = new Set(['suggested', 'confirmed', 'rejected']);

/** The review of a workspace; empty where nothing was ever suggested. Throws MigrationError REVIEW_INVALID. */
export function readReview(dir: string): readonly ReviewRow[] {
  const path = join(dir, REVIEW_FILE);
  if (!existsSync(path)) return [];
  const [head, ...records] = csvRecords(readFileSync(path, 'utf8'));
  const at = (name: string): number => head?.fields.indexOf(name) ?? -1;
  const invalid = (line: number): MigrationError =>
    new MigrationError('The review file is not one that Chartlift wrote', {
      code: 'REVIEW_INVALID',
      where: `${REVIEW_FILE}:${line}:1`,
      hint: `Its columns are ${COLUMNS.join(',')}; status is suggested, confirmed or rejected.`,
    });
  if (COLUMNS.some((name) => at(name) < 0)) throw invalid(1);
  return records.map(({ line, fields }) => {
    const get = (name: string): string => fields[at(name)] ?? '';
    const status = get('status');
    if (!STATUSES.has(status)) throw invalid(line);
    return {
      ...{ spec: get('spec'), element: get('element'), table: get('table'), target: get('target') },
      ...{ who: get('who'), when: get('when'), reasons: get('reasons') },
      columns: get('columns')
        .split(' | ')
        .filter((name) => name !== ''),
      status: status as ReviewStatus,
      score: Number(get('score')) || 0,
    };
  });
}

/** Writes the review whole or not at all. */
export function writeReview(dir: string, rows: readonly ReviewRow[]): void {
  const lines = rows.map((row) =>
    [
      row.spec,
      row.element,
      row.table,
      row.columns.join(' | '),
      row.target,
      row.status,
      String(row.score),
      row.who,
      row.when,
      row.reasons,
    ]
      .map(field)
      .join(','),
  );
  const path = join(dir, REVIEW_FILE);
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  const temporary = `${path}.${process.pid}.tmp`;
  writeFileSync(temporary, `${[COLUMNS.join(','), ...lines].join('\n')}\n`, { mode: 0o600 });
  renameSync(temporary, path);
}

const field = (text: string): string => (/[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
