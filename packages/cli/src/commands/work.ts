import type { Vault } from '@chartlift/engine/vault';
import {
  type ItemView,
  laneRules,
  listWork,
  pageTextOf,
  WorkQueue,
  workStatus,
  workTypes,
} from '@chartlift/engine/work';
import type { CommandContext } from '../command.js';
import { wholeNumber } from '../numbers.js';
import { printJson, printLine } from '../terminal.js';
import { textTable } from '../text-table.js';
import { openWorkspaceVault } from '../unlock.js';
import { eventLines, itemLines, statusLines } from '../work-lines.js';
import { openForWork } from './work-vault.js';

/** `work list`: items in the order of turns. */
export async function list(
  context: CommandContext,
  given: { state?: string; type?: string; mine?: boolean; due?: string; limit: string; after?: string; as?: string },
): Promise<void> {
  const { terminal } = context;
  const options = context.options();
  const limit = wholeNumber(given.limit, '--limit', 1, 'work list');
  using vault = await openWorkspaceVault(context, 'read');
  const found = listWork(vault, {
    ...(given.state === undefined ? {} : { states: given.state }),
    ...(given.type === undefined ? {} : { types: given.type }),
    ...(given.mine ? { person: given.as ?? vault.who() } : {}),
    ...(given.due === undefined ? {} : { due: given.due }),
    ...(given.after === undefined ? {} : { after: given.after }),
    limit,
  });
  if (options.json) return printJson(terminal, found);
  if (found.length === 0) return printLine(terminal, options, 'There is none.');
  const rows = found.map((one) => [
    ...[one.id, one.type, one.state, one.due ?? '', one.assignee ?? '', one.holder ?? '', one.subject],
  ]);
  const head = ['item', 'type', 'state', 'needed', 'assigned', 'held by', 'about'];
  for (const line of textTable(head, rows)) printLine(terminal, options, line);
  const last = found.at(-1);
  if (found.length === limit && last) printLine(terminal, options, `More: --after ${last.id}`);
}

/** What a machine read on the page is shown to nobody who keys it blind: it may count as a second reading. */
const pageText = (vault: Vault, { task, stage }: ItemView): string | null =>
  pageTextOf(vault, task, stage === null || stage === 'adjudication' ? 'any' : 'own');

/** `work next`: takes an item and shows it. */
export async function next(context: CommandContext, given: { type?: string; as?: string }): Promise<void> {
  const { terminal } = context;
  const options = context.options();
  const types = workTypes(given.type);
  using vault = await openForWork(context);
  const taken = new WorkQueue(vault, laneRules(options.workspace, vault)).next(given.as ?? vault.who(), types);
  const text = taken === null ? null : pageText(vault, taken.view);
  if (options.json)
    return printJson(terminal, { item: taken?.view ?? null, lease: taken?.lease ?? null, pageText: text });
  if (taken === null) return printLine(terminal, options, 'There is nothing to do for you.');
  for (const line of itemLines(taken.view, text)) printLine(terminal, options, line);
  printLine(terminal, options, `\nYours until ${taken.lease.until.slice(11, 16)} UTC.`);
  printLine(terminal, options, `  -> chartlift work answer ${taken.view.id} --from FILE`);
}

/** `work show ID`. */
export async function show(context: CommandContext, id: string, given: { as?: string }): Promise<void> {
  const { terminal } = context;
  const options = context.options();
  using vault = await openWorkspaceVault(context, 'read');
  const queue = new WorkQueue(vault, laneRules(options.workspace, vault));
  const { view, lease, events } = queue.show(id, given.as ?? vault.who());
  const text = pageText(vault, view);
  if (options.json) return printJson(terminal, { item: view, lease, pageText: text, events });
  for (const line of [...itemLines(view, text), ...eventLines(events)]) printLine(terminal, options, line);
  if (lease !== null) printLine(terminal, options, `\nHeld by ${lease.holder} until ${lease.until.slice(11, 16)} UTC.`);
}

/** `work status`: the queue in figures. */
export async function status(context: CommandContext): Promise<void> {
  const { terminal } = context;
  const options = context.options();
  using vault = await openWorkspaceVault(context, 'read');
  const figures = workStatus(vault);
  if (options.json) return printJson(terminal, figures);
  for (const line of statusLines(figures)) printLine(terminal, options, line);
}
