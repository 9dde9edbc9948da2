import type { WorkType } from '../../artifacts/work-item.js';
import { MigrationError } from '../../base/error.js';
import { stableId } from '../../base/stable-id.js';

/** Id of an item: of its type and subject alone, in the workspace's id namespace. The same question asked again is the same item. */
export function workItemId(namespace: string, type: WorkType, subject: string): string {
  return stableId(namespace, 'work', type, subject);
}

/** Drawn once, by chance, for names of cells. */
const CELL_NAMES = 'b2a8a5b4-7a0e-4c39-8a1f-0d4b7c7f5e13';

const escapePart = (part: string): string => part.replace(/[%/#]/g, (c) => `%${c.charCodeAt(0).toString(16)}`);

/**
 * Subject of an item about one cell, which stays the same when the rows come in another order: the row is named by the values of its key columns, in the order of the table, and
 * these not in the clear. For a table without a key there is only the row's locator (`formatLocator`), which holds while the source's rows keep their order.
 */
export function cellSubject(source: string, table: string, key: readonly string[], column: string): string {
  if (key.length === 0) throw new RangeError('a row without a key is named by its locator');
  return `cell/${escapePart(source)}/${escapePart(table)}/${stableId(CELL_NAMES, source, table, ...key)}/${escapePart(column)}`;
}

/** Subjects of items about a document or one of its pages. */
export const documentSubject = (document: string): string => `document/${document}`;
export const pageSubject = (document: string, page: number): string => `document/${document}/${page}`;

/** The document that a subject names; null: it names none. */
export function documentOf(subject: string): string | null {
  return /^document\/([^/]+)/.exec(subject)?.[1] ?? null;
}

/** Priorities of items that are needed by a day are above this, all others below. */
const DUE = 1000;
const DAY_MS = 86_400_000;

/**
 * The priority of an item: by the patient's next appointment first, by clinical weight (0 to 1) where the day is the same or none is known. Depends on no clock, so that making
 * items again changes none.
 */
export function workPriority({ due, weight }: { readonly due: string | null; readonly weight: number }): number {
  const shade = Math.round(Math.min(1, Math.max(0, weight)) * 100) / 100;
  if (due === null) return shade;
  // Days that are left until 2300: more where it is sooner.
  const left = (Date.parse('2300-01-01') - Date.parse(due)) / DAY_MS;
  return DUE + left + shade * 0.9;
}

/** A name of staff as it may stand in decisions and lists: trimmed, up to 100 characters, without quotes, backslashes and control characters. Error: WORK_NAME. */
export function staffName(text: string): string {
  const name = text.normalize('NFC').trim();
  if (/^[^"\\\p{Cc}]{1,100}$/u.test(name)) return name;
  throw new MigrationError('This is no name of a person', {
    code: 'WORK_NAME',
    kind: 'usage',
    hint: 'Up to 100 characters, without quotes and backslashes, e.g. --as "A. Example".',
  });
}
