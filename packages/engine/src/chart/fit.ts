import { codeTable } from '../base/code-table.js';
import { Decimal } from '../base/decimal.js';
import { CODE_SYSTEM_OF } from './code-bindings.js';
import type { ElementInfo } from './elements.js';
import { elementsOf, isPrimitive } from './elements.js';

/** Not a value of the element's type: the caller raises an issue. */
export const MISFIT = Symbol('misfit');

const DATE = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$/;
const DATE_TIME = /^(\d{4}-\d{2}-\d{2})T([01]\d|2[0-3]):[0-5]\d:([0-5]\d|60)(\.\d+)?(Z|[+-]\d{2}:\d{2})?$/;
const TIME = /^([01]\d|2[0-3]):[0-5]\d:([0-5]\d|60)(\.\d+)?$/;

/** Year, year-month or a day that exists; year 0 does not. */
export function isFhirDate(text: string): boolean {
  const match = DATE.exec(text);
  if (!match) return false;
  const [, year, month, day] = match;
  if (Number(year) === 0) return false;
  if (month === undefined) return true;
  if (Number(month) < 1 || Number(month) > 12) return false;
  if (day === undefined) return true;
  return (
    Number(day) >= 1 && Number(day) <= new Date(Date.UTC(2000 + (Number(year) % 400), Number(month), 0)).getUTCDate()
  );
}

/** A date, or a full date-time with or without an offset (see chart/fhir.ts). */
export function isFhirDateTime(text: string): boolean {
  if (isFhirDate(text)) return true;
  const match = DATE_TIME.exec(text);
  return match !== null && isFhirDate(match[1]!);
}

const plainText = (value: unknown): string | typeof MISFIT => {
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'bigint') return String(value);
  if (value instanceof Decimal) return value.text;
  return MISFIT;
};

function fitInteger(value: unknown, least: number): unknown {
  const text = plainText(value);
  if (typeof text !== 'string' || !/^[+-]?\d{1,10}$/.test(text.trim())) return MISFIT;
  const number = Number(text);
  return number >= least && number <= 2147483647 && number >= -2147483648 ? number : MISFIT;
}

function fitDecimal(value: unknown): unknown {
  if (value instanceof Decimal) return value;
  const text = plainText(value);
  return typeof text === 'string' ? (Decimal.parse(text) ?? MISFIT) : MISFIT;
}

function fitPrimitive(type: string, value: unknown, info: ElementInfo): unknown {
  switch (type) {
    case 'boolean':
      return typeof value === 'boolean' ? value : MISFIT;
    case 'integer':
      return fitInteger(value, -2147483648);
    case 'unsignedInt':
      return fitInteger(value, 0);
    case 'positiveInt':
      return fitInteger(value, 1);
    case 'decimal':
      return fitDecimal(value);
    case 'date':
      return typeof value === 'string' && isFhirDate(value)
        ? value
        : typeof value === 'number' && isFhirDate(String(value))
          ? String(value)
          : MISFIT;
    case 'dateTime':
      return typeof value === 'string' && isFhirDateTime(value) ? value : MISFIT;
    case 'instant':
      // A day alone is kept too: the FHIR writer holds it beside the element, C-CDA writes it as it is.
      return typeof value === 'string' && isFhirDateTime(value) ? value : MISFIT;
    case 'time':
      return typeof value === 'string' && TIME.test(value) ? value : MISFIT;
    case 'base64Binary':
      return value instanceof Uint8Array ? Buffer.from(value).toString('base64') : plainText(value);
    case 'code': {
      const code = codeOf(value);
      if (typeof code !== 'string' || !/^\S+( \S+)*$/.test(code)) return MISFIT;
      return info.codes === undefined || info.codes.includes(code) ? code : MISFIT;
    }
    default:
      return plainText(value);
  }
}

