import type { Issue } from '../base/issue.js';
import type { TargetResult } from '../targets/contract.js';
import { validateFhir } from '../validation/fhir/validator.js';
import type { FhirFinding, FhirVerdict } from '../validation/fhir/verdict.js';
import { addFhirTally, emptyFhirTally, type FhirTally } from './tally.js';

const NDJSON = 'application/fhir+ndjson';
const JSON_TYPE = 'application/fhir+json';

/**
 * Checks what a target wrote of one chart, or of what all charts share: every resource of the lines, and the bundle around the same resources (the read-back compares
 * those with the chart one by one). A reference out of the chart is a warning here: its row may be another patient's, and the target tells of it. One issue for each error; null where the target writes no FHIR.
 */
export function checkFhirOutput(
  target: string,
  { outputs }: TargetResult,
): { readonly tally: FhirTally; readonly issues: readonly Issue[] } | null {
  const texts = new Map<string, string>();
  let bundles = 0;
  for (const { kind, path, mediaType, text } of outputs) {
    if (mediaType === NDJSON && kind === 'line') texts.set(path, `${texts.get(path) ?? ''}${text}\n`);
    else if (mediaType === JSON_TYPE) {
      texts.set(path, text);
      bundles += 1;
    }
  }
  if (texts.size === 0) return null;
  const files = [...texts].map(([name, text]) => ({ name, text }));
  const verdicts = validateFhir(files, { shellsOfBundles: true, partial: true });
  const tally = emptyFhirTally();
  const issues: Issue[] = [];
  verdicts.forEach((verdict, i) => {
    addVerdict(tally, verdict);
    const file = files[i];
    if (file === undefined || verdict.errors === 0) return;
    for (const finding of verdict.findings)
      if (finding.severity === 'error') issues.push(issueOf(`${target}/${file.name}`, file.text, finding));
  });
  // A bundle is itself a resource; it is counted apart.
  tally.resources -= bundles;
  tally.bundles = bundles;
  return { tally, issues };
}

function addVerdict(tally: FhirTally, verdict: FhirVerdict): void {
  addFhirTally(tally, {
    resources: Object.values(verdict.resources).reduce((a, b) => a + b, 0),
    bundles: 0,
    errors: verdict.errors,
    warnings: verdict.warnings,
    fired: verdict.fired,
    undecided: verdict.undecided,
    usCore: { claimed: verdict.usCore.claimed, unmet: { ...verdict.usCore.unmet } },
  });
}

/** The line is one of this chart's alone, so the resource is named by its id. */
function issueOf(path: string, text: string, finding: FhirFinding): Issue {
  const line = finding.line === 0 ? '' : (text.split('\n')[finding.line - 1] ?? '');
  const id = /^\{"resourceType":"[A-Za-z]+","id":"([A-Za-z0-9.-]{1,64})"/.exec(line)?.[1];
  return {
    severity: 'error',
    code: `${finding.layer}:${finding.rule}`,
    where: `${path} ${id === undefined ? '' : `${id} `}${finding.where}`,
    message: finding.message,
    hint: finding.hint,
  };
}
