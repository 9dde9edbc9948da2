import type { NoteReading, NoteSuggestion } from '../../artifacts/note-suggestion.js';
import { noteOf } from './note.js';
import type { Note } from './note-text.js';

/** Finds one kind of thing in a note. Never throws; its spans are of the note's text. */
export type NoteDetector = (note: Note) => Iterable<NoteSuggestion>;

const DETECTORS: readonly NoteDetector[] = [];

/** Sections and suggestions of a note's text, in order of the text. Never throws, whatever the text is. */
export function readNote(text: string): NoteReading {
  const note = noteOf(text);
  const suggestions = DETECTORS.flatMap((detector) => [...detector(note)]);
  suggestions.sort((a, b) => a.span[0] - b.span[0] || b.span[1] - a.span[1]);
  return { sections: note.sections, suggestions };
}
