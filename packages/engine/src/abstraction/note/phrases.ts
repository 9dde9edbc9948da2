import { isNameWord } from '../../terminology/words/person-names.js';
import { isPlainWord } from '../../terminology/words/plain-text.js';
import { marksOf } from './context-marks.js';
import { type PhraseHit, senseOf, type TermKind, termAt } from './lexicon.js';
import type { NoteNames } from './loaded-names.js';
import { type Note, type NoteSentence, sectionKindOf } from './note-text.js';
import { spanOf } from './suggestion.js';

/** A noun phrase that may be worth telling: its tokens, and the terms in it. */
export interface NotePhrase {
  readonly from: number;
  readonly to: number;
  /** In order; none: a phrase by its words alone. */
  readonly terms: readonly PhraseHit<TermKind>[];
}

/** Words between a finding and what it is of: `fracture of the right radius`. */
const ARTICLES: ReadonlySet<string> = new Set(['the', 'his', 'her', 'their', 'a', 'an', 'both']);
const BE: ReadonlySet<string> = new Set([
  'is',
  'are',
  'was',
  'were',
  'appears',
  'appear',
  'appeared',
  'remains',
  'remain',
  'remained',
  'looks',
]);
const TELLS_NOTHING: ReadonlySet<string> = new Set(['absent', 'negative', 'positive', 'none', 'present']);
const ADVERBS =
  /^(?:mildly|moderately|severely|markedly|slightly|minimally|grossly|normally|otherwise|also|now|again|still|somewhat|very|quite|diffusely|bilaterally|symmetrically|well|mild|moderate|severe)$/;

/** The clinical noun phrases of a sentence, one after the other: terms of the dictionary with the words that belong to them, and phrases made of clinical words. */
export function phrasesOf(note: Note, sentence: NoteSentence, names: NoteNames | null): NotePhrase[] {
  const { tokens, text } = note;
  const phrases: NotePhrase[] = [];
  let from = -1;
  let terms: PhraseHit<TermKind>[] = [];
  const close = (to: number): void => {
    if (from >= 0) for (const part of parted({ from, to, terms })) add(part);
    from = -1;
    terms = [];
  };
  const add = (phrase: NotePhrase): void => {
    const trimmed = trim(note, phrase);
    if (trimmed === null) return;
    // One of the loaded names is a disease, whatever its words are.
    if (names !== null && trimmed.terms.every(({ entry }) => entry === 'measure') && isNamed(note, trimmed, names))
      phrases.push({ ...trimmed, terms: [{ from: trimmed.from, to: trimmed.to, entry: 'disease' }] });
    else if (isClinical(note, sentence, trimmed) || isDenied(note, sentence, trimmed)) phrases.push(trimmed);
  };
  const triggers = triggersOf(note, sentence);
  let at = sentence.from;
  while (at < sentence.to) {
    const hit = termAt(text, tokens, at, sentence.to);
    if (hit !== null) {
      if (from < 0) from = at;
      terms.push(hit);
      at = hit.to;
      continue;
    }
    if (!triggers.has(at) && isContent(note, at, from >= 0)) {
      if (from < 0) from = at;
      at++;
      continue;
    }
    if (from >= 0 && terms.length === 0 && isShared(note, sentence, from, at)) {
      at++;
      continue;
    }
    const joined =
      from < 0 ? at : (overOf(note, sentence, from, at, terms) ?? overBe(note, sentence, from, at, terms) ?? at);
    if (joined > at) {
      at = joined;
      continue;
    }
    close(at);
    at++;
  }
  close(sentence.to);
  return phrases;
}

/** Tokens of words that say how it stands with a thing (`s/p`, `excluded`): no part of one. */
function triggersOf(note: Note, sentence: NoteSentence): ReadonlySet<number> {
  const inside = new Set<number>();
  for (const { at, to } of marksOf(note, sentence)) for (let index = at; index < to; index++) inside.add(index);
  return inside;
}

