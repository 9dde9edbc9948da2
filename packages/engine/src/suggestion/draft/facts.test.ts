import { expect, it } from 'vitest';
import type { ColumnProfile } from '../../artifacts/source-profile.js';
import type { Candidate } from '../suggestion.js';
import { canHoldFact, variantOf } from './facts.js';

const column = (name: string, kind: ColumnProfile['kind'], pattern: string | null): ColumnProfile => ({
  name,
  type: 'text',
  cellType: 'text',
  comment: null,
  kind,
  nulls: 0,
  blanks: 0,
  filled: 40,
  distinct: { count: 30, exact: true },
  lengths: null,
  numbers: null,
  dates: null,
  patterns: pattern === null ? [] : [{ pattern, count: 40 }],
  values: null,
  sentinels: [],
  damaged: 0,
  phi: null,
  codes: [],
  note: null,
  units: [],
});
const fact = (code: string, value = 'valueQuantity'): Candidate => ({
  target: `Observation.${value}`,
  code: { system: 'http://loinc.org', code },
  score: 0.9,
  reasons: [],
});

it('drafts a measured fact only from a column that can hold it', () => {
  expect(canHoldFact(column('v_bp_status', 'word', 'a+'), fact('9279-1'))).toBe(false);
  expect(canHoldFact(column('resp', 'code', '9{2} /a+'), fact('9279-1'))).toBe(true);
  expect(canHoldFact(column('job_id', 'integer', '9{5}'), fact('11341-5', 'valueString'))).toBe(false);
  expect(canHoldFact(column('alcohol', 'word', 'a+'), fact('11331-6', 'valueString'))).toBe(true);
  expect(canHoldFact(column('bp', 'integer', '9{3}'), fact('85354-9'))).toBe(false);
  const days = ['5', '7', '30'].map((value) => ({ value, count: 9 }));
  expect(canHoldFact({ ...column('dias', 'integer', '9'), values: days }, fact('8462-4'))).toBe(false);
  const lower = ['64', '80', '82', '0'].map((value) => ({ value, count: 9 }));
  expect(canHoldFact({ ...column('dias', 'integer', '9{2}'), values: lower }, fact('8462-4'))).toBe(true);
});

it('reads both sides of a blood pressure in one column', () => {
  const bp = column('bp', 'code', '9{3}/9{2}');
  expect(canHoldFact(bp, fact('85354-9'))).toBe(true);
  const { elements } = variantOf(bp, fact('85354-9'));
  expect(elements).toMatchObject({
    'category.coding.code': { value: 'vital-signs' },
    'component[0].valueQuantity': { column: 'bp', clean: { 'blood-pressure': { part: 'systolic' } } },
    'component[1].code.coding.code': { value: '8462-4' },
  });
  expect(elements.valueQuantity).toBeUndefined();
});
