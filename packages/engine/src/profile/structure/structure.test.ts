import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { profileInputOf } from '../../testing/profile-input.js';
import { completeProfile } from '../complete-profile.js';
import { profileSource } from '../profile-source.js';
import { hashOfValue } from '../value-scan.js';
import { HashSet } from './hash-set.js';
import { abbreviates, ideaOf, singular, splitKeyEndings, wordsOf } from './name-words.js';
import { joinNames, rowsOf, structureOfTables } from './test-database.js';
import { inclusionOf } from './value-inclusion.js';

describe('names', () => {
  it('are split, made singular and led to one idea in several languages', () => {
    expect(wordsOf('PatientGuid')).toEqual(['patient', 'guid']);
    expect(splitKeyEndings(wordsOf('demographicno'))).toEqual(['demographicno'.slice(0, -2), 'no']);
    expect([
      singular('Categories'.toLowerCase()),
      singular('statuses'),
      singular('yayinevleri'),
      singular('status'),
    ]).toEqual(['category', 'status', 'yayinev', 'status']);
    expect(['pt', 'demographic', 'paciente', 'hastalar', 'Patienten'.toLowerCase()].map(ideaOf)).toEqual(
      Array(5).fill('patient'),
    );
  });

  it('know clipped and contracted words, and no words that only share letters', () => {
    expect(abbreviates('presc', 'prescription')).toBe(true);
    expect(abbreviates('dept', 'department')).toBe(true);
    expect(abbreviates('mgr', 'manager')).toBe(true);
    expect(abbreviates('set', 'sector')).toBe(false);
    expect(abbreviates('set', 'specialinstruction')).toBe(false);
  });
});

describe('inclusion', () => {
  const sketch = (values: readonly number[], size: number) => {
    const all = [...new Set(values.map((value) => hashOfValue(String(value))))].sort((a, b) => a - b);
    return { hashes: Float64Array.from(all.slice(0, size)), complete: all.length <= size, distinct: all.length };
  };

  it('of whole sketches is exact, of cut ones never wrong about what both would hold', () => {
    fc.assert(
      fc.property(
        fc.array(fc.nat(200)),
        fc.array(fc.nat(200)),
        fc.integer({ min: 1, max: 50 }),
        (child, parent, size) => {
          const distinct = new Set(child);
          const held = [...distinct].filter((value) => parent.includes(value)).length;
          const whole = inclusionOf(sketch(child, 1000), sketch(parent, 1000), new Set());
          if (distinct.size === 0) expect(whole).toBeNull();
          else expect(whole).toMatchObject({ share: held / distinct.size, compared: distinct.size, exact: true });
          const cut = inclusionOf(sketch(child, size), sketch(parent, size), new Set());
          if (cut !== null && held === distinct.size) expect(cut.share).toBe(1);
          if (cut !== null && held === 0) expect(cut.share).toBe(0);
        },
      ),
    );
  });

  it('leaves out values that stand for none', () => {
    const zero = new Set([hashOfValue('0')]);
    expect(inclusionOf(sketch([0, 5], 10), sketch([5], 10), zero)).toMatchObject({ share: 1, compared: 1 });
  });
});

describe('HashSet', () => {
  it('holds what a Set holds', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(2 ** 30)), fc.array(fc.nat(2 ** 30)), (added, asked) => {
        const set = new HashSet({ left: 1 << 20 });
        const truth = new Set<number>();
        for (const hash of added) {
          set.add(hash * 4096);
          truth.add(hash * 4096);
        }
        expect(set.size).toBe(truth.size);
        for (const hash of [...added, ...asked]) expect(set.has(hash * 4096)).toBe(truth.has(hash * 4096));
      }),
    );
  });

  it('gives up where its slots are used up, and says so', () => {
    const budget = { left: 64 };
    const set = new HashSet(budget);
    for (let i = 0; i < 200; i++) set.add(i);
    expect(set.isWhole).toBe(false);
    expect(set.has(1)).toBe(false);
  });
});

