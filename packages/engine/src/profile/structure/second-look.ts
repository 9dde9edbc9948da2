import type { Join } from '../../artifacts/source-profile.js';
import type { Cell } from '../../base/cell.js';
import type { TableRows } from '../input.js';
import { hashOfValue } from '../value-scan.js';
import { HashSet, LOOK_SLOTS } from './hash-set.js';

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

export interface CountedSet {
  readonly rows: number;
  readonly distinct: number;
  /** Rows where one of the columns is NULL or blank. */
  readonly blank: number;
}

/** Values that stand for "no row", beside NULL and blank. */
const NO_ROW: ReadonlySet<string> = new Set(['0', '-1']);

const nameOf = ({ table, columns }: ColumnSet): string => `${table}\n${columns.join('\n')}`;

/**
 * Counts exactly, in two passes over the tables concerned, how many rows of each join find no partner, and how often column sets repeat.
 * What does not fit in memory is missing from the answer: it was not counted.
 */
export async function lookAgain(
  look: LookAgain,
  joins: readonly Join[],
  sets: readonly ColumnSet[],
  columnsOf: (table: string) => readonly string[],
): Promise<{ readonly joins: ReadonlyMap<Join, CountedJoin>; readonly sets: ReadonlyMap<ColumnSet, CountedSet> }> {
  const budget = { left: LOOK_SLOTS };
  const parents = new Map<string, Gatherer>();
  for (const { to } of joins)
    if (!parents.has(nameOf(to))) parents.set(nameOf(to), new Gatherer(to, columnsOf(to.table), budget));
  const counted = sets.map((set) => ({ set, gatherer: new Gatherer(set, columnsOf(set.table), budget) }));
  await pass(look, [...parents.values(), ...counted.map((one) => one.gatherer)]);
  const children = joins.flatMap((join) => {
    const parent = parents.get(nameOf(join.to));
    return parent?.hashes.isWhole
      ? [{ join, matcher: new Matcher(join.from, columnsOf(join.from.table), parent.hashes) }]
      : [];
  });
  await pass(
    look,
    children.map((child) => child.matcher),
  );
  return {
    joins: new Map(children.map(({ join, matcher }) => [join, { filled: matcher.filled, orphans: matcher.orphans }])),
    sets: new Map(
      counted
        .filter(({ gatherer }) => gatherer.hashes.isWhole)
        .map(({ set, gatherer }) => [
          set,
          { rows: gatherer.rows, distinct: gatherer.hashes.size, blank: gatherer.blank },
        ]),
    ),
  };
}

interface Reader {
  readonly table: string;
  read(batch: TableRows): void;
}

async function pass(look: LookAgain, readers: readonly Reader[]): Promise<void> {
  const byTable = new Map<string, Reader[]>();
  for (const reader of readers) {
    const list = byTable.get(reader.table);
    if (list === undefined) byTable.set(reader.table, [reader]);
    else list.push(reader);
  }
  if (byTable.size === 0) return;
  for await (const batch of look([...byTable.keys()]))
    for (const reader of byTable.get(batch.table) ?? []) reader.read(batch);
}

/** Where the columns of a set stand in its table. */
const placesOf = ({ columns }: ColumnSet, all: readonly string[]): number[] => columns.map((name) => all.indexOf(name));

class Gatherer implements Reader {
  readonly table: string;
  readonly hashes: HashSet;
  rows = 0;
  blank = 0;
  private readonly places: readonly number[];

  constructor(set: ColumnSet, all: readonly string[], budget: { left: number }) {
    this.table = set.table;
    this.places = placesOf(set, all);
    this.hashes = new HashSet(budget);
  }

  read(batch: TableRows): void {
    this.rows += batch.rowCount;
    const columns = this.places.map((place) => batch.columns[place] ?? []);
    for (let row = 0; row < batch.rowCount; row++) {
      const hash = hashOfRow(columns, row);
      if (hash === null) this.blank++;
      else this.hashes.add(hash);
    }
  }
}

class Matcher implements Reader {
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
