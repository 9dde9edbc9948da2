import type { Note, NoteSentence, NoteToken } from './note-text.js';
import { tokensOf } from './note-text.js';
import {
  CONTEXT_TRIGGERS,
  type ContextEffect,
  type ContextReach,
  type ContextTrigger,
} from './tables/context-triggers.js';

/** A trigger found in a sentence, with the tokens that it speaks of. */
export interface ContextMark {
  readonly effect: ContextEffect;
  readonly backward: boolean;
  /** First token of the trigger. */
  readonly at: number;
  /** Behind its last. */
  readonly to: number;
  /** Tokens of the scope, from and behind the last. */
  readonly scope: readonly [from: number, to: number];
  /** It denies or doubts noun phrases (`no`, `denies`, `r/o`), so that what lies in its scope was looked for. */
  readonly asks: boolean;
}

interface Branch {
  readonly next: Map<string, Branch>;
  readings: readonly ContextTrigger[] | null;
}

const ROOT: Branch = { next: new Map(), readings: null };
for (const [phrase, readings] of CONTEXT_TRIGGERS) {
  let branch = ROOT;
  for (const { lower } of tokensOf(phrase)) {
    let next = branch.next.get(lower);
    if (next === undefined) {
      next = { next: new Map(), readings: null };
      branch.next.set(lower, next);
    }
    branch = next;
  }
  branch.readings = readings;
}

interface Hit {
  readonly at: number;
  readonly to: number;
  readonly readings: readonly ContextTrigger[];
  /** What a shorter trigger at the same word says, where this one is none: `no` of `no change in`, for who asks after `change in vision`. */
  readonly hidden: { readonly to: number; readonly readings: readonly ContextTrigger[] } | null;
}

const cache = new WeakMap<Note, Map<NoteSentence, readonly ContextMark[]>>();

/** The marks of a sentence; kept with the note. */
export function marksOf(note: Note, sentence: NoteSentence): readonly ContextMark[] {
  let bySentence = cache.get(note);
  if (bySentence === undefined) {
    bySentence = new Map();
    cache.set(note, bySentence);
  }
  let marks = bySentence.get(sentence);
  if (marks === undefined) {
    marks = findMarks(note.tokens, sentence);
    bySentence.set(sentence, marks);
  }
  return marks;
}

/** The longest trigger at each token that none before holds. */
function hitsOf(tokens: readonly NoteToken[], { from, to }: NoteSentence): Hit[] {
  const hits: Hit[] = [];
  for (let at = from; at < to; ) {
    const found = longestAt(tokens, at, to);
    if (found === null) {
      at++;
      continue;
    }
    hits.push(found);
    at = found.to;
  }
  return hits;
}

function longestAt(tokens: readonly NoteToken[], at: number, to: number): Hit | null {
  let branch: Branch | undefined = ROOT;
  let found = null as Hit | null;
  for (let index = at; index < to && branch !== undefined; index++) {
    const token = tokens[index];
    if (token === undefined) break;
    branch = branch.next.get(token.lower) ?? (token.kind === 'number' ? branch.next.get('#') : undefined);
    if (!branch?.readings) continue;
    const isPseudo = branch.readings.some(({ effect }) => effect === 'pseudo');
    const hidden: Hit['hidden'] = isPseudo ? (found?.hidden ?? found) : null;
    found = { at, to: index + 1, readings: branch.readings, hidden };
  }
  return found;
}

const BACKWARD: ReadonlySet<ContextReach> = new Set(['before', 'item-before']);
/** Triggers that take the other reading by where they stand. */
const NEGATION: ReadonlySet<ContextEffect> = new Set(['negated', 'possible', 'affirmed']);

function findMarks(tokens: readonly NoteToken[], sentence: NoteSentence): ContextMark[] {
  const hits = hitsOf(tokens, sentence);
  const marks: ContextMark[] = [];
  for (const [index, hit] of hits.entries()) {
    for (const { effect, reach } of hit.hidden?.readings ?? [])
      if (NEGATION.has(effect) && !BACKWARD.has(reach))
        marks.push({
          effect,
          backward: false,
          at: hit.at,
          to: hit.at + 1,
          scope: [hit.hidden?.to ?? hit.to, hit.to],
          asks: false,
        });
    for (const { effect, reach } of hit.readings) {
      if (effect === 'pseudo' || effect === 'end') continue;
      const backward = BACKWARD.has(reach);
      const scope = backward
        ? scopeBefore(tokens, sentence, hits, index, reach, effect)
        : scopeBehind(tokens, sentence, hits, index, reach, effect);
      if (scope[1] <= scope[0]) continue;
      const asks =
        (effect === 'negated' || effect === 'possible') &&
        (reach === 'phrase' || /^den/.test(tokens[hit.at]?.lower ?? ''));
      marks.push({ effect, backward, at: hit.at, to: hit.to, scope, asks });
    }
  }
  return [...marks, ...signMarks(tokens, sentence)];
}

