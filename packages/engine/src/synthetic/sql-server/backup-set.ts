import { type BackupConfig, backupConfig, CONFIG_FLAG } from './backup-config.js';
import {
  type BackupInput,
  type BackupKind,
  type BackupOptions,
  backupLsns,
  backupSetId,
  backupTimes,
  VENDOR,
} from './backup-input.js';
import { BOOT_DIFFERENTIAL_BASE, BOOT_PAGE } from './boot-pages.js';
import { type DataFile, GAM_INTERVAL } from './data-file.js';
import { LOG } from './database-log.js';
import { type MtfWriter, u16, u32 } from './mtf-writer.js';
import { extentDiffers, pageDiffers, restoreTornBits } from './page-changes.js';
import { EXTENT_PAGES, type Lsn, lsnBytes, PAGE_BYTES, PAGE_TYPE, protectPage } from './page-writer.js';
import { scramblePage } from './scrambled-page.js';
import { DEFAULT_COLLATION } from './spec.js';

const SERVER_NAME = 'SYNTHETIC';
/** [major, minor] of the server, and the compatibility level, by database version. */
const RELEASES: Readonly<Record<number, readonly [number, number, number]>> = Object.freeze({
  611: [9, 0, 90],
  655: [10, 0, 100],
  661: [10, 50, 100],
  706: [11, 0, 110],
  782: [12, 0, 120],
  852: [13, 0, 130],
  869: [14, 0, 140],
  904: [15, 0, 150],
  957: [16, 0, 160],
  998: [17, 0, 170],
});

/** Where the bits of a map page begin (observed). */
const MAP_BITS = 194;

// SSET attributes (MTF 1.00a 5.2.3)
const COPY_ONLY = 2;
const NORMAL = 4;
const DIFFERENTIAL = 8;

/** Extents of a file that one MSDA block carries. */
interface Share {
  readonly file: DataFile;
  readonly extents: readonly number[];
}

/** Extents are dealt to the families in runs of this many. */
const RUN = 4;

/** Writes one backup set to the file of one family. */
export class SetWriter {
  private readonly kind: BackupKind;
  private readonly setId: Buffer;
  private readonly times: { readonly started: Buffer; readonly finished: Buffer };

  constructor(
    private readonly writer: MtfWriter,
    private readonly input: BackupInput,
    private readonly options: BackupOptions,
    private readonly family: number,
    private readonly number: number,
  ) {
    this.kind = input.kind ?? 'full';
    this.setId = backupSetId(input.database, this.kind, input.generation);
    this.times = backupTimes(this.kind, input.generation ?? 0);
    if (this.kind === 'differential' && !input.base) throw new Error('a differential backup needs its base');
  }

  write(): void {
    const { writer, kind } = this;
    writer.startSegment();
    this.startOfSet();
    writer.block('MSCI', { size: 56 });
    writer.stream({ id: 'MQCI' }, this.config(false));
    writer.endBlock();
    if (kind !== 'log') this.data();
    this.log();
    writer.block('MSLS', { size: 56 });
    writer.stream({ id: 'MQCI' }, this.config(true));
    writer.endBlock(true);
    writer.filemark();
    this.endOfSet();
  }

  private startOfSet(): void {
    const { writer, kind, input } = this;
    const [major = 0, minor = 0] = RELEASES[input.database.spec.version] ?? [];
    const attributes = kind === 'copy-only' ? COPY_ONLY | NORMAL : kind === 'differential' ? DIFFERENTIAL : NORMAL;
    const where = Buffer.alloc(8);
    where.writeBigUInt64LE(BigInt(writer.position), 0);
    writer.block('SSET', {
      size: 122,
      fields: [
        [52, u32(attributes)],
        [60, u16(VENDOR)],
        [62, u16(this.number)],
        [80, where],
        [88, this.times.finished],
        [93, Buffer.of(major, minor, 0, 0, 2)],
        [100, this.setId],
      ],
      texts: [
        { at: 64, text: input.name ?? `${input.database.spec.name}-${kind}` },
        { at: 76, text: 'synthetic' },
      ],
    });
    writer.endBlock();
    writer.block('VOLB', {
      size: 74,
      fields: [
        [52, u32(2)],
        [68, this.times.finished],
      ],
      texts: [
        { at: 56, text: 'C:' },
        { at: 64, text: SERVER_NAME },
      ],
    });
    writer.endBlock();
  }

