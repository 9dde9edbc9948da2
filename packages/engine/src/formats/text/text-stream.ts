import { isUtf8 } from 'node:buffer';
import iconv from 'iconv-lite';
import { charsetOf } from './charset.js';

/** What decoding a stream found. */
export interface TextFindings {
  /** A line is not valid UTF-8 and was read as windows-1252. */
  onFallbackLine?: (line: number) => void;
}

/** Node 20's TextDecoder reads windows-1252 as ISO 8859-1 and loses 27 characters, so it is not used for it. */
const WINDOWS_1252 = charsetOf('windows-1252')!;

const UTF16 = { le: 'utf-16le', be: 'utf-16be' } as const;

/** Encoding told by a byte order mark, or by the zeros of UTF-16 text; null: take it for UTF-8. */
export function sniffEncoding(head: Uint8Array): 'utf-8' | 'utf-16le' | 'utf-16be' | null {
  if (head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf) return 'utf-8';
  if (head[0] === 0xff && head[1] === 0xfe) return UTF16.le;
  if (head[0] === 0xfe && head[1] === 0xff) return UTF16.be;
  const most = Math.min(head.length, 4096) & ~1;
  if (most < 8) return null;
  let even = 0;
  let odd = 0;
  for (let i = 0; i < most; i += 2) {
    if (head[i] === 0) even++;
    if (head[i + 1] === 0) odd++;
  }
  // Text in Latin letters has a zero in nearly every second byte.
  if (odd > most * 0.35 && even < most * 0.05) return UTF16.le;
  return even > most * 0.35 && odd < most * 0.05 ? UTF16.be : null;
}

/** True when a stream in this encoding can be decoded here. */
export const isEncodingKnown = (name: string): boolean =>
  /^utf-?(8|16le|16be)$/i.test(name) || iconv.encodingExists(name);

/**
 * Text of a byte stream, without its byte order mark. `encoding` null: UTF-8, and each line that is not valid UTF-8 is read as
 * windows-1252 and reported, so that no byte is lost to a replacement character.
 */
export async function* decodeText(
  chunks: AsyncIterable<Uint8Array>,
  encoding: string | null,
  findings: TextFindings = {},
): AsyncGenerator<string> {
  let isFirst = true;
  const pieces = encoding === null ? decodeMixed(chunks, findings) : decodeWith(chunks, encoding);
  for await (const piece of pieces) {
    if (piece === '') continue;
    yield isFirst && piece.charCodeAt(0) === 0xfeff ? piece.slice(1) : piece;
    isFirst = false;
  }
}

async function* decodeWith(chunks: AsyncIterable<Uint8Array>, encoding: string): AsyncGenerator<string> {
  const label = encoding.toLowerCase().replace(/^utf(\d)/, 'utf-$1');
  if (/^(windows-1252|latin-?1|iso-?8859-1)$/.test(label)) {
    // As in WHATWG's encoding standard: what calls itself ISO 8859-1 is windows-1252 in practice.
    for await (const chunk of chunks) {
      const bytes = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.length);
      yield WINDOWS_1252.decode(bytes, 0, bytes.length) ?? '';
    }
    return;
  }
  if (/^(utf-8|utf-16le|utf-16be)$/.test(label)) {
    const decoder = new TextDecoder(label, { ignoreBOM: true });
    for await (const chunk of chunks) yield decoder.decode(chunk, { stream: true });
    yield decoder.decode();
    return;
  }
  const decoder = iconv.getDecoder(encoding);
  for await (const chunk of chunks) yield decoder.write(Buffer.from(chunk.buffer, chunk.byteOffset, chunk.length));
  yield decoder.end() ?? '';
}

/** A line longer than this is decoded in parts. */
const LONGEST = 16 << 20;

async function* decodeMixed(chunks: AsyncIterable<Uint8Array>, findings: TextFindings): AsyncGenerator<string> {
  let rest = Buffer.alloc(0);
  let line = 1;
  const decodeLines = (bytes: Buffer): string => {
    if (isUtf8(bytes)) {
      line += countLines(bytes);
      return bytes.toString('utf8');
    }
    let text = '';
    for (let from = 0; from < bytes.length; ) {
      const found = bytes.indexOf(10, from);
      const to = found === -1 ? bytes.length : found + 1;
      const part = bytes.subarray(from, to);
      if (isUtf8(part)) text += part.toString('utf8');
      else {
        findings.onFallbackLine?.(line);
        text += WINDOWS_1252.decode(part, 0, part.length);
      }
      if (found !== -1) line++;
      from = to;
    }
    return text;
  };
  for await (const chunk of chunks) {
    const bytes =
      rest.length > 0 ? Buffer.concat([rest, chunk]) : Buffer.from(chunk.buffer, chunk.byteOffset, chunk.length);
    const last = bytes.lastIndexOf(10);
    const cut = last === -1 ? (bytes.length > LONGEST ? bytes.length : 0) : last + 1;
    if (cut > 0) yield decodeLines(bytes.subarray(0, cut));
    rest = Buffer.from(bytes.subarray(cut));
  }
  if (rest.length > 0) yield decodeLines(rest);
}

function countLines(bytes: Buffer): number {
  let count = 0;
  for (let at = bytes.indexOf(10); at !== -1; at = bytes.indexOf(10, at + 1)) count++;
  return count;
}
