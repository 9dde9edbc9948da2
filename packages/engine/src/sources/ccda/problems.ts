import { codeTable } from '../../base/code-table.js';
import type { CodeableConcept, Resource } from '../../chart/fhir.js';
import { statementOf } from '../../formats/cda/cda-document.js';
import type { XmlElement } from '../../formats/xml/xml-element.js';
import { isTrue } from '../../formats/xml/xs-boolean.js';
import { concept, hasCode, negated, period, plainCode, quantity, startOf, statementText, time } from './datatypes.js';
import { markFixed, statesNothing } from './fixed-parts.js';
import { identifiers } from './identifiers.js';
import { type Authorship, authorship } from './parties.js';
import { type Body, extend, ownExtension, type Place, type Reading, referenceTo } from './reading.js';
import { mayName } from './reference-targets.js';
import { isAboutSomebodyElse } from './related-subject.js';
import { toldBefore } from './same-condition.js';
import { Statement } from './statement.js';
import { codeOf, hasTemplate } from './templates.js';

const THO = 'http://terminology.hl7.org/CodeSystem/';
export const SNOMED = 'http://snomed.info/sct';

/** Problem and allergy status values (C-CDA HITSPProblemStatus and its SNOMED neighbours, HL7 ActStatus words) to FHIR clinical status. */
const CLINICAL: Readonly<Record<string, string>> = codeTable({
  '55561003': 'active',
  '73425007': 'inactive',
  '413322009': 'resolved',
  '246455001': 'recurrence',
  '263855007': 'relapse',
  '277022003': 'remission',
  '90734009': 'active',
  '7087005': 'active',
  '255227004': 'recurrence',
  '415684004': 'active',
});
/** Words of status values without a code. */
const CLINICAL_WORD = /^(active|inactive|resolved|recurrence|relapse|remission)$/i;

const NO_PROBLEM_WORDS =
  /^(no (known|current|active) (problems?|diagnos[ie]s|conditions?)( or disability)?|none known)\.?$/i;

/** Words that say that there is no problem get the code that says the same, so that nobody takes them for a problem. */
const withoutAny = (value: CodeableConcept | undefined): CodeableConcept | undefined =>
  value && value.coding === undefined && NO_PROBLEM_WORDS.test(value.text ?? '')
    ? { ...NO_PROBLEMS, text: value.text! }
    : value;

/** What a concern says of the things in it. */
export interface Concern {
  readonly element: XmlElement;
  readonly status: string | undefined;
  readonly period: Body | undefined;
}

/** Clinical status that a status observation states; undefined where it is none that FHIR knows. */
export function statedStatus(value: CodeableConcept | undefined): string | undefined {
  for (const { code, display } of value?.coding ?? []) {
    const known = CLINICAL[code ?? ''] ?? CLINICAL_WORD.exec(code ?? '')?.[0] ?? CLINICAL_WORD.exec(display ?? '')?.[0];
    if (known !== undefined) return known.toLowerCase();
  }
  return CLINICAL_WORD.exec(value?.text ?? '')?.[0].toLowerCase();
}

/** Concern act status to clinical status: a concern that is not followed any more says that the condition is not active, and not that it is resolved. */
export const CONCERN_STATUS: Readonly<Record<string, string>> = codeTable({
  active: 'active',
  completed: 'inactive',
  suspended: 'inactive',
  aborted: 'inactive',
});

/** Whether a statement inside is about status: template or LOINC 33999-4 `Status`. */
export const isStatus = (inner: XmlElement): boolean =>
  hasTemplate(inner, '4.6', '4.28', 'status') || (inner.name === 'observation' && codeOf(inner) === '33999-4');

export const clinicalConcept = (system: string, code: string): Body => ({
  coding: [{ system: `${THO}${system}`, code }],
});

/** SNOMED CT "disease", "problem", "condition", "clinical finding": values that name no condition of their own. */
export const ANY_PROBLEM: readonly string[] = ['55607006', '64572001', '404684003', '282291009', '418799008'];
/** No current problems or disability (SNOMED CT 160245001). */
const NO_PROBLEMS = { coding: [{ system: SNOMED, code: '160245001', display: 'No current problems or disability' }] };

