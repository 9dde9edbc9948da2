import { type ContextMark, isItemEnd } from './context-mark.js';
import type { NoteSentence, NoteToken } from './note-text.js';

/**
 * Signs and answers: `-fever`, `+cough`, `[x] fever`, `[ ] cough`, `Fever: no`, `Edema - none`, `Rash: N`. A sign before speaks of the item that it stands at, an answer of
 * the label before it.
 */
export function signMarks(tokens: readonly NoteToken[], { from, to }: NoteSentence): ContextMark[] {
  const marks: ContextMark[] = [];
  const itemEnd = (start: number): number => {
    let at = start;
    while (at < to && !/^[,;|[+\u2610-\u2612]$/.test(tokens[at]?.lower ?? '') && !isSign(tokens, at, from)) at++;
    return at;
  };
  const itemStart = (end: number): number => {
    let at = end;
    while (at > from && !isItemEnd(tokens[at - 1] as NoteToken) && !ANSWER.test(tokens[at - 1]?.lower ?? '')) at--;
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
    if (
      /^[:=?-]$/.test(token.lower) &&
      at > from &&
      NO_ANSWER.has(tokens[at + 1]?.lower ?? '') &&
      endsItem(tokens, at + 2, to)
    )
      marks.push({ effect: 'negated', backward: true, at, to: at + 2, scope: [itemStart(at), at], asks: false });
    else if (isAnswer(tokens, { from, to }, at))
      marks.push({ effect: 'negated', backward: true, at, to: at + 1, scope: [itemStart(at), at], asks: false });
  }
  return marks;
}

const ANSWER = /^(?:yes|no|none|y|n)$/;

/** Whether an item ends before a token: at the sentence's end, a mark, or the label of the next (`Cough: N  Chills: Y`). */
function endsItem(tokens: readonly NoteToken[], at: number, to: number): boolean {
  if (at >= to || /^[,;.|)(]$/.test(tokens[at]?.lower ?? '')) return true;
  for (let next = at + 1; next < Math.min(to, at + 4); next++) {
    const { lower, kind } = tokens[next] ?? { lower: '', kind: 'mark' };
    if (lower === ':') return true;
    if (kind === 'mark') return false;
  }
  return false;
}

/** `Fever no, cough yes`: whether a word is a whole answer, a word before it and nothing of its item behind it. */
export function isAnswer(
  tokens: readonly NoteToken[],
  { from, to }: { readonly from: number; readonly to: number },
  at: number,
): boolean {
  const word = tokens[at]?.lower ?? '';
  if (at === from || !(word === 'no' || word === 'none' || word === 'denied' || word === 'denies')) return false;
  const behind = tokens[at + 1];
  const isLast = at + 1 >= to || (behind !== undefined && /^[,;.|]$/.test(behind.lower));
  return isLast && tokens[at - 1]?.kind === 'word';
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
