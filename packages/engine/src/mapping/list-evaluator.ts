import type { RowScope } from './row-scope.js';
import type { Evaluator } from './value.js';

/** The items of a list: one for each row below the row at hand, in their order; undefined where none has a value. */
export function listEvaluator(scope: RowScope, item: Evaluator, element: string): Evaluator {
  const isDetail = scope.driving.role === 'detail';
  // Presets speak of many tables that a source leaves empty: they cost nothing.
  if (scope.driving.table.rows === 0) return { slots: [], constant: false, evaluate: () => undefined };
  return {
    // Its cells belong to rows of their own.
    slots: [],
    constant: false,
    evaluate(frame) {
      const { run } = frame;
      const rows = run.statement(scope).all(...frame.rowChain()) as unknown[][];
      if (rows.length === 0) return undefined;
      const inner = run.frame(scope, frame);
      const values: unknown[] = [];
      let previous = -1;
      for (const cells of rows) {
        // A join that is not unique repeats the row; `order` on the join takes one.
        if (cells[0] === previous) continue;
        previous = cells[0] as number;
        inner.load(cells);
        const value = item.evaluate(inner);
        if (value !== undefined) values.push(value);
        if (isDetail) {
          if (value !== undefined) {
            run.details.push({ scopeTable: scope.driving, row: previous });
            inner.noteDetails();
            inner.finish(element);
          } else {
            run.issues.push({
              severity: 'warning',
              code: 'row-empty',
              where: inner.where(0),
              element,
              message: 'The row holds no value for this element.',
              hint: 'Exclude such rows by a rule, or map their columns.',
            });
          }
        }
      }
      return values.length > 0 ? values : undefined;
    },
  };
}
