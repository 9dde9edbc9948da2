import type { SyntheticPractice } from '../practice.js';
import type { Medication } from './clinical-facts.js';
import type { Day } from './dates.js';
import type { PagePerson } from './page-context.js';
import type { TruthFact } from './truth-page.js';
import { DRUG_LIST } from './vocabulary/drugs.js';

type Row = Readonly<Record<string, string | number | null>>;

/** A live chart of the practice, with what its tables say of the patient. */
export interface PracticeChart {
  /** Key of the patient row. */
  readonly key: string;
  readonly person: PagePerson;
  readonly rows: Readonly<Record<'rx' | 'alg' | 'imm' | 'dx', readonly Row[]>>;
}

/** How a fact of a page stands to the rows of the database: not there; there and the same; there and otherwise. */
export type Agreement = 'new' | 'same' | 'contradicts';

const rowsOf = (practice: SyntheticPractice, name: string): Row[] => {
  const table = practice.tables.find((one) => one.name === name)!;
  return table.rows.map((row) => Object.fromEntries(table.columns.map(([column], i) => [column, row[i] ?? null])));
};

/** Charts that are live, of patients whose day of birth is known, in the order of their numbers. */
export function practiceCharts(practice: SyntheticPractice): PracticeChart[] {
  const tables = {
    rx: rowsOf(practice, 'rx'),
    alg: rowsOf(practice, 'alg'),
    imm: rowsOf(practice, 'imm'),
    dx: rowsOf(practice, 'dx'),
  };
  return rowsOf(practice, 'pat_master').flatMap((row): PracticeChart[] => {
    const born = /^(\d{2})[/-](\d{2})[/-](\d{4})$/.exec(String(row.dob));
    if (!born || born[1] === '00' || row.del_flag === 1 || row.lname === 'ZZTEST' || Number(row.pt_no) >= 90_000)
      return [];
    const own = (rows: readonly Row[]): Row[] => rows.filter((one) => one.pt_no === row.pt_no);
    const person: PagePerson = {
      family: String(row.lname),
      given: String(row.fname),
      middle: String(row.mi ?? ''),
      sex: row.sex === 'F' ? 'F' : 'M',
      birth: [Number(born[3]), Number(born[1]), Number(born[2])],
      mrn: String(row.chart_no),
    };
    return [
      {
        key: String(row.pt_no),
        person,
        rows: { rx: own(tables.rx), alg: own(tables.alg), imm: own(tables.imm), dx: own(tables.dx) },
      },
    ];
  });
}

/** `metformin 500 mg tab` as its parts; null where the practice wrote it otherwise. */
function drugOf(text: unknown): { drug: string; strength: string; unit: string } | null {
  const match = /^([a-z]+) ([\d.]+) (mg|mcg)\b/.exec(String(text));
  return match ? { drug: match[1]!, strength: match[2]!, unit: match[3]! } : null;
}

/** Medications that the chart has in force, as another clinic would list them: the first in another strength where `differ` asks for it. */
export function listedMedications(chart: PracticeChart, differ: boolean): Medication[] {
  return chart.rows.rx
    .filter((row) => row.stat === 'ACT')
    .flatMap((row, i): Medication[] => {
      const parts = drugOf(row.drug);
      const entry = DRUG_LIST.find((one) => one.name === parts?.drug);
      if (!parts || !entry) return [];
      const other = entry.strengths.find((one) => one !== parts.strength) ?? parts.strength;
      const [month, day, year] = String(row.start_dt).split('/').map(Number);
      const start: Day = [year!, month!, day!];
      return [
        {
          ...parts,
          strength: differ && i === 0 ? other : parts.strength,
          form: entry.form,
          dose: '1',
          doseUnit: entry.form,
          route: 'PO',
          frequency:
            String(row.sig).split(' ').at(-1) === 'days' ? 'TID' : String(row.sig).split(' ').at(-1)!.toUpperCase(),
          start,
          stop: null,
          ndc: '',
        },
      ];
    });
}

