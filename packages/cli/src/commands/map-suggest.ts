import {
  type ColumnSuggestion,
  draftWorkspaceMapping,
  type SuggestRequest,
  suggestForSource,
} from '@chartlift/engine/suggestion';
import type { CommandContext } from '../command.js';
import { Progress } from '../progress.js';
import { readSettings, type SourceArguments } from '../source-options.js';
import { printJson, printLine } from '../terminal.js';
import { openWorkspaceVault } from '../unlock.js';

interface SuggestArguments extends SourceArguments {
  readonly memory?: boolean;
  readonly presets?: boolean;
}

/** `map suggest SOURCE...`: for each column the best targets, without a workspace; without a source: mapping specs for what is staged. */
export async function suggest(context: CommandContext, paths: string[], given: SuggestArguments): Promise<void> {
  const { terminal } = context;
  const options = context.options();
  const request = { ...readSettings(given), memory: given.memory !== false, presets: given.presets !== false };
  if (paths.length === 0) return draft(context, request);
  const progress = new Progress(terminal, options, 'reading');
  let suggestions: readonly ColumnSuggestion[];
  try {
    suggestions = await suggestForSource(paths, {
      ...request,
      onProgress: (done, total) => progress.update(done, total),
    });
  } finally {
    progress.end();
  }
  if (options.json) return printJson(terminal, suggestions);
  for (const line of suggestionLines(suggestions)) printLine(terminal, options, line);
}

async function draft(context: CommandContext, request: SuggestRequest): Promise<void> {
  const { terminal } = context;
  using vault = await openWorkspaceVault(context, 'read');
  const options = context.options();
  const drafted = await draftWorkspaceMapping(options.workspace, vault, request);
  if (options.json) return printJson(terminal, drafted);
  for (const file of drafted.written) printLine(terminal, options, `written ${file}`);
  for (const file of drafted.kept) printLine(terminal, options, `kept    ${file} (changed by hand, or confirmed)`);
  for (const { table, resource, reason } of drafted.left)
    printLine(terminal, options, `left    ${table} (${resource}): ${reason}`);
  for (const { table, column, coded, open, untold } of drafted.attributes) {
    const others = untold === 0 ? '' : ` and ${untold} more that are not told`;
    const names = open.length === 0 ? '' : `: ${open.slice(0, 20).join(', ')}${open.length > 20 ? ', ...' : ''}`;
    printLine(
      terminal,
      options,
      `codes   ${table}.${column}: ${coded} with a code; ${open.length} keep their text${names}${others}`,
    );
  }
  const proposed = drafted.scope.reduce((sum, one) => sum + one.written, 0);
  if (proposed > 0) printLine(terminal, options, `scope.yaml: ${proposed} tables proposed by what the specs read`);
  if (drafted.suggestions.length > 0 && !drafted.patients)
    printLine(
      terminal,
      options,
      'No table of patients with rows was found: without it there is nothing to make charts of.',
    );
  printLine(
    terminal,
    options,
    `${drafted.open} lines to review in mapping/review.csv: map confirm SPEC [ELEMENT], map reject SPEC ELEMENT.`,
  );
}

function* suggestionLines(suggestions: readonly ColumnSuggestion[]): Generator<string> {
  let table: string | null = null;
  for (const one of suggestions) {
    if (one.table !== table) yield `${table === null ? '' : '\n'}${one.table}`;
    table = one.table;
    const [best, next] = one.candidates;
    if (!best) yield `  ${one.column.padEnd(28)} -- ${one.reasons?.[0] ?? ''}`;
    else {
      const target = `${best.target}${best.code ? ` [${best.code.code}]` : ''}`;
      const other = next ? `  (else ${next.target} ${next.score.toFixed(2)})` : '';
      yield `  ${one.column.padEnd(28)} ${best.score.toFixed(2)} ${target}: ${best.reasons.join('; ')}${other}`;
    }
  }
}
