import type { Issue } from '../base/issue.js';
import { formatLocator } from '../base/locator.js';
import type { Chart, ChartFragment, Origin } from '../chart/chart.js';
import type { Resource } from '../chart/fhir.js';
import type { Comparison } from './comparison.js';
import { completed } from './completed.js';
import { factJudges } from './judges.js';
import type { DirectionsReader } from './medication-judge.js';

/** What somebody decided about two statements that contradict each other: one fact as the database or as the page says it, or two facts. */
export type JoinVerdict = 'electronic' | 'manual' | 'apart';

/** Kind of the decisions that hold a {@link JoinVerdict}; their subject is {@link pairSubject}. */
export const JOIN_DECISION = 'join-lanes';

export interface JoinOptions {
  readonly readDirections: DirectionsReader;
  /** The verdict on a pair, by {@link pairSubject}; null: nobody has decided. */
  readonly verdict: (subject: string) => JoinVerdict | null;
  /** Told of each contradiction that becomes an issue: a question for people. */
  readonly onOpen?: (pair: OpenContradiction) => void;
}

/** Two statements of one fact that say different things, and that nobody has decided between. */
export interface OpenContradiction {
  /** By {@link pairSubject}. */
  readonly subject: string;
  readonly manual: ChartFragment;
  readonly electronic: ChartFragment;
  /** Elements in which they differ. */
  readonly elements: readonly string[];
}

/** The name of a pair for decisions: ids of resources, which stay the same when the database is staged again. */
export const pairSubject = (manual: Resource, electronic: Resource): string =>
  `${manual.resourceType}/${manual.id} ${electronic.resourceType}/${electronic.id}`;

/** Name of the rule in the ledger by which a row went into the entry of another. */
export const SAME_FACT = 'same-fact';
const DECIDED = 'decided-same-fact';

/**
 * Brings both lanes of a chart together: what a person keyed and the database says too is one entry, the database's, completed by what only the page says, with both origins. Where
 * they contradict each other both stay, with the issue `lanes-contradict`, unless somebody decided. What was keyed twice from two pages is one entry too. Charts without
 * keyed facts come back as they are.
 */
export function joinLanes(chart: Chart, options: JoinOptions): Chart {
  if (!chart.fragments.some(isManual)) return chart;
  const judges = factJudges(options.readDirections);
  const kept: (ChartFragment | null)[] = [...chart.fragments];
  const issues: Issue[] = [];
  /** `Type/id` of database entries that gave way, to that of what stands in their place. */
  const replaced = new Map<string, string>();
  // Keyed facts come to those that stand before them: first to the database's, then to those keyed earlier.
  const standing = chart.fragments.flatMap((fragment, index) => (isManual(fragment) ? [] : [index]));
  for (const [index, original] of chart.fragments.entries()) {
    if (!isManual(original)) continue;
    const judge = judges.get(original.resource.resourceType);
    if (judge === undefined) continue;
    const found = standing.flatMap((at) => {
      const other = kept[at];
      if (!other || judges.get(other.resource.resourceType) !== judge) return [];
      const { relation, elements } = judge(original.resource, other.resource);
      return relation === 'apart' ? [] : [{ at, other, relation, elements }];
    });
    const same = found.find(({ relation }) => relation === 'same');
    if (same) {
      kept[same.at] = merged(same.other, original, SAME_FACT);
      kept[index] = null;
      continue;
    }
    const decided = found
      .filter(({ other }) => !isManual(other))
      .map((one) => ({ ...one, verdict: options.verdict(pairSubject(original.resource, one.other.resource)) }));
    const settled = decided.find(({ verdict }) => verdict === 'electronic' || verdict === 'manual');
    if (settled?.verdict === 'electronic') {
      kept[settled.at] = withOrigin(settled.other, original, DECIDED);
      kept[index] = null;
      continue;
    }
    if (settled?.verdict === 'manual') {
      kept[index] = withOrigin(original, settled.other, DECIDED);
      kept[settled.at] = null;
      replaced.set(nameOf(settled.other.resource), nameOf(original.resource));
      standing.push(index);
      continue;
    }
    const open = decided.filter(({ verdict }) => verdict === null);
    const first = open[0];
    if (first && isOneContradiction(open)) {
      issues.push(contradiction(original, first.other, first));
      const subject = pairSubject(original.resource, first.other.resource);
      options.onOpen?.({ subject, manual: original, electronic: first.other, elements: first.elements });
    }
    standing.push(index);
  }
  const fragments = kept.filter((fragment) => fragment !== null);
  return {
    ...chart,
    fragments: replaced.size === 0 ? fragments : fragments.map((one) => relinked(one, replaced)),
    issues: issues.length === 0 ? chart.issues : [...chart.issues, ...issues],
  };
}

const nameOf = ({ resourceType, id }: Resource): string => `${resourceType}/${id}`;

/** The fragment with its references to what gave way turned to what stands instead. */
function relinked(fragment: ChartFragment, replaced: ReadonlyMap<string, string>): ChartFragment {
  const turn = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(turn);
    if (typeof value !== 'object' || value === null || Object.getPrototypeOf(value) !== Object.prototype) return value;
    return Object.fromEntries(
      Object.entries(value).map(([name, member]) => {
        const to = name === 'reference' && typeof member === 'string' ? replaced.get(member) : undefined;
        return [name, to ?? turn(member)];
      }),
    );
  };
  return { ...fragment, resource: turn(fragment.resource) as Resource };
}

const isManual = ({ origin }: ChartFragment): boolean => origin.lane === 'manual';

/** Several results of one test on one day: the page may mean any of them, or one more. */
const isOneContradiction = (open: readonly { readonly other: ChartFragment }[]): boolean =>
  open.length === 1 || open[0]?.other.resource.resourceType !== 'Observation';

const merged = (survivor: ChartFragment, other: ChartFragment, rule: string): ChartFragment => ({
  ...withOrigin(survivor, other, rule),
  resource: completed(survivor.resource, other.resource),
});

const withOrigin = (survivor: ChartFragment, other: ChartFragment, rule: string): ChartFragment => ({
  ...survivor,
  merged: [...(survivor.merged ?? []), { origin: other.origin, rule }, ...(other.merged ?? [])],
});

const locatorOf = ({ source, table, row }: Origin): string => formatLocator({ source, table, row });

function contradiction(
  manual: ChartFragment,
  electronic: ChartFragment,
  { elements }: Pick<Comparison, 'elements'>,
): Issue {
  return {
    severity: 'warning',
    code: 'lanes-contradict',
    where: locatorOf(manual.origin),
    element: `${manual.resource.resourceType}.${elements.join(', ')}`,
    message: 'The page and the database say different things of one fact; both are delivered.',
    hint: `Compare with ${locatorOf(electronic.origin)} and decide which holds: chartlift work list --type compare-duplicates.`,
  };
}
