import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  bundle,
  code,
  coded,
  condition,
  observation,
  patient,
  repeat,
  subject,
  uuid,
} from '../../testing/fhir-resources.js';
import { sharedPath, sharedReason } from '../../testing/shared.js';
import { validateFhir } from './validator.js';

const one = (resource: object | string, name = 'a.json') => {
  const text = typeof resource === 'string' ? resource : JSON.stringify(resource);
  return validateFhir([{ name, text }])[0]!;
};

describe('the FHIR validator', () => {
  test('NDJSON: an id twice, no id, a line that is no JSON, a reference to nothing, each with its line', () => {
    const text =
      '{"resourceType":"Patient","id":"p"}\n{"resourceType":"Patient","id":"p"}\n\n{"resourceType":"Patient"}\n{\n';
    const errors = one(text, 'a.ndjson').findings.filter((finding) => finding.severity === 'error');
    expect(errors.map(({ rule, line }) => [rule, line])).toEqual([
      ['resource-type-twice', 2],
      ['id-missing', 4],
      ['not-json', 5],
    ]);
    const dangling = one(JSON.stringify({ ...condition({ code }), id: 'c' }), 'b.ndjson');
    expect(dangling.findings).toMatchObject([{ rule: 'reference-dangling', line: 1, layer: 'fhir-reference' }]);
  });

  test('files of one call know each other', () => {
    const verdicts = validateFhir([
      { name: 'Condition.ndjson', text: JSON.stringify({ ...condition(), id: 'c' }) },
      { name: 'Patient.ndjson', text: JSON.stringify(patient()) },
    ]);
    expect(verdicts.map((v) => v.errors)).toEqual([0, 0]);
    expect(verdicts[0]!.references).toEqual({ checked: 1, notChecked: 0 });
  });

  test('legal things are let through', () => {
    for (const resource of [
      patient({ birthDate: '2020-02-29', _gender: { extension: [{ url: 'http://a', valueCode: 'unknown' }] } }),
      patient({ name: [{ given: ['A', null], _given: [null, { extension: [{ url: 'http://a', valueCode: 'x' }] }] }] }),
      observation({ valueQuantity: { value: 5.7, system: 'http://unitsofmeasure.org', code: 'mg' } }),
      observation({ valueRange: { low: { value: 9.9 }, high: { value: 10 } } }),
      repeat({ frequency: 1, period: 1, periodUnit: 'd' }),
      condition({ abatementDateTime: '2020', clinicalStatus: coded('condition-clinical', 'resolved') }),
      bundle('transaction', [{ fullUrl: uuid(1), resource: patient(), request: { method: 'PUT', url: 'Patient/p' } }]),
    ])
      expect(one(resource).findings.filter((finding) => finding.severity === 'error')).toEqual([]);
  });

  test('a resource that claims no profile and meets none is warned of once, with what it lacks', () => {
    expect(one(patient()).findings).toMatchObject([{ rule: 'us-core-unmet', severity: 'warning', layer: 'us-core' }]);
    expect(one(patient()).findings[0]?.hint).toBe('It lacks: identifier, name, gender');
    const glucose = observation({ category: [coded('observation-category', 'laboratory')], subject });
    expect(one(glucose).findings[0]).toMatchObject({ rule: 'us-core-unmet', hint: 'It lacks: us-core-2' });
    expect(one(observation()).findings).toEqual([]);
  });

  test('what the values leave open is said to be undecided, not wrong', () => {
    const verdict = one(patient({ name: [{ family: 'A', period: { start: '2020-05', end: '2020-05-03' } }] }));
    expect(verdict).toMatchObject({ errors: 0, undecided: 1 });
  });

  test('says what it does not look at', () => {
    const verdict = one(
      patient({ meta: { profile: ['http://a/b'] }, contained: [{ resourceType: 'ValueSet', id: 'v' }] }),
    );
    expect(verdict.notCovered.filter((n) => n.count !== null)).toMatchObject([
      { what: 'a resource type', count: 1 },
      { what: 'profiles that are not of US Core', count: 1 },
    ]);
    expect(verdict.notCovered.map((n) => n.what).join('\n')).toContain('ctm-1');
  });

  test('never throws and never quotes a value, whatever the JSON', () => {
    const secret = 'ZZSECRETZZ';
    const leaf = fc.constantFrom<unknown>(secret, 1, 1.5, true, null, '2020-01-01', `#${secret}`);
    const keys = fc.constantFrom(
      'resourceType',
      'id',
      'name',
      'code',
      'coding',
      'valueQuantity',
      'entry',
      'resource',
      'extension',
      'url',
      'contained',
      'subject',
      'reference',
      'meta',
      'profile',
      '_gender',
      'period',
      'start',
      'text',
      'div',
      secret,
    );
    const { tree } = fc.letrec((tie) => ({
      tree: fc.oneof(
        { depthSize: 'small' },
        leaf,
        fc.array(tie('tree'), { maxLength: 3 }),
        fc.dictionary(keys, tie('tree'), { maxKeys: 6 }),
      ),
    }));
    fc.assert(
      fc.property(
        fc.constantFrom('Patient', 'Observation', 'Bundle', 'Condition'),
        fc.dictionary(keys, tree),
        (type, rest) => {
          const text = JSON.stringify({ ...(rest as object), resourceType: type });
          const findings = JSON.stringify(one(text).findings);
          expect(findings).not.toContain(`"${secret}`);
          expect(findings).not.toContain(`.${secret}`.repeat(2));
        },
      ),
      { numRuns: 400 },
    );
  });

  const synthea = sharedPath('data', 'synthea', 'ma10', 'fhir.tar.xz');
  test.skipIf(!synthea)(
    `finds nothing in bundles of another author ${synthea ? '' : sharedReason('Synthea R4')}`,
    () => {
      const dir = mkdtempSync(join(tmpdir(), 'chartlift-fhir-'));
      try {
        execFileSync('tar', ['xJf', synthea!, '-C', dir]);
        const files = readdirSync(join(dir, 'fhir')).map((name) => join(dir, 'fhir', name));
        const verdicts = validateFhir(files.map((name) => ({ name, text: readFileSync(name, 'utf8') })));
        // One location, true to the rules, has no name and claims no profile.
        expect(verdicts.flatMap((v) => v.findings).map((f) => [f.rule, f.hint])).toEqual([
          ['us-core-unmet', 'It lacks: name'],
        ]);
        expect(verdicts.reduce((sum, v) => sum + v.fired, 0)).toBeGreaterThan(20_000);
        // Each bundle with its patient's gender spoilt is found out.
        for (const name of files.filter((f) => !f.includes('Information'))) {
          const text = readFileSync(name, 'utf8').replace(/"gender": ?"(fe)?male"/, '"gender":"x"');
          expect(one(text).errorsByLayer['fhir-binding']).toBe(1);
        }
      } finally {
        rmSync(dir, { recursive: true, force: true });
      }
    },
  );
});
