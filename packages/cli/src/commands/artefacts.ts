import type { AddedArtefacts } from '@chartlift/engine/artefact-installation';
import {
  ARTEFACT_LICENCE,
  addressOf,
  PUBLISHED_ARTEFACTS,
  type StoredFile,
  storedArtefacts,
  storeFolder,
} from '@chartlift/engine/artefacts';
import { systemClock } from '@chartlift/engine/base';
import type { CommandContext } from '../command.js';
import { printJson, printLine } from '../terminal.js';
import { textTable } from '../text-table.js';

const EXIT = { usage: 2 } as const;

/** `artefacts add PATH...`: HL7's schema and Schematron, which Chartlift may not ship, for every workspace of this user. */
export async function addFiles(context: CommandContext, paths: string[]): Promise<void> {
  const { addArtefacts } = await import('@chartlift/engine/artefact-installation');
  const added = await addArtefacts(storeFolder(process.env), paths, systemClock);
  printAdded(context, added);
}

/** `artefacts fetch`: the same files, downloaded once the user has agreed. */
export async function fetchFiles(
  context: CommandContext,
  { yes, from }: { yes?: boolean; from?: string },
): Promise<void> {
  const { terminal } = context;
  const addresses = PUBLISHED_ARTEFACTS.map((file) => addressOf(file, from));
  if (yes !== true) {
    terminal.stderr.write(
      `${ARTEFACT_LICENCE}\nThese addresses would be contacted, and those of the files that they refer to (about 65 MB):\n${addresses.map((one) => `  ${one}\n`).join('')}-> Run again with --yes to download them.\n`,
    );
    context.fail(EXIT.usage);
    return;
  }
  const options = context.options();
  printLine(terminal, options, ARTEFACT_LICENCE);
  const { fetchArtefacts } = await import('@chartlift/engine/artefact-installation');
  const added = await fetchArtefacts({
    store: storeFolder(process.env),
    clock: systemClock,
    ...(from === undefined ? {} : { from }),
    onFile: (address, bytes, sha256) => printLine(terminal, options, `${address}\n  ${bytes} bytes, sha-256 ${sha256}`),
  });
  printAdded(context, added);
}

/** `artefacts list`: what was added, checked again. */
export function listFiles(context: CommandContext): void {
  const { terminal } = context;
  const options = context.options();
  const stored = storedArtefacts(storeFolder(process.env));
  if (options.json) {
    printJson(terminal, { directory: stored?.directory ?? null, files: stored?.files ?? [] });
    return;
  }
  if (stored === null) {
    printLine(terminal, options, "None of HL7's files were added: XSD and Schematron do not run.");
    printLine(terminal, options, '  -> chartlift artefacts fetch, or chartlift artefacts add FOLDER');
    return;
  }
  printLine(terminal, options, stored.directory);
  for (const line of fileLines(stored.files)) printLine(terminal, options, line);
}

function printAdded(context: CommandContext, { directory, files, added, issues }: AddedArtefacts): void {
  const { terminal } = context;
  const options = context.options();
  if (options.json) {
    printJson(terminal, { directory, added, files, issues });
    return;
  }
  printLine(terminal, options, `Added to ${directory}`);
  for (const line of fileLines(added)) printLine(terminal, options, line);
  if (added.some((file) => !file.tested))
    printLine(
      terminal,
      options,
      'Files marked "other" are of another edition than Chartlift was tested with; they compile and are used.',
    );
  for (const { rule, reason } of issues) terminal.stderr.write(`NOT EVALUATED: rule ${rule}: ${reason}\n`);
  for (const layer of ['schematron', 'xsd'] as const)
    if (!files.some((file) => file.layer === layer))
      terminal.stderr.write(
        `The ${layer === 'xsd' ? 'schema (CDA_SDTC.xsd)' : 'Schematron'} was not among them: that layer does not run yet.\n`,
      );
}

const fileLines = (files: readonly StoredFile[]): string[] =>
  textTable(
    ['file', 'bytes', 'sha-256', 'edition', 'from'],
    files.map(({ path, bytes, sha256, tested, from }) => [
      path,
      String(bytes),
      sha256,
      tested ? 'tested' : 'other',
      from,
    ]),
  );