/** A concern act: what is inside becomes resources, each with what the concern says. Reads `inner` with `read`; the first resource. */
export function readConcern(
  act: XmlElement,
  place: Place,
  reading: Reading,
  read: (inner: XmlElement, place: Place, concern: Concern) => Resource | null,
): Resource | null {
  act.used = true;
  const at = act.child('effectiveTime');
  const span = period(at, reading) ?? { start: at && time(at, reading) };
  const concern: Concern = {
    element: act,
    status: plainCode(act.child('statusCode')),
    period: span.start === undefined && (span as Body).end === undefined ? undefined : (span as Body),
  };
  markFixed(act, reading);
  const code = act.child('code');
  const kind = code?.used ? undefined : concept(code, reading);
  const isNegated = negated(act);
  const made: Resource[] = [];
  let isRelative = false;
  let relative: Resource | null = null;
  for (const link of act.all('entryRelationship')) {
    const inner = statementOf(link);
    if (!inner || link.used || inner.name !== 'observation' || !isSubject(inner, link)) continue;
    link.used = true;
    if (isAboutSomebodyElse(inner)) {
      relative = reading.entry(inner, place) ?? relative;
      isRelative = true;
      continue;
    }
    if (isNegated && inner.raw('negationInd') === undefined)
      inner.attributes = [...inner.attributes, 'negationInd', 'true'];
    else if (isNegated && !isTrue(inner.raw('negationInd')))
      reading.lose(act, 'the negation of the concern, which what it is about denies: that is carried as stated');
    const resource = read(inner, place, concern);
    if (resource) made.push(resource);
  }
  if (made.length === 0)
    for (const link of act.all('entryRelationship')) {
      const inner = statementOf(link);
      if (!inner || link.used) continue;
      link.used = true;
      const resource = reading.entry(inner, place);
      if (!resource) continue;
      made.push(resource);
      // It is no condition, which would have these as its own.
      if (concern.period) extend(resource as Body, ownExtension('concern-period', { valuePeriod: concern.period }));
      if (concern.status) extend(resource as Body, ownExtension('concern-status', { valueCode: concern.status }));
    }
  // What the concern says beside it is then said of the relative; FamilyMemberHistory has no place for it.
  if (made.length === 0 && isRelative) return relative;
  if (made.length === 0) {
    act.markAll();
    reading.lose(act, 'the concern is about nothing that is stated');
    return null;
  }
  const own = identifiers(act.all('id'));
  for (const id of act.all('id')) reading.know(id, referenceTo(made[0]!).reference!);
  for (const resource of made) {
    extend(resource as Body, ...own.map((valueIdentifier) => ownExtension('concern-id', { valueIdentifier })));
    if (kind) extend(resource as Body, ownExtension('concern-code', { valueCodeableConcept: kind }));
    const first = resource === made[0];
    const authored = first
      ? new Statement(act, place, reading).finish(resource, true)
      : authorship(act, resource, reading);
    setRecorded(resource as Body, authored);
  }
  return made[0]!;
}

function isSubject(inner: XmlElement, link: XmlElement): boolean {
  if (hasTemplate(inner, '4.4', '4.7')) return true;
  if (hasTemplate(inner, '4.5', '4.6', '4.28', '4.64', '4.143', '4.122', '4.8', '4.9', '4.145')) return false;
  return link.attribute('typeCode') === 'SUBJ' || link.attribute('typeCode') === undefined;
}

/** Recorder, recorded date and who stated it, unless they are set. */
export function setRecorded(body: Body, { reference, time, informant }: Authorship): void {
  if (
    reference?.reference !== undefined &&
    body.recorder === undefined &&
    mayName('Condition', 'recorder', reference.reference)
  )
    body.recorder = reference;
  if (
    informant?.reference !== undefined &&
    body.asserter === undefined &&
    mayName('Condition', 'asserter', informant.reference)
  )
    body.asserter = informant;
  if (time !== undefined && body.recordedDate === undefined) body.recordedDate = time;
}

