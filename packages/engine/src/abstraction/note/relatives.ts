import type { Note, NoteSentence } from './note-text.js';
import { type FoundField, spanOf } from './suggestion.js';
import { RELATIVE_SIDES, RELATIVES } from './tables/social.js';

/**
 * Whose a problem of the family is: the relative in brackets or behind `in` or a dash after it, else the one named nearest before it, else one after it. undefined: the sentence names none.
 */
export function relativeOf(note: Note, sentence: NoteSentence, from: number, to: number): FoundField | undefined {
  for (let at = to; at < Math.min(sentence.to, to + 5); at++) {
    if (note.tokens[at]?.lower === ',' || note.tokens[at]?.lower === ';') break;
    if (isRelative(note, at) && POINTS.test(note.tokens[to]?.lower ?? '')) return whole(note, sentence, at);
  }
  for (let at = from - 1; at >= sentence.from; at--) if (isRelative(note, at)) return whole(note, sentence, at);
  for (let at = to; at < Math.min(sentence.to, to + 8); at++)
    if (isRelative(note, at)) return whole(note, sentence, at);
  return undefined;
}

/** What stands between a problem and whose it is. */
const POINTS = /^(?:\(|in|-|:|\[|=)$/;

function isRelative(note: Note, at: number): boolean {
  const word = note.tokens[at]?.lower.replace(/'s$/, '') ?? '';
  return RELATIVES.has(word);
}

/** With the side: `maternal grandmother`; `maternal aunt and uncle` names the nearer. */
function whole(note: Note, sentence: NoteSentence, at: number): FoundField {
  let from = at;
  while (from > sentence.from && RELATIVE_SIDES.has(note.tokens[from - 1]?.lower ?? '')) from--;
  return { span: spanOf(note, from, at + 1) };
}
