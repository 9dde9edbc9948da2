import type { NoteSection, SectionKind, Span } from '../../artifacts/note-suggestion.js';
import { isAbbreviation } from './tables/abbreviations.js';

/** A word, a number or one mark; spans of tokens lie one after the other and hold everything but white space. */
export interface NoteToken {
  /** Lower case; typographic quotes and dashes as the plain ones. */
  readonly lower: string;
  readonly start: number;
  readonly end: number;
  readonly kind: 'word' | 'number' | 'mark';
}

/** One statement: a sentence, an item of a list, a line of its own. Titles of sections are not in it. */
export interface NoteSentence {
  readonly span: Span;
  /** Its tokens: `tokens[from]` to `tokens[to - 1]`; never none. */
  readonly from: number;
  readonly to: number;
  /** In `sections`; -1: before the first. */
  readonly section: number;
  /** An item of a list: a bullet, a number or a box stood before it. */
  readonly item: boolean;
}

/** A note taken apart. */
export interface Note {
  readonly text: string;
  readonly tokens: readonly NoteToken[];
  readonly sentences: readonly NoteSentence[];
  readonly sections: readonly NoteSection[];
}

/** A heading as `sections.ts` finds it: where its line begins, what the title is, where the body begins. */
export interface NoteHeading {
  readonly title: string;
  readonly kind: SectionKind | null;
  readonly start: number;
  readonly bodyStart: number;
}

export interface NoteLine {
  readonly start: number;
  /** Without the line end. */
  readonly end: number;
  /** Of the first that is no white space; `end` for a blank line. */
  readonly ink: number;
}

