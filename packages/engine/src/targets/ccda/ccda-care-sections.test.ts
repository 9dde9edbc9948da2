import { describe, expect, it } from 'vitest';
import { stableId } from '../../base/stable-id.js';
import { readBackDocuments } from '../../run/ccda-read-back.js';
import { chartOf, coding, concept, quantity, testSettings } from '../../testing/charts.js';
import { entry, section, XmlQuery } from '../../testing/xml-query.js';
import { ccdaTarget } from './writer.js';

const SNOMED = 'http://snomed.info/sct';
const LOINC = 'http://loinc.org';
const HL7 = 'http://terminology.hl7.org/CodeSystem';
const US_CORE = 'http://hl7.org/fhir/us/core/CodeSystem';
const uuid = (name: string): string => stableId('6ba7b811-9dad-11d1-80b4-00c04fd430c8', name);

/** One resource in a chart: its document, and what a reading of a changed document finds. */
function write(resource: Record<string, unknown>) {
  const doctor = { resourceType: 'Practitioner', id: uuid('d'), name: [{ family: 'Welby' }] };
  const chart = chartOf({ id: uuid('p'), name: [{ family: 'Doe' }] }, [doctor, { id: uuid('r'), ...resource }]);
  const result = ccdaTarget.write(chart, testSettings);
  const differences = (change: (text: string) => string): number =>
    readBackDocuments(chart, testSettings, {
      ...result,
      outputs: result.outputs.map((output) => ({ ...output, text: change(output.text) })),
    }).differences.length;
  return { document: new XmlQuery(result.outputs[0]!.text), result, differences };
}
const doctor = { reference: `Practitioner/${uuid('d')}` };

const CASES: readonly (readonly [
  name: string,
  resource: Record<string, unknown>,
  section: string,
  entry: string | null,
  spoiled: readonly (readonly [string, string])[],
])[] = [
  [
    'a goal with its target, priority and progress',
    {
      resourceType: 'Goal',
      lifecycleStatus: 'active',
      achievementStatus: concept('improving', coding(SNOMED, '385633008', 'Improving')),
      priority: concept('High priority', coding(SNOMED, '394849002', 'High priority')),
      description: concept('A1c below 7', coding(LOINC, '4548-4', 'Hemoglobin A1c')),
      startDate: '2024-01-02',
      target: [{ detailQuantity: quantity('7.0', '%', '%'), dueDate: '2024-12-01' }],
    },
    '60',
    '121',
    [
      ['value="7.0"', 'value="7.1"'],
      ['<low value="20240102"', '<low value="20240103"'],
      ['385633008', '385641008'],
      ['394849002', '394848005'],
      ['statusCode code="active"', 'statusCode code="completed"'],
    ],
  ],
  [
    'a health concern',
    {
      resourceType: 'Condition',
      category: [{ coding: [coding(`${US_CORE}/condition-category`, 'health-concern')] }],
      code: concept('At risk for falls', coding(SNOMED, '129839007', 'At risk for falls')),
      recordedDate: '2024-02-03',
    },
    '58',
    '132',
    [
      ['129839007', '129839008'],
      ['>At risk for falls<', '>At risk for all<'],
    ],
  ],
  [
    'a functional status',
    {
      resourceType: 'Observation',
      status: 'final',
      category: [{ coding: [coding(`${US_CORE}/us-core-category`, 'functional-status')] }],
      code: concept('Functional status', coding(LOINC, '54522-8', 'Functional status')),
      effectiveDateTime: '2024-03-04',
      valueCodeableConcept: concept('Independent', coding(SNOMED, '371153006', 'Independent')),
    },
    '14',
    '67',
    [['<effectiveTime value="20240304"', '<effectiveTime value="20240305"']],
  ],
  [
    'a cognitive score',
    {
      resourceType: 'Observation',
      status: 'final',
      category: [{ coding: [coding(`${US_CORE}/us-core-category`, 'cognitive-status')] }],
      code: concept('MMSE', coding(LOINC, '72106-8', 'Total score MMSE')),
      valueInteger: 27,
    },
    '56',
    '69',
    [['value="27"', 'value="17"']],
  ],
  [
    'an advance directive',
    {
      resourceType: 'Consent',
      status: 'active',
      scope: concept('ADR', coding(`${HL7}/consentscope`, 'adr')),
      category: [concept('Do not resuscitate', coding(SNOMED, '304253006', 'Not for resuscitation'))],
      dateTime: '2024-04-05',
      provision: { type: 'deny', period: { start: '2024-04-06' } },
      performer: [doctor],
    },
    '21.1',
    '48',
    [
      ['<low value="20240406"', '<low value="20250406"'],
      ['304253006', '439569004'],
    ],
  ],
  [
    'a care team',
    {
      resourceType: 'CareTeam',
      status: 'active',
      name: 'Home care',
      period: { start: '2024-05-06' },
      participant: [{ role: [concept('doctor', coding(SNOMED, '59058001', 'General physician'))], member: doctor }],
    },
    '500',
    '500.1',
    [
      ['<low value="20240506"', '<low value="20240507"'],
      ['59058001', '59058002'],
      ['>Home care<', '>Hospital care<'],
    ],
  ],
  [
    'an assessment',
    { resourceType: 'ClinicalImpression', status: 'completed', summary: 'Doing well', date: '2024-06-07' },
    '8',
    null,
    [['Doing well', 'Doing badly']],
  ],
  ...(
    [
      ['an ordered test', 'ServiceRequest', { code: concept('Lipids', coding(LOINC, '24331-1', 'Lipids')) }, '44'],
      ['an ordered procedure', 'ServiceRequest', { code: concept('Suture') }, '41'],
      ['an appointment', 'Appointment', { status: 'booked', serviceType: [concept('Suture')] }, '40'],
      [
        'a proposed drug',
        'MedicationRequest',
        { intent: 'proposal', medicationCodeableConcept: concept('Suture') },
        '42',
      ],
      ['an ordered device', 'DeviceRequest', { codeCodeableConcept: concept('Suture') }, '43'],
      ['a diet', 'NutritionOrder', { oralDiet: { type: [concept('Suture')] } }, '130'],
    ] as const
  ).map(
    ([name, resourceType, more, template]) =>
      [name, { resourceType, status: 'active', intent: 'order', ...more }, '10', template, []] as const,
  ),
];

