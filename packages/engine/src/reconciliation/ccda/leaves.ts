import { codeTable } from '../../base/code-table.js';
import { Decimal } from '../../base/decimal.js';
import { elementsOf } from '../../chart/elements.js';
import { codeSystem, oidOf } from '../../terminology/code-systems.js';
import type { CodeTable } from '../../terminology/code-table.js';
import { nameTables, valueSets } from '../../terminology/value-sets.js';
import { TIMING_CODES } from './timing-codes.js';

/**
 * One value of a chart resource as a document may hold it. `stated`: texts of which one must be a fact of the entry; `shown`: alternatives
 * of which one must stand in the entry's narrative row, each a list of texts that must all be there.
 */
export interface Leaf {
  /** FHIR path without list positions. */
  readonly path: string;
  /** Codes, amounts and dates belong into the entry itself; texts and the rest may be shown only. */
  readonly kind: 'code' | 'amount' | 'date' | 'other';
  readonly stated: readonly string[];
  readonly shown: readonly (readonly string[])[];
  /** A code that no coded element can hold (CDA R2 datatypes: a `cs` has no blanks). */
  readonly unholdable?: boolean;
}

type Json = Record<string, unknown>;

// Characters that XML 1.0 section 2.2 has no place for.
const FORBIDDEN =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters that cannot be written
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

// What neither of the two exact looks can find anything in: most texts.
// biome-ignore lint/suspicious/noControlCharactersInRegex: a quick look before the exact one
const UNUSUAL = /[\u0000-\u0008\u000b-\u001f\ud800-\udfff\ufffe\uffff]/;

/** A text as an XML document can hold it: forbidden characters and outer blanks gone, line ends as line feeds. */
export const xmlText = (text: string): string =>
  UNUSUAL.test(text) ? text.replace(FORBIDDEN, '').replace(/\r\n?/g, '\n').trim() : text.trim();

/** Blanks of any kind and number as one. */
export const oneLine = (text: string): string =>
  /[^\S ]| {2}/.test(text) ? text.replace(/\s+/g, ' ').trim() : text.trim();

const DATE = /^(\d{4})(?:-(\d\d)(?:-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d)(\.\d+)?)?(Z|[+-]\d\d:\d\d)?)?)?)?$/;
const MONTHS = 'January February March April May June July August September October November December'.split(' ');

/** A FHIR date or date-time as HL7 v3 TS, with just its own precision and offset; null where it is none. */
export function tsText(text: string): string | null {
  const match = DATE.exec(text.trim());
  if (!match) return null;
  const zone = match[8] === undefined ? '' : match[8] === 'Z' ? '+0000' : match[8].replace(':', '');
  return `${match.slice(1, 8).join('')}${zone}`;
}

/** Ways to show a date to people: as the source has it, in English, numeric. Any one will do; the time must be there too. */
export function dateShown(text: string): string[][] {
  const [, year = '', month, day, hour, minute, second, fraction] = DATE.exec(text.trim()) ?? [];
  const rest: string[] = [];
  if (hour !== undefined) rest.push(`${hour}:${minute}`);
  if (second !== undefined && (second !== '00' || fraction !== undefined)) rest.push(`:${second}${fraction ?? ''}`);
  if (month === undefined) return [[year]];
  const name = MONTHS[Number(month) - 1] ?? '';
  if (day === undefined) return [[`${name} ${year}`], [`${year}-${month}`], [`${month}/${year}`]];
  return [
    [`${name} ${Number(day)}, ${year}`, ...rest],
    [`${year}-${month}-${day}`, ...rest],
    [`${month}/${day}/${year}`, ...rest],
  ];
}

/** `system|code` with the system under the one URI that this reader knows it by. */
export function codingText(coding: Json): string | null {
  if (typeof coding.code !== 'string') return null;
  const code = coding.code.replace(FORBIDDEN, '');
  // A `cs` holds no blanks (CDA R2 datatypes): such a code can only be shown.
  if (code === '' || /\s/.test(code)) return null;
  const system = typeof coding.system === 'string' ? coding.system : '';
  // A coding without a system is written under a local OID whose name says so.
  if (system === '') return `not stated in the source|${code}`;
  return `${systemText(system)}|${code}`;
}

const tables = new Map<string, CodeTable[]>();
for (const table of Object.values<CodeTable>({ ...valueSets, ...nameTables })) {
  const system = systemText(table.system);
  tables.set(system, [...(tables.get(system) ?? []), table]);
}

