import { randomBytes } from 'node:crypto';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DOCX } from '../../artifacts/scan-document.js';
import { type CompiledEngine, compileEngine } from '../../testing/compiled.js';
import { damagedDocument, wholeDocuments } from '../../testing/document-mutation.js';
import { makeDocx } from '../../testing/docx-maker.js';
import { seededRandom } from '../../testing/dump-generator.js';
import { makePdf } from '../../testing/pdf-maker.js';
import { DocumentParser, type ParserOptions } from './document-parser.js';

let engine: CompiledEngine;
beforeAll(() => {
  engine = compileEngine();
});
afterAll(() => engine.remove());
const entry = (): URL => pathToFileURL(engine.module('abstraction/documents/parse-child.js'));
const parserOf = (options: ParserOptions = {}) => new DocumentParser({ entry: entry(), ...options });

/** A child that behaves as this code says when it is given a document. */
function parserWith(code: string, options: ParserOptions = {}): DocumentParser {
  const file = join(mkdtempSync(join(engine.module('.'), 'child-')), 'child.mjs');
  writeFileSync(file, `process.send({ kind: 'ready' }); process.on('message', (task) => { ${code} });`);
  return new DocumentParser({ ...options, entry: pathToFileURL(file) });
}

describe('DocumentParser', () => {
  it('parses every kind in one child, renders pages, and keeps to limits', async () => {
    await using parser = parserOf({ limits: { bytes: 100_000, pages: 3 } });
    const found = [];
    for (const { bytes } of await wholeDocuments()) found.push(await parser.parse(bytes));
    expect(found.map(({ mediaType, pageCount, quarantine }) => [mediaType, pageCount, quarantine])).toEqual([
      ['application/pdf', 2, null],
      ['application/pdf', 1, null],
      ...Array.from({ length: 5 }, () => ['image/tiff', 2, null]),
      ['text/rtf', 1, null],
      [DOCX, 1, null],
    ]);
    expect(found[0]?.pages[0]).toMatchObject({
      page: 1,
      width: 3300,
      height: 2550,
      dpi: 300,
      rotation: 90,
      blank: false,
    });
    expect(found[0]?.pages[1]?.text).toMatch(/Lisinopril 10 mg/);
    expect((await parser.render(makePdf([{}]), 'application/pdf', 1, 50)).width).toBe(425);
    await expect(parser.render(Buffer.from('x'), 'image/png', 1)).rejects.toMatchObject({ code: 'image-broken' });
    const quarantine = async (bytes: Uint8Array) => (await parser.parse(bytes)).quarantine;
    expect(await quarantine(Buffer.alloc(100_001))).toBe('file-too-large');
    expect(await quarantine(Buffer.alloc(0))).toBe('file-empty');
    expect(await quarantine(makePdf([{}, {}, {}, {}]))).toBe('too-many-pages');
    expect(await quarantine(makePdf([{}], { locked: true }))).toBe('pdf-encrypted');
    expect(await quarantine(makeDocx({ body: '', parts: { a: Buffer.alloc(2 << 20) } }))).toBe('zip-expands');
    expect(await quarantine(Buffer.from('d0cf11e0a1b11ae1', 'hex'))).toBe('document-type-unknown');
    expect(await parser.parse(Buffer.from('one\fTwo\f\n'))).toMatchObject({
      pageCount: 2,
      pages: [{ text: 'one' }, { text: 'Two' }],
    });
    expect(await parser.parse(makePdf([{}]))).toMatchObject({ quarantine: null, pages: [{ blank: true, text: null }] });
  });

  it('kills a child that hangs and goes on with a new one', async () => {
    const code = "if (task.bytes[0] === 1) while (true) {} else process.send({ kind: 'fault', code: 'fine' });";
    await using parser = parserWith(code, { timeout: 700 });
    const quarantine = async (byte: number) => (await parser.parse(Uint8Array.of(byte))).quarantine;
    expect(await Promise.all([quarantine(0), quarantine(1), quarantine(0)])).toEqual(['fine', 'parse-timeout', 'fine']);
  });

  it('has a code for a child that dies, and gives time again to one that goes on', async () => {
    const code = `const [what] = task.bytes;
      if (what === 1) process.exit(3);
      else if (what === 2) { process.send({ kind: 'page', page: 9 }); setTimeout(() => process.send({ kind: 'page', page: 17 }), 500); setTimeout(() => process.send({ kind: 'fault', code: 'late' }), 1000); }
      else process.send({ kind: 'fault', code: 'fine' });`;
    await using parser = parserWith(code, { timeout: 800 });
    const found: (string | null)[] = [];
    for (const byte of [1, 0, 2]) found.push((await parser.parse(Uint8Array.of(byte))).quarantine);
    expect(found).toEqual(['parse-crashed', 'fine', 'late']);
  });

  it('ends a child that takes too much memory', async () => {
    // The child itself takes about 90 MB; a document of 40 MB in several copies goes beyond this.
    await using parser = parserOf({ memory: 130 << 20, limits: { characters: 60 << 20 } });
    expect((await parser.parse(Buffer.from('word '.repeat(8 << 20)))).quarantine).toBe('parse-memory');
    expect((await parser.parse(Buffer.from('small'))).quarantine).toBeNull();
  });

  it('survives damage: each document is read or in quarantine', async () => {
    const random = seededRandom(5);
    const originals = await wholeDocuments();
    await using parser = parserOf({ timeout: 5000 });
    const codes = new Set<string | null>();
    for (let i = 0; i < 36; i++) {
      const { bytes } = originals[i % originals.length]!;
      codes.add(
        (await parser.parse(damagedDocument(bytes, originals[(i * 7) % originals.length]!.bytes, random))).quarantine,
      );
    }
    codes.add((await parser.parse(randomBytes(5000))).quarantine);
    for (const code of ['parse-timeout', 'parse-memory', 'parse-crashed', 'parse-failed'])
      expect(codes).not.toContain(code);
    expect(codes.size).toBeGreaterThan(2);
  });
});
