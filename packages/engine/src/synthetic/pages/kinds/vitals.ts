import type { SeededRandom } from '../../random.js';
import type { Day } from '../dates.js';
import { monthsLater } from '../dates.js';
import { draft, field, type Line, type Mark, type PageContent } from '../page-content.js';
import type { PageContext } from '../page-context.js';
import { letterhead, patientBanner } from './letterhead.js';

interface Vital {
  /** As the form names it. */
  readonly vital: string;
  readonly labels: readonly string[];
  readonly value: string;
  readonly unit: string;
}

/** A set that belongs together: the BMI is that of height and weight. */
export function makeVitals(random: SeededRandom): Vital[] {
  const inches = random.int(58, 76);
  const pounds = random.int(98, 290);
  const metric = random.chance(0.25);
  const kilograms = pounds * 0.45359237;
  const metres = inches * 0.0254;
  const fahrenheit = random.int(970, 1024) / 10;
  const celsius = ((fahrenheit - 32) * 5) / 9;
  return [
    {
      vital: 'blood pressure',
      labels: ['BP', 'Blood pressure', 'B/P'],
      value: `${random.int(92, 186)}/${random.int(50, 108)}`,
      unit: random.pick(['', '', 'mmHg']),
    },
    {
      vital: 'heart rate',
      labels: ['HR', 'Pulse', 'P'],
      value: String(random.int(48, 118)),
      unit: random.pick(['', 'bpm', '/min']),
    },
    { vital: 'respiratory rate', labels: ['RR', 'Resp', 'R'], value: String(random.int(11, 26)), unit: '' },
    {
      vital: 'temperature',
      labels: ['Temp', 'T', 'Temperature'],
      value: (metric ? celsius : fahrenheit).toFixed(1),
      unit: metric ? 'C' : 'F',
    },
    { vital: 'oxygen saturation', labels: ['SpO2', 'O2 sat', 'SaO2'], value: String(random.int(88, 100)), unit: '%' },
    {
      vital: 'weight',
      labels: ['Wt', 'Weight'],
      value: metric ? kilograms.toFixed(1) : String(pounds),
      unit: metric ? 'kg' : 'lb',
    },
    {
      vital: 'height',
      labels: ['Ht', 'Height'],
      value: metric ? (metres * 100).toFixed(0) : String(inches),
      unit: metric ? 'cm' : 'in',
    },
    { vital: 'bmi', labels: ['BMI'], value: (kilograms / metres ** 2).toFixed(1), unit: '' },
  ];
}

/** "BP 128/76, HR 71, Temp 98.4 F." */
export function vitalSentence(context: PageContext, vitals: readonly Vital[], taken: Day): Line {
  const { random } = context;
  const date = context.day(taken).text;
  const colon = random.pick([' ', ': ']);
  return [
    ...vitals.flatMap(({ vital, labels, value, unit }, i): Line => {
      const fact = draft('vital', {}, { vital, date });
      const joint = unit === '%' ? '' : ' ';
      return [
        i === 0 ? '' : ', ',
        random.pick(labels),
        colon,
        field(fact, 'value', value, 'number'),
        ...(unit === '' ? [] : [joint, field(fact, 'unit', unit)]),
      ];
    }),
    '.',
  ];
}

export function vitalsFlowSheet(context: PageContext): PageContent {
  const { random, visit, day } = context;
  const sets = Array.from({ length: random.int(5, 12) }, (_, i) => ({
    taken: monthsLater(visit, -2 * i),
    vitals: makeVitals(random),
  }));
  const shown = sets[0]!.vitals.map((one, i) => ({ i, label: random.pick(one.labels) }));
  const rows = sets.map(({ taken, vitals }): Line[] => {
    const facts = vitals.map((one) => draft('vital', {}, { vital: one.vital }));
    // One date stands for all values of its row.
    const date: Mark = day(taken);
    return [
      [date],
      ...shown.map(({ i }): Line => {
        const one = vitals[i]!;
        const fact = facts[i]!;
        fact.said.date = date.text;
        const unit = ['weight', 'height', 'temperature'].includes(one.vital)
          ? [' ', field(fact, 'unit', one.unit)]
          : [];
        return [field(fact, 'value', one.value, 'number'), ...unit];
      }),
    ];
  });
  return {
    blocks: [
      ...letterhead(context),
      { block: 'title', line: [random.pick(['VITAL SIGNS FLOW SHEET', 'Vitals Flowsheet'])] },
      ...patientBanner(context),
      {
        block: 'table',
        header: true,
        ruled: random.chance(0.6),
        rows: [[['Date'], ...shown.map(({ label }): Line => [label])], ...rows],
      },
    ],
  };
}
