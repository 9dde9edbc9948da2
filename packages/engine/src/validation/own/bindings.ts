import { cdcRaceCodes } from '../../terminology/tables/cdc-race.js';
import { codesOfRanges, doseForms, doseUnits } from '../../terminology/tables/dose-forms.js';
import { allergyType, problemStatus, route, severity, smokingStatus } from '../../terminology/tables/template-codes.js';
import { interpretation } from '../../terminology/tables/v3.js';
import { codesOfTable } from './table-codes.js';
import { ccda } from './template/constraint.js';

export const SNOMED_CT = '2.16.840.1.113883.6.96';
export const RXNORM = '2.16.840.1.113883.6.88';
export const CVX = '2.16.840.1.113883.12.292';
export const LOINC_OID = '2.16.840.1.113883.6.1';
const CDC = '2.16.840.1.113883.6.238';
const NCIT = '2.16.840.1.113883.3.26.1.1';

/** RxNorm, UNII, SNOMED CT, NDF-RT and its successor MED-RT: the systems of Substance Reactant for Intolerance. */
export const SUBSTANCE_SYSTEMS: readonly string[] = [
  RXNORM,
  '2.16.840.1.113883.4.9',
  SNOMED_CT,
  '2.16.840.1.113883.3.26.1.5',
  '2.16.840.1.113883.6.345',
];

/** Where a code must come from. `codes` absent: only the system is asked, its content is not at hand. */
export interface Binding {
  /** Root of the template that the path starts at; null: the document. */
  readonly template: string | null;
  readonly path: readonly string[];
  readonly systems: readonly string[];
  readonly codes?: ReadonlySet<string>;
  /** What a code that is not in `codes` is: an error where the set is closed and whole here, a warning where it may have grown or is a part. */
  readonly outside?: 'error' | 'warning';
  /** Former OIDs of the same systems: a warning. */
  readonly former?: readonly string[];
  /** What another code system is. */
  readonly otherSystem: 'error' | 'warning';
  /** Number of the statement in the guide. */
  readonly conf: string;
}

const PATIENT = ['recordTarget', 'patientRole', 'patient'] as const;
const set = (...codes: readonly string[]): ReadonlySet<string> => new Set(codes);

// Problem Type 2.16.840.1.113883.3.88.12.3221.7.2: SNOMED CT ids and, since R2.1, their LOINC translations.
export const PROBLEM_TYPES = set(
  ...'404684003 409586006 282291009 64572001 248536006 418799008 55607006 373930000'.split(' '),
  ...'75326-9 75325-1 75324-4 75323-6 29308-4 75322-8 75275-8 75321-0 75319-4 75318-6'.split(' '),
);
// Allergy and Intolerance Type has grown since the table's edition: environmental allergy, dander allergy, allergic disposition, intolerance to substance.
const ALLERGY_TYPES = set(...codesOfTable(allergyType), '426232007', '232347008', '609328004', '782197009');
// Problem Status has grown: recurrence, relapse, remission.
const PROBLEM_STATUS = set(...codesOfTable(problemStatus), '246455001', '263855007', '277022003');

// Vital Sign Result Type 2.16.840.1.113883.3.88.12.80.62, with the codes that US Core and USCDI have added to it.
const VITAL_SIGNS = set(
  ...'9279-1 8867-4 2710-2 8480-6 8462-4 8310-5 8302-2 8306-3 8287-5 3141-9 39156-5 3140-1 59408-5 2708-6 29463-7'.split(
    ' ',
  ),
  ...'59576-9 8289-1 77606-2 9843-4 3150-6 3151-8 8478-0 8331-1 8333-7 8332-9 8328-7 85354-9 56072-2 56114-2'.split(
    ' ',
  ),
);

