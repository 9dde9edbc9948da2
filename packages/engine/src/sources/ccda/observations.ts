import { Decimal } from '../../base/decimal.js';
import type { Resource } from '../../chart/fhir.js';
import { narrativeText } from '../../formats/cda/narrative.js';
import type { XmlElement } from '../../formats/xml/xml-element.js';
import {
  concept,
  concepts,
  edText,
  hasOwnWords,
  momentOrPeriod,
  negated,
  period,
  plainCode,
  quantity,
  range,
  ratio,
  statedBoolean,
  statementText,
  time,
} from './datatypes.js';
import { absent } from './medications.js';
import { performerReferences } from './parties.js';
import { type Body, extend, ownExtension, type Place, type Reading } from './reading.js';
import { mayName } from './reference-targets.js';
import { Statement } from './statement.js';

const OBSERVATION_CATEGORY = 'http://terminology.hl7.org/CodeSystem/observation-category';
/** HL7 ActStatus to FHIR R4 observation-status: what is active is not final yet. */
const STATUS: Readonly<Record<string, string>> = {
  completed: 'final',
  active: 'preliminary',
  aborted: 'cancelled',
  cancelled: 'cancelled',
  nullified: 'entered-in-error',
  suspended: 'registered',
  held: 'registered',
  new: 'registered',
  obsolete: 'amended',
  normal: 'final',
};

export function observationStatus(element: XmlElement, reading: Reading): string {
  const given = element.child('statusCode');
  const code = plainCode(given)?.toLowerCase();
  if (code === undefined) return 'unknown';
  const known = STATUS[code];
  if (known === undefined) reading.lose(given, 'the status is none of HL7 ActStatus');
  return known ?? 'unknown';
}

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

export const observationCategory = (code: string): Body => ({ coding: [{ system: OBSERVATION_CATEGORY, code }] });

/** Members that an observation and a component share: values, interpretation, ranges. */
export function measured(element: XmlElement, reading: Reading): Body {
  const body: Body = {};
  const values = element.all('value');
  let rest: XmlElement[] = [];
  for (const [index, value] of values.entries()) {
    const one = typedValue(value, reading);
    if (Object.keys(one).length === 0) continue;
    Object.assign(body, one);
    for (const translation of value.all('translation'))
      if (!translation.used && one.valueQuantity) translations(body, translation);
    rest = values.slice(index + 1);
    break;
  }
  const interpretation = concepts(element.all('interpretationCode'), reading);
  if (interpretation) body.interpretation = interpretation;
  const ranges = referenceRanges(element, reading);
  if (ranges) body.referenceRange = ranges;
  if (rest.length > 0) {
    const more = rest.map((value) => typedValue(value, reading)).filter((one) => Object.keys(one).length > 0);
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

/** Any observation as Observation. */
export function readObservation(
  element: XmlElement,
  place: Place,
  reading: Reading,
  category: string | null = place.category,
): Resource {
  const statement = new Statement(element, place, reading);
  const body: Body = {
    status: observationStatus(element, reading),
    code: concept(element.child('code'), reading) ?? absent(),
    subject: reading.subject,
  };
  if (category !== null) body.category = [observationCategory(category)];
  if (negated(element)) body.modifierExtension = [ownExtension('negated', { valueBoolean: true })];
  Object.assign(body, momentOrPeriod('effective', element.child('effectiveTime'), reading), measured(element, reading));
  const performer = performerReferences(element, reading, 'Observation', 'performer');
  if (performer) body.performer = performer;
  const [method, ...methods] = concepts(element.all('methodCode'), reading) ?? [];
  if (method) body.method = method;
  extend(body, ...methods.map((valueCodeableConcept) => ownExtension('method', { valueCodeableConcept })));
  const [site, ...sites] = concepts(element.all('targetSiteCode'), reading) ?? [];
  if (site) body.bodySite = site;
  extend(body, ...sites.map((valueCodeableConcept) => ownExtension('body-site', { valueCodeableConcept })));
  if (hasOwnWords(element)) statement.note(statementText(element, reading));
  else if (body.interpretation === undefined && Object.keys(body).every((key) => !key.startsWith('value'))) {
    const words = statementText(element, reading);
    if (words !== undefined) extend(body, ownExtension('statement-text', { valueString: words }));
  }
  if (place.parent?.resourceType === 'Encounter') body.encounter = { reference: `Encounter/${place.parent.id}` };
  specimen(element, body, reading);
  const resource = reading.add('Observation', element, body);
  const { reference } = statement.finish(resource, true);
  if (
    resource.performer === undefined &&
    reference?.reference &&
    mayName('Observation', 'performer', reference.reference)
  )
    (resource as Body).performer = [reference];
  return resource;
}

/** Specimens of a statement, as resources. */
export function specimen(element: XmlElement, body: Body, reading: Reading): void {
  const found: Body[] = [];
  for (const holder of element.all('specimen')) {
    const role = holder.child('specimenRole');
    const entity = role?.child('specimenPlayingEntity');
    holder.used = true;
    role?.mark();
    entity?.mark();
    const type = concept(entity?.child('code'), reading);
    if (!type && !role?.child('id')?.attribute('root')) continue;
    const resource = reading.add('Specimen', role ?? holder, { type, subject: reading.subject });
    found.push({ reference: `Specimen/${resource.id}` });
  }
  if (found.length > 0) body.specimen = body.resourceType === 'DiagnosticReport' ? found : found[0];
  if (found.length > 1)
    extend(body, ...found.slice(1).map((valueReference) => ownExtension('specimen', { valueReference })));
}
