import { icd10, ndc11 } from '../../terminology/code-shapes.js';

/** DEA number: two letters (the second may be 9), seven digits; the last is that of (1st+3rd+5th) + 2 x (2nd+4th+6th) (21 CFR 1301; DEA Diversion Control). */
export function deaNumber(text: string): string | null {
  const match = /^([ABCDEFGHJKLMPRSTUX][A-Z9])(\d{7})$/i.exec(text);
  const digits = match?.[2];
  if (digits === undefined) return null;
  const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, check = 0] = [...digits].map(Number);
  return (a + c + e + 2 * (b + d + f)) % 10 === check ? text.toUpperCase() : null;
}

/** Hyphenated NDC in one of FDA's forms or the 11-digit one (21 CFR 207.33). */
export function hyphenatedNdc(text: string): string | null {
  const read = /^\d{4,5}-\d{3,4}-\d{1,2}$/.test(text) ? ndc11(text) : null;
  return read === null || read === 'ambiguous' ? null : read.code;
}

/** NDC in any form; ten digits without hyphens stay as they are, for they could be any of three. */
export function anyNdc(text: string): string | null {
  const read = ndc11(text);
  return read === null ? null : read === 'ambiguous' ? text : read.code;
}

/** Points make a code of ICD-10 unlike an inventory number; letters behind them follow digits, but for X and A, unlike those of file names. */
export const pointedIcd10 = (text: string): string | null =>
  /\.[0-9XA]/i.test(text) && !/\.[A-Z]{3}/i.test(text) ? icd10(text) : null;

/** ICD-10-PCS: seven of 0-9 and A-Z without I and O, the first a section (ICD-10-PCS Reference Manual 1.2). Hardly any is of digits alone. */
export const icd10Pcs = (text: string): string | null =>
  /^(?=.*[A-Z])[0-9BCDFGHX][0-9A-HJ-NP-Z]{6}$/i.test(text) ? text.toUpperCase() : null;

/** ICD-10 of the WHO: no letters behind the point, and at most two digits (ICD-10 volume 2, 2.4). */
export const whoIcd10 = (text: string): string | null =>
  /^[A-Z]\d{2}(?:\.?\d{1,2})?$/i.test(text) ? icd10(text) : null;
