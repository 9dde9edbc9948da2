import { type ColumnSuggestion, suggestForSource } from '@chartlift/engine/suggestion';
import type { CommandContext } from '../command.js';
import { readSettings, type SourceArguments } from '../source-options.js';
import { printJson, printLine } from '../terminal.js';

interface SuggestArguments extends SourceArguments {
  readonly memory?: boolean;
  readonly presets?: boolean;
}

/** `map suggest SOURCE...`: for each column the best targets, without a workspace. */
export async function suggest(context: CommandContext, paths: string[], given: SuggestArguments): Promise<void> {
  const { terminal } = context;
  const options = context.options();
  const suggestions = await suggestForSource(paths, {
    ...readSettings(given),
    memory: given.memory !== false,
    presets: given.presets !== false,
  });
  if (options.json) return printJson(terminal, suggestions);
  for (const line of suggestionLines(suggestions)) printLine(terminal, options, line);
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
