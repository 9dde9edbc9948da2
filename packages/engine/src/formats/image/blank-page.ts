import type { GreyImage } from '../pdf/pdf-document.js';

/** Dots an inch at which a page is looked at: a full stop of 8-point type is still a mark there. */
const LOOK_DPI = 100;
/** How much darker than the paper around it ink is, of 255: pencil is, what shines through from the other side is not. */
const CONTRAST = 44;
/** Share of each side that scanners shade and staples and holes mark. */
const MARGIN = 0.04;
/** Marks of fewer dots are dust; so much ink is a word. */
const DUST = 4;
const LEAST_INK = 16;

/**
 * Whether nothing is on a page: no ink after the margins but dust, punch holes and the shadows of edges. A page with one word on it, a line or a form is not blank,
 * and in doubt a page is not: a blank page that is looked at costs a moment, one that is skipped may be lost.
 */
export function isBlankPage(image: GreyImage, dpi: number): boolean {
  const small = reduced(image, Math.max(1, Math.round(dpi / LOOK_DPI)));
  const ink = inkOf(small);
  const seen = new Uint8Array(ink.length);
  const inset = [Math.round(small.width * MARGIN), Math.round(small.height * MARGIN)] as const;
  let total = 0;
  for (let at = 0; at < ink.length; at++) {
    if (ink[at] === 0 || seen[at] === 1) continue;
    const mark = markAt(small, ink, seen, at);
    if (mark.dots < DUST || isEdge(mark, small, inset) || isPunchHole(mark, small)) continue;
    total += mark.dots;
    if (total >= LEAST_INK) return false;
  }
  return true;
}

interface Mark {
  readonly dots: number;
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** Darkest of `step` × `step` dots mixed with their mean: fine strokes stay visible, noise fades. */
function reduced({ width, height, pixels }: GreyImage, step: number): GreyImage {
  if (step === 1) return { width, height, pixels };
  const w = Math.floor(width / step);
  const h = Math.floor(height / step);
  const out = new Uint8Array(w * h);
  for (let y = 0; y < h; y++) {
    for (let x = 0; x < w; x++) {
      let sum = 0;
      for (let dy = 0; dy < step; dy++) {
        const row = (y * step + dy) * width + x * step;
        for (let dx = 0; dx < step; dx++) sum += pixels[row + dx]!;
      }
      out[y * w + x] = sum / (step * step);
    }
  }
  return { width: w, height: h, pixels: out };
}

/** 1 where a dot is darker than the paper around it, which is the upper quarter of the greys of its block. */
function inkOf({ width, height, pixels }: GreyImage): Uint8Array {
  const block = 64;
  const ink = new Uint8Array(pixels.length);
  for (let top = 0; top < height; top += block) {
    for (let left = 0; left < width; left += block) {
      const counts = new Uint32Array(256);
      const bottom = Math.min(height, top + block);
      const right = Math.min(width, left + block);
      for (let y = top; y < bottom; y++) for (let x = left; x < right; x++) counts[pixels[y * width + x]!]! += 1;
      let rest = ((bottom - top) * (right - left)) / 4;
      let paper = 255;
      for (; paper > 0 && rest > counts[paper]!; paper--) rest -= counts[paper]!;
      // A block that is dark all over is no paper: a black bar, a photograph.
      const limit = Math.max(paper - CONTRAST, paper < 100 ? paper + 1 : 0);
      for (let y = top; y < bottom; y++)
        for (let x = left; x < right; x++) if (pixels[y * width + x]! < limit) ink[y * width + x] = 1;
    }
  }
  return ink;
}

function markAt({ width, height }: GreyImage, ink: Uint8Array, seen: Uint8Array, start: number): Mark {
  const stack = [start];
  seen[start] = 1;
  let dots = 0;
  let left = width;
  let right = 0;
  let top = height;
  let bottom = 0;
  for (let at = stack.pop(); at !== undefined; at = stack.pop()) {
    dots++;
    const x = at % width;
    const y = (at - x) / width;
    left = Math.min(left, x);
    right = Math.max(right, x);
    top = Math.min(top, y);
    bottom = Math.max(bottom, y);
    for (let dy = -1; dy <= 1; dy++) {
      for (let dx = -1; dx <= 1; dx++) {
        const nx = x + dx;
        const ny = y + dy;
        const next = ny * width + nx;
        if (nx < 0 || ny < 0 || nx >= width || ny >= height || ink[next] === 0 || seen[next] === 1) continue;
        seen[next] = 1;
        stack.push(next);
      }
    }
  }
  return { dots, left, top, right, bottom };
}

/** Within the margin, or a shadow that runs along the edge: narrow and from the border of the image. */
function isEdge(mark: Mark, { width, height }: GreyImage, [across, down]: readonly [number, number]): boolean {
  if (mark.right < across || mark.left >= width - across || mark.bottom < down || mark.top >= height - down)
    return true;
  const touches = mark.left <= 1 || mark.top <= 1 || mark.right >= width - 2 || mark.bottom >= height - 2;
  return touches && (mark.right - mark.left < across * 2 || mark.bottom - mark.top < down * 2);
}

/** A filled disc of 5 to 8 mm within an inch and a half of an edge. */
function isPunchHole(mark: Mark, { width, height }: GreyImage): boolean {
  const w = mark.right - mark.left + 1;
  const h = mark.bottom - mark.top + 1;
  const inches = (dots: number): number => dots / LOOK_DPI;
  if (inches(w) < 0.19 || inches(w) > 0.34 || Math.abs(w - h) > 3) return false;
  const filled = mark.dots / (w * h);
  const near = Math.min(mark.left, mark.top, width - mark.right, height - mark.bottom);
  return filled > 0.7 && filled < 0.88 && inches(near) < 1.2;
}
