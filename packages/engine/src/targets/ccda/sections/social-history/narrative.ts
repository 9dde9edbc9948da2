import { codeTable } from '../../../../base/code-table.js';
import type { Patient } from '../../../../chart/fhir.js';
import { conceptText } from '../../datatypes/concept.js';
import { readableTime } from '../../datatypes/time.js';
import type { CcdaDocument } from '../../document.js';
import { noteText } from '../../entry.js';
import { BIRTH_SEX, extensionOf } from '../../header/patient.js';
import { Table } from '../../narrative.js';
import { type Measurement, observedText, valueText } from '../../observation.js';

export const socialTable = (): Table =>
  new Table('social', ['Element', 'Value', 'Date', 'Status', 'Recorded by', 'Comments']);

export interface SocialAnchors {
  readonly row: string;
  readonly name: string | null;
  readonly value: string | null;
  readonly comments: string | null;
}

export function narrateSocial(document: CcdaDocument, table: Table, measurement: Measurement): SocialAnchors {
  const { observation } = measurement;
  const row = table.row();
  row.put('Date', observedText(observation));
  row.put('Status', observation.status ?? 'not stated');
  row.put('Recorded by', document.parties.namesOf(observation.performer));
  return {
    row: row.anchor,
    name: row.put('Element', conceptText(measurement.code)),
    value: row.put('Value', valueText(measurement.measured)),
    comments: (measurement.component ?? 0) === 0 ? row.put('Comments', noteText(document, observation.note)) : null,
  };
}

const SEXES: Readonly<Record<string, string>> = codeTable({
  F: 'Female',
  M: 'Male',
  UNK: 'Unknown',
  OTH: 'Other',
  ASKU: 'Asked but unknown',
});

/** Code of the patient's birth sex; null where it is not stated. */
export function birthSexOf(patient: Patient): string | null {
  const code = extensionOf(patient, BIRTH_SEX)?.valueCode;
  return code !== undefined && SEXES[code] !== undefined ? code : null;
}

export function narrateBirthSex(
  table: Table,
  code: string,
  birth: Patient['birthDate'],
): { readonly row: string; readonly value: string | null } {
  const row = table.row();
  row.put('Element', 'Sex assigned at birth');
  row.put('Date', readableTime(birth));
  return { row: row.anchor, value: row.put('Value', SEXES[code]) };
}
