import { BRANDS } from '../../../terminology/tables/drug-brands.js';
import { DRUG_NAMES } from '../../../terminology/tables/drug-names.js';
import { SALTS } from '../../../terminology/tables/drug-words.js';
import { isPlainWord } from '../../../terminology/words/plain-text.js';
import { isEnglishLike } from './plain-endings.js';

/** How a word was known as a drug's name, the surest first. */
export type DrugStanding = 'listed' | 'doubtful' | 'misspelt' | 'stem';

export interface KnownDrug {
  /** The name as the table has it; the word itself for one known by its stem. */
  readonly name: string;
  readonly standing: DrugStanding;
}

/** Stems of nonproprietary names (USAN and INN): what a word that ends so is made for. Words shorter than seven letters say nothing. */
const STEM =
  /(?:[^o]statin|pril|prilat|sartan|olol|dipine|thiazide|semide|parin|xaban|grel|gatran|fibrate|glitazone|gliptin|gliflozin|glutide|lukast|terol|tropium|solone|nisone|metasone|asone|onide|profen|coxib|codone|morphone|orphan|peridone|piprazole|apine|ciclib|parib|rafenib|tinib|degib|lisib|limus|grastim|kinra|tacept|nercept|prazole|conazole|nidazole|bendazole|zosin|dafil|denafil|nafil|steride|relin|relix|oxacin|floxacin|cillin|penem|bactam|mycin|micin|cycline|oquine|aquine|navir|tegravir|buvir|asvir|ciclovir|cyclovir|fovir|virine|vudine|gepant|orexant|triptan|setron|tidine|dronate|azepam|azolam|barbital|caine|oxetine|faxine|traline|triptyline|pramine|zumab|ximab|mumab|limab|tumab|cimab|kizumab|ciguat|entan|vaptan|renone|lutamide|platin|taxel|rubicin|bicin|citabine|trexate|trexed|vastatin|tocin|pressin|tacrine|gabalin|racetam|toin|zolamide|prost|oprost|sulfan|phylline|mustine|lamide)$/;
const NO_DRUGS: ReadonlySet<string> = new Set(
  'cocaine procaine cystatin somatostatin follistatin myostatin orphan agrin toxin prostate alanine histidine lamide vasopressin glycocalicin antiphylline trapine propine alpine'.split(
    ' ',
  ),
);

/** Names of one word from which a misspelling may be of, by the word with letters left out. */
class Misspellings {
  readonly #without = new Map<string, string[]>();

  constructor(names: Iterable<string>) {
    for (const name of names) {
      const most = mostMistakes(name.length);
      for (const part of lettersOut(name, most)) {
        const list = this.#without.get(part);
        if (list === undefined) this.#without.set(part, [name]);
        else list.push(name);
      }
    }
  }

  /** The one name that is nearest; null where none is near, or two are as near. */
  nearest(word: string): string | null {
    let best: string | null = null;
    let least = Number.POSITIVE_INFINITY;
    const seen = new Set<string>();
    for (const part of lettersOut(word, mostMistakes(word.length)))
      for (const name of this.#without.get(part) ?? []) {
        if (seen.has(name)) continue;
        seen.add(name);
        // Writers and readers of pages seldom mistake the first letter, and a hyphen is no letter.
        const distance = editDistance(word, name) + (word[0] === name[0] ? 0 : 0.5);
        if (distance > mostMistakes(Math.min(word.length, name.length)) + 0.5) continue;
        if (distance < least) {
          least = distance;
          best = name;
        } else if (distance === least && name !== best) best = null;
      }
    return best;
  }
}

const mostMistakes = (length: number): number => (length < 5 ? 0 : length < 9 ? 1 : 2);

function lettersOut(word: string, most: number): Set<string> {
  const all = new Set([word]);
  let last = [word];
  for (let round = 0; round < most; round++) {
    const next: string[] = [];
    for (const one of last)
      for (let i = 0; i < one.length; i++) {
        const less = one.slice(0, i) + one.slice(i + 1);
        if (all.has(less)) continue;
        all.add(less);
        next.push(less);
      }
    last = next;
  }
  return all;
}

