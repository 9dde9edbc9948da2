import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Decimal } from '../../base/decimal.js';
import type { Chart, ChartSettings } from '../../chart/chart.js';
import { elementsOf, isPrimitive } from '../../chart/elements.js';
import type { Resource } from '../../chart/fhir.js';
import { WALL_CLOCK_EXTENSION } from '../../chart/fhir-extensions.js';
import { sampleChart, sampleSettings } from '../../testing/sample-chart.js';
import { legalDateTime } from './date-time.js';
import { MANDATORY } from './mandatory.js';
import { toFhirResource } from './resource.js';
import { fhirTarget } from './target.js';

const settings: ChartSettings = sampleSettings;
const chartOf = (seed: number) => sampleChart(seed) as unknown as Chart;
const seeds = fc.integer({ min: 0, max: 1_000_000 });
type Json = Record<string, unknown>;

const SHAPES: Readonly<Record<string, RegExp>> = {
  date: /^\d{4}(-\d{2}(-\d{2})?)?$/,
  dateTime: /^\d{4}(-\d{2}(-\d{2}(T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2}))?)?)?$/,
  instant: /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})$/,
  id: /^[A-Za-z0-9.-]{1,64}$/,
  code: /^\S+( \S+)*$/,
  base64Binary: /^[A-Za-z0-9+/]*={0,2}$/,
};

/** Faults of structure against FHIR R4's element table: unknown elements, wrong types, wrong lists, closed codes, empty things, mandatory elements. */
function faults(value: Json, type: string, path: string): string[] {
  const elements = elementsOf(type);
  if (!elements) return [`${path}: no type ${type}`];
  const found: string[] = [];
  if (Object.keys(value).length === 0) found.push(`${path}: empty`);
  for (const [key, member] of Object.entries(value)) {
    if (key === 'resourceType') continue;
    const at = `${path}.${key}`;
    const info = elements.get(key.startsWith('_') ? key.slice(1) : key);
    if (!info) {
      found.push(`${at}: unknown`);
      continue;
    }
    if (Array.isArray(member) !== info.isList) found.push(`${at}: list or not`);
    if (Array.isArray(member) && member.length === 0) found.push(`${at}: empty list`);
    for (const item of Array.isArray(member) ? member : [member]) {
      if (item === null) continue;
      if (key.startsWith('_')) found.push(...faults(item as Json, 'Element', at));
      else if (info.type === 'Resource') found.push(...faults(item as Json, String((item as Json).resourceType), at));
      else if (!isPrimitive(info.type)) found.push(...faults(item as Json, info.type, at));
      else if (info.type === 'boolean') {
        if (typeof item !== 'boolean') found.push(`${at}: not boolean`);
      } else if (['decimal', 'integer', 'unsignedInt', 'positiveInt'].includes(info.type)) {
        if (typeof item !== 'number') found.push(`${at}: not a number`);
      } else if (typeof item !== 'string' || item === '') found.push(`${at}: not text`);
      else if (SHAPES[info.type] && !SHAPES[info.type]!.test(item)) found.push(`${at}: not a ${info.type}`);
      else if (info.codes && !info.codes.includes(item)) found.push(`${at}: code`);
    }
  }
  return found;
}

function references(value: unknown, into: string[] = []): string[] {
  if (Array.isArray(value)) for (const item of value) references(item, into);
  else if (typeof value === 'object' && value !== null) {
    for (const [key, member] of Object.entries(value)) {
      if (key === 'reference' && typeof member === 'string') into.push(member);
      else references(member, into);
    }
  }
  return into;
}

const linesOf = (chart: Chart): Json[] =>
  [...fhirTarget.write(chart, settings).outputs, ...fhirTarget.writeShared!(chart.shared, settings).outputs]
    .filter((output) => output.kind === 'line')
    .map((output) => JSON.parse(output.text) as Json);

