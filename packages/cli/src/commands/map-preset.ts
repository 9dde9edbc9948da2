import { applyPreset, listPresets } from '@chartlift/engine/workspace';
import type { CommandContext } from '../command.js';
import { printJson, printLine } from '../terminal.js';

/** `map preset [NAME]`: copies a preset into the workspace, or lists them. */
export function preset(context: CommandContext, name: string | undefined, given: { force?: boolean }): void {
  const { terminal } = context;
  const options = context.options();
  if (name === undefined) {
    const presets = listPresets();
    if (options.json)
      printJson(
        terminal,
        presets.map((one) => ({ name: one.name, description: one.description })),
      );
    else for (const one of presets) printLine(terminal, options, `${one.name.padEnd(16)} ${one.description}`);
    return;
  }
  const applied = applyPreset(options.workspace, name, given.force === undefined ? {} : { force: given.force });
  if (options.json) {
    printJson(terminal, applied);
    return;
  }
  printLine(terminal, options, `Preset ${name}: ${applied.written.length} files written, ${applied.kept.length} kept.`);
  for (const file of applied.kept)
    printLine(terminal, options, `  kept as changed by hand: ${file} (--force overwrites it)`);
}
