/** Words that a narrative may have of its own: labels and joints that say nothing of the patient. */
const OWN = new Set(
  'not stated at to since until end unknown age dose doses refill refills for as needed every time times utc yes no and or of in the day days hour hours week weeks month months year years minute minutes second seconds given recorded by january february march april may june july august september october november december'.split(
    ' ',
  ),
);

const WORD = /[\p{L}\p{N}]+(?:[.][\p{N}]+)*/gu;

const wordsOf = (text: string): string[] => text.toLowerCase().match(WORD) ?? [];

/** All words of a set of values. */
export function narrativeWords(values: ReadonlySet<string>): ReadonlySet<string> {
  const words = new Set<string>();
  for (const value of values) for (const word of wordsOf(value)) words.add(word);
  return words;
}

/** How many words of a narrative row come neither from the chart nor from the writer's own few. */
export function unexplainedWords(row: string, known: ReadonlySet<string>): number {
  let count = 0;
  for (const word of wordsOf(row)) if (!known.has(word) && !OWN.has(word)) count++;
  return count;
}
