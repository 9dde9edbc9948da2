import type { Assertion, NoteSuggestion, Span, SuggestionKind } from '../../artifacts/note-suggestion.js';
import { assertionOf } from './context.js';
import { type Note, sectionTitleOf, sentenceAt } from './note-text.js';

/** What of a suggestion its words do not give: values of choices, and what the statement says beyond ConText. */
export interface Said {
  readonly choices?: Readonly<Record<string, string>>;
  readonly assertion?: Partial<Assertion>;
  /** Fields that stand apart: the suggestion's span does not hold them. */
  readonly apart?: ReadonlySet<string>;
  readonly by?: NoteSuggestion['by'];
}

/**
 * A suggestion of the spans of its fields: each field is the words of its span, those of a choice the choice; the suggestion's own span holds all of them but those apart. What the
 * note says of it is asked at `name`.
 */
export function suggestionOf(
  note: Note,
  kind: SuggestionKind,
  name: Span,
  spans: Readonly<Record<string, Span>>,
  said: Said = {},
): NoteSuggestion {
  const all = [name, ...Object.entries(spans).flatMap(([field, span]) => (said.apart?.has(field) ? [] : [span]))];
  const span: Span = [Math.min(...all.map(([from]) => from)), Math.max(...all.map(([, to]) => to))];
  const sentence = sentenceAt(note, name[0]);
  const { negation, temporality, experiencer } = { ...assertionOf(note, name), ...said.assertion };
  const words = Object.entries(spans).map(([field, [from, to]]) => [field, note.text.slice(from, to)] as const);
  return {
    kind,
    text: note.text.slice(...span),
    span,
    negation,
    temporality,
    experiencer,
    section: sentence === null ? null : sectionTitleOf(note, sentence),
    fields: { ...Object.fromEntries(words), ...said.choices },
    spans: { ...spans },
    by: said.by ?? 'rules',
  };
}
