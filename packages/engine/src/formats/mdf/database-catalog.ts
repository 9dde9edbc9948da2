import {
  type DatabaseForeignKey,
  type DatabaseKey,
  type NamedObject,
  readForeignKeys,
  readKeys,
} from './database-keys.js';
import { COMPRESSION, type Rowset, TABLE_ROWS } from './rowset.js';
import type { StoredType } from './stored-type.js';
import type { SystemCatalog } from './system-catalog.js';
import { numberOf, type SystemRow, type SystemValue, textOf } from './system-records.js';

export interface DatabaseColumn {
  readonly id: number;
  readonly name: string;
  readonly type: StoredType;
  readonly nullable: boolean;
  readonly identity: boolean;
  /** Computed; such a column is stored only when it is persisted. */
  readonly computed: boolean;
  readonly sparse: boolean;
  /** False for a column made with ANSI_PADDING OFF: blanks and zeros at the end of its values are not kept, if it takes NULL. */
  readonly padded: boolean;
  /** The values lie in files of their own beside the data files. */
  readonly filestream: boolean;
  /** Always Encrypted: the values are ciphers, and the type is that of what is in them. */
  readonly encrypted: boolean;
  /** Shows all sparse columns of the row as XML; stores nothing. */
  readonly columnSet: boolean;
  /** Text of the DEFAULT constraint; null for none. */
  readonly default: string | null;
  /** MS_Description; null for none. */
  readonly description: string | null;
}

export interface DatabaseTable {
  readonly objectId: number;
  /** `schema.table`. */
  readonly name: string;
  readonly columns: readonly DatabaseColumn[];
  /** Column names in key order. */
  readonly primaryKey: readonly string[];
  /** The key of the clustered index, and all others that cannot be there twice. */
  readonly keys: readonly DatabaseKey[];
  readonly foreignKeys: readonly DatabaseForeignKey[];
  readonly description: string | null;
  /** Heap or clustered index, one for each partition. */
  readonly rowsets: readonly Rowset[];
  /** Rows by the server's own count. */
  readonly statedRows: number;
  /** Why the rows cannot be read; null when they can. */
  readonly unreadable: UnreadableReason | null;
}

export type UnreadableReason = 'columnstore' | 'memory-optimised' | 'no-rowset';

export interface DatabaseView {
  readonly name: string;
  readonly text: string;
}

export interface DatabaseCatalog {
  readonly tables: readonly DatabaseTable[];
  readonly views: readonly DatabaseView[];
}

// sysschobjs.nsid of the schema sys, whose tables are the server's own (observed).
const SYS_SCHEMA = 4;
const SCHEMA_CLASS = 50; // sysclsobjs.class of schemas (observed)
// syscolpars.status (definition of sys.columns; the first four observed)
const NOT_NULL = 1;
const NO_TRIM = 2;
const IDENTITY = 4;
const COMPUTED = 0x10;
const FILESTREAM = 0x20;
const SPARSE = 0x0100_0000;
const COLUMN_SET = 0x0200_0000;
const EXPRESSION = 1; // sysobjvalues.valclass of definitions; `value` says how `imageval` is written
const DEFINITION_IN_UTF16 = 1;
/** sysobjvalues.valclass of how a column is encrypted, by object and column (definition of sys.columns). */
const COLUMN_ENCRYPTION = 115;
const OBJECT_OR_COLUMN = 1; // sysxprops.class
const MEMORY_OPTIMISED = 0x100; // sysrowsets.status, beside others that are not (observed)
// sysprufiles.filetype of folders of FILESTREAM and memory-optimised data (sys.database_files.type)
const STREAM_FILES = 2;
const FIRST_MEMORY_OPTIMISED = 782; // SQL Server 2014

