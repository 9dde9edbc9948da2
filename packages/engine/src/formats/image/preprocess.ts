import sharp, { type Sharp } from 'sharp';
import { type GreyImage, type InkPatch, inkPatches } from './preprocess-components.js';
import { measurePage, type PageMeasures } from './preprocess-measure.js';
import { withoutRules } from './preprocess-rules.js';

/** How a page is prepared for one read. */
export interface Preparation {
  /** As the read is named in `WordRead.read`. */
  readonly name: string;
  /** Pixels that letters (their median) are brought to; null: left as they are. */
  readonly letterHeight: number | null;
  /** Standard deviation of the blur after scaling, as a share of the height of letters; 0: none. */
  readonly blur: number;
}

/** Pixels for the recogniser, and the way back from its boxes to the page. */
export interface PreparedPage {
  readonly image: GreyImage;
  /** A box on the prepared image as one on the upright page. */
  toPage(box: readonly [number, number, number, number]): [number, number, number, number];
}

/** Most pixels that a page is scaled up to. */
const MOST_PIXELS = 24_000_000;

const raw = (image: GreyImage) => ({ raw: { width: image.width, height: image.height, channels: 1 as const } });

const grey = async (pipeline: Sharp): Promise<GreyImage> => {
  const { data, info } = await pipeline.toColourspace('b-w').raw().toBuffer({ resolveWithObject: true });
  if (info.channels === 1) return { width: info.width, height: info.height, pixels: data };
  const pixels = new Uint8Array(info.width * info.height);
  for (let i = 0; i < pixels.length; i++) pixels[i] = data[i * info.channels] ?? 255;
  return { width: info.width, height: info.height, pixels };
};

/** Turned clockwise by a multiple of 90 degrees. */
export const turnPage = (image: GreyImage, degrees: 0 | 90 | 180 | 270): Promise<GreyImage> | GreyImage =>
  degrees === 0 ? image : grey(sharp(image.pixels, raw(image)).rotate(degrees));

/** What both reads start from: the page evenly lit and, where it is noisy, without specks. */
export function cleanPage(page: GreyImage, measures: PageMeasures): GreyImage {
  if (!measures.bilevel) return evenLight(page, measures);
  return isNoisy(measures) && measures.letterHeight !== null ? withoutSpecks(page, measures.letterHeight) : page;
}

/** Specks for each letter from which a page counts as noisy. Dots, points and commas of print are 0.1-0.5. */
const NOISY = 1.2;

export const isNoisy = (measures: PageMeasures): boolean => measures.bilevel && measures.specks >= NOISY;

/** Makes a clean page ready for one read: straight, its letters of one size, its edges as soft as the recogniser likes them. */
export async function preparePage(page: GreyImage, measures: PageMeasures, how: Preparation): Promise<PreparedPage> {
  let pipeline = sharp(page.pixels, raw(page));
  const angle = Math.abs(measures.skew) < 0.25 ? 0 : -measures.skew;
  const wanted =
    how.letterHeight === null || measures.letterHeight === null ? 1 : how.letterHeight / measures.letterHeight;
  const most = Math.sqrt(MOST_PIXELS / (page.width * page.height));
  const scale = Math.min(6, most, Math.abs(wanted - 1) < 0.12 ? 1 : wanted);
  let width = page.width;
  let height = page.height;
  if (scale !== 1) {
    width = Math.max(1, Math.round(page.width * scale));
    height = Math.max(1, Math.round(page.height * scale));
    pipeline = pipeline.resize({ width, height, fit: 'fill', kernel: scale > 1 ? 'cubic' : 'lanczos3' });
  }
  const sigma = how.blur * (measures.letterHeight ?? 20) * scale;
  if (sigma >= 0.3) pipeline = pipeline.blur(sigma);
  let done = await grey(pipeline);
  if (angle !== 0) done = await grey(sharp(done.pixels, raw(done)).rotate(angle, { background: '#ffffff' }));
  if (measures.letterHeight !== null) withoutRules(done, measures.letterHeight * scale);
  const turned = (angle * Math.PI) / 180;
  const [cos, sin] = [Math.cos(-turned), Math.sin(-turned)];
  const [across, down] = [width / page.width, height / page.height];
  return {
    image: done,
    toPage: ([x, y, w, h]) => {
      const [middleX, middleY] = [x + w / 2 - done.width / 2, y + h / 2 - done.height / 2];
      const [atX, atY] = [middleX * cos - middleY * sin + width / 2, middleX * sin + middleY * cos + height / 2];
      // A long word that lies askew reaches higher than its letters.
      const high = h * Math.abs(cos) + w * Math.abs(sin);
      const left = Math.max(0, Math.round((atX - w / 2) / across));
      const top = Math.max(0, Math.round((atY - high / 2) / down));
      return [
        left,
        top,
        Math.max(1, Math.min(page.width - left, Math.round(w / across))),
        Math.max(1, Math.min(page.height - top, Math.round(high / down))),
      ];
    },
  };
}

