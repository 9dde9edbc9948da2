import { isUtf8 } from 'node:buffer';
import { zipNames } from '../zip/zip-parts.js';

const DOCX = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';

/** First bytes of kinds of files that nothing here reads, so that people are told what they have. `at` other than 0 is said. */
const OTHERS: readonly (readonly [mediaType: string, hex: string, at?: number])[] = [
  ['application/x-ole-storage', 'd0cf11e0a1b11ae1'],
  ['image/gif', '47494638'],
  ['image/bmp', '424d'],
  ['image/webp', '57454250', 8],
  ['image/heic', '66747970', 4],
  ['image/jp2', '0000000c6a502020'],
  ['application/dicom', '4449434d', 128],
  ['application/postscript', '25215053'],
  ['application/gzip', '1f8b08'],
  ['application/x-7z-compressed', '377abcaf271c'],
  ['application/vnd.rar', '526172211a07'],
  ['application/vnd.sqlite3', '53514c69746520666f726d6174'],
  ['audio/wav', '57415645', 8],
  ['audio/mpeg', '494433'],
];

const startsWith = (bytes: Uint8Array, hex: string, at = 0): boolean =>
  Buffer.from(bytes.subarray(at, at + hex.length / 2)).toString('hex') === hex;

/**
 * The media type of a document by its content alone. Types that are read: application/pdf, image/tiff, image/png, image/jpeg, text/rtf, text/html, text/plain and DOCX;
 * others are named where they are known, else `application/octet-stream`. Unpacks nothing; sources: ISO 32000-1 7.5.2, TIFF 6.0 section 2, PNG 5.2, JFIF, RTF 1.9.1.
 */
export async function mediaTypeOf(bytes: Uint8Array): Promise<string> {
  if (bytes.length === 0) return 'application/x-empty';
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, 65_536));
  if (startsWith(bytes, '89504e470d0a1a0a')) return 'image/png';
  if (startsWith(bytes, 'ffd8ff')) return 'image/jpeg';
  if (['49492a00', '4d4d002a', '49492b00', '4d4d002b'].some((mark) => startsWith(bytes, mark))) return 'image/tiff';
  // RTF may hold binary data (\\bin), so it is told before text is.
  if (/^(?:\u00ef\u00bb\u00bf)?\s*\{\\rtf/.test(head.toString('latin1', 0, 64))) return 'text/rtf';
  const other = OTHERS.find(([, hex, at]) => startsWith(bytes, hex, at));
  if (startsWith(bytes, '504b0304')) return zipType(bytes);
  // Readers take a header within the first 1,024 bytes (ISO 32000-1 annex H.3, note 13).
  const mark = head.subarray(0, 1024).indexOf('%PDF-');
  if (mark === 0 || (mark > 0 && /\d \d+ obj\b/.test(head.toString('latin1', mark)))) return 'application/pdf';
  if (other && !(other[0] === 'image/bmp' && isText(head))) return other[0];
  return textType(head);
}

async function zipType(bytes: Uint8Array): Promise<string> {
  const names = await zipNames(bytes);
  return names?.includes('[Content_Types].xml') && names.some((name) => /^word\/document\d*\.xml$/.test(name))
    ? DOCX
    : 'application/zip';
}

function textType(head: Buffer): string {
  if (!isText(head)) return 'application/octet-stream';
  const isWide = startsWith(head, 'fffe') || startsWith(head, 'feff');
  const text = (
    isWide ? head.toString('utf16le') : head.toString('latin1').replace(/^\u00ef\u00bb\u00bf/, '')
  ).trimStart();
  if (/^(?:<!--[\s\S]*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b/i.test(text)) return 'text/html';
  if (/^<\?xml\b/i.test(text)) return /<html\b/i.test(text.slice(0, 2000)) ? 'text/html' : 'application/xml';
  // A fragment: it begins with a tag of a note, and holds closing ones.
  if (
    /^<(?:p|div|span|table|b|i|u|font|h[1-6]|ul|ol|pre|br|center)\b[^<>]*>/i.test(text) &&
    /<\/[a-z]+\d?>/i.test(text)
  )
    return 'text/html';
  return 'text/plain';
}

/** Bytes that people may read: UTF-16 with its mark, else hardly a control character but tabs, line ends and form feeds. */
function isText(head: Buffer): boolean {
  if (startsWith(head, 'fffe')) return true;
  let controls = 0;
  let high = 0;
  for (const byte of head) {
    if (byte === 0) return false;
    if (byte < 32 && (byte < 8 || byte > 13) && byte !== 27 && byte !== 26) controls++;
    else if (byte > 127) high++;
  }
  if (controls > head.length * 0.002) return false;
  // Eight-bit text is mostly letters of ASCII even where it is not English.
  return high === 0 || isUtf8(head.subarray(0, head.length - 4)) || isUtf8(head) || high < head.length * 0.3;
}
