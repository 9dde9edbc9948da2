import { MigrationError } from '../base/error.js';
import {
  MANUAL_FORMAT,
  type StagedColumn,
  type StagedForeignKey,
  type StagedSource,
  type StagedTable,
} from './contract.js';
import type { VaultDatabase } from './database.js';
import { quoteIdentifier, uniqueNames } from './sql.js';

/** What staging needs to know of a source; a reader's catalog has it. */
export interface StagingSource {
  readonly name: string;
  readonly format: string;
  readonly fingerprint: string;
  readonly snapshotAt: string;
  readonly product: string | null;
  readonly database: string | null;
  readonly catalog: { readonly tables: readonly CatalogTable[] };
}

export interface CatalogTable {
  readonly name: string;
  readonly columns: readonly {
    readonly name: string;
    readonly type: string;
    readonly cellType: string;
    readonly key: boolean;
    readonly comment?: string;
    /** A column of this table that names blobs of the vault: the cells of this one are their bytes, which are not kept twice. Such a column is the last. */
    readonly blobsOf?: string;
  }[];
  readonly comment?: string;
  /** See {@link StagedTable.apart}. */
  readonly apart?: true;
  /** Tables that are not `read` (views, unsupported ones) have no rows to stage and are left out. */
  readonly status?: string;
  readonly primaryKey?: readonly string[];
  readonly foreignKeys?: readonly StagedForeignKey[];
}

/** SQLite takes 2,000 columns a table (compile option MAX_COLUMN); three are the vault's own, the rest is spare. */
const SLAB_COLUMNS = 1900;
const OWN_COLUMNS = ['_row', '_pos', '_file'];

export interface TableLayout {
  readonly id: number;
  readonly table: StagedTable;
  readonly lastRow: number;
  /** Where the columns are, in order; one slab unless the table is very wide. */
  readonly slabs: readonly { readonly sqlTable: string; readonly columns: readonly string[] }[];
  /** Views that give the cells of columns whose bytes are blobs; nothing is written to them. */
  readonly views: readonly string[];
}

interface TableRow {
  readonly id: number;
  readonly name: string;
  readonly sql_name: string;
  readonly comment: string | null;
  readonly rows: number;
  readonly last_row: number;
  readonly files: string;
  readonly details: string;
}

/** What `vault_tables.details` holds, as {@link createTables} writes it. */
interface TableDetails {
  readonly foreignKeys?: readonly StagedForeignKey[];
  readonly apart?: true;
  /** Column -> the column that names its blobs. */
  readonly blobs?: Readonly<Record<string, string>>;
}

interface ColumnRow {
  readonly name: string;
  readonly type: string;
  readonly cell_type: string;
  readonly is_key: number;
  readonly comment: string | null;
  readonly sql_table: string;
  readonly sql_name: string;
}

/** Tables of a source in staged order, each column with the slab and SQL name that hold it. */
export function readLayouts(db: VaultDatabase, sourceId: number, source: string): TableLayout[] {
  const columnsOf = db.prepare('SELECT * FROM vault_columns WHERE table_id = ? ORDER BY ordinal');
  const rows = db.prepare('SELECT * FROM vault_tables WHERE source_id = ? ORDER BY id').all(sourceId) as TableRow[];
  const views = new Set(db.prepare("SELECT name FROM sqlite_schema WHERE type = 'view'").pluck().all() as string[]);
  return rows.map((row) => {
    const slabs = new Map<string, string[]>([[row.sql_name, []]]);
    const { foreignKeys = [], apart, blobs = {} } = JSON.parse(row.details) as TableDetails;
    const columns = (columnsOf.all(row.id) as ColumnRow[]).map((column): StagedColumn => {
      slabs.set(column.sql_table, [...(slabs.get(column.sql_table) ?? []), column.sql_name]);
      return {
        name: column.name,
        type: column.type,
        cellType: column.cell_type,
        key: column.is_key === 1,
        ...(column.comment === null ? {} : { comment: column.comment }),
        ...(column.sql_name === column.name ? {} : { sqlName: column.sql_name }),
        ...(column.sql_table === row.sql_name ? {} : { sqlTable: column.sql_table }),
        ...(blobs[column.name] === undefined ? {} : { blobsOf: blobs[column.name] as string }),
      };
    });
    const table: StagedTable = {
      source,
      name: row.name,
      sqlName: row.sql_name,
      columns,
      rows: row.rows,
      files: JSON.parse(row.files) as string[],
      ...(row.comment === null ? {} : { comment: row.comment }),
      ...(foreignKeys.length === 0 ? {} : { foreignKeys }),
      ...(apart ? { apart } : {}),
    };
    return {
      id: row.id,
      table,
      lastRow: row.last_row,
      slabs: [...slabs]
        .filter(([sqlTable]) => !views.has(sqlTable))
        .map(([sqlTable, names]) => ({ sqlTable, columns: names })),
      views: [...slabs.keys()].filter((name) => views.has(name)),
    };
  });
}

interface SourceRow {
  readonly id: number;
  readonly name: string;
  readonly format: string;
  readonly fingerprint: string;
  readonly snapshot_at: string;
  readonly product: string | null;
  readonly database: string | null;
  readonly complete: number;
}

/** In the order in which they were first staged; the manual lane is last, however often what it stands beside is staged again. */
export function readSources(db: VaultDatabase): (StagedSource & { readonly id: number })[] {
  const rows = db.prepare('SELECT * FROM vault_sources ORDER BY format = ?, id').all(MANUAL_FORMAT) as SourceRow[];
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    format: row.format,
    fingerprint: row.fingerprint,
    snapshotAt: row.snapshot_at,
    product: row.product,
    database: row.database,
    complete: row.complete === 1,
    tables: readLayouts(db, row.id, row.name).map((layout) => layout.table),
  }));
}

