import type { RawWord } from './recogniser.js';

/** A line of words from left to right. `gap`: a blank line goes before it. */
export interface TextLine<Word> {
  readonly words: Word[];
  readonly gap: boolean;
}

interface Line {
  readonly words: RawWord[];
  readonly block: number;
  readonly paragraph: string;
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/**
 * Lines in the order in which people read them. The recogniser parts a page into blocks, columns one after the other; where the lines of blocks side by side stand level with
 * each other and hold few words each, it is a table, and its rows are put together again.
 */
export function readingOrder(words: readonly RawWord[]): TextLine<RawWord>[] {
  const lines = linesOf(words);
  const height = median(lines.map((line) => line.bottom - line.top)) || 20;
  const partners = new Map<Line, Line[]>();
  const blocks = [...new Set(lines.map((line) => line.block))].map((block) =>
    lines.filter((line) => line.block === block),
  );
  for (let a = 0; a < blocks.length; a++) {
    for (let b = a + 1; b < blocks.length; b++) {
      const [one, other] = [blocks[a] ?? [], blocks[b] ?? []];
      const level = levelPairs(one, other, height);
      const fewer = Math.min(one.length, other.length);
      const short = median([...one, ...other].map((line) => line.words.length)) <= 5;
      if (level.length === 0 || level.length < fewer * 0.75 || !(short || fewer === 1)) continue;
      for (const [left, right] of level) {
        partners.set(left, [...(partners.get(left) ?? []), right]);
        partners.set(right, [...(partners.get(right) ?? []), left]);
      }
    }
  }
  const done = new Set<Line>();
  const ordered: TextLine<RawWord>[] = [];
  let before: Line | null = null;
  for (const line of lines) {
    if (done.has(line)) continue;
    const row = withPartners(line, partners).filter((part) => !done.has(part));
    for (const part of row) done.add(part);
    row.sort((a, b) => a.left - b.left);
    const apart: boolean = before !== null && (before.paragraph !== line.paragraph || line.block !== before.block);
    const far: boolean = before !== null && line.top - before.bottom > height * 0.7;
    ordered.push({ words: row.flatMap((part) => part.words), gap: apart && (far || line.top < (before?.top ?? 0)) });
    before = line;
  }
  return ordered;
}

function linesOf(words: readonly RawWord[]): Line[] {
  const lines = new Map<string, RawWord[]>();
  for (const word of words) {
    const key = `${word.block}/${word.paragraph}/${word.line}`;
    const line = lines.get(key);
    if (line) line.push(word);
    else lines.set(key, [word]);
  }
  return [...lines.values()].map((line) => {
    const first = line[0] as RawWord; // a line is made with its first word
    return {
      words: line,
      block: first.block,
      paragraph: `${first.block}/${first.paragraph}`,
      left: Math.min(...line.map(({ box }) => box[0])),
      right: Math.max(...line.map(({ box }) => box[0] + box[2])),
      top: Math.min(...line.map(({ box }) => box[1])),
      bottom: Math.max(...line.map(({ box }) => box[1] + box[3])),
    };
  });
}

/** Lines of two blocks that stand side by side at one height. */
function levelPairs(one: readonly Line[], other: readonly Line[], height: number): [Line, Line][] {
  const pairs: [Line, Line][] = [];
  for (const a of one) {
    for (const b of other) {
      const beside = a.right <= b.left + height * 0.5 || b.right <= a.left + height * 0.5;
      const middle = Math.abs((a.top + a.bottom) / 2 - (b.top + b.bottom) / 2);
      if (beside && middle < height * 0.4) pairs.push([a, b]);
    }
  }
  return pairs;
}

function withPartners(line: Line, partners: ReadonlyMap<Line, readonly Line[]>): Line[] {
  const found = new Set<Line>([line]);
  for (const at of found) for (const partner of partners.get(at) ?? []) found.add(partner);
  return [...found];
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[sorted.length >> 1] ?? 0;
}
