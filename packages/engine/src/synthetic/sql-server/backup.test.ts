import { describe, expect, it } from 'vitest';
import {
  clusteredRecords,
  pagesOfFiles,
  pagesOfTape,
  readUnits,
  walkTape,
} from '../../testing/plain-database-reader.js';
import { buildBackup } from './backup.js';
import { backupSetId } from './backup-input.js';
import { bareDataFiles } from './bare-files.js';
import { type BuiltDatabase, buildDatabase } from './database.js';
import { featureDatabase } from './feature-database.js';
import type { DatabaseSpec, SpecValue } from './spec.js';

const database = buildDatabase(featureDatabase(904));

/** A database of two tables; the second has `extra` rows more. */
const growing = (extra: number): DatabaseSpec => {
  const columns = [
    { name: 'Id', type: 'int', nullable: false },
    { name: 'Text', type: 'varchar(2000)', nullable: true },
  ];
  const rows = (count: number): SpecValue[][] => Array.from({ length: count }, (_, i) => [i + 1, 'x'.repeat(1_000)]);
  return {
    name: 'Growing',
    version: 904,
    seed: 3,
    tables: [
      { name: 'Still', storage: 'clustered', key: ['Id'], columns, rows: rows(2_000) },
      { name: 'Moving', storage: 'clustered', key: ['Id'], columns, rows: rows(50 + extra) },
    ],
  };
};

const types = (file: Buffer): string[] => walkTape(file).map(({ type }) => type);
/** Allocated and formatted pages, as the data files have them. */
const expectSamePages = (files: readonly Buffer[], built: BuiltDatabase): void => {
  const [got, want] = [pagesOfTape(files), pagesOfFiles(bareDataFiles(built))];
  expect([...got.keys()].sort()).toEqual([...want.keys()].sort());
  for (const [place, page] of got) expect(page.equals(want.get(place)!), place).toBe(true);
};
/** The SCIN record of the first configuration stream. */
const config = (file: Buffer): Buffer => {
  const stream = walkTape(file)
    .flatMap(({ streams }) => streams)
    .find(({ id }) => id === 'MQCI')!;
  return file.subarray(stream.at, stream.at + stream.length);
};

