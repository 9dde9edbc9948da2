import { describe, expect, test } from 'vitest';
import { DecodeError } from '../stored-type.js';
import { CdCode, CdKind, CdRecord } from './cd-record.js';

const hex = (text: string): Buffer => Buffer.from(text.replaceAll(' ', ''), 'hex');

/** `behind`: bytes that follow the record and do not belong to it. */
function read(text: string, maxColumns = 100, behind = 3): { record: CdRecord; bytes: (c: number) => string } {
  const page = Buffer.concat([hex('FF FF'), hex(text), Buffer.alloc(behind, 0xff)]);
  const record = new CdRecord(maxColumns);
  record.read(page, 2, page.length - behind);
  return { record, bytes: (c) => page.subarray(record.starts[c], record.ends[c]).toString('hex') };
}

describe('CdRecord', () => {
  test('published: int, varchar, char(2000)', () => {
    const { record, bytes } = read(
      '21 03 A2 16 E5 52 6F 77 20 31 01 01 00 0D 00 54 68 69 73 20 69 73 20 72 6F 77 20 31',
    );
    expect([record.kind, record.hasVersionTag, record.columnCount]).toEqual([CdKind.primary, false, 3]);
    expect([...record.codes.subarray(0, 3)]).toEqual([2, CdCode.long, 6]);
    expect(bytes(0)).toBe('e5');
    expect(Buffer.from(bytes(1), 'hex').toString()).toBe('This is row 1');
    expect(Buffer.from(bytes(2), 'hex').toString()).toBe('Row 1');
    expect(record.end).toBe(2 + 28);
  });

  test.each([
    ['01 01 12 7F', 2, '7f'],
    ['01 01 13 80 80', 3, '8080'],
    ['01 01 10', CdCode.null, ''],
    ['01 01 11', CdCode.empty, ''],
  ])('published: %s', (text, code, value) => {
    const { record, bytes } = read(text);
    expect([record.columnCount, record.codes[0], bytes(0)]).toEqual([1, code, value]);
  });

  test.each([
    ['01', CdKind.primary],
    ['11', CdKind.forwarded],
  ])('kinds with columns: %s', (header, kind) => {
    const { record } = read(`${header} 01 12 7F`);
    expect([record.kind, record.columnCount]).toEqual([kind, 1]);
  });

  test.each([
    ['05', CdKind.ghostEmpty],
    ['09', CdKind.stub],
    ['0D', CdKind.ghostData],
    ['2D', CdKind.ghostData],
    ['15', CdKind.ghostForwarded],
    ['19', CdKind.index],
    ['1D', CdKind.ghostIndex],
  ])('kinds not taken apart: %s', (header, kind) => {
    const { record } = read(`${header} FF FF FF`);
    expect([record.kind, record.columnCount]).toEqual([kind, 0]);
  });

  test('a version tag of 14 bytes follows', () => {
    expect(read(`03 01 12 7F ${'EE'.repeat(14)}`).record.hasVersionTag).toBe(true);
    expect(() => read(`03 01 12 7F ${'EE'.repeat(13)}`)).toThrow(DecodeError);
  });

  test('128 columns and more have a count of two bytes', () => {
    expect(read(`01 80 80 ${'00'.repeat(64)} 00 00 00 00`, 200).record.columnCount).toBe(128);
    // Both orders are in published readers: only one of them can be a count of this table.
    expect(read(`01 80 C8 ${'00'.repeat(100)} 00 00 00 00 00 00`, 200).record.columnCount).toBe(200);
    expect(read(`01 C8 00 ${'00'.repeat(100)} 00 00 00 00 00 00`, 200).record.columnCount).toBe(200);
    expect(() => read(`01 C8 01 ${'00'.repeat(100)} 00 00 00 00 00 00`, 200)).toThrow(DecodeError);
    expect(() => read(`01 80 80 ${'00'.repeat(64)} 00 00 00 00`, 127)).toThrow(DecodeError);
  });

  test('clusters of 30 columns are checked against their lengths', () => {
    // 31 columns of one byte: one cluster length, 30.
    const codes = `${'22'.repeat(15)} 12`;
    const values = Buffer.from(Array.from({ length: 31 }, (_, i) => i)).toString('hex');
    expect(read(`01 1F ${codes} 1E ${values}`).bytes(30)).toBe('1e');
    expect(() => read(`01 1F ${codes} 1D ${values}`)).toThrow(DecodeError);
  });

  test('long values of a cluster are counted', () => {
    // Column 0 and column 30 are long: one of them in the first cluster.
    const codes = `0A ${'00'.repeat(14)} 0A`;
    const tail = '01 02 00 09 00 13 00';
    const data = `${'41'.repeat(9)} ${'42'.repeat(10)}`;
    const { bytes } = read(`21 1F ${codes} 00 ${tail} 01 ${data}`);
    expect([bytes(0), bytes(30)]).toEqual(['41'.repeat(9), '42'.repeat(10)]);
    expect(() => read(`21 1F ${codes} 00 ${tail} 02 ${data}`)).toThrow(DecodeError);
  });

  test('off-row values are told from long ones', () => {
    const { record } = read(`21 02 AA 03 02 00 09 00 19 80 ${'41'.repeat(9)} ${'42'.repeat(16)}`);
    expect([...record.codes.subarray(0, 2)]).toEqual([CdCode.long, CdCode.offRow]);
    expect(() => read(`21 02 AA 01 02 00 09 00 19 80 ${'41'.repeat(9)} ${'42'.repeat(16)}`)).toThrow(DecodeError);
  });

  test('the back-pointer of a forwarded record belongs to no column', () => {
    const pointer = '00 04 01 02 03 04 01 00 05 00';
    expect(read(`31 01 12 7F 03 01 00 0A 80 ${pointer}`).bytes(0)).toBe('7f');
    expect(() => read(`21 01 12 7F 03 01 00 0A 80 ${pointer}`)).toThrow(DecodeError);
    expect(() => read(`31 01 12 7F 03 01 00 09 80 ${pointer}`)).toThrow(DecodeError);
    expect(() => read(`31 01 12 7F 03 01 00 0A 80 01 04 01 02 03 04 01 00 05 00`)).toThrow(DecodeError);
  });

  test.each([
    ['00 01 12 7F', 'an even first byte'],
    ['30 01 12 7F', 'the first byte of an uncompressed row'],
    ['41 01 12 7F', 'an undefined bit'],
    ['01', 'nothing but the first byte'],
    ['01 00 00', 'no columns'],
    ['01 65 00', 'more columns than the table'],
    ['01 04 00', 'codes cut off'],
    ['01 01 13 7F', 'a value cut off'],
    ['01 01 1A', 'a long value without a long region'],
    ['01 01 0D', 'code D'],
    ['01 01 0E', 'code E'],
    ['01 01 0F', 'code F'],
    ['21 01 1A 01', 'a long region cut off'],
    ['21 01 1A 05 01 00 09 00 414141414141414141', 'an undefined flag'],
    ['21 01 1A 00 01 00 09 00 414141414141414141', 'ends not of two bytes'],
    ['21 01 1A 01 02 00 09 00 09 00 414141414141414141', 'an entry too many'],
    ['21 02 AA 01 01 00 09 00 414141414141414141', 'an entry missing'],
    ['21 02 AA 01 02 00 09 00 08 00 414141414141414141', 'ends that descend'],
    ['21 01 1A 01 01 00 0A 00 414141414141414141', 'a long value cut off'],
    ['21 01 1A 01 FF FF 0A 00 414141414141414141', 'more entries than there is room'],
    ['21 02 AA 01 02 00 09', 'ends cut off'],
    ['21 02 AA 01 02 00 09 00', 'ends cut off'],
    ['31 01 1A 03 02 00 FF 70 09 F1', 'a back-pointer behind a value cut off'],
  ])('refused: %s: %s', (text) => {
    expect(() => read(text)).toThrow(DecodeError);
    expect(() => read(text, 100, 0)).toThrow(DecodeError);
    expect(() => read(text, 100, 8000)).toThrow(DecodeError);
  });

  test('a rowset has columns', () => {
    expect(() => new CdRecord(0)).toThrow(DecodeError);
    expect(() => new CdRecord(32_768)).toThrow(DecodeError);
  });
});
