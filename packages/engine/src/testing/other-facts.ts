import type { XmlElement } from 'libxml2-wasm';
import { decimalText, type Resource } from '../chart/fhir.js';
import { Ask, check, codes, template } from './document-facts.js';

/** What XPath sees in results, vital signs, immunizations, procedures, encounters and social history, against the resources that they became. */

type Compare = (node: XmlElement, one: Resource, found: string[], where: string) => void;
export interface OtherFacts {
  readonly kind: string;
  readonly path: string;
  readonly type: RegExp;
  readonly compare: Compare;
  /** More than these are in the vendors' documents. */
  readonly least: number;
}

interface Quantity {
  readonly value: never;
  readonly unit?: string;
  readonly comparator?: string;
}

/** The day of an HL7 time, or what is stated of it. */
function day(value: string): string | undefined {
  const [, year, month, date] = /^(\d{4})(\d\d)?(\d\d)?/.exec(value) ?? [];
  return year === undefined ? undefined : [year, month, date].filter((part) => part !== undefined).join('-');
}

function checkTime(ask: Ask, one: Resource, name: string, found: string[], where: string): void {
  const stated = day(ask.first('c:effectiveTime/@value') || ask.first('c:effectiveTime/c:low/@value'));
  if (stated === undefined || /^0000/.test(stated)) return;
  const span = one[`${name}Period`] as { start?: string } | undefined;
  const kept = (one[`${name}DateTime`] as string | undefined) ?? span?.start;
  check(found, where, 'date', kept?.slice(0, stated.length), stated);
}

const RESULT_STATUS: Readonly<Record<string, string>> = {
  completed: 'final',
  active: 'preliminary',
  aborted: 'cancelled',
  cancelled: 'cancelled',
};

/** Observation, or the component of one that has this code: a blood pressure is one of two. */
function partOf(ask: Ask, one: Resource): Readonly<Record<string, unknown>> {
  const code = ask.first('c:code/@code');
  const parts = (one.component as { code: unknown }[] | undefined) ?? [];
  return parts.find((part) => codes(part.code).includes(code)) ?? one;
}

const measured: Compare = (node, one, found, where) => {
  const ask = new Ask(node);
  const part = partOf(ask, one);
  for (const code of ask.values('c:code/@code'))
    if (code.trim() !== '' && !codes(part.code).includes(code.trim())) found.push(`${where}: code is lost`);
  const status = RESULT_STATUS[ask.first('c:statusCode/@code')];
  if (status !== undefined) check(found, where, 'status', one.status, status);
  checkTime(ask, one, 'effective', found, where);
  const type = ask.first('c:value/@xsi:type').replace(/^.*:/, '');
  const value = ask.first('c:value/@value');
  const quantity = part.valueQuantity as Quantity | undefined;
  if (type === 'PQ' && /^-?\d+(\.\d+)?$/.test(value)) {
    check(found, where, 'value', Number(decimalText(quantity?.value)), Number(value));
    const unit = ask.first('c:value/@unit');
    check(found, where, 'unit', quantity?.unit, unit === '' ? undefined : unit);
  }
  if (type === 'CD' || type === 'CE' || type === 'CO')
    for (const code of ask.values('c:value/@code'))
      if (!codes(part.valueCodeableConcept).includes(code.trim())) found.push(`${where}: coded value is lost`);
  const interpretations = ((part.interpretation as unknown[] | undefined) ?? []).flatMap(codes);
  for (const code of ask.values('c:interpretationCode/@code'))
    if (code.trim() !== '' && !interpretations.includes(code.trim())) found.push(`${where}: interpretation is lost`);
  const ranges = (part.referenceRange as { low?: Quantity; high?: Quantity; text?: string }[] | undefined) ?? [];
  for (const side of ['low', 'high'] as const)
    for (const bound of ask.values(`c:referenceRange/c:observationRange/c:value/c:${side}/@value`))
      if (/^-?\d+(\.\d+)?$/.test(bound))
        check(
          found,
          where,
          `${side} of a range`,
          ranges.some((range) => range[side] && Number(decimalText(range[side].value)) === Number(bound)),
          true,
        );
  const negation = ask.first('@negationInd') === 'true';
  check(found, where, 'negation', JSON.stringify(one.modifierExtension ?? '').includes('negated'), negation);
};

