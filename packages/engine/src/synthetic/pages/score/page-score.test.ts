import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { PageReading, PageWord } from '../../../artifacts/page-reading.js';
import { testPageFonts } from '../../../testing/page-fonts.js';
import { makePage } from '../make-page.js';
import { loadPageFonts } from '../page-style.js';
import { alignWords } from './alignment.js';
import { scoreCorpus, wilson } from './corpus-score.js';
import { isHarmful, scorePage } from './page-score.js';
import { editDistance } from './text-distance.js';

const page = makePage(11, loadPageFonts(testPageFonts()), { quality: 'clean', kind: 'medication-list', turned: 0 });
const { truth } = page;

/** The reading that a machine without fault would give. */
function perfect(): PageReading {
  const words = truth.words.map(
    (word): PageWord => ({
      text: word.text,
      box: word.box,
      confidence: 0.9999,
      accepted: true,
      kind: word.kind,
      span: word.span,
      reads: ['one', 'two'].map((read) => ({ read, text: word.text, confidence: 0.96 })),
    }),
  );
  return {
    page: 1,
    width: truth.width,
    height: truth.height,
    rotation: 0,
    skew: 0,
    blank: false,
    origin: 'ocr',
    engine: 'planted',
    text: truth.text,
    words,
  };
}
/** The reading with words changed; its text follows. */
function changed(change: (words: PageWord[]) => PageWord[]): PageReading {
  const reading = perfect();
  const words = change([...reading.words]);
  return { ...reading, words, text: words.map((word) => word.text).join(' ') };
}
const dose = truth.words.findIndex((word) => word.kind === 'dose' && /^\d+$/.test(word.text));
const date = truth.words.findIndex((word) => word.kind === 'date' && /\d/.test(word.text));
const replace =
  (at: number, text: string) =>
  (words: PageWord[]): PageWord[] =>
    words.map((word, i) => (i === at ? { ...word, text } : word));
const harmful = (reading: PageReading): string[] =>
  scorePage(truth, reading)
    .judged.filter((one) => one.word.accepted && isHarmful(one.verdict))
    .map((one) => `${one.verdict} ${one.kind}`);

test('a reading without fault has none', () => {
  const score = scorePage(truth, perfect());
  expect(score.characterErrors + score.placedErrors + score.wordErrors + score.unseen.length).toBe(0);
  expect(score.judged.every((one) => one.verdict === 'right' && !one.breach)).toBe(true);
  expect(score.judged.length).toBe(truth.words.length);
});

test('a dose that is read wrong and accepted is counted as one, with its kind', () => {
  expect(harmful(changed(replace(dose, '7777')))).toEqual(['wrong dose']);
  expect(harmful(changed(replace(date, '12/02/1066')))).toEqual(['wrong date']);
});

test('a wrong word that is not accepted is an error, but not an accepted one', () => {
  const reading = changed((words) =>
    words.map((word, i) => (i === dose ? { ...word, text: '7777', accepted: false } : word)),
  );
  expect(harmful(reading)).toEqual([]);
  expect(scorePage(truth, reading).wordErrors).toBe(1);
});

test('a word that stands nowhere is invented, one that nobody read is unseen', () => {
  const speck: PageWord = { ...perfect().words[0]!, text: '8', box: [3, truth.height - 40, 12, 20], kind: 'number' };
  expect(harmful(changed((words) => [...words, speck]))).toEqual(['invented number']);
  const score = scorePage(
    truth,
    changed((words) => words.filter((_, i) => i !== dose)),
  );
  expect(score.unseen.map((word) => word.kind)).toEqual(['dose']);
});

test('punctuation is told apart from the value', () => {
  const at = truth.words.findIndex((word) => /^[A-Za-z]+$/.test(word.text));
  const score = scorePage(truth, changed(replace(at, `${truth.words[at]!.text},`)));
  expect(score.judged.filter((one) => one.verdict !== 'right').map((one) => one.verdict)).toEqual(['punctuation']);
  // A point before a number is no punctuation.
  expect(harmful(changed(replace(dose, `.${truth.words[dose]!.text}`)))).toEqual(['wrong dose']);
});

test('words torn apart or run together are right unless digits part or meet', () => {
  const tear =
    (at: number, cut: number) =>
    (words: PageWord[]): PageWord[] =>
      words.flatMap((word, i) => {
        if (i !== at) return [word];
        const [x, y, w, h] = word.box;
        const share = Math.round((w * cut) / word.text.length);
        return [
          { ...word, text: word.text.slice(0, cut), box: [x, y, share, h] as const },
          { ...word, text: word.text.slice(cut), box: [x + share, y, w - share, h] as const },
        ];
      });
  const plain = truth.words.findIndex((word) => /^[A-Za-z]{6,}$/.test(word.text));
  expect(harmful(changed(tear(plain, 3)))).toEqual([]);
  const long = truth.words.findIndex((word) => /^\d{4,}/.test(word.text));
  expect(harmful(changed(tear(long, 2))).every((one) => one.startsWith('run-together'))).toBe(true);
  expect(harmful(changed(tear(long, 2)))).toHaveLength(2);
  const merge = changed((words) => {
    const [a, b] = [words[dose]!, words[dose + 1]!];
    const box = [
      a.box[0],
      Math.min(a.box[1], b.box[1]),
      b.box[0] + b.box[2] - a.box[0],
      Math.max(a.box[3], b.box[3]),
    ] as const;
    return [...words.slice(0, dose), { ...a, text: a.text + b.text, box }, ...words.slice(dose + 2)];
  });
  expect(truth.words[dose + 1]!.text).toMatch(/^[a-z]/);
  expect(harmful(merge)).toEqual([]);
});

