import type { AllocationFault } from '../../formats/mdf/allocation.js';
import type { Database } from '../../formats/mdf/database.js';
import type { DatabaseTable } from '../../formats/mdf/database-catalog.js';
import { noCounts, type TableCounts } from '../../formats/mdf/page-rows.js';
import type { RowWatch } from '../../formats/mdf/row-watch.js';
import { DecodeError } from '../../formats/mdf/stored-type.js';
import type { LogPlace } from './opened-backup.js';

/** What one reading of a table found, before anything is given out: its companion of rejected rows must be known beforehand. */
export interface TableTrial {
  readonly table: DatabaseTable;
  readonly counts: Readonly<TableCounts>;
  readonly large: { readonly checked: number; readonly failed: number };
  readonly faults: readonly AllocationFault[];
  /** How often values were read by a rule that is not certain, or not at all, by `code column`. */
  readonly notes: ReadonlyMap<string, number>;
  /** Codes of rejected rows with their numbers. */
  readonly rejections: ReadonlyMap<string, number>;
  /** Why the table cannot be read at all: a code; null when it was. */
  readonly refusal: string | null;
}

/** True where rows of the table may be missing: those of some tables are counted elsewhere than where the catalog counts. */
export function lacksRows({ table, refusal }: TableTrial): boolean {
  if (refusal === null) return false;
  if (table.statedRows > 0 || table.unreadable === 'memory-optimised' || table.unreadable === 'no-rowset') return true;
  const hasPages = table.rowsets.some(({ units }) => units.some(({ firstIam }) => firstIam.page !== 0));
  return table.unreadable === 'columnstore' && hasPages;
}

const MOST_FAULTS = 100;

/** Values of a table that lie outside the database, in FILESTREAM files, with the names of their columns. */
export function outsideValues({ notes }: Pick<TableTrial, 'notes'>): {
  readonly columns: string[];
  readonly values: number;
} {
  const columns: string[] = [];
  let values = 0;
  for (const [note, count] of notes) {
    if (!note.startsWith(OUTSIDE)) continue;
    columns.push(note.slice(OUTSIDE.length));
    values += count;
  }
  return { columns, values };
}

const OUTSIDE = 'filestream-not-read ';

export async function tryTable(
  database: Database,
  table: DatabaseTable,
  options: {
    readonly checkpoint: LogPlace | null;
    readonly signal?: AbortSignal;
    readonly onPage?: () => void;
    readonly keys?: RowWatch;
  },
): Promise<TableTrial> {
  const faults: AllocationFault[] = [];
  const notes = new Map<string, number>();
  const rejections = new Map<string, number>();
  const empty = { table, counts: noCounts(), large: { checked: 0, failed: 0 }, faults, notes, rejections };
  if (table.unreadable !== null) return { ...empty, refusal: table.unreadable };
  const { checkpoint } = options;
  try {
    const reader = database.reader(table, {
      onFault: (fault) => {
        if (faults.length < MOST_FAULTS) faults.push(fault);
      },
      onNote: (code, column) => {
        const note = `${code} ${column}`;
        notes.set(note, (notes.get(note) ?? 0) + 1);
      },
      ...(options.keys ? { rowWatch: options.keys } : {}),
      ...(checkpoint === null ? {} : { isChanged: (page: Buffer) => comparePlaces(page, checkpoint) >= 0 }),
    });
    for await (const page of reader.pages(options.signal, 'try')) {
      options.onPage?.();
      for (const { code } of page.rejected) rejections.set(code, (rejections.get(code) ?? 0) + 1);
    }
    // What was taken for UTF-8 at first is read in its code page.
    for (const column of notUtf8(notes)) notes.delete(`text-read-as-utf8 ${column}`);
    const { checked, failed } = reader.large;
    return { ...empty, counts: reader.counts, large: { checked, failed }, refusal: null };
  } catch (error) {
    if (!(error instanceof DecodeError)) throw error;
    return { ...empty, refusal: error.code };
  }
}

const NOT_UTF8 = 'text-utf8-and-code-page ';

/** Columns whose values are not all UTF-8, of the notes of a trial. */
export const notUtf8 = (notes: ReadonlyMap<string, number>): Set<string> =>
  new Set([...notes.keys()].flatMap((note) => (note.startsWith(NOT_UTF8) ? [note.slice(NOT_UTF8.length)] : [])));

/** Positive where a page was last changed after a place in the log, by m_lsn of its header (40): virtual log file, block, slot. */
export function comparePlaces(page: Buffer, place: LogPlace): number {
  return page.readUInt32LE(40) - place.vlf || page.readUInt32LE(44) - place.block || page.readUInt16LE(48) - place.slot;
}
