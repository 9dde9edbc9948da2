// Staging, end to end: a generated dump is read, and its rows are put into an encrypted vault. The peer gets the very same rows, read beforehand, and
// puts them into an unencrypted SQLite file of the same tables through the same driver: what is between the two is the dump's reading, the encryption, the locators and the audit.
// Usage, after `npm run build`: node bench/staging.mjs [MB] [folder]
import { appendFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { initWorkspace, openSource, stageIntoWorkspace, Vault } from '@chartlift/engine';
import { generateDump } from '../packages/engine/dist/testing/dump-generator.js';
import { cpuSeconds, printLoad, printRace } from './measure.mjs';

const require = createRequire(resolve('packages/engine/package.json'));
const Database = require('better-sqlite3-multiple-ciphers');

const megabytes = Number(process.argv[2] ?? process.env.BENCH_STAGE_MB ?? 100);
const rounds = Number(process.env.BENCH_STAGE_ROUNDS ?? 5);
const folder = mkdtempSync(join(process.argv[3] ?? tmpdir(), 'chartlift-bench-'));
const key = { kind: 'passphrase', passphrase: 'bench only, synthetic data' };

try {
  const dump = generateDump(megabytes * 1e6, 7);
  const path = join(folder, 'dump.sql');
  writeFileSync(path, '');
  for (const chunk of dump.chunks) appendFileSync(path, chunk);
  const expected = dump.rows.visit + dump.rows.note;

  const { source } = await openSource([path], {}, {});
  const catalog = await source.catalog();
  const tables = catalog.tables.map((table) => ({ name: table.name, columns: table.columns.map((c) => c.name) }));
  const batches = [];
  for await (const batch of source.scan({})) batches.push(batch);

  const rates = { 'stage (read, encrypt, insert)': [], 'plain inserts of read rows': [], 'reading alone': [] };
  let peak = 0;
  for (let round = 0; round <= rounds; round++) {
    const dir = join(folder, `workspace-${round}`);
    await initWorkspace(dir, key, { name: 'bench' });
    const vault = await Vault.open(dir, key, 'write');
    const watch = setInterval(() => (peak = Math.max(peak, process.memoryUsage.rss())), 50);
    let started = cpuSeconds();
    await stageIntoWorkspace(dir, vault, { paths: [path] });
    if (round > 0) rates['stage (read, encrypt, insert)'].push(expected / (cpuSeconds() - started));
    clearInterval(watch);
    vault.close();
    rmSync(dir, { recursive: true });

    started = cpuSeconds();
    const again = (await openSource([path], {}, {})).source;
    await again.catalog();
    for await (const _ of again.scan({}));
    if (round > 0) rates['reading alone'].push(expected / (cpuSeconds() - started));

    const file = join(folder, `plain-${round}.db`);
    started = cpuSeconds();
    const rows = insertPlain(file, tables, batches);
    if (round > 0) rates['plain inserts of read rows'].push(rows / (cpuSeconds() - started));
    if (rows !== expected) throw new Error(`${rows} rows inserted, ${expected} written`);
    rmSync(file);
  }
  printRace(`Staging, ${expected.toLocaleString('en')} rows of a ${megabytes} MB dump`, 'rows', rates);
  console.log(`  highest resident memory while staging (the peer's rows included): ${Math.round(peak / 1e6)} MB`);
  printLoad();
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/** The peer: one transaction, prepared statements, WAL. */
function insertPlain(file, tables, batches) {
  const db = new Database(file);
  db.pragma('journal_mode=WAL');
  const inserts = new Map();
  for (const { name, columns } of tables) {
    db.exec(`CREATE TABLE "${name}" (_row INTEGER PRIMARY KEY, ${columns.map((c) => `"${c}"`).join(', ')})`);
    inserts.set(name, db.prepare(`INSERT INTO "${name}" VALUES (?, ${columns.map(() => '?').join(', ')})`));
  }
  const counts = new Map();
  let rows = 0;
  db.exec('BEGIN');
  for (const batch of batches) {
    const insert = inserts.get(batch.table);
    let row = counts.get(batch.table) ?? 0;
    for (let i = 0; i < batch.rowCount; i++) {
      const cells = batch.columns.map((column) => plain(column[i]));
      insert.run(++row, ...cells);
      rows += 1;
    }
    counts.set(batch.table, row);
  }
  db.exec('COMMIT');
  db.close();
  return rows;
}

function plain(cell) {
  if (cell === undefined || cell === null || typeof cell === 'string' || typeof cell === 'number') return cell ?? null;
  if (typeof cell === 'bigint' || cell instanceof Uint8Array) return cell;
  return typeof cell === 'boolean' ? Number(cell) : String(cell);
}
