import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readBackDocuments } from '../run/ccda-read-back.js';
import { ccdaTarget } from '../targets/ccda/writer.js';
import { randomChart, testSettings as settings } from '../testing/charts.js';

const testSettings = { ...settings, encounterDocuments: true };

describe('read-back of C-CDA from charts with every kind of resource', () => {
  test('what was written is what the chart holds', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 2 ** 31 }), fc.integer({ min: 0, max: 60 }), (seed, size) => {
        const chart = randomChart(seed, size);
        const result = readBackDocuments(chart, testSettings, ccdaTarget.write(chart, testSettings));
        expect(result.differences.map(({ kind, element }) => `${kind} ${element}`)).toEqual([]);
      }),
      { numRuns: 30, seed: 20261123 },
    );
  });
});