/** Damerau-Levenshtein (optimal string alignment). */
export function editDistance(a: string, b: string): number {
  let older: number[] = [];
  let previous = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a.charCodeAt(i - 1) === b.charCodeAt(j - 1);
      let cost = Math.min((previous[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (previous[j - 1] ?? 0) + (same ? 0 : 1));
      const swapped =
        i > 1 && j > 1 && a.charCodeAt(i - 1) === b.charCodeAt(j - 2) && a.charCodeAt(i - 2) === b.charCodeAt(j - 1);
      if (swapped) cost = Math.min(cost, (older[j - 2] ?? 0) + 1);
      row.push(cost);
    }
    older = previous;
    previous = row;
  }
  return previous[b.length] ?? 0;
}

/** A name as it is looked up: lower case, hyphens as blanks, one blank between words. */
export const foldDrug = (name: string): string =>
  name
    .toLowerCase()
    .replace(/[-\s]+/g, ' ')
    .trim();

/** Longest word that is looked at for mistakes. */
const LONGEST = 28;
const MOST_REMEMBERED = 50_000;

/** Names of drugs: of the shipped tables, of a loaded release, and by their stems. */
export class DrugLexicon {
  readonly #names = new Map<string, DrugStanding>();
  /** Words in the longest name that begins with this one. */
  readonly #longest = new Map<string, number>();
  /** Misspellings are looked for among these alone: among all names of a release every word is near one. */
  readonly #shipped: ReadonlySet<string>;
  #misspellings: Misspellings | null = null;
  readonly #remembered = new Map<string, KnownDrug | null>();

  /** @param more Further names, e.g. ingredients and brands of the loaded RxNorm release. */
  constructor(more: Iterable<string> = []) {
    for (const { name, doubtful } of DRUG_NAMES) this.#add(name, doubtful ? 'doubtful' : 'listed');
    for (const brand of BRANDS.keys())
      this.#add(brand, brand === 'armour' || brand === 'sonata' ? 'doubtful' : 'listed');
    this.#shipped = new Set(this.#names.keys());
    for (const name of more) {
      const folded = foldDrug(name);
      if (folded.length < 4 || folded.split(' ').length > 4 || !/^[a-z]/.test(folded)) continue;
      if (this.#names.has(folded)) continue;
      const isPlain = folded.split(' ').every((word) => isPlainWord(word) && !STEM.test(word));
      this.#add(name, isPlain ? 'doubtful' : 'listed');
    }
  }

  #add(name: string, standing: DrugStanding): void {
    const folded = foldDrug(name);
    if (this.#names.has(folded) && standing === 'doubtful') return;
    this.#names.set(folded, standing);
    const words = folded.split(/[ /]/);
    const first = words[0] ?? '';
    this.#longest.set(first, Math.max(this.#longest.get(first) ?? 0, words.length));
  }

  get size(): number {
    return this.#names.size;
  }

  /** How many words the longest name that begins with this word has; 0: none begins so. */
  longestFrom(word: string): number {
    return this.#longest.get(word) ?? 0;
  }

  /** A folded name as it stands in a table. */
  listed(folded: string): DrugStanding | undefined {
    return this.#names.get(folded);
  }

  /** A folded word as a drug: listed, misspelt, or by its stem; null where nothing says that it is one. */
  word(word: string): KnownDrug | null {
    const standing = this.#names.get(word);
    if (standing !== undefined) return { name: word, standing };
    if (word.length < 5 || word.length > LONGEST) return null;
    const known = this.#remembered.get(word);
    if (known !== undefined) return known;
    const found = this.#unlisted(word);
    if (this.#remembered.size < MOST_REMEMBERED) this.#remembered.set(word, found);
    return found;
  }

  #unlisted(word: string): KnownDrug | null {
    if (!/^[a-z][a-z0-9]+$/.test(word) || NO_DRUGS.has(word) || SALTS.has(word)) return null;
    const stem = word.length >= 7 && STEM.test(word);
    if (!stem && isEnglishLike(word)) return null;
    this.#misspellings ??= new Misspellings(
      [...this.#shipped].filter((name) => this.#names.get(name) === 'listed' && /^[a-z]{5,}$/.test(name)),
    );
    const near = this.#misspellings.nearest(word);
    // A common word of records (or what only looks like one by its ending) may be a long name with one letter wrong, no more.
    const name =
      near === null || stem || !isPlainWord(word) || (word.length >= 8 && editDistance(word, near) === 1) ? near : null;
    if (name !== null) return { name, standing: stem ? 'listed' : 'misspelt' };
    return stem ? { name: word, standing: 'stem' } : null;
  }
}

let shipped: DrugLexicon | null = null;
/** The lexicon of the shipped tables alone. */
export const shippedLexicon = (): DrugLexicon => (shipped ??= new DrugLexicon());
