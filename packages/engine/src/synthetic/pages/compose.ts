import type { FieldKind } from '../../artifacts/page-reading.js';
import type { PageBox } from '../../artifacts/scan-document.js';
import { kindOfWord } from './field-kind.js';
import type { PageContent } from './page-content.js';
import { layoutPage, type SetWord, type WordPart } from './page-layout.js';
import type { PageFonts, PageStyle } from './page-style.js';
import { glyphImage, inkGlyph, inkRectangle, penAt, type Raster, whiteRaster } from './raster.js';

/** A word in pixels: `box` is around its ink. */
export interface PlacedWord {
  readonly text: string;
  readonly box: PageBox;
  readonly kind: FieldKind;
  readonly line: number;
  readonly paragraph: boolean;
  /** With the box of the part's own characters. */
  readonly parts: readonly (WordPart & { readonly box: PageBox })[];
  readonly covered: boolean;
}

/** A page on its way through the machines: what is done to the picture is done to the boxes. */
export interface PageImage {
  readonly raster: Raster;
  readonly dpi: number;
  readonly words: readonly PlacedWord[];
  readonly stamps: readonly { readonly text: string; readonly box: PageBox }[];
  readonly skew: number;
}

/** US Letter, inches. */
export const LETTER = { width: 8.5, height: 11 } as const;

/** Sets and prints a page on white paper. */
export function composePage(content: PageContent, fonts: PageFonts, style: PageStyle, dpi: number, ink = 0): PageImage {
  const width = Math.round(LETTER.width * dpi);
  const height = Math.round(LETTER.height * dpi);
  const { words, rules } = layoutPage(content, fonts, style, width, height, dpi);
  const raster = whiteRaster(width, height);
  for (const rule of rules) inkRectangle(raster, rule.x, rule.y, rule.width, rule.height, ink);
  const placed = words.map((word, i) => printWord(raster, word, words[i + 1] ?? null, ink));
  return { raster, dpi, words: placed, stamps: [], skew: 0 };
}

/** Prints a word and gives its place. */
export function printWord(raster: Raster, word: SetWord, next: SetWord | null, ink: number): PlacedWord {
  const glyphs: PageBox[] = [];
  const baseline = Math.round(word.baseline);
  let pen = word.x;
  let units = 0;
  // By UTF-16 units, as spans are.
  for (const character of word.text) {
    const code = character.codePointAt(0)!;
    const { pixel, phase } = penAt(pen);
    const image = glyphImage(word.font, code, word.size, phase);
    if (image) inkGlyph(raster, image, pixel, baseline, ink);
    const box: PageBox = image
      ? [pixel + image.left, baseline + image.top, image.width, image.height]
      : [pixel, baseline - 1, 1, 1];
    for (let unit = 0; unit < character.length; unit++) glyphs[units++] = box;
    pen += (word.font.advance(code) * word.size) / word.font.unitsPerEm;
  }
  return {
    text: word.text,
    box: around(glyphs),
    kind: word.kind ?? kindOfWord(word.text, next !== null && next.line === word.line ? next.text : null),
    line: word.line,
    paragraph: word.paragraph,
    parts: word.parts.map((part) => ({ ...part, box: around(glyphs.slice(part.from, part.to)) })),
    covered: false,
  };
}

/** The box around boxes. */
export function around(boxes: readonly PageBox[]): PageBox {
  const x = Math.min(...boxes.map((box) => box[0]));
  const y = Math.min(...boxes.map((box) => box[1]));
  return [
    x,
    y,
    Math.max(...boxes.map((box) => box[0] + box[2])) - x,
    Math.max(...boxes.map((box) => box[1] + box[3])) - y,
  ];
}

/** The same page with every box moved. */
export const moveBoxes = (
  page: PageImage,
  move: (box: PageBox) => PageBox,
): Omit<PageImage, 'raster' | 'dpi' | 'skew'> => ({
  words: page.words.map((word) => ({
    ...word,
    box: move(word.box),
    parts: word.parts.map((part) => ({ ...part, box: move(part.box) })),
  })),
  stamps: page.stamps.map((stamp) => ({ ...stamp, box: move(stamp.box) })),
});
