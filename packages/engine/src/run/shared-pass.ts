import type { Issue } from '../base/issue.js';
import type { ChartFragment, ChartSettings } from '../chart/chart.js';
import type { TargetEntry } from '../targets/registry.js';
import { checkFhirOutput } from './fhir-output-check.js';
import { differenceIssues, loadSharedReadBack } from './read-backs.js';
import { addCarried, addFhirTally, addReadBack, type Tally } from './tally.js';

export interface SharedPassParts {
  readonly targets: readonly TargetEntry[];
  readonly settings: ChartSettings;
  readonly tally: Tally;
  readonly tell: (issues: readonly Issue[]) => Promise<void>;
  /** Takes lines for shared files by path, line ends included. */
  readonly addLines: (lines: Readonly<Record<string, string>>) => Promise<void>;
}

/** The way of what belongs to no patient: targets, validation, read-back. Ids of the resources that a target carried. */
export async function passShared(shared: readonly ChartFragment[], parts: SharedPassParts): Promise<Set<string>> {
  const { tally, tell } = parts;
  const carried = new Set<string>();
  for (const { name, load } of parts.targets) {
    const result = (await load()).writeShared?.(shared, parts.settings);
    if (!result) continue;
    for (const id of result.carried) carried.add(id);
    addCarried(tally, name, shared, result.carried);
    await tell(result.issues);
    const checked = checkFhirOutput(name, result);
    if (checked) {
      addFhirTally(tally.fhir, checked.tally);
      await tell(checked.issues);
    }
    const readBack = await loadSharedReadBack(name);
    if (readBack) {
      const comparison = readBack(shared, result);
      addReadBack(tally, name, comparison);
      await tell(differenceIssues(name, comparison));
    }
    const lines: Record<string, string> = {};
    for (const output of result.outputs)
      lines[`${name}/${output.path}`] = `${lines[`${name}/${output.path}`] ?? ''}${output.text}\n`;
    await parts.addLines(lines);
  }
  return carried;
}
