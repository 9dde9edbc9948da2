import { type CodeTable, codeTable } from './code-table.js';
import { ethnicityCodes } from './tables/cdc-ethnicity.js';
import { cdcRaceCodes } from './tables/cdc-race.js';
import { vaccine } from './tables/cvx.js';
import { religiousAffiliationCodes } from './tables/religious-affiliation.js';
import * as template from './tables/template-codes.js';
import * as v3 from './tables/v3.js';

const hl7 = 'http://terminology.hl7.org/CodeSystem/';
export const snomed = 'http://snomed.info/sct';
export const cdcRaceEthnicity = 'urn:oid:2.16.840.1.113883.6.238';
export const nullFlavorSystem = `${hl7}v3-NullFlavor`;

/** The tables that ship, each a part of its code system. */
export const valueSets = {
  maritalStatus: codeTable(`${hl7}v3-MaritalStatus`, v3.maritalStatus),
  interpretation: codeTable(`${hl7}v3-ObservationInterpretation`, v3.interpretation),
  encounterClass: codeTable(`${hl7}v3-ActCode`, v3.encounterClass),
  roleCode: codeTable(`${hl7}v3-RoleCode`, v3.roleCode),
  roleClass: codeTable(`${hl7}v3-RoleClass`, v3.roleClass),
  subscriberRelationship: codeTable(`${hl7}subscriber-relationship`, v3.subscriberRelationship),
  actSite: codeTable(`${hl7}v3-ActSite`, v3.actSite),
  administrativeGender: codeTable(`${hl7}v3-AdministrativeGender`, v3.administrativeGenderV3),
  nullFlavor: codeTable(nullFlavorSystem, v3.nullFlavor),
  conditionClinical: codeTable(`${hl7}condition-clinical`, v3.conditionClinical),
  conditionVerification: codeTable(`${hl7}condition-ver-status`, v3.conditionVerification),
  conditionCategory: codeTable(`${hl7}condition-category`, v3.conditionCategory),
  allergyClinical: codeTable(`${hl7}allergyintolerance-clinical`, v3.allergyClinical),
  allergyVerification: codeTable(`${hl7}allergyintolerance-verification`, v3.allergyVerification),
  observationCategory: codeTable(`${hl7}observation-category`, v3.observationCategory),
  addressUse: codeTable(`${hl7}v3-AddressUse`, v3.addressUse),
  participationType: codeTable(`${hl7}v3-ParticipationType`, v3.participationType),
  timingEvent: codeTable(`${hl7}v3-TimingEvent`, v3.timingEvent),
  religiousAffiliation: codeTable(`${hl7}v3-ReligiousAffiliation`, religiousAffiliationCodes),
  race: codeTable(cdcRaceEthnicity, cdcRaceCodes),
  ethnicity: codeTable(cdcRaceEthnicity, ethnicityCodes),
  severity: codeTable(snomed, template.severity),
  allergyType: codeTable(snomed, template.allergyType),
  problemStatus: codeTable(snomed, template.problemStatus),
  smokingStatus: codeTable(snomed, template.smokingStatus),
  route: codeTable('http://ncicb.nci.nih.gov/xml/owl/EVS/Thesaurus.owl', template.route),
} as const satisfies Record<string, CodeTable>;

/** Names for codes that come without one. Not all names that a code has had, so that a name which is not here is no wrong one. */
export const nameTables = {
  vaccine: codeTable('http://hl7.org/fhir/sid/cvx', vaccine),
} as const satisfies Record<string, CodeTable>;
