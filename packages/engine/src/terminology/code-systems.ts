/** A code system under its two names: the FHIR URI and the OID that C-CDA wants. */
export interface CodeSystem {
  readonly uri: string;
  /** null: the system has no published OID. */
  readonly oid: string | null;
  readonly name: string;
}

// URI and OID of each system: HL7 Terminology (THO) "external code systems" and the HL7 OID registry.
const TABLE: readonly (readonly [uri: string, oid: string, name: string])[] = [
  ['http://snomed.info/sct', '2.16.840.1.113883.6.96', 'SNOMED CT'],
  ['http://loinc.org', '2.16.840.1.113883.6.1', 'LOINC'],
  ['http://www.nlm.nih.gov/research/umls/rxnorm', '2.16.840.1.113883.6.88', 'RxNorm'],
  ['http://hl7.org/fhir/sid/icd-10-cm', '2.16.840.1.113883.6.90', 'ICD-10-CM'],
  ['http://hl7.org/fhir/sid/icd-10', '2.16.840.1.113883.6.3', 'ICD-10'],
  ['http://www.cms.gov/Medicare/Coding/ICD10', '2.16.840.1.113883.6.4', 'ICD-10-PCS'],
  ['http://hl7.org/fhir/sid/icd-9-cm', '2.16.840.1.113883.6.103', 'ICD-9-CM'],
  ['http://terminology.hl7.org/CodeSystem/icd9cm', '2.16.840.1.113883.6.103', 'ICD-9-CM'],
  ['http://hl7.org/fhir/sid/icd-9-cm/procedure', '2.16.840.1.113883.6.104', 'ICD-9-CM procedures'],
  ['http://hl7.org/fhir/sid/cvx', '2.16.840.1.113883.12.292', 'CVX'],
  ['http://hl7.org/fhir/sid/mvx', '2.16.840.1.113883.12.227', 'MVX'],
  ['http://hl7.org/fhir/sid/ndc', '2.16.840.1.113883.6.69', 'NDC'],
  ['http://fdasis.nlm.nih.gov', '2.16.840.1.113883.4.9', 'UNII'],
  ['http://hl7.org/fhir/ndfrt', '2.16.840.1.113883.3.26.1.5', 'NDF-RT'],
  ['http://www.ama-assn.org/go/cpt', '2.16.840.1.113883.6.12', 'CPT'],
  ['https://www.cms.gov/Medicare/Coding/HCPCSReleaseCodeSets', '2.16.840.1.113883.6.285', 'HCPCS Level II'],
  ['http://www.ada.org/cdt', '2.16.840.1.113883.6.13', 'CDT'],
  ['http://www.nubc.org/patient-discharge', '2.16.840.1.113883.6.301.5', 'NUBC UB-04 FL17'],
  ['http://nucc.org/provider-taxonomy', '2.16.840.1.113883.6.101', 'NUCC Provider Taxonomy'],
  ['https://nahdo.org/sopt', '2.16.840.1.113883.3.221.5', 'Source of Payment Typology'],
  ['http://ncithesaurus-stage.nci.nih.gov', '2.16.840.1.113883.3.26.1.1', 'NCI Thesaurus'],
  ['http://unitsofmeasure.org', '2.16.840.1.113883.6.8', 'UCUM'],
  ['urn:oid:2.16.840.1.113883.6.238', '2.16.840.1.113883.6.238', 'CDC Race and Ethnicity'],
  ['http://terminology.hl7.org/CodeSystem/v3-ActCode', '2.16.840.1.113883.5.4', 'ActCode'],
  ['http://terminology.hl7.org/CodeSystem/v3-ActReason', '2.16.840.1.113883.5.8', 'ActReason'],
  ['http://terminology.hl7.org/CodeSystem/v3-MaritalStatus', '2.16.840.1.113883.5.2', 'MaritalStatus'],
  ['http://terminology.hl7.org/CodeSystem/v3-ReligiousAffiliation', '2.16.840.1.113883.5.1076', 'ReligiousAffiliation'],
  ['http://terminology.hl7.org/CodeSystem/v3-RoleCode', '2.16.840.1.113883.5.111', 'RoleCode'],
  [
    'http://terminology.hl7.org/CodeSystem/v3-RouteOfAdministration',
    '2.16.840.1.113883.5.112',
    'RouteOfAdministration',
  ],
  [
    'http://terminology.hl7.org/CodeSystem/v3-ObservationInterpretation',
    '2.16.840.1.113883.5.83',
    'ObservationInterpretation',
  ],
  ['http://terminology.hl7.org/CodeSystem/v3-ParticipationType', '2.16.840.1.113883.5.90', 'ParticipationType'],
  ['http://terminology.hl7.org/CodeSystem/v3-AdministrativeGender', '2.16.840.1.113883.5.1', 'AdministrativeGender'],
  ['http://terminology.hl7.org/CodeSystem/v3-NullFlavor', '2.16.840.1.113883.5.1008', 'NullFlavor'],
  ['http://hl7.org/fhir/sid/us-npi', '2.16.840.1.113883.4.6', 'NPI'],
  ['http://hl7.org/fhir/sid/us-ssn', '2.16.840.1.113883.4.1', 'SSN'],
  ['http://hl7.org/fhir/sid/us-medicare', '2.16.840.1.113883.4.572', 'Medicare HIC'],
  ['http://hl7.org/fhir/sid/us-mbi', '2.16.840.1.113883.4.927', 'Medicare MBI'],
];

const byUri = new Map<string, CodeSystem>();
const byOid = new Map<string, CodeSystem>();
for (const [uri, oid, name] of TABLE) {
  const system = { uri, oid, name };
  byUri.set(uri, system);
  if (!byOid.has(oid)) byOid.set(oid, system);
}

const OID = /^[0-2](\.(0|[1-9][0-9]*))+$/;

/** The system behind a FHIR URI, an `urn:oid:` or a bare OID; null when it is not in the table. */
export function codeSystem(uriOrOid: string): CodeSystem | null {
  return byUri.get(uriOrOid) ?? byOid.get(uriOrOid.startsWith('urn:oid:') ? uriOrOid.slice(8) : uriOrOid) ?? null;
}

/** The OID of a system: from the table, or the OID that an `urn:oid:` states; null otherwise. */
export function oidOf(uri: string): string | null {
  const known = byUri.get(uri)?.oid;
  if (known) return known;
  const bare = uri.startsWith('urn:oid:') ? uri.slice(8) : uri;
  return OID.test(bare) ? bare : null;
}
