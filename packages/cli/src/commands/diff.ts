import { diffRuns } from '@chartlift/engine/after-run';
import type { CommandContext } from '../command.js';
import { printJson, printLine } from '../terminal.js';
import { textTable } from '../text-table.js';
import { openWorkspaceVault } from '../unlock.js';

/** `diff RUN RUN`: what changed from one run to another. */
export async function diff(context: CommandContext, from: string, to: string): Promise<void> {
  const options = context.options();
  using vault = await openWorkspaceVault(context, 'read');
  const found = diffRuns(options.workspace, vault, from, to);
  if (options.json) return printJson(context.terminal, found);
  const say = (text: string): void => printLine(context.terminal, options, text);
  const { same, changed, added, removed, ledger } = found;
  say(
    `${from} -> ${to}: ${same} files the same, ${changed.length} changed, ${added.length} new, ${removed.length} gone`,
  );
  for (const [mark, paths] of [
    ['~', changed],
    ['+', added],
    ['-', removed],
  ] as const) {
    for (const path of paths.slice(0, 10)) say(`  ${mark} ${path}`);
    if (paths.length > 10) say(`  ${mark} and ${paths.length - 10} more`);
  }
  if (ledger.length === 0) say('Every row ended in the same place.');
  else
    for (const line of textTable(
      ['table', 'rows', 'before', 'after'],
      ledger.map(({ table, place, before, after }) => [table, place, before, after]),
    ))
      say(line);
}