/** A code given as text, Coding, or codings (a crosswalk's answer): its first code. */
function codeOf(value: unknown): unknown {
  if (Array.isArray(value)) return value.length > 0 ? codeOf(value[0]) : MISFIT;
  if (isObject(value) && typeof value.code === 'string') return value.code;
  const text = plainText(value);
  return typeof text === 'string' ? text.trim() : text;
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' &&
  value !== null &&
  !Array.isArray(value) &&
  !(value instanceof Decimal) &&
  !(value instanceof Uint8Array);

/** Datatypes that a plain text may stand for, and the member that holds it. */
const TEXT_MEMBER: Readonly<Record<string, string>> = codeTable({
  HumanName: 'text',
  Address: 'text',
  ContactPoint: 'value',
  Identifier: 'value',
  Annotation: 'text',
  Dosage: 'text',
  Reference: 'display',
});
const CODED = new Set(['CodeableConcept', 'Coding', 'DemographicExtension']);
const QUANTITIES = new Set(['Quantity', 'Age', 'Duration', 'Count', 'Distance', 'Money']);

function fitConcept(value: unknown, path: string): unknown {
  if (Array.isArray(value)) {
    if (value.length === 0 || !value.every(isObject)) return MISFIT;
    if (value.length === 1 && ('coding' in value[0]! || 'text' in value[0]!)) return value[0];
    return { coding: value };
  }
  if (isObject(value))
    // A whole US Core extension (what the cleaners race and ethnicity give) stands where its concept may.
    return 'coding' in value || 'text' in value || ('url' in value && 'extension' in value)
      ? value
      : 'code' in value || 'system' in value
        ? { coding: [value] }
        : MISFIT;
  const text = plainText(value);
  if (typeof text !== 'string') return MISFIT;
  const system = CODE_SYSTEM_OF[path];
  return system !== undefined && /^\S+$/.test(text.trim()) ? { coding: [{ system, code: text.trim() }] } : { text };
}

/** Only members of the type: a whole of another type (a concept where a coding is due) must not slip in as an object. */
function hasShapeOf(type: string, value: object): boolean {
  const members = elementsOf(type);
  return (
    members === null || Object.keys(value).every((name) => members.has(name.startsWith('_') ? name.slice(1) : name))
  );
}

function fitOne(value: unknown, info: ElementInfo, path: string): unknown {
  const { type } = info;
  if (isObject(value) && type !== 'CodeableConcept' && !isPrimitive(type) && !hasShapeOf(type, value)) return MISFIT;
  if (isPrimitive(type)) return fitPrimitive(type, value, info);
  if (type === 'CodeableConcept') return fitConcept(value, path);
  // Race and ethnicity: a cleaning function gives the extension itself, a crosswalk or text a concept.
  if (type === 'DemographicExtension') return isObject(value) && 'url' in value ? value : fitConcept(value, path);
  if (type === 'Coding') {
    if (Array.isArray(value)) return value.length > 0 && isObject(value[0]) ? value[0] : MISFIT;
    if (isObject(value)) return value;
    const text = plainText(value);
    const system = CODE_SYSTEM_OF[path];
    return typeof text === 'string' && system !== undefined && /^\S+$/.test(text.trim())
      ? { system, code: text.trim() }
      : MISFIT;
  }
  if (isObject(value)) return value;
  if (QUANTITIES.has(type)) {
    const decimal = fitDecimal(value);
    return decimal === MISFIT ? MISFIT : { value: decimal };
  }
  if (type === 'Timing') {
    const text = plainText(value);
    return typeof text === 'string' ? { code: { text } } : MISFIT;
  }
  const member = TEXT_MEMBER[type];
  const text = member === undefined ? MISFIT : plainText(value);
  return typeof text === 'string' ? { [member!]: text } : MISFIT;
}

/**
 * Makes a value fit the element: text of a CodeableConcept becomes `{text}` (or a coding where the element's binding names one system), codings become
 * `{coding}`, a number in a Quantity its value, a single value of a list its only item. `path` is the element path from the datatype or resource that owns
 * the binding (`Condition.category`). {@link MISFIT} when the value cannot be one of that type: never a guess.
 */
export function fitValue(value: unknown, info: ElementInfo, path: string): unknown {
  if (!info.isList) {
    if (Array.isArray(value) && !CODED.has(info.type) && info.type !== 'code') {
      return value.length === 1 ? fitOne(value[0], info, path) : MISFIT;
    }
    return fitOne(value, info, path);
  }
  if (!Array.isArray(value)) {
    const one = fitOne(value, info, path);
    return one === MISFIT ? MISFIT : [one];
  }
  // Codings of one crosswalk or cleaning call are one concept, not several.
  if (
    info.type === 'CodeableConcept' &&
    value.length > 0 &&
    value.every((v) => isObject(v) && !('coding' in v) && !('text' in v))
  ) {
    const one = fitConcept(value, path);
    return one === MISFIT ? MISFIT : [one];
  }
  const items: unknown[] = [];
  for (const item of value) {
    const one = fitOne(item, info, path);
    if (one === MISFIT) return MISFIT;
    items.push(one);
  }
  return items.length > 0 ? items : MISFIT;
}
