import { describe, expect, test } from 'vitest';
import { DecodeError } from '../stored-type.js';
import { CdCode } from './cd-record.js';
import { PageCompression } from './page-compression.js';

const hex = (text: string): Buffer => Buffer.from(text.replaceAll(' ', ''), 'hex');

/** A page with this compression info; values of rows stand at 6000. */
function open(info: Buffer, firstRecord = 96 + info.length): { compression: PageCompression; page: Buffer } {
  const page = Buffer.alloc(8192);
  info.copy(page, 96);
  const compression = new PageCompression(9);
  compression.open(page, firstRecord);
  return { compression, page };
}

function expand(
  { compression, page }: { compression: PageCompression; page: Buffer },
  code: number,
  column: number,
  value: string,
): string {
  const bytes = hex(value);
  bytes.copy(page, 6000);
  compression.expand(code, column, 6000, 6000 + bytes.length);
  return compression.bytes.subarray(compression.start, compression.end).toString('hex');
}

/** The published compression info: nine columns, 113 entries, of which four are made as the description tells them. */
function publishedInfo(): Buffer {
  const head = hex(
    '06 0F00 2300 1B02 | 01 09 04 04 28 00 18  83 03 00  81 18 8B  80 A3 1E 00 00 00 00  53  80 A3 1E 00 00 00 00 | 71 00'.replaceAll(
      '|',
      '',
    ),
  );
  const entries = [hex('02 7E'), hex('82 C3'), hex('80 BA 54')];
  while (entries.length < 112) entries.push(Buffer.of(entries.length, 1));
  let end = 2 + 2 * 113;
  const ends = Buffer.alloc(2 * 113);
  // The last entry fills what the stated size, 539, leaves.
  const rest = 539 - 35 - end - entries.reduce((sum, entry) => sum + entry.length, 0);
  entries.push(Buffer.alloc(rest, 0x77));
  entries.forEach((entry, i) => {
    end += entry.length;
    ends.writeUInt16LE(end, 2 * i);
  });
  return Buffer.concat([head, ends, ...entries]);
}

describe('PageCompression', () => {
  test('published: anchor, dictionary, and both', () => {
    const info = publishedInfo();
    expect(info.length).toBe(539);
    // As published: the ends begin 230, and the second entry has two bytes too.
    expect(info.subarray(35, 39).toString('hex')).toBe('7100e600');
    const page = open(info);
    expect(page.compression.present).toBe(true);
    expect([0, 1, 2, 3, 4, 5, 6, 7, 8].filter((c) => page.compression.anchorCode(c) !== CdCode.null)).toEqual([
      0, 2, 4, 5, 8,
    ]);
    expect(expand(page, CdCode.symbol, 0, '00')).toBe('83037e');
    expect(expand(page, CdCode.symbol, 2, '00')).toBe('81187e');
    expect(expand(page, CdCode.symbol, 1, '01')).toBe('82c3');
    expect(expand(page, CdCode.symbol, 3, '02')).toBe('80ba54');
    expect(expand(page, CdCode.empty, 4, '')).toBe('80a31e00000000');
    expect(expand(page, CdCode.empty, 5, '')).toBe('53');
    expect(expand(page, CdCode.empty, 1, '')).toBe('');
    // Zero under an anchor: nothing of the prefix, nothing behind.
    expect(expand(page, 2, 0, '00')).toBe('');
    expect(expand(page, 4, 8, '03 01 02')).toBe('80a31e0102');
    expect(expand(page, 3, 1, '03 01')).toBe('0301');
    expect(() => expand(page, CdCode.symbol, 0, '71')).toThrow(DecodeError);
    expect(() => expand(page, 2, 0, '04')).toThrow(DecodeError);
    expect(() => expand(page, 3, 0, '80 04')).toThrow(DecodeError);
    expect(() => expand(page, 2, 0, '80')).toThrow(DecodeError);
    expect(() => expand(page, CdCode.long, 0, '')).toThrow(DecodeError);
  });

  test('a prefix longer than 127 bytes is counted in two bytes', () => {
    const anchor = Buffer.concat([hex('21 01 0A 01 01 00 C8 00'), Buffer.alloc(200, 0x41)]);
    const size = Buffer.alloc(2);
    size.writeUInt16LE(5 + anchor.length);
    const page = open(Buffer.concat([hex('02 00 00'), size, anchor]));
    expect(expand(page, 4, 0, '80 C8 42')).toBe(`${'41'.repeat(200)}42`);
    expect(expand(page, 4, 0, '7F 42 42')).toBe(`${'41'.repeat(127)}4242`);
    expect(() => expand(page, 4, 0, '80 C9 42')).toThrow(DecodeError);
    expect(() => expand(page, CdCode.symbol, 0, '00')).toThrow(DecodeError);
  });

  test.each([
    ['01 01 12 7F', 'a record stands there'],
    ['00 00 00 00', 'nothing stands there'],
    ['04 00 00 07', 'no anchor'],
  ])('absent: %s: %s', (text) => expect(open(hex(text)).compression.present).toBe(false));

  test('absent if the first record stands there', () => {
    expect(open(publishedInfo(), 96).compression.present).toBe(false);
  });

  test.each([
    ['0A 00 00 08 00 01 01 00', 'an undefined flag'],
    ['02 00 00 FF 00 01 01 00', 'a size beyond the first record'],
    ['02 00 00', 'a header cut off'],
    ['02 00 00 07 00 01 01 00', 'an anchor beyond the size'],
    ['02 00 00 08 00 00 01 00', 'an anchor that is no record'],
    ['02 00 00 08 00 0D 01 00', 'a ghost as anchor'],
    ['02 00 00 09 00 01 01 0C 00', 'a symbol in the anchor'],
    ['02 00 00 0A 00 01 0A 00 00 00 00 00', 'an anchor of more columns than the table'],
    ['06 00 00 06 00 0E 00 01 01 00 00 00', 'a dictionary before the anchor'],
    ['06 00 00 FF 00 0C 00 01 01 00 00 00', 'a dictionary beyond the size'],
    ['06 00 00 0A 00 0B 00 01 01 00 00', 'a dictionary cut off'],
    ['06 00 00 0A 00 0C 00 01 01 00 01 00', 'ends cut off'],
    ['06 00 00 0A 00 0F 00 01 01 00 01 00 06 00 41', 'an entry cut off'],
    ['06 00 00 0A 00 0F 00 01 01 00 01 00 04 00 41', 'an entry without bytes'],
  ])('refused: %s: %s', (text) => expect(() => open(hex(text))).toThrow(DecodeError));

  test('the code of a bit in the anchor is refused for what is no bit', () => {
    const page = open(hex('02 00 00 08 00 01 01 0B'));
    expect(() => expand(page, 2, 0, '00')).toThrow(DecodeError);
  });
});
