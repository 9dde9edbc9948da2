import type { TrueTypeFont } from './true-type-font.js';

/** A grey image: 0 is black, 255 white, row by row. */
export interface Raster {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8Array;
}

export const whiteRaster = (width: number, height: number): Raster => ({
  width,
  height,
  data: new Uint8Array(width * height).fill(255),
});

/** A glyph as a little picture: how much of each pixel it covers (0 to 255), and where it lies relative to the pen on the baseline (y downwards). */
export interface GlyphImage {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
  readonly coverage: Uint8Array;
}

/** Glyphs are set at quarters of a pixel: letters of a scan do not begin at whole ones. */
const QUARTERS = 4;
const cache = new WeakMap<TrueTypeFont, Map<number, GlyphImage | null>>();

/** Picture of a character at `size` pixels an em, `phase` quarters of a pixel to the right; null where it has no ink. */
export function glyphImage(font: TrueTypeFont, codePoint: number, size: number, phase: number): GlyphImage | null {
  let images = cache.get(font);
  if (!images) cache.set(font, (images = new Map()));
  const key = (codePoint * 4096 + Math.round(size * 8)) * QUARTERS + phase;
  let image = images.get(key);
  if (image === undefined) images.set(key, (image = drawGlyph(font, codePoint, size, phase / QUARTERS)));
  return image;
}

/** Pen position as whole pixels and quarters. */
export const penAt = (x: number): { pixel: number; phase: number } => {
  const quarters = Math.round(x * QUARTERS);
  return { pixel: Math.floor(quarters / QUARTERS), phase: ((quarters % QUARTERS) + QUARTERS) % QUARTERS };
};

function drawGlyph(font: TrueTypeFont, codePoint: number, size: number, shift: number): GlyphImage | null {
  const scale = size / font.unitsPerEm;
  const polygons = font
    .outline(codePoint)
    .polygons.map((points) => points.map((value, i) => (i % 2 === 0 ? value * scale + shift : -value * scale)));
  if (polygons.length === 0) return null;
  let [x0, y0, x1, y1] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const points of polygons)
    for (let i = 0; i < points.length; i += 2) {
      x0 = Math.min(x0, points[i]!);
      x1 = Math.max(x1, points[i]!);
      y0 = Math.min(y0, points[i + 1]!);
      y1 = Math.max(y1, points[i + 1]!);
    }
  const left = Math.floor(x0);
  const top = Math.floor(y0);
  const width = Math.ceil(x1) - left + 1;
  const height = Math.ceil(y1) - top;
  if (width <= 1 || height <= 0) return null;
  const areas = new Float64Array(width * height + 2);
  for (const points of polygons)
    for (let i = 0; i < points.length; i += 2) {
      const j = (i + 2) % points.length;
      addEdge(areas, width, height, points[i]! - left, points[i + 1]! - top, points[j]! - left, points[j + 1]! - top);
    }
  const coverage = new Uint8Array(width * height);
  for (let y = 0; y < height; y++) {
    let sum = 0;
    for (let x = 0; x < width; x++) {
      sum += areas[y * width + x]!;
      coverage[y * width + x] = Math.round(Math.min(1, Math.abs(sum)) * 255);
    }
  }
  return { left, top, width, height, coverage };
}

/** Adds the signed area that lies right of an edge to each pixel that it crosses: sums along a row are the cover of each pixel, exactly. */
function addEdge(
  areas: Float64Array,
  width: number,
  height: number,
  ax: number,
  ay: number,
  bx: number,
  by: number,
): void {
  if (ay === by) return;
  const direction = ay < by ? 1 : -1;
  const [x0, y0, x1, y1] = ay < by ? [ax, ay, bx, by] : [bx, by, ax, ay];
  const slope = (x1 - x0) / (y1 - y0);
  let x = x0;
  for (let y = Math.floor(y0); y < Math.min(height, Math.ceil(y1)); y++) {
    const dy = Math.min(y + 1, y1) - Math.max(y, y0);
    const next = x + slope * dy;
    const area = dy * direction;
    const [from, to] = x < next ? [x, next] : [next, x];
    const first = Math.floor(from);
    const last = Math.ceil(to);
    const at = y * width + first;
    if (last <= first + 1) {
      const middle = (x + next) / 2 - first;
      areas[at] = areas[at]! + area * (1 - middle);
      areas[at + 1] = areas[at + 1]! + area * middle;
    } else {
      const share = 1 / (to - from);
      const start = 1 - (from - first);
      const head = 0.5 * share * start * start;
      const end = to - last + 1;
      const tail = 0.5 * share * end * end;
      areas[at] = areas[at]! + area * head;
      if (last === first + 2) areas[at + 1] = areas[at + 1]! + area * (1 - head - tail);
      else {
        const second = share * (1.5 - (from - first));
        areas[at + 1] = areas[at + 1]! + area * (second - head);
        for (let i = 2; i < last - first - 1; i++) areas[at + i] = areas[at + i]! + area * share;
        const before = second + (last - first - 3) * share;
        areas[at + last - first - 1] = areas[at + last - first - 1]! + area * (1 - before - tail);
      }
      areas[at + last - first] = areas[at + last - first]! + area * tail;
    }
    x = next;
  }
}

/** Puts ink on the page: what it covers becomes as dark as `ink` (0 black) or stays darker. */
export function inkGlyph(raster: Raster, image: GlyphImage, x: number, y: number, ink: number): void {
  const { data, width, height } = raster;
  for (let row = 0; row < image.height; row++) {
    const py = y + image.top + row;
    if (py < 0 || py >= height) continue;
    for (let column = 0; column < image.width; column++) {
      const cover = image.coverage[row * image.width + column]!;
      const px = x + image.left + column;
      if (cover === 0 || px < 0 || px >= width) continue;
      const at = py * width + px;
      data[at] = Math.min(data[at]!, 255 - Math.round((cover * (255 - ink)) / 255));
    }
  }
}

/** A filled rectangle, clipped to the page. */
export function inkRectangle(raster: Raster, x: number, y: number, width: number, height: number, ink: number): void {
  const right = Math.min(raster.width, Math.round(x + width));
  for (let py = Math.max(0, Math.round(y)); py < Math.min(raster.height, Math.round(y + height)); py++)
    raster.data.fill(ink, py * raster.width + Math.max(0, Math.round(x)), py * raster.width + right);
}
