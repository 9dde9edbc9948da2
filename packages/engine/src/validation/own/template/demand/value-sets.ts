import { ACT_STATUS } from '../../code-tables.js';

const set = (codes: string): ReadonlySet<string> => new Set(codes.split(' '));

/** Value sets that the statements name and that are closed (STATIC), by their OIDs; codes of HL7 V3 and of the UB-04 manual. */
export const VALUE_SETS: Readonly<Record<string, ReadonlySet<string>>> = {
  // MoodCodeEvnInt
  '2.16.840.1.113883.11.20.9.18': set('EVN INT'),
  // ProblemAct statusCode
  '2.16.840.1.113883.11.20.9.19': set('completed aborted active suspended'),
  // Planned moodCode of acts, encounters and procedures; of substance administrations and supplies; of observations
  '2.16.840.1.113883.11.20.9.23': set('INT ARQ PRMS PRP RQO APT'),
  '2.16.840.1.113883.11.20.9.24': set('INT PRMS PRP RQO'),
  '2.16.840.1.113883.11.20.9.25': set('INT PRMS PRP RQO'),
  // INDRoleclassCodes
  '2.16.840.1.113883.11.20.9.33': set('PRS NOK CAREGIVER AGNT GUAR ECON'),
  // Result Status
  '2.16.840.1.113883.11.20.9.39': set('aborted active cancelled completed held suspended'),
  // x_ServiceEventPerformer
  '2.16.840.1.113883.1.11.19601': set('PRF SPRF PPRF'),
  // NUBC UB-04 FL17 Patient Status, as far as C-CDA lists it
  '2.16.840.1.113883.3.88.12.80.33': set('01 02 03 04 05 06 07 08 09 20 21'),
  // ONC Administrative Sex (2016-06-01)
  '2.16.840.1.113762.1.4.1': set('M F'),
  // ActStatus
  '2.16.840.1.113883.1.11.15933': ACT_STATUS,
};
