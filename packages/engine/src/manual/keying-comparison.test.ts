import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { amountKey } from '../abstraction/keying/amount.js';
import { bestAssignment } from '../abstraction/keying/assignment.js';
import { compareKeys, sameValue } from '../abstraction/keying/compare-keys.js';
import { valueKey } from '../abstraction/keying/field-value.js';
import { ENTRY_KINDS, type EntryKind, KEYING_FORMS } from '../artifacts/keying-form.js';
import { keyingReaders } from './keying-readers.js';

const us = keyingReaders({ dateOrder: 'mdy', latestYear: 2026 });
const unknown = keyingReaders({});

type Case = readonly [kind: EntryKind, field: string, a: string, b: string];

describe('values that say the same', () => {
  const same: readonly Case[] = [
    ['medication', 'drug', 'Metoprolol  Tartrate', 'metoprolol tartrate.'],
    ['medication', 'drug', 'St. John\u2019s wort', 'ST JOHNS WORT'],
    ['medication', 'drug', 'amoxicillin-clavulanate', 'Amoxicillin Clavulanate'],
    ['problem', 'problem', 'Sjögren syndrome', 'Sjogren Syndrome'],
    ['medication', 'start_date', '11/02/2024', '2024-11-02'],
    ['medication', 'start_date', 'Nov 2, 2024', '11-2-24'],
    ['medication', 'start_date', '11/2024', '2024-11'],
    ['medication', 'strength', '0.50', '.5'],
    ['medication', 'strength', '0,5', '0.5'],
    ['medication', 'strength', '1 000', '1000'],
    ['medication', 'strength', '1,000.0', '1000'],
    ['medication', 'dose', '1½', '1.5'],
    ['medication', 'dose', '1/2', '0.5'],
    ['medication', 'dose', '1 1/2', '1,5'],
    ['medication', 'dose', '1-2', '1 to 2'],
    ['medication', 'strength_unit', 'mg', 'MG'],
    ['medication', 'strength_unit', 'mg', 'milligram'],
    ['medication', 'strength_unit', 'mcg', 'µg'],
    ['medication', 'dose_unit', 'tabs', 'tablet'],
    ['medication', 'dose_unit', 'units', 'U'],
    ['medication', 'form', 'tab', 'Tablet'],
    ['medication', 'route', 'PO', 'by mouth'],
    ['medication', 'frequency', 'BID', 'twice daily'],
    ['medication', 'frequency', 'b.i.d. prn', 'twice a day as needed'],
    ['medication', 'frequency', 'q6h', 'every 6 hours'],
    ['problem', 'code', 'e11.9', 'E119'],
    ['problem', 'negated', 'Y', 'yes'],
    ['immunization', 'lot', 'ab 123', 'AB123'],
    ['result', 'value', '5.70', '5.7'],
    ['result', 'value', '≤ 5', '<=5'],
    ['vital', 'value', '120/80', '120 / 80'],
  ];
  it.each(same)('%s %s: %s = %s', (kind, field, a, b) => expect(sameValue(kind, field, a, b, us)).toBe(true));

  const differ: readonly Case[] = [
    ['medication', 'drug', 'metoprolol tartrate', 'metoprolol succinate'],
    ['medication', 'drug', 'metoprolol', 'metoprolol tartrate'],
    ['medication', 'drug', 'hydroxyzine', 'hydralazine'],
    ['medication', 'start_date', '11/02/2024', '12/02/2024'],
    ['medication', 'start_date', '2024', '2024-11'],
    ['medication', 'strength', '5', '50'],
    ['medication', 'strength', '1,234', '1.234'],
    ['medication', 'strength', '1,234', '1234'],
    ['medication', 'dose', '1', '1-2'],
    ['medication', 'dose', '11/2', '1 1/2'],
    ['medication', 'strength_unit', 'mg', 'mcg'],
    ['medication', 'strength_unit', 'mg', 'g'],
    ['medication', 'strength_unit', 'mg', 'mg/mL'],
    ['medication', 'strength_unit', 'mg', 'mEq'],
    ['medication', 'dose_unit', 'mL', 'mg'],
    ['medication', 'frequency', 'BID', 'q12h'],
    ['medication', 'frequency', 'BID', 'BID prn'],
    ['medication', 'frequency', 'qd', 'qid'],
    ['medication', 'route', 'left eye', 'right eye'],
    ['problem', 'code', 'E11.9', 'E11.8'],
    ['problem', 'negated', 'yes', 'no'],
    ['problem', 'problem', '?pneumonia', 'pneumonia'],
    ['immunization', 'lot', '0012', '12'],
    ['result', 'value', '<5', '5'],
    ['result', 'value', 'A+', 'A-'],
    ['result', 'value', '5', ''],
    ['result', 'value', '1/2', '0.5'],
    ['result', 'flag', '*', '!'],
  ];
  it.each(differ)('%s %s: %s is not %s', (kind, field, a, b) => expect(sameValue(kind, field, a, b, us)).toBe(false));

  it('takes a date whose order is not known as written', () => {
    expect(sameValue('medication', 'start_date', '11/02/2024', '2024-11-02', unknown)).toBe(false);
    expect(sameValue('medication', 'start_date', '11/02/2024', '11-2-2024', unknown)).toBe(true);
    expect(sameValue('medication', 'start_date', '11/02/2024', '02/11/2024', unknown)).toBe(false);
    expect(sameValue('medication', 'start_date', '13/02/2024', '2024-02-13', unknown)).toBe(true);
  });

  it('reads every spelling of an exact number as that number, and no other', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 999999 }), fc.integer({ min: 0, max: 999 }), (whole, thousandths) => {
        const part = String(thousandths).padStart(3, '0');
        const key = amountKey(`${whole}.${part}`);
        expect(amountKey(`${whole}.${part}00`)).toBe(key);
        expect(amountKey(`0${whole}.${part}`)).toBe(key);
        expect(amountKey(`${whole}.${part}1`)).not.toBe(key);
        expect(amountKey(`${whole + 1}.${part}`)).not.toBe(key);
        expect(amountKey(`${whole}.${part} `.replace('.', ','))).toSatisfy((k: unknown) => k === null || k === key);
      }),
    );
  });

  it('never throws, and a value says the same as itself', () => {
    const anyField = fc
      .constantFrom(...ENTRY_KINDS)
      .chain((kind) =>
        fc.tuple(
          fc.constant(kind),
          fc.constantFrom(...KEYING_FORMS[kind].map((field) => field.name)),
          fc.string({ unit: 'grapheme' }),
        ),
      );
    fc.assert(
      fc.property(anyField, ([kind, name, text]) => {
        expect(valueKey(kind, name, ` ${text} `, us)).toBe(valueKey(kind, name, text, us));
      }),
    );
  });
});

