import { describe, expect, it } from 'vitest';
import { type SampleMedia, type SampleSet, sampleMedia } from '../../testing/mtf-sample.js';
import { assembleSets } from './assembly.js';
import { readMedia } from './media.js';
import type { NamedMedia } from './media-groups.js';

const pages = (count: number): Buffer => Buffer.alloc(count * 8192, 1);

async function named(name: string, mediaGuid: number, sets: readonly SampleSet[], more: Partial<SampleMedia> = {}) {
  const bytes = sampleMedia({ mediaGuid, sets, ...more });
  const source = { byteLength: bytes.length, slice: async (start: number, end: number) => bytes.subarray(start, end) };
  return { name, description: await readMedia(source) } satisfies NamedMedia;
}

const checkpoint = { vlf: 34, block: 118, slot: 192 };
const full: SampleSet = { letter: 'D', guid: 0xa1, database: 0xdb, checkpoint, passes: [pages(6)], day: 1 };
const differential: SampleSet = {
  letter: 'I',
  guid: 0xd1,
  database: 0xdb,
  checkpoint: { vlf: 34, block: 300, slot: 1 },
  base: { guid: 0xa1, lsn: checkpoint },
  passes: [pages(2)],
  day: 2,
};
const log: SampleSet = { ...full, letter: 'L', guid: 0xe1, passes: [], logBytes: 512, day: 3 };

const codes = (run: () => unknown): unknown => {
  try {
    return run();
  } catch (error) {
    return (error as { code?: string }).code;
  }
};

