/** A code system by its three kinds of name. Absent `oid` or `uri`: the system has none that is published. */
export interface CodeSystem {
  /** FHIR canonical URI. */
  readonly uri: string;
  /** HL7 OID, as C-CDA's codeSystem. */
  readonly oid: string | null;
  /** Name as C-CDA's codeSystemName prints it. */
  readonly name: string;
}

const hl7 = 'http://terminology.hl7.org/CodeSystem/';

/**
 * URI, OID, name, further names seen in legacy data (compared without case, blanks and punctuation).
 * A null OID: none was verified, and none is needed, for these systems do not appear in C-CDA.
 * Sources: FHIR R4 4.3.0 terminologies-systems, terminology.hl7.org (each page states its OID), HL7 OID registry.
 */
const table: readonly (readonly [uri: string, oid: string | null, name: string, ...aliases: string[]])[] = [
  ['http://snomed.info/sct', '2.16.840.1.113883.6.96', 'SNOMED CT', 'SNOMED', 'SCT', 'SNOMED-CT', 'SNOMEDCT_US', 'SNM'],
  ['http://loinc.org', '2.16.840.1.113883.6.1', 'LOINC', 'LN', 'LNC'],
  ['http://www.nlm.nih.gov/research/umls/rxnorm', '2.16.840.1.113883.6.88', 'RxNorm', 'RXCUI', 'RXN'],
  [
    'http://hl7.org/fhir/sid/icd-10-cm',
    '2.16.840.1.113883.6.90',
    'ICD-10-CM',
    'ICD10',
    'ICD10CM',
    'I10C',
    'I10',
    'ICD-10',
    'ABK',
    'ABF',
  ],
  ['http://www.cms.gov/Medicare/Coding/ICD10', '2.16.840.1.113883.6.4', 'ICD-10-PCS', 'ICD10PCS', 'I10P'],
  ['http://hl7.org/fhir/sid/icd-10', '2.16.840.1.113883.6.3', 'ICD-10 (WHO)', 'ICD10WHO'],
  [
    'http://hl7.org/fhir/sid/icd-9-cm',
    '2.16.840.1.113883.6.103',
    'ICD-9-CM',
    'ICD9',
    'ICD9CM',
    'I9C',
    'I9CDX',
    'ICD-9',
    'ICD-9-CM (diagnosis codes)',
    'ICD9DX',
  ],
  [
    'urn:oid:2.16.840.1.113883.6.104',
    '2.16.840.1.113883.6.104',
    'ICD-9-CM Procedures',
    'ICD9PCS',
    'ICD9SG',
    'ICD9PROC',
    'I9CP',
    'ICD-9-CM (procedure codes)',
  ],
  ['http://www.ama-assn.org/go/cpt', '2.16.840.1.113883.6.12', 'CPT', 'CPT4', 'C4', 'CPT-4'],
  [
    'http://www.cms.gov/Medicare/Coding/HCPCSReleaseCodeSets',
    '2.16.840.1.113883.6.285',
    'HCPCS',
    'HCPCS Level II',
    'HCPCS2',
  ],
  ['http://hl7.org/fhir/sid/cvx', '2.16.840.1.113883.12.292', 'CVX', 'Vaccines administered', 'CVX Code'],
  ['http://hl7.org/fhir/sid/mvx', '2.16.840.1.113883.12.227', 'MVX', 'Manufacturers of vaccines'],
  ['http://hl7.org/fhir/sid/ndc', '2.16.840.1.113883.6.69', 'NDC', 'National Drug Code', 'NDC11', 'NDC10'],
  ['http://fdasis.nlm.nih.gov', '2.16.840.1.113883.4.9', 'UNII', 'FDA UNII', 'FDA-SRS'],
  [
    'http://ncicb.nci.nih.gov/xml/owl/EVS/Thesaurus.owl',
    '2.16.840.1.113883.3.26.1.1',
    'NCI Thesaurus',
    'NCIT',
    'NCI',
    'NCI-CONCEPT-ID',
    'NCIThesaurus',
    'FDA RouteOfAdministration',
  ],
  ['http://va.gov/terminology/medrt', '2.16.840.1.113883.6.345', 'MED-RT', 'MEDRT'],
  ['http://hl7.org/fhir/ndfrt', '2.16.840.1.113883.3.26.1.5', 'NDF-RT', 'NDFRT'],
  ['http://unitsofmeasure.org', '2.16.840.1.113883.6.8', 'UCUM'],
  [
    'urn:ietf:bcp:47',
    '2.16.840.1.113883.6.316',
    'Tags for Identifying Languages',
    'BCP47',
    'RFC5646',
    'Language',
    'urn:ietf:rfc:5646',
  ],
  [
    'urn:oid:2.16.840.1.113883.6.238',
    '2.16.840.1.113883.6.238',
    'Race & Ethnicity - CDC',
    'CDCREC',
    'CDC Race and Ethnicity',
    'Race and Ethnicity',
  ],
  ['https://nahdo.org/sopt', '2.16.840.1.113883.3.221.5', 'Source of Payment Typology', 'SOP', 'SOPT', 'PHDSC'],
  [
    'http://nucc.org/provider-taxonomy',
    '2.16.840.1.113883.6.101',
    'NUCC Provider Taxonomy',
    'NUCC',
    'Healthcare Provider Taxonomy',
    'HIPAA taxonomy',
  ],
  ['http://www.ada.org/cdt', '2.16.840.1.113883.6.13', 'CDT', 'CDT-2'],
  ['http://hl7.org/fhir/sid/us-npi', '2.16.840.1.113883.4.6', 'NPI', 'National Provider Identifier'],
  ['http://hl7.org/fhir/sid/us-ssn', '2.16.840.1.113883.4.1', 'SSN', 'Social Security Number'],
  ['urn:oid:2.16.840.1.113883.4.4', '2.16.840.1.113883.4.4', 'EIN', 'TIN', 'Employer Identification Number'],
  ['urn:oid:2.16.840.1.113883.4.814', '2.16.840.1.113883.4.814', 'DEA'],
  ['http://hl7.org/fhir/sid/us-medicare', '2.16.840.1.113883.4.572', 'HICN', 'Medicare HIC number'],
  ['http://hl7.org/fhir/sid/us-mbi', '2.16.840.1.113883.4.927', 'MBI', 'Medicare Beneficiary Identifier'],
  ['urn:iso:std:iso:3166', '1.0.3166.1.2.2', 'ISO 3166-1', 'ISO3166'],
  ['https://www.usps.com/', '2.16.840.1.113883.6.92', 'FIPS 5-2', 'USPS', 'State codes'],
  ['http://hl7.org/fhir/administrative-gender', null, 'AdministrativeGender (FHIR)'],
  [`${hl7}v3-AdministrativeGender`, '2.16.840.1.113883.5.1', 'AdministrativeGender', 'HL7 AdministrativeGender'],
  [`${hl7}v3-MaritalStatus`, '2.16.840.1.113883.5.2', 'MaritalStatus', 'HL7 MaritalStatus'],
  [`${hl7}v3-ActCode`, '2.16.840.1.113883.5.4', 'ActCode', 'HL7ActCode', 'ActEncounterCode'],
  [`${hl7}v3-ActClass`, '2.16.840.1.113883.5.6', 'ActClass'],
  [`${hl7}v3-ActMood`, '2.16.840.1.113883.5.1001', 'ActMood'],
  [`${hl7}v3-ActStatus`, '2.16.840.1.113883.5.14', 'ActStatus'],
  [`${hl7}v3-ActReason`, '2.16.840.1.113883.5.8', 'ActReason'],
  [`${hl7}v3-ActPriority`, '2.16.840.1.113883.5.7', 'ActPriority'],
  [`${hl7}v3-ActSite`, '2.16.840.1.113883.5.1052', 'ActSite'],
  [`${hl7}v3-AddressUse`, '2.16.840.1.113883.5.1119', 'AddressUse'],
  [`${hl7}v3-Confidentiality`, '2.16.840.1.113883.5.25', 'Confidentiality'],
  [`${hl7}v3-EntityNameUse`, '2.16.840.1.113883.5.45', 'EntityNameUse'],
  [`${hl7}v3-GTSAbbreviation`, '2.16.840.1.113883.5.1022', 'GTSAbbreviation'],
  [`${hl7}v3-LanguageAbilityMode`, '2.16.840.1.113883.5.60', 'LanguageAbilityMode'],
  [`${hl7}v3-NullFlavor`, '2.16.840.1.113883.5.1008', 'NullFlavor'],
  [`${hl7}v3-ObservationInterpretation`, '2.16.840.1.113883.5.83', 'ObservationInterpretation', 'HITSP Interpretation'],
  [`${hl7}v3-ParticipationType`, '2.16.840.1.113883.5.90', 'ParticipationType', 'Participation'],
  [`${hl7}v3-ParticipationFunction`, '2.16.840.1.113883.5.88', 'ParticipationFunction'],
  [`${hl7}v3-ReligiousAffiliation`, '2.16.840.1.113883.5.1076', 'ReligiousAffiliation'],
  [`${hl7}v3-RoleClass`, '2.16.840.1.113883.5.110', 'RoleClass'],
  [`${hl7}v3-RoleCode`, '2.16.840.1.113883.5.111', 'RoleCode', 'HL7 RoleCode', 'HL7 Role Code'],
  [`${hl7}v3-RouteOfAdministration`, '2.16.840.1.113883.5.112', 'RouteOfAdministration'],
  [`${hl7}v3-TimingEvent`, '2.16.840.1.113883.5.139', 'TimingEvent'],
  [`${hl7}v2-0001`, '2.16.840.1.113883.18.2', 'HL7 v2 Administrative Sex', 'HL70001'],
  [`${hl7}v2-0002`, '2.16.840.1.113883.18.179', 'HL7 v2 Marital Status', 'HL70002'],
  [`${hl7}v2-0131`, '2.16.840.1.113883.18.58', 'HL7 v2 Contact Role', 'HL70131'],
  [`${hl7}v2-0203`, '2.16.840.1.113883.18.108', 'HL7 v2 Identifier Type', 'HL70203'],
  [`${hl7}condition-clinical`, null, 'Condition Clinical Status'],
  [`${hl7}condition-ver-status`, null, 'Condition Verification Status'],
  [`${hl7}condition-category`, null, 'Condition Category'],
  [`${hl7}allergyintolerance-clinical`, '2.16.840.1.113883.4.642.4.1373', 'AllergyIntolerance Clinical Status'],
  [`${hl7}allergyintolerance-verification`, null, 'AllergyIntolerance Verification Status'],
  [`${hl7}observation-category`, null, 'Observation Category'],
  [`${hl7}subscriber-relationship`, '2.16.840.1.113883.4.642.4.1386', 'Subscriber Relationship'],
  [`${hl7}data-absent-reason`, null, 'Data Absent Reason'],
  [
    'http://www.nubc.org/patient-discharge',
    '2.16.840.1.113883.6.301.5',
    'NUBC UB-04 FL17 Patient Status',
    'Discharge Disposition',
  ],
  [
    'https://www.cdc.gov/nhsn/cdaportal/terminology/codesystem/hsloc.html',
    '2.16.840.1.113883.6.259',
    'HealthcareServiceLocation',
    'HSLOC',
  ],
  [`${hl7}PLACE_OF_SERVICE`, '2.16.840.1.113883.6.50', 'Place of Service', 'POS'],
  ['http://www.whocc.no/atc', '2.16.840.1.113883.6.73', 'ATC', 'WHO ATC'],
  // Health Canada's drug identification number, as THO lists it.
  ['http://hl7.org/fhir/NamingSystem/ca-hc-din', '2.16.840.1.113883.5.1105', 'Health Canada DIN', 'HC-DIN', 'DIN'],
  ['http://dicom.nema.org/resources/ontology/DCM', '1.2.840.10008.2.16.4', 'DICOM', 'DCM'],
];

