import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Chart, ChartSettings } from '../chart/chart.js';
import { ccdaTarget } from '../targets/ccda/writer.js';
import { fhirTarget } from '../targets/fhir/target.js';
import { seededRandom } from '../testing/dump-generator.js';
import { sampleChart, sampleSettings } from '../testing/sample-chart.js';
import { readBackCcda } from './ccda/compare.js';
import { readBackFhirLines, readBackSharedLines } from './fhir/read-back.js';
import type { ReadBackResult } from './read-back.js';

/** Nothing differs, nothing is missing, nothing was added. */
const isFaithful = (result: ReadBackResult): boolean => result.different + result.missing + result.extra === 0;
const settings: ChartSettings = sampleSettings;
const chartOf = (seed: number) => sampleChart(seed) as unknown as Chart;
const seeds = fc.integer({ min: 0, max: 1_000_000 });
const linesOf = (chart: Chart) =>
  fhirTarget
    .write(chart, settings)
    .outputs.filter((o) => o.kind === 'line')
    .map((o) => o.text);

describe('read-back of FHIR', () => {
  test('what was written is what the chart holds', () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const chart = chartOf(seed);
        const result = readBackFhirLines(chart, linesOf(chart));
        expect(result.differences).toEqual([]);
        expect(result.compared).toBeGreaterThan(100);
        const shared = fhirTarget.writeShared!(chart.shared, settings).outputs.map((o) => o.text);
        expect(isFaithful(readBackSharedLines(chart.shared, shared))).toBe(true);
      }),
      { numRuns: 60, seed: 20260301 },
    );
  });

  test('finds any change of one character in any value, a line that is gone and one that was added', () => {
    fc.assert(
      fc.property(seeds, fc.nat(), fc.nat(), fc.constantFrom('x', '7', 'é'), (seed, pickLine, pickPlace, put) => {
        const chart = chartOf(seed);
        const lines = linesOf(chart);
        const at = pickLine % lines.length;
        const line = lines[at]!;
        expect(isFaithful(readBackFhirLines(chart, lines.toSpliced(at, 1)))).toBe(false);
        expect(isFaithful(readBackFhirLines(chart, [...lines, line]))).toBe(false);
        if (line.startsWith('{"resourceType":"Provenance"')) return;
        // Values that the format adds (profiles, reasons of absence) are not the chart's.
        const values = [...line.matchAll(/"(?!meta|profile|url|extension)\w+":"([^"\\]{2,})"/g)].filter(
          (m) => !/StructureDefinition|data-absent-reason|"unknown"|"Unknown"/.test(m[0]),
        );
        const value = values[pickPlace % values.length]!;
        const place = value.index + value[0].length - 2;
        if (line[place] === put) return;
        const changed = line.slice(0, place) + put + line.slice(place + 1);
        expect(isFaithful(readBackFhirLines(chart, lines.toSpliced(at, 1, changed))), value[0]).toBe(false);
      }),
      { numRuns: 300, seed: 20260301 },
    );
  });

  test('sees the scale of a decimal', () => {
    for (let seed = 0; ; seed++) {
      const chart = chartOf(seed);
      const lines = linesOf(chart);
      if (!lines.some((line) => line.includes('"value":5.70'))) continue;
      const cut = lines.map((line) => line.replace('"value":5.70', '"value":5.7'));
      expect(readBackFhirLines(chart, cut).different).toBeGreaterThan(0);
      return;
    }
  });
});

