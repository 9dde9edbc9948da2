import { codeTable } from '../../base/code-table.js';
import type { Resource } from '../../chart/fhir.js';
import type { XmlElement } from '../../formats/xml/xml-element.js';
import { concept, negated, ownWords, period, plainCode, quantity, time } from './datatypes.js';
import { nameInText } from './directions.js';
import { markFixed } from './fixed-parts.js';
import { absent } from './medication-terms.js';
import { readMedication } from './medications.js';
import { performerReferences } from './parties.js';
import { readProduct } from './products.js';
import { type Body, extend, ownExtension, type Place, type Reading, referenceTo } from './reading.js';
import { Statement } from './statement.js';
import { codeOf, hasTemplate } from './templates.js';

/** HL7 ActStatus to FHIR R4 immunization-status; what has no word is listed. */
const STATUS: Readonly<Record<string, string>> = codeTable({
  completed: 'completed',
  nullified: 'entered-in-error',
  aborted: 'not-done',
  cancelled: 'not-done',
});

/** An immunization activity (C-CDA 22.4.52) as Immunization; a planned one as MedicationRequest. */
export function readImmunization(element: XmlElement, place: Place, reading: Reading): Resource {
  if ((element.attribute('moodCode') ?? 'EVN') !== 'EVN') return readMedication(element, place, reading);
  const statement = new Statement(element, place, reading);
  const product = readProduct(element.child('consumable'), reading);
  const named = product.code ? undefined : nameInText(element, reading);
  const body: Body = {
    vaccineCode: product.code ?? (named === undefined ? absent() : { text: named }),
    patient: reading.subject,
  };
  extend(body, ...product.extensions);
  if (product.lot !== undefined) body.lotNumber = product.lot;
  if (product.manufacturer !== null) body.manufacturer = { reference: product.manufacturer };
  const given = element.child('statusCode');
  const code = plainCode(given)?.toLowerCase();
  const isRefused = negated(element);
  const status = code === undefined ? undefined : STATUS[code];
  if (code !== undefined && status === undefined) {
    extend(body, ownExtension('stated-status', { valueCode: code }));
    if (!isRefused) reading.lose(given, 'the status has no counterpart in Immunization: kept as an extension');
  }
  body.status = isRefused ? 'not-done' : status;
  const reasons = statement
    .take((inner, link) => hasTemplate(inner, '4.53') || (isRefused && link.attribute('typeCode') === 'RSON'))
    .map((inner) => concept(inner.child('value'), reading) ?? concept(inner.child('code'), reading))
    .filter((one) => one !== undefined);
  if (reasons.length > 0) body.statusReason = reasons[0];
  extend(
    body,
    ...reasons.slice(1).map((valueCodeableConcept) => ownExtension('status-reason', { valueCodeableConcept })),
  );
  occurrence(element, body, reading);
  const route = concept(element.child('routeCode'), reading);
  if (route) body.route = route;
  const sites = element
    .all('approachSiteCode')
    .map((site) => concept(site, reading))
    .filter((one) => one !== undefined);
  if (sites[0]) body.site = sites[0];
  extend(body, ...sites.slice(1).map((valueCodeableConcept) => ownExtension('site', { valueCodeableConcept })));
  const dose = quantity(element.child('doseQuantity'));
  if (dose) body.doseQuantity = dose;
  const unit = concept(element.child('administrationUnitCode'), reading);
  if (unit) extend(body, ownExtension('administration-unit', { valueCodeableConcept: unit }));
  const act = concept(element.child('code'), reading);
  if (act && act.coding?.[0]?.code !== 'IMMUNIZ') extend(body, ownExtension('act-code', { valueCodeableConcept: act }));
  series(statement, body, reading);
  const wanted = statement.takenReasons();
  if (wanted.length > 0) body.reasonCode = wanted;
  const performer = performerReferences(element, reading, '@Immunization.performer', 'actor');
  if (performer) body.performer = performer.map((actor) => ({ actor }));
  statement.note(ownWords(element, reading));
  if (place.parent?.resourceType === 'Encounter') body.encounter = referenceTo(place.parent);
  const resource = reading.add('Immunization', element, body);
  const { time: recorded } = statement.finish(resource, true);
  if (recorded !== undefined) (resource as Body).recorded = recorded;
  return resource;
}

function occurrence(element: XmlElement, body: Body, reading: Reading): void {
  const [first, ...more] = element.all('effectiveTime');
  if (!first) return;
  const span = period(first, reading);
  const at = span?.start ?? span?.end ?? time(first, reading) ?? time(first.child('center'), reading);
  if (at !== undefined) body.occurrenceDateTime = at;
  if (span?.start !== undefined && span.end !== undefined && span.start !== span.end)
    extend(body, ownExtension('occurrence-period', { valuePeriod: span }));
  for (const extra of more) if (time(extra, reading) !== undefined) reading.lose(extra, 'an Immunization has one time');
}

/** Number of the dose in its series: repeatNumber, or an observation of it (CCD medication series number, LOINC 30973-2). */
function series(statement: Statement, body: Body, reading: Reading): void {
  const repeat = statement.element.child('repeatNumber');
  const stated = repeat?.attribute('value');
  let number: string | undefined;
  if (repeat && stated !== undefined && /^[1-9]\d{0,3}$/.test(stated)) {
    repeat.used = true;
    number = stated;
  }
  for (const inner of statement.take((one) => hasTemplate(one, 'series') || codeOf(one) === '30973-2')) {
    markFixed(inner, reading);
    const value = inner.child('value');
    const text = value?.attribute('value');
    if (value && text !== undefined && /^[1-9]\d{0,3}$/.test(text) && (number === undefined || number === text)) {
      value.used = true;
      number = text;
    }
  }
  if (number !== undefined) body.protocolApplied = [{ doseNumberPositiveInt: Number(number) }];
}
