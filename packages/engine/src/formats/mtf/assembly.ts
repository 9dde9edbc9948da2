import { MigrationError } from '../../base/error.js';
import type { Issue } from '../../base/issue.js';
import { describeBase, findMisfit } from './differential-base.js';
import type { BackupKind, BackupSet } from './media-description.js';
import { type GatheredSet, gatherSets, isDifferential, type NamedMedia, placeOf } from './media-groups.js';
import { findingsOn, findingsOnIgnored } from './set-findings.js';

export type { GatheredSet, NamedMedia, SetPart } from './media-groups.js';

/** Pages of one file that lie back to back. */
export interface AssembledRun {
  /** Index of the file among those given. */
  readonly media: number;
  /** Offset of the first page in the (uncompressed) stream of that file. */
  readonly offset: number;
  readonly pages: number;
  readonly layer: 'base' | 'differential';
  /** From 1; later ones hold newer copies of pages of the first. */
  readonly pass: number;
}

/** A database as the backups given hold it. */
export interface AssembledBackup {
  /** In overlay order: where two hold the same page, the later one counts. */
  readonly runs: readonly AssembledRun[];
  readonly base: GatheredSet;
  /** null without a differential. */
  readonly differential: GatheredSet | null;
  /** The state that the rows have: that of the differential, else of the base. */
  readonly current: BackupSet;
  /** True when a part of what was chosen is missing or cut: rows may be missing whatever the pages say. */
  readonly incomplete: boolean;
  /** Every set of the files given, chosen or not, for the person to pick from. */
  readonly available: readonly GatheredSet[];
  readonly findings: readonly Issue[];
}

export interface AssemblyRequest {
  /** 1-based position of the backup set in its medium, as RESTORE … WITH FILE counts; the newest full one when absent. */
  readonly set?: number;
}

/** What holds a database by itself, the best first. */
const BASE_KINDS: readonly BackupKind[] = ['full', 'partial', 'file', 'unknown'];
const hasPages = (gathered: GatheredSet): boolean => gathered.parts.some((part) => part.set.pages > 0);

const refusal = (code: string, message: string, where: string, hint: string): MigrationError =>
  new MigrationError(message, { code, where, hint });

/** Negative for the older. Backups are appended to a medium, so that their order there is certain; between media dates decide, then LSNs. */
function byAge(a: GatheredSet, b: GatheredSet): number {
  const [left, right] = [a, b].map(({ head }) => `${head.startedAt ?? ''}|${head.config?.checkpointLsn.key ?? ''}`);
  if (a.parts[0]?.media === b.parts[0]?.media) return a.head.position - b.head.position;
  return left! < right! ? -1 : left! > right! ? 1 : a.head.position - b.head.position;
}

/** Not by sorting: with clocks that were set back the order of two media is not that of their sets. */
const newest = (sets: readonly GatheredSet[]): GatheredSet | undefined =>
  sets.reduce<GatheredSet | undefined>(
    (best, set) => (best === undefined || byAge(best, set) < 0 ? set : best),
    undefined,
  );

/** Several databases in one go would give tables of the same names; within one medium the newest backup is meant. */
function requireOneDatabase(sets: readonly GatheredSet[], media: readonly NamedMedia[]): void {
  const latest = new Map<string, GatheredSet>();
  for (const gathered of sets) {
    const medium = gathered.mediaSetGuid ?? media[gathered.parts[0]!.media]!.name;
    const before = latest.get(medium);
    if (before === undefined || byAge(before, gathered) < 0) latest.set(medium, gathered);
  }
  const databases = new Map<string, GatheredSet>();
  for (const gathered of latest.values()) {
    const guid = gathered.head.config?.familyGuid ?? null;
    if (guid !== null && !databases.has(guid)) databases.set(guid, gathered);
  }
  const [, second] = databases.values();
  if (second === undefined) return;
  throw refusal(
    'BACKUP_SEVERAL_DATABASES',
    `the files hold backups of ${databases.size} databases`,
    placeOf(second, media),
    'Give the files of one database at a time, or name the backup set to read.',
  );
}

