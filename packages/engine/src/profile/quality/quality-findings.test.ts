import { describe, expect, it } from 'vitest';
import type { QualityFinding } from '../../artifacts/assessment.js';
import type { Cell } from '../../base/cell.js';
import { type MadeTable, profileInputOf } from '../../testing/profile-input.js';
import { completeProfile } from '../complete-profile.js';
import { recogniseDomains } from '../domain/recognise-domains.js';
import { profileSource } from '../profile-source.js';
import type { LookAgain } from '../structure/second-look.js';
import { FINDING_KINDS } from './finding-kinds.js';
import { qualityFindings } from './quality-findings.js';

const PEOPLE = 200;
const of = <T>(i: number, ...values: T[]): T => values[i % values.length]!;
const pad = (n: number): string => String(n).padStart(2, '0');
const day = (i: number): string => `${2012 + (i % 10)}-${pad((i % 12) + 1)}-${pad((i % 28) + 1)}`;

type Maker = (i: number) => Cell;
type Plan = Record<string, Record<string, Maker>>;

/** A practice with nothing wrong in it. */
const sound = (): Plan => ({
  patients: {
    patient_id: (i) => i + 1,
    mrn: (i) => `M${100000 + i}`,
    last_name: (i) => `Muster${i}mann`,
    first_name: (i) => of(i, 'Anna', 'Bruno', 'Carla', 'Elif'),
    birth_date: (i) => `${1940 + (i % 70)}-${pad((i % 12) + 1)}-${pad((i % 28) + 1)}`,
    sex: (i) => of(i, 'F', 'M'),
  },
  allergies: {
    allergy_id: (i) => i + 1,
    patient_id: (i) => (i % PEOPLE) + 1,
    allergen: (i) => of(i, 'Penicillin', 'Peanut', 'Latex'),
    rxnorm_code: (i) => of(i, '7980', '1191', '2670', '10831'),
    reaction: (i) => of(i, 'hives', 'rash'),
    onset_date: day,
  },
  medications: {
    medication_id: (i) => i + 1,
    patient_id: (i) => (i % PEOPLE) + 1,
    drug_name: (i) => of(i, 'Lisinopril', 'Metformin', 'Atorvastatin'),
    rxnorm_code: (i) => of(i, '314076', '861007', '617310'),
    dose: (i) => of(i, '10', '500', '20'),
    dose_unit: () => 'mg',
    start_date: day,
  },
  lab_results: {
    result_id: (i) => i + 1,
    patient_id: (i) => (i % PEOPLE) + 1,
    test_name: (i) => of(i, 'Glucose', 'Cholesterol', 'Creatinine'),
    loinc_code: (i) => of(i, '2345-7', '2093-3', '2160-0'),
    result_value: (i) => String(70 + (i % 60)),
    units: () => 'mg/dL',
    result_date: day,
  },
});

async function findingsOf(change: (plan: Plan) => void, rows = 400): Promise<readonly QualityFinding[]> {
  const plan = sound();
  change(plan);
  const tables: Record<string, MadeTable> = Object.fromEntries(
    Object.entries(plan).map(([name, columns]) => [
      name,
      {
        columns: Object.keys(columns),
        rows: Array.from({ length: name === 'patients' ? PEOPLE : rows }, (_, i) =>
          Object.values(columns).map((make) => make(i)),
        ),
      },
    ]),
  );
  const input = profileInputOf(tables);
  const look: LookAgain = async function* (wanted) {
    for await (const batch of input.rows()) if (wanted.includes(batch.table)) yield batch;
  };
  const { profile, patient } = await completeProfile(await profileSource(input), { look });
  const table = patient?.table.name ?? '';
  return qualityFindings(recogniseDomains(profile), { table, key: 'patient_id', rows: PEOPLE });
}

const told = (found: readonly QualityFinding[]): string[] =>
  found.map(
    ({ code, severity, table, column, count }) => `${severity} ${code} ${table}.${column ?? ''} ${count ?? ''}`,
  );

