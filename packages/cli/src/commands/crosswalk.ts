import { writeFileSync } from 'node:fs';
import { userInfo } from 'node:os';
import { MigrationError, systemClock } from '@chartlift/engine/base';
import {
  acceptBest,
  acceptCode,
  type CrosswalkFormat,
  EQUIVALENCES,
  type Equivalence,
  exportCrosswalk,
  importCrosswalk,
  openTerminologyStore,
  reviewCrosswalk,
  type SuggestedColumn,
  showCrosswalks,
  suggestCrosswalks,
  suggestForList,
  systemOf,
  type TermKind,
  terminologyFolder,
} from '@chartlift/engine/crosswalk';
import type { CommandContext } from '../command.js';
import { wholeNumber } from '../numbers.js';
import { Progress } from '../progress.js';
import { printJson, printLine } from '../terminal.js';
import { textTable } from '../text-table.js';
import { openWorkspaceVault } from '../unlock.js';

interface Wanted {
  readonly from?: string;
  readonly column?: string;
  readonly system?: string;
  readonly kind?: string;
  readonly limit?: string;
  readonly all?: boolean;
}

const KINDS: readonly TermKind[] = ['drug', 'lab', 'problem', 'other'];

const usage = (message: string, hint: string): MigrationError =>
  new MigrationError(message, { code: 'USAGE', kind: 'usage', hint });

/** Who decides and when: `--by`, else the user of the process. */
const deciderOf = (by: string | undefined) => ({
  by: by ?? userInfo().username,
  at: new Date(systemClock.now()).toISOString(),
});

function kindOf(given: string | undefined): TermKind | undefined {
  const kind = KINDS.find((one) => one === given);
  if (given !== undefined && kind === undefined) throw usage('The kind is not known', `One of ${KINDS.join(', ')}.`);
  return kind;
}

async function suggested(context: CommandContext, name: string | undefined, given: Wanted): Promise<SuggestedColumn[]> {
  const options = context.options();
  const kind = kindOf(given.kind);
  using vault = await openWorkspaceVault(context, 'read');
  using store = openTerminologyStore(terminologyFolder(process.env));
  const progress = new Progress(context.terminal, options, 'suggesting');
  try {
    return suggestCrosswalks({
      ...{ dir: options.workspace, vault, store },
      limit: wholeNumber(given.limit ?? '50', '--limit', 1, 'crosswalk suggest'),
      all: given.all === true,
      ...(name === undefined ? {} : { name }),
      ...(given.system === undefined ? {} : { system: systemOf(store, given.system) }),
      ...(kind === undefined ? {} : { kind }),
      onProgress: (done, total) => progress.update(done, total),
    });
  } finally {
    progress.end();
  }
}

/** `crosswalk suggest [NAME]`: codes for values that want one; writes nothing. */
export async function suggest(context: CommandContext, name: string | undefined, given: Wanted): Promise<void> {
  const options = context.options();
  const { terminal } = context;
  const columns =
    given.from === undefined ? await suggested(context, name, given) : [ofList(context, given.from, given)];
  if (options.json) return printJson(terminal, columns.map(jsonOf));
  if (columns.length === 0) return printLine(terminal, options, 'No column of the mapping wants codes.');
  const open = columns.filter(({ distinct, decided }) => distinct > decided);
  for (const column of open) for (const line of columnLines(column)) printLine(terminal, options, line);
  const stuck = columns.filter(
    ({ problem, distinct, system }) => distinct === 0 && problem !== null && system !== null,
  );
  for (const { element, crosswalk, problem } of stuck)
    printLine(terminal, options, `${crosswalk}: ${element}: values cannot be listed: ${problem}`);
  const rest = columns.length - open.length - stuck.length;
  if (rest > 0) printLine(terminal, options, `${rest} more columns have no value without a code.`);
}

const SYSTEM_OF: Readonly<Record<string, string>> = { drug: 'rxnorm', lab: 'loinc', problem: 'snomed', other: '' };

/** A list of somebody's, without a workspace. */
function ofList(context: CommandContext, path: string, given: Wanted): SuggestedColumn {
  const kind = kindOf(given.kind) ?? 'other';
  const system = given.system ?? SYSTEM_OF[kind] ?? '';
  if (system === '')
    throw usage('A list needs a code system', 'Give --system, and --kind drug, lab or problem where it is one.');
  using store = openTerminologyStore(terminologyFolder(process.env));
  const progress = new Progress(context.terminal, context.options(), 'suggesting');
  try {
    return suggestForList({
      ...{ path, store, kind, system: systemOf(store, system) },
      limit: wholeNumber(given.limit ?? '5000', '--limit', 1, 'crosswalk suggest'),
      ...(given.column === undefined ? {} : { column: given.column }),
      onProgress: (done, total) => progress.update(done, total),
    });
  } finally {
    progress.end();
  }
}

