/** A page as 8-bit grey pixels, row by row, 255 white. */
export interface GreyImage {
  readonly width: number;
  readonly height: number;
  readonly pixels: Uint8Array;
}

/** A connected patch of ink (8 neighbours): its box and how many pixels are dark. */
export interface InkPatch {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly area: number;
}

export interface InkLevels {
  /** Grey below which a pixel is ink: Otsu's threshold (IEEE Trans. SMC 9, 1979), which parts the histogram where the two sides differ most. */
  readonly threshold: number;
  /** Mean grey of each side. */
  readonly ink: number;
  readonly paper: number;
  /** Share of pixels that are ink. */
  readonly inkShare: number;
  /** Share of pixels that are nearly black or nearly white. */
  readonly extremes: number;
}

export function inkLevels(image: GreyImage): InkLevels {
  const histogram = new Float64Array(256);
  for (const value of image.pixels) histogram[value] = (histogram[value] ?? 0) + 1;
  const total = image.pixels.length;
  let sum = 0;
  for (let i = 0; i < 256; i++) sum += i * (histogram[i] ?? 0);
  let [dark, darkSum, best, first, last] = [0, 0, -1, 128, 128];
  for (let i = 0; i < 255; i++) {
    dark += histogram[i] ?? 0;
    darkSum += i * (histogram[i] ?? 0);
    if (dark === 0 || dark === total) continue;
    const apart = darkSum / dark - (sum - darkSum) / (total - dark);
    const between = dark * (total - dark) * apart * apart;
    if (between > best) [best, first, last] = [between, i + 1, i + 1];
    else if (between === best) last = i + 1;
  }
  // Of thresholds that part the page alike (two tones leave a wide gap) the middle one.
  const threshold = (first + last) >> 1;
  let [ink, inkSum] = [0, 0];
  for (let i = 0; i < threshold; i++) {
    ink += histogram[i] ?? 0;
    inkSum += i * (histogram[i] ?? 0);
  }
  let extremes = 0;
  for (let i = 0; i < 256; i++) if (i < 8 || i > 247) extremes += histogram[i] ?? 0;
  return {
    threshold,
    ink: ink === 0 ? 0 : inkSum / ink,
    paper: ink === total ? 255 : (sum - inkSum) / (total - ink),
    inkShare: total === 0 ? 0 : ink / total,
    extremes: total === 0 ? 0 : extremes / total,
  };
}

/** Patches of pixels darker than `threshold`, by runs joined row to row; at most `most`, so that a page of noise costs no more than it may. */
export function inkPatches(image: GreyImage, threshold: number, most = 2_000_000): InkPatch[] {
  const { width, height, pixels } = image;
  const parents = new Int32Array(Math.min(most, Math.ceil((width * height) / 2) + 1));
  const boxes = { left: [] as number[], right: [] as number[], top: [] as number[], bottom: [] as number[] };
  const areas: number[] = [];
  let count = 0;
  const root = (label: number): number => {
    let at = label;
    while ((parents[at] ?? at) !== at) {
      parents[at] = parents[parents[at] ?? at] ?? at;
      at = parents[at] ?? at;
    }
    return at;
  };
  let above: number[] = [];
  for (let y = 0; y < height; y++) {
    const runs: number[] = [];
    let next = 0;
    let x = y * width;
    const end = x + width;
    const begin = x;
    while (x < end) {
      if ((pixels[x] ?? 255) >= threshold) {
        x++;
        continue;
      }
      const from = x - begin;
      while (x < end && (pixels[x] ?? 255) < threshold) x++;
      const to = x - begin;
      let label = -1;
      while (next < above.length && (above[next + 1] ?? 0) < from) next += 3;
      for (let i = next; i < above.length && (above[i] ?? 0) <= to; i += 3) {
        const other = root(above[i + 2] ?? 0);
        if (label < 0) label = other;
        else if (other !== label) {
          const [keep, lose] = label < other ? [label, other] : [other, label];
          parents[lose] = keep;
          boxes.left[keep] = Math.min(boxes.left[keep] ?? 0, boxes.left[lose] ?? 0);
          boxes.right[keep] = Math.max(boxes.right[keep] ?? 0, boxes.right[lose] ?? 0);
          boxes.top[keep] = Math.min(boxes.top[keep] ?? 0, boxes.top[lose] ?? 0);
          boxes.bottom[keep] = Math.max(boxes.bottom[keep] ?? 0, boxes.bottom[lose] ?? 0);
          areas[keep] = (areas[keep] ?? 0) + (areas[lose] ?? 0);
          label = keep;
        }
      }
      if (label < 0) {
        if (count >= parents.length) return [];
        label = count++;
        parents[label] = label;
        boxes.left[label] = from;
        boxes.right[label] = to;
        boxes.top[label] = y;
        boxes.bottom[label] = y + 1;
        areas[label] = to - from;
      } else {
        boxes.left[label] = Math.min(boxes.left[label] ?? from, from);
        boxes.right[label] = Math.max(boxes.right[label] ?? to, to);
        boxes.bottom[label] = y + 1;
        areas[label] = (areas[label] ?? 0) + to - from;
      }
      runs.push(from, to, label);
    }
    above = runs;
  }
  const found: InkPatch[] = [];
  for (let label = 0; label < count; label++) {
    if (parents[label] !== label) continue;
    const [x, y] = [boxes.left[label] ?? 0, boxes.top[label] ?? 0];
    found.push({
      x,
      y,
      width: (boxes.right[label] ?? x) - x,
      height: (boxes.bottom[label] ?? y) - y,
      area: areas[label] ?? 0,
    });
  }
  return found;
}
