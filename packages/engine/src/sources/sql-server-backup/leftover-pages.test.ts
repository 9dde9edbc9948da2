import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { PAGE_SIZE, pageId } from '../../formats/mdf/page.js';
import { bareDataFiles, buildBackup } from '../../synthetic/sql-server/backup.js';
import { type BuiltDatabase, buildDatabase } from '../../synthetic/sql-server/database.js';
import { PageWriter, protectPage } from '../../synthetic/sql-server/page-writer.js';
import { sharedPath, sharedReason } from '../../testing/shared.js';
import { inspectSource } from '../inspect.js';
import { type BenchCase, DamageBench } from './damage-bench.js';

const folder = mkdtempSync(join(tmpdir(), 'leftover-'));
const bench = new DamageBench();
afterAll(() => {
  bench[Symbol.dispose]();
  rmSync(folder, { recursive: true, force: true });
});

const database: BuiltDatabase = buildDatabase({
  name: 'leftover',
  version: 852,
  seed: 5,
  tables: [
    {
      name: 'visit',
      storage: 'heap',
      columns: [
        { name: 'id', type: 'int' },
        { name: 'note', type: 'varchar(900)' },
      ],
      rows: Array.from({ length: 90 }, (_, i) => [i, `${i} `.repeat(200)]),
    },
  ],
});

async function load(name: string, bytes: Buffer): Promise<BenchCase> {
  const path = join(folder, name);
  writeFileSync(path, bytes);
  const victim = await bench.load(name, [path]);
  expect(victim.truth.end).toBe('complete');
  return victim;
}

/** Random bytes that a reader takes for a page: the first byte is 1, and flags say that there is a checksum. */
function junk(): Buffer {
  const bytes = Buffer.alloc(PAGE_SIZE);
  for (let at = 0; at < PAGE_SIZE; at++) bytes[at] = (at * 2654435761) >>> 24;
  bytes[0] = 1;
  bytes.writeUInt16LE(0x200, 4);
  return bytes;
}

/** Offsets of pages: those of the table, and those that were never used and stand behind one that is. */
function placesIn({ bytes, shape }: BenchCase): { rows: number[]; free: number[] } {
  const at = (i: number): Buffer => bytes.subarray(shape.pages[i]!, shape.pages[i]! + PAGE_SIZE);
  const rows = shape.pages.filter((_, i) => at(i)[0] === 1 && /(\d+ )\1{20}/.test(at(i).toString('latin1')));
  const free = shape.pages.filter((_, i) => i >= 16 && i % 8 > 0 && at(i)[0] === 0 && at(i - (i % 8))[0] === 1);
  return { rows, free };
}

async function endWith(victim: BenchCase, changes: readonly (readonly [at: number, page: Buffer])[]) {
  const bytes = Buffer.from(victim.bytes);
  for (const [at, page] of changes) bytes.set(page, at);
  const { reading, differing } = await bench.try(victim, {
    kind: 'by hand',
    bytes,
    hits: changes.map(([from]) => ({ from, to: from + PAGE_SIZE })),
    resealed: false,
    replacedPage: null,
  });
  return [reading.end, reading.why, differing];
}

const pageAt = (victim: BenchCase, at: number): Buffer => Buffer.from(victim.bytes.subarray(at, at + PAGE_SIZE));
const sealed = (page: Buffer): Buffer => {
  protectPage(page, 'checksum');
  return page;
};

describe.each([
  ['backup.bak', () => buildBackup({ database })[0]!],
  ['database.mdf', () => bareDataFiles(database)[0]!],
] as const)('what lay on the disk before, in %s', (name, made) => {
  it('is not taken for pages of the database where no page is in use', async () => {
    const victim = await load(name, made());
    const { rows, free } = placesIn(victim);
    expect(await endWith(victim, [[free[0]!, junk()]])).toEqual(['complete', '', []]);
    // A page of another database that calls itself one of this one, and an older copy of one of this one.
    const other = pageAt(victim, rows[0]!);
    other.fill(0x41, 200, 220);
    expect(
      await endWith(
        victim,
        free.map((at) => [at, sealed(other)] as const),
      ),
    ).toEqual(['complete', '', []]);
    const path = join(folder, `noted-${name}`);
    const bytes = Buffer.from(victim.bytes);
    bytes.set(junk(), free[0]!);
    writeFileSync(path, bytes);
    const { issues } = await inspectSource([path]);
    expect(issues.map((issue) => [issue.severity, issue.code])).toContainEqual(['information', 'pages-left-over']);
  });

  it('is damage where a page is in use', async () => {
    const victim = await load(name, made());
    const { rows } = placesIn(victim);
    const [first, second] = rows.slice(-2);
    for (const page of [junk(), pageAt(victim, first!)]) {
      const [end, why] = await endWith(victim, [[second!, page]]);
      expect(end).toBe('incomplete');
      expect(why).toMatch(/page-checksums|pages-of-this-database/);
    }
  });
});

