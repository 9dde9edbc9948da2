import { describe, expect, it } from 'vitest';
import {
  clusteredRecords,
  type PlainPages,
  pagesOfFiles,
  readRecord,
  readUnits,
  slots,
  unitPages,
} from '../../testing/plain-database-reader.js';
import { bareDataFiles } from './bare-files.js';
import { type BuiltDatabase, buildDatabase } from './database.js';
import { expectedRows } from './expected-rows.js';
import { featureDatabase, refusedTables } from './feature-database.js';
import type { DatabaseVersion } from './spec.js';

const VERSIONS: readonly DatabaseVersion[] = [611, 655, 661, 706, 782, 852, 869, 904, 957, 998];

const build = (version: DatabaseVersion, files = 1): BuiltDatabase => {
  const spec = featureDatabase(version, { files });
  return buildDatabase({ ...spec, tables: [...spec.tables, ...refusedTables()] });
};
const pagesOf = (database: BuiltDatabase): PlainPages => pagesOfFiles(bareDataFiles(database));

/** The rule of PAGE_VERIFY CHECKSUM, written anew. */
function checksum(page: Buffer): number {
  let sum = 0n;
  for (let s = 0; s < 16; s++) {
    let x = 0n;
    for (let w = 0; w < 128; w++) if (s * 512 + w * 4 !== 60) x ^= BigInt(page.readUInt32LE(s * 512 + w * 4));
    const turn = BigInt(15 - s);
    sum ^= ((x << turn) | (x >> (32n - turn))) & 0xffffffffn;
  }
  return Number(sum);
}

