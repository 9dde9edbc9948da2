import { codeTable } from '../../base/code-table.js';
import type { CodeableConcept, Resource } from '../../chart/fhir.js';
import type { XmlElement } from '../../formats/xml/xml-element.js';
import { concept, negated, statementText } from './datatypes.js';
import { directionsOf, nameInText } from './directions.js';
import { dosages, medicationTimes } from './dosage.js';
import { markFixed } from './fixed-parts.js';
import { supplyOrder } from './medication-supply.js';
import { absent, actCode, INTENT, mappedStatus } from './medication-terms.js';
import { performerReferences } from './parties.js';
import { SNOMED } from './problems.js';
import { readProduct } from './products.js';
import { type Body, extend, ownExtension, type Place, type Reading } from './reading.js';
import { mayName } from './reference-targets.js';
import { Statement } from './statement.js';
import { codeOf, hasTemplate } from './templates.js';

/** Status observation values (HITSP medication status) to MedicationStatement's. */
const STATED: Readonly<Record<string, string>> = codeTable({
  '55561003': 'active',
  '421139008': 'on-hold',
  '392521001': 'completed',
  '73425007': 'completed',
});
/** The same in words, for values without such a code. */
const STATED_WORDS: Readonly<Record<string, string>> = codeTable({
  active: 'active',
  'on hold': 'on-hold',
  'prior history': 'completed',
  'no longer active': 'completed',
  completed: 'completed',
});
/** Sections of medications given during a visit (LOINC). */
const ADMINISTERED = new Set(['29549-3', '18610-6', '59774-0']);

/** A substanceAdministration (C-CDA 22.4.16, 22.4.42): MedicationStatement for what is or was taken, MedicationAdministration for what was given, else MedicationRequest. */
export function readMedication(element: XmlElement, place: Place, reading: Reading): Resource {
  const mood = element.attribute('moodCode') ?? 'EVN';
  const intent = INTENT[mood];
  const times = medicationTimes(element, reading);
  const given = ADMINISTERED.has(place.section) && intent === undefined && times.repeats.length === 0;
  const type = intent !== undefined ? 'MedicationRequest' : given ? 'MedicationAdministration' : 'MedicationStatement';
  const statement = new Statement(element, place, reading);
  const body: Body = {};
  const product = readProduct(element.child('consumable'), reading);
  const isNegated = negated(element);
  // What names no product is named by the words of the statement.
  const words = product.code ? undefined : nameInText(element, reading);
  const named = product.code ?? (words === undefined ? undefined : { text: words });
  body.medicationCodeableConcept = named ?? absent();
  const isNone = isNegated && saysNone(named, element);
  if (isNone) {
    body.medicationCodeableConcept = noneKnown(named);
    if (product.code?.coding) extend(body, ownExtension('negated-code', { valueCodeableConcept: product.code }));
  }
  extend(body, ...product.extensions);
  if (product.manufacturer !== null)
    extend(body, ownExtension('manufacturer', { valueReference: { reference: product.manufacturer } }));
  if (product.lot !== undefined) extend(body, ownExtension('lot-number', { valueString: product.lot }));
  body.status = mappedStatus(element, type, reading);
  statedStatus(statement, body, type, reading);
  body.subject = reading.subject;
  if (isNegated && !isNone) {
    if (type === 'MedicationRequest') body.doNotPerform = true;
    else {
      if (body.status !== undefined) extend(body, ownExtension('stated-status', { valueCode: body.status }));
      body.status = type === 'MedicationStatement' ? 'not-taken' : 'not-done';
    }
  }
  if (intent !== undefined) body.intent = intent;
  const sigs = statement.take((inner) => hasTemplate(inner, '4.147', 'sig') || codeOf(inner) === '76662-6');
  let sig: string | undefined;
  for (const inner of sigs) {
    markFixed(inner, reading);
    sig ??= statementText(inner, reading);
    readProduct(inner.child('consumable'), reading);
  }
  const instructions = statement
    .takeTemplates('4.20')
    .map((inner) => {
      const code = inner.child('code');
      const text = statementText(inner, reading);
      const kind = concept(code, reading);
      if (kind) extend(body, ownExtension('instruction-code', { valueCodeableConcept: kind }));
      return text ?? kind?.text ?? kind?.coding?.[0]?.display;
    })
    .filter((text) => text !== undefined);
  sig ??= directionsOf(element, reading);
  const instruction = instructions.length > 0 ? instructions.join('\n') : undefined;
  const doses = dosages(element, times, sig, instruction, reading, type === 'MedicationRequest');
  if (type === 'MedicationRequest') {
    if (doses.length > 0) body.dosageInstruction = doses;
  } else if (type === 'MedicationStatement') {
    if (doses.length > 0) body.dosage = doses;
    if (times.period) body.effectivePeriod = times.period;
    else if (times.moment !== undefined) body.effectiveDateTime = times.moment;
  } else administration(body, doses[0], times, reading, element);
  actCode(element, body, reading);
  const reasons = statement.takenReasons();
  if (reasons.length > 0) body.reasonCode = reasons;
  repeat(element, body, reading);
  if (type === 'MedicationRequest') {
    const performer = performerReferences(element, reading, 'MedicationRequest', 'performer');
    if (performer) {
      body.performer = performer[0];
      extend(body, ...performer.slice(1).map((valueReference) => ownExtension('performer', { valueReference })));
    }
    supplyOrder(statement, body, reading);
  } else if (type === 'MedicationAdministration') {
    const performer = performerReferences(element, reading, '@MedicationAdministration.performer', 'actor');
    if (performer) body.performer = performer.map((actor) => ({ actor }));
  }
  const resource = reading.add(type, element, body);
  const { reference, time: at } = statement.finish(resource, true);
  const target = resource as Body;
  const author = reference?.reference;
  if (type === 'MedicationStatement') {
    if (author !== undefined && mayName(type, 'informationSource', author)) target.informationSource = reference;
    if (at !== undefined) target.dateAsserted = at;
  } else if (type === 'MedicationRequest') {
    if (author !== undefined && mayName(type, 'requester', author)) target.requester = reference;
    if (at !== undefined) target.authoredOn = at;
  }
  return resource;
}

