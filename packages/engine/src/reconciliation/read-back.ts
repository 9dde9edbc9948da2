/** One thing that was written otherwise than the chart has it. Places and names only, never a value. */
export interface Difference {
  /** Locator of the source row, or the document and entry where there is no row. */
  readonly where: string;
  /** FHIR path or name of the fact. */
  readonly element: string;
  /**
   * missing: the chart has it, the output does not. extra: the output has it, the chart does not. different: both, but not the same.
   * not-shown: stated in the entry, and the narrative that the entry points at does not show it.
   */
  readonly kind: 'missing' | 'extra' | 'different' | 'not-shown';
}

export interface ReadBackResult {
  /** Facts that were compared, in both directions. */
  readonly compared: number;
  readonly different: number;
  readonly missing: number;
  readonly extra: number;
  /** The first of them (see {@link MOST_TOLD}); the counts are whole. */
  readonly differences: readonly Difference[];
  /** Values that the format has no place for, by element: each has its reason in the table of the format. */
  readonly notHeld: Readonly<Record<string, number>>;
}

export const MOST_TOLD = 1000;

/**
 * Hears of each value that the format has no place for: where it stands, its element, and the value as a code or word of the format. `inWords`: the narrative
 * has the words of a code that no entry states.
 */
export type Unheld = (where: string, element: string, stated: string | undefined, inWords: boolean) => void;

/** Counts comparisons and keeps the first differences. */
export class Tally {
  compared = 0;
  readonly differences: Difference[] = [];
  readonly #counts = { different: 0, missing: 0, extra: 0, 'not-shown': 0 };
  readonly #notHeld = new Map<string, number>();

  constructor(private readonly unheld: Unheld | null = null) {}

  same(): void {
    this.compared++;
  }

  differ(kind: Difference['kind'], where: string, element: string): void {
    this.compared++;
    this.#counts[kind]++;
    if (this.differences.length < MOST_TOLD) this.differences.push({ where, element, kind });
  }

  /** A code that stands in the narrative by its words alone: found, and yet no code any more. */
  sameInWords(element: string, where: string): void {
    this.compared++;
    this.unheld?.(where, element, undefined, true);
  }

  notHeld(element: string, where = '', stated?: string): void {
    this.#notHeld.set(element, (this.#notHeld.get(element) ?? 0) + 1);
    this.unheld?.(where, element, stated, false);
  }

  result(): ReadBackResult {
    return {
      compared: this.compared,
      different: this.#counts.different + this.#counts['not-shown'],
      missing: this.#counts.missing,
      extra: this.#counts.extra,
      differences: this.differences,
      notHeld: Object.fromEntries([...this.#notHeld].sort(([a], [b]) => (a < b ? -1 : 1))),
    };
  }
}

/** The sum of several read-backs, as a run tells it. */
export function sumReadBacks(results: Iterable<ReadBackResult>): ReadBackResult {
  let [compared, different, missing, extra] = [0, 0, 0, 0];
  const differences: Difference[] = [];
  const notHeld = new Map<string, number>();
  for (const result of results) {
    compared += result.compared;
    different += result.different;
    missing += result.missing;
    extra += result.extra;
    for (const difference of result.differences) if (differences.length < MOST_TOLD) differences.push(difference);
    for (const [element, count] of Object.entries(result.notHeld))
      notHeld.set(element, (notHeld.get(element) ?? 0) + count);
  }
  const sorted = Object.fromEntries([...notHeld].sort(([a], [b]) => (a < b ? -1 : 1)));
  return { compared, different, missing, extra, differences, notHeld: sorted };
}
