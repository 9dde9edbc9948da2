import { checkScope, type ScopeLine, showScope } from '@chartlift/engine/scope';
import type { CommandContext } from '../command.js';
import { printIssues, printJson, printLine } from '../terminal.js';
import { textTable } from '../text-table.js';
import { openWorkspaceVault } from '../unlock.js';

/** `scope show`: the scope plan beside what is staged. */
export async function showPlan(context: CommandContext, given: { all?: boolean }): Promise<void> {
  const { terminal } = context;
  const options = context.options();
  using vault = await openWorkspaceVault(context, 'read');
  const lines = showScope(options.workspace, vault);
  if (options.json) return printJson(terminal, lines);
  const shown = lines.filter((line) => given.all || line.rows > 0);
  const rows = shown.map((line) => [
    line.table,
    line.rows,
    decisionText(line),
    [...line.specs, ...line.readBy.map((id) => `(${id})`)].join(', '),
  ]);
  for (const line of textTable(['table', 'rows', 'decision', 'mapping specs'], rows))
    printLine(terminal, options, line);
  if (shown.length < lines.length)
    printLine(terminal, options, `${lines.length - shown.length} tables without rows not shown (--all shows them).`);
}

function decisionText({ decision, remainder, window, by }: ScopeLine): string {
  const from = window?.since ?? (window?.years === undefined ? null : `${window.years} years`);
  return [
    decision,
    from === null ? '' : `${window?.column} ${from}`,
    remainder === 'archive' ? 'rest archived' : '',
    by === 'proposed' ? 'proposed' : '',
  ]
    .filter((part) => part !== '')
    .join(', ');
}

/** `scope check`: what is wrong with the plan. */
export async function checkPlan(context: CommandContext): Promise<void> {
  const { terminal } = context;
  const options = context.options();
  using vault = await openWorkspaceVault(context, 'read');
  const verdict = checkScope(options.workspace, vault);
  if (!verdict.ok) context.fail(1);
  if (options.json) return printJson(terminal, verdict);
  const told = verdict.issues.filter((issue) => issue.severity !== 'information');
  if (!options.quiet) printIssues(terminal, told, 100);
  const errors = told.filter((issue) => issue.severity === 'error').length;
  printLine(terminal, options, `${verdict.tables} staged tables, ${errors} errors in the plan`);
  const counted = (code: string): number =>
    verdict.issues.filter((one) => one.code === code && !told.includes(one)).length;
  const [idle, unlisted] = [counted('table-not-staged'), counted('table-unlisted')];
  if (unlisted > 0) printLine(terminal, options, `  ${unlisted} filled tables are not listed and go to the archive`);
  for (const { where, message } of verdict.issues.filter(
    (one) => one.code.startsWith('window-') && !told.includes(one),
  ))
    printLine(terminal, options, `  ${where}: ${message}`);
  if (idle > 0) printLine(terminal, options, `  ${idle} tables of the plan are not in this source`);
}
