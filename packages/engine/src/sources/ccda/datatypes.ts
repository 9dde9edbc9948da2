import { Decimal } from '../../base/decimal.js';
import type { CodeableConcept, Coding, Period, Quantity, Range } from '../../chart/fhir.js';
import { parseHl7Time } from '../../formats/cda/hl7-time.js';
import { hasWords, narrativeText } from '../../formats/cda/narrative.js';
import type { XmlElement } from '../../formats/xml/xml-element.js';
import { isTrue, xsBoolean } from '../../formats/xml/xs-boolean.js';
import { codeSystem } from '../../terminology/code-systems.js';
import { ucumCode, ucumSystem } from '../../terminology/ucum.js';
import { isUcum } from '../../terminology/ucum-grammar.js';
import { rootUri } from './identifiers.js';
import type { Reading } from './reading.js';

/** URI of a coded element's system: by its OID, else by the name that it states; undefined where neither is known. */
function systemOf(element: XmlElement): string | undefined {
  const oid = element.attribute('codeSystem');
  if (oid !== undefined) {
    const uri = rootUri(oid);
    if (uri !== null) return uri;
  }
  const name = element.attribute('codeSystemName') ?? oid;
  return name === undefined ? undefined : codeSystem(name)?.uri;
}

/** Whether a text is of ASCII and has no blank, as nearly every code is. */
function isOneWord(text: string): boolean {
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code <= 0x20 || code > 0x7e) return false;
  }
  return true;
}

/** The coding that the element's own attributes state; null where it has no code. */
export function coding(element: XmlElement): Coding | null {
  let code = element.attribute('code');
  if (code === undefined) return null;
  if (!isOneWord(code)) code = code.replace(/\s+/g, ' ');
  const system = systemOf(element);
  const version = element.attribute('codeSystemVersion');
  const display = element.attribute('displayName');
  // Written out: this is made for every code of a document, and spreading costs ten times as much.
  const made: { system?: string; version?: string; code?: string; display?: string } =
    system === undefined ? {} : { system };
  if (version !== undefined) made.version = version;
  made.code = code;
  if (display !== undefined) made.display = display;
  return made;
}

const WEB = /^(https?|ftp|mailto):/i;

/**
 * Text of an ED: its own words, else what it refers to in the narrative (which is kept whole anyway, and often names a whole row); undefined for none. Everything
 * read is marked.
 */
export function edText(element: XmlElement | undefined, reading: Reading): string | undefined {
  if (!element) return undefined;
  const holder = markEd(element, reading);
  if (holder === undefined) return undefined;
  if (holder === element) return narrativeText(element);
  const target = element.child('reference')?.attribute('value');
  return holder === null || target === undefined ? target : (reading.narrative(target) ?? undefined);
}

/**
 * Marks what `edText` reads, and gives the element that has the words: the ED itself or what it refers to in the narrative; null where they are the address of a web
 * page, undefined for none.
 */
export function markEd(element: XmlElement, reading: Reading): XmlElement | null | undefined {
  element.used = true;
  if (element.nodes.length === 0) return undefined;
  const reference = element.child('reference');
  // Encoded content is no words.
  const isWorded = hasWords(element) && element.attribute('representation') !== 'B64';
  if (reference && !isWorded) {
    reference.used = true;
    const target = reference.attribute('value');
    const named = target === undefined ? undefined : reading.document.narrative.find(target);
    if (named && hasWords(named)) {
      markInline(element);
      return named;
    }
    if (target !== undefined && !named) {
      // A web address is content of its own.
      if (WEB.test(target)) return null;
      reading.lose(reference, 'it refers to no element of the narrative');
    }
  }
  markInline(element);
  if (reference && isWorded && WEB.test(reference.attribute('value') ?? ''))
    reading.lose(reference, 'an address beside the words: the words are carried');
  return isWorded ? element : undefined;
}

function markInline({ nodes }: XmlElement): void {
  for (let i = 0; i < nodes.length; i++) {
    const node = nodes[i]!;
    if (typeof node !== 'string' && node.name !== 'thumbnail') {
      node.used = true;
      markInline(node);
    }
  }
}