const immunization: Compare = (node, one, found, where) => {
  const ask = new Ask(node);
  const negated = ask.first('@negationInd') === 'true';
  const status = ask.first('c:statusCode/@code');
  check(
    found,
    where,
    'status',
    one.status,
    negated ? 'not-done' : ({ completed: 'completed', aborted: 'not-done', cancelled: 'not-done' }[status] as string),
  );
  for (const code of ask.values('c:consumable/c:manufacturedProduct/c:manufacturedMaterial/c:code//@code'))
    if (!codes(one.vaccineCode).includes(code.trim())) found.push(`${where}: vaccine is lost`);
  checkTime(ask, one, 'occurrence', found, where);
  const lot = node
    .find('c:consumable/c:manufacturedProduct/c:manufacturedMaterial/c:lotNumberText', {
      c: 'urn:hl7-org:v3',
    })[0]
    ?.content.trim();
  if (lot) check(found, where, 'lot', one.lotNumber, lot);
  const reason = ask.first(`c:entryRelationship/c:observation[${template('53')}]/c:code/@code`);
  if (reason !== '') check(found, where, 'reason', codes(one.statusReason)[0], reason);
};

const procedure: Compare = (node, one, found, where) => {
  const ask = new Ask(node);
  const status = {
    completed: 'completed',
    active: 'in-progress',
    aborted: 'stopped',
    cancelled: 'not-done',
  }[ask.first('c:statusCode/@code')];
  const negated = ask.first('@negationInd') === 'true';
  if (status !== undefined || negated) check(found, where, 'status', one.status, negated ? 'not-done' : status);
  for (const code of ask.values('c:code/@code | c:code/c:translation/@code'))
    if (!codes(one.code).includes(code.trim())) found.push(`${where}: code is lost`);
  checkTime(ask, one, 'performed', found, where);
};

const encounter: Compare = (node, one, found, where) => {
  const ask = new Ask(node);
  const types = ((one.type as unknown[] | undefined) ?? []).flatMap(codes);
  for (const code of ask.values('c:code/@code | c:code/c:translation/@code'))
    if (!types.includes(code.trim())) found.push(`${where}: type is lost`);
  const start = day(ask.first('c:effectiveTime/@value') || ask.first('c:effectiveTime/c:low/@value'));
  if (start !== undefined)
    check(found, where, 'start', (one.period as { start?: string } | undefined)?.start?.slice(0, start.length), start);
  const diagnoses = ask.values(
    `c:entryRelationship/c:act[${template('80')}]/c:entryRelationship/c:observation[c:value/@code]/c:value/@code`,
  ).length;
  const named = ((one.diagnosis as unknown[] | undefined) ?? []).length;
  check(found, where, 'number of diagnoses', named >= diagnoses, true);
};

const section = (code: string): string => `//c:section[c:code/@code='${code}']`;

export const OTHER_FACTS: readonly OtherFacts[] = [
  {
    kind: 'results',
    path: `//c:entry/c:organizer/c:component/c:observation[${template('2')}]`,
    type: /^Observation$/,
    compare: measured,
    least: 100,
  },
  {
    kind: 'vital signs',
    path: `//c:entry/c:organizer/c:component/c:observation[${template('27')}]`,
    type: /^Observation$/,
    compare: measured,
    least: 100,
  },
  {
    kind: 'social history',
    path: `${section('29762-2')}/c:entry/c:observation[not(@nullFlavor)]`,
    type: /^Observation$/,
    compare: measured,
    least: 20,
  },
  {
    kind: 'immunizations',
    path: `//c:entry/c:substanceAdministration[${template('52')} and not(@nullFlavor) and @moodCode='EVN']`,
    type: /^Immunization$/,
    compare: immunization,
    least: 30,
  },
  {
    kind: 'procedures',
    path: `${section('47519-4')}/c:entry/c:procedure[not(@nullFlavor) and @moodCode='EVN']`,
    type: /^Procedure$/,
    compare: procedure,
    least: 20,
  },
  {
    kind: 'encounters',
    path: `${section('46240-8')}/c:entry/c:encounter[not(@nullFlavor) and @moodCode='EVN']`,
    type: /^Encounter$/,
    compare: encounter,
    least: 20,
  },
];
