import { codeTable } from '../../base/code-table.js';
import { type CodeableConcept, decimalText, type Observation, type Quantity } from '../../chart/fhir.js';
import { concept, conceptText } from './datatypes/concept.js';
import { INTERPRETATION, SNOMED } from './datatypes/oid.js';
import { comparedQuantity, magnitude, pq, quantityInterval, quantityText } from './datatypes/quantity.js';
import { interval, readablePeriod, readableTime, timestamp } from './datatypes/time.js';
import type { CcdaDocument, Item, Where } from './document.js';
import { conceptsText } from './entry.js';
import { escapeText, visible } from './xml.js';

export type Component = NonNullable<Observation['component']>[number];
/** What an observation and a component of one have in common: value[x], ranges, interpretation. */
export type Measured = Omit<Component, 'code'> | Observation;

/** One measurement: an observation's own value, or one of its components. */
export interface Measurement {
  readonly observation: Observation & { resourceType: string; id: string };
  readonly where: Where;
  readonly code: CodeableConcept | undefined;
  readonly measured: Measured;
  /** null: the observation itself, which owns the resource's id; else the place of the component. */
  readonly component: number | null;
}

// LOINC panels and the observations of US Core vital signs (US Core 6.1, vital signs profiles), for sources that state no category.
const VITAL_CODES: ReadonlySet<string> = new Set(
  '85353-1 9279-1 8867-4 2708-6 59408-5 8310-5 8302-2 9843-4 8287-5 29463-7 3141-9 39156-5 85354-9 55284-4 8480-6 8462-4 8306-3 59576-9 59575-1 77606-2 8289-1'.split(
    ' ',
  ),
);

export type Domain =
  | 'vital-signs'
  | 'social-history'
  | 'results'
  | 'functional-status'
  | 'mental-status'
  | 'advance-directives';

// US Core 6.1 us-core-category, and categories and codes that say the same.
const CATEGORY_DOMAINS: Readonly<Record<string, Domain>> = codeTable({
  'functional-status': 'functional-status',
  'disability-status': 'functional-status',
  'cognitive-status': 'mental-status',
  'mental-status': 'mental-status',
  'advance-directive': 'advance-directives',
  'treatment-intervention-preference': 'advance-directives',
  'care-experience-preference': 'advance-directives',
  'social-history': 'social-history',
  sdoh: 'social-history',
});
// LOINC: what the templates of those sections and US Core's profiles are coded with.
const CODE_DOMAINS: Readonly<Record<string, Domain>> = codeTable({
  '72166-2': 'social-history',
  '11367-0': 'social-history',
  '54522-8': 'functional-status',
  '75275-8': 'mental-status',
  '42348-3': 'advance-directives',
  '75320-2': 'advance-directives',
  '75773-2': 'advance-directives',
  '95541-9': 'advance-directives',
  '81338-6': 'advance-directives',
});

const CLOSED = new Set(['final', 'amended', 'corrected', 'unknown']);

/** Observations of one section, in chart order. */
export const observationsOf = (document: CcdaDocument, domain: Domain): readonly Item<Observation>[] =>
  document.once(sort).items[domain] ?? NONE;

/** Which section an observation of the document belongs to. */
export const domainOf = (document: CcdaDocument, observation: Observation): Domain =>
  document.once(sort).domains.get(observation) ?? findDomain(observation);

const NONE: readonly Item<Observation>[] = [];

interface Sorted {
  readonly items: Partial<Record<Domain, Item<Observation>[]>>;
  readonly domains: ReadonlyMap<Observation, Domain>;
}

function sort(document: CcdaDocument): Sorted {
  const items: Partial<Record<Domain, Item<Observation>[]>> = {};
  const domains = new Map<Observation, Domain>();
  for (const item of document.all<Observation>('Observation')) {
    const domain = findDomain(item.resource);
    domains.set(item.resource, domain);
    const list = items[domain];
    if (list) list.push(item);
    else items[domain] = [item];
  }
  return { items, domains };
}

