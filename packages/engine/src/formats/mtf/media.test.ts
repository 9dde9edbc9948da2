import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ByteSource } from '../../base/byte-source.js';
import { MigrationError } from '../../base/error.js';
import { type SampleMedia, type SampleSet, sampleMedia } from '../../testing/mtf-sample.js';
import { compressToContainer } from '../../testing/xpress-encoder.js';
import { openContainer } from '../xpress/container.js';
import { assembleSets } from './assembly.js';
import { readMedia } from './media.js';

const source = (bytes: Uint8Array): ByteSource => ({
  byteLength: bytes.length,
  slice: async (start, end) => bytes.subarray(start, end),
});

const pages = (count: number, fill: number): Buffer => Buffer.alloc(count * 8192, fill);

const full: SampleSet = {
  letter: 'D',
  guid: 0xa1,
  database: 0xdb,
  checkpoint: { vlf: 34, block: 118, slot: 192 },
  passes: [pages(5, 1), pages(2, 2)],
  logBytes: 1024,
  day: 3,
};

const medium = (sets: readonly SampleSet[], more: Partial<SampleMedia> = {}): Buffer =>
  sampleMedia({ mediaGuid: 0x55, sets, ...more });

describe('the media of a backup', () => {
  it('describes set, database, files and page runs', async () => {
    const bytes = medium([full]);
    const description = await readMedia(source(bytes));
    expect(description.problems).toEqual([]);
    expect([description.endedAt, description.blocks.failed]).toEqual([bytes.length, 0]);
    expect(description).toMatchObject({
      mediaSetGuid: '55555555-5555-5555-5555-555555555555',
      families: 1,
      family: 1,
      software: 'Microsoft SQL Server',
    });
    const [set] = description.sets;
    expect(set).toMatchObject({
      kind: 'full',
      number: 1,
      name: 'set 1',
      startedAt: '2021-03-03T10:20:30',
      serverMajor: 15,
      whole: true,
      pages: 7,
      logBytes: 1024,
      copyOnly: false,
    });
    expect(set?.config).toMatchObject({
      databaseName: 'sample',
      serverName: 'SERVER',
      withChecksum: true,
      compatibilityLevel: 150,
      databaseVersion: 904,
      collation: 0x3400d008,
      finishedAt: '2021-03-03T10:20:30',
      checkpointLsn: { vlf: 34, block: 118, slot: 192 },
      filegroups: [{ id: 1, name: 'PRIMARY' }],
    });
    expect(set?.config?.files.map((file) => [file.fileId, file.isLog, file.logicalName, file.statedPages])).toEqual([
      [1, false, 'sample', 5],
      [2, true, 'sample_log', 0],
    ]);
    for (const run of set?.pageRuns ?? []) {
      expect(bytes.subarray(run.offset, run.offset + run.pages * 8192)).toEqual(full.passes[run.pass - 1]);
    }
    expect(set?.pageRuns.map((run) => run.pass)).toEqual([1, 2]);
  });

  it('reads the same through a compressed container', async () => {
    const bytes = medium([full, { ...full, guid: 0xa2 }]);
    const container = await openContainer(source(compressToContainer(bytes)));
    expect(await readMedia(container)).toEqual(await readMedia(source(bytes)));
    expect(container.problems).toEqual([]);
  });

  it('reads sets after damage of a block, and says what was lost', async () => {
    const bytes = medium([full, { ...full, guid: 0xa2, day: 4 }]);
    const [first] = (await readMedia(source(bytes))).sets;
    // From the middle of the data of the first set over the head of its second pass.
    const damaged = Buffer.from(bytes);
    const end = first!.pageRuns[1]!.offset;
    damaged.fill(0xee, end - 2500, end);
    const description = await readMedia(source(damaged));
    expect(description.sets.map((set) => [set.guid?.slice(0, 2), set.whole])).toEqual([
      ['A1', false],
      ['A2', true],
    ]);
    expect(description.problems.map((problem) => problem.code)).toEqual(['stream-damaged']);
  });

  it('keeps the pages of a stream whose header is damaged, and of a block whose header is', async () => {
    const bytes = medium([{ ...full, passes: [pages(5, 1)] }]);
    const run = (await readMedia(source(bytes))).sets[0]!.pageRuns[0]!;
    for (const at of [run.offset - 24 + 9, bytes.indexOf('MSDA') + 20, bytes.indexOf('APAD') + 1]) {
      const damaged = Buffer.from(bytes);
      damaged[at]! ^= 0x40;
      const description = await readMedia(source(damaged));
      const read = description.sets[0]!.pageRuns[0]!;
      expect([read.offset, read.pages]).toEqual([run.offset, run.pages]);
      expect(description.problems.length).toBeGreaterThan(0);
    }
  });

  it('keeps what a cut file holds and calls the set not whole', async () => {
    const bytes = medium([full]);
    const run = (await readMedia(source(bytes))).sets[0]!.pageRuns[0]!;
    const description = await readMedia(source(bytes.subarray(0, run.offset + 3 * 8192 + 100)));
    expect(description.sets[0]).toMatchObject({ whole: false, pages: 3 });
    expect(description.problems.map((problem) => problem.code)).toEqual(['truncated']);
    const assembled = assembleSets([{ name: 'cut.bak', description }]);
    expect(assembled.incomplete).toBe(true);
    expect(assembled.findings.map((finding) => finding.code)).toEqual([
      'backup-set-incomplete',
      'backup-pages-missing',
    ]);
  });

  it('finds a configuration that was altered by the one that comes again', async () => {
    const bytes = medium([full]);
    bytes[bytes.indexOf('SCIN') + 91]! ^= 2;
    expect((await readMedia(source(bytes))).problems.map((problem) => problem.code)).toEqual(['config-differs']);
  });

  it('takes a stream of pages only where pages can be: other files are kept in streams of their own', async () => {
    for (const between of [
      { block: 'MSFS', stream: 'MQDA', length: 12_345 },
      { block: 'MSFS', stream: 'MQFS', length: 777 },
    ]) {
      const { sets, problems } = await readMedia(source(medium([{ ...full, between }])));
      expect([problems, sets[0]?.whole, sets[0]?.pages]).toEqual([[], true, 7]);
      expect(sets[0]?.unknownStreams).toEqual([between.block, between.stream]);
    }
  });

  it('goes over a filemark that states no length by the length that the medium states', async () => {
    const bytes = medium([full, { ...full, guid: 0xa2 }]);
    for (let at = bytes.indexOf('SFMB'); at >= 0; at = bytes.indexOf('SFMB', at + 4)) {
      bytes.writeUInt16LE(52, at + 8);
      let sum = 0;
      for (let word = at; word < at + 50; word += 2) sum ^= bytes.readUInt16LE(word);
      bytes.writeUInt16LE(sum, at + 50);
    }
    const { sets, problems } = await readMedia(source(bytes));
    expect([problems, sets.map((set) => set.whole)]).toEqual([[], [true, true]]);
  });

  it('calls a set damaged whose two configurations are of different kinds', async () => {
    const { sets, problems } = await readMedia(source(medium([{ ...full, lastLetter: 'L' }, full])));
    expect(sets.map((set) => set.whole)).toEqual([false, true]);
    expect(problems.map((problem) => problem.code)).toEqual(['set-damaged']);
  });

  it('tells the files of a mirror as those of the first copy, however they are counted', async () => {
    for (const family of [1, 2]) {
      const bytes = medium([full]);
      const raid = bytes.indexOf('RAID') + 22;
      bytes.writeUInt16LE(2, raid + 22);
      bytes.writeUInt16LE(family, raid + 24);
      const { families, family: read, mirrors, problems } = await readMedia(source(bytes));
      expect([families, read, mirrors, problems]).toEqual([1, 1, 2, []]);
    }
  });

  it('refuses a tape of other software, and what is no backup', async () => {
    const other = medium([full], { vendor: 0x0ffa, software: 'Windows NT Backup' });
    await expect(readMedia(source(other))).rejects.toMatchObject({
      code: 'BACKUP_OF_OTHER_SOFTWARE',
      kind: 'refused',
      message: expect.stringContaining('Windows NT Backup'),
    });
    await expect(readMedia(source(Buffer.alloc(4096, 7)))).rejects.toMatchObject({ code: 'BACKUP_NOT_MTF' });
    await expect(readMedia(source(medium([]).subarray(0, 1024)))).rejects.toMatchObject({ code: 'BACKUP_WITHOUT_SET' });
  });

  it('ends in a description or a MigrationError whatever is flipped, cut or spliced', async () => {
    const bytes = medium([full, { ...full, guid: 0xa2, letter: 'I', base: { guid: 0xa1, lsn: full.checkpoint } }]);
    const mutation = fc.record({
      flips: fc.array(fc.tuple(fc.nat(bytes.length - 1), fc.nat(255)), { maxLength: 6 }),
      end: fc.option(fc.nat(bytes.length)),
      splice: fc.option(fc.tuple(fc.nat(bytes.length), fc.nat(bytes.length), fc.nat(20_000))),
    });
    await fc.assert(
      fc.asyncProperty(mutation, async ({ flips, end, splice }) => {
        let mutated = Buffer.from(bytes);
        for (const [at, mask] of flips) mutated[at]! ^= mask;
        if (end !== null) mutated = mutated.subarray(0, end);
        if (splice !== null) {
          const [at, from, length] = splice;
          mutated = Buffer.concat([mutated.subarray(0, at), bytes.subarray(from, from + length), mutated.subarray(at)]);
        }
        try {
          const description = await readMedia(source(mutated));
          for (const run of assembleSets([{ name: 'mutated', description }]).runs) {
            expect(run.offset + run.pages * 8192).toBeLessThanOrEqual(mutated.length);
          }
        } catch (error) {
          expect(error).toBeInstanceOf(MigrationError);
        }
      }),
      { numRuns: 400, seed: 5 },
    );
  });
});
