import type { CellType } from '../../../base/cell.js';
import type { StoredType } from '../stored-type.js';

/** sys.types.system_type_id (Transact-SQL reference, sys.types; 244 and 255 are SQL Server 2025). */
export const XType = Object.freeze({
  image: 34,
  text: 35,
  guid: 36,
  date: 40,
  time: 41,
  datetime2: 42,
  datetimeoffset: 43,
  tinyint: 48,
  smallint: 52,
  int: 56,
  smalldatetime: 58,
  real: 59,
  money: 60,
  datetime: 61,
  float: 62,
  sqlVariant: 98,
  ntext: 99,
  bit: 104,
  decimal: 106,
  numeric: 108,
  smallmoney: 122,
  bigint: 127,
  varbinary: 165,
  varchar: 167,
  binary: 173,
  char: 175,
  rowversion: 189,
  nvarchar: 231,
  nchar: 239,
  clr: 240,
  xml: 241,
  json: 244,
});

/** sys.types.user_type_id of the types that share a system type. */
export const UserType = Object.freeze({ hierarchyid: 128, geometry: 129, geography: 130, vector: 255 });

/** A column as SQL Server declares it. */
export interface ColumnType {
  /** As in a CREATE TABLE, without NULL, IDENTITY or COLLATE: `nvarchar(50)`, `decimal(18,2)`. */
  readonly declared: string;
  readonly cellType: CellType;
  /** Bytes in the fixed part of an uncompressed row; 1 for bit, which the row packs; null for variable or off-row types. */
  readonly fixedLength: number | null;
}

type Facets = 'none' | 'bytes' | 'chars' | 'decimal' | 'scale';
interface TypeRow {
  readonly name: string;
  readonly cellType: CellType;
  readonly facets: Facets;
  /** Bytes; -1: as declared; -2: from the precision or scale; null: variable. */
  readonly bytes: number | null;
}

const row = (name: string, cellType: CellType, facets: Facets, bytes: number | null): TypeRow =>
  Object.freeze({ name, cellType, facets, bytes });

const TYPES: ReadonlyMap<number, TypeRow> = new Map([
  [XType.image, row('image', 'binary', 'none', null)],
  [XType.text, row('text', 'text', 'none', null)],
  [XType.guid, row('uniqueidentifier', 'guid', 'none', 16)],
  [XType.date, row('date', 'date', 'none', 3)],
  [XType.time, row('time', 'time', 'scale', -2)],
  [XType.datetime2, row('datetime2', 'datetime', 'scale', -2)],
  [XType.datetimeoffset, row('datetimeoffset', 'datetime', 'scale', -2)],
  [XType.tinyint, row('tinyint', 'integer', 'none', 1)],
  [XType.smallint, row('smallint', 'integer', 'none', 2)],
  [XType.int, row('int', 'integer', 'none', 4)],
  [XType.smalldatetime, row('smalldatetime', 'datetime', 'none', 4)],
  [XType.real, row('real', 'float', 'none', 4)],
  [XType.money, row('money', 'decimal', 'none', 8)],
  [XType.datetime, row('datetime', 'datetime', 'none', 8)],
  [XType.float, row('float', 'float', 'none', 8)],
  [XType.sqlVariant, row('sql_variant', 'unknown', 'none', null)],
  [XType.ntext, row('ntext', 'text', 'none', null)],
  [XType.bit, row('bit', 'boolean', 'none', 1)],
  [XType.decimal, row('decimal', 'decimal', 'decimal', -2)],
  [XType.numeric, row('numeric', 'decimal', 'decimal', -2)],
  [XType.smallmoney, row('smallmoney', 'decimal', 'none', 4)],
  [XType.bigint, row('bigint', 'integer', 'none', 8)],
  [XType.varbinary, row('varbinary', 'binary', 'bytes', null)],
  [XType.varchar, row('varchar', 'text', 'bytes', null)],
  [XType.binary, row('binary', 'binary', 'bytes', -1)],
  [XType.char, row('char', 'text', 'bytes', -1)],
  [XType.rowversion, row('timestamp', 'binary', 'none', 8)],
  [XType.nvarchar, row('nvarchar', 'text', 'chars', null)],
  [XType.nchar, row('nchar', 'text', 'chars', -1)],
  [XType.xml, row('xml', 'text', 'none', null)],
  [XType.json, row('json', 'binary', 'none', null)],
]);

const CLR_NAMES: ReadonlyMap<number, string> = new Map([
  [UserType.hierarchyid, 'hierarchyid'],
  [UserType.geometry, 'geometry'],
  [UserType.geography, 'geography'],
]);

/**
 * A stored type as SQL Server writes it. Never throws: a type that is not known is `unknown(<xtype>)` of cell type `unknown`,
 * and a facet that cannot be is written as it stands (its decoder refuses it).
 */
export function columnType(type: StoredType): ColumnType {
  if (type.xtype === XType.clr) {
    const name = CLR_NAMES.get(type.userType);
    return { declared: name ?? 'clr', cellType: name ? 'text' : 'binary', fixedLength: null };
  }
  if (type.xtype === XType.varbinary && type.userType === UserType.vector) {
    // vector(n) has 8 bytes before its n float32 (observed).
    return { declared: `vector(${Math.floor((type.length - 8) / 4)})`, cellType: 'text', fixedLength: null };
  }
  const found = TYPES.get(type.xtype);
  if (!found) return { declared: `unknown(${type.xtype})`, cellType: 'unknown', fixedLength: null };
  return {
    declared: found.name + facetText(found.facets, type),
    cellType: found.cellType,
    fixedLength: found.bytes === -1 ? type.length : found.bytes === -2 ? facetLength(type) : found.bytes,
  };
}

function facetText(facets: Facets, { length, precision, scale }: StoredType): string {
  if (facets === 'none') return '';
  if (facets === 'decimal') return `(${precision},${scale})`;
  if (facets === 'scale') return `(${scale})`;
  if (length === -1) return '(max)';
  return `(${facets === 'chars' ? length / 2 : length})`;
}

/** Bytes of decimal, time, datetime2 and datetimeoffset (Transact-SQL reference, storage tables of these types). */
function facetLength({ xtype, precision, scale }: StoredType): number {
  if (xtype === XType.decimal || xtype === XType.numeric) return decimalLength(precision);
  const time = timeLength(scale);
  return xtype === XType.time ? time : xtype === XType.datetime2 ? time + 3 : time + 5;
}

/** Sign byte and magnitude of a decimal: 5, 9, 13 or 17 bytes for a precision of 1-9, -19, -28, -38. */
export function decimalLength(precision: number): number {
  return precision <= 9 ? 5 : precision <= 19 ? 9 : precision <= 28 ? 13 : 17;
}

/** Bytes of the time of day with a scale of 0-2, -4, -7. */
export function timeLength(scale: number): number {
  return scale <= 2 ? 3 : scale <= 4 ? 4 : 5;
}
