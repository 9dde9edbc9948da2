import type { PageBox } from '../../../artifacts/scan-document.js';
import type { SeededRandom } from '../../random.js';
import { around, type PageImage, printWord } from '../compose.js';
import { textWidth } from '../page-layout.js';
import type { PageFonts } from '../page-style.js';
import { inkRectangle, type Raster, whiteRaster } from '../raster.js';

const meet = (a: PageBox, b: PageBox): boolean =>
  a[0] < b[0] + b[2] && b[0] < a[0] + a[2] && a[1] < b[1] + b[3] && b[1] < a[1] + a[3];

const covering = (page: PageImage, boxes: readonly PageBox[]): PageImage['words'] =>
  page.words.map((word) => (boxes.some((box) => meet(word.box, box)) ? { ...word, covered: true } : word));

const STAMPS = ['RECEIVED', 'COPY', 'FAXED', 'SCANNED', 'REVIEWED', 'DUPLICATE', 'CONFIDENTIAL', 'ENTERED'] as const;

/** A rubber stamp with a frame and a date, a little tilted, somewhere on the page. */
export function stampPage(page: PageImage, fonts: PageFonts, random: SeededRandom): PageImage {
  const font = fonts.sans;
  const size = page.dpi * 0.22;
  const months = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'];
  const texts = [random.pick(STAMPS), random.pick(months), String(random.int(10, 28)), String(random.int(2010, 2023))];
  const width = Math.ceil(texts.reduce((sum, text) => sum + textWidth(font, size, `${text} `), size));
  const height = Math.ceil(size * 1.9);
  const picture = whiteRaster(width, height);
  const thick = Math.max(2, Math.round(page.dpi / 60));
  for (const [x, y, w, h] of [
    [0, 0, width, thick],
    [0, height - thick, width, thick],
    [0, 0, thick, height],
    [width - thick, 0, thick, height],
  ])
    inkRectangle(picture, x!, y!, w!, h!, 90);
  let pen = size / 2;
  const words = texts.map((text) => {
    const word = { text, font, size, x: pen, baseline: size * 1.3, line: 0, paragraph: false, kind: null, parts: [] };
    pen += textWidth(font, size, `${text} `);
    return printWord(picture, word, null, 90);
  });
  const angle = ((random.next() - 0.5) * 24 * Math.PI) / 180;
  const cx = random.int(Math.round(page.raster.width * 0.3), Math.round(page.raster.width * 0.75));
  const cy = random.int(Math.round(page.raster.height * 0.12), Math.round(page.raster.height * 0.85));
  const [sine, cosine] = [Math.sin(angle), Math.cos(angle)];
  const place = (x: number, y: number): [number, number] => [
    cx + (x - width / 2) * cosine - (y - height / 2) * sine,
    cy + (x - width / 2) * sine + (y - height / 2) * cosine,
  ];
  const moved = ([x, y, w, h]: PageBox): PageBox =>
    around([place(x, y), place(x + w, y), place(x, y + h), place(x + w, y + h)].map(([px, py]) => [px, py, 0, 0]));
  const data = Uint8Array.from(page.raster.data);
  const frame = moved([0, 0, width, height]);
  // Every pixel about the stamp looks back to where it comes from.
  for (let y = Math.max(0, Math.floor(frame[1])); y < Math.min(page.raster.height, frame[1] + frame[3]); y++)
    for (let x = Math.max(0, Math.floor(frame[0])); x < Math.min(page.raster.width, frame[0] + frame[2]); x++) {
      const sx = Math.round(width / 2 + (x - cx) * cosine + (y - cy) * sine);
      const sy = Math.round(height / 2 - (x - cx) * sine + (y - cy) * cosine);
      if (sx < 0 || sy < 0 || sx >= width || sy >= height) continue;
      const at = y * page.raster.width + x;
      data[at] = Math.min(data[at]!, picture.data[sy * width + sx]!);
    }
  return {
    ...page,
    raster: { ...page.raster, data },
    words: covering(page, [frame]),
    stamps: [...page.stamps, ...words.map((word) => ({ text: word.text, box: moved(word.box) }))],
  };
}

/** Strokes of a pen: an underline, a tick, a loop, a scribble over words. */
export function scribble(page: PageImage, strokes: number, random: SeededRandom): PageImage {
  const data = Uint8Array.from(page.raster.data);
  const raster: Raster = { ...page.raster, data };
  const touched: PageBox[] = [];
  const pen = Math.max(1, page.dpi / 90);
  for (let n = 0; n < strokes; n++) {
    let x = random.int(Math.round(raster.width * 0.1), Math.round(raster.width * 0.85));
    let y = random.int(Math.round(raster.height * 0.1), Math.round(raster.height * 0.9));
    let angle = random.next() * 0.6 - 0.3;
    const bend = (random.next() - 0.5) * 0.12;
    const wave = random.next() * 0.9;
    for (let step = random.int(20, 90), t = 0; step > 0; step--, t++) {
      angle += bend + wave * Math.sin(t * 0.9) * 0.5;
      x += Math.cos(angle) * pen * 2;
      y += Math.sin(angle) * pen * 2;
      const dot: PageBox = [x - pen, y - pen, 2 * pen, 2 * pen];
      for (let py = Math.max(0, Math.floor(dot[1])); py < Math.min(raster.height, dot[1] + dot[3]); py++)
        for (let px = Math.max(0, Math.floor(dot[0])); px < Math.min(raster.width, dot[0] + dot[2]); px++)
          if ((px - x) ** 2 + (py - y) ** 2 <= pen * pen)
            data[py * raster.width + px] = Math.min(data[py * raster.width + px]!, 70);
      if (t % 4 === 0) touched.push(dot);
    }
  }
  return { ...page, raster, words: covering(page, touched) };
}

/** Three holes at the left edge, as the copier shows them: black. */
export function punchHoles(page: PageImage): PageImage {
  const data = Uint8Array.from(page.raster.data);
  const { width, height } = page.raster;
  const r = page.dpi * 0.14;
  const holes: PageBox[] = [0.13, 0.5, 0.87].map((share) => [page.dpi * 0.3 - r, height * share - r, 2 * r, 2 * r]);
  for (const [x, y] of holes)
    for (let py = Math.max(0, Math.floor(y)); py < Math.min(height, y + 2 * r); py++)
      for (let px = Math.max(0, Math.floor(x)); px < Math.min(width, x + 2 * r); px++)
        if ((px - x - r) ** 2 + (py - y - r) ** 2 <= r * r) data[py * width + px] = 20;
  return { ...page, raster: { ...page.raster, data }, words: covering(page, holes) };
}
