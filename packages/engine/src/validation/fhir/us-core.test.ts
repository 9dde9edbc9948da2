import { describe, expect, test } from 'vitest';
import { US_CORE_EXTENSIONS, US_CORE_PROFILES, type UsCoreProfile } from './us-core-rules.js';
import { validateFhir } from './validator.js';

type Json = Record<string, unknown>;
const BASE = 'http://hl7.org/fhir/us/core/StructureDefinition/';
const THO = 'http://terminology.hl7.org/CodeSystem/';
const coded = (system: string, code: string) => ({ coding: [{ system, code }] });
const subject = { reference: 'Patient/p' };
const loinc = (code: string) => coded('http://loinc.org', code);
const quantity = (code: string) => ({ value: 1, unit: 'u', system: 'http://unitsofmeasure.org', code });
const observation = (category: string, code: Json, more: Json = {}): Json => ({
  status: 'final',
  category: [coded(`${THO}observation-category`, category)],
  code,
  subject,
  ...more,
});
const vital = (code: string, unit: string) =>
  observation('vital-signs', loinc(code), { effectiveDateTime: '2020-01-01', valueQuantity: quantity(unit) });
const report = (category: Json, more: Json = {}) => ({
  status: 'final',
  category: [category],
  code: { text: 'x' },
  subject,
  effectiveDateTime: '2020-01-01',
  ...more,
});
const contact = [{ system: 'phone', value: '1' }];
const identifier = [{ system: 'http://a', value: '1' }];
const text = { text: 'x' };

