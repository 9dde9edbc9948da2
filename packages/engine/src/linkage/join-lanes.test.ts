import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Chart, ChartFragment } from '../chart/chart.js';
import type { Dosage, Resource } from '../chart/fhir.js';
import { type JoinVerdict, joinLanes, pairSubject } from './join-lanes.js';

const readDirections = (text: string): Dosage | null =>
  text === 'one tablet daily' || text === '1 tab po daily'
    ? ({ timing: { repeat: { frequency: 1, period: 1, periodUnit: 'd' } } } as Dosage)
    : null;

let ordinal = 0;
function fragment(lane: 'electronic' | 'manual', resource: Resource): ChartFragment {
  ordinal += 1;
  const source = lane === 'manual' ? 'manual' : 'clinic';
  const origin = { lane, source, table: 't', row: ordinal, key: String(ordinal), spec: 's', details: [] };
  return { resource: { id: `id-${ordinal}`, ...resource }, origin };
}

const db = (resource: Resource) => fragment('electronic', resource);
const page = (resource: Resource) => fragment('manual', resource);

function join(fragments: readonly ChartFragment[], verdict: JoinVerdict | null = null): Chart {
  const patientOrigin = { ...page({ resourceType: 'Patient' }).origin };
  const chart: Chart = {
    patientKey: 'p',
    patient: { resourceType: 'Patient', id: 'p' },
    patientOrigin,
    fragments,
    shared: [],
    issues: [],
  };
  return joinLanes(chart, { readDirections, verdict: () => verdict });
}

const drug = (text: string, more: object = {}): Resource => ({
  resourceType: 'MedicationRequest',
  medicationCodeableConcept: { text },
  ...more,
});
const outcome = (a: Resource, b: Resource): string => {
  const { fragments, issues } = join([db(a), page(b)]);
  if (issues.length > 0) return `contradicts ${issues[0]?.element?.split('.').slice(1).join('.')}`;
  return fragments.length === 1 ? 'same' : 'apart';
};
const allergy = (text: string, more: object = {}): Resource => ({
  resourceType: 'AllergyIntolerance',
  code: { text },
  ...more,
});
const refuted = { verificationStatus: { coding: [{ code: 'refuted' }] } };
const lab = (value: number, day: string, more: object = {}): Resource => ({
  resourceType: 'Observation',
  code: { coding: [{ system: 'http://loinc.org', code: '4548-4' }] },
  effectiveDateTime: day,
  valueQuantity: { value, code: '%' },
  ...more,
});

