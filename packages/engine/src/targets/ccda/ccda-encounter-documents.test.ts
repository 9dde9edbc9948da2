import { describe, expect, it } from 'vitest';
import { stableId } from '../../base/stable-id.js';
import { readBackDocuments } from '../../run/ccda-read-back.js';
import { readCcdaDocument } from '../../sources/ccda/document-reader.js';
import { chartOf, coding, concept, testSettings } from '../../testing/charts.js';
import { section, XmlQuery } from '../../testing/xml-query.js';
import { ccdaTarget } from './writer.js';

const uuid = (name: string): string => stableId('6ba7b811-9dad-11d1-80b4-00c04fd430c8', name);
const settings = { ...testSettings, encounterDocuments: true };
const LOINC = 'http://loinc.org';
const patient = {
  id: uuid('p'),
  name: [{ family: 'Doe', given: ['Jane'] }],
  birthDate: '1970-01-02',
  gender: 'female',
};
const encounter = (id: string, more: Record<string, unknown> = {}): Record<string, unknown> => ({
  resourceType: 'Encounter',
  id: uuid(id),
  status: 'finished',
  period: { start: '2024-03-04T09:00:00-05:00' },
  reasonCode: [concept('Cough for a week')],
  ...more,
});
const note = (id: string, of: string, code = '11506-3', text = 'Lungs are clear.'): Record<string, unknown> => ({
  resourceType: 'DocumentReference',
  id: uuid(id),
  status: 'current',
  type: concept('Note', coding(LOINC, code, 'Note')),
  date: '2024-03-04',
  context: { encounter: [{ reference: `Encounter/${uuid(of)}` }] },
  content: [{ attachment: { contentType: 'text/plain', data: Buffer.from(text).toString('base64') } }],
});
const problem = (id: string, of: string): Record<string, unknown> => ({
  resourceType: 'Condition',
  id: uuid(id),
  code: concept(`problem ${id}`),
  encounter: { reference: `Encounter/${uuid(of)}` },
});

const chart = chartOf(patient, [
  encounter('e1'),
  encounter('e2'),
  encounter('e3', { status: 'planned' }),
  note('n1', 'e1'),
  note('n2', 'e2', '11488-4', 'Seen with a resident.'),
  problem('bronchitis', 'e1'),
  problem('gout', 'e2'),
]);
const written = ccdaTarget.write(chart, settings);
const [progress, consult] = written.outputs.slice(1).map(({ text }) => new XmlQuery(text));

describe('documents about encounters', () => {
  it('are written only where the settings ask for them', () => {
    expect(ccdaTarget.write(chart, testSettings).outputs).toHaveLength(1);
    expect(written.outputs.map((o) => o.kind === 'file' && o.supplement === true)).toEqual([false, true, true]);
    expect(written.outputs[0]).toEqual(ccdaTarget.write(chart, testSettings).outputs[0]);
  });

  it('are of the kind that the notes are, each a set of its own', () => {
    const kinds = [progress, consult].map((d) => d!.all('/c:ClinicalDocument/c:code/@code')[0]);
    expect(kinds).toEqual(['11506-3', '11488-4']);
    expect(new Set([progress, consult].map((d) => d!.all('/c:ClinicalDocument/c:setId/@root')[0])).size).toBe(2);
  });

  it('hold what belongs to the encounter and nothing of another', () => {
    expect(progress!.xml).toContain('Lungs are clear.');
    expect(progress!.xml).toContain('problem bronchitis');
    expect(progress!.xml).not.toContain('problem gout');
    expect(progress!.all(`${section('12')}/c:text`)).toEqual(['Cough for a week']);
  });

  it('name the encounter as its entry does', () => {
    expect(progress!.all('//c:encompassingEncounter/c:id/@root')).toEqual([uuid('e1')]);
    expect(progress!.all('//c:entry/c:encounter/c:id/@root')).toEqual([uuid('e1')]);
  });

  it('read back, and a change is found', () => {
    const differences = (change: (text: string) => string): string[] =>
      readBackDocuments(chart, settings, {
        ...written,
        outputs: written.outputs.map((o, i) => (i === 1 ? { ...o, text: change(o.text) } : o)),
      }).differences.map(({ kind, element }) => `${kind} ${element}`);
    expect(differences((text) => text)).toEqual([]);
    for (const [from, to] of [
      ['Lungs are clear', 'Lungs are bad'],
      ['problem bronchitis', 'problem asthma'],
      ['Cough for', 'Fever for'],
      ['<low value="20240304', '<low value="20240305'],
      ['<family>Doe', '<family>Roe'],
    ] as const)
      expect(
        differences((text) => text.replace(from, to)),
        from,
      ).not.toEqual([]);
    expect(differences((text) => text.replaceAll(uuid('e1'), uuid('e9')))).toContain('extra document');
  });
});

