import { basename } from 'node:path';
import { type ByteSource, openByteSource } from '../../base/byte-source.js';
import { MigrationError } from '../../base/error.js';
import type { Issue } from '../../base/issue.js';
import { type AssembledBackup, assembleSets, type NamedMedia } from '../../formats/mtf/assembly.js';
import { readMedia } from '../../formats/mtf/media.js';
import type { BackupSet } from '../../formats/mtf/media-description.js';
import { type BackupContainer, isContainer, openContainer } from '../../formats/xpress/container.js';
import type { SourceCheck } from '../contract.js';
import type { OpenedBackup } from './opened-backup.js';
import { COPIED_AS_TEXT, TEXT_MODE_BYTES, wasCopiedAsText } from './text-mode.js';

/** SQL Server releases by the version that a backup states: major, then minor where it decides (@@VERSION). */
const PRODUCTS: readonly (readonly [major: number, minor: number, release: string])[] = [
  [9, 0, '2005'],
  [10, 0, '2008'],
  [10, 50, '2008 R2'],
  [11, 0, '2012'],
  [12, 0, '2014'],
  [13, 0, '2016'],
  [14, 0, '2017'],
  [15, 0, '2019'],
  [16, 0, '2022'],
  [17, 0, '2025'],
];

interface OpenedMedia extends NamedMedia {
  readonly bytes: ByteSource;
  readonly container: BackupContainer | null;
  /** True where it is damaged, and by having been copied as text. */
  readonly asText: boolean;
}

/** The files of a backup, plain or compressed, put together. `set`: number of the set to read; null: the newest full one. Throws MigrationError. */
export async function openBackupSets(
  paths: readonly string[],
  { set }: { readonly set: string | null },
): Promise<OpenedBackup> {
  const files: (ByteSource & AsyncDisposable)[] = [];
  const close = async (): Promise<void> => {
    for (const file of files.splice(0)) await file[Symbol.asyncDispose]();
  };
  try {
    const media: OpenedMedia[] = [];
    for (const path of paths) {
      const file = await openByteSource(path);
      files.push(file);
      media.push(await openMedia(basename(path), file));
    }
    const backup = assembleSets(media, set === null ? {} : { set: setNumber(set) });
    return opened(media, backup, set === null, close);
  } catch (error) {
    await close();
    throw error;
  }
}

async function openMedia(name: string, file: ByteSource): Promise<OpenedMedia> {
  try {
    const container = isContainer(await file.slice(0, 8)) ? await openContainer(file) : null;
    const bytes = container ?? file;
    const description = await readMedia(bytes);
    const isOdd = description.problems.length > 0 || (container?.problems.length ?? 0) > 0;
    return { name, bytes, container, description, asText: isOdd && (await isAsText(file)) };
  } catch (error) {
    if (!(error instanceof MigrationError)) throw error;
    const { code, kind, message } = error;
    const where = error.where === undefined ? name : `${name}, ${error.where}`;
    const hint = (await isAsText(file)) ? COPIED_AS_TEXT : error.hint;
    throw new MigrationError(message, { code, where, hint, kind, cause: error });
  }
}

const isAsText = async (file: ByteSource): Promise<boolean> =>
  wasCopiedAsText(Buffer.from(await file.slice(0, TEXT_MODE_BYTES)));

function setNumber(text: string): number {
  const number = Number(text);
  if (Number.isInteger(number) && number > 0) return number;
  throw new MigrationError('The number of a backup set is a whole number from 1', {
    code: 'BACKUP_SET_UNKNOWN',
    hint: 'Count the sets in the file as RESTORE HEADERONLY does: --option set=1 is the first.',
    kind: 'usage',
  });
}

