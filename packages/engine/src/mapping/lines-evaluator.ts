import type { Cell } from '../base/cell.js';
import { isBlank } from './frame.js';
import type { RowScope } from './row-scope.js';
import { type CleanStep, type Evaluator, place, type TargetElement } from './value.js';

export interface LineSteps {
  /** Column of the detail rows, as a slot of their scope. */
  readonly line: number;
  /** What stands between two lines. */
  readonly between: string;
  readonly clean: CleanStep | undefined;
}

/** One value of the rows below the row at hand, put together in their order: a note that the source keeps line by line, or in pieces. A row without text is an empty line. */
export function linesEvaluator(scope: RowScope, steps: LineSteps, target: TargetElement): Evaluator {
  const { line, between, clean } = steps;
  const isDetail = scope.driving.role === 'detail';
  if (scope.driving.table.rows === 0) return { slots: [], constant: false, evaluate: () => undefined };
  return {
    slots: [],
    constant: false,
    evaluate(frame) {
      const { run } = frame;
      const inner = run.frame(scope, frame);
      const pieces: Cell[] = [];
      let previous = -1;
      for (const cells of run.statement(scope).all(...frame.rowChain()) as unknown[][]) {
        if (cells[0] === previous) continue;
        previous = cells[0] as number;
        inner.load(cells);
        pieces.push((cells[line] ?? null) as Cell);
        if (!isDetail) continue;
        run.details.push({ scopeTable: scope.driving, row: previous });
        inner.noteDetails();
        inner.settle([line]);
        inner.finish(target.element);
      }
      if (pieces.every(isBlank)) return undefined;
      let value: unknown = joined(pieces, between);
      if (clean) {
        const result = clean.cleaner.clean([value as Cell], clean.args, clean.context);
        if (result.findings) for (const finding of result.findings) inner.issue([line], target.element, finding);
        value = result.value;
        if (value === undefined || value === null || value === '') return undefined;
      }
      return place(frame, value, target, []);
    },
  };
}

/** Bytes where a piece is bytes: pieces of a file are not text, and may end in the middle of a character. */
function joined(pieces: readonly Cell[], between: string): string | Uint8Array {
  if (!pieces.some((piece) => piece instanceof Uint8Array)) return pieces.map((piece) => piece ?? '').join(between);
  return Buffer.concat(
    pieces.flatMap((piece, index) => [
      ...(index > 0 && between !== '' ? [Buffer.from(between, 'utf8')] : []),
      piece instanceof Uint8Array ? piece : Buffer.from(String(piece ?? ''), 'utf8'),
    ]),
  );
}
