import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { PresetFit } from '@chartlift/engine/preset-recognition';
import { applyPreset, listPresets } from '@chartlift/engine/workspace';
import type { CommandContext } from '../command.js';
import { printJson, printLine } from '../terminal.js';
import { textTable } from '../text-table.js';
import { openWorkspaceVault } from '../unlock.js';

/** `map preset [NAME]`: copies a preset into the workspace, or lists them with how well each fits what is staged. */
export async function preset(
  context: CommandContext,
  name: string | undefined,
  given: { force?: boolean },
): Promise<void> {
  const { terminal } = context;
  const options = context.options();
  if (name === undefined) return listFits(context);
  const applied = applyPreset(options.workspace, name, given.force === undefined ? {} : { force: given.force });
  const warning = await doubt(context, name);
  if (warning !== null) terminal.stderr.write(`warning: ${warning} [preset-unlike-source]\n`);
  if (options.json) {
    printJson(terminal, { ...applied, warning });
    return;
  }
  printLine(terminal, options, `Preset ${name}: ${applied.written.length} files written, ${applied.kept.length} kept.`);
  for (const file of applied.kept)
    printLine(terminal, options, `  kept as changed by hand: ${file} (--force overwrites it)`);
}

async function listFits(context: CommandContext): Promise<void> {
  const { terminal } = context;
  const options = context.options();
  const fits = await recognised(context);
  const presets = listPresets();
  if (options.json)
    return printJson(
      terminal,
      fits?.map(({ preset, ...fit }) => ({ name: preset, ...fit })) ??
        presets.map(({ name, description }) => ({ name, description })),
    );
  const staged = fits?.filter((fit) => fit.source !== null) ?? [];
  if (staged.length === 0) {
    for (const one of presets) printLine(terminal, options, `${one.name.padEnd(20)} ${one.description}`);
    if (fits === null && existsSync(join(options.workspace, 'vault.db')))
      terminal.stderr.write('Give the key (--key-file FILE) to see which of them fits what is staged.\n');
    return;
  }
  const rows = staged.map((fit) => [fit.preset, `${Math.round(fit.score * 100)}%`, fit.source ?? '', fit.description]);
  for (const line of textTable(['preset', 'fit', 'source', 'for'], rows)) printLine(terminal, options, line);
  for (const line of verdict(staged)) printLine(terminal, options, line);
}

function* verdict(fits: readonly PresetFit[]): Generator<string> {
  const there = fits.filter((fit) => fit.fits);
  if (there.length === 0)
    yield 'None of them is for what is staged: `chartlift assess` and `chartlift map suggest` help with a system that is not known.';
  for (const fit of there) {
    yield `${fit.source} is ${fit.preset}:`;
    for (const reason of fit.reasons) yield `  ${reason}`;
    if (fit.missing.length > 0) yield `  Not there: ${fit.missing.join(', ')}.`;
    yield `  chartlift map preset ${fit.preset} fills mapping/ and scope.yaml.`;
  }
}

async function doubt(context: CommandContext, name: string): Promise<string | null> {
  const fits = await recognised(context);
  return fits === null ? null : (await import('@chartlift/engine/preset-recognition')).presetDoubt(name, fits);
}

/** null where there is no vault, or no key was given: the list of presets needs none, so nobody is asked for it. */
async function recognised(context: CommandContext): Promise<PresetFit[] | null> {
  const { workspace, keyFile, passphraseFd } = context.options();
  if (!existsSync(join(workspace, 'vault.db')) || (keyFile === undefined && passphraseFd === undefined)) return null;
  const { recognisePresets } = await import('@chartlift/engine/preset-recognition');
  using vault = await openWorkspaceVault(context, 'read');
  return recognisePresets(vault);
}
