import { type ExplainedCell, type ExplainedElement, explain } from '@chartlift/engine';
import type { Register } from '../command.js';
import { printJson, printLine } from '../terminal.js';
import { wrap } from '../text-table.js';
import { openWorkspaceVault } from '../unlock.js';

/** `why PLACE`: the way of one source cell or one target value. */
export const registerWhy: Register = (program, context) => {
  program
    .command('why <place>')
    .description('where a source cell went, or which cells a value was made of; shows no value unless asked')
    .option('--run <run>', 'the run to look at (default: the newest that was finished)')
    .option('--show-values', 'show the values too; this is written to the audit log')
    .addHelpText(
      'after',
      `
A place is one of
  source/table/row           a source row, as the report and issues.ndjson name it
  source/table/row/column    one cell of it
  Condition/ID               a resource of the newest mapping, by type and id
  Condition/ID#code.text     one element of it`,
    )
    .action(async (place: string, given: { run?: string; showValues?: boolean }) => {
      const options = context.options();
      using vault = await openWorkspaceVault(context, 'read');
      const found = await explain({
        dir: options.workspace,
        vault,
        place,
        showValues: given.showValues === true,
        ...(given.run === undefined ? {} : { run: given.run }),
      });
      if (options.json) return printJson(context.terminal, found);
      const lines = found.kind === 'element' ? elementLines(found) : cellLines(found);
      for (const line of lines) printLine(context.terminal, options, line);
    });
};

const PLACES: Readonly<Record<string, string>> = {
  none: 'NOT ACCOUNTED FOR',
  delivered: 'delivered by',
  archived: 'kept in the archive',
  excluded: 'left out by the rule',
  merged: 'merged into another record:',
  quarantined: 'set aside with the issue',
};

function shownValue({ filled, value }: { readonly filled: boolean; readonly value?: string | null }): string {
  if (value !== undefined) return value === null ? 'NULL' : JSON.stringify(value);
  return filled ? 'has a value' : 'empty';
}

function* cellLines({ kind, locator, fate, columns, issues }: ExplainedCell): Generator<string> {
  yield locator;
  yield fate === null
    ? '  no finished run yet'
    : `  in run ${fate.run} the row was ${PLACES[fate.disposition]} ${fate.disposition === 'archived' ? `(${fate.reason})` : fate.reason}`;
  for (const column of columns) {
    if (kind === 'row' && !column.filled && column.uses.length === 0) continue;
    yield `  ${column.column}: ${shownValue(column)}`;
    if (column.uses.length === 0) yield '    no mapping spec reads this column';
    for (const use of column.uses) {
      const way =
        use.element !== null
          ? `feeds ${use.element}${use.resource ? ` of ${use.resource}` : ''}`
          : use.role === 'archive-only'
            ? 'is archive-only by the spec'
            : 'is read by a condition, key or join';
      const end = use.excludedBy
        ? ` (row left out by ${use.excludedBy})`
        : use.element !== null && use.resource && !use.present
          ? ', which has no value there'
          : '';
      yield `    ${way}${end}  [${use.spec}]`;
    }
  }
  for (const { severity, code, message, where, hint } of issues) {
    yield* wrap(`${severity} ${code}${where === locator ? '' : ` at ${where}`}: ${message}`, 96, '  ');
    if (hint) yield* wrap(`-> ${hint}`, 96, '    ');
  }
}

function* elementLines(found: ExplainedElement): Generator<string> {
  yield `${found.resource}${found.path === null ? '' : `#${found.path}`}`;
  yield `  made by ${found.spec}${found.patient === null || found.patient === found.resource ? '' : ` in the chart of ${found.patient}`}`;
  yield `  from ${found.rows[0]}${found.rows.length > 1 ? ` and ${found.rows.length - 1} rows beside it` : ''}`;
  for (const row of found.rows.slice(1, 6)) yield `       ${row}`;
  if (found.cells.length === 0) yield '  of no source cell: a constant of the spec, or derived from the row as a whole';
  for (const cell of found.cells) yield `  ${cell.locator}: ${shownValue(cell)}`;
  if (found.value !== undefined)
    yield `  value: ${JSON.stringify(found.value, (_, v) => (typeof v === 'bigint' ? v.toString() : v))}`;
}