  private lsns(): { readonly checkpoint: Lsn; readonly end: Lsn } {
    return backupLsns(this.kind, this.input.generation ?? 0);
  }

  /** The configuration before and behind the data. */
  private config(behind: boolean): Buffer {
    const { input, kind, options } = this;
    const { database } = input;
    const { spec } = database;
    const { checkpoint, end } = this.lsns();
    const [major = 0, minor = 0, compatibility = 0] = RELEASES[spec.version] ?? [];
    const base = backupLsns('full', input.baseGeneration ?? 0).checkpoint;
    const differential = kind === 'differential' ? { base: this.baseId(), lsn: base } : undefined;
    const config: BackupConfig = {
      databaseName: spec.name,
      serverName: SERVER_NAME,
      version: spec.version,
      compatibility,
      serverVersion: (major << 24) | (minor << 16) | 1000,
      collation: spec.collation ?? DEFAULT_COLLATION,
      flags:
        CONFIG_FLAG.always |
        (options.checksum ? CONFIG_FLAG.checksum : 0) |
        (kind === 'copy-only' ? CONFIG_FLAG.copyOnly : 0) |
        (kind === 'differential' ? CONFIG_FLAG.differential : 0),
      first: checkpoint,
      last: end,
      checkpoint,
      previousFull: kind === 'differential' || kind === 'log' ? base : undefined,
      ...this.times,
      pagesOf: (file) => this.extentsOf(file).length * EXTENT_PAGES,
      familyId: database.familyId,
      forkId: database.forkId,
      letter: kind === 'differential' ? 'I' : kind === 'log' ? 'L' : 'D',
      differential,
      fileBase: differential ?? (behind && kind === 'full' ? { base: this.setId, lsn: checkpoint } : undefined),
      files: database.files,
    };
    return backupConfig(config);
  }

  private baseId(): Buffer {
    const { base, database, baseGeneration } = this.input;
    return backupSetId(base ?? database, 'full', baseGeneration);
  }

  /** The extents of a file that the set carries, whatever the family. */
  private extentsOf(file: DataFile): number[] {
    const old = this.input.base?.files.find(({ id }) => id === file.id);
    const extents: number[] = [];
    for (let extent = 0; extent < file.extentCount; extent++) {
      if (!file.isAllocated(extent)) continue;
      if (this.kind !== 'differential' || !old || extentDiffers(file, old, extent)) extents.push(extent);
    }
    return extents;
  }

  /** The extents of this family, file by file. */
  private shares(): Share[] {
    const families = this.options.families ?? 1;
    return this.input.database.files.map((file) => {
      const extents = this.extentsOf(file).filter((_, i) => Math.floor(i / RUN) % families === this.family);
      return { file, extents };
    });
  }

  private data(): void {
    const shares = this.shares();
    const { secondPass } = this.options;
    // repeated: the last two extents of the first file that has any
    const repeated = secondPass ? shares.filter(({ extents }) => extents.length).slice(0, 1) : [];
    const again = repeated.map(({ file, extents }) => ({ file, extents: extents.slice(-2) }));
    const stale = new Set(again.flatMap(({ file, extents }) => extents.map((extent) => `${file.id}:${extent}`)));
    for (const share of shares) this.dataBlock(share, stale);
    for (const share of again) this.dataBlock(share, new Set());
  }

