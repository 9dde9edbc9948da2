import { type GreyImage, type InkLevels, type InkPatch, inkLevels, inkPatches } from './preprocess-components.js';

/** What a page image is, as far as it decides how it is prepared for reading. Lengths in pixels of the measured image. */
export interface PageMeasures {
  readonly levels: InkLevels;
  /** Two tones only: a fax or a thresholded scan. */
  readonly bilevel: boolean;
  /** Patches of the size of letters. */
  readonly letters: number;
  /** Median height of them; null: too few to say. */
  readonly letterHeight: number | null;
  /** Median width over height: about 0.8 where pixels are square. */
  readonly letterShape: number;
  /** Patches too small for a letter, for each letter: 0.2-0.5 are the dots of print, more are specks. */
  readonly specks: number;
  /** Letters stand in lines that run down the page. */
  readonly sideways: boolean;
  /** Degrees by which lines fall to the right (clockwise positive). */
  readonly skew: number;
  /** How much clearer lines are than chance, from 1 up. */
  readonly lineStrength: number;
}

/** Degrees to each side in which skew is looked for. */
const WIDEST = 7;

export function measurePage(image: GreyImage): PageMeasures {
  const levels = inkLevels(image);
  const patches = inkPatches(image, levels.threshold);
  const letters = letterPatches(patches, image);
  const heights = letters.map((patch) => patch.height).sort((a, b) => a - b);
  const shapes = letters.map((patch) => patch.width / patch.height).sort((a, b) => a - b);
  const letterHeight = heights.length < 8 ? null : (heights[heights.length >> 1] ?? null);
  const small = letterHeight === null ? 0 : patches.filter((patch) => isSpeck(patch, letterHeight)).length;
  const level = lineAngle(letters, letterHeight ?? 20, false);
  const upright = lineAngle(letters, letterHeight ?? 20, true);
  const sideways = letters.length >= 20 && upright.strength > level.strength * 1.15;
  const chosen = sideways ? upright : level;
  return {
    levels,
    bilevel: levels.extremes > 0.995,
    letters: letters.length,
    letterHeight,
    letterShape: shapes[shapes.length >> 1] ?? 0.8,
    specks: letters.length === 0 ? patches.length : small / letters.length,
    sideways,
    skew: letters.length < 12 ? 0 : chosen.angle,
    lineStrength: chosen.strength,
  };
}

const isSpeck = (patch: InkPatch, height: number): boolean => patch.height < height * 0.3 && patch.width < height * 0.3;

/**
 * Patches that may be letters: neither specks nor rules, pictures or smudges. On a page of specks the small ones outnumber letters, so that the height of letters is
 * taken where ink, not patches, lies thickest.
 */
function letterPatches(patches: readonly InkPatch[], image: GreyImage): InkPatch[] {
  const tallest = Math.max(image.width, image.height) / 15;
  const possible = patches.filter(
    (patch) =>
      patch.height >= 5 &&
      patch.height <= tallest &&
      patch.width >= 2 &&
      patch.width <= patch.height * 8 &&
      patch.area >= 9,
  );
  if (possible.length < 8) return possible;
  const byInk = possible.map((patch) => [patch.height, patch.area] as const).sort((a, b) => a[0] - b[0]);
  const ink = byInk.reduce((sum, [, area]) => sum + area, 0);
  let passed = 0;
  let height = 0;
  for (const [tall, area] of byInk) {
    passed += area;
    height = tall;
    if (passed >= ink / 2) break;
  }
  return possible.filter((patch) => patch.height >= height * 0.4 && patch.height <= height * 2.5);
}

/**
 * The angle at which the feet of letters fall into the fewest lines: the sum of squares of a histogram of their heights is largest there (Postl 1986, on patches
 * in place of pixels). Strength: that sum over its mean of all angles.
 */
function lineAngle(
  letters: readonly InkPatch[],
  letterHeight: number,
  sideways: boolean,
): { angle: number; strength: number } {
  if (letters.length < 12) return { angle: 0, strength: 1 };
  const sample = letters.length > 4000 ? letters.filter((_, i) => i % Math.ceil(letters.length / 4000) === 0) : letters;
  const along = Float64Array.from(sample, (p) => (sideways ? p.y + p.height / 2 : p.x + p.width / 2));
  // Feet and heads: descenders spoil one, ascenders the other. Turned either way, letters of a line share one of their sides.
  const sides = sideways
    ? [Float64Array.from(sample, (p) => p.x), Float64Array.from(sample, (p) => p.x + p.width)]
    : [Float64Array.from(sample, (p) => p.y + p.height), Float64Array.from(sample, (p) => p.y)];
  const cell = Math.max(1.5, letterHeight / 8);
  const score = (degrees: number): number => {
    const tangent = Math.tan((degrees * Math.PI) / 180) * (sideways ? -1 : 1);
    let best = 0;
    for (const side of sides) {
      const bins = new Map<number, number>();
      for (let i = 0; i < side.length; i++) {
        const bin = Math.floor(((side[i] ?? 0) - (along[i] ?? 0) * tangent) / cell);
        bins.set(bin, (bins.get(bin) ?? 0) + 1);
      }
      let sum = 0;
      for (const [bin, count] of bins) sum += count * (count + (bins.get(bin + 1) ?? 0));
      best = Math.max(best, sum);
    }
    return best;
  };
  const coarse: [number, number][] = [];
  for (let degrees = -WIDEST; degrees <= WIDEST; degrees += 0.25) coarse.push([degrees, score(degrees)]);
  let [angle, top] = coarse.reduce((a, b) => (b[1] > a[1] ? b : a));
  const middle = angle;
  for (let degrees = middle - 0.2; degrees <= middle + 0.2; degrees += 0.05) {
    const at = score(degrees);
    if (at > top) [angle, top] = [degrees, at];
  }
  // Against a chance arrangement: as many letters, evenly over the bins of the page.
  const mean = coarse.reduce((sum, [, at]) => sum + at, 0) / coarse.length;
  return { angle: Math.round(angle * 100) / 100, strength: top / Math.max(1, mean) };
}
