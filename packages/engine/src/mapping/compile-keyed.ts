import type { MappingSpec } from '../artifacts/mapping-spec.js';
import { identifierSystem, type KeyedColumns, type SpecHeader } from './compiled-spec.js';
import type { MappingEnvironment } from './environment.js';
import { listEvaluator } from './list-evaluator.js';
import { didYouMean } from './nearest-name.js';
import type { RowScope } from './row-scope.js';
import type { Evaluator } from './value.js';
import { guarded, type SpecTrail, type ValueCompiler } from './value-compiler.js';

/** Rows that go along with a row: a list of which every item counts, whatever its columns hold. null when something is wrong (reported). */
export function compileDetail(
  compiler: ValueCompiler,
  scope: RowScope,
  detail: NonNullable<MappingSpec['details']>[number],
  trail: SpecTrail,
): Evaluator | null {
  const table = guarded(compiler, [...trail, 'from'], () => scope.addTable(detail.from, 'detail'));
  if (table === null) return null;
  const tie = guarded(compiler, [...trail, 'where'], () => {
    const sql = scope.rewrite(detail.where);
    scope.noteTie(sql, table);
    for (const use of sql.uses) scope.useAsCondition(scope.slot(use));
    return sql.sql;
  });
  if (tie === null) return null;
  scope.tie = tie;
  return listEvaluator(scope, { slots: [], constant: false, evaluate: () => true }, detail.from);
}

/** The columns of `keyed`; null when something is wrong (reported). */
export function compileKeyed(
  compiler: ValueCompiler,
  scope: RowScope,
  keyed: NonNullable<MappingSpec['keyed']>,
  headers: readonly SpecHeader[],
  env: MappingEnvironment,
): KeyedColumns | null {
  const slotOf = (name: string | undefined, element: string, ...trail: SpecTrail): number => {
    if (name === undefined) return -1;
    const slot = guarded(compiler, ['keyed', ...trail], () => scope.columnSlot(name));
    if (slot === null) return -1;
    scope.useAsCondition(slot);
    compiler.note(scope, `Provenance.${element}`, [slot]);
    return slot;
  };
  const { document } = keyed;
  const hasSpec = typeof document !== 'string';
  const maker = hasSpec ? headers.find((header) => header.spec.id === document.ref) : undefined;
  if (hasSpec && (maker?.spec.resource !== 'DocumentReference' || maker.spec.variants !== undefined)) {
    const known = headers.filter((header) => header.spec.resource === 'DocumentReference').map(({ spec }) => spec.id);
    compiler.report(
      ['keyed', 'document', 'ref'],
      'ref-unknown',
      `No spec ${document.ref} makes one DocumentReference of a row.`,
      didYouMean(document.ref, known) || `Specs of documents: ${known.join(', ') || 'none'}.`,
    );
  }
  return {
    abstractor: slotOf(keyed.abstractor, 'agent', 'abstractor'),
    reviewer: slotOf(keyed.reviewer, 'agent', 'reviewer'),
    at: slotOf(keyed.at, 'occurredDateTime', 'at'),
    document: hasSpec
      ? slotOf(document.column, 'entity', 'document', 'column')
      : slotOf(document, 'entity', 'document'),
    documentSystem: maker === undefined ? null : identifierSystem(env.idNamespace, maker, null),
    page: slotOf(keyed.page, 'entity', 'page'),
    box: slotOf(keyed.box, 'entity', 'box'),
  };
}
