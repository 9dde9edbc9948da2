import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { MigrationError } from '../base/error.js';
import type { Resource } from '../chart/fhir.js';
import { readCcdaDocument } from '../sources/ccda/document-reader.js';
import { toFhirResource } from '../targets/fhir/resource.js';
import { misfits } from '../testing/fhir-misfits.js';
import { sharedPath, sharedReason } from '../testing/shared.js';
import { convertCcdaToFhir } from './convert-ccda.js';

const folder = sharedPath('data', 'ccda');
const title = 'C-CDA documents of vendors, ONC and HL7 as FHIR';

describe.skipIf(folder === null)(folder === null ? `${title} (${sharedReason('data/ccda')})` : title, () => {
  const documents = (): string[] =>
    readdirSync(folder!, { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.xml'))
      .sort()
      .map((name) => join(folder!, name));

  it('ends in a bundle or in a MigrationError with a hint, and every resource fits FHIR R4', () => {
    const wrong = new Map<string, number>();
    let read = 0;
    let references = 0;
    for (const file of documents()) {
      let resources: readonly Resource[];
      try {
        resources = readCcdaDocument(readFileSync(file)).resources;
      } catch (error) {
        expect(error).toBeInstanceOf(MigrationError);
        expect((error as MigrationError).hint).not.toBe('');
        continue;
      }
      read++;
      const known = new Set(resources.map((resource) => `${resource.resourceType}/${resource.id}`));
      if (known.size !== resources.length) wrong.set('an id twice', 1);
      for (const resource of resources) {
        const written = toFhirResource(resource);
        for (const one of misfits(written)) wrong.set(one, (wrong.get(one) ?? 0) + 1);
        for (const [, name] of JSON.stringify(written).matchAll(/"reference":"([A-Z]\w+\/[^"]+)"/g)) {
          references++;
          if (!known.has(name!)) wrong.set('a reference that leads nowhere', 1);
        }
      }
    }
    expect([...wrong]).toEqual([]);
    expect(read).toBeGreaterThan(180);
    expect(references).toBeGreaterThan(10_000);
  });

  it('gives the same bytes twice', () => {
    for (const file of documents()
      .filter((name) => name.includes('vendor'))
      .slice(0, 12))
      expect(convertCcdaToFhir(readFileSync(file)).bundle).toBe(convertCcdaToFhir(readFileSync(file)).bundle);
  });
});
