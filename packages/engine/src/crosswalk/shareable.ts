import { foldText } from '../terminology/store/terms.js';
import { strangeWords } from '../terminology/words/plain-text.js';

/** Values of so many patients are those of a list, not of a person. */
const ENOUGH_PATIENTS = 3;
const ENOUGH_ROWS = 5;
/** The same where a word is no common one, and may be a name: the least count that health statistics tell of a small area. */
const MANY_PATIENTS = 5;
const LONGEST = 80;

/** Looks of what is somebody's: dates, numbers to call or to name a person by, addresses of the net. */
const PERSONAL: readonly RegExp[] = [
  /\b\d{1,4}[-/.]\d{1,2}[-/.]\d{2,4}\b/,
  /\b\d{3}[-. ]?\d{2}[-. ]?\d{4}\b/,
  /\b\(?\d{3}\)?[-. ]?\d{3}[-. ]?\d{4}\b/,
  /\d{7}/,
  /@|https?:|www\./i,
  /\b(mrn|ssn|dob|phone|pt|patient|mr|mrs|ms|dr)\b[.:# ]/i,
];

/**
 * Whether a value of a column may stand in a list for people, outside the vault: it looks like nobody's, and either each of its words is one of a release
 * (`isKnown`), or several patients have it, and many where a word of it is no common one. What a clerk typed about one person into a list of drugs stays in the vault.
 */
export function isShareable(
  { value, rows, patients }: { readonly value: string; readonly rows: number; readonly patients: number | null },
  isKnown: (word: string) => boolean,
): boolean {
  if (value.length > LONGEST || PERSONAL.some((shape) => shape.test(value))) return false;
  const wordsOf = (text: string): readonly string[] => foldText(text).match(/\p{L}{3,}/gu) ?? [];
  if (wordsOf(value).every(isKnown)) return true;
  if (strangeWords(value).some((word) => !wordsOf(word).every(isKnown)))
    return patients !== null && patients >= MANY_PATIENTS;
  return patients === null ? rows >= ENOUGH_ROWS : patients >= ENOUGH_PATIENTS;
}