const SNOMED = 'http://snomed.info/sct';
const stay = encounter('stay', {
  class: coding('http://terminology.hl7.org/CodeSystem/v3-ActCode', 'IMP'),
  period: { start: '2024-03-04', end: '2024-03-09' },
  hospitalization: { dischargeDisposition: concept('Home', coding(SNOMED, '306689006', 'Discharge to home')) },
  diagnosis: [
    {
      condition: { reference: `Condition/${uuid('pneumonia')}` },
      use: { coding: [coding('http://terminology.hl7.org/CodeSystem/diagnosis-role', 'DD')] },
    },
    { condition: { reference: `Condition/${uuid('gout')}` } },
  ],
});
const order = (id: string, category: string): Record<string, unknown> => ({
  resourceType: 'MedicationRequest',
  id: uuid(id),
  status: 'active',
  intent: 'order',
  encounter: { reference: `Encounter/${uuid('stay')}` },
  category: [{ coding: [coding('http://terminology.hl7.org/CodeSystem/medicationrequest-category', category)] }],
  medicationCodeableConcept: concept(id),
});
const referral = {
  resourceType: 'ServiceRequest',
  id: uuid('referral'),
  status: 'active',
  intent: 'order',
  encounter: { reference: `Encounter/${uuid('e4')}` },
  code: concept('Referral to cardiology', coding(SNOMED, '183519002', 'Referral to cardiology service')),
  reasonCode: [concept('Chest pain on stairs')],
  performer: [{ display: 'Hannah Heart' }],
};
const instruction = {
  resourceType: 'CommunicationRequest',
  id: uuid('instruction'),
  status: 'completed',
  encounter: { reference: `Encounter/${uuid('stay')}` },
  payload: [{ contentString: 'Rest for a week' }],
};
const contact = { name: { family: 'Doe', given: ['John'] }, telecom: [{ system: 'phone', value: '555-0101' }] };

