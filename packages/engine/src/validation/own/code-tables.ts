/** Small closed HL7 sets and check-digit schemes. Facts from HL7 V3 vocabulary and the owners' documentation. */

// HL7 V3 NullFlavor, 2.16.840.1.113883.5.1008.
export const NULL_FLAVORS: ReadonlySet<string> = new Set(
  'NI INV DER OTH NINF PINF UNC MSK NA UNK ASKU NAV NASK QS TRC NP'.split(' '),
);

// HL7 V3 ActStatus, 2.16.840.1.113883.5.14.
export const ACT_STATUS: ReadonlySet<string> = new Set(
  'normal aborted active cancelled completed held new suspended nullified obsolete'.split(' '),
);

/** Elements whose code comes from one closed HL7 code system: [element, code system OID, codes]. */
export const CLOSED_CODES: readonly (readonly [string, string, ReadonlySet<string>])[] = [
  ['administrativeGenderCode', '2.16.840.1.113883.5.1', new Set(['F', 'M', 'UN'])],
  ['maritalStatusCode', '2.16.840.1.113883.5.2', new Set('A C D I L M P S T U W'.split(' '))],
  ['confidentialityCode', '2.16.840.1.113883.5.25', new Set('U L M N R V'.split(' '))],
];

export const LOINC = '2.16.840.1.113883.6.1';
export const SNOMED = '2.16.840.1.113883.6.96';
export const CDC_RACE = '2.16.840.1.113883.6.238';

/** OID (ISO/IEC 9834-1) in dotted form, at least two arcs. */
export const isOid = (text: string): boolean => /^[0-2](\.(0|[1-9][0-9]*))+$/.test(text);
const isUuid = (text: string): boolean => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text);
/** HL7 V3 UID: an OID, a UUID or a reserved identifier of letters, digits and hyphens (datatypes, UID). */
export const isUid = (text: string): boolean => isOid(text) || isUuid(text) || /^[A-Za-z][A-Za-z0-9-]*$/.test(text);

/** LOINC's mod 10 check digit (LOINC Users' Guide, appendix). Answer, part, group and list codes are judged by their form only. */
export function isLoincCode(code: string): boolean {
  if (/^(LA|LP|LG|LL)\d{1,8}-\d$/.test(code)) return true;
  const match = /^(\d{1,8})-(\d)$/.exec(code);
  if (!match) return false;
  const digits = match[1]!;
  // The digits at odd places from the right, read as one number and doubled, and the other digits, all summed.
  let odd = '';
  let sum = 0;
  for (let i = digits.length - 1, place = 1; i >= 0; i -= 1, place += 1) {
    if (place % 2 === 1) odd = digits.charAt(i) + odd;
    else sum += Number(digits.charAt(i));
  }
  for (const digit of String(BigInt(odd) * 2n)) sum += Number(digit);
  return (10 - (sum % 10)) % 10 === Number(match[2]);
}

// Verhoeff's dihedral scheme: SNOMED CT Release File Specification, 'Check digit computation'.
const PERMUTATION = [
  '0123456789',
  '1576283094',
  '5803796142',
  '8916043527',
  '9453126870',
  '4286573901',
  '2793806415',
  '7046913258',
];
const PRODUCT = [
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

/** SCTID: 6 to 18 digits, no leading zero, Verhoeff check digit. */
export function isSnomedCode(code: string): boolean {
  if (!/^[1-9]\d{5,17}$/.test(code)) return false;
  let check = 0;
  for (let i = 0; i < code.length; i += 1) {
    const digit = Number(code.charAt(code.length - 1 - i));
    check = Number(PRODUCT[check]!.charAt(Number(PERMUTATION[i % 8]!.charAt(digit))));
  }
  return check === 0;
}

/** A well-formed BCP 47 tag (RFC 5646). */
export function isLanguageTag(tag: string): boolean {
  try {
    Intl.getCanonicalLocales(tag);
    return true;
  } catch {
    return false;
  }
}

const LANGUAGE_NAMES = new Intl.DisplayNames(['en'], { type: 'language', fallback: 'none' });

/** True when the language is one that CLDR names; tags that are well-formed and not known cannot be judged here. */
export const isKnownLanguage = (tag: string): boolean =>
  isLanguageTag(tag) && LANGUAGE_NAMES.of(new Intl.Locale(tag).language) !== undefined;
