import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Chart, ChartSettings } from './chart/chart.js';
import { readBackFhirLines, readBackSharedLines } from './reconciliation/fhir/read-back.js';
import { isFaithful } from './reconciliation/read-back.js';
import { fhirTarget } from './targets/fhir/target.js';
import { sampleChart, sampleSettings } from './testing/sample-chart.js';

const settings: ChartSettings = sampleSettings;
const chartOf = (seed: number) => sampleChart(seed) as unknown as Chart;
const seeds = fc.integer({ min: 0, max: 1_000_000 });
const linesOf = (chart: Chart) =>
  fhirTarget
    .write(chart, settings)
    .outputs.filter((o) => o.kind === 'line')
    .map((o) => o.text);

describe('read-back of FHIR', () => {
  test('what was written is what the chart holds', () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const chart = chartOf(seed);
        const result = readBackFhirLines(chart, linesOf(chart));
        expect(result.differences).toEqual([]);
        expect(result.compared).toBeGreaterThan(100);
        const shared = fhirTarget.writeShared!(chart.shared, settings).outputs.map((o) => o.text);
        expect(isFaithful(readBackSharedLines(chart.shared, shared))).toBe(true);
      }),
      { numRuns: 60 },
    );
  });

  test('finds any change of one character in any value, a line that is gone and one that was added', () => {
    fc.assert(
      fc.property(seeds, fc.nat(), fc.nat(), fc.constantFrom('x', '7', 'é'), (seed, pickLine, pickPlace, put) => {
        const chart = chartOf(seed);
        const lines = linesOf(chart);
        const at = pickLine % lines.length;
        const line = lines[at]!;
        expect(isFaithful(readBackFhirLines(chart, lines.toSpliced(at, 1)))).toBe(false);
        expect(isFaithful(readBackFhirLines(chart, [...lines, line]))).toBe(false);
        if (line.startsWith('{"resourceType":"Provenance"')) return;
        // Values that the format adds (profiles, reasons of absence) are not the chart's.
        const values = [...line.matchAll(/"(?!meta|profile|url|extension)\w+":"([^"\\]{2,})"/g)].filter(
          (m) => !/StructureDefinition|data-absent-reason|"unknown"|"Unknown"/.test(m[0]),
        );
        const value = values[pickPlace % values.length]!;
        const place = value.index + value[0].length - 2;
        if (line[place] === put) return;
        const changed = line.slice(0, place) + put + line.slice(place + 1);
        expect(isFaithful(readBackFhirLines(chart, lines.toSpliced(at, 1, changed))), value[0]).toBe(false);
      }),
      { numRuns: 300 },
    );
  });

  test('sees the scale of a decimal', () => {
    for (let seed = 0; ; seed++) {
      const chart = chartOf(seed);
      const lines = linesOf(chart);
      if (!lines.some((line) => line.includes('"value":5.70'))) continue;
      const cut = lines.map((line) => line.replace('"value":5.70', '"value":5.7'));
      expect(readBackFhirLines(chart, cut).different).toBeGreaterThan(0);
      return;
    }
  });
});
