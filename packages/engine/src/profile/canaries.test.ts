import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { Cell } from '../base/cell.js';
import { findPlaintext } from '../testing/canaries.js';
import { type MadeTable, profileInputOf } from '../testing/profile-input.js';
import { completeProfile } from './complete-profile.js';
import { profileSource } from './profile-source.js';

/** Nobody is called so: no list of names has them. */
const GIVEN = 'Zyxwolda';
const FAMILY = 'Quorbenfeldt';
const canaries = {
  name: `${GIVEN} ${FAMILY}`,
  reversed: `${FAMILY.toUpperCase()}, ${GIVEN}`,
  born: '1917-03-29',
  bornUs: '03/29/1917',
  died: '2093-11-17',
  ssn: '871-46-9035',
  phone: '(871) 555-0917',
  plainPhone: '8715550917',
  email: 'zyxwolda.q@example.org',
  mrn: 'QZX-7730918',
  number: '77309184421',
  street: '8713 Quorbenfeldt Lane',
  note: 'Saw Zyxwolda Quorbenfeldt today, doing well on the new dose, will call her sister',
} as const;
/** What must be nowhere: whole canaries, and their telling parts. */
const forbidden = [...Object.values(canaries), GIVEN, FAMILY, FAMILY.toUpperCase()];

/** Planted together, each in rows of its own; so few that columns stay what they are. */
const groups: readonly (readonly (keyof typeof canaries)[])[] = [
  ['name', 'born', 'ssn', 'mrn', 'street'],
  ['reversed', 'bornUs', 'phone', 'number', 'note'],
  ['died', 'plainPhone', 'email'],
];
const ROWS = 700;
const row = <T>(i: number, ...values: T[]): T => values[i % values.length]!;
const pad = (n: number): string => String(n).padStart(2, '0');
const given = ['Anna', 'Bruno', 'Carla', 'Dmitri', 'Elif', 'Franz', 'Greta', 'Hassan', 'Ivana', 'Jorge'];

/** Columns of every kind, by what stands in them when nothing is planted. */
const kinds: Readonly<Record<string, (i: number) => Cell>> = {
  status: (i) => row(i, 'active', 'inactive', 'resolved'),
  title: (i) => row(i, 'Essential hypertension', 'Asthma', 'Type 2 diabetes'),
  code: (i) => row(i, 'I10', 'E11.9', 'J45.20', 'M54.5'),
  flag: (i) => row(i, 'Y', 'N'),
  amount: (i) => `${i % 90}.50`,
  quantity: (i) => i % 40,
  visit_date: (i) => `${2015 + (i % 8)}-${pad((i % 12) + 1)}-${pad((i % 28) + 1)}`,
  us_date: (i) => `${pad((i % 12) + 1)}/${pad((i % 28) + 1)}/${2015 + (i % 8)}`,
  reference: (i) => `R${1000 + i}`,
  category: (i) => row<Cell>(i, 'lab', 'note', 'order', null),
  comments: (i) => `follow up in ${i} weeks and bring the list of medication`,
  value: (i) => row(i, '120', '80', '98.6', 'negative'),
  setting: (i) => row(i, 'on', 'off', 'auto'),
};
const people: Readonly<Record<string, (i: number) => Cell>> = {
  first_name: (i) => row(i, ...given),
  last_name: (i) => `Muster${i % 50}mann`,
  dob: (i) => `${1940 + (i % 70)}-${pad((i % 12) + 1)}-${pad((i % 28) + 1)}`,
  ssn: (i) => `900-${pad(i % 90)}-${1000 + i}`,
  phone: (i) => `(555) 555-${1000 + i}`,
  mrn: (i) => `M${100000 + i}`,
  address: (i) => `${i} Main Street`,
};

/** Tables with a canary planted in the named columns, in the named rows. */
function planted(plant: (table: string, column: string, i: number) => Cell | undefined): Record<string, MadeTable> {
  const table = (name: string, columns: Readonly<Record<string, (i: number) => Cell>>, rows: number): MadeTable => ({
    columns: Object.keys(columns),
    rows: Array.from({ length: rows }, (_, i) =>
      Object.entries(columns).map(([column, make]) => plant(name, column, i) ?? make(i)),
    ),
  });
  return {
    patients: table('patients', people, ROWS),
    visits: table('visits', { patient_id: (i) => i % 90, ...kinds }, ROWS),
    settings: table('settings', kinds, ROWS),
    measurements: table(
      'measurements',
      {
        id: (i) => i,
        patient_id: (i) => i % 90,
        type: (i) => row(i, 'BP', 'WT', 'HT', 'A1C'),
        value: (i) => 60 + (i % 90),
        taken: (i) => `2020-01-${pad((i % 28) + 1)}`,
      },
      ROWS,
    ),
    measurement_type: {
      columns: ['type', 'description'],
      rows: [
        ['BP', 'Blood pressure'],
        ['WT', 'Weight'],
        ['HT', 'Height'],
        ['A1C', 'Hemoglobin A1c'],
      ],
    },
    code_list: table('code_list', { id: (i) => i, code: (i) => `C${i}`, label: (i) => `Label number ${i}` }, 30),
  };
}

