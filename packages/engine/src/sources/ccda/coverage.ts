import type { Resource } from '../../chart/fhir.js';
import { statementOf } from '../../formats/cda/cda-document.js';
import type { XmlElement } from '../../formats/xml/xml-element.js';
import { concept, negated, period, plainCode, time } from './datatypes.js';
import { markFixed } from './fixed-parts.js';
import { identifier, identifiers } from './identifiers.js';
import { addresses, humanNames, plainName, telecoms } from './names.js';
import { organization, partyOf } from './parties.js';
import { type Body, extend, ownExtension, type Place, type Reading } from './reading.js';
import { Statement } from './statement.js';
import { hasTemplate } from './templates.js';

const SELF = new Set(['SELF', 'ONESELF', '18']);

/** A coverage act (C-CDA 22.4.60): the policies inside, as Coverage each. */
export function readCoverage(element: XmlElement, place: Place, reading: Reading): Resource | null {
  if (hasTemplate(element, '4.61')) return readPolicy(element, place, reading, 0);
  const made: Resource[] = [];
  element.used = true;
  for (const [order, link] of element.all('entryRelationship').entries()) {
    const inner = statementOf(link);
    if (inner?.name !== 'act' || !(hasTemplate(inner, '4.61') || link.attribute('typeCode') === 'COMP')) continue;
    link.used = true;
    const sequence = Number(link.child('sequenceNumber')?.attribute('value') ?? order + 1);
    made.push(readPolicy(inner, place, reading, Number.isInteger(sequence) && sequence > 0 ? sequence : 0));
  }
  if (made.length === 0) {
    reading.lose(element, 'a coverage without a policy');
    return null;
  }
  markFixed(element, reading);
  plainCode(element.child('statusCode'));
  for (const id of identifiers(element.all('id')))
    extend(made[0] as Body, ownExtension('coverage-id', { valueIdentifier: id }));
  for (const id of element.all('id')) reading.know(id, `Coverage/${made[0]!.id}`);
  const at = element.child('effectiveTime');
  const span = period(at, reading);
  const moment = span ? undefined : at && time(at, reading);
  if (span ?? moment)
    extend(made[0] as Body, ownExtension('coverage-time', { valuePeriod: span ?? { start: moment } }));
  new Statement(element, place, reading).finish(made[0]!, false);
  return made[0]!;
}

/** What a policy pays for or was asked for (Authorization Activity, CCD 1.0 2.16.840.1.113883.10.20.1.19): each thing a resource of its own; the first. */
export function readAuthorization(element: XmlElement, place: Place, reading: Reading): Resource | null {
  const made: Resource[] = [];
  element.used = true;
  for (const link of element.all('entryRelationship')) {
    const inner = statementOf(link);
    if (!inner) continue;
    link.used = true;
    const resource = reading.entry(inner, { ...place, section: '', parent: null });
    if (resource) made.push(resource);
  }
  const [first] = made;
  if (!first) {
    reading.lose(element, 'an authorization of nothing that is stated');
    return null;
  }
  extend(
    first as Body,
    ...identifiers(element.all('id')).map((valueIdentifier) => ownExtension('authorization-id', { valueIdentifier })),
  );
  new Statement(element, place, reading).finish(first, true);
  return first;
}

/** A policy activity (C-CDA 22.4.61). */
function readPolicy(element: XmlElement, place: Place, reading: Reading, order: number): Resource {
  const statement = new Statement(element, place, reading);
  const body: Body = { beneficiary: reading.subject, payor: [] };
  const status = plainCode(element.child('statusCode'));
  // A policy activity has the fixed status `completed` of its record: it says nothing of the policy's own.
  body.status =
    status === 'nullified'
      ? 'entered-in-error'
      : status === 'aborted' || status === 'cancelled'
        ? 'cancelled'
        : 'active';
  const type = concept(element.child('code'), reading);
  if (type) body.type = type;
  if (order > 0) body.order = order;
  if (negated(element)) body.modifierExtension = [ownExtension('negated', { valueBoolean: true })];
  const payors: Body[] = [];
  for (const performer of element.all('performer')) {
    const role = performer.child('assignedEntity');
    if (!role) continue;
    const isGuarantor = hasTemplate(performer, '4.88') || role.child('code')?.attribute('code') === 'GUAR';
    performer.used = true;
    const at = period(performer.child('time'), reading);
    if (isGuarantor) {
      const party = partyOf(performer, reading);
      if (party !== null)
        extend(body, {
          url: 'urn:chartlift:fhir:guarantor',
          extension: [
            { url: 'party', valueReference: { reference: party } },
            ...(at ? [{ url: 'period', valuePeriod: at }] : []),
          ],
        });
      continue;
    }
    const payer = payerOf(role, reading);
    if (payer !== null) payors.push({ reference: payer });
  }
  body.payor =
    payors.length > 0
      ? payors
      : [{ extension: [{ url: 'http://hl7.org/fhir/StructureDefinition/data-absent-reason', valueCode: 'unknown' }] }];
  for (const participant of element.all('participant')) member(participant, body, reading);
  const resource = reading.add('Coverage', element, body);
  statement.finish(resource, false);
  return resource;
}

