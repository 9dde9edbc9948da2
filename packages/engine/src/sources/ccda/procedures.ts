import { codeTable } from '../../base/code-table.js';
import type { Resource } from '../../chart/fhir.js';
import type { XmlElement } from '../../formats/xml/xml-element.js';
import {
  concept,
  concepts,
  hasOwnWords,
  momentOrPeriod,
  negated,
  ownWords,
  period,
  plainCode,
  startOf,
  statementText,
} from './datatypes.js';
import { deviceOf } from './devices.js';
import { nameInText } from './directions.js';
import { markFixed } from './fixed-parts.js';
import { locationOf } from './locations.js';
import { INTENT } from './medication-terms.js';
import { measured, typedValue } from './observation-values.js';
import { performerReferences, performers } from './parties.js';
import { type Body, extend, ownExtension, type Place, type Reading, referenceTo } from './reading.js';
import { mayName } from './reference-targets.js';
import { REQUEST_STATUS } from './request-status.js';
import { Statement } from './statement.js';
import { hasTemplate } from './templates.js';
import { takeUdi } from './udi.js';

/** HL7 ActStatus to FHIR R4 event-status (Procedure). */
const EVENT: Readonly<Record<string, string>> = codeTable({
  completed: 'completed',
  active: 'in-progress',
  aborted: 'stopped',
  cancelled: 'not-done',
  suspended: 'on-hold',
  held: 'on-hold',
  nullified: 'entered-in-error',
  new: 'preparation',
});
/** HL7 ActPriority to FHIR R4 request-priority. */
const PRIORITY: Readonly<Record<string, string>> = codeTable({
  R: 'routine',
  UR: 'urgent',
  A: 'asap',
  S: 'stat',
  EL: 'routine',
  EM: 'stat',
});

function statusBy(table: Readonly<Record<string, string>>, element: XmlElement, reading: Reading): string {
  const given = element.child('statusCode');
  const code = plainCode(given)?.toLowerCase();
  if (code === undefined) return 'unknown';
  const known = table[code];
  if (known === undefined) reading.lose(given, 'the status is none of HL7 ActStatus');
  return known ?? 'unknown';
}

/** Sites with the reasons and methods that have no element of their own. */
function details(element: XmlElement, body: Body, reading: Reading, siteName: string): void {
  const sites = concepts([...element.all('targetSiteCode'), ...element.all('approachSiteCode')], reading);
  if (sites) body[siteName] = sites;
  for (const [name, label] of [
    ['methodCode', 'method'],
    ['interpretationCode', 'interpretation'],
    ['languageCode', ''],
  ] as const) {
    if (label === '') continue;
    for (const one of concepts(element.all(name), reading) ?? [])
      extend(body, ownExtension(label, { valueCodeableConcept: one }));
  }
  const { value, ...rest } = { value: undefined, ...measuredValues(element, reading) };
  void value;
  extend(body, ...(Object.keys(rest).length > 0 ? [ownExtension('value', rest)] : []));
}

/** A value of an observation that is carried as a procedure or a request. */
function measuredValues(element: XmlElement, reading: Reading): Body {
  if (element.name !== 'observation') return {};
  for (const value of element.all('value')) {
    const one = typedValue(value, reading);
    if (Object.keys(one).length > 0) return one;
  }
  return {};
}

/** Devices and places that take part. */
function participants(element: XmlElement, body: Body, reading: Reading): readonly Resource[] {
  const devices: Resource[] = [];
  for (const participant of element.all('participant')) {
    const role = participant.child('participantRole');
    if (!role) continue;
    if (role.child('playingDevice') ?? (hasTemplate(role, '4.37') ? role : undefined)) {
      participant.used = true;
      const device = deviceOf(role, reading);
      if (device) devices.push(device);
    } else if (['LOC', 'DST'].includes(participant.attribute('typeCode') ?? '') && body.location === undefined) {
      participant.used = true;
      const location = locationOf(role, role.child('playingEntity'), null, reading);
      if (location !== null) body.location = { reference: location };
    }
  }
  if (devices.length > 0) body.focalDevice = devices.map((device) => ({ manipulated: referenceTo(device) }));
  return devices;
}