/** The tables of a database with all that mapping needs to know. Views give their text. */
export async function readDatabaseCatalog(
  catalog: SystemCatalog,
  decodeText: (bytes: Buffer) => string,
): Promise<DatabaseCatalog> {
  const schemas = new Map<number, string>();
  for await (const row of catalog.rows('sysclsobjs'))
    if (numberOf(row.class) === SCHEMA_CLASS) schemas.set(numberOf(row.id), textOf(row.name));
  const objects = new Map<number, SchemaObject>();
  const known = new Set<number>();
  for await (const row of catalog.rows('sysschobjs')) {
    const type = latin1(row.type).trim();
    known.add(numberOf(row.id));
    if (!KINDS.has(type) || numberOf(row.nsid) === SYS_SCHEMA) continue;
    const schema = schemas.get(numberOf(row.nsid)) ?? `schema ${numberOf(row.nsid)}`;
    objects.set(numberOf(row.id), {
      type,
      name: textOf(row.name),
      schema,
      parent: numberOf(row.pid),
      status: numberOf(row.status),
    });
  }
  catalog.reportOrphans(known);
  const { texts, encrypted } = await objectValues(catalog, decodeText);
  const descriptions = await readDescriptions(catalog, decodeText);
  const columns = await readColumns(catalog, objects, { texts, descriptions, encrypted });
  const keys = await readKeys(catalog, columns);
  const foreign = await readForeignKeys(catalog, objects, columns);

  const keepsStreams = await mayKeepStreams(catalog);
  const tables: DatabaseTable[] = [];
  const views: DatabaseView[] = [];
  for (const [objectId, object] of objects) {
    const name = `${object.schema}.${object.name}`;
    if (object.type === 'V') views.push({ name, text: texts.get(objectId) ?? '' });
    if (object.type !== 'U') continue;
    const rowsets = catalog.rowsetsOf(objectId).filter((r) => r.indexId <= 1 && r.ownerType === TABLE_ROWS);
    const base = rowsets.filter((rowset) => rowset.indexId === (rowsets[0]?.indexId ?? 0));
    tables.push({
      objectId,
      name,
      columns: columns.get(objectId) ?? [],
      primaryKey: keys.get(objectId)?.find((key) => key.isPrimary)?.columns ?? [],
      keys: keys.get(objectId) ?? [],
      foreignKeys: foreign.get(objectId) ?? [],
      description: descriptions.get(`${objectId}:0`) ?? null,
      rowsets: base,
      statedRows: base.reduce((sum, rowset) => sum + rowset.rows, 0),
      unreadable: unreadable(base, keepsStreams),
    });
  }
  return { tables, views };
}

/** False where the database is older than such data, or lists its files and none of them can hold any. */
async function mayKeepStreams(catalog: SystemCatalog): Promise<boolean> {
  if (catalog.boot.version < FIRST_MEMORY_OPTIMISED) return false;
  let files = 0;
  for await (const row of catalog.rows('sysprufiles')) {
    if (numberOf(row.filetype) === STREAM_FILES) return true;
    files++;
  }
  return files === 0;
}

interface SchemaObject extends NamedObject {
  readonly parent: number;
}

/** sysschobjs.type: user tables, views, foreign keys. */
const KINDS: ReadonlySet<string> = new Set(['U', 'V', 'F']);

function unreadable(rowsets: readonly Rowset[], keepsStreams: boolean): UnreadableReason | null {
  if (rowsets.length === 0) return 'no-rowset';
  // The delta stores of a columnstore are rowsets of the same object; a part of its rows must not stand for all.
  if (rowsets.some((rowset) => rowset.compression >= COMPRESSION.columnstore)) return 'columnstore';
  const empty = rowsets.every((rowset) => rowset.units.every((unit) => unit.firstIam.page === 0));
  if (keepsStreams && empty && rowsets.some((rowset) => rowset.status & MEMORY_OPTIMISED)) return 'memory-optimised';
  return null;
}

const latin1 = (value: SystemValue | undefined): string =>
  Buffer.isBuffer(value) ? value.toString('latin1') : textOf(value);

interface ObjectValues {
  /** Texts of defaults, views and other definitions by object id. */
  readonly texts: ReadonlyMap<number, string>;
  /** Columns under Always Encrypted, as `object:column`. */
  readonly encrypted: ReadonlySet<string>;
}

