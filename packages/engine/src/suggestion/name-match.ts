import type { Catalogue } from './catalogue/catalogue.js';
import { entitiesOf } from './entities.js';
import type { NameWord } from './words.js';

export interface NameMatch {
  /** 0 to 1: how well the words of the name and of the phrase cover each other. */
  readonly score: number;
  readonly phrase: readonly string[];
  /** 0 to 1: how few targets speak the words that matched. */
  readonly telling: number;
  /** True where a description says this and hardly anything else. */
  readonly isWhole?: boolean;
}

/** Words that only say what a value is (a name, a code, a number): missing or left over, they tell little. */
const FORMAL = new Set([
  'name',
  'code',
  'number',
  'identifier',
  'description',
  'text',
  'value',
  'type',
  'date',
  'field',
  'profile',
  'data',
  'information',
  'flag',
  'key',
  'list',
  'by',
  'to',
]);

/** Of these, those without which a name means the thing itself: a diagnosis is no diagnosis code. */
const ESSENTIAL = new Set(['number', 'code', 'identifier']);

/** Words that make a column speak of somebody or something else than the row's own subject. */
const OTHERS = new Set(
  'guardian emergency spouse mother father kin employer guarantor subscriber insured attorney pharmacy parent partner sender recipient contact previous supervisor surgeon subscriber payer insurance caregiver next second secondary relative'.split(
    ' ',
  ),
);

/** Below this a match says nothing. */
const LEAST_MATCH = 0.25;
const LEAST_TEXT = 0.12;

/** What surrounds a name in its table. */
export interface NameContext {
  /** Ideas of the table's name. */
  readonly home: ReadonlySet<string>;
  /** Ideas that several columns of the table begin with. */
  readonly lead: ReadonlySet<string>;
}

const isFormal = (word: NameWord): boolean =>
  (word.readings[0] ?? []).every((idea) => FORMAL.has(idea) || /^\d$/.test(idea));

/** What a match is worth that leaves the last word of the name unsaid; and one that says only what all columns of the table say. */
const HEAD = 0.85;
/** The same for keys: a `PatientVisit_ID` leads to a visit. */
/** How much of its weight a word of a phrase counts as missing that the table's name says. */
const HOME_UNSAID = 0.25;
const KEY_HEAD = 0.6;
const LEAD = 0.4;
/** How much of its weight a word counts that no target speaks. */
const UNKNOWN_WORD = 0.5;

interface Phrase {
  readonly target: number;
  readonly words: readonly string[];
  readonly weight: number;
}

/** Index from words to the phrases of targets. */
export class NameIndex {
  readonly #byWord = new Map<string, readonly Phrase[]>();
  /** Phrases of formal words alone, by each. */
  readonly #formal = new Map<string, readonly Phrase[]>();
  readonly #weights = new Map<string, number>();
  readonly #resourceWords = new Map<string, ReadonlySet<string>>();

