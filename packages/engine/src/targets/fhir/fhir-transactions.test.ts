import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Decimal } from '../../base/decimal.js';
import type { BundleRequests, Chart, ChartSettings } from '../../chart/chart.js';
import type { Resource } from '../../chart/fhir.js';
import { randomChart, testSettings } from '../../testing/charts.js';
import { FhirServer } from '../../testing/fhir-server.js';
import { sampleChart, sampleSettings } from '../../testing/sample-chart.js';
import { fhirTarget } from './target.js';

type Json = Record<string, unknown>;
const MODES = ['put', 'conditional-create'] as const;

const bundleOf = (chart: Chart, fhirBundles: BundleRequests, settings: ChartSettings = sampleSettings): string =>
  fhirTarget.write(chart, { ...settings, fhirBundles }).outputs.find(({ kind }) => kind === 'file')?.text ?? '';
const sample = (seed: number) => sampleChart(seed) as unknown as Chart;
const added = (chart: Chart, ...resources: readonly Resource[]): Chart => ({
  ...chart,
  fragments: [...chart.fragments, ...resources.map((resource) => ({ resource, origin: chart.patientOrigin }))],
});
const states = (server: FhirServer) =>
  [...server.resources].map(([place, resource]) => `${place} ${JSON.stringify(resource)}`);
const id = (n: number) => `00000000-0000-4000-8000-0000000000${String(n).padStart(2, '0')}`;

/** A scan larger than an attachment holds, and what it is billed with. */
function withScanAndBill(chart: Chart, amounts: readonly string[]): Chart {
  const subject = { reference: `Patient/${chart.patient.id}` };
  const identifier = (value: string) => [{ system: 'urn:oid:2.25.7', value: `${chart.patient.id} a|b, ${value}` }];
  const account = id(1).replace('0000', chart.patient.id.slice(0, 4));
  return added(
    chart,
    {
      resourceType: 'DocumentReference',
      id: id(2).replace('0000', chart.patient.id.slice(0, 4)),
      identifier: identifier('scan'),
      status: 'current',
      subject,
      content: [
        {
          attachment: {
            contentType: 'application/pdf',
            data: Buffer.alloc(70_000, chart.patient.id).toString('base64'),
          },
        },
      ],
    },
    { resourceType: 'Account', id: account, identifier: identifier('account'), status: 'active', subject: [subject] },
    ...amounts.map((amount, i) => ({
      resourceType: 'ChargeItem' as const,
      id: id(10 + i).replace('0000', chart.patient.id.slice(0, 4)),
      identifier: identifier(`charge ${i}`),
      status: 'billed',
      code: { coding: [{ system: 'http://www.ama-assn.org/go/cpt', code: '99213' }] },
      subject,
      account: [{ reference: `Account/${account}` }],
      priceOverride: { value: Decimal.parse(amount), currency: 'USD' },
    })),
  );
}