/** `2012-03-04` of a date column. */
export const dayOf = (text: unknown): Day => String(text).split('-').map(Number) as unknown as Day;

/** What the front desk typed, by the substance that it means. */
const SUBSTANCES: readonly (readonly [pattern: RegExp, substance: string])[] = [
  [/^pcn$|penicillin/i, 'penicillin'],
  [/sulfa/i, 'sulfa drugs'],
  [/peanut/i, 'peanuts'],
  [/latex/i, 'latex'],
  [/bee/i, 'bee stings'],
  [/codeine/i, 'codeine'],
];
export const substanceOf = (text: string): string =>
  SUBSTANCES.find(([pattern]) => pattern.test(text))?.[1] ?? text.toLowerCase();

/** Allergies of the chart as another clinic would write them. */
export const listedAllergies = (chart: PracticeChart): { substance: string; reaction: string; severity: string }[] =>
  chart.rows.alg
    .filter((row) => row.stat !== 'D' && row.allergen !== 'NKDA')
    .map((row) => ({
      substance: substanceOf(String(row.allergen)),
      reaction: String(row.react) === '' ? 'rash' : String(row.react),
      severity: 'moderate',
    }));

/** How a fact stands to the chart (`written`: how its page writes a day), and the row that it meets (`table/number`); null: none. What was deleted or entered in error meets nothing. */
export function compareWithChart(
  { entry, assertion }: TruthFact,
  chart: PracticeChart,
  written: (day: Day) => string,
): { agreement: Agreement; row: string | null } {
  const { fields, kind } = entry;
  const none = { agreement: 'new', row: null } as const;
  if (assertion.experiencer !== 'patient') return none;
  if (kind === 'medication') {
    const name = String(fields.drug).toLowerCase();
    const generic = DRUG_LIST.find((one) => one.brand?.toLowerCase() === name)?.name ?? name;
    const row = chart.rows.rx.find((one) => one.stat === 'ACT' && drugOf(one.drug)?.drug === generic);
    if (!row || fields.strength === undefined) return none;
    return {
      agreement: drugOf(row.drug)?.strength === fields.strength ? 'same' : 'contradicts',
      row: `rx/${row.rx_id}`,
    };
  }
  if (kind === 'allergy') {
    const live = chart.rows.alg.filter((one) => one.stat === 'A');
    const known = live.find((one) => one.allergen !== 'NKDA');
    const nothing = live.find((one) => one.allergen === 'NKDA');
    if (fields.negated === 'yes') {
      if (!/^(?:NKDA|drug allergies|allergies)$/.test(String(fields.substance))) return none;
      if (known) return { agreement: 'contradicts', row: `alg/${known.alg_id}` };
      return nothing ? { agreement: 'same', row: `alg/${nothing.alg_id}` } : none;
    }
    const row = live.find(
      (one) => one.allergen !== 'NKDA' && substanceOf(String(one.allergen)) === substanceOf(String(fields.substance)),
    );
    if (row) return { agreement: 'same', row: `alg/${row.alg_id}` };
    return nothing && assertion.temporality === 'recent'
      ? { agreement: 'contradicts', row: `alg/${nothing.alg_id}` }
      : none;
  }
  if (kind === 'immunization') {
    const row = chart.rows.imm.find(
      (one) =>
        written(dayOf(one.given_dt)) === fields.date && String(one.vacc) === fields.vaccine && one.refused !== 'Y',
    );
    return row ? { agreement: 'same', row: `imm/${row.imm_id}` } : none;
  }
  if (kind === 'problem' && fields.code !== undefined) {
    const row = chart.rows.dx.find((one) => one.stat === 'A' && one.icd === fields.code?.replace('.', ''));
    return row ? { agreement: 'same', row: `dx/${row.dx_id}` } : none;
  }
  return none;
}
