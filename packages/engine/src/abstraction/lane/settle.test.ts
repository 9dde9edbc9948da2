import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Abstraction, ENTRY_KINDS } from '../../artifacts/keying-form.js';
import type { Cell } from '../../base/cell.js';
import { failure } from '../../testing/failure.js';
import { Vault } from '../../vault/vault.js';
import { settleManualLane } from './settle.js';
import { entryTable, LANE_TABLES } from './tables.js';

const RAW = { kind: 'raw', key: new Uint8Array(32).fill(9) } as const;
const DOCUMENT = 'INSERT INTO vault_documents VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)';
const WORK = `INSERT INTO vault_work (id, maker, made_at, withdrawn, type, subject, patient, priority, gold, state, keyers, task)
  VALUES (?, 'test', '2026-03-01T08:00:00Z', ?, 'transcribe', ?, 'p1', 1, ?, ?, '[]', ?)`;

const entry = (id: string, more: Partial<Abstraction> = {}): Abstraction => ({
  ...{ id, item: 'i1', patient: 'p1', kind: 'problem', fields: { problem: 'Asthma' } },
  ...{ abstractor: 'a', reviewer: null, at: '2026-03-02T09:00:00Z', methods: { problem: 'single' } },
  place: { document: 'd1', page: 1, box: [1, 2, 3, 4] },
  ...more,
});

