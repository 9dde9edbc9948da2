import type { FieldKind, PageReading, PageWord } from '../../../artifacts/page-reading.js';
import type { PageBox } from '../../../artifacts/scan-document.js';
import type { TruthPage, TruthWord } from '../truth-page.js';
import { alignWords, type WordPair } from './alignment.js';
import { bareValue, editDistance, oneSpace, samePrint } from './text-distance.js';

/**
 * What became of a read word. right: as on the page. punctuation: the value is right, a comma or bracket beside it is not. wrong: another text. run-together: digits of two words have
 * become one number, or one number two. invented: nothing stands there. speck: nothing stands there either, but no letter or digit was
 * read: a line of a table, dust. stamp: it is a word of a stamp, rightly read.
 */
export type Verdict = 'right' | 'punctuation' | 'wrong' | 'run-together' | 'invented' | 'speck' | 'stamp';

export const isHarmful = (verdict: Verdict): boolean =>
  verdict === 'wrong' || verdict === 'run-together' || verdict === 'invented';

export interface JudgedWord {
  readonly word: PageWord;
  readonly verdict: Verdict;
  /** What stands on the page; empty: nothing. */
  readonly truth: string;
  /** Of the truth; where nothing stands, as the reading says. */
  readonly kind: FieldKind;
  readonly covered: boolean;
  /** Reads that saw exactly the text of the word. */
  readonly agreeing: number;
  /** Digits of a dose, date, number, identifier or code were taken on fewer than two reads. */
  readonly breach: boolean;
}

export interface PageScore {
  /** Letters of the truth's text and how many must be changed to get from the reading to it, spaces counted as one: order of reading matters. */
  readonly characters: number;
  readonly characterErrors: number;
  /** The same by words in their places: order of reading does not matter. */
  readonly placedErrors: number;
  readonly words: number;
  /** Words of the truth that were not read right, and read words that stand nowhere. */
  readonly wordErrors: number;
  /** Words of the truth, by kind, that no read word stands for. */
  readonly unseen: readonly TruthWord[];
  readonly judged: readonly JudgedWord[];
  /** The reading stands the page on another side than it has: nothing can be in its place. */
  readonly misturned: boolean;
}

/** Kinds of which no digit may be taken on one read. */
const TWICE: ReadonlySet<FieldKind> = new Set(['date', 'dose', 'number', 'identifier', 'code']);

/** Holds a reading of a page against what is known of it. */
export function scorePage(truth: TruthPage, reading: PageReading): PageScore {
  const misturned = reading.rotation !== truth.rotation && !truth.blank;
  const [sx, sy] = [truth.width / reading.width, truth.height / reading.height];
  const scaled = reading.words.map((word) => ({ text: word.text, box: scaleBox(word.box, sx, sy) }));
  const pairs = alignWords(truth.words, scaled);
  const judged: JudgedWord[] = [];
  const unseen: TruthWord[] = [];
  let placedErrors = 0;
  let wordErrors = 0;
  for (const pair of pairs) {
    const own = pair.truth.map((t) => truth.words[t]!);
    const read = pair.read.map((r) => reading.words[r]!);
    if (read.length === 0) unseen.push(...own);
    const verdict = judgePair(pair, own, read, scaled, truth);
    const [text, seen] = [own, read].map((words) => words.map((word) => samePrint(word.text)).join(' ')) as [
      string,
      string,
    ];
    placedErrors += verdict === 'stamp' ? 0 : editDistance(text, seen);
    if (verdict !== 'right' && verdict !== 'stamp') wordErrors += Math.max(1, own.length);
    for (const word of read) judged.push(judgedWord(word, verdict, own));
  }
  const text = oneSpace(truth.text);
  return {
    characters: text.length,
    characterErrors: editDistance(text, oneSpace(reading.text)),
    placedErrors,
    words: truth.words.length,
    wordErrors,
    unseen,
    judged,
    misturned,
  };
}

const scaleBox = ([x, y, w, h]: PageBox, sx: number, sy: number): PageBox => [x * sx, y * sy, w * sx, h * sy];

function judgePair(
  pair: WordPair,
  own: readonly TruthWord[],
  read: readonly PageWord[],
  boxes: readonly { readonly box: PageBox }[],
  truth: TruthPage,
): Verdict {
  if (own.length === 0) {
    const box = boxes[pair.read[0]!]!.box;
    const stamp = truth.stamps.find((one) => bareValue(one.text) === bareValue(read[0]!.text) && near(one.box, box));
    if (stamp) return 'stamp';
    return /[\p{L}\p{N}]/u.test(read[0]!.text) ? 'invented' : 'speck';
  }
  if (read.length === 0) return 'wrong';
  const texts = own.map((word) => samePrint(word.text));
  const seen = read.map((word) => samePrint(word.text));
  if (bareValue(texts.join('')) !== bareValue(seen.join(''))) return 'wrong';
  if (parts(texts, seen) || parts(seen, texts)) return 'run-together';
  return texts.join('') === seen.join('') ? 'right' : 'punctuation';
}

/** Whether a border between two of the words that the other side does not have lies between two digits. */
function parts(words: readonly string[], others: readonly string[]): boolean {
  const borders = (list: readonly string[]): Set<number> =>
    new Set(list.map((_, i) => list.slice(0, i + 1).join('').length));
  const [text, known] = [words.join(''), borders(others)];
  return [...borders(words)].some((at) => !known.has(at) && /\d/.test(text[at - 1] ?? '') && /\d/.test(text[at] ?? ''));
}

const near = (a: PageBox, b: PageBox): boolean =>
  a[0] - a[3] < b[0] + b[2] && b[0] < a[0] + a[2] + a[3] && a[1] - a[3] < b[1] + b[3] && b[1] < a[1] + 2 * a[3];

function judgedWord(word: PageWord, verdict: Verdict, own: readonly TruthWord[]): JudgedWord {
  const kind = own.find((one) => one.kind !== 'word')?.kind ?? own[0]?.kind ?? word.kind;
  const agreeing = new Set(word.reads.filter((read) => read.text === word.text).map((read) => read.read)).size;
  const risky = /\d/.test(word.text)
    ? TWICE.has(kind) || TWICE.has(word.kind) || word.kind === 'word'
    : TWICE.has(word.kind);
  return {
    word,
    verdict,
    truth: own.map((one) => one.text).join(' '),
    kind,
    covered: own.some((one) => one.covered),
    agreeing,
    breach: word.accepted && agreeing < 2 && risky,
  };
}