/** A procedure, act or observation that was done (C-CDA 22.4.14, 22.4.12, 22.4.13), as Procedure. */
export function readProcedure(element: XmlElement, place: Place, reading: Reading): Resource {
  const statement = new Statement(element, place, reading);
  const body: Body = {
    status: statusBy(EVENT, element, reading),
    code: concept(element.child('code'), reading),
    subject: reading.subject,
  };
  const named = body.code === undefined ? nameInText(element, reading) : undefined;
  if (body.code === undefined) body.code = named === undefined ? undefined : { text: named };
  else statement.note(ownWords(element, reading));
  if (negated(element)) {
    if (body.status !== 'completed') extend(body, ownExtension('stated-status', { valueCode: body.status }));
    body.status = 'not-done';
  }
  Object.assign(body, momentOrPeriod('performed', element.child('effectiveTime'), reading));
  details(element, body, reading, 'bodySite');
  const [device = null, ...devices] = participants(element, body, reading);
  if (devices.length === 0) takeUdi(statement, device);
  const reasons = statement.takenReasons();
  if (reasons.length > 0)
    body[body.status === 'not-done' ? 'statusReason' : 'reasonCode'] =
      body.status === 'not-done' ? reasons[0] : reasons;
  if (body.status === 'not-done')
    extend(
      body,
      ...reasons.slice(1).map((valueCodeableConcept) => ownExtension('status-reason', { valueCodeableConcept })),
    );
  const done = performers(element, reading)
    .filter(({ reference, element: part }) => {
      const fits = mayName('@Procedure.performer', 'actor', reference);
      if (!fits) reading.lose(part, 'a Procedure may not name such a performer');
      return fits;
    })
    .map(({ reference, role, period: when }) => {
      const one: Body = { actor: { reference }, ...(role === undefined ? {} : { function: role }) };
      if (when !== undefined && (when as Body).start !== undefined)
        extend(one, ownExtension('performer-time', { valuePeriod: when }));
      return one;
    });
  if (done.length > 0) body.performer = done;
  const priority = concept(element.child('priorityCode'), reading);
  if (priority) extend(body, ownExtension('priority', { valueCodeableConcept: priority }));
  if (place.parent?.resourceType === 'Encounter') body.encounter = referenceTo(place.parent);
  const resource = reading.add('Procedure', element, body);
  const { reference, time } = statement.finish(resource, true);
  if (reference?.reference && mayName('Procedure', 'recorder', reference.reference))
    (resource as Body).recorder = reference;
  if (time !== undefined) extend(resource as Body, ownExtension('authored', { valueDateTime: time }));
  return resource;
}

/** Anything that is planned, ordered or proposed and is no medicine: ServiceRequest. */
export function readRequest(element: XmlElement, place: Place, reading: Reading): Resource {
  const statement = new Statement(element, place, reading);
  const mood = element.attribute('moodCode') ?? 'INT';
  const body: Body = {
    status: statusBy(REQUEST_STATUS, element, reading),
    intent: INTENT[mood] ?? 'plan',
    code: concept(element.child('code'), reading),
    subject: reading.subject,
  };
  if (mood !== 'INT' && mood !== 'RQO') extend(body, ownExtension('mood', { valueCode: mood }));
  const words = body.code === undefined ? statementText(element, reading) : undefined;
  if (words !== undefined) body.code = { text: words };
  else statement.note(ownWords(element, reading));
  if (negated(element)) body.doNotPerform = true;
  Object.assign(body, momentOrPeriod('occurrence', element.child('effectiveTime'), reading));
  details(element, body, reading, 'bodySite');
  const holder: Body = {};
  participants(element, holder, reading);
  if (holder.location) body.locationReference = [holder.location];
  for (const device of (holder.focalDevice as { manipulated: Body }[] | undefined) ?? [])
    extend(body, ownExtension('device', { valueReference: device.manipulated }));
  const priority = element.child('priorityCode');
  if (priority) {
    const value = concept(priority, reading);
    const code = PRIORITY[priority.attribute('code') ?? ''];
    if (code !== undefined) body.priority = code;
    if (value) extend(body, ownExtension('priority', { valueCodeableConcept: value }));
  }
  const reasons = statement.takenReasons();
  if (reasons.length > 0) body.reasonCode = reasons;
  const performer = performerReferences(element, reading, 'ServiceRequest', 'performer');
  if (performer) body.performer = performer;
  const instructions = statement.takeTemplates('4.20').map((inner) => {
    const kind = concept(inner.child('code'), reading);
    if (kind) extend(body, ownExtension('instruction-code', { valueCodeableConcept: kind }));
    return statementText(inner, reading) ?? kind?.text ?? kind?.coding?.[0]?.display;
  });
  const told = instructions.filter((text) => text !== undefined).join('\n');
  if (told !== '') body.patientInstruction = told;
  const resource = reading.add('ServiceRequest', element, body);
  const { reference, time } = statement.finish(resource, true);
  if (reference?.reference && mayName('ServiceRequest', 'requester', reference.reference))
    (resource as Body).requester = reference;
  if (time !== undefined) (resource as Body).authoredOn = time;
  return resource;
}

