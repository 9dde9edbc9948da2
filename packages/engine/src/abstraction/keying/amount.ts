import { Decimal } from '../../base/decimal.js';

const HALVES: Readonly<Record<string, string>> = Object.freeze({
  '1/2': '0.5',
  '1/4': '0.25',
  '3/4': '0.75',
  '1/8': '0.125',
  '3/8': '0.375',
  '5/8': '0.625',
  '7/8': '0.875',
});
const COMPARATORS: Readonly<Record<string, string>> = Object.freeze({ '=<': '<=', '≤': '<=', '=>': '>=', '≥': '>=' });

/** Vulgar fractions apart from the number before them (NFKC makes `1½` into `11/2`), all digits ASCII, blanks of every kind one blank. */
export const plainCharacters = (text: string): string =>
  text
    .replace(/(\d)(?=[¼½¾⅐-⅞])/g, '$1 ')
    .normalize('NFKC')
    .replaceAll('\u2044', '/')
    .replace(/[\u2010-\u2015\u2212]/g, '-')
    .replace(/\s+/g, ' ')
    .trim();

/** Digits without the zeros that say nothing: `0.50` = `.5`, `5.0` = `5`. */
function significant(text: string): string | null {
  const number = Decimal.parse(text);
  if (number === null) return null;
  return number.text.includes('.') ? number.text.replace(/\.?0+$/, '') : number.text;
}

/** One number as people write it, exactly; null where it is none, or may be two (`1,234`). */
function plainNumber(text: string): string | null {
  if (/^[+-]?\d{1,3}(?: \d{3})+(?:[.,]\d+)?$/.test(text))
    return significant(text.replaceAll(' ', '').replace(',', '.'));
  if (/^[+-]?\d{1,3}(?:,\d{3})+\.\d+$/.test(text) || /^[+-]?\d{1,3}(?:,\d{3}){2,}$/.test(text))
    return significant(text.replaceAll(',', ''));
  if (/^[+-]?\d{1,3}(?:\.\d{3})+,\d+$/.test(text) || /^[+-]?\d{1,3}(?:\.\d{3}){2,}$/.test(text))
    return significant(text.replaceAll('.', '').replace(',', '.'));
  // Three digits behind a comma may be thousands, unless nothing but zero stands before it.
  if (/^[+-]?\d*,\d+$/.test(text))
    return /^[+-]?[1-9]\d{0,2},\d{3}$/.test(text) ? null : significant(text.replace(',', '.'));
  return /^[+-]?(?:\d+\.?\d*|\.\d+)$/.test(text) ? significant(text) : null;
}

function fraction(text: string): string | null {
  const match = /^(?:(\d{1,4})[ -])?(\d{1,3}) ?\/ ?(\d{1,3})$/.exec(text);
  if (!match) return null;
  const [, whole = '0', top = '', bottom = ''] = match;
  const part = HALVES[`${Number(top)}/${Number(bottom)}`];
  if (part !== undefined) return `${Number(whole)}${part.slice(1)}`;
  return `${Number(whole)}+${Number(top)}/${Number(bottom)}`;
}

/**
 * The amount that a text states, in one spelling for all that mean the same: exact digits, never a float. Ranges (`1-2`) and comparators (`<5`) are amounts too. null: none, or not
 * certain which.
 */
export function amountKey(written: string): string | null {
  const text = plainCharacters(written);
  if (text === '' || text.length > 48) return null;
  const compared = /^(<=|>=|=<|=>|<|>|≤|≥|~)\s*(.+)$/.exec(text);
  if (compared) {
    const rest = plainNumber(compared[2] ?? '');
    const sign = compared[1] ?? '';
    return rest === null ? null : `${COMPARATORS[sign] ?? sign}${rest}`;
  }
  const single = plainNumber(text) ?? fraction(text);
  if (single !== null) return single;
  const range = /^(\S+?)\s*(?:-|\bto\b)\s*(\S+)$/i.exec(text);
  if (!range) return null;
  const from = plainNumber(range[1] ?? '') ?? fraction(range[1] ?? '');
  const to = plainNumber(range[2] ?? '') ?? fraction(range[2] ?? '');
  return from === null || to === null ? null : `${from}..${to}`;
}
