import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { buildBackup } from '../../synthetic/sql-server/backup.js';
import { buildDatabase } from '../../synthetic/sql-server/database.js';
import type { TableSpec } from '../../synthetic/sql-server/spec.js';
import { inspectSource } from '../inspect.js';

const folder = mkdtempSync(join(tmpdir(), 'unread-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function endWith(table: Pick<TableSpec, 'refusal' | 'refusedRows'>) {
  const path = join(folder, 'unread.bak');
  const columns = [{ name: 'id', type: 'int' }];
  const tables = [{ name: 't', storage: 'heap', columns, rows: [], ...table } as const];
  writeFileSync(path, buildBackup({ database: buildDatabase({ name: 'unread', version: 852, seed: 5, tables }) })[0]!);
  const { verdict, checks, issues } = await inspectSource([path]);
  const passed = ['tables-readable', 'values-inside'].map(
    (name) => checks.find((check) => check.name === name)?.passed,
  );
  return [verdict, passed.every((one) => one !== false), issues.map((issue) => issue.code)];
}

it('calls no source complete whose rows may be where no reader looks', async () => {
  expect(await endWith({ refusal: 'columnstore', refusedRows: 7 })).toEqual(['incomplete', false, ['table-not-read']]);
  expect(await endWith({ refusal: 'columnstore', refusedRows: 0 })).toEqual(['complete', true, ['table-not-read']]);
  // The server counts no rows of a memory-optimised table in the pages.
  expect(await endWith({ refusal: 'memory-optimised', refusedRows: 0 })).toEqual([
    'incomplete',
    false,
    ['table-not-read'],
  ]);
});
