import { npiValid } from '../../terminology/check-digits.js';
import { isLoincCode, isSnomedCode } from '../../terminology/code-forms.js';
import { cpt, cvx, hcpcs, icd9, icd10, rxcui, unii } from '../../terminology/code-shapes.js';
import { language } from '../../terminology/languages.js';
import { countryCode, stateCode } from '../../terminology/places.js';
import { ucumCode } from '../../terminology/ucum.js';
import { anyNdc, deaNumber, hyphenatedNdc, icd10Pcs, pointedIcd10, whoIcd10 } from './further-shapes.js';

/** How a code system shows itself in a column's values and names. */
export interface CodeRecogniser {
  /** URI as FHIR names it. */
  readonly system: string;
  readonly name: string;
  /** The code in the spelling of its system; null where the text cannot be one. */
  readonly read: (text: string) => string | null;
  /**
   * How much the shape alone says: `own` where hardly anything else looks so (given some different values), `shared` where names, a column beside it or
   * a loaded release must say so too.
   */
  readonly shape: 'own' | 'shared';
  /** Chance that a text of the right length is one; what many values of another kind would show by accident. */
  readonly chance: number;
  /** Share below which a column named for it holds other things: words for people, mostly. */
  readonly least?: number;
  /** Words of the column that name the system itself. */
  readonly names: RegExp;
  /** Words of column and table that make it likely. */
  readonly hints: RegExp | null;
}

const at =
  (pattern: RegExp) =>
  (text: string): string | null =>
    pattern.test(text) ? text : null;
const upperAt =
  (pattern: RegExp) =>
  (text: string): string | null =>
    pattern.test(text) ? text.toUpperCase() : null;

