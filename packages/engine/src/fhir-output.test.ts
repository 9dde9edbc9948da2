import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Chart } from './chart/chart.js';
import type { TargetResult } from './targets/contract.js';
import { fhirTarget } from './targets/fhir/target.js';
import { sampleChart, sampleSettings } from './testing/sample-chart.js';
import { validateFhir } from './validation/fhir/validator.js';

/** The files that a run would make of these results. */
function filesOf(...results: readonly (TargetResult | undefined)[]): { name: string; text: string }[] {
  const files = new Map<string, string>();
  for (const output of results.flatMap((result) => result?.outputs ?? []))
    files.set(output.path, `${files.get(output.path) ?? ''}${output.text}\n`);
  return [...files].map(([name, text]) => ({ name, text }));
}

/** A sample chart may contradict itself (an end and an active status, an end before the start): written as stated, and found. */
const CONTRADICTIONS = ['con-4', 'per-1'];

describe('what the FHIR target writes', () => {
  test('passes the validator, which shares nothing with it but code tables', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1_000_000 }), (seed) => {
        const chart = sampleChart(seed) as unknown as Chart;
        const settings = sampleSettings;
        const files = filesOf(fhirTarget.write(chart, settings), fhirTarget.writeShared?.(chart.shared, settings));
        const verdicts = validateFhir(files);
        const found = verdicts.flatMap((verdict) => verdict.findings).filter((f) => f.severity === 'error');
        expect(found.filter((finding) => !CONTRADICTIONS.includes(finding.rule))).toEqual([]);
        expect(verdicts.every((verdict) => verdict.references.notChecked === 0)).toBe(true);
      }),
      { numRuns: 30, seed: 20260301 },
    );
  });
});
