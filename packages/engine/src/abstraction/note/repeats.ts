import type { NoteSuggestion, Span } from '../../artifacts/note-suggestion.js';

/**
 * One thing, one suggestion: a finding or problem within what a more telling detector took (the reaction of an allergy, a drug, a measurement) is left out, and a habit within
 * a problem (`alcohol abuse`).
 */
export function withoutRepeats(found: readonly NoteSuggestion[]): NoteSuggestion[] {
  const isWeak = ({ kind }: NoteSuggestion): boolean =>
    kind === 'finding' || kind === 'problem' || kind === 'family-history';
  const taken = new Places(
    found.filter((one) => !isWeak(one) && one.kind !== 'social-history').flatMap((one) => placesOf(one)),
  );
  const habits = new Places(found.filter(({ kind }) => kind === 'social-history').map(({ span }) => span));
  const problems = new Places(found.filter(({ kind }) => kind === 'problem').map(({ span }) => span));
  return found.filter((one) => {
    if (isWeak(one))
      return (
        !taken.holds(one.span) &&
        !habits.holds(one.span) &&
        !(one.kind === 'finding' && (habits.touches(one.span) || taken.touches(one.span)))
      );
    return one.kind !== 'social-history' || !(problems.holdsMore(one.span) || taken.touches(one.span));
  });
}

/** What a suggestion takes for itself: a medication its name alone, for what it is given for stands between its fields. */
const placesOf = ({ kind, span, spans }: NoteSuggestion): readonly Span[] =>
  kind === 'medication' ? [spans.drug ?? span] : [span, ...Object.values(spans)];

/** Spans, to be asked where something lies. Few of them overlap, so the nearest before a place are all that can hold it. */
class Places {
  private static readonly looked = 24;
  private readonly spans: readonly Span[];

  constructor(spans: readonly Span[]) {
    this.spans = [...spans].sort((a, b) => a[0] - b[0]);
  }

  holds = ([from, to]: Span): boolean => this.some(to, (span) => span[0] <= from && span[1] >= to);
  holdsMore = ([from, to]: Span): boolean =>
    this.some(to, (span) => span[0] <= from && span[1] >= to && span[1] - span[0] > to - from);
  touches = ([from, to]: Span): boolean => this.some(to, (span) => span[0] < to && span[1] > from);

  /** Of the spans that begin before an offset, the last ones. */
  private some(before: number, is: (span: Span) => boolean): boolean {
    let low = 0;
    let high = this.spans.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.spans[middle]?.[0] ?? 0) < before) low = middle + 1;
      else high = middle;
    }
    for (let at = low - 1; at >= Math.max(0, low - Places.looked); at--) {
      const span = this.spans[at];
      if (span !== undefined && is(span)) return true;
    }
    return false;
  }
}
