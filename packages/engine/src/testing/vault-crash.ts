import { type ChildProcess, spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { CompiledEngine } from './compiled.js';

/** Canaries in every row that the child process stages. */
export const CRASH_CANARIES = ['Canary-Name-Zz', 'Canary-Note-Qq'];

/**
 * Starts a process that stages `rows` rows of a fixed content into the vault at `dir` (raw key `keyHex`), making it when it is not there, and prints
 * the number of rows after each commit. Meant to be killed.
 */
export function startStaging(engine: CompiledEngine, dir: string, keyHex: string, rows: number): ChildProcess {
  const script = join(dir, '..', 'stage.mjs');
  writeFileSync(
    script,
    `import { existsSync } from 'node:fs';
import { Vault } from ${JSON.stringify(pathToFileURL(engine.module('vault/vault.js')).href)};
const [dir, key, rows] = [process.argv[2], Buffer.from(process.argv[3], 'hex'), Number(process.argv[4])];
const unlock = { kind: 'raw', key };
const vault = existsSync(dir + '/vault.keys.json') ? await Vault.open(dir, unlock, 'write') : await Vault.create(dir, unlock);
const column = (name, cellType) => ({ name, type: cellType, cellType, key: false });
const columns = [column('id', 'integer'), column('name', 'text'), column('note', 'text')];
const session = vault.beginStaging({ name: 's', format: 'csv', fingerprint: 'f', snapshotAt: '2024-01-01', product: null, database: null,
  catalog: { tables: [{ name: 't', columns }, { name: 'u', columns }] } });
const names = columns.map((c) => c.name);
for (const table of ['t', 'u']) {
  for (let first = 1; first <= rows; first += 500) {
    const ids = Array.from({ length: Math.min(500, rows - first + 1) }, (_, i) => first + i);
    session.addIssue({ severity: 'warning', code: 'batch', where: 's/' + table + '/' + first, message: 'm' });
    session.write({ table, columnNames: names, columns: [ids, ids.map((i) => '${CRASH_CANARIES[0]} ' + i), ids.map((i) => '${CRASH_CANARIES[1]} '.repeat(i % 9))],
      rowCount: ids.length, firstRow: first, file: table + '.csv', positions: ids });
    if (first % 1500 === 1) { session.commit(); console.log(table + ' ' + session.stagedRows(table)); }
  }
}
session.finish();
vault.close();
console.log('finished');
`,
  );
  return spawn(process.execPath, [script, dir, keyHex, String(rows)], { stdio: ['ignore', 'pipe', 'inherit'] });
}

/** Waits for the end; kills with SIGKILL after `ms` when given. The lines printed until then. */
export function outcome(
  child: ChildProcess,
  ms?: number,
): Promise<{ readonly code: number | null; readonly lines: string[] }> {
  let text = '';
  child.stdout?.on('data', (chunk: Buffer) => {
    text += chunk.toString();
  });
  const timer = ms === undefined ? undefined : setTimeout(() => child.kill('SIGKILL'), ms);
  return new Promise((resolve) => {
    child.on('close', (code) => {
      clearTimeout(timer);
      resolve({ code, lines: text.split('\n').filter((line) => line !== '') });
    });
  });
}
