import { Decimal } from '../base/decimal.js';
import { elementsOf, isPrimitive } from './elements.js';
import {
  DATA_ABSENT_REASON_EXTENSION,
  DATA_ABSENT_REASON_SYSTEM,
  STATED_ABATEMENT_EXTENSION,
  STATED_STATUS_EXTENSION,
  STATED_TEXT_EXTENSION,
  WALL_CLOCK_EXTENSION,
} from './fhir-extensions.js';
import { isFhirDate, isFhirDateTime } from './fit.js';

type Json = Record<string, unknown>;
type Told = (element: string, reason: string) => void;

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Decimal);

/**
 * A resource as charts hold it: elements that FHIR R4 knows, with values of their types; wall-clock texts back in their elements; what
 * is said to be absent left out. Everything else is told with its path and left out: the writers may trust what remains. `isChartText`: the resource was a chart's before, whose
 * times may be as exact as a source states them (to the minute, a time beside a date), which FHIR's own text may not.
 */
export function fitResource(resource: Json, told: Told, isChartText = false): Json {
  const type = String(resource.resourceType);
  const { meta, ...rest } = withStated(resource);
  const fitted = fitObject(rest, type, type, told, isChartText);
  const labels =
    isObject(meta) && meta.security !== undefined
      ? fitObject({ security: meta.security }, 'Meta', `${type}.meta`, told, isChartText)
      : {};
  return {
    resourceType: type,
    ...fitted,
    ...(Object.keys(labels).length > 0 ? { meta: labels } : {}),
  };
}

/** What R4 forbids beside another element, back in its place from the extensions that our writer puts it in (targets/fhir). */
function withStated(resource: Json): Json {
  if (!Array.isArray(resource.extension)) return resource;
  const back: Json = {};
  // What the resource itself states is never put aside for an extension.
  const hasAbatement = Object.keys(resource).some((key) => /^_?abatement[A-Z]/.test(key));
  const others = resource.extension.filter((one) => {
    if (!isObject(one)) return true;
    if (one.url === STATED_STATUS_EXTENSION && resource.clinicalStatus === undefined)
      back.clinicalStatus = one.valueCodeableConcept;
    else if (one.url === STATED_ABATEMENT_EXTENSION && !hasAbatement) {
      for (const [key, value] of Object.entries(one))
        if (/^_?value[A-Z]/.test(key)) back[key.replace('value', 'abatement')] = value;
    } else return true;
    return false;
  });
  const { extension: _moved, ...rest } = resource;
  return { ...rest, ...(others.length > 0 ? { extension: others } : {}), ...back };
}

/** Structure and bookkeeping: no facts of the patient, so their absence needs no line in the account. */
const BOOKKEEPING: ReadonlySet<string> = new Set(['resourceType', 'implicitRules', 'contained']);

function fitObject(value: Json, type: string, path: string, told: Told, isChartText: boolean): Json {
  const elements = elementsOf(type);
  const plain: Json = {};
  for (const key of Object.keys(value)) {
    if (BOOKKEEPING.has(key) && path === type) continue;
    const isBeside = key.startsWith('_');
    const name = isBeside ? key.slice(1) : key;
    const info = elements?.get(name);
    const at = `${path}.${/^\w{1,60}$/.test(name) ? name : '(a name)'}`;
    if (info === undefined) {
      told(at, 'FHIR R4 has no such element');
      continue;
    }
    if (isBeside && isChartText) {
      // A chart has no wall-clock texts beside its elements: what stands there is an extension.
      if (isObject(value[key])) plain[key] = value[key];
      continue;
    }
    if (isBeside) {
      const texts = besideTexts(value[key], value[name], at, told);
      if (texts !== undefined) plain[name] = texts;
      continue;
    }
    if (plain[name] !== undefined) continue;
    const given = value[name];
    if (Array.isArray(given) !== info.isList) {
      told(at, info.isList ? 'the element is a list in FHIR R4' : 'the element is no list in FHIR R4');
      continue;
    }
    const fit = (item: unknown) => fitValue(item, info.type, info.codes, at, told, isChartText);
    const fitted = Array.isArray(given) ? given.map(fit).filter((item) => item !== undefined) : fit(given);
    if (fitted === undefined || (Array.isArray(fitted) && fitted.length === 0)) continue;
    plain[name] = fitted;
  }
  return plain;
}