const jsonOf = (column: SuggestedColumn) => ({
  ...column,
  values: column.values.map(({ suggestions, ...value }) => ({
    ...value,
    suggestions: suggestions.map(({ concept, score, equivalence, reasons }) => ({
      ...{ system: concept.system, code: concept.code, display: concept.display, status: concept.status },
      ...{ score: Number(score.toFixed(4)), equivalence, reasons },
    })),
  })),
});

function* columnLines(column: SuggestedColumn): Generator<string> {
  const {
    crosswalk,
    used,
    element,
    table,
    column: name,
    distinct,
    decided,
    withheld,
    problem,
    values,
    system,
  } = column;
  yield element === ''
    ? `${crosswalk}: ${name}, ${distinct} values`
    : `${crosswalk}${used ? '' : ' (not yet in the mapping)'}: ${element} <- ${table}.${name}, ${distinct} values, ${decided} decided`;
  if (problem !== null) yield `  nothing is suggested: ${problem}`;
  else if (values.length > 0) yield `  codes of ${system}`;
  for (const { value, text, mixed, rows, suggestions } of values) {
    yield `  ${rows.toLocaleString('en-US').padStart(8)}  ${value}${text === value ? '' : ` = ${text}`}`;
    if (mixed.length > 0) yield `              rows differ in ${mixed.join(' and ')}: one code may not do`;
    for (const { concept, score, equivalence, reasons } of suggestions)
      yield `              ${score.toFixed(2)} ${concept.code}  ${concept.display}  [${equivalence}] ${reasons.join(', ')}`;
    if (suggestions.length === 0 && problem === null) yield '              nothing near enough';
  }
  if (withheld > 0) yield `  ${withheld} values may be about a person and are not shown; --all shows them`;
  if (!used && element !== '' && values.length > 0)
    yield `  To use it: ${element.split('.').slice(1).join('.')}.coding: { crosswalk: ${crosswalk}, ${expressionOf(column)} }`;
  yield '';
}

const expressionOf = ({ expression }: SuggestedColumn): string =>
  'sql' in expression ? `sql: ${JSON.stringify(expression.sql)}` : `column: ${expression.column}`;

/** `crosswalk show`: what there is, held against the loaded releases; a gate where codes are unknown. */
export async function show(context: CommandContext): Promise<void> {
  const options = context.options();
  const { terminal } = context;
  using store = openTerminologyStore(terminologyFolder(process.env));
  const states = showCrosswalks(options.workspace, store);
  if (states.some(({ unknown }) => unknown.length > 0)) context.fail(1);
  if (options.json) return printJson(terminal, states);
  if (states.length === 0) return printLine(terminal, options, 'There is no crosswalk.');
  const rows = states.map((one) => [
    ...[one.name, one.rows, one.unmatched, one.undecided, one.reviewed],
    ...[one.retired.length, one.unknown.length, one.unchecked],
  ]);
  const head = ['crosswalk', 'rows', 'unmatched', 'unsigned', 'reviewed', 'retired', 'unknown', 'not checked'];
  for (const line of textTable(head, rows)) printLine(terminal, options, line);
  for (const { name, retired, unknown } of states) {
    if (retired.length > 0)
      terminal.stderr.write(`warning: ${name}: retired codes: ${retired.join(', ')} [code-retired]\n`);
    if (unknown.length > 0)
      terminal.stderr.write(
        `error: ${name}: codes that the loaded release does not have: ${unknown.join(', ')} [code-unknown]\n`,
      );
  }
}

interface Accepted extends Wanted {
  readonly value?: string;
  readonly code?: string;
  readonly unmatched?: boolean;
  readonly equivalence: string;
  readonly atLeast?: string;
  readonly wider?: boolean;
  readonly review?: boolean;
  readonly by?: string;
  readonly note?: string;
}

