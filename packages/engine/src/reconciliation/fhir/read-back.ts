import { Decimal } from '../../base/decimal.js';
import { parseExactJson } from '../../base/exact-json.js';
import { formatLocator } from '../../base/locator.js';
import type { BundleRequests, Chart, ChartFragment, Origin } from '../../chart/chart.js';
import type { Resource } from '../../chart/fhir.js';
import {
  DATA_ABSENT_REASON_EXTENSION,
  DATA_ABSENT_REASON_SYSTEM,
  PAGE_PLACE_EXTENSION,
  STATED_ABATEMENT_EXTENSION,
  STATED_STATUS_EXTENSION,
  STATED_TEXT_EXTENSION,
  WALL_CLOCK_EXTENSION,
} from '../../chart/fhir-extensions.js';
import { type ReadBackResult, Tally } from '../read-back.js';
import { LiftedContents } from './attachment.js';
import { openBundle } from './bundle.js';

type Json = Record<string, unknown>;

/** A resource of the chart with the place to name when it differs. */
interface Expected {
  readonly where: string;
  readonly resource: Json;
}

/** What the Provenance of a resource must say: its rows, sorted, its lane, and in the manual lane the people, when, and the place on the document. */
interface Witness {
  readonly places: readonly string[];
  readonly origin: Origin;
}

/**
 * Reads NDJSON lines of one chart again and compares each with the chart's resource, value by value, decimals digit by digit. What the format
 * demands is undone first: wall-clock texts go back into their elements, statements that something is absent and claimed profiles go where the chart has none.
 * A Provenance must name a resource and row of the chart; every resource must have one. Lines that are not JSON are told as extra.
 */
export function readBackFhirLines(chart: Chart, lines: Iterable<string>): ReadBackResult {
  const tally = new Tally();
  return compare([ownPatient(chart), ...chart.fragments], parsed(lines), tally);
}

/** The same for the resources that all charts share. */
export function readBackSharedLines(fragments: readonly ChartFragment[], lines: Iterable<string>): ReadBackResult {
  return compare(fragments, parsed(lines), new Tally());
}

/** The same for a chart's transaction bundle, which holds the shared resources too; see {@link openBundle}. */
export function readBackFhirBundle(chart: Chart, text: string, requests: BundleRequests): ReadBackResult {
  const tally = new Tally();
  const found = openBundle(text, requests, tally);
  return compare([ownPatient(chart), ...chart.fragments, ...chart.shared], found, tally);
}

const ownPatient = (chart: Chart): ChartFragment => ({
  resource: chart.patient as unknown as Resource,
  origin: chart.patientOrigin,
});

function* parsed(lines: Iterable<string>): Iterable<readonly [unknown, string]> {
  let number = 0;
  for (const line of lines) yield [parseExactJson(line), `line ${++number}`];
}

function compare(
  fragments: readonly ChartFragment[],
  values: Iterable<readonly [unknown, string]>,
  tally: Tally,
): ReadBackResult {
  const expected = new Map<string, Expected>();
  const rows = new Map<string, readonly Witness[]>();
  for (const { resource, origin, merged = [] } of fragments) {
    const key = `${resource.resourceType}/${resource.id}`;
    const { source, table, row } = origin;
    expected.set(key, { where: formatLocator({ source, table, row }), resource: resource as Json });
    rows.set(key, [origin, ...merged.map((other) => other.origin)].map(witnessOf));
  }
  const contents = new LiftedContents();
  const resources: [found: Json, at: string, key: string][] = [];
  for (const [found, at] of values) {
    if (!isObject(found)) {
      tally.differ('extra', at, 'not a JSON object');
      continue;
    }
    const key = `${String(found.resourceType)}/${String(found.id)}`;
    if (found.resourceType === 'Binary' && !expected.has(key)) contents.add(found, at);
    else resources.push([found, at, key]);
  }
  const witnessed = new Set<Witness>();
  for (const [found, at, key] of resources) {
    const held = expected.get(key);
    if (found.resourceType === 'Provenance' && !held) {
      readProvenance(found, rows, witnessed, tally, at);
      continue;
    }
    if (!held) {
      tally.differ('extra', at, 'resource');
      continue;
    }
    expected.delete(key);
    compareValues(
      plainChart(held.resource),
      undone(put(contents.restore(found, held.where, tally)), held.resource),
      String(found.resourceType),
      held.where,
      tally,
    );
  }
  contents.tellUnused(tally);
  for (const [key, { where }] of expected) tally.differ('missing', where, key.split('/')[0]!);
  for (const witness of [...rows.values()].flat())
    if (!witnessed.has(witness)) tally.differ('missing', witness.places[0]!, 'Provenance');
  return tally.result();
}

function witnessOf(origin: Origin): Witness {
  const { source, table, row, details } = origin;
  return { places: [{ table, row }, ...details].map((one) => formatLocator({ source, ...one })).sort(), origin };
}

