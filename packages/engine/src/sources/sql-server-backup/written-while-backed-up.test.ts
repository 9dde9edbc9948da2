import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { PAGE_SIZE, pageObjectId, pageType } from '../../formats/mdf/page.js';
import { readMedia } from '../../formats/mtf/media.js';
import { bareDataFiles, buildBackup } from '../../synthetic/sql-server/backup.js';
import { buildDatabase } from '../../synthetic/sql-server/database.js';
import { LOG } from '../../synthetic/sql-server/database-log.js';
import { lsnBytes, protectPage } from '../../synthetic/sql-server/page-writer.js';
import { inspectSource } from '../inspect.js';

const folder = mkdtempSync(join(tmpdir(), 'written-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const database = buildDatabase({
  name: 'written',
  version: 852,
  seed: 5,
  tables: [
    {
      name: 'scan',
      storage: 'heap',
      columns: [
        { name: 'id', type: 'int' },
        { name: 'image', type: 'varbinary(max)' },
      ],
      rows: [[1, Buffer.alloc(20_000, 7)]],
    },
  ],
});

async function inspected(name: string, bytes: Buffer) {
  const path = join(folder, name);
  writeFileSync(path, bytes);
  return await inspectSource([path]);
}

/** The backup with the first page that `which` chooses written after the checkpoint. */
async function changed(which: (page: Buffer) => boolean): Promise<Buffer> {
  const bytes = Buffer.from(buildBackup({ database })[0]!);
  const source = { byteLength: bytes.length, slice: async (from: number, to: number) => bytes.subarray(from, to) };
  for (const run of (await readMedia(source)).sets[0]!.pageRuns)
    for (let at = run.offset; at < run.offset + run.pages * PAGE_SIZE; at += PAGE_SIZE) {
      const page = bytes.subarray(at, at + PAGE_SIZE);
      if (page[0] !== 1 || !which(page)) continue;
      page.set(lsnBytes(LOG.afterCheckpoint), 40);
      protectPage(page, 'checksum');
      return bytes;
    }
  throw new Error('no such page');
}

it.each([
  ['a page of large values', (page: Buffer) => pageType(page) === 3, 'incomplete'],
  ['the table of all tables', (page: Buffer) => pageType(page) === 1 && pageObjectId(page) === 34, 'incomplete'],
  ['what the server notes for itself', (page: Buffer) => pageType(page) === 1 && pageObjectId(page) === 54, 'complete'],
] as const)('tells that %s was written while the backup ran', async (_, which, verdict) => {
  const found = await inspected('written.bak', await changed(which));
  const failed = found.checks.filter((check) => !check.passed).map((check) => check.name);
  expect([found.verdict, failed]).toEqual([verdict, verdict === 'complete' ? [] : ['quiet-while-backed-up']]);
  expect(found.issues.map((issue) => issue.code)).toEqual(verdict === 'complete' ? [] : ['changed-while-backed-up']);
});

it('calls a data file incomplete that is shorter than the database says', async () => {
  const [whole] = bareDataFiles(database);
  expect((await inspected('whole.mdf', whole!)).verdict).toBe('complete');
  const cut = await inspected('cut.mdf', whole!.subarray(0, -PAGE_SIZE));
  expect(cut.verdict).toBe('incomplete');
  expect(cut.issues.map((issue) => issue.code)).toContain('data-file-cut');
});
