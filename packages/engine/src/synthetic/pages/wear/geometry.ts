import type { PageBox } from '../../../artifacts/scan-document.js';
import { moveBoxes, type PageImage } from '../compose.js';
import type { Raster } from '../raster.js';

/** Lays the page askew: its lines fall to the right by `degrees`. Boxes become the upright boxes around what was turned. */
export function skewPage(page: PageImage, degrees: number): PageImage {
  if (degrees === 0) return page;
  const { width, height } = page.raster;
  const angle = (degrees * Math.PI) / 180;
  const [sine, cosine] = [Math.sin(angle), Math.cos(angle)];
  const [cx, cy] = [width / 2, height / 2];
  const move = ([x, y, w, h]: PageBox): PageBox => {
    const corners = [
      [x, y],
      [x + w, y],
      [x, y + h],
      [x + w, y + h],
    ].map(
      ([px, py]) =>
        [cx + (px! - cx) * cosine - (py! - cy) * sine, cy + (px! - cx) * sine + (py! - cy) * cosine] as const,
    );
    const xs = corners.map((corner) => corner[0]);
    const ys = corners.map((corner) => corner[1]);
    const [left, top] = [Math.min(...xs), Math.min(...ys)];
    return [left, top, Math.max(...xs) - left, Math.max(...ys) - top];
  };
  return {
    ...page,
    ...moveBoxes(page, move),
    raster: turnByAngle(page.raster, sine, cosine),
    skew: page.skew + degrees,
  };
}

/** Bilinear, in fixed point (16 bits behind the point); white comes in at the edges. */
function turnByAngle({ width, height, data }: Raster, sine: number, cosine: number): Raster {
  const out = new Uint8Array(width * height).fill(255);
  const [stepX, stepY] = [Math.round(cosine * 65536), Math.round(-sine * 65536)];
  for (let y = 0; y < height; y++) {
    const dy = y + 0.5 - height / 2;
    // Source of the row's first pixel.
    let sx = Math.round((width / 2 + (0.5 - width / 2) * cosine + dy * sine - 0.5) * 65536);
    let sy = Math.round((height / 2 - (0.5 - width / 2) * sine + dy * cosine - 0.5) * 65536);
    for (let x = 0; x < width; x++, sx += stepX, sy += stepY) {
      const ix = sx >> 16;
      const iy = sy >> 16;
      if (ix < 0 || iy < 0 || ix >= width - 1 || iy >= height - 1) continue;
      const at = iy * width + ix;
      const a = data[at]!;
      const b = data[at + 1]!;
      const c = data[at + width]!;
      const d = data[at + width + 1]!;
      if (a + b + c + d === 1020) continue;
      const fx = (sx >> 8) & 255;
      const fy = (sy >> 8) & 255;
      out[y * width + x] = ((a * (256 - fx) + b * fx) * (256 - fy) + (c * (256 - fx) + d * fx) * fy) >> 16;
    }
  }
  return { width, height, data: out };
}

/** Turned clockwise by quarters. */
export function turnRaster(raster: Raster, degrees: 0 | 90 | 180 | 270): Raster {
  if (degrees === 0) return raster;
  const { width, height, data } = raster;
  if (degrees === 180) return { width, height, data: Uint8Array.from(data).reverse() };
  const out = new Uint8Array(data.length);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++)
      out[degrees === 90 ? x * height + (height - 1 - y) : (width - 1 - x) * height + y] = data[y * width + x]!;
  return { width: height, height: width, data: out };
}
