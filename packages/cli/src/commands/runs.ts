import type { RunSummary } from '@chartlift/engine/run';
import type { CommandContext } from '../command.js';
import { printJson, printLine } from '../terminal.js';
import { openWorkspaceVault } from '../unlock.js';

/** `runs`: what runs there are, oldest first. */
export async function runs(context: CommandContext): Promise<void> {
  const options = context.options();
  using vault = await openWorkspaceVault(context);
  const list = vault.runs();
  if (options.json) return printJson(context.terminal, list);
  if (list.length === 0) printLine(context.terminal, options, 'No run yet. Make one with `chartlift run`.');
  for (const run of list) {
    const summary = run.summary as RunSummary | null;
    const what = summary
      ? `${summary.patients} patients, ${summary.documents} documents, ${summary.passed ? 'all gates passed' : 'a gate FAILED'}`
      : '';
    printLine(context.terminal, options, `${run.id}  ${run.state.padEnd(7)}  ${run.startedAt}  ${what}`);
  }
}
