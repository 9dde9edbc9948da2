import { Decimal } from '../../base/decimal.js';
import { narrativeText } from '../../formats/cda/narrative.js';
import type { XmlElement } from '../../formats/xml/xml-element.js';
import { concept, concepts, edText, period, quantity, range, ratio, statedBoolean, time } from './datatypes.js';
import { type Body, extend, ownExtension, type Reading } from './reading.js';

const typeOf = (element: XmlElement): string => (element.attribute('xsi:type') ?? '').replace(/^.*:/, '');

/** A value of any HL7 v3 type as FHIR's value[x]; empty where it states nothing or has no FHIR type (then the account lists it). */
export function typedValue(element: XmlElement, reading: Reading): Body {
  const type = typeOf(element) || guessed(element);
  switch (type) {
    case 'CD':
    case 'CE':
    case 'CV':
    case 'CO':
    case 'CS': {
      const value = concept(element, reading);
      return value ? { valueCodeableConcept: value } : {};
    }
    case 'PQ':
    case 'REAL':
    case 'MO': {
      const value = quantity(element);
      return value ? { valueQuantity: value } : asText(element, reading);
    }
    case 'INT': {
      const text = element.attribute('value');
      if (text !== undefined && /^[+-]?\d{1,9}$/.test(text)) {
        element.used = true;
        return { valueInteger: Number(text) };
      }
      const value = quantity(element);
      return value ? { valueQuantity: value } : asText(element, reading);
    }
    case 'BL': {
      const stated = statedBoolean(element);
      return stated === undefined ? {} : { valueBoolean: stated };
    }
    case 'TS': {
      const at = time(element, reading);
      return at === undefined ? {} : { valueDateTime: at };
    }
    case 'IVL_TS': {
      const span = period(element, reading);
      const at = span ? undefined : time(element, reading);
      return span ? { valuePeriod: span } : at === undefined ? {} : { valueDateTime: at };
    }
    case 'IVL_PQ':
    case 'IVL_REAL':
    case 'IVL_INT':
      return interval(element, reading);
    case 'RTO':
    case 'RTO_PQ_PQ':
    case 'RTO_INT_INT':
    case 'RTO_MO_PQ': {
      const value = ratio(element);
      return value ? { valueRatio: value } : {};
    }
    case 'ED':
    case 'ST':
    case 'SC': {
      const text = edText(element, reading);
      const coded = type === 'SC' || element.attribute('code') !== undefined ? concept(element, reading) : undefined;
      return coded?.coding ? { valueCodeableConcept: coded } : text === undefined ? {} : { valueString: text };
    }
    default: {
      // Types for which FHIR R4 has no value: their text, where they have one.
      const text = narrativeText(element);
      if (text === '') return {};
      element.used = true;
      return { valueString: text };
    }
  }
}

function guessed(element: XmlElement): string {
  if (element.attribute('code') !== undefined || element.child('translation')) return 'CD';
  if (element.child('low') ?? element.child('high')) return 'IVL_PQ';
  if (element.attribute('value') !== undefined) return 'PQ';
  return 'ST';
}

/** A PQ that holds no number (`>100`, `NEG`) is the text that it is. */
function asText(element: XmlElement, reading: Reading): Body {
  const value = element.attribute('value');
  const unit = element.attribute('unit');
  if (value === undefined) {
    const translation = element.child('translation');
    const other = quantity(translation);
    if (other) return { valueQuantity: other };
    const words = concept(translation, reading);
    if (words) return { valueCodeableConcept: words };
    const text = edText(element, reading);
    return text === undefined ? {} : { valueString: text };
  }
  const compared = /^([<>]=?)\s*(.+)$/.exec(value);
  const number = compared && Decimal.parse(compared[2]!);
  element.used = true;
  if (compared && number)
    return { valueQuantity: { value: number, comparator: compared[1], ...(unit === undefined ? {} : { unit }) } };
  return { valueString: unit === undefined ? value : `${value} ${unit}` };
}

