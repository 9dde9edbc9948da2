import { codeTable } from '../../base/code-table.js';
import { Decimal } from '../../base/decimal.js';
import { elementsOf } from '../../chart/elements.js';
import type { Resource } from '../../chart/fhir.js';
import { STATED_TEXT_EXTENSION, WALL_CLOCK_EXTENSION } from '../../chart/fhir-extensions.js';
import { completeAttachment } from './attachment.js';
import { type DateTimeType, legalDateTime } from './date-time.js';
import { legalPeriod, moveForbidden } from './forbidden.js';
import { absentElement, MANDATORY } from './mandatory.js';
import { usCoreClaim } from './profiles.js';

type Json = Record<string, unknown>;

/** Keys that come first, in FHIR's own order; the others follow by name, `_x` right behind `x`. */
const HEAD = ['resourceType', 'id', 'meta', 'implicitRules', 'language', 'text', 'contained'];

/**
 * The chart's resource as plain FHIR R4 (decimals stay {@link Decimal}): keys in one order whatever the order they came in, nothing empty,
 * date-times and URIs legal with their own text kept beside them, what R4 forbids beside each other moved apart (forbidden.ts), mandatory elements that are absent said to be absent, and the
 * US Core profiles claimed whose demands it meets. Nothing else changes; the chart's resource is not touched.
 */
export function toFhirResource(resource: Resource): Resource {
  const { profiles, absent } = usCoreClaim(resource);
  const plain = plainObject(resource as Json, resource.resourceType);
  fillAbsent(plain, resource.resourceType);
  for (const { path, kind } of absent) {
    const [key, content] = absentElement(path, kind);
    plain[key] ??= content;
  }
  moveForbidden(plain, resource.resourceType);
  if (profiles.length > 0) {
    const meta = (plain.meta ?? {}) as Json;
    const stated = (meta.profile as string[] | undefined) ?? [];
    plain.meta = { ...meta, profile: [...new Set([...stated, ...profiles])] };
  }
  return inOrder(plain) as Resource;
}

const DATE_TIMES: ReadonlySet<string> = new Set<DateTimeType>(['date', 'dateTime', 'instant']);

/** `type` is the FHIR type of `source` (`Patient`, `Period`, `@Patient.contact`); undefined where FHIR R4 knows none. */
function plainObject(source: Json, type: string | undefined): Json {
  const elements = type === undefined ? null : elementsOf(type);
  const target: Json = {};
  for (const name of Object.keys(source)) {
    const value = source[name];
    const isBeside = name.startsWith('_');
    const elementType = isBeside ? beside(elements, name) : elements?.get(name)?.type;
    if (isBeside && target[name] !== undefined) continue;
    if (elementType !== undefined && DATE_TIMES.has(elementType) && typeof value === 'string') {
      const { value: legal, wallClock } = legalDateTime(value, elementType as DateTimeType);
      if (legal !== undefined && legal !== '') target[name] = legal;
      if (wallClock !== undefined) target[`_${name}`] = withText(plainValue(source[`_${name}`], 'Element'), wallClock);
      continue;
    }
    if (elementType !== undefined && DATE_TIMES.has(elementType) && Array.isArray(value)) {
      dateTimeList(target, name, source, value as string[], elementType as DateTimeType);
      continue;
    }
    if (elementType !== undefined && typeof value === 'string' && ILLEGAL[elementType]?.test(value)) {
      target[`_${name}`] = withText(plainValue(source[`_${name}`], 'Element'), value, STATED_TEXT_EXTENSION);
      continue;
    }
    const plain = plainValue(value, elementType);
    if (plain !== undefined) target[name] = plain;
  }
  return target;
}

/** What stands beside a primitive (`_birthDate`) has extensions, whose values are of types too. */
const beside = (elements: ReturnType<typeof elementsOf>, name: string): string | undefined =>
  elements?.has(name.slice(1)) ? 'Element' : undefined;

/** Texts that a type cannot hold (FHIR R4 2.24.0.1): white space in URIs, and other than single spaces inside codes. */
const ILLEGAL: Readonly<Record<string, RegExp>> = codeTable({
  canonical: /\s/,
  code: /^\s|\s$|\s\s/,
  uri: /\s/,
  url: /\s/,
});