/** An instruction that stands alone (C-CDA 22.4.20): what the patient was or is to be told. */
export function readInstruction(element: XmlElement, place: Place, reading: Reading): Resource {
  const statement = new Statement(element, place, reading);
  const code = concept(element.child('code'), reading);
  const words = statementText(element, reading) ?? code?.text;
  const body: Body = { status: statusBy(REQUEST_STATUS, element, reading), subject: reading.subject };
  if (code) body.category = [code];
  if (words !== undefined) body.payload = [{ contentString: words }];
  if (negated(element)) body.doNotPerform = true;
  Object.assign(body, momentOrPeriod('occurrence', element.child('effectiveTime'), reading));
  const resource = reading.add('CommunicationRequest', element, body);
  const { time } = statement.finish(resource, true);
  if (time !== undefined) (resource as Body).authoredOn = time;
  return resource;
}

/** HL7 ActStatus to FHIR R4 goal-status. */
const GOAL: Readonly<Record<string, string>> = codeTable({
  active: 'active',
  completed: 'completed',
  aborted: 'cancelled',
  cancelled: 'cancelled',
  suspended: 'on-hold',
  held: 'on-hold',
  nullified: 'entered-in-error',
  new: 'proposed',
});

/** A goal (mood GOL; C-CDA 22.4.121). */
export function readGoal(element: XmlElement, place: Place, reading: Reading): Resource {
  const statement = new Statement(element, place, reading);
  const given = element.child('statusCode');
  const status = plainCode(given);
  const code = concept(element.child('code'), reading);
  const found = element.name === 'observation' ? measured(element, reading) : {};
  const words = statementText(element, reading);
  const text = (found.valueString as string | undefined) ?? undefined;
  const body: Body = {
    description:
      code && text !== undefined && code.text === undefined
        ? { ...code, text }
        : (code ?? { text: text ?? words ?? 'unknown' }),
    subject: reading.subject,
  };
  if (words !== undefined && hasOwnWords(element)) statement.note(words);
  const lifecycle = status === undefined ? undefined : GOAL[status.toLowerCase()];
  if (lifecycle !== undefined) body.lifecycleStatus = lifecycle;
  else if (status !== undefined) reading.lose(given, 'the status is none of HL7 ActStatus');
  const at = element.child('effectiveTime');
  const span = period(at, reading);
  const start = span ? span.start : startOf(at, reading);
  if (start !== undefined) {
    // Goal.startDate is a date; a time stays beside it.
    body.startDate = start;
  }
  const target: Body = {};
  if (code && found.valueQuantity) target.detailQuantity = found.valueQuantity;
  else if (found.valueRange) target.detailRange = found.valueRange;
  else if (found.valueCodeableConcept) target.detailCodeableConcept = found.valueCodeableConcept;
  else if (found.valueRatio) target.detailRatio = found.valueRatio;
  else if (found.valueBoolean !== undefined) target.detailBoolean = found.valueBoolean;
  else if (found.valueInteger !== undefined) target.detailInteger = found.valueInteger;
  else if (text !== undefined && code?.text !== undefined) target.detailString = text;
  if (Object.keys(target).length > 0 && code) target.measure = code;
  if (span?.end !== undefined) target.dueDate = span.end;
  if (Object.keys(target).length > 0) body.target = [target];
  for (const name of ['valuePeriod', 'valueDateTime'] as const)
    if (found[name] !== undefined) extend(body, ownExtension('value', { [name]: found[name] }));
  if (found.extension) extend(body, ...(found.extension as Body[]));
  for (const one of (found.interpretation as unknown[] | undefined) ?? [])
    extend(body, ownExtension('interpretation', { valueCodeableConcept: one }));
  if (found.referenceRange)
    for (const rangeElement of element.all('referenceRange'))
      reading.lose(rangeElement, 'a Goal has no reference range');
  if (negated(element)) body.modifierExtension = [ownExtension('negated', { valueBoolean: true })];
  const priorities = statement.takeTemplates('4.143').map((inner) => {
    markFixed(inner, reading);
    return concept(inner.child('value'), reading);
  });
  for (const valueCodeableConcept of priorities)
    if (valueCodeableConcept) extend(body, ownExtension('goal-priority', { valueCodeableConcept }));
  const [progress, ...others] = statement.takeTemplates('4.110').map((inner) => {
    markFixed(inner, reading);
    return concept(inner.child('value'), reading);
  });
  if (progress) body.achievementStatus = progress;
  for (const valueCodeableConcept of others)
    if (valueCodeableConcept) extend(body, ownExtension('goal-progress', { valueCodeableConcept }));
  const resource = reading.add('Goal', element, body);
  const { reference, time } = statement.finish(resource, true);
  if (reference?.reference && mayName('Goal', 'expressedBy', reference.reference))
    (resource as Body).expressedBy = reference;
  if (time !== undefined) (resource as Body).statusDate = time;
  return resource;
}
