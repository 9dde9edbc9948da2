import type { NoteReading, NoteSuggestion } from '../../artifacts/note-suggestion.js';
import { allergiesOf } from './allergies.js';
import { immunizationsOf } from './immunizations.js';
import type { NoteNames } from './loaded-names.js';
import type { DrugLexicon } from './medications/lexicon.js';
import { medicationsOf } from './medications/medications.js';
import { noteOf } from './note.js';
import type { Note } from './note-text.js';
import { problemsOf } from './problems.js';
import { withoutRepeats } from './repeats.js';
import { resultsOf } from './results.js';
import { socialHistoryOf } from './social-history.js';
import { vitalsOf } from './vitals.js';

/** Finds one kind of thing in a note. Never throws; its spans are of the note's text. */
export type NoteDetector = (note: Note) => Iterable<NoteSuggestion>;

const DETECTORS: readonly NoteDetector[] = [allergiesOf, socialHistoryOf, vitalsOf, immunizationsOf, resultsOf];

/**
 * Sections and suggestions of a note's text, in order of the text. Never throws, whatever the text is. `names`: what loaded releases know beside the shipped dictionary;
 * `drugs`: names of drugs, absent: those that ship.
 */
export function readNote(text: string, names: NoteNames | null = null, drugs?: DrugLexicon): NoteReading {
  const note = noteOf(text);
  const found = [
    ...problemsOf(note, names),
    ...medicationsOf(note, drugs),
    ...DETECTORS.flatMap((detector) => [...detector(note)]),
  ];
  found.sort((a, b) => a.span[0] - b.span[0] || b.span[1] - a.span[1]);
  return { sections: note.sections, suggestions: withoutRepeats(found) };
}
