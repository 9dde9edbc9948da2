import { describe, expect, it } from 'vitest';
import type { Cell } from '../../base/cell.js';
import { profileInputOf } from '../../testing/profile-input.js';
import { profileSource } from '../profile-source.js';
import { phiByName, subjectOf } from './name-guess.js';
import { maskPatientKeys } from './patient-keys.js';

/** The PHI that a column of a table of doses is taken for. */
async function kindOf(column: string, value: (i: number) => Cell): Promise<string | null> {
  const rows = Array.from({ length: 60 }, (_, i) => [i, value(i)]);
  const { profile } = await profileSource(profileInputOf({ items: { columns: ['n', column], rows } }));
  return profile.tables[0]?.columns[1]?.phi?.kind ?? null;
}

describe('PHI by name and values', () => {
  it.each([
    ['ndc', (i: number) => `00${100 + i}-0058-01`],
    ['package', (i: number) => `0${100 + i}-4152-60`],
    ['product', (i: number) => `50${100 + i}-315-1`],
    ['part_no', (i: number) => `12-${3400 + i}-56`],
  ])('takes hyphenated product codes for none: %s', async (name, value) => {
    expect(await kindOf(name, value)).toBeNull();
  });

  it.each([
    (i: number) => `555-0${100 + i}`,
    (i: number) => `871-555-${1000 + i}`,
    (i: number) => `030 12 34 ${10 + (i % 80)}`,
    (i: number) => `1-800-555-${1000 + i}`,
  ])('still takes telephone numbers with hyphens for some', async (value) => {
    expect(await kindOf('item', value)).toBe('phone');
  });

  it('knows a birth date from what else is told of a birth', () => {
    const patients = subjectOf('patients');
    for (const name of ['Sex Assigned at Birth', 'birth_weight', 'BirthOrder', 'multiple_birth_status', 'birth_sex'])
      expect(phiByName(name, patients)?.kind, name).not.toBe('birth-date');
    for (const name of ['birth', 'date_of_birth', 'DateBirth', 'patient_birth_dt', 'birth_info'])
      expect(phiByName(name, patients)?.kind, name).toBe('birth-date');
  });
});

it('tags keys of patients that a way leads to over another table of people', () => {
  const column = (name: string) =>
    ({
      name,
      phi: null,
      values: [{ value: '7', count: 9 }],
      numbers: { least: '1', most: '9', integers: true },
    }) as never;
  const table = (name: string, domain: string, columns: readonly string[], steps: readonly (readonly string[])[]) =>
    ({
      ...{ name, columns: columns.map(column), domain: { domain } },
      patientPath: {
        score: 1,
        steps: steps.map(([from = '', by = '', to = '', key = '']) => ({
          from: { table: from, columns: [by] },
          to: { table: to, columns: [key] },
        })),
      },
    }) as never;
  const way = ['extra', 'owner', 'person', 'pnr'];
  const told = maskPatientKeys(
    {
      joins: [{ from: { table: 'card', columns: ['pid'] }, to: { table: 'patients', columns: ['id'] } }],
      tables: [
        table('patients', 'demographics', ['id'], []),
        table('card', 'insurance', ['pid', 'plan'], [['card', 'pid', 'patients', 'id']]),
        table('claim', 'billing', ['card_pid'], [['claim', 'card_pid', 'card', 'pid']]),
        table('person', 'demographics', ['pnr'], [['person', 'pnr', 'patients', 'id']]),
        table('extra', 'documents', ['owner'], [way, ['person', 'pnr', 'patients', 'id']]),
      ],
    } as never,
    { table: 'patients', key: 'id' },
  );
  const kinds = told.tables.flatMap((one) => one.columns.map((c) => `${one.name}.${c.name} ${c.phi?.kind ?? '-'}`));
  expect(kinds).toEqual([
    'patients.id mrn',
    'card.pid mrn',
    'card.plan -',
    'claim.card_pid mrn',
    'person.pnr mrn',
    'extra.owner mrn',
  ]);
});
