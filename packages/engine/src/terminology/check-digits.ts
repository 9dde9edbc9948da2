/** Luhn (ISO/IEC 7812-1 annex B): true when the digits, check digit last, are consistent. */
export function luhnValid(digits: string): boolean {
  if (!/^\d+$/.test(digits)) return false;
  let sum = 0;
  for (let i = 0; i < digits.length; i++) {
    let digit = digits.charCodeAt(digits.length - 1 - i) - 48;
    if (i % 2 === 1) {
      digit *= 2;
      if (digit > 9) digit -= 9;
    }
    sum += digit;
  }
  return sum % 10 === 0;
}

/** NPI: ten digits, first 1 or 2, Luhn over `80840` + NPI (45 CFR 162.406; CMS "NPI check digit" paper). */
export const npiValid = (npi: string): boolean => /^[12]\d{9}$/.test(npi) && luhnValid(`80840${npi}`);

// Verhoeff dihedral group D5 multiplication and permutation (SNOMED CT Technical Implementation Guide, "Check digit").
const verhoeffMultiply = [
  '0123456789',
  '1234067895',
  '2340178956',
  '3401289567',
  '4012395678',
  '5987604321',
  '6598710432',
  '7659821043',
  '8765932104',
  '9876543210',
];
const verhoeffPermute = [
  '0123456789',
  '1576283094',
  '5803796142',
  '8916043527',
  '9453126870',
  '4286573901',
  '2793806415',
  '7046913258',
];

/** Verhoeff: catches every single wrong digit and every swap of neighbours. */
export function verhoeffValid(digits: string): boolean {
  if (!/^\d+$/.test(digits)) return false;
  let check = 0;
  for (let i = 0; i < digits.length; i++) {
    const digit = digits.charCodeAt(digits.length - 1 - i) - 48;
    const permuted = verhoeffPermute[i % 8]!.charCodeAt(digit) - 48;
    check = verhoeffMultiply[check]!.charCodeAt(permuted) - 48;
  }
  return check === 0;
}

/** A SNOMED CT concept id: 6-18 digits, no leading zero, partition 00 or 10 (concept), Verhoeff check digit. */
export const snomedConceptValid = (id: string): boolean =>
  /^[1-9]\d{5,17}$/.test(id) && (id.at(-3) === '0' || id.at(-3) === '1') && id.at(-2) === '0' && verhoeffValid(id);

/** A LOINC code: number, hyphen, mod-10 (Luhn) check digit (LOINC Users' Guide, appendix "check digit"). */
export const loincValid = (code: string): boolean => /^\d{1,7}-\d$/.test(code) && luhnValid(code.replace('-', ''));
