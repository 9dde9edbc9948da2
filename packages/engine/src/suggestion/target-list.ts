import { nameWords, textWords } from './words.js';

/** A column or element of any model, by names and descriptions alone. */
export interface DescribedElement {
  /** `table.element` or any other unique name. */
  readonly id: string;
  readonly table: string;
  readonly name: string;
  readonly tableText: string | null;
  readonly text: string | null;
}

export interface ListMatch {
  readonly target: string;
  /** 0 to 1; comparable within one source column. */
  readonly score: number;
}

type Vector = ReadonlyMap<string, number>;

/**
 * For each source column the best elements of a target list that is given as data (OMOP, a registry's template), by words of names and descriptions weighed by how
 * rare they are among the elements: for target models that the catalogue does not know. Source id to matches, the best first.
 */
export function matchTargetList(
  sources: readonly DescribedElement[],
  targets: readonly DescribedElement[],
  most = 5,
): ReadonlyMap<string, readonly ListMatch[]> {
  const all = [...sources, ...targets].map(partsOf);
  const rarity = {
    name: rarityOf(all.map((one) => one.name)),
    text: rarityOf(all.map((one) => one.text)),
    home: rarityOf(all.map((one) => one.home)),
  };
  const weighed = all.map((one) => ({
    name: weigh(one.name, rarity.name),
    text: weigh(one.text, rarity.text),
    home: weigh(one.home, rarity.home),
  }));
  const found = new Map<string, readonly ListMatch[]>();
  sources.forEach((source, at) => {
    const own = weighed[at];
    if (!own) return;
    const scored = targets.map((target, to) => {
      const other = weighed[sources.length + to];
      if (!other) return { target: target.id, score: 0 };
      const score =
        0.3 * cosine(own.name, other.name) +
        0.25 * cosine(own.text, other.text) +
        0.15 * Math.max(cosine(own.name, other.text), cosine(own.text, other.name)) +
        0.3 * cosine(own.home, other.home);
      return { target: target.id, score };
    });
    scored.sort((a, b) => b.score - a.score || (a.target < b.target ? -1 : 1));
    found.set(
      source.id,
      scored.slice(0, most).map(({ target, score }) => ({ target, score: Math.round(score * 1000) / 1000 })),
    );
  });
  return found;
}

/** Ideas that mean the same place in a model: words of the trade that the vocabulary keeps apart for columns. */
const KIN: Readonly<Record<string, string>> = Object.freeze({
  ...{
    person: 'patient',
    exposure: 'medication',
    drug: 'medication',
    immunization: 'medication',
    problem: 'condition',
    diagnosis: 'condition',
  },
  ...{ concept: 'code', result: 'observation', measure: 'observation', lab: 'observation' },
});

function partsOf(element: DescribedElement): { name: string[]; text: string[]; home: string[] } {
  const ideas = (name: string): string[] => nameWords(name).flatMap((word) => word.readings[0] ?? []);
  const kin = (words: readonly string[]): string[] => words.map((word) => KIN[word] ?? word);
  return {
    name: kin(ideas(element.name)),
    text: kin(textWords(element.text ?? '')),
    home: kin([...ideas(element.table), ...textWords(element.tableText ?? '').slice(0, 40)]),
  };
}

function rarityOf(texts: readonly (readonly string[])[]): Vector {
  const count = new Map<string, number>();
  for (const words of texts) for (const word of new Set(words)) count.set(word, (count.get(word) ?? 0) + 1);
  return new Map([...count].map(([word, n]) => [word, Math.log(1 + texts.length / n)]));
}

function weigh(words: readonly string[], rarity: Vector): Vector {
  const vector = new Map<string, number>();
  for (const word of words) vector.set(word, (vector.get(word) ?? 0) + 1);
  for (const [word, n] of vector) vector.set(word, (1 + Math.log(n)) * (rarity.get(word) ?? 0));
  return vector;
}

function cosine(a: Vector, b: Vector): number {
  let dot = 0;
  for (const [word, weight] of a) dot += weight * (b.get(word) ?? 0);
  if (dot === 0) return 0;
  const norm = (v: Vector): number => Math.sqrt([...v.values()].reduce((sum, w) => sum + w * w, 0));
  return dot / (norm(a) * norm(b));
}
