import { checkScope, showScope } from '@chartlift/engine';
import type { Register } from '../command.js';
import { printIssues, printJson, printLine } from '../terminal.js';
import { textTable } from '../text-table.js';
import { openWorkspaceVault } from '../unlock.js';

/** `scope show|check`: the scope plan beside what is staged. */
export const registerScope: Register = (program, context) => {
  const { terminal } = context;
  const scope = program.command('scope').description('the scope plan: what moves, what is archived, what is dropped');

  scope
    .command('show')
    .description(
      'every staged table with its rows, the decision, the specs that start from it and, in parentheses, those that read it beside',
    )
    .option('--all', 'tables without rows too')
    .action(async (given: { all?: boolean }) => {
      const options = context.options();
      using vault = await openWorkspaceVault(context, 'read');
      const lines = showScope(options.workspace, vault);
      if (options.json) return printJson(terminal, lines);
      const shown = lines.filter((line) => given.all || line.rows > 0);
      const rows = shown.map((line) => [
        line.table,
        line.rows,
        line.remainder === 'archive' ? 'migrate, rest archived' : line.decision,
        [...line.specs, ...line.readBy.map((id) => `(${id})`)].join(', '),
      ]);
      for (const line of textTable(['table', 'rows', 'decision', 'mapping specs'], rows))
        printLine(terminal, options, line);
      if (shown.length < lines.length)
        printLine(
          terminal,
          options,
          `${lines.length - shown.length} tables without rows not shown (--all shows them).`,
        );
    });

  scope
    .command('check')
    .description(
      'check the plan against what is staged, and warn of references that leave it; exit code 1 when something is wrong',
    )
    .action(async () => {
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
      if (unlisted > 0)
        printLine(terminal, options, `  ${unlisted} filled tables are not listed and go to the archive`);
      if (idle > 0) printLine(terminal, options, `  ${idle} tables of the plan are not in this source`);
    });
};
