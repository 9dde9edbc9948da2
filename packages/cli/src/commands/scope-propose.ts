import { MigrationError } from '@chartlift/engine/base';
import {
  databaseSources,
  ESTIMATE_FILE,
  type Estimate,
  estimatePlan,
  type ProposedPlan,
  type ProposeRequest,
  proposePlan,
  type ScopeDecisionRequest,
  type ScopeProposal,
  setScopeDecision,
  type TableProposal,
  writeDefaultRates,
  writeProposals,
} from '@chartlift/engine/scope';
import type { CommandContext } from '../command.js';
import { Progress } from '../progress.js';
import { scopeSettings, type WindowOptions } from '../scope-settings.js';
import { printJson, printLine } from '../terminal.js';
import { textTable } from '../text-table.js';
import { openWorkspaceVault } from '../unlock.js';

interface ProposeOptions extends WindowOptions {
  readonly source?: string;
  readonly dryRun?: boolean;
  readonly override?: string;
}

const usage = (message: string, hint: string): MigrationError =>
  new MigrationError(message, { code: 'USAGE', kind: 'usage', hint });

/** `scope propose`: what could become of every table, counted, and written into the plan where no person decided. */
export async function proposeScopePlan(context: CommandContext, given: ProposeOptions): Promise<void> {
  const { terminal } = context;
  const options = context.options();
  using vault = await openWorkspaceVault(context, 'read');
  const override = overrideOf(given.override);
  const plan = await proposed(context, vault, given, {
    ...{ command: 'scope propose', bySpecs: true },
    ...(override ? { override } : {}),
  });
  const { proposal } = plan;
  const several = databaseSources(vault).length > 1;
  const written = given.dryRun ? null : writeProposals(options.workspace, plan, several, override);
  if (options.json) return printJson(terminal, { ...proposal, written });
  const say = (text: string): void => printLine(terminal, options, text);
  const rows = proposal.tables.filter((table) => table.rows > 0).map(tableRow);
  for (const line of textTable(['table', 'rows', 'patients', 'domain', 'decision', 'window', ''], rows)) say(line);
  const { patients } = proposal;
  if (patients?.window && patients.migrated === 0)
    say(
      `None of ${patients.all} patients was seen within the window (${[patients.window, ...(patients.window.also ?? [])].map((one) => `${one.table}.${one.column}`).join(', ')}): it is not proposed`,
    );
  else if (patients?.window)
    say(
      `${patients.migrated} of ${patients.all} patients were seen within the window; ${patients.archived} are archived whole`,
    );
  else if (patients?.choices?.length)
    say(
      `Seen in the last ${patients.choices.map((one) => `${one.years} years: ${one.patients}`).join(', ')} of ${patients.all} patients`,
    );
  for (const table of proposal.tables.filter((one) => one.choices?.length))
    say(
      `${table.table}: ${(table.choices ?? []).map((one) => `${one.years} y ${one.rows} rows`).join(', ')} of ${table.rows}`,
    );
  if (written === null) return say('Nothing was written (--dry-run).');
  say(
    `scope.yaml: ${written.written} tables proposed, ${written.kept} decided by people or the preset left as they are` +
      (written.kept > 0 && override === undefined ? ' (--override preset or all proposes for those too)' : ''),
  );
  for (const table of proposal.tables.filter((one) => wantsWindow(one, proposal)))
    say(
      `To cut ${table.table}, which is decided: scope set ${table.table} migrate --window ${table.datedBy?.column}:${proposal.settings.resultYears}`,
    );
  say('Look at those marked "review"; `scope set TABLE DECISION` decides, `scope check` is the gate.');
}

/** Decided without the window that was asked for: only a person may set it. */
const wantsWindow = (table: TableProposal, { settings }: ScopeProposal): boolean =>
  table.decided === 'migrate' &&
  table.window === null &&
  settings.resultYears !== null &&
  (table.domain === 'results' || table.domain === 'orders') &&
  table.datedBy !== undefined &&
  table.datedBy !== null &&
  table.datedBy.via === undefined;