describe('the same fact from both lanes', () => {
  it.each<[string, Resource, Resource, string]>([
    ['spelling', drug('Lisinopril 20 MG Oral Tablet'), drug('lisinopril 20mg tab'), 'same'],
    ['an unknown brand', drug('Zorvax 20 mg'), drug('lisinopril 20 mg'), 'apart'],
    ['a known brand', drug('Zoloft 50 mg'), drug('sertraline 50 mg'), 'same'],
    ['another strength', drug('lisinopril 20 mg'), drug('lisinopril 40 mg'), 'contradicts medicationCodeableConcept'],
    ['no strength', drug('lisinopril 20 mg'), drug('lisinopril'), 'same'],
    [
      'a strength that only the page has',
      drug('lisinopril'),
      drug('lisinopril 5 mg'),
      'contradicts medicationCodeableConcept',
    ],
    ['micrograms', drug('levothyroxine 0.05 mg'), drug('levothyroxine 50 mcg'), 'same'],
    [
      'a thousand times',
      drug('levothyroxine 50 mg'),
      drug('levothyroxine 50 mcg'),
      'contradicts medicationCodeableConcept',
    ],
    ['a combination', drug('lisinopril-hydrochlorothiazide 20-25 mg'), drug('lisinopril 20 mg'), 'apart'],
    [
      'directions in other words',
      drug('lisinopril 20 mg', { dosageInstruction: [{ text: 'one tablet daily' }] }),
      drug('lisinopril 20 mg', { dosageInstruction: [{ text: '1 tab po daily' }] }),
      'same',
    ],
    [
      'directions nobody understands',
      drug('lisinopril 20 mg', { dosageInstruction: [{ text: 'one tablet daily' }] }),
      drug('lisinopril 20 mg', { dosageInstruction: [{ text: 'as told' }] }),
      'contradicts dosageInstruction',
    ],
    [
      'ended',
      drug('lisinopril 20 mg', { status: 'stopped' }),
      drug('lisinopril', { status: 'active' }),
      'contradicts status',
    ],
    ['a year', drug('x-drug 1 mg', { authoredOn: '2024-05-01' }), drug('x-drug 1 mg', { authoredOn: '2024' }), 'same'],
    ['allergy', allergy('Penicillin'), allergy('PENICILLIN.'), 'same'],
    ['allergy denied', allergy('Penicillin'), allergy('penicillin', refuted), 'contradicts verificationStatus'],
    ['none known', allergy('Penicillin'), allergy('No known drug allergies'), 'contradicts code'],
    ['none known and a refuted one', allergy('Penicillin', refuted), allergy('NKDA'), 'apart'],
    ['lab', lab(7.4, '2024-05-01T08:30:00'), lab(7.4, '2024-05-01'), 'same'],
    ['lab of another day', lab(7.4, '2024-05-01'), lab(7.4, '2024-05-02'), 'apart'],
    ['lab of another value', lab(7.4, '2024-05-01'), lab(1.4, '2024-05-01'), 'contradicts value'],
    [
      'lab in another unit',
      lab(7.4, '2024-05-01'),
      lab(57, '2024-05-01', { valueQuantity: { value: 57, code: 'mmol/mol' } }),
      'apart',
    ],
  ])('%s', (_, a, b, expected) => expect(outcome(a, b)).toBe(expected));

  it('is one entry that has what only the page says, and both rows', () => {
    const known = db(allergy('Penicillin', { onsetDateTime: '2001' }));
    const keyed = page(
      allergy('penicillin', { reaction: [{ manifestation: [{ text: 'hives' }] }], onsetString: 'child' }),
    );
    const { fragments } = join([known, keyed]);
    expect(fragments).toEqual([
      {
        ...known,
        resource: { ...known.resource, reaction: [{ manifestation: [{ text: 'hives' }] }] },
        merged: [{ origin: keyed.origin, rule: 'same-fact' }],
      },
    ]);
  });

  it('that two pages say is one entry', () => {
    const { fragments, issues } = join([
      page(drug('metformin 500 mg')),
      page(drug('metformin 500 mg')),
      page(drug('metformin 850 mg')),
    ]);
    expect(fragments.map(({ merged }) => merged?.length ?? 0)).toEqual([1, 0]);
    expect(issues).toEqual([]);
  });

  it('is what somebody decided', () => {
    const known = db(drug('lisinopril 20 mg'));
    const keyed = page(drug('lisinopril 40 mg'));
    const visit = db({ resourceType: 'Encounter', x: { reference: `MedicationRequest/${known.resource.id}` } });
    const after = (verdict: JoinVerdict) => join([known, visit, keyed], verdict);
    expect(pairSubject(keyed.resource, known.resource)).toMatch(
      /^MedicationRequest\/id-\d+ MedicationRequest\/id-\d+$/,
    );
    expect(after('electronic').fragments.map(({ origin }) => origin.row)).toEqual([known.origin.row, visit.origin.row]);
    const manual = after('manual');
    expect(manual.fragments.map(({ origin }) => origin.row)).toEqual([visit.origin.row, keyed.origin.row]);
    expect(manual.fragments[0]?.resource.x).toEqual({ reference: `MedicationRequest/${keyed.resource.id}` });
    expect(manual.fragments[1]?.merged?.[0]?.origin).toBe(known.origin);
    expect(after('apart').fragments).toHaveLength(3);
    expect([...after('apart').issues, ...manual.issues]).toEqual([]);
  });

  it('is told of no test that was done several times that day', () => {
    const { issues } = join([db(lab(7.4, '2024-05-01')), db(lab(7.6, '2024-05-01')), page(lab(7.9, '2024-05-01'))]);
    expect(issues).toEqual([]);
  });

  it('law: every row stays, as an entry or in one', () => {
    const name = fc.constantFrom(
      'lisinopril 20 mg',
      'lisinopril 40 mg',
      'lisinopril',
      'Zoloft',
      'sertraline 50 mg',
      '',
    );
    const status = fc.constantFrom({}, { status: 'active' }, { status: 'stopped' });
    const entry = fc.tuple(fc.boolean(), name, status);
    const verdict = fc.constantFrom<JoinVerdict | null>(null, 'electronic', 'manual', 'apart');
    fc.assert(
      fc.property(fc.array(entry, { maxLength: 8 }), verdict, (entries, decided) => {
        const fragments = entries.map(([isKeyed, text, more]) => (isKeyed ? page : db)(drug(text, more)));
        const after = join(fragments, decided).fragments;
        const rows = after.flatMap(({ origin, merged }) => [
          origin.row,
          ...(merged ?? []).map((one) => one.origin.row),
        ]);
        expect([...rows].sort((a, b) => a - b)).toEqual(fragments.map(({ origin }) => origin.row));
      }),
      { numRuns: 200 },
    );
  });
});