describe('buildBackup', () => {
  it.each([512, 4096] as const)('writes a chain of blocks that ends with the file, in blocks of %i', (blockSize) => {
    const [file] = buildBackup({ database }, { blockSize });
    expect(types(file!)).toEqual('TAPE SFMB SSET VOLB MSCI MSDA MSTL MSTL MSLS SFMB ESET ESET SFMB'.split(' '));
    expectSamePages([file!], database);
  });

  it('has the pages of the database, of all its files', () => {
    const wide = buildDatabase(featureDatabase(957, { files: 3 }));
    const [file] = buildBackup({ database: wide }, { checksum: true });
    expect(types(file!).filter((type) => type === 'MSDA')).toHaveLength(3);
    expectSamePages([file!], wide);
  });

  it('is the same each time', () => {
    expect(buildBackup({ database })[0]!.equals(buildBackup({ database })[0]!)).toBe(true);
  });

  it('deals the extents to stripes of one media set', () => {
    const files = buildBackup({ database }, { families: 3 });
    expect(files).toHaveLength(3);
    expectSamePages(files, database);
    const parts = files.map((file) => pagesOfTape([file]).size);
    expect(parts.reduce((a, b) => a + b)).toBe(pagesOfTape(files).size);
    const raid = files.map((file) => file.subarray(162, 194));
    expect(new Set(raid.map((data) => data.toString('hex', 0, 24))).size).toBe(1);
    expect(raid.map((data) => [data.readUInt16LE(20), data.readUInt16LE(24)])).toEqual([
      [3, 1],
      [3, 2],
      [3, 3],
    ]);
  });

  it('repeats what changed meanwhile in a second pass that counts', () => {
    const [file] = buildBackup({ database }, { secondPass: true });
    expect(types(file!).filter((type) => type === 'MSDA')).toHaveLength(2);
    expectSamePages([file!], database);
    // the first copies would lose rows
    const [first] = walkTape(file!).filter(({ type }) => type === 'MSDA');
    const data = first!.streams.find(({ id }) => id === 'MQDA')!;
    const stale = Array.from({ length: (data.length - 2) / 8192 }, (_, i) => data.at + 2 + i * 8192).filter(
      (at) => file![at] === 1 && file![at + 1] === 1 && file!.readUInt16LE(at + 22) === 0,
    );
    expect(stale.length).toBeGreaterThan(0);
  });

  it('brings a base up to date with a differential that names it', () => {
    const [base, changed] = [buildDatabase(growing(0)), buildDatabase(growing(300))];
    const [full] = buildBackup({ database: base });
    const [differential] = buildBackup({ database: changed, base, kind: 'differential' });
    expect(differential!.length).toBeLessThan(full!.length);
    const [of, on] = [config(full!), config(differential!)];
    expect(on.readUInt32LE(8) & 0x800).toBe(0x800);
    expect(on.subarray(200, 216).equals(backupSetId(base, 'full'))).toBe(true);
    expect(full!.includes(backupSetId(base, 'full'))).toBe(true);
    expect(on.subarray(260, 270).equals(of.subarray(52, 62))).toBe(true);
    expect(on.subarray(124, 140).equals(of.subarray(124, 140))).toBe(true);
    const pages = pagesOfTape([full!, differential!]);
    const rowset = changed.tables[1]!.rowsets[0]!.id;
    const unit = readUnits(pages).find(({ owner, type }) => owner === rowset && type === 1)!;
    expect([...clusteredRecords(pages, unit.root!)]).toHaveLength(350);
  });

  it('appends sets, and writes logs without data', () => {
    const [file] = buildBackup([
      { database },
      { database, kind: 'copy-only', generation: 1 },
      { database, kind: 'log' },
    ]);
    const order = types(file!);
    expect(order.filter((type) => type === 'SSET')).toHaveLength(3);
    expect(order.filter((type) => type === 'MSDA')).toHaveLength(2);
    expect(order.at(-1)).toBe('SFMB');
  });

  it('scrambles the pages of an encrypted database but for the first and the boot page', () => {
    const spec = featureDatabase(904, { encrypted: true });
    const pages = pagesOfTape(buildBackup({ database: buildDatabase(spec) }));
    const plain = pagesOfTape(buildBackup({ database }));
    for (const [place, page] of pages) {
      const open = place === '1:0' || place === '1:9';
      expect(page.equals(plain.get(place)!), place).toBe(open);
      if (!open) expect(page.readUInt16LE(4) & 8, place).toBe(8);
    }
  });

  it('numbers the rows of repeated pages', () => {
    const columns = [
      { name: 'Id', type: 'int', nullable: false },
      { name: 'Note', type: 'varchar(400)', nullable: true },
    ];
    const rows = Array.from({ length: 24 }, (_, i) => [0, 'x'.repeat(250 + i)]);
    const large = buildDatabase({
      name: 'Large',
      version: 904,
      seed: 5,
      tables: [{ name: 'Large', storage: 'heap', columns, rows, repeatedExtents: 160 }],
    });
    const pages = pagesOfTape(buildBackup({ database: large }));
    const numbers: number[] = [];
    for (const page of pages.values()) {
      if (page[1] !== 1 || page.readUInt16LE(6) !== 256) continue;
      for (let slot = 0; slot < page.readUInt16LE(22); slot++) {
        numbers.push(page.readUInt32LE(page.readUInt16LE(8190 - 2 * slot) + 4));
      }
      let sum = 0;
      for (let s = 0; s < 16; s++) {
        let x = 0;
        for (let w = s * 512; w < s * 512 + 512; w += 4) if (w !== 60) x ^= page.readUInt32LE(w);
        sum ^= s < 15 ? (x << (15 - s)) | (x >>> (17 + s)) : x;
      }
      expect(sum >>> 0).toBe(page.readUInt32LE(60));
    }
    expect(numbers).toHaveLength(large.tables[0]!.rows);
    expect(numbers.every((number, i) => number === i + 1)).toBe(true);
  });
});
