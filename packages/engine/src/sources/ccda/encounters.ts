import { codeTable } from '../../base/code-table.js';
import type { Coding, Resource } from '../../chart/fhir.js';
import { statementOf } from '../../formats/cda/cda-document.js';
import type { XmlElement } from '../../formats/xml/xml-element.js';
import { concept, negated, ownWords, period, plainCode, statementText, time } from './datatypes.js';
import { locationOf } from './locations.js';
import { performers } from './parties.js';
import { type Body, extend, ownExtension, type Place, type Reading, referenceTo } from './reading.js';
import { Statement } from './statement.js';
import { hasTemplate } from './templates.js';

/** HL7 ActStatus to FHIR R4 encounter-status. */
const STATUS: Readonly<Record<string, string>> = codeTable({
  completed: 'finished',
  active: 'in-progress',
  aborted: 'cancelled',
  cancelled: 'cancelled',
  nullified: 'entered-in-error',
  suspended: 'onleave',
  held: 'planned',
  new: 'planned',
});
const ACT_CODE = 'http://terminology.hl7.org/CodeSystem/v3-ActCode';
/** HL7 v3 ActEncounterCode. */
const CLASSES = new Set(['AMB', 'EMER', 'FLD', 'HH', 'IMP', 'ACUTE', 'NONAC', 'OBSENC', 'PRENC', 'SS', 'VR']);

/** Members that the encounters of header and body share: class and type, period, disposition. */
export function encounterBody(element: XmlElement, reading: Reading): Body {
  element.used = true;
  const body: Body = { subject: reading.subject };
  const given = element.child('statusCode');
  const code = plainCode(given)?.toLowerCase();
  const status = code === undefined ? undefined : STATUS[code];
  if (code !== undefined && status === undefined) reading.lose(given, 'the status is none of HL7 ActStatus');
  body.status = status ?? 'unknown';
  const type = concept(element.child('code'), reading);
  const kind = type?.coding?.find(
    (c: Coding) => CLASSES.has(c.code ?? '') && (c.system === ACT_CODE || c.system === undefined),
  );
  if (kind) body.class = { ...kind, system: ACT_CODE };
  if (type) body.type = [type];
  const at = element.child('effectiveTime');
  const span = period(at, reading);
  const moment = span ? undefined : (time(at, reading) ?? time(at?.child('center'), reading));
  if (span) body.period = span;
  else if (moment !== undefined) body.period = { start: moment };
  const disposition = concept(
    element.child('dischargeDispositionCode') ?? element.child('sdtc:dischargeDispositionCode'),
    reading,
  );
  const admitted = concept(
    element.child('sdtc:admissionReferralSourceCode') ?? element.child('admissionReferralSourceCode'),
    reading,
  );
  if (disposition || admitted) body.hospitalization = { admitSource: admitted, dischargeDisposition: disposition };
  const priority = concept(element.child('priorityCode'), reading);
  if (priority) body.priority = priority;
  return body;
}

/** An encounter activity (C-CDA 22.4.49) with its places, people and diagnoses. */
export function readEncounter(element: XmlElement, place: Place, reading: Reading): Resource {
  const statement = new Statement(element, place, reading);
  const body = encounterBody(element, reading);
  if (negated(element)) body.modifierExtension = [ownExtension('negated', { valueBoolean: true })];
  const words = body.type === undefined ? statementText(element, reading) : undefined;
  if (words !== undefined) body.type = [{ text: words }];
  else statement.note(ownWords(element, reading));
  const places: Body[] = [];
  for (const participant of element.all('participant')) {
    const role = participant.child('participantRole');
    if (
      !role ||
      !['LOC', 'DST', 'ORG'].includes(participant.attribute('typeCode') ?? '') ||
      !(
        role.attribute('classCode') === 'SDLOC' ||
        hasTemplate(role, '4.32') ||
        participant.attribute('typeCode') === 'LOC'
      )
    )
      continue;
    participant.used = true;
    const location = locationOf(role, role.child('playingEntity'), null, reading);
    const at = participant.child('time');
    const span = period(at, reading);
    if (location === null) continue;
    if (participant.attribute('typeCode') === 'DST')
      body.hospitalization = { ...(body.hospitalization as Body | undefined), destination: { reference: location } };
    else places.push({ location: { reference: location }, period: span });
  }
  if (places.length > 0) body.location = places;
  const people: Body[] = [];
  for (const { reference, role, period: when, element: part } of performers(element, reading)) {
    if (!/^(Practitioner|RelatedPerson)/.test(reference)) {
      if (reference.startsWith('Organization/') && body.serviceProvider === undefined)
        body.serviceProvider = { reference };
      else reading.lose(part, 'an Encounter may not name such a performer');
      continue;
    }
    people.push({
      type: [
        {
          coding: [
            {
              system: 'http://terminology.hl7.org/CodeSystem/v3-ParticipationType',
              code: part.attribute('typeCode') ?? 'PRF',
            },
          ],
        },
        ...(role === undefined ? [] : [role]),
      ],
      individual: { reference },
      period: when,
    });
  }
  if (people.length > 0) body.participant = people;
  const resource = reading.add('Encounter', element, body);
  diagnoses(element, resource, place, reading);
  const reasons = statement.takenReasons();
  if (reasons.length > 0) (resource as Body).reasonCode = reasons;
  statement.finish(resource, false);
  return resource;
}

/** Encounter diagnosis acts (C-CDA 22.4.80) and problem observations inside: Conditions that the encounter names. */
function diagnoses(element: XmlElement, encounter: Resource, place: Place, reading: Reading): void {
  const found: Body[] = [];
  for (const link of [...element.all('entryRelationship'), ...element.all('component')]) {
    const inner = statementOf(link);
    if (!inner || link.used || !hasTemplate(inner, '4.80', '4.4', '4.3')) continue;
    link.used = true;
    const before = reading.resources.length;
    const first = reading.entry(inner, { ...place, condition: 'encounter-diagnosis', parent: encounter });
    // The first may be one that the problem list told before.
    const made = new Set([...(first === null ? [] : [first]), ...reading.resources.slice(before)]);
    for (const one of made) if (one.resourceType === 'Condition') found.push({ condition: referenceTo(one) });
  }
  if (found.length > 0) (encounter as Body).diagnosis = found;
  extend(encounter as Body);
}
