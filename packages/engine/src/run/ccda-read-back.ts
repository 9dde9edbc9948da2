import type { Chart, ChartSettings } from '../chart/chart.js';
import { readBackCcda } from '../reconciliation/ccda/compare.js';
import { type ReadBackResult, sumReadBacks } from '../reconciliation/read-back.js';
import type { TargetResult } from '../targets/contract.js';

/** The documents of one chart, each read again and compared with it. */
export function readBackDocuments(chart: Chart, settings: ChartSettings, written: TargetResult): ReadBackResult {
  const carried = new Set(written.carried);
  const files = written.outputs.filter((output) => output.kind === 'file');
  const beside = files.filter((file) => file.supplement).map((file) => file.text);
  return sumReadBacks(
    files
      .filter((file) => !file.supplement)
      .map((file) => readBackCcda(chart, settings, file.text, carried, written.issues, beside)),
  );
}
