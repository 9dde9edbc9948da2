import type { Cell, CellType, ColumnBatch } from '../base/cell.js';
import type { ColumnInfo } from './contract.js';

/** A cell as the JSON value that the CLI contract states for its column. `single`: {@link ColumnInfo.single}. */
export function exportValue(cell: Cell, type: CellType, single = false): null | boolean | number | string {
  if (cell === null || typeof cell === 'boolean') return cell;
  if (typeof cell === 'bigint') return cell.toString();
  if (cell instanceof Uint8Array) return Buffer.from(cell.buffer, cell.byteOffset, cell.length).toString('base64');
  if (typeof cell === 'number') {
    if (type === 'decimal') return cell.toString();
    // JSON has no infinity and no NaN.
    if (!Number.isFinite(cell)) return cell.toString();
    const float = single ? Math.fround(cell) : cell;
    // What is beyond a float of 32 bits is none.
    return Number.isFinite(float) ? float : cell;
  }
  if (type === 'datetime') return dateTimeText(cell);
  return type === 'guid' ? cell.toLowerCase() : cell;
}

/** `2020-01-31 08:30:00` with a T; zero dates and what is no date-time stay as they are written. */
function dateTimeText(text: string): string {
  if (text.charCodeAt(10) !== 0x20) return text;
  const match = /^(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d(?:\.\d+)?)$/.exec(text);
  return match && !text.startsWith('0000-00-00') ? `${match[1]}T${match[2]}` : text;
}

type ExportedType = Pick<ColumnInfo, 'cellType' | 'single'>;

/** Types of the columns of a batch. */
export const typesOf = (batch: ColumnBatch, columns: readonly ColumnInfo[]): ExportedType[] =>
  batch.columnNames.map((name) => columns.find((c) => c.name === name) ?? { cellType: 'unknown' });

export const csvHeader = (columns: readonly ColumnInfo[]): string =>
  `${columns.map((c) => csvField(c.name)).join(',')}\r\n`;

/** RFC 4180, with NULL as nothing and the empty string as `""`; the word NULL is quoted, since readers take the bare word for none. */
export function csvRows(batch: ColumnBatch, columns: readonly ColumnInfo[]): string {
  const types = typesOf(batch, columns);
  let text = '';
  for (let r = 0; r < batch.rowCount; r++) {
    const fields = types.map((type, c) => {
      const value = exportValue(batch.columns[c]![r] as Cell, type.cellType, type.single);
      return value === null ? '' : csvField(String(value));
    });
    // A row of one NULL would be a blank line, which readers skip; `""` is the nearest that is kept.
    text += `${fields.length === 1 && fields[0] === '' ? '""' : fields.join(',')}\r\n`;
  }
  return text;
}

const csvField = (text: string): string =>
  text === '' || text === 'NULL' || /[",\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
