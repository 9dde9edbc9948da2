import { describe, expect, it } from 'vitest';
import { distort, randomChart, testSettings } from '../testing/charts.js';
import { checkTarget } from './conformance.js';
import type { TargetDriver, TargetResult } from './contract.js';
import { targets } from './registry.js';

const charts = Array.from({ length: 12 }, (_, i) =>
  i % 2 === 0 ? randomChart(i, 25) : distort(randomChart(i, 25), i),
);

describe.each(await Promise.all([...targets.values()].map((entry) => entry.load())))('target $name', (target) => {
  it('keeps the laws of all targets', () => {
    expect(checkTarget(target, charts, testSettings)).toEqual([]);
  });
});

const good: TargetDriver = {
  name: 'good',
  describe: 'writes the least that a target may write',
  write: (chart): TargetResult => ({
    outputs: [{ kind: 'file', path: `${chart.patient.id}.txt`, mediaType: 'text/plain', text: 'x' }],
    carried: [`Patient/${chart.patient.id}`],
    issues: [],
  }),
};

/** A target with one fault. */
const faulty = (
  fault: (result: TargetResult, chart: Parameters<TargetDriver['write']>[0]) => Partial<TargetResult>,
): TargetDriver => ({
  ...good,
  write: (chart, settings) => {
    const result = good.write(chart, settings);
    return { ...result, ...fault(result, chart) };
  },
});

it('tells before a target is loaded what it writes', async () => {
  for (const [name, entry] of targets) {
    const driver = await entry.load();
    expect([driver.name, driver.writeShared !== undefined]).toEqual([name, entry.writesShared]);
  }
});

describe('the suite', () => {
  const laws = (target: TargetDriver): string[] => [
    ...new Set(checkTarget(target, charts.slice(0, 4), testSettings).map((f) => f.law)),
  ];

  it('passes the least target', () => {
    expect(laws(good)).toEqual([]);
  });

  let turn = 0;
  it.each<[string, TargetDriver]>([
    ['same-bytes', faulty(() => ({ outputs: [{ kind: 'file', path: `${turn++}.txt`, mediaType: 'a', text: '' }] }))],
    ['output', faulty(() => ({ outputs: [] }))],
    [
      'path',
      faulty((_, chart) => ({ outputs: [{ kind: 'file', path: `../${chart.patient.id}`, mediaType: 'a', text: '' }] })),
    ],
    ['own-path', faulty(() => ({ outputs: [{ kind: 'file', path: 'same.txt', mediaType: 'a', text: '' }] }))],
    ['well-formed', faulty((result) => ({ outputs: [{ ...result.outputs[0]!, text: '\ud800' }] }))],
    ['one-line', faulty(() => ({ outputs: [{ kind: 'line', path: 'a.ndjson', mediaType: 'a', text: '{\n}' }] }))],
    ['carried-known', faulty((result) => ({ carried: [...result.carried, 'Patient/other'] }))],
    ['carried-once', faulty((result) => ({ carried: [...result.carried, ...result.carried] }))],
    ['carried-patient', faulty(() => ({ carried: [] }))],
    [
      'issue-code',
      faulty((_, chart) => ({
        issues: [{ severity: 'error', code: 'Bad Code', where: `document of ${chart.patient.id}`, message: '' }],
      })),
    ],
    ['issue-where', faulty(() => ({ issues: [{ severity: 'error', code: 'a', where: 'somewhere', message: '' }] }))],
    [
      'issue-value',
      faulty((_, chart) => ({
        issues: [
          {
            severity: 'error',
            code: 'a',
            where: `document of ${chart.patient.id}`,
            message: `bad ${chart.patient.address?.[0]?.city ?? 'Springfield'}`,
          },
        ],
      })),
    ],
  ])('finds a target that breaks %s', (law, target) => {
    expect(laws(target)).toContain(law);
  });

  it('finds a target that changes the chart', () => {
    const changing = faulty((_, chart) => {
      (chart.patient as { gender?: string }).gender = 'other';
      return {};
    });
    expect(() => laws(changing)).toThrow(TypeError);
  });
});