function payerOf(role: XmlElement, reading: Reading): string | null {
  role.used = true;
  const code = role.child('code');
  if (code?.attribute('code') === 'PAYOR') code.used = true;
  const ids = identifiers(role.all('id'));
  const works = role.child('representedOrganization');
  const contact = { telecom: telecoms(role.all('telecom'), reading), address: addresses(role.all('addr'), reading) };
  const person = role.child('assignedPerson');
  const names = person && humanNames(person.all('name'), reading);
  person?.mark();
  if (works) {
    works.used = true;
    const own = identifiers(works.all('id'));
    const name = works
      .all('name')
      .map(plainName)
      .find((one) => one !== undefined);
    const body: Body = {};
    const all = [
      ...ids,
      ...own.filter((one) => !ids.some((other) => other.system === one.system && other.value === one.value)),
    ];
    if (all.length > 0) body.identifier = all;
    if (name !== undefined) body.name = name;
    const telecom = distinct([...(telecoms(works.all('telecom'), reading) ?? []), ...(contact.telecom ?? [])]);
    if (telecom.length > 0) body.telecom = telecom;
    const address = distinct([...(addresses(works.all('addr'), reading) ?? []), ...(contact.address ?? [])]);
    if (address.length > 0) body.address = address;
    const kind = code && !code.used ? concept(code, reading) : undefined;
    if (kind) body.type = [kind];
    if (names) extend(body, ...names.map((valueHumanName) => ownExtension('contact-name', { valueHumanName })));
    return Object.keys(body).length > 0 ? reading.party('Organization', body) : null;
  }
  const body: Body = {
    ...(ids.length > 0 ? { identifier: ids } : {}),
    ...(names ? { name: names[0]!.text ?? [...(names[0]!.given ?? []), names[0]!.family ?? ''].join(' ').trim() } : {}),
  };
  for (const key of ['telecom', 'address'] as const) if (contact[key]) body[key] = contact[key];
  return Object.keys(body).length > 0 ? reading.party('Organization', body) : null;
}

/** The covered party (COV) with the member id and the relation, or the holder (HLD). */
function member(participant: XmlElement, body: Body, reading: Reading): void {
  const kind = participant.attribute('typeCode');
  const role = participant.child('participantRole');
  if (!role || (kind !== 'COV' && kind !== 'HLD')) return;
  participant.used = true;
  role.used = true;
  const at = participant.child('time');
  const span = period(at, reading);
  const entity = role.child('playingEntity');
  entity?.mark();
  const born = entity && time(entity.child('sdtc:birthTime'), reading);
  if (kind === 'COV') {
    if (span) body.period = span;
    const relation = concept(role.child('code'), reading);
    if (relation) {
      body.relationship = relation;
      if (relation.coding?.some((c) => SELF.has(c.code ?? ''))) body.subscriber = reading.subject;
    }
    const ids = identifiers(role.all('id'));
    if (ids[0]?.value !== undefined) body.subscriberId = ids[0].value;
    if (ids.length > 0) extend(body, ...ids.map((valueIdentifier) => ownExtension('member-id', { valueIdentifier })));
    covered(role, entity, born, body, reading);
    return;
  }
  const id = role
    .all('id')
    .map((one) => identifier(one))
    .filter((one) => one !== null);
  const names = entity && humanNames(entity.all('name'), reading);
  if (id[0]?.value !== undefined) body.subscriberId = id[0].value;
  const holder: Body = { patient: reading.subject };
  if (id.length > 0) holder.identifier = id;
  if (names) holder.name = names;
  const address = addresses(role.all('addr'), reading);
  if (address) holder.address = address;
  const telecom = telecoms(role.all('telecom'), reading);
  if (telecom) holder.telecom = telecom;
  if (born !== undefined) holder.birthDate = born.slice(0, 10);
  if (names ?? id[0]) body.subscriber = { reference: reading.party('RelatedPerson', holder) };
  if (span) extend(body, ownExtension('holder-period', { valuePeriod: span }));
}

/** How the plan knows the patient: name, address and birth date, where they are stated again. */
function covered(
  role: XmlElement,
  entity: XmlElement | undefined,
  born: string | undefined,
  body: Body,
  reading: Reading,
): void {
  const names = entity && humanNames(entity.all('name'), reading);
  if (names) extend(body, ...names.map((valueHumanName) => ownExtension('member-name', { valueHumanName })));
  const address = addresses(role.all('addr'), reading);
  if (address) extend(body, ...address.map((valueAddress) => ownExtension('member-address', { valueAddress })));
  const telecom = telecoms(role.all('telecom'), reading);
  if (telecom)
    extend(body, ...telecom.map((valueContactPoint) => ownExtension('member-telecom', { valueContactPoint })));
  if (born !== undefined) extend(body, ownExtension('member-birth-date', { valueDate: born.slice(0, 10) }));
  const scoping = organization(role.child('scopingEntity'), reading);
  if (scoping !== null) extend(body, ownExtension('member-organization', { valueReference: { reference: scoping } }));
}

/** Role and organization often state the same contact. */
const distinct = <T>(list: readonly T[]): T[] => [...new Map(list.map((one) => [JSON.stringify(one), one])).values()];