/** Names that the shipped code tables have for `system|code`: a document may give one where the source gives none. */
export function tableDisplays(system: string, code: string): string[] {
  return (tables.get(system) ?? []).map((table) => table.byCode.get(code)?.display ?? '').filter((d) => d !== '');
}

function systemText(system: string): string {
  const oid = oidOf(system);
  return oid === null ? system : (codeSystem(oid)?.uri ?? `urn:oid:${oid}`);
}

/** Plain text of a decimal; null where it is none. */
export function numberText(value: unknown): string | null {
  if (value instanceof Decimal) return value.text;
  return typeof value === 'number' || typeof value === 'bigint' ? String(value) : null;
}

const UCUM = 'http://unitsofmeasure.org';

/** `number|unit` as the document states it: the UCUM code, else the unit's own words. */
export function quantityFact(quantity: unknown): string | null {
  const q = quantity as Json | undefined | null;
  const value = numberText(q?.value);
  if (!q || value === null) return null;
  if (q.system === UCUM && typeof q.code === 'string' && !/\s/.test(q.code)) return `${value}|${q.code}`;
  return `${value}|${xmlText(String(q.unit ?? q.code ?? ''))}`;
}

/** The same with its comparator in front, as an open interval reads. */
export function comparedFact(quantity: unknown): string | null {
  const text = quantityFact(quantity);
  return text === null ? null : `${String((quantity as Json).comparator ?? '')}${text}`;
}

const UNIT_NAMES: Readonly<Record<string, string>> = codeTable({
  s: 'second',
  min: 'minute',
  h: 'hour',
  d: 'day',
  wk: 'week',
  mo: 'month',
  a: 'year',
});
const UNIT_HOURS: Readonly<Record<string, number>> = codeTable({ h: 1, d: 24, wk: 168 });

/** A FHIR Timing.repeat as periods that an entry may state for it: every 8 hours is three times a day. */
export function timingFacts(repeat: Json): string[] {
  const period = numberText(repeat.period);
  const unit = String(repeat.periodUnit ?? '');
  const times = Number(numberText(repeat.frequency) ?? '1');
  if (period === null || !(times > 0)) return [];
  const most = numberText(repeat.periodMax);
  if (most !== null) return [`${period}|${unit}..${most}|${unit}`];
  const forms = [`${Number(period) / times}|${unit}`];
  if (times === 1) forms.push(`${period}|${unit}`);
  const hours = UNIT_HOURS[unit];
  if (hours !== undefined) forms.push(`${(Number(period) * hours) / times}|h`);
  return forms;
}

/** The same in words. */
function timingShown(repeat: Json): string[] {
  const period = numberText(repeat.period);
  const unit = UNIT_NAMES[String(repeat.periodUnit ?? '')] ?? String(repeat.periodUnit ?? '');
  const counts = [repeat.frequency, repeat.frequencyMax, repeat.periodMax].map(numberText).filter((n) => n !== null);
  return [...counts, ...(period === null ? [] : [period === '1' ? unit : period, unit])];
}

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Decimal);

const DATE_TYPES: ReadonlySet<string> = new Set(['date', 'dateTime', 'instant']);

/** Elements that hold no value of their own. */
const STRUCTURE = new Set(['resourceType', 'id', 'meta', 'text.status', 'text.div', 'implicitRules', 'language']);

/**
 * The values of a resource, one by one. Codings and quantities are one value each; references and attachments are left to the caller
 * (`onReference`, `onAttachment`).
 */
