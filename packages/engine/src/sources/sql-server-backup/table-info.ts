import type { Database } from '../../formats/mdf/database.js';
import type { DatabaseColumn, UnreadableReason } from '../../formats/mdf/database-catalog.js';
import { COMPRESSION } from '../../formats/mdf/rowset.js';
import { columnType, XType } from '../../formats/mdf/values/column-type.js';
import type { ColumnInfo, TableInfo } from '../contract.js';
import { isStaleCount } from './row-counts.js';
import { outsideValues, type TableTrial } from './table-trial.js';

/** Why a table is not read, for people. */
export const REFUSALS: Readonly<Record<UnreadableReason, string>> = {
  columnstore:
    'its rows are in a clustered columnstore index, which this reader does not know; on a server: CREATE a rowstore copy (SELECT * INTO) and back that up',
  'memory-optimised':
    'its rows are in memory-optimised files, which this reader does not know; on a server: copy them to an ordinary table (SELECT * INTO) and back that up',
  'no-rowset': 'the catalog of the database does not say where its rows are',
};

/** The table as the catalog of a source shows it. */
export function tableInfo(database: Database, trial: TableTrial): TableInfo {
  const { table, refusal } = trial;
  const key = new Set(table.primaryKey);
  const reason =
    refusal === null ? null : ((REFUSALS as Record<string, string>)[refusal] ?? `its layout is not known (${refusal})`);
  return {
    name: table.name,
    columns: database.storedColumns(table).map((column) => columnInfo(column, key.has(column.name))),
    primaryKey: table.primaryKey,
    foreignKeys: table.foreignKeys.map(({ columns, referencesTable, referencesColumns }) => ({
      columns,
      referencesTable,
      referencesColumns,
    })),
    statedRows: isStaleCount(database, trial) ? null : table.statedRows,
    ...(table.description === null ? {} : { comment: table.description }),
    status: refusal === null ? 'read' : 'unsupported',
    reason: reason ?? remarks(trial),
  };
}

/** What to know of a table that was read; null when there is nothing. */
function remarks(trial: TableTrial): string | null {
  const { rowsets, statedRows } = trial.table;
  const { columns, values } = outsideValues(trial);
  const found: string[] = [];
  if (statedRows > 0 && rowsets.some((rowset) => rowset.compression !== COMPRESSION.none))
    found.push('compressed; decoded by the published rules');
  if (values > 0) found.push(`${values} values of ${columns.join(', ')} are in FILESTREAM files, which are not read`);
  return found.length === 0 ? null : found.join('; ');
}

function columnInfo(column: DatabaseColumn, key: boolean): ColumnInfo {
  const { declared, cellType } = columnType(column.type);
  return {
    name: column.name,
    type: declared,
    cellType,
    ...(column.type.xtype === XType.real ? { single: true } : {}),
    nullable: column.nullable,
    key,
    ...(column.default === null ? {} : { default: column.default }),
    ...(column.description === null ? {} : { comment: column.description }),
  };
}