describe.each(VERSIONS)('database of version %i', (version) => {
  const database = build(version, version === 869 ? 3 : 1);
  const pages = pagesOf(database);

  it('has a valid checksum on every page', () => {
    expect(pages.size).toBeGreaterThan(300);
    for (const [place, page] of pages) expect([place, page.readUInt32LE(60)]).toEqual([place, checksum(page)]);
  });

  it('has records between the header and the slots, none in another', () => {
    for (const [place, page] of pages) {
      const offsets = slots(page);
      expect(page.readUInt16LE(30) + page.readUInt16LE(28), place).toBe(8192 - 2 * offsets.length);
      expect(Math.min(96, ...offsets), place).toBe(96);
      expect(new Set(offsets).size, place).toBe(offsets.length);
      for (const offset of offsets) expect(offset, place).toBeLessThan(page.readUInt16LE(30));
    }
  });

  it('allocates the extents of its pages, and only once', () => {
    const owners = new Map<string, bigint>();
    for (const unit of readUnits(pages)) {
      for (const page of unitPages(pages, unit)) {
        const place = `${page.readUInt16LE(36)}:${page.readUInt32LE(32)}`;
        expect(owners.has(place), place).toBe(false);
        owners.set(place, unit.id);
        expect(page.readUInt32LE(24), place).toBe(Number((unit.id >> 16n) & 0xffffffffn));
        expect(page.readUInt16LE(6), place).toBe(Number(unit.id >> 48n));
        const gam = pages.get(`${page.readUInt16LE(36)}:2`)!;
        const extent = Math.floor(page.readUInt32LE(32) / 8);
        expect(gam[194 + (extent >> 3)]! & (1 << (extent & 7)), place).toBe(0);
      }
    }
    const ordinary = [...pages.values()].filter((page) => page[1]! <= 4);
    expect(owners.size).toBe(ordinary.length);
  });

  it('leads from the boot page to as many rows as sysrowsets says', () => {
    const units = readUnits(pages);
    const inRow = (rowset: bigint) => units.find(({ owner, type }) => owner === rowset && type === 1)!;
    const rowsets = [...clusteredRecords(pages, inRow(5n << 16n).root!)];
    expect(rowsets.length).toBeGreaterThan(20);
    const counts = new Map<number, bigint>();
    for (const { fixed } of rowsets) {
      const id = fixed.readBigUInt64LE(4);
      const object = fixed.readUInt32LE(13);
      const stated = fixed.readBigUInt64LE(31);
      counts.set(object, (counts.get(object) ?? 0n) + stated);
      const unit = inRow(id);
      const data = unitPages(pages, unit).filter((page) => page[1] === 1);
      const found = data.flatMap((page) => slots(page).filter((o) => ((page[o]! >> 1) & 7) <= 1)).length;
      const refused = database.tables.some(({ spec, objectId }) => spec.refusal && objectId === object);
      if (!refused) expect([object, found]).toEqual([object, Number(stated)]);
      // index records lead to the same rows
      if (unit.root && fixed.readUInt32LE(17) === 1) {
        expect([...clusteredRecords(pages, unit.root)].length).toBe(found);
      }
    }
    for (const { objectId, rows } of database.tables) expect(counts.get(objectId)).toBe(BigInt(rows));
  });

  it('keeps the rows of a plain table', () => {
    const table = database.tables.find(({ spec }) => spec.name === 'Plain')!;
    const unit = readUnits(pages).find(({ owner, type }) => owner === table.rowsets[0]!.id && type === 1)!;
    const rows = [...clusteredRecords(pages, unit.root!)].map(({ fixed, isNull, variable }) => [
      fixed.readInt32LE(4),
      (fixed[8]! & 1) === 1,
      isNull(3) ? null : (variable[0]?.toString('latin1') ?? ''),
    ]);
    expect(rows).toEqual([...expectedRows(table.spec)]);
  });

  it('leaves stubs that lead to forwarded rows, which lead back', () => {
    const table = database.tables.find(({ spec }) => spec.name === 'Moved')!;
    const unit = readUnits(pages).find(({ owner, type }) => owner === table.rowsets[0]!.id && type === 1)!;
    let stubs = 0;
    for (const page of unitPages(pages, unit)) {
      slots(page).forEach((offset, slot) => {
        if (page[offset] !== 0x04) return;
        stubs += 1;
        const target = pages.get(`${page.readUInt16LE(offset + 5)}:${page.readUInt32LE(offset + 1)}`)!;
        const record = readRecord(target, slots(target)[page.readUInt16LE(offset + 7)]!);
        expect(record.status).toBe(0x32);
        const back = record.variable.at(-1)!;
        const place = [back.readUInt16LE(0), back.readUInt32LE(2), back.readUInt16LE(6), back.readUInt16LE(8)];
        expect(place).toEqual([0x0400, page.readUInt32LE(32), page.readUInt16LE(36), slot]);
      });
    }
    expect(stubs).toBe(Math.floor(400 / 7));
  });
});

describe('a database', () => {
  it('is the same for the same spec, and another for another seed', () => {
    const [a, b] = [bareDataFiles(build(904))[0]!, bareDataFiles(build(904))[0]!];
    expect(a.equals(b)).toBe(true);
    const other = bareDataFiles(buildDatabase(featureDatabase(904, { seed: 12 })))[0]!;
    expect(other.equals(a)).toBe(false);
  });

  it('has torn bits that give the page back', () => {
    const plain = pagesOf(buildDatabase(featureDatabase(706, { protection: 'none' })));
    const torn = pagesOf(buildDatabase(featureDatabase(706, { protection: 'torn' })));
    expect(torn.size).toBe(plain.size);
    let changed = 0;
    for (const [place, page] of torn) {
      const whole = Buffer.from(page);
      const word = page.readUInt32LE(60);
      expect(page.readUInt16LE(4) & 0x300).toBe(0x100);
      for (let k = 1; k < 16; k++) {
        const at = k * 512 + 511;
        expect(page[at]! & 3).toBe(word & 3);
        whole[at] = (page[at]! & 0xfc) | ((word >>> (2 * k)) & 3);
        if (whole[at] !== page[at]) changed += 1;
      }
      expect(whole.subarray(64).equals(plain.get(place)!.subarray(64)), place).toBe(true);
    }
    expect(changed).toBeGreaterThan(100);
  });
});
