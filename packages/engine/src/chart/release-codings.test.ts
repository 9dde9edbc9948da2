import { describe, expect, it } from 'vitest';
import type { CodeFacts, ReleaseCodes } from '../terminology/store/release-codes.js';
import { chartOf, coding, concept, quantity } from '../testing/charts.js';
import { sharedWithReleaseCodings, withReleaseCodings } from './release-codings.js';

const LOINC = 'http://loinc.org';
const fact = (standing: CodeFacts['standing'], display: string | null): CodeFacts => ({
  ...{ standing, display, release: 'loinc 9.1' },
  names: new Set(display === null ? [] : [display.toLowerCase()]),
});
const FACTS: Readonly<Record<string, CodeFacts>> = {
  '1-8': fact('active', 'Zorbium'),
  '2-6': fact('retired', 'Zorbium old'),
  '3-4': fact('unknown', null),
};
const codes: ReleaseCodes = {
  of: (system, code) => (system === LOINC ? (FACTS[code] ?? fact('unknown', null)) : null),
  translations: () => null,
};
const observation = (id: number, code: object): Record<string, unknown> => ({
  resourceType: 'Observation',
  id: `00000000-0000-5000-8000-00000000000${id}`,
  code,
  valueQuantity: { ...quantity('1', 'mg'), system: LOINC, code: 'no-code-of-a-concept' },
});

describe('codings held against loaded releases', () => {
  it('get the display that the source lacks, marked; what the source says stays, and what no release knows is told', () => {
    const chart = chartOf({ id: '00000000-0000-5000-8000-000000000009' }, [
      observation(1, concept('a', { system: LOINC, code: '1-8' })),
      observation(2, concept('b', coding(LOINC, '1-8', 'Our zorb'), { system: LOINC, code: '2-6' })),
      observation(3, concept('c', coding(LOINC, '1-8', 'Our zorb'), { system: LOINC, code: '3-4' })),
      observation(4, concept('d', coding('urn:oid:2.25.1', 'x'), coding(LOINC, '1-8', 'ZORBIUM'))),
    ]);
    const { fragments, issues, patient } = withReleaseCodings(chart, codes);
    const of = (i: number) => (fragments[i]?.resource as { code?: { coding?: unknown[] } } | undefined)?.code?.coding;
    const mark = [{ url: 'urn:chartlift:fhir:display-from-release', valueString: 'loinc 9.1' }];
    expect(of(0)).toEqual([{ system: LOINC, code: '1-8', display: 'Zorbium', extension: mark }]);
    expect(of(1)?.[0]).toMatchObject({ code: '1-8', display: 'Our zorb' });
    expect(of(1)?.[0]).not.toHaveProperty('extension');
    expect(of(2)?.[1]).toEqual({ system: LOINC, code: '3-4' });
    // Nothing changes: the very same objects.
    expect(fragments[3]).toBe(chart.fragments[3]);
    expect(patient).toBe(chart.patient);
    const { table, row } = chart.fragments[1]?.origin ?? { table: '', row: 0 };
    expect(issues.map(({ severity, code }) => `${severity} ${code}`)).toEqual([
      'information display-not-in-release',
      'warning code-retired',
      'warning code-not-in-release',
    ]);
    expect(issues[1]).toMatchObject({ element: 'Observation.code.coding' });
    expect(issues[1]?.where).toContain(`/${table}/${row}`);
  });

  it('of shared resources are told once, where they are written', () => {
    const [shared] = chartOf({ id: '00000000-0000-5000-8000-000000000009' }, [
      observation(1, concept('a', { system: LOINC, code: '3-4' })),
    ]).fragments;
    const all = shared ? [shared] : [];
    const chart = { ...chartOf({ id: '00000000-0000-5000-8000-000000000009' }, []), shared: all };
    expect(withReleaseCodings(chart, codes).issues).toEqual([]);
    expect(sharedWithReleaseCodings(all, codes).issues).toHaveLength(1);
  });
});
