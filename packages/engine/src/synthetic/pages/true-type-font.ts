/** A closed contour in font units, y upwards, curves already told as their points: [x, y, on the curve]. */
type Contour = readonly (readonly [x: number, y: number, on: boolean])[];

export interface GlyphOutline {
  /** Font units to the next glyph. */
  readonly advance: number;
  /** Closed polygons in font units, y upwards: curves are given as short lines. */
  readonly polygons: readonly Float64Array[];
}

/** Bends of a curve: 6 lines are below a tenth of a pixel at any size of a page. */
const LINES_PER_CURVE = 6;

/**
 * The outlines and advances of a TrueType font (OpenType 1.9: head, hhea, hmtx, cmap formats 4 and 12, loca, glyf), without hinting: enough to set a page and to know where each
 * glyph stands. A font without these tables (CFF outlines) is a plain Error: fonts are given by the programmer.
 */
export class TrueTypeFont {
  readonly unitsPerEm: number;
  /** Font units above and below (negative) the baseline. */
  readonly ascent: number;
  readonly descent: number;
  readonly #view: DataView;
  readonly #tables: ReadonlyMap<string, number>;
  readonly #longOffsets: boolean;
  readonly #metrics: number;
  readonly #characters: ReadonlyMap<number, number>;
  readonly #outlines = new Map<number, GlyphOutline>();

  constructor(bytes: Uint8Array) {
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.#tables = tablesOf(this.#view);
    const head = this.#table('head');
    this.unitsPerEm = this.#view.getUint16(head + 18);
    this.#longOffsets = this.#view.getInt16(head + 50) === 1;
    const hhea = this.#table('hhea');
    this.ascent = this.#view.getInt16(hhea + 4);
    this.descent = this.#view.getInt16(hhea + 6);
    this.#metrics = this.#view.getUint16(hhea + 34);
    this.#characters = characterMap(this.#view, this.#table('cmap'));
  }

  /** Whether the font can show the character. */
  has(codePoint: number): boolean {
    return this.#characters.has(codePoint);
  }

  /** Font units from the character to the next. */
  advance(codePoint: number): number {
    return this.#advance(this.#characters.get(codePoint) ?? 0);
  }

  outline(codePoint: number): GlyphOutline {
    const glyph = this.#characters.get(codePoint) ?? 0;
    let outline = this.#outlines.get(glyph);
    if (!outline) {
      const polygons = this.#contours(glyph, 0)
        .filter((contour) => contour.length > 1)
        .map(polygonOf);
      outline = { advance: this.#advance(glyph), polygons };
      this.#outlines.set(glyph, outline);
    }
    return outline;
  }

  #table(tag: string): number {
    const at = this.#tables.get(tag);
    if (at === undefined) throw new Error(`not a TrueType font with outlines: no table ${tag}`);
    return at;
  }

  /** hmtx: the last metric stands for all further glyphs. */
  #advance(glyph: number): number {
    return this.#view.getUint16(this.#table('hmtx') + 4 * Math.min(glyph, this.#metrics - 1));
  }

  #contours(glyph: number, depth: number): Contour[] {
    const loca = this.#table('loca');
    const offset = (index: number): number =>
      this.#longOffsets ? this.#view.getUint32(loca + 4 * index) : 2 * this.#view.getUint16(loca + 2 * index);
    if (offset(glyph) === offset(glyph + 1) || depth > 5) return [];
    const at = this.#table('glyf') + offset(glyph);
    const count = this.#view.getInt16(at);
    return count >= 0 ? this.#simple(at + 10, count) : this.#composite(at + 10, depth);
  }

  /** glyf, simple glyph description: end points, instructions, flags, then deltas of x and of y. */
  #simple(start: number, count: number): Contour[] {
    const view = this.#view;
    let at = start;
    const ends: number[] = [];
    for (let i = 0; i < count; i++, at += 2) ends.push(view.getUint16(at));
    at += 2 + view.getUint16(at);
    const points = (ends.at(-1) ?? -1) + 1;
    const flags: number[] = [];
    while (flags.length < points) {
      const flag = view.getUint8(at++);
      flags.push(flag);
      if (flag & 8) for (let repeat = view.getUint8(at++); repeat > 0; repeat--) flags.push(flag);
    }
    const deltas = (short: number, same: number): number[] => {
      let value = 0;
      return flags.map((flag) => {
        if (flag & short) value += flag & same ? view.getUint8(at++) : -view.getUint8(at++);
        else if (!(flag & same)) {
          value += view.getInt16(at);
          at += 2;
        }
        return value;
      });
    };
    const xs = deltas(2, 16);
    const ys = deltas(4, 32);
    let from = 0;
    return ends.map((end) => {
      const contour: [number, number, boolean][] = [];
      for (let i = from; i <= end; i++) contour.push([xs[i]!, ys[i]!, (flags[i]! & 1) === 1]);
      from = end + 1;
      return contour;
    });
  }

  /** glyf, composite glyph description. Parts that are placed by matching points (rare) stay where they are. */
  #composite(start: number, depth: number): Contour[] {
    const view = this.#view;
    const contours: Contour[] = [];
    let at = start;
    let flags = 0x20;
    while (flags & 0x20) {
      flags = view.getUint16(at);
      const glyph = view.getUint16(at + 2);
      at += 4;
      const words = (flags & 1) !== 0;
      const byOffset = (flags & 2) !== 0;
      const dx = byOffset ? (words ? view.getInt16(at) : view.getInt8(at)) : 0;
      const dy = byOffset ? (words ? view.getInt16(at + 2) : view.getInt8(at + 1)) : 0;
      at += words ? 4 : 2;
      const fraction = (): number => {
        at += 2;
        return view.getInt16(at - 2) / 16384;
      };
      let [a, b, c, d] = [1, 0, 0, 1];
      if (flags & 8) a = d = fraction();
      else if (flags & 0x40) [a, d] = [fraction(), fraction()];
      else if (flags & 0x80) [a, b, c, d] = [fraction(), fraction(), fraction(), fraction()];
      for (const contour of this.#contours(glyph, depth + 1))
        contours.push(contour.map(([x, y, on]) => [a * x + c * y + dx, b * x + d * y + dy, on] as const));
    }
    return contours;
  }
}