function readProvenance(
  found: Json,
  rows: ReadonlyMap<string, readonly Witness[]>,
  witnessed: Set<Witness>,
  tally: Tally,
  at: string,
) {
  const target = ((found.target as Json[] | undefined)?.[0]?.reference as string | undefined) ?? '';
  const entities = ((found.entity as Json[] | undefined) ?? []).map((entity) => (entity.what ?? {}) as Json);
  const documents = entities.filter((what) => what.type === 'DocumentReference');
  const named = entities
    .filter((what) => !documents.includes(what))
    .map(identifierValue)
    .sort()
    .join('\n');
  // Several rows may say one fact: each has a Provenance of its own.
  const open = (rows.get(target) ?? []).filter((one) => !witnessed.has(one));
  const witness = open.find(({ places }) => places.join('\n') === named) ?? open[0];
  if (!witness) {
    tally.differ('extra', at, 'Provenance.target');
    return;
  }
  witnessed.add(witness);
  const { places, origin } = witness;
  const tell = (isSame: boolean, element: string): void =>
    isSame ? tally.same() : tally.differ('different', places[0]!, `Provenance.${element}`);
  const activity = ((found.activity as Json | undefined)?.coding as Json[] | undefined)?.[0]?.code;
  tell(activity === origin.lane, 'activity');
  tell(named === places.join('\n'), 'entity');
  if (origin.lane === 'electronic' && documents.length === 0) return;
  tell(documents.map(placeText).join('\n') === placesOf(origin).join('\n'), 'entity');
  tell(agentsText(found) === peopleText(origin), 'agent');
  tell((found.occurredDateTime ?? null) === (origin.keyedAt ?? null), 'occurredDateTime');
}

const identifierValue = (what: Json): string => String((what.identifier as Json | undefined)?.value ?? '');

/** Document, page and box as the Provenance states them for programs. */
function placeText(what: Json): string {
  const stated = ((what.extension as Json[] | undefined) ?? []).find((one) => one.url === PAGE_PLACE_EXTENSION);
  const { system = '' } = (what.identifier ?? {}) as Json;
  return `${String(system)} ${identifierValue(what)}#${String(stated?.valueString ?? '')}`;
}

function placesOf({ place }: Origin): string[] {
  if (place === undefined) return [];
  const { document, identifier, page, box } = place;
  const fragment = `${page === null ? '' : `page=${page}`}${page !== null && box !== null ? '&' : ''}${box === null ? '' : `xywh=${box.join(',')}`}`;
  return [`${identifier?.system ?? ''} ${document}#${fragment}`];
}

/** Who entered and who verified, in order. */
const agentsText = (found: Json): string =>
  ((found.agent as Json[] | undefined) ?? [])
    .map((agent) => {
      const role = ((agent.type as Json | undefined)?.coding as Json[] | undefined)?.[0]?.code;
      return `${String(role)} ${String((agent.who as Json | undefined)?.display)}`;
    })
    .filter((agent) => !agent.startsWith('assembler '))
    .join('\n');

const peopleText = ({ people }: Origin): string =>
  (people ?? []).map(({ role, name }) => `${role === 'abstractor' ? 'enterer' : 'verifier'} ${name}`).join('\n');

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Decimal);

/** The chart's resource as JSON can hold it: no undefined, nothing empty. */
function plainChart(value: unknown): unknown {
  if (value === undefined || value === null || value === '') return undefined;
  if (Array.isArray(value)) {
    const items = value.map((item) => (item === null ? null : plainChart(item))).filter((item) => item !== undefined);
    return items.some((item) => item !== null) ? items : undefined;
  }
  if (!isObject(value)) return value;
  const plain: Json = {};
  for (const [key, member] of Object.entries(value)) {
    // Size and hash of content at hand are not the source's to say: they are computed and checked (attachment.ts).
    if ((key === 'size' || key === 'hash') && typeof value.data === 'string') continue;
    const inner = plainChart(member);
    if (inner !== undefined) plain[key] = inner;
  }
  return Object.keys(plain).length === 0 ? undefined : plain;
}

const saysAbsent = (value: unknown): boolean => {
  if (Array.isArray(value)) return value.length > 0 && value.every(saysAbsent);
  if (!isObject(value)) return false;
  if (value.system === DATA_ABSENT_REASON_SYSTEM) return true;
  // A mandatory element may be absent with mandatory elements of its own, each of them said to be absent.
  const members = Object.entries(value);
  return (
    members.length > 0 &&
    members.every(([key, member]) =>
      key === 'extension'
        ? Array.isArray(member) && member.every((e) => isObject(e) && e.url === DATA_ABSENT_REASON_EXTENSION)
        : saysAbsent(member),
    )
  );
};

/** The resource with what its own extensions hold, because R4 forbids it beside another element, where the chart has it. */
function put(found: Json): Json {
  const extensions = (Array.isArray(found.extension) ? found.extension : []) as Json[];
  const moved = extensions.filter((e) => e.url === STATED_STATUS_EXTENSION || e.url === STATED_ABATEMENT_EXTENSION);
  if (moved.length === 0) return found;
  const { extension, ...plain } = found;
  const others = extensions.filter((one) => !moved.includes(one));
  for (const { url, ...members } of moved)
    for (const [key, value] of Object.entries(members)) {
      const name =
        url === STATED_STATUS_EXTENSION ? 'clinicalStatus' : key.replace(/^(_?)value([A-Z])/, '$1abatement$2');
      // Both at once would be a status of the resource and another of the extension.
      if (plain[name] === undefined) plain[name] = value;
      else others.push({ url, ...members });
    }
  return others.length > 0 ? { ...plain, extension: others } : plain;
}

