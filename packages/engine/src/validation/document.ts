import { ParseOption, XmlDocument, XmlParseError } from 'libxml2-wasm';
import { charsetOf } from '../formats/text/charset.js';
import { DocumentTree } from './own/document-tree.js';

export interface DocumentLimits {
  /** Bytes; 64 MiB by default. */
  readonly maxBytes: number;
  /** Nesting of elements; 256 by default. */
  readonly maxDepth: number;
}

export const DEFAULT_LIMITS: DocumentLimits = { maxBytes: 64 * 1024 * 1024, maxDepth: 256 };

/** Why bytes were not taken as a document. `message` quotes nothing of it. */
export interface Refusal {
  readonly rule: string;
  readonly line: number;
  readonly message: string;
  readonly hint: string;
}

/** `tree`: the same elements as plain objects; null only where the text has none that Chartlift's reader finds. */
export type Opened =
  | {
      readonly document: XmlDocument;
      readonly text: string;
      readonly tree: DocumentTree | null;
      readonly refusal?: never;
    }
  | { readonly refusal: Refusal };

const refuse = (rule: string, message: string, hint: string, line = 0): Opened => ({
  refusal: { rule, line, message, hint },
});

/**
 * Parses a document that comes from anywhere: no DOCTYPE, no entities, no file or network access, bounded size and depth.
 * The caller disposes the document.
 */
export function openDocument(xml: string | Uint8Array, limits: DocumentLimits = DEFAULT_LIMITS): Opened {
  const bytes = typeof xml === 'string' ? Buffer.byteLength(xml) : xml.byteLength;
  if (bytes > limits.maxBytes) {
    return refuse(
      'document-too-large',
      `The file has ${bytes} bytes; the limit is ${limits.maxBytes}.`,
      'Raise the limit if the document is really that large, or split it.',
    );
  }
  if (bytes === 0) return refuse('document-empty', 'The file is empty.', 'Write the document again.');
  let text: string;
  let isUtf8 = false;
  try {
    if (typeof xml === 'string') text = xml;
    else ({ text, isUtf8 } = decode(xml));
  } catch {
    return refuse(
      'document-encoding',
      'The bytes are not text in the encoding that the document states.',
      'Write the document in UTF-8 and say so in its XML declaration.',
    );
  }
  if (hasDoctype(text)) {
    return refuse(
      'document-doctype',
      'The document has a DOCTYPE, which is refused because it can pull in other files and expand without end.',
      'Remove the DOCTYPE; a CDA document has none.',
    );
  }
  // Beyond 10 MB libxml2 wants the option for huge texts (scans in base64); depth is then checked here.
  const huge = bytes > 8 * 1024 * 1024 ? ParseOption.XML_PARSE_HUGE : 0;
  const option =
    ParseOption.XML_PARSE_NO_XXE |
    ParseOption.XML_PARSE_NONET |
    ParseOption.XML_PARSE_IGNORE_ENC |
    ParseOption.XML_PARSE_BIG_LINES |
    huge;
  let document: XmlDocument;
  try {
    // Bytes go into WebAssembly several times faster than a string.
    const given =
      typeof xml !== 'string' && isUtf8 ? xml : Buffer.from(text.startsWith('\ufeff') ? text.slice(1) : text);
    document = XmlDocument.fromBuffer(given, { option });
  } catch (error) {
    if (!(error instanceof XmlParseError)) throw error;
    const first = error.details.find((d) => d.level >= 2) ?? error.details[0];
    if (error.details.some((d) => /depth/i.test(d.message))) return tooDeep(limits, first?.line ?? 0);
    return refuse(
      'document-not-xml',
      'The file is not well-formed XML.',
      'Open the file at this line; most often it was cut off, or an & or < was not escaped.',
      first?.line ?? 0,
    );
  }
  const tree = DocumentTree.read(text);
  // An XPath would walk all of the document for it.
  if (tree ? tree.depth > limits.maxDepth : document.get(`/${'*/'.repeat(limits.maxDepth)}*`) !== null) {
    document.dispose();
    return tooDeep(limits, 0);
  }
  return { document, text, tree };
}

const tooDeep = (limits: DocumentLimits, line: number): Opened =>
  refuse(
    'document-too-deep',
    `Elements are nested deeper than ${limits.maxDepth} levels.`,
    'No clinical document needs this; look at what wrote the file.',
    line,
  );

/** `isUtf8`: the bytes are the text in UTF-8, without a byte order mark. Text of the bytes by byte order mark, else by the XML declaration, else UTF-8; throws when they are not that. */
function decode(bytes: Uint8Array): { text: string; isUtf8: boolean } {
  const [a, b] = bytes;
  let encoding = 'utf-8';
  if ((a === 0xff && b === 0xfe) || (a === 0x3c && b === 0)) encoding = 'utf-16le';
  else if ((a === 0xfe && b === 0xff) || (a === 0 && b === 0x3c)) encoding = 'utf-16be';
  else {
    const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(200, bytes.byteLength)).toString('latin1');
    const stated = /^(?:\xef\xbb\xbf)?<\?xml[^>]*?encoding\s*=\s*["']([A-Za-z0-9._-]+)["']/.exec(head)?.[1];
    // A document in bytes cannot be UTF-16 when its declaration was readable as ASCII: many writers state it wrongly.
    if (stated !== undefined && !/^utf-?16/i.test(stated)) encoding = stated;
  }
  if (/^(windows-1252|cp1252)$/i.test(encoding)) {
    // Node 20's TextDecoder reads it as ISO 8859-1; every byte means something here, so there is always a text.
    const text = charsetOf('windows-1252')!.decode(
      Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength),
      0,
      bytes.byteLength,
    )!;
    return { text, isUtf8: false };
  }
  const decoder = new TextDecoder(encoding, { fatal: true });
  return { text: decoder.decode(bytes), isUtf8: decoder.encoding === 'utf-8' && a !== 0xef };
}

/** Looks for a DOCTYPE where one may stand: before the first element, behind white space, comments and instructions. */
function hasDoctype(text: string): boolean {
  let at = text.startsWith('\ufeff') ? 1 : 0;
  for (;;) {
    while (/\s/.test(text.charAt(at))) at += 1;
    if (text.startsWith('<?', at)) at = after(text, '?>', at);
    else if (text.startsWith('<!--', at)) at = after(text, '-->', at);
    else return text.slice(at, at + 9).toUpperCase() === '<!DOCTYPE';
  }
}

function after(text: string, mark: string, from: number): number {
  const at = text.indexOf(mark, from);
  return at < 0 ? text.length : at + mark.length;
}
