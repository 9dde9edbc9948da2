import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { Decimal } from '../base/decimal.js';
import { parseExactJson } from '../base/exact-json.js';
import type { Chart } from '../chart/chart.js';
import { fhirTarget } from '../targets/fhir/target.js';
import { sampleChart, sampleSettings } from '../testing/sample-chart.js';
import { sharedPath, sharedReason } from '../testing/shared.js';
import { convertCcdaToFhir } from './convert-ccda.js';
import { convertFhirToCcda, type FhirInput } from './convert-fhir.js';

type Json = Record<string, unknown>;
/** Bookkeeping, and narratives made from the data. */
const NO_FACT = new Set(['resourceType', 'id', 'meta', 'text', 'implicitRules', 'language']);

function* leavesOf(value: unknown, path: string, isTop: boolean): Iterable<readonly [path: string, value: string]> {
  if (value === null) return;
  if (value instanceof Decimal) yield [path, value.text];
  else if (typeof value !== 'object') yield [path, String(value)];
  else if (Array.isArray(value)) for (const item of value) yield* leavesOf(item, path, false);
  else
    for (const [key, member] of Object.entries(value))
      if (!isTop || !NO_FACT.has(key)) yield* leavesOf(member, `${path}.${key}`, false);
}

const plain = (text: string): string => text.replaceAll(/\s+/g, ' ').trim().toLowerCase();
const unescaped = (text: string): string =>
  text.replaceAll(/&(lt|gt|quot|amp|#\d+);/g, (_, name: string) =>
    name.startsWith('#')
      ? String.fromCodePoint(Number(name.slice(1)))
      : ({ lt: '<', gt: '>', quot: '"', amp: '&' }[name] ?? ''),
  );

/** All that documents state in attributes and texts, and all that they say when they are read as FHIR. */
function saidBy(documents: readonly string[]) {
  const attributes = new Set<string>();
  const numbers = new Map<string, boolean>();
  const read = new Set<string>();
  let text = '';
  for (const xml of documents) {
    for (const [, value = ''] of xml.matchAll(/[\w:]+="([^"]*)"/g)) attributes.add(plain(unescaped(value)));
    for (const between of [' ', ''])
      text += ` ${plain(unescaped(xml.replaceAll('<br/>', between).replaceAll(/<[^>]*>/g, between)))}`;
    const { entry } = JSON.parse(convertCcdaToFhir(xml).bundle) as { entry: { resource: Json }[] };
    for (const { resource } of entry)
      for (const [path, value] of leavesOf(resource, String(resource.resourceType), true)) read.add(`${path}=${value}`);
  }
  return (path: string, value: string): boolean => {
    const wanted = plain(value);
    if (attributes.has(wanted) || text.includes(wanted) || read.has(`${path}=${value}`)) return true;
    if (attributes.has(`mailto:${wanted}`) || attributes.has(wanted.slice(wanted.lastIndexOf(':') + 1))) return true;
    const digits = value
      .replace(/(Z|[+-]\d\d:\d\d)$/, '')
      .replace(/(:00)?(\.0+)?$/, '')
      .replaceAll(/\D/g, '');
    if (/^\d{4}(-\d\d){0,2}(T|$)/.test(value)) {
      const known = numbers.get(digits);
      const found =
        known ?? [...attributes].some((attribute) => attribute.replaceAll(/\.|[+-]\d{4}$/g, '').startsWith(digits));
      numbers.set(digits, found);
      return found;
    }
    if (path.endsWith('.data')) return text.includes(plain(Buffer.from(value, 'base64').toString('utf8')));
    return (
      /^[+\d() -]+$/.test(value) &&
      [...attributes].some((a) => a.startsWith('tel:') && a.replaceAll(/\D/g, '') === digits)
    );
  };
}

/** Elements that documents tell otherwise: by their section, template, mood or null flavor, or as the thing that a reference names. */
const OTHERWISE = [
  /\.(reference|system|contentType|size|hash)$/,
  /\.category\.coding\.(code|display)$/,
  /\.extension\.(extension\.)?url$/,
  /^Patient\.(name\.use|gender)$/,
  /^(Patient\.communication\.language\.coding|Patient\.address\.country|Location\.managingOrganization)/,
  /asNeededBoolean$/,
  // Said to be absent without more (data-absent-reason): absent.
  /\.extension\.valueCode$/,
  // What an organization is called stands at the place where it works, its number where it has an address.
  /^Organization\.identifier\.value$/,
];

/** Values of the input, as `path`, that no document says and no line of the account names. */
function unaccounted(inputs: readonly FhirInput[]): { paths: string[]; leaves: number } {
  const { documents, notCarried } = convertFhirToCcda(inputs, { asOf: '2026-03-01' });
  const said = saidBy(documents.map(({ xml }) => xml));
  const told = new Map<string, string[]>();
  for (const { where } of notCarried) {
    const [, place = '', element = ''] = /^(.* (?:entry|line) \d+) (\S+)$/.exec(where) ?? [];
    told.set(place, [...(told.get(place) ?? []), element]);
  }
  const paths = new Set<string>();
  let leaves = 0;
  for (const { name, text } of inputs) {
    const { entry } = parseExactJson(text.trim()) as { entry: { resource: Json }[] };
    for (const [i, { resource }] of entry.entries()) {
      const elements = told.get(`${name} entry ${i + 1}`) ?? [];
      for (const [full, value] of leavesOf(resource, String(resource.resourceType), true)) {
        leaves++;
        // The element beside a primitive holds the same fact.
        const path = full.replaceAll('._', '.');
        const isTold = elements.some(
          (element) => path.startsWith(element) && !/^[a-z]/.test(path.slice(element.length)),
        );
        if (!isTold && !OTHERWISE.some((known) => known.test(path)) && !said(path, value)) paths.add(path);
      }
    }
  }
  return { paths: [...paths].sort(), leaves };
}

describe('every value of the input is in a document or in the account', () => {
  test('of made-up charts', () => {
    for (let seed = 0; seed < 12; seed++) {
      const bundle = fhirTarget
        .write(sampleChart(seed) as unknown as Chart, sampleSettings)
        .outputs.find(({ kind }) => kind === 'file');
      const { paths, leaves } = unaccounted([{ name: 'a.json', text: bundle?.text ?? '' }]);
      expect(paths, `seed ${seed}`).toEqual([]);
      expect(leaves).toBeGreaterThan(100);
    }
  });

  test('a value that goes nowhere is found', () => {
    const patient = { resourceType: 'Patient', id: 'p', name: [{ family: 'A' }] };
    const text = (resource: Json) =>
      JSON.stringify({ resourceType: 'Bundle', type: 'collection', entry: [{ resource }] });
    const inputs = [{ name: 'a.json', text: text(patient) }];
    expect(unaccounted(inputs).paths).toEqual([]);
    const said = saidBy(convertFhirToCcda(inputs, { asOf: '2026-03-01' }).documents.map(({ xml }) => xml));
    expect([said('Patient.name.family', 'A'), said('Patient.photo.title', 'a portrait')]).toEqual([true, false]);
  });

  const synthea = sharedPath('data', 'synthea', 'ma10', 'fhir.tar.xz');
  test.skipIf(!synthea)(`of another author's bundle ${synthea ? '' : sharedReason('Synthea R4')}`, () => {
    const dir = mkdtempSync(join(tmpdir(), 'chartlift-leaves-'));
    try {
      execFileSync('tar', ['xJf', synthea ?? '', '-C', dir]);
      const names = readdirSync(join(dir, 'fhir')).sort();
      const shared = names.filter((name) => name.includes('Information'));
      const size = (name: string) => statSync(join(dir, 'fhir', name)).size;
      const [patient = ''] = names.filter((name) => !shared.includes(name)).sort((a, b) => size(a) - size(b));
      const inputs = [patient, ...shared].map((name) => ({
        name,
        text: readFileSync(join(dir, 'fhir', name), 'utf8'),
      }));
      const { paths, leaves } = unaccounted(inputs);
      expect(paths).toEqual([]);
      expect(leaves).toBeGreaterThan(5000);
    } finally {
      rmSync(dir, { recursive: true, force: true });
    }
  });
});