const isNamed = (note: Note, { from, to }: NotePhrase, names: NoteNames): boolean =>
  names.isProblem(note.text.slice(...spanOf(note, from, to)));

/** Whether a token may stand in a phrase; `inside`: one has begun. */
function isContent(note: Note, at: number, inside: boolean): boolean {
  const token = note.tokens[at];
  if (token === undefined) return false;
  if (token.kind === 'word') return !senseOf(token.lower).isBreak;
  if (token.kind === 'number') return true;
  if (!inside || (token.lower !== '/' && token.lower !== '-' && token.lower !== "'")) return false;
  const before = note.tokens[at - 1];
  const behind = note.tokens[at + 1];
  return before?.end === token.start && behind?.start === token.end;
}

/** `elbow and knee pain`, `left hip or leg`: body parts that share what follows. */
function isShared(note: Note, sentence: NoteSentence, from: number, at: number): boolean {
  const word = note.tokens[at]?.lower;
  if (word !== 'and' && word !== 'or') return false;
  for (let index = from; index < at; index++) {
    const { lower } = note.tokens[index] ?? { lower: '' };
    if (!senseOf(lower).isBodyPart && !SIDES.test(lower)) return false;
  }
  for (let index = at + 1; index < Math.min(sentence.to, at + 5); index++) {
    const { lower } = note.tokens[index] ?? { lower: '' };
    const hit = termAt(note.text, note.tokens, index, sentence.to);
    if (hit !== null) return hit.entry !== 'measure' && (index > at + 1 || senseOf(lower).isBodyPart);
    if (!senseOf(lower).isBodyPart && !SIDES.test(lower)) return false;
  }
  return false;
}

/** `of` and an article behind a finding: where what it is of begins; null where the phrase ends here. */
function overOf(
  note: Note,
  sentence: NoteSentence,
  from: number,
  at: number,
  terms: readonly PhraseHit<TermKind>[],
): number | null {
  if (note.tokens[at]?.lower !== 'of') return null;
  const before = note.tokens[at - 1];
  if (before === undefined || before.kind !== 'word') return null;
  const sense = senseOf(before.lower);
  const isHead = terms.some(({ to }) => to === at) || (sense.isClinical && at > from);
  if (!isHead) return null;
  let next = at + 1;
  while (next < sentence.to && ARTICLES.has(note.tokens[next]?.lower ?? '')) next++;
  const token = note.tokens[next];
  if (next >= sentence.to || token === undefined || token.kind === 'mark') return null;
  // `episodes of vomiting`, `signs of infection`: the term behind is the thing itself.
  const behind = termAt(note.text, note.tokens, next, sentence.to);
  if (!terms.some(({ to }) => to === at)) {
    for (let index = next; index < Math.min(sentence.to, next + 4); index++)
      if (termAt(note.text, note.tokens, index, sentence.to) !== null) return null;
  }
  const { isBreak } = senseOf(token.lower);
  return isBreak && behind === null ? null : next;
}

/**
 * `is increased`, `are severely hypokinetic`, `has been healing`, `LUNGS: clear`: behind a phrase of body or function, where what is said of it begins; null where nothing is.
 */