const fold = (name: string): string => name.toLowerCase().replace(/[^a-z0-9]/g, '');

const byName = new Map<string, CodeSystem>();
const byUri = new Map<string, CodeSystem>();
const byOid = new Map<string, CodeSystem>();
for (const [uri, oid, name, ...aliases] of table) {
  const system: CodeSystem = Object.freeze({ uri, oid, name });
  byUri.set(uri, system);
  if (oid !== null) byOid.set(oid, system);
  for (const alias of [name, ...aliases]) byName.set(fold(alias), system);
}

/** All systems known here, in table order. */
export const codeSystems: readonly CodeSystem[] = [...byUri.values()];

/**
 * The code system that a URI, an OID (bare or `urn:oid:`) or a name seen in legacy data (`ICD10-CM`, `SNOMED-CT`, `CPT4`) means;
 * null when none is known by it. Bare `ICD10` means ICD-10-CM, as US systems use it.
 */
export function codeSystem(nameOrUriOrOid: string): CodeSystem | null {
  const text = nameOrUriOrOid.trim();
  const direct = byUri.get(text) ?? byOid.get(text.replace(/^urn:oid:/i, ''));
  if (direct) return direct;
  const folded = fold(text);
  return folded === '' ? null : (byName.get(folded) ?? null);
}

/** OID of a code system URI; `urn:oid:` URIs give their own OID; null when none is published. */
export function oidOf(uri: string): string | null {
  const known = byUri.get(uri);
  if (known) return known.oid;
  return /^urn:oid:(\d+(?:\.\d+)+)$/i.exec(uri)?.[1] ?? null;
}

/** FHIR URI of an OID; `urn:oid:<oid>` where no URI is published; null when the text is no OID. */
export function uriOf(oid: string): string | null {
  const known = byOid.get(oid);
  if (known) return known.uri;
  return /^[0-2](?:\.(?:0|[1-9]\d*))+$/.test(oid) ? `urn:oid:${oid}` : null;
}