/**
 * A coded value (CD, CE, CV, CO, CS) with every translation, and its original text; undefined where it states nothing. Its qualifiers stay unmarked and
 * so are listed: FHIR R4 has none.
 */
export function concept(element: XmlElement | undefined, reading: Reading): CodeableConcept | undefined {
  if (!element) return undefined;
  element.used = true;
  const codings: Coding[] = [];
  addCoding(codings, element);
  let text = edText(element.child('originalText'), reading);
  for (const translation of element.all('translation')) {
    translation.used = true;
    addCoding(codings, translation);
    const other = edText(translation.child('originalText'), reading);
    text ??= other ?? (translation.attribute('code') === undefined ? translation.attribute('displayName') : undefined);
    for (const inner of translation.all('translation')) {
      inner.used = true;
      addCoding(codings, inner);
    }
  }
  text ??= codings.length === 0 ? element.attribute('displayName') : undefined;
  // Some systems write the words where CDA wants originalText.
  text ??= codings.length === 0 && element.ownText() !== '' ? element.ownText() : undefined;
  // A value of type ED points to them.
  text ??= codings.length === 0 && element.child('reference') ? edText(element, reading) : undefined;
  if (codings.length === 0) return text === undefined ? undefined : { text };
  return text === undefined ? { coding: codings } : { coding: codings, text };
}

/** Adds the code of an element unless it stands there already, with the same words or none. */
function addCoding(codings: Coding[], from: XmlElement): void {
  const one = coding(from);
  if (!one) return;
  for (const other of codings)
    if (
      other.code === one.code &&
      other.system === one.system &&
      (one.display === undefined || other.display === one.display)
    )
      return;
  codings.push(one);
}

/** All concepts of a list that state something. */
export function concepts(elements: readonly XmlElement[], reading: Reading): CodeableConcept[] | undefined {
  if (elements.length === 0) return undefined;
  const found = elements.map((element) => concept(element, reading)).filter((one) => one !== undefined);
  return found.length > 0 ? found : undefined;
}

/** The code of a CS or coded element, marked; undefined where it has none. */
export function plainCode(element: XmlElement | undefined): string | undefined {
  if (!element) return undefined;
  element.used = true;
  return element.attribute('code');
}

/** A point in time by `@value`; undefined where there is none, or none that can be a date (then it is listed). */
export function time(element: XmlElement | undefined, reading: Reading): string | undefined {
  if (!element) return undefined;
  element.used = true;
  const value = element.attribute('value');
  if (value === undefined) return undefined;
  const parsed = parseHl7Time(value);
  if (!parsed) {
    reading.lose(element, 'the value is no date that exists');
    return undefined;
  }
  if (parsed.rest === 'hour-without-minutes')
    reading.lose(element, 'FHIR R4 holds no hour without minutes: the day is carried, the hour is not');
  else if (parsed.rest === 'zone-on-a-date')
    reading.lose(element, 'FHIR R4 holds no zone on a date: the date is carried, the zone is not');
  return parsed.text;
}

/** An IVL_TS as a period: low and high, or a single value as both when `point` is given. */
export function period(element: XmlElement | undefined, reading: Reading): Period | undefined {
  if (!element) return undefined;
  element.used = true;
  const start = time(element.child('low'), reading);
  const end = time(element.child('high'), reading);
  if (start === undefined && end === undefined) return undefined;
  if (element.attribute('value') !== undefined)
    reading.lose(element, 'a point in time beside the ends of a period: the ends are carried');
  if (start === undefined) return end === undefined ? undefined : { end };
  return end === undefined ? { start } : { start, end };
}

