import mammoth from 'mammoth';
import { MigrationError } from '../../base/error.js';
import { htmlToText } from '../html-text/html-text.js';
import type { XmlElement } from '../xml/xml-element.js';
import { parseXml } from '../xml/xml-parser.js';
import { unzipParts, type ZipLimits } from '../zip/zip-parts.js';

export interface DocxContent {
  /** The body as HTML without anything that runs, links to files, or images. */
  readonly html: string;
  /** Headers, body with its notes and comments, footers, as plain text. */
  readonly text: string;
  /** Images in the order of the body: a scan may be all that a document holds. */
  readonly images: readonly Uint8Array[];
}

/** Parts that are read once for a document: headers and footers hold the patient's name more often than the body does. */
const EDGES: readonly RegExp[] = [/^word\/header\d*\.xml$/, /^word\/footer\d*\.xml$/];

/** What a Word document says (ECMA-376). Deleted text (tracked changes) is not read; fields show what they showed last. Errors: `docx-broken`, `zip-expands`, `zip-encrypted`. */
export async function readDocx(bytes: Uint8Array, limits: ZipLimits): Promise<DocxContent> {
  const parts = await unzipParts(bytes, limits);
  try {
    for (const [name, part] of parts) if (/\.(xml|rels)$/i.test(name)) refuseDoctype(part);
    const images: Uint8Array[] = [];
    const { value: html } = await mammoth.convertToHtml(
      { buffer: Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength) },
      {
        styleMap: ['comment-reference => sup'],
        externalFileAccess: false,
        convertImage: mammoth.images.imgElement(async (image) => {
          images.push(new Uint8Array(await image.readAsBuffer()));
          return { src: '', alt: `image ${images.length}` };
        }),
      },
    );
    const edge = (pattern: RegExp): string =>
      [
        ...new Set(
          [...parts]
            .filter(([name]) => pattern.test(name))
            .sort(([a], [b]) => (a < b ? -1 : 1))
            .map(([, part]) => partText(part)),
        ),
      ]
        .filter((text) => text !== '')
        .join('\n');
    const [header = '', footer = ''] = EDGES.map(edge);
    return {
      html,
      text: [header, htmlToText(withPlainCells(html)), footer].filter((text) => text !== '').join('\n\n'),
      images,
    };
  } catch (error) {
    if (error instanceof MigrationError && error.code.startsWith('zip-')) throw error;
    throw new MigrationError('The Word document is damaged', {
      code: 'docx-broken',
      hint: 'Open it in Word, save it anew as .docx or PDF, and add it again.',
    });
  }
}

/** Word puts a paragraph into every cell; a row is one line of text all the same. */
const withPlainCells = (html: string): string =>
  html.replace(/<(t[dh])([^>]*)><p>/g, '<$1$2>').replace(/<\/p><\/(t[dh])>/g, '</$1>');

/** A document type may define entities that expand; Office writes none. */
function refuseDoctype(part: Uint8Array): void {
  if (Buffer.from(part.buffer, part.byteOffset, Math.min(part.length, 65_536)).includes('<!DOCTYPE'))
    throw new Error('doctype');
}

function partText(part: Uint8Array): string {
  const lines: string[] = [];
  const visit = (element: XmlElement, depth: number): string => {
    if (depth > 200) return '';
    let text = '';
    for (const node of element.nodes) {
      if (typeof node === 'string') {
        if (element.name === 'w:t') text += node;
        continue;
      }
      if (node.name === 'w:tab' && element.name === 'w:r') text += '\t';
      else if (node.name === 'w:br') text += '\n';
      // Said twice: once for readers of today, once for older ones.
      else if (node.name !== 'mc:Fallback' && node.name !== 'w:del') {
        const inner = visit(node, depth + 1);
        if (node.name === 'w:p') lines.push(inner.trimEnd());
        else text += inner;
      }
    }
    return text;
  };
  const rest = visit(
    parseXml(
      Buffer.from(part.buffer, part.byteOffset, part.byteLength)
        .toString('utf8')
        .replace(/^\ufeff/, ''),
    ),
    0,
  );
  return [...lines, rest].filter((line) => line.trim() !== '').join('\n');
}
