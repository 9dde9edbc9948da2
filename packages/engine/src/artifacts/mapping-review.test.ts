import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, expect, it } from 'vitest';
import { REVIEW_FILE, type ReviewRow, readReview, writeReview } from './mapping-review.js';

const root = mkdtempSync(join(tmpdir(), 'review-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

const word = fc
  .string({ unit: 'grapheme', maxLength: 12 })
  .map((text) => text.replace(/\r/g, '').replaceAll(' | ', ' '));
const row: fc.Arbitrary<ReviewRow> = fc.record({
  ...{ spec: word.map((w) => `s${w}`), element: word, table: word, target: word, who: word, when: word, reasons: word },
  columns: fc.array(
    word.filter((text) => text !== '' && !/^[ |]|[ |]$/.test(text)),
    { maxLength: 3 },
  ),
  status: fc.constantFrom('suggested', 'confirmed', 'rejected'),
  score: fc.integer({ min: 0, max: 1000 }).map((n) => n / 1000),
});

it('reads what it wrote', () => {
  fc.assert(
    fc.property(fc.array(row, { maxLength: 5 }), (rows) => {
      writeReview(root, rows);
      expect(readReview(root)).toEqual(rows);
    }),
    { numRuns: 60 },
  );
});

it.each([
  ['another table', 'a,b,c\n1,2,3\n'],
  [
    'a status that is none',
    'spec,element,table,columns,target,status,score,who,when,reasons\ns,e,t,c,x,perhaps,1,,,\n',
  ],
])('refuses %s', (_, text) => {
  writeFileSync(join(root, REVIEW_FILE), text);
  expect(() => readReview(root)).toThrow(expect.objectContaining({ code: 'REVIEW_INVALID' }));
});
