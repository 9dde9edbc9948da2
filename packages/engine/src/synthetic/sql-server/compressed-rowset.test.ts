import { expect, it } from 'vitest';
import { pagesOfFiles, readUnits, slots, unitPages } from '../../testing/plain-database-reader.js';
import { bareDataFiles } from './bare-files.js';
import { buildDatabase } from './database.js';
import type { CompressedPagesEncoder, CompressedRow } from './spec.js';

/** Two rows a page, each row one byte: 01 for a row with a long value, 00 for others. Not a compression, but pages like any. */
const twoRowsAPage: CompressedPagesEncoder = (rows, columns, { level, scsu }) => {
  const pages: Buffer[] = [];
  const isLong = ({ cells }: CompressedRow): boolean =>
    cells.some((cell) => cell !== null && typeof cell === 'object' && 'offRow' in cell);
  for (let at = 0; at < rows.length; at += 2) {
    const page = Buffer.alloc(8192);
    const part = rows.slice(at, at + 2);
    part.forEach((row, i) => {
      page.set([isLong(row) ? 1 : 0, columns.length, level, scsu ? 1 : 0], 96 + 4 * i);
      page.writeUInt16LE(96 + 4 * i, 8190 - 2 * i);
    });
    page.writeUInt16LE(part.length, 22);
    page.writeUInt16LE(96 + 4 * part.length, 30);
    pages.push(page);
  }
  return pages;
};

it('puts the pages of an encoder of compressed rows into the table', () => {
  const columns = [
    { name: 'Id', type: 'int', nullable: false },
    { name: 'Text', type: 'varchar(max)', nullable: true },
  ];
  const rows = [1, 2, 3, 4, 5].map((id) => [id, id === 3 ? 'x'.repeat(9_000) : 'short']);
  const database = buildDatabase({
    name: 'Compressed',
    version: 661,
    seed: 1,
    encodeCompressedPages: twoRowsAPage,
    tables: [{ name: 'T', storage: 'heap', columns, rows, compression: 'page' }],
  });
  const pages = pagesOfFiles(bareDataFiles(database));
  const [rowset] = database.tables[0]!.rowsets;
  expect(rowset).toMatchObject({ rows: 5, compression: 2 });
  expect(rowset!.layout.columns.map(({ offset }) => offset)).toEqual([-1, -2]);
  const units = readUnits(pages).filter(({ owner }) => owner === rowset!.id);
  expect(units.map(({ type }) => type).sort()).toEqual([1, 2]);
  const records = unitPages(pages, units.find(({ type }) => type === 1)!).map((page) =>
    slots(page).map((offset) => page.toString('hex', offset, offset + 4)),
  );
  expect(records).toEqual([['00020201', '00020201'], ['01020201', '00020201'], ['00020201']]);
});

it('says that compressed tables need an encoder', () => {
  const tables = [
    { name: 'T', storage: 'heap', columns: [{ name: 'Id', type: 'int' }], rows: [], compression: 'row' },
  ] as const;
  expect(() => buildDatabase({ name: 'D', version: 904, seed: 1, tables })).toThrow(/encodeCompressedPages/);
});
