import { type DrugName, parseDrugName } from '../terminology/drugs/drug-name.js';
import type { Concept, TerminologyStore } from '../terminology/store/contract.js';
import { foldText } from '../terminology/store/terms.js';
import { BRANDS } from '../terminology/tables/drug-brands.js';
import { FORM_WORDS, NOISE, ROUTE_WORDS } from '../terminology/tables/drug-words.js';
import type { CodeSuggestion, Judgement, LocalTerm, TermKind } from './contract.js';
import { judgeDrug, type LocalDrug } from './drug-judge.js';
import { judgeLab, type LabName, type LocalLab, localLab, parseLabConcept } from './lab-judge.js';
import { codesByThemselves } from './mapped-codes.js';
import { DRUG_ABBREVIATIONS, LAB_ABBREVIATIONS, PROBLEM_ABBREVIATIONS } from './tables/abbreviations.js';
import { LAB_NOISE } from './tables/lab-words.js';
import { judgeText, localText } from './text-judge.js';

/** Candidates that one question to the store may give. */
const MOST_CANDIDATES = 120;
/** Below this nothing is suggested. */
const LEAST_SCORE = 0.25;
const MOST_CACHED = 20_000;
/** Of a word that the release does not have: no code has it, so it tells none from another. */
const UNKNOWN_WEIGHT = 2;

/**
 * Suggests codes of one system for local values: the store's full text finds candidates by the value, by what its abbreviations and brands mean, and by words spelt
 * alike; a judge of the value's kind ranks them. Every code comes out of the store.
 */
export class CodeSuggester {
  readonly #drugs = new Map<string, DrugName>();
  readonly #labs = new Map<string, LabName>();
  readonly #weights = new Map<string, number>();

  constructor(
    private readonly store: TerminologyStore,
    readonly system: string,
    readonly kind: TermKind,
  ) {}

  /** The best codes, best first; empty where nothing is near enough. */
  suggest(term: LocalTerm, limit = 5): CodeSuggestion[] {
    const own = codesByThemselves(this.store, this.system, term.text);
    if (own.some(({ score }) => score > 0.9)) return own.slice(0, limit);
    const { questions, judge } = this.#plan(term);
    const candidates = new Map<string, { concept: Concept; rank: number }>();
    for (const question of new Set(questions)) {
      if (question.trim() === '') continue;
      for (const { concept, rank } of this.store.search(this.system, question, MOST_CANDIDATES)) {
        const before = candidates.get(concept.code);
        if (!before || before.rank < rank) candidates.set(concept.code, { concept, rank });
      }
    }
    const judged: Judged[] = [];
    for (const { concept, rank } of candidates.values()) {
      const { score, equivalence, reasons, facets = [], unsaid = '' } = judge(concept, rank);
      const retired = concept.status === 'retired';
      const final = retired ? score * 0.6 : score;
      if (final < LEAST_SCORE) continue;
      const all = retired ? [...reasons, 'the code is retired'] : reasons;
      judged.push({ concept, score: final, equivalence, reasons: all, order: rank, facets, unsaid });
    }
    judged.sort(
      (a, b) =>
        b.score - a.score ||
        b.order - a.order ||
        a.concept.display.length - b.concept.display.length ||
        (a.concept.code < b.concept.code ? -1 : 1),
    );
    const found = varied(oneSalt(judged), limit).map(
      ({ order: _, facets: __, unsaid: ___, ...suggestion }): CodeSuggestion => suggestion,
    );
    return [...own, ...found.filter(({ concept }) => !own.some((one) => one.concept.code === concept.code))].slice(
      0,
      limit,
    );
  }

  /** Whether the release, an abbreviation or a brand has the word. */
  knows(word: string): boolean {
    const lists = [BRANDS, DRUG_ABBREVIATIONS, LAB_ABBREVIATIONS, PROBLEM_ABBREVIATIONS, FORM_WORDS, ROUTE_WORDS];
    if (lists.some((list) => list.has(word)) || NOISE.has(word) || LAB_NOISE.has(word)) return true;
    return this.store.terms(this.system, word).some(({ names }) => names > 0);
  }

  #plan(term: LocalTerm): { questions: string[]; judge: (concept: Concept, rank: number) => Judgement } {
    if (this.kind === 'drug') return this.#drugPlan(term);
    if (this.kind === 'lab') return this.#labPlan(term);
    const local = localText(term.text, this.kind === 'problem' ? PROBLEM_ABBREVIATIONS : new Map(), this.#weightOf);
    return {
      questions: [term.text, local.written],
      judge: (concept, rank) => judgeText(local, [concept.display, ...concept.synonyms], rank),
    };
  }

