import { codeTable } from '../../base/code-table.js';

/** HL7 v3 GTSAbbreviation as periods (CDA R2 datatypes, PIVL). */
export const TIMING_CODES: Readonly<Record<string, string>> = codeTable({
  QD: '1|d',
  QOD: '2|d',
  BID: '12|h',
  TID: '8|h',
  QID: '6|h',
  Q1H: '1|h',
  Q2H: '2|h',
  Q3H: '3|h',
  Q4H: '4|h',
  Q6H: '6|h',
  Q8H: '8|h',
  WK: '1|wk',
  MO: '1|mo',
});
