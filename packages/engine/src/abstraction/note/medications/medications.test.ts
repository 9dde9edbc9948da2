import { describe, expect, it } from 'vitest';
import { noteOf } from '../note.js';
import { medicationsOf } from './medications.js';

const read = (text: string) => medicationsOf(noteOf(text)).filter(({ kind }) => kind === 'medication');
const fields = (text: string) => read(text).map(({ fields: one }) => one);
const names = (text: string) => read(text).map(({ fields: { drug } }) => drug);

describe('medications', () => {
  it.each([
    [
      'Continue lisinopril 20 mg daily.',
      { drug: 'lisinopril', strength: '20', strength_unit: 'mg', frequency: 'daily' },
    ],
    [
      'Was started on metformin 500 mg 1 tablet twice daily.',
      {
        drug: 'metformin',
        dose: '1',
        dose_unit: 'tablet',
        form: 'tablet',
        frequency: 'twice daily',
        sig: '1 tablet twice daily',
      },
    ],
    [
      'Amoxicillin 875 mg tab Sig: 1 tab PO BID x10d #20',
      {
        drug: 'Amoxicillin',
        strength: '875',
        form: 'tab',
        route: 'PO',
        frequency: 'BID',
        duration: 'x10d',
        quantity: '#20',
      },
    ],
    [
      'hydrochlorothiazide-lisinopril 12.5-20 mg daily',
      { drug: 'hydrochlorothiazide-lisinopril', strength: '12.5-20', strength_unit: 'mg' },
    ],
    [
      'amoxicillin/clavulanate 875/125 mg by mouth every 12 hours',
      { drug: 'amoxicillin/clavulanate', strength: '875/125', route: 'by mouth', frequency: 'every 12 hours' },
    ],
    [
      'Lantus 28 units subcutaneously at bedtime',
      { drug: 'Lantus', dose: '28', dose_unit: 'units', route: 'subcutaneously', frequency: 'at bedtime' },
    ],
    [
      'albuterol HFA 2 puffs inhaled q4-6h prn',
      { dose: '2', dose_unit: 'puffs', route: 'inhaled', frequency: 'q4-6h', as_needed: 'prn' },
    ],
    ['Discontinue simvastatin.', { drug: 'simvastatin', status: 'stopped', change: 'Discontinue' }],
    [
      'Warfarin 5 mg daily, started 03/2018, stopped in June 2020.',
      { start_date: '03/2018', end_date: 'June 2020', status: 'stopped' },
    ],
    [
      'He takes 500 mg of acetaminophen every 6 hours',
      { drug: 'acetaminophen', strength: '500', frequency: 'every 6 hours' },
    ],
    ['Zorblaxin 40 mg tablet by mouth daily', { drug: 'Zorblaxin', strength: '40', form: 'tablet' }],
  ])('reads %s', (text, wanted) => {
    expect(fields(text)[0]).toMatchObject(wanted);
  });

  it('keeps both of a change, the newer one as the fact', () => {
    for (const text of [
      'Increase lisinopril from 10 to 20 mg daily.',
      'Lisinopril increased from 10 mg to 20 mg daily.',
      'Change lisinopril 10 mg to 20 mg daily.',
    ])
      expect(fields(text)[0], text).toMatchObject({ strength: '20', strength_unit: 'mg', previous_strength: '10' });
    expect(fields('Take ibuprofen 5 to 10 mg daily')[0]).toMatchObject({ strength: '5 to 10' });
  });

  it('takes for no medication what is measured, borne ill or to be avoided', () => {
    for (const text of [
      'Lithium level 0.8.',
      'Digoxin level was 1.1 ng/mL.',
      'Vitamin D 25-OH 31 ng/mL.',
      'Allergic to penicillin, sulfa and codeine.',
      'Avoid NSAIDs and ibuprofen.',
      'ALLERGIES: penicillin, aspirin',
      'MRSA resistant to oxacillin.',
      'Potassium 4.1, magnesium 2.0, iron 45 mcg/dL.',
      'He has a penicillin allergy and aspirin intolerance.',
      'Insulin resistance and vitamin B12 deficiency.',
      'Calcium channel blockers were discussed.',
      'Urine drug screen positive for oxycodone.',
    ])
      expect(names(text), text).toEqual([]);
  });

  it('takes a class for a finding without fields', () => {
    const found = medicationsOf(noteOf('She is on a statin and was given antibiotics.'));
    expect(found.map(({ kind, text, fields: one }) => [kind, text, one])).toEqual([
      ['finding', 'statin', {}],
      ['finding', 'antibiotics', {}],
    ]);
  });

  it('gives an amount right before a name to that name', () => {
    expect(fields('lisinopril 20 mg daily and 81 mg aspirin daily')).toMatchObject([
      { drug: 'lisinopril', strength: '20', frequency: 'daily' },
      { drug: 'aspirin', strength: '81', frequency: 'daily' },
    ]);
  });

  it('asks ConText', () => {
    expect(read('He denies taking aspirin.')[0]).toMatchObject({ negation: 'negated' });
    expect(read('She was on warfarin until 2019.')[0]).toMatchObject({
      temporality: 'historical',
      fields: { end_date: '2019' },
    });
    expect(read('Her mother takes fluoxetine.')[0]).toMatchObject({ experiencer: 'family' });
  });

  it('knows misspelt names where something says that it is a drug', () => {
    expect(names('Taking lisinipril 10mg daily, metforman 500 mg, symvastatin at night.')).toEqual([
      'lisinipril',
      'metforman',
      'symvastatin',
    ]);
    expect(names('The patient walks with a mobile device and sees a celebrated doctor.')).toEqual([]);
  });
});
