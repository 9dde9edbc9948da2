import { DecodeError } from '../stored-type.js';

/** MS-SSCLRT 2.1.6: attributes of figures, version 2. */
export const FigureKind = Object.freeze({ point: 0, line: 1, arc: 2, composite: 3 });

/** MS-SSCLRT 2.1.7: a segment of a composite figure is one line (2 points) or one arc (3), and may begin a new run of its kind. */
const SEGMENT = Object.freeze({ line: 0, arc: 1, firstLine: 2, firstArc: 3 });

const isArc = (segment: number): boolean => segment === SEGMENT.arc || segment === SEGMENT.firstArc;
const damaged = (rule: string): DecodeError => new DecodeError('spatial-invalid', rule);

/** Lines or arcs of a composite figure that follow each other. `from` and `to` are its first and last point. */
export interface CurveRun {
  readonly arcs: boolean;
  readonly from: number;
  readonly to: number;
}

/**
 * The runs of each composite figure; null for the others. `ends`: one past the last point of each figure. Throws DecodeError where the
 * segments do not end with the points of their figures.
 */
export function curveRuns(
  kinds: Uint8Array,
  figures: Int32Array,
  ends: (figure: number) => number,
  segments: Uint8Array,
): (readonly CurveRun[] | null)[] {
  let next = 0;
  const found = Array.from(kinds, (kind, figure) => {
    if (kind !== FigureKind.composite) return null;
    const last = ends(figure) - 1;
    const runs: CurveRun[] = [];
    for (let at = figures[figure]!; at < last; ) {
      const segment = segments[next++];
      if (segment === undefined || segment > SEGMENT.firstArc) throw damaged('a curve without its segments');
      const to = at + (isArc(segment) ? 2 : 1);
      if (to > last) throw damaged('a segment that ends outside its figure');
      const run = runs.at(-1);
      const continues = segment === SEGMENT.line || segment === SEGMENT.arc;
      if (continues && run !== undefined && run.arcs === isArc(segment)) runs[runs.length - 1] = { ...run, to };
      else runs.push({ arcs: isArc(segment), from: at, to });
      at = to;
    }
    if (runs.length === 0) throw damaged('a curve without segments');
    return runs;
  });
  if (next !== segments.length) throw damaged('segments that belong to no figure');
  return found;
}
