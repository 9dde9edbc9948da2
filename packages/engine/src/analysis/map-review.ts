import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { isSeq, parseDocument } from 'yaml';
import { type ReviewRow, type ReviewStatus, readReview, writeReview } from '../artifacts/mapping-review.js';
import type { Clock } from '../base/clock.js';
import { MigrationError } from '../base/error.js';
import { formatMemory, parseMemory, remember } from '../suggestion/memory.js';
import { memoryFile } from './map-suggest.js';

export interface ReviewDecision {
  /** Id of the spec: its file's name without `.yaml`. */
  readonly spec: string;
  /** Path of one line; all open lines of the spec where absent. */
  readonly element?: string;
  readonly status: Exclude<ReviewStatus, 'suggested'>;
  readonly who: string;
}

/**
 * Writes a person's decision on suggested lines: who and when into the review, what it teaches into the user's memory, and a rejected line out of its spec, its columns
 * kept in the archive. Gives the rows decided. Throws MigrationError REVIEW_UNKNOWN.
 */
export function decideMapping(
  dir: string,
  decision: ReviewDecision,
  clock: Clock,
  env: NodeJS.ProcessEnv,
): readonly ReviewRow[] {
  const rows = readReview(dir);
  const isMeant = (row: ReviewRow): boolean =>
    row.spec === decision.spec &&
    (decision.element === undefined ? row.status === 'suggested' : row.element === decision.element);
  const meant = rows.filter(isMeant);
  if (meant.length === 0) {
    const known = [...new Set(rows.filter((row) => row.spec === decision.spec).map((row) => row.element))];
    throw new MigrationError('There is no such suggested line', {
      code: 'REVIEW_UNKNOWN',
      kind: 'usage',
      hint:
        known.length > 0
          ? `Lines of ${decision.spec}: ${known.slice(0, 40).join(', ')}.`
          : `Specs with suggestions: ${[...new Set(rows.map((row) => row.spec))].join(', ') || 'none'}.`,
    });
  }
  const when = new Date(clock.now()).toISOString();
  const decided = meant.map((row) => ({ ...row, status: decision.status, who: decision.who, when }));
  if (decision.status === 'rejected') for (const row of decided) takeOut(dir, row);
  writeReview(
    dir,
    rows.map((row) => decided[meant.indexOf(row)] ?? row),
  );
  learn(decided, env);
  return decided;
}

/** Takes a line out of its spec and puts its columns into `archive_only`, unless another line reads them; comments and order of the rest stay. */
function takeOut(dir: string, row: ReviewRow): void {
  const path = join(dir, 'mapping', `${row.spec}.yaml`);
  if (!existsSync(path)) return;
  const document = parseDocument(readFileSync(path, 'utf8'));
  if (row.element.startsWith('variants/')) {
    const variants = document.get('variants');
    if (isSeq(variants)) {
      const id = row.element.slice('variants/'.length);
      const at = variants.items.findIndex((item) => (item as { get?(key: string): unknown }).get?.('id') === id);
      if (at >= 0) variants.delete(at);
      if (variants.items.length === 0) document.delete('variants');
    }
  } else document.deleteIn(['elements', row.element]);
  const rest = JSON.stringify([document.toJS().elements, document.toJS().variants]);
  const spec = document.toJS();
  const { from } = spec;
  // Columns of another table go to the archive under the name that its join has; a list that was taken out leaves its table without a spec.
  const joined = spec.join?.find((one: { table?: string }) => one.table === row.table);
  const isKept = from === row.table || joined?.role === 'detail';
  const names = isKept ? row.columns.map((column) => (from === row.table ? column : `${joined.as}.${column}`)) : [];
  for (const column of names) {
    if (rest.includes(JSON.stringify(column))) continue;
    const archived = document.get('archive_only');
    if (isSeq(archived)) archived.add(column);
    else document.set('archive_only', [column]);
  }
  write(path, document.toString({ lineWidth: 120 }));
}

function learn(decided: readonly ReviewRow[], env: NodeJS.ProcessEnv): void {
  const path = memoryFile(env);
  let entries = existsSync(path) ? parseMemory(readFileSync(path, 'utf8')) : [];
  for (const row of decided) {
    const [column] = row.columns;
    if (column === undefined || row.columns.length > 1 || row.target === '') continue;
    entries = remember(entries, {
      table: row.table,
      column,
      target: row.target,
      confirmed: row.status === 'confirmed',
    });
  }
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  write(path, formatMemory(entries));
}

function write(path: string, text: string): void {
  const temporary = `${path}.${process.pid}.tmp`;
  writeFileSync(temporary, text, { mode: 0o600 });
  renameSync(temporary, path);
}