describe('discharge summaries, referral notes and contacts', () => {
  const all = chartOf({ ...patient, contact: [contact] }, [
    stay,
    encounter('e4'),
    encounter('e5'),
    problem('pneumonia', 'stay'),
    problem('gout', 'stay'),
    order('amoxicillin', 'discharge'),
    order('heparin', 'inpatient'),
    note('course', 'stay', '8648-8', 'Fever for three days.'),
    note('n5', 'e5', '11488-4', 'Seen.'),
    referral,
    instruction,
  ]);
  const result = ccdaTarget.write(all, settings);
  const texts = result.outputs.slice(1).map(({ text }) => text);
  const [discharge, referred, consult] = texts.map((text) => new XmlQuery(text));
  const coded = (code: string): string => `//c:section[c:code/@code='${code}']`;

  it('are chosen by what the chart says of the encounter', () => {
    const kinds = [discharge, referred, consult].map((d) => d!.all('/c:ClinicalDocument/c:code/@code')[0]);
    expect(kinds).toEqual(['18842-5', '57133-1', '11488-4']);
    const odd = (more: Record<string, unknown>): number =>
      ccdaTarget.write(chartOf(patient, [{ ...stay, ...more }]), settings).outputs.length;
    expect(odd({})).toBe(2);
    expect(odd({ hospitalization: undefined })).toBe(1);
    expect(odd({ class: coding('http://terminology.hl7.org/CodeSystem/v3-ActCode', 'AMB') })).toBe(1);
  });

  it('are none of an order that is void or must not be done, or of a visit that was not', () => {
    const referred = (visit: Record<string, unknown>, order: Record<string, unknown>): number =>
      ccdaTarget.write(chartOf(patient, [encounter('e4', visit), { ...referral, ...order }]), settings).outputs.length;
    expect(referred({}, {})).toBe(2);
    expect(referred({}, { doNotPerform: true })).toBe(1);
    for (const status of ['revoked', 'entered-in-error']) expect(referred({}, { status })).toBe(1);
    for (const status of ['planned', 'cancelled', 'entered-in-error']) expect(referred({ status }, {})).toBe(1);
  });

  it('tell diagnoses, medicines and course of a stay in sections of their own, and each once', () => {
    const said = (code: string): readonly string[] => discharge!.all(`${coded(code)}/c:entry//c:originalText`);
    expect(discharge!.all(`${coded('11535-2')}/c:entry/c:act/c:code/@code`)).toEqual(['11535-2']);
    expect(discharge!.xml.match(/<td[^>]*>problem pneumonia</g)).toHaveLength(1);
    expect(said('10183-2').join()).toContain('amoxicillin');
    expect(said('10160-0').join()).toContain('heparin');
    expect(discharge!.all(`${coded('8648-8')}/c:templateId/@root`)).toContain('1.3.6.1.4.1.19376.1.5.3.1.3.5');
    expect(discharge!.all(`${coded('69730-0')}//c:act/c:statusCode/@code`)).toEqual(['completed']);
    expect(discharge!.all('//c:encompassingEncounter/c:dischargeDispositionCode/@code')).toEqual(['306689006']);
    expect(discharge!.all(`${coded('48765-2')}/c:text`)).toEqual(['No information in the record of this encounter']);
  });

  it('tell to whom and why a patient is referred, and who helps in words where no participant may', () => {
    expect(referred!.all(`${coded('42349-1')}/c:text`)[0]).toContain('Chest pain on stairs');
    expect(referred!.all('//c:intendedRecipient/c:informationRecipient/c:name/c:family')).toEqual(['Hannah Heart']);
    expect(referred!.all('/c:ClinicalDocument/c:participant/@typeCode')).toEqual(['IND']);
    expect(consult!.all('/c:ClinicalDocument/c:participant/@typeCode')).toEqual([]);
    expect(consult!.xml).toContain('555-0101');
  });

  it('read back, and a change is found', () => {
    const differences = (at: number, change: (text: string) => string): string[] =>
      readBackDocuments(all, settings, {
        ...result,
        outputs: result.outputs.map((o, i) => (i === at ? { ...o, text: change(o.text) } : o)),
      }).differences.map(({ kind, element }) => `${kind} ${element}`);
    expect(differences(0, (text) => text)).toEqual([]);
    for (const [at, from, to] of [
      [1, 'problem pneumonia', 'problem asthma'],
      [1, 'amoxicillin', 'ampicillin'],
      [1, '306689006', '306706006'],
      [1, 'Rest for', 'Run for'],
      [2, 'Chest pain on', 'Back pain on'],
      [2, 'Hannah Heart', 'Hannah Hart'],
      [3, '555-0101', '555-0102'],
    ] as const)
      expect(
        differences(at, (text) => text.replaceAll(from, to)),
        from,
      ).not.toEqual([]);
  });

  it('are read by the reader of foreign documents as what they say', () => {
    const { resources, notCarried } = readCcdaDocument(texts[0]!);
    const of = (type: string): Record<string, unknown>[] => resources.filter((one) => one.resourceType === type);
    const named = of('Encounter').flatMap((one) => (one.diagnosis ?? []) as { use?: { coding: { code: string }[] } }[]);
    expect(named.filter((one) => one.use?.coding[0]?.code === 'DD')).toHaveLength(1);
    const discharged = of('MedicationRequest').filter((one) =>
      JSON.stringify(one.category ?? '').includes('discharge'),
    );
    expect(JSON.stringify(discharged)).toContain('amoxicillin');
    expect(discharged).toHaveLength(1);
    expect(of('CommunicationRequest')).toHaveLength(1);
    expect(JSON.stringify(of('Encounter'))).toContain('306689006');
    expect(notCarried).toEqual([]);
  });
});
