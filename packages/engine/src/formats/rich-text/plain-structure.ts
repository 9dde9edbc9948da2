import { type Block, type Cell, plainToRich, type RichText } from './rich-text.js';

/** Lines of a fixed-width table: two blanks or more, at one place of every line, part columns. */
const FEWEST_ROWS = 3;
const MOST_ROWS = 400;
const GAP = 2;
const TAB = 8;

/**
 * Plain text with the structure that its writer gave it by blanks and capitals: columns of fixed width or behind tabs become tables, titles on lines of their own headings; all else
 * stays line by line, its blanks too. Every character that shows stays, in its order.
 */
export function plainToBlocks(text: string): RichText {
  const lines = text
    .replace(/\r\n?/g, '\n')
    .replace(/^\n+|\s+$/g, '')
    .split('\n');
  const blocks: Block[] = [];
  let open: string[] = [];
  const endParagraph = (): void => {
    blocks.push(...plainToRich(open.join('\n')));
    open = [];
  };
  for (let at = 0; at < lines.length; ) {
    const rows = tableAt(lines, at);
    if (rows !== null) {
      endParagraph();
      blocks.push({ kind: 'table', caption: [], rows: rows.map((row) => row.map(cellOf)) });
      at += rows.length;
      continue;
    }
    const line = lines[at] ?? '';
    if (isTitle(line, lines[at - 1], lines[at + 1])) {
      endParagraph();
      blocks.push({ kind: 'paragraph', runs: [{ text: line.trim(), look: 0 }], heading: 2, preformatted: false });
    } else open.push(line);
    at += 1;
  }
  endParagraph();
  return blocks;
}

/** Whether the blocks show more than the lines of the text would. */
export const hasStructure = (blocks: RichText): boolean =>
  blocks.some((block) => block.kind !== 'paragraph' || block.heading > 0);

/** A line of its own in capitals, or of few words before a colon, with text below it. */
function isTitle(line: string, before: string | undefined, after: string | undefined): boolean {
  const title = line.trim();
  if (title.length < 3 || title.length > 60 || (before ?? '').trim() !== '') return false;
  if (after === undefined || !/\p{L}{2}/u.test(title) || /\d/.test(title)) return false;
  const isShouted =
    title === title.toUpperCase() && title !== title.toLowerCase() && /^[\p{L} /&,()'-]+:?$/u.test(title);
  return isShouted || /^\p{Lu}[\p{L} /&'-]{1,50}:$/u.test(title);
}

/** The rows of the table that begins on a line, each as the texts of its cells; null where none does. */
function tableAt(lines: readonly string[], from: number): string[][] | null {
  const block: string[] = [];
  // Prose behind a table stands in the same block of lines: the rows end where the columns do.
  let blank: boolean[] | null = null;
  for (let at = from; at < lines.length && block.length < MOST_ROWS; at++) {
    const line = withoutTabs(lines[at] ?? '');
    if (line.trim() === '') break;
    const common = blankPlaces(line, blank);
    if (columnStarts(common).length < 2) break;
    blank = common;
    block.push(line);
  }
  if (blank === null || block.length < FEWEST_ROWS) return null;
  const starts = columnStarts(blank);
  const rows = block.map((line) => cellsAt(line, starts));
  return isFilled(rows) ? rows : null;
}

/** Places that are blank in this line and in those before it, up to the last place that is not blank in one of them. */
function blankPlaces(line: string, before: readonly boolean[] | null): boolean[] {
  const width = Math.max(line.trimEnd().length, before?.length ?? 0);
  return Array.from({ length: width }, (_, place) => (line[place] ?? ' ') === ' ' && (before?.[place] ?? true));
}

/** Tabs as blanks up to the next stop. */
function withoutTabs(line: string): string {
  let out = '';
  for (const char of line) out += char === '\t' ? ' '.repeat(Math.max(GAP, TAB - (out.length % TAB))) : char;
  return out;
}

/** Where columns begin: behind places that are blank in all lines. The first column begins at 0. */
function columnStarts(blankAt: readonly boolean[]): number[] {
  const starts: number[] = [];
  let blank = 0;
  for (const [place, isBlank] of blankAt.entries()) {
    if (isBlank) blank += 1;
    else {
      if (starts.length === 0) starts.push(0);
      else if (blank >= GAP) starts.push(place);
      blank = 0;
    }
  }
  return starts;
}

/** Every row has a first cell, most have a second, and cells are short: columns of words, not of prose. */
function isFilled(rows: readonly (readonly string[])[]): boolean {
  const several = rows.filter((row) => row.filter((cell) => cell !== '').length > 1).length;
  const longest = Math.max(...rows.map((row) => row[0]?.length ?? 0));
  return rows.every((row) => row[0] !== '') && several * 5 >= rows.length * 4 && longest <= 50;
}

const cellsAt = (line: string, starts: readonly number[]): string[] =>
  starts.map((start, index) => line.slice(start, starts[index + 1]).trim());

const cellOf = (text: string): Cell => ({
  blocks: text === '' ? [] : [{ kind: 'paragraph', runs: [{ text, look: 0 }], heading: 0, preformatted: false }],
  header: false,
  columns: 1,
  rows: 1,
});
