// SQL Server backups: a generated one with a wide table, plain and compressed, is indexed, tried, read, exported and staged, beside a sequential read of the
// same file in the same round. Each task runs in a process of its own, so that its highest resident memory is its own; what a process needs to start counts,
// but not the making of the vault's key.
// Usage, after `npm run build`: node bench/sql-server-backup.mjs [MB] [folder]; with thousands of MB it shows that memory does not grow with the file.
// BENCH_MSSQL_MB, BENCH_MSSQL_ROUNDS and BENCH_MSSQL_MOST_MB (highest memory that is allowed, 400) as well.
import { spawnSync } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, readSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { exportAll, initWorkspace, openSource, stageIntoWorkspace, Vault } from '@chartlift/engine';
import { takeCensus } from '../packages/engine/dist/formats/mdf/page-census.js';
import { PageStore } from '../packages/engine/dist/formats/mdf/page-store.js';
import { openBackupSets } from '../packages/engine/dist/sources/sql-server-backup/backup-sets.js';
import { columnsOf, writeCompressedBackup, writePlainBackup } from './large-sql-server.mjs';
import { cpuSeconds, median, printLoad } from './measure.mjs';

const KEY = { kind: 'passphrase', passphrase: 'bench only, synthetic data' };

/** Each gives the rows that it has read, or null; what it does before `begin` does not count. */
const TASKS = {
  'plain read of the file': (path) => {
    const file = openSync(path, 'r');
    const bytes = Buffer.alloc(1 << 20);
    while (readSync(file, bytes) > 0);
    closeSync(file);
    return null;
  },
  'index and checksums': async (path) => {
    const backup = await openBackupSets([path], { set: null });
    await takeCensus(new PageStore(), backup.runs, {});
    await backup[Symbol.asyncDispose]();
    return null;
  },
  'inspect (index, every row tried)': async (path) => {
    const { source } = await openSource([path], {}, { onIssue() {} });
    const { tables } = await source.catalog();
    await source[Symbol.asyncDispose]();
    return tables.reduce((sum, table) => sum + table.statedRows, 0);
  },
  'read (inspect, every row given)': async (path) => {
    const { source } = await openSource([path], {}, { onIssue() {} });
    await source.catalog();
    let rows = 0;
    for await (const batch of source.scan({})) rows += batch.rowCount;
    await source[Symbol.asyncDispose]();
    return rows;
  },
  'export to ndjson': async (path, folder) => {
    const { tables } = await exportAll([path], join(folder, 'export'));
    return tables.reduce((sum, table) => sum + table.rows, 0);
  },
  'stage into a vault': async (path, folder, begin) => {
    const dir = join(folder, 'workspace');
    await initWorkspace(dir, KEY, { name: 'bench' });
    const vault = await Vault.open(dir, KEY, 'write');
    // To make a key of a passphrase takes more than half a second, however large the source.
    begin();
    const { rows } = await stageIntoWorkspace(dir, vault, { paths: [path] });
    vault.close();
    return rows;
  },
};

if (process.argv[2] === '--task') {
  const [, , , task, path, folder] = process.argv;
  let began = performance.now();
  let cpuBefore = cpuSeconds();
  const rows = await TASKS[task](path, folder, () => {
    began = performance.now();
    cpuBefore = cpuSeconds();
  });
  const wall = (performance.now() - began) / 1000;
  console.log(
    JSON.stringify({ rows, wall, cpu: cpuSeconds() - cpuBefore, peak: process.resourceUsage().maxRSS * 1024 }),
  );
} else measure();

function measure() {
  const megabytes = Number(process.argv[2] ?? process.env.BENCH_MSSQL_MB ?? 100);
  const rounds = Number(process.env.BENCH_MSSQL_ROUNDS ?? 3);
  const most = Number(process.env.BENCH_MSSQL_MOST_MB ?? 400) * 1e6;
  const folder = mkdtempSync(join(process.argv[3] ?? tmpdir(), 'chartlift-bench-'));
  try {
    for (const [kind, writeBackup, table] of [
      ['plain', writePlainBackup, 'Patient'],
      ['compressed', writeCompressedBackup, 'Patient'],
      ['plain', writePlainBackup, 'Note'],
      ['compressed', writeCompressedBackup, 'Note'],
    ]) {
      const path = join(folder, `${kind}.bak`);
      const { bytes, streamBytes = bytes, rows } = writeBackup(path, megabytes * 1e6, table);
      const results = Object.fromEntries(Object.keys(TASKS).map((task) => [task, []]));
      for (let round = 0; round < rounds; round++)
        for (const task of Object.keys(TASKS)) {
          const out = join(folder, 'out');
          results[task].push(run(task, path, out, rows));
          rmSync(out, { recursive: true, force: true });
        }
      print(
        `SQL Server backup, ${kind}: ${mb(bytes)} MB, ${mb(streamBytes)} MB of pages, ${rows.toLocaleString('en')} rows of ${columnsOf(table)} columns`,
        results,
        streamBytes,
      );
      const peak = Math.max(...Object.values(results).flatMap((all) => all.map((one) => one.peak)));
      console.log(`  highest resident memory ${mb(peak)} MB`);
      if (peak > most) throw new Error(`more than the ${mb(most)} MB that are allowed`);
      rmSync(path);
    }
    printLoad();
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function run(task, path, out, expected) {
  const self = fileURLToPath(import.meta.url);
  const { stdout, status } = spawnSync(process.execPath, [self, '--task', task, path, out], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  if (status !== 0) throw new Error(`${task}: exit status ${status}`);
  const result = JSON.parse(stdout.toString());
  if (result.rows !== null && result.rows !== expected)
    throw new Error(`${task}: ${result.rows} rows, ${expected} written`);
  return result;
}

/** MB are of pages, whatever the file; the ratio is of CPU time, round by round, to the plain read. */
function print(title, results, bytes) {
  console.log(`\n${title}`);
  const [peer] = Object.values(results);
  for (const [task, all] of Object.entries(results)) {
    const rate = median(all.map((one) => bytes / 1e6 / one.cpu));
    const rows = all[0].rows === null ? '' : `, ${whole(median(all.map((one) => one.rows / one.cpu)))} rows/CPU s`;
    const ratio = median(all.map((one, i) => one.cpu / peer[i].cpu));
    const peak = Math.max(...all.map((one) => one.peak));
    console.log(
      `  ${task.padEnd(34)} ${whole(rate)} MB/CPU s${rows}; ${ratio.toFixed(1)} times the plain read; ${mb(peak)} MB`,
    );
  }
}

function whole(rate) {
  return Math.round(rate).toLocaleString('en');
}

function mb(bytes) {
  return Math.round(bytes / 1e6).toLocaleString('en');
}
