import type { Cell } from '../../base/cell.js';
import { packedRowversionDecoder } from './compression/packed-rowversion.js';
import { decimalRowBytes, vardecimalToRowForm } from './compression/vardecimal.js';
import type { DatabaseColumn } from './database-catalog.js';
import { COMPRESSION, type Rowset, type RowsetColumn } from './rowset.js';
import { type DatabaseTraits, DecodeError, type StoredType, type ValueDecoder } from './stored-type.js';
import { type AsciiWriter, asciiWriter } from './values/ascii-writer.js';
import { FIRST_UTF8_VERSION } from './values/collation.js';
import { columnType, XType } from './values/column-type.js';
import type { NoteCode } from './values/note.js';
import { valueCheck } from './values/value-check.js';
import { bytesWithNote, valueDecoder } from './values/value-decoder.js';

/** How to take one column of a table out of the records of one rowset. */
export interface ColumnPlan {
  /** `absent`: the rowset does not store the column; `elsewhere`: the row has no more than the way to its value, which is not read. */
  readonly kind: 'fixed' | 'bit' | 'variable' | 'sparse' | 'absent' | 'elsewhere';
  readonly id: number;
  /** Of a fixed or bit column from the record's first byte; of a variable column its 0-based number. */
  readonly offset: number;
  /** Bytes of a fixed column. */
  readonly size: number;
  readonly bit: number;
  readonly nullBit: number;
  readonly decode: ValueDecoder;
  /** Throws and notes what `decode` would; gives nothing of use. */
  readonly check: ValueDecoder;
  /** Type of fixed length whose values a compressed row has as they are, as one of variable length; null: the type tells how. */
  readonly packedAs: StoredType | null;
  /** What writes the texts of most values faster than `decode` makes them; null where nothing does. */
  readonly ascii: AsciiWriter | null;
  /** Value in rows that were written before the column was added; where it is not known, the fault of such a row. */
  readonly added: Cell | DecodeError;
}

export interface RowsetPlan {
  readonly rowset: Rowset;
  readonly columns: readonly ColumnPlan[];
}

/**
 * Plans for one rowset. `added` gives the stored default of a column that was added later, by its id in the rowset.
 * `onNote` is told codes of what was read by a rule that is not certain. `inCodePage`: columns that are known not to be UTF-8 whatever their
 * collation may allow.
 */
export function planRowset(
  rowset: Rowset,
  columns: readonly DatabaseColumn[],
  traits: DatabaseTraits,
  added: (rowsetColumn: RowsetColumn) => Cell | DecodeError,
  onNote: (code: string, column: string) => void,
  inCodePage: ReadonlySet<string> = NONE,
): RowsetPlan {
  const stored = new Map(rowset.columns.map((column) => [column.id, column]));
  const plans = columns.map((column): ColumnPlan => {
    const here = column.sparse ? undefined : stored.get(column.id);
    // A partition may be older than a computed column; all others are in every rowset, whatever the age of its rows.
    if (here === undefined && !column.sparse && !column.computed)
      throw new DecodeError('column-not-stored', 'A column stands in no place of its rows.');
    if (here !== undefined && !column.encrypted) expectSameType(column.type, here.type);
    const isVariable = here !== undefined && here.offset < 0;
    const size = here === undefined || isVariable ? 0 : columnType(here.type).fixedLength;
    if (size === null || (size > 0 && here!.offset < FIRST_OFFSET)) throw noPlace();
    const its = inCodePage.has(column.name) ? { ...traits, version: FIRST_UTF8_VERSION - 1 } : traits;
    // Of one shape, whatever the column: the loops over rows ask them again and again.
    return {
      kind: kindOf(column, here),
      id: column.id,
      offset: here === undefined ? 0 : isVariable ? -1 - here.offset : here.offset,
      size,
      bit: here?.bit ?? 0,
      nullBit: here?.nullBit ?? 0,
      ...readingOf(column, here, rowset.compression !== COMPRESSION.none, its, (code) => onNote(code, column.name)),
      packedAs: typeAsIs(column),
      added: here?.hasDefault ? added(here) : null,
    };
  });
  if (rowset.compression === COMPRESSION.none) expectApart(plans);
  return { rowset, columns: plans };
}

/**
 * Types of which one can be stored where the other is declared: ALTER COLUMN turns the old large types into (max) types without touching
 * a row, and what is stored as bytes may be declared as more than that.
 */
const KINDRED: readonly ReadonlySet<number>[] = [
  new Set([XType.text, XType.varchar]),
  new Set([XType.ntext, XType.nvarchar]),
  new Set([XType.image, XType.varbinary, XType.xml, XType.clr, XType.json]),
  new Set([XType.decimal, XType.numeric]),
];

