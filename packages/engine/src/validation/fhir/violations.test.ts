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
import { evaluatedInvariants } from './definitions.js';
import { validateFhir } from './validator.js';

const one = (resource: object | string, name = 'a.json') => {
  const text = typeof resource === 'string' ? resource : JSON.stringify(resource);
  return validateFhir([{ name, text }])[0]!;
};
const rules = (resource: object | string, name?: string): string[] => [
  ...new Set(one(resource, name).findings.map((finding) => finding.rule)),
];
const questionnaire = (...item: object[]) => ({
  resourceType: 'Questionnaire',
  status: 'active',
  item: item.map((i, n) => ({ linkId: String(n), ...i })),
});

/** A made-up violation of each rule: the rule must be among what is found. */
const VIOLATIONS: readonly (readonly [rule: string, resource: object | string])[] = [
  ['not-json', '{"resourceType":"Patient","resourceType":"Patient"}'],
  ['not-json', '{"resourceType":"Patient"'],
  ['not-fhir', '{"a":1}'],
  ['not-fhir', '[]'],
  ['resource-type-unknown', { resourceType: 'patient' }],
  ['resource-type-missing', patient({ contained: [{ id: 'x' }] })],
  ['element-unknown', patient({ colour: 'red' })],
  ['element-unknown', patient({ _name: [{ id: 'x' }] })],
  ['element-missing', { resourceType: 'Observation', status: 'final' }],
  ['element-missing', patient({ communication: [{ preferred: true }] })],
  ['element-missing', { resourceType: 'Immunization', status: 'completed', vaccineCode: code, patient: subject }],
  ['choice-twice', patient({ deceasedBoolean: true, deceasedDateTime: '2020' })],
  ['not-a-list', patient({ name: { family: 'A' } })],
  ['a-list', patient({ gender: ['male'] })],
  ['list-empty', patient({ name: [] })],
  ['null-alone', patient({ name: [{ given: ['A', null] }] })],
  ['null-alone', patient({ gender: null })],
  ['not-an-object', patient({ name: ['A'] })],
  ['wrong-type', patient({ active: 'true' })],
  ['wrong-type', observation({ valueQuantity: { value: '5.7' } })],
  ['wrong-type', observation({ valueInteger: '5' })],
  ['format', patient({ id: 'a b' })],
  ['format', patient({ birthDate: '2020-02-30' })],
  ['format', patient({ birthDate: '2020-2-3' })],
  ['format', patient({ birthDate: '2020-02-03T10:00:00Z' })],
  ['format', observation({ effectiveDateTime: '2020-02-03T10:00:00' })],
  ['format', observation({ effectiveInstant: '2020-02-03' })],
  ['format', observation({ valueTime: '25:00:00' })],
  ['format', observation({ valueInteger: 2147483648 })],
  ['format', observation({ valueInteger: 1.5 })],
  ['format', patient({ multipleBirthInteger: 1.5 })],
  ['format', patient({ telecom: [{ rank: 0, system: 'phone', value: '1' }] })],
  ['format', patient({ identifier: [{ system: 'urn:oid:2.16.x', value: '1' }] })],
  ['format', patient({ identifier: [{ system: 'urn:uuid:12', value: '1' }] })],
  ['format', patient({ identifier: [{ system: 'a b', value: '1' }] })],
  ['format', patient({ photo: [{ contentType: 'image/png', data: 'a$b=' }] })],
  ['format', patient({ photo: [{ contentType: 'image/png', data: 'abc' }] })],
  ['format', patient({ language: ' en' })],
  ['ele-1', patient({ name: [{}] })],
  ['ele-1', patient({ name: [{ family: '' }] })],
  ['ext-1', patient({ extension: [{ url: 'http://a', valueCode: 'x', extension: [{ url: 'b', valueCode: 'c' }] }] })],
  ['ext-1', patient({ extension: [{ url: 'http://a' }] })],
  ['extension-url', patient({ extension: [{ url: 'a', valueCode: 'x' }] })],
  [
    'dom-2',
    patient({
      contained: [
        { resourceType: 'Organization', id: 'o', name: 'A', contained: [{ resourceType: 'Location', id: 'l' }] },
      ],
      managingOrganization: { reference: '#o' },
    }),
  ],
  ['dom-3', patient({ contained: [{ resourceType: 'Organization', id: 'o', name: 'A' }] })],
  [
    'dom-4',
    patient({
      contained: [{ resourceType: 'Organization', id: 'o', name: 'A', meta: { versionId: '1' } }],
      managingOrganization: { reference: '#o' },
    }),
  ],
  [
    'dom-5',
    patient({
      contained: [{ resourceType: 'Organization', id: 'o', name: 'A', meta: { security: [{ code: 'R' }] } }],
      managingOrganization: { reference: '#o' },
    }),
  ],
  ['txt-1', patient({ text: { status: 'generated', div: 'plain' } })],
  [
    'txt-1',
    patient({
      text: { status: 'generated', div: '<div xmlns="http://www.w3.org/1999/xhtml"><script>a</script></div>' },
    }),
  ],
  [
    'txt-1',
    patient({
      text: { status: 'generated', div: '<div xmlns="http://www.w3.org/1999/xhtml"><p onclick="x()">a</p></div>' },
    }),
  ],
  ['txt-2', patient({ text: { status: 'generated', div: '<div xmlns="http://www.w3.org/1999/xhtml"> </div>' } })],
  ['code-not-in-binding', patient({ gender: 'M' })],
  [
    'code-not-in-binding',
    condition({ clinicalStatus: { coding: [{ system: 'http://snomed.info/sct', code: '55561003' }] } }),
  ],
  ['code-not-in-binding', condition({ clinicalStatus: { text: 'active' } })],
  ['code-not-in-binding', bundle('transactions', [])],
  ['fullurl-mismatch', bundle('collection', [{ fullUrl: 'http://a/Patient/q', resource: patient() }])],
  ['fullurl-mismatch', bundle('collection', [{ fullUrl: 'urn:uuid:1', resource: patient() }])],
  ['fullurl-missing', bundle('collection', [{ resource: patient() }])],
  ['request-url', bundle('transaction', [{ resource: patient(), request: { method: 'PUT', url: 'Patient/q' } }])],
  ['request-url', bundle('transaction', [{ resource: patient(), request: { method: 'POST', url: 'Person' } }])],
  ['reference-form', condition({ subject: { reference: 'the patient' } })],
  [
    'reference-dangling',
    bundle('transaction', [
      {
        fullUrl: uuid(1),
        resource: condition({ subject: { reference: uuid(2) } }),
        request: { method: 'POST', url: 'Condition' },
      },
    ]),
  ],
  ['reference-dangling', bundle('collection', [{ fullUrl: uuid(1), resource: condition() }])],
  ['reference-elsewhere', bundle('searchset', [{ fullUrl: uuid(1), resource: condition() }])],
  ['ref-1', condition({ subject: { reference: '#p' } })],
  ['reference-target', condition({ subject: { reference: 'Practitioner/p' } })],
  ['age-1', condition({ onsetAge: { value: 5, system: 'http://unitsofmeasure.org' } })],
  ['att-1', patient({ photo: [{ data: 'YWJj' }] })],
  ['cpt-2', patient({ telecom: [{ value: '1' }] })],
  ['drt-1', repeat({ boundsDuration: { value: 1, code: 'd' } })],
  ['per-1', patient({ name: [{ family: 'A', period: { start: '2020-03', end: '2020-02' } }] })],
  [
    'per-1',
    patient({ name: [{ family: 'A', period: { start: '2020-03-02T00:00:00+14:00', end: '2020-03-01T09:59:59Z' } }] }),
  ],
  ['qty-3', observation({ valueQuantity: { value: 1, code: 'mg' } })],
  ['rng-2', observation({ valueRange: { low: { value: 10.1 }, high: { value: 10.09 } } })],
  ['rat-1', observation({ valueRatio: { numerator: { value: 1 } } })],
  ['tim-1', repeat({ duration: 1 })],
  ['tim-2', repeat({ period: 1 })],
  ['tim-4', repeat({ duration: -1, durationUnit: 'h' })],
  ['tim-5', repeat({ period: -1, periodUnit: 'h' })],
  ['tim-6', repeat({ periodMax: 1, periodUnit: 'h' })],
  ['tim-7', repeat({ durationMax: 1, durationUnit: 'h' })],
  ['tim-8', repeat({ countMax: 1 })],
  ['tim-9', repeat({ offset: 1 })],
  ['tim-10', repeat({ timeOfDay: ['10:00:00'], when: ['AC'] })],
  ['ait-1', { resourceType: 'AllergyIntolerance', patient: subject }],
  [
    'ait-2',
    {
      resourceType: 'AllergyIntolerance',
      patient: subject,
      clinicalStatus: coded('allergyintolerance-clinical', 'active'),
      verificationStatus: coded('allergyintolerance-verification', 'entered-in-error'),
    },
  ],
  ['app-1', { resourceType: 'Appointment', status: 'proposed', participant: [{ status: 'accepted' }] }],
  [
    'app-2',
    {
      resourceType: 'Appointment',
      status: 'proposed',
      start: '2020-01-01T00:00:00Z',
      participant: [{ status: 'accepted', type: [code] }],
    },
  ],
  ['app-3', { resourceType: 'Appointment', status: 'booked', participant: [{ status: 'accepted', type: [code] }] }],
  [
    'app-4',
    {
      resourceType: 'Appointment',
      status: 'proposed',
      cancelationReason: code,
      participant: [{ status: 'accepted', type: [code] }],
    },
  ],
  ['bdl-1', bundle('collection', [], { total: 1 })],
  ['bdl-2', bundle('collection', [{ fullUrl: uuid(1), resource: patient(), search: { mode: 'match' } }])],
  ['bdl-3', bundle('transaction', [{ fullUrl: uuid(1), resource: patient() }])],
  [
    'bdl-3',
    bundle('collection', [{ fullUrl: uuid(1), resource: patient(), request: { method: 'POST', url: 'Patient' } }]),
  ],
  ['bdl-4', bundle('batch-response', [{ fullUrl: uuid(1), resource: patient() }])],
  ['bdl-5', bundle('collection', [{ fullUrl: uuid(1) }])],
  [
    'bdl-7',
    bundle('collection', [
      { fullUrl: uuid(1), resource: patient() },
      { fullUrl: uuid(1), resource: patient() },
    ]),
  ],
  ['bdl-8', bundle('collection', [{ fullUrl: 'http://a/Patient/p/_history/1', resource: patient() }])],
  ['bdl-9', bundle('document', [], { timestamp: '2020-01-01T00:00:00Z' })],
  ['bdl-10', bundle('document', [], { identifier: { system: 'http://a', value: '1' } })],
  ['bdl-11', bundle('document', [{ fullUrl: uuid(1), resource: patient() }])],
  ['bdl-12', bundle('message', [{ fullUrl: uuid(1), resource: patient() }])],
  [
    'cpl-3',
    {
      resourceType: 'CarePlan',
      status: 'active',
      intent: 'plan',
      subject,
      activity: [{ detail: { status: 'unknown' }, reference: { reference: 'Task/1' } }],
    },
  ],
  [
    'cmp-1',
    {
      resourceType: 'Composition',
      status: 'final',
      type: code,
      date: '2020',
      author: [{ display: 'A' }],
      title: 'A',
      section: [{ title: 'B' }],
    },
  ],
  ['con-1', condition({ stage: [{ type: code }] })],
  ['con-2', condition({ evidence: [{ id: 'x', extension: [{ url: 'http://a', valueCode: 'b' }] }] })],
  ['con-3', condition({ category: [coded('condition-category', 'problem-list-item')] })],
  ['con-4', condition({ abatementDateTime: '2020', clinicalStatus: coded('condition-clinical', 'active') })],
  [
    'con-5',
    condition({
      verificationStatus: coded('condition-ver-status', 'entered-in-error'),
      clinicalStatus: coded('condition-clinical', 'active'),
    }),
  ],
  [
    'fhs-1',
    {
      resourceType: 'FamilyMemberHistory',
      status: 'completed',
      patient: subject,
      relationship: code,
      ageString: '5',
      bornString: 'x',
    },
  ],
  [
    'fhs-2',
    {
      resourceType: 'FamilyMemberHistory',
      status: 'completed',
      patient: subject,
      relationship: code,
      estimatedAge: true,
    },
  ],
  [
    'gol-1',
    { resourceType: 'Goal', lifecycleStatus: 'active', description: code, subject, target: [{ detailString: 'x' }] },
  ],
  ['grp-1', { resourceType: 'Group', type: 'person', actual: false, member: [{ entity: subject }] }],
  [
    'imm-1',
    {
      resourceType: 'Immunization',
      status: 'completed',
      vaccineCode: code,
      patient: subject,
      occurrenceString: 'x',
      education: [{ publicationDate: '2020' }],
    },
  ],
  [
    'lst-1',
    { resourceType: 'List', status: 'current', mode: 'working', emptyReason: code, entry: [{ item: subject }] },
  ],
  ['lst-2', { resourceType: 'List', status: 'current', mode: 'working', entry: [{ item: subject, deleted: true }] }],
  ['lst-3', { resourceType: 'List', status: 'current', mode: 'snapshot', entry: [{ item: subject, date: '2020' }] }],
  [
    'mad-1',
    {
      resourceType: 'MedicationAdministration',
      status: 'completed',
      medicationCodeableConcept: code,
      subject,
      effectiveDateTime: '2020',
      dosage: { text: 'x' },
    },
  ],
  [
    'mdd-1',
    {
      resourceType: 'MedicationDispense',
      status: 'completed',
      medicationCodeableConcept: code,
      whenPrepared: '2020-02-02',
      whenHandedOver: '2020-02-01',
    },
  ],
  ['nor-1', { resourceType: 'NutritionOrder', status: 'active', intent: 'order', patient: subject, dateTime: '2020' }],
  ['obs-3', observation({ referenceRange: [{ type: code }] })],
  ['obs-6', observation({ valueString: 'x', dataAbsentReason: code })],
  ['obs-7', observation({ code: coded('a', 'b'), valueString: 'x', component: [{ code: coded('a', 'b') }] })],
  ['org-1', { resourceType: 'Organization', id: 'o' }],
  ['org-2', { resourceType: 'Organization', name: 'A', address: [{ use: 'home', text: 'x' }] }],
  ['org-3', { resourceType: 'Organization', name: 'A', telecom: [{ use: 'home', system: 'phone', value: '1' }] }],
  ['pat-1', patient({ contact: [{ gender: 'male' }] })],
  ['prr-1', { resourceType: 'ServiceRequest', status: 'active', intent: 'order', subject, orderDetail: [code] }],
  [
    'qrs-1',
    {
      resourceType: 'QuestionnaireResponse',
      status: 'completed',
      item: [{ linkId: '1', answer: [{ valueString: 'x' }], item: [{ linkId: '2' }] }],
    },
  ],
  ['que-1', questionnaire({ type: 'group' })],
  ['que-2', questionnaire({ type: 'string', linkId: 'a' }, { type: 'string', linkId: 'a' })],
  ['que-6', questionnaire({ type: 'display', required: true })],
  ['ras-2', { resourceType: 'RiskAssessment', status: 'final', subject, prediction: [{ probabilityDecimal: 100.5 }] }],
  [
    'inv-1',
    { resourceType: 'Task', status: 'ready', intent: 'order', authoredOn: '2020-02-02', lastModified: '2020-02-01' },
  ],
  ['ppc-1', { resourceType: 'Consent', status: 'active', scope: code, category: [code] }],
  [
    'sev-1',
    {
      resourceType: 'AuditEvent',
      type: { code: 'x' },
      recorded: '2020-01-01T00:00:00Z',
      agent: [{ requestor: true }],
      source: { observer: { display: 'A' } },
      entity: [{ name: 'a', query: 'YWJj' }],
    },
  ],
];

describe('a made-up violation', () => {
  test.each(VIOLATIONS)('%s is found', (rule, resource) => {
    expect(rules(resource)).toContain(rule);
  });

  test('most invariants of R4 have a violation above; the others are few and known', () => {
    const shown = new Set(VIOLATIONS.map(([rule]) => rule));
    const keys = new Set(evaluatedInvariants().map(([, rule]) => rule.key));
    expect(keys.size).toBeGreaterThan(90);
    expect([...keys].filter((key) => !shown.has(key)).length).toBeLessThan(35);
  });
});