/** The most telling first. */
export const CODE_RECOGNISERS: readonly CodeRecogniser[] = [
  {
    system: 'http://loinc.org',
    name: 'LOINC',
    read: (text) => (isLoincCode(text) ? text : null),
    shape: 'own',
    chance: 0.1,
    names: /\b(?:loinc|lnc)\b/,
    hints: /\b(?:lab|test|obs|observation|result|vital|analyte|component)\b/,
  },
  {
    system: 'http://hl7.org/fhir/sid/icd-10-cm',
    name: 'ICD-10-CM',
    read: pointedIcd10,
    shape: 'own',
    chance: 0.02,
    names: /\b(?:icd ?10|icd ?10 ?cm|i10|icd)\b/,
    hints: /\b(?:dx|diag|diagnos\w*|problem|condition|justify|illness|disease|morbid\w*)\b/,
  },
  {
    system: 'http://www.whocc.no/atc',
    name: 'ATC',
    read: upperAt(/^[ABCDGHJLMNPRSV]\d{2}[A-Z](?:[A-Z](?:\d{2})?)?$/i),
    shape: 'own',
    chance: 0.001,
    names: /\batc\b/,
    hints: /\b(?:drug|med|medication|rx|substance)\b/,
  },
  {
    system: 'http://nucc.org/provider-taxonomy',
    name: 'NUCC taxonomy',
    read: upperAt(/^\d{3}[A-Z0-9]{6}X$/i),
    shape: 'own',
    chance: 0.0005,
    names: /\b(?:taxonomy|nucc)\b/,
    hints: null,
  },
  {
    system: 'http://hl7.org/fhir/sid/ndc',
    name: 'NDC',
    read: hyphenatedNdc,
    shape: 'own',
    chance: 0.002,
    names: /\bndc\b/,
    hints: /\b(?:drug|med|medication|rx|vaccine|package|product)\b/,
  },
  {
    system: 'http://hl7.org/fhir/sid/us-npi',
    name: 'NPI',
    read: (text) => (npiValid(text) ? text : null),
    shape: 'own',
    chance: 0.02,
    names: /\bnpi\b/,
    hints: /\b(?:provider|physician|doctor|facility|prov)\b/,
  },
  {
    system: 'http://snomed.info/sct',
    name: 'SNOMED CT',
    read: (text) => (isSnomedCode(text) && /[01]\d$/.test(text.slice(0, -1)) ? text : null),
    shape: 'own',
    chance: 0.03,
    names: /\b(?:snomed|sct|sctid)\b/,
    hints: /\b(?:code|concept|condition|problem|finding|reaction|procedure)\b/,
  },
  {
    system: 'urn:oid:2.16.840.1.113883.4.814',
    name: 'DEA number',
    read: deaNumber,
    shape: 'own',
    chance: 0.005,
    names: /\bdea\b/,
    hints: null,
  },
  {
    system: 'http://fdasis.nlm.nih.gov',
    name: 'UNII',
    read: (text) => (unii(text) === 'ok' && /[A-Z]/i.test(text) && /\d/.test(text) ? text.toUpperCase() : null),
    shape: 'own',
    chance: 0.028,
    names: /\bunii\b/,
    hints: /\b(?:substance|ingredient|allerg\w*)\b/,
  },
  {
    system: 'http://hl7.org/fhir/sid/icd-10-cm',
    name: 'ICD-10-CM without points',
    read: (text) => (text.includes('.') ? null : icd10(text)),
    shape: 'shared',
    chance: 0.05,
    names: /\b(?:icd ?10|icd ?10 ?cm|i10|icd)\b/,
    hints: /\b(?:dx|diag|diagnos\w*|problem|condition|justify|illness|disease|morbid\w*)\b/,
  },
  {
    system: 'http://hl7.org/fhir/sid/icd-9-cm',
    name: 'ICD-9-CM',
    read: icd9,
    shape: 'shared',
    chance: 0.3,
    names: /\b(?:icd ?9|icd ?9 ?cm|i9|icd)\b/,
    hints: /\b(?:dx|diag|diagnos\w*|problem|condition|justify|illness|disease)\b/,
  },
  {
    system: 'http://www.cms.gov/Medicare/Coding/ICD10',
    name: 'ICD-10-PCS',
    read: icd10Pcs,
    shape: 'shared',
    chance: 0.05,
    names: /\b(?:pcs|icd ?10 ?pcs)\b/,
    hints: /\b(?:proc|procedure|surgery|operation)\b/,
  },
  {
    system: 'http://hl7.org/fhir/sid/icd-10',
    name: 'ICD-10 of the WHO',
    read: whoIcd10,
    shape: 'shared',
    chance: 0.05,
    names: /\b(?:cie ?10|cim ?10|cid ?10|mkb ?10|mkn ?10|icd ?10 ?(?:who|gm))\b/,
    hints: null,
  },
  {
    system: 'http://www.ama-assn.org/go/cpt',
    name: 'CPT',
    read: cpt,
    shape: 'shared',
    chance: 0.3,
    names: /\b(?:cpt ?4?|c4)\b/,
    hints: /\b(?:proc|procedure|hcpcs|svc|charge|billing|fee)\b/,
  },
  {
    system: 'http://www.cms.gov/Medicare/Coding/HCPCSReleaseCodeSets',
    name: 'HCPCS Level II',
    read: hcpcs,
    shape: 'shared',
    chance: 0.05,
    names: /\b(?:hcpcs|jcode)\b/,
    hints: /\b(?:proc|procedure|cpt ?4?|svc|charge|billing|fee)\b/,
  },
  {
    system: 'http://hl7.org/fhir/sid/cvx',
    name: 'CVX',
    read: (text) => ((cvx(text)?.length ?? 9) <= 3 && Number(text) <= 350 ? cvx(text) : null),
    shape: 'shared',
    chance: 0.4,
    names: /\bcvx\b/,
    hints: /\b(?:code|cd)\b.*\b(?:immuni[sz]ations?|vaccin\w*)\b/,
  },
  {
    system: 'http://hl7.org/fhir/sid/mvx',
    name: 'MVX',
    read: upperAt(/^[A-Z]{2,3}$/i),
    shape: 'shared',
    chance: 0.5,
    names: /\bmvx\b/,
    hints: null,
  },
  {
    system: 'http://www.nlm.nih.gov/research/umls/rxnorm',
    name: 'RxNorm',
    read: (text) => (text.length >= 3 && Number(text) <= 3_000_000 ? rxcui(text) : null),
    shape: 'shared',
    chance: 0.75,
    names: /\b(?:rxnorm|rxcui|rxn|rx cui|rx norm)\b/,
    hints: /\b(?:code|cd)\b.*\b(?:medications?|drugs?|rx|prescriptions?)\b/,
  },
  {
    system: 'http://hl7.org/fhir/sid/ndc',
    name: 'NDC without hyphens',
    read: anyNdc,
    shape: 'shared',
    chance: 0.3,
    names: /\b(?:ndc|ndc ?\d+)\b/,
    hints: null,
  },
  {
    system: 'http://hl7.org/fhir/NamingSystem/ca-hc-din',
    name: 'DIN of Health Canada',
    read: at(/^\d{8}$/),
    shape: 'shared',
    chance: 0.5,
    names: /\bdin\b|^regional identifier$/,
    hints: null,
  },
  {
    system: 'urn:oid:2.16.840.1.113883.4.8',
    name: 'UPIN',
    read: upperAt(/^[A-Z]\d{5}$|^[A-Z]{3}\d{3}$/i),
    shape: 'shared',
    chance: 0.05,
    names: /\bupin\b/,
    hints: null,
  },
  {
    system: 'https://www.nubc.org/CodeSystem/RevenueCodes',
    name: 'revenue code',
    read: (text) => (/^0?\d{3}$/.test(text) ? text.padStart(4, '0') : null),
    shape: 'shared',
    chance: 0.5,
    names: /\b(?:revenue|rev) (?:cd|code)s?\b|\brevenue\b/,
    hints: null,
  },
  {
    system: 'http://unitsofmeasure.org',
    name: 'UCUM',
    least: 0.6,
    read: (text) => ucumCode(text),
    shape: 'shared',
    chance: 0.3,
    names: /\b(?:units?|uom|ucum|einheit|unidad|birim)\b/,
    hints: null,
  },
  {
    system: 'urn:iso:std:iso:3166',
    name: 'ISO 3166-1',
    least: 0.6,
    read: (text) => (/^[A-Z]{2,3}$/i.test(text) ? countryCode(text) : null),
    shape: 'shared',
    chance: 0.4,
    names: /\b(?:country|nation|nationality|pais|land|ulke|cntry)\b/,
    hints: null,
  },
  {
    system: 'urn:ietf:bcp:47',
    name: 'language tag',
    least: 0.6,
    read: (text) => (/^[a-z]{2,3}(?:-[a-z]{2})?$/i.test(text) ? (language(text)?.tag ?? null) : null),
    shape: 'shared',
    chance: 0.4,
    names: /\b(?:lang|language|locale|idioma|sprache)\b/,
    hints: null,
  },
  {
    system: 'https://www.usps.com/',
    name: 'US state',
    least: 0.6,
    read: (text) => (/^[A-Z]{2}$/i.test(text) ? stateCode(text) : null),
    shape: 'shared',
    chance: 0.1,
    names: /\b(?:state|province|prov cd|st)\b/,
    hints: null,
  },
];
