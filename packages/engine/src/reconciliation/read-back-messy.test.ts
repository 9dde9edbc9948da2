import { describe, expect, test } from 'vitest';
import { ccdaTarget } from '../targets/ccda/writer.js';
import { chartOf, coding, concept, testSettings } from '../testing/charts.js';
import { readBackCcda } from './ccda/compare.js';

const ICD10 = 'http://hl7.org/fhir/sid/icd-10-cm';
const UCUM = 'http://unitsofmeasure.org';
const ROLE = 'http://terminology.hl7.org/CodeSystem/v3-RoleCode';

const patient = {
  id: '00000000-0000-5000-8000-000000000001',
  name: [{ prefix: ['Dr'], suffix: ['Jr'] }],
  telecom: [{ system: 'email', value: 'Ångström 5 % <x>' }],
  generalPractitioner: [{ type: 'Practitioner', identifier: { system: 'urn:oid:1.2.3', value: '77' } }],
  contact: [
    {
      relationship: [{ coding: [coding(ROLE, 'GUARD')] }],
      telecom: [{ system: 'phone', value: '(617) 555-0123 x9' }],
      address: { city: 'Lowell' },
    },
  ],
};

const resources = [
  {
    resourceType: 'Immunization',
    id: '00000000-0000-5000-8000-000000000002',
    status: 'not-done',
    vaccineCode: concept('Influenza'),
    statusReason: concept('Parental decision'),
    reasonCode: [concept('Hypertension', coding(ICD10, 'I10')), { coding: [coding(ICD10, 'E11.9')] }],
  },
  {
    resourceType: 'ServiceRequest',
    id: '00000000-0000-5000-8000-000000000003',
    status: 'active',
    intent: 'order',
    code: concept('Lipids'),
    reasonCode: [concept('Cholesterol', coding(ICD10, 'E78.0'))],
  },
  {
    resourceType: 'CarePlan',
    id: '00000000-0000-5000-8000-000000000004',
    status: 'active',
    intent: 'plan',
    title: 'Diet',
    activity: [{ detail: { reasonCode: [concept('Obesity', coding(ICD10, 'E66.9'))] } }],
  },
  {
    resourceType: 'FamilyMemberHistory',
    id: '00000000-0000-5000-8000-000000000005',
    status: 'completed',
    relationship: concept('mother', coding(ROLE, 'MTH')),
    condition: [{ code: { coding: [{ code: 'heart trouble late' }] } }],
  },
  {
    resourceType: 'MedicationRequest',
    id: '00000000-0000-5000-8000-000000000006',
    status: 'active',
    intent: 'order',
    medicationCodeableConcept: concept('Metformin'),
    dosageInstruction: [
      {
        text: 'with meals',
        timing: {
          code: concept('b.i.d.', coding('http://terminology.hl7.org/CodeSystem/v3-GTSAbbreviation', 'BID')),
          repeat: { frequency: 2, period: 1, periodUnit: 'd' },
        },
      },
    ],
  },
  {
    resourceType: 'Observation',
    id: '00000000-0000-5000-8000-000000000007',
    status: 'final',
    code: concept('Odd'),
    valueQuantity: { value: 5, unit: 'furlongs', comparator: '<' },
    referenceRange: [{ text: 'usual', low: { value: 4, unit: 'furlongs' }, high: { value: 6, unit: 'furlongs' } }],
  },
  {
    resourceType: 'Observation',
    id: '00000000-0000-5000-8000-000000000008',
    status: 'final',
    code: concept('Plain'),
    valueQuantity: { value: 5, unit: 'mg', code: 'mg', system: UCUM },
  },
  {
    resourceType: 'DocumentReference',
    id: '00000000-0000-5000-8000-000000000009',
    status: 'current',
    description: 'Scan',
    content: [{ attachment: { url: 'scans/12.tif', size: 4711, creation: '2020-02-29' } }],
  },
  {
    resourceType: 'Coverage',
    id: '00000000-0000-5000-8000-000000000010',
    status: 'active',
    relationship: { coding: [coding('http://terminology.hl7.org/CodeSystem/subscriber-relationship', 'child')] },
  },
];

describe('read-back of a chart such as a messy practice has', () => {
  const chart = chartOf(patient, resources);
  const { outputs, carried, issues } = ccdaTarget.write(chart, testSettings);
  const text = outputs[0]!.text;
  const read = (xml: string) => readBackCcda(chart, testSettings, xml, new Set(carried), issues);

  test('what was written is what the chart holds', () => {
    expect(read(text).differences).toEqual([]);
    expect(carried).toHaveLength(resources.length + 1);
  });

  test.each([
    ['a contact', 'mailto:%C3%85ngstr', 'mailto:ngstr'],
    ['a number', 'extension="77"', 'extension="78"'],
    ['a guardian’s place', '<city>Lowell</city>', '<city nullFlavor="UNK"/>'],
    ['a prefix', '<prefix>Dr</prefix>', ''],
    ['a reason of a refusal', 'code="E11.9"', 'code="E11.8"'],
    ['a reason of an order', 'code="E78.0"', 'code="E78.1"'],
    ['a reason of an activity', 'code="E66.9"', 'code="E66.8"'],
    ['a condition that is only words', 'heart trouble late', 'heart trouble'],
    ['a word for a frequency', 'b.i.d.', ''],
    ['a period', '<period value="12" unit="h"/>', '<period value="8" unit="h"/>'],
    ['a bound', '4 furlongs', '3 furlongs'],
    ['a compared value', '&lt;5 furlongs', '&lt;7 furlongs'],
    ['a place of a file', 'scans/12.tif', 'scans/13.tif'],
    ['a size', '4711', '4712'],
    ['a relationship', 'code="FAMDEP"', 'code="SPS"'],
  ])('a change of %s is found', (_, from, to) => {
    expect(text).toContain(from);
    const { different, missing, extra } = read(text.replaceAll(from, to));
    expect(different + missing + extra).toBeGreaterThan(0);
  });
});
