import type { Known } from './known.js';

/** Words that a narrative may have of its own: labels and joints that say nothing of the patient. */
const OWN = new Set(
  (
    'not stated at to from since until end unknown age dose doses refill refills for as needed every time times utc yes no and or of in the ' +
    'day days hour hours week weeks month months year years minute minutes second seconds given recorded by since least most ' +
    'january february march april may june july august september october november december care plan order goal planned activity ' +
    'signed note notes itself is this entry source has text a document its own holds recommended immunization encounter supply nutrition contributed death lifetime sign mmhg lb °f °c f c bytes file made '
  ).split(' '),
);

const WORD = /[\p{L}\p{N}]+(?:[.][\p{N}]+)*/gu;

const layerWords = new WeakMap<ReadonlySet<string>, ReadonlySet<string>>();

const wordsOf = (text: string): readonly string[] => text.toLowerCase().match(WORD) ?? [];

function wordsIn(layer: ReadonlySet<string>): ReadonlySet<string> {
  let words = layerWords.get(layer);
  if (!words) {
    const found = new Set<string>();
    for (const text of layer) for (const word of wordsOf(text)) found.add(word);
    words = found;
    layerWords.set(layer, words);
  }
  return words;
}

/** Words of a narrative row that come neither from the chart nor from the writer's own few. */
export function unexplainedWords(row: string, known: readonly Known[]): string[] {
  const layers = new Set(known.flatMap(({ layers }) => layers));
  return [...new Set(wordsOf(row))].filter((word) => {
    if (OWN.has(word)) return false;
    for (const layer of layers) if (wordsIn(layer).has(word)) return false;
    return true;
  });
}
