import type { CatalogTable } from './catalog-tables.js';
import type { ObjectIds } from './identifiers.js';
import type { BuiltTable, BuiltView } from './objects.js';
import { type ColumnSpec, type DatabaseSpec, DEFAULT_COLLATION, type SpecValue } from './spec.js';
import { parseType } from './sql-type.js';
import { encodeValue } from './value-encoder.js';

/** Rows of the system tables that describe objects, by table name. */
export type CatalogRows = Map<string, SpecValue[][]>;

const CREATED = '2024-03-11T09:15:00.000';
const SCHEMAS: readonly (readonly [number, string])[] = [
  [1, 'dbo'],
  [2, 'guest'],
  [3, 'INFORMATION_SCHEMA'],
  [4, 'sys'],
];
const FIRST_USER_SCHEMA = 5;

// syscolpars.status
const NOT_NULL = 1;
const PADDED = 2;
const IDENTITY = 4;
const COMPUTED = 0x10;
const FILESTREAM = 0x20;
const SPARSE = 0x01000000;

// sysidxstats.status and type (observed: 0x2b clustered primary key, 0x4b unique constraint)
const PRIMARY_KEY_STATUS = 0x2b;
const PLAIN_INDEX_STATUS = 0x03;
const INDEX_TYPE = Object.freeze({ heap: 0, clustered: 1, nonclustered: 2, columnstore: 5 });

// syssingleobjrefs.class of foreign keys: the key, its columns, the columns it names (observed)
const FOREIGN_KEY = 27;
const FOREIGN_KEY_COLUMN = 28;
const REFERENCED_COLUMN = 29;

const BUILT_IN: readonly string[] = [
  'image',
  'text',
  'uniqueidentifier',
  'date',
  'time(7)',
  'datetime2(7)',
  'datetimeoffset(7)',
  'tinyint',
  'smallint',
  'int',
  'smalldatetime',
  'real',
  'money',
  'datetime',
  'float',
  'sql_variant',
  'ntext',
  'bit',
  'decimal(38,0)',
  'numeric(38,0)',
  'smallmoney',
  'bigint',
  'varbinary(8000)',
  'varchar(8000)',
  'binary(8000)',
  'char(8000)',
  'rowversion',
  'nvarchar(4000)',
  'nchar(4000)',
  'hierarchyid',
  'geometry',
  'geography',
  'xml',
];

/** Types that SQL Server 2005 does not have. */
const SINCE_2008 = new Set([40, 41, 42, 43, 240]);
const NAMES: Readonly<Record<string, string>> = { rowversion: 'timestamp' };

/** Writes what the catalog says of tables and views. */
export class CatalogWriter {
  readonly rows: CatalogRows = new Map();
  private readonly collation: number;
  private readonly schemaIds = new Map<string, number>(SCHEMAS.map(([id, name]) => [name, id]));