/** Throws DecodeError where rows hold another type than the column has: one of them is not as it was written. */
function expectSameType(declared: StoredType, stored: StoredType): void {
  const isKin = KINDRED.some((kin) => kin.has(declared.xtype) && kin.has(stored.xtype));
  const isSame = declared.xtype === stored.xtype || isKin;
  const scaled = isDecimal(declared) || SCALED_TIMES.has(declared.xtype);
  if (!isSame || (scaled && declared.scale !== stored.scale))
    throw new DecodeError('column-type-differs', 'The rows of a table hold another type than a column has.');
}

const SCALED_TIMES: ReadonlySet<number> = new Set([XType.time, XType.datetime2, XType.datetimeoffset]);

const noPlace = (): DecodeError =>
  new DecodeError('column-place-unknown', 'A column stands in a place that it cannot have.');

/** Throws DecodeError where two columns stand in one place of an uncompressed row: then the catalog is not as it was written. */
function expectApart(plans: readonly ColumnPlan[]): void {
  const once = new Set<string>();
  const spans: (readonly [from: number, to: number])[] = [];
  for (const { kind, offset, size, bit, nullBit } of plans) {
    if (kind === 'sparse' || kind === 'absent') continue;
    // Bits are counted from 1.
    if (nullBit < 1) throw noPlace();
    for (const place of kind === 'variable' || kind === 'elsewhere'
      ? [`null ${nullBit}`, `variable ${offset}`]
      : [`null ${nullBit}`]) {
      if (once.has(place)) throw noPlace();
      once.add(place);
    }
    if (kind === 'bit') spans.push([8 * offset + bit, 8 * offset + bit + 1]);
    if (kind === 'fixed') spans.push([8 * offset, 8 * (offset + size)]);
  }
  spans.sort((a, b) => a[0] - b[0]);
  if (spans.some(([from], i) => i > 0 && from < spans[i - 1]![1])) throw noPlace();
}

/** Fixed columns follow the two status bytes and the end of the fixed part. */
const FIRST_OFFSET = 4;

/**
 * The type of variable length that says how the values of a column are stored where its own type does not: ciphers, and what was stored
 * with ANSI_PADDING OFF (SET ANSI_PADDING: char and binary that take NULL then go like varchar and varbinary). null: its own type does.
 */
function typeAsIs({ type, encrypted, padded, nullable }: DatabaseColumn): StoredType | null {
  if (encrypted) return { ...type, xtype: XType.varbinary, userType: 0, length: -1 };
  if (padded || !nullable) return null;
  if (type.xtype === XType.char) return { ...type, xtype: XType.varchar };
  return type.xtype === XType.binary ? { ...type, xtype: XType.varbinary } : null;
}

/** How the values of a column are read, once they are whole. */
function readingOf(
  column: DatabaseColumn,
  here: RowsetColumn | undefined,
  isCompressed: boolean,
  traits: DatabaseTraits,
  onNote: (code: NoteCode) => void,
): Pick<ColumnPlan, 'decode' | 'check' | 'ascii'> {
  const one = (decode: ValueDecoder): Pick<ColumnPlan, 'decode' | 'check' | 'ascii'> => ({
    decode,
    check: decode,
    ascii: null,
  });
  // A cipher is as long as it is, whatever the type; of a FILESTREAM column only the note is used.
  if (column.encrypted) return one(bytesWithNote('column-encrypted', onNote));
  if (column.filestream) return one(bytesWithNote('filestream-not-read', onNote));
  const type = typeAsIs(column) ?? column.type;
  const decode = valueDecoder(type, traits, onNote);
  const isVariable = here !== undefined && here.offset < 0;
  if (isVariable && isCompressed && here.type.xtype === XType.rowversion)
    return one(packedRowversionDecoder(() => onNote('rowversion-as-integer')));
  if (isVariable && !isCompressed && isDecimal(here.type)) return one(vardecimal(here.type, decode));
  return { decode, check: valueCheck(type, traits, decode), ascii: asciiWriter(type) };
}

function kindOf(column: DatabaseColumn, here: RowsetColumn | undefined): ColumnPlan['kind'] {
  if (column.sparse) return 'sparse';
  if (here === undefined) return 'absent';
  if (column.filestream) return 'elsewhere';
  if (here.offset < 0) return 'variable';
  return column.type.xtype === XType.bit && !column.encrypted ? 'bit' : 'fixed';
}

const NONE: ReadonlySet<string> = new Set();

const isDecimal = ({ xtype }: StoredType): boolean => xtype === XType.decimal || xtype === XType.numeric;

/** A decimal that stands among the variable columns is a vardecimal (SQL Server 2005 SP2). */
function vardecimal({ precision, scale }: StoredType, decode: ValueDecoder): ValueDecoder {
  const row = Buffer.alloc(decimalRowBytes(38));
  return (bytes, start, end) => decode(row, 0, vardecimalToRowForm(bytes, start, end, precision, scale, row));
}

/** The value of a row that does not know the column. */
export function addedValue({ added }: ColumnPlan): Cell {
  if (added instanceof DecodeError) throw added;
  return added;
}
