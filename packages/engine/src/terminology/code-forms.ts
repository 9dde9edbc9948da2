import { luhnValid, verhoeffValid } from './check-digits.js';
import { cpt, cvx, icd10, rxcui, unii } from './code-shapes.js';
import { oidOf } from './code-systems.js';
import { valueSets } from './value-sets.js';

/** A code system whose codes have a form that can be judged without its content. */
export interface CodeForm {
  readonly rule: string;
  readonly system: string;
  readonly name: string;
  readonly fits: (code: string) => boolean;
}

/** Forms of codes by their owners: NLM (RXCUI), CDC (CVX), NCI (concept codes), FDA (UNII), NCHS (ICD-10-CM). */
export const CODE_FORMS: readonly CodeForm[] = [
  {
    rule: 'rxnorm-code-form',
    system: '2.16.840.1.113883.6.88',
    name: 'an RxNorm RXCUI',
    fits: (code) => rxcui(code) !== null,
  },
  { rule: 'cvx-code-form', system: '2.16.840.1.113883.12.292', name: 'a CVX code', fits: (code) => cvx(code) !== null },
  {
    rule: 'ncit-code-form',
    system: '2.16.840.1.113883.3.26.1.1',
    name: 'an NCI Thesaurus code',
    fits: (code) => /^C\d{3,7}$/.test(code),
  },
  {
    rule: 'unii-code-form',
    system: '2.16.840.1.113883.4.9',
    name: 'a UNII with its check character',
    fits: (code) => unii(code) === 'ok',
  },
  { rule: 'cpt-code-form', system: '2.16.840.1.113883.6.12', name: 'a CPT code', fits: (code) => cpt(code) !== null },
  {
    rule: 'hsloc-code-form',
    system: '2.16.840.1.113883.6.259',
    name: 'an NHSN location code',
    fits: (code) => /^\d{4}-\d$/.test(code),
  },
  {
    rule: 'icd-10-code-form',
    system: '2.16.840.1.113883.6.90',
    name: 'an ICD-10-CM code',
    fits: (code) => icd10(code) !== null,
  },
];

// HL7 V3 MaritalStatus, 2.16.840.1.113883.5.2.
export const MARITAL_STATUSES: ReadonlySet<string> = new Set('A C D I L M P S T U W'.split(' '));

/** A LOINC code by form and check digit; answer, part, group and list codes have no rule for theirs and are judged by form only. */
export const isLoincCode = (code: string): boolean =>
  /^(LA|LP|LG|LL)\d{1,8}-\d$/.test(code) || (/^\d{1,8}-\d$/.test(code) && luhnValid(code.replace('-', '')));

/** SCTID of any partition: 6 to 18 digits, no leading zero, Verhoeff check digit (SNOMED CT Release File Specification). */
export const isSnomedCode = (code: string): boolean => /^[1-9]\d{5,17}$/.test(code) && verhoeffValid(code);

// Asking the platform takes microseconds, and data name a handful of languages.
const languageTags = new Map<string, boolean>();

/** A well-formed BCP 47 tag (RFC 5646). */
export function isLanguageTag(tag: string): boolean {
  let known = languageTags.get(tag);
  if (known === undefined) {
    known = isCanonicalLocale(tag);
    if (languageTags.size >= 500) languageTags.clear();
    languageTags.set(tag, known);
  }
  return known;
}

function isCanonicalLocale(tag: string): boolean {
  try {
    Intl.getCanonicalLocales(tag);
    return true;
  } catch {
    return false;
  }
}

/** ITU-T X.660 annex A: under itu-t(0) 0 to 5 and 9 are assigned, under iso(1) 0 to 3. */
export const isUnassignedArc = (oid: string): boolean => /^(0\.([678]|\d\d)|1\.([4-9]|\d\d))/.test(oid);

/** What keeps a code from being one of the system that it stands under. */
export type CodeProblem = 'code-shape' | 'code-check-digit' | 'code-system-unknown';

type Judge = (code: string) => CodeProblem | null;

const shapeOf =
  (fits: (code: string) => boolean): Judge =>
  (code) =>
    fits(code) ? null : 'code-shape';

const withCheckDigit =
  (shape: RegExp, isValid: (code: string) => boolean): Judge =>
  (code) =>
    isValid(code) ? null : shape.test(code) ? 'code-check-digit' : 'code-shape';

/** By OID of the system. */
const judges: ReadonlyMap<string, Judge> = new Map([
  ...CODE_FORMS.map(({ system, fits }) => [system, shapeOf(fits)] as const),
  ['2.16.840.1.113883.6.1', withCheckDigit(/^\d{1,8}-\d$/, isLoincCode)],
  ['2.16.840.1.113883.6.96', withCheckDigit(/^[1-9]\d{5,17}$/, isSnomedCode)],
  ['2.16.840.1.113883.4.9', withCheckDigit(/^[0-9A-Z]{10}$/i, (code) => unii(code) === 'ok')],
  ['2.16.840.1.113883.6.316', shapeOf(isLanguageTag)],
  [
    '2.16.840.1.113883.6.238',
    shapeOf((code) => valueSets.race.byCode.has(code) || valueSets.ethnicity.byCode.has(code)),
  ],
  ['2.16.840.1.113883.5.2', shapeOf((code) => MARITAL_STATUSES.has(code))],
]);

/**
 * Why a code cannot be one of its system (`uri`: FHIR URI or `urn:oid:`), by form and check digit, or because nobody can have issued such a
 * system; null where it may be one. Whether the code exists is not asked.
 */
export function codeProblem(uri: string, code: string): CodeProblem | null {
  let judge = byUri.get(uri);
  if (judge === undefined) {
    const oid = oidOf(uri);
    judge = oid === null ? allows : isUnassignedArc(oid) ? refuses : (judges.get(oid) ?? allows);
    if (byUri.size >= MOST_SYSTEMS) byUri.clear();
    byUri.set(uri, judge);
  }
  return judge(code);
}

const allows: Judge = () => null;
const refuses: Judge = () => 'code-system-unknown';
const byUri = new Map<string, Judge>();
const MOST_SYSTEMS = 1000;