/** By its category, else by a LOINC code that is a vital sign or another section's by definition. */
function findDomain(observation: Observation): Domain {
  const categories = observation.category ?? [];
  let vital = false;
  let categorized = false;
  for (const category of categories)
    for (const coding of category?.coding ?? []) {
      categorized = true;
      const code = coding?.code ?? '';
      const domain = CATEGORY_DOMAINS[code];
      if (domain !== undefined) return domain;
      if (code === 'vital-signs') vital = true;
    }
  for (const coding of observation.code?.coding ?? []) {
    const code = coding?.code ?? '';
    const domain = CODE_DOMAINS[code];
    if (domain !== undefined) return domain;
    if (!categorized && VITAL_CODES.has(code)) vital = true;
  }
  return vital && fitsVitalSign(observation) ? 'vital-signs' : 'results';
}

/** A Vital Sign Observation is complete and has a quantity (CONF:1098-19119, 1098-7305); anything else is a result. */
function fitsVitalSign(observation: Observation): boolean {
  if (observation.status && !CLOSED.has(observation.status)) return false;
  const components = observation.component ?? [];
  const told = hasValue(observation);
  if (told && !hasQuantity(observation)) return false;
  for (const part of components) if (part && !hasQuantity(part) && hasValue(part)) return false;
  return true;
}

const hasQuantity = (measured: Measured): boolean =>
  measured.valueQuantity !== undefined && measured.valueQuantity !== null && !measured.valueQuantity.comparator;

function hasValue(measured: Measured): boolean {
  if (measured.valueQuantity !== undefined && measured.valueQuantity !== null) return true;
  const elements = measured as Readonly<Record<string, unknown>>;
  for (const name in elements)
    if (name.startsWith('value') && elements[name] !== undefined && elements[name] !== null) return true;
  return false;
}

/** The measurements of an observation: its own value (also when it has neither value nor components), then its components. */
export function measurements({ resource, where }: Item<Observation>): readonly Measurement[] {
  const { component: components } = resource;
  const own: Measurement = { observation: resource, where, code: resource.code, measured: resource, component: null };
  if (!components || components.length === 0) return [own];
  const parts: Measurement[] = [];
  for (const measured of components)
    if (measured) parts.push({ observation: resource, where, code: measured.code, measured, component: parts.length });
  if (parts.length === 0 || hasValue(resource)) parts.unshift(own);
  return parts;
}

/** id elements of a measurement. */
export function measurementId(document: CcdaDocument, measurement: Measurement, owner = false): string {
  const { observation, component } = measurement;
  if (component === null && !owner) return document.ids.ofResource(observation);
  return document.ids.derived(observation, `component-${(component ?? -1) + 1}`);
}

/** When it was observed: a moment or the start of a period. */
export function observedAt(observation: Observation): string | null {
  return observation.effectiveDateTime ?? observation.effectiveInstant ?? observation.effectivePeriod?.start ?? null;
}

export function effectiveTime(observation: Observation): string {
  const { effectivePeriod } = observation;
  if (
    effectivePeriod &&
    !observation.effectiveDateTime &&
    timestamp(effectivePeriod.start ?? effectivePeriod.end) !== null
  )
    return interval(effectivePeriod.start, effectivePeriod.end);
  const at = timestamp(observedAt(observation));
  return at === null ? '<effectiveTime nullFlavor="UNK"/>' : `<effectiveTime value="${at}"/>`;
}

export const observedText = (observation: Observation): string =>
  readableTime(observation.effectiveDateTime ?? observation.effectiveInstant) ||
  readablePeriod(observation.effectivePeriod?.start, observation.effectivePeriod?.end);

// data-absent-reason (FHIR R4) -> NullFlavor 2.16.840.1.113883.5.1008
const ABSENT: Readonly<Record<string, string>> = codeTable({
  unknown: 'UNK',
  'asked-unknown': 'ASKU',
  'temp-unknown': 'NAV',
  'not-asked': 'NASK',
  'asked-declined': 'ASKU',
  masked: 'MSK',
  'not-applicable': 'NA',
  unsupported: 'NI',
  'not-a-number': 'NI',
  'negative-infinity': 'NINF',
  'positive-infinity': 'PINF',
});

