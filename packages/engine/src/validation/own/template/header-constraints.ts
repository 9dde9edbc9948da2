import { type Constraint, shallBe, shallBeCode, shallHave, shallHold } from './constraint.js';

const LOINC = '2.16.840.1.113883.6.1';
const PATIENT = ['recordTarget', 'patientRole', 'patient'] as const;
const CUSTODIAN = ['custodian', 'assignedCustodian', 'representedCustodianOrganization'] as const;

/** US Realm Header (C-CDA R1.1 section 2.2, R2.1 section 1.1) and the Continuity of Care Document (3.1, 1.1.5). */
export const HEADER_CONSTRAINTS: readonly Constraint[] = [
  shallBe('1.1', '1198-16791', ['realmCode'], 'code', 'US'),
  shallBe('1.1', '1198-5250', ['typeId'], 'root', '2.16.840.1.113883.1.3'),
  shallBe('1.1', '1198-5251', ['typeId'], 'extension', 'POCD_HD000040'),
  shallHave('1.1', '1198-5363', 'id'),
  shallHave('1.1', '1198-5253', 'code'),
  shallHave('1.1', '1198-5254', 'title'),
  shallHave('1.1', '1198-5256', 'effectiveTime'),
  shallHave('1.1', '1198-5259', 'confidentialityCode'),
  shallHave('1.1', '1198-5372', 'languageCode'),
  shallHave('1.1', '1198-5266', 'recordTarget'),
  shallHave('1.1', '1198-5268', 'recordTarget', 'patientRole', 'id'),
  shallHave('1.1', '1198-5271', 'recordTarget', 'patientRole', 'addr'),
  shallHave('1.1', '1198-5280', 'recordTarget', 'patientRole', 'telecom'),
  shallHave('1.1', '1198-5283', ...PATIENT),
  shallHave('1.1', '1198-5284', ...PATIENT, 'name'),
  shallHave('1.1', '1198-6394', ...PATIENT, 'administrativeGenderCode'),
  shallHave('1.1', '1198-5298', ...PATIENT, 'birthTime'),
  shallHave('1.1', '1198-5322', ...PATIENT, 'raceCode'),
  shallHave('1.1', '1198-5323', ...PATIENT, 'ethnicGroupCode'),
  shallHave('1.1', '1198-5444', 'author'),
  shallHave('1.1', '1198-5449', 'author', 'assignedAuthor', 'id'),
  shallHave('1.1', '1198-5522', ...CUSTODIAN, 'id'),
  shallHave('1.1', '1198-5524', ...CUSTODIAN, 'name'),
  shallBeCode('1.2', '1198-17181', ['34133-9', LOINC]),
  shallHave('1.2', '1198-8481', 'documentationOf', 'serviceEvent', 'effectiveTime'),
  shallHold('1.2', '1198-30661', ['component', 'structuredBody', 'component', 'section'], '2.6.1'),
  shallHold('1.2', '1198-30663', ['component', 'structuredBody', 'component', 'section'], '2.1.1'),
  shallHold('1.2', '1198-30665', ['component', 'structuredBody', 'component', 'section'], '2.5.1'),
  shallHold('1.2', '1198-30669', ['component', 'structuredBody', 'component', 'section'], '2.3.1'),
  { ...shallHold('1.2', '1198-30687', ['component', 'structuredBody', 'component', 'section'], '2.17'), r21Only: true },
  {
    ...shallHold('1.2', '1198-30689', ['component', 'structuredBody', 'component', 'section'], '2.4.1'),
    r21Only: true,
  },
];
