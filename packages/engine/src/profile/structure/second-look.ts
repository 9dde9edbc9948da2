import type { Join } from '../../artifacts/source-profile.js';
import type { Cell } from '../../base/cell.js';
import type { TableRows } from '../input.js';
import { hashOfValue } from '../value-scan.js';
import { HashSet, KEY_SLOTS, LOOK_SLOTS, type Slots } from './hash-set.js';

/** Rows of some tables of the source, once more, in any order. */
export type LookAgain = (tables: readonly string[]) => AsyncIterable<TableRows>;

/** Several columns of a table taken together. */
export interface ColumnSet {
  readonly table: string;
  readonly columns: readonly string[];
}

export interface CountedJoin {
  /** Rows whose columns are all filled with something that does not stand for none. */
  readonly filled: number;
  /** Of these, rows whose values stand in no row of the other table. */
  readonly orphans: number;
}

/** Values that stand for "no row", beside NULL and blank. */
const NO_ROW: ReadonlySet<string> = new Set(['0', '-1']);

const nameOf = ({ table, columns }: ColumnSet): string => `${table}\n${columns.join('\n')}`;

/** Takes the rows of one table as they come. */
export interface RowReader {
  readonly table: string;
  read(batch: TableRows): void;
}

/** One pass over the tables that the readers want. */
export async function readRows(look: LookAgain, readers: readonly RowReader[]): Promise<void> {
  const byTable = new Map<string, RowReader[]>();
  for (const reader of readers) {
    const list = byTable.get(reader.table);
    if (list === undefined) byTable.set(reader.table, [reader]);
    else list.push(reader);
  }
  if (byTable.size === 0) return;
  for await (const batch of look([...byTable.keys()]))
    for (const reader of byTable.get(batch.table) ?? []) reader.read(batch);
}

/**
 * Counts exactly, in two passes over the tables concerned, how many rows of each join find no partner, and how often column sets repeat.
 * What does not fit in memory is missing from the answer: it was not counted.
 */
export class JoinCounter {
  private readonly parents = new Map<string, Gatherer>();
  private readonly sets: readonly { readonly set: ColumnSet; readonly gatherer: Gatherer }[];
  private children: readonly { readonly join: Join; readonly matcher: Matcher }[] = [];

  constructor(
    private readonly joins: readonly Join[],
    sets: readonly ColumnSet[],
    private readonly columnsOf: (table: string) => readonly string[],
  ) {
    const budget = { left: LOOK_SLOTS };
    for (const { to } of joins)
      if (!this.parents.has(nameOf(to))) this.parents.set(nameOf(to), new Gatherer(to, columnsOf(to.table), budget));
    const forKeys = { left: KEY_SLOTS };
    this.sets = sets.map((set) => ({ set, gatherer: new Gatherer(set, columnsOf(set.table), forKeys, true) }));
  }

  /** For the first pass. */
  gatherers(): RowReader[] {
    return [...this.parents.values(), ...this.sets.map((one) => one.gatherer)];
  }

  /** For the second pass, once the first has ended. */
  matchers(): RowReader[] {
    this.children = this.joins.flatMap((join) => {
      const hashes = this.parents.get(nameOf(join.to))?.hashes;
      return hashes?.isWhole
        ? [{ join, matcher: new Matcher(join.from, this.columnsOf(join.from.table), hashes) }]
        : [];
    });
    return this.children.map((child) => child.matcher);
  }

  countedJoins(): Map<Join, CountedJoin> {
    return new Map(
      this.children.map(({ join, matcher }) => [join, { filled: matcher.filled, orphans: matcher.orphans }]),
    );
  }

  /** Sets of columns of which every row has another value, and none is blank. */
  uniqueSets(): ColumnSet[] {
    return this.sets.filter(({ gatherer }) => gatherer.hashes.isWhole && gatherer.rows > 0).map(({ set }) => set);
  }
}

/** Where the columns of a set stand in its table. */
const placesOf = ({ columns }: ColumnSet, all: readonly string[]): number[] => columns.map((name) => all.indexOf(name));

class Gatherer implements RowReader {
  readonly table: string;
  readonly hashes: HashSet;
  rows = 0;
  private readonly places: readonly number[];

  /** `unique`: gives up, and its memory back, at the first blank or repetition. */
  constructor(
    set: ColumnSet,
    all: readonly string[],
    budget: Slots,
    private readonly unique = false,
  ) {
    this.table = set.table;
    this.places = placesOf(set, all);
    this.hashes = new HashSet(budget);
  }

  read(batch: TableRows): void {
    if (!this.hashes.isWhole) return;
    this.rows += batch.rowCount;
    const columns = this.places.map((place) => batch.columns[place] ?? []);
    for (let row = 0; row < batch.rowCount; row++) {
      const hash = hashOfRow(columns, row);
      const isNew = hash !== null && this.hashes.add(hash);
      if (isNew || !this.unique) continue;
      this.hashes.release();
      return;
    }
  }
}

class Matcher implements RowReader {
  readonly table: string;
  filled = 0;
  orphans = 0;
  private readonly places: readonly number[];

  constructor(
    set: ColumnSet,
    all: readonly string[],
    private readonly parent: HashSet,
  ) {
    this.table = set.table;
    this.places = placesOf(set, all);
  }

  read(batch: TableRows): void {
    const columns = this.places.map((place) => batch.columns[place] ?? []);
    for (let row = 0; row < batch.rowCount; row++) {
      const hash = hashOfRow(columns, row);
      if (hash === null) continue;
      if (this.parent.has(hash)) this.filled++;
      else if (!columns.every((cells) => NO_ROW.has(textOf(cells[row] ?? null)))) {
        this.filled++;
        this.orphans++;
      }
    }
  }
}

/** One hash for the values of a row's columns; null where one is NULL or blank. */
function hashOfRow(columns: readonly (readonly Cell[])[], row: number): number | null {
  let hash = 0;
  for (const [i, cells] of columns.entries()) {
    const text = textOf(cells[row] ?? null);
    if (text === '') return null;
    const own = hashOfValue(text);
    hash = i === 0 ? own : (hash * 31 + own) % 2 ** 52;
  }
  return hash;
}

/** As the profile reads cells. */
function textOf(cell: Cell): string {
  if (cell === null) return '';
  if (cell instanceof Uint8Array) return Buffer.from(cell).toString('latin1').trim();
  return String(cell).trim();
}