/** One resource that meets each profile. */
const EXAMPLES: Readonly<Record<string, Json>> = {
  'us-core-allergyintolerance': {
    clinicalStatus: coded(`${THO}allergyintolerance-clinical`, 'active'),
    code: text,
    patient: subject,
    reaction: [{ manifestation: [text] }],
  },
  'us-core-careplan': {
    text: { status: 'generated', div: '<div xmlns="http://www.w3.org/1999/xhtml">a</div>' },
    status: 'active',
    intent: 'plan',
    category: [coded('http://hl7.org/fhir/us/core/CodeSystem/careplan-category', 'assess-plan')],
    subject,
  },
  'us-core-careteam': { subject, participant: [{ role: [text], member: { reference: 'Practitioner/d' } }] },
  'us-core-condition-encounter-diagnosis': {
    category: [coded(`${THO}condition-category`, 'encounter-diagnosis')],
    code: text,
    subject,
  },
  'us-core-condition-problems-health-concerns': {
    clinicalStatus: coded(`${THO}condition-clinical`, 'active'),
    category: [coded(`${THO}condition-category`, 'problem-list-item')],
    code: text,
    subject,
  },
  'us-core-coverage': {
    status: 'active',
    relationship: text,
    beneficiary: subject,
    payor: [{ reference: 'Organization/o' }],
    subscriberId: '1',
    class: [{ type: text, value: '1' }],
  },
  'us-core-diagnosticreport-lab': report(coded(`${THO}v2-0074`, 'LAB'), { issued: '2020-01-01T00:00:00Z' }),
  'us-core-diagnosticreport-note': report(loinc('LP29684-5')),
  'us-core-documentreference': {
    status: 'current',
    type: loinc('34133-9'),
    category: [text],
    subject,
    content: [{ attachment: { url: 'Binary/b' } }],
  },
  'us-core-encounter': { identifier, status: 'finished', class: { code: 'AMB' }, type: [text], subject },
  'us-core-goal': { lifecycleStatus: 'active', description: text, subject },
  'us-core-immunization': {
    status: 'completed',
    vaccineCode: text,
    patient: subject,
    occurrenceDateTime: '2020',
  },
  'us-core-implantable-device': { type: text, patient: subject, udiCarrier: [{ deviceIdentifier: '1' }] },
  'us-core-location': { name: 'A' },
  'us-core-medication': { code: text },
  'us-core-medicationdispense': {
    status: 'completed',
    medicationCodeableConcept: text,
    subject,
    whenHandedOver: '2020',
  },
  'us-core-medicationrequest': { status: 'active', intent: 'order', medicationCodeableConcept: text, subject },
  'us-core-observation-lab': observation('laboratory', text, {
    effectiveDateTime: '2020-01-01',
    valueQuantity: quantity('mg'),
  }),
  'us-core-observation-clinical-result': observation('exam', text, { valueString: 'x' }),
  'us-core-observation-screening-assessment': observation('survey', text, { valueString: 'x' }),
  'us-core-simple-observation': observation('exam', text),
  'us-core-observation-occupation': observation('social-history', loinc('11341-5'), {
    valueCodeableConcept: text,
  }),
  'us-core-observation-pregnancystatus': observation('social-history', loinc('82810-3'), {
    effectiveDateTime: '2020',
    valueCodeableConcept: text,
  }),
  'us-core-observation-pregnancyintent': observation('social-history', loinc('86645-9'), {
    effectiveDateTime: '2020',
    valueCodeableConcept: text,
  }),
  'us-core-observation-sexual-orientation': observation('social-history', loinc('76690-7'), {
    valueCodeableConcept: text,
  }),
  'us-core-smokingstatus': observation('social-history', loinc('72166-2'), {
    effectiveDateTime: '2020',
    valueCodeableConcept: text,
  }),
  'us-core-vital-signs': observation('vital-signs', text, { effectiveDateTime: '2020-01-01', valueString: 'x' }),
  'us-core-blood-pressure': observation('vital-signs', loinc('85354-9'), {
    effectiveDateTime: '2020-01-01',
    component: ['8480-6', '8462-4'].map((code) => ({ code: loinc(code), valueQuantity: quantity('mm[Hg]') })),
  }),
  'us-core-bmi': vital('39156-5', 'kg/m2'),
  'us-core-body-height': vital('8302-2', 'cm'),
  'us-core-body-temperature': vital('8310-5', 'Cel'),
  'us-core-body-weight': vital('29463-7', 'kg'),
  'us-core-head-circumference': vital('9843-4', 'cm'),
  'us-core-heart-rate': vital('8867-4', '/min'),
  'us-core-pulse-oximetry': vital('2708-6', '%'),
  'us-core-respiratory-rate': vital('9279-1', '/min'),
  'head-occipital-frontal-circumference-percentile': vital('8289-1', '%'),
  'pediatric-bmi-for-age': vital('59576-9', '%'),
  'pediatric-weight-for-height': vital('77606-2', '%'),
  'us-core-organization': { active: true, name: 'A' },
  'us-core-patient': {
    identifier,
    name: [{ family: 'A' }],
    gender: 'female',
    telecom: contact,
    communication: [{ language: text }],
  },
  'us-core-practitioner': { identifier, name: [{ family: 'A' }] },
  'us-core-practitionerrole': { telecom: contact, practitioner: { reference: 'Practitioner/d' } },
  'us-core-procedure': { status: 'completed', code: text, subject, performedDateTime: '2020' },
  'us-core-provenance': {
    target: [subject],
    recorded: '2020-01-01T00:00:00Z',
    agent: [{ who: { reference: 'Practitioner/d' }, onBehalfOf: { reference: 'Organization/o' } }],
  },
  'us-core-questionnaireresponse': {
    questionnaire: 'http://a',
    status: 'completed',
    subject,
    authored: '2020',
    item: [{ linkId: '1' }],
  },
  'us-core-relatedperson': { active: true, patient: subject, name: [{ text: 'A' }] },
  'us-core-servicerequest': { status: 'active', intent: 'order', code: text, subject },
  'us-core-specimen': { type: text },
};

