import { UNIT_TYPE } from './allocation-unit.js';
import type { RowLayout, StorageColumn } from './column-layout.js';
import { LobStore } from './lob-store.js';
import { PAGE_TYPE, type PageWriter } from './page-writer.js';
import type { UnitMaker } from './rowset-writer.js';
import type { CompressedPagesEncoder, CompressedRow, SpecValue, TableFeatures } from './spec.js';
import { encodeValue } from './value-encoder.js';

export interface CompressedRowsetInput {
  readonly rows: Iterable<readonly SpecValue[]>;
  readonly layout: RowLayout;
  readonly features: TableFeatures;
  /** The pages of a clustered index are linked. */
  readonly clustered: boolean;
  readonly collation: number;
  readonly version: number;
  readonly level: 1 | 2;
  readonly encode: CompressedPagesEncoder;
  readonly makeUnit: UnitMaker;
  readonly columnsOfRow: (row: number) => number;
}

/** Unicode text is compressed from SQL Server 2008 R2 on. */
const FIRST_WITH_SCSU = 661;
const GHOST = 3;

/** Writes the rows of a compressed rowset; gives their number. */
export function writeCompressedRowset(input: CompressedRowsetInput): number {
  const { layout, features, makeUnit } = input;
  const unit = makeUnit(UNIT_TYPE.inRow);
  let lobs: LobStore | undefined;
  const offRow = (): LobStore => {
    lobs ??= new LobStore(makeUnit(UNIT_TYPE.lob), features);
    return lobs;
  };
  const rows: CompressedRow[] = [];
  let count = 0;
  for (const values of input.rows) {
    const present = layout.columns.filter(({ place }) => place <= input.columnsOfRow(count));
    const nth = (every: number | undefined): boolean => every !== undefined && count % every === every - 1;
    const cells = present.map((column) => encodeCell(column, values[column.source] ?? null, input.collation, offRow));
    shorten(present, cells, offRow);
    rows.push({ cells, versionTag: nth(features.versionTagEvery) });
    if (nth(features.ghostEvery)) rows.push({ cells, kind: GHOST });
    count += 1;
  }
  const columns = layout.columns.map(({ type }) => type);
  if (rows.length) {
    let before: PageWriter | undefined;
    for (const page of input.encode(rows, columns, { level: input.level, scsu: input.version >= FIRST_WITH_SCSU })) {
      const writer = unit.newPage(PAGE_TYPE.data);
      writer.adopt(page);
      if (before !== undefined && input.clustered) {
        before.next(writer.address);
        writer.previous(before.address);
      }
      before = writer;
    }
  }
  return count;
}

function encodeCell(
  column: StorageColumn,
  value: SpecValue,
  collation: number,
  offRow: () => LobStore,
): CompressedRow['cells'][number] {
  if (value === null) return null;
  if (column.type.kind === 'bit') return value === true;
  const bytes = encodeValue(column.type, value, column.collation || collation);
  if (column.type.kind === 'text') return { offRow: offRow().storeText(bytes) };
  if (column.type.kind === 'max' && (bytes.length > 8000 || (column.spec?.inRow === false && bytes.length > 0))) {
    return { offRow: offRow().storeMax(bytes) };
  }
  return bytes;
}

/** Bytes of values that a row may have before compression; the page has room for them whatever the encoder makes of them. */
const ROW_LIMIT = 7000;

/** Moves the longest (max) values off the row until it fits. */
function shorten(
  columns: readonly StorageColumn[],
  cells: CompressedRow['cells'][number][],
  offRow: () => LobStore,
): void {
  const size = (cell: CompressedRow['cells'][number]): number => (Buffer.isBuffer(cell) ? cell.length : 24);
  while (cells.reduce<number>((sum, cell) => sum + size(cell), 0) > ROW_LIMIT) {
    let longest = -1;
    cells.forEach((cell, i) => {
      if (columns[i]?.type.kind !== 'max' || !Buffer.isBuffer(cell)) return;
      if (longest < 0 || cell.length > size(cells[longest] ?? null)) longest = i;
    });
    const cell = cells[longest];
    if (!Buffer.isBuffer(cell)) throw new Error('a compressed row that is too long');
    cells[longest] = { offRow: offRow().storeMax(cell) };
  }
}