  constructor(
    private readonly spec: DatabaseSpec,
    private readonly ids: ObjectIds,
    catalog: readonly CatalogTable[],
  ) {
    this.collation = spec.collation ?? DEFAULT_COLLATION;
    for (const { name } of catalog) this.rows.set(name, []);
    for (const { id, name, columns } of catalog) {
      this.object(id, name, 4, 'S ', 0, columns.length, 0xe0001);
      columns.forEach((column, i) => {
        this.column(id, i + 1, column, column.nullable === false, null);
      });
    }
    for (const [id, name] of SCHEMAS) this.namespace(id, name);
    this.add('sysclsobjs', [31, 1, 'PRIMARY', 1, 'FG', 0, CREATED, CREATED]);
    for (const text of BUILT_IN) {
      const type = parseType(text);
      if (spec.version < 655 && SINCE_2008.has(type.xtype)) continue;
      const bare = text.replace(/\(.*/, '');
      const { userType, xtype, length, precision, scale, collated } = type;
      const collation = collated ? this.collation : 0;
      this.add('sysscalartypes', [
        userType,
        4,
        NAMES[bare] ?? bare,
        xtype,
        length,
        precision,
        scale,
        collation | 0,
        0,
        CREATED,
        CREATED,
        0,
        0,
      ]);
    }
  }

  private add(table: string, row: SpecValue[]): void {
    this.rows.get(table)?.push(row);
  }

  private namespace(id: number, name: string): void {
    this.add('sysclsobjs', [50, id, name, 0, '\0\0', 0, CREATED, CREATED]);
  }

  schemaId(name: string): number {
    const known = this.schemaIds.get(name);
    if (known) return known;
    const id = FIRST_USER_SCHEMA + this.schemaIds.size - SCHEMAS.length;
    this.schemaIds.set(name, id);
    this.namespace(id, name);
    return id;
  }

  private object(id: number, name: string, schema: number, type: string, parent = 0, property = 0, status = 0): void {
    const row: SpecValue[] = [id, name, schema, 0, status, type, parent, 1, property, CREATED, CREATED];
    if (this.spec.version >= 706) row.push(0);
    this.add('sysschobjs', row);
  }

  private describe(objectId: number, columnId: number, text: string | undefined): void {
    if (text === undefined) return;
    const value = { variant: `nvarchar(${Math.max(1, text.length)})`, value: text };
    this.add('sysxprops', [1, objectId, columnId, 'MS_Description', value]);
  }

  private column(objectId: number, id: number, column: ColumnSpec, notNull: boolean, identity: Buffer | null): void {
    const type = parseType(column.type);
    const { xtype, userType, length, precision, scale, collated } = type;
    const padded = type.kind === 'variable' || type.kind === 'fixed' ? (xtype >= 165 && xtype <= 239 ? PADDED : 0) : 0;
    const status =
      (notNull ? NOT_NULL : 0) |
      padded |
      (column.identity ? IDENTITY : 0) |
      (column.computed ? COMPUTED : 0) |
      (column.sparse ? SPARSE : 0) |
      (column.filestream ? FILESTREAM : 0);
    const collation = collated ? (column.collation ?? this.collation) : 0;
    this.add('syscolpars', [
      objectId,
      0,
      id,
      column.name,
      xtype,
      userType,
      length,
      precision,
      scale,
      collation | 0,
      status,
      Math.min(length < 0 ? 8000 : length, 8000),
      0,
      0,
      0,
      identity,
    ]);
    this.describe(objectId, id, column.description);
  }

  table(table: BuiltTable): void {
    const { spec, objectId } = table;
    const schema = this.schemaId(table.schema);
    this.object(objectId, spec.name, schema, 'U ', 0, spec.columns.length, 0xe0000);
    this.describe(objectId, 0, spec.description);
    const key = spec.storage === 'clustered' ? (spec.key ?? []) : [];
    spec.columns.forEach((column, i) => {
      if (column.dropped) return;
      const notNull = !(column.nullable ?? !key.includes(column.name));
      this.column(objectId, i + 1, column, notNull, column.identity ? identityValue(column, table.rows) : null);
    });
    this.indexes(table, key);
  }

  private indexes(table: BuiltTable, key: readonly string[]): void {
    const { spec, objectId } = table;
    const rowset = table.rowsets.find(({ indexId }) => indexId <= 1)?.id ?? 0n;
    if (spec.storage === 'heap') {
      this.add('sysidxstats', [objectId, 0, null, 1, 0, 0, INDEX_TYPE.heap, 0, 1, 0, rowset]);
    } else if (spec.refusal === 'columnstore' || spec.refusal === 'columnstore-archive') {
      const row = [objectId, 1, `CCI_${spec.name}`, PLAIN_INDEX_STATUS, 0, 0, INDEX_TYPE.columnstore, 0, 1, 0, rowset];
      this.add('sysidxstats', row);
    } else {
      const unique = !spec.uniquifier;
      const name = unique ? `PK_${spec.name}` : `IX_${spec.name}`;
      const status = unique ? PRIMARY_KEY_STATUS : PLAIN_INDEX_STATUS;
      this.add('sysidxstats', [objectId, 1, name, status, 0, 0, INDEX_TYPE.clustered, 0, 1, 0, rowset]);
      this.indexColumns(table, 1, key);
      if (unique) this.object(this.ids.next(), name, this.schemaId(table.schema), 'PK', objectId, 0, 4);
    }
    if (spec.primaryKey) {
      const name = `PK_${spec.name}_nc`;
      this.add('sysidxstats', [objectId, 2, name, PRIMARY_KEY_STATUS, 0, 0, INDEX_TYPE.nonclustered, 0, 1, 0, 0n]);
      this.indexColumns(table, 2, spec.primaryKey);
      this.object(this.ids.next(), name, this.schemaId(table.schema), 'PK', objectId, 0, 4);
    }
  }

  private indexColumns(table: BuiltTable, index: number, columns: readonly string[]): void {
    const { version } = this.spec;
    columns.forEach((name, i) => {
      const id = columnId(table, name);
      const row: SpecValue[] = [table.objectId, index, i + 1, 3, id, i + 1, i + 1];
      if (version >= 706) row.push(0);
      if (version >= 852) row.push(0);
      this.add('sysiscols', row);
    });
  }

  /** To be called when all tables are known. */
  foreignKeys(tables: readonly BuiltTable[]): void {
    for (const table of tables) {
      (table.spec.foreignKeys ?? []).forEach(({ columns, references, referencedColumns }, n) => {
        const target = tables.find(({ schema, spec }) => [spec.name, `${schema}.${spec.name}`].includes(references));
        if (!target) throw new Error('a foreign key to no table');
        const id = this.ids.next();
        this.object(id, `FK_${table.spec.name}_${n + 1}`, this.schemaId(table.schema), 'F ', table.objectId, 1, 4);
        this.add('syssingleobjrefs', [FOREIGN_KEY, id, 0, target.objectId, 1, 0]);
        columns.forEach((name, i) => {
          this.add('syssingleobjrefs', [FOREIGN_KEY_COLUMN, id, i + 1, table.objectId, columnId(table, name), 0]);
        });
        referencedColumns.forEach((name, i) => {
          this.add('syssingleobjrefs', [REFERENCED_COLUMN, id, i + 1, target.objectId, columnId(target, name), 0]);
        });
      });
    }
  }

  view(view: BuiltView): void {
    this.object(view.objectId, view.spec.name, this.schemaId(view.schema), 'V ', 0, view.spec.columns.length);
    view.spec.columns.forEach((column, i) => {
      this.column(view.objectId, i + 1, column, false, null);
    });
    const text = Buffer.from(view.spec.definition, 'latin1');
    this.add('sysobjvalues', [1, view.objectId, 0, 0, { variant: 'int', value: 2 }, text]);
  }

  /** Defaults of columns that were added later: value class 1, rowset, column (observed). */
  addedColumns(table: BuiltTable): void {
    for (const { id, layout } of table.rowsets) {
      for (const column of layout.columns) {
        const added = column.spec?.added;
        if (added?.default === undefined || added.default === null || !column.spec) continue;
        const value = { variant: column.spec.type, value: added.default };
        this.add('sysseobjvalues', [1, id, column.id, 0, value, null]);
      }
    }
  }
}

const columnId = (table: BuiltTable, name: string): number => {
  const at = table.spec.columns.findIndex((column) => column.name === name);
  if (at < 0) throw new Error('a key over a column that the table does not have');
  return at + 1;
};

/** Last value, step, seed, and a flag byte (observed for int and bigint). */
function identityValue(column: ColumnSpec, rows: number): Buffer {
  const type = parseType(column.type);
  const part = (value: number): Buffer => encodeValue(type, value, 0);
  return Buffer.concat([part(rows), part(1), part(1), Buffer.of(0)]);
}
