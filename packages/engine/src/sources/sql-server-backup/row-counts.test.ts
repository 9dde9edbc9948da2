import { expect, it } from 'vitest';
import type { Database } from '../../formats/mdf/database.js';
import type { DatabaseTable } from '../../formats/mdf/database-catalog.js';
import { noCounts } from '../../formats/mdf/page-rows.js';
import { isStaleCount, rowCountIssues } from './row-counts.js';
import type { TableTrial } from './table-trial.js';

const databaseOf = (createdBy: number) => ({ boot: { createdBy } }) as Database;

const trialOf = (stated: number, rows: number, more: Partial<TableTrial> & { unproven?: number } = {}): TableTrial => ({
  table: { name: 'dbo.visit', statedRows: stated } as DatabaseTable,
  counts: { ...noCounts(), rows, unproven: more.unproven ?? 0 },
  large: { checked: 0, failed: 0 },
  faults: [],
  notes: new Map(),
  rejections: new Map(),
  refusal: null,
  ...more,
});

it('lets a count of SQL Server 2000 be wrong only where every row is proven and none can be missing', () => {
  expect(isStaleCount(databaseOf(539), trialOf(9, 10))).toBe(true);
  expect(isStaleCount(databaseOf(611), trialOf(9, 10))).toBe(false);
  expect(isStaleCount(databaseOf(539), trialOf(10, 9))).toBe(false);
  expect(isStaleCount(databaseOf(539), trialOf(10, 10))).toBe(false);
  expect(isStaleCount(databaseOf(539), trialOf(9, 10, { unproven: 1 }))).toBe(false);
  expect(isStaleCount(databaseOf(539), trialOf(9, 10, { rejections: new Map([['x', 1]]) }))).toBe(false);
});

it('names each table whose count differs', () => {
  const issues = (createdBy: number, stated: number, rows: number) =>
    [...rowCountIssues(databaseOf(createdBy), [trialOf(stated, rows)], 'clinic')].map(
      ({ severity, where, message }) => [severity, where, message],
    );
  expect(issues(539, 9, 10)).toEqual([['warning', 'clinic/dbo.visit', '10 rows were read, and the server counts 9.']]);
  expect(issues(904, 10, 9)).toEqual([['error', 'clinic/dbo.visit', '9 rows were read, and the server counts 10.']]);
  expect(issues(904, 10, 10)).toEqual([]);
});
