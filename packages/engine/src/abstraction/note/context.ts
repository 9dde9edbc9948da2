import type { Assertion, Span } from '../../artifacts/note-suggestion.js';
import type { ContextMark } from './context-mark.js';
import { marksOf } from './context-marks.js';
import { type Note, type NoteSentence, sectionKindOf, sentenceAt, tokenFrom } from './note-text.js';

const PLAIN: Assertion = Object.freeze({ negation: 'affirmed', temporality: 'recent', experiencer: 'patient' });

/**
 * What the note says of the words at a span: whether they are so, when, and whose they are. By triggers of the sentence that holds the span's beginning (ConText), and by the section
 * that it stands in. A trigger within the span says nothing of it: it is part of the thing. A span outside of every sentence is affirmed, recent, the patient's.
 */
export function assertionOf(note: Note, span: Span): Assertion {
  const sentence = sentenceAt(note, span[0]);
  if (sentence === null) return titleAssertion(note, span);
  const from = tokenFrom(note, span[0]);
  let to = from;
  while (to < sentence.to && (note.tokens[to]?.start ?? span[1]) < span[1]) to++;
  const marks = marksOf(note, sentence).filter((mark) => covers(mark, from, to));
  return {
    negation: negationOf(marks),
    temporality: temporalityOf(note, sentence, marks),
    experiencer: experiencerOf(note, sentence, marks),
  };
}

/** Of a title's own words: `Allergies: none` says that there are none. */
function titleAssertion(note: Note, [start]: Span): Assertion {
  const index = note.sections.findIndex(({ span }) => start >= span[0] && start < span[1]);
  const body = index < 0 ? undefined : note.sentences.find(({ section }) => section === index);
  if (body === undefined || start > body.span[0]) return PLAIN;
  const says = note.text.slice(...body.span);
  return SAYS_NONE.test(says) ? { ...PLAIN, negation: 'negated' } : PLAIN;
}
const SAYS_NONE =
  /^(?:none|no|nil|denies|denied|negative|absent|n\/?a|none known|no known|none reported|none noted|nkd?a)[.\s]*$/i;

/** Whether a mark's scope holds the tokens: what a mark says forwards counts by where they begin, backwards by where they end. */
const covers = (mark: ContextMark, from: number, to: number): boolean =>
  mark.backward
    ? to > mark.scope[0] && to <= mark.scope[1] && mark.at >= to
    : from > mark.at && from < mark.scope[1] && to > mark.scope[0];

/** Of several, the nearest before; what stands behind says more, for it closes the statement. */
function nearest<Effect extends string>(
  marks: readonly ContextMark[],
  effects: readonly Effect[],
): { readonly effect: Effect; readonly backward: boolean } | null {
  let best: { effect: Effect; backward: boolean; at: number } | null = null;
  for (const mark of marks) {
    const effect = effects.find((one) => one === mark.effect);
    if (effect === undefined) continue;
    const isCloser =
      best === null ||
      (mark.backward && !best.backward) ||
      (mark.backward === best.backward && (mark.backward ? mark.at < best.at : mark.at > best.at));
    if (isCloser) best = { effect, backward: mark.backward, at: mark.at };
  }
  return best;
}

function negationOf(marks: readonly ContextMark[]): Assertion['negation'] {
  return nearest(marks, ['negated', 'possible', 'affirmed'])?.effect ?? 'affirmed';
}

function temporalityOf(note: Note, sentence: NoteSentence, marks: readonly ContextMark[]): Assertion['temporality'] {
  if (marks.some(({ effect }) => effect === 'hypothetical')) return 'hypothetical';
  const said = nearest(marks, ['historical', 'recent']);
  if (said !== null) return said.effect;
  const kind = sectionKindOf(note, sentence);
  return kind === 'past-medical-history' || kind === 'past-surgical-history' || kind === 'family-history'
    ? 'historical'
    : 'recent';
}

function experiencerOf(note: Note, sentence: NoteSentence, marks: readonly ContextMark[]): Assertion['experiencer'] {
  const said = nearest(marks, ['family', 'other', 'patient']);
  if (said !== null) return said.effect;
  return sectionKindOf(note, sentence) === 'family-history' ? 'family' : 'patient';
}
