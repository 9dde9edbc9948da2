import { describe, expect, it } from 'vitest';
import type { Chart } from '../chart/chart.js';
import { convertCcdaToFhir } from '../conversion/convert-ccda.js';
import { convertFhirToCcda } from '../conversion/convert-fhir.js';
import { loadReadBack } from '../run/read-backs.js';
import { ccdaTarget } from '../targets/ccda/writer.js';
import { fhirTarget } from '../targets/fhir/target.js';
import { goodDocument } from '../testing/cda-document.js';
import { randomChart, testSettings } from '../testing/charts.js';

/** Names that every plain object answers to: a table that is asked for one must know it as little as any other unknown code. */
const NAMES = ['constructor', '__proto__', 'toString'];
/** What would stand in an output where a function or a prototype was taken for the meaning of a code. */
const TAKEN = /native code|\[object|function /;

const CODE_ATTRIBUTES =
  /(\s(?:code|use|unit|typeCode|moodCode|classCode|nullFlavor|root|styleCode|mediaType))="[^"]*"/g;
const CODE_MEMBERS = new Set(
  'code status use system gender unit comparator severity criticality type intent kind relationship periodUnit lifecycleStatus docStatus'.split(
    ' ',
  ),
);

/** The text once for each place that `pattern` finds, with a name in its stead; every third place, in turn for each name. */
function* named(text: string, pattern: RegExp): Generator<string> {
  const places = [...text.matchAll(pattern)];
  for (const [n, name] of NAMES.entries())
    for (const [i, place] of places.entries()) {
      if (i % NAMES.length !== n) continue;
      const end = place.index + place[0].length;
      yield `${text.slice(0, place.index)}${place[1]}="${name}"${text.slice(end)}`;
    }
}

/** The same with this name in place of every code, or of all under one member. */
function renamed(value: unknown, name: string, member: string | null): unknown {
  if (Array.isArray(value)) return value.map((one) => renamed(one, name, member));
  if (typeof value !== 'object' || value === null || Object.getPrototypeOf(value) !== Object.prototype) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [
      key,
      typeof inner === 'string' && (member === null ? CODE_MEMBERS.has(key) : key === member)
        ? name
        : renamed(inner, name, member),
    ]),
  );
}

describe('a code that is the name of what every object has', () => {
  it('is unknown to the reader of documents, at every place', () => {
    for (const xml of named(goodDocument(), CODE_ATTRIBUTES)) {
      const { bundle, notCarried } = convertCcdaToFhir(xml);
      expect(bundle + JSON.stringify(notCarried)).not.toMatch(TAKEN);
    }
  });

  it('is unknown to the writers and to what reads their output back', async () => {
    const readBack = (await loadReadBack('ccda'))!;
    const chart = randomChart(4, 60);
    for (const name of NAMES)
      for (const member of [null, ...CODE_MEMBERS]) {
        const fragments = chart.fragments.map((one) => ({ ...one, resource: renamed(one.resource, name, member) }));
        const odd = { ...chart, patient: renamed(chart.patient, name, member), fragments } as Chart;
        const [ccda, fhir] = [ccdaTarget.write(odd, testSettings), fhirTarget.write(odd, testSettings)];
        const read = readBack(odd, testSettings, ccda);
        const told = [...ccda.outputs, ...fhir.outputs].map(({ text }) => text).join('\n');
        expect(told + JSON.stringify([ccda.issues, fhir.issues, read.differences])).not.toMatch(TAKEN);
      }
  });

  it('is unknown as the type of a FHIR resource', () => {
    const patient = { resourceType: 'Patient', id: 'p' };
    for (const name of NAMES) {
      const odd = { resourceType: name, id: 'q', subject: { reference: 'Patient/p' }, status: name };
      const text = [patient, odd].map((one) => JSON.stringify(one)).join('\n');
      const { documents, notCarried } = convertFhirToCcda([{ name: 'a.ndjson', text }], { asOf: '2026-03-01' });
      expect(documents).toHaveLength(1);
      expect(JSON.stringify([documents, notCarried])).not.toMatch(TAKEN);
    }
  });
});
