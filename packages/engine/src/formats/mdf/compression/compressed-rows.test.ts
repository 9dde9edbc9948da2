import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { encodeCompressedPage, encodeCompressedPages } from '../../../testing/compressed-page-encoder.js';
import { type CompressedSample, randomCompressedRows, seededRandom } from '../../../testing/random-compressed-rows.js';
import { DecodeError, type StoredType } from '../stored-type.js';
import { ColumnState, CompressedPage } from './compressed-rows.js';

/** What the reader finds, as comparable text. */
function decodeRows(page: Buffer, reader: CompressedPage): string[][] {
  reader.open(page, page.readUInt16LE(22));
  const rows: string[][] = [];
  for (let slot = 0; slot < reader.slotCount; slot++) {
    if (!reader.readRow(slot)) continue;
    const row: string[] = [];
    for (let c = 0; c < reader.columnCount; c++) {
      const state = reader.column(c);
      const bytes = reader.bytes.toString('hex', reader.start, reader.end);
      row.push(
        state === ColumnState.null
          ? 'null'
          : state === ColumnState.true
            ? 'true'
            : state === ColumnState.false
              ? 'false'
              : state === ColumnState.offRow
                ? `-> ${bytes}`
                : bytes,
      );
    }
    expect(reader.column(reader.columnCount)).toBe(ColumnState.absent);
    rows.push(row);
  }
  return rows;
}

const expected = ({ types, rows }: CompressedSample): string[][] =>
  rows
    .filter(({ kind = 0 }) => kind === 0 || kind === 4)
    .map(({ cells }) =>
      cells.map((cell, c) => {
        if (cell === null || typeof cell === 'boolean') return String(cell);
        if (!Buffer.isBuffer(cell)) return `-> ${cell.offRow.toString('hex')}`;
        return ([34, 35, 99].includes(types[c]?.xtype ?? 0) ? '-> ' : '') + cell.toString('hex');
      }),
    );

