import type { PhiKind } from '../../artifacts/source-profile.js';
import { foldWord } from '../../terminology/words/fold-word.js';
import { isOnlyNames, looksLikePersonName } from '../../terminology/words/person-names.js';

/** Shapes of identifiers, tried on trimmed values. What a plain number of nine or ten digits is, its shape alone does not say: see `weak`. */
const shapes: readonly { readonly kind: PhiKind; readonly test: RegExp; readonly says: string }[] = [
  { kind: 'email', test: /^[^\s@]+@[^\s@]+\.[A-Za-z]{2,}$/, says: 'e-mail addresses' },
  { kind: 'ssn', test: /^\d{3}[- ]\d{2}[- ]\d{4}$/, says: 'numbers written as US social security numbers' },
  {
    kind: 'ip-address',
    test: /^(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)\.){3}(?:25[0-5]|2[0-4]\d|1?\d?\d)$/,
    says: 'IP addresses',
  },
  { kind: 'url', test: /^(?:https?|ftp):\/\/\S+$|^www\.\S+\.\S+$/i, says: 'web addresses' },
  {
    kind: 'phone',
    test: /^(?:\+\d{1,3}[ .-]?|1[ .-])?(?:\(\d{2,5}\)|\d{2,5})[ ./-]\d{2,4}(?:[ .-]?\d{2,4}){1,3}(?: ?(?:x|ext\.?) ?\d{1,5})?$|^\+\d{8,14}$/i,
    says: 'telephone numbers',
  },
  {
    kind: 'postal-code',
    test: /^\d{5}-\d{4}$|^[A-Za-z]\d[A-Za-z] ?\d[A-Za-z]\d$|^[A-Z]{1,2}\d[A-Z\d]? \d[A-Z]{2}$/,
    says: 'postal codes',
  },
];

const streets =
  /\bp\.? ?o\.? ?box \d|\bpostfach \d|^\d{1,6}[A-Za-z]? +\S.*\b(?:st|street|ave|avenue|rd|road|dr|drive|ln|lane|blvd|boulevard|ct|court|way|pl|place|ter|terrace|cir|circle|hwy|highway|pkwy|apt|unit|suite)\b\.?|\b(?:strasse|straße|str\.|weg|platz|gasse|rue|avenue|calle|avenida|via|viale|piazza|rua|straat|laan|ulica|ul\.|strada|sokak|caddesi|cad\.|mah\.|ulice)\b.*\d|\d.*\b(?:rue|avenue)\b/i;

/** Product codes with hyphens: NDC in its forms (4-4-2, 5-3-2, 5-4-1, 5-4-2), and what ends in one or two digits after two groups, as no telephone number does. */
const productCode = /^\d{2,7}-\d{2,5}-\d{1,2}$/;

/** The identifier that one value is by its looks; null where it is none. Names are not told here. */
export function identifierShape(value: string): PhiKind | null {
  for (const { kind, test } of shapes)
    if (test.test(value) && !(kind === 'phone' && productCode.test(value))) return kind;
  if (value.length >= 8 && streets.test(value)) return 'address';
  return null;
}

export interface ValuedPhi {
  readonly kind: PhiKind;
  /** Share of the distinct values looked at. */
  readonly share: number;
  readonly reason: string;
}

const wordOnly = /^[\p{L}\p{M}.,' -]+$/u;

/** What the distinct values of a column are by their looks, the kind with the largest share. Null where fewer than one in ten is anything. */
export function phiByValues(values: readonly string[]): ValuedPhi | null {
  if (values.length === 0) return null;
  const counts = new Map<PhiKind, number>();
  let names = 0;
  for (const value of values) {
    const kind = identifierShape(value);
    if (kind !== null) counts.set(kind, (counts.get(kind) ?? 0) + 1);
    else if (isPersonName(value)) names++;
  }
  counts.set('name', names);
  const [kind, count] = [...counts].sort((a, b) => b[1] - a[1])[0]!;
  const share = count / values.length;
  if (share < 0.1) return null;
  const says =
    kind === 'name'
      ? 'names of people'
      : kind === 'address'
        ? 'street addresses'
        : shapes.find((s) => s.kind === kind)!.says;
  return { kind, share, reason: `${Math.round(share * 100)}% of the distinct values looked at read as ${says}` };
}

/** True where a value reads as a person's name: one of its words is a frequent name, and all are words. */
export function isPersonName(value: string): boolean {
  return value.length <= 60 && wordOnly.test(value) && looksLikePersonName(nameWordsOf(value));
}

/** True where nothing in the value but names is left: `Anna Schmidt`, and not `Anna Street Clinic`. */
export function isNothingButName(value: string): boolean {
  return value.length <= 60 && wordOnly.test(value) && isOnlyNames(nameWordsOf(value));
}

const nameWordsOf = (value: string): string[] =>
  foldWord(value)
    .split(/[\s.,'-]+/)
    .filter((word) => word !== '');
