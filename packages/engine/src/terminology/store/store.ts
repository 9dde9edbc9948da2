import type { Statement } from 'better-sqlite3-multiple-ciphers';
import type { Concept, Found, LoadedRelease, ReleaseMapping, TermCount, TerminologyStore } from './contract.js';
import { type OpenedRelease, openReleases } from './folder.js';
import { NameSearch } from './search.js';

interface ConceptRow {
  readonly id: number;
  readonly code: string;
  readonly display: string;
  readonly retired: number;
  readonly attributes: string | null;
}

/** A release that is open for reading. */
class Release {
  readonly loaded: LoadedRelease;
  readonly pairs: readonly (readonly [string, string])[];
  readonly #db;
  readonly #byCode: Statement<[string]>;
  readonly #byId: Statement<[number]>;
  readonly #names: Statement<[number]>;
  readonly #attributes: Statement<[number]>;
  readonly #mappings: Statement<[string, string, string]>;
  readonly #related: Statement<[string, string]>;
  readonly #from: Statement<[string, string]>;
  #search: NameSearch | null = null;

  constructor({ db, meta }: OpenedRelease) {
    const { format: _, ...loaded } = meta;
    this.loaded = loaded;
    this.pairs = loaded.pairs;
    this.#db = db;
    this.#byCode = db.prepare('SELECT * FROM concept WHERE code = ?');
    this.#byId = db.prepare('SELECT * FROM concept WHERE id = ?');
    this.#names = db.prepare<[number]>('SELECT text FROM name WHERE concept = ? ORDER BY id').pluck();
    this.#attributes = db.prepare('SELECT name, value FROM attribute WHERE concept = ?');
    this.#mappings = db.prepare(
      'SELECT to_code, flags FROM mapping WHERE from_code = ? AND from_system = ? AND to_system = ?',
    );
    this.#from = db.prepare('SELECT 1 FROM concept WHERE code >= ? AND code < ? LIMIT 1');
    this.#related = db.prepare<[string, string]>('SELECT other FROM relation WHERE code = ? AND kind = ?').pluck();
  }

  concept(code: string): Concept | null {
    const row = this.#byCode.get(code) as ConceptRow | undefined;
    return row ? this.#conceptOf(row) : null;
  }

  *concepts(): Generator<Concept> {
    // Pages by code instead of one open statement, so that others may ask meanwhile.
    const page = this.#db.prepare('SELECT * FROM concept WHERE code > ? ORDER BY code LIMIT 500');
    for (let last = ''; ; ) {
      const rows = page.all(last) as ConceptRow[];
      for (const row of rows) yield this.#conceptOf(row);
      const end = rows.at(-1);
      if (!end) return;
      last = end.code;
    }
  }

  search(text: string, limit: number): Found[] {
    const found: Found[] = [];
    const seen = new Set<number>();
    for (const { concept, text: matched, score } of this.#nameSearch().find(text)) {
      if (found.length >= limit) break;
      if (seen.has(concept)) continue;
      seen.add(concept);
      const row = this.#byId.get(concept) as ConceptRow | undefined;
      if (row) found.push({ concept: this.#conceptOf(row), rank: score, matched });
    }
    return found;
  }

  terms(text: string): TermCount[] {
    return this.#nameSearch().terms(text);
  }

  #nameSearch(): NameSearch {
    this.#search ??= new NameSearch(this.#db);
    return this.#search;
  }

  mappings(fromSystem: string, fromCode: string, toSystem: string): ReleaseMapping[] {
    const rows = this.#mappings.all(fromCode, fromSystem, toSystem) as { to_code: string; flags: string }[];
    return rows.map(({ to_code: toCode, flags }) => ({
      ...{ fromSystem, fromCode, toSystem, toCode },
      flags: JSON.parse(flags) as Record<string, string>,
    }));
  }

  related(code: string, kind: string): string[] {
    return this.#related.all(code, kind) as string[];
  }

  hasCodeFrom(beginning: string): boolean {
    return this.#from.get(beginning, `${beginning}\uffff`) !== undefined;
  }

  close(): void {
    this.#db.close();
  }

  #conceptOf({ id, code, display, retired, attributes }: ConceptRow): Concept {
    const names = this.#names.all(id) as string[];
    const told: Record<string, string> = attributes === null ? {} : JSON.parse(attributes);
    for (const { name, value } of this.#attributes.all(id) as { name: string; value: string }[])
      told[name] = Object.hasOwn(told, name) ? `${told[name]} | ${value}` : value;
    return {
      system: this.loaded.system,
      code,
      display,
      synonyms: names.filter((name) => name !== display),
      status: retired === 1 ? 'retired' : 'active',
      attributes: told,
    };
  }
}

/** Opens the releases of a folder; an absent folder holds none. Close it with `using`. */
export function openTerminologyStore(folder: string): TerminologyStore {
  const releases = openReleases(folder).map((opened) => new Release(opened));
  const newest = new Map<string, Release>();
  for (const release of releases) {
    const { system, concepts, loadedAt } = release.loaded;
    const other = newest.get(system);
    // Within one name they come newest first; of two names for one system the one loaded last counts.
    const isNewer = !other || (other.loaded.name !== release.loaded.name && other.loaded.loadedAt < loadedAt);
    if (concepts > 0 && isNewer) newest.set(system, release);
  }
  const newestOfName = releases.filter((release, i) => releases[i - 1]?.loaded.name !== release.loaded.name);
  return {
    releases: releases.map(({ loaded }) => loaded),
    concept: (system, code, version) => {
      if (version === undefined) return newest.get(system)?.concept(code) ?? null;
      const named = releases.find(({ loaded }) => loaded.system === system && loaded.version === version);
      return named?.concept(code) ?? null;
    },
    concepts: (system) => newest.get(system)?.concepts() ?? [],
    search: (system, text, limit) => newest.get(system)?.search(text, limit) ?? [],
    terms: (system, text) => newest.get(system)?.terms(text) ?? [],
    mappings: (fromSystem, fromCode, toSystem) =>
      newestOfName
        .filter(({ pairs }) => pairs.some(([from, to]) => from === fromSystem && to === toSystem))
        .flatMap((release) => release.mappings(fromSystem, fromCode, toSystem)),
    related: (system, code, kind) => newest.get(system)?.related(code, kind) ?? [],
    hasCodeFrom: (system, beginning) => newest.get(system)?.hasCodeFrom(beginning) ?? false,
    [Symbol.dispose]: () => {
      for (const release of releases) release.close();
    },
  };
}
