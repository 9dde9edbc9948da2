import type { PageBox } from '../../../artifacts/scan-document.js';
import type { SeededRandom } from '../../random.js';
import { moveBoxes, type PageImage, type PlacedWord, printWord } from '../compose.js';
import { kindOfWord } from '../field-kind.js';
import { phoneNumber } from '../page-context.js';
import { textWidth } from '../page-layout.js';
import type { PageFonts } from '../page-style.js';
import type { Raster } from '../raster.js';
import { saltAndPepper, toBilevel } from './tone.js';

/** Dots an inch across, and lines an inch of the standard and the fine mode (ITU-T T.4). */
export const FAX_DPI = 204;
/** Dots of a fax line (ITU-T T.4, 215 mm). */
export const FAX_WIDTH = 1728;

/** Cuts or pads the page to the width of a fax line. */
export function toFaxWidth(page: PageImage): PageImage {
  const { width, height, data } = page.raster;
  const out = new Uint8Array(FAX_WIDTH * height).fill(255);
  const shift = Math.floor((FAX_WIDTH - width) / 2);
  for (let y = 0; y < height; y++) {
    const from = Math.max(0, -shift);
    const take = Math.min(width - from, FAX_WIDTH - Math.max(0, shift));
    out.set(data.subarray(y * width + from, y * width + from + take), y * FAX_WIDTH + Math.max(0, shift));
  }
  const move = ([x, y, w, h]: PageBox): PageBox => [x + shift, y, w, h];
  return { ...page, ...moveBoxes(page, move), raster: { width: FAX_WIDTH, height, data: out } };
}

export interface FaxLine {
  /** Share of pixels that the line turned. */
  readonly noise: number;
  /** Share of scan lines that got lost: the one above is there twice. */
  readonly dropped: number;
  /** Standard mode: half the lines. They are given twice each, so that pixels are square. */
  readonly standard: boolean;
}

export function sendByFax(page: PageImage, line: FaxLine, threshold: number, random: SeededRandom): PageImage {
  let raster = page.raster;
  if (line.standard) raster = halfLines(raster);
  raster = saltAndPepper(toBilevel(raster, threshold), line.noise, random);
  raster = dropLines(raster, line.dropped, random);
  if (line.standard) raster = twice(raster);
  return { ...page, raster };
}

/** Each two lines as one, at half the height. */
export function halfLines({ width, height, data }: Raster): Raster {
  const rows = Math.ceil(height / 2);
  const out = new Uint8Array(width * rows);
  for (let y = 0; y < rows; y++)
    for (let x = 0; x < width; x++) {
      const upper = data[2 * y * width + x]!;
      out[y * width + x] = (upper + (2 * y + 1 < height ? data[(2 * y + 1) * width + x]! : upper)) >> 1;
    }
  return { width, height: rows, data: out };
}

function twice({ width, height, data }: Raster): Raster {
  const out = new Uint8Array(width * height * 2);
  for (let y = 0; y < height; y++) {
    const row = data.subarray(y * width, (y + 1) * width);
    out.set(row, 2 * y * width);
    out.set(row, (2 * y + 1) * width);
  }
  return { width, height: height * 2, data: out };
}

function dropLines({ width, height, data }: Raster, share: number, random: SeededRandom): Raster {
  const out = Uint8Array.from(data);
  for (let y = 1; y < height; y++) if (random.chance(share)) out.copyWithin(y * width, (y - 1) * width, y * width);
  return { width, height, data: out };
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** The line that the sending machine prints on top, straight whatever lies below: day, hour, who, number, page. It is text of the page, before all other. */
export function printFaxHeader(page: PageImage, fonts: PageFonts, random: SeededRandom): PageImage {
  const font = fonts.mono;
  const size = page.dpi * 0.125;
  const [month, day, year] = [random.int(1, 12), random.int(1, 28), random.int(2012, 2023)];
  const hour = `${random.int(1, 12)}:${String(random.int(0, 59)).padStart(2, '0')}`;
  const pages = random.int(1, 9);
  const two = (n: number): string => String(n).padStart(2, '0');
  const texts = random
    .pick([
      [
        `${MONTHS[month - 1]}. ${day}. ${year}`,
        `${hour}${random.pick(['AM', 'PM'])}`,
        'LARKSPUR CLINIC',
        `No. ${random.int(1000, 9999)}`,
        `P. ${random.int(1, pages)}/${pages}`,
      ],
      [
        `${two(month)}/${two(day)}/${year}`,
        hour,
        `FAX ${phoneNumber(random)}`,
        `Page ${two(random.int(1, pages))}/${two(pages)}`,
      ],
      [`From: ${phoneNumber(random)}`, `${two(month)}-${two(day)}-${year}`, hour, `p.${random.int(1, pages)}`],
    ])
    .flatMap((part, i) => [...(i === 0 ? [] : ['']), ...part.split(' ')]);
  const data = Uint8Array.from(page.raster.data);
  const raster = { ...page.raster, data };
  const gap = textWidth(font, size, ' ');
  let x = page.dpi * 0.5;
  const header: PlacedWord[] = [];
  for (const text of texts) {
    if (text === '') {
      x += gap * 3;
      continue;
    }
    const word = {
      text,
      font,
      size,
      x,
      baseline: page.dpi * 0.3,
      line: 0,
      paragraph: false,
      kind: kindOfWord(text, null),
      parts: [],
    };
    header.push(printWord(raster, word, null, 0));
    x += textWidth(font, size, text) + gap;
  }
  const below = page.words.map((word, i) => ({ ...word, line: word.line + 1, paragraph: i === 0 || word.paragraph }));
  return { ...page, raster: toBilevel(raster, 128), words: [...header, ...below] };
}