it('takes a page of a later log for one of the time before a restore only where it is in no use', async () => {
  const victim = await load('later.bak', buildBackup({ database })[0]!);
  const { rows, free } = placesIn(victim);
  const late = (page: Buffer): Buffer => {
    page.writeUInt32LE(9999, 40);
    return sealed(page);
  };
  const index = victim.shape.pages.indexOf(free[0]!);
  const neighbour = pageAt(victim, victim.shape.pages[index - (index % 8)]!);
  const old = new PageWriter({ file: 1, page: pageId(neighbour) + (index % 8) }, 1).seal('checksum');
  expect(await endWith(victim, [[free[0]!, late(old)]])).toEqual(['complete', '', []]);
  const [end, why] = await endWith(victim, [[rows.at(-1)!, late(pageAt(victim, rows.at(-1)!))]]);
  expect([end, why]).toEqual(['incomplete', expect.stringContaining('pages-of-this-database')]);
});

it('does not condemn a page for having been written while PAGE_VERIFY was NONE', async () => {
  const victim = await load('none.bak', buildBackup({ database })[0]!);
  const page = pageAt(victim, placesIn(victim).rows.at(-1)!);
  // The server takes the mark away, writes the page anew and leaves the old checksum where it was.
  page.writeUInt16LE(page.readUInt16LE(4) & ~0x200, 4);
  page.writeUInt32LE(page.readUInt32LE(44) - 1, 44);
  const path = join(folder, 'none-noted.bak');
  const bytes = Buffer.from(victim.bytes);
  bytes.set(page, placesIn(victim).rows.at(-1)!);
  writeFileSync(path, bytes);
  const { verdict, issues } = await inspectSource([path]);
  expect([verdict, issues.map((issue) => [issue.severity, issue.code])]).toEqual([
    'complete',
    [['warning', 'pages-unprotected']],
  ]);
});

it('tells a page in use that is alone in its extent and cannot be told from what lay on the disk before', async () => {
  const [bytes] = buildBackup({
    database: buildDatabase({
      name: 'alone',
      version: 852,
      seed: 5,
      tables: [
        {
          name: 't',
          storage: 'heap',
          columns: [{ name: 'image', type: 'varbinary(max)' }],
          // Eight pages are taken one by one; the ninth begins an extent of its own.
          rows: [[Buffer.alloc(8 * 8040 + 100, 7)]],
        },
      ],
    }),
  });
  const victim = await load('alone.bak', bytes!);
  const isFormatted = (i: number): boolean => victim.bytes[victim.shape.pages[i]!] === 1;
  const alone = victim.shape.pages.find(
    (_, i) => i % 8 === 0 && isFormatted(i) && ![1, 2, 3, 4, 5, 6, 7].some((more) => isFormatted(i + more)),
  );
  if (alone === undefined) throw new Error('no page is alone in its extent');
  const [end, why] = await endWith(victim, [[alone, junk()]]);
  expect([end, why]).toEqual(['incomplete', expect.stringContaining('extents-present')]);
});

it('is not drowned in what lay on the disk before', async () => {
  const [whole] = bareDataFiles(database);
  // A file that has grown over another: what lies there was never cleared, and is in no use.
  const grown = 12_000;
  const bytes = Buffer.alloc(whole!.length + grown * PAGE_SIZE);
  whole!.copy(bytes);
  const old = new PageWriter({ file: 1, page: 3 }, 1).seal('checksum');
  for (let at = whole!.length; at < bytes.length; at += PAGE_SIZE) old.copy(bytes, at);
  // The second map of the file says that it is free.
  const map = new PageWriter({ file: 1, page: 8088 }, 11).seal('checksum');
  map.copy(bytes, 8088 * PAGE_SIZE);
  const path = join(folder, 'grown.mdf');
  writeFileSync(path, bytes);
  const { verdict, issues } = await inspectSource([path]);
  expect([verdict, issues.map((issue) => issue.message)]).toEqual([
    'complete',
    [expect.stringMatching(/^11999 pages that are in no use/)],
  ]);
});

const shared = sharedPath('data/mssql');
const real = [
  'blackmonoceros__Northwind-Database__northwind.bak',
  'felix-csm__PAF.Document-Archieving-Sytem__backup.bak',
  'aelgendy97__Database_Project__Hospital.bak',
  'yashvi-khunt__VenusSoftTask__PatientDB.bak',
];
describe.skipIf(shared === null)(`real backups${shared === null ? ` (${sharedReason('data/mssql')})` : ''}`, () => {
  it.each(real)('%s gives the same rows whatever stands in pages that were never used', async (name) => {
    const victim = await bench.load(name, [join(shared ?? '', name)]);
    const { bytes, shape } = victim;
    const rows = shape.pages.filter((at) => bytes[at] === 1 && bytes[at + 1] === 1);
    const changes = shape.pages
      .filter((at) => bytes[at] !== 1)
      .map((at, i) => [at, i % 2 === 0 ? junk() : pageAt(victim, rows[(i * 7) % rows.length]!)] as const);
    expect(changes.length).toBeGreaterThan(10);
    expect(await endWith(victim, changes)).toEqual(['complete', '', []]);
  });
});
