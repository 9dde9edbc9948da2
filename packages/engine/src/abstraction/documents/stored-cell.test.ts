import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CellEncoding } from '../../artifacts/document-rules.js';
import { makeDocx, makeZip, paragraph } from '../../testing/docx-maker.js';
import { failure } from '../../testing/failure.js';
import { makePdf } from '../../testing/pdf-maker.js';
import { PARSE_LIMITS } from './parse-document.js';
import { cellDocument } from './stored-cell.js';

const open = (cell: Parameters<typeof cellDocument>[0], encoding: CellEncoding | CellEncoding[] = 'auto') =>
  cellDocument(cell, encoding, PARSE_LIMITS);
const note = Buffer.from('{\\rtf1 Seen today, no complaints.}');
const pdf = makePdf([{ lines: [{ x: 72, y: 700, text: 'x' }] }]);

describe('cellDocument', () => {
  it.each<[string, Uint8Array | string, Buffer]>([
    ['as it is', note, note],
    ['text', note.toString(), note],
    ['gzip', gzipSync(note), note],
    ['zlib', deflateSync(pdf), pdf],
    ['a zip of one', makeZip({ 'a.rtf': note }), note],
    ['base64', pdf.toString('base64'), pdf],
    ['base64 in lines', pdf.toString('base64').replace(/.{76}/g, '$&\r\n'), pdf],
    ['hex', `0x${note.toString('hex')}`, note],
    ['base64 of gzip', gzipSync(note).toString('base64'), note],
    ['hex of zlib', deflateSync(note).toString('hex'), note],
  ])('opens by itself what is packed as %s', async (_, cell, expected) =>
    expect(Buffer.from((await open(cell)) ?? []).equals(expected)).toBe(true),
  );

  it.each<[CellEncoding | CellEncoding[], Uint8Array | string]>([
    ['deflate-raw', deflateRawSync(note)],
    ['brotli', brotliCompressSync(note)],
    [['base64', 'brotli'], brotliCompressSync(note).toString('base64')],
    ['none', note],
  ])('opens by %s what cannot be told', async (encoding, cell) =>
    expect(Buffer.from((await open(cell, encoding)) ?? []).equals(note)).toBe(true),
  );

  it.each(['Deadbeefdeadbeefdead', '20190304123000123456', 'Stable', 'SeenTodayByDoctorSmith', 'cafe'])(
    'leaves the note %s as it is',
    async (text) => expect(Buffer.from((await open(text)) ?? []).toString()).toBe(text),
  );

  it('leaves a Word document whole, and has nothing for an empty cell', async () => {
    const docx = makeDocx({ body: paragraph('x') });
    expect(Buffer.from((await open(docx)) ?? []).equals(docx)).toBe(true);
    for (const empty of [null, '', new Uint8Array()]) expect(await open(empty)).toBeNull();
  });

  it('has a code for what is not as the rule says, and for what expands', async () => {
    const code = async (...args: Parameters<typeof open>) => (await failure(() => open(...args))).code;
    expect(await code('not base64!', 'base64')).toBe('cell-encoding-wrong');
    expect(await code('abc', 'hex')).toBe('cell-encoding-wrong');
    expect(await code(note, 'gzip')).toBe('cell-encoding-wrong');
    expect(await code(makeZip({ a: 'x', b: 'y' }))).toBe('zip-not-one');
    expect(await code(gzipSync(Buffer.alloc(20 << 20)))).toBe('cell-expands');
    expect(await code(gzipSync(note).subarray(0, 20))).toBe('cell-encoding-wrong');
  });

  it('law: a text of words comes out as it went in', () =>
    fc.assert(
      fc.asyncProperty(
        fc.array(fc.constantFrom('Seen', 'today.', '12/03', 'mg', 'abcd', 'é', '\n'), { minLength: 2, maxLength: 12 }),
        async (words) => {
          const text = `${words.join(' ')}.`;
          expect(Buffer.from((await open(text)) ?? []).toString()).toBe(text);
        },
      ),
    ));
});
