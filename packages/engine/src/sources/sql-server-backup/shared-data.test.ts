import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Cell } from '../../base/cell.js';
import { MigrationError } from '../../base/error.js';
import { sharedPath, sharedReason } from '../../testing/shared.js';
import type { TableSource } from '../contract.js';
import { type Inspection, inspectSource } from '../inspect.js';
import { openSource } from '../registry.js';

interface ManifestEntry {
  readonly file: string;
  readonly families: number | null;
}

interface ExpectedTable {
  readonly table: string;
  readonly rows: number;
  readonly columns: readonly { readonly name: string; readonly type: string }[];
}

const folder = sharedPath('data/mssql');
const json = <T>(path: string): T => JSON.parse(readFileSync(path, 'utf8')) as T;
const manifest = folder ? json<ManifestEntry[]>(join(folder, 'manifest.json')) : [];
const at = (name: string): string => join(folder ?? '', name);

/** What a file given alone must end in, from its name and the number of its families. */
function expectedEnd({ file, families }: ManifestEntry): string {
  if (file.endsWith('.trn')) return 'BACKUP_LOG_ONLY';
  if (file.includes('_DIFF_')) return 'BACKUP_DIFFERENTIAL_WITHOUT_BASE';
  return families === 2 ? 'incomplete' : 'complete';
}

async function endOf(paths: readonly string[]): Promise<Inspection | string> {
  try {
    return await inspectSource(paths);
  } catch (error) {
    if (error instanceof MigrationError) return error.code;
    throw error;
  }
}

async function rowsOf(source: TableSource, table: string): Promise<Cell[][]> {
  const rows: Cell[][] = [];
  for await (const batch of source.scan({ tables: [table] }))
    for (let r = 0; r < batch.rowCount; r++) rows.push(batch.columns.map((column) => column[r] as Cell));
  return rows;
}

const openFile = async (name: string): Promise<TableSource> =>
  (await openSource([at(name)], {}, { onIssue: () => {} })).source;

describe.skipIf(!folder)(`real SQL Server backups${folder ? '' : ` (${sharedReason('data/mssql')})`}`, () => {
  it.each(manifest)('$file ends as it must, with the tables, columns and rows that are known', async (entry) => {
    const found = await endOf([at(entry.file)]);
    expect(typeof found === 'string' ? found : found.verdict).toBe(expectedEnd(entry));
    const expectedFile = at(`expected/${entry.file}.json`);
    if (typeof found === 'string' || !existsSync(expectedFile)) return;
    const tables = found.tables.map(({ name, rows, statedRows, columns }) => ({
      table: name,
      rows,
      statedRows,
      columns: columns.map(({ name: column, type, nullable }) => `${column} ${type}${nullable ? '' : ' NOT NULL'}`),
    }));
    const expected = json<ExpectedTable[]>(expectedFile).map(({ table, rows, columns }) => ({
      table,
      rows,
      statedRows: rows,
      columns: columns.map(({ name, type }) => `${name} ${type.replace(/ IDENTITY$/, '')}`),
    }));
    const byName = (a: { table: string }, b: { table: string }): number => (a.table < b.table ? -1 : 1);
    expect(tables.sort(byName)).toEqual(expected.sort(byName));
  });

  it('reads every cell of a hospital as the script that filled it has it', async () => {
    const script = readFileSync(at('aelgendy97__Database_Project__Hospital.insert.sql'), 'utf8');
    const truth = insertedRows(script);
    await using source = await openFile('aelgendy97__Database_Project__Hospital.bak');
    const { tables } = await source.catalog();
    let cells = 0;
    for (const [name, rows] of truth) {
      const table = tables.find((t) => t.name.toLowerCase() === `dbo.${name}`);
      if (!table) throw new Error(`no table ${name}`);
      const read = await rowsOf(source, table.name);
      const text = (row: readonly (Cell | string | null)[]): string => row.map(plain).join('|');
      expect(read.map(text).sort(), name).toEqual(rows.map(text).sort());
      cells += rows.reduce((sum, row) => sum + row.length, 0);
    }
    expect([...truth.values()].flat()).toHaveLength(280);
    expect(cells).toBe(1168);
  });

  const northwinds = manifest.filter(
    ({ file, families }) =>
      /northwind|NORTHWND/i.test(file) && families !== 2 && existsSync(at(`expected/${file}.json`)),
  );
  it.each(northwinds)('$file has the published total of orders', async ({ file }) => {
    await using source = await openFile(file);
    const { tables } = await source.catalog();
    const details = tables.find((t) => /order ?details?$/i.test(t.name));
    if (!details) throw new Error('no order details');
    const index = (name: string): number => details.columns.findIndex((c) => c.name.toLowerCase() === name);
    let total = 0n;
    for (const row of await rowsOf(source, details.name))
      total += BigInt(String(row[index('unitprice')]).replace('.', '')) * BigInt(row[index('quantity')] as number);
    // Money has four digits: 1,354,458.59.
    expect(total).toBe(13_544_585_900n);
  });

  it('reads a striped backup from its files in any order, and names the one that is missing', async () => {
    const files = [1, 2].map((n) =>
      at(
        `dataplat__appveyor-lab__sql2008-backups_RestoreTimeStripe_Stripe${n}_RestoreTimeStripe${n === 1 ? '2' : '2a'}.bak`,
      ),
    );
    for (const paths of [files, [...files].reverse()]) {
      const found = await inspectSource(paths);
      expect([found.verdict, found.tables.map((t) => [t.name, t.rows])]).toEqual(['complete', [['dbo.steps', 30]]]);
    }
    const { issues } = await inspectSource(files.slice(0, 1));
    const missing = issues.find((issue) => issue.code === 'stripe-missing');
    expect(missing?.where).toBe('media family 2 of 2');
    expect(missing?.message).toMatch(/media set \{[0-9A-F-]{36}\}/);
  });

  it('lays a differential on its full backup', async () => {
    const name = (kind: string, time: string): string =>
      at(
        `dataplat__appveyor-lab__sql2008-backups_Cube_Query_History_${kind}_SQL2008_Cube_Query_History_${kind}_20170518_${time}.bak`,
      );
    const both = await inspectSource([name('DIFF', '041826'), name('FULL', '041737')]);
    expect(both.verdict).toBe('complete');
  });
});

/** Values as text, so that the script's literals and the reader's cells can be compared. */
function plain(value: Cell): string {
  if (value === null) return 'NULL';
  const text = String(value).trimEnd();
  if (/^-?\d+(\.\d+)?$/.test(text)) return String(Number(text));
  return text.replace(/^(\d{4}-\d\d-\d\d)T00:00:00.*$/, '$1');
}

/** Table and literals of each `INSERT INTO t VALUES (...)` of a script. */
function insertedRows(script: string): Map<string, (string | null)[][]> {
  const tables = new Map<string, (string | null)[][]>();
  for (const [, table, list] of script.matchAll(/^\s*INSERT INTO (\w+) VALUES\s*\(((?:'(?:[^']|'')*'|[^')])*)\)/gim)) {
    const values = [...list!.matchAll(/'((?:[^']|'')*)'|([^\s,][^,]*)/g)].map(([, text, bare]) =>
      text !== undefined ? text.replaceAll("''", "'") : bare!.trim().toUpperCase() === 'NULL' ? null : bare!.trim(),
    );
    const rows = tables.get(table!.toLowerCase()) ?? [];
    rows.push(values);
    tables.set(table!.toLowerCase(), rows);
  }
  return tables;
}
