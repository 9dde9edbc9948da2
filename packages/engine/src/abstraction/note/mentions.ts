import type { Assertion, Span } from '../../artifacts/note-suggestion.js';
import { assertionOf } from './context.js';
import type { Note } from './note-text.js';

/** An occurrence of words that somebody asks after. */
export interface Mention extends Assertion {
  /** As the note has it. */
  readonly text: string;
  readonly span: Span;
}

/** Every occurrence of a phrase in a note, as whole words, whatever its letters' case and wherever its lines break. None: an empty list; so for an empty phrase. */
export function mentionsOf(note: Note, phrase: string): Mention[] {
  const words = phrase.trim().split(/\s+/);
  if (words[0] === undefined || words[0] === '') return [];
  const pattern = words.map((word) => word.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&')).join('\\s+');
  // Whole words, where the phrase begins and ends in one.
  const before = /^[\p{L}\p{N}]/u.test(phrase.trim()) ? '(?<![\\p{L}\\p{N}])' : '';
  const behind = /[\p{L}\p{N}]$/u.test(phrase.trim()) ? '(?![\\p{L}\\p{N}])' : '';
  return [...note.text.matchAll(new RegExp(before + pattern + behind, 'giu'))].map(({ 0: text, index }) => {
    const span: Span = [index, index + text.length];
    return { text, span, ...assertionOf(note, span) };
  });
}
