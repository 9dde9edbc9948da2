import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Chart } from '../../chart/chart.js';
import {
  chartOf,
  coding,
  concept,
  distort,
  quantity,
  randomChart,
  testSettings as settings,
} from '../../testing/charts.js';
import { sharedPath, sharedReason } from '../../testing/shared.js';
import { createValidator, type Validator } from '../../validation/validator.js';
import { ccdaTarget } from './writer.js';

const testSettings = { ...settings, encounterDocuments: true };

const artefacts = sharedPath('ccda');
const title = 'C-CDA documents against HL7 schema and Schematron';

describe.skipIf(artefacts === null)(artefacts === null ? `${title} (${sharedReason('ccda')})` : title, () => {
  let validator: Validator;
  beforeAll(async () => {
    validator = await createValidator({ artefacts });
  });
  afterAll(() => validator.dispose());

  /** Rule and place of each error: no text of the document, so that a failure can be shown. */
  const errors = (chart: Chart): string[] => {
    return ccdaTarget.write(chart, testSettings).outputs.flatMap(({ text }) => {
      const verdict = validator.validate(text);
      expect(verdict.layersRun).toEqual(expect.arrayContaining(['xsd', 'schematron']));
      return verdict.findings.filter((f) => f.severity === 'error').map((f) => `${f.layer} ${f.rule} ${f.where}`);
    });
  };

  it('has no error on random charts, and the same bytes twice', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 2 ** 31 }), fc.integer({ min: 0, max: 60 }), (seed, size) => {
        const chart = randomChart(seed, size);
        expect(errors(chart)).toEqual([]);
        expect(ccdaTarget.write(chart, testSettings)).toEqual(ccdaTarget.write(randomChart(seed, size), testSettings));
      }),
      { numRuns: 25, seed: 20260220 },
    );
  });

  it('has no error on distorted charts', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 2 ** 31 }),
        fc.double({ min: 0.01, max: 0.5, noNaN: true }),
        (seed, likelihood) => {
          // A chart may call garbage a UCUM unit or a code: those findings are about the source and right to be made.
          const own = errors(distort(randomChart(seed, 25), seed, likelihood)).filter(
            (e) => !e.startsWith('vocabulary'),
          );
          expect(own).toEqual([]);
        },
      ),
      { numRuns: 25, seed: 20260221 },
    );
  });

  it('has no error on a chart with nothing but a patient', () => {
    expect(errors(chartOf({ id: 'p' }, []))).toEqual([]);
  });

  it('has no error on 1,000 results', () => {
    const results = Array.from({ length: 1000 }, (_, i) => ({
      resourceType: 'Observation',
      id: `o${i}`,
      status: 'final',
      category: [{ coding: [coding('x', 'laboratory')] }],
      code: concept('Sodium', coding('http://loinc.org', '2951-2')),
      effectiveDateTime: '2020-01-01',
      valueQuantity: quantity('140', 'mmol/L'),
    }));
    expect(errors(chartOf({ id: 'p' }, results))).toEqual([]);
  });

  it('fires 150 rules and more on a well-filled chart', () => {
    const { text } = ccdaTarget.write(randomChart(7, 60), testSettings).outputs[0]!;
    expect(validator.validate(text).fired).toBeGreaterThanOrEqual(150);
  });

  it('would find a fault', () => {
    const { text } = ccdaTarget.write(randomChart(7, 60), testSettings).outputs[0]!;
    expect(validator.validate(text.replace('code="CONC"', 'code="CON"')).errorsByLayer.schematron).toBeGreaterThan(0);
    expect(
      validator.validate(text.replace('<structuredBody>', '<structuredBody><x/>')).errorsByLayer.xsd,
    ).toBeGreaterThan(0);
  });
});
