import type { FieldKind } from '../../artifacts/page-reading.js';
import { loincValid, npiValid } from '../../terminology/check-digits.js';
import { icd10 } from '../../terminology/code-shapes.js';

const MONTH = /^(?:jan|feb|mar|apr|may|jun|jul|aug|sep|sept|oct|nov|dec)[a-z]*\.?$/i;
const UNIT =
  /^(?:mg|mcg|µg|ug|g|gm|kg|ml|l|dl|units?|iu|meq|mmol|mol|%|mg\/.+|mcg\/.+|g\/.+|units\/.+|tabs?|tablets?|caps?|capsules?|puffs?|drops?|gtts?|sprays?|patch(?:es)?)$/i;
const IDENTIFIER =
  /^(?:mrn|npi|dea|ssn|id|acct|account|chart|policy|member|lot|claim|encounter|visit|record|patient)#?[:.]?$|^(?:no|nr|number|#)[.:]?$/i;
const PHONE_LABEL = /^(?:phone|tel|fax|telephone|cell|mobile|ph|call)[.:]*$/i;

/** Letters that stand for digits where OCR errs: a word of these and digits alone is a number that was read badly. */
const LOOKALIKE = /^[\dOoQDIl|!SsBbZzGgqA.,/:()%+<>=~-]+$/;

const bare = (text: string): string => text.replace(/^[("'[{<*#-]+|[)"'\]},;:*?!]+$/g, '').replace(/\.$/, '');

/** What a word is, by its own shape and by its neighbours on the line. */
export function fieldKind(text: string, before: readonly string[], after: readonly string[]): FieldKind {
  const word = bare(text);
  const last = before.at(-1) ?? '';
  if (!/\d/.test(word)) {
    // A month or a unit says what the number beside it means: wrong in it is wrong in the field.
    if (MONTH.test(word) && /^\(?\d/.test(after[0] ?? '')) return 'date';
    if (MONTH.test(word) && /^\(?\d{1,2}(?:st|nd|rd|th)?,?$/.test(last)) return 'date';
    if (UNIT.test(word) && /\d$|^[\dOoIlSB.,]+$/.test(bare(last))) return 'dose';
    if (
      word.length > 0 &&
      word.length <= 6 &&
      LOOKALIKE.test(word) &&
      /[OoQIl|!SBZ]/.test(word) &&
      UNIT.test(bare(after[0] ?? ''))
    ) {
      return 'dose';
    }
    return 'word';
  }
  if (/^\d{1,4}[/.-]\d{1,2}[/.-]\d{1,4}$/.test(word) || /^\d{1,2}-[A-Za-z]{3}-\d{2,4}$/.test(word)) return 'date';
  if (MONTH.test(bare(last)) && /^\d{1,4}(?:st|nd|rd|th)?,?$/.test(word)) return 'date';
  if (/^\d{4}$/.test(word) && MONTH.test(bare(before.at(-2) ?? ''))) return 'date';
  if (/^\(?\d{3}\)?[-. ]\d{3}[-.]\d{4}$/.test(word)) return 'phone';
  if (/^\(\d{3}\)$/.test(text) || (/^\(?\d{3}\)$/.test(last) && /^\d{3}[-.]\d{4}$/.test(word))) return 'phone';
  if (PHONE_LABEL.test(last) || /^\d{3}[-.]\d{4}$/.test(word)) return 'phone';
  if (/^\d{3}-\d{2}-\d{4}$/.test(word)) return 'identifier';
  if (
    /^[A-Z]\d[\dA-Z](?:\.[\dA-Z]{1,4})?$/.test(word) ||
    /^\d{1,5}-\d$/.test(word) ||
    /^\d{4,5}-\d{3,4}-\d{1,2}$/.test(word)
  ) {
    return 'code';
  }
  if (IDENTIFIER.test(last) || /^\d{6,}$/.test(word) || (/[A-Za-z]/.test(word) && /\d{4,}/.test(word)))
    return 'identifier';
  if (UNIT.test(bare(after[0] ?? '')) || /^[\d.,]+(?:mg|mcg|g|ml|mL|units?|meq|mEq|%)(?:\/.+)?$/.test(word))
    return 'dose';
  return 'number';
}

/** Whether a word that is a code can be one: shape, and the check digit where its system has one. null: nothing to check it by. */
export function codeHolds(text: string, before: readonly string[]): boolean | null {
  const word = bare(text);
  if (/^npi[:#]?$/i.test(before.at(-1) ?? '')) return npiValid(word);
  if (/^\d{1,5}-\d$/.test(word)) return loincValid(word);
  if (/^[A-Z]\d[\dA-Z](?:\.[\dA-Z]{1,4})?$/.test(word)) return icd10(word) !== null;
  return null;
}