const folder = mkdtempSync(join(tmpdir(), 'chartlift-profile-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function leaks(tables: Record<string, MadeTable>): Promise<string[]> {
  const input = profileInputOf(tables);
  // What is recognised and found from the profile is told with it, and must keep to the same.
  const { profile } = await completeProfile(await profileSource(input), {
    look: async function* (names) {
      for await (const batch of input.rows()) if (names.includes(batch.table)) yield batch;
    },
  });
  writeFileSync(join(folder, 'profile.json'), JSON.stringify(profile));
  return [...new Set(findPlaintext(folder, forbidden).map((hit) => `${hit.canary} as ${hit.form}`))];
}

describe('a profile of a source with planted people', () => {
  it('finds what is planted where nothing is masked, or this test would prove nothing', async () => {
    writeFileSync(join(folder, 'profile.json'), JSON.stringify({ values: [{ value: canaries.name, count: 3 }] }));
    expect(findPlaintext(folder, forbidden).map((hit) => hit.canary)).toContain(canaries.name);
    const { facts } = await profileSource(profileInputOf(planted((_t, _c, i) => (i < 4 ? canaries.ssn : undefined))));
    writeFileSync(join(folder, 'profile.json'), JSON.stringify(facts.get('visits')?.get('status')?.frequent));
    expect(findPlaintext(folder, forbidden).map((hit) => hit.canary)).toContain(canaries.ssn);
  });

  it.each(groups)('tells no %s ... that stands in a row or two of any column', async (...kinds) => {
    const tables = planted((_t, _c, i) => {
      const kind = kinds[Math.floor((i - 7) / 2)];
      return i >= 7 && kind ? canaries[kind] : undefined;
    });
    expect(await leaks(tables)).toEqual([]);
  });

  it.each(groups)('tells no %s ... of somebody who stands in the table of patients', async (...kinds) => {
    const own: Record<string, Cell> = {
      first_name: GIVEN,
      last_name: FAMILY,
      dob: canaries.born,
      ssn: canaries.ssn,
      phone: kinds.includes('plainPhone') ? canaries.plainPhone : canaries.phone,
      mrn: kinds.includes('number') ? canaries.number : canaries.mrn,
      address: canaries.street,
    };
    const tables = planted((table, column, i) => {
      if (table === 'patients') return i === 3 ? own[column] : undefined;
      // Again and again in columns that are not meant for it.
      const kind = kinds[i % 100];
      return kind && canaries[kind];
    });
    expect(await leaks(tables)).toEqual([]);
  });

  it('tells no name of a patient that stands as the label of an attribute', async () => {
    const tables = planted((table, column, i) =>
      table !== 'patients' || i !== 3
        ? undefined
        : column === 'first_name'
          ? GIVEN
          : column === 'last_name'
            ? FAMILY
            : undefined,
    );
    const { patients, measurement_type: labels, ...others } = tables;
    const source = {
      ...others,
      patients: {
        columns: ['patient_id', ...patients!.columns],
        rows: patients!.rows.map((cells, i) => [i, ...cells]),
      },
      measurement_type: {
        ...labels!,
        rows: labels!.rows.map(([type, label]) => [type!, type === 'WT' ? canaries.name : label!]),
      },
    };
    expect(await leaks(source)).toEqual([]);
    // Its neighbours are told.
    expect(readFileSync(join(folder, 'profile.json'), 'utf8')).toContain('"label":"Blood pressure"');
  });

  it.each(groups)(
    'tells no %s ... that stands often in a column of codes, flags or states, of somebody who stands nowhere else',
    async (...kinds) => {
      const tables = planted((table, _c, i) => {
        // Numbers of records have no shape of their own: nobody can tell them from codes where they stand often and nowhere else.
        const kind = kinds[i % 100];
        return table === 'patients' || !kind || kind === 'mrn' ? undefined : canaries[kind];
      });
      expect(await leaks(tables)).toEqual([]);
    },
  );
});