describe.each(MODES)('transactions that ask by %s', (mode) => {
  test('law: the second time changes nothing on the server, whatever the chart', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 100_000 }), fc.boolean(), (seed, isRandom) => {
        const chart = isRandom ? randomChart(seed, 20) : sample(seed);
        const text = bundleOf(chart, mode, isRandom ? testSettings : sampleSettings);
        const server = new FhirServer();
        const first = server.transaction(text);
        const before = states(server);
        expect([first.updated, first.unchanged]).toEqual([0, 0]);
        expect(first.created).toBe(server.resources.size);
        expect(server.transaction(text)).toEqual({ created: 0, updated: 0, unchanged: first.created });
        expect(states(server)).toEqual(before);
      }),
      { numRuns: 20, seed: 20260301 },
    );
  });

  test('what two charts share is on the server once', () => {
    const server = new FhirServer();
    const [one, two] = [sample(1), sample(2)];
    // The practitioner and the organization of the first chart serve the second one too.
    const shared = { ...two, shared: one.shared };
    const ids = (chart: Chart) => chart.shared.map(({ resource }) => `"${resource.resourceType}/${resource.id}"`);
    let fragments = JSON.stringify(two.fragments);
    for (const [i, place] of ids(two).entries()) fragments = fragments.replaceAll(place, ids(one)[i] ?? '');
    server.transaction(bundleOf(one, mode));
    const before = [...server.resources.keys()].filter((place) => /^(Practitioner|Organization)\//.test(place));
    server.transaction(bundleOf({ ...shared, fragments: revived(fragments, two) }, mode));
    const after = [...server.resources.keys()].filter((place) => /^(Practitioner|Organization)\//.test(place));
    expect(after).toEqual(before);
    expect([...server.resources.keys()].filter((place) => place.startsWith('Patient/')).length).toBe(2);
  });

  test('a corrected run overwrites what is PUT and leaves what exists alone; what it no longer holds stays', () => {
    const chart = withScanAndBill(sample(3), ['12.50']);
    const server = new FhirServer();
    server.transaction(bundleOf(chart, mode));
    const places = [...server.resources.keys()];
    const [gone, ...kept] = chart.fragments;
    const corrected = { ...chart, patient: { ...chart.patient, birthDate: '1901-02-03' }, fragments: kept };
    const outcome = server.transaction(bundleOf(corrected, mode));
    expect(gone).toBeDefined();
    expect([...server.resources.keys()]).toEqual(places);
    const patient = [...server.resources.values()].find(({ resourceType }) => resourceType === 'Patient');
    expect(patient?.birthDate === '1901-02-03').toBe(mode === 'put');
    expect([outcome.created, outcome.updated]).toEqual([0, mode === 'put' ? 1 : 0]);
  });

  test('every resource has one Provenance, which names it and what was split off it', () => {
    const server = new FhirServer();
    server.transaction(bundleOf(withScanAndBill(sample(4), ['1']), mode));
    const named = new Map<string, number>();
    for (const resource of server.resources.values())
      if (resource.resourceType === 'Provenance')
        for (const { reference } of resource.target as { reference: string }[])
          named.set(reference, (named.get(reference) ?? 0) + 1);
    const others = [...server.resources.keys()].filter((place) => !place.startsWith('Provenance/'));
    expect([...named.keys()].sort()).toEqual(others.sort());
    expect(new Set(named.values())).toEqual(new Set([1]));
  });

  test('a scan is the Binary that its document names, byte for byte, and only its document gives access', () => {
    const server = new FhirServer();
    const chart = withScanAndBill(sample(5), []);
    server.transaction(bundleOf(chart, mode));
    const scans = [...server.resources].filter(([, { resourceType }]) => resourceType === 'Binary');
    expect(scans.length).toBe(1);
    const [place, binary] = scans[0] ?? ['', {}];
    const [document] = [...server.resources].filter(([, resource]) =>
      JSON.stringify(resource).includes(`"url":"${place}"`),
    );
    expect(document?.[0]).toBe((binary.securityContext as { reference: string }).reference);
    const [content] = (document?.[1].content ?? []) as { attachment: Json }[];
    const attachment = content?.attachment ?? {};
    const bytes = Buffer.from(String(binary.data), 'base64');
    expect(bytes.equals(Buffer.alloc(70_000, chart.patient.id))).toBe(true);
    expect(String(attachment.size)).toBe('70000');
    expect(attachment.hash).toBe(createHash('sha1').update(bytes).digest('base64'));
    expect([attachment.contentType, attachment.data]).toEqual(['application/pdf', undefined]);
  });

  test('law: amounts by patient add up to the cent, in bundle and lines', () => {
    const cents = fc.array(fc.integer({ min: -1_000_000_000, max: 10_000_000_000 }), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(fc.array(cents, { minLength: 1, maxLength: 3 }), (bills) => {
        const server = new FhirServer();
        const lines = new Map<string, bigint>();
        const expected = new Map<string, bigint>();
        for (const [i, amounts] of bills.entries()) {
          const chart = withScanAndBill(sample(10 + i), amounts.map(money));
          server.transaction(bundleOf(chart, mode));
          expected.set(
            String(chart.patient.identifier?.[0]?.value),
            amounts.reduce((sum, n) => sum + BigInt(n), 0n),
          );
          for (const { kind, text } of fhirTarget.write(chart, sampleSettings).outputs) {
            const priced = kind === 'line' ? /"priceOverride":\{"currency":"USD","value":([^}]*)\}/.exec(text) : null;
            if (priced) add(lines, String(chart.patient.identifier?.[0]?.value), priced[1] ?? '');
          }
        }
        const billed = new Map<string, bigint>();
        for (const resource of server.resources.values()) {
          if (resource.resourceType !== 'ChargeItem') continue;
          const owner = server.resources.get((resource.subject as { reference: string }).reference);
          const { value, currency } = resource.priceOverride as { value: Decimal; currency: string };
          expect(currency).toBe('USD');
          expect(server.resources.has((resource.account as { reference: string }[])[0]?.reference ?? '')).toBe(true);
          add(billed, ((owner?.identifier ?? []) as { value: string }[])[0]?.value ?? '', value.text);
        }
        expect(billed).toEqual(expected);
        expect(lines).toEqual(expected);
      }),
      { numRuns: 5, seed: 20260301 },
    );
  });
});

const money = (cents: number): string => {
  const digits = String(Math.abs(cents)).padStart(3, '0');
  return `${cents < 0 ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
};
const add = (sums: Map<string, bigint>, owner: string, amount: string): void => {
  expect(amount).toMatch(/^-?\d+\.\d\d$/);
  sums.set(owner, (sums.get(owner) ?? 0n) + BigInt(amount.replace('.', '')));
};

/** Fragments of changed JSON, each with its own origin again. */
function revived(text: string, chart: Chart): Chart['fragments'] {
  const changed = JSON.parse(text) as Chart['fragments'];
  return changed.map(({ resource }, i) => ({ resource, origin: chart.fragments[i]?.origin ?? chart.patientOrigin }));
}

test('the server that proves this refuses what a strict one refuses', () => {
  const entry = (resource: Json, request: Json, fullUrl?: string) => ({ resource, request, fullUrl });
  const send = (...entries: readonly object[]) =>
    new FhirServer().transaction(JSON.stringify({ type: 'transaction', entry: entries }));
  const put = { method: 'PUT', url: 'Patient/p' };
  const patient = { resourceType: 'Patient', id: 'p' };
  expect(send(entry(patient, put))).toEqual({ created: 1, updated: 0, unchanged: 0 });
  expect(() => send(entry(patient, put), entry(patient, put))).toThrow('one resource');
  const observed = { resourceType: 'Observation', id: 'o', subject: { reference: 'Patient/q' } };
  expect(() => send(entry(observed, { method: 'PUT', url: 'Observation/o' }))).toThrow('dangling');
  const twins = new FhirServer();
  const twin = (own: string) => ({ ...patient, id: own, identifier: [{ system: 'a', value: '1' }] });
  const text = (resource: Json, request: Json) =>
    JSON.stringify({ type: 'transaction', entry: [entry(resource, request)] });
  for (const own of ['p', 'q']) twins.transaction(text(twin(own), { method: 'PUT', url: `Patient/${own}` }));
  expect(() =>
    twins.transaction(text(twin('r'), { method: 'POST', url: 'Patient', ifNoneExist: 'identifier=a|1' })),
  ).toThrow('412');
});
