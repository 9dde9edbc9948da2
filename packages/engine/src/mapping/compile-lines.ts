import type { LinesSpec, ListSpec } from '../artifacts/mapping-spec.js';
import { PathError } from './element-path.js';
import { linesEvaluator } from './lines-evaluator.js';
import type { RowScope } from './row-scope.js';
import type { Evaluator, TargetElement } from './value.js';
import { guarded, type SpecTrail, type ValueCompiler } from './value-compiler.js';

/** Types that no single cell can be: they need parts or a cleaning function. */
export function checkTextual(target: TargetElement): void {
  const { type } = target.info;
  const needsParts = [
    'Period',
    'Range',
    'Ratio',
    'Attachment',
    'SampledData',
    'Meta',
    'Narrative',
    'Extension',
    'Element',
    'Signature',
  ];
  if (type.startsWith('@') || needsParts.includes(type)) {
    throw new PathError(
      `${target.element} has parts; one column cannot be all of it.`,
      `Give its parts, e.g. ${target.element.split('.').slice(1).join('.')}.<part>.`,
    );
  }
}

/** The rows below a row that a list or the lines of a text are made of; null when something is wrong (reported). */
export function detailScope(
  compiler: ValueCompiler,
  list: Pick<ListSpec['list'], 'from' | 'where' | 'role' | 'join' | 'order'>,
  parent: RowScope,
  at: SpecTrail,
): RowScope | null {
  const scope = compiler.childScope(parent);
  const table = guarded(compiler, [...at, 'from'], () =>
    scope.addTable(list.from, (list.role ?? 'detail') === 'detail' ? 'detail' : 'lookup'),
  );
  if (table === null) return null;
  const tie = guarded(compiler, [...at, 'where'], () => {
    const sql = scope.rewrite(list.where);
    scope.noteTie(sql, table);
    for (const use of sql.uses) scope.useAsCondition(scope.slot(use));
    const outside = list.role === 'lookup' ? null : compiler.window(table);
    return outside === null ? sql.sql : `(${sql.sql}) AND NOT (${scope.rewrite(outside).sql})`;
  });
  if (tie === null) return null;
  scope.tie = tie;
  for (const [i, join] of (list.join ?? []).entries()) guarded(compiler, [...at, 'join', i], () => scope.addJoin(join));
  if (list.order !== undefined)
    scope.order = guarded(compiler, [...at, 'order'], () => scope.orderSql(list.order!, false)) ?? '';
  return scope;
}

/** One value of the lines of a detail table. */
export function compileLines(
  compiler: ValueCompiler,
  value: LinesSpec,
  target: TargetElement,
  parent: RowScope,
  trail: SpecTrail,
): Evaluator | null {
  const { lines } = value;
  const at = [...trail, 'lines'];
  const scope = detailScope(compiler, lines, parent, at);
  if (scope === null) return null;
  const line = guarded(compiler, [...at, 'line'], () => scope.columnSlot(lines.line));
  if (line === null) return null;
  scope.feed(line);
  compiler.note(scope, target.element, [line]);
  const clean = value.clean === undefined ? undefined : compiler.cleanStep(value.clean, 1, [...trail, 'clean'], target);
  if (clean === null) return null;
  const fits = (): true => {
    if (clean === undefined) checkTextual(target);
    return true;
  };
  if (guarded(compiler, trail, fits) === null) return null;
  return linesEvaluator(scope, { line, between: lines.between ?? '\n', clean }, target);
}
