import type { PageBox } from '../../../artifacts/scan-document.js';
import { editDistance, samePrint } from './text-distance.js';

interface Boxed {
  readonly text: string;
  readonly box: PageBox;
}

/** Words of the truth and of a reading that are the same stretch of the page. Either side may be empty: nobody read it, or nothing stands there. */
export interface WordPair {
  readonly truth: readonly number[];
  readonly read: readonly number[];
}

/** Share of the smaller of two words that must lie in the other. */
const MEETS = 0.4;
/** Most words of one side that may be one word (or two) of the other. */
const MOST_PARTS = 6;

/**
 * Says which read words are which words of the truth: first by place, then, where several meet, by the order and likeness of their texts. Words that were run together or torn apart
 * stay one pair. Indexes are those of the lists given; every index is in exactly one pair.
 */
export function alignWords(truth: readonly Boxed[], read: readonly Boxed[]): WordPair[] {
  const meets = read.map((word) => truth.flatMap((other, t) => (sharedArea(word.box, other.box) ? [t] : [])));
  const groups = joined(truth.length, meets);
  return groups.flatMap((group) => {
    if (group.truth.length === 0 || group.read.length === 0)
      return [
        ...group.truth.map((t) => ({ truth: [t], read: [] })),
        ...group.read.map((r) => ({ truth: [], read: [r] })),
      ];
    return group.truth.length === 1 && group.read.length === 1
      ? [group]
      : byText(group, truth, read, new Set(group.read.flatMap((r) => (meets[r] ?? []).map((t) => `${t} ${r}`))));
  });
}

function sharedArea(a: PageBox, b: PageBox): boolean {
  const width = Math.min(a[0] + a[2], b[0] + b[2]) - Math.max(a[0], b[0]);
  const height = Math.min(a[1] + a[3], b[1] + b[3]) - Math.max(a[1], b[1]);
  if (width <= 0 || height <= 0) return false;
  return width * height >= MEETS * Math.min(a[2] * a[3], b[2] * b[3]);
}

/** Connected words, the truth's in its order, the read ones by the truth's first word that they meet, then from left to right in their list. */
function joined(count: number, meets: readonly (readonly number[])[]): { truth: number[]; read: number[] }[] {
  const parent = Array.from({ length: count + meets.length }, (_, i) => i);
  const root = (i: number): number => {
    let at = i;
    while (parent[at] !== at) at = parent[at]!;
    return at;
  };
  meets.forEach((truths, r) => {
    for (const t of truths) parent[root(t)] = root(count + r);
  });
  const groups = new Map<number, { truth: number[]; read: number[] }>();
  parent.forEach((_, i) => {
    const group = groups.get(root(i)) ?? { truth: [], read: [] };
    groups.set(root(i), group);
    if (i < count) group.truth.push(i);
    else group.read.push(i - count);
  });
  for (const group of groups.values())
    group.read.sort((a, b) => Math.min(...meets[a]!) - Math.min(...meets[b]!) || a - b);
  return [...groups.values()];
}

/** Parts a group into pairs so that as few letters as possible differ; only words that meet may be paired. */
function byText(
  group: WordPair,
  truth: readonly Boxed[],
  read: readonly Boxed[],
  meeting: ReadonlySet<string>,
): WordPair[] {
  const [rows, columns] = [group.truth.length, group.read.length];
  const texts = (list: readonly Boxed[], indexes: readonly number[]): string =>
    indexes.map((i) => samePrint(list[i]!.text)).join('');
  const best = Array.from({ length: rows + 1 }, () => new Float64Array(columns + 1).fill(Infinity));
  const step = Array.from({ length: rows + 1 }, () => new Array<readonly [number, number]>(columns + 1));
  best[0]![0] = 0;
  const offer = (i: number, j: number, a: number, b: number, cost: number): void => {
    if (i + a > rows || j + b > columns || best[i]![j]! + cost >= best[i + a]![j + b]!) return;
    best[i + a]![j + b] = best[i]![j]! + cost;
    step[i + a]![j + b] = [a, b];
  };
  const meet = (truths: readonly number[], reads: readonly number[]): boolean =>
    truths.every((t) => reads.some((r) => meeting.has(`${t} ${r}`))) &&
    reads.every((r) => truths.some((t) => meeting.has(`${t} ${r}`)));
  for (let i = 0; i <= rows; i++)
    for (let j = 0; j <= columns; j++) {
      // Left out or invented costs a little more than a word of the same length that is wrong.
      if (i < rows) offer(i, j, 1, 0, texts(truth, group.truth.slice(i, i + 1)).length + 0.5);
      if (j < columns) offer(i, j, 0, 1, texts(read, group.read.slice(j, j + 1)).length + 0.5);
      for (let a = 1; a <= Math.min(MOST_PARTS, rows - i); a++)
        for (let b = 1; b <= Math.min(MOST_PARTS, columns - j); b++) {
          if (a > 1 && b > 1) continue;
          const [truths, reads] = [group.truth.slice(i, i + a), group.read.slice(j, j + b)];
          if (!meet(truths, reads)) continue;
          const distance = editDistance(texts(truth, truths), texts(read, reads));
          // Several words as one must be worth it: a speck that was read beside a word is no part of it.
          offer(i, j, a, b, distance + (a + b > 2 ? 0.1 * (a + b) + (distance > 0 ? 1 : 0) : 0));
        }
    }
  const pairs: WordPair[] = [];
  for (let i = rows, j = columns; i > 0 || j > 0; ) {
    const [a, b] = step[i]![j]!;
    pairs.unshift({ truth: group.truth.slice(i - a, i), read: group.read.slice(j - b, j) });
    i -= a;
    j -= b;
  }
  return pairs;
}
