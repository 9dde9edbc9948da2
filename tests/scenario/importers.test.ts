import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Chart } from '../../packages/engine/src/chart/chart.js';
import { ccdaTarget } from '../../packages/engine/src/targets/ccda/writer.js';
import { randomChart, testSettings } from '../../packages/engine/src/testing/charts.js';
import { chartEntries, type Resource } from './chart-entries.js';
import { compareImport, IMPORTERS } from './importer-comparison.js';
import { KINDS } from './importers.js';

const concept = (system: string, code: string) => ({
  coding: [{ system: `http://terminology.hl7.org/CodeSystem/${system}`, code }],
});

/**
 * Without observations of functional and mental status and advance directives: one that is not complete claims no template there, and @medplum/ccda fails on any
 * observation without one (ccda-to-fhir.ts, processObservation: templateId[0]), which CDA does not ask for.
 */
function withoutUntemplated(chart: Chart): Chart {
  const categories = /functional-status|disability-status|cognitive-status|mental-status|-preference|advance-directive/;
  const stays = (resource: Resource): boolean =>
    resource.resourceType !== 'Consent' &&
    (resource.resourceType !== 'Observation' || !categories.test(JSON.stringify(resource.category ?? '')));
  return { ...chart, fragments: chart.fragments.filter((f) => stays(f.resource as unknown as Resource)) };
}

/** The chart with a status wherever a template demands one: an entry without it claims none and is no structured entry for those who go by templates (ADR 14). */
function withStatuses(chart: Chart): Chart {
  const stated = (resource: Resource): Resource => {
    if (resource.resourceType === 'Observation' || resource.resourceType === 'DiagnosticReport')
      return resource.status === undefined || resource.status === 'unknown'
        ? { ...resource, status: 'final' }
        : resource;
    if (resource.resourceType === 'AllergyIntolerance')
      return { clinicalStatus: concept('allergyintolerance-clinical', 'active'), ...resource };
    return resource;
  };
  const fragments = chart.fragments.map((f) => ({
    ...f,
    resource: stated(f.resource as unknown as Resource) as unknown as typeof f.resource,
  }));
  return { ...chart, fragments };
}

const resourcesOf = (chart: Chart): Resource[] =>
  [...chart.fragments, ...chart.shared].map((f) => f.resource as unknown as Resource);
const written = (chart: Chart): string => ccdaTarget.write(chart, testSettings).outputs[0]!.text;

describe.each(IMPORTERS)('$name', (importer) => {
  // The importer says of every kind of value that it does not know that it does not.
  beforeAll(() => void vi.spyOn(console, 'warn').mockImplementation(() => {}));
  afterAll(() => void vi.restoreAllMocks());

  it('sees every entry of random charts once, with its code, dates, status, negation and value', () => {
    const sums = new Map<string, number>();
    const coded = new Map<string, number>();
    for (let seed = 1; seed <= 7; seed++) {
      const chart = withStatuses(withoutUntemplated(randomChart(seed, 60)));
      const { counts, coded: codes, differences } = compareImport(importer, written(chart), resourcesOf(chart));
      expect(differences, `seed ${seed}`).toEqual([]);
      for (const kind of KINDS) {
        sums.set(kind, (sums.get(kind) ?? 0) + counts[kind][1]);
        coded.set(kind, (coded.get(kind) ?? 0) + codes[kind]);
      }
    }
    for (const kind of KINDS)
      expect(
        [sums.get(kind), coded.get(kind)].every((n) => n! > 2),
        kind,
      ).toBe(true);
  });

  it('would see one fewer, one more, and another code, date or value', () => {
    const chart = withStatuses(withoutUntemplated(randomChart(3, 60)));
    const resources = resourcesOf(chart);
    const told = (changed: readonly Resource[]): number =>
      compareImport(importer, written(chart), changed).differences.length;
    expect(told(resources)).toBe(0);
    const vital = resources.find(
      (one) => chartEntries([one])[0]?.kind === 'vital' && chartEntries([one])[0]?.value !== undefined,
    )!;
    const others = resources.filter((one) => one !== vital);
    expect(told(others)).toBeGreaterThan(0);
    expect(told([...resources, { ...vital, id: 'another', identifier: undefined }])).toBeGreaterThan(0);
    expect(told([...others, { ...vital, valueQuantity: { value: '1', code: 'kg' } }])).toBeGreaterThan(0);
    const problem = resources.find((one) => chartEntries([one])[0]?.kind === 'problem')!;
    const rest = resources.filter((one) => one !== problem);
    expect(told([...rest, { ...problem, onsetDateTime: '1901-01-02' }])).toBeGreaterThan(0);
  });

  it('takes a document with entries whose status nobody stated', () => {
    for (let seed = 1; seed <= 4; seed++)
      expect(() => importer.sees(written(withoutUntemplated(randomChart(seed, 40))))).not.toThrow();
  });
});
