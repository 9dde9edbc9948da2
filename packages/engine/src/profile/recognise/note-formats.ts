import type { NoteFormat, NoteFormats } from '../../artifacts/source-profile.js';
import type { ColumnFacts } from '../column-facts.js';

/** First bytes, as hex, of what binary columns hold (PDF 1.7 7.5.2; RFC 1952 2.3.1; RFC 1950 2.2; PNG 5.2; JPEG B.1.1.3; TIFF 6; GIF89a). */
const MAGIC: readonly (readonly [RegExp, NoteFormat])[] = [
  [/^25504446/i, 'pdf'],
  [/^(?:89504e47|ffd8ff|49492a00|4d4d002a|47494638|424d)/i, 'image'],
  [/^1f8b08/i, 'gzip'],
  [/^78(?:01|5e|9c|da)/i, 'zlib'],
  [/^(?:efbbbf)?7b5c727466/i, 'rtf'],
  [/^(?:efbbbf)?3c(?:21444f43|68746d6c|48544d4c|68656164|626f6479)/i, 'html'],
  [/^(?:efbbbf)?3c3f786d6c/i, 'xml'],
];
/** The same bytes in base64 (RFC 4648): what the first characters become. */
const MAGIC64: readonly (readonly [RegExp, NoteFormat])[] = [
  [/^JVBERi/, 'pdf'],
  [/^(?:iVBORw0KGgo|\/9j\/|SUkqA|TU0AK|R0lGOD)/, 'image'],
  [/^H4sI/, 'gzip'],
  [/^e1xydGY/, 'rtf'],
  [/^PD94bWw/, 'xml'],
  [/^(?:PGh0bWw|PCFET0N)/i, 'html'],
];
const TAGS =
  /<(?:p|br|div|span|table|tr|td|ul|ol|li|b|i|u|strong|em|font|h[1-6]|a|img|pre|body|head)(?:\s[^<>]*)?\/?>/i;
const CLOSING = /<\/(?:p|div|span|table|tr|td|ul|ol|li|b|i|u|strong|em|font|h[1-6]|a|pre|body|head)\s*>|<br\s*\/?>/i;

/** What a text is written in, by its beginning. */
export function formatOfText(text: string): NoteFormat {
  const start = text.trimStart().replace(/^\ufeff/, '');
  if (/^\{\s*\\rtf/.test(start)) return 'rtf';
  if (/^%PDF/.test(start)) return 'pdf';
  if (/^<(?:!doctype\s+html|html|head|body)\b/i.test(start) || /^<\?xml[^>]*>\s*<(?:!doctype\s+)?html/i.test(start))
    return 'html';
  if (/^<\?xml|^<[A-Za-z_][\w.-]*:[A-Za-z]|^<ClinicalDocument\b/.test(start)) return 'xml';
  if (TAGS.test(start) && CLOSING.test(start)) return 'html';
  if (/^<([A-Za-z_][\w.-]*)(?:\s[^<>]*)?>[\s\S]*<\/\w/.test(start)) return 'xml';
  if (/^[[{]\s*(?:"|\{|\[|\]|\})/.test(start)) return 'json';
  const packed = start.replace(/\s+/g, '');
  if (packed.length >= 32 && /^(?:0x)?(?:[0-9a-f]{2})+$/i.test(packed))
    return formatOfBytes(packed.replace(/^0x/i, '')) ?? 'hex';
  if (packed.length >= 60 && packed.length / start.length > 0.95 && isBase64(packed)) return formatOfBase64(packed);
  return 'plain';
}

const formatOfBytes = (hex: string): NoteFormat | null => MAGIC.find(([magic]) => magic.test(hex))?.[1] ?? null;

const formatOfBase64 = (text: string): NoteFormat => MAGIC64.find(([magic]) => magic.test(text))?.[1] ?? 'base64';

/** Small and large letters and digits in one long word. */
const isBase64 = (text: string): boolean =>
  /^[A-Za-z0-9+/_-]+={0,2}$/.test(text) && /[a-z]/.test(text) && /[A-Z]/.test(text) && /\d/.test(text);

/** A binary by its first bytes, given as hex; what is text in bytes is told as such. */
export function formatOfBinary(hex: string): NoteFormat {
  const known = formatOfBytes(hex);
  if (known !== null) return known;
  const bytes = Buffer.from(hex, 'hex');
  const printable = bytes.filter((byte) => byte >= 0x20 || byte === 9 || byte === 10 || byte === 13).length;
  return bytes.length > 0 && printable / bytes.length > 0.97 ? formatOfText(bytes.toString('utf8')) : 'binary';
}

const LEAST_MEAN = 40;
const LEAST_WORDS = 6;

/** Set where the values are texts for people or documents; counts are of the values looked at, not of all rows. */
export function noteFormats(facts: ColumnFacts): NoteFormats | null {
  if (facts.lengths === null || (facts.kind !== 'text' && facts.kind !== 'binary' && facts.kind !== 'code'))
    return null;
  const counts = new Map<NoteFormat, number>();
  const values = [...facts.texts, ...facts.sample.filter(({ value }) => value.length > 12)];
  for (const { value, count } of values) {
    const format = facts.kind === 'binary' && /^[0-9a-f]+$/i.test(value) ? formatOfBinary(value) : formatOfText(value);
    counts.set(format, (counts.get(format) ?? 0) + count);
  }
  const formats = [...counts].map(([format, count]) => ({ format, count })).sort((a, b) => b.count - a.count);
  const first = formats[0];
  if (first === undefined) return null;
  const marked = formats.some(({ format }) => format !== 'plain' && format !== 'hex' && format !== 'binary');
  const isText = facts.kind === 'text' && (facts.lengths.mean >= LEAST_MEAN || facts.meanWords >= LEAST_WORDS);
  if (facts.kind === 'code' && (!marked || facts.lengths.mean < LEAST_MEAN)) return null;
  if (!isText && !marked && facts.kind !== 'binary') return null;
  return { formats, meanLength: facts.lengths.mean };
}
