import type { Cell } from '../base/cell.js';
import type { CleanContext, Cleaner, CleanFinding, CleanResult } from '../base/cleaner.js';
import { type FindingCode, finding } from './findings.js';

export type Args = Readonly<Record<string, unknown>>;

/** A cleaning function with everything that `map check` and the guide need. */
export interface Rule extends Cleaner {
  readonly args: Readonly<Record<string, string>>;
  readonly findings: readonly FindingCode[];
}

/** Every input was null or blank. */
export const absent: CleanResult = Object.freeze({ value: undefined });

/** Another rule over the same cells gives the value. */
export const elsewhere: CleanResult = Object.freeze({ value: undefined, elsewhere: true });

export const clean = (value: unknown): CleanResult => ({ value });

const nothings = new Map<FindingCode, CleanResult>();

/** Nothing usable, and why. */
export function nothing(code: FindingCode): CleanResult {
  let result = nothings.get(code);
  if (!result) {
    result = Object.freeze({ value: undefined, findings: Object.freeze([finding(code)]) });
    nothings.set(code, result);
  }
  return result;
}

/** A value with what is wrong with it; no codes gives a clean value. */
export const withFindings = (value: unknown, ...codes: readonly FindingCode[]): CleanResult =>
  codes.length === 0 ? { value } : { value, findings: codes.map(finding) as readonly CleanFinding[] };

const utf8 = new TextDecoder('utf-8', { fatal: true });

/** Cell as text without blanks and control characters at its ends; '' for null and blank; null for bytes that are not UTF-8 text. */
export function cellText(cell: Cell | undefined): string | null {
  if (typeof cell === 'string') return trimmed(cell);
  if (cell === null || cell === undefined) return '';
  if (cell instanceof Uint8Array) {
    try {
      return trimmed(utf8.decode(cell));
    } catch {
      return null;
    }
  }
  return String(cell);
}

const isControl = (code: number): boolean => code < 32 || (code >= 127 && code < 160);

/** Blanks and control characters off both ends. */
export function trimmed(text: string): string {
  let kept = text.trim();
  // A loop and not an expression: its time grows with the text and not with its square.
  while (kept !== '' && (isControl(kept.charCodeAt(0)) || isControl(kept.charCodeAt(kept.length - 1)))) {
    let from = 0;
    let to = kept.length;
    while (from < to && isControl(kept.charCodeAt(from))) from++;
    while (to > from && isControl(kept.charCodeAt(to - 1))) to--;
    kept = kept.slice(from, to).trim();
  }
  return kept;
}

interface TextRule {
  readonly name: string;
  readonly describe: string;
  readonly inputs?: readonly [number, number];
  readonly returns: string;
  readonly args?: Readonly<Record<string, string>>;
  readonly findings?: readonly FindingCode[];
  /** `text` is the first input, not blank. `rest` are the other inputs as text (blank where absent). */
  clean(text: string, args: Args, context: CleanContext, rest: readonly string[]): CleanResult;
}

const noRest: readonly string[] = Object.freeze([]);

/** A rule over text: null and blank are absent, bytes that are no text give `not-text`. */
export function textRule(rule: TextRule): Rule {
  return {
    name: rule.name,
    describe: rule.describe,
    inputs: rule.inputs ?? [1, 1],
    returns: rule.returns,
    args: rule.args ?? {},
    findings: [...(rule.findings ?? []), 'not-text'],
    clean(inputs, args, context) {
      const text = cellText(inputs[0]);
      if (text === null) return nothing('not-text');
      let rest = noRest;
      if (inputs.length > 1) {
        const texts = inputs.slice(1).map(cellText);
        // A unit or a code system that cannot be read would change what the value means.
        if (texts.includes(null)) return nothing('not-text');
        rest = texts as string[];
      }
      if (text === '' && rest.every((other) => other === '')) return absent;
      return rule.clean(text, args, context, rest);
    },
  };
}

export const stringArg = (args: Args, name: string): string | undefined => {
  const value = args[name];
  return typeof value === 'string' ? value : undefined;
};
