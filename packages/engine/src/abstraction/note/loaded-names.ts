import type { TerminologyStore } from '../../terminology/store/contract.js';
import { termsOf } from '../../terminology/store/terms.js';

/** Names beyond the shipped dictionary. */
export interface NoteNames {
  /** Whether these words are the name of a problem. */
  isProblem(phrase: string): boolean;
}

const SNOMED = 'http://snomed.info/sct';
const ICD10 = 'http://hl7.org/fhir/sid/icd-10-cm';
const MOST_REMEMBERED = 20_000;

/** Names of disorders in the loaded releases of SNOMED CT and ICD-10-CM; null where neither is loaded. Word for word, but for plurals, case and accents. */
export function loadedNames(store: TerminologyStore): NoteNames | null {
  const systems = [SNOMED, ICD10].filter((system) => store.releases.some((release) => release.system === system));
  if (systems.length === 0) return null;
  const known = new Map<string, boolean>();
  return {
    isProblem(phrase) {
      const terms = termsOf(phrase).join(' ');
      let is = known.get(terms);
      if (is === undefined) {
        is = terms.length > 3 && systems.some((system) => isNamed(store, system, phrase, terms));
        if (known.size >= MOST_REMEMBERED) known.clear();
        known.set(terms, is);
      }
      return is;
    },
  };
}

const isNamed = (store: TerminologyStore, system: string, phrase: string, terms: string): boolean =>
  store.search(system, phrase, 5).some(({ concept, matched }) => {
    const name = matched.replace(/\s*\((?:disorder|finding)\)$/, '');
    if (termsOf(name).join(' ') !== terms) return false;
    // SNOMED CT names body parts, substances and people too; its full names say which is a disorder.
    return system !== SNOMED || [concept.display, ...concept.synonyms].some((one) => one.endsWith('(disorder)'));
  });