/** Value sets of C-CDA that code tables at hand can judge, with the CONF number of the guide (R2.1; R1.1 has the number behind the hyphen). */
export const BINDINGS: readonly Binding[] = [
  {
    template: null,
    path: [...PATIENT, 'raceCode'],
    systems: [CDC],
    codes: codesOfTable(cdcRaceCodes),
    outside: 'error',
    otherSystem: 'error',
    conf: '1198-5322',
  },
  {
    template: null,
    path: [...PATIENT, 'ethnicGroupCode'],
    systems: [CDC],
    codes: set('2135-2', '2186-5'),
    outside: 'error',
    otherSystem: 'error',
    conf: '1198-5323',
  },
  {
    template: ccda('4.7'),
    path: ['value'],
    systems: [SNOMED_CT],
    codes: ALLERGY_TYPES,
    outside: 'error',
    otherSystem: 'error',
    conf: '1098-7390',
  },
  {
    template: ccda('4.7'),
    path: ['participant', 'participantRole', 'playingEntity', 'code'],
    systems: SUBSTANCE_SYSTEMS,
    otherSystem: 'warning',
    conf: '1098-7419',
  },
  {
    template: ccda('4.16'),
    path: ['routeCode'],
    systems: [NCIT],
    codes: codesOfTable(route),
    outside: 'warning',
    otherSystem: 'error',
    conf: '1098-7514',
  },
  {
    template: ccda('4.16'),
    path: ['administrationUnitCode'],
    systems: [NCIT],
    codes: set(...codesOfRanges(doseForms), ...codesOfRanges(doseUnits)),
    outside: 'warning',
    otherSystem: 'warning',
    conf: '1098-7519',
  },
  {
    template: ccda('4.23'),
    path: ['manufacturedMaterial', 'code'],
    systems: [RXNORM],
    otherSystem: 'error',
    conf: '1098-7412',
  },
  {
    template: ccda('4.54'),
    path: ['manufacturedMaterial', 'code'],
    systems: [CVX],
    former: ['2.16.840.1.113883.6.59'],
    otherSystem: 'error',
    conf: '1098-9007',
  },
  {
    template: ccda('4.4'),
    path: ['code'],
    systems: [SNOMED_CT, LOINC_OID, '2.16.840.1.113883.5.4'],
    codes: set(...PROBLEM_TYPES, 'ASSERTION'),
    outside: 'warning',
    otherSystem: 'warning',
    conf: '1198-9045',
  },
  {
    template: ccda('4.4'),
    path: ['value'],
    // SNOMED CT; ICD-10-CM and ICD-9-CM are common and belong into a translation.
    systems: [SNOMED_CT],
    otherSystem: 'warning',
    conf: '1198-9058',
  },
  {
    template: ccda('4.8'),
    path: ['value'],
    systems: [SNOMED_CT],
    codes: codesOfTable(severity),
    outside: 'error',
    otherSystem: 'error',
    conf: '1098-7356',
  },
  {
    template: ccda('4.6'),
    path: ['value'],
    systems: [SNOMED_CT],
    codes: PROBLEM_STATUS,
    outside: 'warning',
    otherSystem: 'error',
    conf: '1098-7365',
  },
  {
    template: ccda('4.78'),
    path: ['value'],
    systems: [SNOMED_CT],
    codes: codesOfTable(smokingStatus),
    outside: 'error',
    otherSystem: 'error',
    conf: '1098-14817',
  },
  {
    template: null,
    path: [...PATIENT, 'sdtc:raceCode'],
    systems: [CDC],
    codes: codesOfTable(cdcRaceCodes),
    outside: 'error',
    otherSystem: 'error',
    conf: '1198-7263',
  },
  {
    template: null,
    path: [...PATIENT, 'languageCommunication', 'modeCode'],
    systems: ['2.16.840.1.113883.5.60'],
    codes: set('ESGN', 'ESP', 'EWR', 'RSGN', 'RSP', 'RWR'),
    outside: 'error',
    otherSystem: 'error',
    conf: '1198-5409',
  },
  {
    template: null,
    path: [...PATIENT, 'languageCommunication', 'proficiencyLevelCode'],
    systems: ['2.16.840.1.113883.5.61'],
    codes: set('E', 'F', 'G', 'P'),
    outside: 'error',
    otherSystem: 'error',
    conf: '1198-9965',
  },
  {
    template: ccda('4.145'),
    path: ['value'],
    systems: ['2.16.840.1.113883.5.1063'],
    codes: set('CRITL', 'CRITH', 'CRITU'),
    outside: 'error',
    otherSystem: 'error',
    conf: '81-32928',
  },
  {
    template: ccda('4.53'),
    path: ['code'],
    systems: ['2.16.840.1.113883.5.8', SNOMED_CT],
    codes: set('IMMUNE', 'MEDPREC', 'OSTOCK', 'PATOBJ', 'PHILISOP', 'RELIG', 'VACEFF', 'VACSAF'),
    outside: 'warning',
    otherSystem: 'warning',
    conf: '81-8995',
  },
  {
    template: ccda('4.2'),
    path: ['interpretationCode'],
    systems: ['2.16.840.1.113883.5.83'],
    codes: codesOfTable(interpretation),
    outside: 'warning',
    otherSystem: 'warning',
    conf: '1198-32886',
  },
  {
    template: ccda('4.27'),
    path: ['code'],
    systems: [LOINC_OID],
    codes: VITAL_SIGNS,
    outside: 'warning',
    otherSystem: 'warning',
    conf: '1098-32934',
  },
];
