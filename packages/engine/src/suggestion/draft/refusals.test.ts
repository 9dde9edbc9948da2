import { describe, expect, it } from 'vitest';
import type { ColumnProfile, SourceProfile, TableProfile } from '../../artifacts/source-profile.js';
import type { Candidate } from '../suggestion.js';
import { isRefused, namePart } from './refusals.js';

const column = (name: string, kind: ColumnProfile['kind'], values: readonly string[] = []): ColumnProfile => ({
  ...{ name, type: 'text', cellType: 'text', comment: null, kind, nulls: 0, blanks: 0, filled: 40 },
  distinct: { count: Math.max(values.length, 1), exact: true },
  ...{ lengths: null, numbers: null, dates: null, patterns: [], sentinels: [], damaged: 0 },
  values: values.map((value) => ({ value, count: 10 })),
  ...{ phi: null, codes: [], note: null, units: [] },
});
const suggested = (target: string): Candidate => ({ target, score: 0.9, reasons: ['name: x'] });
const table = { name: 'facts', rows: 40, columns: [] } as unknown as TableProfile;
const profile = {
  joins: [
    {
      from: { table: 'facts', columns: ['user'] },
      to: { table: 'physician', columns: ['id'] },
      ...{ declared: false, score: 0.97, inclusion: 1, orphans: 0, reasons: [] },
    },
  ],
} as unknown as SourceProfile;
const refused = (of: ColumnProfile, target: string): boolean => isRefused(of, suggested(target), table, profile, []);

describe('a line that its values or its name speak against', () => {
  it.each([
    ['who measured', column('measured_by', 'code', ['nurse1']), 'Observation.code.text'],
    ['who treats', column('doctor', 'word'), 'Condition.code.text'],
    ['a flag as a code', column('PrincipleProblem', 'boolean', ['True', 'False']), 'Condition.code.coding'],
    [
      'a flag as a frequency',
      column('is_stopped', 'integer', ['0', '1']),
      'MedicationRequest.dosageInstruction.timing',
    ],
    ['a status as a code', column('CurrentStatus', 'word', ['Acute', 'Chronic']), 'Condition.code.coding'],
    ['a number as a city', column('addr_citytown_nr', 'integer'), 'Patient.address.city'],
    ['a number as a class', column('encounter_class_nr', 'integer', ['1', '2']), 'Encounter.class'],
    ['a measured value as a code', column('parameter_value', 'decimal'), 'Observation.code.coding'],
    ['a mother', column('MotherName', 'word'), 'Patient.extension(patient-mothersMaidenName)'],
    ["the mother's number", column('mother_pid', 'integer'), 'Patient.identifier'],
    ['a blood group', column('BloodGroup', 'code', ['A+', 'O-']), 'Patient.extension(us-core-ethnicity)'],
    ['groups A, B, AB and O', column('grp', 'code', ['A', 'B', 'AB', 'O']), 'Patient.extension(us-core-ethnicity)'],
    ['the way of discharge', column('dchtype', 'code'), 'Encounter.type'],
    ['a user among doctors', column('user', 'integer'), 'DocumentReference.author'],
  ])('is not drafted: %s', (_, of, target) => {
    expect(refused(of, target)).toBe(true);
  });

  it.each([
    ['words of a diagnosis', column('Diagnosis', 'word'), 'Condition.code.text'],
    ['a diagnosis by a doctor', column('doctor_diagnosis', 'word'), 'Condition.code.text'],
    ['a code of digits', column('cpt_code', 'integer'), 'Procedure.code.coding'],
    ['a city in words', column('city', 'word'), 'Patient.address.city'],
    ['a flag as yes and no', column('IsDead', 'boolean', ['0', '1']), 'Patient.deceasedBoolean'],
    ['a maiden name', column('mother_maiden_name', 'word'), 'Patient.extension(patient-mothersMaidenName)'],
    ['an ethnic group', column('ethnic_group', 'word', ['Hispanic']), 'Patient.extension(us-core-ethnicity)'],
  ])('is drafted: %s', (_, of, target) => {
    expect(refused(of, target)).toBe(false);
  });

  it('stays where a person has confirmed the like of it', () => {
    const confirmed = { ...suggested('Condition.code.text'), reasons: ['confirmed before'] };
    expect(isRefused(column('doctor', 'word'), confirmed, table, profile, [])).toBe(false);
  });
});

describe('parts of names', () => {
  const part = (name: string, others: readonly string[] = []) =>
    namePart(column(name, 'word'), suggested('Patient.name.text'), others.map(suggested))?.target ?? null;

  it('are what their column says', () => {
    expect(part('name_first')).toBe('Patient.name.given');
    expect(part('name_last')).toBe('Patient.name.family');
    expect(part('ptmaidenname')).toBe('Patient.name.maiden');
  });

  it('are not repeated by the whole', () => {
    expect(part('FullName', ['Patient.name.family', 'Patient.name.given'])).toBeNull();
    expect(part('FullName')).toBe('Patient.name.text');
  });
});
