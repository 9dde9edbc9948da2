import { DecodeError } from '../stored-type.js';

/** UTR 6, table of static windows: where SQ0–SQ7 quote bytes below 80 from. */
const STATIC_WINDOWS = Uint32Array.of(0x0000, 0x0080, 0x0100, 0x0300, 0x2000, 0x2080, 0x2100, 0x3000);
/** UTR 6, initial positions of the dynamic windows. */
const DYNAMIC_WINDOWS = Uint32Array.of(0x0080, 0x00c0, 0x0400, 0x0600, 0x0900, 0x3040, 0x30a0, 0xff00);
/** UTR 6, window offset bytes F9–FF. */
const SPECIAL_OFFSETS = Uint32Array.of(0x00c0, 0x0250, 0x0370, 0x0530, 0x3040, 0x30a0, 0xff60);

const windows = new Uint32Array(8);

const fail = (message: string): never => {
  throw new DecodeError('scsu-invalid', message);
};

/** UTR 6, window offset byte: 01–67 halves of the alphabetic area, 68–A7 beyond the ideographs, F9–FF as listed. */
function windowOffset(x: number): number {
  if (x >= 0x01 && x <= 0x67) return x << 7;
  if (x >= 0x68 && x <= 0xa7) return (x << 7) + 0xac00;
  if (x >= 0xf9) return SPECIAL_OFFSETS[x - 0xf9] ?? 0;
  return fail('a window offset is one of the reserved ones');
}

/** UTR 6, extended window: window in the top 3 bits of two bytes, half-block beyond U+FFFF in the other 13. */
function defineExtended(high: number, low: number): number {
  windows[high >> 5] = 0x10000 + ((((high & 0x1f) << 8) | low) << 7);
  return high >> 5;
}

/**
 * Writes the text of the SCSU bytes [start, end) as UTF-16LE to the beginning of `out` and returns its length in bytes.
 * A lone last byte in Unicode mode is dropped: the server makes the length of compressed text odd that way.
 * Throws {@link DecodeError} for reserved tags, a tag without its bytes, and text that `out` cannot hold. Source: UTR 6.
 */
export function scsuToUtf16(bytes: Buffer, start: number, end: number, out: Buffer): number {
  windows.set(DYNAMIC_WINDOWS);
  const room = out.length - 4;
  let active = 0;
  let unicode = false;
  let length = 0;
  let i = start;

  while (i < end) {
    if (length > room) fail('compressed text is longer than any column allows');
    const b = bytes[i++] ?? 0;
    let code: number;

    if (unicode) {
      if (i >= end && (b < 0xe0 || b > 0xe7)) break;
      if (b >= 0xe0 && b <= 0xe7) {
        active = b - 0xe0;
        unicode = false;
        continue;
      }
      if (b >= 0xe8 && b <= 0xef) {
        active = b - 0xe8;
        windows[active] = windowOffset(bytes[i++] ?? 0);
        unicode = false;
        continue;
      }
      if (b === 0xf1) {
        if (i + 2 > end) fail('a tag of compressed text lacks its bytes');
        active = defineExtended(bytes[i] ?? 0, bytes[i + 1] ?? 0);
        i += 2;
        unicode = false;
        continue;
      }
      if (b === 0xf2) fail('compressed text has a reserved tag');
      if (b === 0xf0) {
        if (i + 2 > end) fail('a tag of compressed text lacks its bytes');
        code = ((bytes[i] ?? 0) << 8) | (bytes[i + 1] ?? 0);
        i += 2;
      } else {
        code = (b << 8) | (bytes[i++] ?? 0);
      }
    } else if (b >= 0x80) {
      code = (windows[active] ?? 0) + (b - 0x80);
    } else if (b >= 0x20 || b === 0x00 || b === 0x09 || b === 0x0a || b === 0x0d) {
      code = b;
    } else if (b >= 0x10 && b <= 0x17) {
      active = b - 0x10;
      continue;
    } else if (b === 0x0f) {
      unicode = true;
      continue;
    } else if (b >= 0x18) {
      if (i >= end) fail('a tag of compressed text lacks its bytes');
      active = b - 0x18;
      windows[active] = windowOffset(bytes[i++] ?? 0);
      continue;
    } else if (b <= 0x08) {
      if (i >= end) fail('a tag of compressed text lacks its bytes');
      const q = bytes[i++] ?? 0;
      code = q < 0x80 ? (STATIC_WINDOWS[b - 1] ?? 0) + q : (windows[b - 1] ?? 0) + (q - 0x80);
    } else if (b === 0x0b || b === 0x0e) {
      if (i + 2 > end) fail('a tag of compressed text lacks its bytes');
      const high = bytes[i] ?? 0;
      const low = bytes[i + 1] ?? 0;
      i += 2;
      if (b === 0x0b) {
        active = defineExtended(high, low);
        continue;
      }
      code = (high << 8) | low;
    } else {
      return fail('compressed text has a reserved tag');
    }

    if (code >= 0x10000) {
      const high = 0xd800 | ((code - 0x10000) >> 10);
      const low = 0xdc00 | (code & 0x3ff);
      out[length] = high & 0xff;
      out[length + 1] = high >> 8;
      out[length + 2] = low & 0xff;
      out[length + 3] = low >> 8;
      length += 4;
    } else {
      out[length] = code & 0xff;
      out[length + 1] = code >> 8;
      length += 2;
    }
  }
  return length;
}
