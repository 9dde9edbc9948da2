import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { findPlaintext } from '../testing/canaries.js';
import type { NewDocument } from './documents.js';
import { getMeta, setMeta } from './schema.js';
import { Vault } from './vault.js';

const RAW = { kind: 'raw', key: new Uint8Array(32).fill(9) } as const;

const note = (text: string, path: string, more: Partial<NewDocument> = {}): NewDocument => ({
  bytes: Buffer.from(text),
  mediaType: 'text/plain',
  pageCount: 1,
  pages: [{ page: 1, width: null, height: null, dpi: null, rotation: 0, blank: false, text }],
  place: { kind: 'file', path },
  date: null,
  title: null,
  quarantine: null,
  ...more,
});

describe('DocumentStore', () => {
  let dir: string;
  let vault: Vault;
  beforeEach(async () => {
    dir = mkdtempSync(join(tmpdir(), 'chartlift-documents-'));
    vault = await Vault.create(dir, RAW);
  });
  afterEach(() => {
    vault.close();
    rmSync(dir, { recursive: true, force: true });
  });

  it('keeps the same bytes once, and every place that held them', () => {
    const { documents } = vault;
    const first = documents.add(note('seen today', 'a/Zz-Canary.txt'));
    expect(first).toMatchObject({ added: true, placeAdded: true });
    expect(documents.add(note('seen today', 'a/Zz-Canary.txt'))).toEqual({
      id: first.id,
      added: false,
      placeAdded: false,
    });
    const more = { date: '2020-01-02', title: 'Visit' };
    expect(documents.add(note('seen today', 'b.txt', more))).toMatchObject({ added: false, placeAdded: true });
    expect(documents.add(note('seen today', 'b.txt', { title: 'Other' }))).toMatchObject({ placeAdded: false });
    expect(documents.list()).toEqual([documents.get(first.id)]);
    expect(documents.get(first.id)).toMatchObject({
      pages: 1,
      bytes: 10,
      ...more,
      places: [
        { kind: 'file', path: 'a/Zz-Canary.txt' },
        { kind: 'file', path: 'b.txt' },
      ],
    });
    expect(documents.pages(first.id)).toEqual([{ document: first.id, ...note('seen today', '').pages[0] }]);
    expect(Buffer.from(documents.bytes(first.id) ?? []).toString()).toBe('seen today');
    expect(documents.startingWith(first.id.slice(0, 8))).toHaveLength(1);
    expect(documents.startingWith("' OR 1=1")).toEqual([]);
  });

  it('records what was added without names, and writes nothing in the clear', () => {
    const { id } = vault.documents.add(note('Canary-Text-Qq', 'Canary-Name-Zz.txt', { title: 'Canary-Title-Yy' }));
    vault.documents.replaceLinks([{ document: id, patient: 'Canary-Key-Xx', by: 'folder', reasons: ['r'] }]);
    const events = [...vault.auditEvents()];
    expect(events.filter((event) => event.object === id)).toHaveLength(1);
    expect(JSON.stringify(events)).not.toMatch(/Canary/);
    expect(vault.verifyAudit().ok).toBe(true);
    vault.close();
    expect(findPlaintext(dir, ['Canary-Text-Qq', 'Canary-Name-Zz', 'Canary-Title-Yy', 'Canary-Key-Xx'])).toEqual([]);
  });

  it('keeps links, readings and index tables', async () => {
    const { documents } = vault;
    const { id } = documents.add(note('x', 'x.txt'));
    const link = { document: id, patient: '7', by: 'folder', reasons: ['the folder names its identifier'] };
    documents.replaceLinks([link]);
    documents.replaceLinks([link]);
    expect([...vault.auditEvents()].filter((event) => event.action === 'document-links')).toHaveLength(1);
    const reading = {
      page: 1,
      width: 9,
      height: 9,
      rotation: 0,
      skew: 0,
      blank: false,
      origin: 'ocr',
      text: 'x',
      words: [],
    } as const;
    documents.putReading(id, 'one', { ...reading, text: 'y' });
    documents.putReading(id, 'two', reading);
    documents.putIndexFile('index.csv', Buffer.from('a'));
    documents.putIndexFile('index.csv', Buffer.from('b'));
    vault.close();
    vault = await Vault.open(dir, RAW, 'read');
    expect(vault.documents.links()).toEqual([link]);
    expect(vault.documents.link(id)).toEqual(link);
    expect(vault.documents.reading(id, 1)).toEqual({ engine: 'two', reading });
    expect(vault.documents.indexFiles().map(({ blob }) => Buffer.from(vault.getBlob(blob) ?? []).toString())).toEqual([
      'b',
    ]);
  });

  it('upgrades a vault of schema 1 when it is opened for writing, and refuses to read it before', async () => {
    for (const table of ['vault_pages', 'vault_documents', 'vault_readings', 'vault_links', 'vault_work'])
      vault.db.exec(`DROP TABLE ${table}`);
    setMeta(vault.db, 'schema', 1);
    const { seq } = vault.addDecision('crosswalk', 'kept', 1);
    vault.close();
    await expect(Vault.open(dir, RAW, 'read')).rejects.toMatchObject({ code: 'VAULT_VERSION', kind: 'refused' });
    vault = await Vault.open(dir, RAW, 'write');
    expect(getMeta(vault.db, 'schema')).toBe(2);
    expect(vault.decisions('crosswalk')).toMatchObject([{ seq, subject: 'kept' }]);
    vault.documents.add(note('x', 'x.txt'));
    vault.close();
    vault = await Vault.open(dir, RAW, 'read');
    expect(vault.documents.list()).toHaveLength(1);
    expect(vault.db.prepare('SELECT count(*) FROM vault_work').pluck().get()).toBe(0);
  });
});
