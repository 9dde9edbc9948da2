import { DecodeError, type StoredType } from '../stored-type.js';
import { copyBytes, padBytes } from './byte-copy.js';
import { scsuToUtf16 } from './scsu.js';
import { decimalRowBytes, vardecimalToRowForm } from './vardecimal.js';

/**
 * Turns the encoded bytes [start, end) of a column into the form that an uncompressed row has, at the beginning of `out`
 * ({@link ROW_FORM_BYTES} long), and returns its length; or returns {@link AS_STORED} if the bytes are that form already.
 * No bytes are the zero or empty value of the type. Throws {@link DecodeError}.
 */
export type CompressedExpander = (bytes: Buffer, start: number, end: number, out: Buffer) => number;

/** The row form is the encoded bytes themselves: nothing was written. */
export const AS_STORED = -1;

/** Room for the row form of any value: text of one page, each byte of which may become four. */
export const ROW_FORM_BYTES = 4 * 8192;

const MAX_IN_ROW = 8000;

const fail = (code: string, message: string): never => {
  throw new DecodeError(code, message);
};

const tooLong = (): never => fail('value-longer-than-type', 'a compressed value has more bytes than its type');

/**
 * Shortest big-endian two's complement with the top bit flipped, into `width` little-endian bytes. The sign of the value
 * is therefore the top bit of the first byte, inverted.
 */
function expandInteger(bytes: Buffer, start: number, end: number, out: Buffer, width: number): number {
  const length = end - start;
  if (length > width) tooLong();
  if (length === 0) {
    padBytes(out, 0, width, 0);
    return width;
  }
  let to = 0;
  for (let i = end - 1; i > start; i--) out[to++] = bytes[i] ?? 0;
  const top = bytes[start] ?? 0;
  out[to++] = top ^ 0x80;
  const sign = top < 0x80 ? 0xff : 0x00;
  while (to < width) out[to++] = sign;
  return width;
}

const integer2: CompressedExpander = (bytes, start, end, out) => expandInteger(bytes, start, end, out, 2);
const integer4: CompressedExpander = (bytes, start, end, out) => expandInteger(bytes, start, end, out, 4);
/** Also datetime: the 64-bit integer has the days above the ticks, and a row has the ticks first. */
const integer8: CompressedExpander = (bytes, start, end, out) => expandInteger(bytes, start, end, out, 8);

/** Zero bytes were removed in front: smalldatetime and floats, whose low bytes stand first. */
function leftPadded(width: number): CompressedExpander {
  return (bytes, start, end, out) => {
    const length = end - start;
    if (length > width) tooLong();
    padBytes(out, 0, width - length, 0);
    copyBytes(bytes, start, end, out, width - length);
    return width;
  };
}

/** `pad` was removed behind: dates and binary (00), char (blanks). */
function rightPadded(width: number, pad: number): CompressedExpander {
  return (bytes, start, end, out) => {
    const length = end - start;
    if (length > width) tooLong();
    if (length === width) return AS_STORED;
    copyBytes(bytes, start, end, out, 0);
    padBytes(out, length, width, pad);
    return width;
  };
}

/** Bytes as they are, up to the declared length; -1 for (max) types. */
function verbatim(length: number): CompressedExpander {
  const limit = length < 0 ? Number.MAX_SAFE_INTEGER : length;
  return (_bytes, start, end) => {
    if (end - start > limit) tooLong();
    return AS_STORED;
  };
}

/** All bytes, or none for the value that is zero throughout. */
function whole(width: number): CompressedExpander {
  return (_bytes, start, end, out) => {
    if (end - start === width) return AS_STORED;
    if (end !== start) fail('value-length-impossible', 'a compressed value has not the length of its type');
    padBytes(out, 0, width, 0);
    return width;
  };
}

/** UTF-16 if the length is even, SCSU if it is odd. `length`: declared bytes, -1 for (max). */
function unicode(length: number): CompressedExpander {
  const limit = length < 0 ? Number.MAX_SAFE_INTEGER : length;
  return (bytes, start, end, out) => {
    const stored = end - start;
    if ((stored & 1) === 0) return stored > limit ? tooLong() : AS_STORED;
    const written = scsuToUtf16(bytes, start, end, out);
    return written > limit ? tooLong() : written;
  };
}

