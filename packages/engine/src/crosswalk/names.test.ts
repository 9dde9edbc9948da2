import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseDrugName, strengthMatch } from '../terminology/drugs/drug-name.js';
import type { Concept } from '../terminology/store/contract.js';
import { judgeDrug } from './drug-judge.js';
import { judgeLab, localLab, parseLabConcept } from './lab-judge.js';
import { isShareable } from './shareable.js';
import { DRUG_ABBREVIATIONS, PROBLEM_ABBREVIATIONS } from './tables/abbreviations.js';
import { judgeText, localText } from './text-judge.js';

const weightOf = (): number => 3;
const drug = (local: string, candidate: string, meant: Record<string, string[]> = {}) =>
  judgeDrug({ name: parseDrugName(local), meant: new Map(Object.entries(meant)), weightOf }, parseDrugName(candidate));

describe('drug names', () => {
  it('are taken apart as RxNorm does', () => {
    const name = parseDrugName('Zorbimide HCl 0.5 mg/2 mL Neb Susp [Zorb XR]');
    expect(name).toMatchObject({ words: ['zorbimide'], salts: ['hcl'], brand: 'zorb xr' });
    expect(name.amounts[0]).toContainEqual({ value: 0.25, unit: 'mg', per: 'ml' });
    expect([...name.forms].sort()).toEqual(['inhaler', 'suspension']);
    expect(parseDrugName('zorb 0.2%').amounts[0]).toContainEqual({ value: 2, unit: 'mg', per: 'ml' });
    expect(
      parseDrugName('zorb 230 mcg-21 mcg/Actuation').amounts.map((amount) =>
        amount.some(({ per }) => per === 'actuat'),
      ),
    ).toEqual([true, true]);
    expect(parseDrugName('zorb 9.5 mg/24 hr patch').amounts[0]?.[0]?.per).toBe('hr');
    expect(parseDrugName('zorb 250,000 units').amounts[0]).toEqual([{ value: 250000, unit: 'unt', per: '' }]);
    expect(parseDrugName('zorb 100 mL bag').amounts).toEqual([]);
  });

  it('say how a code stands beside the source', () => {
    expect(drug('zorb 5 mg tab', 'Zorb 5 MG Oral Tablet').equivalence).toBe('equivalent');
    expect(drug('zorb 5 mg tab', 'Zorb').equivalence).toBe('wider');
    expect(drug('zorb', 'Zorb 5 MG Oral Tablet').equivalence).toBe('narrower');
    expect(drug('zorb 5 mg tab', 'Zorb 10 MG Oral Tablet').equivalence).toBe('inexact');
    expect(drug('zorb 5 mg tab', 'Zorb 5 MG Rectal Suppository').equivalence).toBe('inexact');
    expect(drug('zorb 5 mg tab', 'Zorb 5 MG Extended Release Oral Tablet').equivalence).toBe('narrower');
    expect(drug('zorb 5 mg', 'Zorb 5 MG/ML').equivalence).toBe('inexact');
    expect(drug('Zappit 5 mg', 'Zorb 5 MG', { zappit: ['zorb'] }).reasons).toContain('the same substance');
  });

  it('keep the letter that tells substances of one name apart', () => {
    expect(drug('penicillin', 'Penicillin G').equivalence).toBe('narrower');
    expect(drug('penicillin G', 'Penicillin').equivalence).toBe('wider');
    expect(drug('penicillin V 250 mg', 'Penicillin V 250 MG').equivalence).toBe('equivalent');
    expect(drug('penicillin V', 'Penicillin V').score).toBeGreaterThan(drug('penicillin V', 'Penicillin G').score);
    expect(DRUG_ABBREVIATIONS.get('inh')).toBe('isoniazid');
  });

  it('rank the same strength over another, and one substance over two', () => {
    const score = (candidate: string): number => drug('zorb 5 mg tab', candidate).score;
    expect(score('Zorb 5 MG Oral Tablet')).toBeGreaterThan(score('Zorb'));
    expect(score('Zorb')).toBeGreaterThan(score('Zorb 10 MG Oral Tablet'));
    expect(score('Zorb 5 MG Oral Tablet')).toBeGreaterThan(score('Kleptine 5 MG / Zorb 5 MG Oral Tablet'));
    expect(score('Zorb 5 MG Oral Tablet')).toBeGreaterThan(score('Zorb 5 MG Oral Tablet [Zappit]'));
    expect(score('Zorb 5 MG')).toBeGreaterThan(score('Zorb 5 MG Extended Release Oral Tablet'));
    // Look-alikes are other drugs.
    expect(drug('atorvastatin', 'Lovastatin').score).toBe(0);
  });

  it('never fail and never score above 1', () => {
    const word = fc.constantFrom(
      'zorb',
      '5',
      'mg',
      '/',
      '-',
      '%',
      '[',
      ']',
      'ml',
      '{',
      '10',
      '.',
      ',',
      'hr',
      ' tab',
      '(',
      ')',
      '0',
    );
    fc.assert(
      fc.property(
        fc.array(word, { maxLength: 12 }),
        fc.array(word, { maxLength: 12 }),
        fc.boolean(),
        (a, b, spaced) => {
          const { score } = drug(a.join(spaced ? ' ' : ''), b.join(' '));
          expect(score).toBeGreaterThanOrEqual(0);
          expect(score).toBeLessThanOrEqual(1);
        },
      ),
      { numRuns: 500, seed: 7 },
    );
    expect(strengthMatch({ value: 137, unit: 'bare', per: '' }, { value: 0.137, unit: 'mg', per: '' })).toBeGreaterThan(
      0.9,
    );
    expect(strengthMatch({ value: 5, unit: 'mg', per: '' }, { value: 5, unit: 'unt', per: '' })).toBe(0);
  });
});