export function absentFlavor(measured: Measured): string {
  for (const coding of measured.dataAbsentReason?.coding ?? []) {
    const flavor = ABSENT[coding?.code ?? ''];
    if (flavor !== undefined) return flavor;
  }
  return 'UNK';
}

/** The value for people; the reason of its absence where only that is stated. */
export function valueText(measured: Measured): string {
  const m = measured;
  if (m.valueQuantity) return quantityText(m.valueQuantity);
  if (m.valueCodeableConcept) return conceptText(m.valueCodeableConcept);
  if (typeof m.valueString === 'string') return m.valueString;
  if (typeof m.valueBoolean === 'boolean') return m.valueBoolean ? 'yes' : 'no';
  if (m.valueInteger !== undefined && m.valueInteger !== null) return String(m.valueInteger);
  if (m.valueDateTime) return readableTime(m.valueDateTime);
  if (m.valueTime) return m.valueTime;
  if (m.valuePeriod) return readablePeriod(m.valuePeriod.start, m.valuePeriod.end);
  if (m.valueRange)
    return [quantityText(m.valueRange.low), quantityText(m.valueRange.high)].filter((t) => t !== '').join(' to ');
  if (m.valueRatio) return `${quantityText(m.valueRatio.numerator)}:${quantityText(m.valueRatio.denominator)}`;
  if (m.valueSampledData) return m.valueSampledData.data ?? '';
  return conceptText(m.dataAbsentReason);
}

const st = (text: string | null | undefined): string => {
  const shown = visible(text);
  return shown === null
    ? '<value xsi:type="ST" nullFlavor="UNK"/>'
    : `<value xsi:type="ST">${escapeText(text!)}</value>`;
};

/** The value element with its own data type; nullFlavor where there is none (CONF:1198-7143: exactly one). */
export function valueElement(document: CcdaDocument, measured: Measured, anchor: string | null): string {
  const m = measured;
  if (m.valueQuantity) {
    if (!m.valueQuantity.comparator) return pq(m.valueQuantity, { type: 'PQ' });
    return comparedQuantity(m.valueQuantity) ?? st(quantityText(m.valueQuantity));
  }
  if (m.valueCodeableConcept) {
    if ((m.valueCodeableConcept.coding ?? []).some((c) => c?.code))
      return concept(document.namespace, m.valueCodeableConcept, { tag: 'value', type: 'CD', anchor });
    return st(conceptText(m.valueCodeableConcept));
  }
  if (typeof m.valueString === 'string') return st(m.valueString);
  if (typeof m.valueBoolean === 'boolean') return `<value xsi:type="BL" value="${m.valueBoolean}"/>`;
  const integer = decimalText(m.valueInteger);
  if (integer !== null && /^-?\d+$/.test(integer)) return `<value xsi:type="INT" value="${integer}"/>`;
  if (timestamp(m.valueDateTime) !== null) return `<value xsi:type="TS" value="${timestamp(m.valueDateTime)}"/>`;
  if (m.valuePeriod) return interval(m.valuePeriod.start, m.valuePeriod.end, { tag: 'value', type: 'IVL_TS' });
  if (m.valueRange) return quantityInterval(m.valueRange.low, m.valueRange.high) ?? st(valueText(m));
  if (m.valueRatio) return ratio(m.valueRatio) ?? st(valueText(m));
  if (m.valueTime || m.valueSampledData || m.valueDateTime) return st(valueText(m));
  return `<value xsi:type="ST" nullFlavor="${absentFlavor(m)}"/>`;
}

function ratio(value: NonNullable<Observation['valueRatio']>): string | null {
  const numerator = magnitude(value.numerator);
  const denominator = magnitude(value.denominator);
  if (numerator === null || denominator === null || value.numerator?.comparator) return null;
  return `<value xsi:type="RTO_PQ_PQ">${pq(value.numerator, { tag: 'numerator' })}${pq(value.denominator, { tag: 'denominator' })}</value>`;
}

export const interpretationText = (measured: Measured): string =>
  measured.interpretation ? conceptsText(measured.interpretation) : '';