describe('joins', () => {
  const patients = {
    columns: 'id:integer! lname dob',
    rows: rowsOf(40, (i) => [i + 1, `Name${i}`, `19${10 + i}-02-03`]),
  };

  it('need names where small numbers include each other by chance', async () => {
    const found = await structureOfTables({
      patients,
      wards: { columns: 'id:integer! title', rows: rowsOf(40, (i) => [i + 1, `Ward ${i}`]) },
      visits: {
        columns: 'id:integer! patient_id:integer floor:integer urgent:integer',
        rows: rowsOf(80, (i) => [i + 1, (i % 40) + 1, (i % 9) + 1, i % 2]),
      },
    });
    expect(joinNames(found)).toEqual(['visits.patient_id -> patients.id']);
  });

  it('are found by values alone where these are of one key only', async () => {
    const found = await structureOfTables({
      charts: { columns: 'chart_no:integer! lname', rows: rowsOf(50, (i) => [700_100 + i * 3, `N${i}`]) },
      things: {
        columns: 'nr:integer! belongs:integer amount:integer',
        rows: rowsOf(90, (i) => [i + 1, 700_100 + (i % 50) * 3, i]),
      },
    });
    expect(joinNames(found)).toEqual(['things.belongs -> charts.chart_no']);
  });

  it('of text to text, of text to numbers, and to the same table', async () => {
    const found = await structureOfTables({
      patients,
      lst_status: {
        columns: 'code! description',
        rows: [
          ['A', 'Active'],
          ['I', 'Inactive'],
          ['D', 'Deceased'],
        ],
      },
      episode: {
        columns: 'episode_id:integer! pt_no status_code parent_episode_id:integer',
        rows: rowsOf(60, (i) => [i + 1, String((i % 40) + 1), 'AID'[i % 3] ?? '', i % 5 === 0 ? i + 1 : 0]),
      },
    });
    expect(joinNames(found)).toEqual([
      'episode.parent_episode_id -> episode.episode_id',
      'episode.pt_no -> patients.id',
      'episode.status_code -> lst_status.code',
    ]);
  });

  it('count orphans exactly, rows for none apart', async () => {
    const { profile } = await structureOfTables({
      patients,
      notes: {
        columns: 'id:integer! patient_id:integer',
        rows: rowsOf(100, (i) => [i + 1, i < 90 ? (i % 40) + 1 : i < 95 ? 0 : 900 + i]),
      },
    });
    expect(profile.joins[0]).toMatchObject({ orphans: 5, inclusion: 0.9474 });
  });

  it('count orphans of more values than a profile remembers', async () => {
    const many = rowsOf(3000, (i) => [500_000 + i, `x${i}`]);
    const { profile } = await structureOfTables({
      patient: { columns: 'patient_id:integer! tag', rows: many },
      result: {
        columns: 'result_id:integer! patient_id:integer',
        rows: rowsOf(3000, (i) => [i, 500_000 + i + (i >= 2990 ? 100 : 0)]),
      },
    });
    expect(profile.joins[0]).toMatchObject({ orphans: 10, to: { table: 'patient', columns: ['patient_id'] } });
  });

  it('over two columns, where only both together name a row', async () => {
    const found = await structureOfTables({
      order_line: {
        columns: 'order_no:integer! line_no:integer! drug',
        rows: rowsOf(60, (i) => [9000 + Math.floor(i / 3), (i % 3) + 1, `d${i}`]),
      },
      dispense: {
        columns: 'dispense_id:integer! order_no:integer line_no:integer',
        rows: rowsOf(50, (i) => [i + 1, 9000 + Math.floor(i / 3), (i % 3) + 1]),
      },
    });
    expect(joinNames(found)).toEqual(['dispense.order_no,line_no -> order_line.order_no,line_no']);
  });

  it('steered by another column, one for each table that it names', async () => {
    const { profile } = await structureOfTables({
      patients,
      staff: { columns: 'id:integer! login', rows: rowsOf(40, (i) => [i + 1, `u${i}`]) },
      attachment: {
        columns: 'id:integer! entity_type entity_id:integer',
        rows: rowsOf(60, (i) => [i + 1, i % 2 ? 'Patient' : 'staff', (i % 40) + 1]),
      },
    });
    const steered = profile.joins.filter(({ from }) => from.columns[0] === 'entity_id');
    expect(steered.map(({ to }) => to.table).sort()).toEqual(['patients', 'staff']);
    for (const { reasons, orphans } of steered) {
      expect(reasons.join()).toContain('polymorphic');
      expect(orphans).toBeNull();
    }
  });

  it('lead to tables whose names say nothing, where only these hold a key once, in exports that declare none', async () => {
    const found = await structureOfTables({
      PERSON_A: {
        columns: 'PAT_ID PAT_NAME BIRTH_DATE',
        rows: rowsOf(30, (i) => [`Z${7000 + i}`, `N${i}`, '1950-01-01']),
      },
      PERSON_A_2: { columns: 'PAT_ID ADV_DIR', rows: rowsOf(30, (i) => [`Z${7000 + i}`, 'N']) },
      REF_SER: { columns: 'PROV_ID DESCRIPTOR', rows: rowsOf(12, (i) => [1000 + i, `P${i}`]) },
      PAT_ENC: {
        columns: 'PAT_ID PAT_ENC_CSN_ID VISIT_PROV_ID',
        rows: rowsOf(90, (i) => [`Z${7000 + (i % 30)}`, 720_000 + i * 13, 1000 + (i % 12)]),
      },
      ORDER_MED: { columns: 'ORDER_MED_ID PAT_ENC_CSN_ID', rows: rowsOf(60, (i) => [500_000 + i, 720_000 + i * 13]) },
    });
    expect(joinNames(found)).toEqual([
      'ORDER_MED.PAT_ENC_CSN_ID -> PAT_ENC.PAT_ENC_CSN_ID',
      'PAT_ENC.PAT_ID -> PERSON_A.PAT_ID',
      'PAT_ENC.VISIT_PROV_ID -> REF_SER.PROV_ID',
      'PERSON_A_2.PAT_ID -> PERSON_A.PAT_ID',
    ]);
  });

  it.each([
    ['German', 'Patienten PatNr Nachname GebDatum', 'Aerzte ArztNr Name', 'Besuche BesuchNr PatNr VerordnenderArzt'],
    [
      'Spanish',
      'pacientes id_paciente apellido fecha_nacimiento',
      'medicos id_medico nombre',
      'citas id_cita id_paciente medico_id',
    ],
    [
      'French',
      'Patients NumPatient Nom DateNaissance',
      'Medecins NumMedecin Nom',
      'Consultations NumConsult NumPatient NumMedecin',
    ],
    ['prefixed', 'pt_master pt_id pt_lname pt_dob', 'dr_master dr_id dr_name', 'ap_appts ap_id ap_pt_id ap_dr_id'],
  ])('in %s names', async (_, patientLine, doctorLine, visitLine) => {
    const table = (line: string, rows: (i: number) => readonly (string | number)[], count: number) => {
      const [name = '', ...columns] = line.split(' ');
      return { [name]: { columns: columns.join(' '), rows: rowsOf(count, rows) } };
    };
    const found = await structureOfTables({
      ...table(patientLine, (i) => [i + 1, `N${i}`, '1950-01-01'], 40),
      ...table(doctorLine, (i) => [i + 1, `A${i}`], 6),
      ...table(visitLine, (i) => [i + 1, (i % 40) + 1, (i % 6) + 1], 120),
    });
    const [patients, doctors, visits] = [patientLine, doctorLine, visitLine].map((line) => line.split(' '));
    expect(joinNames(found)).toEqual(
      [
        `${visits?.[0]}.${visits?.[2]} -> ${patients?.[0]}.${patients?.[1]}`,
        `${visits?.[0]}.${visits?.[3]} -> ${doctors?.[0]}.${doctors?.[1]}`,
      ].sort(),
    );
    expect(found.patient?.table.name).toBe(patients?.[0]);
  });

  it('of tables without rows are found by names, with less certainty', async () => {
    const { profile } = await structureOfTables({
      Patient: { columns: 'PatientGuid', rows: [] },
      Allergy: { columns: 'AllergyGuid PatientGuid Severity', rows: [] },
    });
    expect(joinNames({ profile, patient: null })).toEqual(['Allergy.PatientGuid -> Patient.PatientGuid']);
    expect(profile.joins[0]?.score).toBeLessThan(0.8);
    expect(profile.joins[0]?.inclusion).toBeNull();
  });
});

