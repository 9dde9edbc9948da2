import { isPlainWord } from '../../terminology/words/plain-text.js';
import { type ContextMark, isItemEnd } from './context-mark.js';
import { isAnswer, signMarks } from './context-signs.js';
import type { Note, NoteSentence, NoteToken } from './note-text.js';
import { tokensOf } from './note-text.js';
import { isNear } from './sections.js';
import {
  CONTEXT_TRIGGERS,
  type ContextEffect,
  type ContextReach,
  type ContextTrigger,
} from './tables/context-triggers.js';

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

/** Telling words of triggers, which OCR and typing hurt as they hurt others. */
const TELLING =
  'denies denied denying negative without history family mother father brother sister absent possible evidence cannot excluded'.split(
    ' ',
  );
const readings = new Map<string, string>();

/** The telling word that a strange one is a letter off; empty: none. */
function readAs(word: string): string {
  if (word === 'n0' || word === 'n\u00f3') return 'no';
  if (word.length < 5 || word.length > 9) return '';
  let reading = readings.get(word);
  if (reading === undefined) {
    reading = isPlainWord(word) ? '' : (TELLING.find((one) => isNear(one, word, 1)) ?? '');
    // Bounded: the words of notes have no end.
    if (readings.size > 20_000) readings.clear();
    readings.set(word, reading);
  }
  return reading;
}

/** What a table writes for words without end: numbers as `#`, `two-day` as `day`. */
const classOf = ({ kind, lower }: NoteToken): string =>
  kind === 'number' ? '#' : (/-(day|week|month|year|hour)$/.exec(lower)?.[1] ?? '');

function longestAt(tokens: readonly NoteToken[], at: number, to: number): Hit | null {
  let branch: Branch | undefined = ROOT;
  let found = null as Hit | null;
  for (let index = at; index < to && branch !== undefined; index++) {
    const token = tokens[index];
    if (token === undefined) break;
    branch = branch.next.get(token.lower) ?? branch.next.get(classOf(token)) ?? branch.next.get(readAs(token.lower));
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
      const trigger = tokens[hit.at]?.lower ?? '';
      // `Negative drawer test` and `strep negative`: of what stands behind it at the beginning of an item, else of what stands before.
      if (hit.to === hit.at + 1 && (trigger === 'negative' || trigger === 'neg'))
        if ((reach === 'item') !== isFirst(tokens, sentence, hit.at)) continue;
      // `Fever no, cough yes`: an answer, told by what stands before it.
      if (!BACKWARD.has(reach) && hit.to === hit.at + 1 && isAnswer(tokens, sentence, hit.at)) continue;
      // `no reported falls` reports none.
      if (effect === 'affirmed' && index > 0 && isDenied(hits[index - 1], hit.at)) continue;
      // `her nausea resolved`: it is gone. `pneumonia, resolved`: it was.
      if (tokens[hit.to - 1]?.lower === 'resolved' && effect === (isApart(tokens, hit.at) ? 'negated' : 'historical'))
        continue;
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

const isFirst = (tokens: readonly NoteToken[], { from }: NoteSentence, at: number): boolean =>
  at === from || tokens[at - 1]?.kind === 'mark';

/** Whether a negation of what follows stands right before a token. */
const isDenied = (hit: Hit | undefined, at: number): boolean =>
  hit !== undefined &&
  hit.to === at &&
  hit.readings.some(({ effect, reach }) => effect === 'negated' && (reach === 'phrase' || reach === 'clause'));

const isApart = (tokens: readonly NoteToken[], at: number): boolean => tokens[at - 1]?.kind === 'mark';

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
    if (comma && NEGATION.has(effect) && tokens[at - 1]?.lower === ',' && isDegree(tokens, at, limit))
      return [hit.to, at];
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

/** `no distress, mild tenderness`: a degree behind the comma tells of something that is there, unless an `or` still holds the list together. */
function isDegree(tokens: readonly NoteToken[], at: number, limit: number): boolean {
  if (!DEGREE.test(tokens[at]?.lower ?? '')) return false;
  for (let index = at; index < limit; index++) if (/^(?:or|nor)$/.test(tokens[index]?.lower ?? '')) return false;
  return true;
}
const DEGREE =
  /^(?:mild|mildly|moderate|moderately|slight|slightly|minimal|some|trace|occasional|scattered|positive|intermittent)$/;

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
