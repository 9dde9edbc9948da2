import { describe, expect, it } from 'vitest';
import { readCcdaDocument } from '../sources/ccda/document-reader.js';
import { ccdaTarget } from '../targets/ccda/writer.js';
import { chartOf, testSettings } from '../testing/charts.js';
import { readBackCcda } from './ccda/compare.js';

const doctor = (id: string, family: string) => ({
  resourceType: 'Practitioner',
  id,
  name: [{ family, given: ['Ann'] }],
});
const [WRITER, STATER] = ['7d6c3a10-0000-4000-8000-000000000004', '7d6c3a10-0000-4000-8000-000000000005'];
const writer = { reference: `Practitioner/${WRITER}` };
const stater = { reference: `Practitioner/${STATER}` };
const active = (kind: string) => ({
  coding: [{ system: `http://terminology.hl7.org/CodeSystem/${kind}`, code: 'active' }],
});
const subject = { reference: 'Patient/7d6c3a10-0000-4000-8000-000000000006' };

const chart = chartOf(
  {
    id: '7d6c3a10-0000-4000-8000-000000000006',
    name: [{ family: 'Roe', given: ['Ada'] }],
    gender: 'female',
    birthDate: '1980-01-02',
  },
  [
    {
      resourceType: 'Condition',
      id: '7d6c3a10-0000-4000-8000-000000000001',
      clinicalStatus: active('condition-clinical'),
      category: [
        { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/condition-category', code: 'problem-list-item' }] },
      ],
      code: { text: 'Gout' },
      subject,
      recordedDate: '2024-01-02',
      recorder: writer,
      asserter: stater,
    },
    {
      resourceType: 'AllergyIntolerance',
      id: '7d6c3a10-0000-4000-8000-000000000002',
      clinicalStatus: active('allergyintolerance-clinical'),
      code: { text: 'Latex' },
      patient: subject,
      recorder: writer,
      asserter: stater,
    },
    {
      resourceType: 'MedicationRequest',
      id: '7d6c3a10-0000-4000-8000-000000000003',
      status: 'active',
      intent: 'order',
      medicationCodeableConcept: { text: 'Allopurinol 100 mg' },
      subject,
      authoredOn: '2024-01-02',
      requester: stater,
      recorder: writer,
    },
    doctor(WRITER, 'Writer'),
    doctor(STATER, 'Stater'),
  ],
);

describe('who recorded it and who said or ordered it', () => {
  const result = ccdaTarget.write(chart, testSettings);
  const [xml = ''] = result.outputs.flatMap((file) => (file.kind === 'file' ? [String(file.text)] : []));

  it('are both in the entry and in its row, and read back', () => {
    const compared = readBackCcda(chart, testSettings, xml, new Set(result.carried), result.issues);
    expect(compared.differences).toEqual([]);
    expect(Object.keys(compared.notHeld).sort()).toEqual([
      'Condition.category.coding.code',
      'MedicationRequest.intent',
    ]);
    for (const family of ['Writer', 'Stater']) expect(xml.split(`<family>${family}</family>`)).toHaveLength(4);
  });

  it('are read as such', () => {
    const { resources } = readCcdaDocument(xml);
    const names = new Map(
      resources
        .filter((one) => one.resourceType === 'Practitioner')
        .map((one) => [`Practitioner/${one.id}`, (one.name as { family: string }[])[0]?.family]),
    );
    for (const type of ['Condition', 'AllergyIntolerance']) {
      const found = resources.find((one) => one.resourceType === type);
      const who = [found?.recorder, found?.asserter].map((one) => names.get((one as { reference: string }).reference));
      expect(who).toEqual(['Writer', 'Stater']);
    }
  });
});
