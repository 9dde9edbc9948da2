import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { DocumentParser } from '../../packages/engine/src/abstraction/documents/document-parser.js';
import { type CompiledEngine, compileEngine } from '../../packages/engine/src/testing/compiled.js';
import { damagedDocument, wholeDocuments } from '../../packages/engine/src/testing/document-mutation.js';
import { seededRandom } from '../../packages/engine/src/testing/dump-generator.js';
import { Vault } from '../../packages/engine/src/vault/vault.js';

/** Damaged copies in all; CHARTLIFT_SEED chooses others. */
const mutations = Number(process.env.CHARTLIFT_MUTATIONS ?? 1000);
const seed = Number(process.env.CHARTLIFT_SEED ?? 1);
/** Nothing of a few kilobytes may take so long: S14. */
const SLOW = 5000;

let engine: CompiledEngine;
let dir: string;
beforeAll(() => {
  engine = compileEngine();
  dir = mkdtempSync(join(tmpdir(), 'chaos-documents-'));
});
afterAll(() => {
  engine.remove();
  rmSync(dir, { recursive: true, force: true });
});

it(`${mutations} damaged PDFs, TIFFs, RTFs and Word documents: each is read or quarantined, none is lost`, async () => {
  const random = seededRandom(seed);
  const originals = await wholeDocuments();
  const vault = await Vault.create(join(dir, 'vault'), { kind: 'raw', key: new Uint8Array(32).fill(3) });
  const entry = pathToFileURL(engine.module('abstraction/documents/parse-child.js'));
  await using parser = new DocumentParser({ entry, timeout: SLOW });
  const fates: Record<string, Record<string, number>> = {};
  let slowest = 0;
  let kept = 0;
  for (let i = 0; i < mutations; i++) {
    const { kind, bytes: original } = originals[i % originals.length]!;
    const bytes = damagedDocument(original, originals[Math.floor(random() * originals.length)]!.bytes, random);
    const started = performance.now();
    const found = await parser.parse(bytes);
    slowest = Math.max(slowest, performance.now() - started);
    const { added } = vault.documents.add({
      ...found,
      bytes,
      place: { kind: 'file', path: String(i) },
      date: null,
      title: null,
    });
    if (added) kept++;
    const fate = found.quarantine ?? 'read';
    fates[kind] ??= {};
    fates[kind][fate] = (fates[kind][fate] ?? 0) + 1;
  }
  console.log(`documents, seed ${seed}, slowest ${Math.round(slowest)} ms:`, JSON.stringify(fates));
  const all = Object.values(fates).flatMap((counts) => Object.keys(counts));
  for (const code of ['parse-timeout', 'parse-memory', 'parse-crashed', 'parse-failed'])
    expect(all).not.toContain(code);
  const documents = vault.documents.list();
  expect(documents.length).toBe(kept);
  expect(documents.reduce((sum, { places }) => sum + places.length, 0)).toBe(mutations);
  for (const { id, bytes } of documents) expect(vault.documents.bytes(id)?.length).toBe(bytes);
  vault.close();
  // Nothing was written beside the vault.
  expect(readdirSync(dir)).toEqual(['vault']);
});
