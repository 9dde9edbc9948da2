import { codeTable } from '../../base/code-table.js';
import type { Resource } from '../../chart/fhir.js';
import type { XmlElement } from '../../formats/xml/xml-element.js';
import { concept, momentOrPeriod, negated, plainCode, quantity } from './datatypes.js';
import { INTENT } from './medication-terms.js';
import { plainName } from './names.js';
import { organization } from './parties.js';
import { readProduct } from './products.js';
import { type Body, extend, ownExtension, type Place, type Reading, referenceTo } from './reading.js';
import { REQUEST_STATUS } from './request-status.js';
import { Statement } from './statement.js';
import { takeUdi } from './udi.js';

/** FDA's root of unique device identifiers (C-CDA Product Instance 22.4.37). */
const FDA = '2.16.840.1.113883.3.3719';

/** A product instance (participantRole with a playing device) as Device. */
export function deviceOf(role: XmlElement, reading: Reading): Resource | null {
  role.used = true;
  const playing = role.child('playingDevice') ?? role.child('playingEntity');
  playing?.mark();
  const body: Body = { patient: reading.subject };
  const type = concept(playing?.child('code'), reading) ?? concept(role.child('code'), reading);
  if (type) body.type = type;
  const model = plainName(playing?.child('manufacturerModelName')) ?? plainName(playing?.child('name'));
  if (model !== undefined) body.deviceName = [{ name: model, type: 'model-name' }];
  const software = plainName(playing?.child('softwareName'));
  if (software !== undefined) body.version = [{ value: software }];
  const udi = role.all('id').find((id) => id.attribute('root') === FDA && id.attribute('extension') !== undefined);
  if (udi)
    body.udiCarrier = [{ issuer: 'http://hl7.org/fhir/NamingSystem/fda-udi', carrierHRF: udi.attribute('extension') }];
  const scoping = role.child('scopingEntity');
  if (scoping) {
    const maker = organization(scoping, reading);
    const name = scoping.child('desc')?.ownText();
    if (name) {
      scoping.child('desc')!.used = true;
      body.manufacturer = name;
    }
    if (maker !== null) extend(body, ownExtension('manufacturer', { valueReference: { reference: maker } }));
  }
  return Object.keys(body).length > 1 || role.all('id').some((id) => id.attribute('root') !== undefined)
    ? reading.add('Device', role, body)
    : null;
}

/** HL7 ActStatus to FHIR R4 device-statement-status. */
const STATUS: Readonly<Record<string, string>> = codeTable({
  completed: 'completed',
  active: 'active',
  aborted: 'stopped',
  suspended: 'on-hold',
  held: 'on-hold',
  nullified: 'entered-in-error',
  new: 'intended',
  cancelled: 'stopped',
});

/** A supply that is no medicine (C-CDA 22.4.50, 22.4.43): the use of a device, or the request for one. */
export function readDeviceSupply(element: XmlElement, place: Place, reading: Reading): Resource {
  const statement = new Statement(element, place, reading);
  const mood = element.attribute('moodCode') ?? 'EVN';
  const isRequest = INTENT[mood] !== undefined;
  let device: Resource | null = null;
  for (const participant of element.all('participant')) {
    const role = participant.child('participantRole');
    if (
      !role ||
      device ||
      !(
        role.child('playingDevice') ||
        participant.attribute('typeCode') === 'PRD' ||
        participant.attribute('typeCode') === 'DEV'
      )
    )
      continue;
    participant.used = true;
    device = deviceOf(role, reading);
  }
  takeUdi(statement, device);
  const own = concept(element.child('code'), reading);
  const product = readProduct(element.child('product'), reading);
  const what = own ?? product.code;
  device ??=
    what && !isRequest
      ? reading.add('Device', element.child('product') ?? element.child('code') ?? element, {
          type: what,
          patient: reading.subject,
          ...(product.lot === undefined ? {} : { lotNumber: product.lot }),
        })
      : null;
  const given = element.child('statusCode');
  const code = plainCode(given)?.toLowerCase();
  const status = code === undefined ? undefined : (isRequest ? REQUEST_STATUS : STATUS)[code];
  if (code !== undefined && status === undefined) reading.lose(given, 'the status is none of HL7 ActStatus');
  const body: Body = { status: status ?? (isRequest ? 'unknown' : undefined), subject: reading.subject };
  const times = momentOrPeriod(isRequest ? 'occurrence' : 'timing', element.child('effectiveTime'), reading);
  Object.assign(body, times);
  const amount = quantity(element.child('quantity'));
  if (amount) extend(body, ownExtension('quantity', { valueQuantity: amount }));
  extend(body, ...product.extensions);
  if (product.manufacturer !== null)
    extend(body, ownExtension('manufacturer', { valueReference: { reference: product.manufacturer } }));
  if (what && product.code && own) extend(body, ownExtension('product', { valueCodeableConcept: product.code }));
  if (negated(element)) body.modifierExtension = [ownExtension('negated', { valueBoolean: true })];
  const reasons = statement.takenReasons();
  if (reasons.length > 0) body.reasonCode = reasons;
  if (isRequest) {
    body.intent = INTENT[mood];
    if (device) body.codeReference = referenceTo(device);
    else
      body.codeCodeableConcept = what ?? {
        coding: [{ system: 'http://terminology.hl7.org/CodeSystem/data-absent-reason', code: 'unknown' }],
      };
    if (device && what) extend(body, ownExtension('product', { valueCodeableConcept: what }));
  } else {
    body.device = device ? referenceTo(device) : { display: 'unknown' };
    if (device && own && (device as Body).type !== own)
      extend(body, ownExtension('supply-code', { valueCodeableConcept: own }));
  }
  const resource = reading.add(isRequest ? 'DeviceRequest' : 'DeviceUseStatement', element, body);
  const { time } = statement.finish(resource, true);
  if (time !== undefined) (resource as Body)[isRequest ? 'authoredOn' : 'recordedOn'] = time;
  return resource;
}
