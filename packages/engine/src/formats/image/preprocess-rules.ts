import type { GreyImage } from './preprocess-components.js';

/** Grey below which a pixel belongs to a rule. */
const DARK = 150;

/**
 * Takes the rules of tables and forms out of an image whose letters (median) are `letterHeight` high: thin lines across, longer than any letter is wide, and down, longer than
 * any letter is high. A recogniser takes them for letters (I, l, |) and the cells between them for pictures. Works in place.
 */
export function withoutRules(image: GreyImage, letterHeight: number): void {
  rulesAcross(image, Math.round(letterHeight * 6), letterHeight * 0.45);
  rulesDown(image, Math.round(letterHeight * 2.8), letterHeight * 0.45);
}

function rulesAcross(image: GreyImage, least: number, thick: number): void {
  const { width, height, pixels } = image;
  const found: [y: number, from: number, to: number][] = [];
  for (let y = 0; y < height; y++) {
    let from = -1;
    for (let x = 0; x <= width; x++) {
      const dark = x < width && (pixels[y * width + x] as number) < DARK;
      if (dark && from < 0) from = x;
      if (dark || from < 0) continue;
      if (x - from >= least && thickness(image, y, from, x) <= thick) found.push([y, from, x]);
      from = -1;
    }
  }
  // After the search, so that a rule of several rows is measured whole in each of them; with the soft row on each side.
  for (const [y, from, to] of found) {
    for (let row = Math.max(0, y - 1); row <= Math.min(height - 1, y + 1); row++)
      pixels.fill(255, row * width + from, row * width + to);
  }
}

/** Median of how many pixels are dark above and below the run. */
function thickness({ width, height, pixels }: GreyImage, y: number, from: number, to: number): number {
  const found: number[] = [];
  for (let i = 1; i < 12; i++) {
    const x = Math.round(from + ((to - from) * i) / 12);
    let [top, bottom] = [y, y];
    while (top > 0 && (pixels[(top - 1) * width + x] as number) < DARK) top--;
    while (bottom < height - 1 && (pixels[(bottom + 1) * width + x] as number) < DARK) bottom++;
    found.push(bottom - top + 1);
  }
  return found.sort((a, b) => a - b)[found.length >> 1] ?? 0;
}

function rulesDown({ width, height, pixels }: GreyImage, least: number, thick: number): void {
  const runs = new Int32Array(width);
  const found: [x: number, from: number, to: number][] = [];
  for (let y = 0; y <= height; y++) {
    for (let x = 0; x < width; x++) {
      if (y < height && (pixels[y * width + x] as number) < DARK) runs[x] = (runs[x] as number) + 1;
      else {
        const run = runs[x] as number;
        if (run >= least) found.push([x, y - run, y]);
        runs[x] = 0;
      }
    }
  }
  const thin = found.filter(([x, from, to]) => {
    const widths: number[] = [];
    for (let i = 1; i < 12; i++) {
      const row = Math.round(from + ((to - 1 - from) * i) / 12) * width;
      let [left, right] = [x, x];
      while (left > 0 && (pixels[row + left - 1] as number) < DARK) left--;
      while (right < width - 1 && (pixels[row + right + 1] as number) < DARK) right++;
      widths.push(right - left + 1);
    }
    return (widths.sort((a, b) => a - b)[widths.length >> 1] ?? 0) <= thick;
  });
  for (const [x, from, to] of thin) {
    for (let y = from; y < to; y++) {
      for (let at = Math.max(0, x - 1); at <= Math.min(width - 1, x + 1); at++) pixels[y * width + at] = 255;
    }
  }
}
