import { isDeepStrictEqual } from 'node:util';
import { readDate, readGuid, readText } from './fields.js';
import type { BackupKind, BackupSet, PageRun, SetConfig } from './media-description.js';

/** Block SSET (MTF 1.00a, start of data set); 100 observed, and not in older media. */
const SSET = Object.freeze({
  attributes: 52,
  number: 62,
  name: 64,
  description: 68,
  password: 72,
  startedAt: 88,
  serverMajor: 93,
  serverMinor: 94,
  guid: 100,
  leastBytes: 95,
  bytes: 116,
});

/** Attributes of SSET (MTF 1.00a): copy, normal, differential; log backups are normal too (observed). */
const SSET_ATTRIBUTES = Object.freeze({ copy: 2, normal: 4, differential: 8 });

/** By the letter of msdb.dbo.backupset.type. */
const KINDS: Readonly<Record<string, BackupKind>> = Object.freeze({
  D: 'full',
  I: 'differential',
  L: 'log',
  F: 'file',
  G: 'file-differential',
  P: 'partial',
  Q: 'partial-differential',
});

const DIFFERENTIAL_KINDS: ReadonlySet<BackupKind> = new Set([
  'differential',
  'file-differential',
  'partial-differential',
]);

/** More runs than a whole backup has; a made-up one could fill the memory. */
const MAX_RUNS = 1_000_000;
const MAX_UNKNOWN_STREAMS = 32;

/** What the SSET block says. */
type SetHead = Pick<
  BackupSet,
  'number' | 'copyOnly' | 'name' | 'description' | 'hasPassword' | 'startedAt' | 'serverMajor' | 'serverMinor' | 'guid'
> & { readonly differential: boolean };

/** Bytes of an SSET block that its fixed part and its strings may take. */
export const SSET_BYTES = 4096;

/** The head of a set; null where the block is too short for one. */
function readHead(block: Buffer, unicode: boolean): SetHead | null {
  if (block.length < SSET.leastBytes) return null;
  const attributes = block.readUInt32LE(SSET.attributes);
  return {
    number: block.readUInt16LE(SSET.number),
    copyOnly: (attributes & SSET_ATTRIBUTES.copy) !== 0,
    differential: (attributes & SSET_ATTRIBUTES.differential) !== 0,
    name: readText(block, SSET.name, 0, block.length, unicode) ?? '',
    description: readText(block, SSET.description, 0, block.length, unicode) ?? '',
    hasPassword: block.readUInt16LE(SSET.password) !== 0,
    startedAt: readDate(block, SSET.startedAt),
    serverMajor: block[SSET.serverMajor]!,
    serverMinor: block[SSET.serverMinor]!,
    guid: block.length < SSET.bytes ? null : readGuid(block, SSET.guid),
  };
}

/** What the two configurations of a set have in common; after a second pass over the data the LSNs are new (observed). */
function constantPart(config: SetConfig, onePass: boolean): unknown {
  const { firstLsn, lastLsn, checkpointLsn, finishedAt, files, ...constant } = config;
  return {
    ...constant,
    lsns: onePass ? [firstLsn.key, lastLsn.key, checkpointLsn.key] : null,
    files: files.map(({ statedPages, base, nextBase, ...file }) => file),
  };
}

/** True where two configurations cannot be of one backup set of one database. */
const areStrangers = (a: SetConfig, b: SetConfig): boolean =>
  a.familyGuid !== b.familyGuid ||
  a.databaseVersion !== b.databaseVersion ||
  a.collation !== b.collation ||
  a.typeLetter !== b.typeLetter ||
  a.differential !== b.differential;

/** The first configuration with what only the second knows: final LSNs, the end, what a differential may build on. */
function completed(first: SetConfig, second: SetConfig): SetConfig {
  return {
    ...first,
    firstLsn: second.firstLsn,
    lastLsn: second.lastLsn,
    checkpointLsn: second.checkpointLsn,
    finishedAt: second.finishedAt,
    // In the second configuration the base of a file of a full backup is that backup itself (observed).
    files: first.files.map((file, index) => ({ ...file, nextBase: second.files[index]?.base ?? null })),
  };
}

