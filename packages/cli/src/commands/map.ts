import { checkWorkspaceMapping, type ShownSpec, showWorkspaceMapping } from '@chartlift/engine/mapping';
import type { CommandContext } from '../command.js';
import { printIssues, printJson, printLine } from '../terminal.js';
import { openWorkspaceVault } from '../unlock.js';

/** `map check`: the mapping against what is staged. */
export async function checkMapping(context: CommandContext): Promise<void> {
  const { terminal } = context;
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
}

/** `map show [SPEC]`: which element comes from which column. */
export async function showMapping(context: CommandContext, name: string | undefined): Promise<void> {
  const { terminal } = context;
  using vault = await openWorkspaceVault(context, 'read');
  const options = context.options();
  const shown = showWorkspaceMapping(options.workspace, vault).filter((s) => name === undefined || s.id === name);
  if (options.json) return printJson(terminal, shown);
  for (const spec of shown) for (const line of specLines(spec)) printLine(terminal, options, line);
}

function* specLines(spec: ShownSpec): Generator<string> {
  yield `${spec.id}: ${spec.resource} <- ${spec.table} (key ${spec.key}${spec.patient === null ? ', no patient' : `, patient ${spec.patient}`})`;
  for (const { element, columns, variant } of spec.elements) {
    if (columns.length > 0) yield `  ${variant === null ? '' : `#${variant} `}${element} <- ${columns.join(', ')}`;
  }
  for (const { rule, reason } of spec.excluded) yield `  excluded by ${rule}: ${reason}`;
  if (spec.archiveOnly.length > 0) yield `  archive only: ${spec.archiveOnly.join(', ')}`;
}
