import { encodeServerText } from './scsu-encoder.js';

/** What of a column decides how its compressed values look; the columns of a rowset have it by these names. */
export interface CompressedColumn {
  /** sys.types.system_type_id. */
  readonly xtype: number;
  /** Bytes; -1 for (max). */
  readonly length: number;
  readonly precision: number;
  readonly scale: number;
}

const trimStart = (bytes: Buffer): Buffer => {
  let from = 0;
  while (from < bytes.length && bytes[from] === 0) from++;
  return bytes.subarray(from);
};

const trimEnd = (bytes: Buffer, pad: number): Buffer => {
  let to = bytes.length;
  while (to > 0 && bytes[to - 1] === pad) to--;
  return bytes.subarray(0, to);
};

const trimBlanks = (text: Buffer): Buffer => {
  let to = text.length;
  while (to >= 2 && text.readUInt16LE(to - 2) === 0x20) to -= 2;
  return text.subarray(0, to);
};

/** Shortest big-endian two's complement, top bit flipped; nothing for zero. */
export function encodeInteger(value: bigint): Buffer {
  if (value === 0n) return Buffer.alloc(0);
  let bytes = 1;
  while (BigInt.asIntN(8 * bytes, value) !== value) bytes++;
  const shifted = value + (1n << BigInt(8 * bytes - 1));
  return Buffer.from(shifted.toString(16).padStart(2 * bytes, '0'), 'hex');
}

/** `units` × 10^-scale as vardecimal. */
export function encodeVardecimal(units: bigint, scale: number): Buffer {
  if (units === 0n) return Buffer.alloc(0);
  const digits = (units < 0n ? -units : units).toString();
  const exponent = digits.length - 1 - scale;
  const padded = digits.padEnd(Math.ceil(digits.length / 3) * 3, '0');
  let bits = '';
  for (let i = 0; i < padded.length; i += 3)
    bits += Number(padded.slice(i, i + 3))
      .toString(2)
      .padStart(10, '0');
  const mantissa = Buffer.alloc(Math.ceil(bits.length / 8));
  for (let i = 0; i < bits.length; i++) {
    if (bits[i] === '1') mantissa[i >> 3] = (mantissa[i >> 3] ?? 0) | (0x80 >> (i & 7));
  }
  return Buffer.concat([Buffer.of((units > 0n ? 0x80 : 0) | (exponent + 64)), trimEnd(mantissa, 0)]);
}

const signed = (row: Buffer): bigint =>
  BigInt.asIntN(8 * row.length, BigInt(`0x${Buffer.from(row).reverse().toString('hex')}`));

function decimalUnits(row: Buffer): bigint {
  const magnitude = BigInt(`0x${Buffer.from(row.subarray(1)).reverse().toString('hex')}`);
  return row[0] === 1 ? magnitude : -magnitude;
}

/** The bytes of a value of an uncompressed row in the form of a compressed one; `scsu` is true from SQL Server 2008 R2 on. */
export function encodeCompressedValue(column: CompressedColumn, row: Buffer, scsu = true): Buffer {
  switch (column.xtype) {
    case 52:
    case 56:
    case 60:
    case 61:
    case 122:
    case 127:
      return encodeInteger(signed(row));
    case 58:
    case 59:
    case 62:
      return trimStart(row);
    case 40:
    case 41:
    case 42:
    case 43:
    case 173:
      return trimEnd(row, 0);
    case 48:
      return row[0] === 0 ? Buffer.alloc(0) : row;
    case 106:
    case 108:
      return encodeVardecimal(decimalUnits(row), column.scale);
    case 175:
      return trimEnd(row, 0x20);
    case 239:
      return scsu ? encodeServerText(trimBlanks(row)) : trimBlanks(row);
    case 231:
      return scsu ? encodeServerText(row) : row;
    default:
      return row;
  }
}
