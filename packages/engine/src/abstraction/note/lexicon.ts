import { PLAIN_WORDS } from '../../terminology/words/plain-words.js';
import { type NoteToken, tokensOf } from './note-text.js';
import { BODY_PARTS, CLINICAL_WORDS, DISEASE_SHAPE, NOT_DISEASE } from './tables/anatomy.js';
import { BREAKS, PLAIN_NOUNS } from './tables/function-words.js';
import { DISEASES, MEASURES, SHORT_PROBLEMS, SIGNS, SYMPTOMS } from './tables/problems.js';
import { PROCEDURE_ENDING, PROCEDURES } from './tables/procedures.js';

/** A phrase of a dictionary within a list of tokens. */
export interface PhraseHit<Entry> {
  readonly from: number;
  readonly to: number;
  readonly entry: Entry;
}

interface Branch<Entry> {
  readonly next: Map<string, Branch<Entry>>;
  entry: Entry | null;
}

/** Phrases to be found in notes: token by token, the longest first, plurals as their singular. */
export class PhraseTable<Entry> {
  private readonly root: Branch<Entry> = { next: new Map(), entry: null };

  add(phrase: string, entry: Entry): void {
    let branch = this.root;
    for (const { lower } of tokensOf(phrase)) {
      let next = branch.next.get(lower);
      if (next === undefined) {
        next = { next: new Map(), entry: null };
        branch.next.set(lower, next);
      }
      branch = next;
    }
    branch.entry ??= entry;
  }

  /** The longest phrase that begins at a token; null where none does. */
  at(tokens: readonly NoteToken[], from: number, limit: number): PhraseHit<Entry> | null {
    let branch: Branch<Entry> | undefined = this.root;
    let found: PhraseHit<Entry> | null = null;
    for (let index = from; index < limit; index++) {
      const token = tokens[index];
      if (token === undefined) break;
      const at: Branch<Entry> = branch;
      branch = at.next.get(token.lower) ?? singulars(token.lower, (word) => at.next.get(word));
      if (branch === undefined) break;
      if (branch.entry !== null) found = { from, to: index + 1, entry: branch.entry };
    }
    return found;
  }
}

/** What a word may be the plural of: `fractures`, `masses`, `biopsies`, `stenoses`. */
function singulars<Result>(word: string, ask: (singular: string) => Result | undefined): Result | undefined {
  if (word.length < 4 || !word.endsWith('s')) return undefined;
  return (
    (word.endsWith("'s") ? ask(word.slice(0, -2)) : undefined) ??
    ask(word.slice(0, -1)) ??
    (word.endsWith('ies') ? ask(`${word.slice(0, -3)}y`) : undefined) ??
    (word.endsWith('es') ? (ask(word.slice(0, -2)) ?? ask(`${word.slice(0, -2)}is`)) : undefined)
  );
}

/** disease and symptom: problems. sign: what an examination finds. measure: what is looked at, no finding by itself. */
export type TermKind = 'disease' | 'symptom' | 'sign' | 'procedure' | 'measure';
export interface Term {
  readonly kind: TermKind;
  /** Only as capitals: in small letters it is a word. */
  readonly capitals: boolean;
}

const terms = new PhraseTable<Term>();
const single = new Map<string, TermKind>();
for (const [kind, names] of [
  ['disease', DISEASES],
  ['symptom', SYMPTOMS],
  ['procedure', PROCEDURES],
  ['sign', SIGNS],
  ['measure', MEASURES],
] as const)
  for (const name of names) {
    terms.add(name, Object.freeze({ kind, capitals: false }));
    if (kind !== 'measure' && /^[a-z]{6,}$/.test(name) && !single.has(name)) single.set(name, kind);
  }
for (const short of SHORT_PROBLEMS)
  terms.add(short.replace('!', ''), Object.freeze({ kind: 'disease', capitals: short.startsWith('!') }));

const plain: ReadonlySet<string> = new Set(PLAIN_WORDS);

/** Words of the dictionary with one letter left out, for words that are one letter off. */
const shortened = new Map<string, string>();
for (const name of single.keys())
  for (const form of withoutOne(name)) if (!shortened.has(form)) shortened.set(form, name);

function* withoutOne(word: string): Iterable<string> {
  for (let at = 0; at < word.length; at++) yield word.slice(0, at) + word.slice(at + 1);
}