describe('lists of options', () => {
  it('hold the codes of columns that are called like a list, without being taken for keys', async () => {
    const lists = { sex: ['F', 'M', 'U'], route: ['PO', 'IM', 'SC'], drug_form: ['TAB', 'CAP', 'SOL'] };
    const found = await structureOfTables({
      option_list: {
        columns: 'list_id! option_id! title',
        rows: Object.entries(lists).flatMap(([list, codes]) => codes.map((code) => [list, code, `Text of ${code}`])),
      },
      rx: {
        columns: 'rx_no:integer! route status',
        rows: rowsOf(30, (i) => [i + 1, ['PO', 'IM'][i % 2] ?? '', ['PO', 'IM'][i % 2] ?? '']),
      },
    });
    expect(joinNames(found)).toEqual(['rx.route -> option_list.option_id']);
    expect(found.profile.joins[0]?.reasons[0]).toContain("where list_id is 'route'");
    expect(found.profile.joins[0]?.score).toBeLessThan(0.5);
  });
});

describe('keys', () => {
  it('are single columns, or sets that a second look has counted', async () => {
    const tables = {
      reading: {
        columns: 'device:integer taken:integer value:integer',
        rows: rowsOf(60, (i) => [100 + (i % 6), 2000 + Math.floor(i / 6), i % 4]),
      },
      plain: { columns: 'plain_id:integer text', rows: rowsOf(20, (i) => [i + 1, 'x']) },
    };
    const keys = async (blind: boolean) =>
      (await structureOfTables(tables, { blind })).profile.tables.map((table) => table.keys[0]?.columns ?? null);
    expect(await keys(false)).toEqual([['device', 'taken'], ['plain_id']]);
    expect(await keys(true)).toEqual([null, ['plain_id']]);
  });
});

