import type { Reference, Resource } from '../../chart/fhir.js';
import type { XmlElement } from '../../formats/xml/xml-element.js';
import { concept, concepts, period, startOf } from './datatypes.js';
import { identifiers } from './identifiers.js';
import { addresses, humanNames, plainName, telecoms } from './names.js';
import { type Body, extend, ownExtension, type Reading } from './reading.js';
import { mayName } from './reference-targets.js';

/** Members that state something. */
function stated(body: Body): Body {
  const kept: Body = {};
  for (const key in body) if (body[key] !== undefined) kept[key] = body[key];
  return kept;
}

const listed = <T>(items: readonly T[]): readonly T[] | undefined => (items.length > 0 ? items : undefined);

const remember = (role: XmlElement, reference: string, reading: Reading): void => {
  for (const id of role.all('id')) if (id.attribute('root') !== undefined) reading.know(id, reference);
};

/** An organization (representedOrganization, custodian, scoping entity ...); null where it states nothing. */
export function organization(element: XmlElement | undefined, reading: Reading): string | null {
  if (!element) return null;
  element.used = true;
  const names = element
    .all('name')
    .map(plainName)
    .filter((name) => name !== undefined);
  const whole = element.at('asOrganizationPartOf', 'wholeOrganization');
  const partOf = whole ? organization(whole, reading) : null;
  const body = stated({
    identifier: listed(identifiers(element.all('id'))),
    name: names[0],
    alias: listed(names.slice(1)),
    telecom: telecoms(element.all('telecom'), reading),
    address: addresses(element.all('addr'), reading),
    type: concepts(element.all('standardIndustryClassCode'), reading),
    partOf: partOf === null ? undefined : { reference: partOf },
  });
  return Object.keys(body).length > 0 ? reading.party('Organization', body) : partOf;
}

function device(role: XmlElement, made: XmlElement, reading: Reading): string | null {
  made.used = true;
  const model = plainName(made.child('manufacturerModelName'));
  const software = plainName(made.child('softwareName'));
  const owner = organization(role.child('representedOrganization'), reading);
  const body = stated({
    identifier: listed(identifiers(role.all('id'))),
    deviceName: listed(
      [
        model === undefined ? null : { name: model, type: 'model-name' },
        software === undefined ? null : { name: software, type: 'other' },
      ].filter((name) => name !== null),
    ),
    type: concept(made.child('code'), reading) ?? concept(role.child('code'), reading),
    owner: owner === null ? undefined : { reference: owner },
    url: undefined,
  });
  const contact = telecoms(role.all('telecom'), reading);
  if (contact) body.contact = contact;
  const at = addresses(role.all('addr'), reading);
  if (at) extend(body, ...at.map((valueAddress) => ownExtension('device-address', { valueAddress })));
  return Object.keys(body).length > 0 ? reading.party('Device', body) : null;
}

