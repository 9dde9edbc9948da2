import { SeededRandom } from '../random.js';
import type { PageContent } from './page-content.js';
import { makeContext } from './page-context.js';
import { PAGE_KIND_NAMES, PAGE_KINDS, type PageKind } from './page-kinds.js';
import { isFax, PAGE_QUALITIES, type PageQuality, wornPage } from './page-quality.js';
import type { PageFonts } from './page-style.js';
import type { Raster } from './raster.js';
import { truthOf } from './truth.js';
import type { TruthPage } from './truth-page.js';
import { turnRaster } from './wear/geometry.js';

/** A page image with all that is known of it. */
export interface SyntheticPage {
  readonly seed: number;
  readonly kind: PageKind;
  readonly quality: PageQuality;
  /** As it is stored: turned, where the truth says so. */
  readonly raster: Raster;
  /** Two colours only. */
  readonly bilevel: boolean;
  readonly truth: TruthPage;
}

export interface PageRequest {
  readonly kind?: PageKind;
  readonly quality?: PageQuality;
  /** Chance of a page that lies on its side or its head; 0.06 when absent. */
  readonly turned?: number;
}

/** Makes the page of a seed: kind, quality and content are drawn from it where they are not asked for. The same seed and fonts give the same pixels. */
export function makePage(seed: number, fonts: PageFonts, request: PageRequest = {}): SyntheticPage {
  // Neighbouring seeds must not give like pages.
  const random = new SeededRandom(Math.imul(seed, 0x9e3779b1) ^ 0x51ed270b);
  const kind = request.kind ?? random.pick(PAGE_KIND_NAMES);
  const quality = request.quality ?? random.pick(PAGE_QUALITIES);
  return { seed, kind, ...printPage(PAGE_KINDS[kind](makeContext(random)), fonts, quality, random, request.turned) };
}

/** Prints content that is given, as a page of a quality. */
export function printPage(
  content: PageContent,
  fonts: PageFonts,
  quality: PageQuality,
  random: SeededRandom,
  turned = 0.06,
  page = 1,
): Pick<SyntheticPage, 'quality' | 'raster' | 'bilevel' | 'truth'> {
  const image = wornPage(content, fonts, quality, random);
  const rotation = random.chance(turned) ? random.pick([90, 180, 270] as const) : 0;
  const truth = truthOf(image, content, rotation, page);
  // Stored turned the other way than it must be turned to stand upright.
  const stored = turnRaster(image.raster, ((360 - rotation) % 360) as 0 | 90 | 180 | 270);
  return { quality, raster: stored, bilevel: isFax(quality), truth };
}
