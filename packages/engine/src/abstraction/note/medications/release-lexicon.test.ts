import { expect, it } from 'vitest';
import type { Concept, TerminologyStore } from '../../../terminology/store/contract.js';
import { noteOf } from '../note.js';
import { shippedLexicon } from './lexicon.js';
import { medicationsOf } from './medications.js';
import { releaseLexicon } from './release-lexicon.js';

const RXNORM = 'http://www.nlm.nih.gov/research/umls/rxnorm';
const concept = (display: string, TTY: string): Concept => ({
  ...{ system: RXNORM, code: display, display, synonyms: [], status: 'active', attributes: { TTY } },
});

function store(system: string, concepts: readonly Concept[]): TerminologyStore {
  const none = () => [];
  return {
    releases: [
      {
        ...{ name: 'x', system, version: '1', concepts: 0, mappings: 0 },
        pairs: [],
        damaged: 0,
        loadedAt: '',
        fingerprint: '',
      },
    ],
    concept: () => null,
    concepts: () => concepts,
    ...{ search: none, terms: none, mappings: none, related: none },
    hasCodeFrom: () => false,
    [Symbol.dispose]: () => {},
  };
}

const names = (text: string, lexicon = shippedLexicon()) =>
  medicationsOf(noteOf(text), lexicon).map(({ fields: { drug } }) => drug);

it('knows the substances and brands of a loaded RxNorm release, and takes its plain words for drugs only where something says so', () => {
  const text = 'She takes Wubbaluzin. Trovakolin was given. Follow up for water retention.';
  expect(names(text)).toEqual([]);
  const loaded = releaseLexicon(
    store(RXNORM, [
      concept('Wubbaluzin', 'BN'),
      concept('trovakolin', 'IN'),
      concept('water', 'IN'),
      concept('follow 5 MG Oral Tablet', 'SCD'),
    ]),
  );
  expect(names(text, loaded)).toEqual(['Wubbaluzin', 'Trovakolin']);
});

it('is the shipped one where RxNorm is not loaded', () => {
  expect(releaseLexicon(store('http://loinc.org', []))).toBe(shippedLexicon());
});