describe('the FHIR target', () => {
  test('writes nothing that FHIR R4 does not allow, whatever is absent', () => {
    expect(elementsOf('Element')).not.toBeNull();
    fc.assert(
      fc.property(seeds, (seed) => {
        for (const resource of linesOf(chartOf(seed)))
          expect(faults(resource, String(resource.resourceType), String(resource.resourceType))).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });

  test('the structure check itself finds planted faults', () => {
    expect(faults({ resourceType: 'Condition', colour: 'red' }, 'Condition', 'C')).toEqual(['C.colour: unknown']);
    expect(faults({ recordedDate: '2020-01-01T10:00:00' }, 'Condition', 'C')).toEqual([
      'C.recordedDate: not a dateTime',
    ]);
    expect(faults({ category: {} }, 'Condition', 'C')).toContain('C.category: list or not');
    expect(faults({ status: 'done' }, 'Observation', 'O')).toEqual(['O.status: code']);
  });

  test('every reference is in the output, in NDJSON and in the bundle', () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const chart = chartOf(seed);
        const lines = linesOf(chart);
        const known = new Set(lines.map((r) => `${r.resourceType}/${r.id}`));
        expect(known.size).toBe(lines.length);
        expect(references(lines).filter((reference) => !known.has(reference))).toEqual([]);
        const file = fhirTarget.write(chart, settings).outputs.find((output) => output.kind === 'file')!;
        expect(file.path).toBe(`bundles/${chart.patient.id}.json`);
        const bundle = JSON.parse(file.text) as { type: string; entry: { fullUrl: string; request: Json }[] };
        const urls = new Set(bundle.entry.map((entry) => entry.fullUrl));
        expect(urls.size).toBe(bundle.entry.length);
        expect(references(bundle).filter((reference) => !urls.has(reference))).toEqual([]);
        expect(new Set(bundle.entry.map((entry) => entry.request.url))).toEqual(known);
      }),
      { numRuns: 20 },
    );
  });

  test('each resource has one Provenance that names its rows', () => {
    const chart = chartOf(7);
    const lines = linesOf(chart);
    const provenance = lines.filter((r) => r.resourceType === 'Provenance');
    const others = lines.filter((r) => r.resourceType !== 'Provenance');
    expect(provenance.map((p) => (p.target as Json[])[0]!.reference).sort()).toEqual(
      others.map((r) => `${r.resourceType}/${r.id}`).sort(),
    );
    expect(JSON.stringify(provenance)).toContain('sample/patient_data/1');
  });

  test('the same content gives the same bytes, whatever order its keys came in', () => {
    const turned = (value: unknown): unknown => {
      if (Array.isArray(value)) return value.map(turned);
      if (typeof value !== 'object' || value === null || value instanceof Decimal) return value;
      return Object.fromEntries(
        Object.entries(value)
          .reverse()
          .map(([k, v]) => [k, turned(v)]),
      );
    };
    fc.assert(
      fc.property(seeds, (seed) => {
        const chart = chartOf(seed);
        const other = {
          ...chart,
          patient: turned(chart.patient),
          fragments: chart.fragments.map((f) => ({ ...f, resource: turned(f.resource) })),
        } as Chart;
        expect(fhirTarget.write(other, settings)).toEqual(fhirTarget.write(chart, settings));
      }),
      { numRuns: 10 },
    );
  });

  test('keeps decimals digit for digit', () => {
    const [line] = fhirTarget.writeShared!(
      [
        {
          resource: { resourceType: 'Observation', id: 'o', valueQuantity: { value: Decimal.parse('5.70') } },
          origin: { lane: 'electronic', source: 's', table: 't', row: 1, key: '1', spec: 't', details: [] },
        },
      ],
      settings,
    ).outputs;
    expect(line!.text).toContain('"value":5.70');
  });

  test('a reference to nothing is told by its place, without its value', () => {
    const chart = chartOf(3);
    const without = { ...chart, shared: chart.shared.filter((f) => f.resource.resourceType !== 'Practitioner') };
    const issuesOf = (of: Chart) =>
      fhirTarget.write(of, settings).issues.filter((issue) => issue.code !== 'fhir-ended-status');
    expect(issuesOf(chart)).toEqual([]);
    const issues = issuesOf(without);
    expect(issues.length).toBeGreaterThan(0);
    expect(issues[0]).toMatchObject({ code: 'reference-unresolved', element: 'Encounter.participant.individual' });
    expect(JSON.stringify(issues)).not.toContain('Practitioner/');
  });

  test('the chart itself is left as it was', () => {
    const chart = chartOf(3);
    const before = JSON.stringify(chart);
    fhirTarget.write(chart, settings);
    expect(JSON.stringify(chart)).toBe(before);
  });
});