describe('CompressedPage', () => {
  test('decode(encode(rows)) = rows, for tables of all types', () => {
    const seen = { pages: 0, info: 0, rows: 0, values: 0 };
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        const made = randomCompressedRows(seed);
        const { types, rows, options } = made;
        const reader = new CompressedPage(types, options.level ?? 1);
        const decoded: string[][] = [];
        let pages: Buffer[];
        try {
          pages = encodeCompressedPages(rows, types, options);
        } catch (error) {
          expect(error).toBeInstanceOf(RangeError);
          return;
        }
        for (const page of pages) {
          decoded.push(...decodeRows(page, reader));
          seen.pages++;
          if (reader.hasCompressionInfo) seen.info++;
        }
        expect(decoded).toEqual(expected(made));
        seen.rows += decoded.length;
        seen.values += decoded.reduce((sum, row) => sum + row.length, 0);
      }),
      { numRuns: 600 },
    );
    // The property must not hold for want of pages.
    expect(seen.pages).toBeGreaterThan(500);
    expect(seen.info).toBeGreaterThan(200);
    expect(seen.values).toBeGreaterThan(50_000);
  });

  test('damaged pages end in rows or in a DecodeError', () => {
    const rnd = seededRandom(20_240_607);
    const outcome = { rows: 0, errors: 0 };
    for (let i = 0; i < 100; i++) {
      const { types, rows, options } = randomCompressedRows(i);
      let page: Buffer;
      try {
        page = encodeCompressedPages(rows, types, options)[0] ?? Buffer.alloc(8192);
      } catch {
        continue;
      }
      const reader = new CompressedPage(types, options.level ?? 1);
      const used = page.readUInt16LE(30);
      for (let flip = 0; flip < 80; flip++) {
        const damaged = Buffer.from(page);
        const flips = 1 + rnd(3);
        for (let n = 0; n < flips; n++) {
          // Where it hurts: among the records, in the compression info, in the slots.
          const where = rnd(4);
          const at = where === 0 ? 96 + rnd(40) : where === 1 ? 8191 - rnd(2 * rows.length + 4) : 96 + rnd(used - 96);
          damaged[at] = rnd(3) === 0 ? rnd(256) : (damaged[at] ?? 0) ^ (1 << rnd(8));
        }
        if (rnd(20) === 0) damaged.writeUInt16LE(rnd(65_536), 22);
        try {
          decodeRows(damaged, reader);
          outcome.rows++;
        } catch (error) {
          if (!(error instanceof DecodeError)) throw error;
          outcome.errors++;
        }
      }
    }
    expect(outcome.rows + outcome.errors).toBeGreaterThan(5000);
    expect(outcome.errors).toBeGreaterThan(1000);
    expect(outcome.rows).toBeGreaterThan(1000);
  });

  const INT: StoredType = { xtype: 56, userType: 0, length: 4, precision: 10, scale: 0, collation: 0 };
  const BIT: StoredType = { ...INT, xtype: 104, length: 1 };

  /** A page with these records, one after the other, and whatever stands at 96. */
  function pageOf(records: readonly string[], info = ''): Buffer {
    const page = Buffer.alloc(8192);
    let at = 96 + page.write(info.replaceAll(' ', ''), 96, 'hex');
    records.forEach((record, i) => {
      page.writeUInt16LE(at, 8190 - 2 * i);
      at += page.write(record.replaceAll(' ', ''), at, 'hex');
    });
    page.writeUInt16LE(records.length, 22);
    return page;
  }

  test('a record ends before the next one begins', () => {
    const reader = new CompressedPage([INT], 1);
    expect(decodeRows(pageOf(['01 01 12 7F', '01 01 12 81']), reader)).toEqual([['ffffffff'], ['01000000']]);
    // The code of the first says two bytes, the second of which is the record behind it.
    expect(() => decodeRows(pageOf(['01 01 13 7F', '01 01 12 81']), reader)).toThrow(DecodeError);
  });

  test('the next record is the next in the page, not in the slots', () => {
    const reader = new CompressedPage([INT], 2);
    const good = pageOf(['01 01 12 83', '01 01 12 82', '01 01 12 81'], '02 00 00 08 00 01 01 00');
    const bad = pageOf(['01 01 12 83', '01 01 13 82', '01 01 12 81'], '02 00 00 08 00 01 01 00');
    for (const page of [good, bad]) {
      const [a, b, c] = [8190, 8188, 8186].map((at) => page.readUInt16LE(at));
      [c, a, b].forEach((offset, i) => {
        page.writeUInt16LE(offset ?? 0, 8190 - 2 * i);
      });
    }
    expect(decodeRows(good, reader)).toEqual([['01000000'], ['03000000'], ['02000000']]);
    expect(reader.hasCompressionInfo).toBe(true);
    expect(() => decodeRows(bad, reader)).toThrow(DecodeError);
  });

  test('a slot without a row has no columns', () => {
    const reader = new CompressedPage([INT], 1);
    const page = pageOf(['01 01 12 81', '0D 01 12 82', '09 01 02 03 04 05 06 07 08']);
    page.writeUInt16LE(4, 22);
    reader.open(page, 4);
    for (const slot of [1, 2, 3]) {
      expect([reader.readRow(0), reader.columnCount]).toEqual([true, 1]);
      expect([reader.readRow(slot), reader.columnCount, reader.column(0)]).toEqual([false, 0, ColumnState.absent]);
    }
  });

  test('slots are read in their order, whatever that of the records', () => {
    const page = pageOf(['01 01 12 82', '01 01 12 81']);
    page.writeUInt16LE(100, 8190);
    page.writeUInt16LE(96, 8188);
    const reader = new CompressedPage([INT], 1);
    expect(decodeRows(page, reader)).toEqual([['01000000'], ['02000000']]);
    expect([reader.offsetOf(0), reader.offsetOf(1)]).toEqual([100, 96]);
  });

  test.each<[string, StoredType[], string]>([
    ['01 01 0B', [INT], 'the code of a bit in an int'],
    ['01 01 02 01', [BIT], 'bytes in a bit'],
    ['01 01 0C 00', [BIT], 'a symbol in a bit'],
    ['01 01 0C 00', [INT], 'a symbol without dictionary'],
    ['19 01 12 7F', [INT], 'an index record'],
    ['1D 01 12 7F', [INT], 'a ghost index record'],
    ['01 02 22 7F 7F', [INT], 'more columns than the table'],
  ])('refused: %s: %#', (record, types) => {
    expect(() => decodeRows(pageOf([record]), new CompressedPage(types, 2))).toThrow(DecodeError);
  });

  test('a column without a type can stand in the record, but not be asked for', () => {
    const reader = new CompressedPage([null, INT], 1);
    const page = pageOf(['01 02 B2 81']);
    reader.open(pageOf(['01 02 22 81 82']), 1);
    expect(reader.readRow(0)).toBe(true);
    expect(() => reader.column(0)).toThrow(DecodeError);
    expect([reader.column(1), reader.bytes[0]]).toEqual([ColumnState.value, 2]);
    expect(() => decodeRows(page, reader)).toThrow(DecodeError);
  });

  test('false under an anchor that has something for the bit is refused', () => {
    const reader = new CompressedPage([BIT], 2);
    const info = '02 00 00 08 00 01 01 0B';
    expect(decodeRows(pageOf(['01 01 0B'], info), reader)).toEqual([['true']]);
    expect(() => decodeRows(pageOf(['01 01 01'], info), reader)).toThrow(DecodeError);
  });

  test('false under an anchor that has nothing for the bit is false', () => {
    const reader = new CompressedPage([BIT], 2);
    const info = '02 00 00 08 00 01 01 01';
    const rows = ['01 01 0B', '01 01 01', '01 01 00', '01 01 02 00'];
    expect(decodeRows(pageOf(rows, info), reader)).toEqual([['true'], ['false'], ['null'], ['false']]);
    expect(() => decodeRows(pageOf(['01 01 02 01'], info), reader)).toThrow(DecodeError);
  });

  test('a value under an anchor that has nothing says that it takes nothing of it', () => {
    const reader = new CompressedPage([INT], 2);
    const rows = ['01 01 11', '01 01 12 00', '01 01 13 00 81'];
    expect(decodeRows(pageOf(rows, '02 00 00 08 00 01 01 01'), reader)).toEqual([
      ['00000000'],
      ['00000000'],
      ['01000000'],
    ]);
  });

  test('rows compressed one by one have no compression info, whatever stands at its place', () => {
    const page = pageOf(['01 01 12 81'], '02 00 00 09 00 01 01 02 82');
    expect(decodeRows(page, new CompressedPage([INT], 1))).toEqual([['01000000']]);
    expect(() => decodeRows(page, new CompressedPage([INT], 2))).toThrow(DecodeError);
  });

  test('slots that cannot be are refused', () => {
    const reader = new CompressedPage([INT], 1);
    const page = pageOf(['01 01 12 7F', '01 01 12 81']);
    reader.open(page, 2);
    expect(() => reader.readRow(2)).toThrow(DecodeError);
    expect(() => reader.open(page, 4049)).toThrow(DecodeError);
    expect(() => reader.open(page.subarray(1), 1)).toThrow(DecodeError);
    for (const offset of [95, 96, 8188, 65_535]) {
      page.writeUInt16LE(offset, 8188);
      expect(() => reader.open(page, 2)).toThrow(DecodeError);
    }
    expect(() => reader.readRow(0)).toThrow(DecodeError);
  });

  test('an empty page has no rows', () => {
    expect(decodeRows(encodeCompressedPage([], [INT], { freeSlots: 3 }), new CompressedPage([INT], 2))).toEqual([]);
  });
});
