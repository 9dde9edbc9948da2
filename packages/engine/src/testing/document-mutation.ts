import { makeDocx, paragraph } from './docx-maker.js';
import { makePdf } from './pdf-maker.js';
import { makeTiff } from './tiff-maker.js';

/** Whole documents of every kind that is decoded, small, with what readers trip over: compressed parts, several pages, tables, fields, images. */
export async function wholeDocuments(): Promise<readonly { readonly kind: string; readonly bytes: Buffer }[]> {
  const pixels = new Uint8Array(160 * 200).map((_, i) => (i % 160 < 20 || i % 7 === 0 ? 0 : 255));
  const image = { width: 160, height: 200, pixels };
  const lines = [0, 1, 2, 3].map((i) => ({ x: 72, y: 700 - i * 20, text: `Line ${i}: Lisinopril 10 mg (daily)` }));
  const cell = (text: string): string => `<w:tc>${paragraph(text)}</w:tc>`;
  const tiff = (packing: 'none' | 'lzw' | 'jpeg' | 'deflate' | 'g4') =>
    makeTiff([
      { image, packing },
      { image, packing: 'none' },
    ]);
  return [
    {
      kind: 'pdf',
      bytes: makePdf(
        [
          { lines, rotate: 90 },
          { lines, field: { value: 'x', at: [72, 600, 100, 20] } },
        ],
        { script: 'while(true){}' },
      ),
    },
    { kind: 'pdf', bytes: makePdf([{ image: { ...image, at: [0, 0, 612, 792] } }]) },
    ...(await Promise.all(
      (['none', 'lzw', 'jpeg', 'deflate', 'g4'] as const).map(async (packing) => ({
        kind: 'tiff',
        bytes: await tiff(packing),
      })),
    )),
    {
      kind: 'rtf',
      bytes: Buffer.from(
        `{\\rtf1\\ansi\\ansicpg1252{\\fonttbl{\\f0 Arial;}}{\\*\\generator x;}\\pard\\b Plan\\b0\\par ${'Aspirin 81\\~mg \\u8805? 1\\line '.repeat(20)}\\trowd\\cellx1000 a\\cell\\row{\\pict\\pngblip 89504e47}{\\object\\objemb{\\*\\objdata 0105}}\\'e9}`,
      ),
    },
    {
      kind: 'docx',
      bytes: makeDocx({
        body: `${paragraph('Assessment & plan')}<w:tbl><w:tr>${cell('Sodium')}${cell('140')}</w:tr></w:tbl>`,
        header: paragraph('Header'),
      }),
    },
  ];
}

const below = (random: () => number, limit: number): number => Math.floor(random() * limit);
const NASTY = [0, 1, 0x7f, 0x80, 0xff];
const TOKENS = [
  '/Length 999999999',
  '/Kids [1 0 R]',
  '{\\rtf1',
  '}',
  '\\bin99999999 ',
  'obj',
  'endobj',
  'stream\n',
  '<<',
  '>>',
  '0 0 R',
  '<w:p>',
  '</w:p>',
  'PK\x03\x04',
  '\\u-99999?',
];

/** A document damaged as disks, copies, careless tools and enemies do it: bytes and numbers changed, stretches cut, doubled or moved, words of its own language put in. */
export function damagedDocument(bytes: Buffer, other: Buffer, random: () => number): Buffer {
  let out: Buffer = Buffer.from(bytes);
  const times = 1 + below(random, 4);
  for (let i = 0; i < times && out.length > 8; i++) out = once(out, other, random);
  return out;
}

function once(bytes: Buffer, other: Buffer, random: () => number): Buffer {
  const at = below(random, bytes.length);
  const length = 1 + below(random, Math.min(64, bytes.length - at));
  const cut = (): Buffer => Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + length)]);
  switch (below(random, 9)) {
    case 0:
      bytes[at]! ^= 1 << below(random, 8);
      return bytes;
    case 1:
      return Buffer.from(bytes.fill(NASTY[below(random, NASTY.length)]!, at, at + length));
    case 2:
      for (let i = at; i < at + length; i++) bytes[i] = below(random, 256);
      return bytes;
    case 3:
      return bytes.subarray(0, Math.max(8, at));
    case 4:
      return cut();
    case 5:
      return Buffer.concat([bytes.subarray(0, at), bytes.subarray(at, at + length), bytes.subarray(at)]);
    case 6: {
      const from = below(random, other.length);
      return Buffer.concat([
        bytes.subarray(0, at),
        other.subarray(from, from + length * 4),
        bytes.subarray(at + length),
      ]);
    }
    case 7:
      return Buffer.concat([
        bytes.subarray(0, at),
        Buffer.from(TOKENS[below(random, TOKENS.length)]!, 'latin1'),
        bytes.subarray(at),
      ]);
    default: {
      // A number where one stands already: sizes, offsets, counts.
      if (at + 4 > bytes.length) return cut();
      const values = [0, 1, 0xffff, 0x7fffffff, 0xffffffff, bytes.length, bytes.length + 1, at];
      bytes.writeUInt32LE(values[below(random, values.length)]! >>> 0, at);
      return bytes;
    }
  }
}
