import { describe, expect, it } from 'vitest';
import { pagesOfTape, readUnits, slots, unitPages } from '../../testing/plain-database-reader.js';
import { buildBackup } from './backup.js';
import { clinicDatabase } from './clinic.js';
import { buildDatabase } from './database.js';
import { expectedRows } from './expected-rows.js';

describe('clinicDatabase', () => {
  const spec = clinicDatabase(7, 40);

  it('has no row without its patient or visit', () => {
    const values = (name: string, column: string): Set<unknown> => {
      const table = spec.tables.find((each) => each.name === name)!;
      const at = table.columns.findIndex((each) => each.name === column);
      return new Set([...expectedRows(table)].map((row) => row[at]));
    };
    expect(values('Patient', 'PatientId').size).toBe(40);
    for (const { name, foreignKeys = [] } of spec.tables) {
      for (const { columns, references, referencedColumns } of foreignKeys) {
        const known = values(references.replace('dbo.', ''), referencedColumns[0]!);
        for (const value of values(name, columns[0]!))
          if (value !== null) expect([name, known.has(value)]).toEqual([name, true]);
      }
    }
  });

  it('is the same for the same seed and size', () => {
    const rows = (seed: number): unknown => clinicDatabase(seed, 10).tables.map((table) => [...expectedRows(table)]);
    expect(rows(1)).toEqual(rows(1));
    expect(rows(1)).not.toEqual(rows(2));
  });

  it.each([611, 904] as const)('lies in a backup of version %i with as many records as rows', (version) => {
    const database = buildDatabase(clinicDatabase(7, 40, version));
    const pages = pagesOfTape(buildBackup({ database }));
    const units = readUnits(pages);
    for (const { spec: table, rowsets, rows } of database.tables) {
      const unit = units.find(({ owner, type }) => owner === rowsets[0]!.id && type === 1)!;
      const data = unitPages(pages, unit).filter((page) => page[1] === 1);
      expect([table.name, data.flatMap(slots).length]).toEqual([table.name, rows]);
      expect(rows).toBeGreaterThan(0);
    }
  });
});