function refuseWithoutBase(sets: readonly GatheredSet[], media: readonly NamedMedia[]): never {
  const differential = newest(sets.filter(isDifferential));
  if (differential !== undefined) {
    throw refusal(
      'BACKUP_DIFFERENTIAL_WITHOUT_BASE',
      `a differential backup holds only what changed since ${describeBase(differential)}`,
      placeOf(differential, media),
      'Give that full backup together with the differential.',
    );
  }
  const log = sets.find((gathered) => gathered.head.kind === 'log');
  if (log !== undefined) {
    throw refusal(
      'BACKUP_LOG_ONLY',
      'a transaction log backup holds changes, not tables',
      placeOf(log, media),
      'Give a full backup of the database, and its newest differential if there is one.',
    );
  }
  throw refusal(
    'BACKUP_WITHOUT_DATA',
    'no backup set with pages of data was found',
    sets[0] === undefined ? 'all files' : placeOf(sets[0], media),
    'Give a full backup of the database; if this is one, copy the file again from where it was written.',
  );
}

function setAt(sets: readonly GatheredSet[], position: number, media: readonly NamedMedia[]): GatheredSet {
  const found = sets.filter((gathered) => gathered.head.position === position);
  const [only] = found;
  if (only === undefined) {
    const most = Math.max(...sets.map((gathered) => gathered.head.position));
    throw refusal(
      'BACKUP_SET_UNKNOWN',
      `there is no backup set ${position}`,
      'all files',
      `Name a set from 1 to ${most}; inspect lists them.`,
    );
  }
  // With a full backup and its differential in two files each has a set 1: the full one is meant.
  const bases = found.length > 1 ? found.filter((gathered) => BASE_KINDS.includes(gathered.head.kind)) : found;
  if (bases.length === 1) return bases[0]!;
  throw refusal(
    'BACKUP_SET_AMBIGUOUS',
    `${found.length} of the files have a backup set ${position}`,
    placeOf(found[1]!, media),
    'Give the files of one media set at a time.',
  );
}

/** The base of a differential among the sets given; refuses with the reason of the closest one. */
function baseOf(differential: GatheredSet, sets: readonly GatheredSet[], media: readonly NamedMedia[]): GatheredSet {
  const bases = sets.filter((gathered) => BASE_KINDS.includes(gathered.head.kind) && hasPages(gathered));
  const fitting = bases.find((full) => findMisfit(differential, full) === null);
  if (fitting !== undefined) return fitting;
  const nearest = newest(bases);
  if (nearest === undefined) refuseWithoutBase([differential], media);
  const misfit = findMisfit(differential, nearest);
  throw refusal(
    'BACKUP_DIFFERENTIAL_MISMATCH',
    `the differential does not belong to the full backup: ${misfit?.message ?? 'it builds on another'}`,
    placeOf(differential, media),
    `Give ${describeBase(differential)} instead, leave the differential out, or name the backup set to read.`,
  );
}

interface Choice {
  readonly base: GatheredSet;
  readonly differential: GatheredSet | null;
}

function choose(sets: readonly GatheredSet[], request: AssemblyRequest, media: readonly NamedMedia[]): Choice {
  if (request.set !== undefined) {
    const chosen = setAt(sets, request.set, media);
    if (isDifferential(chosen)) return { base: baseOf(chosen, sets, media), differential: chosen };
    if (!hasPages(chosen)) refuseWithoutBase([chosen], media);
    return { base: chosen, differential: null };
  }
  requireOneDatabase(sets, media);
  const kind = BASE_KINDS.find((candidate) => sets.some((set) => set.head.kind === candidate && hasPages(set)));
  const base = newest(sets.filter((set) => set.head.kind === kind && hasPages(set)));
  if (base === undefined) refuseWithoutBase(sets, media);
  const differentials = sets.filter(isDifferential);
  const differential = newest(differentials.filter((candidate) => findMisfit(candidate, base) === null));
  // One that is older than the base has no say; one that is newer and builds on nothing here is a mistake.
  for (const candidate of differentials) {
    if (candidate === differential || byAge(base, candidate) > 0) continue;
    if (findMisfit(candidate, base)?.reason !== 'other-database') baseOf(candidate, sets, media);
  }
  return { base, differential: differential ?? null };
}