const isItemEnd = (token: NoteToken): boolean => token.lower === ',' || token.lower === ';' || token.lower === '|';

function scopeBehind(
  tokens: readonly NoteToken[],
  sentence: NoteSentence,
  hits: readonly Hit[],
  index: number,
  reach: ContextReach,
  effect: ContextEffect,
): readonly [number, number] {
  const hit = hits[index];
  if (hit === undefined) return [0, 0];
  const limit = sentence.to;
  let comma = false;
  let hitIndex = index + 1;
  for (let at = hit.to; at < limit; at++) {
    const token = tokens[at];
    if (token === undefined) return [hit.to, at];
    while ((hits[hitIndex]?.to ?? Number.POSITIVE_INFINITY) <= at) hitIndex++;
    const next = hits[hitIndex];
    if (next?.at === at && endsScope(next, reach, effect, comma, at === hit.to)) return [hit.to, at];
    if (reach === 'item' && isItemEnd(token)) return [hit.to, at];
    if (token.lower === ';' && reach !== 'list') return [hit.to, at];
    if (NEGATION.has(effect) && at > hit.to && isLabel(tokens, at, limit)) return [hit.to, at];
    if (token.lower === ',') comma = true;
  }
  return [hit.to, limit];
}

/** Whether a trigger ends the scope of one before it. */
function endsScope(
  next: Hit,
  reach: ContextReach,
  effect: ContextEffect,
  comma: boolean,
  isAdjacent: boolean,
): boolean {
  for (const one of next.readings) {
    if (one.effect === 'end') {
      if (one.reach === 'all') return reach !== 'list';
      if (one.reach === 'reason' && NEGATION.has(effect)) return true;
      if (isAdjacent || !NEGATION.has(effect)) continue;
      if (reach === 'phrase' || (reach === 'clause' && comma)) return true;
    }
    if (one.effect === 'affirmed' && effect === 'negated' && !isAdjacent) return true;
    if (one.effect === 'recent' && effect === 'historical') return true;
    if (one.effect !== 'patient') continue;
    if (effect === 'family' || effect === 'other') return true;
    // `he has`: another statement.
    if (effect === 'negated' && !isAdjacent && (reach === 'phrase' || comma)) return true;
  }
  return false;
}

/** `LUNGS:`: a label within a sentence begins another statement. */
function isLabel(tokens: readonly NoteToken[], at: number, limit: number): boolean {
  const colon = tokens[at + 1];
  if (at + 1 >= limit || colon?.lower !== ':') return false;
  const word = tokens[at];
  return (
    word !== undefined &&
    word.kind === 'word' &&
    !/^(?:following|symptoms|signs|include|includes|including|complaints|for|of)$/.test(word.lower)
  );
}

const ONSET = /^(?:start|starts|started|starting|began|begin|beginning|begun|onset|noticed|since|ongoing|persistent)$/;

function scopeBefore(
  tokens: readonly NoteToken[],
  sentence: NoteSentence,
  hits: readonly Hit[],
  index: number,
  reach: ContextReach,
  effect: ContextEffect,
): readonly [number, number] {
  const hit = hits[index];
  if (hit === undefined) return [0, 0];
  let hitIndex = index - 1;
  for (let at = hit.at - 1; at >= sentence.from; at--) {
    const token = tokens[at];
    if (token === undefined) break;
    while ((hits[hitIndex]?.at ?? -1) > at) hitIndex--;
    const before = hits[hitIndex];
    if (
      before !== undefined &&
      before.to === at + 1 &&
      before.readings.some((one) => one.effect === 'end' && one.reach === 'all')
    )
      return [at + 1, hit.at];
    if (token.lower === ';') return [at + 1, hit.at];
    // `started 2 years ago` says since when it is so.
    if (effect === 'historical' && ONSET.test(token.lower)) return [hit.at, hit.at];
    if (reach === 'item-before' && at < hit.at - 1 && isItemEnd(token)) return [at + 1, hit.at];
  }
  return [sentence.from, hit.at];
}

