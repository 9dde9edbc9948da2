import { ethnicityCodes } from '../tables/cdc-ethnicity.js';
import { cdcRaceCodes } from '../tables/cdc-race.js';
import { countryCodes } from '../tables/country-codes.js';
import { vaccine } from '../tables/cvx.js';
import { languageCodes } from '../tables/language-codes.js';
import { religiousAffiliationCodes } from '../tables/religious-affiliation.js';
import * as templateCodes from '../tables/template-codes.js';
import { unitAtoms, wholeUnits } from '../tables/ucum-spellings.js';
import * as v3 from '../tables/v3.js';
import { foldWord } from './fold-word.js';
import { isNameWord } from './person-names.js';
import { PLAIN_WORDS } from './plain-words.js';

/** Displays and names of the code tables that ship with the program: they are read for their words. */
const TABLES: readonly string[] = [
  ...[ethnicityCodes, cdcRaceCodes, countryCodes, vaccine, languageCodes, religiousAffiliationCodes],
  ...[unitAtoms, wholeUnits, ...Object.values(templateCodes), ...Object.values(v3)],
];

const plain: ReadonlySet<string> = new Set([
  ...PLAIN_WORDS,
  ...TABLES.flatMap((table) => foldWord(table).match(/[a-z]{3,}/g) ?? []),
]);

/** Endings that only words of medicine have, and beginnings that words of medicine are put together with. */
const medicalEnd =
  /.{3}(?:itis|osis|aemia|emia|uria|ectomy|ostomy|otomy|oscopy|ography|ology|ologist|opathy|oplasty|algia|penia|megaly|plegia|rrhea|rrhage|trophy|genesis|cillin|mycin|micin|statin|prazole|sartan|olol|dipine|azepam|azolam|barbital|cycline|floxacin|gliptin|gliflozin|glutide|tidine|setron|triptan|parin|xaban|ximab|zumab|mumab|tinib|ciclib|vastatin|navir|tegravir|azole|dronate|thiazide|caine|curium)s?$/;
const BEGINNINGS =
  /^(?:un|re|non|pre|post|anti|inter|intra|sub|over|under|hyper|hypo|micro|macro|multi|neuro|cardio|gastro|hemo|immuno|psycho|bio|poly|mono|mis|dis|in|im|out|up|auto|semi|super|tele|ultra|trans|extra|electro|echo|endo|broncho|osteo|hepato|nephro|thrombo|cyto|patho|physio|radio|radiculo|sero|uro|video|web|e)(?=.{3})/;
/** Endings, with what may have stood there before. */
const ENDINGS: readonly (readonly [RegExp, readonly string[]])[] = [
  [/'s$/, ['']],
  [/ies$/, ['y', 'ie']],
  [/es$/, ['', 'e', 'is']],
  [/s$/, ['']],
  [/ied$/, ['y']],
  [/ed$/, ['', 'e']],
  [/ing$/, ['', 'e']],
  [/(?:er|or|ers|ors)$/, ['', 'e']],
  [/(?:ally|ly)$/, ['', 'le', 'y']],
  [/(?:ations?|ions?|itions?)$/, ['', 'e', 'ate']],
  [
    /(?:ments?|ness|ful|less|able|ible|ive|ity|al|ic|ical|ous|ary|ist|ism|ize|ized|izing|ise|ised|age|ship|hood|ant|ent|ance|ence|ancy|ency|ure|y)$/,
    ['', 'e', 'y', 'ion'],
  ],
  [/(?:en|ene|innen|in|e|er|n)$/, ['']],
];

/** Longer words are looked at once: no text of a legacy list has so many different ones. */
const MOST_REMEMBERED = 50_000;
const remembered = new Map<string, boolean>();

/** True for a common word of records, in any of its forms; `word` is folded. */
export function isPlainWord(word: string): boolean {
  const known = remembered.get(word);
  if (known !== undefined) return known;
  const is = plain.has(word) || (!isNameWord(word) && isFormOf(word, 2));
  if (remembered.size < MOST_REMEMBERED) remembered.set(word, is);
  return is;
}

function isFormOf(word: string, depth: number): boolean {
  if (plain.has(word) || (word.length >= 7 && medicalEnd.test(word))) return true;
  if (depth === 0) return false;
  for (const [ending, before] of ENDINGS) {
    const stem = word.replace(ending, '');
    if (stem === word || stem.length < 3) continue;
    const single = /(.)\1$/.test(stem) ? [stem.slice(0, -1)] : [];
    const stems = [...before.map((end) => stem + end), ...single];
    if (stems.some((one) => one.length >= 4 && isFormOf(one, depth - 1))) return true;
  }
  const rest = word.replace(BEGINNINGS, '');
  return rest !== word && rest.length >= 4 && plain.has(rest);
}

/** Words that names of columns and values for programs are written together of: `newpatient`, `lab_no`. */
function isPutTogether(word: string): boolean {
  const best: boolean[] = [true];
  for (let end = 1; end <= word.length; end++) {
    best[end] = false;
    for (let from = Math.max(0, end - 16); from <= end - 3 && !best[end]; from++)
      best[end] = best[from] === true && plain.has(word.slice(from, end));
  }
  return best[word.length] === true;
}

/** What a word is judged by: as it is written, and what stands around it. */
function isTellableWord(raw: string, isForPrograms: boolean): boolean {
  const word = foldWord(raw);
  // Letters that are no word: initials, units, parts of codes.
  if (word.length <= 2 || isPlainWord(word)) return true;
  if (isNameWord(word)) return false;
  if (raw === raw.toUpperCase() && /^[a-z]+$/.test(word)) return word.length <= 4 || !/[aeiouy]/.test(word);
  if (!isForPrograms || raw !== raw.toLowerCase()) return isForPrograms && word.length <= 30 && isPutTogether(word);
  return word.length <= 4 || (word.length <= 30 && isPutTogether(word));
}

const lettersOf = (text: string): readonly string[] => text.match(/[\p{L}\p{M}]+(?:['’]s\b)?/gu) ?? [];

/** A word with something between its letters. */
const spreadLetters = /(?<!\p{L})\p{L}(?:[^\p{L}\p{N}]\p{L}(?!\p{L})){4,}/gu;

/** Words of a text that are no common words, as they stand in it: each may be a name. `patientData` counts as two words. */
export function strangeWords(text: string): string[] {
  const spread = text.match(spreadLetters)?.filter((run) => !isPlainWord(foldWord(run.replace(/[^\p{L}]/gu, ''))));
  if (spread !== undefined && spread.length > 0) return spread;
  const isForPrograms = /^[\p{Ll}_:|.$#-][^\s]*$/u.test(text) || /[_:|]|\p{Ll}\p{Lu}/u.test(text);
  return lettersOf(text).flatMap((word) => {
    if (isTellableWord(word, isForPrograms)) return [];
    const parts = word
      .replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2')
      .replace(/(\p{Lu}+)(\p{Lu}\p{Ll})/gu, '$1 $2')
      .split(' ');
    return parts.length > 1 && parts.every((part) => part.length > 2 && isTellableWord(part, true)) ? [] : [word];
  });
}

/** True where a text is made of common words, initials and signs: nothing in it can be an uncommon name. */
export const isPlainText = (text: string): boolean => strangeWords(text).length === 0;
