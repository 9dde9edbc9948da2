import type { Join } from '../../artifacts/source-profile.js';
import { type KeyColumn, keyColumns } from './key-columns.js';
import type { ModelColumn, ModelTable, StructureModel } from './structure-model.js';
import { TableIndex } from './table-index.js';
import { inclusionOf } from './value-inclusion.js';

/** Last words of columns that say of which table another column's values are keys. */
const SAYS_TABLE: ReadonlySet<string> = new Set(
  'table type module entity class model kind name tablename object resource discriminator ctype contenttype'.split(' '),
);
/** Most values that may name tables; more are texts. */
const MOST_TABLES = 40;

/** Columns whose values are keys of several tables, as another column says row by row (`foreign_table_name` and `foreign_id`). */
export function polymorphicJoins(model: StructureModel): Join[] {
  const index = new TableIndex(model.tables);
  const keys = new Map<ModelTable, KeyColumn[]>();
  for (const key of keyColumns(model)) {
    const list = keys.get(key.column.table);
    if (list === undefined) keys.set(key.column.table, [key]);
    else list.push(key);
  }
  return model.tables.flatMap((table) =>
    table.columns.flatMap((says) => {
      if (!isSelector(says)) return [];
      const id = table.columns.find((column) => isSelected(column, says));
      if (id === undefined) return [];
      return joinsOf(says, id, index, keys);
    }),
  );
}

const isSelector = (column: ModelColumn): boolean =>
  SAYS_TABLE.has(column.words.at(-1) ?? '') &&
  column.facts?.frequentIsAll === true &&
  column.distinct > 0 &&
  column.distinct <= MOST_TABLES &&
  !column.integers;

/** `foreign_id` beside `foreign_table_name`; `module_id` beside `module`. */
function isSelected(column: ModelColumn, says: ModelColumn): boolean {
  const { primaryKey } = column.table;
  if (primaryKey.length === 1 && primaryKey[0] === column.name) return false;
  if (column === says || !column.keyLike || !/^(?:id|key|no|uuid|guid|pk)$/.test(column.words.at(-1) ?? ''))
    return false;
  const stem = [...says.words];
  while (stem.length > 1 && SAYS_TABLE.has(stem.at(-1) ?? '')) stem.pop();
  return column.words.slice(0, -1).join(' ') === stem.join(' ');
}

function joinsOf(
  says: ModelColumn,
  id: ModelColumn,
  index: TableIndex,
  keys: ReadonlyMap<ModelTable, readonly KeyColumn[]>,
): Join[] {
  const values = says.facts?.frequent ?? [];
  const named = values.flatMap(({ value, count }) => {
    const table = index.find(value);
    return table === null ? [] : [{ value, count, table }];
  });
  const told = named.reduce((sum, one) => sum + one.count, 0);
  if (told < says.profile.filled * 0.5) return [];
  return named.flatMap(({ table }): Join[] => {
    const key = keyFor(id, keys.get(table) ?? []);
    if (key === undefined) return [];
    const inclusion = shareIn(id, key.column);
    const alone = named.length === 1 && values.length === 1;
    if (inclusion !== null && (inclusion === 0 || (alone && inclusion < 0.5))) return [];
    return [
      {
        from: { table: id.table.name, columns: [id.name] },
        to: { table: table.name, columns: [key.column.name] },
        declared: false,
        score: alone ? 0.93 : 0.8,
        inclusion: alone ? inclusion : null,
        orphans: null,
        reasons: [
          `polymorphic: ${says.name} says of which table the row is${alone ? '' : ', and names more tables than this'}`,
          ...(alone && inclusion !== null ? [`${Math.round(inclusion * 100)}% of the values stand there`] : []),
        ],
      },
    ];
  });
}

const shareIn = (id: ModelColumn, key: ModelColumn): number | null =>
  id.sketch === null || key.sketch === null ? null : (inclusionOf(id.sketch, key.sketch, id.leftOut)?.share ?? null);

/** The key that holds most of the values; the declared one among equals. */
function keyFor(id: ModelColumn, keys: readonly KeyColumn[]): KeyColumn | undefined {
  const fitting = keys.filter((key) => key.column.integers === id.integers || key.column.profile.filled === 0);
  const rank = (key: KeyColumn): number => (shareIn(id, key.column) ?? 0.5) + (key.isPrimary ? 0.05 : 0);
  return [...fitting].sort((a, b) => rank(b) - rank(a))[0];
}
