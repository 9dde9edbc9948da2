import { describe, expect, it } from 'vitest';
import { catalogue } from './catalogue/catalogue.js';
import { sharedPrefix } from './shared-prefix.js';
import { columnWords, nameWords, plain } from './words.js';

catalogue();
const ideas = (name: string): string =>
  nameWords(name)
    .map((word) => (word.readings[0] ?? []).join(' '))
    .join(' | ');

describe('words of names', () => {
  it.each([
    ['first_name', 'first | name'],
    ['FirstName', 'first name'],
    ['PAT_ENC_CSN_ID', 'patient | encounter | encounter | identifier number'],
    ['lotnumber', 'lot | number'],
    ['begdate', 'date begin'],
    ['stopdt', 'date end'],
    ['nursefname', 'nurse | first name'],
    ['IMMNZTN_STATUS_C_NAME', 'immunization | status'],
    ['Address2', 'address | 2'],
    ['non_coded_allergen', 'text | allergen'],
    ['NameAndSurname', 'full name'],
  ])('%s', (name, expected) => {
    expect(ideas(name)).toBe(expected);
  });

  it.each([
    ['Geburtsdatum', 'birth date'],
    ['fecha_nacimiento', 'date | birth'],
    ['Postleitzahl', 'postal code'],
    ['code_postal', 'code | postal'],
    ['Hastalar', 'patient'],
    ['ФИО', 'full name'],
    ['Диагноз', 'diagnosis'],
    ['imię', 'first name'],
    ['spol', 'gender'],
  ])('%s of another language', (name, expected) => {
    expect(ideas(name)).toBe(expected);
  });

  it('writes any letters as plain Latin ones', () => {
    expect(plain('Größe, Łódź, ÇİNSİYET')).toMatch(/^grosse, lodz, cinsiyet$/);
  });

  it('ends for any name', () => {
    for (const name of ['', '_', 'id', 'by', 'to', 'x', '1', 'ÄÖÜ', 'a'.repeat(300), 'idididid', '😀_no'])
      nameWords(name);
  });
});

describe('names that begin alike within a table', () => {
  const columns = ['VSDATE', 'VSWT', 'VSHT', 'VSEXPD', 'VSLOTN'];
  const read = (name: string, prefix: string | null): string =>
    columnWords(name, prefix, new Set(['vital']))
      .map((word) => (word.readings[0] ?? []).join(' '))
      .join(' | ');

  it.each([
    ['two letters', columns, 'vs'],
    ['a whole word', ['patient_id', 'patient_name', 'patient_sex', 'patient_dob'], null],
    ['nothing', ['id', 'name', 'sex', 'dob', 'city'], null],
    ['too few columns', ['vsid', 'vswt', 'vsht'], null],
    ['empty names', ['', '', '', '', ''], null],
  ])('share %s', (_, names, prefix) => {
    expect(sharedPrefix(names)).toBe(prefix);
  });

  it.each([
    ['VSWT', 'weight'],
    ['VSEXPD', 'expiration | date'],
    ['VSLOTN', 'lot | number'],
    ['OTHER_WT', 'other | weight'],
    ['VS', 'vs'],
  ])('%s is read without it', (name, expected) => {
    expect(read(name, sharedPrefix(columns))).toBe(expected);
  });

  it('keeps a prefix that the table is called by', () => {
    expect(columnWords('LABCODE', 'lab', new Set(['lab'])).map((word) => word.text)).toEqual(['lab', 'code']);
  });
});

it.each([
  ['Lot #', 'lot | number'],
  ['REACTION_STATUS_CD', 'reaction | status'],
  ['subject_id', 'patient | identifier number'],
  ['B.P.', 'blood pressure'],
  ['recordedon', 'record | date'],
  ['Created At', 'created | date'],
  ['gender_concept_id', 'gender | code'],
  ['unit_source_value', 'unit | code'],
  ['genderdisplay', 'gender'],
  ['patient_l_name', 'patient | last name'],
])('reads %s', (name, expected) => {
  expect(ideas(name)).toBe(expected);
});
