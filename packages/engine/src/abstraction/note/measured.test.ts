import { describe, expect, it } from 'vitest';
import { immunizationsOf } from './immunizations.js';
import { noteOf } from './note.js';
import { resultsOf } from './results.js';
import { vitalsOf } from './vitals.js';

const vitals = (text: string) =>
  vitalsOf(noteOf(text)).map(({ fields: { vital, value, unit } }) => [vital, value, unit]);
const results = (text: string) => resultsOf(noteOf(text)).map(({ fields }) => fields);
const vaccines = (text: string) => immunizationsOf(noteOf(text));

describe('vitals', () => {
  it('reads several in one line, with units and without', () => {
    expect(
      vitals(
        'BP: 120/80 mmHg (sitting), HR 72, RR 16, T 98.6 F, SpO2 98% on RA, Wt 180 lb (81.6 kg), Ht 5\'10", BMI 25.8, pain 3/10',
      ),
    ).toEqual([
      ['blood pressure', '120/80', 'mmHg'],
      ['heart rate', '72', undefined],
      ['respiratory rate', '16', undefined],
      ['temperature', '98.6', 'F'],
      ['oxygen saturation', '98', '%'],
      ['weight', '180', 'lb'],
      ['height', '5\'10"', undefined],
      ['bmi', '25.8', undefined],
      ['pain', '3/10', undefined],
    ]);
    expect(vitals('VITALS\nT 98.6 P 72 R 16\nWeight: 12 lb 4 oz\nHead circumference: 42.5 cm')).toEqual([
      ['temperature', '98.6', undefined],
      ['heart rate', '72', undefined],
      ['respiratory rate', '16', undefined],
      ['weight', '12 lb 4 oz', undefined],
      ['head circumference', '42.5', 'cm'],
    ]);
  });

  it('reads prose', () => {
    expect(vitals('His blood pressure today was 148/92 and pulse was 88 bpm. Resp rate 18/min.')).toEqual([
      ['blood pressure', '148/92', undefined],
      ['heart rate', '88', 'bpm'],
      ['respiratory rate', '18', '/min'],
    ]);
  });

  it('takes goals, limits and changes for none', () => {
    for (const text of [
      'Goal BP < 130/80.',
      'BP goal 130/80.',
      'Keep BP under 140/90.',
      'Weight loss of 10 pounds.',
      'Hold if HR 50 or less.',
      'BP 80/120.',
    ])
      expect(vitals(text), text).toEqual([]);
  });
});

describe('results', () => {
  it('reads value, unit, flag, range and date, in prose and in rows', () => {
    expect(results('Hemoglobin A1c 7.4 %, Na 138, K 4.1, glucose 110 (H)')).toEqual([
      { test: 'Hemoglobin A1c', value: '7.4', unit: '%' },
      { test: 'Na', value: '138' },
      { test: 'K', value: '4.1' },
      { test: 'glucose', value: '110', flag: 'H' },
    ]);
    expect(
      results(
        'LABS:\nPotassium | 5.6 | mmol/L | H | 3.5-5.1 | 03/12/2021\nHgb was 11.2 g/dL on 3/4/2022.\nNitrite: positive',
      ),
    ).toEqual([
      { test: 'Potassium', value: '5.6', unit: 'mmol/L', flag: 'H', reference_range: '3.5-5.1', date: '03/12/2021' },
      { test: 'Hgb', value: '11.2', unit: 'g/dL', date: '3/4/2022' },
      { test: 'Nitrite', value: 'positive' },
    ]);
  });

  it('takes goals, orders and amounts of drugs for none', () => {
    for (const text of [
      'Goal A1c < 7.',
      'Target INR 2.0-3.0.',
      'Check A1c in 3 months.',
      'Vitamin D 1000 IU daily.',
      'Potassium 20 mEq daily.',
      'strep 2 weeks ago',
    ])
      expect(results(text), text).toEqual([]);
  });
});

describe('immunizations', () => {
  it('reads names, brands, dates, lots, sites and routes', () => {
    expect(
      vaccines(
        'Immunizations:\nTdap 03/12/2019, lot U5678AA, left deltoid IM 0.5 mL\n12/1/2020 PCV13\nCOVID-19 Pfizer 4/1/2021 lot EW0150',
      ).map(({ fields }) => fields),
    ).toEqual([
      {
        vaccine: 'Tdap',
        date: '03/12/2019',
        lot: 'U5678AA',
        site: 'left deltoid',
        route: 'IM',
        dose: '0.5',
        dose_unit: 'mL',
      },
      { vaccine: 'PCV13', date: '12/1/2020' },
      { vaccine: 'COVID-19 Pfizer', date: '4/1/2021', lot: 'EW0150' },
    ]);
  });

  it('gives each date of a series a dose', () => {
    expect(vaccines('IMMUNIZATIONS\nHepatitis B 1/2/2003, 2/2/2003').map(({ fields: { date } }) => date)).toEqual([
      '1/2/2003',
      '2/2/2003',
    ]);
  });

  it('says what was declined and what is due', () => {
    expect(vaccines('She declined the flu vaccine today.')[0]?.negation).toBe('negated');
    expect(vaccines('Shingrix was refused.')[0]?.negation).toBe('negated');
    expect(vaccines('Due for Shingrix.')[0]?.temporality).toBe('hypothetical');
    expect(vaccines('Tdap given today in the right deltoid.')[0]).toMatchObject({
      negation: 'affirmed',
      temporality: 'recent',
    });
  });

  it('takes diseases and their tests for none', () => {
    for (const text of [
      'Hepatitis B surface antigen negative.',
      'History of varicella.',
      'He has influenza.',
      'COVID-19 test positive.',
    ])
      expect(vaccines(text), text).toEqual([]);
  });
});
