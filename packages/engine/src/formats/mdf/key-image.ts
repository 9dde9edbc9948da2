import type { DatabaseTraits, StoredType } from './stored-type.js';
import { collationOf } from './values/collation.js';
import { decimalLength, XType } from './values/column-type.js';

/**
 * A value as two 32-bit words, high and low, so that keys can be compared and remembered without their values. `exact` images differ
 * where the values do, and ascend as the server orders them; the others are hashes. False: the bytes are none of this kind.
 */
export interface KeyImage {
  readonly name: string;
  /** Ascends with the values, and no two values share it. */
  readonly exact: boolean;
  write(bytes: Buffer, from: number, to: number, into: Uint32Array, at: number): boolean;
}

const TOP = 0x8000_0000;

const signed16: KeyImage = {
  name: 'signed 2',
  exact: true,
  write(bytes, from, to, into, at) {
    if (to - from !== 2) return false;
    const value = bytes.readInt16LE(from);
    into[at] = value < 0 ? TOP - 1 : TOP;
    into[at + 1] = value;
    return true;
  },
};

/** Of an int. */
export const INTEGER: KeyImage = {
  name: 'signed 4',
  exact: true,
  write(bytes, from, to, into, at) {
    if (to - from !== 4) return false;
    const last = bytes[from + 3]!;
    into[at] = last >= 0x80 ? TOP - 1 : TOP;
    into[at + 1] = bytes[from]! | (bytes[from + 1]! << 8) | (bytes[from + 2]! << 16) | (last << 24);
    return true;
  },
};

const signed64: KeyImage = {
  name: 'signed 8',
  exact: true,
  write(bytes, from, to, into, at) {
    if (to - from !== 8) return false;
    into[at] = bytes.readUInt32LE(from + 4) ^ TOP;
    into[at + 1] = bytes.readUInt32LE(from);
    return true;
  },
};

const unsigned = (size: number): KeyImage => ({
  name: `unsigned ${size}`,
  exact: true,
  write(bytes, from, to, into, at) {
    if (to - from !== size) return false;
    const low = Math.min(size, 4);
    into[at] = size > 4 ? bytes.readUIntLE(from + 4, size - 4) : 0;
    into[at + 1] = bytes.readUIntLE(from, low);
    return true;
  },
});

/** Sign byte, 1 for positive, then the magnitude of at most 60 bits (Randal, "Inside the Storage Engine"; observed). */
const decimal = (size: 5 | 9): KeyImage => ({
  name: `decimal ${size}`,
  exact: true,
  write(bytes, from, to, into, at) {
    if (to - from !== size) return false;
    const low = bytes.readUInt32LE(from + 1);
    const high = size === 9 ? bytes.readUInt32LE(from + 5) : 0;
    if (high >= TOP) return false;
    const isNegative = bytes[from] === 0 && (low | high) !== 0;
    into[at] = isNegative ? ~(high | TOP) : high | TOP;
    into[at + 1] = isNegative ? ~low : low;
    return true;
  },
});

/** Eight bytes of a key in the order in which they are compared, the first counting most. */
const ordered = (name: string, size: number, places: readonly number[]): KeyImage => ({
  name,
  exact: true,
  write(bytes, from, to, into, at) {
    if (to - from !== size) return false;
    for (let word = 0; word < 2; word++) {
      let value = 0;
      for (let i = 0; i < 4; i++) value = (value << 8) | bytes[from + places[4 * word + i]!]!;
      into[at + word] = value;
    }
    return true;
  },
});

// How uniqueidentifier is compared (.NET, SqlGuid.CompareTo).
const GUID = [
  ordered('guid high', 16, [10, 11, 12, 13, 14, 15, 8, 9]),
  ordered('guid low', 16, [6, 7, 4, 5, 0, 1, 2, 3]),
];

/** Values with the same bytes, whatever they mean. */
const hashed: KeyImage = {
  name: 'bytes',
  exact: false,
  write(bytes, from, to, into, at) {
    into[at] = to - from;
    into[at + 1] = ~(to - from);
    for (let i = from; i < to; i++) mixWord(into, at, bytes[i]!);
    return true;
  },
};