/** `crosswalk accept NAME`: one code, the good suggestions together, or a second look. */
export async function accept(context: CommandContext, name: string, given: Accepted): Promise<void> {
  const options = context.options();
  const { terminal } = context;
  const decider = deciderOf(given.by);
  const dir = options.workspace;
  const say = (count: number, what: string): void => {
    if (options.json) printJson(terminal, { crosswalk: name, [what]: count });
    else printLine(terminal, options, `${name}: ${count} rows ${what}`);
  };
  if (given.review) {
    const reviewed = reviewCrosswalk(dir, name, given.value ?? null, decider);
    say(reviewed, 'reviewed');
    if (reviewed === 0)
      printLine(
        terminal,
        options,
        `  What is decided is ${decider.by}'s own, or reviewed already; --by names another.`,
      );
    return;
  }
  if (given.atLeast !== undefined) {
    const least = Number(given.atLeast);
    if (!(least > 0 && least <= 1))
      throw usage('--at-least takes a score above 0 and at most 1', 'For example --at-least 0.95.');
    const columns = await suggested(context, name, { limit: '5000', ...given });
    if (columns.length === 0)
      throw usage('No column of the mapping wants codes by that name', 'See chartlift crosswalk suggest.');
    return say(acceptBest(dir, columns, least, given.wider === true, decider).get(name) ?? 0, 'accepted');
  }
  if (given.value === undefined || (given.code === undefined) === (given.unmatched !== true))
    throw usage(
      'Nothing to accept is named',
      'Give --value V with --code C or --unmatched, or --at-least SCORE, or --review.',
    );
  const equivalence = EQUIVALENCES.find((one) => one === given.equivalence);
  if (equivalence === undefined) throw usage('The equivalence is not known', `One of ${EQUIVALENCES.join(', ')}.`);
  using store = openTerminologyStore(terminologyFolder(process.env));
  const target = given.code === undefined ? null : targetOf(store, given.code, given.system);
  acceptCode({
    ...{ dir, name, store, value: given.value, target, decider },
    equivalence: equivalence satisfies Equivalence,
    ...(given.note === undefined ? {} : { note: given.note }),
  });
  say(1, 'accepted');
}

/** The system that a code is of: the one named, else the one loaded system that has it. */
function targetOf(store: ReturnType<typeof openTerminologyStore>, code: string, named: string | undefined) {
  if (named !== undefined) return { system: systemOf(store, named), code };
  const systems = [...new Set(store.releases.map(({ system }) => system))].filter((system) =>
    store.concept(system, code),
  );
  if (systems.length > 1)
    throw usage('Several loaded systems have that code', `Give --system, one of ${systems.join(', ')}.`);
  return { system: systems[0] ?? '', code };
}

const FORMATS: readonly CrosswalkFormat[] = ['csv', 'conceptmap', 'usagi'];

/** `crosswalk export NAME`: as CSV, FHIR ConceptMap or Usagi CSV. */
export async function exportOne(
  context: CommandContext,
  name: string,
  given: Wanted & { readonly format: string; readonly output?: string; readonly suggestions?: boolean },
): Promise<void> {
  const format = FORMATS.find((one) => one === given.format);
  if (format === undefined) throw usage('The format is not known', `One of ${FORMATS.join(', ')}.`);
  const columns = given.suggestions === true ? await suggested(context, name, { limit: '5000', ...given }) : [];
  const text = exportCrosswalk(context.options().workspace, name, format, columns);
  if (given.output === undefined) context.terminal.stdout.write(text);
  else {
    writeFileSync(given.output, text, { mode: 0o600 });
    printLine(context.terminal, context.options(), `Wrote ${given.output}`);
  }
}

/** `crosswalk import NAME FILE`: decisions of a crosswalk CSV, a ConceptMap or a Usagi export. */
export async function importOne(
  context: CommandContext,
  name: string,
  file: string,
  given: { readonly system?: string; readonly by?: string },
): Promise<void> {
  const options = context.options();
  const { terminal } = context;
  using store = openTerminologyStore(terminologyFolder(process.env));
  const system = given.system === undefined ? null : systemOf(store, given.system);
  const imported = importCrosswalk(options.workspace, name, file, store, system, deciderOf(given.by));
  if (options.json) printJson(terminal, imported);
  else {
    const unchecked =
      imported.unchecked > 0 ? `, ${imported.unchecked} of them of systems that are not loaded, so not checked` : '';
    printLine(terminal, options, `${name}: ${imported.rows} rows imported${unchecked}`);
    for (const { where, reason } of imported.left.slice(0, 20))
      terminal.stderr.write(`warning: ${where}: left out: ${reason}\n`);
    if (imported.left.length > 20) terminal.stderr.write(`... and ${imported.left.length - 20} more\n`);
  }
  if (imported.left.length > 0) context.fail(1);
}
