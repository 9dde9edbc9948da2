import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Decimal } from '../base/decimal.js';
import { MigrationError } from '../base/error.js';
import type { Chart } from '../chart/chart.js';
import { patientElement } from '../chart/elements.js';
import { stringifyFhir } from '../chart/stringify.js';
import { FhirAccount } from '../sources/fhir/account.js';
import { chartsOf } from '../sources/fhir/charts.js';
import { readResources } from '../sources/fhir/resource-set.js';
import { ccdaTarget } from '../targets/ccda/writer.js';
import { fhirTarget } from '../targets/fhir/target.js';
import { randomChart } from '../testing/charts.js';
import { sampleChart, sampleSettings } from '../testing/sample-chart.js';
import { sharedPath, sharedReason } from '../testing/shared.js';
import { createValidator } from '../validation/validator.js';
import { convertFhirToCcda, type FhirInput } from './convert-fhir.js';

type Json = Record<string, unknown>;
const seeds = fc.integer({ min: 0, max: 1_000_000 });
const chartOf = (seed: number) =>
  seed % 2 === 0 ? (sampleChart(seed) as unknown as Chart) : owned(randomChart(seed, 30));

const asOf = { asOf: '2026-03-01' };

/** The charts of that maker leave it to the chart whose the resources are; in FHIR files each must say it. */
function owned(chart: Chart): Chart {
  const patient = { reference: `Patient/${chart.patient.id}` };
  const fragments = chart.fragments.map((fragment) => {
    const { resource } = fragment;
    const { resourceType } = resource;
    const name = resourceType === 'SupplyRequest' ? 'deliverTo' : patientElement(resourceType);
    if (name !== null) return { ...fragment, resource: { ...resource, [name]: patient } };
    if (resourceType !== 'Appointment') return fragment;
    const others = (resource.participant ?? []) as readonly object[];
    return { ...fragment, resource: { ...resource, participant: [...others, { actor: patient, status: 'accepted' }] } };
  });
  return { ...chart, fragments };
}

function bundleOf(chart: Chart): FhirInput {
  const file = fhirTarget.write(chart, sampleSettings).outputs.find((output) => output.kind === 'file');
  return { name: 'a.json', text: file?.text ?? '' };
}

function linesOf(chart: Chart): FhirInput[] {
  const files = new Map<string, string>();
  const results = [fhirTarget.write(chart, sampleSettings), fhirTarget.writeShared?.(chart.shared, sampleSettings)];
  for (const output of results.flatMap((result) => result?.outputs ?? []))
    if (output.kind === 'line') files.set(output.path, `${files.get(output.path) ?? ''}${output.text}\n`);
  return [...files].map(([name, text]) => ({ name, text }));
}

function read(...inputs: readonly FhirInput[]) {
  const account = new FhirAccount();
  const { resources } = readResources(inputs, account);
  return { charts: chartsOf(resources, account), account: account.all };
}

/** Text of a value with keys in one order and nothing empty: what must be the same on both sides. */
function canonical(value: unknown): string {
  const plain = (item: unknown): unknown => {
    if (item === null || item === undefined || item === '' || item instanceof Decimal)
      return item === '' ? undefined : item;
    if (Array.isArray(item)) {
      const items = item.map(plain).filter((one) => one !== undefined && one !== null);
      return items.length > 0 ? items : undefined;
    }
    if (typeof item !== 'object') return item;
    const hasData = typeof (item as Json).data === 'string';
    const members = Object.entries(item)
      .filter(([key]) => !(hasData && (key === 'size' || key === 'hash')))
      .map(([key, member]) => [key, plain(member)] as const)
      .filter(([, member]) => member !== undefined && member !== null)
      .sort(([a], [b]) => (a < b ? -1 : 1));
    return members.length > 0 ? Object.fromEntries(members) : undefined;
  };
  return stringifyFhir(plain(value));
}

const contents = (chart: Chart): string[] =>
  [chart.patient, ...[...chart.fragments, ...chart.shared].map(({ resource }) => resource)].map(canonical).sort();