describe('two keyings of a page', () => {
  const place = { document: 'd', page: 1, box: null };
  const med = (drug: string, strength: string, frequency: string) =>
    ({ kind: 'medication', fields: { drug, strength, strength_unit: 'mg', frequency }, place }) as const;
  const page = [
    med('aspirin', '81', 'daily'),
    med('metoprolol tartrate', '25', 'BID'),
    med('lisinopril', '10', 'daily'),
  ];

  it('are paired whatever their order, and a missing entry is not a differing one', () => {
    const second = [med('Lisinopril', '10', 'QD'), med('metoprolol tartrate', '50', 'twice daily')];
    const found = compareKeys(page, second, us);
    expect(found.onlyFirst).toEqual([0]);
    expect(found.onlySecond).toEqual([]);
    expect(found.pairs.map(({ first, second: b }) => [first, b])).toEqual([
      [1, 1],
      [2, 0],
    ]);
    expect(found.pairs[0]!.fields).toEqual({
      drug: 'same',
      strength: 'different',
      strength_unit: 'same',
      frequency: 'same',
    });
  });

  it('tell an extra entry, a misspelt name and a turned negation', () => {
    const first = [
      { kind: 'allergy', fields: { substance: 'penicilin', negated: 'no', reaction: 'rash' }, place },
    ] as const;
    const second = [
      { kind: 'allergy', fields: { substance: 'sulfa', negated: 'no' }, place },
      { kind: 'allergy', fields: { substance: 'penicillin', negated: 'yes', reaction: 'rash' }, place },
    ] as const;
    const found = compareKeys(first, second, us);
    expect(found.onlySecond).toEqual([0]);
    expect(found.pairs[0]!.fields).toEqual({ substance: 'different', negated: 'different', reaction: 'same' });
  });

  it('keep an entry that only one of them has, of whatever kind', () => {
    const found = compareKeys([{ kind: 'procedure', fields: { procedure: 'appendectomy' }, place }], page, us);
    expect(found).toEqual({ pairs: [], onlyFirst: [0], onlySecond: [0, 1, 2] });
  });

  it('pair a shuffled copy with itself', () => {
    const entries = Array.from({ length: 12 }, (_, i) => med(`drug ${'abcdefghijkl'[i]}${i}`, String(i + 1), 'daily'));
    fc.assert(
      fc.property(fc.shuffledSubarray(entries, { minLength: 0 }), (copy) => {
        const found = compareKeys(entries, copy, us);
        expect(found.onlySecond).toEqual([]);
        expect(found.onlyFirst).toHaveLength(entries.length - copy.length);
        for (const pair of found.pairs) expect(copy[pair.second]).toBe(entries[pair.first]);
      }),
      { numRuns: 30 },
    );
  });

  it('assign for the greatest sum', () => {
    expect(
      bestAssignment([
        [5, 4],
        [4, 1],
      ]),
    ).toEqual([1, 0]);
    expect(bestAssignment([[0], [2]])).toEqual([null, 0]);
    expect(bestAssignment([])).toEqual([]);
  });
});
