import { codeTable } from '../../base/code-table.js';
import type { Resource } from '../../chart/fhir.js';
import { statementOf } from '../../formats/cda/cda-document.js';
import type { XmlElement } from '../../formats/xml/xml-element.js';
import {
  concept,
  hasOwnWords,
  momentOrPeriod,
  negated,
  plainCode,
  quantity,
  statedBoolean,
  statementText,
  time,
} from './datatypes.js';
import { markFixed } from './fixed-parts.js';
import { identifiers } from './identifiers.js';
import { absent } from './medication-terms.js';
import { plainName } from './names.js';
import { type Body, extend, ownExtension, type Place, type Reading } from './reading.js';
import { Statement } from './statement.js';
import { codeOf, hasTemplate } from './templates.js';

const GENDER: Readonly<Record<string, string>> = codeTable({ M: 'male', F: 'female', UN: 'other', U: 'unknown' });

/** A family history organizer (C-CDA 22.4.45): one relative with what is known of their health. */
export function readFamilyMember(element: XmlElement, place: Place, reading: Reading): Resource {
  const statement = new Statement(element, place, reading);
  const body: Body = { status: 'completed', patient: reading.subject, relationship: absent() };
  const status = plainCode(element.child('statusCode'));
  if (status === 'nullified') body.status = 'entered-in-error';
  else if (status === 'active') body.status = 'partial';
  const times = momentOrPeriod('effective', element.child('effectiveTime'), reading);
  const moment = times.effectiveDateTime ?? (times.effectivePeriod as Body | undefined)?.start;
  if (moment !== undefined) body.date = moment;
  const code = concept(element.child('code'), reading);
  if (code) extend(body, ownExtension('act-code', { valueCodeableConcept: code }));
  if (negated(element)) body.modifierExtension = [ownExtension('negated', { valueBoolean: true })];
  relative(element, body, reading);
  const conditions: Body[] = [];
  for (const link of element.all('component')) {
    const inner = statementOf(link);
    if (!inner || link.used || inner.name !== 'observation') continue;
    link.used = true;
    conditions.push(condition(new Statement(inner, place, reading), body, statement));
  }
  if (conditions.length > 0) body.condition = conditions;
  const resource = reading.add('FamilyMemberHistory', element, body);
  statement.finish(resource, true);
  return resource;
}

/** A condition of a relative that stands outside of any organizer (it names its subject, or nobody): the relative's, never the patient's. */
export function readRelative(element: XmlElement, place: Place, reading: Reading): Resource {
  const statement = new Statement(element, place, reading);
  const body: Body = { status: 'completed', patient: reading.subject, relationship: absent() };
  relative(element, body, reading);
  body.condition = [condition(statement, body, statement)];
  const resource = reading.add('FamilyMemberHistory', element, body);
  statement.finish(resource, true);
  return resource;
}

function relative(element: XmlElement, body: Body, reading: Reading): void {
  const holder = element.child('subject');
  const role = holder?.child('relatedSubject');
  if (!holder || !role) return;
  holder.used = true;
  role.used = true;
  const relationship = concept(role.child('code'), reading);
  if (relationship) body.relationship = relationship;
  const person = role.child('subject');
  if (!person) return;
  person.used = true;
  const ids = identifiers([...person.all('id'), ...person.all('sdtc:id')]);
  extend(body, ...ids.map((valueIdentifier) => ownExtension('relative-id', { valueIdentifier })));
  const name = plainName(person.child('name'));
  if (name !== undefined) body.name = name;
  const sex = person.child('administrativeGenderCode');
  const gender = GENDER[sex?.attribute('code') ?? ''];
  if (sex && gender !== undefined) {
    sex.used = true;
    for (const translation of sex.all('translation')) translation.used = true;
    body.sex = { coding: [{ system: 'http://hl7.org/fhir/administrative-gender', code: gender }] };
  }
  const born = time(person.child('birthTime'), reading);
  if (born !== undefined) body.bornDate = born;
  const died = time(person.child('sdtc:deceasedTime'), reading);
  const isDead = statedBoolean(person.child('sdtc:deceasedInd'));
  if (died !== undefined) body.deceasedDate = died;
  else if (isDead !== undefined) body.deceasedBoolean = isDead;
}

/** A family history observation (C-CDA 22.4.46) as one condition of the relative. */
function condition(statement: Statement, member: Body, outer: Statement): Body {
  const { element, reading } = statement;
  const value = concept(element.child('value'), reading);
  const kind = concept(element.child('code'), reading);
  const one: Body = { code: value ?? kind ?? absent() };
  if (value && kind && kind.coding?.[0]?.code !== 'ASSERTION')
    extend(one, ownExtension('stated-code', { valueCodeableConcept: kind }));
  plainCode(element.child('statusCode'));
  const isNegated = negated(element);
  if (isNegated) one.modifierExtension = [ownExtension('negated', { valueBoolean: true })];
  for (const id of identifiers(element.all('id'))) extend(one, ownExtension('entry-id', { valueIdentifier: id }));
  for (const age of statement.take(
    (inner) => hasTemplate(inner, '4.31') || ['445518008', '397659008', '424144002'].includes(codeOf(inner)),
  )) {
    markFixed(age, reading);
    const onset = quantity(age.child('value'));
    if (onset) one.onsetAge = { ...onset, ...(onset.system === undefined ? {} : {}) };
  }
  const times = momentOrPeriod('onset', element.child('effectiveTime'), reading);
  const at = times.onsetDateTime;
  if (at !== undefined && one.onsetAge === undefined) one.onsetString = at;
  else if (at !== undefined) extend(one, ownExtension('onset', { valueDateTime: at }));
  if (times.onsetPeriod) {
    if (one.onsetAge === undefined) one.onsetPeriod = times.onsetPeriod;
    else extend(one, ownExtension('onset-period', { valuePeriod: times.onsetPeriod }));
  }
  for (const death of statement.takeTemplates('4.47')) {
    markFixed(death, reading);
    const cause = concept(death.child('value'), reading);
    if (cause) one.outcome = cause;
    one.contributedToDeath = true;
    if (member.deceasedBoolean === undefined && member.deceasedDate === undefined) member.deceasedBoolean = true;
    const age = new Statement(death, statement.place, reading).take(
      (inner) => hasTemplate(inner, '4.31') || codeOf(inner) === '445518008',
    );
    for (const inner of age) {
      markFixed(inner, reading);
      const value2 = quantity(inner.child('value'));
      if (value2 && member.deceasedBoolean === true) {
        delete member.deceasedBoolean;
        member.deceasedAge = value2;
      }
    }
  }
  const words = statementText(element, reading);
  if (words !== undefined && hasOwnWords(element)) one.note = [{ text: words }];
  for (const [inner, link] of [...statement.links(() => true)]) {
    link.used = true;
    outer.later(inner, link);
  }
  return one;
}