describe('date-times', () => {
  test.each([
    ['2020-02-20T14:00:00', 'dateTime', '2020-02-20', '2020-02-20T14:00:00'],
    ['2020-02-20T14:00:00Z', 'dateTime', '2020-02-20T14:00:00Z', undefined],
    ['2020-02-20T14:00-05:00', 'dateTime', '2020-02-20T14:00:00-05:00', '2020-02-20T14:00-05:00'],
    ['2020-02', 'dateTime', '2020-02', undefined],
    ['2020-02-20T14:00:00Z', 'date', '2020-02-20', '2020-02-20T14:00:00Z'],
    ['2020-02-20', 'instant', undefined, '2020-02-20'],
    ['2020-02-20T14:00:00', 'instant', undefined, '2020-02-20T14:00:00'],
    ['2020-02-20T14:00:00.5+01:00', 'instant', '2020-02-20T14:00:00.5+01:00', undefined],
  ] as const)('%s as %s', (text, type, value, wallClock) => {
    expect(legalDateTime(text, type)).toEqual({ value, wallClock });
  });

  test('nested and listed wall-clock times keep their text beside the date', () => {
    const written = toFhirResource({
      resourceType: 'MedicationRequest',
      id: 'm',
      dosageInstruction: [{ timing: { event: ['2020-01-01', '2020-01-02T08:00:00'] } }],
      dispenseRequest: { validityPeriod: { start: '2020-01-01T08:00:00' } },
      note: [{ text: '2020-01-01T08:00:00' }],
    }) as unknown as Json;
    const text = { extension: [{ url: WALL_CLOCK_EXTENSION, valueString: '2020-01-02T08:00:00' }] };
    expect(written.dosageInstruction).toEqual([
      { timing: { event: ['2020-01-01', '2020-01-02'], _event: [null, text] } },
    ]);
    expect(written.dispenseRequest).toMatchObject({ validityPeriod: { start: '2020-01-01' } });
    expect(written.note).toEqual([{ text: '2020-01-01T08:00:00' }]);
  });
});

