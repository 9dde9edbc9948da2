import { describe, expect, it } from 'vitest';
import { makePractice } from './practice.js';
import { formatDump } from './table.js';

describe('makePractice', () => {
  const text = (patients: number, seed?: number): string => {
    const practice = makePractice(patients, seed);
    return [...formatDump('larkspur', practice.tables, practice.takenAt)].join('');
  };

  it('gives the same bytes for the same seed and others for another', () => {
    expect(text(30)).toBe(text(30));
    expect(text(30)).not.toBe(text(30, 8));
  });

  it('is dirty in all the promised ways', () => {
    const { truth, tables } = makePractice(300);
    expect(truth).toMatchObject({ testPatients: 8, deletedPatients: 7, orphans: 3 });
    expect(truth.duplicatePairs).toBeGreaterThan(0);
    expect(truth.zeroDates).toBeGreaterThan(10);
    const notes = tables.find((table) => table.name === 'note')!;
    expect(new Set(notes.rows.map((row) => row[4]))).toEqual(new Set(['RTF', 'HTML', 'TXT']));
  });

  it('gives every table a unique key and rows as wide as its columns', () => {
    for (const table of makePractice(120).tables) {
      expect(new Set(table.rows.map((row) => row[0])).size).toBe(table.rows.length);
      expect(table.rows.every((row) => row.length === table.columns.length)).toBe(true);
    }
  });
});
