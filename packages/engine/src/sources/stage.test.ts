import { appendFileSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import type { Cell, ColumnBatch } from '../base/cell.js';
import type { Issue } from '../base/issue.js';
import { generateDump } from '../testing/dump-generator.js';
import type { StagedSource, StagingSession } from '../vault/contract.js';
import { fingerprint, type StagingStart, type StagingVault, stageSource } from './stage.js';

/** A vault in memory: what is committed survives `abandon`, what is not is lost. */
class MemoryVault implements StagingVault {
  start: StagingStart | null = null;
  complete = false;
  rows = new Map<string, Cell[][]>();
  issues: Issue[] = [];
  /** Throws once so many rows were written. */
  failAfter = Number.POSITIVE_INFINITY;
  begun = 0;

  source(name: string): StagedSource | undefined {
    if (this.start?.name !== name) return undefined;
    const tables = this.start.tables.map((t) => ({
      source: name,
      name: t.name,
      sqlName: t.name,
      columns: [],
      rows: this.rows.get(t.name)?.length ?? 0,
    }));
    return { ...this.start, complete: this.complete, tables };
  }

  dropSource(name: string): void {
    if (this.start?.name !== name) return;
    this.start = null;
    this.rows.clear();
    this.issues.length = 0;
    this.complete = false;
  }

  beginStaging(source: StagingStart): StagingSession {
    this.begun++;
    this.start = source;
    const pending: ColumnBatch[] = [];
    let written = 0;
    const commit = (): void => {
      for (const batch of pending.splice(0)) {
        const rows = this.rows.get(batch.table) ?? [];
        expect(batch.firstRow).toBe(rows.length + 1);
        for (let r = 0; r < batch.rowCount; r++) rows.push(batch.columns.map((c) => c[r] as Cell));
        this.rows.set(batch.table, rows);
      }
    };
    return {
      stagedRows: (table) => this.rows.get(table)?.length ?? 0,
      write: (batch) => {
        written += batch.rowCount;
        if (written > this.failAfter) throw new Error('killed');
        pending.push(batch);
      },
      addIssue: (issue) => this.issues.push(issue),
      commit,
      finish: () => {
        commit();
        this.complete = true;
      },
      abandon: () => {},
    };
  }
}

const folder = mkdtempSync(join(tmpdir(), 'stage-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const dump = join(folder, 'Clinic Export.sql');
const made = generateDump(5_000_000, 2);
writeFileSync(dump, Buffer.concat([...made.chunks]));

let vault: MemoryVault;
beforeEach(() => {
  vault = new MemoryVault();
});

describe('stageSource', () => {
  it('puts every row in the vault under the name the source states', async () => {
    const result = await stageSource({ paths: [dump], vault });
    expect(result).toMatchObject({
      source: 'bench',
      changed: true,
      tables: 2,
      rows: made.rows.visit + made.rows.note,
      issues: [],
    });
    expect(vault.start).toMatchObject({
      format: 'mysql-dump',
      product: 'MySQL 8.0.36',
      database: 'bench',
      snapshotAt: '2024-03-01',
    });
    expect(vault.rows.get('visit')).toHaveLength(made.rows.visit);
    expect(vault.complete).toBe(true);
  });

  it('changes nothing the second time', async () => {
    const first = await stageSource({ paths: [dump], vault });
    expect(await stageSource({ paths: [dump], vault })).toEqual({ ...first, changed: false });
    expect(await stageSource({ paths: [dump], vault, name: 'Bench' })).toMatchObject({ changed: false });
    expect(vault.begun).toBe(1);
  });

  it('says that a dump was cut short, and takes the whole one in its place when told to', async () => {
    const cut = join(folder, 'cut.sql');
    writeFileSync(cut, readFileSync(dump).subarray(0, 3_000_000));
    const short = await stageSource({ paths: [cut], vault });
    expect(short).toMatchObject({ whole: false, source: 'bench' });
    expect(short.rows).toBeLessThan(made.rows.visit);
    expect(await stageSource({ paths: [dump], vault, replace: true })).toMatchObject({ whole: true, changed: true });
    expect(vault.rows.get('visit')).toHaveLength(made.rows.visit);
    expect(vault.issues).toEqual([]);
  });

  it('goes on after a break, with the same rows as without one', async () => {
    await stageSource({ paths: [dump], vault });
    const whole = vault.rows;
    for (const failAfter of [1, 25_000, 30_000]) {
      vault = new MemoryVault();
      vault.failAfter = failAfter;
      await expect(stageSource({ paths: [dump], vault })).rejects.toThrow('killed');
      expect(vault.complete).toBe(false);
      vault.failAfter = Number.POSITIVE_INFINITY;
      await stageSource({ paths: [dump], vault });
      expect(vault.rows).toEqual(whole);
    }
  });

  it('keeps rejected rows and their issues', async () => {
    const path = join(folder, 'bad.csv');
    writeFileSync(path, 'a,b\n1,2\n3\n');
    utimesSync(path, 1_700_000_000, 1_700_000_000);
    const result = await stageSource({ paths: [path], vault, name: 'My Source!' });
    expect(result).toMatchObject({ source: 'my-source', tables: 2, rows: 2 });
    expect(vault.rows.get('bad$rejected')).toEqual([[3, 'csv-row-ragged', '3']]);
    expect(vault.issues.map((i) => i.code)).toEqual(['csv-row-ragged']);
    expect(vault.start?.snapshotAt).toBe('2023-11-14T22:13:20.000Z');
  });

  it('leaves the source incomplete when it is told to stop', async () => {
    const abort = new AbortController();
    const going = stageSource({
      paths: [dump],
      vault,
      signal: abort.signal,
      onProgress: (_done, _total, rows) => rows > 0 && abort.abort(),
    });
    await expect(going).rejects.toThrow(/abort/i);
    expect(vault.complete).toBe(false);
  });
});

describe('fingerprint', () => {
  it('depends on content and options alone', async () => {
    const a = join(folder, 'a.csv');
    const b = join(folder, 'b.csv');
    writeFileSync(a, 'x\n1\n');
    writeFileSync(b, 'x\n1\n');
    const first = await fingerprint([a], {});
    expect((await fingerprint([b], {})).hash).toBe(first.hash);
    expect((await fingerprint([a], { encoding: 'latin1' })).hash).not.toBe(first.hash);
    appendFileSync(a, '2\n');
    expect((await fingerprint([a], {})).hash).not.toBe(first.hash);
  });
});
