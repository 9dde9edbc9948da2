import type { EstimateRates } from '../../artifacts/estimate.js';
import type { WorkType } from '../../artifacts/work-item.js';

/** Hours for one; `estimate.yaml` may name others under the same names. */
export const ROUTING_RATES: Readonly<Record<string, { readonly hours: number; readonly source: string }>> =
  Object.freeze({
    'page-transcription': {
      hours: 0.07,
      source: 'assumption: four minutes to read a page and key about 23 fields of 8 strokes at 6,000 strokes an hour',
    },
    // The share of strokes beyond the first key in docs/guide/double-entry.md, main case: second keys, known items, sample, decisions.
    'second-key-share': { hours: 0.226, source: 'docs/guide/double-entry.md: 22.6 % of the strokes of the first key' },
    'field-verification': { hours: 0.0042, source: 'assumption: 15 seconds to compare a word with its picture' },
    'document-linking': { hours: 0.033, source: 'assumption: two minutes to find out whose a document is' },
    'lane-comparison': { hours: 0.025, source: 'assumption: a minute and a half to compare two statements' },
    'chart-review': { hours: 0.25, source: 'assumption: a quarter of an hour to compare a chart with the old system' },
    'value-resolution': { hours: 0.025, source: 'assumption: a minute and a half to settle a value or code' },
  });

/** The rate by which an item of a type is counted. */
export const RATE_OF: Readonly<Record<WorkType, string>> = Object.freeze({
  transcribe: 'page-transcription',
  'verify-ocr': 'field-verification',
  'resolve-value': 'value-resolution',
  'resolve-code': 'value-resolution',
  'link-document': 'document-linking',
  'compare-duplicates': 'lane-comparison',
  'review-chart': 'chart-review',
});

export interface RoutingRate {
  readonly name: string;
  readonly hours: number;
  readonly source: string;
}

/** The rates in force: those of `estimate.yaml`, else the default ones. */
export const ratesOf = (rates: Partial<EstimateRates>): RoutingRate[] =>
  Object.entries(ROUTING_RATES).map(([name, usual]) => ({ name, ...(rates.rates?.[name] ?? usual) }));

/** Items by type. */
export type ItemCounts = Readonly<Partial<Record<WorkType, number>>>;

/** Hours of people for so many items, rounded to a tenth; a page that is keyed counts with what second keys, known items and samples add. */
export function hoursOf(items: ItemCounts, rates: readonly RoutingRate[]): number {
  const rate = (name: string): number => rates.find((one) => one.name === name)?.hours ?? 0;
  let hours = 0;
  for (const [type, count] of Object.entries(items) as [WorkType, number][]) {
    const more = type === 'transcribe' ? 1 + rate('second-key-share') : 1;
    hours += count * rate(RATE_OF[type]) * more;
  }
  return Math.round(hours * 10) / 10;
}
