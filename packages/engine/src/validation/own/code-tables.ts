import { isLanguageTag, MARITAL_STATUSES } from '../../terminology/code-forms.js';

// Small closed HL7 sets and the forms of codes: facts from HL7 V3 vocabulary and the owners' documentation.

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
  ['maritalStatusCode', '2.16.840.1.113883.5.2', MARITAL_STATUSES],
  ['confidentialityCode', '2.16.840.1.113883.5.25', new Set('U L M N R V'.split(' '))],
];

export const LOINC = '2.16.840.1.113883.6.1';
export const SNOMED = '2.16.840.1.113883.6.96';
export const CDC_RACE = '2.16.840.1.113883.6.238';

/** OID (ISO/IEC 9834-1) in dotted form, at least two arcs. */
const isOid = (text: string): boolean => /^[0-2](\.(0|[1-9][0-9]*))+$/.test(text);
const isUuid = (text: string): boolean => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text);
/** HL7 V3 UID: an OID, a UUID or a reserved identifier of letters, digits and hyphens (datatypes, UID). */
export const isUid = (text: string): boolean => isOid(text) || isUuid(text) || /^[A-Za-z][A-Za-z0-9-]*$/.test(text);

const LANGUAGE_NAMES = new Intl.DisplayNames(['en'], { type: 'language', fallback: 'none' });

/** True when the language is one that CLDR names; tags that are well-formed and not known cannot be judged here. */
export const isKnownLanguage = (tag: string): boolean =>
  isLanguageTag(tag) && LANGUAGE_NAMES.of(new Intl.Locale(tag).language) !== undefined;
