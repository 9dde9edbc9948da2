import type { TerminologyStore } from '../../../terminology/store/contract.js';
import { DrugLexicon, shippedLexicon } from './lexicon.js';

const RXNORM = 'http://www.nlm.nih.gov/research/umls/rxnorm';
/** RxNorm's term types that are names of substances and brands (RxNorm technical documentation, appendix 5): all others hold strengths and forms too. */
const NAMES: ReadonlySet<string> = new Set(['IN', 'PIN', 'MIN', 'BN']);

/** The shipped names with those of the loaded RxNorm release; the shipped ones alone where none is loaded. */
export function releaseLexicon(store: TerminologyStore): DrugLexicon {
  if (!store.releases.some(({ system }) => system === RXNORM)) return shippedLexicon();
  return new DrugLexicon(namesOf(store));
}

function* namesOf(store: TerminologyStore): Generator<string> {
  for (const { attributes, display, status } of store.concepts(RXNORM))
    if (status === 'active' && NAMES.has(attributes.TTY ?? '')) yield display;
}
