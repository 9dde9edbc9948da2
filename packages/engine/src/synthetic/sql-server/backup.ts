import { type BackupConfig, backupConfig, CONFIG_FLAG } from './backup-config.js';
import { BOOT_DIFFERENTIAL_BASE, BOOT_PAGE } from './boot-pages.js';
import type { DataFile } from './data-file.js';
import type { BuiltDatabase } from './database.js';
import { LOG } from './database-log.js';
import { seededGuid } from './identifiers.js';
import { MtfWriter, mtfDate, u16, u32 } from './mtf-writer.js';
import {
  EXTENT_PAGES,
  type Lsn,
  lsnBytes,
  PAGE_BYTES,
  PAGE_TYPE,
  type Protection,
  protectPage,
} from './page-writer.js';
import { scramblePage } from './scrambled-page.js';
import { DEFAULT_COLLATION } from './spec.js';

export type BackupKind = 'full' | 'copy-only' | 'differential' | 'log';

/** One backup set. */
export interface BackupInput {
  readonly database: BuiltDatabase;
  /** Default `full`. */
  readonly kind?: BackupKind;
  /** What a differential builds on: the same database (seed and name) as it was at its full backup. */
  readonly base?: BuiltDatabase;
  /** Sets of the same database that are taken one after the other: gives each its own identity. Default 0. */
  readonly generation?: number;
  /** The generation of the full backup that a differential builds on. Default 0. */
  readonly baseGeneration?: number;
  readonly name?: string;
}

export interface BackupOptions {
  /** Files that the backup is striped over. Default 1. */
  readonly families?: number;
  /** BACKUP WITH CHECKSUM. */
  readonly checksum?: boolean;
  /** Extents repeated behind the others, as changed while the backup ran: the first copies of their data pages are empty. */
  readonly secondPass?: boolean;
  /** Physical block. Default 4096. */
  readonly blockSize?: 512 | 4096;
}

const VENDOR = 0x1200;
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

const STARTED = mtfDate(2024, 3, 11, 22, 0, 0);
const FINISHED = mtfDate(2024, 3, 11, 22, 0, 5);

// SSET attributes (MTF 1.00a 5.2.3)
const COPY_ONLY = 2;
const NORMAL = 4;
const DIFFERENTIAL = 8;

/** Identity of a backup set: what a differential names as its base. */
export function backupSetId(database: BuiltDatabase, kind: BackupKind, generation = 0): Buffer {
  return seededGuid(database.spec.seed, `${kind}-set-${generation}`);
}

/** The backup sets as the files of one media set, one for each family. */
export function buildBackup(sets: BackupInput | readonly BackupInput[], options: BackupOptions = {}): Buffer[] {
  return Array.from({ length: options.families ?? 1 }, (_, family) => {
    const chunks: Buffer[] = [];
    writeFamily(sets, options, family, (chunk) => chunks.push(Buffer.from(chunk)));
    return Buffer.concat(chunks);
  });
}

/** Writes the file of one family; `sink` gets chunks that it must not keep. */
export function writeFamily(
  sets: BackupInput | readonly BackupInput[],
  options: BackupOptions,
  family: number,
  sink: (chunk: Buffer) => void,
): void {
  const inputs: readonly BackupInput[] = 'database' in sets ? [sets] : sets;
  const [first] = inputs;
  if (!first) throw new Error('a backup without a set');
  const writer = new MtfWriter(sink, options.blockSize ?? 4096);
  writeTape(writer, first.database.spec.seed, options, family);
  inputs.forEach((input, i) => {
    new SetWriter(writer, input, options, family, i + 1).write();
  });
}

function writeTape(writer: MtfWriter, seed: number, options: BackupOptions, family: number): void {
  writer.block('TAPE', {
    size: 94,
    attributes: 0x30000,
    fields: [
      [52, seededGuid(seed, `family-${family}`).subarray(0, 4)],
      [56, u32(5)],
      [60, u16(1)], // sequence of the medium in its family
      [64, u16(writer.blockSize / 512)],
      [66, u16(3)],
      [84, u16(1024)], // format logical block size
      [86, u16(VENDOR)],
      [88, FINISHED],
      [93, Buffer.of(1)], // MTF version
    ],
    texts: [{ at: 80, text: 'Microsoft SQL Server\0\0' }],
  });
  const raid = Buffer.alloc(32);
  seededGuid(seed, 'media-set').copy(raid, 0);
  raid.writeUInt32LE(0xf00000ad, 16);
  raid.writeUInt16LE(options.families ?? 1, 20);
  raid.writeUInt16LE(1, 22); // mirrors
  raid.writeUInt16LE(family + 1, 24); // which family this is
  raid.writeUInt16LE(1, 30);
  writer.stream({ id: 'RAID' }, raid);
  writer.endBlock(true);
  writer.filemark();
}

