import type { PatternField } from '../../artifacts/document-rules.js';

export type PatternValues = Partial<Record<Exclude<PatternField, '*'>, string>>;

/** What a field may hold: an identifier has no blanks, a date no letters but of months; names and titles may be anything short. */
interface FieldShape {
  readonly least: number;
  readonly most: number;
  readonly first: RegExp;
  readonly rest: RegExp;
  readonly whole?: RegExp;
}

const ANY = /./su;
const NAME: FieldShape = { least: 1, most: 60, first: /\p{L}/u, rest: /[\p{L}\p{M}'’. -]/u };
const DATE: FieldShape = {
  ...{ least: 5, most: 12, first: /\d/, rest: /[\dA-Za-z. -]/ },
  whole: /^\d{1,4}[-. ]?(?:\d{1,2}|[A-Za-z]{3})[-. ]?\d{1,4}$/,
};
const FIELD: Readonly<Record<PatternField, FieldShape>> = {
  id: { least: 1, most: 40, first: /[\p{L}\p{N}]/u, rest: /[\p{L}\p{N}.-]/u },
  family: NAME,
  given: NAME,
  birthDate: DATE,
  date: DATE,
  title: { least: 1, most: 200, first: ANY, rest: ANY },
  '*': { least: 0, most: 200, first: ANY, rest: ANY },
};

type Part = { readonly literal: string } | { readonly field: PatternField };

/** Longer names than file systems have are not looked at. */
const LONGEST = 255;

/** Blanks and underscores are one blank, case is not looked at. */
const folded = (text: string): string => text.normalize('NFC').replace(/[\s_]+/g, ' ');

/**
 * Reads names of folders and files by a pattern such as `{family}, {given} ({id})`; null: the name is not so. Of several ways to read it the one counts whose first
 * fields are shortest. A step for each part and place at most: no name takes long.
 */
export function patternReader(pattern: string): (name: string) => PatternValues | null {
  const parts = folded(pattern.trim())
    .split(/(\{[^{}]*\})/)
    .filter((part) => part !== '')
    .map(
      (part): Part =>
        part.startsWith('{') ? { field: part.slice(1, -1) as PatternField } : { literal: part.toLowerCase() },
    );
  return (given) => {
    const name = folded(given.trim());
    if (name.length > LONGEST) return null;
    const values: Record<string, string> = {};
    return fits(parts, name, values) ? values : null;
  };
}

function fits(parts: readonly Part[], name: string, values: Record<string, string>): boolean {
  const lower = name.toLowerCase();
  const failed = new Set<number>();
  const from = (index: number, at: number): boolean => {
    const part = parts[index];
    if (part === undefined) return at === name.length;
    const state = index * (LONGEST + 2) + at;
    if (failed.has(state)) return false;
    if (
      'literal' in part
        ? lower.startsWith(part.literal, at) && from(index + 1, at + part.literal.length)
        : field(part.field, index, at)
    )
      return true;
    failed.add(state);
    return false;
  };
  const field = (which: PatternField, index: number, at: number): boolean => {
    const { least, most, first, rest, whole } = FIELD[which];
    for (let length = 0; length <= most && at + length <= name.length; length++) {
      if (length > 0 && !(length === 1 ? first : rest).test(name[at + length - 1]!)) return false;
      const text = name.slice(at, at + length);
      if (length < least || (whole && !whole.test(text)) || !from(index + 1, at + length)) continue;
      if (which !== '*') values[which] = text.trim();
      return true;
    }
    return false;
  };
  return from(0, 0);
}