test('a speck that was read beside a word does not make the word wrong', () => {
  const word = perfect().words[dose]!;
  const [x, y, w, h] = word.box;
  const speck: PageWord = { ...word, text: '|', box: [x + w - 4, y, 4, h], kind: 'word' };
  expect(harmful(changed((words) => [...words.slice(0, dose + 1), speck, ...words.slice(dose + 1)]))).toEqual([]);
  expect(
    harmful(changed((words) => [...words.slice(0, dose + 1), { ...speck, text: '1' }, ...words.slice(dose + 1)])),
  ).toEqual([expect.stringMatching(/^invented/)]);
});

test('digits accepted on one read are a breach, letters are none', () => {
  const single = changed((words) => words.map((word) => ({ ...word, reads: word.reads.slice(0, 1) })));
  const breaches = scorePage(truth, single).judged.filter((one) => one.breach);
  expect(breaches.length).toBeGreaterThan(10);
  expect(breaches.every((one) => one.kind !== 'word')).toBe(true);
  const differing = changed((words) =>
    words.map((word, i) =>
      i === dose ? { ...word, reads: [word.reads[0]!, { read: 'two', text: '9', confidence: 1 }] } : word,
    ),
  );
  expect(scorePage(truth, differing).judged.filter((one) => one.breach)).toHaveLength(1);
  const sameRead = changed((words) =>
    words.map((word, i) => (i === dose ? { ...word, reads: [word.reads[0]!, word.reads[0]!] } : word)),
  );
  expect(scorePage(truth, sameRead).judged.filter((one) => one.breach)).toHaveLength(1);
});

test('planted errors are found again, as many as there are', () => {
  const numbers = truth.words.flatMap((word, i) => (/^[\d/.-]{2,}$/.test(word.text) ? [i] : []));
  fc.assert(
    fc.property(fc.subarray(numbers), fc.boolean(), (some, shuffled) => {
      const chosen = new Set(some);
      const turnDigit = (text: string): string => text.replace(/\d/, (digit) => String((Number(digit) + 5) % 10));
      const reading = changed((words) => {
        const done = words.map((word, i) => (chosen.has(i) ? { ...word, text: turnDigit(word.text) } : word));
        // The order in which a machine gives its words must not matter.
        return shuffled ? done.reverse() : done;
      });
      const score = scorePage(truth, reading);
      expect(score.judged.filter((one) => isHarmful(one.verdict))).toHaveLength(some.length);
      expect(score.placedErrors).toBe(some.length);
    }),
    { numRuns: 15 },
  );
});

test('a reading of a page that was enlarged or shifted by a little is aligned all the same', () => {
  const twice = perfect();
  const enlarged = {
    ...twice,
    width: truth.width * 2,
    height: truth.height * 2,
    words: twice.words.map((word) => ({ ...word, box: word.box.map((n) => 2 * n + 5) as unknown as PageWord['box'] })),
  };
  expect(harmful(enlarged)).toEqual([]);
});

test('every word is in exactly one pair', () => {
  const box = fc.tuple(
    fc.integer({ min: 0, max: 90 }),
    fc.integer({ min: 0, max: 40 }),
    fc.integer({ min: 1, max: 40 }),
    fc.integer({ min: 1, max: 12 }),
  );
  const words = fc.array(fc.record({ text: fc.stringMatching(/^[a-c0-2]{1,4}$/), box }), { maxLength: 12 });
  fc.assert(
    fc.property(words, words, (truths, reads) => {
      const pairs = alignWords(truths, reads);
      const sorted = (side: 'truth' | 'read'): number[] => pairs.flatMap((pair) => pair[side]).sort((a, b) => a - b);
      expect(sorted('truth')).toEqual(truths.map((_, i) => i));
      expect(sorted('read')).toEqual(reads.map((_, i) => i));
    }),
    { numRuns: 200 },
  );
});

test('the corpus adds up, its calibration follows the confidence', () => {
  const score = scorePage(truth, changed(replace(dose, '7777')));
  const total = scoreCorpus([
    { kind: 'medication-list', quality: 'clean', score },
    { kind: 'medication-list', quality: 'scan', score: scorePage(truth, perfect()) },
  ]);
  expect([
    total.all.wrong,
    total.all.accepted,
    total.byField.get('dose')?.wrong,
    total.byField.get('fields')?.wrong,
  ]).toEqual([1, 2 * truth.words.length, 1, 1]);
  expect(total.byQuality.get('clean')?.wrong).toBe(1);
  const last = total.calibration.at(-1)!;
  expect([last.words, last.right]).toEqual([2 * truth.words.length, 2 * truth.words.length - 1]);
});

test("Wilson's interval and the distance of texts, against known values", () => {
  expect(wilson(0, 100).map((n) => n.toFixed(4))).toEqual(['0.0000', '0.0370']);
  expect(wilson(10, 100).map((n) => n.toFixed(4))).toEqual(['0.0552', '0.1744']);
  expect([editDistance('kitten', 'sitting'), editDistance('', 'abc'), editDistance('11/02', '12/02')]).toEqual([
    3, 3, 1,
  ]);
});
