import { icd9, ndc11 } from '../code-shapes.js';
import { codeSystem, oidOf } from '../code-systems.js';
import type { ReleaseMapping, TerminologyStore } from './contract.js';

const ICD9 = 'http://hl7.org/fhir/sid/icd-9-cm';
const ICD10 = 'http://hl7.org/fhir/sid/icd-10-cm';
const NDC = 'http://hl7.org/fhir/sid/ndc';
const RXNORM = 'http://www.nlm.nih.gov/research/umls/rxnorm';

/** The URI that a name, an OID or the name of a loaded release means; the text itself where nothing is known by it. */
export const systemOf = (store: TerminologyStore, given: string): string =>
  store.releases.find(({ name }) => name === given)?.system ?? codeSystem(given)?.uri ?? given;

export interface CodeStanding {
  /**
   * not-loaded: no release of the system is here, so nothing is said. retired: told so, or only an older release has it. category: no release has it, but the newest
   * has codes below it, as lists of billable codes do.
   */
  readonly standing: 'active' | 'retired' | 'category' | 'unknown' | 'not-loaded';
  /** Version that says so; null where none is loaded. */
  readonly version: string | null;
}

/** What the loaded releases say of a code: its spelling is not mended. */
export function standingOf(store: TerminologyStore, system: string, code: string): CodeStanding {
  const versions = store.releases.filter((release) => release.system === system && release.concepts > 0);
  const newest = versions[0];
  if (!newest) return { standing: 'not-loaded', version: null };
  const concept = store.concept(system, code);
  if (concept) return { standing: concept.status, version: newest.version };
  const older = versions.slice(1).find(({ version }) => store.concept(system, code, version) !== null);
  if (older) return { standing: 'retired', version: older.version };
  return { standing: isCategory(store, system, code) ? 'category' : 'unknown', version: newest.version };
}

/** Systems whose codes begin with the codes of the categories that they are in, and lists of which leave the categories out (CMS32_DESC_LONG_DX, icd10cm_codes). */
const BY_BEGINNING: ReadonlyMap<string, RegExp> = new Map([
  [ICD9, /^(\d{3}|V\d\d|E\d{3})(\.\d?)?$/],
  [ICD10, /^[A-TV-Z]\d[0-9AB](\.[0-9A-Z]{0,3})?$/],
  ['urn:oid:2.16.840.1.113883.6.104', /^\d\d(\.\d?)?$/],
]);

function isCategory(store: TerminologyStore, system: string, code: string): boolean {
  if (!BY_BEGINNING.get(system)?.test(code)) return false;
  return store.hasCodeFrom(system, code.includes('.') ? code : `${code}.`);
}

/** Drugs that RxNorm gives for an NDC, hyphens or not, with its flags; empty where it has none or ten digits could be several. */
export function codesOfNdc(store: TerminologyStore, ndc: string): readonly ReleaseMapping[] {
  const read = ndc11(ndc.trim());
  return read === null || read === 'ambiguous' ? [] : store.mappings(NDC, read.code, RXNORM);
}

/**
 * ICD-10-CM codes that the GEMs give for an ICD-9-CM code, with or without its point; `toCode` is empty where they say that there is none. Approximate entries,
 * combinations and alternatives are told by their flags and are for people to judge: one entry alone that is not approximate may be taken as it is.
 */
export function icd10OfIcd9(store: TerminologyStore, code: string): readonly ReleaseMapping[] {
  const read = icd9(code.trim());
  return read === null ? [] : store.mappings(ICD9, read, ICD10);
}

const MOST_CACHED = 50_000;

/** What the loaded releases say of codes under the OIDs of documents, remembered. */
export function codeLookup(store: TerminologyStore): {
  /** OIDs of the systems that are loaded. */
  readonly systems: readonly string[];
  standing(oid: string, code: string): CodeStanding['standing'];
} {
  const loaded = new Map<string, string>();
  for (const { system, concepts } of store.releases) {
    const oid = oidOf(system);
    if (concepts > 0 && oid !== null) loaded.set(oid, system);
  }
  const known = new Map<string, CodeStanding['standing']>();
  return {
    systems: [...loaded.keys()],
    standing: (oid, code) => {
      const key = `${oid} ${code}`;
      const before = known.get(key);
      if (before !== undefined) return before;
      const system = loaded.get(oid);
      const { standing } = system === undefined ? { standing: 'not-loaded' as const } : standingOf(store, system, code);
      if (known.size >= MOST_CACHED) known.clear();
      known.set(key, standing);
      return standing;
    },
  };
}
