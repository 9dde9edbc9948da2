import iconv from 'iconv-lite';

/** Characters of a Windows or DOS code page. Every byte string has a text: nothing is lost, and no decode throws. */
export interface CodePage {
  readonly number: number;
  /** True when every byte string is text without undefined bytes. */
  readonly isWhole: boolean;
  /**
   * Text of [start, end). Bytes without a character stand as private-use characters that name them (see {@link undefinedByte});
   * `onUndefined` is called once when there are any.
   */
  decode(bytes: Buffer, start: number, end: number, onUndefined: () => void): string;
}

/**
 * The character that stands for a byte with no meaning in its code page: U+F780 to U+F7FF, as in the WHATWG encoding
 * `x-user-defined`, so that the byte can be had back.
 */
export const undefinedByte = (byte: number): number => 0xf700 + byte;

/** Code page -> iconv-lite encoding. */
const SINGLE_BYTE: Readonly<Record<number, string>> = Object.freeze({
  437: 'cp437',
  850: 'cp850',
  874: 'windows-874',
  1250: 'windows-1250',
  1251: 'windows-1251',
  1252: 'windows-1252',
  1253: 'windows-1253',
  1254: 'windows-1254',
  1255: 'windows-1255',
  1256: 'windows-1256',
  1257: 'windows-1257',
  1258: 'windows-1258',
});

/** User-defined area of a double-byte code page: leads and trails count up from a private-use character. */
interface UserArea {
  readonly leads: readonly [number, number];
  /** Ranges of trail bytes, in order. */
  readonly trails: readonly (readonly [number, number])[];
  readonly first: number;
}

interface DoubleByte {
  readonly encoding: string;
  readonly leads: readonly (readonly [number, number])[];
  /** Single bytes that iconv-lite leaves out. */
  readonly singles: Readonly<Record<number, number>>;
  readonly userAreas: readonly UserArea[];
}

const A1_FE = [0xa1, 0xfe] as const;
const BIG5_TRAILS = [[0x40, 0x7e], A1_FE] as const;

/** Microsoft best-fit tables bestfit932, 936, 949, 950 (unicode.org, VENDORS/MICSFT/WindowsBestFit): single bytes and end-user areas. */
const DOUBLE_BYTE: Readonly<Record<number, DoubleByte>> = Object.freeze({
  932: {
    encoding: 'cp932',
    leads: [
      [0x81, 0x9f],
      [0xe0, 0xfc],
    ],
    singles: { 128: 0x80, 160: 0xa0, 253: 0xf8f1, 254: 0xf8f2, 255: 0xf8f3 },
    userAreas: [
      {
        leads: [0xf0, 0xf9],
        trails: [
          [0x40, 0x7e],
          [0x80, 0xfc],
        ],
        first: 0xe000,
      },
    ],
  },
  936: {
    encoding: 'cp936',
    leads: [[0x81, 0xfe]],
    singles: { 128: 0x20ac, 255: 0xf8f5 },
    userAreas: [
      { leads: [0xaa, 0xaf], trails: [A1_FE], first: 0xe000 },
      { leads: [0xf8, 0xfe], trails: [A1_FE], first: 0xe234 },
      {
        leads: [0xa1, 0xa7],
        trails: [
          [0x40, 0x7e],
          [0x80, 0xa0],
        ],
        first: 0xe4c6,
      },
    ],
  },
  949: {
    encoding: 'cp949',
    leads: [[0x81, 0xfe]],
    singles: { 128: 0x80, 255: 0xf8f7 },
    userAreas: [
      { leads: [0xc9, 0xc9], trails: [A1_FE], first: 0xe000 },
      { leads: [0xfe, 0xfe], trails: [A1_FE], first: 0xe05e },
    ],
  },
  950: {
    encoding: 'cp950',
    leads: [[0x81, 0xfe]],
    singles: { 128: 0x80, 255: 0xf8f8 },
    userAreas: [
      { leads: [0xfa, 0xfe], trails: BIG5_TRAILS, first: 0xe000 },
      { leads: [0x8e, 0xa0], trails: BIG5_TRAILS, first: 0xe311 },
      { leads: [0x81, 0x8d], trails: BIG5_TRAILS, first: 0xeeb8 },
      { leads: [0xc6, 0xc6], trails: [A1_FE], first: 0xf6b1 },
      { leads: [0xc7, 0xc8], trails: BIG5_TRAILS, first: 0xf70f },
    ],
  },
});

const cache = new Map<number, CodePage>();

