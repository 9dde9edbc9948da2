import { describe, expect, it } from 'vitest';
import { matchFingerprint } from './fingerprint.js';
import { listPresets } from './presets.js';

const ehr = {
  tables: { patient: ['id', 'born', 'card'], visit: ['id', 'patient'] },
  signs: [{ has: 'visit.room', says: 'Version 2 or newer' }],
};
const source = (tables: Record<string, string[]>, format = 'mysql-dump') => ({
  format,
  tables: Object.entries(tables).map(([name, columns]) => ({ name, columns })),
});

describe('a fingerprint', () => {
  it('is found whole, whatever the case of names and the schema before them', () => {
    const match = matchFingerprint(
      ehr,
      source({ 'dbo.PATIENT': ['ID', 'Born', 'CARD'], visit: ['id', 'patient', 'room'] }),
    );
    expect(match).toMatchObject({ score: 1, fits: true, missing: [] });
    expect(match.reasons).toEqual([
      '2 of 2 tables and 5 of 5 columns that tell it apart are there.',
      'Version 2 or newer (it has visit.room).',
    ]);
  });

  it('counts what is lacking and names it', () => {
    const match = matchFingerprint(ehr, source({ patient: ['id', 'born'] }));
    expect(match).toMatchObject({ score: 0.33, fits: false, missing: ['patient.card', 'visit'] });
    expect(match.tables).toEqual({ found: 1, of: 2 });
  });

  it('that is a format asks for the format alone', () => {
    expect(matchFingerprint({ format: 'ccda' }, source({}, 'ccda')).fits).toBe(true);
    expect(matchFingerprint({ format: 'ccda' }, source({ Patient: ['json'] }, 'fhir')).fits).toBe(false);
  });

  it('is in every preset, and tells that preset alone', () => {
    const presets = listPresets().filter(({ beside }) => beside !== true);
    for (const { name, fingerprint } of presets) {
      expect(fingerprint, name).toBeDefined();
      const own = source(fingerprint?.tables ?? {}, fingerprint?.format);
      const fitting = presets.filter((other) => other.fingerprint && matchFingerprint(other.fingerprint, own).fits);
      expect(fitting.map((fit) => fit.name)).toEqual([name]);
    }
  });
});
