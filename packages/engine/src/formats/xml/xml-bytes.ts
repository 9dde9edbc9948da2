import { MigrationError } from '../../base/error.js';
import { charsetOf, UTF8 } from '../text/charset.js';

const DECLARED = /^\s*<\?xml[^>]*?\bencoding\s*=\s*["']([A-Za-z][\w.-]*)["']/;

const refused = (message: string, hint: string): MigrationError =>
  new MigrationError(message, { code: 'XML_ENCODING', hint });

/**
 * Text of an XML file: the byte order mark decides, then the declared encoding, else UTF-8 (XML 1.0 appendix F). Throws MigrationError `XML_ENCODING` for
 * an encoding that is not known and for bytes that are not valid in it: a replacement character would be an invented one.
 */
export function decodeXml(bytes: Uint8Array): string {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (buffer.length === 0) throw refused('The file is empty.', 'Export the document again.');
  const mark = byteOrderMark(buffer);
  if (mark) return strict(buffer, mark.size, mark.name);
  const head = buffer.subarray(0, 256);
  // UTF-16 without a mark: the first character is `<` in two bytes.
  if (head[0] === 0x3c && head[1] === 0) return strict(buffer, 0, 'utf-16le');
  if (head[0] === 0 && head[1] === 0x3c) return strict(buffer, 0, 'utf-16be');
  const declared = DECLARED.exec(head.toString('latin1'))?.[1] ?? 'utf-8';
  // A file that can be read as bytes up to its declaration is not UTF-16, whatever it says of itself.
  return strict(buffer, 0, /^utf-?16|^ucs-?2/i.test(declared) ? 'utf-8' : declared);
}

function byteOrderMark(bytes: Buffer): { readonly name: string; readonly size: number } | null {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return { name: 'utf-8', size: 3 };
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return { name: 'utf-16le', size: 2 };
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return { name: 'utf-16be', size: 2 };
  return null;
}

function strict(bytes: Buffer, start: number, name: string): string {
  const charset = /^utf-?8$/i.test(name) ? UTF8 : charsetOf(name);
  if (!charset) throw refused('The declared character encoding is not known.', 'Save the file as UTF-8.');
  const text = charset.decode(bytes, start, bytes.length);
  if (text === null)
    throw refused(
      `The file is not valid ${charset.name}, the encoding that it states.`,
      'Correct the encoding in the first line of the file to the one that it was written in, or save it as UTF-8.',
    );
  return text;
}
