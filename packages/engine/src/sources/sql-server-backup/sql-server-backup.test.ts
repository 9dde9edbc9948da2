import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { Cell } from '../../base/cell.js';
import { MigrationError } from '../../base/error.js';
import type { Issue } from '../../base/issue.js';
import { bareDataFiles, buildBackup } from '../../synthetic/sql-server/backup.js';
import { buildDatabase } from '../../synthetic/sql-server/database.js';
import { expectedRows } from '../../synthetic/sql-server/expected-rows.js';
import { featureDatabase, featureTables, refusedTables } from '../../synthetic/sql-server/feature-database.js';
import { encryptedBackup } from '../../synthetic/sql-server/scrambled-page.js';
import type { DatabaseSpec, DatabaseVersion, TableSpec } from '../../synthetic/sql-server/spec.js';
import { encodeCompressedPages } from '../../testing/compressed-page-encoder.js';
import { compressToContainer } from '../../testing/xpress-encoder.js';
import { inspectSource } from '../inspect.js';
import { openSource } from '../registry.js';

const folder = mkdtempSync(join(tmpdir(), 'sql-server-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let files = 0;
const save = (bytes: Buffer): string => {
  const path = join(folder, `${++files}.bak`);
  writeFileSync(path, bytes);
  return path;
};

const VERSIONS: readonly DatabaseVersion[] = [611, 655, 661, 706, 782, 852, 869, 904, 957, 998];

/** Rows of every table as sorted JSON lines. */
async function readTables(paths: readonly string[], options: Record<string, string> = {}) {
  const issues: Issue[] = [];
  const opened = await openSource(paths, { options }, { onIssue: (issue) => issues.push(issue) });
  await using source = opened.source;
  const { tables } = await source.catalog();
  const rows = new Map<string, string[]>(tables.map((table) => [table.name, []]));
  for await (const batch of source.scan({}))
    for (let r = 0; r < batch.rowCount; r++)
      rows.get(batch.table)?.push(line(batch.columns.map((column) => column[r] as Cell)));
  for (const lines of rows.values()) lines.sort();
  return { rows, tables, issues, checks: source.checks() };
}

const line = (cells: readonly Cell[]): string =>
  JSON.stringify(
    cells.map((cell) =>
      cell instanceof Uint8Array ? Buffer.from(cell).toString('hex') : typeof cell === 'bigint' ? `${cell}` : cell,
    ),
  );

const expectedOf = (tables: readonly TableSpec[]): Map<string, string[]> =>
  new Map(tables.map((table) => [`${table.schema ?? 'dbo'}.${table.name}`, [...expectedRows(table)].map(line).sort()]));

const backupOf = (spec: DatabaseSpec, options = {}): Buffer[] =>
  buildBackup({ database: buildDatabase(spec) }, options);

describe('a synthetic SQL Server backup', () => {
  it.each(VERSIONS)('of version %i gives every cell of every kind of table', async (version) => {
    const [bytes] = backupOf(featureDatabase(version));
    const path = save(bytes!);
    expect((await inspectSource([path])).verdict).toBe('complete');
    const { rows } = await readTables([path]);
    expect(rows).toEqual(expectedOf(featureTables(version, 11)));
  });

  it.each(['torn', 'none'] as const)('with page protection %s is read the same', async (protection) => {
    const [bytes] = backupOf(featureDatabase(869, { protection }));
    const { rows } = await readTables([save(bytes!)]);
    expect(rows).toEqual(expectedOf(featureTables(869, 11)));
  });

  it('is read the same compressed, striped in any order, over several data files, and as bare files', async () => {
    const spec = featureDatabase(904, { files: 3 });
    const truth = expectedOf(featureTables(904, 11));
    const [plain] = backupOf(spec, { secondPass: true, blockSize: 512 });
    const stripes = backupOf(spec, { families: 3 }).map(save);
    const bare = bareDataFiles(buildDatabase(spec)).map(save);
    for (const paths of [[save(compressToContainer(plain!))], [save(plain!)], [...stripes].reverse(), bare]) {
      expect((await inspectSource(paths)).verdict).toBe('complete');
      expect((await readTables(paths)).rows).toEqual(truth);
    }
    const found = await inspectSource(stripes.slice(1));
    expect(found.verdict).toBe('incomplete');
    expect(found.issues.find((issue) => issue.code === 'stripe-missing')?.where).toBe('media family 1 of 3');
  });

  it.each(['row', 'page'] as const)('with %s compression gives every cell, and says by which rules', async (level) => {
    const tables = featureTables(782, 5)
      .filter(({ name }) => ['Plain', 'Types', 'Child', 'Empty'].includes(name))
      .map((table): TableSpec => ({ ...table, compression: level }));
    const [bytes] = backupOf({ name: 'Packed', version: 782, seed: 5, tables, encodeCompressedPages });
    const path = save(bytes!);
    const { rows } = await readTables([path]);
    expect(rows).toEqual(expectedOf(tables));
    const { tables: found } = await inspectSource([path]);
    expect(found.find((table) => table.name === 'dbo.Plain')?.reason).toBe(
      'compressed; decoded by the published rules',
    );
  });

  it.each([undefined, 'row'] as const)(
    'with FILESTREAM files reads the rows, and counts what it lacks (%s)',
    async (level) => {
      const columns = [
        { name: 'Id', type: 'int', nullable: false },
        { name: 'Scan', type: 'varbinary(max)', filestream: true, inRow: false },
        { name: 'Note', type: 'varchar(20)' },
      ];
      const rows = Array.from({ length: 30 }, (_, i) => [i, i % 3 === 0 ? null : Buffer.from([i]), `note ${i}`]);
      const table: TableSpec = {
        name: 'Scans',
        storage: 'heap',
        columns,
        rows,
        ...(level ? { compression: level } : {}),
      };
      const [bytes] = backupOf({ name: 'Archive', version: 782, seed: 5, tables: [table], encodeCompressedPages });
      const path = save(bytes!);
      const found = await readTables([path]);
      const truth = rows.map(([id, , note]) => line([id as number, null, note as string]));
      expect(found.rows).toEqual(new Map([['dbo.Scans', truth.sort()]]));
      expect(found.issues.filter(({ code }) => code === 'filestream-not-read')).toMatchObject([
        { severity: 'error', where: 'archive/dbo.Scans/Scan', message: expect.stringMatching(/^20 values /) },
      ]);
      const { verdict, tables } = await inspectSource([path]);
      expect(verdict).toBe('incomplete');
      expect(tables[0]?.reason).toContain('20 values of Scan are in FILESTREAM files');
    },
  );

  it('lays a differential on its base, whichever is named first', async () => {
    const before = featureDatabase(852);
    const after = {
      ...before,
      tables: before.tables.map((table) =>
        table.name === 'Plain' ? { ...table, rows: [...table.rows].slice(0, 500) } : table,
      ),
    };
    const base = buildDatabase(before);
    const [full] = buildBackup({ database: base }).map(save);
    const [differential] = buildBackup({ database: buildDatabase(after), kind: 'differential', base }).map(save);
    for (const paths of [
      [full!, differential!],
      [differential!, full!],
    ])
      expect((await readTables(paths)).rows).toEqual(expectedOf(after.tables));
    await expect(inspectSource([differential!])).rejects.toMatchObject({ code: 'BACKUP_DIFFERENTIAL_WITHOUT_BASE' });
  });

  it('with several sets gives the newest, or the one that is named', async () => {
    const older = featureDatabase(852);
    const newer = { ...older, tables: older.tables.filter(({ name }) => name === 'Plain') };
    const sets = [older, newer].map((spec, generation) => ({ database: buildDatabase(spec), generation }));
    const [bytes] = buildBackup(sets);
    const path = save(bytes!);
    expect([...(await readTables([path], { set: '2' })).rows.keys()]).toEqual(['dbo.Plain']);
    expect((await readTables([path], { set: '1' })).rows).toEqual(expectedOf(older.tables));
    await expect(readTables([path], { set: '3' })).rejects.toMatchObject({ code: 'BACKUP_SET_UNKNOWN' });
    await expect(readTables([path], { set: 'last' })).rejects.toMatchObject({ code: 'BACKUP_SET_UNKNOWN' });
  });

  it('tells keys, defaults, descriptions and views', async () => {
    const [bytes] = backupOf(featureDatabase(869));
    const opened = await openSource([save(bytes!)], {}, { onIssue: () => {} });
    await using source = opened.source;
    const { tables, views, product, statedAt } = await source.catalog();
    const child = tables.find((table) => table.name === 'other.Child');
    expect(child?.primaryKey).toEqual(['PlainId', 'Line']);
    expect(child?.foreignKeys).toEqual([
      { columns: ['PlainId'], referencesTable: 'dbo.Plain', referencesColumns: ['Id'] },
    ]);
    const plain = tables.find((table) => table.name === 'dbo.Plain');
    expect(plain?.comment).toBe('A table of many pages');
    expect(plain?.columns[0]).toMatchObject({ name: 'Id', type: 'int', nullable: false, key: true });
    expect(plain?.columns[0]?.comment).toBe('Number of the row');
    expect(views).toEqual([
      { name: 'dbo.PlainNotes', text: 'CREATE VIEW dbo.PlainNotes AS SELECT Id, Note FROM dbo.Plain' },
    ]);
    expect([product, statedAt]).toEqual(['SQL Server 2017 (14.0)', '2024-03-11T22:00:05']);
  });
});

describe('what cannot be read', () => {
  it('is refused table by table where the others can be read', async () => {
    const spec = featureDatabase(869);
    const tables = [...spec.tables.filter(({ name }) => name === 'Plain'), ...refusedTables()];
    const [bytes] = backupOf({ ...spec, tables });
    const found = await inspectSource([save(bytes!)]);
    const states = new Map(found.tables.map((table) => [table.name, [table.status, table.rows, table.statedRows]]));
    expect(states.get('dbo.Plain')).toEqual(['read', 900, 900]);
    expect(states.get('dbo.Columns')).toEqual(['unsupported', 0, 1000]);
    expect(states.get('dbo.ColumnsArchive')).toEqual(['unsupported', 0, 10]);
    expect(states.get('dbo.InMemory')).toEqual(['unsupported', 0, 5]);
    expect(found.verdict).toBe('incomplete');
    const told = found.issues.filter((issue) => issue.code === 'table-not-read').map((issue) => issue.where);
    expect(told).toEqual(['features/dbo.Columns', 'features/dbo.ColumnsArchive', 'features/dbo.InMemory']);
  });

  it('takes no rows from what the server keeps beside a columnstore index', async () => {
    const columns = [{ name: 'Id', type: 'int', nullable: false }];
    const rows = [[1], [2], [3]];
    for (const table of [
      { name: 'Heap', storage: 'heap' as const },
      { name: 'Clustered', storage: 'clustered' as const, key: ['Id'] },
    ]) {
      const tables: TableSpec[] = [{ ...table, columns, rows, features: { internalRowset: true } }];
      const [bytes] = backupOf({ name: 'Fast', version: 869, seed: 5, tables });
      const path = save(bytes!);
      expect((await readTables([path])).rows).toEqual(expectedOf(tables));
      expect((await inspectSource([path])).verdict).toBe('complete');
    }
  });

  it('is not complete with a table in memory, of which the catalog counts no rows', async () => {
    const [table] = refusedTables().filter(({ name }) => name === 'InMemory');
    const [bytes] = backupOf({ name: 'Fast', version: 869, seed: 5, tables: [{ ...table!, refusedRows: 0 }] });
    const found = await inspectSource([save(bytes!)]);
    expect(found.verdict).toBe('incomplete');
    expect(found.issues.find(({ code }) => code === 'table-not-read')?.severity).toBe('error');
  });

  it('is refused whole where nothing can be read', async () => {
    const spec = featureDatabase(869);
    const [encrypted] = backupOf({ ...spec, encrypted: true });
    await expect(inspectSource([save(encrypted!)])).rejects.toMatchObject({ code: 'MSSQL_TDE' });
    const [log] = buildBackup({ database: buildDatabase(spec), kind: 'log' });
    await expect(inspectSource([save(log!)])).rejects.toMatchObject({ code: 'BACKUP_LOG_ONLY' });
    const sealed = encryptedBackup(3);
    await expect(inspectSource([save(sealed)])).rejects.toMatchObject({ code: 'BACKUP_ENCRYPTED_OR_UNKNOWN' });
    for (const bytes of [encrypted!, log!, sealed])
      await inspectSource([save(bytes)]).catch((error: unknown) => {
        expect(error).toBeInstanceOf(MigrationError);
        expect((error as MigrationError).hint).not.toBe('');
      });
  });

  it('is told with its rows where it was written while the backup ran', async () => {
    const spec = featureDatabase(869);
    const tables = spec.tables.map((table) =>
      table.name === 'Plain' ? { ...table, features: { changedAfterCheckpoint: true } } : table,
    );
    const [bytes] = backupOf({ ...spec, tables });
    const found = await inspectSource([save(bytes!)]);
    expect(found.verdict).toBe('incomplete');
    const issues = found.issues.filter(({ code }) => code === 'changed-while-backed-up');
    expect(issues.map(({ where }) => where)).toEqual(['features', 'features/dbo.Plain']);
    expect(issues[1]?.message).toMatch(/with \d+ rows/);
    expect(found.tables.find((table) => table.name === 'dbo.Plain')?.rows).toBe(900);
  });
});
