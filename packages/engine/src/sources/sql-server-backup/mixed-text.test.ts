import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { buildBackup } from '../../synthetic/sql-server/backup.js';
import { buildDatabase } from '../../synthetic/sql-server/database.js';
import { inspectSource } from '../inspect.js';
import { openSource } from '../registry.js';

const folder = mkdtempSync(join(tmpdir(), 'mixed-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Latin1_General_100_CI_AS_SC: of Windows-1252, with the bit that UTF-8 collations have too. */
const SC = 0x0004d108;

it('reads a column in one encoding from its first row on, whatever row tells which', async () => {
  const stored = (cell: string, bytes: string) => ({ stored: Buffer.from(bytes, 'latin1'), cell });
  // A name that was garbled before it came into the database is valid UTF-8 by chance.
  const [bytes] = buildBackup({
    database: buildDatabase({
      name: 'mixed',
      version: 904,
      seed: 5,
      tables: [
        {
          name: 't',
          storage: 'heap',
          columns: [{ name: 'name', type: 'varchar(40)', collation: SC }],
          rows: [[stored('JÃ¼rgen', 'JÃ¼rgen')], [stored('Jürgen', 'Jürgen')]],
        },
      ],
    }),
  });
  const path = join(folder, 'mixed.bak');
  writeFileSync(path, bytes!);
  const { verdict, issues } = await inspectSource([path]);
  expect([verdict, issues.map((issue) => issue.code)]).toEqual(['complete', ['text-utf8-and-code-page']]);
  await using source = (await openSource([path], {}, { onIssue: () => {} })).source;
  const read: unknown[] = [];
  for await (const batch of source.scan({})) read.push(...batch.columns[0]!);
  expect(read).toEqual(['JÃ¼rgen', 'Jürgen']);
});
