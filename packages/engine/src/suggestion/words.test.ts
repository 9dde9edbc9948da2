import { describe, expect, it } from 'vitest';
import { catalogue } from './catalogue/catalogue.js';
import { nameWords, plain } from './words.js';

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
    ['IMMNZTN_STATUS_C_NAME', 'immunization | status | name'],
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
