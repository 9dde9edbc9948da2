import type { Issue } from '../base/issue.js';
import type { Chart, ChartSettings } from '../chart/chart.js';

/** What a comparison of written output with its chart found. */
export interface ReadBackResult {
  /** Facts compared. */
  readonly compared: number;
  /** Facts that differ, are missing, or are there and should not be. */
  readonly different: number;
  /** One for each difference, without values. */
  readonly issues: readonly Issue[];
}

/** One output of a target as the reader sees it: structurally a TargetFile or TargetLine. */
export interface WrittenOutput {
  readonly path: string;
  readonly text: string;
}

/**
 * Reads what a target wrote of one chart and compares it with that chart, value by value. It shares no code with the target but code tables.
 */
export type ReadBack = (chart: Chart, settings: ChartSettings, outputs: readonly WrittenOutput[]) => ReadBackResult;
