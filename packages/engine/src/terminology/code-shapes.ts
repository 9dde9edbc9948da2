/**
 * What codes look like, where no release is loaded that could say whether they exist. Every function takes trimmed text and gives the
 * code in its standard spelling, or null when the text cannot be one.
 */

/** ICD-10-CM: letter, digit, digit or letter, then up to 4 after the point (ICD-10-CM Official Guidelines I.A.2). `E119` gives `E11.9`. */
export function icd10(text: string): string | null {
  const match = /^([A-Z])(\d)([0-9AB])\.?([0-9A-Z]{0,4})$/.exec(text.toUpperCase());
  if (!match) return null;
  const [, letter = '', tens = '', units = '', rest = ''] = match;
  // Letters after the point are X as placeholder (I.A.4) or the 7th character (I.A.5), and A-Z in C4A-like and O/S/T categories.
  return rest === '' ? letter + tens + units : `${letter}${tens}${units}.${rest}`;
}

/**
 * ICD-9-CM diagnosis: 3 digits, V + 2 or E + 3, then up to 2 digits after the point (ICD-9-CM volume 1). `25000` gives `250.00`.
 * Shorter numbers have lost zeros or are something else: null.
 */
export function icd9(text: string): string | null {
  const match = /^(\d{3}|V\d{2})\.?(\d{0,2})$|^(E\d{3})\.?(\d?)$/.exec(text.toUpperCase());
  if (!match) return null;
  const category = match[1] ?? match[3] ?? '';
  const rest = match[2] ?? match[4] ?? '';
  return rest === '' ? category : `${category}.${rest}`;
}

/**
 * NDC in 11 digits 5-4-2 without hyphens (HIPAA form, 45 CFR 162.1002) from any hyphenated FDA form (4-4-2, 5-3-2, 5-4-1; 21 CFR 207.33).
 * `ambiguous`: ten digits without hyphens could be any of the three.
 */
export function ndc11(text: string): { readonly code: string } | 'ambiguous' | null {
  const plain = text.replace(/^NDC[: ]*/i, '').trim();
  if (/^\d{11}$/.test(plain)) return { code: plain };
  if (/^\d{10}$/.test(plain)) return 'ambiguous';
  const parts = /^(\d{4,5})[- ](\d{3,4})[- ](\d{1,2})$/.exec(plain);
  if (!parts) return null;
  const [, labeler = '', product = '', pack = ''] = parts;
  const digits = labeler.length + product.length + pack.length;
  if (digits !== 10 && digits !== 11) return null;
  return { code: labeler.padStart(5, '0') + product.padStart(4, '0') + pack.padStart(2, '0') };
}

/** CVX: 1-3 digits; CDC lists them with at least two (`08`, `141`). */
export function cvx(text: string): string | null {
  if (!/^\d{1,4}$/.test(text)) return null;
  const number = text.replace(/^0+(?=\d)/, '');
  return number.length > 3 || number === '0' ? null : number.padStart(2, '0');
}

/** CPT: five digits, or four digits and F (category II), T (III), U (PLA), A (MAAA), M (administrative). Carried through only. */
export const cpt = (text: string): string | null => (/^\d{4}[\dFTUAM]$/i.test(text) ? text.toUpperCase() : null);

/** HCPCS level II: a letter A-V (without CPT's own) and four digits. */
export const hcpcs = (text: string): string | null => (/^[A-V]\d{4}$/i.test(text) ? text.toUpperCase() : null);

/** RxNorm RXCUI: a number without leading zero. */
export const rxcui = (text: string): string | null => (/^[1-9]\d{0,7}$/.test(text) ? text : null);

const uniiSymbols = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ';

/** UNII: ten of 0-9A-Z, the last being the sum of the first nine values modulo 36 (FDA SRS manual, "UNII check character"). */
export function unii(text: string): 'ok' | 'check' | null {
  const code = text.toUpperCase();
  if (!/^[0-9A-Z]{10}$/.test(code)) return null;
  let sum = 0;
  for (let i = 0; i < 9; i++) sum += uniiSymbols.indexOf(code[i]!);
  return uniiSymbols[sum % 36] === code[9] ? 'ok' : 'check';
}
