import { MigrationError, systemClock } from '@chartlift/engine/base';
import {
  type AddedRelease,
  addTerminology,
  openTerminologyStore,
  removeReleases,
  systemOf,
  terminologyFolder,
} from '@chartlift/engine/terminology';
import type { CommandContext } from '../command.js';
import { wholeNumber } from '../numbers.js';
import { Progress } from '../progress.js';
import { printJson, printLine } from '../terminal.js';
import { textTable } from '../text-table.js';

/** `terminology add FILE...`: loads releases for every workspace of this user. */
export async function addReleases(
  context: CommandContext,
  paths: string[],
  given: { system?: string; release?: string },
): Promise<void> {
  const { terminal } = context;
  const options = context.options();
  const progress = new Progress(terminal, options, 'loading');
  try {
    const { added, left } = await addTerminology({
      folder: terminologyFolder(process.env),
      paths,
      ...(given.system === undefined ? {} : { system: given.system }),
      ...(given.release === undefined ? {} : { version: given.release }),
      clock: systemClock,
      onProgress: (done, total, note) => progress.update(done, total, note),
    });
    progress.end();
    if (options.json) printJson(terminal, { added, left });
    else printAdded(context, added, left);
  } finally {
    progress.end();
  }
}

/** `terminology list`: what is loaded, the newest of each first. */
export function listReleases(context: CommandContext): void {
  const { terminal } = context;
  const options = context.options();
  const folder = terminologyFolder(process.env);
  using store = openTerminologyStore(folder);
  if (options.json) {
    printJson(terminal, { folder, releases: store.releases });
    return;
  }
  if (store.releases.length === 0) {
    printLine(terminal, options, 'No release is loaded: codes are judged by shape and check digit only.');
    printLine(terminal, options, '  -> chartlift terminology add FILE...');
    return;
  }
  printLine(terminal, options, folder);
  const rows = store.releases.map((release) => [
    ...[release.name, release.version, release.concepts, release.mappings, release.damaged],
    ...[release.loadedAt.slice(0, 10), release.system],
  ]);
  const head = ['release', 'version', 'concepts', 'maps', 'damaged', 'loaded', 'system'];
  for (const line of textTable(head, rows)) printLine(terminal, options, line);
}

/** `terminology search SYSTEM TEXT...`: concepts by words or by code. */
export function searchReleases(
  context: CommandContext,
  system: string,
  words: string[],
  given: { limit: string },
): void {
  const { terminal } = context;
  const options = context.options();
  const limit = wholeNumber(given.limit, '--limit', 1, 'terminology search');
  using store = openTerminologyStore(terminologyFolder(process.env));
  const uri = systemOf(store, system);
  if (!store.releases.some((release) => release.system === uri && release.concepts > 0))
    throw new MigrationError('No release of that system is loaded', {
      code: 'TERMINOLOGY_NOT_LOADED',
      kind: 'usage',
      hint: 'See chartlift terminology list; load one with chartlift terminology add.',
    });
  const text = words.join(' ');
  const exact = store.concept(uri, text);
  const found = store.search(uri, text, limit);
  const hits = [
    ...(exact ? [{ concept: exact, rank: 1, matched: exact.code }] : []),
    ...found.filter(({ concept }) => concept.code !== exact?.code),
  ].slice(0, limit);
  if (options.json) {
    printJson(terminal, hits);
    return;
  }
  const rows = hits.map(({ concept, rank, matched }) => [
    ...[concept.code, rank.toFixed(2), concept.status === 'retired' ? 'retired' : ''],
    matched === concept.display ? concept.display : `${concept.display}  (${matched})`,
  ]);
  if (rows.length === 0) printLine(terminal, options, 'Nothing is found.');
  else for (const line of textTable(['code', 'rank', '', 'name'], rows)) printLine(terminal, options, line);
}

/** `terminology remove RELEASE [VERSION]`. */
export function removeRelease(context: CommandContext, name: string, version: string | undefined): void {
  const { terminal } = context;
  const removed = removeReleases(terminologyFolder(process.env), name, version ?? null);
  const options = context.options();
  if (options.json) printJson(terminal, { removed });
  else for (const file of removed) printLine(terminal, options, `Removed ${file}`);
}

function printAdded(context: CommandContext, added: readonly AddedRelease[], left: readonly string[]): void {
  const { terminal } = context;
  const options = context.options();
  const count = (value: number): string => value.toLocaleString('en-US');
  for (const release of added) {
    const parts = [
      release.concepts > 0 ? `${count(release.concepts)} concepts` : '',
      release.mappings > 0 ? `${count(release.mappings)} maps` : '',
    ].filter((part) => part !== '');
    printLine(
      terminal,
      options,
      `Loaded ${release.name} ${release.version}: ${parts.join(', ')} (${release.files.join(', ')})`,
    );
    if (release.damaged > 0) {
      terminal.stderr.write(
        `warning: ${count(release.damaged)} lines could not be read and are left out [terminology-damaged]\n`,
      );
      terminal.stderr.write(`  -> ${release.damages.slice(0, 5).join(', ')}${release.damaged > 5 ? ' ...' : ''}\n`);
    }
  }
  if (left.length > 0)
    printLine(
      terminal,
      options,
      `Not part of a release, left alone: ${left.slice(0, 8).join(', ')}${left.length > 8 ? ` and ${left.length - 8} more` : ''}`,
    );
}
