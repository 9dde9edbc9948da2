import { reconcileRun } from '@chartlift/engine/after-run';
import type { CommandContext } from '../command.js';
import { printJson, printLine } from '../terminal.js';
import { textTable } from '../text-table.js';
import { openWorkspaceVault } from '../unlock.js';

const SAYS = {
  missing: 'is not there',
  changed: 'is not as the run wrote it',
  added: 'was not written by the run',
  'manifest-differs': 'is otherwise in the manifest than in the vault',
} as const;

/** `reconcile RUN`: the ledger of a run, its files hashed again. */
export async function reconcile(context: CommandContext, run: string): Promise<void> {
  const options = context.options();
  using vault = await openWorkspaceVault(context, 'read');
  const found = reconcileRun(options.workspace, vault, run);
  if (!found.passed) context.fail(1);
  if (options.json) return printJson(context.terminal, found);
  const say = (text: string): void => printLine(context.terminal, options, text);
  const tables = found.ledger.tables.filter((table) => table.staged > 0);
  const rows = tables.map((t) => [t.name, t.staged, t.delivered, t.archived, t.excluded, t.merged, t.quarantined]);
  const total = ['all tables', ...[1, 2, 3, 4, 5, 6].map((i) => rows.reduce((sum, row) => sum + Number(row[i]), 0))];
  const head = ['table', 'staged', 'delivered', 'archived', 'excluded', 'merged', 'quarantined'];
  for (const line of textTable(head, [...rows, total])) say(line);
  say('');
  say(`rows       ${found.ledger.balanced ? 'the ledger balances' : 'THE LEDGER DOES NOT BALANCE'}`);
  say(
    `cells      ${found.cells.balanced ? `all ${found.cells.cells} cells of delivered rows are accounted for` : `${found.cells.unaccounted} OF ${found.cells.cells} CELLS ARE NOT ACCOUNTED FOR`}`,
  );
  say(`read back  ${found.readBack.compared} facts compared, ${found.readBack.different} different`);
  const { checked, differences } = found.files;
  say(
    `files      ${checked} hashed again, ${differences.length === 0 ? 'none differs' : `${differences.length} DIFFER`}`,
  );
  for (const { path, kind } of differences.slice(0, 20)) say(`  ${path} ${SAYS[kind]}`);
  if (differences.length > 20) say(`  and ${differences.length - 20} more`);
  if (differences.length > 0) say('Do not deliver this folder: make the run again, or bring back what was changed.');
}
