import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Cell, ColumnBatch } from '../base/cell.js';
import { findPlaintext } from '../testing/canaries.js';
import { failure } from '../testing/failure.js';
import { quoteIdentifier } from './sql.js';
import type { CatalogTable, StagingSource } from './staged-tables.js';
import { Vault } from './vault.js';

const RAW = { kind: 'raw', key: new Uint8Array(32).fill(7) } as const;

const table = (name: string, columns: readonly (readonly [string, string])[]): CatalogTable => ({
  name,
  columns: columns.map(([column, cellType]) => ({ name: column, type: cellType, cellType, key: false })),
});

const source = (tables: readonly CatalogTable[], more: Partial<StagingSource> = {}): StagingSource => ({
  name: 'clinic',
  format: 'csv',
  fingerprint: 'f1',
  snapshotAt: '2024-05-01',
  product: null,
  database: null,
  catalog: { tables },
  ...more,
});

const batch = (
  name: string,
  names: readonly string[],
  rows: readonly (readonly Cell[])[],
  firstRow = 1,
): ColumnBatch => ({
  table: name,
  columnNames: names,
  columns: names.map((_, c) => rows.map((row) => row[c] ?? null)),
  rowCount: rows.length,
  firstRow,
  file: 'a.csv',
  positions: rows.map((_, r) => firstRow + r + 1),
});

