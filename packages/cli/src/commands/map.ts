import {
  applyPreset,
  checkWorkspaceMapping,
  listPresets,
  type ShownSpec,
  showWorkspaceMapping,
} from '@chartlift/engine';
import type { Command } from 'commander';
import type { CommandContext } from '../command.js';
import { printIssues, printJson, printLine } from '../terminal.js';
import { openWorkspaceVault } from '../unlock.js';

export function registerMap(program: Command, context: CommandContext): void {
  const map = program.command('map').description('mapping specs: from a preset, checked, shown');
  const { terminal } = context;

  map
    .command('preset [name]')
    .description('copy a preset into the workspace; without a name, list the presets')
    .option('--force', 'overwrite files that were changed by hand')
    .action((name: string | undefined, given: { force?: boolean }) => {
      const options = context.options();
      if (name === undefined) {
        const presets = listPresets();
        if (options.json)
          return printJson(
            terminal,
            presets.map(({ name, description }) => ({ name, description })),
          );
        for (const preset of presets) printLine(terminal, options, `${preset.name.padEnd(16)} ${preset.description}`);
        return;
      }
      const applied = applyPreset(options.workspace, name, given.force === undefined ? {} : { force: given.force });
      if (options.json) return printJson(terminal, applied);
      printLine(
        terminal,
        options,
        `Preset ${name}: ${applied.written.length} files written, ${applied.kept.length} kept.`,
      );
      for (const file of applied.kept)
        printLine(terminal, options, `  kept as changed by hand: ${file} (--force overwrites it)`);
    });

  map
    .command('check')
    .description(
      'check the mapping against the staged tables, with hints from their foreign keys; exit code 1 when something is wrong',
    )
    .action(async () => {
      using vault = await openWorkspaceVault(context, 'read');
      const options = context.options();
      const verdict = checkWorkspaceMapping(options.workspace, vault);
      if (!verdict.ok) context.fail(1);
      if (options.json) return printJson(terminal, verdict);
      printIssues(terminal, verdict.issues, 200);
      const counted = (severity: string): number => verdict.issues.filter((i) => i.severity === severity).length;
      const hints = counted('information');
      printLine(
        terminal,
        options,
        `${verdict.specs} specs, ${counted('error')} errors, ${counted('warning')} warnings${hints > 0 ? `, ${hints} hints` : ''}`,
      );
    });

  map
    .command('show [spec]')
    .description('which element comes from which column')
    .action(async (name: string | undefined) => {
      using vault = await openWorkspaceVault(context, 'read');
      const options = context.options();
      const shown = showWorkspaceMapping(options.workspace, vault).filter((s) => name === undefined || s.id === name);
      if (options.json) return printJson(terminal, shown);
      for (const spec of shown) for (const line of specLines(spec)) printLine(terminal, options, line);
    });
}

function* specLines(spec: ShownSpec): Generator<string> {
  yield `${spec.id}: ${spec.resource} <- ${spec.table} (key ${spec.key}${spec.patient === null ? ', no patient' : `, patient ${spec.patient}`})`;
  for (const { element, columns, variant } of spec.elements) {
    if (columns.length > 0) yield `  ${variant === null ? '' : `#${variant} `}${element} <- ${columns.join(', ')}`;
  }
  for (const { rule, reason } of spec.excluded) yield `  excluded by ${rule}: ${reason}`;
  if (spec.archiveOnly.length > 0) yield `  archive only: ${spec.archiveOnly.join(', ')}`;
}
