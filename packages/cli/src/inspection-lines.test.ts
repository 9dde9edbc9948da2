import type { Inspection } from '@chartlift/engine/sources';
import { describe, expect, it } from 'vitest';
import { inspectionLines } from './inspection-lines.js';

const column = (name: string, type: string, key = false, nullable = false) => ({ name, type, key, nullable });

const found: Inspection = {
  ...{ format: 'sql-server-backup', product: null, database: 'Clinic', verdict: 'complete', statedAt: null, views: 0 },
  checks: [{ name: 'media-families', says: 'all files are here', passed: true, checked: 1, failed: 0 }],
  tables: [
    {
      ...{ name: 'dbo.bed', rows: 1200, statedRows: 1200, status: 'read', reason: null, comment: 'Beds' },
      columns: [
        column('floor', 'int', true),
        { ...column('no', 'int', true), comment: 'as on the door' },
        column('who', 'char(4)', false, true),
      ],
      foreignKeys: [
        { columns: ['who'], referencesTable: 'dbo.patient', referencesColumns: ['id'] },
        { columns: ['floor', 'no'], referencesTable: 'dbo.room', referencesColumns: ['storey', 'room_no'] },
      ],
    },
  ],
  issues: [],
};

describe('inspectionLines', () => {
  it('shows columns on request: types, keys, what they name elsewhere, what the source says of them', () => {
    const lines = inspectionLines(found, ['clinic.bak'], true);
    const at = lines.indexOf('  dbo.bed: Beds');
    expect(lines.slice(at, at + 4)).toEqual([
      '  dbo.bed: Beds',
      '    floor  int      key, -> dbo.room.storey',
      '    no     int      key, -> dbo.room.room_no         as on the door',
      '    who    char(4)  may be empty, -> dbo.patient.id',
    ]);
    expect(lines).toContain('  dbo.bed  1,200        3');
  });

  it('leaves them out otherwise', () => {
    expect(inspectionLines(found, ['clinic.bak']).join('\n')).not.toContain('floor');
  });
});
