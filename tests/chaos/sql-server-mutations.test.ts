import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import {
  type BenchCase,
  DamageBench,
  type Fate,
} from '../../packages/engine/src/sources/sql-server-backup/damage-bench.js';
import { buildBackup } from '../../packages/engine/src/synthetic/sql-server/backup.js';
import { buildDatabase } from '../../packages/engine/src/synthetic/sql-server/database.js';
import { featureDatabase } from '../../packages/engine/src/synthetic/sql-server/feature-database.js';
import { seededRandom } from '../../packages/engine/src/testing/dump-generator.js';
import { damageFile } from '../../packages/engine/src/testing/file-damage.js';
import { sharedPath, sharedReason } from '../../packages/engine/src/testing/shared.js';
import { compressToContainer } from '../../packages/engine/src/testing/xpress-encoder.js';

/** Damaged copies in all; CHARTLIFT_MUTATIONS=20000 is the figure of the issue. CHARTLIFT_SEED chooses others. */
const mutations = Number(process.env.CHARTLIFT_MUTATIONS ?? 3000);
const seed = Number(process.env.CHARTLIFT_SEED ?? 1);
/** Resident memory of the whole process, with the originals of all cases in it. */
const MOST_MB = 500;
const FAILURES: ReadonlySet<Fate> = new Set(['WRONG', 'CRASH', 'SLOW']);

const folder = sharedPath('data/mssql');
const made = mkdtempSync(join(tmpdir(), 'chaos-sql-server-'));
const bench = new DamageBench();
afterAll(() => {
  bench[Symbol.dispose]();
  rmSync(made, { recursive: true, force: true });
});

/** Made-up databases with what the real ones lack: compressed rows, sparse columns, deep trees of large values. */
async function madeUp(): Promise<BenchCase[]> {
  const cases: BenchCase[] = [];
  for (const [version, protection] of [
    [611, 'torn'],
    [852, 'checksum'],
    [957, 'none'],
  ] as const) {
    const spec = featureDatabase(version, { protection });
    const readable = { ...spec, tables: spec.tables.filter((table) => table.refusal === undefined) };
    const [backup] = buildBackup({ database: buildDatabase(readable) });
    if (backup === undefined) throw new Error('a backup has at least one file');
    for (const [name, bytes] of [
      [`made-${version}.bak`, backup],
      [`made-${version}-compressed.bak`, compressToContainer(backup)],
    ] as const) {
      writeFileSync(join(made, name), bytes);
      cases.push(await bench.load(name, [join(made, name)]));
    }
  }
  return cases;
}

/** Every real file that is complete by itself, and the stripes and the differential that are with another. */
async function real(): Promise<BenchCase[]> {
  if (folder === null) return [];
  const names = readdirSync(folder).filter((name) => /\.(bak|mdf)$/i.test(name));
  const cases: BenchCase[] = [];
  for (const name of names) cases.push(await bench.load(name, [join(folder, name)]));
  const find = (part: string): string => join(folder, names.find((name) => name.includes(part)) ?? part);
  for (const [left, right] of [
    ['Stripe1_RestoreTimeStripe.bak', 'Stripe2_RestoreTimeStripe1.bak'],
    ['FULL_SQL2008', 'DIFF_20170518_041819'],
  ] as const) {
    for (const victim of [0, 1])
      cases.push(await bench.load(`${left} with ${right}`, [find(left), find(right)], victim));
  }
  return cases.filter((one) => one.truth.end === 'complete');
}

it(`survives ${mutations} damaged backups of seed ${seed}${folder ? '' : ` (made-up ones only; real ones ${sharedReason('data/mssql')})`}`, async () => {
  const cases = [...(await madeUp()), ...(await real())];
  expect(cases.map((one) => one.truth.end)).toEqual(cases.map(() => 'complete'));
  const fates = new Map<Fate, number>();
  const failures: string[] = [];
  let slowest = 0;
  for (let i = 0; i < mutations; i++) {
    const random = seededRandom(seed * 1_000_003 + i);
    const pick = (): BenchCase => cases[Math.floor(random() * cases.length)]!;
    const [victim, other] = [pick(), pick()];
    const damage = damageFile({ bytes: victim.bytes, shape: victim.shape, other, random });
    const { fate, reading, differing } = await bench.try(victim, damage);
    fates.set(fate, (fates.get(fate) ?? 0) + 1);
    slowest = Math.max(slowest, reading.milliseconds);
    if (FAILURES.has(fate)) {
      const why = reading.why.split('\n', 3).join(' ');
      failures.push(`${fate} ${i} ${victim.name} ${damage.kind} ${why} ${differing.slice(0, 3).join()}`);
    }
  }
  const peak = Math.round(process.resourceUsage().maxRSS / 1024);
  const counts = [...fates].map(([fate, count]) => `${fate} ${count}`).join(', ');
  console.log(
    `${mutations} damaged copies of ${cases.length} backups: ${counts}; slowest ${Math.round(slowest)} ms, peak ${peak} MB`,
  );
  expect(failures).toEqual([]);
  expect(peak).toBeLessThan(MOST_MB);
});
