import { expect, test } from 'vitest';
import { DecodeError } from '../stored-type.js';
import { packedRowversionDecoder } from './packed-rowversion.js';

const read = (hex: string): { readonly text: string; readonly short: number } => {
  let short = 0;
  const bytes = Buffer.from(hex, 'hex');
  const value = packedRowversionDecoder(() => short++)(bytes, 0, bytes.length) as Uint8Array;
  return { text: Buffer.from(value).toString('hex'), short };
};

test.each([
  ['00000000000007d1', '00000000000007d1', 0],
  ['87d1', '00000000000007d1', 1],
  ['ff', '000000000000007f', 1],
  ['8080', '0000000000000080', 1],
  ['', '0000000000000000', 1],
])('%s is %s', (stored, text, short) => {
  expect(read(stored)).toEqual({ text, short });
});

test.each(['07d1', '00', '000000000000000001'])('%s is none', (stored) => {
  expect(() => read(stored)).toThrow(DecodeError);
});
