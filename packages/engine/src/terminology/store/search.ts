import type { Statement } from 'better-sqlite3-multiple-ciphers';
import type { TermCount } from './contract.js';
import type { ReleaseDatabase } from './schema.js';
import { likeness, termsOf } from './terms.js';

/** A name of a concept that a question found. */
export interface NameHit {
  readonly concept: number;
  readonly text: string;
  /** 0 to 1. */
  readonly score: number;
}

/** A term of the index that stands for a term of the question, and how well. */
interface Stand {
  readonly term: string;
  readonly documents: number;
  readonly quality: number;
}

/** A question that would score more names than this leaves its commonest terms to the second look. */
const MOST_SCORED = 60_000;
/** Names that are looked at a second time. */
const MOST_NAMES = 400;
const MOST_TERMS = 32;
/** Below this likeness two words are not the same one spelt wrongly. */
const LEAST_LIKENESS = 0.7;
const MOST_CACHED = 20_000;

const quoted = (term: string): string => `"${term.replaceAll('"', '""')}"`;

/** Finds names in one release: BM25 takes the candidates, the share of the terms' weight that question and name have in common ranks them. */
export class NameSearch {
  readonly #names: number;
  readonly #documents: Statement<[string]>;
  readonly #prefix: Statement<[string, string]>;
  readonly #grams: Statement<[string]>;
  readonly #candidates: Statement<[string]>;
  readonly #cached = new Map<string, number>();

  constructor(db: ReleaseDatabase) {
    this.#names = db.prepare('SELECT count(*) FROM name').pluck().get() as number;
    this.#documents = db.prepare<[string]>('SELECT doc FROM vocabulary WHERE term = ?').pluck();
    this.#prefix = db.prepare('SELECT term, doc FROM vocabulary WHERE term > ? AND term < ? LIMIT 200');
    this.#grams = db.prepare(`SELECT term FROM gram WHERE gram MATCH ? ORDER BY rank LIMIT 60`);
    this.#candidates = db.prepare(
      `SELECT name.concept, name.text FROM (SELECT rowid FROM word WHERE word MATCH ? ORDER BY rank LIMIT ${MOST_NAMES}) AS hit JOIN name ON name.id = hit.rowid`,
    );
  }

  /** Names that have terms of the text, the best first; empty where none has. */
  find(text: string): NameHit[] {
    const asked = [...new Set(termsOf(text))].slice(0, MOST_TERMS);
    const stands = asked.map((term, i) => this.#standsFor(term, i === asked.length - 1));
    const query = this.#query(stands);
    if (query === null) return [];
    const rows = this.#candidates.all(query) as { concept: number; text: string }[];
    const weights = stands.map((group, i) => this.#weight(asked[i] ?? '', group));
    const whole = weights.reduce((sum, weight) => sum + weight, 0);
    const hits = rows.map(({ concept, text: name }) => {
      const terms = new Set(termsOf(name));
      let met = 0;
      const used = new Set<string>();
      stands.forEach((group, i) => {
        const best = group.find(({ term }) => terms.has(term));
        if (!best) return;
        met += (weights[i] ?? 0) * best.quality;
        used.add(best.term);
      });
      let own = 0;
      let shared = 0;
      for (const term of terms) {
        const weight = this.idf(term);
        own += weight;
        if (used.has(term)) shared += weight;
      }
      const recall = whole === 0 ? 0 : met / whole;
      const precision = own === 0 ? 0 : shared / own;
      return { concept, text: name, score: recall * (0.65 + 0.35 * precision) };
    });
    return hits.sort((a, b) => b.score - a.score || a.text.length - b.text.length || (a.text < b.text ? -1 : 1));
  }

  /** How telling a term is: BM25's inverse document frequency. */
  idf(term: string): number {
    return this.#idfOf(this.#count(term));
  }

  /** Terms of a text with the number of names that hold each. */
  terms(text: string): TermCount[] {
    return [...new Set(termsOf(text))].map((term) => ({ term, names: this.#count(term), weight: this.idf(term) }));
  }

  readonly #idfOf = (documents: number): number => Math.log(1 + (this.#names - documents + 0.5) / (documents + 0.5));

  #count(term: string): number {
    const known = this.#cached.get(term);
    if (known !== undefined) return known;
    const count = (this.#documents.get(term) as number | undefined) ?? 0;
    if (this.#cached.size >= MOST_CACHED) this.#cached.clear();
    this.#cached.set(term, count);
    return count;
  }

  #weight(term: string, group: readonly Stand[]): number {
    const first = group[0];
    return first === undefined ? this.#idfOf(/\d/.test(term) ? this.#names / 50 : 0) : this.#idfOf(first.documents);
  }

  /** The term itself where the index has it; else longer words that begin so; else words spelt alike. */
  #standsFor(term: string, isLast: boolean): Stand[] {
    const documents = this.#count(term);
    const own = documents > 0 ? [{ term, documents, quality: 1 }] : [];
    // Somebody may still be typing the last word, so it also means what it begins.
    if (/^\d/.test(term) || term.length < 3 || (documents > 0 && !isLast)) return own;
    const longer = this.#prefix.all(term, `${term}\u{10ffff}`) as { term: string; doc: number }[];
    const begun = longer
      .sort((a, b) => b.doc - a.doc)
      .slice(0, 12)
      .map(({ term: word, doc }) => ({ term: word, documents: doc, quality: 0.5 + (0.4 * term.length) / word.length }));
    if (own.length + begun.length > 0 || term.length < 4) return [...own, ...begun];
    return this.#alike(term);
  }

  #alike(term: string): Stand[] {
    const grams = Array.from({ length: term.length - 2 }, (_, i) => quoted(term.slice(i, i + 3)));
    return (this.#grams.all(grams.join(' OR ')) as { term: string }[])
      .map(({ term: word }) => ({ term: word, documents: this.#count(word), quality: likeness(term, word) }))
      .filter(({ quality }) => quality >= LEAST_LIKENESS)
      .sort((a, b) => b.quality - a.quality || b.documents - a.documents)
      .slice(0, 6);
  }

  #query(stands: readonly (readonly Stand[])[]): string | null {
    const all = stands.flat().sort((a, b) => a.documents - b.documents);
    const chosen: string[] = [];
    let scored = 0;
    for (const { term, documents } of all) {
      if (chosen.length > 0 && scored + documents > MOST_SCORED) break;
      scored += documents;
      chosen.push(quoted(term));
    }
    return chosen.length === 0 ? null : chosen.join(' OR ');
  }
}