function opened(
  media: readonly OpenedMedia[],
  backup: AssembledBackup,
  isNewest: boolean,
  close: () => Promise<void>,
): OpenedBackup {
  const { current } = backup;
  const config = current.config;
  // Where the two configurations of a set differ, which of their last LSNs is the true one is not known.
  const agree = media.every(({ description }) => description.problems.every(({ code }) => code !== 'config-differs'));
  return {
    database: config?.databaseName || null,
    product: productOf(current),
    takenAt: current.startedAt,
    isWhole: !backup.incomplete,
    runs: backup.runs.map(({ media: index, offset, pages, pass }) => {
      const { bytes, name } = media[index]!;
      return { bytes, name, offset, pages, isLaterPass: pass > 1 };
    }),
    fileNames: new Map(
      (config?.files ?? []).map(({ fileId, physicalPath }) => [fileId, physicalPath.replace(/^.*[\\/]/, '')]),
    ),
    checkpoint: config?.checkpointLsn ?? null,
    end: config !== null && agree && !backup.incomplete ? config.lastLsn : null,
    version: config?.databaseVersion ?? null,
    hasOpenTransactions: config !== null && config.firstLsn.key < config.checkpointLsn.key,
    issues: [...backup.findings, ...media.flatMap(mediaIssues)],
    verify: async (signal) => {
      for (const { container } of media) await container?.verify(signal);
    },
    checks: () => containerChecks(media, backup, isNewest),
    [Symbol.asyncDispose]: close,
  };
}

function productOf({ serverMajor, serverMinor }: BackupSet): string | null {
  const release = PRODUCTS.findLast(([major, minor]) => major === serverMajor && minor <= serverMinor)?.[2];
  return serverMajor === 0 ? null : `SQL Server ${release ?? ''} (${serverMajor}.${serverMinor})`.replace('  ', ' ');
}

const copiedAsText = (name: string): Issue => ({
  severity: 'error',
  code: 'copied-as-text',
  where: name,
  message: 'Bytes of the file were changed as only a copy as text changes them.',
  hint: COPIED_AS_TEXT,
});

/** Problems of a medium that take nothing from its sets. */
const HARMLESS: ReadonlySet<string> = new Set(['config-differs', 'trailing-bytes']);

const severityOf = (code: string): Issue['severity'] => (HARMLESS.has(code) ? 'warning' : 'error');

const mediaIssues = ({ name, description, container, asText }: OpenedMedia): Issue[] => [
  ...(asText ? [copiedAsText(name)] : []),
  ...description.problems.slice(0, 20).map(
    (problem): Issue => ({
      severity: severityOf(problem.code),
      code: problem.code,
      where: name,
      message: problem.message,
    }),
  ),
  ...(container?.problems ?? [])
    .slice(0, 20)
    .map(({ code, message }): Issue => ({ severity: severityOf(code), code, where: name, message })),
];

/** `isNewest`: no set was asked for, so that damage in any of them may hide the newest. */
function containerChecks(media: readonly OpenedMedia[], backup: AssembledBackup, isNewest: boolean): SourceCheck[] {
  const sum = (count: (m: OpenedMedia) => number): number => media.reduce((all, one) => all + count(one), 0);
  const chosen = backup.differential === null ? [backup.base] : [backup.base, backup.differential];
  const families = chosen.reduce((all, set) => all + set.families, 0);
  const missing = chosen.reduce((all, set) => all + set.missingFamilies.length, 0);
  const parts = chosen.flatMap((set) => set.parts);
  const cut = parts.filter((part) => !part.set.whole).length;
  const check = (
    name: string,
    says: string,
    checked: number,
    failed: number,
    failing: 'incomplete' | 'damaged',
  ): SourceCheck => ({ name, says, passed: failed === 0, checked, failed, failing, wholeness: true });
  const chunks = sum((m) => m.container?.counts.checked ?? 0);
  return [
    check('media-families', 'all files of the backup are here', families, missing, 'incomplete'),
    check('backup-sets-whole', 'the backup goes to its end', parts.length, cut, 'incomplete'),
    check(
      'stated-pages',
      'the backup holds as many pages as it says, and its log',
      chosen.length,
      backup.findings.filter(({ code }) => code === 'backup-pages-missing' || code === 'backup-log-missing').length,
      'incomplete',
    ),
    check(
      'files-followed',
      'the files can be followed from their beginning to their end',
      media.length,
      isNewest ? media.filter((m) => m.description.problems.some((problem) => !HARMLESS.has(problem.code))).length : 0,
      'damaged',
    ),
    check(
      'block-checksums',
      'the headers in the file are as they were written',
      sum((m) => m.description.blocks.checked),
      sum((m) => m.description.blocks.failed),
      'damaged',
    ),
    ...(media.some((m) => m.container !== null)
      ? [
          check(
            'chunk-checksums',
            'compressed pieces are as they were written',
            chunks,
            sum((m) => m.container?.counts.failed ?? 0) + sum((m) => (m.container?.truncated ? 1 : 0)),
            'damaged',
          ),
        ]
      : []),
  ];
}
