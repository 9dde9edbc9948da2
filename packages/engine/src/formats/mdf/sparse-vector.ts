import { DecodeError } from './stored-type.js';

/** First word of a sparse vector (published page dumps). */
export const SPARSE_VECTOR = 5;

/**
 * Where the value of a sparse column stands in the vector [from, to) that holds all of a row; null when the row has none.
 * u16 5, u16 count, u16 column ids, u16 ends from the start of the vector, values. Throws DecodeError.
 */
export function sparseValue(
  page: Buffer,
  from: number,
  to: number,
  columnId: number,
): { readonly from: number; readonly to: number } | null {
  const count = page.readUInt16LE(from + 2);
  const first = from + 4 + 4 * count;
  if (first > to) throw astray();
  for (let i = 0; i < count; i++) {
    if (page.readUInt16LE(from + 4 + 2 * i) !== columnId) continue;
    const ends = from + 4 + 2 * count;
    const start = i === 0 ? first : from + page.readUInt16LE(ends + 2 * (i - 1));
    const end = from + page.readUInt16LE(ends + 2 * i);
    if (start < first || end < start || end > to) throw astray();
    return { from: start, to: end };
  }
  return null;
}

const astray = (): DecodeError =>
  new DecodeError('sparse-vector-astray', 'The values of sparse columns do not lie within their vector.');
