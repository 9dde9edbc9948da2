import type { LoadedRelease, ReleaseMapping, TerminologyStore } from './contract.js';
import { type CodeStanding, standingOf } from './lookups.js';
import { foldText } from './terms.js';

/** What the loaded releases say of one code. */
export interface CodeFacts {
  readonly standing: Exclude<CodeStanding['standing'], 'not-loaded'>;
  /** Name of the concept, also of one that only an older release has; null where none has the code. */
  readonly display: string | null;
  /** Folded names of the concept. */
  readonly names: ReadonlySet<string>;
  /** `loinc 2.78`: the release that says so. */
  readonly release: string;
}

/** Entries of a map, and the release that brings it. */
export interface TranslationEntries {
  readonly release: string;
  readonly entries: readonly ReleaseMapping[];
}

/** What a run asks of the loaded releases. */
export interface ReleaseCodes {
  /** null: no release of the system is loaded, so nothing is said. */
  of(system: string, code: string): CodeFacts | null;
  /** Every entry of the maps from a code to a system; null where no loaded release maps between the two. */
  translations(fromSystem: string, code: string, toSystem: string): TranslationEntries | null;
}

/** A name as it is compared: case, accents, blanks and punctuation are no difference. */
export const comparableName = (name: string): string =>
  foldText(name)
    .replace(/[^\p{L}\p{N}%#+]+/gu, ' ')
    .trim();

export const releaseLabel = ({ name, version }: Pick<LoadedRelease, 'name' | 'version'>): string =>
  `${name} ${version}`;

const MOST_CACHED = 50_000;

/** The store behind a memory of what was asked: charts have few codes, many times. */
export function releaseCodes(store: TerminologyStore): ReleaseCodes {
  const loaded = new Set(store.releases.filter(({ concepts }) => concepts > 0).map(({ system }) => system));
  const known = new Map<string, CodeFacts>();
  const led = new Map<string, TranslationEntries | null>();
  const keep = <T>(map: Map<string, T>, key: string, value: T): T => {
    if (map.size >= MOST_CACHED) map.clear();
    map.set(key, value);
    return value;
  };
  return {
    of: (system, code) => {
      if (!loaded.has(system)) return null;
      const key = `${system} ${code}`;
      const before = known.get(key);
      return before ?? keep(known, key, factsOf(store, system, code));
    },
    translations: (fromSystem, code, toSystem) => {
      const key = `${fromSystem} ${toSystem} ${code}`;
      const before = led.get(key);
      if (before !== undefined) return before;
      const maps = store.releases.filter(({ pairs }) =>
        pairs.some(([from, to]) => from === fromSystem && to === toSystem),
      );
      // Of versions of one map the newest counts, as in the store's own answer.
      const counting = maps.filter((one, i) => maps[i - 1]?.name !== one.name);
      if (counting.length === 0) return keep(led, key, null);
      const entries = store.mappings(fromSystem, code, toSystem);
      return keep(led, key, { release: counting.map(releaseLabel).join(', '), entries });
    },
  };
}

function factsOf(store: TerminologyStore, system: string, code: string): CodeFacts {
  const { standing, version } = standingOf(store, system, code);
  const release = store.releases.find((one) => one.system === system && one.version === version);
  const concept =
    standing === 'unknown' || standing === 'category'
      ? null
      : (store.concept(system, code) ?? store.concept(system, code, version ?? undefined));
  return {
    standing: standing === 'not-loaded' ? 'unknown' : standing,
    display: concept?.display ?? null,
    names: new Set(concept === null ? [] : [concept.display, ...concept.synonyms].map(comparableName)),
    release: release === undefined ? '' : releaseLabel(release),
  };
}