export function leavesOf(
  resource: Json,
  onReference: (path: string, reference: Json, into: Leaf[]) => void,
  onAttachment: (path: string, attachment: Json, into: Leaf[]) => void,
): Leaf[] {
  const leaves: Leaf[] = [];
  const add = (
    kind: Leaf['kind'],
    path: string,
    stated: readonly (string | null)[],
    shown: readonly (readonly string[])[],
  ) => leaves.push({ path, kind, stated: stated.filter((s): s is string => s !== null && s !== ''), shown });

  const visit = (value: unknown, path: string, type: string | undefined): void => {
    if (value === null || value === undefined) return;
    if (Array.isArray(value)) {
      for (const item of value) visit(item, path, type);
      return;
    }
    const number = numberText(value);
    if (number !== null) add('amount', path, [number, `${number}|`], [[number]]);
    else if (typeof value === 'boolean') add('other', path, [String(value)], [[String(value)]]);
    else if (typeof value === 'string') visitText(value, path, type);
    else if (isObject(value)) visitObject(value, path, type);
  };
  const visitText = (value: string, path: string, type: string | undefined): void => {
    const text = xmlText(value);
    if (text === '') return;
    const ts = tsText(text);
    const dated = type === undefined ? text.length > 4 : DATE_TYPES.has(type);
    if (ts !== null && dated) add('date', path, [ts, text], [...dateShown(text), [text]]);
    else add('other', path, [text], [[oneLine(text)]]);
  };
  // An effectiveTime holds a period and no code: a code that says more than one, or stands beside how often, is told by its words.
  const visitTimingCode = (concept: Json, path: string, hasRepeat: boolean): void => {
    const first = leaves.length;
    visitObject(concept, path, 'CodeableConcept');
    const words = typeof concept.text === 'string' ? [[oneLine(xmlText(concept.text))]] : [];
    for (const [i, leaf] of leaves.slice(first).entries())
      if (leaf.kind === 'code' && (hasRepeat || !leaf.stated.some((code) => TIMING_CODES[code] !== undefined)))
        leaves[first + i] = { ...leaf, kind: 'other', shown: [...leaf.shown, ...words] };
  };
  const visitObject = (value: Json, path: string, type: string | undefined): void => {
    const { code, display, reference } = value;
    // A logical reference: to a record that the source names and does not have.
    const isLogical = typeof value.type === 'string' && isObject(value.identifier) && !('value' in value);
    if (
      typeof reference === 'string' ||
      isLogical ||
      (typeof display === 'string' && code === undefined && path !== '')
    ) {
      onReference(path, value, leaves);
      return;
    }
    if (typeof value.data === 'string' && 'contentType' in value) {
      onAttachment(path, value, leaves);
      return;
    }
    if (typeof code === 'string' && !('value' in value)) {
      const text = codingText(value);
      const shown = xmlText(String(display ?? code));
      // Such a code is shown as it is or not at all: its display does not tell it.
      if (text === null)
        leaves.push({
          path: `${path}.code`,
          kind: 'code',
          stated: [xmlText(code)],
          shown: [[oneLine(xmlText(code))]],
          unholdable: true,
        });
      else add('code', `${path}.code`, [text, code], [[code], [oneLine(shown)]]);
      if (typeof display === 'string' && shown !== '') {
        const named = [[oneLine(shown)]];
        if (text !== null) add('other', `${path}.display`, [`${text}|${shown}`, shown], named);
        else leaves.push({ path: `${path}.display`, kind: 'other', stated: [shown], shown: named, unholdable: true });
      }
      return;
    }
    if (numberText(value.value) !== null && path !== '') {
      const fact = quantityFact(value);
      const compared = comparedFact(value);
      const words = value.unit ?? value.code;
      const unit = typeof words === 'string' ? oneLine(xmlText(words)) : '';
      const amount = `${String(value.comparator ?? '')}${numberText(value.value)}`;
      add(
        'amount',
        path,
        // An interval has no bound without a UCUM unit: `<5 furlongs` stands as these words.
        [compared, value.comparator === undefined ? fact : value.system === UCUM ? null : `${amount} ${unit}`.trim()],
        [
          [amount, ...(unit === '' || unit === '1' ? [] : [unit])],
          ...(typeof value.code === 'string' ? [[amount]] : []),
        ],
      );
      return;
    }
    if (numberText(value.period) !== null || numberText(value.frequency) !== null) {
      add('other', path, timingFacts(value), [timingShown(value)]);
      const { period: _, periodMax, periodUnit, frequency, frequencyMax, ...rest } = value;
      visitObject(rest, path, type);
      return;
    }
    if (/(^|\.)timing$/.test(path) && isObject(value.code)) {
      const { code: concept, ...rest } = value;
      visitTimingCode(concept as Json, `${path}.code`, isObject(value.repeat));
      visitObject(rest, path, type);
      return;
    }
    const members = type === undefined ? null : elementsOf(type);
    for (const key of Object.keys(value)) {
      const inner = path === '' ? key : `${path}.${key}`;
      if (STRUCTURE.has(inner) || (key === 'id' && path !== '') || (key === 'url' && /(^|\.)extension$/.test(path)))
        continue;
      visit(value[key], inner, members?.get(key)?.type);
    }
  };
  visitObject(resource, '', typeof resource.resourceType === 'string' ? resource.resourceType : undefined);
  return leaves;
}
