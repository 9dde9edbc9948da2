import { type CodeableConcept, type Dosage, decimalText } from '../../../../chart/fhir.js';
import { textReference } from '../../anchor.js';
import { concept, conceptText, fixed } from '../../datatypes/concept.js';
import { ACT_CODE, LOINC, NCI_THESAURUS, RXNORM, SNOMED } from '../../datatypes/oid.js';
import { magnitude, pq, quantityInterval, ucumUnit } from '../../datatypes/quantity.js';
import { interval, timestamp } from '../../datatypes/time.js';
import { frequency } from '../../datatypes/timing.js';
import type { CcdaDocument } from '../../document.js';
import { comment, relationship } from '../../entry.js';
import { indications } from '../../indication.js';
import { attribute } from '../../xml.js';
import type { Medication } from './medication.js';
import type { MedicationAnchors } from './narrative.js';
import * as t from './templates.js';

/**
 * A Medication Activity with sig, supply, reason and instructions; with `planned` those templates instead, which hold only what is
 * still active (CONF:1098-32088): a plan that ended, or was not begun, claims none.
 */
export function medicationEntry(
  document: CcdaDocument,
  medication: Medication,
  anchors: MedicationAnchors,
  planned?: string,
): string {
  const { resource, status, mood } = medication;
  // Several dosages (a taper, alternatives) have an administration each below the course: structure of the first alone would say something else.
  const [only] = medication.dosages;
  const apart = medication.dosages.length > 1 || hasOtherDates(only, medication.period);
  const several = apart ? medication.dosages : [];
  const dosage = apart || only === undefined ? {} : only;
  const act = t.STATUSES[status ?? ''];
  const statusCode =
    act === undefined
      ? `<statusCode nullFlavor="${status === null || status === 'unknown' ? 'UNK' : 'OTH'}"/>`
      : `<statusCode code="${act}"/>`;
  const id = document.ids.ofResource(resource);
  return (
    `<substanceAdministration classCode="SBADM" moodCode="${mood}"${medication.negated ? ' negationInd="true"' : ''}>` +
    `${planned === undefined ? t.MEDICATION_ACTIVITY : act === 'active' ? planned : ''}${id}${textReference(anchors.row)}${statusCode}` + // CONF:1098-7507
    times(medication, dosage) +
    amounts(document, dosage, anchors.route) +
    product(document, medication.code, anchors.name) +
    document.parties.author(medication.by, medication.recorded) +
    document.parties.secondAuthor(medication.recorder, medication.by) +
    several.map((part) => direction(document, mood, part)).join('') +
    sig(mood, anchors) +
    indications(document, resource, medication.reasons, anchors.reasons) +
    instruction(anchors) +
    supply(document, medication) +
    comment(anchors.comments) +
    `${precondition(document, dosage)}</substanceAdministration>`
  );
}

/** Whether a direction holds for other dates than the course. */
function hasOtherDates(dosage: Dosage | undefined, period: Medication['period']): boolean {
  const bounds = dosage?.timing?.repeat?.boundsPeriod;
  return !!bounds && (bounds.start !== period?.start || bounds.end !== period?.end);
}

function times(medication: Medication, dosage: Dosage): string {
  const over = t.OVER.has(medication.status ?? '');
  const { start, end } = medication.period ?? {};
  const moment = timestamp(medication.moment);
  // CONF:1098-7508: exactly one effectiveTime for the duration, also where nothing is known of it.
  const duration =
    moment !== null && medication.period === undefined
      ? `<effectiveTime value="${moment}"/>`
      : interval(start, end, { type: 'IVL_TS', ...(over ? { absentHigh: 'UNK' } : {}) });
  return duration + (frequency(dosage.timing) ?? '');
}

export function product(document: CcdaDocument, code: CodeableConcept | undefined, anchor: string | null): string {
  return (
    `<consumable><manufacturedProduct classCode="MANU">${t.MEDICATION_INFORMATION}<manufacturedMaterial>` + // CONF:1098-7408
    concept(document.namespace, code, { systems: [RXNORM], strict: true, anchor }) + // CONF:1098-7412
    '</manufacturedMaterial></manufacturedProduct></consumable>'
  );
}

/** Route, site, dose, rate and the most that may be taken, in schema order. */
const amounts = (document: CcdaDocument, dosage: Dosage, routeAnchor: string | null): string =>
  route(document, dosage, routeAnchor) + site(document, dosage) + dose(dosage) + rate(dosage) + most(dosage);

/** One of several dosages: an administration below the Medication Activity (C-CDA R2.1, Medication Activity: split or tapered dosing). */
function direction(document: CcdaDocument, mood: string, dosage: Dosage): string {
  const bounds = dosage.timing?.repeat?.boundsPeriod;
  const known = timestamp(bounds?.start) !== null || timestamp(bounds?.end) !== null;
  const duration = known ? interval(bounds?.start, bounds?.end, { type: 'IVL_TS' }) : '';
  const time = duration + (frequency(dosage.timing) ?? '');
  const order = decimalText(dosage.sequence);
  const number = order !== null && /^\d{1,6}$/.test(order) ? `<sequenceNumber value="${order}"/>` : '';
  const inner =
    time +
    amounts(document, dosage, null) +
    '<consumable><manufacturedProduct><manufacturedLabeledDrug nullFlavor="NA"/></manufacturedProduct></consumable>' +
    precondition(document, dosage);
  return `<entryRelationship typeCode="COMP">${number}<substanceAdministration classCode="SBADM" moodCode="${mood}">${inner}</substanceAdministration></entryRelationship>`;
}

