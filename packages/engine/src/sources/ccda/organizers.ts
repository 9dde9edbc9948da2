import { codeTable } from '../../base/code-table.js';
import type { Identifier, Resource } from '../../chart/fhir.js';
import { statementOf } from '../../formats/cda/cda-document.js';
import type { XmlElement } from '../../formats/xml/xml-element.js';
import { concept, concepts, edText, momentOrPeriod, negated, ownWords, plainCode } from './datatypes.js';
import { identifiers } from './identifiers.js';
import { absent } from './medication-terms.js';
import { measured } from './observation-values.js';
import { observationCategory, observationStatus, readObservation, specimen } from './observations.js';
import { performerReferences } from './parties.js';
import { type Body, extend, ownExtension, type Place, type Reading, referenceTo } from './reading.js';
import { isAboutSomebodyElse } from './related-subject.js';
import { Statement } from './statement.js';
import { codeOf, hasTemplate } from './templates.js';

const LOINC = 'http://loinc.org';
const SYSTOLIC = '8480-6';
const DIASTOLIC = '8462-4';

/** HL7 ActStatus to FHIR R4 diagnostic-report-status. */
const REPORT_STATUS: Readonly<Record<string, string>> = codeTable({
  completed: 'final',
  active: 'preliminary',
  aborted: 'cancelled',
  cancelled: 'cancelled',
  nullified: 'entered-in-error',
  suspended: 'registered',
  held: 'registered',
  new: 'registered',
});

/** The observations of an organizer, each read by its kind; what is not an observation is read by `finish`. */
function members(statement: Statement, category: string | null): Resource[] {
  const { element, place, reading } = statement;
  const found: Resource[] = [];
  for (const link of element.all('component')) {
    const inner = statementOf(link);
    if (!inner || link.used || inner.name !== 'observation' || inner.attribute('moodCode') === 'GOL') continue;
    link.used = true;
    const resource =
      category === null || isAboutSomebodyElse(inner)
        ? reading.entry(inner, { ...place, parent: null })
        : readObservation(inner, { ...place, parent: null }, reading, category);
    if (resource) found.push(resource);
  }
  return found;
}

/** A result organizer (C-CDA 22.4.1): DiagnosticReport with an Observation for each component. */
export function readResults(element: XmlElement, place: Place, reading: Reading): Resource {
  const statement = new Statement(element, place, reading);
  const given = element.child('statusCode');
  const code = plainCode(given)?.toLowerCase();
  const status = code === undefined ? 'unknown' : REPORT_STATUS[code];
  if (status === undefined) reading.lose(given, 'the status is none of HL7 ActStatus');
  const body: Body = {
    status: status ?? 'unknown',
    category: [{ coding: [{ system: 'http://terminology.hl7.org/CodeSystem/v2-0074', code: 'LAB' }] }],
    code: concept(element.child('code'), reading) ?? absent(),
    subject: reading.subject,
    ...momentOrPeriod('effective', element.child('effectiveTime'), reading),
  };
  if (negated(element)) body.modifierExtension = [ownExtension('negated', { valueBoolean: true })];
  const results = members(statement, 'laboratory');
  if (results.length > 0) body.result = results.map(referenceTo);
  const found: Body = { resourceType: 'DiagnosticReport' };
  specimen(element, found, reading);
  if (found.specimen) body.specimen = found.specimen;
  const performer = performerReferences(element, reading, 'DiagnosticReport', 'performer');
  if (performer) body.performer = performer;
  const words = ownWords(element, reading);
  if (words !== undefined) body.conclusion = words;
  // The text that an extension gives organizers; one that only points at the narrative says where, not what.
  const extended = element.child('sdtc:text');
  const told = edText(extended, reading);
  if (told !== undefined && extended?.ownText() !== '') body.conclusion ??= told;
  const resource = reading.add('DiagnosticReport', element, body);
  statement.finish(resource, false);
  return resource;
}