function interval(element: XmlElement, reading: Reading): Body {
  const low = element.child('low');
  const high = element.child('high');
  const open = (side: XmlElement | undefined): boolean => side?.attribute('inclusive') === 'false';
  const has = (side: XmlElement | undefined): boolean => side?.attribute('value') !== undefined;
  element.used = true;
  if (has(low) && has(high)) {
    const both = range(element);
    if (both && (open(low) || open(high)))
      reading.lose(element, 'an open end of the range: FHIR R4 ranges are closed; the numbers are carried');
    return both ? { valueRange: both } : {};
  }
  if (has(low)) {
    const value = quantity(low, open(low) ? '>' : '>=');
    return value ? { valueQuantity: value } : {};
  }
  if (has(high)) {
    const value = quantity(high, open(high) ? '<' : '<=');
    return value ? { valueQuantity: value } : {};
  }
  const value = quantity(element) ?? quantity(element.child('center'));
  return value ? { valueQuantity: value } : {};
}

/** Reference ranges: low and high, a coded or worded range, its meaning. */
function referenceRanges(element: XmlElement, reading: Reading): Body[] | undefined {
  const found: Body[] = [];
  for (const holder of element.all('referenceRange')) {
    const given = holder.child('observationRange');
    if (!given) continue;
    holder.used = true;
    given.used = true;
    const one: Body = {};
    const text = edText(given.child('text'), reading);
    const words: string[] = text === undefined ? [] : [text];
    const value = given.child('value');
    if (value) {
      const low = quantity(value.child('low'));
      const high = quantity(value.child('high'));
      if (low) one.low = low;
      if (high) one.high = high;
      if (low ?? high) value.used = true;
      else {
        const other = typedValue(value, reading);
        const said = other.valueString ?? other.valueCodeableConcept;
        if (typeof said === 'string') words.push(said);
        else if (said) extend(one, ownExtension('range-value', { valueCodeableConcept: said }));
        else if (other.valueQuantity) {
          const whole = other.valueQuantity as { comparator?: string };
          one[whole.comparator?.startsWith('>') ? 'low' : 'high'] = other.valueQuantity;
        } else if (Object.keys(other).length > 0) extend(one, ownExtension('range-value', other));
      }
    }
    if (words.length > 0) one.text = [...new Set(words)].join('; ');
    const meaning = concept(given.child('code'), reading);
    if (meaning) one.appliesTo = [meaning];
    const interpretation = concept(given.child('interpretationCode'), reading);
    if (interpretation) one.type = interpretation;
    if (Object.keys(one).length === 0) continue;
    // FHIR R4 obs-3: low, high or text.
    if (one.low === undefined && one.high === undefined && one.text === undefined) {
      const first = ((one.extension as Body[] | undefined)?.[0]?.valueCodeableConcept ?? meaning ?? interpretation) as
        | { text?: string; coding?: { display?: string; code?: string }[] }
        | undefined;
      one.text = first?.text ?? first?.coding?.[0]?.display ?? first?.coding?.[0]?.code;
      if (one.text === undefined) continue;
    }
    found.push(one);
  }
  return found.length > 0 ? found : undefined;
}

/** Members that an observation and a component share: values, interpretation, ranges. */
export function measured(element: XmlElement, reading: Reading): Body {
  const body: Body = {};
  const values = element.all('value');
  let taken = 0;
  while (taken < values.length) {
    const value = values[taken++]!;
    const one = typedValue(value, reading);
    if (Object.keys(one).length === 0) continue;
    Object.assign(body, one);
    for (const translation of value.all('translation'))
      if (!translation.used && one.valueQuantity) translations(body, translation);
    break;
  }
  const interpretation = concepts(element.all('interpretationCode'), reading);
  if (interpretation) body.interpretation = interpretation;
  const ranges = referenceRanges(element, reading);
  if (ranges) body.referenceRange = ranges;
  if (taken < values.length) {
    const more = values
      .slice(taken)
      .map((value) => typedValue(value, reading))
      .filter((one) => Object.keys(one).length > 0);
    extend(body, ...more.map((one) => ownExtension('further-value', plainValue(one))));
  }
  return body;
}

const plainValue = (value: Body): Body => value;

/** The same quantity in another unit, as a PQ translation states it. */
function translations(body: Body, element: XmlElement): void {
  const other = quantity(element);
  if (other) {
    extend(body, ownExtension('quantity-translation', { valueQuantity: other }));
    return;
  }
}