/** A backup set while its blocks are walked. */
export class SetDraft {
  readonly #runs: PageRun[] = [];
  readonly #unknown = new Set<string>();
  #head: SetHead | null = null;
  #config: SetConfig | null = null;
  #configs = 0;
  #pages = 0;
  #passes = 0;
  logBytes = 0;
  encryptedStreams = 0;
  compressedStreams = 0;
  reachedEnd = false;
  /** The soft filemark behind the end of the set (observed in every backup); without it the file was cut. */
  reachedFilemark = false;
  damaged = false;

  constructor(
    readonly position: number,
    readonly offset: number,
  ) {}

  /** False where the block is too short for a head. */
  takeHead(block: Buffer, unicode: boolean): boolean {
    this.#head = readHead(block, unicode);
    return this.#head !== null;
  }

  /** Whether configuration or data has been seen: a set that starts again then is another one. */
  get hasContent(): boolean {
    return this.#configs > 0 || this.#passes > 0 || this.logBytes > 0;
  }

  /**
   * Takes a configuration: the first that can be read counts. It comes again at the end of a set with what was only known
   * then; `differs` where the two disagree in anything else, `stranger` where they cannot be of one backup.
   */
  takeConfig(config: SetConfig | null): 'fits' | 'differs' | 'stranger' {
    this.#configs++;
    if (config === null) return 'fits';
    if (this.#config === null) {
      this.#config = config;
      return 'fits';
    }
    const first = this.#config;
    if (areStrangers(first, config)) return 'stranger';
    const onePass = this.#passes <= 1;
    if (!isDeepStrictEqual(constantPart(first, onePass), constantPart(config, onePass))) return 'differs';
    this.#config = completed(first, config);
    return 'fits';
  }

  beginPass(): void {
    this.#passes++;
  }

  addRun(offset: number, pages: number): boolean {
    if (pages > 0 && this.#runs.length >= MAX_RUNS) return false;
    if (pages > 0) this.#runs.push({ offset, pages, pass: this.#passes });
    this.#pages += pages;
    return true;
  }

  addUnknown(name: string): void {
    if (this.#unknown.size < MAX_UNKNOWN_STREAMS) this.#unknown.add(name);
  }

  #kind(): BackupKind {
    const stated = KINDS[this.#config?.typeLetter ?? ''];
    const differential = this.#config?.differential ?? this.#head?.differential;
    // Letter, flag and block say it three times; where they disagree one of them is damaged.
    if (stated !== undefined) return DIFFERENTIAL_KINDS.has(stated) === differential ? stated : 'unknown';
    if (this.#config !== null || this.#head === null) return 'unknown';
    if (differential) return 'differential';
    return this.#passes > 0 ? 'full' : this.logBytes > 0 ? 'log' : 'unknown';
  }

  finish(): BackupSet {
    const head = this.#head;
    return {
      position: this.position,
      number: head?.number ?? null,
      kind: this.#kind(),
      copyOnly: (head?.copyOnly ?? false) || (this.#config?.copyOnly ?? false),
      name: head?.name ?? '',
      description: head?.description ?? '',
      hasPassword: head?.hasPassword ?? false,
      startedAt: head?.startedAt ?? null,
      serverMajor: head?.serverMajor ?? 0,
      serverMinor: head?.serverMinor ?? 0,
      guid: head?.guid ?? null,
      config: this.#config,
      pageRuns: this.#runs,
      pages: this.#pages,
      logBytes: this.logBytes,
      encryptedStreams: this.encryptedStreams,
      compressedStreams: this.compressedStreams,
      unknownStreams: [...this.#unknown],
      whole: this.reachedEnd && this.reachedFilemark && !this.damaged,
      offset: this.offset,
    };
  }
}