describe('settleManualLane', () => {
  let dir: string;
  let vault: Vault;
  beforeEach(async () => {
    dir = mkdtempSync(join(tmpdir(), 'chartlift-lane-'));
    vault = await Vault.create(dir, RAW);
  });
  afterEach(() => {
    vault.close();
    rmSync(dir, { recursive: true, force: true });
  });
  const addDocument = (text: string, more: { mediaType?: string; addedAt?: string; place?: string } = {}): string => {
    const { mediaType = 'text/plain', addedAt = '2026-03-01T08:00:00Z', place = 'file' } = more;
    const id = vault.putBlob(Buffer.from(text));
    const places = JSON.stringify([{ kind: place }]);
    vault.db.prepare(DOCUMENT).run(id, mediaType, text.length, 1, places, null, null, addedAt, null);
    return id;
  };
  const addPage = (document: string, page: number, blank = 0, text: string | null = null): void =>
    void vault.db
      .prepare('INSERT INTO vault_pages VALUES (?, ?, NULL, NULL, NULL, 0, ?, ?)')
      .run(document, page, blank, text);
  const addItem = (id: string, document: string, page: number, state: string, gold = 0): void =>
    void vault.db
      .prepare(WORK)
      .run(id, state === 'withdrawn' ? 1 : 0, `s/${id}`, gold, state, JSON.stringify({ document, page }));
  const stageClinic = (snapshotAt: string): void => {
    const source = { name: 'clinic', format: 'csv', fingerprint: snapshotAt, product: null, database: null };
    vault.dropSource('clinic');
    vault.beginStaging({ ...source, snapshotAt, catalog: { tables: [] } }).finish();
  };
  const rows = (name: string): (readonly Cell[])[] => {
    const table = vault.source('manual')?.tables.find((one) => one.name === name);
    if (table === undefined) throw new Error(`no table ${name}`);
    return [...vault.scan(table)].map(({ cells }) => cells);
  };

  it('writes nothing where there is nothing, and takes out what it wrote when all is gone', () => {
    expect(settleManualLane(vault, [])).toBe('absent');
    expect(vault.sources()).toEqual([]);
    addItem('g', 'd1', 1, 'done', 1);
    expect(settleManualLane(vault, [])).toBe('absent');
    expect(settleManualLane(vault, [entry('e')])).toBe('written');
    expect(settleManualLane(vault, [])).toBe('removed');
    expect(vault.sources()).toEqual([]);
  });

  it('has a table for each kind of entry, and every field of its form is a column', () => {
    settleManualLane(
      vault,
      ENTRY_KINDS.map((kind) => entry(`e-${kind}`, { kind, fields: {} })),
    );
    for (const kind of ENTRY_KINDS) expect([kind, rows(entryTable(kind)).length]).toEqual([kind, 1]);
    expect(vault.source('manual')?.tables.map(({ name }) => name)).toEqual(LANE_TABLES.map(({ name }) => name));
  });

  it('gives a document its bytes without keeping them twice', () => {
    const id = addDocument('words of a page');
    settleManualLane(vault, []);
    const [document] = rows('document');
    expect(document?.[0]).toBe(id);
    expect(Buffer.from(document?.at(-1) as Uint8Array).toString()).toBe('words of a page');
    const stored = vault.db.prepare('SELECT * FROM "manual.document"').get() as object;
    expect(Object.keys(stored)).not.toContain('content');
    expect(vault.db.prepare('SELECT count(*) FROM vault_blobs').pluck().get()).toBe(1);
    vault.dropSource('manual');
    expect(vault.db.prepare("SELECT name FROM sqlite_schema WHERE type = 'view'").all()).toEqual([]);
    expect(vault.getBlob(id)).toBeDefined();
  });

  it('says of each page who has read it, and tells of those that nobody has finished', () => {
    const id = addDocument('scan');
    for (const page of [1, 2, 3, 4, 5, 6]) addPage(id, page, page === 2 ? 1 : 0, page === 6 ? 'text' : null);
    addItem('a', id, 1, 'done');
    addItem('b', id, 3, 'done');
    addItem('c', id, 3, 'adjudicate');
    addItem('d', id, 4, 'unreadable');
    addItem('e', id, 5, 'cancelled');
    addItem('f', id, 5, 'withdrawn');
    settleManualLane(vault, []);
    expect(rows('page').map(([, page, blank, by, state]) => [page, blank, by, state])).toEqual([
      [1, false, 'people', 'abstracted'],
      [2, true, null, 'blank'],
      [3, false, null, 'open'],
      [4, false, null, 'unreadable'],
      [5, false, null, 'not-asked'],
      [6, false, 'text-layer', 'not-asked'],
    ]);
    expect(vault.stagedIssues('manual')).toMatchObject([{ code: 'page-not-abstracted', where: 'manual/page/3' }]);
  });

  it('is the same for the same decisions in whatever order, and another for any other', () => {
    addPage(addDocument('one'), 1);
    const fingerprint = (entries: readonly Abstraction[]): string => {
      settleManualLane(vault, entries);
      return vault.source('manual')?.fingerprint ?? '';
    };
    const given = [entry('a'), entry('b', { kind: 'vital', fields: { vital: 'weight', value: '80' } }), entry('c')];
    const known = fingerprint(given);
    fc.assert(
      fc.property(fc.shuffledSubarray(given, { minLength: 1 }), (some) => {
        expect(fingerprint(some) === known).toBe(some.length === given.length);
      }),
      { seed: 3, numRuns: 12 },
    );
    fingerprint(given);
    expect(settleManualLane(vault, given)).toBe('unchanged');
    expect(settleManualLane(vault, [...given.slice(1), entry('a', { fields: { problem: 'asthma' } })])).toBe('written');
  });

  it('is of the day of the newest other source, and keying later does not move it', () => {
    addDocument('one', { addedAt: '2026-03-01T08:00:00Z' });
    const taken = (): string | undefined => vault.source('manual')?.snapshotAt;
    settleManualLane(vault, []);
    expect(taken()).toBe('2026-03-01');
    settleManualLane(vault, [entry('e', { at: '2027-01-01T00:00:00Z' })]);
    expect(taken()).toBe('2026-03-01');
    stageClinic('2025-05-01');
    expect(settleManualLane(vault, [entry('e')])).toBe('written');
    expect(taken()).toBe('2025-05-01');
    stageClinic('2025-06-01');
    settleManualLane(vault, [entry('e')]);
    expect(taken()).toBe('2025-06-01');
  });

  it('stands behind the databases, however often these are staged again', () => {
    addDocument('one');
    settleManualLane(vault, []);
    stageClinic('2025-05-01');
    settleManualLane(vault, []);
    stageClinic('2025-05-01');
    expect(settleManualLane(vault, [])).toBe('unchanged');
    expect(vault.sources().map(({ name }) => name)).toEqual(['clinic', 'manual']);
  });

  it('takes nothing of gold items, and tells a field that the form does not have', () => {
    addItem('g', 'd1', 1, 'done', 1);
    settleManualLane(vault, [entry('a', { item: 'g' }), entry('b', { fields: { problem: 'x', mood: 'y' } })]);
    expect(rows('problem').map(([id]) => id)).toEqual(['b']);
    expect(rows('item')).toEqual([]);
    expect(vault.stagedIssues('manual')).toMatchObject([{ code: 'field-unknown', where: 'manual/problem/1' }]);
  });

  it('goes on where it was broken off', () => {
    addDocument('one');
    settleManualLane(vault, [entry('a')]);
    vault.db.exec("UPDATE vault_sources SET complete = 0 WHERE name = 'manual'");
    expect(settleManualLane(vault, [entry('a')])).toBe('written');
    expect(vault.source('manual')?.complete).toBe(true);
    expect(rows('problem')).toHaveLength(1);
  });

  it('leaves a database of its name alone until there is something to write', async () => {
    const source = { format: 'csv', fingerprint: 'f', snapshotAt: '2025-01-01', product: null, database: null };
    vault.beginStaging({ ...source, name: 'manual', catalog: { tables: [] } }).finish();
    expect(settleManualLane(vault, [])).toBe('absent');
    expect((await failure(() => settleManualLane(vault, [entry('a')]))).code).toBe('SOURCE_NAME_TAKEN');
    expect(vault.source('manual')?.format).toBe('csv');
  });
});
