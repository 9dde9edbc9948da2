import type { NoteReading, NoteSuggestion, Span } from '../../artifacts/note-suggestion.js';
import { allergiesOf } from './allergies.js';
import { immunizationsOf } from './immunizations.js';
import type { DrugLexicon } from './medications/lexicon.js';
import { medicationsOf } from './medications/medications.js';
import { noteOf } from './note.js';
import type { Note } from './note-text.js';
import { problemsOf } from './problems.js';
import { resultsOf } from './results.js';
import { socialHistoryOf } from './social-history.js';
import { vitalsOf } from './vitals.js';

/** Finds one kind of thing in a note. Never throws; its spans are of the note's text. */
export type NoteDetector = (note: Note) => Iterable<NoteSuggestion>;

const DETECTORS: readonly NoteDetector[] = [
  ...[problemsOf, allergiesOf, socialHistoryOf],
  ...[vitalsOf, immunizationsOf, resultsOf],
];

/**
 * Sections and suggestions of a note's text, in order of the text. Never throws, whatever the text is.
 *
 * @param drugs Names of drugs; absent: those that ship.
 */
export function readNote(text: string, drugs?: DrugLexicon): NoteReading {
  const note = noteOf(text);
  const found = [...DETECTORS.flatMap((detector) => [...detector(note)]), ...medicationsOf(note, drugs)];
  found.sort((a, b) => a.span[0] - b.span[0] || b.span[1] - a.span[1]);
  return { sections: note.sections, suggestions: withoutRepeats(found) };
}

/**
 * One thing, one suggestion: a finding or problem within what a more telling detector took (the reaction of an allergy, a drug, a measurement) is left out, and a habit within
 * a problem (`alcohol abuse`).
 */
function withoutRepeats(found: readonly NoteSuggestion[]): NoteSuggestion[] {
  const isWeak = ({ kind }: NoteSuggestion): boolean =>
    kind === 'finding' || kind === 'problem' || kind === 'family-history';
  const taken = found
    .filter((one) => !isWeak(one) && one.kind !== 'social-history')
    .flatMap((one) => placesOf(one))
    .sort((a, b) => a[0] - b[0]);
  const habits = found.filter(({ kind }) => kind === 'social-history');
  const problems = found.filter(({ kind }) => kind === 'problem');
  const within = (inner: NoteSuggestion, outer: readonly [number, number]): boolean =>
    inner.span[0] >= outer[0] && inner.span[1] <= outer[1];
  return found.filter((one) => {
    if (isWeak(one)) {
      if (covered(taken, one)) return false;
      return !habits.some((habit) => within(one, habit.span) || (one.kind === 'finding' && overlaps(one, habit)));
    }
    if (one.kind === 'social-history')
      return !problems.some(
        (problem) => within(one, problem.span) && problem.span[1] - problem.span[0] > one.span[1] - one.span[0],
      );
    return true;
  });
}

/** What a suggestion takes for itself: a medication its name alone, for what it is given for stands between its fields. */
const placesOf = ({ kind, span, spans }: NoteSuggestion): readonly Span[] =>
  kind === 'medication' ? [spans.drug ?? span] : [span, ...Object.values(spans)];

/** Whether one of the spans, in order of their beginnings, holds the suggestion. */
function covered(taken: readonly (readonly [number, number])[], { span }: NoteSuggestion): boolean {
  for (const [from, to] of taken) {
    if (from > span[0]) return false;
    if (to >= span[1]) return true;
  }
  return false;
}

const overlaps = (a: NoteSuggestion, b: NoteSuggestion): boolean => a.span[0] < b.span[1] && b.span[0] < a.span[1];
