import type { Chart, ChartFragment, ChartSettings } from '../chart/chart.js';
import { readBackFhirBundle, readBackFhirLines, readBackSharedLines } from '../reconciliation/fhir/read-back.js';
import { type ReadBackResult, sumReadBacks } from '../reconciliation/read-back.js';
import type { TargetResult } from '../targets/contract.js';

/** The lines and bundles of one chart, read again and compared with it. */
export function readBackResources(chart: Chart, settings: ChartSettings, written: TargetResult): ReadBackResult {
  const bundles = written.outputs.filter((output) => output.kind === 'file');
  return sumReadBacks([
    readBackFhirLines(chart, lineTexts(written)),
    ...bundles.map((bundle) => readBackFhirBundle(chart, bundle.text, settings.fhirBundles ?? 'put')),
  ]);
}

/** The same for resources that belong to no patient. */
export function readBackShared(fragments: readonly ChartFragment[], written: TargetResult): ReadBackResult {
  return readBackSharedLines(fragments, lineTexts(written));
}

function lineTexts(written: TargetResult): string[] {
  return written.outputs.filter((output) => output.kind === 'line').map((output) => output.text);
}