describe('absent and claimed', () => {
  const written = (resource: Resource) => toFhirResource(resource) as unknown as Json;

  test('what is mandatory and absent says so and never has a value', () => {
    for (const [resourceType, elements] of Object.entries(MANDATORY)) {
      const resource = written({ resourceType, id: 'x' });
      for (const { path, kind } of elements) {
        if (path.includes('.')) continue;
        expect(JSON.stringify(resource[kind.startsWith('primitive') ? `_${path}` : path]), path).toContain(
          'data-absent-reason',
        );
      }
      expect(resource.meta).toBeUndefined();
    }
  });

  test('nested mandatory elements only where their parent is', () => {
    const subject = { reference: 'Patient/p' };
    const given = written({
      resourceType: 'AllergyIntolerance',
      id: 'a',
      patient: subject,
      reaction: [{ severity: 'mild' }],
    });
    expect(JSON.stringify(given.reaction)).toContain('data-absent-reason');
    expect(written({ resourceType: 'AllergyIntolerance', id: 'a', patient: subject }).reaction).toBeUndefined();
  });

  test('what US Core demands and R4 does not is said to be absent where the claim then holds, and never has a value', () => {
    const profile = (name: string) => [`http://hl7.org/fhir/us/core/StructureDefinition/${name}|6.1.0`];
    const note = {
      resourceType: 'DocumentReference',
      id: 'd',
      status: 'current',
      type: { coding: [{ system: 'http://loinc.org', code: '34133-9' }] },
      subject: { reference: 'Patient/p' },
      content: [{ attachment: { contentType: 'text/plain', data: 'YQ==' } }],
    };
    expect(written(note)).toMatchObject({
      meta: { profile: profile('us-core-documentreference') },
      category: [{ coding: [{ code: 'unknown' }] }],
    });
    // A required binding has no code for "not said": no claim, and nothing is added.
    const untyped = written({ ...note, type: { text: 'a note' } });
    expect([untyped.meta, untyped.category, untyped.type]).toEqual([undefined, undefined, { text: 'a note' }]);
    const clinic = written({ resourceType: 'Organization', id: 'o', name: 'A' });
    expect(clinic.meta).toEqual({ profile: profile('us-core-organization') });
    expect([clinic.active, JSON.stringify(clinic._active)]).toEqual([undefined, expect.stringContaining('unknown')]);
  });

  test('what R4 forbids beside another statement stands in an extension, and the status is not touched', () => {
    const problem = {
      resourceType: 'Condition',
      id: 'c',
      subject: { reference: 'Patient/p' },
      clinicalStatus: {
        coding: [{ system: 'http://terminology.hl7.org/CodeSystem/condition-clinical', code: 'active' }],
      },
      abatementDateTime: '2020-02-03T10:00',
    };
    const moved = written(problem);
    expect(moved.clinicalStatus).toEqual(problem.clinicalStatus);
    expect(Object.keys(moved).filter((key) => key.includes('abatement'))).toEqual([]);
    expect(moved.extension).toEqual([
      {
        url: 'urn:chartlift:fhir:stated-abatement',
        valueDateTime: '2020-02-03',
        _valueDateTime: {
          extension: [{ url: 'urn:chartlift:fhir:wall-clock-time', valueString: '2020-02-03T10:00' }],
        },
      },
    ]);
    const resolved = { coding: [{ ...problem.clinicalStatus.coding[0], code: 'resolved' }] };
    expect(written({ ...problem, clinicalStatus: resolved }).abatementDateTime).toBe('2020-02-03');
    const wrong = { coding: [{ system: 'x', code: 'entered-in-error' }] };
    const error = written({ ...problem, abatementDateTime: undefined, verificationStatus: wrong });
    expect([error.clinicalStatus, error.extension]).toEqual([
      undefined,
      [{ url: 'urn:chartlift:fhir:stated-clinical-status', valueCodeableConcept: problem.clinicalStatus }],
    ]);
    const visit = (period: object) => written({ resourceType: 'Encounter', id: 'e', period }).period;
    expect(visit({ start: '2020-03', end: '2020-02-28' })).toEqual({
      start: '2020-03',
      _end: { extension: [{ url: 'urn:chartlift:fhir:wall-clock-time', valueString: '2020-02-28' }] },
    });
    for (const legal of [
      { start: '2020-03', end: '2020' },
      { start: '2020-03-01T10:00:00+02:00', end: '2020-03-01T09:00:00Z' },
    ])
      expect(visit(legal)).toEqual(legal);
    const scan = written({
      resourceType: 'DocumentReference',
      id: 'd',
      content: [{ attachment: { url: 'in box 7' } }],
    });
    expect((scan.content as object[])[0]).toEqual({
      attachment: { _url: { extension: [{ url: 'urn:chartlift:fhir:stated-text', valueString: 'in box 7' }] } },
    });
  });

  test('a profile is claimed when its demands are met and not when one is missing', () => {
    const patient = {
      resourceType: 'Patient',
      id: 'p',
      identifier: [{ system: 'urn:oid:2.25.1', value: '1' }],
      name: [{ family: 'A' }],
      gender: 'female',
    };
    expect(written(patient).meta).toEqual({
      profile: ['http://hl7.org/fhir/us/core/StructureDefinition/us-core-patient|6.1.0'],
    });
    for (const name of ['identifier', 'name', 'gender'])
      expect(written({ ...patient, [name]: undefined }).meta, name).toBeUndefined();
  });
});
