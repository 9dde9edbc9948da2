import { type BatchReport, type ClerkReport, laneRules, workReport } from '@chartlift/engine/work';
import type { CommandContext } from '../command.js';
import { printJson, printLine } from '../terminal.js';
import { textTable } from '../text-table.js';
import { openWorkspaceVault } from '../unlock.js';

const percent = (share: number): string => `${(100 * share).toFixed(2)} %`;
const between = ({ low, high }: { readonly low: number; readonly high: number }): string =>
  `${percent(low)} to ${percent(high)}`;

function clerkRow({ who, items, fields, keystrokes, compared, differing, disagreement, gold }: ClerkReport): string[] {
  return [
    ...[who, String(items), String(fields), keystrokes === null ? '' : String(keystrokes)],
    compared === 0 ? '' : `${differing} of ${compared} (${between(disagreement)})`,
    gold === null ? '' : `${gold.wrong} of ${gold.fields} (${between(gold.interval)})${gold.alarm ? ': too many' : ''}`,
  ];
}

function batchRow({ batch, items, done, fields, sample }: BatchReport): string[] {
  const { looked, wrong, verdict, plan } = sample;
  return [batch, `${done} of ${items}`, String(fields), `${wrong} wrong of ${looked}, wanted ${plan.sample}`, verdict];
}

/** `work report`: who keyed how much and how well. */
export async function report(context: CommandContext): Promise<void> {
  const { terminal } = context;
  const options = context.options();
  using vault = await openWorkspaceVault(context, 'read');
  const found = workReport(vault, laneRules(options.workspace, vault));
  if (options.json) return printJson(terminal, found);
  if (found.clerks.length === 0) return printLine(terminal, options, 'Nobody has keyed anything yet.');
  const clerks = ['who', 'items', 'fields', 'key strokes', 'differs from another', 'wrong on known items'];
  for (const line of textTable(clerks, found.clerks.map(clerkRow))) printLine(terminal, options, line);
  if (found.batches.length === 0) return;
  printLine(terminal, options, '');
  const batches = ['batch', 'done', 'fields', 'sample', 'verdict'];
  for (const line of textTable(batches, found.batches.map(batchRow))) printLine(terminal, options, line);
}