describe('read-back of C-CDA', () => {
  const write = (chart: Chart) => {
    const { outputs, carried, issues } = ccdaTarget.write(chart, settings);
    return { text: outputs[0]!.text, carried: new Set(carried), issues };
  };

  test('what was written is what the chart holds', () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const chart = chartOf(seed);
        const { text, carried, issues } = write(chart);
        const result = readBackCcda(chart, settings, text, carried, issues);
        expect(result.differences).toEqual([]);
        expect(result.compared).toBeGreaterThan(300);
      }),
      { numRuns: 40 },
    );
  });

  test('a confidentiality below that of the chart differs', () => {
    const chart = chartOf(2);
    const { text, carried, issues } = write(chart);
    const read = (code: string) => {
      const changed = text.replace(/<confidentialityCode [^>]*>/, `<confidentialityCode ${code}/>`);
      return readBackCcda(chart, settings, changed, carried, issues).differences.map((d) => `${d.kind} ${d.element}`);
    };
    expect(read('nullFlavor="UNK"')).toEqual([]);
    expect(read('code="N"')).toEqual([
      'different Patient.document confidentiality',
      'extra Patient.document confidentiality',
    ]);
    expect(read('code="R"')).toEqual([
      'different Patient.document confidentiality',
      'extra Patient.document confidentiality',
    ]);
  });

  test('a resource that the writer claims and did not write is missing', () => {
    const chart = chartOf(1);
    const { text, carried } = write({ ...chart, fragments: chart.fragments.slice(1) });
    const claimed = new Set([
      ...carried,
      `${chart.fragments[0]!.resource.resourceType}/${chart.fragments[0]!.resource.id}`,
    ]);
    expect(readBackCcda(chart, settings, text, claimed).missing).toBeGreaterThan(0);
  });

  test('an element that the writer declares without a place is counted, one that it does not declare is missing', () => {
    const chart = chartOf(1);
    const condition = chart.fragments.find((f) => f.resource.resourceType === 'Condition')!;
    const { text, carried } = write(chart);
    const more = {
      ...chart,
      fragments: chart.fragments.map((f) =>
        f === condition ? { ...f, resource: { ...f.resource, stage: [{ summary: { text: 'stage IV' } }] } } : f,
      ),
    };
    expect(readBackCcda(more, settings, text, carried).missing).toBe(1);
    const declared = [
      { severity: 'information' as const, code: 'ccda-no-place', where: 'x', message: '', element: 'Condition.stage' },
    ];
    const result = readBackCcda(more, settings, text, carried, declared);
    expect([result.missing, result.notHeld['Condition.stage.summary.text']]).toEqual([0, 1]);
  });

  /** One mutation: the text before the change, and after. Offsets are those of what may be changed in a document. */
  const places = (text: string, pattern: RegExp) => [...text.slice(0).matchAll(pattern)];
  const inBody = (text: string) => text.indexOf('<structuredBody>');
  const other = (c: string) => (/\d/.test(c) ? String((Number(c) + 1) % 10) : c === 'x' ? 'y' : 'x');

  const changes: readonly (readonly [string, RegExp])[] = [
    ['a number, date or time', /<(?!telecom|reference)[a-zA-Z]+ [^<>]*?\bvalue="([^"#&][^"&]*)"/g],
    ['a unit', / unit="([^"]+)"/g],
    ['a text in the narrative', /<(?:td|content|paragraph)(?: [^>]*)?>([^<&]+)/g],
    ['a text in an entry', /<(?:originalText|lotNumberText|value xsi:type="ST")>([^<&]+)/g],
    ['a negation', / negationInd="(true|false)"/g],
  ];

  test.each(changes)('finds a change of %s', (_, pattern) => {
    fc.assert(
      fc.property(seeds, fc.nat(), fc.nat(), (seed, which, where) => {
        const chart = chartOf(seed);
        const { text, carried, issues } = write(chart);
        const found = places(text, pattern).filter((m) => m.index > inBody(text));
        if (found.length === 0) return;
        const match = found[which % found.length]!;
        const value = match[1]!;
        const start = match.index + match[0].lastIndexOf(value);
        const at = start + (where % value.length);
        // Blanks of a text are not told apart from each other.
        if (/\s/.test(text[at]!)) return;
        const put = value === 'true' || value === 'false' ? (value === 'true' ? 'false' : 'true') : null;
        const changed =
          put === null
            ? text.slice(0, at) + other(text[at]!) + text.slice(at + 1)
            : text.slice(0, start) + put + text.slice(start + value.length);
        expect(isFaithful(readBackCcda(chart, settings, changed, carried, issues)), match[0]).toBe(false);
      }),
      { numRuns: 60, seed: 20260301 },
    );
  });

  test('finds an entry or a component that is gone, one that is there twice, and two dates that changed places', () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const chart = chartOf(seed);
        const { text, carried, issues } = write(chart);
        const next = seededRandom(seed);
        const faithful = (changed: string) => isFaithful(readBackCcda(chart, settings, changed, carried, issues));
        for (const pattern of [/<entry typeCode="DRIV">.*?<\/entry>/g, /<component><observation.*?<\/component>/g]) {
          const found = places(text, pattern);
          const [whole] = found[Math.floor(next() * found.length)]!;
          expect(faithful(text.replace(whole, () => ''))).toBe(false);
          expect(faithful(text.replace(whole, () => whole + whole))).toBe(false);
        }
        const dates = places(text, /<(?:low|effectiveTime|high) value="(\d+[^"]*)"/g).filter(
          (m) => m.index > inBody(text),
        );
        const [a, b] = [dates[0]!, dates.find((m) => m[1] !== dates[0]![1])!];
        if (!b) return;
        const swapped =
          text.slice(0, a.index) +
          a[0].replace(a[1]!, b[1]!) +
          text.slice(a.index + a[0].length, b.index) +
          b[0].replace(b[1]!, a[1]!) +
          text.slice(b.index + b[0].length);
        expect(faithful(swapped)).toBe(false);
      }),
      { numRuns: 25, seed: 20260301 },
    );
  });
});
