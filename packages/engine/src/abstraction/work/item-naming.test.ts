import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { failure } from '../../testing/failure.js';
import {
  cellSubject,
  documentOf,
  documentSubject,
  pageSubject,
  staffName,
  workItemId,
  workPriority,
} from './item-naming.js';

const A = 'c0ffee00-0000-4000-8000-000000000001';
const B = 'c0ffee00-0000-4000-8000-000000000002';

describe('names of items', () => {
  it('depend on workspace, type and subject alone', () => {
    expect(workItemId(A, 'transcribe', 'document/d/1')).toBe(workItemId(A, 'transcribe', 'document/d/1'));
    const others = [workItemId(B, 'transcribe', 'document/d/1'), workItemId(A, 'verify-ocr', 'document/d/1')];
    expect(others).not.toContain(workItemId(A, 'transcribe', 'document/d/1'));
  });

  it('name a cell by the key of its row, not in the clear', () => {
    const subject = cellSubject('clinic', 'dbo/drugs', ['Zanzibarsson', '12'], 'dose');
    expect(subject).toMatch(/^cell\/clinic\/dbo%2fdrugs\/[0-9a-f-]{36}\/dose$/);
    expect(cellSubject('clinic', 'dbo/drugs', ['Zanzibarsson', '12'], 'dose')).toBe(subject);
    expect(cellSubject('clinic', 'dbo/drugs', ['Zanzibarsson1', '2'], 'dose')).not.toBe(subject);
    expect(() => cellSubject('clinic', 't', [], 'c')).toThrow(RangeError);
  });

  it('name documents and pages', () => {
    expect(documentOf(documentSubject('d1'))).toBe('d1');
    expect(documentOf(pageSubject('d1', 3))).toBe('d1');
    expect(documentOf('cell/a/b/c/d')).toBeNull();
  });
});

it('puts the next appointment first, then clinical weight', () => {
  const day = fc.date({ min: new Date('2000-01-01'), max: new Date('2199-12-31'), noInvalidDate: true });
  const item = fc.record({
    due: fc.option(day.map((date) => date.toISOString().slice(0, 10))),
    weight: fc.integer({ min: 0, max: 100 }).map((n) => n / 100),
  });
  fc.assert(
    fc.property(item, item, (a, b) => {
      const [days, weights] = [(a.due ?? '9999').localeCompare(b.due ?? '9999'), b.weight - a.weight];
      expect(Math.sign(workPriority(b) - workPriority(a))).toBe(Math.sign(days === 0 ? weights : days));
    }),
  );
});

it.each(['', '  ', 'a"b', 'a\\b', 'a\nb', 'x'.repeat(101)])('takes %j for no name of staff', async (name) => {
  expect((await failure(() => staffName(name))).code).toBe('WORK_NAME');
});

it('takes names of people as they are written', () => {
  expect(staffName("  D. O'Brien-Łuć (uid 7) ")).toBe("D. O'Brien-Łuć (uid 7)");
});