  #drugPlan(term: LocalTerm): { questions: string[]; judge: (concept: Concept, rank: number) => Judgement } {
    const name = this.#drugName(`${term.text} ${contextWords(term.context)}`);
    const meant = new Map<string, readonly string[]>();
    for (const word of [...name.words, ...name.salts]) {
      const stands = BRANDS.get(word) ?? DRUG_ABBREVIATIONS.get(word) ?? this.#brandInRelease(word);
      if (stands) meant.set(word, stands.split(' '));
    }
    const spoken = [...name.words, ...name.salts];
    const words = spoken.join(' ');
    const written = spoken.map((word) => meant.get(word)?.join(' ') ?? word).join(' ');
    const local: LocalDrug = { name, meant, weightOf: this.#weightOf };
    return {
      questions: [term.text, words, written, ...name.words, ...[...meant.values()].map((stands) => stands.join(' '))],
      judge: (concept) =>
        best([concept.display, ...concept.synonyms].map((text) => judgeDrug(local, this.#drug(text)))),
    };
  }

  /** A text of nothing but noise names a drug by what its short words mean: NS is sodium chloride. */
  #drugName(text: string): DrugName {
    const name = parseDrugName(text);
    if (name.words.length + name.salts.length > 0) return name;
    return parseDrugName(foldText(text).replace(/[a-z][a-z0-9]+/g, (word) => DRUG_ABBREVIATIONS.get(word) ?? word));
  }

  #labPlan(term: LocalTerm): { questions: string[]; judge: (concept: Concept, rank: number) => Judgement } {
    const local: LocalLab = localLab(term, this.#weightOf);
    return {
      questions: [term.text, ...local.questions],
      judge: (concept, rank) => judgeLab(local, this.#lab(concept), rank),
    };
  }

  /** What a brand of the release is made of: RxNorm writes it behind the substances, between brackets. */
  #brandInRelease(word: string): string | null {
    if (word.length < 4) return null;
    const shape = /^(.*?)\s*\[([^\]]+)\]\s*$/;
    for (const { concept } of this.store.search(this.system, word, 8)) {
      const match = shape.exec(concept.display);
      const brand = foldText(match?.[2] ?? '').split(/[^a-z0-9]+/);
      if (match && brand.includes(word)) return parseDrugName(match[1] ?? '').words.join(' ') || null;
    }
    return null;
  }

  #drug(text: string): DrugName {
    return cached(this.#drugs, text, () => parseDrugName(text));
  }

  #lab(concept: Concept): LabName {
    return cached(this.#labs, concept.code, () => parseLabConcept(concept));
  }

  /** How telling a word is in the release. */
  readonly #weightOf = (word: string): number =>
    cached(this.#weights, word, () => {
      const known = this.store.terms(this.system, word).filter(({ names }) => names > 0);
      return known.length === 0 ? UNKNOWN_WEIGHT : Math.max(0.5, ...known.map(({ weight }) => weight));
    });
}

function cached<T>(map: Map<string, T>, key: string, make: () => T): T {
  const known = map.get(key);
  if (known !== undefined) return known;
  if (map.size >= MOST_CACHED) map.clear();
  const made = make();
  map.set(key, made);
  return made;
}

interface Judged extends CodeSuggestion {
  readonly order: number;
  readonly facets: readonly string[];
  readonly unsaid: string;
}

/** Where several salts of one substance have codes that fit alike, none of them says the same as a source that names none. */
function oneSalt(judged: readonly Judged[]): readonly Judged[] {
  const salts = new Set(judged.filter(({ equivalence }) => equivalence === 'equivalent').map(({ unsaid }) => unsaid));
  if (salts.size < 2) return judged;
  return judged.map((one) =>
    one.equivalence !== 'equivalent' || one.unsaid === ''
      ? one
      : { ...one, equivalence: 'narrower', reasons: [...one.reasons, 'says a salt that the source does not'] },
  );
}

/** What an answer of a kind that is there already gives way by. */
const SAME_KIND = 0.05;
const MOST_VARIED = 60;

/**
 * The best and others that differ in kind, best first: of five answers that only differ in the form of a tablet, four tell a reviewer nothing. The first is always
 * the best.
 */
function varied(judged: readonly Judged[], limit: number): Judged[] {
  const left = judged.slice(0, MOST_VARIED);
  const taken: Judged[] = [];
  const seen = new Map<string, number>();
  while (taken.length < limit && left.length > 0) {
    const worth = left.map(
      ({ score, facets }) => score - SAME_KIND * facets.reduce((sum, facet) => sum + (seen.get(facet) ?? 0), 0),
    );
    const [one] = left.splice(taken.length === 0 ? 0 : worth.indexOf(Math.max(...worth)), 1);
    if (!one) break;
    taken.push(one);
    for (const facet of one.facets) seen.set(facet, (seen.get(facet) ?? 0) + 1);
  }
  return taken.sort((a, b) => judged.indexOf(a) - judged.indexOf(b));
}

const best = (judgements: readonly Judgement[]): Judgement =>
  judgements.reduce((a, b) => (b.score > a.score ? b : a), { score: 0, equivalence: 'inexact', reasons: [] });

/** Words of a row's context that say how a drug is given. */
function contextWords(context: string | undefined): string {
  if (context === undefined) return '';
  const folded = foldText(context);
  if (/\bnon[ -]?iv\b|\bby mouth\b|\bpo\b|\boral/.test(folded)) return ' oral ';
  return /\biv\b|intraven|push|infusion|drip|continuous/.test(folded) ? ' injection ' : '';
}
