import { expect, it } from 'vitest';
import type { Concept, TerminologyStore } from '../../terminology/store/contract.js';
import { loadedNames } from './loaded-names.js';

const concept = (system: string, display: string, synonyms: readonly string[]): Concept => ({
  ...{ system, code: '1', display, synonyms, status: 'active', attributes: {} },
});

function store(systems: readonly string[], concepts: readonly Concept[]): TerminologyStore {
  const release = {
    name: 'a',
    version: '1',
    concepts: 1,
    mappings: 0,
    pairs: [],
    damaged: 0,
    loadedAt: '',
    fingerprint: '',
  };
  return {
    releases: systems.map((system) => ({ ...release, system })),
    concept: () => null,
    concepts: () => [],
    search: (system) =>
      concepts
        .filter((one) => one.system === system)
        .flatMap((one) => [one.display, ...one.synonyms].map((matched) => ({ concept: one, rank: 1, matched }))),
    terms: () => [],
    mappings: () => [],
    related: () => [],
    hasCodeFrom: () => false,
    [Symbol.dispose]: () => undefined,
  };
}
const SNOMED = 'http://snomed.info/sct';
const ICD10 = 'http://hl7.org/fhir/sid/icd-10-cm';

it('knows disorders by any of their names, word for word', () => {
  const names = loadedNames(
    store(
      [SNOMED, ICD10],
      [
        concept(SNOMED, 'Blue drum', ['Blue drum syndrome (disorder)']),
        concept(SNOMED, 'Drum', ['Drum (physical object)']),
        concept(ICD10, 'Maduromycosis of feet', []),
      ],
    ),
  );
  expect(
    ['blue drums', 'Blue drum syndrome', 'drum', 'maduromycosis of feet', 'maduromycosis'].map((one) =>
      names?.isProblem(one),
    ),
  ).toEqual([true, true, false, true, false]);
});

it('is nothing where no release of problems is loaded', () =>
  expect(loadedNames(store(['http://loinc.org'], []))).toBeNull());
