import type { NoteSection } from '../../artifacts/note-suggestion.js';
import {
  continues,
  ITEM_MARK,
  linesOf,
  marginOf,
  type Note,
  type NoteHeading,
  type NoteLine,
  type NoteSentence,
  type NoteToken,
  stopsIn,
  tokensOf,
} from './note-text.js';
import { headingsOf } from './sections.js';

/** A note taken apart: tokens, sentences, sections. Never throws, whatever the text is; spans are of the text as it was given. */
export function noteOf(text: string): Note {
  const lines = linesOf(text);
  const headings = headingsOf(text, lines);
  const tokens = tokensOf(text);
  return { text, tokens, sentences: sentencesOf(text, lines, headings, tokens), sections: sectionsOf(text, headings) };
}

const sectionsOf = (text: string, headings: readonly NoteHeading[]): NoteSection[] =>
  headings.map(({ title, kind, start }, index) => {
    const limit = headings[index + 1]?.start ?? text.length;
    return { title, kind, span: [start, start + text.slice(start, limit).trimEnd().length] };
  });

interface Piece {
  from: number;
  to: number;
  readonly item: boolean;
}

/** Lines put together where a sentence goes on, cut at headings; then cut at stops. */
function sentencesOf(
  text: string,
  lines: readonly NoteLine[],
  headings: readonly NoteHeading[],
  tokens: readonly NoteToken[],
): NoteSentence[] {
  const margin = marginOf(lines);
  const pieces: Piece[] = [];
  let open: Piece | null = null;
  let before: NoteLine | null = null;
  let heading = 0;
  for (const line of lines) {
    let from = line.start;
    let isFresh = open === null || before === null || !continues(text, before, line, margin);
    for (let next = headings[heading]; next !== undefined && next.start < line.end; next = headings[++heading]) {
      if (next.start > from) {
        open = add(from, next.start, isFresh);
      }
      from = Math.min(Math.max(next.bodyStart, from), line.end);
      isFresh = true;
      open = null;
    }
    if (text.slice(from, line.end).trim() === '') {
      open = null;
      before = null;
      continue;
    }
    open = add(from, line.end, isFresh);
    before = line;
  }
  return cut(text, pieces, headings, tokens);

  function add(from: number, to: number, isFresh: boolean): Piece {
    if (!isFresh && open !== null) {
      open.to = to;
      return open;
    }
    const mark = ITEM_MARK.exec(text.slice(from, to));
    const piece = { from: from + (mark?.[0].length ?? 0), to, item: mark !== null };
    pieces.push(piece);
    return piece;
  }
}

/** What is longer is no sentence; it is cut, so that the work on a note grows with its length alone. */
const MOST_TOKENS = 400;

function cut(
  text: string,
  pieces: readonly Piece[],
  headings: readonly NoteHeading[],
  tokens: readonly NoteToken[],
): NoteSentence[] {
  const sentences: NoteSentence[] = [];
  let section = -1;
  let token = 0;
  for (const piece of pieces) {
    for (let next = headings[section + 1]; next !== undefined && next.start <= piece.from; next = headings[section + 1])
      section++;
    let start = piece.from;
    for (const stop of [...stopsIn(text, piece.from, piece.to), piece.to]) {
      while ((tokens[token]?.end ?? Number.POSITIVE_INFINITY) <= start) token++;
      while ((tokens[token]?.end ?? Number.POSITIVE_INFINITY) <= stop) {
        const from = token;
        while (token < from + MOST_TOKENS && (tokens[token]?.end ?? Number.POSITIVE_INFINITY) <= stop) token++;
        const first = tokens[from];
        const last = tokens[token - 1];
        if (first !== undefined && last !== undefined)
          sentences.push({ span: [first.start, last.end], from, to: token, section, item: piece.item });
      }
      start = stop;
    }
  }
  return sentences;
}