/** A negated medication that names none, or says in words that there is none: `not taking aspirin` names one. */
function saysNone(given: CodeableConcept | undefined, element: XmlElement): boolean {
  // SNOMED CT "drug or medication": negated, it means all of them.
  if (given?.coding?.some((c) => c.code === '410942007')) return true;
  if (given?.coding !== undefined) return false;
  if (given?.text !== undefined) return /^(no|none|not)\b.*\b(medications?|meds|known)\b|^none\.?$/i.test(given.text);
  const material = element.at('consumable', 'manufacturedProduct', 'manufacturedMaterial', 'code');
  return material?.attribute('nullFlavor') === 'NA';
}

/** "No known medications" (SNOMED CT 787481004), with the words of the document. */
const noneKnown = (given: CodeableConcept | undefined): Body => ({
  coding: [{ system: SNOMED, code: '787481004', display: 'No known medications' }],
  ...(given?.text === undefined ? {} : { text: given.text }),
});

function administration(
  body: Body,
  dose: Body | undefined,
  times: ReturnType<typeof medicationTimes>,
  reading: Reading,
  element: XmlElement,
): void {
  if (times.period) body.effectivePeriod = times.period;
  else if (times.moment !== undefined) body.effectiveDateTime = times.moment;
  if (!dose) return;
  const rate = (dose.doseAndRate as Body[] | undefined)?.[0];
  const dosage: Body = {
    text: dose.text,
    route: dose.route,
    site: dose.site,
    dose: rate?.doseQuantity,
    rateQuantity: rate?.rateQuantity,
    rateRatio: rate?.rateRatio,
    extension: dose.extension,
  };
  if (rate?.doseRange !== undefined)
    reading.lose(element.child('doseQuantity'), 'an administration has one dose, no range');
  if (rate?.rateRange !== undefined)
    reading.lose(element.child('rateQuantity'), 'an administration has one rate, no range');
  if (dose.maxDosePerPeriod !== undefined)
    reading.lose(element.child('maxDoseQuantity'), 'an administration has no maximum dose');
  if (dose.asNeededCodeableConcept !== undefined)
    extend(body, ownExtension('precondition', { valueCodeableConcept: dose.asNeededCodeableConcept }));
  if (dose.patientInstruction !== undefined)
    extend(body, ownExtension('patient-instruction', { valueString: dose.patientInstruction }));
  for (const key of Object.keys(dosage)) if (dosage[key] === undefined) delete dosage[key];
  if (Object.keys(dosage).length > 0) body.dosage = dosage;
}

function repeat(element: XmlElement, body: Body, reading: Reading): void {
  const number = element.child('repeatNumber');
  const value =
    number?.attribute('value') ?? number?.child('high')?.attribute('value') ?? number?.child('low')?.attribute('value');
  if (!number || value === undefined || !/^\d{1,6}$/.test(value)) return;
  number.markAll();
  // How often it may be given (C-CDA R2.1, Medication Activity), which is no number of refills.
  extend(body, ownExtension('repeat-number', { valueInteger: Number(value) }));
  if (number.child('low')?.attribute('value') !== undefined && number.child('low')!.attribute('value') !== value)
    reading.lose(number, 'a range of repeats: its upper end is carried');
}

function statedStatus(statement: Statement, body: Body, type: string, reading: Reading): void {
  for (const inner of statement.take((one) => hasTemplate(one, 'status') || codeOf(one) === '33999-4')) {
    markFixed(inner, reading);
    const value = concept(inner.child('value'), reading);
    if (!value) continue;
    const words = (value.text ?? value.coding?.[0]?.display ?? '').trim().toLowerCase();
    const known =
      value.coding?.map((one) => STATED[one.code ?? '']).find((one) => one !== undefined) ?? STATED_WORDS[words];
    extend(body, ownExtension('stated-status-code', { valueCodeableConcept: value }));
    if (known !== undefined && type !== 'MedicationAdministration') body.status = known;
  }
}