function relatedPerson(role: XmlElement, person: XmlElement | undefined, reading: Reading): string | null {
  if (person) person.used = true;
  const relationship = concept(role.child('code'), reading);
  const kind = role.attribute('classCode');
  const relationships = [
    relationship,
    kind === undefined || kind === 'PRS' || kind === 'ASSIGNED'
      ? undefined
      : { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/v3-RoleClass', code: kind }] },
  ].filter((one) => one !== undefined);
  const body = stated({
    identifier: listed(identifiers(role.all('id'))),
    patient: reading.subject,
    relationship: listed(relationships),
    name: person && humanNames(person.all('name'), reading),
    telecom: telecoms(role.all('telecom'), reading),
    address: addresses(role.all('addr'), reading),
  });
  const about = body.name ?? body.identifier ?? body.telecom ?? body.address ?? relationship;
  if (about === undefined) return null;
  const reference = reading.party('RelatedPerson', body);
  remember(role, reference, reading);
  return reference;
}

/** A role of a person who cares, with the organization and the specialty in a PractitionerRole beside it. */
function practitioner(role: XmlElement, person: XmlElement | undefined, reading: Reading): string | null {
  if (person) person.used = true;
  const names = person && humanNames(person.all('name'), reading);
  const code = concept(role.child('code'), reading);
  const works = organization(
    role.child('representedOrganization') ?? role.child('scopingOrganization') ?? role.child('receivedOrganization'),
    reading,
  );
  const ids = identifiers(role.all('id'));
  const telecom = telecoms(role.all('telecom'), reading);
  const address = addresses(role.all('addr'), reading);
  if (!names) {
    // An author may be named by an id that the header spells out (C-CDA R2.1, author participation).
    const known = reading.namedParty(role.all('id'));
    if (known !== null && !telecom && !address && !code && !works) return known;
    if (ids.length === 0 && works !== null && !code && !telecom) return works;
  }
  const specialty = concepts(role.all('sdtc:specialty'), reading);
  const body = stated({ identifier: listed(ids), name: names, telecom, address });
  if (Object.keys(body).length === 0 && !code && !specialty) return works;
  const reference = reading.party('Practitioner', body);
  remember(role, reference, reading);
  if (code || works !== null || specialty)
    reading.party(
      'PractitionerRole',
      stated({
        practitioner: { reference },
        organization: works === null ? undefined : { reference: works },
        code: code && [code],
        specialty,
      }),
    );
  return reference;
}

/** Who a participation names, as `Type/id`; null where it names nobody. */
export function partyOf(participation: XmlElement, reading: Reading): string | null {
  const role =
    participation.child('assignedAuthor') ??
    participation.child('assignedEntity') ??
    participation.child('relatedEntity') ??
    participation.child('associatedEntity') ??
    participation.child('participantRole') ??
    participation.child('intendedRecipient') ??
    participation.child('responsibleParty');
  if (!role) return null;
  role.used = true;
  participation.used = true;
  const known = reading.roles.find(role);
  if (known !== null) return known;
  const losses = reading.losses.length;
  const reference = partyIn(role, reading);
  // What is given up is listed at each place.
  if (reference !== null && reading.losses.length === losses) reading.roles.add(role, reference);
  return reference;
}

function partyIn(role: XmlElement, reading: Reading): string | null {
  const made = role.child('assignedAuthoringDevice');
  if (made) return device(role, made, reading);
  const ids = role.all('id');
  const person =
    role.child('assignedPerson') ??
    role.child('relatedPerson') ??
    role.child('associatedPerson') ??
    role.child('informationRecipient') ??
    role.child('playingEntity');
  if (ids.length > 0 && reading.named(ids) === reading.patient) {
    role.markAll();
    return reading.patient;
  }
  const kind = role.attribute('classCode');
  const related =
    role.name === 'relatedEntity' ||
    (role.name === 'associatedEntity' &&
      ['NOK', 'PRS', 'CAREGIVER', 'GUARD', 'ECON', 'CON', 'AGNT', 'PAT', 'CIT'].includes(kind ?? ''));
  return related ? relatedPerson(role, person, reading) : practitioner(role, person, reading);
}

export interface Authorship {
  readonly reference: Reference | undefined;
  readonly time: string | undefined;
  /** Who stated it: the first informant. */
  readonly informant?: Reference | undefined;
}

const AGENT = 'http://terminology.hl7.org/CodeSystem/provenance-participant-type';

/**
 * Authors and informants of a statement: the first author for the resource's own elements, and a Provenance for each participation, so that none is lost.
 * A time with no author still is the time of the record.
 */
export function authorship(statement: XmlElement, target: Resource, reading: Reading): Authorship {
  let first: Authorship | undefined;
  for (const author of statement.all('author')) {
    author.used = true;
    const time = startOf(author.child('time'), reading);
    const party = partyOf(author, reading);
    first ??= { reference: party === null ? undefined : { reference: party }, time };
    provenance(author, target, party, time, 'author', reading);
  }
  let stater: string | null = null;
  for (const informant of statement.all('informant')) {
    const party = partyOf(informant, reading);
    stater ??= party;
    provenance(informant, target, party, undefined, 'informant', reading);
  }
  return {
    ...(first ?? { reference: undefined, time: undefined }),
    informant: stater === null ? undefined : { reference: stater },
  };
}

function provenance(
  participation: XmlElement,
  target: Resource,
  party: string | null,
  time: string | undefined,
  type: string,
  reading: Reading,
): void {
  const role = concept(participation.child('functionCode'), reading);
  if (party === null && time === undefined) return;
  reading.add(
    'Provenance',
    participation,
    {
      target: [{ reference: `${target.resourceType}/${target.id}` }],
      recorded: time,
      agent: [
        stated({
          type: { coding: [{ system: AGENT, code: type }] },
          role: role && [role],
          who: party === null ? undefined : { reference: party },
        }),
      ],
    },
    ` ${target.resourceType}/${target.id}`,
  );
}

/** Performers of a statement: who, in which function, and when where it is stated. */
export function performers(
  statement: XmlElement,
  reading: Reading,
): { reference: string; role: unknown; period: unknown; element: XmlElement }[] {
  const found = [];
  for (const element of statement.all('performer')) {
    const reference = partyOf(element, reading);
    const role = concept(element.child('functionCode') ?? element.child('sdtc:functionCode'), reading);
    const at = element.child('time');
    const when = at && (period(at, reading) ?? { start: startOf(at, reading) });
    if (reference !== null) found.push({ reference, role, period: when, element });
  }
  return found;
}

/** References to performers, as far as an element of a resource may name them; others are listed. */
export function performerReferences(
  statement: XmlElement,
  reading: Reading,
  owner: string,
  name: string,
): Reference[] | undefined {
  const found: Reference[] = [];
  for (const { reference, element, role, period: when } of performers(statement, reading)) {
    if (!mayName(owner, name, reference)) {
      reading.lose(element, 'the resource may not name such a performer');
      continue;
    }
    const one: Body = { reference };
    if (role !== undefined) extend(one, ownExtension('performer-function', { valueCodeableConcept: role }));
    if (when !== undefined && (when as Body).start !== undefined)
      extend(one, ownExtension('performer-time', { valuePeriod: when }));
    found.push(one as Reference);
  }
  return found.length > 0 ? found : undefined;
}