function tableRow(table: TableProposal): (string | number)[] {
  const { window, counts } = table;
  const inside = window && counts ? `, ${counts.migrated.rows} rows in` : '';
  return [
    table.table,
    table.rows,
    counts === null ? '' : ((counts.migrated.rows > 0 ? counts.migrated : counts.archived).patients ?? ''),
    table.domain,
    table.decided === null ? table.decision : `${table.decided} (decided)`,
    window
      ? `${window.via ? `${window.via.table}.` : ''}${window.column} ${window.years === undefined ? `since ${window.since}` : `${window.years} years`}${inside}`
      : '',
    table.review && table.decided === null ? 'review' : '',
  ];
}

async function proposed(
  context: CommandContext,
  vault: Awaited<ReturnType<typeof openWorkspaceVault>>,
  given: ProposeOptions,
  { command, ...by }: Pick<ProposeRequest, 'bySpecs' | 'override'> & { readonly command: string },
): Promise<ProposedPlan> {
  const options = context.options();
  const progress = new Progress(context.terminal, options, 'reading');
  try {
    return await proposePlan(options.workspace, vault, {
      settings: scopeSettings(given, command),
      ...by,
      ...(given.source === undefined ? {} : { source: given.source }),
      onProgress: (done, total) => progress.update(done, total),
    });
  } finally {
    progress.end();
  }
}

function overrideOf(given: string | undefined): ProposeRequest['override'] {
  if (given === undefined || given === 'preset' || given === 'all') return given;
  throw usage('--override cannot be read', 'preset: what the preset decided; all: what people decided too.');
}

/** `scope set`: a person's decision for one table. */
export async function setTable(
  context: CommandContext,
  table: string,
  decision: string,
  given: { readonly reason?: string; readonly window?: string },
): Promise<void> {
  const { terminal } = context;
  const options = context.options();
  const decisions = ['migrate', 'archive', 'drop', 'reference'] as const;
  const wanted = decisions.find((one) => one === decision);
  if (!wanted) throw usage('The decision is not known', `One of ${decisions.join(', ')}.`);
  using vault = await openWorkspaceVault(context, 'read');
  const request: ScopeDecisionRequest = {
    ...{ table, decision: wanted },
    ...(given.reason === undefined ? {} : { reason: given.reason }),
    ...(given.window === undefined ? {} : { window: given.window }),
  };
  const set = setScopeDecision(options.workspace, vault, request);
  if (options.json) return printJson(terminal, { table, ...set });
  const window = set.window ? `, ${set.window.column} ${set.window.since ?? `${set.window.years} years`}` : '';
  printLine(terminal, options, `${table}: ${set.decision}${window}`);
}

/** `scope estimate`: hours, weeks and price of what the plan and the proposals mean. */
export async function estimateScope(context: CommandContext, given: ProposeOptions): Promise<void> {
  const { terminal } = context;
  const options = context.options();
  using vault = await openWorkspaceVault(context, 'read');
  const plan = await proposed(context, vault, given, { command: 'scope estimate' });
  const isNew = writeDefaultRates(options.workspace);
  const estimate = estimatePlan(options.workspace, plan);
  if (options.json) return printJson(terminal, estimate);
  for (const line of estimateLines(estimate, plan.proposal)) printLine(terminal, options, line);
  if (isNew) printLine(terminal, options, `${ESTIMATE_FILE} now holds the default rates: put in your own.`);
}

function estimateLines(estimate: Estimate, proposal: ScopeProposal): string[] {
  const { contingency, quote } = estimate;
  return [
    ...textTable(
      ['work', 'item', 'count', 'hours each', 'hours', 'counted'],
      estimate.lines.map((line) => [line.kind, line.item, line.count, line.rateHours, line.hours, line.origin]),
    ),
    `${estimate.hours} hours, and ${contingency.hours} (${Math.round(contingency.share * 100)} %) for what nobody foresaw; ${estimate.weeks} weeks`,
    ...textTable(
      ['quote', 'hours', `${quote.currency} an hour`, quote.currency],
      [
        ...quote.lines.map((line) => [line.item, line.hours, line.hourly, line.price]),
        ['Fixed price', '', '', quote.total],
      ],
    ),
    ...estimate.assumptions,
    ...(proposal.tables.some((table) => table.decided !== null)
      ? ['Decisions of the plan stand before proposals.']
      : []),
  ];
}