/** The code page of a number; null when it is not one that SQL Server stores text in. */
export function codePageOf(number: number): CodePage | null {
  const found = cache.get(number);
  if (found) return found;
  const single = SINGLE_BYTE[number];
  const double = DOUBLE_BYTE[number];
  const made = single ? new SingleByteCodePage(number, single) : double ? new DoubleByteCodePage(number, double) : null;
  if (made) cache.set(number, made);
  return made;
}

// One value is decoded at a time, so that all may share the place where its characters gather.
const CHUNK = 32_768;
const units = new Uint16Array(CHUNK);
const unitBytes = Buffer.from(units.buffer);
const isLittleEndian = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1;

function gathered(count: number): string {
  if (isLittleEndian) return unitBytes.toString('utf16le', 0, count * 2);
  return String.fromCharCode(...units.subarray(0, count));
}

class SingleByteCodePage implements CodePage {
  readonly #units: Uint16Array;
  readonly isWhole: boolean;

  constructor(
    readonly number: number,
    encoding: string,
  ) {
    this.#units = Uint16Array.from({ length: 256 }, (_, byte) => {
      const char = iconv.decode(Buffer.of(byte), encoding, { stripBOM: false });
      if (char !== '\ufffd') return char.charCodeAt(0);
      // Windows gives the holes of 80-9F their C1 controls (best-fit tables), which keeps the byte.
      return byte < 0xa0 ? byte : undefinedByte(byte);
    });
    this.isWhole = this.#units.every((unit) => unit < 0xf700);
  }

  decode(bytes: Buffer, start: number, end: number, onUndefined: () => void): string {
    let high = start;
    while (high < end && bytes[high]! < 0x80) high++;
    if (high === end) return bytes.toString('latin1', start, end);
    const table = this.#units;
    let text = '';
    let noted = false;
    for (let from = start; from < end; from += CHUNK) {
      const count = Math.min(CHUNK, end - from);
      for (let i = 0; i < count; i++) {
        const unit = table[bytes[from + i]!]!;
        units[i] = unit;
        if (unit >= 0xf700 && !noted) {
          noted = true;
          onUndefined();
        }
      }
      text += gathered(count);
    }
    return text;
  }
}

class DoubleByteCodePage implements CodePage {
  readonly isWhole = false;
  readonly #isLead = new Uint8Array(256);
  readonly #singles = new Uint16Array(256);
  /** Character of lead * 256 + trail; 0 where there is none. */
  readonly #pairs: Uint16Array;

  constructor(
    readonly number: number,
    rule: DoubleByte,
  ) {
    for (let byte = 0; byte < 256; byte++) {
      const char = iconv.decode(Buffer.of(byte), rule.encoding, { stripBOM: false });
      this.#singles[byte] = char !== '\ufffd' ? char.charCodeAt(0) : (rule.singles[byte] ?? 0);
    }
    for (const [first, last] of rule.leads) this.#isLead.fill(1, first, last + 1);
    this.#pairs = pairTable(rule);
  }

  decode(bytes: Buffer, start: number, end: number, onUndefined: () => void): string {
    let at = start;
    while (at < end && bytes[at]! < 0x80) at++;
    if (at === end) return bytes.toString('latin1', start, end);
    let text = '';
    let noted = false;
    let count = 0;
    for (at = start; at < end; at++) {
      const byte = bytes[at]!;
      let unit = 0;
      if (this.#isLead[byte] === 1 && at + 1 < end) {
        unit = this.#pairs[byte * 256 + bytes[at + 1]!]!;
        if (unit !== 0) at++;
      } else unit = byte === 0 ? 0 : this.#singles[byte]!;
      if (unit === 0 && byte !== 0) {
        unit = undefinedByte(byte);
        if (!noted) onUndefined();
        noted = true;
      }
      units[count++] = unit;
      if (count === CHUNK) {
        text += gathered(count);
        count = 0;
      }
    }
    return text + gathered(count);
  }
}

function pairTable(rule: DoubleByte): Uint16Array {
  const table = new Uint16Array(0x1_0000);
  for (const [first, last] of rule.leads) {
    for (let lead = first; lead <= last; lead++) {
      for (let trail = 0x40; trail <= 0xfe; trail++) {
        const text = iconv.decode(Buffer.of(lead, trail), rule.encoding, { stripBOM: false });
        if (text.length === 1 && text !== '\ufffd') table[lead * 256 + trail] = text.charCodeAt(0);
      }
    }
  }
  for (const area of rule.userAreas) {
    let unit = area.first;
    for (let lead = area.leads[0]; lead <= area.leads[1]; lead++) {
      for (const [first, last] of area.trails) {
        for (let trail = first; trail <= last; trail++) {
          const key = lead * 256 + trail;
          if (table[key] === 0) table[key] = unit;
          unit++;
        }
      }
    }
  }
  return table;
}