describe.each(CASES)('%s', (_, resource, place, template, spoiled) => {
  const { document, result, differences } = write(resource);

  it('stands in its section under its template', () => {
    expect(document.count(section(place))).toBe(1);
    if (template !== null) expect(document.count(`${section(place)}${entry(template)}`)).toBe(1);
    expect(result.carried).toContain(`${resource.resourceType}/${uuid('r')}`);
  });

  it('reads back, and a change is found', () => {
    expect(differences((text) => text)).toBe(0);
    for (const [from, to] of spoiled) {
      expect(result.outputs[0]!.text, from).toContain(from);
      expect(
        differences((text) => text.replace(from, to)),
        from,
      ).toBeGreaterThan(0);
    }
  });
});

describe('what is not stated', () => {
  it('is no complete observation, and no plan in force', () => {
    const status = {
      resourceType: 'Observation',
      category: [{ coding: [coding(`${US_CORE}/us-core-category`, 'functional-status')] }],
    };
    expect(write({ ...status, code: concept('x') }).document.count(entry('69'))).toBe(0);
    // R1.1 asks a plan for no status, R2.1 for an active one.
    const { document } = write({ resourceType: 'ServiceRequest', code: concept('x') });
    expect(document.count(entry('41'))).toBe(1);
    expect(document.count(`${entry('41')}/c:templateId/@extension`)).toBe(0);
  });

  it('leaves an active drug among the drugs, whatever it was meant as', () => {
    const drug = {
      resourceType: 'MedicationRequest',
      status: 'active',
      intent: 'plan',
      medicationCodeableConcept: concept('x'),
    };
    expect(write(drug).document.count(`${section('1.1')}${entry('16')}`)).toBe(1);
  });
});

describe('directions of a drug', () => {
  const drug = (dosageInstruction: Record<string, unknown>[]): Record<string, unknown> => ({
    resourceType: 'MedicationRequest',
    status: 'active',
    intent: 'order',
    medicationCodeableConcept: concept('Prednisone'),
    dosageInstruction,
  });
  const days = (value: string) => quantity(value, 'd', 'days');

  it('tell a length that is a range', () => {
    const { document, differences } = write(
      drug([{ text: 'one daily', timing: { repeat: { boundsRange: { low: days('5'), high: days('7') } } } }]),
    );
    expect(document.all(`${section('1.1')}/c:text`)[0]).toContain('for 5 days to 7 days');
    expect(differences((text) => text)).toBe(0);
    expect(differences((text) => text.replace('to 7 days', 'to 9 days'))).toBeGreaterThan(0);
  });

  it('that are several keep their structure apart', () => {
    const step = (sequence: number, value: string) => ({
      sequence,
      doseAndRate: [{ doseQuantity: quantity(value, 'mg', 'mg') }],
      timing: { repeat: { boundsPeriod: { start: `2024-01-0${sequence}` } } },
    });
    const { document, differences } = write(drug([step(1, '40'), step(2, '20')]));
    const below = `${entry('16')}/c:entryRelationship[@typeCode="COMP"]/c:substanceAdministration[c:doseQuantity]`;
    expect(document.all(`${below}/c:doseQuantity/@value`)).toEqual(['40', '20']);
    expect(document.all(`${below}/../c:sequenceNumber/@value`)).toEqual(['1', '2']);
    expect(document.count(`${entry('16')}/c:doseQuantity/@value`)).toBe(0);
    expect(differences((text) => text)).toBe(0);
    expect(differences((text) => text.replace('<doseQuantity value="20"', '<doseQuantity value="25"'))).toBeGreaterThan(
      0,
    );
  });

  it('say no count that the source does not say', () => {
    const { document } = write(drug([{ timing: { repeat: { period: 4, periodMax: 6, periodUnit: 'h' } } }]));
    expect(document.all(`${section('1.1')}/c:text`)[0]).toContain('every 4 to 6 hours');
    expect(document.all(`${section('1.1')}/c:text`)[0]).not.toContain('time');
  });
});