function tablesOf(view: DataView): Map<string, number> {
  const tables = new Map<string, number>();
  const count = view.getUint16(4);
  for (let i = 0; i < count; i++) {
    const record = 12 + 16 * i;
    const tag = String.fromCharCode(...[0, 1, 2, 3].map((byte) => view.getUint8(record + byte)));
    tables.set(tag, view.getUint32(record + 8));
  }
  return tables;
}

/** cmap: Unicode subtables of format 4 and 12, the fuller one first. */
function characterMap(view: DataView, cmap: number): Map<number, number> {
  const glyphs = new Map<number, number>();
  const count = view.getUint16(cmap + 2);
  for (let i = 0; i < count; i++) {
    const platform = view.getUint16(cmap + 4 + 8 * i);
    if (platform !== 0 && platform !== 3) continue;
    const at = cmap + view.getUint32(cmap + 8 + 8 * i);
    const format = view.getUint16(at);
    if (format === 4) readSegments(view, at, glyphs);
    else if (format === 12) {
      const groups = view.getUint32(at + 12);
      for (let g = 0; g < groups; g++) {
        const group = at + 16 + 12 * g;
        const first = view.getUint32(group);
        const glyph = view.getUint32(group + 8);
        for (let code = first; code <= view.getUint32(group + 4); code++) glyphs.set(code, glyph + code - first);
      }
    }
  }
  return glyphs;
}

function readSegments(view: DataView, at: number, glyphs: Map<number, number>): void {
  const doubled = view.getUint16(at + 6);
  for (let s = 0; s < doubled; s += 2) {
    const end = view.getUint16(at + 14 + s);
    const start = view.getUint16(at + 16 + doubled + s);
    const delta = view.getUint16(at + 16 + 2 * doubled + s);
    const rangeAt = at + 16 + 3 * doubled + s;
    const range = view.getUint16(rangeAt);
    for (let code = start; code <= end && code !== 0xffff; code++) {
      const raw = range === 0 ? code : view.getUint16(rangeAt + range + 2 * (code - start));
      if (range !== 0 && raw === 0) continue;
      const glyph = (raw + delta) & 0xffff;
      if (glyph !== 0) glyphs.set(code, glyph);
    }
  }
}

/** Quadratic curves: between two points off the curve lies one on it, half-way. */
function polygonOf(contour: Contour): Float64Array {
  const points: [number, number][] = [];
  const count = contour.length;
  const first = contour.findIndex(([, , on]) => on);
  const middle = (a: Contour[number], b: Contour[number]): [number, number] => [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2];
  const start: [number, number] =
    first >= 0 ? [contour[first]![0], contour[first]![1]] : middle(contour[0]!, contour[count - 1]!);
  let from = start;
  points.push(from);
  for (let i = 1; i <= count; i++) {
    const point = contour[(Math.max(first, -1) + i + count) % count]!;
    if (point[2]) {
      from = [point[0], point[1]];
      points.push(from);
      continue;
    }
    const next = contour[(Math.max(first, -1) + i + 1 + count) % count]!;
    const to: [number, number] = i === count ? start : next[2] ? [next[0], next[1]] : middle(point, next);
    for (let step = 1; step <= LINES_PER_CURVE; step++) {
      const t = step / LINES_PER_CURVE;
      const u = 1 - t;
      points.push([
        u * u * from[0] + 2 * u * t * point[0] + t * t * to[0],
        u * u * from[1] + 2 * u * t * point[1] + t * t * to[1],
      ]);
    }
    from = to;
  }
  return Float64Array.from(points.flat());
}
