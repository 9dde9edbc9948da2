import type { Join } from '../../artifacts/source-profile.js';
import type { TableRows } from '../input.js';
import { TOLD_FROM } from '../phi/masking.js';
import { entityMatch } from './name-evidence.js';
import { ideaOf, splitKeyEndings, wordsOf } from './name-words.js';
import type { RowReader } from './second-look.js';
import type { ModelColumn, ModelTable, StructureModel } from './structure-model.js';
import { mayBeTold } from './told-text.js';

/** Many lists in one table: a column tells which list a row is of, another the code in it. */
interface ListTable {
  readonly table: ModelTable;
  readonly list: ModelColumn;
  readonly code: ModelColumn;
}

interface OptionList {
  readonly of: ListTable;
  readonly name: string;
  readonly entity: readonly string[];
  readonly hashes: Set<number>;
  rows: number;
}

const MOST_ROWS = 100_000;
const MOST_CODES = 200;
const LEAST_NAME = 0.6;
const LEAST_SHARE = 0.9;
/** A code names a row only together with the name of its list, which no column of the other table holds: never as sure as a key. */
const MOST_SCORE = 0.49;
const LIST_WORDS =
  /\b(?:list|cat|category|type|group|table|kind|class|domain|set|lookup|codeset|codetype|liste|lista|categoria)\b/;
const CODE_WORDS = /\b(?:option|code|cd|value|val|key|item|abbr|id|short)\b/;
const LABEL_WORDS = /\b(?:title|label|name|descr|desc|description|display|text|caption|meaning)\b/;

/** Columns whose values stand in one of the lists, where its name is like the column's. `taken`: columns that name rows already. */
export function optionListJoins(
  model: StructureModel,
  readers: readonly ListReader[],
  taken: ReadonlySet<string>,
): Join[] {
  const lists = readers.flatMap((reader) => reader.lists());
  if (lists.length === 0) return [];
  return model.tables.flatMap((table) =>
    table.columns.flatMap((column): Join[] => {
      if (taken.has(`${table.name}\n${column.name}`) || !mayBeOption(column)) return [];
      const best = lists
        .filter((list) => list.of.table !== table)
        .map((list) => ({ list, name: likeness(column, list.entity) }))
        .filter(({ name }) => name >= LEAST_NAME)
        .map((one) => ({ ...one, share: shareIn(column, one.list.hashes) }))
        .filter(({ share }) => share >= LEAST_SHARE)
        .sort((a, b) => b.name - a.name || b.share - a.share)[0];
      return best === undefined ? [] : [joinTo(column, best.list, best.name, best.share)];
    }),
  );
}

/** Readers for the tables that hold many lists. */
export const listReaders = (model: StructureModel): ListReader[] =>
  model.tables.flatMap((table) => {
    const found = listTable(table);
    return found === null ? [] : [new ListReader(found, model)];
  });

/** Gathers the codes of each list of a table. */
class ListReader implements RowReader {
  readonly table: string;
  private readonly found = new Map<string, OptionList>();

  constructor(
    private readonly of: ListTable,
    private readonly model: StructureModel,
  ) {
    this.table = of.table.name;
  }

  read(batch: TableRows): void {
    const { of, found } = this;
    const names = batch.columns[of.table.columns.indexOf(of.list)] ?? [];
    const codes = batch.columns[of.table.columns.indexOf(of.code)] ?? [];
    for (let row = 0; row < batch.rowCount; row++) {
      const name = String(names[row] ?? '').trim();
      const list = found.get(name) ?? newList(of, name);
      found.set(name, list);
      list.rows++;
      list.hashes.add(this.model.hash(String(codes[row] ?? '').trim()));
    }
  }

  /** A list of one or two rows tells of them, and holds nothing by its name. */
  lists(): OptionList[] {
    return [...this.found.values()].filter((list) => list.rows >= TOLD_FROM && mayBeTold(list.name));
  }
}

/** A table with the name of a list, a code and a text in each row; many rows of the same list. */
function listTable(table: ModelTable): ListTable | null {
  const { rows } = table.profile;
  if (rows < 6 || rows > MOST_ROWS || table.columns.length > 25) return null;
  const declared = table.primaryKey.length === 2 ? table.primaryKey : null;
  const list = table.columns.find(
    (column) =>
      LIST_WORDS.test(column.words.join(' ')) &&
      (declared === null || declared.includes(column.name)) &&
      /^(?:code|word|text)$/.test(column.profile.kind) &&
      column.profile.phi === null &&
      column.distinct > 1 &&
      column.profile.filled === rows &&
      column.distinct <= rows / 2,
  );
  if (list === undefined) return null;
  const code = table.columns.find(
    (column) =>
      column !== list &&
      CODE_WORDS.test(column.words.join(' ')) &&
      (declared === null ? column !== table.columns[0] : declared.includes(column.name)) &&
      column.profile.filled >= rows * 0.95 &&
      column.keyLike,
  );
  const label = table.columns.some(
    (column) => column !== list && column !== code && LABEL_WORDS.test(column.words.join(' ')),
  );
  return code === undefined || !label ? null : { table, list, code };
}

const newList = (of: ListTable, name: string): OptionList => ({
  of,
  name,
  entity: splitKeyEndings(wordsOf(name)).map(ideaOf),
  hashes: new Set(),
  rows: 0,
});

const mayBeOption = (column: ModelColumn): boolean =>
  column.keyLike &&
  /^(?:code|word|integer)$/.test(column.profile.kind) &&
  column.profile.phi === null &&
  column.distinct > 0 &&
  column.distinct <= MOST_CODES &&
  column.sketch?.complete === true;

/** How much a list is called like the column, alone or with its table (`patient.status` and `patient_status`). */
const likeness = (column: ModelColumn, list: readonly string[]): number =>
  Math.max(entityMatch(column.entity, list), entityMatch([...column.table.entity, ...column.entity], list) * 0.95);

function shareIn(column: ModelColumn, hashes: ReadonlySet<number>): number {
  const own = [...(column.sketch?.hashes ?? [])].filter((hash) => !column.leftOut.has(hash));
  return own.length === 0 ? 0 : own.filter((hash) => hashes.has(hash)).length / own.length;
}

const joinTo = (column: ModelColumn, list: OptionList, name: number, share: number): Join => ({
  from: { table: column.table.name, columns: [column.name] },
  to: { table: list.of.table.name, columns: [list.of.code.name] },
  declared: false,
  score:
    Math.round(100 * Math.min(MOST_SCORE, 0.2 + 0.2 * name + 0.1 * Math.min(1, Math.log2(1 + column.distinct) / 4))) /
    100,
  inclusion: share,
  orphans: null,
  reasons: [
    `where ${list.of.list.name} is '${list.name}': its name is that of the list`,
    `${Math.round(share * 100)}% of ${column.distinct} different values stand in the list`,
  ],
});