const BLANK = 0x20;

/**
 * Text of which no collation tells more apart than this does: letters in one case, without the blanks behind it. Only of printable ASCII:
 * of other characters collations hold some for equal that nobody would.
 */
const folded = (width: 1 | 2): KeyImage => ({
  name: `text ${width}`,
  exact: false,
  write(bytes, from, to, into, at) {
    if ((to - from) % width !== 0) return false;
    let end = to;
    while (end > from && bytes[end - width] === BLANK && (width === 1 || bytes[end - 1] === 0)) end -= width;
    into[at] = end - from;
    into[at + 1] = ~(end - from);
    for (let i = from; i < end; i += width) {
      const code = bytes[i]!;
      if (code < BLANK || code > 0x7e || (width === 2 && bytes[i + 1] !== 0)) return false;
      mixWord(into, at, code >= 0x61 && code <= 0x7a ? code - 0x20 : code);
    }
    return true;
  },
});

/** Takes a word into a hash of two words. */
export function mixWord(hash: Uint32Array, at: number, word: number): void {
  let high = Math.imul(hash[at]! ^ word, 0xcc9e2d51);
  let low = Math.imul(hash[at + 1]! + word, 0x9e3779b1);
  high = ((high << 13) | (high >>> 19)) + low;
  low = Math.imul((low << 17) | (low >>> 15), 0x85ebca6b) ^ high;
  hash[at] = high;
  hash[at + 1] = low;
}

const NUMBERS: ReadonlyMap<number, KeyImage> = new Map([
  [XType.tinyint, unsigned(1)],
  [XType.smallint, signed16],
  [XType.int, INTEGER],
  [XType.bigint, signed64],
  [XType.smallmoney, INTEGER],
  [XType.money, signed64],
  [XType.date, unsigned(3)],
  [XType.smalldatetime, unsigned(4)],
  [XType.datetime, signed64],
  [XType.rowversion, ordered('rowversion', 8, [0, 1, 2, 3, 4, 5, 6, 7])],
]);
const UP_TO_EIGHT = Array.from({ length: 8 }, (_, i) => unsigned(i + 1));
const DECIMALS = { 5: decimal(5), 9: decimal(9) } as const;
const TEXTS: ReadonlyMap<number, KeyImage> = new Map([
  [XType.char, folded(1)],
  [XType.varchar, folded(1)],
  [XType.nchar, folded(2)],
  [XType.nvarchar, folded(2)],
]);

/** Images of a column of a key, of equal ones equal, first that which counts most. `size`: bytes of a fixed column, 0 of a variable one. */
export function keyImages(type: StoredType, size: number): readonly KeyImage[] {
  return exactImages(type, size) ?? [hashed];
}

/** Hungarian sorting holds a doubled double letter for equal to its short form, `ccs` to `cscs`. */
const CONTRACTING = /^(?:SQL_)?Hungarian/;

/**
 * Images by which a row can be told to have no parent: values that the server holds for equal share them. null where that cannot be said,
 * because values with other bytes can be equal.
 */
export function referenceImages(type: StoredType, size: number, traits: DatabaseTraits): readonly KeyImage[] | null {
  const text = TEXTS.get(type.xtype);
  if (text === undefined) return exactImages(type, size);
  const { known, name } = collationOf(type.collation, traits);
  return known && !CONTRACTING.test(name) ? [text] : null;
}

function exactImages({ xtype, precision }: StoredType, size: number): readonly KeyImage[] | null {
  if (xtype === XType.guid) return GUID;
  const number = NUMBERS.get(xtype);
  if (number !== undefined) return [number];
  // Time of day in the low bytes, then the days (observed).
  if ((xtype === XType.time || xtype === XType.datetime2) && size > 0 && size <= 8) return [UP_TO_EIGHT[size - 1]!];
  if ((xtype === XType.decimal || xtype === XType.numeric) && size > 0 && precision <= 18) {
    const bytes = decimalLength(precision);
    if (bytes === size && (bytes === 5 || bytes === 9)) return [DECIMALS[bytes]];
  }
  return null;
}
