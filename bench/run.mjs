// All benchmarks, one after the other, each in a process of its own: `npm run bench`. Builds first, so that what is measured is what is there.
// BENCH_PATIENTS, BENCH_SCALE, BENCH_STAGE_MB, BENCH_STAGE_ROUNDS, BENCH_RUN_ROUNDS, BENCH_MSSQL_MB, BENCH_MSSQL_ROUNDS, BENCH_WORK_ITEMS make it shorter or longer; about eight minutes by default.
import { spawnSync } from 'node:child_process';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const root = resolve(here, '..');

function step(command, args) {
  const { status, error } = spawnSync(command, args, { cwd: root, stdio: 'inherit' });
  if (error) throw error;
  if (status !== 0) process.exit(status ?? 1);
}

step(process.execPath, [join(root, 'node_modules/typescript/bin/tsc'), '-b']);
for (const name of [
  'documents',
  'scale',
  'ccda-reader',
  'validation',
  'staging',
  'pipeline',
  'sql-server-backup',
  'profile',
  'work-queue',
])
  step(process.execPath, [join(here, `${name}.mjs`)]);
