import { ndc11 } from '../terminology/code-shapes.js';
import type { ReleaseMapping, TerminologyStore } from '../terminology/store/contract.js';
import { codesOfNdc, icd10OfIcd9 } from '../terminology/store/lookups.js';
import type { CodeSuggestion } from './contract.js';

const RXNORM = 'http://www.nlm.nih.gov/research/umls/rxnorm';
const ICD10 = 'http://hl7.org/fhir/sid/icd-10-cm';

/** What a value is by itself: a code of the system, or one that a loaded map leads to it from, with the map's own flags as reasons. */
export function codesByThemselves(store: TerminologyStore, system: string, value: string): CodeSuggestion[] {
  const text = value.trim();
  const own = store.concept(system, text);
  if (own) return [{ concept: own, score: 1, equivalence: 'equal', reasons: ['the source has the code itself'] }];
  if (system === RXNORM && ndc11(text) !== null)
    return mapped(store, system, codesOfNdc(store, text), 'by RxNorm from the NDC');
  // A bare number of three digits is more often something else than an ICD-9 category.
  if (system === ICD10 && /^(V\d{2}|E\d{3}|\d{3}(?=.))\.?\d{0,2}$/i.test(text))
    return mapped(store, system, icd10OfIcd9(store, text), 'by the GEMs from ICD-9-CM');
  return [];
}

function mapped(
  store: TerminologyStore,
  system: string,
  mappings: readonly ReleaseMapping[],
  reason: string,
): CodeSuggestion[] {
  return mappings.flatMap(({ toCode, flags }) => {
    const concept = toCode === '' ? null : store.concept(system, toCode);
    if (!concept) return [];
    const isSure = mappings.length === 1 && flags.approximate !== '1' && flags.combination !== '1';
    const told = Object.entries(flags)
      .filter(([, flag]) => flag !== '0' && flag !== '')
      .map(([name, flag]) => (flag === '1' ? name : `${name} ${flag}`));
    return [
      {
        concept,
        score: isSure ? 0.98 : 0.8 / Math.sqrt(mappings.length),
        equivalence: isSure ? ('equivalent' as const) : ('inexact' as const),
        reasons: [reason, ...told],
      },
    ];
  });
}