/** Extents of a file that one MSDA block carries. */
interface Share {
  readonly file: DataFile;
  readonly extents: readonly number[];
}

/** Extents are dealt to the families in runs of this many. */
const RUN = 4;

class SetWriter {
  private readonly kind: BackupKind;
  private readonly setId: Buffer;

  constructor(
    private readonly writer: MtfWriter,
    private readonly input: BackupInput,
    private readonly options: BackupOptions,
    private readonly family: number,
    private readonly number: number,
  ) {
    this.kind = input.kind ?? 'full';
    this.setId = backupSetId(input.database, this.kind, input.generation);
    if (this.kind === 'differential' && !input.base) throw new Error('a differential backup needs its base');
  }

  write(): void {
    const { writer, kind } = this;
    writer.startSegment();
    this.startOfSet();
    const config = this.config();
    writer.block('MSCI', { size: 56 });
    writer.stream({ id: 'MQCI' }, config);
    writer.endBlock();
    if (kind !== 'log') this.data();
    this.log();
    writer.block('MSLS', { size: 56 });
    writer.stream({ id: 'MQCI' }, config);
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
        [88, FINISHED],
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
        [68, FINISHED],
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

  private config(): Buffer {
    const { input, kind, options } = this;
    const { database } = input;
    const { spec } = database;
    const { checkpoint, end } = this.lsns();
    const [major = 0, minor = 0, compatibility = 0] = RELEASES[spec.version] ?? [];
    const base = backupLsns('full', input.baseGeneration ?? 0).checkpoint;
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
      started: STARTED,
      finished: FINISHED,
      pagesOf: (file) => this.extentsOf(file).length * EXTENT_PAGES,
      familyId: database.familyId,
      forkId: database.forkId,
      differential: kind === 'differential' ? { base: this.baseId(), lsn: base } : undefined,
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
      restore(bytes, protection);
      this.baseId().copy(bytes, BOOT_DIFFERENTIAL_BASE);
      protectPage(bytes, protection);
    } else if (this.kind === 'differential' && base && pageDiffers(file, base, page)) {
      restore(bytes, protection);
      lsnBytes(LOG.changes).copy(bytes, 40);
      protectPage(bytes, protection);
    }
    if (bytes[1] === PAGE_TYPE.data && stale.has(`${file.id}:${Math.floor(page / EXTENT_PAGES)}`)) {
      restore(bytes, protection);
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
      [80, FINISHED],
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

/** Checkpoint and end of a backup: later generations lie later in the log. */
export function backupLsns(kind: BackupKind, generation: number): { readonly checkpoint: Lsn; readonly end: Lsn } {
  const later = (lsn: Lsn): Lsn => ({ ...lsn, block: lsn.block + generation * 0x1000 });
  if (kind === 'differential')
    return { checkpoint: later(LOG.differentialCheckpoint), end: later(LOG.differentialEnd) };
  return { checkpoint: later(LOG.checkpoint), end: later(LOG.end) };
}

const scratch = [Buffer.alloc(PAGE_BYTES), Buffer.alloc(PAGE_BYTES)] as const;

function samePage(file: DataFile, old: DataFile, page: number): boolean {
  file.copyPage(page, scratch[0], 0);
  old.copyPage(page, scratch[1], 0);
  return scratch[0].equals(scratch[1]);
}

function pageDiffers(file: DataFile, base: BuiltDatabase, page: number): boolean {
  const old = base.files.find(({ id }) => id === file.id);
  return !old || !samePage(file, old, page);
}

function extentDiffers(file: DataFile, old: DataFile, extent: number): boolean {
  // the first extent has the file header, the maps and is always part of a differential; so is the boot page's
  if (extent <= 1 || extent >= old.extentCount || !old.isAllocated(extent)) return true;
  for (let i = 0; i < EXTENT_PAGES; i++) if (!samePage(file, old, extent * EXTENT_PAGES + i)) return true;
  return false;
}

/** Puts back what torn bits took, so that the page can be protected anew. */
function restore(page: Buffer, protection: Protection): void {
  if (protection !== 'torn') return;
  const word = page.readUInt32LE(60);
  for (let k = 1; k < 16; k++) {
    const at = k * 512 + 511;
    page[at] = (page[at]! & 0xfc) | ((word >>> (2 * k)) & 3);
  }
}

/** The data files as they would lie in the server's folder. */
export function bareDataFiles(database: BuiltDatabase): Buffer[] {
  return database.files.map((file) => {
    const bytes = Buffer.alloc(file.pageCount * PAGE_BYTES);
    for (let page = 0; page < file.pageCount; page++) {
      const at = page * PAGE_BYTES;
      file.copyPage(page, bytes, at);
      if (bytes[at] === 1 && database.spec.encrypted && page !== 0 && page !== BOOT_PAGE) {
        scramblePage(bytes.subarray(at, at + PAGE_BYTES), database.spec.seed);
      }
    }
    return bytes;
  });
}
