import { KEYING_FORMS } from '../../../artifacts/keying-form.js';
import type { Assertion, NoteSuggestion, Span, SuggestionKind } from '../../../artifacts/note-suggestion.js';
import { assertionOf } from '../context.js';
import type { Note } from '../note-text.js';
import { suggestionOf } from '../suggestion-of.js';

/** What of an answer did not count, by why. */
export interface Dropped {
  /** Quotes that do not stand in the note. */
  readonly unquoted: number;
  /** Suggestions of no kind that we know, or in no shape of one. */
  readonly shapeless: number;
  /** Fields that no form has, or whose value does not stand in the quote. */
  readonly fields: number;
  /** Suggestions that the rules or the answer itself had already. */
  readonly repeated: number;
}

/** The field that a suggestion of a kind is about. */
const MAIN = {
  problem: 'problem',
  medication: 'drug',
  allergy: 'substance',
  vital: 'vital',
  immunization: 'vaccine',
  result: 'test',
  procedure: 'procedure',
  'social-history': 'statement',
  'family-history': 'problem',
} as const;
type AskedKind = keyof typeof MAIN;
const isAsked = (kind: unknown): kind is AskedKind => typeof kind === 'string' && Object.hasOwn(MAIN, kind);

const MOST = 500;
const LONGEST_QUOTE = 600;

/**
 * Suggestions of a model's answer under the rules of ours: each quotes words that stand in the note, its fields stand within the quote, we find the spans and say what the note
 * says of it. Where the model says otherwise than ConText, `affirmed` is lowered to `possible`; it never raises anything. Never throws, whatever the answer is.
 *
 * @param from Where the part of the note begins that was asked about; @param to where it ends.
 * @param known Suggestions that are there already.
 */
export function quotedSuggestions(
  note: Note,
  from: number,
  to: number,
  content: string,
  known: readonly NoteSuggestion[],
): { readonly suggestions: NoteSuggestion[]; readonly dropped: Dropped; readonly readable: boolean } {
  const dropped = { unquoted: 0, shapeless: 0, fields: 0, repeated: 0 };
  const suggestions: NoteSuggestion[] = [];
  const answer = listOf(content);
  for (const one of (answer ?? []).slice(0, MOST)) {
    if (
      !isRecord(one) ||
      !isAsked(one.kind) ||
      typeof one.text !== 'string' ||
      one.text.trim() === '' ||
      one.text.length > LONGEST_QUOTE
    ) {
      dropped.shapeless++;
      continue;
    }
    const kind = one.kind;
    const quotes = placesOf(note.text, one.text, from, to);
    if (quotes.length === 0) {
      dropped.unquoted++;
      continue;
    }
    const span = quotes.find(
      (quote) => ![...known, ...suggestions].some((other) => other.kind === kind && overlaps(other.span, quote)),
    );
    if (span === undefined) {
      dropped.repeated++;
      continue;
    }
    const { spans, choices, refused } = fieldsOf(note, kind, span, one.fields);
    dropped.fields += refused;
    const name = spans[MAIN[kind]] ?? (Object.keys(spans).length === 0 ? span : null);
    if (name === null || (spans[MAIN[kind]] === undefined && kind !== 'problem' && kind !== 'procedure')) {
      dropped.shapeless++;
      continue;
    }
    const all = spans[MAIN[kind]] === undefined ? { ...spans, [MAIN[kind]]: span } : spans;
    suggestions.push(
      suggestionOf(note, kind as SuggestionKind, name, all, {
        choices,
        assertion: lowered(assertionOf(note, name), one),
        by: 'connector',
      }),
    );
  }
  return { suggestions, dropped, readable: answer !== null };
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const overlaps = (a: Span, b: Span): boolean => a[0] < b[1] && b[0] < a[1];

/** The list of an answer: bare, in an object, or between the fences and words that models put around it; null: there is none. */
function listOf(content: string): readonly unknown[] | null {
  const start = content.search(/[[{]/);
  const end = Math.max(content.lastIndexOf(']'), content.lastIndexOf('}'));
  if (start < 0 || end < start) return null;
  try {
    const value: unknown = JSON.parse(content.slice(start, end + 1));
    if (Array.isArray(value)) return value;
    if (isRecord(value) && Array.isArray(value.suggestions)) return value.suggestions;
    return null;
  } catch {
    return null;
  }
}

const MOST_PLACES = 50;
/** Every place of a text within a part of the note, letter for letter. */
function placesOf(text: string, quote: string, from: number, to: number): Span[] {
  const places: Span[] = [];
  for (
    let at = text.indexOf(quote, from);
    at >= 0 && at + quote.length <= to && places.length < MOST_PLACES;
    at = text.indexOf(quote, at + quote.length)
  )
    places.push([at, at + quote.length]);
  return places;
}

/** Fields of the kind's form that stand within the quote, each at its first place there. */
function fieldsOf(note: Note, kind: AskedKind, span: Span, given: unknown) {
  const spans: Record<string, Span> = {};
  const choices: Record<string, string> = {};
  let refused = 0;
  for (const [name, value] of isRecord(given) ? Object.entries(given) : []) {
    const field = KEYING_FORMS[kind].find((one) => one.name === name);
    const places = typeof value === 'string' && value.trim() !== '' ? placesOf(note.text, value, ...span) : [];
    const place = wholeWords(note.text, places);
    // Whether a thing is negated is ConText's to say, never a field of the answer.
    if (field === undefined || name === 'negated' || place === null) refused++;
    else spans[name] = place;
  }
  // What a choice must be is not always how a note writes it: then the words stand for themselves, without the choice.
  return { spans, choices, refused };
}

/** `5` within `25` is not the note's 5. */
function wholeWords(text: string, places: readonly Span[]): Span | null {
  const within = (at: number) => /[\p{L}\p{N}]/u.test(text[at] ?? ' ');
  const cutsNumber = (a: number, b: number) => /\d[.,]?\d/.test(text.slice(a, b));
  const isWhole = ([start, end]: Span): boolean =>
    !(within(start) && within(start - 1) && /\d/.test(text[start] ?? '') === /\d/.test(text[start - 1] ?? '')) &&
    !(within(end - 1) && within(end) && /\d/.test(text[end - 1] ?? '') === /\d/.test(text[end] ?? '')) &&
    !(/[.,]/.test(text[start - 1] ?? '') && cutsNumber(start - 2, start + 1)) &&
    !(/[.,]/.test(text[end] ?? '') && cutsNumber(end - 1, end + 2));
  return places.find(isWhole) ?? null;
}

/** ConText's word, lowered where the model says otherwise. */
function lowered(ours: Assertion, theirs: Record<string, unknown>): Assertion {
  const differs = (['negation', 'temporality', 'experiencer'] as const).some(
    (part) => typeof theirs[part] === 'string' && theirs[part] !== ours[part],
  );
  return differs && ours.negation === 'affirmed' ? { ...ours, negation: 'possible' } : ours;
}
