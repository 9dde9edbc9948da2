/** Words that a narrative may have of its own: labels and joints that say nothing of the patient. */
const OWN = new Set(
  (
    'not stated at to from since until end unknown age dose doses refill refills for as needed every time times utc yes no and or of in the ' +
    'day days hour hours week weeks month months year years minute minutes second seconds given recorded by since least most ' +
    'january february march april may june july august september october november december care plan order goal planned activity ' +
    'signed note notes itself is this entry source has text sign mmhg lb °f °c f c '
  ).split(' '),
);

const WORD = /[\p{L}\p{N}]+(?:[.][\p{N}]+)*/gu;

/** Looks for words of narrative rows that nothing explains. Keeps the words of values that come again. */
export class NarrativeWords {
  readonly #words = new Map<string, readonly string[]>();

  /** How many words of a row come neither from one of the sets nor from the writer's own few. */
  unexplained(row: string, known: readonly ReadonlySet<string>[]): number {
    const open = new Set(this.#of(row).filter((word) => !OWN.has(word)));
    for (const values of known)
      for (const value of values) {
        if (open.size === 0) return 0;
        for (const word of this.#of(value)) open.delete(word);
      }
    return open.size;
  }

  #of(text: string): readonly string[] {
    let words = this.#words.get(text);
    if (!words) {
      words = text.toLowerCase().match(WORD) ?? [];
      this.#words.set(text, words);
    }
    return words;
  }
}
