import type { GreyImage } from '../../formats/image/preprocess-components.js';

/** One word as a recogniser gives it. */
export interface RawWord {
  readonly text: string;
  /** Pixels of the image that was read: left, top, width, height. */
  readonly box: readonly [number, number, number, number];
  /** 0 to 1, as stated. */
  readonly confidence: number;
  /** Numbers of block, paragraph and line on the page: words of one line have the same three. */
  readonly block: number;
  readonly paragraph: number;
  readonly line: number;
}

/** How the image is laid out: a page whose blocks are to be found, or one line of text. */
export type Layout = 'page' | 'line';

/** Reads text off pixels. */
export interface Recogniser {
  /** Name and version, e.g. `tesseract 5.3.0`. */
  readonly name: string;
  read(image: GreyImage, layout: Layout): Promise<readonly RawWord[]>;
}

/** Numbers of the page segmentation modes of Tesseract (`tesseract --help-psm`). */
export const SEGMENTATION: Readonly<Record<Layout, string>> = { page: '3', line: '7' };

/** A grey image as a portable graymap (netpbm, PGM raw). */
export function graymap({ width, height, pixels }: GreyImage): Buffer {
  return Buffer.concat([Buffer.from(`P5\n${width} ${height}\n255\n`, 'latin1'), pixels]);
}

/** Words of Tesseract's table output: level, page, block, paragraph, line, word, left, top, width, height, confidence, text (tesseract(1), "tsv"). */
export function parseTsv(tsv: string): RawWord[] {
  const words: RawWord[] = [];
  for (const row of tsv.split('\n')) {
    const cells = row.split('\t');
    if (cells[0] !== '5') continue;
    const text = cells.slice(11).join('\t').trim();
    if (text === '') continue;
    const number = (index: number): number => Number(cells[index]);
    words.push({
      text,
      box: [number(6), number(7), number(8), number(9)],
      confidence: Math.min(1, Math.max(0, number(10) / 100)),
      block: number(2),
      paragraph: number(3),
      line: number(4),
    });
  }
  return words;
}
