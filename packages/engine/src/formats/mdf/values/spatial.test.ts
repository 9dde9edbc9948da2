import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DecodeError } from '../stored-type.js';
import { spatialDecoder } from './spatial.js';

const hex = (text: string): Buffer => Buffer.from(text.replaceAll(' ', ''), 'hex');
const decode = (kind: 'geometry' | 'geography', bytes: Buffer, notes: string[] = []) =>
  spatialDecoder(kind, (code) => notes.push(code))(bytes, 0, bytes.length);

type Point = readonly [number, number];
type Shape =
  | { readonly type: 1 | 2; readonly points: readonly Point[] }
  | { readonly type: 3; readonly rings: readonly (readonly Point[])[] }
  | { readonly type: 4 | 5 | 6 | 7; readonly members: readonly Shape[] };

const NAMES = [
  '',
  'POINT',
  'LINESTRING',
  'POLYGON',
  'MULTIPOINT',
  'MULTILINESTRING',
  'MULTIPOLYGON',
  'GEOMETRYCOLLECTION',
];
const list = (points: readonly Point[]): string => `(${points.map(([x, y]) => `${x} ${y}`).join(', ')})`;

function textOf(shape: Shape, named = true): string {
  const parts =
    shape.type <= 2 && 'points' in shape
      ? shape.points.length === 0
        ? 'EMPTY'
        : list(shape.points)
      : 'rings' in shape
        ? shape.rings.length === 0
          ? 'EMPTY'
          : `(${shape.rings.map(list).join(', ')})`
        : 'members' in shape && shape.members.length > 0
          ? `(${shape.members.map((member) => textOf(member, shape.type === 7)).join(', ')})`
          : 'EMPTY';
  return named ? `${NAMES[shape.type]} ${parts}` : parts;
}

/** The long form of the format, as MS-SSCLRT describes it. */
function encode(shape: Shape, version: 1 | 2, withZ: boolean): Buffer {
  const points: Point[] = [];
  const figures: number[] = [];
  const shapes: [number, number, number][] = [];
  const add = (one: Shape, parent: number): void => {
    const own = shapes.length;
    const entry: [number, number, number] = [parent, figures.length, one.type];
    shapes.push(entry);
    const figure = (run: readonly Point[]): void => {
      figures.push(points.length);
      points.push(...run);
    };
    if ('points' in one && one.points.length > 0) figure(one.points);
    if ('rings' in one) one.rings.forEach(figure);
    if ('members' in one) for (const member of one.members) add(member, own);
    if (figures.length === entry[1]) entry[1] = -1;
  };
  add(shape, -1);
  const out: Buffer[] = [Buffer.of(0, 0, 0, 0, version, withZ ? 5 : 4)];
  const int = (value: number): void => {
    const bytes = Buffer.alloc(4);
    bytes.writeInt32LE(value);
    out.push(bytes);
  };
  const double = (value: number): void => {
    const bytes = Buffer.alloc(8);
    bytes.writeDoubleLE(value);
    out.push(bytes);
  };
  int(points.length);
  for (const [x, y] of points) {
    double(x);
    double(y);
  }
  if (withZ) for (const _ of points) double(7);
  int(figures.length);
  for (const first of figures) {
    out.push(Buffer.of(1));
    int(first);
  }
  int(shapes.length);
  for (const [parent, first, type] of shapes) {
    int(parent);
    int(first);
    out.push(Buffer.of(type));
  }
  return Buffer.concat(out);
}

const point = fc.tuple(
  fc.integer({ min: -1_000_000, max: 1_000_000 }).map((n) => n / 64),
  fc.integer({ min: -90, max: 90 }),
);
const run = fc.array(point, { minLength: 2, maxLength: 5 });
const anyPoint = fc.array(point, { maxLength: 1 }).map((points): Shape => ({ type: 1, points }));
const anyLine = fc.oneof(fc.constant([]), run).map((points): Shape => ({ type: 2, points }));
const anyPolygon = fc.array(run, { maxLength: 3 }).map((rings): Shape => ({ type: 3, rings }));
const many = (type: 4 | 5 | 6, member: fc.Arbitrary<Shape>) =>
  fc.array(member, { maxLength: 4 }).map((members): Shape => ({ type, members }));