function dateTimeList(target: Json, name: string, source: Json, items: readonly string[], type: DateTimeType): void {
  if (items.length === 0) return;
  const legal = items.map((item) => legalDateTime(item, type));
  target[name] = legal.map((item) => item.value ?? null);
  if (!legal.some((item) => item.wallClock !== undefined)) return;
  const given = source[`_${name}`];
  target[`_${name}`] = legal.map((item, index) => {
    const own: unknown = Array.isArray(given) ? (plainValue(given[index], 'Element') ?? null) : null;
    return item.wallClock === undefined ? own : withText(own, item.wallClock);
  });
}

/** The element beside a primitive (`_x`), with the chart's own text added to what it says already. */
function withText(beside: unknown, text: string, url: string = WALL_CLOCK_EXTENSION): Json {
  const given = (typeof beside === 'object' && beside !== null ? beside : {}) as Json;
  const extensions = Array.isArray(given.extension) ? (given.extension as unknown[]) : [];
  return inOrder({ ...given, extension: [...extensions, { url, valueString: text }] });
}

function plainValue(value: unknown, type: string | undefined): unknown {
  if (value === undefined || value === null || value === '') return undefined;
  if (typeof value !== 'object' || value instanceof Decimal) return value;
  if (Array.isArray(value)) {
    // null keeps the place of an item whose extension stands in `_x` (FHIR R4 2.6.2.2).
    const items = value.map((item) => (item === null ? null : plainValue(item, type)));
    const kept = items.filter((item) => item !== undefined);
    return kept.some((item) => item !== null) ? kept : undefined;
  }
  const nested = value as Json;
  const own = typeof nested.resourceType === 'string' ? nested.resourceType : type;
  const object = plainObject(nested, own);
  const plain = inOrder(
    own === 'Attachment' ? completeAttachment(object) : own === 'Period' ? legalPeriod(object) : object,
  );
  return Object.keys(plain).length === 0 ? undefined : plain;
}

function fillAbsent(plain: Json, resourceType: string): void {
  for (const { path, kind, or } of MANDATORY[resourceType] ?? []) {
    const steps = path.split('.');
    const name = steps.pop()!;
    for (const parent of parents([plain], steps)) {
      if ([name, ...(or ?? [])].some((n) => parent[n] !== undefined || parent[`_${n}`] !== undefined)) continue;
      const [key, content] = absentElement(name, kind);
      parent[key] = content;
    }
  }
  for (const inner of (plain.contained as Json[] | undefined) ?? []) fillAbsent(inner, String(inner.resourceType));
}

function parents(from: Json[], steps: readonly string[]): Json[] {
  let found = from;
  for (const step of steps) {
    found = found.flatMap((item) => {
      const next = item[step];
      if (next === undefined || next === null) return [];
      // null keeps a place in a list and holds nothing to fill.
      return (Array.isArray(next) ? next.filter((inner) => inner !== null) : [next]) as Json[];
    });
  }
  return found;
}

function rank(key: string): string {
  const head = HEAD.indexOf(key);
  if (head >= 0) return `0${head}`;
  return key.startsWith('_') ? `1${key.slice(1)}\u0001` : `1${key}\u0000`;
}

/** The order of each set of keys that was met: a few hundred shapes make up all resources of a source. */
const orders = new Map<string, readonly string[]>();
const MOST_ORDERS = 10_000;

/** Order by code unit, never by locale. */
function inOrder(object: Json): Json {
  const keys = Object.keys(object);
  if (keys.length < 2) return object;
  const shape = keys.join('\u0000');
  let order = orders.get(shape);
  if (order === undefined) {
    const ranks = new Map(keys.map((key) => [key, rank(key)]));
    order = keys.sort((a, b) => (ranks.get(a)! < ranks.get(b)! ? -1 : 1));
    if (orders.size >= MOST_ORDERS) orders.clear();
    orders.set(shape, order);
  }
  const ordered: Json = {};
  for (const key of order) ordered[key] = object[key];
  return ordered;
}