/** Changes that break each rule that is not a mandatory element. */
const BREAKS: readonly (readonly [profile: string, rule: string, change: Json])[] = [
  ['us-core-careplan', 'uc-category', { category: [text] }],
  ['us-core-condition-encounter-diagnosis', 'uc-category', { category: [text] }],
  [
    'us-core-condition-problems-health-concerns',
    'uc-category',
    { category: [coded(`${THO}condition-category`, 'encounter-diagnosis')] },
  ],
  ['us-core-coverage', 'us-core-15', { subscriberId: undefined }],
  ['us-core-coverage', 'uc-payor', { payor: [subject, subject] }],
  ['us-core-diagnosticreport-lab', 'uc-category', { category: [text] }],
  ['us-core-diagnosticreport-lab', 'us-core-8', { effectiveDateTime: undefined }],
  ['us-core-diagnosticreport-lab', 'us-core-9', { issued: undefined }],
  ['us-core-diagnosticreport-note', 'us-core-10', { effectiveDateTime: undefined }],
  ['us-core-documentreference', 'us-core-6', { content: [{ attachment: { title: 'x' } }] }],
  ['us-core-implantable-device', 'uc-udi', { udiCarrier: [{ deviceIdentifier: '1' }, { deviceIdentifier: '2' }] }],
  ['us-core-medicationdispense', 'us-core-20', { whenHandedOver: undefined }],
  ['us-core-observation-lab', 'uc-category', { category: [text] }],
  ['us-core-observation-lab', 'us-core-2', { valueQuantity: undefined }],
  ['us-core-observation-lab', 'us-core-3', { valueQuantity: { value: 1, system: 'http://a', code: 'mg' } }],
  ['us-core-observation-lab', 'us-core-3', { valueQuantity: { value: 1, system: 'http://a' } }],
  ['us-core-observation-lab', 'us-core-1', { effectiveDateTime: '2020-01' }],
  ['us-core-observation-screening-assessment', 'uc-category', { category: [text] }],
  ['us-core-observation-sexual-orientation', 'us-core-2', { valueCodeableConcept: undefined }],
  ['us-core-smokingstatus', 'uc-status', { status: 'amended' }],
  [
    'us-core-careplan',
    'uc-status',
    { text: { status: 'empty', div: '<div xmlns="http://www.w3.org/1999/xhtml">a</div>' } },
  ],
  ['us-core-documentreference', 'uc-type-code', { type: text }],
  ['us-core-documentreference', 'uc-encounter', { context: { encounter: [subject, subject] } }],
  ['us-core-practitionerrole', 'us-core-13', { practitioner: undefined }],
  ['us-core-smokingstatus', 'uc-code', { code: loinc('1-8') }],
  ['us-core-vital-signs', 'vs-1', { effectiveDateTime: '2020' }],
  ['us-core-vital-signs', 'vs-2', { valueString: undefined }],
  ['us-core-vital-signs', 'vs-3', { component: [{ code: text }] }],
  ['us-core-body-height', 'uc-unit', { valueQuantity: quantity('kg') }],
  [
    'us-core-blood-pressure',
    'uc-component',
    { component: [{ code: loinc('8480-6'), valueQuantity: quantity('mm[Hg]') }] },
  ],
  ['us-core-patient', 'us-core-6', { name: [{ text: 'A' }] }],
  ['us-core-practitionerrole', 'pd-1', { telecom: undefined }],
  ['us-core-procedure', 'us-core-7', { performedDateTime: undefined }],
  ['us-core-provenance', 'provenance-1', { agent: [{ who: { reference: 'Practitioner/d' } }] }],
  ['us-core-relatedperson', 'us-core-14', { name: undefined }],
];

const check = (profile: UsCoreProfile, content: Json, version = '') =>
  validateFhir([
    {
      name: 'a.json',
      text: JSON.stringify({
        resourceType: profile.type,
        id: 'x',
        meta: { profile: [BASE + profile.name + version] },
        ...content,
      }),
    },
  ])[0]!;
const named = (name: string): UsCoreProfile => US_CORE_PROFILES.find((profile) => profile.name === name)!;

/** The content without what is at a path, in the first item of each list. */
function without(content: Json, steps: readonly string[]): Json {
  const [step = '', ...rest] = steps;
  const copy: Json = { ...content };
  for (const name of step.split('|')) {
    const value = copy[name];
    if (rest.length === 0) delete copy[name];
    else if (Array.isArray(value)) copy[name] = [without(value[0] as Json, rest), ...value.slice(1)];
    else if (value !== undefined) copy[name] = without(value as Json, rest);
  }
  return copy;
}