function overBe(
  note: Note,
  sentence: NoteSentence,
  from: number,
  at: number,
  terms: readonly PhraseHit<TermKind>[],
): number | null {
  const word = note.tokens[at]?.lower ?? '';
  const isLabel = (word === ':' || word === '-') && from === sentence.from;
  let next = at + 1;
  if ((word === 'has' || word === 'have') && note.tokens[next]?.lower === 'been') next++;
  else if (!isLabel && !BE.has(word)) return null;
  let body = 0;
  let clinical = 0;
  for (let index = from; index < at; index++) {
    const sense = senseOf(note.tokens[index]?.lower ?? '');
    if (sense.isBodyPart) body++;
    else if (sense.isClinical) clinical++;
  }
  if (terms.some(({ entry, to }) => entry === 'measure' && to === at)) body++;
  if (body + clinical === 0 || (isLabel && body === 0)) return null;
  while (next < sentence.to && ADVERBS.test(note.tokens[next]?.lower ?? '')) next++;
  const token = note.tokens[next];
  if (next >= sentence.to || token === undefined || token.kind !== 'word' || TELLS_NOTHING.has(token.lower))
    return null;
  const sense = senseOf(token.lower);
  const term = termAt(note.text, note.tokens, next, sentence.to);
  if (isLabel) return term === null || term.entry === 'sign' ? (sense.isBreak && term === null ? null : next) : null;
  const isSaid =
    body > 0 ? (!sense.isBreak && !sense.isPlain) || GRADES.test(token.lower) : sense.isClinical && !sense.isBreak;
  return isSaid || term?.entry === 'sign' ? next : null;
}

/** Two whole terms of a dictionary side by side (`diabetes hypertension`) are two phrases; words before a term belong to it. */
function parted(phrase: NotePhrase): NotePhrase[] {
  const parts: NotePhrase[] = [];
  let from = phrase.from;
  let held: PhraseHit<TermKind>[] = [];
  for (const term of phrase.terms) {
    const before = held[held.length - 1];
    if (
      before !== undefined &&
      term.from === before.to &&
      before.entry === 'disease' &&
      term.entry === 'disease' &&
      before.to - before.from > 1
    ) {
      parts.push({ from, to: before.to, terms: held });
      from = term.from;
      held = [];
    }
    held.push(term);
  }
  parts.push({ from, to: phrase.to, terms: held });
  return parts;
}

/** Without numbers, plain nouns and marks at its ends; terms stay whole. null: nothing is left. */
function trim(note: Note, { from, to, terms }: NotePhrase): NotePhrase | null {
  const lastTerm = terms[terms.length - 1];
  if (lastTerm !== undefined && lastTerm.entry !== 'procedure')
    for (let at = lastTerm.to; at < to; at++) if (OTHER_HEAD.test(note.tokens[at]?.lower ?? '')) return null;
  const first = terms[0]?.from ?? to;
  const last = terms[terms.length - 1]?.to ?? from;
  let start = from;
  while (start < to && start < first && isEdge(note, start, true)) start++;
  let end = to;
  while (end > start && end > last && isEdge(note, end - 1, false)) end--;
  return end > start ? { from: start, to: end, terms } : null;
}

/** Heads that make of a problem's name something else: a test, a vaccine, a teaching. */
const OTHER_HEAD =
  /^(?:vaccin\w*|immuniz\w*|immunis\w*|booster\w*|shots?|tests?|testing|tested|antibod(?:y|ies)|antigen|rna|dna|genotype|titers?|cultures?|screen|screens|screening|panel|swab|education|counseling|prophylaxis|precautions|risk|score|scale|cream|ointment|lotion|relievers?|guidelines|action)$/;

const SIDES =
  /^(?:left|right|upper|lower|anterior|posterior|lateral|medial|proximal|distal|superior|inferior|bilateral|central|dorsal|volar|mid|deep|ms|type|lt|rt)$/;

/** What is left of `5th`, `2 x 3 cm`. */
const ENDING_OF_NUMBER = /^(?:th|st|nd|rd|x\d*)$/;

function isEdge(note: Note, at: number, leading: boolean): boolean {
  const token = note.tokens[at];
  if (token === undefined || token.kind !== 'word') return true;
  if (ENDING_OF_NUMBER.test(token.lower)) return true;
  const sense = senseOf(token.lower);
  return sense.isBreak || (sense.isPlain && !(leading && SIDES.test(token.lower)));
}