/** An organizer of any other kind: an Observation that has the others as members; vital signs with blood pressure as one Observation of two components. */
export function readPanel(element: XmlElement, place: Place, reading: Reading): Resource {
  const isVitals = hasTemplate(element, '4.26') || place.section === '8716-3';
  const statement = new Statement(element, place, reading);
  const category = isVitals ? 'vital-signs' : null;
  const body: Body = {
    status: observationStatus(element, reading),
    code: concept(element.child('code'), reading) ?? absent(),
    subject: reading.subject,
    ...momentOrPeriod('effective', element.child('effectiveTime'), reading),
  };
  const kind = category ?? place.category;
  if (kind !== null) body.category = [observationCategory(kind)];
  if (negated(element)) body.modifierExtension = [ownExtension('negated', { valueBoolean: true })];
  const pressure = isVitals ? bloodPressure(statement) : null;
  const found = [...(pressure ? [pressure] : []), ...members(statement, category)];
  // FHIR R4: members are observations; what else an organizer holds belongs to it by an extension.
  const observed = found.filter((one) => one.resourceType === 'Observation');
  if (observed.length > 0) body.hasMember = observed.map(referenceTo);
  const others = found.filter((one) => one.resourceType !== 'Observation');
  extend(body, ...others.map((one) => ownExtension('member', { valueReference: referenceTo(one) })));
  const performer = performerReferences(element, reading, 'Observation', 'performer');
  if (performer) body.performer = performer;
  const resource = reading.add('Observation', element, body);
  statement.finish(resource, true);
  return resource;
}

const is =
  (code: string) =>
  (element: XmlElement): boolean =>
    codeOf(element) === code ||
    element
      .child('code')
      ?.all('translation')
      .some((one) => one.attribute('code') === code) === true;

/** Systolic and diastolic of one organizer and one time as one Observation (US Core 6.1 blood pressure); null where there is no such pair. */
function bloodPressure(statement: Statement): Resource | null {
  const { element, place, reading } = statement;
  const parts = element.all('component').map((link) => ({ link, inner: statementOf(link) }));
  const find = (code: string) =>
    parts.filter(
      ({ inner, link }) =>
        !link.used && inner?.name === 'observation' && !isAboutSomebodyElse(inner) && is(code)(inner),
    );
  const [high, ...moreHigh] = find(SYSTOLIC);
  const [low, ...moreLow] = find(DIASTOLIC);
  // Several pairs in one organizer cannot be told apart.
  if (!high?.inner || !low?.inner || moreHigh.length > 0 || moreLow.length > 0) return null;
  const timeOf = (inner: XmlElement): string =>
    inner.child('effectiveTime')?.attribute('value') ?? inner.at('effectiveTime', 'low')?.attribute('value') ?? '';
  const status = (inner: XmlElement): string => inner.child('statusCode')?.attribute('code') ?? '';
  if (timeOf(high.inner) !== timeOf(low.inner) || status(high.inner) !== status(low.inner)) return null;
  if (negated(high.inner) || negated(low.inner)) {
    high.inner.negationUsed = false;
    low.inner.negationUsed = false;
    return null;
  }
  const first = new Statement(high.inner, place, reading);
  const second = new Statement(low.inner, place, reading);
  high.link.used = true;
  low.link.used = true;
  const component = (inner: XmlElement): Body => {
    const part: Body = { code: concept(inner.child('code'), reading), ...measured(inner, reading) };
    const methods = concepts(inner.all('methodCode'), reading);
    if (methods) extend(part, ownExtension('method', { valueCodeableConcept: methods[0] }));
    const sites = concepts(inner.all('targetSiteCode'), reading);
    if (sites) extend(part, ownExtension('body-site', { valueCodeableConcept: sites[0] }));
    return part;
  };
  const body: Body = {
    status: observationStatus(high.inner, reading),
    category: [observationCategory('vital-signs')],
    code: { coding: [{ system: LOINC, code: '85354-9', display: 'Blood pressure panel with all children optional' }] },
    subject: reading.subject,
    ...momentOrPeriod('effective', high.inner.child('effectiveTime') ?? element.child('effectiveTime'), reading),
    component: [component(high.inner), component(low.inner)],
  };
  observationStatus(low.inner, reading);
  momentOrPeriod('effective', low.inner.child('effectiveTime'), reading);
  const performer = performerReferences(high.inner, reading, 'Observation', 'performer');
  if (performer) body.performer = performer;
  const resource = reading.add('Observation', high.inner, body);
  const ids = low.inner.all('id');
  for (const id of ids) reading.know(id, `Observation/${resource.id}`);
  const own = [...((resource.identifier as readonly Identifier[] | undefined) ?? []), ...identifiers(ids)];
  if (own.length > 0) (resource as Body).identifier = own;
  first.finish(resource, true);
  second.finish(resource, true);
  return resource;
}
