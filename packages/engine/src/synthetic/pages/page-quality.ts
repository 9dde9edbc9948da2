import type { SeededRandom } from '../random.js';
import { composePage, type PageImage } from './compose.js';
import type { PageContent } from './page-content.js';
import { type PageFonts, pickStyle } from './page-style.js';
import { FAX_DPI, printFaxHeader, sendByFax, toFaxWidth } from './wear/fax.js';
import { skewPage } from './wear/geometry.js';
import { punchHoles, scribble, stampPage } from './wear/marks.js';
import { applyTone, blur, saltAndPepper, speckle, thicken } from './wear/tone.js';

type Range = readonly [least: number, most: number];

/** What happens to a page between the printer and the reader; ranges are drawn from evenly. */
interface Wear {
  readonly dpi: readonly number[];
  /** Grey of ink and paper. */
  readonly ink: Range;
  readonly paper: Range;
  /** Degrees to either side. */
  readonly skew: number;
  readonly blur: Range;
  readonly noise: Range;
  readonly shadow: number;
  /** Strokes thinner or thicker. */
  readonly strokes: Range;
  /** Specks of dust. */
  readonly dust: Range;
  readonly fax: { readonly noise: Range; readonly dropped: number; readonly standard: boolean } | null;
  /** Stamps, pen and holes: chance of each. */
  readonly marks: number;
}

const scan: Wear = {
  dpi: [200, 200, 300],
  ink: [5, 50],
  paper: [235, 252],
  skew: 1.2,
  blur: [0.08, 0.22],
  noise: [2, 7],
  shadow: 0.08,
  strokes: [0, 0],
  dust: [0, 15],
  fax: null,
  marks: 0.08,
};
const fax: Wear = {
  ...scan,
  dpi: [FAX_DPI],
  noise: [4, 14],
  shadow: 0,
  dust: [0, 20],
  fax: { noise: [0.001, 0.006], dropped: 0.001, standard: false },
};

/** Qualities of pages, from a good printout to what a tired fax machine makes of a copy. */
const WEAR = {
  clean: {
    ...scan,
    dpi: [300, 200],
    ink: [0, 10],
    paper: [250, 255],
    skew: 0.3,
    blur: [0.05, 0.1],
    noise: [0, 2],
    shadow: 0,
    dust: [0, 3],
    marks: 0,
  },
  scan,
  skewed: { ...scan, skew: 2, shadow: 0.2 },
  faint: { ...scan, ink: [120, 165], paper: [238, 252], strokes: [-0.35, -0.1] },
  'low-contrast': { ...scan, ink: [70, 110], paper: [165, 200], noise: [5, 10], shadow: 0.18 },
  photocopy: {
    ...scan,
    ink: [0, 20],
    strokes: [-0.5, 0.9],
    blur: [0.15, 0.3],
    noise: [5, 14],
    dust: [60, 300],
    shadow: 0.12,
    marks: 0.2,
  },
  marked: { ...scan, marks: 0.85 },
  fax,
  'fax-standard': { ...fax, fax: { noise: [0.001, 0.006], dropped: 0.001, standard: true } },
  'bad-fax': {
    ...fax,
    skew: 1.5,
    strokes: [-0.3, 0.5],
    noise: [15, 40],
    dust: [50, 250],
    fax: { noise: [0.015, 0.05], dropped: 0.01, standard: false },
  },
} as const satisfies Record<string, Wear>;

export type PageQuality = keyof typeof WEAR;
export const PAGE_QUALITIES = Object.keys(WEAR) as PageQuality[];

/** Whether pages of this quality have two colours only. */
export const isFax = (quality: PageQuality): boolean => WEAR[quality].fax !== null;

/** Prints a page and lets it age. Upright; what is done to the picture is done to the boxes. */
export function wornPage(
  content: PageContent,
  fonts: PageFonts,
  quality: PageQuality,
  random: SeededRandom,
): PageImage {
  const wear: Wear = WEAR[quality];
  const draw = ([least, most]: Range): number => least + (most - least) * random.next();
  const dpi = random.pick(wear.dpi);
  let page = composePage(content, fonts, pickStyle(random), dpi);
  if (random.chance(wear.marks)) page = stampPage(page, fonts, random);
  if (random.chance(wear.marks)) page = scribble(page, random.int(1, 6), random);
  if (random.chance(wear.marks)) page = punchHoles(page);
  if (wear.fax) page = toFaxWidth(page);
  page = skewPage(page, Math.round((random.next() * 2 - 1) * wear.skew * 100) / 100);
  const strokes = draw(wear.strokes);
  let { raster } = page;
  if (strokes !== 0) raster = thicken(raster, strokes);
  raster = speckle(raster, Math.round(draw(wear.dust)), random);
  raster = blur(raster, draw(wear.blur));
  const tone = {
    ink: draw(wear.ink),
    paper: draw(wear.paper),
    noise: draw(wear.noise),
    shadow: wear.shadow * random.next(),
  };
  raster = applyTone(raster, tone, random);
  if (quality === 'photocopy') raster = saltAndPepper(raster, 0.0008 * random.next(), random);
  page = { ...page, raster };
  if (!wear.fax) return page;
  const line = { ...wear.fax, noise: draw(wear.fax.noise) };
  const threshold = (tone.ink + tone.paper) / 2 + (random.next() - 0.5) * 40;
  page = sendByFax(page, line, threshold, random);
  return random.chance(0.8) ? printFaxHeader(page, fonts, random) : page;
}
