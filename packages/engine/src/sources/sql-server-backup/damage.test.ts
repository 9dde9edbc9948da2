import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { buildBackup } from '../../synthetic/sql-server/backup.js';
import { buildDatabase } from '../../synthetic/sql-server/database.js';
import { featureDatabase } from '../../synthetic/sql-server/feature-database.js';
import { seededRandom } from '../../testing/dump-generator.js';
import { type DamagedFile, damageFile } from '../../testing/file-damage.js';
import { sharedPath, sharedReason } from '../../testing/shared.js';
import { compressToContainer } from '../../testing/xpress-encoder.js';
import { type BenchCase, DamageBench } from './damage-bench.js';

/** A taste of tests/chaos/sql-server-mutations.test.ts, which tries thousands. */
const TRIES = 25;

const folder = mkdtempSync(join(tmpdir(), 'damage-'));
const bench = new DamageBench();
afterAll(() => {
  bench[Symbol.dispose]();
  rmSync(folder, { recursive: true, force: true });
});

function backupOf(protection: 'checksum' | 'torn'): Buffer {
  const spec = featureDatabase(852, { protection });
  const [backup] = buildBackup({
    database: buildDatabase({ ...spec, tables: spec.tables.filter((table) => table.refusal === undefined) }),
  });
  if (backup === undefined) throw new Error('a backup has at least one file');
  return backup;
}

function madeUp(name: string, bytes: Buffer): Promise<BenchCase> {
  writeFileSync(join(folder, name), bytes);
  return bench.load(name, [join(folder, name)]);
}

async function expectCivil(victim: BenchCase): Promise<void> {
  expect(victim.truth.end).toBe('complete');
  for (let i = 0; i < TRIES; i++) {
    const random = seededRandom(7_000_003 + i);
    const damage = damageFile({ bytes: victim.bytes, shape: victim.shape, other: victim, random });
    const { fate, reading } = await bench.try(victim, damage);
    expect(['WRONG', 'CRASH', 'SLOW'], `${i} ${damage.kind} ${reading.why}`).not.toContain(fate);
  }
}

it('survives damage of made-up backups, plain and compressed', async () => {
  const checksums = backupOf('checksum');
  await expectCivil(await madeUp('checksums.bak', checksums));
  await expectCivil(await madeUp('compressed.bak', compressToContainer(checksums)));
  await expectCivil(await madeUp('torn.bak', backupOf('torn')));
});

const real = sharedPath('data/mssql', 'TasnimBrashdi__OOP-with-EFCore-and-database-project-__Library.bak');
it.skipIf(real === null)(
  `survives damage of a real backup${real === null ? ` (${sharedReason('data/mssql')})` : ''}`,
  async () => expectCivil(await bench.load('real', [real ?? ''])),
);

const inPlace = (bytes: Buffer, from: number, to: number): DamagedFile => ({
  kind: 'by hand',
  bytes,
  hits: [{ from, to }],
  resealed: false,
  replacedPage: null,
});

it('calls a backup complete only up to its last byte', async () => {
  const victim = await madeUp('cut.bak', backupOf('checksum'));
  for (const cut of [1, 100, 511, 512, 1024, 2048, 4096, 8192, 65_536]) {
    const bytes = victim.bytes.subarray(0, -cut);
    const { fate } = await bench.try(victim, { ...inPlace(bytes, 0, 0), hits: null });
    expect(fate, `${cut} bytes are missing`).toBe('incomplete');
  }
});

it.each(['checksum', 'torn'] as const)(
  'tells a page that has lost the mark of its protection (%s)',
  async (protection) => {
    const victim = await madeUp(`flag-${protection}.bak`, backupOf(protection));
    const at = victim.shape.pages.find((page) => victim.bytes[page] === 1 && victim.bytes[page + 1] === 1);
    if (at === undefined) throw new Error('no page of rows');
    const bytes = Buffer.from(victim.bytes);
    bytes.writeUInt16LE(bytes.readUInt16LE(at + 4) & ~0x300, at + 4);
    const { fate } = await bench.try(victim, inPlace(bytes, at + 4, at + 6));
    // Without the torn bits put back, rows may be lost as well.
    expect(fate).toBe(protection === 'checksum' ? 'damaged' : 'incomplete');
  },
);

it('excuses a wrong value only where the checksum of its page still fits', async () => {
  const columns = [{ name: 'note', type: 'varchar(4000)' }];
  const tables = [{ name: 'Note', storage: 'heap', columns, rows: [['abcdefgh'.repeat(400)]] } as const];
  const [backup] = buildBackup({ database: buildDatabase({ name: 'notes', version: 852, seed: 5, tables }) });
  const victim = await madeUp('notes.bak', backup!);
  const at = victim.bytes.indexOf('abcdefgh', 0, 'latin1') + 1024;
  const flipped = (bits: readonly [number, number]): Promise<{ fate: string }> => {
    const bytes = Buffer.from(victim.bytes);
    bytes[at] = bytes[at]! ^ bits[0];
    bytes[at + 8] = bytes[at + 8]! ^ bits[1];
    return bench.try(victim, { ...inPlace(bytes, at, at + 9), kind: 'bit-flips by hand' });
  };
  expect((await flipped([4, 4])).fate).toBe('cancelled');
  expect((await flipped([4, 2])).fate).toBe('damaged');
});
