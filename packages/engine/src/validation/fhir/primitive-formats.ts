import { isBase64 } from '../../base/base64.js';
import { codeTable } from '../../base/code-table.js';
import { Decimal } from '../../base/decimal.js';

/** FHIR R4 2.24.0.1: the regular expressions of the primitive types; date and times also ask for a day that exists. */
const TEXTS: Readonly<Record<string, RegExp>> = codeTable({
  canonical: /^\S+$/,
  code: /^\S+( \S+)*$/,
  date: /^\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$/,
  dateTime:
    /^\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01])(T([01]\d|2[0-3]):[0-5]\d:([0-5]\d|60)(\.\d+)?(Z|[+-]((0\d|1[0-3]):[0-5]\d|14:00)))?)?)?$/,
  id: /^[A-Za-z0-9.-]{1,64}$/,
  instant:
    /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])T([01]\d|2[0-3]):[0-5]\d:([0-5]\d|60)(\.\d+)?(Z|[+-]((0\d|1[0-3]):[0-5]\d|14:00))$/,
  markdown: /\S/,
  oid: /^urn:oid:[0-2](\.(0|[1-9]\d*))+$/,
  string: /\S/,
  time: /^([01]\d|2[0-3]):[0-5]\d:([0-5]\d|60)(\.\d+)?$/,
  uri: /^\S+$/,
  url: /^\S+$/,
  uuid: /^urn:uuid:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/,
  xhtml: /\S/,
});

/** Least value of the integer types (FHIR R4 2.24.0.1); the greatest is 2^31 - 1. */
const INTEGERS: Readonly<Record<string, number>> = codeTable({ integer: -2147483648, unsignedInt: 0, positiveInt: 1 });

/** null: the value is one of the type. `kind`: of another JSON kind. `format`: of the right kind, and not legal. */
export function primitiveFault(type: string, value: unknown): 'kind' | 'format' | null {
  if (type === 'boolean') return typeof value === 'boolean' ? null : 'kind';
  if (type === 'decimal') return value instanceof Decimal ? null : 'kind';
  const least = INTEGERS[type];
  if (least !== undefined) {
    if (!(value instanceof Decimal)) return 'kind';
    if (!/^-?\d{1,10}$/.test(value.text)) return 'format';
    const number = Number(value.text);
    return number >= least && number <= 2147483647 ? null : 'format';
  }
  if (typeof value !== 'string') return 'kind';
  const shape = TEXTS[type];
  if (shape !== undefined && !shape.test(value)) return 'format';
  if (type === 'base64Binary') return isBase64(value) && value.replaceAll(/\s/g, '').length % 4 === 0 ? null : 'format';
  if (type === 'uri' || type === 'url' || type === 'canonical') return uriFault(value);
  if (type === 'date' || type === 'dateTime' || type === 'instant') return dayExists(value) ? null : 'format';
  return null;
}

/** `urn:oid:` and `urn:uuid:` URIs have their own grammar (R4 datatypes, uri). */
function uriFault(value: string): 'format' | null {
  if (value.startsWith('urn:oid:')) return /^urn:oid:[0-2](\.(0|[1-9]\d*))+$/.test(value) ? null : 'format';
  if (value.startsWith('urn:uuid:'))
    return /^urn:uuid:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(value) ? null : 'format';
  return null;
}

function dayExists(text: string): boolean {
  const [year, month, day] = text.slice(0, 10).split('-').map(Number);
  if (year === 0) return false;
  if (year === undefined || month === undefined || day === undefined) return true;
  return day <= new Date(Date.UTC(2000 + (year % 400), month, 0)).getUTCDate();
}