  constructor(private readonly catalogue: Catalogue) {
    for (const resource of catalogue.resources) this.#resourceWords.set(resource.type, resource.words);
    for (const target of catalogue.targets) {
      for (const words of target.phrases) {
        if (words.length === 0) continue;
        const weight = words.reduce((sum, word) => sum + this.#weight(word), 0);
        const phrase = { target: target.index, words, weight };
        const isFormalAll = words.every((word) => FORMAL.has(word));
        for (const word of words) {
          for (const index of isFormalAll ? [this.#byWord, this.#formal] : [this.#byWord])
            index.set(word, [...(index.get(word) ?? []), phrase]);
        }
      }
    }
  }

  #weight(word: string): number {
    const held = this.#weights.get(word);
    if (held !== undefined) return held;
    const weight = /^\d$/.test(word) ? 0.5 : this.catalogue.weightOf(word) * (FORMAL.has(word) ? 0.55 : 1);
    this.#weights.set(word, weight);
    return weight;
  }

  /** A word that no target speaks is a vendor's own more often than it says that the column is something else. */
  #leftWeight(word: string): number {
    return this.#weight(word) * (this.#byWord.has(word) ? 1 : UNKNOWN_WORD);
  }

  /** The best phrase of each target that shares a word with the name. Words of the table's name need not be said again. */
  matchName(name: readonly NameWord[], { home, lead }: NameContext): Map<number, NameMatch> {
    const words = withoutKeyOfNamed(name);
    const ideas = new Map<string, number>();
    for (const word of words) {
      word.readings.forEach((reading, rank) => {
        const sure = word.sure * (rank === 0 ? 1 : 0.92);
        for (const idea of reading) ideas.set(idea, Math.max(ideas.get(idea) ?? 0, sure));
      });
    }
    // "date" alone says nothing of an "end date of the address": formal words call up only phrases of formal words.
    const candidates = new Set<Phrase>();
    for (const idea of ideas.keys()) {
      for (const phrase of (FORMAL.has(idea) ? this.#formal : this.#byWord).get(idea) ?? []) candidates.add(phrase);
    }
    const best = new Map<number, NameMatch>();
    for (const phrase of candidates) {
      const target = this.catalogue.targets[phrase.target];
      const held = best.get(phrase.target)?.score ?? LEAST_MATCH;
      if (!target || this.#most(phrase, ideas, home) <= held) continue;
      const matched = new Map<string, number>();
      for (const word of phrase.words) {
        const sure = ideas.get(word);
        if (sure !== undefined) matched.set(word, sure);
      }
      const own = this.#resourceWords.get(target.resource);
      const hits = words.map((word) => word.readings.some((reading) => reading.some((idea) => matched.has(idea))));
      // Half of the name of a fact of its own is another thing: an age is no gestational age. So with reasons to map nothing.
      const whole = target.code !== null ? 2 : target.resource === '-' ? 1.6 : 1;
      const score =
        this.#score(words, hits, phrase, matched, own, target.resource, { home, lead }, whole) *
        this.#head(words, hits, matched, home, lead, target.takes === 'ref' || target.takes === 'id');
      if (score > held)
        best.set(phrase.target, { score, phrase: phrase.words, telling: this.#telling(matched.keys()) });
    }
    return best;
  }

  /** The most that a phrase can score, by what the name leaves out of it alone: most phrases need no closer look. */
  #most(phrase: Phrase, ideas: ReadonlyMap<string, number>, home: ReadonlySet<string>): number {
    let hit = 0;
    let missing = 0;
    for (const word of phrase.words) {
      if (ideas.has(word)) hit += this.#weight(word);
      else missing += this.#weight(word) * (home.has(word) ? HOME_UNSAID : 1);
    }
    return (2 * hit) / (2 * hit + missing);
  }

  #telling(words: Iterable<string>): number {
    let most = 0;
    for (const word of words) most = Math.max(most, this.catalogue.weightOf(word));
    return Math.max(0, Math.min(1, (most - 2) / 2.5));
  }

  /** What a column is comes last in its name: a `PrescriptionFolder` is a folder, whatever matches "prescription". */
  #head(
    words: readonly NameWord[],
    hits: readonly boolean[],
    matched: ReadonlyMap<string, number>,
    home: ReadonlySet<string>,
    lead: ReadonlySet<string>,
    isKeyOrReference: boolean,
  ): number {
    if (words.length < 2 || !hits.includes(false)) return 1;
    const end = words.length - 1;
    const last = words.findLastIndex((word) => !isFormal(word));
    const leavesUnsaid = words.some((word, at) => !hits[at] && !isFormal(word));
    let factor = 1;
    if (last >= 0 && !hits[last]) factor *= isKey(words[end]) ? KEY_HEAD : HEAD;
    // "Last" alone is a name's part, the last visit is none.
    if (matched.size === 1 && (matched.has('last') || matched.has('first')) && leavesUnsaid) factor *= 0.5;
    // What a reference leads to has types, dates and states of its own: a `specimen_type` is no specimen.
    if (isKeyOrReference && !hits[end] && OF_THE_OTHER.has(words[end]?.readings[0]?.join(' ') ?? '')) factor *= 0.5;
    if (leavesUnsaid && [...matched.keys()].every((idea) => home.has(idea) || lead.has(idea))) factor *= LEAD;
    return factor;
  }

  #score(
    words: readonly NameWord[],
    hits: readonly boolean[],
    phrase: Phrase,
    matched: ReadonlyMap<string, number>,
    own: ReadonlySet<string> | undefined,
    resource: string,
    { home, lead }: NameContext,
    whole: number,
  ): number {
    let hit = 0;
    for (const [idea, sure] of matched) hit += this.#weight(idea) * sure;
    // Of the phrase, what the name leaves out; what the table's name says already counts half.
    let missing = 0;
    let strange = 1;
    for (const word of phrase.words) {
      if (matched.has(word)) continue;
      // A city is no subscriber's city, unless the table is the subscribers'.
      if (OTHERS.has(word) && !home.has(word) && !lead.has(word)) strange *= 0.6;
      missing +=
        (ESSENTIAL.has(word) ? this.catalogue.weightOf(word) : this.#weight(word)) * (home.has(word) ? HOME_UNSAID : 1);
    }
    // Of the name, what the phrase leaves out.
    let left = 0;
    for (let at = 0; at < words.length; at++) {
      const word = words[at];
      if (!word) continue;
      if (hits[at]) {
        if (word.readings.length === 1 && word.readings[0]?.length === 1) continue;
        // A reading of several ideas must be matched whole: "dob" is not any "date".
        let least = Number.POSITIVE_INFINITY;
        for (const reading of word.readings) {
          if (!reading.some((idea) => matched.has(idea))) continue;
          least = Math.min(
            least,
            reading.filter((idea) => !matched.has(idea)).reduce((sum, idea) => sum + this.#weight(idea), 0),
          );
        }
        left += least * 0.9;
        continue;
      }
      const ideas = word.readings[0] ?? [];
      const weight = ideas.reduce((sum, idea) => sum + this.#leftWeight(idea), 0);
      const isHome = ideas.every((idea) => home.has(idea) || lead.has(idea));
      const isOwn = own !== undefined && ideas.every((idea) => own.has(idea)) && !isOfAnother(word, resource);
      left += weight * (isHome ? 0.12 : isOwn ? 0.3 : 1);
      if (!isOwn && ideas.some((idea) => OTHERS.has(idea) && !home.has(idea))) strange *= 0.6;
    }
    const precision = hit / (hit + left);
    const recall = hit / (hit + missing * whole);
    return ((2 * precision * recall) / (precision + recall)) * strange;
  }

  /** Phrases that a description holds whole; long descriptions say little of each. */
  matchText(words: readonly string[], home: ReadonlySet<string>): Map<number, NameMatch> {
    const said = new Set(words.slice(0, 24));
    const all = [...said].reduce((sum, word) => sum + this.#weight(word) * (home.has(word) ? 0.3 : 1), 0);
    const best = new Map<number, NameMatch>();
    const seen = new Set<Phrase>();
    for (const word of said) {
      for (const phrase of this.#byWord.get(word) ?? []) {
        if (seen.has(phrase)) continue;
        seen.add(phrase);
        if (!phrase.words.every((each) => said.has(each))) continue;
        // "Unique identifier" stands in the description of every reference: what speaks against a column in passing counts less.
        const passing = this.catalogue.targets[phrase.target]?.resource === '-' ? 0.5 : 1;
        const score = (passing * phrase.weight) / (phrase.weight + 0.4 * Math.max(0, all - phrase.weight));
        if (score > (best.get(phrase.target)?.score ?? LEAST_TEXT))
          best.set(phrase.target, { score, phrase: phrase.words, telling: this.#telling(phrase.words) });
      }
    }
    return best;
  }
}

/** `DX_ID_DX_NAME`, `diagnosis_coded_name`: the name of what a key or code stands for is a name. */
function withoutKeyOfNamed(words: readonly NameWord[]): readonly NameWord[] {
  const isNamed = words.length > 1 && words.at(-1)?.readings[0]?.[0] === 'name';
  if (!isNamed) return words;
  return words.filter((word) => !KEYS.has(word.readings[0]?.join(' ') ?? ''));
}

const KEYS = new Set(['identifier number', 'code']);

/** The noun of another resource: the order of `order_date` is no word of results, though results are of orders. */
function isOfAnother(word: NameWord, resource: string): boolean {
  const types = entitiesOf(word);
  return types.length > 0 && !types.includes(resource);
}

const OF_THE_OTHER = new Set(
  'type status date time category class flag value reason note comment quantity source role priority severity'.split(
    ' ',
  ),
);

const isKey = (word: NameWord | undefined): boolean => word?.readings[0]?.join(' ') === 'identifier number';
