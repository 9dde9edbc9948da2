import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { PAGE_SIZE } from '../../formats/mdf/page.js';
import { buildBackup } from '../../synthetic/sql-server/backup.js';
import { buildDatabase } from '../../synthetic/sql-server/database.js';
import { sharedPath, sharedReason } from '../../testing/shared.js';
import { inspectSource } from '../inspect.js';

const folder = mkdtempSync(join(tmpdir(), 'damaged-page-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const built = buildBackup({
  database: buildDatabase({
    name: 'owner',
    version: 852,
    seed: 5,
    tables: [
      {
        name: 'visit',
        storage: 'heap',
        columns: [{ name: 'note', type: 'varchar(90)' }],
        rows: [['x'.repeat(80)]],
      },
    ],
  }),
})[0]!;

async function messagesWith(original: Buffer, at: number): Promise<string[]> {
  const path = join(folder, 'damaged.bak');
  const bytes = Buffer.from(original);
  bytes[at]! ^= 1;
  writeFileSync(path, bytes);
  const { verdict, issues } = await inspectSource([path]);
  expect(verdict).not.toBe('complete');
  return issues.filter((issue) => issue.code === 'page-damaged').map((issue) => issue.message);
}

it('names the table of a damaged page, and of the server the system table', async () => {
  expect(await messagesWith(built, built.indexOf('x'.repeat(80)) + 3)).toEqual([
    'The page is not as it was written; it belongs to table dbo.visit.',
  ]);
  expect(await messagesWith(built, built.indexOf(Buffer.from('visit', 'utf16le')))).toEqual([
    'The page is not as it was written; it belongs to system table sysschobjs.',
  ]);
});

it('says so where the header of the page is what is damaged', async () => {
  const page = built.indexOf('x'.repeat(80));
  for (let at = page - (page % 512); at > 0; at -= 512) {
    if (built[at] !== 1 || built[at + 1] !== 1 || page - at > PAGE_SIZE) continue;
    expect(await messagesWith(built, at + 26)).toEqual([
      'The page is not as it was written; what it belonged to can no longer be told.',
    ]);
    return;
  }
  throw new Error('no page of rows');
});

const real = sharedPath('data/mssql', 'salmanshariff07__Sales_Analysis_SQL__Northwind.bak');
it.skipIf(real === null)(
  `names the index of a damaged page${real === null ? ` (${sharedReason('data/mssql')})` : ''}`,
  async () => {
    const bytes = readFileSync(real ?? '');
    const named = new Set<string>();
    for (let at = 0; at + PAGE_SIZE < bytes.length && ![...named].some((name) => / of table /.test(name)); at += 512) {
      if (bytes[at] !== 1 || bytes[at + 1] !== 2 || bytes.readUInt16LE(at + 6) !== 256 || !(bytes[at + 5]! & 2))
        continue;
      for (const message of await messagesWith(bytes, at + 200)) named.add(message);
    }
    expect([...named].at(-1)).toMatch(/it belongs to index \w+ of table dbo\.\w/);
  },
);
