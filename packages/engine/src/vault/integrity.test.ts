import {
  copyFileSync,
  cpSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { MigrationError } from '../base/error.js';
import { checkPages, PAGE_SIZE } from './page-mac.js';
import { Vault } from './vault.js';

const RAW = { kind: 'raw', key: new Uint8Array(32).fill(9) } as const;

/** Park-Miller generator: the same damage on every run. */
function seeded(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state * 48271) % 2147483647;
    return state % below;
  };
}

describe('a damaged vault', () => {
  let root: string;
  let good: string;
  let dir: string;
  const path = (name: string): string => join(dir, name);
  beforeAll(async () => {
    root = mkdtempSync(join(tmpdir(), 'chartlift-integrity-'));
    good = join(root, 'good');
    using vault = await Vault.create(good, RAW);
    const columns = [{ name: 'a', type: 'text', cellType: 'text', key: false }];
    const session = vault.beginStaging({
      name: 's',
      format: 'csv',
      fingerprint: 'f',
      snapshotAt: '2024-01-01',
      product: null,
      database: null,
      catalog: { tables: [{ name: 't', columns }] },
    });
    const cells = Array.from({ length: 4000 }, (_, i) => `row ${i} ${'y'.repeat(60)}`);
    session.write({
      table: 't',
      columnNames: ['a'],
      columns: [cells],
      rowCount: cells.length,
      firstRow: 1,
      file: 'f',
      positions: cells.map((_, i) => i),
    });
    session.finish();
  });
  afterAll(() => rmSync(root, { recursive: true, force: true }));
  beforeEach(() => {
    dir = join(root, 'damaged');
    rmSync(dir, { recursive: true, force: true });
    cpSync(good, dir, { recursive: true });
  });

  const opens = async (): Promise<MigrationError | null> => {
    try {
      (await Vault.open(dir, RAW, 'read')).close();
      return null;
    } catch (error) {
      if (error instanceof MigrationError) return error;
      throw error;
    }
  };
  const expectTampered = async (): Promise<void> => {
    expect(await opens()).toMatchObject({ code: 'VAULT_TAMPERED', kind: 'locked' });
  };
  const restore = (name: string): void => copyFileSync(join(good, name), path(name));

  it('opens when it is whole', async () => {
    expect(await opens()).toBeNull();
    const size = statSync(path('vault.db')).size;
    using vault = await Vault.open(dir, RAW);
    expect(vault.verifyPages()).toEqual({ pages: size / PAGE_SIZE, damaged: [] });
    expect(size / PAGE_SIZE).toBeGreaterThan(40);
  });

  it('is refused for one flipped bit, wherever it is', async () => {
    const bytes = readFileSync(path('vault.db'));
    const random = seeded(42);
    // Everything of the plain header, then 60 random places, then the tail.
    const places = [
      ...Array.from({ length: 26 }, (_, i) => i),
      ...Array.from({ length: 60 }, () => random(bytes.length)),
      bytes.length - 1,
    ];
    for (const place of places) {
      const changed = Buffer.from(bytes);
      changed[place]! ^= 1 << random(8);
      writeFileSync(path('vault.db'), changed);
      await expectTampered();
    }
    writeFileSync(path('vault.db'), bytes);
    expect(await opens()).toBeNull();
  });

  it('is refused for two swapped pages, a page of zeros, a cut and an addition', async () => {
    const bytes = readFileSync(path('vault.db'));
    const pages = bytes.length / PAGE_SIZE;
    const random = seeded(7);
    const page = (n: number): Buffer => bytes.subarray(n * PAGE_SIZE, (n + 1) * PAGE_SIZE);
    for (let i = 0; i < 20; i++) {
      const a = random(pages);
      const b = (a + 1 + random(pages - 1)) % pages;
      const changed = Buffer.from(bytes);
      page(a).copy(changed, b * PAGE_SIZE);
      page(b).copy(changed, a * PAGE_SIZE);
      writeFileSync(path('vault.db'), changed);
      await expectTampered();
    }
    for (const n of [0, 1, pages >> 1, pages - 1]) {
      writeFileSync(path('vault.db'), Buffer.from(bytes).fill(0, n * PAGE_SIZE, (n + 1) * PAGE_SIZE));
      await expectTampered();
    }
    for (const length of [0, 1, 100, PAGE_SIZE, PAGE_SIZE * 3, bytes.length - PAGE_SIZE, bytes.length - 1]) {
      writeFileSync(path('vault.db'), bytes);
      truncateSync(path('vault.db'), length);
      await expectTampered();
    }
    for (const more of [Buffer.alloc(1), Buffer.alloc(PAGE_SIZE), page(3)]) {
      writeFileSync(path('vault.db'), Buffer.concat([bytes, more]));
      await expectTampered();
    }
  });

  it('names the damaged pages', () => {
    const bytes = readFileSync(path('vault.db'));
    bytes[PAGE_SIZE * 4 + 77]! ^= 1;
    bytes[PAGE_SIZE * 9 + 1]! ^= 1;
    writeFileSync(path('vault.db'), bytes);
    const salt = bytes.subarray(0, 16).toString('hex');
    expect(checkPages(path('vault.db'), RAW.key, salt).damaged).toEqual([5, 10]);
  });

  it('is refused when an older vault, anchor or page is put back', async () => {
    const old = readFileSync(path('vault.db'));
    (await Vault.open(dir, RAW, 'write')).close();
    const current = readFileSync(path('vault.db'));
    expect(await opens()).toBeNull();
    writeFileSync(path('vault.db'), old);
    await expectTampered();
    let replaced = 0;
    for (let at = 0; at < Math.min(old.length, current.length); at += PAGE_SIZE) {
      if (old.subarray(at, at + PAGE_SIZE).equals(current.subarray(at, at + PAGE_SIZE))) continue;
      const mixed = Buffer.from(current);
      old.copy(mixed, at, at, at + PAGE_SIZE);
      writeFileSync(path('vault.db'), mixed);
      await expectTampered();
      replaced++;
    }
    expect(replaced).toBeGreaterThan(0);
    writeFileSync(path('vault.db'), current);
    expect(await opens()).toBeNull();
    rmSync(path('vault.anchor'));
    await expectTampered();
  });

  it.each(['vault.keys.json', 'vault.anchor'])('is refused for any flipped bit of %s', async (name) => {
    const bytes = readFileSync(path(name));
    const random = seeded(3);
    for (let i = 0; i < 60; i++) {
      const changed = Buffer.from(bytes);
      changed[i === 0 ? bytes.length - 1 : random(bytes.length)]! ^= 1 << random(8);
      writeFileSync(path(name), changed);
      expect(await opens()).toMatchObject({ kind: 'locked' });
    }
    restore(name);
    expect(await opens()).toBeNull();
  });

  it('says which file is missing', async () => {
    rmSync(path('vault.db'));
    await expectTampered();
    rmSync(path('vault.keys.json'));
    expect(await opens()).toMatchObject({ code: 'VAULT_MISSING', kind: 'refused' });
    expect(existsSync(path('vault.db'))).toBe(false);
  });

  it('lets the audit log be verified when it was cut or edited with the key', async () => {
    const edit = async (sql: string): Promise<unknown> => {
      rmSync(dir, { recursive: true });
      cpSync(good, dir, { recursive: true });
      using writer = await Vault.open(dir, RAW, 'write');
      writer.audit({ action: 'a', outcome: 'success', object: 'x' });
      const head = writer.auditHead();
      expect(writer.verifyAudit([head])).toMatchObject({ ok: true, events: head.seq, head: head.head });
      writer.db.exec(sql);
      return writer.verifyAudit([head]);
    };
    expect(await edit("UPDATE vault_audit SET event = replace(event, 'stage-begin', 'stage-other')")).toMatchObject({
      ok: false,
      problem: 'event 2 was changed or moved',
    });
    expect(await edit('DELETE FROM vault_audit WHERE seq = 2')).toMatchObject({
      ok: false,
      problem: 'event 2 is missing',
    });
    expect(await edit('DELETE FROM vault_audit WHERE seq > 4')).toMatchObject({
      ok: false,
      problem: expect.stringContaining('ends at event 4'),
    });
    expect(
      await edit(
        'UPDATE vault_audit SET seq = -seq WHERE seq IN (2, 3); UPDATE vault_audit SET seq = 5 + seq WHERE seq < 0',
      ),
    ).toMatchObject({ ok: false });
  });
});