const BLANK = 0x20;

function paddedUnicode(length: number): CompressedExpander {
  return (bytes, start, end, out) => {
    let written: number;
    if (((end - start) & 1) === 0) {
      if (end - start > length) tooLong();
      written = copyBytes(bytes, start, end, out, 0);
    } else {
      written = scsuToUtf16(bytes, start, end, out);
      if (written > length) tooLong();
    }
    for (; written < length; written += 2) out.writeUInt16LE(BLANK, written);
    return written;
  };
}

/** As stored: how one of fewer than 8 bytes is to be read is left to its decoder. */
const rowversion: CompressedExpander = (_bytes, start, end) => (end - start > 8 ? tooLong() : AS_STORED);

function decimal(precision: number, scale: number): CompressedExpander {
  decimalRowBytes(precision);
  return (bytes, start, end, out) => vardecimalToRowForm(bytes, start, end, precision, scale, out);
}

/** Bytes of a time of this many decimals, as in an uncompressed row. */
function timeBytes(scale: number): number {
  if (scale < 0 || scale > 7) fail('type-undefined', 'a time has a scale that is not between 0 and 7');
  return scale <= 2 ? 3 : scale <= 4 ? 4 : 5;
}

function declared(length: number): number {
  if (!Number.isInteger(length) || length < 1 || length > MAX_IN_ROW) {
    fail('type-undefined', 'a type of fixed length has a length that is not between 1 and 8,000');
  }
  return length;
}

function declaredPairs(length: number): number {
  if ((length & 1) !== 0) fail('type-undefined', 'a type of two-byte characters has an odd length');
  return declared(length);
}

function atMost(length: number): number {
  return length === -1 ? -1 : declared(length);
}

const UNLIMITED = -1;

/** By sys.types.system_type_id. bit (104) has no bytes: its code is its value. */
const EXPANDERS: Readonly<Record<number, (type: StoredType) => CompressedExpander>> = Object.freeze({
  34: () => whole(16), // image: the pointer
  35: () => whole(16), // text: the pointer
  36: () => whole(16), // uniqueidentifier
  40: () => rightPadded(3, 0), // date
  41: (type) => rightPadded(timeBytes(type.scale), 0), // time
  42: (type) => rightPadded(timeBytes(type.scale) + 3, 0), // datetime2
  43: (type) => rightPadded(timeBytes(type.scale) + 5, 0), // datetimeoffset
  48: () => whole(1), // tinyint
  52: () => integer2, // smallint
  56: () => integer4, // int
  58: () => leftPadded(4), // smalldatetime
  59: () => leftPadded(4), // real
  60: () => integer8, // money
  61: () => integer8, // datetime
  62: () => leftPadded(8), // float
  98: () => verbatim(UNLIMITED), // sql_variant
  99: () => whole(16), // ntext: the pointer
  106: (type) => decimal(type.precision, type.scale), // decimal
  108: (type) => decimal(type.precision, type.scale), // numeric
  122: () => integer4, // smallmoney
  127: () => integer8, // bigint
  165: (type) => verbatim(atMost(type.length)), // varbinary, vector
  167: (type) => verbatim(atMost(type.length)), // varchar
  173: (type) => rightPadded(declared(type.length), 0), // binary
  175: (type) => rightPadded(declared(type.length), BLANK), // char
  189: () => rowversion,
  231: (type) => unicode(atMost(type.length)), // nvarchar
  239: (type) => paddedUnicode(declaredPairs(type.length)), // nchar
  240: () => verbatim(UNLIMITED), // CLR types
  241: () => verbatim(UNLIMITED), // xml
  244: () => verbatim(UNLIMITED), // json
});

/** What expands the compressed values of a column of this type, or null for bit, which has no bytes. Throws {@link DecodeError}. */
export function compressedExpander(type: StoredType): CompressedExpander | null {
  if (type.xtype === 104) return null;
  const make = EXPANDERS[type.xtype];
  if (make === undefined) return fail('type-undefined', 'a compressed column has a type that is not known');
  return make(type);
}
