import { foldWord } from '../../terminology/words/fold-word.js';
import { isNameWord } from '../../terminology/words/person-names.js';
import { isPlainText, strangeWords } from '../../terminology/words/plain-text.js';
import type { PersonWords } from './person-words.js';
import { identifierShape, isNothingButName } from './value-guess.js';

/** What stands where something was taken out. */
const GAP = '…';

/** Addresses of the net, days and longer numbers, wherever they stand in a text. */
const identifiers =
  /[^\s@,;<>()]+@[^\s@,;<>()]+|(?:https?|ftp):\/\/\S+|(?:\((?=\d+\)))?\+?\d[\d()./ -]{6,}\d|\b\d{1,4}[-/.]\d{1,2}[-/.]\d{2,4}\b|\b[A-Za-z]{0,6}[-#]?\d{6,}\b/g;
const capital = /^\p{Lu}/u;

/**
 * A comment of a table or column, as its program's authors wrote it, without what may be somebody's: days, numbers, addresses, names. An unknown word with a capital
 * counts as a name where the text is of words that are known, or where two stand together: in other languages things are written so too.
 */
export function toldComment(comment: string | null, people: Pick<PersonWords, 'tells'>): string | null {
  if (comment === null) return null;
  const text = comment.replace(identifiers, GAP);
  const words = text.split(/(\s+)/);
  const strange = words.map((word) => strangeWords(word).length > 0);
  // Short words of any language pass for parts of names of columns.
  const named = words.filter((word) => /\p{L}{5}/u.test(word)).length;
  const isKnownLanguage = strange.filter(Boolean).length <= named / 2;
  const isName = words.map((word, i) => {
    const bare = word.replace(/^[^\p{L}]+|[^\p{L}]+$/gu, '');
    if (bare === '' || !capital.test(bare)) return strange[i] && people.tells(bare);
    if (!strange[i]) return false;
    const together = [i - 2, i + 2].some(
      (at) => strange[at] && capital.test(words[at]?.replace(/^[^\p{L}]+/u, '') ?? ''),
    );
    return isKnownLanguage || together || people.tells(bare) || isNameWord(foldWord(bare));
  });
  const told = words.map((word, i) => (isName[i] ? word.replace(/[\p{L}\p{M}'’-]+/gu, GAP) : word)).join('');
  return told.replace(/…(?:[\s,.]*…)+/g, GAP);
}

const literal = /'((?:[^'\\]|\\.|'')*)'/g;

/** A type as the source declares it; of the values that it lists, those that may be somebody's are left out. */
export function toldType(type: string, people: Pick<PersonWords, 'tells'>): string {
  return type.replace(literal, (whole, value: string) => (isTold(value, people) ? whole : `'${GAP}'`));
}

const isTold = (value: string, people: Pick<PersonWords, 'tells'>): boolean =>
  isPlainText(value) &&
  identifierShape(value) === null &&
  !isNothingButName(value) &&
  !(/\s/.test(value) && people.tells(value)) &&
  value.replace(identifiers, GAP) === value;
