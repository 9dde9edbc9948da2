import type { CurveRun } from './spatial-curve.js';

/** MS-SSCLRT 2.1: OGC types of shapes. */
export const ShapeType = Object.freeze({
  point: 1,
  lineString: 2,
  polygon: 3,
  multiPoint: 4,
  multiLineString: 5,
  multiPolygon: 6,
  collection: 7,
  circularString: 8,
  compoundCurve: 9,
  curvePolygon: 10,
  fullGlobe: 11,
});

/** A geometry or geography. Coordinates are x and y: longitude and latitude of a geography. */
export interface Spatial {
  readonly x: Float64Array;
  readonly y: Float64Array;
  /** null where the value has no Z (or M); NaN where one point has none. */
  readonly z: Float64Array | null;
  readonly m: Float64Array | null;
  /** First point of each figure, ascending. */
  readonly figures: Int32Array;
  /** {@link FigureKind} of each figure: what has no arcs is a line. */
  readonly kinds: Uint8Array;
  /** Runs of lines and arcs of the figures that have both; null for others. */
  readonly curves: readonly (readonly CurveRun[] | null)[];
  readonly shapes: readonly Shape[];
}

export interface Shape {
  /** Index of the shape around it, always smaller than its own; -1 for none. */
  readonly parent: number;
  /** Index of its first figure; -1 when it is empty. */
  readonly figure: number;
  readonly type: number;
}