/**
 * Signs and answers: `-fever`, `+cough`, `[x] fever`, `[ ] cough`, `Fever: no`, `Edema - none`, `Rash: N`. A sign before speaks of the item that it stands at, an answer of
 * the label before it.
 */
function signMarks(tokens: readonly NoteToken[], { from, to }: NoteSentence): ContextMark[] {
  const marks: ContextMark[] = [];
  const itemEnd = (start: number): number => {
    let at = start;
    while (at < to && !/^[,;|[+\u2610-\u2612]$/.test(tokens[at]?.lower ?? '') && !isSign(tokens, at, from)) at++;
    return at;
  };
  const itemStart = (end: number): number => {
    let at = end;
    while (at > from && !isItemEnd(tokens[at - 1] as NoteToken)) at--;
    return at;
  };
  for (let at = from; at < to; at++) {
    const token = tokens[at];
    if (token === undefined) break;
    if (isSign(tokens, at, from)) {
      const effect = token.lower === '-' ? 'negated' : 'affirmed';
      marks.push({ effect, backward: false, at, to: at + 1, scope: [at + 1, itemEnd(at + 1)], asks: false });
    }
    const bracketed = tokens[at + 1]?.lower;
    if (token.lower === '(' && (bracketed === '-' || bracketed === '+') && tokens[at + 2]?.lower === ')') {
      // Before its word, where none stands before it: `(-) fever`.
      const isFirst = at === from || isItemEnd(tokens[at - 1] as NoteToken) || tokens[at - 1]?.lower === ':';
      const effect = bracketed === '-' ? 'negated' : 'affirmed';
      if (isFirst)
        marks.push({ effect, backward: false, at, to: at + 3, scope: [at + 3, itemEnd(at + 3)], asks: false });
    }
    const box = boxAt(tokens, at, to);
    if (box !== null) {
      marks.push({
        effect: box.ticked ? 'affirmed' : 'negated',
        backward: false,
        at,
        to: at + 1,
        scope: [box.to, itemEnd(box.to)],
        asks: false,
      });
      at = box.to - 1;
      continue;
    }
    if ((token.lower === ':' || token.lower === '-' || token.lower === '=' || token.lower === '?') && at > from) {
      const answer = tokens[at + 1];
      const behind = tokens[at + 2];
      const isLast = at + 2 >= to || behind === undefined || /^[,;.|)(]$/.test(behind.lower);
      if (answer !== undefined && at + 1 < to && isLast && NO_ANSWER.has(answer.lower))
        marks.push({ effect: 'negated', backward: true, at, to: at + 1, scope: [itemStart(at), at], asks: false });
    }
  }
  return marks;
}

const NO_ANSWER: ReadonlySet<string> = new Set([
  'no',
  'none',
  'negative',
  'neg',
  'denies',
  'denied',
  'absent',
  'n',
  'never',
  'nil',
  'false',
  'ruled',
]);

/** A plus or minus that stands at a word and away from what is before: `-fever`, not `x-ray`, `3 - 5` or `- fever`. */
function isSign(tokens: readonly NoteToken[], at: number, from: number): boolean {
  const token = tokens[at];
  const next = tokens[at + 1];
  if (token === undefined || next === undefined || (token.lower !== '-' && token.lower !== '+')) return false;
  if (next.kind !== 'word' || next.start !== token.end) return false;
  const before = tokens[at - 1];
  return at === from || before === undefined || before.end < token.start || /^[,;(/]$/.test(before.lower);
}

/** `[x]`, `[ ]`, `[]`, and the boxes of Unicode. */
function boxAt(
  tokens: readonly NoteToken[],
  at: number,
  to: number,
): { readonly ticked: boolean; readonly to: number } | null {
  const mark = tokens[at]?.lower;
  if (mark === '\u2610') return { ticked: false, to: at + 1 };
  if (mark === '\u2611' || mark === '\u2612') return { ticked: true, to: at + 1 };
  if (mark !== '[' || at + 1 >= to) return null;
  if (tokens[at + 1]?.lower === ']') return { ticked: false, to: at + 2 };
  if (tokens[at + 2]?.lower === ']' && /^[x+*\u2713\u2714]$/.test(tokens[at + 1]?.lower ?? ''))
    return { ticked: true, to: at + 3 };
  return null;
}