const simple = fc.oneof(anyPoint, anyLine, anyPolygon, many(4, anyPoint), many(5, anyLine), many(6, anyPolygon));
const anyShape = fc.oneof(
  simple,
  fc.array(simple, { maxLength: 4 }).map((members): Shape => ({ type: 7, members })),
);

describe('geometry and geography', () => {
  const seattle = hex('E6 10 00 00 01 0C 2C B7 B4 1A 12 BB 45 40 E8 BC C6 2E 51 1B 52 C0');
  test('a geography has its longitude first', () => {
    expect(decode('geography', seattle)).toMatch(/^POINT \(-72\.42[\d]+ 43\.46[\d]*\)$/);
  });
  test('a geometry keeps its order, and a SRID that is not the default', () => {
    expect(decode('geometry', seattle)).toMatch(/^SRID=4326;POINT \(43\.46[\d]* -72\.42[\d]+\)$/);
  });
  test('every shape comes back', () => {
    fc.assert(
      fc.property(anyShape, fc.constantFrom(1, 2), (shape, version) => {
        expect(decode('geometry', encode(shape, version, false))).toBe(textOf(shape));
      }),
      { numRuns: 500 },
    );
  });
  test('Z and M stand after the point; an M without Z has NULL before it', () => {
    const two = '000000000000F03F 0000000000000040';
    expect(decode('geometry', hex(`00000000 01 0C ${two}`))).toBe('POINT (1 2)');
    expect(decode('geometry', hex(`00000000 01 0D ${two} 0000000000000840`))).toBe('POINT (1 2 3)');
    expect(decode('geometry', hex(`00000000 01 0E ${two} 0000000000000840`))).toBe('POINT (1 2 NULL 3)');
    expect(decode('geometry', hex(`00000000 01 0F ${two} 000000000000F8FF 0000000000000840`))).toBe(
      'POINT (1 2 NULL 3)',
    );
    expect(decode('geometry', hex(`00000000 01 14 ${two} ${two}`))).toBe('LINESTRING (1 2, 1 2)');
    expect(
      decode(
        'geometry',
        encode(
          {
            type: 2,
            points: [
              [1, 2],
              [3, 4],
            ],
          },
          1,
          true,
        ),
      ),
    ).toBe('LINESTRING (1 2 7, 3 4 7)');
  });
  test('values without a point', () => {
    expect(decode('geometry', hex('00000000 01 04 00000000 00000000 01000000 FFFFFFFF FFFFFFFF 01'))).toBe(
      'POINT EMPTY',
    );
    expect(decode('geography', hex('E6100000 02 24 00000000 00000000 01000000 FFFFFFFF FFFFFFFF 0B'))).toBe(
      'FULLGLOBE',
    );
  });
  test('points outside every figure, or in two, are refused', () => {
    const line = encode(
      {
        type: 2,
        points: [
          [1, 2],
          [3, 4],
          [5, 6],
        ],
      },
      1,
      false,
    );
    const late = Buffer.from(line);
    late.writeInt32LE(1, line.length - 17);
    expect(() => decode('geometry', late)).toThrow(DecodeError);
  });
  test('a null value is null', () => {
    expect(decode('geometry', hex('FFFFFFFF'))).toBeNull();
  });
  /** Figures as [kind, points], and segments, of one shape of version 2. */
  const curved = (
    type: number,
    figures: readonly (readonly [number, readonly Point[]])[],
    segments: readonly number[],
  ): Buffer => {
    const int = (value: number): Buffer => {
      const bytes = Buffer.alloc(4);
      bytes.writeInt32LE(value);
      return bytes;
    };
    const double = (value: number): Buffer => {
      const bytes = Buffer.alloc(8);
      bytes.writeDoubleLE(value);
      return bytes;
    };
    const points = figures.flatMap(([, run]) => run);
    const firsts = figures.map((_, i) => figures.slice(0, i).reduce((sum, [, run]) => sum + run.length, 0));
    return Buffer.concat([
      Buffer.of(0, 0, 0, 0, 2, 4),
      int(points.length),
      ...points.flat().map(double),
      int(figures.length),
      ...figures.flatMap(([kind], i) => [Buffer.of(kind), int(firsts[i]!)]),
      int(1),
      int(-1),
      int(0),
      Buffer.of(type),
      ...(segments.length > 0 ? [int(segments.length), Buffer.from(segments)] : []),
    ]);
  };
  const path = (...numbers: readonly number[]): Point[] =>
    Array.from({ length: numbers.length / 2 }, (_, i) => [numbers[2 * i]!, numbers[2 * i + 1]!]);
  test('arcs have their names', () => {
    const circle = path(0, 0, 1, 1, 2, 0);
    expect(decode('geometry', curved(8, [[2, circle]], []))).toBe('CIRCULARSTRING (0 0, 1 1, 2 0)');
    const mixed = path(0, 0, 1, 1, 2, 0, 3, 0, 4, 0, 5, 1, 6, 0, 7, -1, 8, 0);
    // An arc, two lines, an arc and one that continues it.
    expect(decode('geometry', curved(9, [[3, mixed]], [3, 2, 0, 3, 1]))).toBe(
      'COMPOUNDCURVE (CIRCULARSTRING (0 0, 1 1, 2 0), (2 0, 3 0, 4 0), CIRCULARSTRING (4 0, 5 1, 6 0, 7 -1, 8 0))',
    );
    const square = path(0, 0, 9, 0, 9, 9, 0, 0);
    const ring = path(1, 1, 2, 2, 3, 1, 2, 0, 1, 1);
    const half = path(4, 4, 5, 5, 6, 4, 4, 4);
    const polygon = curved(
      10,
      [
        [1, square],
        [2, ring],
        [3, half],
      ],
      [3, 2],
    );
    expect(decode('geometry', polygon)).toBe(
      'CURVEPOLYGON ((0 0, 9 0, 9 9, 0 0), CIRCULARSTRING (1 1, 2 2, 3 1, 2 0, 1 1), COMPOUNDCURVE (CIRCULARSTRING (4 4, 5 5, 6 4), (6 4, 4 4)))',
    );
  });
  test.each([
    ['a curve without segments', curved(9, [[3, path(0, 0, 1, 1, 2, 0)]], [])],
    ['a segment too many', curved(9, [[3, path(0, 0, 1, 1, 2, 0)]], [3, 2])],
    ['an arc that ends outside', curved(9, [[3, path(0, 0, 1, 1)]], [3])],
    ['a line that is an arc', curved(2, [[2, path(0, 0, 1, 1, 2, 0)]], [])],
    ['a polygon with an arc', curved(3, [[2, path(0, 0, 1, 1, 2, 0, 1, -1, 0, 0)]], [])],
  ])('refuses %s', (_, bytes) => {
    expect(() => decode('geometry', bytes)).toThrow(DecodeError);
  });
  test('unknown versions, figures and shapes stay bytes with a note', () => {
    const line = path(0, 0, 1, 1);
    for (const bytes of [hex('00000000 03 0C'), curved(12, [[1, line]], []), curved(2, [[4, line]], [])]) {
      const notes: string[] = [];
      expect(decode('geometry', bytes, notes)).toEqual(Uint8Array.from(bytes));
      expect(notes).toEqual(['spatial-as-bytes']);
    }
  });
  test('a changed byte gives a cell or a DecodeError, a cut always an error', () => {
    fc.assert(
      fc.property(anyShape, fc.nat(), fc.nat({ max: 255 }), (shape, at, byte) => {
        const bytes = encode(shape, 2, false);
        const changed = Buffer.from(bytes);
        changed[at % bytes.length] = byte;
        try {
          expect(decode('geography', changed)).toBeDefined();
        } catch (error) {
          expect(error).toBeInstanceOf(DecodeError);
        }
        expect(() => decode('geography', bytes.subarray(0, 6 + (at % (bytes.length - 6))))).toThrow(DecodeError);
      }),
      { numRuns: 1000 },
    );
  });
});
