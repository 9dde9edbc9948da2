import type { ChartFragment } from '../chart/chart.js';
import type { ReadBackResult } from '../reconciliation/read-back.js';
import { COUNTED_LAYERS } from '../validation/verdict.js';

/** What the FHIR validator said of a run's output; adds up over charts. */
export interface FhirTally {
  resources: number;
  bundles: number;
  errors: number;
  warnings: number;
  /** Rules asked, and those whose values left them open. */
  fired: number;
  undecided: number;
  usCore: {
    /** Resources that claim a profile of US Core 6.1.0: their rules are asked, and what breaks them is an error. */
    claimed: number;
    /** Resources that a profile is meant for and that cannot claim it, by what they lack: `Immunization: primarySource`. */
    unmet: Record<string, number>;
  };
}

export const emptyFhirTally = (): FhirTally => ({
  resources: 0,
  bundles: 0,
  errors: 0,
  warnings: 0,
  fired: 0,
  undecided: 0,
  usCore: { claimed: 0, unmet: {} },
});

export function addFhirTally(sum: FhirTally, more: FhirTally): void {
  for (const name of ['resources', 'bundles', 'errors', 'warnings', 'fired', 'undecided'] as const)
    sum[name] += more[name];
  sum.usCore.claimed += more.usCore.claimed;
  for (const [kind, count] of Object.entries(more.usCore.unmet))
    sum.usCore.unmet[kind] = (sum.usCore.unmet[kind] ?? 0) + count;
}

/** Counts of a run that add up over patients, whatever lane met them. */
export interface Tally {
  patients: number;
  documents: number;
  /** Documents beside those of the patients: scans. */
  supplements: number;
  resources: Record<string, number>;
  validation: Record<string, number>;
  validationWarnings: number;
  /** (rule, context) pairs of the Schematron, over all documents of patients. */
  fired: number;
  fhir: FhirTally;
  readBack: { compared: number; different: number };
  readBackByTarget: Record<string, TargetReadBack>;
  /** Target to resource type to resources. */
  carried: Record<string, Record<string, number>>;
}

/** Facts of one target; `notHeld`: values that its format has no place for, by element. */
export interface TargetReadBack {
  compared: number;
  different: number;
  missing: number;
  extra: number;
  notHeld: Record<string, number>;
}

export const emptyTally = (): Tally => ({
  patients: 0,
  documents: 0,
  supplements: 0,
  resources: {},
  validation: Object.fromEntries(COUNTED_LAYERS.map((layer) => [layer, 0])),
  validationWarnings: 0,
  fired: 0,
  fhir: emptyFhirTally(),
  readBack: { compared: 0, different: 0 },
  readBackByTarget: {},
  carried: {},
});

/** Adds the tally of one lane to that of the run; in any order. */
export function addTally(sum: Tally, more: Tally): void {
  sum.patients += more.patients;
  sum.documents += more.documents;
  sum.supplements += more.supplements;
  for (const [type, count] of Object.entries(more.resources)) sum.resources[type] = (sum.resources[type] ?? 0) + count;
  for (const [layer, count] of Object.entries(more.validation))
    sum.validation[layer] = (sum.validation[layer] ?? 0) + count;
  sum.validationWarnings += more.validationWarnings;
  sum.fired += more.fired;
  addFhirTally(sum.fhir, more.fhir);
  sum.readBack.compared += more.readBack.compared;
  sum.readBack.different += more.readBack.different;
  for (const [target, one] of Object.entries(more.readBackByTarget)) addTargetReadBack(sum, target, one);
  for (const [target, byType] of Object.entries(more.carried))
    for (const [type, count] of Object.entries(byType)) countCarried(sum, target, type, count);
}

function addTargetReadBack(sum: Tally, target: string, more: TargetReadBack | ReadBackResult): void {
  const none: TargetReadBack = { compared: 0, different: 0, missing: 0, extra: 0, notHeld: {} };
  const held = sum.readBackByTarget[target] ?? none;
  sum.readBackByTarget[target] = held;
  held.compared += more.compared;
  held.different += more.different;
  held.missing += more.missing;
  held.extra += more.extra;
  for (const [element, count] of Object.entries(more.notHeld))
    held.notHeld[element] = (held.notHeld[element] ?? 0) + count;
}

/** Adds resources of a type that a target carried. */
export function countCarried(sum: Tally, target: string, type: string, count: number): void {
  const byType = sum.carried[target] ?? {};
  sum.carried[target] = byType;
  byType[type] = (byType[type] ?? 0) + count;
}

/** Counts which of these resources a target carried. What several charts refer to is counted by the run, once. */
export function addCarried(
  sum: Tally,
  target: string,
  fragments: readonly ChartFragment[],
  carried: Iterable<string>,
): void {
  const ids = new Set(carried);
  for (const { resource } of fragments)
    if (ids.has(`${resource.resourceType}/${resource.id}`)) countCarried(sum, target, resource.resourceType, 1);
}

/** Differing, missing and added facts all count as different. */
export function addReadBack(sum: Tally, target: string, result: ReadBackResult): void {
  addTargetReadBack(sum, target, result);
  sum.readBack.compared += result.compared;
  sum.readBack.different += result.different + result.missing + result.extra;
}
