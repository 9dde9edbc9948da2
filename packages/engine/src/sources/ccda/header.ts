import { codeTable } from '../../base/code-table.js';
import { stableId } from '../../base/stable-id.js';
import type { Resource } from '../../chart/fhir.js';
import type { XmlElement } from '../../formats/xml/xml-element.js';
import { concept, concepts, edText, period, plainCode, time } from './datatypes.js';
import { encounterBody } from './encounters.js';
import { identifier } from './identifiers.js';
import { locationOf } from './locations.js';
import { organization, partyOf, performers } from './parties.js';
import { type Body, extend, ownExtension, type Reading } from './reading.js';

const FHIR = 'http://hl7.org/fhir/StructureDefinition/';
/** HL7 v3 x_ActRelationshipDocument to FHIR document-relationship-type (FHIR R4 v3 map). */
const RELATION: Readonly<Record<string, string>> = codeTable({ RPLC: 'replaces', APND: 'appends', XFRM: 'transforms' });
const CONFIDENTIALITY = new Set(['U', 'L', 'M', 'N', 'R', 'V']);

/** Everything of the header beside the patient, as the Composition; its sections are set later. */
export function readHeader(reading: Reading): Body {
  const { root } = reading.document;
  root.used = true;
  const composition: Body = {
    resourceType: 'Composition',
    id: stableId(reading.namespace, 'Composition'),
    status: 'final',
    subject: reading.subject,
  };
  const self = `Composition/${composition.id}`;
  documentIds(composition, reading);
  composition.type = concept(root.child('code'), reading) ?? unknown();
  const title = root.child('title');
  const words = title && edText(title, reading);
  composition.title =
    words ?? (composition.type as { coding?: { display?: string }[] }).coding?.[0]?.display ?? 'Clinical document';
  composition.date = time(root.child('effectiveTime'), reading);
  const language = plainCode(root.child('languageCode'));
  if (language !== undefined && /^[A-Za-z]{2,3}(-[A-Za-z0-9]+)*$/.test(language)) composition.language = language;
  confidentiality(composition, reading);
  encompassingEncounter(composition, reading);
  authors(composition, reading);
  attesters(composition, reading);
  const custodian = root.at('custodian', 'assignedCustodian', 'representedCustodianOrganization');
  for (const part of ['custodian', 'assignedCustodian'])
    root.at(...['custodian', 'assignedCustodian'].slice(0, part === 'custodian' ? 1 : 2))?.mark();
  const keeper = organization(custodian, reading);
  if (keeper !== null) composition.custodian = { reference: keeper };
  others(composition, self, reading);
  events(composition, reading);
  related(composition, reading);
  reading.resources.push(composition as Resource);
  return composition;
}

const unknown = () => ({
  coding: [{ system: 'http://terminology.hl7.org/CodeSystem/data-absent-reason', code: 'unknown' }],
});

function documentIds(composition: Body, reading: Reading): void {
  const { root } = reading.document;
  const id = root.child('id');
  const own = id && identifier(id);
  const set = root.child('setId');
  const series = set && identifier(set);
  // FHIR R4 Composition.identifier is "version-independent": the set, where there is one.
  composition.identifier = series ?? own ?? undefined;
  if (series && own) extend(composition, ownExtension('document-id', { valueIdentifier: own }));
  const version = root.child('versionNumber');
  const number = version?.attribute('value');
  if (version) version.used = true;
  if (number !== undefined)
    extend(composition, { url: `${FHIR}composition-clinicaldocument-versionNumber`, valueString: number });
}

function confidentiality(composition: Body, reading: Reading): void {
  const element = reading.document.root.child('confidentialityCode');
  const code = element?.attribute('code');
  if (!element || code === undefined) return;
  if (!CONFIDENTIALITY.has(code)) {
    reading.lose(element, 'the code is none of HL7 Confidentiality');
    return;
  }
  concept(element, reading);
  composition.confidentiality = code;
}

function encompassingEncounter(composition: Body, reading: Reading): void {
  const component = reading.document.root.child('componentOf');
  const element = component?.child('encompassingEncounter');
  if (!component || !element) return;
  component.used = true;
  const body = encounterBody(element, reading);
  const responsible = element.child('responsibleParty');
  const people: Body[] = [];
  for (const part of [...(responsible ? [responsible] : []), ...element.all('encounterParticipant')]) {
    const reference = partyOf(part, reading);
    const at = period(part.child('time'), reading);
    if (reference === null) continue;
    if (!/^(Practitioner|RelatedPerson)/.test(reference)) {
      reading.lose(part, 'an Encounter may not name such a participant');
      continue;
    }
    people.push({
      type: [
        {
          coding: [
            {
              system: 'http://terminology.hl7.org/CodeSystem/v3-ParticipationType',
              code: part === responsible ? 'RESP' : (part.attribute('typeCode') ?? 'PART'),
            },
          ],
        },
      ],
      individual: { reference },
      period: at,
    });
  }
  if (people.length > 0) body.participant = people;
  const facility = element.at('location', 'healthCareFacility');
  if (facility) {
    element.child('location')!.used = true;
    const location = readFacility(facility, reading);
    if (location) body.location = [{ location: { reference: location } }];
  }
  const encounter = reading.add('Encounter', element, body);
  reading.encounter = `Encounter/${encounter.id}`;
  composition.encounter = { reference: reading.encounter };
}

function readFacility(facility: XmlElement, reading: Reading): string | null {
  facility.used = true;
  return locationOf(
    facility,
    facility.child('location'),
    organization(facility.child('serviceProviderOrganization'), reading),
    reading,
  );
}