describe('reading FHIR', () => {
  test('law: chart -> FHIR -> chart is the same chart, from a bundle and from lines', () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const chart = chartOf(seed);
        const used = new Set(contents(chart));
        for (const inputs of [[bundleOf(chart)], linesOf(chart)]) {
          const { charts, account } = read(...inputs);
          expect(charts.length).toBe(1);
          // What is shared and referred to by nothing belongs to no chart that is read.
          const unused = account.filter((one) => one.reason === 'nothing of a patient refers to it').length;
          const again = contents(charts[0] as Chart);
          expect(again.filter((text) => !used.has(text))).toEqual([]);
          expect(again.length).toBe(used.size - unused);
        }
      }),
      { numRuns: 25, seed: 20260301 },
    );
  });

  test('law: the document made from what was read is the document made from the chart', () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const chart = chartOf(seed);
        const [again] = read(bundleOf(chart)).charts;
        const texts = (one: Chart) => ccdaTarget.write(one, sampleSettings).outputs.map((output) => output.text);
        expect(texts(again as Chart)).toEqual(texts(chart));
      }),
      { numRuns: 40, seed: 20260301 },
    );
  });

  test('same input, same bytes; the order of files changes no patient', () => {
    const inputs = linesOf(chartOf(4));
    const first = convertFhirToCcda(inputs, asOf);
    expect(convertFhirToCcda(inputs, asOf)).toEqual(first);
    const turned = convertFhirToCcda(inputs.toReversed(), asOf);
    expect(turned.documents.map((d) => d.name)).toEqual(first.documents.map((d) => d.name));
    expect(turned.resources).toEqual(first.resources);
  });
});