describe('the way to the patient', () => {
  it('prefers a direct column, goes over other tables, and against a link table, but never over who wrote a row', async () => {
    const { profile, patient } = await structureOfTables({
      pat: {
        columns: 'pat_id:integer! last_name birth_date sex',
        rows: rowsOf(30, (i) => [4000 + i, `N${i}`, '1970-01-01', 'F']),
      },
      users: { columns: 'id:integer! login', rows: rowsOf(5, (i) => [70 + i, `u${i}`]) },
      encounter: {
        columns: 'encounter_id:integer! pat_id:integer created_by:integer',
        rows: rowsOf(60, (i) => [8000 + i, 4000 + (i % 30), 70 + (i % 5)]),
      },
      vitals: {
        columns: 'vitals_id:integer! encounter_id:integer bp',
        rows: rowsOf(60, (i) => [i + 1, 8000 + i, '1']),
      },
      contact: { columns: 'contact_id:integer! phone_no', rows: rowsOf(30, (i) => [9500 + i, `${i}`]) },
      pat_contact: { columns: 'contact_id:integer pat_id:integer', rows: rowsOf(30, (i) => [9500 + i, 4000 + i]) },
      setting: { columns: 'id:integer! created_by:integer', rows: rowsOf(10, (i) => [i + 1, 70 + (i % 5)]) },
    });
    expect(patient?.table.name).toBe('pat');
    const path = (name: string) =>
      profile.tables
        .find((table) => table.name === name)
        ?.patientPath?.steps.map(({ from, to }) => `${from.columns}>${to.table}`);
    expect(path('pat')).toEqual([]);
    expect(path('encounter')).toEqual(['pat_id>pat']);
    expect(path('vitals')).toEqual(['encounter_id>encounter', 'pat_id>pat']);
    expect(path('contact')).toEqual(['contact_id>pat_contact', 'pat_id>pat']);
    expect(path('setting')).toBeUndefined();
    expect(path('users')).toBeUndefined();
  });
});

