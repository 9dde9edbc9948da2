import { foldWord } from '../terminology/words/fold-word.js';

/** The words of a column or table name: split at signs, at capitals (`PatientDOBDate`) and around digits; folded. Digits are left out. */
export function nameParts(name: string): string[] {
  return name
    .replace(/([\p{Ll}\d])(\p{Lu})/gu, '$1 $2')
    .replace(/(\p{Lu}+)(\p{Lu}\p{Ll})/gu, '$1 $2')
    .split(/[^\p{L}]+/u)
    .filter((part) => part !== '')
    .map(foldWord);
}

/**
 * Splits names that are written together (`lastvisitdate`) into words that are known. A part that cannot be covered whole by known words of
 * three letters or more stays as it is.
 */
export function wordsOf(name: string, known: ReadonlySet<string>): string[] {
  return nameParts(name).flatMap((part) =>
    known.has(part) || part.length < 6 ? [part] : (segment(part, known) ?? [part]),
  );
}

/** Words that are hardly the end of another word, the longest first. */
const clearEnds =
  'firstname lastname middlename birthdate birthday telephone username password zipcode postcode surname address telefon mobile fname lname mname bdate email phone ssn dob'.split(
    ' ',
  );

function segment(part: string, known: ReadonlySet<string>): string[] | null {
  // Fewest words first: best[i] is the shortest cover of the first i letters.
  const best: (string[] | null)[] = [[]];
  for (let end = 1; end <= part.length; end++) {
    let found: string[] | null = null;
    for (let from = Math.max(0, end - 16); from <= end - 2; from++) {
      const before = best[from];
      if (!before) continue;
      const word = part.slice(from, end);
      if (!known.has(word) || (word.length < 3 && !(end === part.length && word === 'id'))) continue;
      if (found === null || before.length + 1 < found.length) found = [...before, word];
    }
    best.push(found);
  }
  const found = best[part.length];
  if (found && found.length > 1) return found;
  // `docfname`: what stands before is the table's.
  const end = clearEnds.find((word) => part.endsWith(word) && part.length - word.length <= 8 && part !== word);
  return end ? [part.slice(0, -end.length), end] : null;
}
