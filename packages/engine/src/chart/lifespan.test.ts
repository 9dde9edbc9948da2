import { describe, expect, it } from 'vitest';
import type { Chart } from './chart.js';
import type { Patient, Resource } from './fhir.js';
import { lifespanIssues } from './lifespan.js';

const origin = { lane: 'electronic', source: 's', table: 't', key: 'k', spec: 'x', details: [] } as const;

function codes(resource: Record<string, unknown>, patient: Record<string, unknown> = {}): string[] {
  const chart = {
    patientKey: 'p',
    patient: { resourceType: 'Patient', id: 'p', birthDate: '2000-05-10', ...patient } as Patient & { id: string },
    patientOrigin: { ...origin, row: 1 },
    fragments: [{ resource: { id: 'r', ...resource } as unknown as Resource, origin: { ...origin, row: 7 } }],
    shared: [],
    issues: [],
  } satisfies Chart;
  return lifespanIssues(chart, '2024-01-05').map(({ code, where, element }) => `${code} ${where} ${element}`);
}

describe('the dates of a chart', () => {
  it('that nobody can have lived are told with their row and element, once for each row', () => {
    const observed = (effectiveDateTime: string): object => ({ resourceType: 'Observation', effectiveDateTime });
    expect(codes({ ...observed('1999-12-31'), issued: '1999-12-31' })).toEqual([
      'date-before-birth s/t/7 Observation.effectiveDateTime',
    ]);
    expect(codes({ ...observed('2024-01-06T00:10:00') })).toEqual([
      'date-after-source s/t/7 Observation.effectiveDateTime',
    ]);
    expect(
      codes({ resourceType: 'Encounter', period: { start: '2021-02-02' } }, { deceasedDateTime: '2021-02' }),
    ).toEqual([]);
    expect(
      codes({ resourceType: 'Encounter', period: { start: '2021-03-02' } }, { deceasedDateTime: '2021-02-28' }),
    ).toEqual(['date-after-death s/t/7 Encounter.period']);
  });

  it('are compared only as far as both are stated, and not where nothing has happened', () => {
    expect(codes({ resourceType: 'Condition', onsetDateTime: '2000' })).toEqual([]);
    expect(codes({ resourceType: 'Condition', onsetDateTime: '2000-04' })).toHaveLength(1);
    expect(codes({ resourceType: 'Encounter', status: 'planned', period: { start: '2030-01-01' } })).toEqual([]);
    expect(codes({ resourceType: 'Condition', onsetDateTime: '1950' }, { birthDate: undefined })).toEqual([]);
    // What is written after a death is no contradiction.
    expect(
      codes({ resourceType: 'DocumentReference', date: '2021-03-02' }, { deceasedDateTime: '2021-02-28' }),
    ).toEqual([]);
  });
});