function fitValue(
  value: unknown,
  type: string,
  codes: readonly string[] | undefined,
  path: string,
  told: Told,
  isChartText: boolean,
): unknown {
  if (value === null || value === undefined) return undefined;
  if (type === 'Resource') return undefined;
  if (!isPrimitive(type)) {
    if (!isObject(value)) {
      told(path, 'the value is no object, as its type is');
      return undefined;
    }
    if (saysAbsent(value)) return undefined;
    const fitted = fitObject(value, type, path, told, isChartText);
    return Object.keys(fitted).length === 0 ? undefined : fitted;
  }
  const fitted = isChartText && TIMES.has(type) && isStated(value) ? value : fitPrimitive(value, type, codes);
  if (fitted === undefined && value !== '') told(path, `the value is no ${type} of FHIR R4`);
  return fitted;
}

const TIMES: ReadonlySet<string> = new Set(['date', 'dateTime', 'instant']);

/** A time as a source states it: a day at the least, then hour and minute with what is known beyond, with an offset or without. */
const isStated = (value: unknown): boolean =>
  typeof value === 'string' &&
  /^\d{4}-\d\d-\d\dT\d\d(:\d\d(:\d\d(\.\d+)?)?)?(Z|[+-]\d\d:\d\d)?$/.test(value) &&
  isFhirDate(value.slice(0, 10));

const WHOLE: ReadonlySet<string> = new Set(['integer', 'unsignedInt', 'positiveInt']);

function fitPrimitive(value: unknown, type: string, codes: readonly string[] | undefined): unknown {
  if (type === 'boolean') return typeof value === 'boolean' ? value : undefined;
  if (type === 'decimal') return value instanceof Decimal ? value : undefined;
  if (WHOLE.has(type)) {
    if (!(value instanceof Decimal) || !/^-?\d{1,10}$/.test(value.text)) return undefined;
    const least = type === 'integer' ? -2147483648 : type === 'unsignedInt' ? 0 : 1;
    return Number(value.text) >= least ? Number(value.text) : undefined;
  }
  if (typeof value !== 'string' || value === '') return undefined;
  if (type === 'date') return isFhirDate(value) ? value : undefined;
  if (type === 'dateTime' || type === 'instant') return isFhirDateTime(value) ? value : undefined;
  return codes === undefined || codes.includes(value) ? value : undefined;
}

/** Wall-clock texts of `_x`; other extensions of primitives have no place in a chart. */
function besideTexts(beside: unknown, values: unknown, path: string, told: Told): unknown {
  if (Array.isArray(beside)) {
    const items = Array.isArray(values) ? values : [];
    const texts = beside.map((item, i) => besideTexts(item, items[i], path, told));
    return texts.some((text) => text !== undefined) ? texts.map((text, i) => text ?? items[i]) : undefined;
  }
  if (!isObject(beside)) return undefined;
  const extensions = Array.isArray(beside.extension) ? beside.extension.filter(isObject) : [];
  const stated = extensions.find((extension) => extension.url === STATED_TEXT_EXTENSION);
  if (typeof stated?.valueString === 'string' && values === undefined) return stated.valueString;
  const own = extensions.find((extension) => extension.url === WALL_CLOCK_EXTENSION);
  const others = extensions.filter((e) => e !== own && e.url !== DATA_ABSENT_REASON_EXTENSION);
  if (others.length > 0) told(path, 'an extension of a simple value has no place in a chart');
  const text = own?.valueString;
  return typeof text === 'string' && isFhirDateTime(text) && (typeof values !== 'string' || agrees(values, text))
    ? text
    : undefined;
}

/** The legal value may be a part of the text, never another time. */
const agrees = (legal: string, text: string): boolean =>
  text.startsWith(legal) || legal.replace(/^(\d{4}-\d\d-\d\dT\d\d:\d\d):00/, '$1') === text;

/** An element that says nothing but that it is absent, with a reason (data-absent-reason) or without content. */
function saysAbsent(value: unknown): boolean {
  if (Array.isArray(value)) return value.every(saysAbsent);
  if (!isObject(value)) return false;
  // A reason that says more than "unknown" is a fact (not-performed, asked-declined): it stays.
  if (value.system === DATA_ABSENT_REASON_SYSTEM) return value.code === 'unknown';
  const members = Object.entries(value);
  return (
    members.length > 0 &&
    members.every(([key, member]) =>
      key === 'extension'
        ? Array.isArray(member) && member.every((e) => isObject(e) && e.url === DATA_ABSENT_REASON_EXTENSION)
        : saysAbsent(member),
    )
  );
}