/** interpretationCode elements; `codedOnly` where the template demands a code (CONF:1098-32886). */
export function interpretations(document: CcdaDocument, measured: Measured, codedOnly: boolean): string {
  let xml = '';
  for (const interpretation of measured.interpretation ?? []) {
    if (conceptText(interpretation) === '') continue;
    const element = concept(document.namespace, interpretation, INTERPRETATION_CODE);
    if (!codedOnly || element.startsWith('<interpretationCode code=')) xml += element;
  }
  return xml;
}

const INTERPRETATION_CODE = { tag: 'interpretationCode', systems: [INTERPRETATION], strict: true } as const;

type ReferenceRange = NonNullable<Measured['referenceRange']>[number];

export function rangeText({ referenceRange }: Measured): string {
  let text = '';
  for (const range of referenceRange ?? []) {
    const words = oneRangeText(range);
    if (words !== '') text += text === '' ? words : `\n${words}`;
  }
  return text;
}

function oneRangeText(range: ReferenceRange): string {
  const own = visible(range?.text);
  const bounds = boundsText(range);
  if (own === null) return bounds;
  // Bounds whose unit is not understood have no other place than these words.
  const isSaid =
    quantityInterval(range?.low, range?.high) !== null && shows(own, range?.low) && shows(own, range?.high);
  return bounds === '' || isSaid ? own : `${own} (${bounds})`;
}

/** Whether words tell the number of a bound: a source may have put others beside its bounds (ranges by sex). The unit is that of the value. */
function shows(words: string, bound: Quantity | null | undefined): boolean {
  const value = decimalText(bound?.value);
  const numbers: readonly string[] = words.match(/\d+(?:\.\d+)?/g) ?? [];
  return value === null || numbers.includes(value);
}

function boundsText(range: ReferenceRange): string {
  const low = quantityText(range?.low);
  const high = quantityText(range?.high);
  if (low !== '' && high !== '') return `${low} to ${high}`;
  return low !== '' ? `at least ${low}` : high !== '' ? `at most ${high}` : '';
}

/** referenceRange elements: bounds where their unit is understood, else the text (CONF:1198-32175 asks for exactly one value). */
export function referenceRanges({ referenceRange }: Measured): string {
  let xml = '';
  for (const range of referenceRange ?? []) {
    if (!range) continue;
    const text = visible(oneRangeText(range));
    const bounds = quantityInterval(range.low, range.high);
    if (text === null && bounds === null) continue;
    const words = text === null ? '' : `<text>${escapeText(text)}</text>`;
    xml += `<referenceRange><observationRange>${words}${bounds ?? st(text)}</observationRange></referenceRange>`;
  }
  return xml;
}

export const METHOD_CODE = { tag: 'methodCode' } as const;
export const TARGET_SITE_CODE = { tag: 'targetSiteCode', systems: [SNOMED] } as const;

// FHIR ObservationStatus / DiagnosticReportStatus -> Result Status 2.16.840.1.113883.11.20.9.39
const STATUSES: Readonly<Record<string, string>> = codeTable({
  registered: 'active',
  partial: 'active',
  preliminary: 'active',
  final: 'completed',
  amended: 'completed',
  corrected: 'completed',
  appended: 'completed',
  cancelled: 'cancelled',
});

/** Result Status of a FHIR status; null where the source states none that has a counterpart. */
export const resultStatus = (status: string | null | undefined): string | null => STATUSES[status ?? ''] ?? null;

/** A statusCode of one of the writer's own words, or openly none. */
export const statusCode = (code: string | null): string =>
  code === null ? '<statusCode nullFlavor="UNK"/>' : `<statusCode code="${code}"/>`;

/**
 * For an entry whose template takes no nullFlavor as its status while the source states none: the entry claims no template rather than a status.
 */
export function reportUnstatedStatus(document: CcdaDocument, where: Where, element: string): void {
  document.report(
    'warning',
    'ccda-status-unstated',
    where,
    'The source states no status, and the template of such an entry demands one: the entry is written without a template, its status unknown.',
    element,
  );
}
