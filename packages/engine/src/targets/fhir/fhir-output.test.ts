import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Chart } from '../../chart/chart.js';
import { resourceTypes } from '../../chart/elements.js';
import type { Resource } from '../../chart/fhir.js';
import { readBackFhirBundle, readBackFhirLines } from '../../reconciliation/fhir/read-back.js';
import { sampleChart, sampleSettings } from '../../testing/sample-chart.js';
import { validateFhir } from '../../validation/fhir/validator.js';
import type { TargetResult } from '../contract.js';
import { toFhirResource } from './resource.js';
import { fhirTarget } from './target.js';

/** The files that a run would make of these results. */
function filesOf(...results: readonly (TargetResult | undefined)[]): { name: string; text: string }[] {
  const files = new Map<string, string>();
  for (const output of results.flatMap((result) => result?.outputs ?? []))
    files.set(output.path, `${files.get(output.path) ?? ''}${output.text}\n`);
  return [...files].map(([name, text]) => ({ name, text }));
}

describe('what the FHIR target writes', () => {
  test('passes the validator, which shares nothing with it but code tables', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1_000_000 }), (seed) => {
        const chart = sampleChart(seed) as unknown as Chart;
        const settings = sampleSettings;
        const files = filesOf(fhirTarget.write(chart, settings), fhirTarget.writeShared?.(chart.shared, settings));
        const verdicts = validateFhir(files);
        const found = verdicts.flatMap((verdict) => verdict.findings).filter((f) => f.severity === 'error');
        expect(found).toEqual([]);
        expect(verdicts.every((verdict) => verdict.references.notChecked === 0)).toBe(true);
      }),
      { numRuns: 30, seed: 20260301 },
    );
  });

  test('passes it for every type of resource, however little is known', () => {
    // Invariants that only content can meet: an empty one is no record of a chart.
    const needContent = ['app-1', 'app-3', 'apr-1', 'imr-1', 'org-1', 'ppc-1'];
    for (const resourceType of resourceTypes()) {
      const text = JSON.stringify(toFhirResource({ resourceType, id: 'x' }));
      const [verdict] = validateFhir([{ name: 'x.json', text }]);
      const errors = verdict?.findings.filter((f) => f.severity === 'error').map((f) => f.rule) ?? [];
      expect(
        errors.filter((rule) => !needContent.includes(rule)),
        resourceType,
      ).toEqual([]);
    }
  });
});

const chart = sampleChart(3) as unknown as Chart;
const subject = { reference: `Patient/${chart.patient.id}` };
const origin = chart.patientOrigin;
const id = (n: number) => `00000000-0000-4000-8000-0000000000${String(n).padStart(2, '0')}`;
const text = { text: 'x' };
const identifier = [{ system: 'urn:oid:2.25.7', value: 'a|b, $1 & é' }];
const reference = (type: string, n: number) => ({ reference: `${type}/${id(n)}` });
const money = { value: 12, currency: 'USD' };

/** What mapping may say of billing, each as little as FHIR R4 lets it be. */
const BILLING: readonly Resource[] = [
  {
    resourceType: 'Coverage',
    id: id(1),
    identifier,
    status: 'active',
    beneficiary: subject,
    payor: [{ display: 'A' }],
  },
  {
    resourceType: 'Account',
    id: id(2),
    identifier,
    status: 'active',
    subject: [subject],
    coverage: [{ coverage: reference('Coverage', 1) }],
  },
  {
    resourceType: 'ChargeItem',
    id: id(3),
    identifier,
    status: 'billable',
    code: text,
    subject,
    account: [reference('Account', 2)],
  },
  {
    resourceType: 'Claim',
    id: id(4),
    identifier,
    patient: subject,
    insurance: [{ coverage: reference('Coverage', 1) }],
    item: [{ productOrService: text, net: money }],
    careTeam: [{ provider: { display: 'A' } }],
  },
  {
    resourceType: 'ExplanationOfBenefit',
    id: id(5),
    identifier,
    patient: subject,
    claim: reference('Claim', 4),
    insurance: [{ coverage: reference('Coverage', 1) }],
    total: [{ category: text, amount: money }],
  },
  {
    resourceType: 'Invoice',
    id: id(6),
    identifier,
    subject,
    account: reference('Account', 2),
    lineItem: [{ chargeItemReference: reference('ChargeItem', 3) }],
  },
];
const withResources = (...resources: readonly Resource[]): Chart => ({
  ...chart,
  fragments: [...chart.fragments, ...resources.map((resource) => ({ resource, origin }))],
});
const isFaithful = (result: { different: number; missing: number; extra: number }): boolean =>
  result.different + result.missing + result.extra === 0;
const lines = (result: TargetResult) => result.outputs.filter((o) => o.kind === 'line').map((o) => o.text);
const bundleOf = (result: TargetResult): string => result.outputs.find((o) => o.kind === 'file')?.text ?? '';
type Entry = { resource: Resource; fullUrl: string; request: Record<string, string> };
const entriesOf = (result: TargetResult) => (JSON.parse(bundleOf(result)) as { entry: Entry[] }).entry;

