import { describe, expect, it } from 'vitest';
import { chartOf, coding, concept, quantity, testSettings } from '../../testing/charts.js';
import { entry, XmlQuery } from '../../testing/xml-query.js';
import type { TargetResult } from '../contract.js';
import { ccdaTarget } from './writer.js';

const LOINC = 'http://loinc.org';
const HL7 = 'http://terminology.hl7.org/CodeSystem';

class Written extends XmlQuery {
  constructor(readonly result: TargetResult) {
    super(result.outputs[0]!.text);
  }
}

const write = (resources: Record<string, unknown>[], patient: Record<string, unknown> = {}): Written =>
  new Written(ccdaTarget.write(chartOf({ id: 'p1', ...patient }, resources), testSettings));

describe('observations', () => {
  const observation = (id: string, more: Record<string, unknown>): Record<string, unknown> => ({
    resourceType: 'Observation',
    id,
    status: 'final',
    ...more,
  });
  const category = (code: string): Record<string, unknown> => ({
    category: [{ coding: [coding(`${HL7}/observation-category`, code)] }],
  });
  const lab = (id: string, more: Record<string, unknown> = {}): Record<string, unknown> =>
    observation(id, {
      ...category('laboratory'),
      code: concept('Sodium', coding(LOINC, '2951-2')),
      valueQuantity: quantity('140', 'mmol/L'),
      ...more,
    });

  it('groups results by report and leaves the others alone', () => {
    const written = write([
      lab('o1'),
      lab('o2'),
      lab('o3'),
      {
        resourceType: 'DiagnosticReport',
        id: 'r1',
        status: 'final',
        code: concept('Panel'),
        result: [{ reference: 'Observation/o2' }, { reference: 'Observation/o3' }],
      },
    ]);
    expect(written.all(`${entry('1')}/@classCode`)).toEqual(['BATTERY', 'CLUSTER']);
    expect(written.count(`${entry('1')}[@classCode='BATTERY']/c:component`)).toBe(2);
    expect(new Set(written.result.carried)).toEqual(
      new Set(['Patient/p1', 'DiagnosticReport/r1', 'Observation/o1', 'Observation/o2', 'Observation/o3']),
    );
  });

  it('splits a blood pressure and groups signs by their moment', () => {
    const part = (code: string, value: string): Record<string, unknown> => ({
      code: concept(code, coding(LOINC, code)),
      valueQuantity: quantity(value, 'mm[Hg]'),
    });
    const written = write([
      observation('b', {
        ...category('vital-signs'),
        code: concept('BP', coding(LOINC, '85354-9')),
        effectiveDateTime: '2020-01-01',
        component: [part('8480-6', '120'), part('8462-4', '80')],
      }),
      observation('w', {
        ...category('vital-signs'),
        code: concept('Weight', coding(LOINC, '29463-7')),
        effectiveDateTime: '2020-01-01',
        valueQuantity: quantity('70.50', 'kg'),
      }),
      observation('h', {
        ...category('vital-signs'),
        code: concept('Height', coding(LOINC, '8302-2')),
        effectiveDateTime: '2021-01-01',
        valueQuantity: quantity('180', 'cm'),
      }),
    ]);
    expect(written.count(entry('26'))).toBe(2);
    expect(written.all(`${entry('27')}/c:code/@code`)).toEqual(['8480-6', '8462-4', '29463-7', '8302-2']);
    expect(written.all(`${entry('27')}/c:value/@value`)).toEqual(['120', '80', '70.50', '180']);
  });

  it('claims no unit that is not understood', () => {
    const written = write([
      lab('o1', { valueQuantity: quantity('5', undefined, 'odd units') }),
      lab('o2', { valueQuantity: quantity('7.40') }),
    ]);
    expect(written.all(`${entry('2')}/c:value/c:translation/@value`)).toEqual(['5']);
    expect(written.all(`${entry('2')}/c:value/@value`)).toEqual(['7.40']);
    expect(written.count(`${entry('2')}/c:value/@unit`)).toBe(0);
  });

  it('writes a comparator as an open interval', () => {
    const written = write([lab('o1', { valueQuantity: { ...quantity('5', 'mg/L'), comparator: '<' } })]);
    expect(written.all(`${entry('2')}/c:value/c:high/@value`)).toEqual(['5']);
    expect(written.all(`${entry('2')}/c:value/c:high/@inclusive`)).toEqual(['false']);
  });

  it('keeps a reference range, an interpretation and a local code', () => {
    const written = write([
      lab('o1', {
        code: concept('Na', coding('http://example.org/lab', 'NA1')),
        referenceRange: [{ low: quantity('135', 'mmol/L'), high: quantity('145', 'mmol/L') }],
        interpretation: [concept('High', coding(`${HL7}/v3-ObservationInterpretation`, 'H'))],
      }),
    ]);
    expect(written.all(`${entry('2')}//c:observationRange/c:value/c:low/@value`)).toEqual(['135']);
    expect(written.all(`${entry('2')}/c:interpretationCode/@code`)).toEqual(['H']);
    expect(written.all(`${entry('2')}/c:code/@codeSystem`)[0]).toMatch(/^2\.25\.\d+$/);
  });
});

describe('reports', () => {
  const data = Buffer.from('Seen by the pathologist.').toString('base64');
  const report = (id: string, result: string[]): Record<string, unknown> => ({
    resourceType: 'DiagnosticReport',
    id,
    status: 'final',
    code: concept('Pathology'),
    result: result.map((o) => ({ reference: `Observation/${o}` })),
    presentedForm: [{ contentType: 'text/plain', data }],
  });
  const result = { resourceType: 'Observation', id: 'o1', status: 'final', code: concept('Grade'), valueString: 'II' };

  it('without results are notes, and so is the text of one with results', () => {
    const written = write([result, report('r1', ['o1']), report('r2', []), report('r3', ['o1'])]);
    expect(written.count(entry('1'))).toBe(1);
    expect(written.count(entry('202'))).toBe(3);
    expect(new Set(written.result.carried)).toEqual(
      new Set(['Patient/p1', 'Observation/o1', 'DiagnosticReport/r1', 'DiagnosticReport/r2', 'DiagnosticReport/r3']),
    );
  });
});
