import { describe, expect, it } from 'vitest';
import { chartOf, coding, concept, testSettings } from '../../testing/charts.js';
import { entry, XmlQuery } from '../../testing/xml-query.js';
import type { TargetResult } from '../contract.js';
import { ccdaTarget } from './writer.js';

const SNOMED = 'http://snomed.info/sct';
const LOINC = 'http://loinc.org';

class Written extends XmlQuery {
  constructor(readonly result: TargetResult) {
    super(result.outputs[0]!.text);
  }
}

const write = (resources: Record<string, unknown>[]): Written =>
  new Written(ccdaTarget.write(chartOf({ id: 'p1' }, resources), testSettings));
const observation = (id: string, more: Record<string, unknown>): Record<string, unknown> => ({
  resourceType: 'Observation',
  id,
  status: 'final',
  ...more,
});
const category = (code: string): Record<string, unknown> => ({
  category: [{ coding: [coding('http://terminology.hl7.org/CodeSystem/observation-category', code)] }],
});

describe("what the Scorecard's rules ask of an entry", () => {
  it('writes a smoking status only with a code; words go to a social history observation', () => {
    const smoking = (id: string, value: unknown): Record<string, unknown> =>
      observation(id, {
        ...category('social-history'),
        code: concept('Smoking', coding(LOINC, '72166-2')),
        valueCodeableConcept: value,
      });
    const written = write([
      smoking('s1', concept('Ex-smoker', coding(SNOMED, '8517006'))),
      smoking('s2', concept('quit')),
      // A concept that the value set of the template does not have.
      smoking('s3', concept('Pipe smoker', coding(SNOMED, '82302008'))),
    ]);
    expect(written.all(`${entry('78')}/c:value/@code`)).toEqual(['8517006']);
    expect(written.all(`${entry('38')}/c:value`)).toEqual(['quit', 'Pipe smoker']);
    expect(written.all(`${entry('38')}/c:value/@code`)).toEqual(['82302008']);
  });

  it('writes tobacco use over a time under its own template, and at a moment not', () => {
    const use = (id: string, when: Record<string, unknown>): Record<string, unknown> =>
      observation(id, {
        code: concept('Tobacco use', coding(LOINC, '11367-0')),
        valueCodeableConcept: concept('Pipe smoker', coding(SNOMED, '82302008')),
        ...when,
      });
    const written = write([
      use('u1', { effectivePeriod: { start: '1990', end: '2004' } }),
      use('u2', { effectiveDateTime: '2004-05' }),
    ]);
    expect(written.all(`${entry('85')}/c:effectiveTime/c:low/@value`)).toEqual(['1990']);
    expect(written.all(`${entry('38')}/c:effectiveTime/@value`)).toEqual(['200405']);
  });

  it('says once that times of day stand without an offset, and only where they do', () => {
    const at = (effectiveDateTime: string): string[] =>
      write([observation('o1', { effectiveDateTime }), observation('o2', { effectiveDateTime })]).result.issues.flatMap(
        ({ code }) => (code === 'ccda-time-without-offset' ? [code] : []),
      );
    expect(at('2024-01-02T10:15:00')).toHaveLength(1);
    expect(at('2024-01-02T10:15:00-05:00')).toEqual([]);
    expect(at('2024-01-02')).toEqual([]);
  });

  it('names a vaccine from the table at hand where the source has no name, and shows the words where neither has', () => {
    const dose = (id: string, code: string): Record<string, unknown> => ({
      resourceType: 'Immunization',
      id,
      status: 'completed',
      vaccineCode: concept('measles shot', coding('http://hl7.org/fhir/sid/cvx', code)),
    });
    const written = write([dose('i1', '03'), dose('i2', '999999')]);
    const code = `${entry('52')}//c:manufacturedMaterial/c:code`;
    expect(written.all(`${code}/@displayName`)).toEqual(['MMR']);
    expect(written.all(`${code}/c:originalText`)).toEqual(['', 'measles shot']);
  });
});
