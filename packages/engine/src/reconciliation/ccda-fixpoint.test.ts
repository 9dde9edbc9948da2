import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { convertCcdaToFhir } from '../conversion/convert-ccda.js';
import { convertFhirToCcda } from '../conversion/convert-fhir.js';
import { ccdaTarget } from '../targets/ccda/writer.js';
import { randomChart, testSettings } from '../testing/charts.js';
import { sharedPath, sharedReason } from '../testing/shared.js';
import { DocumentTree } from '../validation/own/document-tree.js';
import { repeatedIds } from '../validation/own/statement-ids.js';

const UUIDS = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g;

/** The text with each UUID by the order in which it first comes: those of a converted document stand for its bytes, and so are others each time. */
function withoutIds(text: string): string {
  const known = new Map<string, string>();
  return text.replace(UUIDS, (id) => {
    const name = known.get(id) ?? `id-${known.size}`;
    known.set(id, name);
    return name;
  });
}

interface Pass {
  readonly fhir: string;
  readonly ccda: string;
}

/** C-CDA to FHIR and back to C-CDA. */
function pass(ccda: string | Uint8Array): Pass {
  const fhir = convertCcdaToFhir(ccda).bundle;
  const { documents } = convertFhirToCcda([{ name: 'chart.json', text: fhir }], { asOf: '2026-02-20' });
  return { fhir, ccda: documents[0]!.xml };
}

function expectFixpoint(start: string | Uint8Array): void {
  const first = pass(start);
  const second = pass(first.ccda);
  const third = pass(second.ccda);
  const tree = DocumentTree.read(second.ccda)!;
  expect(repeatedIds(tree).map((id) => id.attr('root'))).toEqual([]);
  const anchors = tree.elements.map((element) => element.attr('ID')).filter((id) => id !== undefined);
  expect(new Set(anchors).size).toBe(anchors.length);
  expect(withoutIds(third.ccda)).toBe(withoutIds(second.ccda));
  expect(withoutIds(pass(third.ccda).fhir)).toBe(withoutIds(third.fhir));
}

const folder = sharedPath('data', 'ccda');

describe('C-CDA to FHIR and back', () => {
  it('changes nothing from the second pass on, from charts with every kind of resource', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 2 ** 31 }), fc.integer({ min: 0, max: 60 }), (seed, size) => {
        const [summary] = ccdaTarget.write(randomChart(seed, size), testSettings).outputs;
        expectFixpoint(summary!.text);
      }),
      { numRuns: 5, seed: 20261123 },
    );
  });

  it.skipIf(folder === null)(
    folder === null
      ? `from documents of vendors (${sharedReason('data/ccda')})`
      : 'changes nothing from the second pass on, from documents of vendors, ONC and HL7',
    () => {
      const files = readdirSync(folder!, { recursive: true, encoding: 'utf8' })
        .filter((name) => /(vendor|onc-cures|Documents)\b.*\.xml$/.test(name))
        .sort()
        .filter((_, i) => i % 28 === 3);
      expect(files.length).toBeGreaterThan(5);
      for (const file of files) expectFixpoint(readFileSync(join(folder!, file)));
    },
  );
});
