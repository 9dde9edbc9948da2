import type { Issue } from './base/issue.js';
import type { Chart, ChartFragment, ChartSettings } from './chart/chart.js';
import { readBackCcda } from './reconciliation/ccda/compare.js';
import { readBackFhirBundle, readBackFhirLines, readBackSharedLines } from './reconciliation/fhir/read-back.js';
import { type ReadBackResult, sumReadBacks } from './reconciliation/read-back.js';
import type { TargetResult } from './targets/contract.js';

/** Reads what a target wrote of one chart and compares it with that chart, by code that shares nothing with the target but code tables. */
export type ReadBack = (chart: Chart, settings: ChartSettings, written: TargetResult) => ReadBackResult;

const READ_BACKS: ReadonlyMap<string, ReadBack> = new Map<string, ReadBack>([
  [
    'ccda',
    (chart, settings, written) => {
      const carried = new Set(written.carried);
      const files = written.outputs.filter((output) => output.kind === 'file');
      const beside = files.filter((file) => file.supplement).map((file) => file.text);
      return sumReadBacks(
        files
          .filter((file) => !file.supplement)
          .map((file) => readBackCcda(chart, settings, file.text, carried, written.issues, beside)),
      );
    },
  ],
  [
    'fhir',
    (chart, settings, written) => {
      const bundles = written.outputs.filter((output) => output.kind === 'file');
      return sumReadBacks([
        readBackFhirLines(chart, lineTexts(written)),
        ...bundles.map((bundle) => readBackFhirBundle(chart, bundle.text, settings.fhirBundles ?? 'put')),
      ]);
    },
  ],
]);

function lineTexts(written: TargetResult): string[] {
  return written.outputs.filter((output) => output.kind === 'line').map((output) => output.text);
}

/** The reader for a target; null where there is none, and then nothing of it counts as read back. */
export function readBackOf(target: string): ReadBack | null {
  return READ_BACKS.get(target) ?? null;
}

/** The same for resources that belong to no patient. */
export function readBackShared(
  target: string,
  fragments: readonly ChartFragment[],
  written: TargetResult,
): ReadBackResult | null {
  return target === 'fhir' ? readBackSharedLines(fragments, lineTexts(written)) : null;
}

/** One issue for each difference. */
export function differenceIssues(target: string, result: ReadBackResult): Issue[] {
  return result.differences.map((difference) => ({
    severity: 'error',
    code: `read-back-${difference.kind}`,
    where: difference.where,
    element: difference.element,
    message: `What was written (${target}) and read again is not what the chart says: ${difference.kind}.`,
    hint: 'This is a fault of the writer or of the reader, not of your data: report it with this code and element.',
  }));
}