describe('attribute-value tables', () => {
  it('tell no attribute that may be somebody', async () => {
    const { profile } = await structureOfTables({
      patient: {
        columns: 'patient_id:integer! last_name dob',
        rows: rowsOf(20, (i) => [300 + i, `N${i}`, '1980-01-01']),
      },
      pat_ext: {
        columns: 'ext_id:integer! patient_id:integer keyval val',
        rows: rowsOf(80, (i) => [
          i + 1,
          300 + (i % 20),
          ['lot', 'dose', 'Mary Johnson', '555-12-3456'][i % 4] ?? '',
          `${i}`,
        ]),
      },
    });
    const eav = profile.tables.find(({ name }) => name === 'pat_ext')?.eav;
    expect(eav?.attributes.map(({ attribute }) => attribute) ?? []).not.toEqual(
      expect.arrayContaining([expect.stringMatching(/Mary|555/)]),
    );
    expect(JSON.stringify(profile.joins)).not.toMatch(/Mary|555-12/);
  });

  it('get the texts of their look-up table, and tell nothing that stands in few rows', async () => {
    const { profile } = await structureOfTables({
      patient: {
        columns: 'patient_id:integer! last_name dob',
        rows: rowsOf(20, (i) => [300 + i, `N${i}`, '1980-01-01']),
      },
      concept: {
        columns: 'concept_id:integer! name',
        rows: [
          [5088, 'Temperature'],
          [5089, 'Weight'],
          [5090, 'Height'],
          [9999, 'Rare'],
        ],
      },
      obs: {
        columns: 'obs_id:integer! patient_id:integer concept_id:integer value_numeric:decimal value_text',
        rows: [
          ...rowsOf(60, (i) => [i + 1, 300 + (i % 20), 5088 + (i % 3), '1.5', null]),
          [61, 300, 9999, null, 'once'],
        ],
      },
    });
    const eav = profile.tables.find(({ name }) => name === 'obs')?.eav;
    expect(eav).toMatchObject({
      entity: ['patient_id'],
      attribute: 'concept_id',
      value: ['value_numeric', 'value_text'],
    });
    expect(eav?.attributes).toEqual([
      { attribute: '5088', label: 'Temperature', count: 20 },
      { attribute: '5089', label: 'Weight', count: 20 },
      { attribute: '5090', label: 'Height', count: 20 },
    ]);
  });
});

it('joins rows by the names that a program calls people by, whatever the columns are called', async () => {
  const login = (i: number): string => `u${(i * 7919) % 100_003}x`;
  const tables = {
    patients: {
      columns: ['patient_id', 'last_name', 'dob'],
      rows: Array.from({ length: 80 }, (_, i) => [
        i + 1,
        `Name${i}`,
        `1960-01-${String((i % 28) + 1).padStart(2, '0')}`,
      ]),
    },
    portal: {
      columns: ['id', 'patient_id', 'username'],
      rows: Array.from({ length: 80 }, (_, i) => [i + 1, i + 1, login(i)]),
    },
    inbox: {
      columns: ['id', 'owner', 'body'],
      rows: Array.from({ length: 160 }, (_, i) => [i + 1, login(i % 60), 'text']),
    },
  };
  const { profile } = await completeProfile(await profileSource(profileInputOf(tables)));
  const joins = profile.joins.map(({ from, to }) => `${from.table}.${from.columns[0]} ${to.table}.${to.columns[0]}`);
  expect(joins).toContain('inbox.owner portal.username');
  expect(profile.tables.find(({ name }) => name === 'inbox')?.patientPath?.steps).toHaveLength(2);
});