/** Numbers with their points, slashes (120/80, 3/12/2019) and percent; words with inner hyphens, apostrophes and points of abbreviations; else one mark. */
const TOKEN =
  /\d+(?:[.,/:]\d+)*%?|\p{L}[\p{L}\p{M}\p{N}]*(?:['\u2019\u2010-]\p{L}[\p{L}\p{M}\p{N}]*)*(?:\.(?=\p{L}\.)\p{L})*|\+\/-|[^\s]/gu;

const PLAIN_MARKS: Readonly<Record<string, string>> = { '\u2010': '-', '\u2011': '-', '\u2013': '-', '\u2014': '-' };

export function tokensOf(text: string): NoteToken[] {
  const tokens: NoteToken[] = [];
  for (const match of text.matchAll(TOKEN)) {
    const [piece] = match;
    const code = piece.charCodeAt(0);
    const kind = code >= 48 && code <= 57 ? 'number' : /^\p{L}/u.test(piece) ? 'word' : 'mark';
    const lower =
      kind === 'mark' ? (PLAIN_MARKS[piece] ?? piece) : piece.toLowerCase().replace(/[\u2019\u2010]/g, plainInner);
    tokens.push({ lower, start: match.index, end: match.index + piece.length, kind });
  }
  return tokens;
}
const plainInner = (mark: string): string => (mark === '\u2019' ? "'" : '-');

const LINE = /[^\n\r\f\v\u2028\u2029]*(?:\r\n|[\n\r\f\v\u2028\u2029]|$)/g;

export function linesOf(text: string): NoteLine[] {
  const lines: NoteLine[] = [];
  for (const match of text.matchAll(LINE)) {
    if (match[0] === '' && match.index > 0) break;
    const body = match[0].replace(/[\n\r\f\v\u2028\u2029]+$/, '');
    lines.push({
      start: match.index,
      end: match.index + body.length,
      ink: match.index + body.length - body.trimStart().length,
    });
  }
  return lines;
}

/** A mark of a list before an item: bullet, number, letter, box. Form boxes may hold x; what they say is left to the reader of contexts. */
export const ITEM_MARK =
  /^[ \t]*(?:[-*\u2022\u2023\u25aa\u25cf\u25e6\u2043\u00b7\uf0b7o>][ \t]+|\(?\d{1,2}[.)][ \t]+(?=\S)|\(?[a-zA-Z][.)][ \t]+|#[ \t]*\d{0,2}[:.]?[ \t]+(?=\S)|(?=\[[ xX]?\]|[\u2610-\u2612]))/u;

/** The line's text to the last that is no white space. */
const inkOf = (text: string, line: NoteLine): string => text.slice(line.ink, line.end).trimEnd();

const OPEN_END =
  /(?:[,;/(&+-]|\b(?:and|or|of|the|a|an|with|without|for|to|in|on|at|no|by|from|is|was|are|her|his|any|as))$/i;

/**
 * Whether the sentence goes on over a line end: the writer's line was full (the next word did not fit into the widest line of the note), or grammar
 * says so. Lines of lists are short and are not joined.
 */
export function continues(text: string, line: NoteLine, next: NoteLine, width: number): boolean {
  const before = inkOf(text, line);
  const after = inkOf(text, next);
  if (before === '' || after === '') return false;
  if (ITEM_MARK.test(after)) return false;
  if (OPEN_END.test(before)) return true;
  if (/[.!?:]["')\]]?$/.test(before)) return false;
  const first = /^\S+/.exec(after)?.[0].length ?? 0;
  const room = width - (line.end - line.start);
  if (/^\p{Ll}/u.test(after)) return room < 30 + first;
  // A note of short lines has no margin: its lines are its statements.
  if (width < 50) return false;
  return room <= first + 1 || (room < first + 8 && width < 110);
}

/** The widest lines of a note, as a writer's margin: the 95th percentile of lines that are not short. */
export function marginOf(lines: readonly NoteLine[]): number {
  const lengths = lines.map(({ start, end }) => end - start).filter((length) => length > 20);
  if (lengths.length === 0) return 0;
  lengths.sort((a, b) => a - b);
  return lengths[Math.min(lengths.length - 1, Math.floor(lengths.length * 0.95))] ?? 0;
}

const STOP = /[.!?]+["')\]]*(?=\s|$)/g;

/** Where sentences end within text that lines no longer part: offsets behind the stop. Decimals, abbreviations and initials do not end one. */
export function stopsIn(text: string, from: number, to: number): number[] {
  const stops: number[] = [];
  const part = text.slice(from, to);
  for (const match of part.matchAll(STOP)) {
    const end = match.index + match[0].length;
    if (end >= part.trimEnd().length) continue;
    const rest = part.slice(end, end + 24).trimStart();
    if (match[0] === '.') {
      const word = /[\p{L}\p{N}./'*-]*$/u.exec(part.slice(Math.max(0, match.index - 20), match.index))?.[0] ?? '';
      if (isAbbreviation(word, rest)) continue;
    }
    // What goes on in small letters is the same sentence, unless a wide gap or a form parts it.
    if (/^\p{Ll}/u.test(rest) && !/^\s{3}/.test(part.slice(end, end + 3))) continue;
    stops.push(from + end);
  }
  return stops;
}

/** The section kind that a sentence stands in; null: none, or not known. */
export const sectionKindOf = (note: Note, sentence: NoteSentence): SectionKind | null =>
  note.sections[sentence.section]?.kind ?? null;

/** Title of the section, as suggestions carry it. */
export const sectionTitleOf = (note: Note, sentence: NoteSentence): string | null =>
  note.sections[sentence.section]?.title ?? null;

/** The sentence that holds an offset; null where none does (a title, white space between sentences). */
export function sentenceAt(note: Note, offset: number): NoteSentence | null {
  let low = 0;
  let high = note.sentences.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const sentence = note.sentences[middle];
    if (sentence === undefined) return null;
    if (offset < sentence.span[0]) high = middle - 1;
    else if (offset >= sentence.span[1]) low = middle + 1;
    else return sentence;
  }
  return null;
}

/** The first token that ends behind an offset: `tokens.length` where none does. */
export function tokenFrom(note: Note, offset: number): number {
  let low = 0;
  let high = note.tokens.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((note.tokens[middle]?.end ?? 0) <= offset) low = middle + 1;
    else high = middle;
  }
  return low;
}