describe('Vault', () => {
  let dir: string;
  let vault: Vault;
  beforeEach(async () => {
    dir = mkdtempSync(join(tmpdir(), 'chartlift-vault-'));
    vault = await Vault.create(dir, RAW);
  });
  afterEach(() => {
    vault.close();
    rmSync(dir, { recursive: true, force: true });
  });
  const reopen = async (mode: 'read' | 'write' = 'write'): Promise<void> => {
    vault.close();
    vault = await Vault.open(dir, RAW, mode);
  };
  const stage = (tables: readonly CatalogTable[], batches: readonly ColumnBatch[]): void => {
    const session = vault.beginStaging(source(tables));
    for (const b of batches) session.write(b);
    session.finish();
  };

  it('keeps every kind of cell exactly', async () => {
    const kinds = ['integer', 'float', 'decimal', 'text', 'boolean', 'binary', 'datetime', 'unknown'];
    const names = kinds.map((kind) => `c_${kind}`);
    const rows: Cell[][] = [
      [1, 1, '5.70', '', true, new Uint8Array([0, 1, 255]), '2024-01-01 00:00:00', 'x'],
      [9007199254740993n, 0.1, '007', 'a\0b', false, new Uint8Array(0), '0000-00-00', 3_000_000_000],
      [18446744073709551615n, -0, null, 'ü𝄞', null, null, null, null],
      [-9223372036854775808n, Number.POSITIVE_INFINITY, '-0.50', ' pad ', true, null, '2024', 1.5],
      [9007199254740991, 1e300, '1', '12', false, null, null, '12'],
    ];
    stage(
      [
        table(
          't',
          names.map((n, i) => [n, kinds[i] as string] as const),
        ),
      ],
      [batch('t', names, rows)],
    );
    await reopen('read');
    const staged = vault.source('clinic')!.tables[0]!;
    expect([...vault.scan(staged)].map((row) => row.cells)).toEqual(rows);
    const types = vault.db.prepare(
      `SELECT typeof(c_integer), typeof(c_float), typeof(c_text), typeof(c_boolean), typeof(c_binary) FROM ${quoteIdentifier(staged.sqlName)} LIMIT 1`,
    );
    expect(types.raw().get()).toEqual(['integer', 'real', 'text', 'integer', 'blob']);
    expect(staged.files).toEqual(['a.csv']);
    expect([...vault.scan(staged, 2, 3)].map((row) => [row.row, row.position, row.file])).toEqual([
      [2, 3, 0],
      [3, 4, 0],
    ]);
  });

  it('gives back what was staged, whatever it is', () => {
    const cell = fc.oneof(
      fc.constant(null),
      fc.string({ unit: 'grapheme' }),
      fc.maxSafeInteger(),
      fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }).filter((n) => !Number.isSafeInteger(Number(n))),
      fc.double({ noNaN: true, noInteger: true }),
      fc.uint8Array({ maxLength: 20 }),
    );
    let run = 0;
    fc.assert(
      fc.property(fc.array(fc.tuple(cell, cell, cell), { minLength: 1, maxLength: 40 }), (rows) => {
        const name = `s${run++}`;
        const names = ['a', 'A', '_row'];
        const session = vault.beginStaging(
          source(
            [
              table(
                't',
                names.map((n) => [n, 'unknown'] as const),
              ),
            ],
            { name, fingerprint: name },
          ),
        );
        session.write(batch('t', names, rows));
        session.finish();
        const back = [...vault.scan(vault.source(name)!.tables[0]!)].map((row) => row.cells);
        expect(back.map((cells) => cells.map((c) => (c instanceof Uint8Array ? new Uint8Array(c) : c)))).toEqual(rows);
      }),
      { numRuns: 40 },
    );
  });

  it('takes wide tables, odd names, names used twice and empty tables', async () => {
    const names = Array.from({ length: 4100 }, (_, i) => `c${i}`);
    names.splice(0, 7, 'Name', 'name', 'name', '_row', '', 'a"b', 'select');
    const rows = [1, 2, 3].map((r) => names.map((_, i) => `${r}/${i}`));
    const odd = table(
      'od"d.table',
      names.map((n) => [n, 'text'] as const),
    );
    stage([odd, table('empty', [['a', 'text']]), table('Empty', [])], [batch(odd.name, names, rows)]);
    await reopen('read');
    const [staged, empty, upper] = vault.source('clinic')!.tables;
    expect([...vault.scan(staged!)].map((row) => row.cells)).toEqual(rows);
    expect(staged!.columns.map((column) => column.name)).toEqual(names);
    expect(staged!.columns.slice(0, 5).map((column) => column.sqlName)).toEqual([
      undefined,
      'name~2',
      'name~3',
      '_row~2',
      'column',
    ]);
    expect([empty!.rows, upper!.rows, [...vault.scan(upper!)].length]).toEqual([0, 0, 0]);
    expect(empty!.sqlName.toLowerCase()).not.toBe(upper!.sqlName.toLowerCase());
  });

  it('takes up an abandoned session and ends with the same content', async () => {
    const names = ['a', 'b'];
    const rows = Array.from({ length: 1000 }, (_, i): Cell[] => [i, `row ${i}`]);
    const tables = [
      table('t', [
        ['a', 'integer'],
        ['b', 'text'],
      ]),
      table('u', [['a', 'integer']]),
    ];
    const issue = { severity: 'warning', code: 'x', where: 'clinic/t/1', message: 'm.' } as const;
    const batches = [
      batch('t', names, rows.slice(0, 400)),
      batch('t', names, rows.slice(400), 401),
      batch('u', ['a'], [[1]]),
    ];
    const content = (): unknown => [
      vault.source('clinic'),
      [...vault.scan(vault.source('clinic')!.tables[0]!)],
      vault.stagedIssues('clinic'),
    ];

    let session = vault.beginStaging(source(tables));
    session.addIssue(issue);
    session.write(batches[0]!);
    session.write(batch('t', names, rows.slice(400, 450), 401));
    session.abandon();
    await reopen();
    session = vault.beginStaging(source(tables));
    expect(session.stagedRows('t')).toBe(450);
    session.addIssue(issue);
    for (const b of batches) session.write(b);
    session.addIssue(issue);
    session.finish();
    const resumed = content();

    rmSync(dir, { recursive: true });
    vault.close();
    vault = await Vault.create(dir, RAW);
    session = vault.beginStaging(source(tables));
    session.addIssue(issue);
    for (const b of batches) session.write(b);
    session.addIssue(issue);
    session.finish();
    expect(resumed).toEqual(content());
    // The same source again changes nothing.
    session = vault.beginStaging(source(tables));
    for (const b of batches) session.write(b);
    session.finish();
    expect(resumed).toEqual(content());
  });

  it('takes a source out with its rows and issues, and nothing else', async () => {
    const tables = [table('t', [['a', 'text']])];
    for (const name of ['s1', 's2']) {
      const session = vault.beginStaging(source(tables, { name }));
      session.write(batch('t', ['a'], [['1'], ['2']]));
      session.addIssue({ severity: 'warning', code: 'c', where: `${name}/t/1`, message: 'm' });
      session.finish();
    }
    const tablesOf = (name: string) =>
      vault.db.prepare('SELECT count(*) FROM sqlite_schema WHERE name LIKE ?').pluck().get(`${name}.%`);
    vault.dropSource('s1');
    vault.dropSource('never-there');
    expect(vault.sources().map((one) => one.name)).toEqual(['s2']);
    expect([tablesOf('s1'), tablesOf('s2')]).toEqual([0, 1]);
    expect([vault.stagedIssues('s1').length, vault.stagedIssues('s2').length]).toEqual([0, 1]);
    expect([...vault.auditEvents()].at(-1)).toMatchObject({ action: 'source-drop', object: 's1' });
    const again = vault.beginStaging(source(tables, { name: 's1', fingerprint: 'other' }));
    again.finish();
    expect(vault.source('s1')?.tables[0]?.rows).toBe(0);
  });

  it('refuses another source under the same name, and a changed catalog', async () => {
    const tables = [table('t', [['a', 'text']])];
    let session = vault.beginStaging(source(tables));
    session.abandon();
    const changed = () => vault.beginStaging(source(tables, { fingerprint: 'f2' }));
    expect(await failure(changed)).toMatchObject({ code: 'SOURCE_CHANGED', kind: 'refused' });
    expect(await failure(() => vault.beginStaging(source([table('t', [['b', 'text']])])))).toMatchObject({
      code: 'SOURCE_CATALOG_CHANGED',
    });
    session = vault.beginStaging(source(tables));
    session.finish();
    expect(await failure(changed)).toMatchObject({
      code: 'SOURCE_NAME_TAKEN',
      hint: expect.stringContaining('--name'),
    });
    expect(
      await failure(() =>
        vault.beginStaging(source(tables, { name: 's2' })).write(batch('t', ['a', 'z'], [['1', '2']])),
      ),
    ).toMatchObject({ code: 'SOURCE_CATALOG_CHANGED' });
  });

  it('reports a full disk and goes on afterwards', async () => {
    const rows = Array.from({ length: 3000 }, (_, i): Cell[] => [`row ${i} ${'x'.repeat(500)}`]);
    const tables = [table('t', [['a', 'text']])];
    const pages = Number(vault.db.pragma('page_count', { simple: true }));
    let session = vault.beginStaging(source(tables));
    session.write(batch('t', ['a'], rows.slice(0, 100)));
    session.commit();
    vault.db.pragma(`max_page_count=${pages + 30}`);
    const fault = await failure(() => session.write(batch('t', ['a'], rows.slice(100), 101)));
    expect(fault).toMatchObject({ code: 'DISK_FULL', kind: 'refused', hint: expect.stringContaining('again') });
    vault.db.pragma('max_page_count=1073741823');
    await reopen();
    session = vault.beginStaging(source(tables));
    expect(session.stagedRows('t')).toBe(100);
    session.write(batch('t', ['a'], rows));
    session.finish();
    expect([...vault.scan(vault.source('clinic')!.tables[0]!)].map((row) => row.cells)).toEqual(rows);
  });

  it('leaves no plaintext in any file, also while it is open', async () => {
    const canaries = ['Canary-Patient-01', 'CANARY SSN 123-45-6789'];
    stage(
      [table('Canary-Table', [['Canary-Column', 'text']])],
      [
        batch(
          'Canary-Table',
          ['Canary-Column'],
          Array.from({ length: 3000 }, () => canaries),
        ),
      ],
    );
    vault.putBlob(Buffer.from(canaries.join()));
    vault.addDecision('kind', canaries[0]!, { note: canaries[1] });
    const all = [...canaries, 'Canary-Table', 'Canary-Column', 'CREATE TABLE', 'SQLite format 3'];
    expect(statSync(join(dir, 'vault.db-wal')).size).toBeGreaterThan(100_000);
    expect(findPlaintext(dir, all)).toEqual([]);
    await reopen();
    expect(findPlaintext(dir, all)).toEqual([]);
    expect(readdirSync(dir).map((f) => (statSync(join(dir, f)).mode & 0o777).toString(8))).toEqual(
      readdirSync(dir).map(() => '600'),
    );
  });

  it('keeps blobs, runs, run data and decisions', async () => {
    const hash = vault.putBlob(Buffer.from('document'));
    expect(vault.putBlob(Buffer.from('document'))).toBe(hash);
    const run = vault.beginRun('h1');
    expect([run.id, run.state]).toEqual(['r0001', 'running']);
    expect(vault.beginRun('h1').id).toBe('r0001');
    expect(vault.beginRun('h2').id).toBe('r0002');
    expect(vault.runs().map((r) => r.state)).toEqual(['failed', 'running']);
    vault.putRunData('r0002', 'ledger', Buffer.from([1, 2]));
    vault.putRunData('r0002', 'ledger', Buffer.from([3]));
    vault.finishRun('r0002', { patients: 3 }, 'done');
    expect(await failure(() => vault.putRunData('r0009', 'x', Buffer.alloc(1)))).toMatchObject({ code: 'RUN_UNKNOWN' });
    vault.addDecision('merge', 'p1', { into: 'p2' }, 'reviewer');
    vault.addDecision('merge', 'p1', null);
    await reopen('read');
    expect(Buffer.from(vault.getBlob(hash)!).toString()).toBe('document');
    expect(vault.getBlob('00')).toBeUndefined();
    expect([...vault.getRunData('r0002', 'ledger')!]).toEqual([3]);
    expect(vault.getRunData('r0002', 'none')).toBeUndefined();
    expect(vault.runs()[1]).toMatchObject({ state: 'done', summary: { patients: 3 } });
    expect(vault.decisions('merge', 'p1').map((d) => [d.value, d.who === 'reviewer'])).toEqual([
      [{ into: 'p2' }, true],
      [null, false],
    ]);
    expect(() => vault.db.exec('DELETE FROM vault_decisions')).toThrow();
  });

  it('serves worker threads and readers beside a writer', async () => {
    stage([table('t', [['a', 'text']])], [batch('t', ['a'], [['x']])]);
    const reader = await Vault.open(dir, RAW, 'read');
    const worker = Vault.openWorker(dir, vault.rawKey());
    expect(worker.source('clinic')).toEqual(reader.source('clinic'));
    expect(() => worker.db.exec('CREATE TABLE x (a)')).toThrow();
    reader.audit({ action: 'view', outcome: 'success', object: 'clinic' });
    expect(() => reader.db.exec('CREATE TABLE x (a)')).toThrow();
    expect(await failure(() => Vault.open(dir, RAW, 'write'))).toMatchObject({ code: 'VAULT_LOCKED', kind: 'locked' });
    vault.audit({ action: 'x', outcome: 'success', object: 'y' });
    vault.close();
    reader.audit({ action: 'view', outcome: 'success', object: 'clinic' });
    worker.close();
    reader.close();
    vault = await Vault.open(dir, RAW, 'write');
    expect(vault.verifyAudit().ok).toBe(true);
  });

  it('keeps one age identity', async () => {
    const identity = await vault.identity();
    await reopen('read');
    expect(await vault.identity()).toEqual(identity);
    expect(identity.recipient).toMatch(/^age1/);
    expect(readFileSync(join(dir, 'vault.keys.json'), 'utf8')).not.toContain('AGE-SECRET');
  });
});
