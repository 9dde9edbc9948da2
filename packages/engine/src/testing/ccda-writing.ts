import type { Chart } from '../chart/chart.js';
import { readBackCcda } from '../reconciliation/ccda/compare.js';
import type { ReadBackResult } from '../reconciliation/read-back.js';
import type { TargetResult } from '../targets/contract.js';
import { testSettings } from './charts.js';

/** Reads all C-CDA documents of a chart again, as a run does; `change` may spoil one before it is read. */
export function readBackWritten(
  chart: Chart,
  { outputs, carried, issues }: TargetResult,
  settings = testSettings,
  change: (text: string, place: number) => string = (text) => text,
): ReadBackResult {
  const [summary = '', ...beside] = outputs.map(({ text }, i) => change(text, i));
  return readBackCcda(chart, settings, summary, new Set(carried), issues, beside);
}

/** Kind and element of each difference, sorted: no value, so that a failure can be shown. */
export const differencesOf = ({ differences }: ReadBackResult): string[] =>
  differences.map(({ kind, element }) => `${kind} ${element}`).sort();