describe('US Core 6.1.0', () => {
  test.each(US_CORE_PROFILES.map((profile) => [profile.name, profile] as const))('%s', (name, profile) => {
    const example = EXAMPLES[name]!;
    expect(check(profile, example).findings).toEqual([]);
    for (const path of profile.mandatory) {
      const spoilt = check(profile, without(example, path.split('.')));
      // Where the last member of an element goes, R4 itself may be what is broken.
      expect(spoilt.errors, path).toBeGreaterThan(0);
    }
    expect(
      check(profile, {
        ...example,
        resourceType: name === 'us-core-specimen' ? 'Medication' : 'Specimen',
      }).findings.map((f) => f.rule),
    ).toContain('uc-type');
  });

  test.each(BREAKS)('%s: %s fires', (name, rule, change) => {
    const findings = check(named(name), { ...EXAMPLES[name], ...change }).findings;
    expect(findings.map((finding) => finding.rule)).toContain(rule);
    expect(findings.find((finding) => finding.rule === rule)).toMatchObject({ layer: 'us-core', severity: 'error' });
  });

  test('every kind of rule has been seen to fire', () => {
    const kinds = new Set(US_CORE_PROFILES.flatMap((profile) => profile.rules.map((rule) => rule.key)));
    expect([...kinds].filter((key) => !BREAKS.some(([, rule]) => rule === key))).toEqual([]);
  });

  test('what US Core 6.1.0 lets out is not asked for', () => {
    const without = (name: string, ...members: readonly string[]) => {
      const content = { ...EXAMPLES[name] };
      for (const member of members) delete content[member];
      return check(named(name), content).findings;
    };
    expect(without('us-core-careplan', 'text')).toEqual([]);
    expect(without('us-core-implantable-device', 'udiCarrier')).toEqual([]);
    for (const name of ['occupation', 'pregnancystatus', 'pregnancyintent', 'sexual-orientation'])
      expect(without(`us-core-observation-${name}`, 'category')).toEqual([]);
    const unknown = coded(`${THO}v3-NullFlavor`, 'UNK');
    expect(
      check(named('us-core-documentreference'), { ...EXAMPLES['us-core-documentreference'], type: unknown }).findings,
    ).toEqual([]);
  });

  test('a mandatory element that is said to be absent counts as there', () => {
    const absent = {
      extension: [{ url: 'http://hl7.org/fhir/StructureDefinition/data-absent-reason', valueCode: 'unknown' }],
    };
    expect(
      check(named('us-core-patient'), { ...EXAMPLES['us-core-patient'], gender: undefined, _gender: absent }).errors,
    ).toBe(0);
  });

  test('another version is not judged, and that is said', () => {
    const verdict = check(named('us-core-patient'), {}, '|3.1.1');
    expect(verdict.errors).toBe(0);
    expect(verdict.notCovered[0]).toMatchObject({ what: 'claims of another US Core version', count: 1 });
  });

  test.each([
    [
      'us-core-race',
      [
        { url: 'ombCategory', valueCoding: { code: '2106-3' } },
        { url: 'text', valueString: 'x' },
      ],
    ],
    [
      'us-core-ethnicity',
      [
        { url: 'ombCategory', valueCoding: { code: '2135-2' } },
        { url: 'text', valueString: 'x' },
      ],
    ],
  ])('%s', (name, parts) => {
    const rulesOf = (extension: object[]) =>
      check(named('us-core-patient'), {
        ...EXAMPLES['us-core-patient'],
        extension: [{ url: BASE + name, extension }],
      }).findings.map((f) => f.rule);
    expect(rulesOf(parts)).toEqual([]);
    const [omb, shown] = parts as [object, object];
    const wrong = { url: 'ombCategory', valueCoding: { code: '1' } };
    const found = [...rulesOf([omb]), ...rulesOf([wrong, shown]), ...rulesOf([omb, omb, shown, shown])];
    for (const { key } of US_CORE_EXTENSIONS[name]!) expect(found).toContain(key);
  });
});