function route(document: CcdaDocument, dosage: Dosage, anchor: string | null): string {
  if (conceptText(dosage.route) === '') return '';
  return concept(document.namespace, dosage.route, {
    tag: 'routeCode',
    systems: [NCI_THESAURUS],
    strict: true,
    anchor,
  }); // CONF:1098-7514
}

function site(document: CcdaDocument, dosage: Dosage): string {
  return conceptText(dosage.site) === ''
    ? ''
    : concept(document.namespace, dosage.site, { tag: 'approachSiteCode', systems: [SNOMED], strict: true });
}

function dose(dosage: Dosage): string {
  const stated = dosage.doseAndRate?.[0];
  const range = quantityInterval(stated?.doseRange?.low, stated?.doseRange?.high, {
    tag: 'doseQuantity',
    typed: false,
  });
  return range ?? pq(stated?.doseQuantity, { tag: 'doseQuantity' }); // CONF:1098-7516
}

function rate(dosage: Dosage): string {
  const stated = dosage.doseAndRate?.[0]?.rateQuantity;
  return magnitude(stated) === null || ucumUnit(stated) === null ? '' : pq(stated, { tag: 'rateQuantity' }); // CONF:1098-7525
}

function most(dosage: Dosage): string {
  const ratio = dosage.maxDosePerPeriod;
  if (magnitude(ratio?.numerator) === null || ucumUnit(ratio?.denominator) === null) return '';
  return `<maxDoseQuantity>${pq(ratio?.numerator, { tag: 'numerator', type: 'PQ' })}${pq(ratio?.denominator, { tag: 'denominator', type: 'PQ' })}</maxDoseQuantity>`;
}

function sig(mood: string, anchors: MedicationAnchors): string {
  if (anchors.sig === null) return '';
  const inner =
    `<substanceAdministration classCode="SBADM" moodCode="${mood === 'EVN' ? 'EVN' : 'INT'}">${t.FREE_TEXT_SIG}` + // CONF:81-32771
    `${fixed('code', '76662-6', LOINC, 'Instructions Medication')}${textReference(anchors.sig)}` + // CONF:81-32780
    '<consumable><manufacturedProduct><manufacturedLabeledDrug nullFlavor="NA"/></manufacturedProduct></consumable></substanceAdministration>'; // CONF:81-32779
  return relationship('COMP', inner);
}

function instruction(anchors: MedicationAnchors): string {
  if (anchors.instruction === null) return '';
  const inner = `<act classCode="ACT" moodCode="INT">${t.INSTRUCTION}${fixed('code', '311401005', SNOMED, 'Patient education')}${textReference(anchors.instruction)}<statusCode code="completed"/></act>`; // CONF:1098-16884
  return relationship('SUBJ', inner, true);
}

function supply(document: CcdaDocument, medication: Medication): string {
  const stated = medication.supply;
  if (!stated) return '';
  const quantity = magnitude(stated.quantity) === null ? '' : pq(stated.quantity, { tag: 'quantity' });
  const refills = decimalText(stated.numberOfRepeatsAllowed);
  // repeatNumber counts the first fill too (C-CDA R2.1, Medication Supply Order, CONF:1098-7434).
  const repeats = refills !== null && /^\d{1,3}$/.test(refills) ? `<repeatNumber value="${Number(refills) + 1}"/>` : '';
  const { start, end } = stated.validityPeriod ?? {};
  const valid = timestamp(start) !== null || timestamp(end) !== null ? interval(start, end, { type: 'IVL_TS' }) : '';
  const use = magnitude(stated.expectedSupplyDuration);
  const unit = ucumUnit(stated.expectedSupplyDuration);
  const duration =
    use === null || unit === null
      ? ''
      : `<expectedUseTime><width value="${use}"${attribute('unit', unit)}/></expectedUseTime>`;
  if (quantity + repeats + valid + duration === '') return '';
  const id = document.ids.derived(medication.resource, 'supply');
  return relationship(
    'REFR',
    `<supply classCode="SPLY" moodCode="INT">${t.SUPPLY_ORDER}${id}<statusCode nullFlavor="UNK"/>${valid}${repeats}${quantity}${duration}</supply>`, // CONF:1098-7432
  );
}

function precondition(document: CcdaDocument, dosage: Dosage): string {
  const reason = conceptText(dosage.asNeededCodeableConcept);
  if (dosage.asNeededBoolean !== true && reason === '') return '';
  const value =
    reason === ''
      ? '<value xsi:type="CD" nullFlavor="UNK"/>'
      : concept(document.namespace, dosage.asNeededCodeableConcept, {
          tag: 'value',
          type: 'CD',
          systems: [SNOMED],
          strict: true,
        });
  return `<precondition typeCode="PRCN"><criterion>${t.PRECONDITION}<code code="ASSERTION" codeSystem="${ACT_CODE}"/>${value}</criterion></precondition>`; // CONF:1098-31882, 1098-7369
}
