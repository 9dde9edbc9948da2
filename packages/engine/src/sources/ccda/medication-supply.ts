import type { Resource } from '../../chart/fhir.js';
import type { XmlElement } from '../../formats/xml/xml-element.js';
import { concept, negated, ownWords, period, quantity, time } from './datatypes.js';
import { absent, actCode, INTENT, mappedStatus } from './medication-terms.js';
import { performerReferences } from './parties.js';
import { readProduct } from './products.js';
import { type Body, extend, ownExtension, type Place, type Reading, referenceTo } from './reading.js';
import { mayName } from './reference-targets.js';
import { Statement } from './statement.js';

/** The supply order inside a planned medication (C-CDA 22.4.17): quantity, repeats, period of validity. */
export function supplyOrder(statement: Statement, body: Body, reading: Reading): void {
  for (const inner of statement.takeTemplates('4.17').slice(0, 1)) {
    body.dispenseRequest = { ...(body.dispenseRequest as Body | undefined), ...supplyTerms(inner, reading) };
    readProduct(inner.child('product'), reading);
    const own = concept(inner.child('code'), reading);
    if (own) extend(body, ownExtension('supply-code', { valueCodeableConcept: own }));
  }
}

function supplyTerms(supply: XmlElement, reading: Reading): Body {
  const terms: Body = {};
  const refills = supply.child('repeatNumber');
  const count = refills?.attribute('value');
  // repeatNumber is how often it may be dispensed, the first time included (C-CDA R2.1, Medication Supply Order); FHIR R4 counts from the second.
  if (count !== undefined && /^[1-9]\d{0,5}$/.test(count)) {
    refills!.used = true;
    terms.numberOfRepeatsAllowed = Number(count) - 1;
  } else if (count !== undefined) reading.lose(refills, 'the number of fills counts the first and so is one or more');
  const amount = quantity(supply.child('quantity'));
  if (amount) terms.quantity = amount;
  const at = supply.child('effectiveTime');
  const valid =
    period(at, reading) ?? (at && time(at, reading) !== undefined ? { start: time(at, reading) } : undefined);
  if (valid) terms.validityPeriod = valid;
  return terms;
}

/** A supply of medicine: an order (22.4.17) as MedicationRequest, a dispense (22.4.18) as MedicationDispense. */
export function readMedicationSupply(element: XmlElement, place: Place, reading: Reading): Resource {
  const statement = new Statement(element, place, reading);
  const isOrder = INTENT[element.attribute('moodCode') ?? 'EVN'] !== undefined;
  const type = isOrder ? 'MedicationRequest' : 'MedicationDispense';
  const body: Body = {};
  const product = readProduct(element.child('product'), reading);
  const outer = place.parent as Body | null;
  body.medicationCodeableConcept = product.code ?? outer?.medicationCodeableConcept ?? absent();
  extend(body, ...product.extensions);
  if (product.manufacturer !== null)
    extend(body, ownExtension('manufacturer', { valueReference: { reference: product.manufacturer } }));
  if (product.lot !== undefined) extend(body, ownExtension('lot-number', { valueString: product.lot }));
  body.status = mappedStatus(element, type, reading);
  body.subject = reading.subject;
  actCode(element, body, reading);
  if (negated(element)) {
    if (isOrder) body.doNotPerform = true;
    else extend(body, ownExtension('negated', { valueBoolean: true }));
  }
  if (isOrder) {
    body.intent = INTENT[element.attribute('moodCode') ?? ''];
    const terms = supplyTerms(element, reading);
    if (Object.keys(terms).length > 0) body.dispenseRequest = terms;
  } else {
    const amount = quantity(element.child('quantity'));
    if (amount) body.quantity = amount;
    const number = element.child('repeatNumber')?.attribute('value');
    if (number !== undefined && /^\d{1,6}$/.test(number)) {
      element.child('repeatNumber')!.used = true;
      extend(body, ownExtension('fill-number', { valueInteger: Number(number) }));
    }
    const at = element.child('effectiveTime');
    const span = period(at, reading);
    const when = span?.start ?? span?.end ?? (at && time(at, reading));
    if (when !== undefined) body.whenHandedOver = when;
    if (span?.start !== undefined && span.end !== undefined)
      extend(body, ownExtension('dispense-period', { valuePeriod: span }));
    if (outer?.resourceType === 'MedicationRequest') body.authorizingPrescription = [referenceTo(place.parent!)];
    const performer = performerReferences(element, reading, '@MedicationDispense.performer', 'actor');
    if (performer) body.performer = performer.map((actor) => ({ actor }));
  }
  statement.note(ownWords(element, reading));
  const resource = reading.add(type, element, body);
  const { reference, time: made } = statement.finish(resource, true);
  if (isOrder) {
    if (reference?.reference && mayName(type, 'requester', reference.reference))
      (resource as Body).requester = reference;
    if (made !== undefined) (resource as Body).authoredOn = made;
  }
  return resource;
}