  private dataBlock({ file, extents }: Share, stale: ReadonlySet<string>): void {
    const { writer, options } = this;
    writer.block('MSDA', { size: 60, unicode: false, fields: [[58, u16(1)]] });
    writer.padToPages();
    const bytes = extents.length * EXTENT_PAGES * PAGE_BYTES;
    writer.longStream({ id: 'MQDA', media: options.checksum ? 0x102 : 2 }, bytes + 2, (write) => {
      write(Buffer.alloc(2));
      const chunk = Buffer.alloc(EXTENT_PAGES * PAGE_BYTES);
      for (const extent of extents) {
        for (let i = 0; i < EXTENT_PAGES; i++) this.page(file, extent * EXTENT_PAGES + i, chunk, i * PAGE_BYTES, stale);
        write(chunk);
      }
    });
    if (options.checksum) writer.stream({ id: 'CSUM' }, Buffer.alloc(4));
    writer.stream({ id: 'MQDA', media: 6 }, Buffer.alloc(0));
    writer.endBlock();
  }

  private page(file: DataFile, page: number, target: Buffer, at: number, stale: ReadonlySet<string>): void {
    file.copyPage(page, target, at);
    const bytes = target.subarray(at, at + PAGE_BYTES);
    if (bytes[0] !== 1) return;
    const { database, base } = this.input;
    const { protection } = database;
    if (file.id === 1 && page === BOOT_PAGE && this.kind === 'differential') {
      restoreTornBits(bytes, protection);
      this.baseId().copy(bytes, BOOT_DIFFERENTIAL_BASE);
      protectPage(bytes, protection);
    } else if (this.kind === 'differential' && base && pageDiffers(file, base, page)) {
      restoreTornBits(bytes, protection);
      lsnBytes(LOG.changes).copy(bytes, 40);
      protectPage(bytes, protection);
    }
    if (bytes[1] === PAGE_TYPE.differentialMap && this.kind === 'differential') {
      restoreTornBits(bytes, protection);
      const first = page - (page % GAM_INTERVAL);
      for (const extent of this.extentsOf(file)) {
        const bit = extent - first / EXTENT_PAGES;
        if (bit >= 0 && bit < GAM_INTERVAL / EXTENT_PAGES) bytes[MAP_BITS + (bit >> 3)]! |= 1 << (bit & 7);
      }
      protectPage(bytes, protection);
    }
    if (bytes[1] === PAGE_TYPE.data && stale.has(`${file.id}:${Math.floor(page / EXTENT_PAGES)}`)) {
      restoreTornBits(bytes, protection);
      bytes.writeUInt16LE(0, 22); // no rows yet
      protectPage(bytes, protection);
    }
    if (database.spec.encrypted && page !== 0 && page !== BOOT_PAGE) scramblePage(bytes, database.spec.seed);
  }

  private log(): void {
    const { writer, options } = this;
    const block = { size: 592, unicode: false, fields: [[58, u16(1)]] as const };
    // log blocks of zeros: nothing to redo
    writer.block('MSTL', block);
    // the log goes to the first family
    if (this.family === 0) {
      writer.padToPages();
      writer.stream({ id: 'MQTL', media: options.checksum ? 0x100 : 0 }, Buffer.alloc(65_538));
    }
    writer.endBlock();
    writer.block('MSTL', block);
    writer.endBlock();
  }

  private endOfSet(): void {
    const { writer } = this;
    const first = Buffer.alloc(8);
    const fields = [
      [52, u32(4)],
      [78, u16(this.number)],
      [80, this.times.finished],
    ] as const;
    first.writeBigUInt64LE(BigInt(writer.position), 0);
    writer.block('ESET', { size: 88, fields });
    writer.stream({ id: 'OTCP' }, Buffer.alloc(914));
    writer.stream({ id: 'TSMP' }, Buffer.alloc(208));
    writer.endBlock(true);
    writer.block('ESET', { size: 88, fields: [...fields, [60, first]] });
    writer.endBlock(true);
    writer.filemark();
  }
}