/** The written resource with the format's own demands taken back, guided by what the chart has at the same place. */
function undone(found: Json, chart: Json | undefined): Json {
  const plain: Json = {};
  for (const [key, value] of Object.entries(found)) {
    const theirs = chart?.[key];
    if (key.startsWith('_')) {
      const name = key.slice(1);
      if (theirs === undefined && saysAbsent(value)) continue;
      const { texts, rest } = wallClock(value, found[name]);
      if (texts !== undefined) plain[name] = texts;
      if (rest !== undefined) plain[key] = undoneValue(rest, theirs);
      continue;
    }
    if (key in plain) continue;
    if (theirs === undefined && saysAbsent(value)) continue;
    if (key === 'meta' && chart && 'resourceType' in chart) {
      const meta = withoutProfiles(value as Json, theirs as Json | undefined);
      if (meta !== undefined) plain.meta = meta;
      continue;
    }
    plain[key] = undoneValue(value, theirs);
  }
  return plain;
}

function undoneValue(value: unknown, chart: unknown): unknown {
  if (Array.isArray(value))
    return value.map((item, i) => undoneValue(item, Array.isArray(chart) ? chart[i] : undefined));
  return isObject(value) ? undone(value, isObject(chart) ? chart : undefined) : value;
}

function withoutProfiles(meta: Json, chart: Json | undefined): Json | undefined {
  const stated = (chart?.profile as string[] | undefined) ?? [];
  const profile = ((meta.profile as string[] | undefined) ?? []).filter((url) => stated.includes(url));
  const { profile: _, ...rest } = meta;
  const plain = { ...rest, ...(profile.length > 0 ? { profile } : {}) };
  return Object.keys(plain).length === 0 ? undefined : plain;
}

/** Wall-clock texts of `_x` (one, or a list with null where an item has none), and what else `_x` says. */
function wallClock(beside: unknown, values: unknown): { texts?: unknown; rest?: unknown } {
  if (Array.isArray(beside)) {
    const each = beside.map((item, i) => wallClock(item, (values as unknown[] | undefined)?.[i]));
    const texts = each.map((item, i) => item.texts ?? (values as unknown[] | undefined)?.[i] ?? null);
    const rest = each.map((item) => item.rest ?? null);
    return {
      ...(each.some((item) => item.texts !== undefined) ? { texts } : {}),
      ...(rest.some((r) => r !== null) ? { rest } : {}),
    };
  }
  if (!isObject(beside)) return {};
  const extensions = (beside.extension as Json[] | undefined) ?? [];
  const own = extensions.find((e) => e.url === WALL_CLOCK_EXTENSION || e.url === STATED_TEXT_EXTENSION);
  const others = extensions.filter((e) => e !== own);
  const rest: Json = { ...beside };
  delete rest.extension;
  if (others.length > 0) rest.extension = others;
  return {
    // The element itself must hold the text's own beginning, or nothing.
    ...(own && (values === undefined || values === null || agrees(String(values), String(own.valueString)))
      ? { texts: own.valueString }
      : {}),
    ...(Object.keys(rest).length > 0 ? { rest } : {}),
  };
}

/** A legal date-time that says no other than the text: its day, or the same with seconds filled in. */
const agrees = (legal: string, text: string): boolean =>
  text.startsWith(legal) || legal.replace(/^(\d{4}-\d\d-\d\dT\d\d:\d\d):00/, '$1') === text.replace(' ', 'T');

function compareValues(chart: unknown, found: unknown, path: string, where: string, tally: Tally): void {
  if (chart === undefined) {
    tally.differ('extra', where, path);
  } else if (found === undefined) {
    tally.differ('missing', where, path);
  } else if (Array.isArray(chart) && Array.isArray(found)) {
    for (let i = 0; i < Math.max(chart.length, found.length); i++)
      compareValues(
        i < chart.length ? chart[i] : undefined,
        i < found.length ? found[i] : undefined,
        path,
        where,
        tally,
      );
  } else if (isObject(chart) && isObject(found)) {
    for (const key of new Set([...Object.keys(chart), ...Object.keys(found)]))
      compareValues(chart[key], found[key], `${path}.${key}`, where, tally);
  } else if (textOf(chart) === textOf(found) && (typeof chart !== 'object') === (typeof found !== 'object')) {
    tally.same();
  } else if (numeric(chart) && numeric(found) && textOf(chart) === textOf(found)) {
    tally.same();
  } else {
    tally.differ('different', where, path);
  }
}

const numeric = (value: unknown): boolean =>
  typeof value === 'number' || typeof value === 'bigint' || value instanceof Decimal;
const textOf = (value: unknown): string =>
  value instanceof Decimal ? value.text : `${typeof value === 'string' ? 's' : ''}${String(value)}`;
