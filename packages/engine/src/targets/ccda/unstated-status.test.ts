import { describe, expect, it } from 'vitest';
import { readBackCcda } from '../../reconciliation/ccda/compare.js';
import { chartOf, coding, concept, quantity, testSettings } from '../../testing/charts.js';
import { sharedPath, sharedReason } from '../../testing/shared.js';
import { entry, section, XmlQuery } from '../../testing/xml-query.js';
import { createValidator } from '../../validation/validator.js';
import { ccdaTarget } from './writer.js';

const HL7 = 'http://terminology.hl7.org/CodeSystem';
const uuid = (n: number): string => `00000000-0000-5000-8000-00000000000${n}`;
const active = { coding: [coding(`${HL7}/allergyintolerance-clinical`, 'active')] };

const allergy = (n: number, more: object = {}) => ({
  resourceType: 'AllergyIntolerance',
  id: uuid(n),
  code: concept('Peanut'),
  ...more,
});
const result = (n: number, more: object = {}) => ({
  resourceType: 'Observation',
  id: uuid(n),
  category: [{ coding: [coding(`${HL7}/observation-category`, 'laboratory')] }],
  code: concept('Sodium', coding('http://loinc.org', '2951-2')),
  effectiveDateTime: '2020-01-01',
  valueQuantity: quantity('140', 'mmol/L'),
  ...more,
});
const report = (n: number, results: readonly number[], more: object = {}) => ({
  resourceType: 'DiagnosticReport',
  id: uuid(n),
  code: concept('Electrolytes'),
  effectiveDateTime: '2020-01-01',
  result: results.map((id) => ({ reference: `Observation/${uuid(id)}` })),
  ...more,
});

const ALONE = [allergy(1), result(2), report(4, [3]), result(3)];
const BESIDE = [allergy(1), allergy(5, { clinicalStatus: active }), result(2), result(3, { status: 'final' })];

const write = (resources: readonly object[]) => {
  const chart = chartOf({ id: uuid(9) }, resources as Record<string, unknown>[]);
  const written = ccdaTarget.write(chart, testSettings);
  const { text } = written.outputs[0]!;
  return { chart, written, text, query: new XmlQuery(text) };
};
/** The section of the same code that asks for no entry of a kind: its root is the one of the section that does, without the last arc. */
const apart = (loinc: string): string =>
  `//c:section[c:code/@code="${loinc}" and c:templateId[@extension="2015-08-01"] and not(c:templateId[substring(@root, string-length(@root) - 1) = ".1"])]/c:entry`;

describe('a status that the source does not state', () => {
  it('is given to no entry: it claims no template and says that its status is unknown', () => {
    const { query, written } = write(ALONE);
    expect(query.all('//c:act[c:code/@code="CONC"]/c:statusCode/@*')).toEqual(['UNK']);
    expect(query.all('//c:organizer/c:statusCode/@*')).toEqual(['UNK', 'UNK']);
    expect(query.all('//c:organizer/c:component/c:observation/c:statusCode/@*')).toEqual(['UNK', 'UNK']);
    for (const template of ['1', '2', '30']) expect(query.count(entry(template))).toBe(0);
    expect(query.count(entry('7'))).toBe(1);
    const told = written.issues.filter((issue) => issue.code === 'ccda-status-unstated');
    expect(told.map((issue) => issue.element)).toEqual([
      'AllergyIntolerance.clinicalStatus',
      'Observation.status',
      'Observation.status',
    ]);
  });

  it('sends the entries to a section of their own only where none of them fits the template', () => {
    const alone = write(ALONE).query;
    for (const [root, loinc, entries] of [
      ['6.1', '48765-2', 1],
      ['3.1', '30954-2', 2],
    ] as const) {
      expect(alone.all(`${section(root)}/@nullFlavor`)).toEqual(['NI']);
      expect(alone.count(`${section(root)}/c:entry`)).toBe(0);
      expect(alone.count(apart(loinc))).toBe(entries);
    }
    const beside = write(BESIDE).query;
    expect(beside.count(`${section('6.1')}/c:entry`)).toBe(2);
    expect(beside.count(`${section('3.1')}/c:entry`)).toBe(2);
    expect(beside.count(apart('48765-2')) + beside.count(apart('30954-2'))).toBe(0);
  });

  it('of a report is what its results say together', () => {
    const status = (...of: string[]) =>
      write([
        report(
          1,
          of.map((_, i) => i + 2),
        ),
        ...of.map((one, i) => result(i + 2, { status: one })),
      ]).query.all(`${entry('1')}/c:statusCode/@code`);
    expect(status('final', 'corrected')).toEqual(['completed']);
    expect(status('final', 'preliminary')).toEqual(['active']);
    expect(status('cancelled', 'cancelled')).toEqual(['cancelled']);
    expect(status('final', 'unknown')).toEqual([]);
  });

  it('reads back as absent, and an invented one is found', () => {
    for (const resources of [ALONE, BESIDE]) {
      const { chart, written, text } = write(resources);
      const carried = new Set(written.carried);
      expect(readBackCcda(chart, testSettings, text, carried, written.issues).differences).toEqual([]);
      const invented = text.replaceAll('<statusCode nullFlavor="UNK"/>', '<statusCode code="active"/>');
      expect(readBackCcda(chart, testSettings, invented, carried, written.issues).extra).toBeGreaterThan(0);
    }
  });

  const artefacts = sharedPath('ccda');
  it.skipIf(artefacts === null)(
    artefacts === null ? `is valid (${sharedReason('ccda')})` : 'is valid by HL7 schema and Schematron',
    async () => {
      const validator = await createValidator({ artefacts });
      for (const resources of [ALONE, BESIDE])
        expect(validator.validate(write(resources).text).findings.filter((f) => f.severity === 'error')).toEqual([]);
      validator.dispose();
    },
  );
});
