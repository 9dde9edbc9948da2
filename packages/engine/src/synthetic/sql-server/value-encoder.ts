import type { Cell } from '../../base/cell.js';
import { encodeBinaryXml } from './binary-xml.js';
import { DAY_1900, dayNumber, parseWallClock } from './calendar.js';
import { isStored, isVariant, type SpecValue } from './spec.js';
import { parseType, type SqlType, TIME_BYTES } from './sql-type.js';

/**
 * The bytes of a value as a row keeps them: little-endian, as described for FixedVar records ([MS-TDS] 2.2.5.5 agrees for most types).
 * Fixed types give their full length, variable ones their own; bit is not for this function. Throws if the value does not fit the type.
 */
export function encodeValue(type: SqlType, value: SpecValue, collation: number): Buffer {
  if (isStored(value)) return Buffer.from(value.stored);
  if (type.xtype === 98) return encodeVariant(value, collation);
  if (isVariant(value) || value === null) throw new Error(`no value for ${type.name}`);
  switch (type.xtype) {
    case 48:
    case 52:
    case 56:
      return littleEndian(BigInt(Number(value)), type.length);
    case 127:
      return littleEndian(BigInt(value as number | bigint), 8);
    case 59: {
      const bytes = Buffer.alloc(4);
      bytes.writeFloatLE(Number(value));
      return bytes;
    }
    case 62: {
      const bytes = Buffer.alloc(8);
      bytes.writeDoubleLE(Number(value));
      return bytes;
    }
    case 60:
    case 122:
      return littleEndian(scaled(String(value), 4), type.length);
    case 106:
    case 108:
      return encodeDecimal(scaled(String(value), type.scale), type.length);
    case 36:
      return encodeGuid(String(value));
    case 40:
    case 41:
    case 42:
    case 43:
    case 58:
    case 61:
      return encodeMoment(type, String(value));
    case 241:
      return encodeBinaryXml(String(value));
    default:
      return encodeSized(type, value);
  }
}

function encodeSized(type: SqlType, value: Cell): Buffer {
  const wide = type.xtype === 231 || type.xtype === 239 || type.xtype === 99;
  const text = type.xtype === 35 || type.xtype === 167 || type.xtype === 175;
  const bytes = wide
    ? Buffer.from(String(value), 'utf16le')
    : text
      ? encodeWindows1252(String(value))
      : Buffer.from(value as Uint8Array);
  if (type.length >= 0 && type.kind !== 'text' && bytes.length > type.length)
    throw new Error(`too long for ${type.name}`);
  if (type.kind !== 'fixed') return bytes;
  const padded = Buffer.alloc(type.length);
  if (text) padded.fill(0x20);
  if (wide) for (let i = 0; i < padded.length; i += 2) padded[i] = 0x20;
  bytes.copy(padded);
  return padded;
}

/** Windows-1252 as far as it equals Latin-1, and the euro sign; anything else must be given as stored bytes. */
function encodeWindows1252(text: string): Buffer {
  const bytes = Buffer.alloc(text.length);
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit === 0x20ac) bytes[i] = 0x80;
    else if (unit < 0x80 || (unit >= 0xa0 && unit <= 0xff)) bytes[i] = unit;
    else throw new Error('not a character of windows-1252 that the generator writes');
  }
  return bytes;
}

export function littleEndian(value: bigint, size: number): Buffer {
  const bytes = Buffer.alloc(size);
  let rest = BigInt.asUintN(size * 8, value);
  for (let i = 0; i < size; i++) {
    bytes[i] = Number(rest & 0xffn);
    rest >>= 8n;
  }
  return bytes;
}

/** A plain decimal text as a whole number of 10^-scale. */
function scaled(text: string, scale: number): bigint {
  const [, sign, whole = '', fraction = ''] = /^(-?)(\d+)(?:\.(\d*))?$/.exec(text) ?? [];
  if (whole === '' || fraction.length > scale) throw new Error('not a decimal of this scale');
  const magnitude = BigInt(whole + fraction.padEnd(scale, '0'));
  return sign ? -magnitude : magnitude;
}

/** Sign byte (1 is positive), then the magnitude. */
function encodeDecimal(value: bigint, length: number): Buffer {
  const negative = value < 0n;
  return Buffer.concat([Buffer.of(negative ? 0 : 1), littleEndian(negative ? -value : value, length - 1)]);
}

/** The first three groups are little-endian. */
export function encodeGuid(text: string): Buffer {
  const b = Uint8Array.from(Buffer.from(text.replaceAll('-', ''), 'hex'));
  return Buffer.concat([b.slice(0, 4).reverse(), b.slice(4, 6).reverse(), b.slice(6, 8).reverse(), b.slice(8)]);
}

function encodeMoment(type: SqlType, text: string): Buffer {
  const clock = parseWallClock(text);
  if (type.xtype === 61) {
    // 1/300 s ticks, then days since 1900
    const ticks = clock.seconds * 300 + Math.round((clock.fraction / 10_000) * 0.3);
    return Buffer.concat([littleEndian(BigInt(ticks), 4), littleEndian(BigInt(clock.days - DAY_1900), 4)]);
  }
  if (type.xtype === 58) {
    return Buffer.concat([
      littleEndian(BigInt(Math.floor(clock.seconds / 60)), 2),
      littleEndian(BigInt(clock.days - DAY_1900), 2),
    ]);
  }
  const date = (days: number): Buffer => littleEndian(BigInt(days - dayNumber(1, 1, 1)), 3);
  if (type.xtype === 40) return date(clock.days);
  // datetimeoffset keeps UTC and the offset
  const utc = clock.seconds - (type.xtype === 43 ? clock.offset * 60 : 0);
  const shift = Math.floor(utc / 86_400);
  const units = (BigInt(utc - shift * 86_400) * 10_000_000n + BigInt(clock.fraction)) / 10n ** BigInt(7 - type.scale);
  const parts: Buffer[] = [littleEndian(units, TIME_BYTES[type.scale]!)];
  if (type.xtype !== 41) parts.push(date(clock.days + shift));
  if (type.xtype === 43) parts.push(littleEndian(BigInt(clock.offset), 2));
  return Buffer.concat(parts);
}

/** u8 base type, u8 version 1, properties of the type, value (observed for int, bit, bigint, varbinary, nvarchar). */
export function encodeVariant(value: SpecValue, collation: number): Buffer {
  if (!isVariant(value)) throw new Error('a sql_variant needs its base type');
  const type = parseType(value.variant);
  const head: Buffer[] = [Buffer.of(type.xtype, 1)];
  if (type.xtype === 41 || type.xtype === 42 || type.xtype === 43) head.push(Buffer.of(type.scale));
  if (type.xtype === 106 || type.xtype === 108) head.push(Buffer.of(type.precision, type.scale));
  if (type.xtype === 165 || type.xtype === 173 || type.collated) head.push(littleEndian(BigInt(type.length), 2));
  if (type.collated) head.push(littleEndian(BigInt(collation), 4));
  const body = type.kind === 'bit' ? Buffer.of(value.value ? 1 : 0) : encodeValue(type, value.value, collation);
  return Buffer.concat([...head, body]);
}
