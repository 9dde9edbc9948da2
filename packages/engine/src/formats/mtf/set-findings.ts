import type { Issue } from '../../base/issue.js';
import type { BackupKind, DatabaseFile } from './media-description.js';
import { type GatheredSet, isDifferential, missingFamilyFindings, type NamedMedia, placeOf } from './media-groups.js';

/** Cannot be restored without the log of the time that they took, if there is any: of a read-only database there may be none. */
const WITH_LOG: ReadonlySet<BackupKind> = new Set(['full', 'differential']);

const pagesOf = (gathered: GatheredSet): number => gathered.parts.reduce((sum, { set }) => sum + set.pages, 0);

/** Logs have their own streams; what has no ending to its name is a folder of FILESTREAM or memory-optimised data, not a file of pages. */
const hasPages = ({ isLog, physicalPath }: DatabaseFile): boolean => !isLog && /\.[^.\\/]+$/.test(physicalPath);

const statesLog = ({ head: { config } }: GatheredSet): boolean =>
  config !== null && config.firstLsn.key < config.lastLsn.key;

/** What is missing or unusual in a backup set that was chosen; errors mean that rows may be missing. */
export function findingsOn(gathered: GatheredSet, media: readonly NamedMedia[]): Issue[] {
  const findings = missingFamilyFindings(gathered);
  const where = placeOf(gathered, media);
  for (const { media: index, set } of gathered.parts) {
    if (set.whole) continue;
    findings.push({
      severity: 'error',
      code: 'backup-set-incomplete',
      where: `${media[index]!.name}, backup set ${set.position}`,
      message: 'the end of the backup set was not reached or parts of it are damaged: pages may be missing',
      hint: 'Copy the file again from where the backup was written and compare the sizes.',
    });
  }
  const files = gathered.head.config?.files.filter(hasPages) ?? [];
  const stated = files.reduce((sum, file) => sum + file.statedPages, 0);
  if (gathered.missingFamilies.length === 0 && pagesOf(gathered) < stated) {
    findings.push({
      severity: 'error',
      code: 'backup-pages-missing',
      where,
      message: `the backup states ${stated} pages and holds ${pagesOf(gathered)}`,
      hint: 'Copy the file again from where the backup was written.',
    });
  }
  const holdsLog = gathered.parts.some(({ set }) => set.logBytes > 0);
  if (findings.length === 0 && !holdsLog && WITH_LOG.has(gathered.head.kind) && statesLog(gathered)) {
    findings.push({
      severity: 'error',
      code: 'backup-log-missing',
      where,
      message:
        'the backup says that it goes on to a later place in the log, and holds no log: a stretch of it was taken out',
      hint: 'Copy the file again from where the backup was written.',
    });
  }
  const unknown = new Set(gathered.parts.flatMap(({ set }) => set.unknownStreams));
  if (unknown.size > 0) {
    findings.push({
      severity: 'warning',
      code: 'backup-unknown-streams',
      where,
      message: `the backup holds ${unknown.size} kinds of stream that are not read: FILESTREAM or memory-optimised data`,
      hint: 'Values and tables kept there are missing; the tables concerned are named on their own.',
    });
  }
  if (gathered.head.kind !== 'full' && !isDifferential(gathered)) {
    findings.push({
      severity: 'warning',
      code: 'backup-not-full',
      where,
      message: `the backup set is not a full one but of kind ${gathered.head.kind}: filegroups may be missing`,
      hint: 'Give a full backup of the database.',
    });
  }
  return findings;
}

const isOfOther = ({ head: { config } }: GatheredSet, chosen: GatheredSet): boolean =>
  config?.familyGuid != null && config.familyGuid !== chosen.head.config?.familyGuid;

/** The sets that were given and not chosen. */
export function findingsOnIgnored(
  sets: readonly GatheredSet[],
  chosen: GatheredSet,
  media: readonly NamedMedia[],
): Issue[] {
  return sets.map((gathered) => ({
    severity: 'information',
    code: gathered.head.kind === 'log' ? 'log-backup-ignored' : 'backup-set-ignored',
    where: placeOf(gathered, media),
    message: `a backup set of kind ${gathered.head.kind}${isOfOther(gathered, chosen) ? ', of another database,' : ''} is not read: another one was chosen`,
    ...(gathered.head.kind === 'log'
      ? { hint: 'Changes after the full backup and its differential are missing.' }
      : { hint: 'Name its number to read it instead.' }),
  }));
}