/** Of a word that is in no list: the kind of the term that is one letter off (a letter lost, added, changed or two swapped), as OCR and typing have it. */
function misspelt(word: string): TermKind | null {
  if (word.length < 6 || !/^[\p{L}\p{N}]+$/u.test(word) || plain.has(word) || BREAKS.has(word) || BODY_PARTS.has(word))
    return null;
  if (CLINICAL_WORDS.has(word) || PLAIN_NOUNS.has(word)) return null;
  // What OCR makes of letters: m as rn, l and i as 1, o as 0.
  const read = word.replace(/rn/g, 'm').replace(/0/g, 'o').replace(/1/g, 'l');
  const asRead = single.get(read) ?? single.get(word.replace(/1/g, 'i').replace(/0/g, 'o'));
  if (asRead !== undefined) return asRead;
  const direct = shortened.get(word);
  if (direct !== undefined) return single.get(direct) ?? null;
  for (const form of withoutOne(word)) {
    const name = single.has(form) ? form : shortened.get(form);
    // Plain words with an ending are no misspelling of their stem.
    if (name !== undefined && !isInflection(word, name)) return single.get(name) ?? null;
  }
  return null;
}
const isInflection = (word: string, name: string): boolean =>
  word.slice(0, 5) === name.slice(0, 5) && /(?:s|d|y|ic|al|ed|ly)$/.test(word) && word.length !== name.length;

/** What is known of a word by itself. */
export interface WordSense {
  readonly isBreak: boolean;
  readonly isPlain: boolean;
  readonly isBodyPart: boolean;
  readonly isClinical: boolean;
  /** Of a word that no list has, by its shape or as a misspelling. */
  readonly shape: TermKind | null;
}

const senses = new Map<string, WordSense>();
const MOST_SENSES = 20_000;

export function senseOf(word: string): WordSense {
  let sense = senses.get(word);
  if (sense === undefined) {
    sense = readSense(word);
    // Bounded: the words of notes have no end.
    if (senses.size >= MOST_SENSES) senses.clear();
    senses.set(word, sense);
  }
  return sense;
}

function readSense(word: string): WordSense {
  const has = (set: ReadonlySet<string>): boolean =>
    set.has(word) || singulars(word, (one) => (set.has(one) ? true : undefined)) === true;
  const isBreak = BREAKS.has(word);
  const isPlain = PLAIN_NOUNS.has(word);
  const isBodyPart = has(BODY_PARTS);
  const isClinical =
    has(CLINICAL_WORDS) ||
    CLINICAL_WORDS.has(word.replace(/^(?:non|un|re)-?/, '')) ||
    CLINICAL_WORDS.has(word.replace(/ly$/, ''));
  let shape: TermKind | null = null;
  if (!isBreak && !isPlain && /^\p{L}/u.test(word)) {
    if (PROCEDURE_ENDING.test(word) && !NOT_DISEASE.has(word)) shape = 'procedure';
    else if (DISEASE_SHAPE.test(word) && !NOT_DISEASE.has(word) && !BODY_PARTS.has(word)) shape = 'disease';
    else shape = misspelt(word);
  }
  return { isBreak, isPlain, isBodyPart, isClinical, shape };
}

/** The term that begins at a token; null where none does. Short forms that are words in small letters count in capitals alone. */
export function termAt(
  text: string,
  tokens: readonly NoteToken[],
  at: number,
  limit: number,
): PhraseHit<TermKind> | null {
  const hit = terms.at(tokens, at, limit);
  if (hit !== null) {
    const first = tokens[hit.from];
    const last = tokens[hit.to - 1];
    if (!hit.entry.capitals) return { from: hit.from, to: hit.to, entry: hit.entry.kind };
    if (
      first !== undefined &&
      last !== undefined &&
      !/\p{Ll}/u.test(text.slice(first.start, last.end).replace(/(?<=\p{Lu}{2})'?s$/u, '')) &&
      !BREAKS.has(first.lower)
    )
      return { from: hit.from, to: hit.to, entry: hit.entry.kind };
  }
  const token = tokens[at];
  if (token === undefined || token.kind !== 'word') return null;
  const { shape } = senseOf(token.lower);
  return shape === null ? null : { from: at, to: at + 1, entry: shape };
}
