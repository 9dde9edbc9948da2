import type { SeededRandom } from '../../random.js';
import type { Raster } from '../raster.js';

/** Mixes each pixel with its neighbours, `times` over: the soft lens of a scanner. `share` of a neighbour, to 0.33. */
export function blur(raster: Raster, share: number, times = 1): Raster {
  const { width, height } = raster;
  let data = raster.data;
  const side = Math.round(share * 256);
  const middle = 256 - 2 * side;
  for (let round = 0; round < times; round++) {
    const across = new Uint8Array(data);
    for (let i = 1; i < data.length - 1; i++) {
      const sum = data[i - 1]! + data[i + 1]!;
      if (sum + data[i]! !== 765) across[i] = (sum * side + data[i]! * middle) >> 8;
    }
    const down = new Uint8Array(across);
    for (let i = width; i < data.length - width; i++) {
      const sum = across[i - width]! + across[i + width]!;
      if (sum + across[i]! !== 765) down[i] = (sum * side + across[i]! * middle) >> 8;
    }
    data = down;
  }
  return { width, height, data };
}

/** Strokes grow (`amount` above 0) or shrink (below 0) by up to a pixel on each side: what copying a copy does. */
export function thicken(raster: Raster, amount: number): Raster {
  const { width, height, data } = raster;
  const pick = amount > 0 ? Math.min : Math.max;
  const share = Math.min(1, Math.abs(amount));
  const across = new Uint8Array(data);
  for (let i = 1; i < data.length - 1; i++) across[i] = pick(data[i - 1]!, data[i]!, data[i + 1]!);
  const out = new Uint8Array(data);
  for (let i = width; i < data.length - width; i++) {
    const edge = pick(across[i - width]!, across[i]!, across[i + width]!);
    out[i] = Math.round(data[i]! + (edge - data[i]!) * share);
  }
  return { width, height, data: out };
}

export interface Tone {
  /** Grey of the ink and of the paper. */
  readonly ink: number;
  readonly paper: number;
  /** Standard deviation of the noise, in grey levels. */
  readonly noise: number;
  /** How much darker the darkest edge is: 0 none, 1 black. */
  readonly shadow: number;
}

/** Grey levels, shadows of the lid and of folds, and the noise of the sensor. */
export function applyTone(raster: Raster, tone: Tone, random: SeededRandom): Raster {
  const { width, height, data } = raster;
  const level = Float32Array.from({ length: 256 }, (_, v) => tone.ink + ((tone.paper - tone.ink) * v) / 255);
  const across = shadowProfile(width, tone.shadow, random);
  const down = shadowProfile(height, tone.shadow, random);
  const noise = noiseTable(random, tone.noise);
  const out = new Uint8Array(data.length);
  for (let y = 0; y < height; y++) {
    let at = random.int(0, noise.length - 1);
    const row = y * width;
    const dark = down[y]!;
    for (let x = 0; x < width; x++) {
      at = (at + 1) & (noise.length - 1);
      const value = level[data[row + x]!]! * dark * across[x]! + noise[at]!;
      out[row + x] = value < 0 ? 0 : value > 255 ? 255 : value;
    }
  }
  return { width, height, data: out };
}

/** A lighter and a darker end, and sometimes a fold. */
function shadowProfile(length: number, depth: number, random: SeededRandom): Float32Array {
  const tilt = depth * (random.next() - 0.5);
  const fold = random.chance(0.3) ? random.next() * length : -1e9;
  const sharpness = 20 + 60 * random.next();
  const edge = random.chance(0.5) ? depth : 0;
  return Float32Array.from({ length }, (_, i) => {
    const t = i / length;
    const shade =
      Math.abs(tilt) * (tilt > 0 ? t : 1 - t) +
      edge * Math.exp(-t * 25) +
      (depth / 2) * Math.exp(-(((i - fold) / sharpness) ** 2));
    return 1 - Math.min(0.9, shade);
  });
}

/** 64k draws of a normal distribution (Box and Muller), read from a new place in each row. */
function noiseTable(random: SeededRandom, deviation: number): Float32Array {
  const table = new Float32Array(65536);
  if (deviation === 0) return table;
  for (let i = 0; i < table.length; i += 2) {
    const radius = deviation * Math.sqrt(-2 * Math.log(1 - random.next()));
    const angle = 2 * Math.PI * random.next();
    table[i] = radius * Math.cos(angle);
    table[i + 1] = radius * Math.sin(angle);
  }
  return table;
}

/** Black or white. */
export function toBilevel({ width, height, data }: Raster, threshold: number): Raster {
  const out = new Uint8Array(data.length);
  for (let i = 0; i < data.length; i++) out[i] = data[i]! < threshold ? 0 : 255;
  return { width, height, data: out };
}

/** Turns single pixels black and white. */
export function saltAndPepper({ width, height, data }: Raster, rate: number, random: SeededRandom): Raster {
  const out = Uint8Array.from(data);
  if (rate > 0)
    for (let i = gap(rate, random); i < out.length; i += 1 + gap(rate, random)) out[i] = random.chance(0.5) ? 0 : 255;
  return { width, height, data: out };
}
const gap = (rate: number, random: SeededRandom): number =>
  Math.floor(Math.log(1 - random.next()) / Math.log(1 - rate));

/** Specks of dust: little dark discs. */
export function speckle({ width, height, data }: Raster, count: number, random: SeededRandom): Raster {
  const out = Uint8Array.from(data);
  for (let n = 0; n < count; n++) {
    const [cx, cy, r] = [random.int(0, width - 1), random.int(0, height - 1), 0.6 + 2.2 * random.next() ** 3];
    for (let y = Math.max(0, Math.floor(cy - r)); y <= Math.min(height - 1, cy + r); y++)
      for (let x = Math.max(0, Math.floor(cx - r)); x <= Math.min(width - 1, cx + r); x++)
        if ((x - cx) ** 2 + (y - cy) ** 2 <= r * r) out[y * width + x] = Math.min(out[y * width + x]!, 60);
  }
  return { width, height, data: out };
}
