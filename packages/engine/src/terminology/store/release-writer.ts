import type { LoadedRelease, ReleaseMapping } from './contract.js';
import { createRelease, FORMAT, finishRelease, type ReleaseDatabase } from './schema.js';

export interface WrittenConcept {
  readonly code: string;
  readonly display: string;
  readonly synonyms?: readonly string[];
  readonly retired?: boolean;
  readonly attributes?: Readonly<Record<string, string>>;
  /** Where a code comes more than once, the lowest place gives display and attributes; 0 by default. */
  readonly place?: number;
}

export interface ReleaseFacts {
  readonly name: string;
  readonly system: string;
  readonly version: string;
  readonly loadedAt: string;
  readonly fingerprint: string;
}

/** Takes a release row by row into one file; memory is bounded by SQLite's cache. */
export class ReleaseWriter {
  readonly #db: ReleaseDatabase;
  readonly #put;
  readonly #id;
  readonly #name;
  readonly #display;
  readonly #attribute;
  readonly #relation;
  readonly #mapping;
  readonly #pairs = new Map<string, [string, string]>();
  #damaged = 0;
  /** Places of the first damaged lines: `file:line`. */
  readonly damages: string[] = [];

  constructor(readonly path: string) {
    this.#db = createRelease(path);
    const prepare = (sql: string) => this.#db.prepare(sql);
    // SQLite evaluates every right-hand side on the row as it was, so the place may be compared and set in one statement.
    this.#put = prepare(`INSERT INTO concept (code, display, place, retired, attributes) VALUES (?, ?, ?, ?, ?)
      ON CONFLICT (code) DO UPDATE SET
        display = iif(excluded.place < place, excluded.display, display),
        attributes = iif(excluded.place < place, excluded.attributes, attributes),
        retired = min(retired, excluded.retired),
        place = min(place, excluded.place)
      RETURNING id`);
    this.#id = prepare('SELECT id FROM concept WHERE code = ?').pluck();
    this.#name = prepare('INSERT OR IGNORE INTO name (concept, text) VALUES (?, ?)');
    this.#display = prepare('UPDATE concept SET display = ?, place = ? WHERE code = ? AND place > ?');
    this.#attribute = prepare('INSERT OR IGNORE INTO attribute VALUES (?, ?, ?)');
    this.#relation = prepare('INSERT OR IGNORE INTO relation VALUES (?, ?, ?)');
    this.#mapping = prepare(
      'INSERT OR IGNORE INTO mapping (from_system, from_code, to_system, to_code, flags) VALUES (?, ?, ?, ?, ?)',
    );
    this.#put.pluck();
  }

  concept({ code, display, synonyms = [], retired = false, attributes, place = 0 }: WrittenConcept): void {
    const told = attributes && Object.entries(attributes).filter(([, value]) => value !== '');
    const json = told && told.length > 0 ? JSON.stringify(Object.fromEntries(told)) : null;
    const id = this.#put.get(code, display, place, retired ? 1 : 0, json);
    // A display that is only the code is a stand-in until names come.
    if (display !== code) this.#name.run(id, display);
    for (const text of synonyms) if (text !== '') this.#name.run(id, text);
  }

  /** Adds a name, which becomes the display where its place is the lowest, and attributes to a concept; false where the release has no such concept. */
  described(code: string, text: string, place: number, attributes: Readonly<Record<string, string>>): boolean {
    if (!this.name(code, text)) return false;
    this.#display.run(text, place, code, place);
    for (const [name, value] of Object.entries(attributes)) this.attribute(code, name, value);
    return true;
  }

  /** Adds a name to a concept; false where the release has no such concept. */
  name(code: string, text: string): boolean {
    const id = this.#id.get(code);
    if (id !== undefined && text !== '') this.#name.run(id, text);
    return id !== undefined;
  }

  /** Adds what is told about a concept beside its row; false where the release has no such concept. */
  attribute(code: string, name: string, value: string): boolean {
    const id = this.#id.get(code);
    if (id !== undefined && value !== '') this.#attribute.run(id, name, value);
    return id !== undefined;
  }

  relation(code: string, kind: string, other: string): void {
    this.#relation.run(code, kind, other);
  }

  mapping({ fromSystem, fromCode, toSystem, toCode, flags }: ReleaseMapping): void {
    const pair = `${fromSystem} ${toSystem}`;
    if (!this.#pairs.has(pair)) this.#pairs.set(pair, [fromSystem, toSystem]);
    this.#mapping.run(fromSystem, fromCode, toSystem, toCode, JSON.stringify(flags));
  }

  /** Counts a line that cannot be read. */
  damage(where: string): void {
    this.#damaged += 1;
    if (this.damages.length < 20) this.damages.push(where);
  }

  /** How many of what was written so far. */
  counts(): Pick<LoadedRelease, 'concepts' | 'mappings' | 'damaged' | 'pairs'> {
    const count = (table: string): number => this.#db.prepare(`SELECT count(*) FROM ${table}`).pluck().get() as number;
    return {
      concepts: count('concept'),
      mappings: count('mapping'),
      damaged: this.#damaged,
      pairs: [...this.#pairs.values()],
    };
  }

  /** Indexes and closes the file. */
  finish(facts: ReleaseFacts): void {
    finishRelease(this.#db, { format: FORMAT, ...facts, ...this.counts() });
  }

  /** Closes the file unfinished; the caller deletes it. */
  abandon(): void {
    if (this.#db.open) this.#db.close();
  }
}