/** A time as FHIR's choice of a moment or a period, under `name`: `effective` gives `effectiveDateTime` or `effectivePeriod`. */
export function momentOrPeriod(
  name: string,
  element: XmlElement | undefined,
  reading: Reading,
): Record<string, unknown> {
  const found: Record<string, unknown> = {};
  if (!element) return found;
  const whole = period(element, reading);
  if (whole) found[`${name}Period`] = whole;
  else {
    const moment = time(element, reading) ?? time(element.child('center'), reading);
    if (moment !== undefined) found[`${name}DateTime`] = moment;
  }
  return found;
}

/** The beginning of a time: its value, low or center. */
export function startOf(element: XmlElement | undefined, reading: Reading): string | undefined {
  if (!element) return undefined;
  return time(element, reading) ?? time(element.child('low'), reading) ?? time(element.child('center'), reading);
}

const units = new Map<string, Partial<Quantity>>();

function unitOf(text: string | undefined): Partial<Quantity> {
  if (text === undefined) return {};
  let found = units.get(text);
  if (!found) {
    // CDA's units are UCUM (HL7 v3 datatypes, PQ.unit); other spellings keep their text, with the code that they are known to mean.
    const code = /\s/.test(text) || !isUcum(text) ? ucumCode(text) : text;
    found = code === null ? { unit: text } : { unit: text, system: ucumSystem, code };
    if (units.size > 4096) units.clear();
    units.set(text, found);
  }
  return found;
}

/** A PQ, REAL, INT or MO as Quantity; undefined where its value is no number. Marked only when taken. */
export function quantity(element: XmlElement | undefined, comparator?: '<' | '<=' | '>' | '>='): Quantity | undefined {
  const text = element?.attribute('value');
  if (!element || text === undefined) return undefined;
  const value = Decimal.parse(text);
  if (value === null) return undefined;
  element.used = true;
  const currency = element.attribute('currency');
  return {
    value,
    ...(comparator === undefined ? {} : { comparator }),
    ...(currency === undefined
      ? unitOf(element.attribute('unit'))
      : { unit: currency, system: 'urn:iso:std:iso:4217', code: currency }),
  };
}

/** Low and high of an IVL_PQ as a range, sides that have a number. */
export function range(element: XmlElement | undefined): Range | undefined {
  if (!element) return undefined;
  const low = quantity(element.child('low'));
  const high = quantity(element.child('high'));
  if (!low && !high) return undefined;
  element.used = true;
  return { ...(low ? { low } : {}), ...(high ? { high } : {}) };
}

/** Numerator and denominator of an RTO; undefined unless both are numbers. */
export function ratio(element: XmlElement | undefined): { numerator: Quantity; denominator: Quantity } | undefined {
  const numerator = quantity(element?.child('numerator'));
  const denominator = quantity(element?.child('denominator'));
  if (!element || !numerator || !denominator) return undefined;
  element.used = true;
  return { numerator, denominator };
}

/** The value of a BL element, which counts as read; undefined where it states none, or something else, which stays in the account. */
export function statedBoolean(element: XmlElement | undefined): boolean | undefined {
  const stated = xsBoolean(element?.attribute('value'));
  if (element && stated !== undefined) element.used = true;
  return stated;
}

/** True when the statement is negated; the negation counts as read. */
export function negated(statement: XmlElement): boolean {
  statement.negationUsed = true;
  return isTrue(statement.raw('negationInd'));
}

/** The text of a statement: what its `text` refers to or says. */
export const statementText = (statement: XmlElement, reading: Reading): string | undefined =>
  edText(statement.child('text'), reading);

/** The words that the text of a statement has in place, which no narrative block keeps; undefined where it has none or only refers to some. */
export const ownWords = (statement: XmlElement, reading: Reading): string | undefined =>
  hasOwnWords(statement) ? statementText(statement, reading) : undefined;

/** True when the text of a statement has words in place, which no narrative block keeps. */
export function hasOwnWords(statement: XmlElement): boolean {
  const text = statement.child('text');
  return text !== undefined && hasWords(text);
}

/** True when a concept has this code, in any system. */
export const hasCode = (value: CodeableConcept | undefined, ...codes: readonly string[]): boolean =>
  value?.coding?.some((c) => c.code !== undefined && codes.includes(c.code)) === true;
