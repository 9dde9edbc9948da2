import { readFileSync } from 'node:fs';
import type { SeededRandom } from '../random.js';
import { TrueTypeFont } from './true-type-font.js';

/** TrueType files to set pages with, by path. None ships with Chartlift. */
export interface PageFontFiles {
  readonly sans: string;
  readonly serif: string;
  readonly mono: string;
  readonly bold?: Readonly<Partial<Record<Typeface, string>>>;
}

export type Typeface = 'sans' | 'serif' | 'mono';

export interface PageFonts extends Readonly<Record<Typeface, TrueTypeFont>> {
  readonly bold?: Readonly<Partial<Record<Typeface, TrueTypeFont>>>;
}

/** How a page looks, before anything is done to it. */
export interface PageStyle {
  readonly font: Typeface;
  readonly points: number;
  /** Line distance in ems. */
  readonly leading: number;
}

/** Inches. The top leaves room for the line of a fax machine. */
export const PAGE_MARGIN = { left: 0.75, right: 0.6, top: 0.7, bottom: 0.6 } as const;

export function loadPageFonts(files: PageFontFiles): PageFonts {
  const load = (path: string): TrueTypeFont => new TrueTypeFont(readFileSync(path));
  const bold = Object.entries(files.bold ?? {}).map(([face, path]) => [face, load(path)] as const);
  return { sans: load(files.sans), serif: load(files.serif), mono: load(files.mono), bold: Object.fromEntries(bold) };
}

export const pickStyle = (random: SeededRandom): PageStyle => ({
  font: random.pick(['sans', 'serif', 'mono', 'sans', 'serif', 'mono', 'mono'] as const),
  points: random.pick([9, 10, 10, 11, 11, 12]),
  leading: random.pick([1.2, 1.3, 1.4]),
});
