import { type ExplainedCell, type ExplainedElement, explain, loadedFolder } from '@chartlift/engine/why';
import type { CommandContext } from '../command.js';
import { printJson, printLine } from '../terminal.js';
import { wrap } from '../text-table.js';
import { openWorkspaceVault } from '../unlock.js';

/** `why PLACE`: the way of one source cell or one target value. */
export async function why(
  context: CommandContext,
  place: string,
  given: { run?: string; showValues?: boolean },
): Promise<void> {
  const options = context.options();
  using vault = await openWorkspaceVault(context, 'read');
  const found = await explain({
    dir: options.workspace,
    vault,
    place,
    showValues: given.showValues === true,
    terminology: loadedFolder(process.env),
    ...(given.run === undefined ? {} : { run: given.run }),
  });
  if (options.json) return printJson(context.terminal, found);
  const lines = found.kind === 'element' ? elementLines(found) : cellLines(found);
  for (const line of lines) printLine(context.terminal, options, line);
}

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
  const rules = new Set(columns.flatMap((column) => column.uses.flatMap((use) => use.excludedBy ?? [])));
  if (fate?.disposition !== 'excluded' && rules.size > 0)
    yield `  rows that it leads to are left out by ${[...rules].join(', ')}`;
  const made = new Set(columns.flatMap((column) => column.uses.flatMap((use) => use.resource ?? [])));
  const verb = fate?.disposition === 'quarantined' || fate?.disposition === 'excluded' ? 'would make' : 'made';
  for (const resource of [...made].slice(0, 5)) yield `  ${verb} ${resource}`;
  if (made.size > 5) yield `  and ${made.size - 5} more (at most 20 rows are followed)`;
  for (const column of columns) {
    if (kind === 'row' && (!column.filled || isUnread(column))) continue;
    yield `  ${column.column}: ${shownValue(column)}`;
    for (const line of ways(column)) yield `    ${line}`;
  }
  const unread = kind === 'row' ? columns.filter((column) => column.filled && isUnread(column)) : [];
  const list = unread.map(({ column, value }) =>
    value === undefined ? column : `${column} (${JSON.stringify(value)})`,
  );
  if (list.length > 0) yield* wrap(`filled and read by no mapping spec: ${list.join(', ')}`, 96, '  ');
  const told = new Map<string, { readonly lines: string[]; times: number }>();
  for (const { severity, code, message, where, hint } of issues) {
    const place = where === locator ? '' : ` at ${where}`;
    const key = `${severity} ${code}${place}`;
    const before = told.get(key);
    if (before) before.times += 1;
    else told.set(key, { lines: [`: ${message}`, ...(hint ? [`-> ${hint}`] : [])], times: 1 });
  }
  for (const [key, { lines, times }] of told) {
    const [message, ...hints] = lines;
    yield* wrap(`${key}${times > 1 ? ` (${times} times)` : ''}${message}`, 96, '  ');
    for (const hint of hints) yield* wrap(hint, 96, '    ');
  }
}

type Column = ExplainedCell['columns'][number];

const isUnread = ({ uses, keyOf }: Column): boolean => uses.length === 0 && keyOf.length === 0;

/** One line for each element and part that the cell plays; an element that only holds another fed element is left out. */
function ways({ uses, keyOf }: Column): string[] {
  const lines = new Set<string>();
  for (const spec of keyOf) lines.add(`names the resource: part of its key  [${spec}]`);
  for (const { element, role, spec, present, resource } of uses) {
    if (element === null) {
      lines.add(
        `${role === 'archive-only' ? 'is archive-only by the spec' : 'is read by a condition or join'}  [${spec}]`,
      );
      continue;
    }
    if (uses.some((other) => other.element?.startsWith(`${element}.`) && other.spec === spec)) continue;
    const absent = resource !== null && !uses.some((one) => one.element === element && one.present);
    if (present || absent || resource === null)
      lines.add(`feeds ${element}${absent ? ', which has no value there' : ''}  [${spec}]`);
  }
  return lines.size > 0 ? [...lines] : ['no mapping spec reads this column'];
}

function* elementLines(found: ExplainedElement): Generator<string> {
  yield `${found.resource}${found.path === null ? '' : `#${found.path}`}`;
  yield `  made by ${found.spec}${found.patient === null || found.patient === found.resource ? '' : ` in the chart of ${found.patient}`}`;
  yield `  from ${found.rows[0]}${found.rows.length > 1 ? ` and ${found.rows.length - 1} rows beside it` : ''}`;
  for (const row of found.rows.slice(1, 6)) yield `       ${row}`;
  if (found.cells.length === 0) yield '  of no source cell: a constant of the spec, or derived from the row as a whole';
  for (const cell of found.cells) yield `  ${cell.locator}: ${shownValue(cell)}`;
  for (const { path, what, release } of found.added)
    yield `  ${path}: ${what === 'display' ? 'its display' : 'the whole coding'} is of no cell but of a loaded release: ${release}`;
  if (found.releasesDiffer)
    yield '  the loaded releases are not those of that run: what they add here may differ from what it wrote';
  if (found.value !== undefined)
    yield `  value: ${JSON.stringify(found.value, (_, v) => (typeof v === 'bigint' ? v.toString() : v))}`;
}