const patient = { resourceType: 'Patient', id: 'p', name: [{ family: 'A', given: ['B'] }], gender: 'female' };
const condition = (more: Json = {}) => ({
  resourceType: 'Condition',
  id: 'c',
  subject: { reference: 'Patient/p' },
  clinicalStatus: { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/condition-clinical', code: 'active' }] },
  code: { coding: [{ system: 'http://snomed.info/sct', code: '73211009', display: 'Diabetes mellitus' }] },
  ...more,
});
const bundle = (type: string, ...entry: Json[]): FhirInput => ({
  name: 'b.json',
  text: JSON.stringify({ resourceType: 'Bundle', type, entry }),
});
const entry = (resource: Json, more: Json = {}): Json => ({ resource, ...more });
const told = (...inputs: readonly FhirInput[]) =>
  convertFhirToCcda(inputs, asOf).notCarried.map(({ where, reason }) => `${where}: ${reason}`);

describe('conversion of FHIR to C-CDA', () => {
  test.each(['collection', 'document', 'transaction', 'searchset', 'batch', 'history'])('a %s bundle', (type) => {
    const { documents, resources, notCarried } = convertFhirToCcda(
      [bundle(type, entry(patient), entry(condition()))],
      asOf,
    );
    expect(documents.length).toBe(1);
    expect(documents[0]?.xml).toContain('code="73211009"');
    expect(resources).toEqual({ Condition: 1, Patient: 1 });
    expect(notCarried).toEqual([]);
  });

  test('each patient of a searchset has a document, and shared resources stand in both', () => {
    const doctor = { resourceType: 'Practitioner', id: 'd', name: [{ family: 'Zed' }] };
    const recorder = { reference: 'Practitioner/d' };
    const other = { ...patient, id: 'q' };
    const { documents, notCarried } = convertFhirToCcda(
      [
        bundle(
          'searchset',
          ...[
            patient,
            other,
            doctor,
            condition({ recorder }),
            condition({ id: 'e', subject: { reference: 'Patient/q' }, recorder }),
          ].map((r) => entry(r)),
        ),
      ],
      asOf,
    );
    expect(documents.length).toBe(2);
    for (const { xml } of documents) expect(xml).toContain('Zed');
    expect(notCarried).toEqual([]);
  });

  test('finds what a reference names by urn, absolute URL, version, contained name, identifier', () => {
    const doctor = {
      resourceType: 'Practitioner',
      id: 'd',
      identifier: [{ system: 'http://a', value: '1|2' }],
      name: [{ family: 'Zed' }],
    };
    for (const reference of [
      'urn:uuid:00000000-0000-4000-8000-000000000001',
      'http://x/fhir/Practitioner/d',
      'Practitioner/d/_history/2',
      'Practitioner?identifier=http://a|1%5C%7C2',
    ]) {
      const fullUrl = 'urn:uuid:00000000-0000-4000-8000-000000000001';
      const input = bundle(
        'transaction',
        entry(patient),
        entry(doctor, { fullUrl }),
        entry(condition({ recorder: { reference } })),
      );
      const { documents, notCarried } = convertFhirToCcda([input], asOf);
      expect(documents[0]?.xml, reference).toContain('Zed');
      expect(notCarried, reference).toEqual([]);
    }
    const contained = condition({ contained: [{ ...doctor, id: 'x' }], recorder: { reference: '#x' } });
    expect(
      convertFhirToCcda([bundle('collection', entry(patient), entry(contained))], asOf).documents[0]?.xml,
    ).toContain('Zed');
  });

  test('takes the content of an attachment from its Binary', () => {
    const note = {
      resourceType: 'DocumentReference',
      id: 'n',
      status: 'current',
      type: { text: 'Progress note' },
      subject: { reference: 'Patient/p' },
      content: [{ attachment: { contentType: 'text/plain', url: 'Binary/b' } }],
    };
    const binary = {
      resourceType: 'Binary',
      id: 'b',
      contentType: 'text/plain',
      data: Buffer.from('Walked two furlongs').toString('base64'),
    };
    const { documents, notCarried } = convertFhirToCcda(
      [bundle('collection', ...[patient, note, binary].map((r) => entry(r)))],
      asOf,
    );
    expect(documents[0]?.xml).toContain('Walked two furlongs');
    expect(notCarried).toEqual([]);
    const spoilt = { ...note, content: [{ attachment: { contentType: 'text/plain', url: 'Binary/b', size: 7 } }] };
    expect(told(bundle('collection', ...[patient, spoilt, binary].map((r) => entry(r))))).toEqual([
      'b.json entry 2 DocumentReference.content.attachment: size or hash is not that of the content, which is carried as it is',
    ]);
  });

  test('tells every loss with its place and reason, and no value', () => {
    const losses = told(
      bundle(
        'collection',
        entry(patient),
        entry(
          condition({
            colour: 'SECRET',
            onsetDateTime: 'SECRET',
            severity: 'SECRET',
            note: { text: 'SECRET' },
            recorder: { reference: 'Practitioner/SECRET' },
            evidence: [{ code: [{ text: 'SECRET' }] }],
            extension: [{ url: 'http://SECRET', valueCode: 'x' }],
          }),
        ),
        entry(condition({ id: 'lost', subject: { display: 'SECRET' } })),
        entry({ resourceType: 'Claim', id: 'k', patient: { reference: 'Patient/p' } }),
        entry({ resourceType: 'StructureDefinition', id: 'SECRET' }),
        entry({ resourceType: 'Organization', id: 'o', name: 'SECRET' }),
        { request: { method: 'DELETE', url: 'Patient/SECRET' } },
      ),
    );
    expect(losses.sort()).toEqual([
      'b.json entry 2 Condition.colour: FHIR R4 has no such element',
      'b.json entry 2 Condition.evidence: C-CDA has no place for this element',
      'b.json entry 2 Condition.extension: C-CDA has no place for the extension',
      'b.json entry 2 Condition.note: the element is a list in FHIR R4',
      'b.json entry 2 Condition.onsetDateTime: the value is no dateTime of FHIR R4',
      'b.json entry 2 Condition.recorder.reference: what it refers to is not in the input',
      'b.json entry 2 Condition.severity: the value is no object, as its type is',
      'b.json entry 3 Condition: it names no patient of the input',
      'b.json entry 4 Claim: the document has no place for it',
      'b.json entry 5 resource: no resource type of FHIR R4 that charts hold',
      'b.json entry 6 Organization: nothing of a patient refers to it',
      'b.json entry 7 entry: an entry without a resource (a deletion or a search remark)',
    ]);
  });

  test('a record entered in error, a line that is no JSON and an id twice are told too', () => {
    const error = condition({
      id: 'x',
      verificationStatus: {
        coding: [{ system: 'http://terminology.hl7.org/CodeSystem/condition-ver-status', code: 'entered-in-error' }],
      },
    });
    const text = [patient, error, condition(), condition({ note: [{ text: 'x' }] })]
      .map((r) => JSON.stringify(r))
      .join('\n');
    const losses = convertFhirToCcda([{ name: 'c.ndjson', text: `${text}\n{\n` }], asOf).notCarried;
    expect(losses.map(({ line }) => line).sort()).toEqual([2, 4, 5]);
  });

  test('refuses what is no FHIR', () => {
    const code = (text: string): unknown => {
      try {
        convertFhirToCcda([{ name: 'a.json', text }], asOf);
      } catch (error) {
        return error instanceof MigrationError ? error.code : error;
      }
      return null;
    };
    expect(code('{')).toBe('FHIR_NOT_JSON');
    expect(code('{"a":1}')).toBe('NOT_FHIR');
    expect(code('[]')).toBe('NOT_FHIR');
  });

  test('never throws, whatever stands in a resource', () => {
    const original = bundleOf(sampleChart(9) as unknown as Chart).text;
    const junk = fc.constantFrom<unknown>(
      null,
      true,
      7,
      'x',
      '',
      [],
      {},
      [null],
      [{}],
      [[]],
      { a: 1 },
      '2020-13-45',
      { reference: 7 },
      { coding: 'x' },
    );
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(), junk), { minLength: 1, maxLength: 6 }), (changes) => {
        const root = JSON.parse(original) as { entry: { resource: Json }[] };
        for (const [at, value] of changes)
          spoil(root.entry[at % root.entry.length]?.resource ?? {}, at, structuredClone(value));
        convertFhirToCcda([{ name: 'a.json', text: JSON.stringify(root) }], asOf);
      }),
      { numRuns: 150, seed: 20260301 },
    );
  });

  const synthea = sharedPath('data', 'synthea', 'ma10', 'fhir.tar.xz');
  const artefacts = sharedPath('ccda');
  test.skipIf(!synthea || !artefacts)(
    `bundles of another author become documents without errors ${synthea ? '' : sharedReason('Synthea R4')}`,
    async () => {
      const dir = mkdtempSync(join(tmpdir(), 'chartlift-convert-'));
      const validator = await createValidator({ artefacts: artefacts ?? null });
      try {
        execFileSync('tar', ['xJf', synthea ?? '', '-C', dir]);
        const names = readdirSync(join(dir, 'fhir'));
        const input = (name: string): FhirInput => ({ name, text: readFileSync(join(dir, 'fhir', name), 'utf8') });
        const shared = names.filter((name) => name.includes('Information')).map(input);
        for (const name of names.filter((one) => !one.includes('Information')).slice(0, 4)) {
          const { documents, resources, notCarried } = convertFhirToCcda([input(name), ...shared], asOf);
          expect(documents.length).toBe(1);
          const verdict = validator.validate(documents[0]?.xml ?? '', { keep: 'errors' });
          expect(verdict.findings).toEqual([]);
          expect(verdict.fired).toBeGreaterThan(200);
          // Every clinical resource is in the document: what is left out whole are billing, supplies and imaging.
          const left = notCarried
            .map(({ where }) => where.split(' ').at(-1) ?? '')
            .filter((element) => !element.includes('.'));
          const clinical = [
            'Condition',
            'AllergyIntolerance',
            'MedicationRequest',
            'Immunization',
            'Observation',
            'DiagnosticReport',
            'Procedure',
            'Encounter',
            'CarePlan',
            'Device',
            'DocumentReference',
          ];
          expect(left.filter((type) => clinical.includes(type))).toEqual([]);
          expect(resources.Patient).toBe(1);
        }
      } finally {
        validator.dispose();
        rmSync(dir, { recursive: true, force: true });
      }
    },
    60_000,
  );
});

/** Puts a value somewhere into a resource; where, the number says. */
function spoil(resource: Json, at: number, value: unknown): void {
  let holder: Json = resource;
  for (let depth = at % 4; depth >= 0; depth--) {
    const keys = Object.keys(holder).filter((key) => key !== 'resourceType' || holder !== resource);
    const key = keys[at % Math.max(1, keys.length)];
    if (key === undefined) return;
    const next = holder[key];
    if (depth > 0 && typeof next === 'object' && next !== null) holder = next as Json;
    else {
      holder[key] = value;
      return;
    }
  }
}