/** Makes the source's tables where they are not there yet. Error: SOURCE_CATALOG_CHANGED. */
export function createTables(db: VaultDatabase, sourceId: number, source: StagingSource): void {
  const present = new Map(readLayouts(db, sourceId, source.name).map((layout) => [layout.table.name, layout.table]));
  for (const table of source.catalog.tables) {
    if (table.status !== undefined && table.status !== 'read') continue;
    const staged = present.get(table.name);
    if (!staged) {
      createTable(db, sourceId, source.name, table);
    } else if (!sameColumns(staged.columns, table.columns)) {
      throw new MigrationError('A table of this source has other columns than when staging began', {
        code: 'SOURCE_CATALOG_CHANGED',
        where: `${source.name}/${table.name}`,
        hint: 'Stage it with the reader options of the first time, or under another name with --name.',
      });
    }
  }
}

const sameColumns = (a: readonly StagedColumn[], b: CatalogTable['columns']): boolean =>
  a.length === b.length && a.every((c, i) => c.name === b[i]?.name && c.cellType === b[i]?.cellType);

function createTable(db: VaultDatabase, sourceId: number, source: string, table: CatalogTable): void {
  const taken = db
    .prepare("SELECT name FROM sqlite_schema WHERE type IN ('table', 'index', 'view')")
    .pluck()
    .all() as string[];
  const stored = table.columns.filter((column) => column.blobsOf === undefined).length;
  const slabCount = Math.max(1, Math.ceil(stored / SLAB_COLUMNS));
  const wanted = Array.from({ length: slabCount }, (_, slab) => `${source}.${table.name}${slab > 0 ? `+${slab}` : ''}`);
  const blobbed = table.columns.slice(stored);
  const allNames = uniqueNames(
    [...wanted, ...blobbed.map((column) => `${source}.${table.name}+${column.name}`)],
    taken,
  );
  const sqlTables = allNames.slice(0, slabCount);
  const { lastInsertRowid } = db
    .prepare(
      `INSERT INTO vault_tables (source_id, name, sql_name, comment, details, rows, last_row, files) VALUES (?, ?, ?, ?, ?, 0, 0, '[]')`,
    )
    .run(
      sourceId,
      table.name,
      sqlTables[0],
      table.comment ?? null,
      JSON.stringify({
        primaryKey: table.primaryKey ?? [],
        foreignKeys: table.foreignKeys ?? [],
        ...(table.apart ? { apart: true } : {}),
        ...(blobbed.length > 0 ? { blobs: Object.fromEntries(blobbed.map((one) => [one.name, one.blobsOf])) } : {}),
      }),
    );
  const names = uniqueNames(
    table.columns.map((column) => column.name),
    OWN_COLUMNS,
  );
  const insert = db.prepare('INSERT INTO vault_columns VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)');
  table.columns.forEach((column, i) => {
    const sqlTable = i < stored ? sqlTables[Math.floor(i / SLAB_COLUMNS)] : allNames[slabCount + i - stored];
    const { name, type, cellType, key, comment } = column;
    insert.run(lastInsertRowid, i, name, type, cellType, key ? 1 : 0, comment ?? null, sqlTable, names[i]);
  });
  sqlTables.forEach((sqlTable, slab) => {
    const own = slab === 0 ? '_row INTEGER PRIMARY KEY, _pos INTEGER, _file INTEGER' : '_row INTEGER PRIMARY KEY';
    // No type: no affinity, so that every value stays exactly what it is (sqlite.org/datatype3.html#type_affinity).
    const columns = names
      .slice(slab * SLAB_COLUMNS, Math.min(stored, (slab + 1) * SLAB_COLUMNS))
      .map((name) => `, ${quoteIdentifier(name)}`);
    db.exec(`CREATE TABLE ${quoteIdentifier(sqlTable)} (${own}${columns.join('')})`);
  });
  for (const [i, { blobsOf = '' }] of blobbed.entries()) {
    const at = table.columns.findIndex((column) => column.name === blobsOf);
    const [view, own, name] = [allNames[slabCount + i], names[stored + i], names[at]].map((one) =>
      quoteIdentifier(one ?? ''),
    );
    const rows = quoteIdentifier(sqlTables[Math.floor(at / SLAB_COLUMNS)] ?? '');
    db.exec(
      `CREATE VIEW ${view} (_row, ${own}) AS SELECT t._row, b.bytes FROM ${rows} t LEFT JOIN vault_blobs b ON b.hash = t.${name}`,
    );
  }
}

/** Takes a source out with its rows and issues, in the caller's transaction. Freed pages are overwritten (secure_delete). */
export function dropTables(db: VaultDatabase, sourceId: number, source: string): void {
  for (const { slabs, views } of readLayouts(db, sourceId, source)) {
    for (const view of views) db.exec(`DROP VIEW ${quoteIdentifier(view)}`);
    for (const { sqlTable } of slabs) db.exec(`DROP TABLE ${quoteIdentifier(sqlTable)}`);
  }
  db.prepare('DELETE FROM vault_columns WHERE table_id IN (SELECT id FROM vault_tables WHERE source_id = ?)').run(
    sourceId,
  );
  for (const table of ['vault_tables', 'vault_issues'])
    db.prepare(`DELETE FROM ${table} WHERE source_id = ?`).run(sourceId);
  db.prepare('DELETE FROM vault_sources WHERE id = ?').run(sourceId);
}