const concept = (display: string): Concept => ({
  system: 'http://loinc.org',
  code: '1',
  display,
  synonyms: [],
  status: 'active',
  attributes: {},
});
const lab = (local: Parameters<typeof localLab>[0], display: string) =>
  judgeLab(localLab(local, weightOf), parseLabConcept(concept(display)), 0.5);

describe('lab names', () => {
  it('are read apart where a short name glued them, and left whole where they are one', () => {
    const words = (text: string) => [...localLab({ text }, weightOf).words];
    expect(words('RBCDist')).toEqual(expect.arrayContaining(['erythrocyte']));
    expect(words('BasoFlg')).toContain('basophil');
    expect(words('CD 1a')).toEqual(['cd1a']);
    expect(words('CD16/56')).toEqual(['cd16', 'cd56']);
    expect(words('PaZo2')).toEqual(['pazo2']);
  });

  it('are taken apart by their axes', () => {
    expect(parseLabConcept(concept('Zorbium [Mass/volume] in Serum or Plasma by Manual count'))).toMatchObject({
      ...{ words: ['zorbium'], quantity: 'mass', system: 'Serum or Plasma', method: 'Manual count', special: false },
    });
    expect(parseLabConcept(concept('Zorbocytes/100 leukocytes in Blood'))).toMatchObject({
      quantity: 'fraction',
      divisor: ['leukocyte'],
    });
    expect(parseLabConcept(concept('pH of Urine'))).toMatchObject({ words: ['ph'], system: 'Urine' });
  });

  it('follow the unit, the specimen and the abbreviation', () => {
    const better = (local: Parameters<typeof localLab>[0], right: string, wrong: string): void =>
      expect(lab(local, right).score, `${local.text}: ${right}`).toBeGreaterThan(lab(local, wrong).score);
    const glucose = 'Glucose [Mass/volume] in Serum or Plasma';
    better({ text: 'GLU', unit: 'mg/dL' }, glucose, 'Glucose [Moles/volume] in Serum or Plasma');
    better({ text: 'GLU', unit: 'mmol/L' }, 'Glucose [Moles/volume] in Serum or Plasma', glucose);
    better({ text: 'Glucose, CSF', unit: 'mg/dL' }, 'Glucose [Mass/volume] in Cerebral spinal fluid', glucose);
    better({ text: 'Glucose', specimen: 'Urine' }, 'Glucose [Presence] in Urine', glucose);
    better({ text: 'Na' }, 'Sodium [Moles/volume] in Serum or Plasma', 'Sodium [Mass/volume] in Serum or Plasma');
    better({ text: 'WBC', unit: 'K/uL' }, 'Leukocytes [#/volume] in Blood', 'Leukocytes [Presence] in Blood');
    better(
      { text: 'Eos %', context: 'Hematology' },
      'Eosinophils/100 leukocytes in Blood',
      'Eosinophils [#/volume] in Blood',
    );
    better(
      { text: 'Protein', unit: 'mg/24hr', specimen: 'Urine' },
      'Protein [Mass/time] in 24 hour Urine',
      'Protein [Mass/volume] in Urine',
    );
    better({ text: 'Anti-Zorb IgG' }, 'Zorb IgG Ab [Presence] in Serum', 'Zorb IgG Ab [Mass/volume] in Serum');
  });
});

describe('problems', () => {
  const problem = (text: string, name: string) =>
    judgeText(localText(text, PROBLEM_ABBREVIATIONS, weightOf), [name], 1);
  it('are compared by what their words and abbreviations mean, the ordinary case first', () => {
    const better = (text: string, right: string, wrong: string): void =>
      expect(problem(text, right).score, text).toBeGreaterThan(problem(text, wrong).score);
    better('HTN', 'Essential (primary) hypertension', 'Hypertension secondary to endocrine disorders');
    better('DM2', 'Type 2 diabetes mellitus without complications', 'Type 2 diabetes mellitus with hyperglycemia');
    better(
      'DM type II',
      'Type 2 diabetes mellitus without complications',
      'Type 1 diabetes mellitus without complications',
    );
    better('CKD 3', 'Chronic kidney disease, stage 3 (moderate)', 'Chronic kidney disease, unspecified');
    expect(problem('COPD', 'Chronic obstructive pulmonary disease, unspecified').equivalence).toBe('equivalent');
    expect(problem('DM2', 'Type 2 diabetes mellitus without complications').equivalence).toBe('narrower');
    expect(problem('chronic cough', 'Cough').equivalence).toBe('wider');
  });
});

describe('what may stand in a list', () => {
  const known = (word: string): boolean => ['aspirin', 'tab'].includes(word);
  it('is what several patients have, or is made of known words; never what looks like a person', () => {
    const of = (value: string, rows = 1, patients: number | null = null): boolean =>
      isShareable({ value, rows, patients }, known);
    expect(of('aspirin 81 tab')).toBe(true);
    expect(of('aspirin for Canaryson')).toBe(false);
    expect(of('Canaryson mix', 99, 5)).toBe(true);
    expect(of('Canaryson mix', 99, 4)).toBe(false);
    expect(of('blue tablet', 9, 3)).toBe(true);
    expect(of('blue tablet', 9, 2)).toBe(false);
    for (const personal of [
      'aspirin 02/03/1961',
      '123-45-6789',
      '(555) 123-4567',
      'a@b.c',
      'MRN 12',
      `${'aspirin '.repeat(12)}`,
    ])
      expect(of(personal, 99, 99), personal).toBe(false);
  });
});