/** What one change to a sound practice must show; the first of them before all else. */
const PLANTED: readonly (readonly [name: string, change: (plan: Plan) => void, ...expected: string[]])[] = [
  [
    'allergies without a patient',
    (plan) => {
      plan.allergies!.patient_id = (i) => (i % 40 === 0 ? null : (i % PEOPLE) + 1);
    },
    'critical patient-missing allergies.patient_id 10',
  ],
  [
    'results of patients who are gone',
    (plan) => {
      plan.lab_results!.patient_id = (i) => (i % 100 === 0 ? 900 + i : (i % PEOPLE) + 1);
    },
    'high orphan-rows lab_results.patient_id 4',
  ],
  [
    'one record number for two people',
    (plan) => {
      plan.patients!.mrn = (i) => `M${100000 + (i < 2 ? 0 : i)}`;
    },
    'critical identifier-repeats patients.mrn 1',
  ],
  [
    'a dose without a unit',
    (plan) => {
      delete plan.medications!.dose_unit;
    },
    'critical dose-without-unit medications.dose 400',
  ],
  [
    'some results without a unit',
    (plan) => {
      plan.lab_results!.units = (i) => (i % 10 === 0 ? '' : 'mg/dL');
    },
    'high unit-missing lab_results.result_value 40',
  ],
  [
    'birth dates in both orders',
    (plan) => {
      plan.patients!.birth_date = (i) =>
        i % 2 ? `${13 + (i % 15)}/04/19${pad(40 + (i % 50))}` : `04/${13 + (i % 15)}/19${pad(40 + (i % 50))}`;
    },
    'critical date-order-mixed patients.birth_date 100',
  ],
  [
    'birth years of two digits',
    (plan) => {
      plan.patients!.birth_date = (i) => `04/${13 + (i % 15)}/${pad(40 + (i % 50))}`;
    },
    'high two-digit-years patients.birth_date 200',
  ],
  [
    'results from the future, and dates that stand for unknown',
    (plan) => {
      plan.lab_results!.result_date = (i) => (i % 100 === 0 ? '2031-05-05' : i % 50 === 1 ? '1900-01-01' : day(i));
    },
    'medium future-dates lab_results.result_date 4',
    'medium sentinel-dates lab_results.result_date 8',
  ],
  [
    'people who said that there is none, as allergens',
    (plan) => {
      plan.allergies!.allergen = (i) => of(i, 'Penicillin', 'NKDA', 'Latex', 'none');
    },
    'high none-in-words allergies.allergen 200',
  ],
  [
    'damaged names of drugs',
    (plan) => {
      plan.medications!.drug_name = (i) => of(i, 'Lisinopril', 'ParacÃ©tamol', 'Metformin', 'Warfarin');
    },
    'high text-damaged medications.drug_name 100',
  ],
  [
    'drugs without a code',
    (plan) => {
      plan.medications!.rxnorm_code = (i) => of(i, '314076', '', '617310', '861007');
    },
    'high code-missing medications.rxnorm_code 100',
  ],
  [
    'codes with a wrong check digit',
    (plan) => {
      plan.lab_results!.loinc_code = (i) => (i % 40 === 3 ? '2345-9' : of(i, '2345-7', '2093-3', '2160-0'));
    },
    'medium code-invalid lab_results.loinc_code 10',
  ],
  [
    'a table that was never coded',
    (plan) => {
      delete plan.allergies!.rxnorm_code;
    },
    'medium no-codes allergies. 400',
  ],
  [
    'marks that nothing explains, and deleted rows',
    (plan) => {
      plan.medications!.status = (i) => of(i, '1', '2', '7');
      plan.medications!.deleted = (i) => of(i, '0', '0', '1');
    },
    'high deleted-rows medications. 133',
    'medium code-unexplained medications.status 400',
  ],
  [
    'test patients',
    (plan) => {
      plan.patients!.last_name = (i) => (i < 3 ? 'Zztest' : `Muster${i}mann`);
    },
    'high test-patients patients. 3',
  ],
  [
    'patients without a birth date',
    (plan) => {
      const { birth_date: born } = plan.patients!;
      plan.patients!.birth_date = (i) => (i < 5 ? null : (born?.(i) ?? null));
    },
    'high patient-fact-missing patients.birth_date 5',
  ],
];

describe('quality findings', () => {
  it('say nothing of a sound practice', async () => {
    expect(told(await findingsOf(() => {}))).toEqual([]);
  });

  for (const [name, change, ...expected] of PLANTED)
    it(`find ${name}`, async () => {
      expect(told(await findingsOf(change))).toEqual(expect.arrayContaining(expected));
    });

  it('come by harm, and say what to do', async () => {
    const found = await findingsOf((plan) => {
      for (const [, change] of PLANTED.slice(0, 9)) change(plan);
    });
    const order = ['critical', 'high', 'medium', 'low'];
    const ranks = found.map(({ severity }) => order.indexOf(severity));
    expect(ranks).toEqual([...ranks].sort((a, b) => a - b));
    expect(new Set(ranks).size).toBeGreaterThan(2);
    for (const one of found) {
      expect(one.next.length).toBeGreaterThan(20);
      expect(Object.keys(FINDING_KINDS)).toContain(one.code);
      if (one.count !== null) expect(one.count).toBeLessThanOrEqual(one.of ?? 0);
    }
  });
});
