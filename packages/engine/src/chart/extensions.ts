/** Extensions that a spec may name shortly in a path, `extension(us-core-race)`. A full URL in the parentheses works for every other. */
export interface NamedExtension {
  readonly url: string;
  /** Value element, e.g. `valueCode`; `race` for the two US Core extensions made of parts. */
  readonly value: string;
}

const US_CORE = 'http://hl7.org/fhir/us/core/StructureDefinition/';
const FHIR = 'http://hl7.org/fhir/StructureDefinition/';

/** US Core 6.1.0 and FHIR R4 extension registries. */
const NAMED: Readonly<Record<string, NamedExtension>> = {
  'us-core-race': { url: `${US_CORE}us-core-race`, value: 'race' },
  'us-core-ethnicity': { url: `${US_CORE}us-core-ethnicity`, value: 'race' },
  'us-core-birthsex': { url: `${US_CORE}us-core-birthsex`, value: 'valueCode' },
  'us-core-sex': { url: `${US_CORE}us-core-sex`, value: 'valueCode' },
  'us-core-genderIdentity': { url: `${US_CORE}us-core-genderIdentity`, value: 'valueCodeableConcept' },
  'us-core-tribal-affiliation': { url: `${US_CORE}us-core-tribal-affiliation`, value: 'valueCodeableConcept' },
  'us-core-medication-adherence': { url: `${US_CORE}us-core-medication-adherence`, value: 'valueCodeableConcept' },
  'patient-birthTime': { url: `${FHIR}patient-birthTime`, value: 'valueDateTime' },
  'patient-birthPlace': { url: `${FHIR}patient-birthPlace`, value: 'valueAddress' },
  'patient-mothersMaidenName': { url: `${FHIR}patient-mothersMaidenName`, value: 'valueString' },
  'patient-religion': { url: `${FHIR}patient-religion`, value: 'valueCodeableConcept' },
  'patient-interpreterRequired': { url: `${FHIR}patient-interpreterRequired`, value: 'valueBoolean' },
  'patient-preferenceType': { url: `${FHIR}patient-preferenceType`, value: 'valueCoding' },
  'patient-genderIdentity': { url: `${FHIR}patient-genderIdentity`, value: 'valueCodeableConcept' },
  'condition-assertedDate': { url: `${FHIR}condition-assertedDate`, value: 'valueDateTime' },
  'data-absent-reason': { url: `${FHIR}data-absent-reason`, value: 'valueCode' },
};

export function namedExtension(name: string): NamedExtension | null {
  if (Object.hasOwn(NAMED, name)) return NAMED[name]!;
  return null;
}

export const extensionNames = (): string[] => Object.keys(NAMED);

/** CDC Race and Ethnicity code set, as US Core names it. */
const CDC = 'urn:oid:2.16.840.1.113883.6.238';
/** OMB categories (US Core 6.1 OmbRaceCategories and OmbEthnicityCategories; Other Race, 2131-1, is none). */
const OMB = new Set(['1002-5', '2028-9', '2054-5', '2076-8', '2106-3', '2135-2', '2186-5']);
export const isOmbCategory = (code: string): boolean => OMB.has(code);
const NULL_FLAVOR = 'http://terminology.hl7.org/CodeSystem/v3-NullFlavor';

interface PlainCoding {
  readonly system?: string;
  readonly code?: string;
  readonly display?: string;
}

/**
 * Parts of a US Core race or ethnicity extension from codings and the source's own text: OMB category where a code is one, else `detailed`; `text`
 * (required by US Core) is the text as given, else the codings' displays. null when there is neither a CDC code nor text.
 */
export function raceParts(codings: readonly PlainCoding[], text: string | undefined): object[] | null {
  const parts: object[] = [];
  const cdc = codings.filter((c) => c.code !== undefined && (c.system === CDC || c.system === NULL_FLAVOR));
  const part = (url: string, c: PlainCoding) => parts.push({ url, valueCoding: c });
  for (const c of cdc) if (OMB.has(c.code!) || c.system === NULL_FLAVOR) part('ombCategory', c);
  for (const c of cdc) if (!OMB.has(c.code!) && c.system !== NULL_FLAVOR) part('detailed', c);
  const shown = text ?? codings.map((c) => c.display ?? c.code).find((t) => t !== undefined);
  if (shown === undefined) return null;
  parts.push({ url: 'text', valueString: shown });
  return parts;
}
