import type { FieldKind } from '../../artifacts/page-reading.js';
import type { Block, DraftFact, Line, PageContent } from './page-content.js';
import { PAGE_MARGIN, type PageFonts, type PageStyle } from './page-style.js';
import type { TrueTypeFont } from './true-type-font.js';

/** A stretch of a word that is the value (or a part of the value) of a field. */
export interface WordPart {
  readonly fact: DraftFact;
  readonly field: string;
  /** Characters of the word. */
  readonly from: number;
  readonly to: number;
}

/** A word that has its place: pen position and size in pixels of the page. */
export interface SetWord {
  readonly text: string;
  readonly font: TrueTypeFont;
  readonly size: number;
  readonly x: number;
  readonly baseline: number;
  readonly line: number;
  /** Starts a new paragraph of the text. */
  readonly paragraph: boolean;
  /** null: as it looks. */
  readonly kind: FieldKind | null;
  readonly parts: readonly WordPart[];
}

export interface Rule {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface PageLayout {
  readonly words: readonly SetWord[];
  readonly rules: readonly Rule[];
}

interface Token {
  readonly text: string;
  readonly kind: FieldKind | null;
  readonly parts: readonly WordPart[];
}

/** Pixels that a text takes. */
export function textWidth(font: TrueTypeFont, size: number, text: string): number {
  let units = 0;
  for (const character of text) units += font.advance(character.codePointAt(0)!);
  return (units * size) / font.unitsPerEm;
}

/** Words of a line; pieces without a space between them are one word. */
export function tokensOf(line: Line): Token[] {
  const tokens: Token[] = [];
  let open: { text: string; kind: FieldKind | null; parts: WordPart[] } | null = null;
  for (const piece of line) {
    const mark = typeof piece === 'string' ? { text: piece } : piece;
    for (const part of mark.text.split(/(\s+)/)) {
      if (part === '') continue;
      if (/^\s/.test(part)) {
        open = null;
        continue;
      }
      if (!open) tokens.push((open = { text: '', kind: null, parts: [] }));
      const from = open.text.length;
      open.text += part;
      // The name of a month is as much of a date as its numbers.
      if (mark.kind && (mark.kind === 'date' || /\d/.test(part))) open.kind = mark.kind;
      if (mark.fact && mark.field) open.parts.push({ fact: mark.fact, field: mark.field, from, to: open.text.length });
    }
  }
  return tokens;
}

/**
 * Sets a page: each word gets its place, so that its box is known and never guessed. What does not fit on the page any more is left out whole (blocks, rows of tables), and so are
 * its facts.
 */
export function layoutPage(
  content: PageContent,
  fonts: PageFonts,
  style: PageStyle,
  width: number,
  height: number,
  dpi: number,
): PageLayout {
  const regular = fonts[style.font];
  const bold = fonts.bold?.[style.font] ?? regular;
  const size = (style.points * dpi) / 72;
  const leading = size * style.leading;
  const left = PAGE_MARGIN.left * dpi;
  const right = width - PAGE_MARGIN.right * dpi;
  const bottom = height - PAGE_MARGIN.bottom * dpi;
  const words: SetWord[] = [];
  const rules: Rule[] = [];
  let y = PAGE_MARGIN.top * dpi + size;
  let line = 0;
  let paragraph = true;

  /** Sets tokens from x on, breaking before `limit`; gives the number of lines. */
  const set = (tokens: readonly Token[], font: TrueTypeFont, em: number, x0: number, limit: number): number => {
    const space = textWidth(font, em, ' ');
    let x = x0;
    let lines = 1;
    for (const token of tokens) {
      const wide = textWidth(font, em, token.text);
      if (x > x0 && x + wide > limit) {
        lines += 1;
        x = x0;
      }
      words.push({
        ...token,
        font,
        size: em,
        x,
        baseline: y + (lines - 1) * leading,
        line: line + lines - 1,
        paragraph,
      });
      paragraph = false;
      x += wide + space;
    }
    return lines;
  };
  /** Sets a line of a block, or takes back what would run out of the page. */
  const fits = (place: () => number): boolean => {
    const [before, ruled] = [words.length, rules.length];
    const lines = place();
    if (y + (lines - 1) * leading > bottom) {
      words.length = before;
      rules.length = ruled;
      return false;
    }
    y += lines * leading;
    line += lines;
    return true;
  };

  const table = (block: Extract<Block, { block: 'table' }>): boolean => {
    const rows = block.rows.map((row) => row.map(tokensOf));
    const columns = Math.max(...rows.map((row) => row.length));
    const widthOf = (tokens: readonly Token[], font: TrueTypeFont, em: number): number =>
      textWidth(font, em, tokens.map((token) => token.text).join(' '));
    let em = size;
    let widths: number[] = [];
    const pad = 0.16 * dpi;
    for (; em > (6.5 * dpi) / 72; em *= 0.95) {
      widths = Array.from({ length: columns }, (_, c) =>
        Math.max(...rows.map((row, r) => widthOf(row[c] ?? [], block.header && r === 0 ? bold : regular, em))),
      );
      if (widths.slice(0, -1).reduce((sum, one) => sum + one + pad, left) + Math.min(widths.at(-1)!, 1.2 * dpi) < right)
        break;
    }
    const starts = widths.map((_, c) =>
      widths.slice(0, c).reduce((sum, one) => sum + one + pad, left + (block.ruled ? pad / 3 : 0)),
    );
    const edges = [
      ...starts.map((start) => start - pad / 2),
      Math.min(right, starts.at(-1)! + widths.at(-1)! + pad / 2),
    ];
    const [top, thick] = [y - size * 1.1, Math.max(1, Math.round(dpi / 150))];
    let whole = true;
    rows.forEach((row, r) => {
      if (!whole) return;
      const font = block.header && r === 0 ? bold : regular;
      const from = y;
      whole = fits(() =>
        Math.max(...row.map((tokens, c) => set(tokens, font, em, starts[c]!, c === columns - 1 ? right : Infinity))),
      );
      if (whole && block.ruled)
        rules.push({ x: edges[0]!, y: from - size * 1.1, width: edges.at(-1)! - edges[0]!, height: thick });
      if (whole && block.ruled) y += leading * 0.15;
    });
    if (block.ruled) {
      const end = y - size * 1.1;
      rules.push({ x: edges[0]!, y: end, width: edges.at(-1)! - edges[0]!, height: thick });
      for (const edge of edges) rules.push({ x: edge, y: top, width: thick, height: end - top });
    }
    return whole;
  };

  for (const block of content.blocks) {
    let going = true;
    if (block.block === 'gap') {
      y += leading * 0.6;
      paragraph = true;
    } else if (block.block === 'table') going = table(block);
    else if (block.block === 'title') going = fits(() => set(tokensOf(block.line), bold, size * 1.35, left, right));
    else if (block.block === 'heading') {
      y += leading * 0.4;
      paragraph = true;
      going = fits(() => set(tokensOf(block.line), bold, size, left, right));
    } else {
      const indent = block.mark === undefined ? 0 : size * 1.6;
      going = fits(() => {
        if (block.mark !== undefined) set([{ text: block.mark, kind: null, parts: [] }], regular, size, left, right);
        return set(tokensOf(block.line), regular, size, left + indent, right);
      });
    }
    if (!going) break;
    if (block.block !== 'gap' && block.block !== 'heading' && block.block !== 'paragraph') y += leading * 0.35;
    if (block.block !== 'heading' && (block.block !== 'paragraph' || block.mark === undefined)) paragraph = true;
  }
  return { words: inReadingOrder(words), rules };
}

/** Cells of a row are set one after the other; where the last one wraps, its further lines come after the row's first line already. */
const inReadingOrder = (words: readonly SetWord[]): SetWord[] => {
  const order = words.map((word, i) => [word, i] as const);
  order.sort(([a, i], [b, j]) => a.line - b.line || i - j);
  let paragraph = false;
  let line = -1;
  return order.map(([word]) => {
    // Only the first word of a line starts a paragraph.
    paragraph = word.paragraph && word.line !== line;
    line = word.line;
    return { ...word, paragraph };
  });
};
