import type { PatternField } from '../../artifacts/document-rules.js';

export type PatternValues = Partial<Record<Exclude<PatternField, '*'>, string>>;

/** What a field may hold: an identifier has no blanks, a date no letters but of months; names and titles may be anything short. */
const FIELD: Readonly<Record<PatternField, string>> = {
  id: '[\\p{L}\\p{N}][\\p{L}\\p{N}.-]{0,39}?',
  family: "[\\p{L}][\\p{L}\\p{M}'’. -]{0,59}?",
  given: "[\\p{L}][\\p{L}\\p{M}'’. -]{0,59}?",
  birthDate: '\\d{1,4}[-. ]?(?:\\d{1,2}|[A-Za-z]{3})[-. ]?\\d{1,4}',
  date: '\\d{1,4}[-. ]?(?:\\d{1,2}|[A-Za-z]{3})[-. ]?\\d{1,4}',
  title: '.{1,200}?',
  '*': '.{0,200}?',
};

/** Reads names of folders and files by a pattern such as `{family}, {given} ({id})`: blanks and underscores are the same there, case is not looked at. */
export function patternReader(pattern: string): (name: string) => PatternValues | null {
  const fields: PatternField[] = [];
  const source = pattern
    .split(/(\{[^{}]*\})/)
    .map((part) => {
      if (!part.startsWith('{')) return literal(part);
      const field = part.slice(1, -1) as PatternField;
      fields.push(field);
      return `(${FIELD[field]})`;
    })
    .join('');
  const expression = new RegExp(`^\\s*${source}\\s*$`, 'iu');
  return (name) => {
    // Longer names than file systems have are not looked at.
    if (name.length > 255) return null;
    const found = expression.exec(name.normalize('NFC').replaceAll('_', ' '));
    if (!found) return null;
    const values: Record<string, string> = {};
    for (const [i, field] of fields.entries()) if (field !== '*') values[field] = (found[i + 1] ?? '').trim();
    return values;
  };
}

const literal = (text: string): string =>
  text
    .normalize('NFC')
    .split(/[\s_]+/)
    .map((part) => part.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&'))
    .join('\\s+');
