import type { Issue } from '../base/issue.js';
import type { Chart, ChartFragment, ChartSettings } from '../chart/chart.js';

/** One file of one chart, whole. `path` is relative to the target's folder and made of ids only. */
export interface TargetFile {
  readonly kind: 'file';
  readonly path: string;
  readonly mediaType: string;
  readonly text: string;
  /** True for a document beside the chart's own one (a scan): it is not counted among the documents of a run. */
  readonly supplement?: boolean;
}

/** A line for a file that all charts share, e.g. FHIR NDJSON by resource type. */
export interface TargetLine {
  readonly kind: 'line';
  readonly path: string;
  readonly mediaType: string;
  /** Without the line end. */
  readonly text: string;
}

/** What a target wrote of a chart, so that the ledger can tell delivered rows from others. */
export interface TargetResult {
  readonly outputs: readonly (TargetFile | TargetLine)[];
  /** `Type/id` of every resource that this target carried (in an entry or a header field). */
  readonly carried: readonly string[];
  readonly issues: readonly Issue[];
}

export interface TargetDriver {
  readonly name: string;
  readonly describe: string;
  /** Pure: same chart and settings, same bytes. */
  write(chart: Chart, settings: ChartSettings): TargetResult;
  /** Resources that belong to no patient (practitioners, organizations), once a run; absent where the target has no place for them alone. */
  writeShared?(fragments: readonly ChartFragment[], settings: ChartSettings): TargetResult;
}