/** A problem observation (C-CDA 22.4.4) or any observation that states a condition, as a Condition. */
export function readProblem(
  element: XmlElement,
  place: Place,
  reading: Reading,
  concern: Concern | null,
): Resource | null {
  if (statesNothing(element, reading)) return null;
  const statement = new Statement(element, place, reading);
  const body: Body = {};
  const kind = concept(element.child('code'), reading);
  const given = element.all('value');
  const value = concept(given[0], reading);
  const isNegated = negated(element);
  if (
    isNegated &&
    (value === undefined ? hasCode(kind, ...ANY_PROBLEM) || kind === undefined : hasCode(value, ...ANY_PROBLEM))
  ) {
    body.code = NO_PROBLEMS;
    if (value?.text !== undefined) body.code = { ...NO_PROBLEMS, text: value.text };
    if (value?.coding) extend(body, ownExtension('negated-code', { valueCodeableConcept: value }));
  } else {
    // What an observation with no value states, it states by its code.
    body.code = withoutAny(value) ?? (hasCode(kind, ...ANY_PROBLEM, 'ASSERTION') ? undefined : kind);
    if (isNegated && !hasCode(value, '160245001'))
      body.verificationStatus = clinicalConcept('condition-ver-status', 'refuted');
  }
  if (body.code === undefined) {
    const words = statementText(element, reading);
    if (words === undefined) {
      element.markAll();
      reading.lose(element, 'no condition is named, by code or in words');
      return null;
    }
    body.code = { text: words };
  }
  const status = plainCode(element.child('statusCode'));
  if (status === 'nullified') body.verificationStatus = clinicalConcept('condition-ver-status', 'entered-in-error');
  const categories: unknown[] = [
    place.condition === 'health-concern'
      ? { coding: [{ system: 'http://hl7.org/fhir/us/core/CodeSystem/condition-category', code: 'health-concern' }] }
      : clinicalConcept('condition-category', place.condition),
  ];
  if (kind && body.code !== kind && !hasCode(kind, 'ASSERTION')) categories.push(kind);
  body.category = categories;
  times(element, body, reading);
  clinicalStatus(statement, body, concern, reading);
  const severity = statement.takenValue((inner) => hasTemplate(inner, '4.8') || codeOf(inner) === 'SEV');
  if (severity) body.severity = severity;
  const ages = statement.take(
    (inner) => hasTemplate(inner, '4.31') || codeOf(inner) === '445518008' || codeOf(inner) === '397659008',
  );
  for (const age of ages) {
    markFixed(age, reading);
    const onset = quantity(age.child('value'));
    if (onset && body.onsetDateTime === undefined && body.onsetAge === undefined) body.onsetAge = onset;
    else if (onset) extend(body, ownExtension('onset-age', { valueAge: onset }));
  }
  const sites = element
    .all('targetSiteCode')
    .map((site) => concept(site, reading))
    .filter((one) => one !== undefined);
  if (sites.length > 0) body.bodySite = sites;
  body.subject = reading.subject;
  if (place.parent?.resourceType === 'Encounter') body.encounter = referenceTo(place.parent);
  if (concern?.period) extend(body, ownExtension('concern-period', { valuePeriod: concern.period }));
  const known = place.parent?.resourceType === 'Encounter' ? toldBefore(statement, body) : null;
  const resource = known ?? reading.add('Condition', element, body);
  setRecorded(resource as Body, statement.finish(resource, true));
  return resource;
}

function times(element: XmlElement, body: Body, reading: Reading): void {
  const at = element.child('effectiveTime');
  if (!at) return;
  at.used = true;
  const start = startOf(at, reading);
  if (start !== undefined) body.onsetDateTime = start;
  const high = at.child('high');
  const end = time(high, reading);
  if (end !== undefined) body.abatementDateTime = end;
}

/**
 * The stated status counts; else an end (also one at an unknown time: C-CDA R2.1, problem observation) means resolved; else what the concern says. FHIR R4
 * con-4 forbids an end together with an active status: then the end is listed.
 */
function clinicalStatus(statement: Statement, body: Body, concern: Concern | null, reading: Reading): void {
  const high = statement.element.at('effectiveTime', 'high');
  const statuses = statement.take((inner) => isStatus(inner));
  const stated: string[] = [];
  for (const inner of statuses) {
    markFixed(inner, reading);
    const value = inner.child('value') ?? inner.child('code');
    const said = concept(value, reading);
    const code = statedStatus(said);
    if (code === undefined) {
      if (said) reading.lose(value, 'the status is none that FHIR R4 knows');
    } else if (stated.length > 0 && stated[0] !== code)
      reading.lose(value, 'a second status that differs from the first');
    else stated.push(code);
  }
  const ended =
    body.abatementDateTime !== undefined ||
    high?.attribute('nullFlavor') === 'UNK' ||
    high?.attribute('nullFlavor') === 'ASKU';
  const byConcern = concern?.status === undefined ? undefined : CONCERN_STATUS[concern.status];
  const status = stated[0] ?? (ended ? 'resolved' : byConcern);
  if (concern?.status === 'nullified')
    body.verificationStatus = clinicalConcept('condition-ver-status', 'entered-in-error');
  else if (concern?.status !== undefined && byConcern === undefined)
    reading.lose(concern.element.child('statusCode'), 'the status of the concern says nothing of the condition');
  if (
    body.abatementDateTime !== undefined &&
    (status === 'active' || status === 'recurrence' || status === 'relapse')
  ) {
    extend(body, ownExtension('stated-abatement', { valueDateTime: body.abatementDateTime }));
    delete body.abatementDateTime;
    reading.lose(
      high,
      'an end is stated beside an active status, which FHIR R4 forbids together (con-4): kept as an extension',
    );
  }
  if (byConcern !== undefined && status !== undefined && (status === 'active') !== (byConcern === 'active'))
    extend(body, ownExtension('concern-status', { valueCode: concern!.status }));
  if (status === undefined) return;
  const isError = JSON.stringify(body.verificationStatus ?? '').includes('entered-in-error');
  // con-5: no clinical status beside entered-in-error.
  if (!isError) body.clinicalStatus = clinicalConcept('condition-clinical', status);
}