describe('billing', () => {
  test('is written, valid, in the bundle, and refers to what is in it', () => {
    const billed = withResources(...BILLING);
    const written = fhirTarget.write(billed, sampleSettings);
    const entries = entriesOf(written);
    const urls = new Set(entries.map((entry) => entry.fullUrl));
    for (const { resourceType, id: own } of BILLING) {
      const entry = entries.find((e) => e.resource.resourceType === resourceType && e.resource.id === own);
      const inside = [...JSON.stringify(entry?.resource).matchAll(/"reference":"([^"]*)"/g)].map((m) => m[1]);
      expect(inside.length, resourceType).toBeGreaterThan(0);
      expect(
        inside.filter((url) => !urls.has(url ?? '')),
        resourceType,
      ).toEqual([]);
      expect(lines(written).some((line) => line.startsWith(`{"resourceType":"${resourceType}","id":"${own}"`))).toBe(
        true,
      );
    }
    const files = filesOf(written, fhirTarget.writeShared?.(billed.shared, sampleSettings));
    const errors = validateFhir(files).flatMap((v) => v.findings.filter((f) => f.severity === 'error'));
    expect(errors).toEqual([]);
    expect(isFaithful(readBackFhirLines(billed, lines(written)))).toBe(true);
  });
});

describe('transaction bundles', () => {
  const billed = withResources(...BILLING);
  const conditional = { ...sampleSettings, fhirBundles: 'conditional-create' as const };

  test('conditional-create asks for the first identifier, and PUTs what has none', () => {
    const entries = entriesOf(fhirTarget.write(billed, conditional));
    for (const { resource, request } of entries) {
      if (resource.identifier === undefined) expect(request.method, resource.resourceType).toBe('PUT');
      else expect(request).toMatchObject({ method: 'POST', url: resource.resourceType });
    }
    const claim = entries.find((e) => e.resource.resourceType === 'Claim');
    expect(claim?.request.ifNoneExist).toBe('identifier=urn:oid:2.25.7|a%5C%7Cb%5C%2C%20%5C%241%20%26%20%C3%A9');
    expect(entries.filter((e) => e.resource.resourceType === 'Provenance').length).toBe(entries.length / 2);
    const verdict = validateFhir([{ name: 'a.json', text: bundleOf(fhirTarget.write(billed, conditional)) }])[0];
    expect(verdict?.findings.filter((f) => f.severity === 'error')).toEqual([]);
  });

  test.each(['put', 'conditional-create'] as const)('are read back whole, whatever they ask: %s', (requests) => {
    const text = bundleOf(fhirTarget.write(billed, { ...sampleSettings, fhirBundles: requests }));
    const result = readBackFhirBundle(billed, text, requests);
    expect(result.differences).toEqual([]);
    expect(result.compared).toBeGreaterThan(300);
    const other = requests === 'put' ? 'conditional-create' : 'put';
    expect(isFaithful(readBackFhirBundle(billed, text, other))).toBe(false);
  });

  test('read-back sees what was changed, left out, doubled or asked otherwise', () => {
    const text = bundleOf(fhirTarget.write(billed, conditional));
    const bundle = JSON.parse(text) as { type: string; entry: Entry[] };
    const spoilt = (change: (entries: Entry[]) => Entry[]) =>
      readBackFhirBundle(
        billed,
        JSON.stringify({ ...bundle, entry: change(structuredClone(bundle.entry)) }),
        'conditional-create',
      );
    // JSON.parse loses the scale of decimals; all else must be as it was.
    const before = spoilt((entries) => entries);
    const worse = (result: ReturnType<typeof spoilt>) =>
      result.different + result.missing + result.extra > before.different + before.missing + before.extra;
    for (let i = 0; i < bundle.entry.length; i++) {
      expect(worse(spoilt((entries) => entries.toSpliced(i, 1)))).toBe(true);
      const changed = spoilt((entries) => {
        entries[i] = { ...entries[i]!, request: { ...entries[i]!.request, url: 'Basic/x' } };
        return entries;
      });
      expect(worse(changed)).toBe(true);
    }
    expect(worse(spoilt((entries) => [...entries, entries[1]!]))).toBe(true);
    expect(isFaithful(readBackFhirBundle(billed, '{}', 'put'))).toBe(false);
    const unresolved = text.replace(`"reference":"urn:uuid:${chart.patient.id}"`, `"reference":"urn:uuid:${id(99)}"`);
    expect(isFaithful(readBackFhirBundle(billed, unresolved, 'conditional-create'))).toBe(false);
    const searched = text.replace('ifNoneExist":"identifier=', 'ifNoneExist":"identifier=x');
    expect(isFaithful(readBackFhirBundle(billed, searched, 'conditional-create'))).toBe(false);
  });
});

