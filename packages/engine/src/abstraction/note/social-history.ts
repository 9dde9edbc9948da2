import type { NoteSuggestion, Span } from '../../artifacts/note-suggestion.js';
import { PhraseTable } from './lexicon.js';
import { type Note, type NoteSentence, sectionKindOf } from './note-text.js';
import { spanOf, suggest } from './suggestion.js';
import { ANYWHERE, SOCIAL_TERMS } from './tables/social.js';

const terms = new PhraseTable<string>();
for (const [topic, words] of Object.entries(SOCIAL_TERMS)) for (const word of words) terms.add(word, topic);

/** Habits and circumstances, each topic of a statement once: its words are the suggestion, the clause that they stand in is the statement. */
export function* socialHistoryOf(note: Note): Iterable<NoteSuggestion> {
  for (const sentence of note.sentences) {
    const told = new Set<string>();
    const isSection = sectionKindOf(note, sentence) === 'social-history';
    for (let at = sentence.from; at < sentence.to; ) {
      const hit = terms.at(note.tokens, at, sentence.to);
      at = hit?.to ?? at + 1;
      if (hit === null || !(isSection || ANYWHERE.has(hit.entry))) continue;
      const span = spanOf(note, hit.from, hit.to);
      const found = suggest(note, sentence, 'social-history', span, {
        topic: { span, as: hit.entry },
        statement: { span: clauseAt(note, sentence, hit.from) },
      });
      // `smoked 2 packs per day of cigarettes`: once, unless the sentence says the one and the other.
      const key = `${hit.entry} ${found.negation} ${found.temporality} ${found.spans.statement?.[0]}`;
      if (told.has(key)) continue;
      told.add(key);
      yield found;
    }
  }
}

/** From the stop, semicolon or beginning before a token to the one behind it; commas part no clause, for lists share their verb. */
function clauseAt(note: Note, sentence: NoteSentence, at: number): Span {
  const isBound = (index: number): boolean => /^[;|\u2022]$/.test(note.tokens[index]?.lower ?? '');
  let from = at;
  while (from > sentence.from && !isBound(from - 1)) from--;
  let to = at + 1;
  while (to < sentence.to && !isBound(to)) to++;
  return spanOf(note, from, to);
}
