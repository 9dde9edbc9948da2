import { describe, expect, it } from 'vitest';
import { noteCell } from './note-bytes.js';

describe('the bytes of a note', () => {
  it('that are not UTF-8 are Windows-1252, with its quotes, dashes and the euro', () => {
    expect(noteCell(Buffer.of(0x93, 0x80, 0x35, 0x94, 0x96, 0x81))).toEqual({
      text: '\u201c\u20ac5\u201d\u2013\u0081',
      guessed: true,
    });
  });

  it('are UTF-8 or UTF-16 where they can only be that', () => {
    expect(noteCell(Buffer.from('\u20ac', 'utf8'))).toEqual({ text: '\u20ac', guessed: false });
    expect(noteCell(Buffer.from('\ufeff\u20ac', 'utf16le'))).toEqual({ text: '\u20ac', guessed: false });
  });
});
