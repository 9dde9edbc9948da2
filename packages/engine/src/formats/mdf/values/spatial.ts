import { DecodeError, type ValueDecoder } from '../stored-type.js';
import type { OnNote } from './note.js';
import { decodeBinary, expectWithin } from './scalar.js';
import { curveRuns, FigureKind } from './spatial-curve.js';
import { type Shape, ShapeType, type Spatial } from './spatial-shape.js';
import { wellKnownText } from './well-known-text.js';

/** MS-SSCLRT 2.1: properties of the value. */
const HAS_Z = 0x01;
const HAS_M = 0x02;
const SINGLE_POINT = 0x08;
const SINGLE_LINE = 0x10;
/** MS-SSCLRT 2.1: i32 SRID, u8 version, u8 properties. */
const HEAD = 6;
/** SRID of a null value: it has no more than its SRID. */
const NULL_SRID = -1;
/** MS-SSCLRT 2.1: attributes of figures of version 1, all of straight lines. */
const LAST_KIND_1 = 2;

const damaged = (rule: string): DecodeError => new DecodeError('spatial-invalid', rule);

/** SRIDs that ToString leaves out because they are the default. */
const DEFAULT_SRID = Object.freeze({ geometry: 0, geography: 4326 });

/**
 * geometry and geography as well-known text, with `SRID=n;` before it when it is not the default (0, 4326).
 * Values of unknown versions and shapes stay bytes, with the note `spatial-as-bytes`. Throws DecodeError.
 */
export function spatialDecoder(kind: 'geometry' | 'geography', onNote: OnNote): ValueDecoder {
  const asBytes: ValueDecoder = (bytes, start, end) => {
    onNote('spatial-as-bytes');
    return decodeBinary(bytes, start, end);
  };
  return (bytes, start, end) => {
    expectWithin(bytes, start, end);
    if (end - start >= 4 && bytes.readInt32LE(start) === NULL_SRID) return null;
    if (end - start < HEAD) throw damaged('a spatial value shorter than its head');
    const version = bytes[start + 4]!;
    if (version !== 1 && version !== 2) return asBytes(bytes, start, end);
    const spatial = spatialAt(bytes, start, end, kind === 'geography');
    if (!spatial) return asBytes(bytes, start, end);
    const srid = bytes.readInt32LE(start);
    const text = wellKnownText(spatial);
    return srid === DEFAULT_SRID[kind] ? text : `SRID=${srid};${text}`;
  };
}

/** The parts of a value; null when it has figures or shapes that are not known. Throws DecodeError. */
function spatialAt(bytes: Buffer, start: number, end: number, isGeography: boolean): Spatial | null {
  const version = bytes[start + 4]!;
  const properties = bytes[start + 5]!;
  let at = start + HEAD;
  const countAt = (size: number): number => {
    if (end - at < 4) throw damaged('a spatial value that ends inside a count');
    const count = bytes.readUInt32LE(at);
    at += 4;
    if (count > (end - at) / size) throw damaged('a spatial value with more parts than bytes');
    return count;
  };
  const isPoint = (properties & SINGLE_POINT) !== 0;
  const isLine = (properties & SINGLE_LINE) !== 0;
  if (isPoint && isLine) throw damaged('a spatial value that is both a point and a line');
  const pointCount = isPoint ? 1 : isLine ? 2 : countAt(16);
  const need = (length: number): void => {
    if (end - at < length) throw damaged('a spatial value that ends inside its points');
  };
  const first = new Float64Array(pointCount);
  const second = new Float64Array(pointCount);
  need(pointCount * 16);
  for (let i = 0; i < pointCount; i++, at += 16) {
    first[i] = finite(bytes.readDoubleLE(at));
    second[i] = finite(bytes.readDoubleLE(at + 8));
  }
  const measures = (has: number): Float64Array | null => {
    if ((properties & has) === 0) return null;
    need(pointCount * 8);
    const values = new Float64Array(pointCount);
    for (let i = 0; i < pointCount; i++, at += 8) values[i] = bytes.readDoubleLE(at);
    return values;
  };
  const z = measures(HAS_Z);
  const m = measures(HAS_M);
  // A geography stands as latitude, longitude (observed); well-known text has longitude first.
  const points = isGeography ? { x: second, y: first, z, m } : { x: first, y: second, z, m };
  if (isPoint || isLine) {
    if (at !== end) throw damaged('a spatial value longer than its points');
    const type = isPoint ? ShapeType.point : ShapeType.lineString;
    return {
      ...points,
      figures: Int32Array.of(0),
      kinds: Uint8Array.of(FigureKind.line),
      curves: [null],
      shapes: [{ parent: -1, figure: 0, type }],
    };
  }
  const figureCount = countAt(5);
  const figures = new Int32Array(figureCount);
  const kinds = new Uint8Array(figureCount).fill(FigureKind.line);
  let known = true;
  for (let i = 0; i < figureCount; i++, at += 5) {
    const kind = bytes[at]!;
    if (kind > (version === 1 ? LAST_KIND_1 : FigureKind.composite)) known = false;
    if (version === 2 && kind > FigureKind.line) kinds[i] = kind;
    const offset = bytes.readInt32LE(at + 1);
    if (offset < (i === 0 ? 0 : figures[i - 1]!) || offset > pointCount) throw damaged('a figure outside its points');
    figures[i] = offset;
  }
  const shapeCount = countAt(9);
  if (shapeCount === 0) throw damaged('a spatial value without a shape');
  const shapes: Shape[] = [];
  for (let i = 0; i < shapeCount; i++, at += 9) {
    const shape = { parent: bytes.readInt32LE(at), figure: bytes.readInt32LE(at + 4), type: bytes[at + 8]! };
    if (shape.parent < -1 || shape.parent >= i || (shape.parent === -1) !== (i === 0))
      throw damaged('a shape outside its parents');
    if (shape.figure < -1 || shape.figure > figureCount) throw damaged('a shape outside its figures');
    if (shape.type === 0 || shape.type > ShapeType.fullGlobe) known = false;
    shapes.push(shape);
  }
  if (!known) return null;
  let segments = new Uint8Array(0);
  if (version === 2 && at < end) {
    const count = countAt(1);
    segments = new Uint8Array(bytes.subarray(at, at + count));
    at += count;
  }
  if (at !== end) throw damaged('a spatial value longer than its parts');
  const ends = (figure: number): number => (figure + 1 < figureCount ? figures[figure + 1]! : pointCount);
  return { ...points, figures, kinds, curves: curveRuns(kinds, figures, ends, segments), shapes };
}

function finite(value: number): number {
  if (!Number.isFinite(value)) throw damaged('a coordinate that is not a number');
  return value;
}