/** Divides by the paper around each place, so that shadows and yellowed corners are as white as the rest, and stretches what is left of the contrast. */
export function evenLight(image: GreyImage, measures: PageMeasures): GreyImage {
  const { width, height, pixels } = image;
  const tile = Math.max(16, Math.round((measures.letterHeight ?? 20) * 3));
  const [columns, rows] = [Math.ceil(width / tile), Math.ceil(height / tile)];
  const floor = measures.levels.paper * 0.5;
  const paper = new Float32Array(columns * rows);
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const histogram = new Uint32Array(256);
      let count = 0;
      for (let y = row * tile; y < Math.min(height, (row + 1) * tile); y += 2) {
        for (let x = column * tile; x < Math.min(width, (column + 1) * tile); x += 2) {
          const value = pixels[y * width + x] ?? 255;
          histogram[value] = (histogram[value] ?? 0) + 1;
          count++;
        }
      }
      let [left, value] = [count * 0.25, 255];
      for (; value > 0; value--) {
        left -= histogram[value] ?? 0;
        if (left <= 0) break;
      }
      paper[row * columns + column] = Math.max(floor, value);
    }
  }
  const depth = Math.max(40, measures.levels.paper - measures.levels.ink) / measures.levels.paper;
  const even = new Uint8Array(pixels.length);
  const first = new Int32Array(width);
  const right = new Float32Array(width);
  for (let x = 0; x < width; x++) {
    const column = Math.min(columns - 1, Math.max(0, x / tile - 0.5));
    first[x] = Math.floor(column);
    right[x] = column - Math.floor(column);
  }
  // The paper along a row, tile by tile; one more, for the last pixels reach for it.
  const along = new Float32Array(columns + 1);
  const scale = 255 / depth;
  for (let y = 0; y < height; y++) {
    const row = Math.min(rows - 1, Math.max(0, y / tile - 0.5));
    const [above, down] = [Math.floor(row), row - Math.floor(row)];
    const below = Math.min(rows - 1, above + 1);
    for (let i = 0; i < columns; i++) {
      along[i] = (paper[above * columns + i] ?? 255) * (1 - down) + (paper[below * columns + i] ?? 255) * down;
    }
    along[columns] = along[columns - 1] ?? 255;
    const start = y * width;
    for (let x = 0; x < width; x++) {
      const tileAt = first[x] as number; // as long as the row
      const white =
        (along[tileAt] as number) + ((along[tileAt + 1] as number) - (along[tileAt] as number)) * (right[x] as number);
      // 255 at the paper, 0 at the ink of the page as a whole.
      const share = 255.5 - (1 - (pixels[start + x] as number) / white) * scale;
      even[start + x] = share <= 0 ? 0 : Math.min(share, 255);
    }
  }
  return { width, height, pixels: even };
}

/**
 * Paints over patches of ink, and of paper within ink, that are too small to be a full stop of print this high; and those up to the size of a comma that stand where no letter is
 * near, for a full stop or a point of decimals stands beside one.
 */
export function withoutSpecks(image: GreyImage, letterHeight: number): GreyImage {
  const most = Math.max(1, Math.floor((letterHeight * 0.13) ** 2));
  const pixels = Uint8Array.from(image.pixels);
  const done = { ...image, pixels };
  const patches = inkPatches(done, 128);
  const near = nearLetters(image, patches, letterHeight);
  for (const patch of patches) {
    const small = patch.height < letterHeight * 0.5 && patch.width < letterHeight * 0.5;
    if (patch.area <= most || (small && !near(patch))) paint(done, patch, 255);
  }
  const negative = { ...image, pixels: pixels.map((value) => 255 - value) };
  for (const patch of inkPatches(negative, 128)) {
    if (patch.area <= most) paint(done, patch, 0);
  }
  return done;
}

/** Whether a patch is within a letter's height of something as large as a letter. */
function nearLetters(
  image: GreyImage,
  patches: readonly InkPatch[],
  letterHeight: number,
): (patch: InkPatch) => boolean {
  const cell = Math.max(2, Math.round(letterHeight / 2));
  const columns = Math.ceil(image.width / cell) + 1;
  const taken = new Uint8Array(columns * (Math.ceil(image.height / cell) + 1));
  for (const patch of patches) {
    if (patch.height < letterHeight * 0.6 && patch.width < letterHeight * 0.8) continue;
    if (patch.area < letterHeight * 0.8) continue;
    const [left, right] = [
      Math.max(0, Math.floor((patch.x - letterHeight) / cell)),
      Math.ceil((patch.x + patch.width + letterHeight) / cell),
    ];
    const [top, bottom] = [
      Math.max(0, Math.floor((patch.y - letterHeight * 0.6) / cell)),
      Math.ceil((patch.y + patch.height + letterHeight * 0.6) / cell),
    ];
    for (let row = top; row <= bottom; row++)
      taken.fill(1, row * columns + left, Math.min((row + 1) * columns, row * columns + right + 1));
  }
  return (patch) => taken[Math.floor(patch.y / cell) * columns + Math.floor(patch.x / cell)] === 1;
}

function paint(image: GreyImage, patch: { x: number; y: number; width: number; height: number }, value: number): void {
  for (let y = patch.y; y < patch.y + patch.height; y++) {
    image.pixels.fill(value, y * image.width + patch.x, y * image.width + patch.x + patch.width);
  }
}

/** Vertical lines an inch of a standard fax are half of those across (ITU-T T.4: 204 by 98): letters that are wider than high are brought back. */
export async function squarePixels(image: GreyImage): Promise<{ image: GreyImage; measures: PageMeasures }> {
  const measures = measurePage(image);
  const flat = measures.letters >= 20 && measures.letterShape > 1.15 && image.width > image.height * 1.15;
  if (!flat) return { image, measures };
  const square = await grey(
    sharp(image.pixels, raw(image)).resize({
      width: image.width,
      height: Math.round((image.height * 204) / 98),
      fit: 'fill',
      kernel: 'cubic',
    }),
  );
  return { image: square, measures: measurePage(square) };
}

/** Most pixels of a picture that is decoded. */
const MOST_DECODED = 120_000_000;

/** Pixels of a PNG or JPEG (and whatever else sharp decodes), upright as its EXIF says, transparency as paper. */
export const decodePage = (bytes: Uint8Array): Promise<GreyImage> =>
  grey(
    sharp(bytes, { limitInputPixels: MOST_DECODED, failOn: 'truncated' })
      .autoOrient()
      .flatten({ background: '#ffffff' }),
  );