const isWantedValue = ({ valclass, valnum }: SystemRow): boolean =>
  numberOf(valclass) === COLUMN_ENCRYPTION || (numberOf(valclass) === EXPRESSION && numberOf(valnum) === 0);

async function objectValues(catalog: SystemCatalog, decodeText: (bytes: Buffer) => string): Promise<ObjectValues> {
  const texts = new Map<number, string>();
  const encrypted = new Set<string>();
  // Most of its rows are statistics.
  for await (const row of catalog.rows('sysobjvalues', isWantedValue)) {
    if (numberOf(row.valclass) === COLUMN_ENCRYPTION) encrypted.add(`${numberOf(row.objid)}:${numberOf(row.subobjid)}`);
    if (numberOf(row.valclass) !== EXPRESSION || !Buffer.isBuffer(row.imageval)) continue;
    const isUtf16 = Buffer.isBuffer(row.value) && row.value[2] === DEFINITION_IN_UTF16;
    texts.set(numberOf(row.objid), isUtf16 ? row.imageval.toString('utf16le') : decodeText(row.imageval));
  }
  return { texts, encrypted };
}

/** MS_Description by `object:column`; column 0 is the table itself. */
async function readDescriptions(
  catalog: SystemCatalog,
  decodeText: (bytes: Buffer) => string,
): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  for await (const row of catalog.rows('sysxprops')) {
    if (numberOf(row.class) !== OBJECT_OR_COLUMN || textOf(row.name) !== 'MS_Description') continue;
    const text = variantText(row.value, decodeText);
    if (text !== null && text !== '') found.set(`${numberOf(row.id)}:${numberOf(row.subid)}`, text);
  }
  return found;
}

/** The text of a sql_variant of a character type: type, version, u16 length, u32 collation, then the text (observed). */
function variantText(value: SystemValue | undefined, decodeText: (bytes: Buffer) => string): string | null {
  if (!Buffer.isBuffer(value) || value.length < 8) return null;
  if (value[0] === 231 || value[0] === 239) return value.toString('utf16le', 8);
  return value[0] === 167 || value[0] === 175 ? decodeText(value.subarray(8)) : null;
}

interface ColumnValues extends ObjectValues {
  readonly descriptions: ReadonlyMap<string, string>;
}

async function readColumns(
  catalog: SystemCatalog,
  objects: ReadonlyMap<number, SchemaObject>,
  values: ColumnValues,
): Promise<Map<number, DatabaseColumn[]>> {
  const columns = new Map<number, DatabaseColumn[]>();
  for await (const row of catalog.rows('syscolpars')) {
    const objectId = numberOf(row.id);
    if (numberOf(row.number) !== 0 || objects.get(objectId)?.type !== 'U') continue;
    const list = columns.get(objectId) ?? [];
    list.push(columnOf(row, values));
    columns.set(objectId, list);
  }
  for (const list of columns.values()) list.sort((a, b) => a.id - b.id);
  return columns;
}

function columnOf(row: SystemRow, { texts, descriptions, encrypted }: ColumnValues): DatabaseColumn {
  const status = numberOf(row.status);
  const id = numberOf(row.colid);
  const length = numberOf(row.length);
  return {
    id,
    name: textOf(row.name),
    type: {
      xtype: numberOf(row.xtype),
      userType: numberOf(row.utype),
      length: length === 0xffff ? -1 : length,
      precision: numberOf(row.prec),
      scale: numberOf(row.scale),
      collation: numberOf(row.collationid) >>> 0,
    },
    nullable: (status & NOT_NULL) === 0,
    identity: (status & IDENTITY) !== 0,
    computed: (status & COMPUTED) !== 0,
    sparse: (status & SPARSE) !== 0,
    padded: (status & NO_TRIM) !== 0,
    filestream: (status & FILESTREAM) !== 0,
    encrypted: encrypted.has(`${numberOf(row.id)}:${id}`),
    columnSet: (status & COLUMN_SET) !== 0,
    default: texts.get(numberOf(row.dflt)) ?? null,
    description: descriptions.get(`${numberOf(row.id)}:${id}`) ?? null,
  };
}