function authors(composition: Body, reading: Reading): void {
  const found: Body[] = [];
  for (const author of reading.document.root.all('author')) {
    const at = time(author.child('time'), reading);
    const reference = partyOf(author, reading);
    const role = concept(author.child('functionCode'), reading);
    if (reference === null) continue;
    const one: Body = { reference };
    if (at !== undefined) extend(one, ownExtension('authored', { valueDateTime: at }));
    if (role) extend(one, ownExtension('performer-function', { valueCodeableConcept: role }));
    found.push(one);
  }
  composition.author =
    found.length > 0 ? found : [{ extension: [{ url: `${FHIR}data-absent-reason`, valueCode: 'unknown' }] }];
}

function attesters(composition: Body, reading: Reading): void {
  const found: Body[] = [];
  const { root } = reading.document;
  for (const [name, mode] of [
    ['legalAuthenticator', 'legal'],
    ['authenticator', 'professional'],
  ] as const)
    for (const element of root.all(name)) {
      element.used = true;
      const signature = element.child('signatureCode');
      if (signature) signature.used = true;
      const reference = partyOf(element, reading);
      const at = time(element.child('time'), reading);
      if (reference !== null || at !== undefined)
        found.push({ mode, time: at, party: reference === null ? undefined : { reference } });
    }
  if (found.length > 0) composition.attester = found;
}

/** Participants that a Composition has no element for, each with its role, in an extension. */
function others(composition: Body, _self: string, reading: Reading): void {
  const { root } = reading.document;
  for (const name of ['participant', 'informant', 'dataEnterer', 'informationRecipient'])
    for (const element of root.all(name)) {
      const reference = partyOf(element, reading) ?? organizationOf(element, reading);
      const at = element.child('time');
      const when = at && (period(at, reading) ?? { start: time(at, reading) });
      const role = concept(element.child('functionCode'), reading);
      if (reference === null) continue;
      extend(composition, {
        url: 'urn:chartlift:fhir:document-participant',
        extension: [
          { url: 'type', valueCode: element.attribute('typeCode') ?? name },
          { url: 'party', valueReference: { reference } },
          ...(role ? [{ url: 'function', valueCodeableConcept: role }] : []),
          ...(when && (when as Body).start !== undefined ? [{ url: 'period', valuePeriod: when }] : []),
        ],
      });
    }
}

function organizationOf(element: XmlElement, reading: Reading): string | null {
  const role = element
    .elements()
    .find((child) => child.child('scopingOrganization') ?? child.child('receivedOrganization'));
  return role ? organization(role.child('scopingOrganization') ?? role.child('receivedOrganization'), reading) : null;
}

function events(composition: Body, reading: Reading): void {
  const found: Body[] = [];
  for (const documentation of reading.document.root.all('documentationOf')) {
    const element = documentation.child('serviceEvent');
    if (!element) continue;
    documentation.used = true;
    element.used = true;
    const code = concept(element.child('code'), reading);
    const at = element.child('effectiveTime');
    const when = at && (period(at, reading) ?? { start: time(at, reading) });
    const event: Body = { code: code && [code], period: when };
    const ids = element
      .all('id')
      .map((id) => identifier(id))
      .filter((one) => one !== null);
    extend(event, ...ids.map((valueIdentifier) => ownExtension('event-id', { valueIdentifier })));
    const detail = performers(element, reading).map(({ reference, role, period: served, element: part }) => {
      const one: Body = { reference };
      extend(one, ownExtension('performer-type', { valueCode: part.attribute('typeCode') ?? 'PRF' }));
      if (role) extend(one, ownExtension('performer-function', { valueCodeableConcept: role }));
      if (served && (served as Body).start !== undefined)
        extend(one, ownExtension('performer-time', { valuePeriod: served }));
      return one;
    });
    if (detail.length > 0) event.detail = detail;
    found.push(event);
  }
  if (found.length > 0) composition.event = found;
  for (const fulfilled of reading.document.root.all('inFulfillmentOf')) {
    fulfilled.used = true;
    const order = fulfilled.child('order');
    if (!order) continue;
    order.used = true;
    const codes = concepts(order.all('code'), reading);
    for (const id of order.all('id')) {
      const one = identifier(id);
      if (one) extend(composition, ownExtension('in-fulfillment-of', { valueIdentifier: one }));
    }
    for (const code of codes ?? [])
      extend(composition, ownExtension('in-fulfillment-of-order', { valueCodeableConcept: code }));
  }
  for (const authorization of reading.document.root.all('authorization'))
    for (const consent of authorization.all('consent')) {
      const code = concept(consent.child('code'), reading);
      plainCode(consent.child('statusCode'));
      const ids = consent
        .all('id')
        .map((id) => identifier(id))
        .filter((one) => one !== null);
      extend(
        composition,
        ...ids.map((valueIdentifier) => ownExtension('consent-id', { valueIdentifier })),
        code && ownExtension('consent', { valueCodeableConcept: code }),
      );
    }
}

function related(composition: Body, reading: Reading): void {
  const found: Body[] = [];
  for (const element of reading.document.root.all('relatedDocument')) {
    element.used = true;
    const parent = element.child('parentDocument');
    const code = RELATION[element.attribute('typeCode') ?? ''];
    if (!parent || code === undefined) continue;
    for (const id of parent.all('id')) {
      const target = identifier(id);
      if (target) found.push({ code, targetIdentifier: target });
    }
    const set = parent.child('setId');
    const target = set && identifier(set);
    if (target) found.push({ code, targetIdentifier: target });
  }
  if (found.length > 0) composition.relatesTo = found;
}