function runsOf(gathered: GatheredSet, layer: AssembledRun['layer']): AssembledRun[] {
  const passes = gathered.parts.flatMap((part) =>
    part.set.pageRuns.map(({ offset, pages, pass }) => ({
      pass,
      run: { media: part.media, offset, pages, layer, pass },
    })),
  );
  // A pass of any family is newer than the pass before it of all families; the order is stable within a pass.
  return passes.sort((a, b) => a.pass - b.pass).map(({ run }) => run);
}

/** SQL Server 2005, the oldest whose backups are read. */
const OLDEST_SERVER = 9;
const OLD_SERVERS: Readonly<Record<number, string>> = Object.freeze({ 6: '6.5', 7: '7.0', 8: '2000' });

function refuseUnreadable(gathered: GatheredSet, media: readonly NamedMedia[]): void {
  const where = placeOf(gathered, media);
  const { serverMajor } = gathered.head;
  if (serverMajor > 0 && serverMajor < OLDEST_SERVER) {
    throw refusal(
      'BACKUP_SERVER_TOO_OLD',
      `a backup of SQL Server ${OLD_SERVERS[serverMajor] ?? `${serverMajor}.0`}, which is not read`,
      where,
      'SQL Server 2000 and older are not read. Restore it on SQL Server 2005 or 2008, which still take it, and back it up again.',
    );
  }
  if (gathered.parts.some(({ set }) => set.encryptedStreams > 0)) {
    throw refusal(
      'BACKUP_ENCRYPTED',
      'the streams of the backup set are encrypted',
      where,
      'Restore it where its certificate is and back the database up again without ENCRYPTION.',
    );
  }
  if (gathered.parts.some(({ set }) => set.compressedStreams > 0)) {
    throw refusal(
      'BACKUP_COMPRESSION_UNSUPPORTED',
      'the streams of the backup set are compressed by the tape format itself',
      where,
      'Back the database up again WITH NO_COMPRESSION.',
    );
  }
}

/** Whether a set that was not chosen holds the same database by itself, to its end. */
const canStandIn = (gathered: GatheredSet, chosen: GatheredSet): boolean =>
  gathered !== chosen &&
  gathered.head.kind === 'full' &&
  hasPages(gathered) &&
  gathered.missingFamilies.length === 0 &&
  gathered.parts.every(({ set }) => set.whole) &&
  gathered.head.config?.familyGuid === chosen.head.config?.familyGuid;

const earlierSet = (gathered: GatheredSet, media: readonly NamedMedia[]): Issue => ({
  severity: 'information',
  code: 'earlier-set-whole',
  where: placeOf(gathered, media),
  message: 'an older full backup of the database is there and goes to its end',
  hint: `--option set=${gathered.head.position} reads it; what came after it is missing there.`,
});

/**
 * Says which pages of which files make up the database: one set of the media given (the newest full one unless another is
 * asked for), with all its stripes, and the newest differential that builds on it. Errors: {@link MigrationError}, kind
 * `refused`, where the files hold no such set, several databases, or a differential of another base.
 */
export function assembleSets(media: readonly NamedMedia[], request: AssemblyRequest = {}): AssembledBackup {
  const findings: Issue[] = [];
  const available = gatherSets(media, findings);
  const choice = choose(available, request, media);
  const chosen = choice.differential === null ? [choice.base] : [choice.base, choice.differential];
  for (const gathered of chosen) {
    refuseUnreadable(gathered, media);
    findings.push(...findingsOn(gathered, media));
  }
  const incomplete = findings.some((finding) => finding.severity === 'error');
  const earlier = newest(available.filter((gathered) => canStandIn(gathered, choice.base)));
  if (incomplete && earlier !== undefined) findings.push(earlierSet(earlier, media));
  findings.push(
    ...findingsOnIgnored(
      available.filter((gathered) => !chosen.includes(gathered)),
      choice.base,
      media,
    ),
  );
  return {
    runs: [
      ...runsOf(choice.base, 'base'),
      ...(choice.differential === null ? [] : runsOf(choice.differential, 'differential')),
    ],
    base: choice.base,
    differential: choice.differential,
    current: (choice.differential ?? choice.base).head,
    incomplete,
    available,
    findings,
  };
}
