import type { NoteSuggestion, Span, SuggestionKind } from '../../artifacts/note-suggestion.js';
import { assertionOf } from './context.js';
import { type Note, type NoteSentence, sectionTitleOf } from './note-text.js';

/** A value of a form's field: where it stands; `as`: one of the form's choices where the words are others. */
export interface FoundField {
  readonly span: Span;
  readonly as?: string;
}

/** A suggestion of the rules, with what the sentence says of it. */
export function suggest(
  note: Note,
  sentence: NoteSentence,
  kind: SuggestionKind,
  span: Span,
  found: Readonly<Record<string, FoundField | undefined>>,
): NoteSuggestion {
  const fields: Record<string, string> = {};
  const spans: Record<string, Span> = {};
  for (const [name, field] of Object.entries(found)) {
    if (field === undefined) continue;
    fields[name] = field.as ?? note.text.slice(...field.span);
    spans[name] = field.span;
  }
  return {
    kind,
    text: note.text.slice(...span),
    span,
    section: sectionTitleOf(note, sentence),
    ...assertionOf(note, span),
    fields,
    spans,
    by: 'rules',
  };
}

/** The span of tokens. */
export function spanOf(note: Note, from: number, to: number): Span {
  const first = note.tokens[from];
  const last = note.tokens[to - 1];
  return first === undefined || last === undefined ? [0, 0] : [first.start, last.end];
}
