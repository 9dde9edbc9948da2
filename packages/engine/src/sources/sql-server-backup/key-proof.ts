import type { Database } from '../../formats/mdf/database.js';
import type { DatabaseForeignKey } from '../../formats/mdf/database-keys.js';
import type { OrderFound } from './clustered-order.js';
import { ParentKeys, type References, type UniqueRows } from './key-rows.js';
import { KeyBudget } from './key-set.js';
import { KeyWatch } from './key-watch.js';
import type { TableTrial } from './table-trial.js';

/** What the keys of one table prove. */
export interface TableKeys {
  readonly table: string;
  readonly order: OrderFound | null;
  readonly unique: readonly UniqueRows[];
  readonly references: readonly References[];
  /** Nothing was written to the table while the backup ran, and nothing of it is missing: what its pages say together is true of one moment. */
  readonly isSure: boolean;
}

/**
 * Holds the rows of a database against its keys while they are read: clustered ones by their order, others by remembering them. Tables
 * are to be read in {@link readingOrder}, each with the watch that {@link watch} gives; memory is bounded by a {@link KeyBudget}.
 */
export class KeyProof {
  /** Indexes of the tables, those that others refer to first where that can be. */
  readonly readingOrder: readonly number[];
  readonly #budget = new KeyBudget();
  readonly #parents = new Map<string, ParentKeys[]>();
  readonly #found: TableKeys[] = [];

  /** `isQuiet`: no transaction was open when the backup began. */
  constructor(
    private readonly database: Database,
    private readonly isQuiet: boolean,
  ) {
    for (const { foreignKeys } of database.tables)
      for (const { isEnforced, referencesTable, referencesColumns } of foreignKeys) {
        if (!isEnforced || this.#parentOf(referencesTable, referencesColumns) !== null) continue;
        const list = this.#parents.get(referencesTable) ?? [];
        list.push(new ParentKeys(referencesColumns, this.#budget));
        this.#parents.set(referencesTable, list);
      }
    this.readingOrder = parentsFirst(database);
  }

  /** null for a table without keys. */
  watch(index: number): KeyWatch | null {
    const table = this.database.tables[index]!;
    const watch = new KeyWatch(
      this.database,
      table,
      this.#parents.get(table.name) ?? [],
      ({ referencesTable, referencesColumns }: DatabaseForeignKey) =>
        this.#parentOf(referencesTable, referencesColumns),
      this.#budget,
    );
    return watch.isNeeded ? watch : null;
  }

  /** The table was tried. */
  end(watch: KeyWatch, { table, counts, faults, refusal }: TableTrial): void {
    const isSure = this.isQuiet && counts.changedPages === 0 && faults.length === 0 && refusal === null;
    watch.end(isSure);
    const { order, unique, references } = watch;
    this.#found.push({ table: table.name, order: order?.found ?? null, unique, references, isSure });
  }

  /** All tables were tried: what was found, table by table. */
  settle(): readonly TableKeys[] {
    for (const { references } of this.#found) for (const reference of references) reference.settle();
    for (const list of this.#parents.values()) for (const parent of list) parent.clear();
    return this.#found;
  }

  #parentOf(table: string, columns: readonly string[]): ParentKeys | null {
    const same = (known: ParentKeys): boolean =>
      known.columns.length === columns.length && known.columns.every((name, i) => name === columns[i]);
    return this.#parents.get(table)?.find(same) ?? null;
  }
}

function parentsFirst({ tables }: Database): number[] {
  const numbers = new Map(tables.map((table, i) => [table.name, i]));
  const order = new Set<number>();
  const seen = new Set<number>();
  // By hand instead of by recursion: a damaged catalog may chain thousands of tables.
  for (const start of tables.keys()) {
    const open = [start];
    while (open.length > 0) {
      const at = open.at(-1)!;
      const isNew = !seen.has(at);
      seen.add(at);
      const parents = isNew ? tables[at]!.foreignKeys.filter((key) => key.isEnforced) : [];
      const unread = parents.flatMap(({ referencesTable }) => {
        const parent = numbers.get(referencesTable);
        return parent === undefined || seen.has(parent) ? [] : [parent];
      });
      if (unread.length > 0) open.push(...unread);
      else {
        open.pop();
        order.add(at);
      }
    }
  }
  return [...order];
}
