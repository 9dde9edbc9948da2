import { DecodeError } from '../stored-type.js';
import { FigureKind } from './spatial-curve.js';
import { ShapeType, type Spatial } from './spatial-shape.js';

/** Collections may stand in collections; no real value nests them deeper. */
const MAX_DEPTH = 32;

const NAMES: ReadonlyMap<number, string> = new Map([
  [ShapeType.point, 'POINT'],
  [ShapeType.lineString, 'LINESTRING'],
  [ShapeType.polygon, 'POLYGON'],
  [ShapeType.multiPoint, 'MULTIPOINT'],
  [ShapeType.multiLineString, 'MULTILINESTRING'],
  [ShapeType.multiPolygon, 'MULTIPOLYGON'],
  [ShapeType.collection, 'GEOMETRYCOLLECTION'],
  [ShapeType.circularString, 'CIRCULARSTRING'],
  [ShapeType.compoundCurve, 'COMPOUNDCURVE'],
  [ShapeType.curvePolygon, 'CURVEPOLYGON'],
  [ShapeType.fullGlobe, 'FULLGLOBE'],
]);

/** The figure that a shape of one figure must have. */
const KIND_OF_SHAPE: Readonly<Record<number, number>> = Object.freeze({
  [ShapeType.point]: FigureKind.line,
  [ShapeType.lineString]: FigureKind.line,
  [ShapeType.circularString]: FigureKind.arc,
  [ShapeType.compoundCurve]: FigureKind.composite,
});

/** What stands before a ring with arcs. */
const RING_NAMES: Readonly<Record<number, string>> = Object.freeze({
  [FigureKind.arc]: 'CIRCULARSTRING ',
  [FigureKind.composite]: 'COMPOUNDCURVE ',
});

const damaged = (rule: string): DecodeError => new DecodeError('spatial-invalid', rule);

/** Text as ToString of SQL Server writes it, with Z and M where the value has them: `POLYGON ((0 0, 1 0, 1 1, 0 0))`. Throws DecodeError. */
export function wellKnownText(spatial: Spatial): string {
  const writer = new Writer(spatial);
  const text = writer.shape(0, true, 0);
  if (writer.written !== spatial.x.length) throw damaged('points that belong to no figure');
  return text;
}

class Writer {
  readonly #spatial: Spatial;
  readonly #children: readonly number[][];
  /** One past the last figure of each shape. */
  readonly #figureEnds: Int32Array;
  /** Points written so far: damaged figures must neither show one point many times nor leave one out. */
  written = 0;

  constructor(spatial: Spatial) {
    this.#spatial = spatial;
    const { shapes, figures } = spatial;
    const children: number[][] = shapes.map(() => []);
    const ends = new Int32Array(shapes.length);
    let next = figures.length;
    for (let i = shapes.length - 1; i >= 0; i--) {
      const shape = shapes[i]!;
      ends[i] = next;
      if (shape.figure >= 0) next = shape.figure;
    }
    shapes.forEach(({ parent }, i) => {
      children[parent]?.push(i);
    });
    this.#children = children;
    this.#figureEnds = ends;
  }

  /** A shape; without its name inside a MULTI... of its kind. */
  shape(index: number, named: boolean, depth: number): string {
    if (depth > MAX_DEPTH) throw damaged('collections nested too deeply');
    const { type, figure } = this.#spatial.shapes[index]!;
    const name = NAMES.get(type);
    if (name === undefined) throw damaged('a shape of an unknown type');
    if (type === ShapeType.fullGlobe) return name;
    const content = this.#content(index, type, figure, depth);
    if (!named) return content ?? 'EMPTY';
    return `${name} ${content ?? 'EMPTY'}`;
  }

  #content(index: number, type: number, figure: number, depth: number): string | null {
    switch (type) {
      case ShapeType.multiPoint:
        return this.#members(index, ShapeType.point, depth);
      case ShapeType.multiLineString:
        return this.#members(index, ShapeType.lineString, depth);
      case ShapeType.multiPolygon:
        return this.#members(index, ShapeType.polygon, depth);
      case ShapeType.collection:
        return this.#members(index, null, depth);
      default:
        return this.#figures(index, type, figure);
    }
  }

  #members(index: number, type: number | null, depth: number): string | null {
    const members = this.#children[index]!;
    if (members.length === 0) return null;
    const parts = members.map((member) => {
      if (type !== null && this.#spatial.shapes[member]!.type !== type)
        throw damaged('a shape of another type than its parent');
      return this.shape(member, type === null, depth + 1);
    });
    return `(${parts.join(', ')})`;
  }

  #figures(index: number, type: number, first: number): string | null {
    if (this.#children[index]!.length > 0) throw damaged('a simple shape with shapes inside');
    if (first < 0) return null;
    const end = this.#figureEnds[index]!;
    if (end <= first) throw damaged('a shape without its figures');
    if (type !== ShapeType.polygon && type !== ShapeType.curvePolygon) {
      if (end - first !== 1) throw damaged('a point or line of several figures');
      if (this.#spatial.kinds[first] !== KIND_OF_SHAPE[type]) throw damaged('a figure of another kind than its shape');
      return this.#figure(first, type === ShapeType.point);
    }
    const rings: string[] = [];
    for (let figure = first; figure < end; figure++) {
      const name = RING_NAMES[this.#spatial.kinds[figure]!] ?? '';
      if (name !== '' && type === ShapeType.polygon) throw damaged('a polygon with arcs');
      rings.push(name + this.#figure(figure, false));
    }
    return `(${rings.join(', ')})`;
  }

  /** The points of a figure; of one that has lines and arcs, run by run. */
  #figure(figure: number, single: boolean): string {
    const { figures, x, curves } = this.#spatial;
    const start = figures[figure]!;
    const end = figure + 1 < figures.length ? figures[figure + 1]! : x.length;
    if (end <= start || (single && end - start !== 1)) throw damaged('a figure without its points');
    this.written += end - start;
    if (this.written > x.length) throw damaged('points that belong to two figures');
    const runs = curves[figure];
    if (!runs) return this.#points(start, end);
    const parts = runs.map(({ arcs, from, to }) => (arcs ? 'CIRCULARSTRING ' : '') + this.#points(from, to + 1));
    return `(${parts.join(', ')})`;
  }

  /** The points [start, end). */
  #points(start: number, end: number): string {
    const { x, y, z, m } = this.#spatial;
    const parts: string[] = [];
    for (let i = start; i < end; i++) {
      let part = `${coordinate(x[i]!)} ${coordinate(y[i]!)}`;
      // M without Z: Z stands as NULL, so that M keeps its place.
      if (z) part += ` ${coordinate(z[i]!)}`;
      else if (m) part += ' NULL';
      if (m) part += ` ${coordinate(m[i]!)}`;
      parts.push(part);
    }
    return `(${parts.join(', ')})`;
  }
}

/** The shortest digits that read back the same; exponents as .NET writes them (`1E+20`, `1E-05`); NULL for NaN, which stands for none. */
function coordinate(value: number): string {
  if (Number.isNaN(value)) return 'NULL';
  if (!Number.isFinite(value)) throw damaged('a coordinate that is not a number');
  const magnitude = Math.abs(value);
  if (magnitude === 0 || (magnitude >= 1e-4 && magnitude < 1e15)) return String(value);
  const [digits = '', exponent = ''] = value.toExponential().split('e');
  return `${digits}E${exponent[0]}${exponent.slice(1).padStart(2, '0')}`;
}
