import { describe, expect, test, vi } from 'vitest';
import { LEGAL, VIOLATIONS } from '../../testing/fhir-violations.js';
import { evaluatedInvariants } from './definitions.js';
import { validateFhir } from './validator.js';

const one = (resource: object | string, name = 'a.json') => {
  const text = typeof resource === 'string' ? resource : JSON.stringify(resource);
  return validateFhir([{ name, text }])[0]!;
};
const rules = (resource: object | string, name?: string): string[] => [
  ...new Set(one(resource, name).findings.map((finding) => finding.rule)),
];
describe('a made-up violation', () => {
  test.each(VIOLATIONS)('%s is found', (rule, resource) => {
    expect(rules(resource)).toContain(rule);
  });

  test('a legal resource breaks none', () => {
    for (const resource of LEGAL)
      expect(one(resource).findings.filter((finding) => finding.severity === 'error')).toEqual([]);
  });

  test('every invariant of R4 has been seen to hold and to be broken, at every place where it stands', () => {
    const answers = evaluatedInvariants().map(
      ([path, rule]) => [`${path} ${rule.key}`, vi.spyOn(rule as { holds: typeof rule.holds }, 'holds')] as const,
    );
    for (const [, resource] of VIOLATIONS) one(resource);
    for (const resource of LEGAL) one(resource);
    const without = (answer: boolean) =>
      answers.filter(([, spy]) => !spy.mock.results.some(({ value }) => value === answer)).map(([name]) => name);
    const [neverBroken, neverHeld] = [without(false), without(true)];
    vi.restoreAllMocks();
    expect({ neverBroken, neverHeld }).toEqual({ neverBroken: [], neverHeld: [] });
    expect(answers.length).toBeGreaterThan(100);
  });
});
