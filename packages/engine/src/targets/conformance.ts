import { formatLocator } from '../base/locator.js';
import type { Chart, ChartSettings } from '../chart/chart.js';
import type { TargetDriver, TargetResult } from './contract.js';

/** One law that a target broke on one chart. */
export interface ConformanceFailure {
  readonly law: string;
  /** Place of the chart in the list that was given. */
  readonly chart: number;
  readonly detail: string;
}

/**
 * The laws that every target keeps, whatever it writes: pure (same chart, same bytes; the chart stays as it is; no memory of earlier charts), paths made of ids,
 * `carried` names resources of the chart once each, issues hold no value of the chart. Returns what was broken; empty is the pass.
 * The charts should differ in patient and content.
 */
export function checkTarget(
  target: TargetDriver,
  charts: readonly Chart[],
  settings: ChartSettings,
): readonly ConformanceFailure[] {
  const failures: ConformanceFailure[] = [];
  const first = charts.map((chart) => target.write(deepFreeze(chart), settings));
  const paths = new Map<string, number>();
  charts.forEach((chart, i) => {
    const fail = (law: string, detail: string): void => void failures.push({ law, chart: i, detail });
    const result = first[i]!;
    // Written again after all the others: a target that remembers would differ.
    if (serialize(target.write(chart, settings)) !== serialize(result)) fail('same-bytes', 'a second write differs');
    checkOutputs(result, fail);
    for (const output of result.outputs) {
      if (output.kind !== 'file') continue;
      if (paths.has(output.path)) fail('own-path', `the path is that of chart ${paths.get(output.path)}`);
      paths.set(output.path, i);
    }
    checkCarried(chart, result, fail);
    checkIssues(chart, result, fail);
  });
  return failures;
}

type Fail = (law: string, detail: string) => void;

const serialize = (result: TargetResult): string => JSON.stringify([result.outputs, result.carried, result.issues]);

const LONE_SURROGATE = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/;
const PATH = /^[A-Za-z0-9][A-Za-z0-9._-]*(\/[A-Za-z0-9][A-Za-z0-9._-]*)*$/;

function checkOutputs(result: TargetResult, fail: Fail): void {
  if (result.outputs.length === 0) fail('output', 'nothing was written');
  for (const output of result.outputs) {
    if (!PATH.test(output.path)) fail('path', 'the path is not relative and made of ids');
    if (output.mediaType === '') fail('media-type', 'no media type');
    if (LONE_SURROGATE.test(output.text)) fail('well-formed', 'the text has a lone surrogate');
    if (output.kind === 'line' && /[\r\n]/.test(output.text)) fail('one-line', 'a line has a line end');
  }
}

function checkCarried(chart: Chart, result: TargetResult, fail: Fail): void {
  const known = new Set([`Patient/${chart.patient.id}`]);
  for (const { resource } of [...chart.fragments, ...chart.shared])
    known.add(`${resource.resourceType}/${resource.id ?? ''}`);
  const seen = new Set<string>();
  for (const reference of result.carried) {
    if (!known.has(reference)) fail('carried-known', 'a carried resource is not in the chart');
    if (seen.has(reference)) fail('carried-once', 'a resource is carried twice');
    seen.add(reference);
  }
  if (!seen.has(`Patient/${chart.patient.id}`)) fail('carried-patient', 'the patient is not carried');
}

function checkIssues(chart: Chart, result: TargetResult, fail: Fail): void {
  const places = new Set([`document of ${chart.patient.id}`]);
  for (const origin of [chart.patientOrigin, ...[...chart.fragments, ...chart.shared].map((f) => f.origin)])
    places.add(formatLocator({ source: origin.source, table: origin.table, row: origin.row }));
  const values = personalValues(chart);
  for (const issue of result.issues) {
    if (!/^[a-z][a-z0-9-]*$/.test(issue.code)) fail('issue-code', 'an issue code is not kebab-case');
    if (!places.has(issue.where)) fail('issue-where', `the place of ${issue.code} is no row of the chart`);
    const told = `${issue.message} ${issue.hint ?? ''} ${issue.element ?? ''}`;
    if (values.some((value) => told.includes(value))) fail('issue-value', `${issue.code} holds a value of the chart`);
  }
}

/** Names, contact data, dates of birth and texts of the chart, long enough not to be found by chance. */
function personalValues(chart: Chart): readonly string[] {
  const values = new Set<string>();
  const visit = (value: unknown, key: string): void => {
    if (typeof value === 'string') {
      if (value.length >= 5 && PERSONAL.has(key)) values.add(value);
    } else if (Array.isArray(value)) for (const item of value) visit(item, key);
    else if (value !== null && typeof value === 'object')
      for (const [name, inner] of Object.entries(value)) visit(inner, name);
  };
  visit(chart.patient, '');
  for (const { resource } of chart.fragments) visit(resource, '');
  return [...values];
}

const PERSONAL = new Set([
  'family',
  'given',
  'text',
  'line',
  'city',
  'value',
  'birthDate',
  'valueString',
  'display',
  'data',
]);

function deepFreeze<T>(value: T): T {
  if (value === null || typeof value !== 'object' || Object.isFrozen(value)) return value;
  Object.freeze(value);
  for (const inner of Object.values(value)) deepFreeze(inner);
  return value;
}