describe('attachments', () => {
  const note = (bytes: Buffer, more: object = {}): Resource => ({
    resourceType: 'DocumentReference',
    id: id(20),
    status: 'current',
    subject,
    content: [{ attachment: { contentType: 'application/pdf', data: bytes.toString('base64'), ...more } }],
  });
  const large = Buffer.alloc(70_000, 'scan');
  const write = (resource: Resource) => {
    const scanned = withResources(resource);
    return { scanned, written: fhirTarget.write(scanned, sampleSettings) };
  };
  const sha1 = (bytes: Buffer) => createHash('sha1').update(bytes).digest('base64');

  test('small content stays where it is, with its size and hash', () => {
    const small = Buffer.from('a small note');
    const { scanned, written } = write(note(small, { size: 1, hash: 'AAAA' }));
    const line = lines(written).find((text) => text.includes(id(20))) ?? '';
    expect(JSON.parse(line).content[0].attachment).toEqual({
      contentType: 'application/pdf',
      data: small.toString('base64'),
      size: small.length,
      hash: sha1(small),
    });
    expect(isFaithful(readBackFhirLines(scanned, lines(written)))).toBe(true);
  });

  test('large content is a Binary, named by its attachment and by the Provenance, in lines and bundle', () => {
    const { scanned, written } = write(note(large));
    const resources = lines(written).map((text) => JSON.parse(text) as Resource);
    const [binary] = resources.filter((resource) => resource.resourceType === 'Binary');
    expect(binary).toMatchObject({
      contentType: 'application/pdf',
      data: large.toString('base64'),
      securityContext: { reference: `DocumentReference/${id(20)}` },
    });
    const document = resources.find((resource) => resource.id === id(20)) as unknown as {
      content: { attachment: object }[];
    };
    expect(document.content[0]?.attachment).toEqual({
      contentType: 'application/pdf',
      url: `Binary/${binary?.id}`,
      size: large.length,
      hash: sha1(large),
    });
    const provenance = resources.filter(
      (r) => JSON.stringify(r).includes(`"Binary/${binary?.id}"`) && r.resourceType === 'Provenance',
    );
    expect(provenance.length).toBe(1);
    const entry = entriesOf(written).find((e) => e.resource.id === id(20));
    expect(JSON.stringify(entry?.resource)).toContain(`"url":"urn:uuid:${binary?.id}"`);
    expect(isFaithful(readBackFhirLines(scanned, lines(written)))).toBe(true);
    expect(readBackFhirBundle(scanned, bundleOf(written), 'put').differences).toEqual([]);
    const errors = validateFhir(filesOf(written)).flatMap((v) =>
      v.findings.filter((f) => f.layer === 'fhir-structure' && f.severity === 'error'),
    );
    expect(errors).toEqual([]);
  });

  test('read-back sees a spoilt content, size, hash, link and a Binary of nobody', () => {
    const { scanned, written } = write(note(large));
    const all = lines(written);
    const spoil = (from: string | RegExp, to: string) => {
      const changed = all.map((line) => line.replace(from, to));
      expect(changed).not.toEqual(all);
      return isFaithful(readBackFhirLines(scanned, changed));
    };
    expect(spoil('c2NhbnNj', 'c2NhbnNk')).toBe(false);
    expect(spoil('"size":70000', '"size":70001')).toBe(false);
    expect(spoil(/"hash":"./, '"hash":"!')).toBe(false);
    expect(spoil('"url":"Binary/', '"url":"Binary/x')).toBe(false);
    expect(
      spoil(`"securityContext":{"reference":"DocumentReference/${id(20)}`, '"securityContext":{"reference":"Basic/1'),
    ).toBe(false);
    const binary = all.find((line) => line.startsWith('{"resourceType":"Binary"')) ?? '';
    expect(
      isFaithful(
        readBackFhirLines(
          scanned,
          all.filter((line) => line !== binary),
        ),
      ),
    ).toBe(false);
    const second = binary.replace(/"id":"./, '"id":"x');
    expect(isFaithful(readBackFhirLines(scanned, [...all, second]))).toBe(false);
  });
});

test('the manual lane names its people, and read-back holds the lane against the chart', () => {
  const people = [
    { role: 'abstractor' as const, name: 'A. Reader' },
    { role: 'reviewer' as const, name: 'B. Checker' },
  ];
  const manual = { ...chart, patientOrigin: { ...origin, lane: 'manual' as const, people } };
  const written = lines(fhirTarget.write(manual, sampleSettings));
  const provenance = written.map((text) => JSON.parse(text)).find((r) => r.target?.[0].reference === subject.reference);
  expect(provenance.activity.coding[0].code).toBe('manual');
  expect(
    provenance.agent.map((agent: { type: { coding: { code: string }[] }; who: { display: string } }) => [
      agent.type.coding[0]?.code,
      agent.who.display,
    ]),
  ).toEqual([
    ['assembler', sampleSettings.software],
    ['enterer', 'A. Reader'],
    ['verifier', 'B. Checker'],
  ]);
  expect(isFaithful(readBackFhirLines(manual, written))).toBe(true);
  expect(isFaithful(readBackFhirLines(chart, written))).toBe(false);
});
