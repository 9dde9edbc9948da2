import { crc32, deflateRawSync } from 'node:zlib';

/** A zip of these parts, packed by deflate (APPNOTE 4.3); names as given, bad ones too. */
export function makeZip(parts: Readonly<Record<string, string | Uint8Array>>): Buffer {
  const locals: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const [name, content] of Object.entries(parts)) {
    const bytes = typeof content === 'string' ? Buffer.from(content) : Buffer.from(content);
    const packed = deflateRawSync(bytes);
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(8, 4);
    common.writeUInt32LE(crc32(bytes), 10);
    common.writeUInt32LE(packed.length, 14);
    common.writeUInt32LE(bytes.length, 18);
    common.writeUInt16LE(Buffer.byteLength(name), 22);
    const local = Buffer.concat([Buffer.from('PK\x03\x04'), common, Buffer.from(name), packed]);
    const rest = Buffer.alloc(14);
    rest.writeUInt32LE(offset, 10);
    directory.push(Buffer.concat([Buffer.from('PK\x01\x02\x14\x00'), common, rest, Buffer.from(name)]));
    locals.push(local);
    offset += local.length;
  }
  const listing = Buffer.concat(directory);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(directory.length, 4);
  end.writeUInt16LE(directory.length, 6);
  end.writeUInt32LE(listing.length, 8);
  end.writeUInt32LE(offset, 12);
  return Buffer.concat([...locals, listing, Buffer.from('PK\x05\x06'), end]);
}

const NAMESPACES =
  'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"';
const RELATIONS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';

export interface MadeDocx {
  /** Content of the body, WordprocessingML. */
  readonly body: string;
  readonly header?: string;
  readonly footer?: string;
  /** Further parts, or other versions of the usual ones. */
  readonly parts?: Readonly<Record<string, string | Uint8Array>>;
}

/** A paragraph of plain text. */
export const paragraph = (text: string): string =>
  `<w:p><w:r><w:t xml:space="preserve">${text.replace(/&/g, '&amp;').replace(/</g, '&lt;')}</w:t></w:r></w:p>`;

/** A Word document (ECMA-376) with what its parts need of each other. */
export function makeDocx({ body, header, footer, parts = {} }: MadeDocx): Buffer {
  const edges = [
    ...(header === undefined ? [] : [['header', header] as const]),
    ...(footer === undefined ? [] : [['footer', footer] as const]),
  ];
  const references = edges.map(([kind]) => `<w:${kind}Reference w:type="default" r:id="${kind}1"/>`).join('');
  return makeZip({
    '[Content_Types].xml':
      '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Default Extension="png" ContentType="image/png"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>',
    '_rels/.rels': `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="d" Type="${RELATIONS}/officeDocument" Target="word/document.xml"/></Relationships>`,
    'word/_rels/document.xml.rels': `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${edges.map(([kind]) => `<Relationship Id="${kind}1" Type="${RELATIONS}/${kind}" Target="${kind}1.xml"/>`).join('')}</Relationships>`,
    'word/document.xml': `<?xml version="1.0" encoding="UTF-8"?><w:document ${NAMESPACES}><w:body>${body}<w:sectPr>${references}</w:sectPr></w:body></w:document>`,
    ...Object.fromEntries(
      edges.map(([kind, content]) => [
        `word/${kind}1.xml`,
        `<w:${kind === 'header' ? 'hdr' : 'ftr'} ${NAMESPACES}>${content}</w:${kind === 'header' ? 'hdr' : 'ftr'}>`,
      ]),
    ),
    ...parts,
  });
}
