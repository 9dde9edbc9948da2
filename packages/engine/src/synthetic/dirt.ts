import type { SyntheticPractice } from './practice.js';

/** One way in which the practice's data is dirty, with its size. */
export interface Dirt {
  readonly name:
    | 'duplicate-charts'
    | 'test-patients'
    | 'deleted-charts'
    | 'deleted-rows'
    | 'zero-dates'
    | 'local-lab-codes'
    | 'free-text-allergies'
    | 'rtf-html-notes'
    | 'orphan-rows'
    | 'text-dates';
  readonly count: number;
  readonly says: string;
}

/** Counts the dirt in the tables themselves, and takes from the truth what only the generator knows. */
export function dirtOf({ tables, truth }: SyntheticPractice): Dirt[] {
  const rowsOf = (name: string) => {
    const table = tables.find((one) => one.name === name)!;
    const index = new Map(table.columns.map(([column], i) => [column, i]));
    return table.rows.map((row) => (column: string) => row[index.get(column)!]);
  };
  const count = (name: string, test: (cell: (column: string) => unknown) => boolean): number =>
    rowsOf(name).filter(test).length;
  const deleted =
    count('dx', (cell) => cell('stat') === 'D') +
    count('alg', (cell) => cell('stat') === 'D') +
    count('note', (cell) => cell('stat') === 'D') +
    count('rx', (cell) => cell('stat') === 'ERR') +
    count('visit', (cell) => cell('stat') === 'X');
  return [
    { name: 'duplicate-charts', count: truth.duplicatePairs, says: 'people entered twice under two chart numbers' },
    { name: 'test-patients', count: truth.testPatients, says: 'test patients among the real ones' },
    { name: 'deleted-charts', count: truth.deletedPatients, says: 'charts deleted by a flag, rows still there' },
    { name: 'deleted-rows', count: deleted, says: 'rows deleted, cancelled or entered in error' },
    { name: 'orphan-rows', count: truth.orphans, says: 'rows of patients that do not exist' },
    { name: 'zero-dates', count: truth.zeroDates, says: 'birth and onset dates of all zeros' },
    {
      name: 'text-dates',
      count: tables.find((one) => one.name === 'pat_master')!.rows.length,
      says: 'birth dates kept as text, in two spellings',
    },
    { name: 'local-lab-codes', count: count('lab', () => true), says: "lab results under the lab's own codes" },
    {
      name: 'free-text-allergies',
      count: count('alg', (cell) => cell('alg_cd') === ''),
      says: 'allergies that are free text without any code',
    },
    {
      name: 'rtf-html-notes',
      count: count('note', (cell) => cell('fmt') !== 'TXT'),
      says: 'notes in RTF or HTML',
    },
  ];
}
