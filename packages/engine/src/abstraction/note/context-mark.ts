import type { NoteToken } from './note-text.js';
import type { ContextEffect } from './tables/context-triggers.js';

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

/** Where an item of a list ends within a sentence. */
export const isItemEnd = (token: NoteToken): boolean =>
  token.lower === ',' || token.lower === ';' || token.lower === '|';
