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
    columns: columns.map((column) => {
      const here = stored.get(column.id);
      const decode = valueDecoder(column.type, traits, (code) => onNote(code, column.name));
      const check = valueCheck(column.type, traits, decode);
      const plan = { id: column.id, size: 0, bit: 0, nullBit: 0, offset: 0, decode, check, ascii: null, added: null };
      if (column.sparse) return { ...plan, kind: 'sparse' };
      if (here === undefined) return { ...plan, kind: 'absent' };
      const ascii = asciiWriter(column.type);
      const common = { ...plan, ascii, nullBit: here.nullBit, added: here.hasDefault ? added(here) : null };
      if (here.offset < 0) {
        const variable = { ...common, kind: 'variable', offset: -1 - here.offset } as const;
        if (!isDecimal(here.type) || rowset.compression !== COMPRESSION.none) return variable;
        const read = vardecimal(here.type, decode);
        return { ...variable, decode: read, check: read, ascii: null };
      }
      const size = columnType(here.type).fixedLength ?? 0;
      return {
        ...common,
        kind: column.type.xtype === XType.bit ? 'bit' : 'fixed',
        offset: here.offset,
        size,
        bit: here.bit,
      };
    }),
  };
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
