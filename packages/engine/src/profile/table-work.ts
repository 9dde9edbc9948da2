import type { PhiGuess } from '../artifacts/source-profile.js';
import type { ColumnFacts } from './column-facts.js';
import type { SplitDate } from './date-parts.js';
import type { DeclaredTable } from './input.js';
import type { TableSubject } from './phi/name-guess.js';

/** A table after the pass: facts of its columns, what identifies people in it, what it is about. In memory only. */
export interface TableFacts {
  readonly table: DeclaredTable;
  readonly rows: number;
  readonly facts: readonly ColumnFacts[];
  readonly phi: readonly (PhiGuess | null)[];
  readonly subject: TableSubject;
  /** Rows are of people, or name one. */
  readonly ofPeople: boolean;
  /** A list of codes and texts. */
  readonly lookup: { readonly reasons: readonly string[] } | null;
  readonly splitDates: readonly SplitDate[];
}
