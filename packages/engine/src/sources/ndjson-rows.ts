import type { Cell, ColumnBatch } from '../base/cell.js';
import type { ColumnInfo } from './contract.js';
import { exportValue, typesOf } from './export-rows.js';
import { Utf8Text } from './utf8-text.js';

const bytesOf = (text: string): Uint8Array => new Uint8Array(Buffer.from(text));

const NULL = bytesOf('null');
const TRUE = bytesOf('true');
const FALSE = bytesOf('false');
const OPEN = bytesOf('{');
const CLOSE = bytesOf('}\n');

/** One JSON object a row, keys in column order, each with its line end; in UTF-8. Not used again by this function. */
export function ndjsonRows(batch: ColumnBatch, columns: readonly ColumnInfo[]): Uint8Array {
  const text = new Utf8Text(batch.rowCount * (batch.columnNames.length * 24 + 16));
  const types = typesOf(batch, columns);
  const fields = batch.columnNames.map((name, c) => ({
    key: bytesOf(`${c === 0 ? '{' : ','}${JSON.stringify(name)}:`),
    cells: batch.columns[c]!,
    type: types[c]!,
  }));
  for (let r = 0; r < batch.rowCount; r++) {
    if (fields.length === 0) text.bytes(OPEN);
    for (const { key, cells, type } of fields) {
      text.bytes(key);
      writeCell(text, cells[r] as Cell, type);
    }
    text.bytes(CLOSE);
  }
  return text.written();
}

function writeCell(text: Utf8Text, cell: Cell, { cellType, single }: Pick<ColumnInfo, 'cellType' | 'single'>): void {
  switch (typeof cell) {
    case 'string':
      text.quoted(cellType === 'datetime' || cellType === 'guid' ? String(exportValue(cell, cellType)) : cell);
      return;
    case 'boolean':
      text.bytes(cell ? TRUE : FALSE);
      return;
    case 'number': {
      const value = exportValue(cell, cellType, single);
      if (typeof value === 'number') text.number(value);
      else text.quoted(String(value));
      return;
    }
    default:
      if (cell === null) text.bytes(NULL);
      else text.quoted(String(exportValue(cell, cellType)));
  }
}