/** Nouns that say nothing alone: `no symptoms`, `no change`. */
const GENERIC =
  /^(?:symptoms?|changes?|characteristics?|appearance|improvements?|relief|problems?|issues?|concerns?|complaints?|limitations?|difficult(?:y|ies)|trouble|process|others?|factors?|conditions?)$/;

/** Whether a negation of noun phrases, a denial or a doubt speaks of a phrase, and it is more than plain nouns: `no X`, `denies X`, `r/o X` name what was looked for. */
function isDenied(note: Note, sentence: NoteSentence, { from, to }: NotePhrase): boolean {
  let telling = false;
  for (let at = from; at < to; at++) {
    const token = note.tokens[at];
    if (token?.kind !== 'word' || token.end - token.start < 3) continue;
    const sense = senseOf(token.lower);
    if (!sense.isPlain && !sense.isBodyPart && !GENERIC.test(token.lower)) telling = true;
  }
  return telling && marksOf(note, sentence).some((mark) => mark.asks && from >= mark.scope[0] && from < mark.scope[1]);
}

/** Whether a phrase says something of health: it has a term, or clinical words enough (an adjective alone, a body part alone are not). */
function isClinical(note: Note, sentence: NoteSentence, { from, to, terms }: NotePhrase): boolean {
  const measured = terms.length > 0 && terms.every(({ entry }) => entry === 'measure');
  if (terms.length > 0 && !measured) return true;
  let clinical = 0;
  let body = 0;
  let rest = 0;
  let strange = 0;
  for (let at = from; at < to; at++) {
    const token = note.tokens[at];
    if (token === undefined || token.kind !== 'word') continue;
    const sense = senseOf(token.lower);
    if (sense.isBodyPart) body++;
    else if (sense.isClinical) clinical++;
    else if (!sense.isPlain && !sense.isBreak && !token.lower.endsWith('ly')) {
      rest++;
      if (isStrange(note, sentence, at)) strange++;
    }
  }
  if (measured) return said(note, from, to, terms);
  if ((clinical > 0 && body > 0) || clinical > 1 || (clinical > 0 && strange > 0)) return true;
  if (strange > 0 && sectionKindOf(note, sentence) === null) return true;
  return isObserved(note, sentence) && ((clinical > 0 && rest > 0) || (body > 0 && rest > 0));
}

const CAPITALISED = /^\p{Lu}\p{Ll}/u;

/** A word of no everyday list, as words of medicine are; names begin with a capital and are none. */
function isStrange(note: Note, sentence: NoteSentence, at: number): boolean {
  const token = note.tokens[at];
  if (token === undefined || token.end - token.start < 5 || isPlainWord(token.lower)) return false;
  if (!CAPITALISED.test(note.text.slice(token.start, token.end))) return true;
  const next = note.tokens[at + 1];
  const named = next !== undefined && at + 1 < sentence.to && CAPITALISED.test(note.text.slice(next.start, next.end));
  return at === sentence.from && !named && !isNameWord(token.lower);
}

/** Sections that hold observations and nothing else, and texts without sections: there a phrase needs less to be worth showing than in a story. */
function isObserved(note: Note, sentence: NoteSentence): boolean {
  const kind = sectionKindOf(note, sentence);
  return (
    kind === null || kind === 'physical-exam' || kind === 'results' || kind === 'assessment' || kind === 'problems'
  );
}

const GRADES = /^(?:positive|good|poor|strong|weak|new|old|no|without|multiple)$/;

/** Whether a measure comes with what was found: a word beside its name. */
function said(note: Note, from: number, to: number, terms: readonly PhraseHit<TermKind>[]): boolean {
  if (GRADES.test(note.tokens[from - 1]?.lower ?? '')) return true;
  for (let at = from; at < to; at++) {
    const token = note.tokens[at];
    const isNamed = terms.some((term) => at >= term.from && at < term.to);
    if (token?.kind === 'word' && !isNamed && !senseOf(token.lower).isPlain) return true;
  }
  return false;
}