describe('the files of a backup', () => {
  it('joins stripes whatever their order, a later pass after the one before of all', async () => {
    const striped = { ...full, passes: [pages(3), pages(1)], statedPages: 6 };
    const first = await named('1.bak', 0x51, [striped], { families: 2, family: 1 });
    const second = await named('2.bak', 0x51, [striped], { families: 2, family: 2 });
    for (const [media, order] of [
      [
        [first, second],
        [0, 1, 0, 1],
      ],
      [
        [second, first],
        [1, 0, 1, 0],
      ],
    ] as const) {
      const assembled = assembleSets(media);
      expect(assembled.runs.map((run) => run.media)).toEqual(order);
      expect(assembled.runs.map((run) => run.pages)).toEqual([3, 3, 1, 1]);
      expect([assembled.incomplete, assembled.findings]).toEqual([false, []]);
    }
    const alone = assembleSets([second]);
    expect(alone.incomplete).toBe(true);
    expect(alone.findings).toMatchObject([
      {
        code: 'stripe-missing',
        where: 'media family 1 of 2',
        message: expect.stringContaining('media set {51515151-5151-5151-5151-515151515151}'),
      },
    ]);
  });

  it('takes one of two copies of a family', async () => {
    const file = await named('a.bak', 0x51, [full]);
    const assembled = assembleSets([file, { ...file, name: 'b.bak' }]);
    expect(assembled.runs).toHaveLength(1);
    expect(assembled.findings.map((finding) => [finding.code, finding.where])).toEqual([
      ['media-family-duplicate', 'b.bak'],
    ]);
  });

  it('lays the differential over its base, in any order of files and in one medium', async () => {
    const base = await named('full.bak', 0x51, [full]);
    const change = await named('diff.bak', 0x52, [differential]);
    for (const media of [[base, change], [change, base], [await named('both.bak', 0x53, [full, differential])]]) {
      const assembled = assembleSets(media);
      expect(assembled.runs.map((run) => [run.layer, run.pages])).toEqual([
        ['base', 6],
        ['differential', 2],
      ]);
      expect(assembled.current.guid).toBe('D1D1D1D1-D1D1-D1D1-D1D1-D1D1D1D1D1D1');
    }
  });

  it('refuses a differential alone, or with another full backup, checkpoint or a copy-only one', async () => {
    const change = await named('diff.bak', 0x52, [differential]);
    expect(() => assembleSets([change])).toThrow(
      /since the full backup set \{A1A1A1A1-.*\} with checkpoint LSN 34:118:192, taken before 2021-03-02/,
    );
    for (const other of [
      { ...full, guid: 0xa2 },
      { ...full, checkpoint: { ...checkpoint, slot: 193 } },
      { ...full, copyOnly: true },
    ]) {
      const media = [await named('full.bak', 0x51, [other]), change];
      expect(codes(() => assembleSets(media))).toBe('BACKUP_DIFFERENTIAL_MISMATCH');
    }
  });

  it('refuses a log backup alone and leaves it out beside a full one', async () => {
    const changes = await named('log.trn', 0x54, [log]);
    expect(codes(() => assembleSets([changes]))).toBe('BACKUP_LOG_ONLY');
    const assembled = assembleSets([changes, await named('full.bak', 0x51, [full])]);
    expect(assembled.findings.map((finding) => finding.code)).toEqual(['log-backup-ignored']);
  });

  it('takes the newest full backup of a medium, or the set that is named', async () => {
    const later = { ...full, guid: 0xa2, checkpoint: { ...checkpoint, block: 200 }, passes: [pages(4)], day: 2 };
    const media = [await named('two.bak', 0x51, [full, later])];
    expect(assembleSets(media).base.head.position).toBe(2);
    expect(assembleSets(media, { set: 1 }).runs.map((run) => run.pages)).toEqual([6]);
    expect(codes(() => assembleSets(media, { set: 3 }))).toBe('BACKUP_SET_UNKNOWN');
    // A differential of the older one is older than the newest full backup and has no say.
    const change = await named('diff.bak', 0x52, [
      { ...differential, day: 1, checkpoint: { ...checkpoint, block: 150 } },
    ]);
    expect(assembleSets([...media, change]).differential).toBeNull();
  });

  it('takes the set that was appended last, even where the clock was set back between', async () => {
    const media = [
      await named('two.bak', 0x51, [
        { ...full, day: 9 },
        { ...full, guid: 0xa2, passes: [pages(4)], day: 8 },
      ]),
    ];
    const assembled = assembleSets(media);
    expect([assembled.base.head.position, assembled.incomplete]).toEqual([2, false]);
  });

  it('names an older set that is whole where the newest is not', async () => {
    const bytes = sampleMedia({ mediaGuid: 0x51, sets: [full, { ...full, guid: 0xa2 }] });
    const cut = bytes.subarray(0, bytes.length - 4096);
    const slice = async (start: number, end: number) => cut.subarray(start, end);
    const description = await readMedia({ byteLength: cut.length, slice });
    const { incomplete, findings } = assembleSets([{ name: 'cut.bak', description }]);
    expect([incomplete, findings.find(({ code }) => code === 'earlier-set-whole')?.hint]).toEqual([
      true,
      '--option set=1 reads it; what came after it is missing there.',
    ]);
  });

  it('misses the log only where the backup says that there is some', async () => {
    const quiet = { ...full, logBytes: 0, noLog: true };
    expect(assembleSets([await named('read-only.bak', 0x51, [quiet])]).findings).toEqual([]);
    const cut = assembleSets([await named('cut.bak', 0x51, [{ ...full, logBytes: 0 }])]);
    expect([cut.incomplete, cut.findings.map((finding) => finding.code)]).toEqual([true, ['backup-log-missing']]);
  });

  it('is not kept from a database by a differential of another in the same file', async () => {
    const other = { ...differential, database: 0xdc, base: { guid: 0xaf, lsn: checkpoint }, day: 3 };
    const assembled = assembleSets([await named('both.bak', 0x51, [full, other])]);
    expect([assembled.base.head.position, assembled.differential]).toEqual([1, null]);
    expect(assembled.findings.map((finding) => finding.message)).toEqual([
      'a backup set of kind differential, of another database, is not read: another one was chosen',
    ]);
  });

  it('refuses what SQL Server 2000 wrote, and says what still takes it', async () => {
    const { name, description } = await named('old.bak', 0x51, [full]);
    const sets = description.sets.map((set) => ({ ...set, serverMajor: 8, config: null, guid: null }));
    expect(() => assembleSets([{ name, description: { ...description, sets } }])).toThrow(
      /SQL Server 2000, which is not read/,
    );
  });

  it('refuses backups of several databases', async () => {
    const media = [
      await named('a.bak', 0x51, [full]),
      await named('b.bak', 0x52, [{ ...full, guid: 0xa9, database: 0xdc }]),
    ];
    expect(codes(() => assembleSets(media))).toBe('BACKUP_SEVERAL_DATABASES');
  });

  it('says when fewer pages are there than stated', async () => {
    const assembled = assembleSets([await named('a.bak', 0x51, [{ ...full, statedPages: 9 }])]);
    expect(assembled.findings).toMatchObject([{ code: 'backup-pages-missing', severity: 'error' }]);
    expect(assembled.incomplete).toBe(true);
    // A folder of FILESTREAM data has none, whatever is stated of it.
    const folder = await named('a.bak', 0x51, [{ ...full, statedPages: 9 }], { dataEnding: '' });
    expect(assembleSets([folder]).findings).toEqual([]);
  });
});
