import { isUtf8 } from 'node:buffer';
import iconv from 'iconv-lite';

/** Characters of one byte encoding, as a strict decoder. */
export interface TextCharset {
  /** The name it was asked for by. */
  readonly name: string;
  /** True when a byte of 0x5C or 0x27 may be the second half of a character (GBK, Shift-JIS, Big5). */
  isLead(byte: number): boolean;
  readonly hasTrails: boolean;
  /** Text of bytes [start, end); null when they are not valid in this encoding. */
  decode(bytes: Buffer, start: number, end: number): string | null;
}

/** MySQL character set name -> iconv-lite encoding (MySQL 8.0 reference manual, 10.10 Supported Character Sets). */
const ENCODINGS: Readonly<Record<string, string>> = {
  utf8: 'utf8',
  utf8mb3: 'utf8',
  utf8mb4: 'utf8',
  'utf-8': 'utf8',
  ascii: 'ascii',
  latin1: 'windows-1252', // MySQL's latin1 is cp1252 (manual 10.10.2)
  'windows-1252': 'windows-1252',
  latin2: 'iso-8859-2',
  latin5: 'iso-8859-9',
  latin7: 'iso-8859-13',
  greek: 'iso-8859-7',
  hebrew: 'iso-8859-8',
  koi8r: 'koi8-r',
  koi8u: 'koi8-u',
  cp1250: 'windows-1250',
  cp1251: 'windows-1251',
  cp1256: 'windows-1256',
  cp1257: 'windows-1257',
  cp850: 'cp850',
  cp852: 'cp852',
  cp866: 'cp866',
  macroman: 'macroman',
  macce: 'maccenteuro',
  armscii8: 'armscii8',
  tis620: 'tis620',
  gbk: 'gbk',
  gb2312: 'gb2312',
  gb18030: 'gb18030',
  big5: 'big5',
  sjis: 'shift_jis',
  cp932: 'shift_jis',
  ujis: 'euc-jp',
  eucjpms: 'euc-jp',
  euckr: 'euc-kr',
  ucs2: 'utf-16be',
  utf16: 'utf-16be',
  utf16le: 'utf-16le',
  utf32: 'utf-32be',
};

const noLead = (): boolean => false;

export const UTF8: TextCharset = {
  name: 'utf8',
  isLead: noLead,
  hasTrails: false,
  decode: (bytes, start, end) => {
    const part = bytes.subarray(start, end);
    return isUtf8(part) ? part.toString('utf8') : null;
  },
};

const cache = new Map<string, TextCharset | null>();

/** The decoder of a MySQL or IANA character set name; null when the name is unknown, and for `binary`. */
export function charsetOf(name: string): TextCharset | null {
  const key = name.toLowerCase();
  let found = cache.get(key);
  if (found === undefined) {
    const encoding = ENCODINGS[key] ?? (iconv.encodingExists(key) ? key : undefined);
    found = encoding === undefined || key === 'binary' ? null : makeCharset(key, encoding);
    cache.set(key, found);
  }
  return found;
}

function makeCharset(name: string, encoding: string): TextCharset {
  if (/^utf-?8$/.test(encoding)) return { ...UTF8, name };
  const table = singleByteTable(encoding);
  if (table) return { name, isLead: noLead, hasTrails: false, decode: (b, s, e) => decodeSingle(table, b, s, e) };
  const isLead = leadOf(encoding);
  return {
    name,
    isLead,
    hasTrails: isLead !== noLead,
    decode: (bytes, start, end) => {
      const text = iconv.decode(bytes.subarray(start, end), encoding, { stripBOM: false });
      return text.includes('\ufffd') ? null : text;
    },
  };
}

function leadOf(encoding: string): (byte: number) => boolean {
  if (/^(gbk|gb18030|big5)$/.test(encoding)) return (b) => b >= 0x81 && b <= 0xfe;
  if (encoding === 'shift_jis') return (b) => (b >= 0x81 && b <= 0x9f) || (b >= 0xe0 && b <= 0xfc);
  return noLead;
}

/** The 256 characters of a single-byte encoding; null for the others. Undefined bytes are ''. */
function singleByteTable(encoding: string): readonly string[] | null {
  if (!/^(ascii|windows-125\d|iso-8859-\d+|koi8|cp\d|mac|armscii|tis)/.test(encoding)) return null;
  return Array.from({ length: 256 }, (_, byte) => {
    if (encoding === 'ascii') return byte < 0x80 ? String.fromCharCode(byte) : '';
    const char = iconv.decode(Buffer.of(byte), encoding, { stripBOM: false });
    // The five holes of cp1252 are C1 controls in MySQL and in the WHATWG encoding standard: nothing is lost.
    if (char === '\ufffd') return encoding === 'windows-1252' ? String.fromCharCode(byte) : '';
    return char;
  });
}

function decodeSingle(table: readonly string[], bytes: Buffer, start: number, end: number): string | null {
  let text = '';
  for (let i = start; i < end; i++) {
    const char = table[bytes[i]!]!;
    if (char === '') return null;
    text += char;
  }
  return text;
}
