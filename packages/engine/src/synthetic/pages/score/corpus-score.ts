import type { FieldKind } from '../../../artifacts/page-reading.js';
import { isHarmful, type JudgedWord, type PageScore } from './page-score.js';

/** Wilson's interval of a share (95%), which holds for small counts and for none. */
export function wilson(hits: number, all: number): readonly [low: number, high: number] {
  if (all === 0) return [0, 1];
  const z = 1.96;
  const share = hits / all;
  const middle = share + (z * z) / (2 * all);
  const half = z * Math.sqrt((share * (1 - share)) / all + (z * z) / (4 * all * all));
  const whole = 1 + (z * z) / all;
  return [Math.max(0, (middle - half) / whole), Math.min(1, (middle + half) / whole)];
}

/** Counts of a group of pages or words. */
export interface GroupScore {
  pages: number;
  characters: number;
  characterErrors: number;
  placedErrors: number;
  words: number;
  wordErrors: number;
  unseen: number;
  read: number;
  accepted: number;
  /** Accepted words that are wrong, run together or invented; and those of them over which nothing lies. */
  wrong: number;
  wrongUncovered: number;
  /** Accepted words of which only punctuation is wrong, or that are punctuation and stand nowhere. */
  punctuation: number;
  breaches: number;
  misturned: number;
}

const nothing = (): GroupScore => ({
  pages: 0,
  characters: 0,
  characterErrors: 0,
  placedErrors: 0,
  words: 0,
  wordErrors: 0,
  unseen: 0,
  read: 0,
  accepted: 0,
  wrong: 0,
  wrongUncovered: 0,
  punctuation: 0,
  breaches: 0,
  misturned: 0,
});

export interface ScoredPage {
  readonly kind: string;
  readonly quality: string;
  readonly score: PageScore;
}

export interface CalibrationBin {
  readonly from: number;
  readonly to: number;
  words: number;
  right: number;
  confidence: number;
}

export interface CorpusScore {
  readonly all: GroupScore;
  readonly byQuality: ReadonlyMap<string, GroupScore>;
  readonly byKind: ReadonlyMap<string, GroupScore>;
  /** Words only: by what they are as fields; `fields` is all but plain words. */
  readonly byField: ReadonlyMap<FieldKind | 'fields', GroupScore>;
  readonly calibration: readonly CalibrationBin[];
}

const BINS = [0, 0.5, 0.8, 0.9, 0.95, 0.98, 0.99, 0.995, 0.998, 0.999, 1.0001] as const;

/** Adds up the scores of many pages. */
export function scoreCorpus(pages: readonly ScoredPage[]): CorpusScore {
  const all = nothing();
  const [byQuality, byKind, byField] = [
    new Map<string, GroupScore>(),
    new Map<string, GroupScore>(),
    new Map<FieldKind | 'fields', GroupScore>(),
  ];
  const calibration = BINS.slice(1).map(
    (to, i): CalibrationBin => ({ from: BINS[i]!, to, words: 0, right: 0, confidence: 0 }),
  );
  const of = <K>(map: Map<K, GroupScore>, key: K): GroupScore => {
    const group = map.get(key) ?? nothing();
    map.set(key, group);
    return group;
  };
  for (const { kind, quality, score } of pages) {
    const groups = [all, of(byQuality, quality), of(byKind, kind)];
    for (const group of groups) addPage(group, score);
    for (const judged of score.judged) {
      const fields = [of(byField, judged.kind), ...(judged.kind === 'word' ? [] : [of(byField, 'fields')])];
      for (const group of [...groups, ...fields]) addWord(group, judged);
      const bin = calibration.find((one) => judged.word.confidence < one.to);
      if (!bin) continue;
      bin.words += 1;
      bin.confidence += judged.word.confidence;
      if (!isHarmful(judged.verdict)) bin.right += 1;
    }
    for (const word of score.unseen)
      for (const group of [of(byField, word.kind), ...(word.kind === 'word' ? [] : [of(byField, 'fields')])])
        group.unseen += 1;
  }
  return { all, byQuality, byKind, byField, calibration };
}

function addPage(group: GroupScore, score: PageScore): void {
  group.pages += 1;
  group.characters += score.characters;
  group.characterErrors += score.characterErrors;
  group.placedErrors += score.placedErrors;
  group.words += score.words;
  group.wordErrors += score.wordErrors;
  group.unseen += score.unseen.length;
  group.misturned += score.misturned ? 1 : 0;
}

function addWord(group: GroupScore, { word, verdict, covered, breach }: JudgedWord): void {
  group.read += 1;
  if (!word.accepted) return;
  group.accepted += 1;
  if (isHarmful(verdict)) group.wrong += 1;
  if (isHarmful(verdict) && !covered) group.wrongUncovered += 1;
  if (verdict === 'punctuation' || verdict === 'speck') group.punctuation += 1;
  if (breach) group.breaches += 1;
}
