import type { Cell } from '../../base/cell.js';
import { decimalRowBytes, vardecimalToRowForm } from './compression/vardecimal.js';
import type { DatabaseColumn } from './database-catalog.js';
import { COMPRESSION, type Rowset, type RowsetColumn } from './rowset.js';
import { type DatabaseTraits, DecodeError, type StoredType, type ValueDecoder } from './stored-type.js';
import { type AsciiWriter, asciiWriter } from './values/ascii-writer.js';
import { columnType, XType } from './values/column-type.js';
import { valueCheck } from './values/value-check.js';
import { valueDecoder } from './values/value-decoder.js';

/** How to take one column of a table out of the records of one rowset. */
export interface ColumnPlan {
  /** `absent`: the rowset does not store the column. */
  readonly kind: 'fixed' | 'bit' | 'variable' | 'sparse' | 'absent';
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
 * `onNote` is told codes of what was read by a rule that is not certain.
 */
export function planRowset(
  rowset: Rowset,
  columns: readonly DatabaseColumn[],
  traits: DatabaseTraits,
  added: (rowsetColumn: RowsetColumn) => Cell | DecodeError,
  onNote: (code: string, column: string) => void,
): RowsetPlan {
  const stored = new Map(rowset.columns.map((column) => [column.id, column]));
  return {
    rowset,
    columns: columns.map((column): ColumnPlan => {
      const here = column.sparse ? undefined : stored.get(column.id);
      const decode = valueDecoder(column.type, traits, (code) => onNote(code, column.name));
      const check = valueCheck(column.type, traits, decode);
      const isVariable = here !== undefined && here.offset < 0;
      const isVardecimal = isVariable && isDecimal(here.type) && rowset.compression === COMPRESSION.none;
      const read = isVardecimal ? vardecimal(here.type, decode) : decode;
      // Of one shape, whatever the column: the loops over rows ask them again and again.
      return {
        kind: kindOf(column, here),
        id: column.id,
        offset: here === undefined ? 0 : isVariable ? -1 - here.offset : here.offset,
        size: here === undefined || isVariable ? 0 : (columnType(here.type).fixedLength ?? 0),
        bit: here?.bit ?? 0,
        nullBit: here?.nullBit ?? 0,
        decode: read,
        check: isVardecimal ? read : check,
        ascii: isVardecimal ? null : asciiWriter(column.type),
        added: here?.hasDefault ? added(here) : null,
      };
    }),
  };
}

function kindOf(column: DatabaseColumn, here: RowsetColumn | undefined): ColumnPlan['kind'] {
  if (column.sparse) return 'sparse';
  if (here === undefined) return 'absent';
  if (here.offset < 0) return 'variable';
  return column.type.xtype === XType.bit ? 'bit' : 'fixed';
}

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
