import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { bareDataFiles, buildBackup } from '../../synthetic/sql-server/backup.js';
import { buildDatabase } from '../../synthetic/sql-server/database.js';
import type { DatabaseSpec } from '../../synthetic/sql-server/spec.js';
import { inspectSource } from '../inspect.js';

const folder = mkdtempSync(join(tmpdir(), 'grades-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const visits: DatabaseSpec['tables'] = [
  {
    name: 'visit',
    storage: 'heap',
    columns: [
      { name: 'id', type: 'int' },
      { name: 'seen', type: 'date' },
      { name: 'note', type: 'varchar(900)' },
    ],
    // A date behind the last that there is, as a faulty driver may have stored it.
    rows: Array.from({ length: 400 }, (_, i) => [
      i,
      i === 7 ? { stored: Buffer.of(0xff, 0xff, 0xff), cell: null } : '2024-02-29',
      'x'.repeat(800),
    ]),
  },
];

function file(name: string, bytes: Buffer): string {
  const path = join(folder, name);
  writeFileSync(path, bytes);
  return path;
}

const failed = ({ checks }: Awaited<ReturnType<typeof inspectSource>>): string[] =>
  checks.filter((check) => !check.passed).map((check) => check.name);

it('calls rows that cannot be read damage only where a page may be damaged', async () => {
  for (const [protection, isProven] of [
    ['checksum', true],
    ['torn', false],
    ['none', false],
  ] as const) {
    const database = buildDatabase({ name: 'odd', version: 852, seed: 5, protection, tables: visits });
    const found = await inspectSource([file('odd.bak', buildBackup({ database })[0]!)]);
    const { hint } = found.issues.find((issue) => issue.code === 'rows-rejected') ?? {};
    expect([failed(found).includes('values-in-range'), hint?.startsWith('Every page')]).toEqual([true, isProven]);
    // As many rows are missing as the count says.
    expect(failed(found).filter((name) => name !== 'stated-rows')).toEqual(['values-in-range']);
  }
});

it('calls a database incomplete, and not damaged, of which a data file is missing', async () => {
  const [, ...rows] = [...visits[0]!.rows];
  const tables = [{ ...visits[0]!, rows: rows.filter((_, i) => i !== 6) }];
  const [first, second] = bareDataFiles(buildDatabase({ name: 'two', version: 611, seed: 5, files: 2, tables }));
  expect((await inspectSource([file('two.mdf', first!), file('two.ndf', second!)])).verdict).toBe('complete');
  const alone = await inspectSource([file('two.mdf', first!)]);
  expect(alone.verdict).toBe('incomplete');
  expect(failed(alone)).toContain('table-pages-present');
  expect(failed(alone)).not.toContain('allocation-chains-whole');
});
