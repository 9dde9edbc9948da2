import { codeTable } from '../../../../base/code-table.js';
import { type Dosage, decimalText } from '../../../../chart/fhir.js';
import { conceptText } from '../../datatypes/concept.js';
import { quantityText } from '../../datatypes/quantity.js';
import { readablePeriod, readableTime } from '../../datatypes/time.js';
import type { CcdaDocument } from '../../document.js';
import { conceptsText, noteText } from '../../entry.js';
import { Table } from '../../narrative.js';
import { visible } from '../../xml.js';
import type { Medication } from './medication.js';
import { OVER } from './templates.js';

export const medicationTable = (prefix = 'medication'): Table =>
  new Table(prefix, [
    'Medication',
    'Directions',
    'Dose',
    'Route',
    'Frequency',
    'Status',
    'Taken',
    'Ordered or recorded',
    'Supply',
    'Reason',
    'Instructions for the patient',
    'Comments',
  ]);

export interface MedicationAnchors {
  readonly row: string;
  readonly name: string | null;
  readonly sig: string | null;
  readonly route: string | null;
  /** One for each reason. */
  readonly reasons: readonly (string | null)[];
  readonly instruction: string | null;
  readonly comments: string | null;
}

function doseText(dosage: Dosage): string {
  const dose = dosage.doseAndRate?.[0];
  const quantity = quantityText(dose?.doseQuantity);
  const range = [quantityText(dose?.doseRange?.low), quantityText(dose?.doseRange?.high)].filter((t) => t !== '');
  const rate = quantityText(dose?.rateQuantity);
  return [quantity || range.join(' to '), rate === '' ? '' : `at ${rate}`].filter((t) => t !== '').join(' ');
}

const UNIT_WORDS: Readonly<Record<string, string>> = codeTable({
  s: 'second',
  min: 'minute',
  h: 'hour',
  d: 'day',
  wk: 'week',
  mo: 'month',
  a: 'year',
});

/** Structured timing for people; '' where there is none. */
function timingText(dosage: Dosage): string {
  const { timing } = dosage;
  const repeat = timing?.repeat;
  const parts: string[] = [];
  const period = decimalText(repeat?.period);
  const unit = UNIT_WORDS[repeat?.periodUnit ?? ''];
  if (period !== null && unit !== undefined) {
    const times = decimalText(repeat?.frequency);
    const most = decimalText(repeat?.frequencyMax);
    const span = decimalText(repeat?.periodMax) === null ? period : `${period} to ${decimalText(repeat?.periodMax)}`;
    const every = span === '1' ? unit : `${span} ${unit}s`;
    // How often within the period is said only where the source says it.
    const count = [times, most].filter((n) => n !== null).join(' to ');
    parts.push(count === '' ? `every ${every}` : `${count} time${count === '1' ? '' : 's'} every ${every}`);
  }
  const when = (repeat?.when ?? []).filter((event) => typeof event === 'string');
  if (when.length > 0) parts.push(when.join(', '));
  parts.push(...(timing?.event ?? []).map((moment) => readableTime(moment)));
  // The source's own word for it stays beside what it was read as.
  const code = conceptText(timing?.code);
  if (code !== '') parts.push(parts.length === 0 ? code : `(${code})`);
  if (dosage.asNeededBoolean === true) parts.push('as needed');
  if (conceptText(dosage.asNeededCodeableConcept) !== '')
    parts.push(`as needed for ${conceptText(dosage.asNeededCodeableConcept)}`);
  return parts
    .filter((p) => p !== '')
    .join(', ')
    .replaceAll(', (', ' (');
}

/** For how long, where a length is stated and no dates. */
function lengthText(dosage: Dosage): string {
  const { boundsDuration, boundsRange } = dosage.timing?.repeat ?? {};
  const range = [quantityText(boundsRange?.low), quantityText(boundsRange?.high)];
  const length =
    quantityText(boundsDuration) ||
    (range[0] === '' && range[1] !== '' ? `at most ${range[1]}` : range.filter((t) => t !== '').join(' to '));
  return length === '' ? '' : `for ${length}`;
}

/** The most that may be taken. */
function mostText(dosage: Dosage): string {
  const amount = quantityText(dosage.maxDosePerPeriod?.numerator);
  const span = quantityText(dosage.maxDosePerPeriod?.denominator);
  const most = [amount, span === '' ? '' : `every ${span}`].filter((t) => t !== '').join(' ');
  return [
    most,
    quantityText(dosage.maxDosePerAdministration),
    quantityText(dosage.maxDosePerLifetime) === '' ? '' : `in a lifetime ${quantityText(dosage.maxDosePerLifetime)}`,
  ]
    .filter((t) => t !== '')
    .map((t) => `at most ${t}`)
    .join(', ');
}

/** Dates of a direction that differ from those of the whole. */
function boundsText(dosage: Dosage, period: Medication['period']): string {
  const bounds = dosage.timing?.repeat?.boundsPeriod;
  if (!bounds || (bounds.start === period?.start && bounds.end === period?.end)) return '';
  return readablePeriod(bounds.start, bounds.end);
}

/** The sig: its own text, else what its structure says. */
function sigText(dosage: Dosage): string {
  const own = visible(dosage.text);
  if (own !== null) return own;
  return [
    doseText(dosage),
    conceptText(dosage.route),
    timingText(dosage),
    lengthText(dosage),
    conceptText(dosage.method),
    conceptText(dosage.site),
    conceptsText(dosage.additionalInstruction),
  ]
    .filter((t) => t !== '')
    .join(', ');
}

function supplyText(supply: Medication['supply']): string {
  if (!supply) return '';
  const refills = decimalText(supply.numberOfRepeatsAllowed);
  return [
    quantityText(supply.quantity),
    refills === null ? '' : `${refills} refill${refills === '1' ? '' : 's'}`,
    quantityText(supply.expectedSupplyDuration) === '' ? '' : `for ${quantityText(supply.expectedSupplyDuration)}`,
    readablePeriod(supply.validityPeriod?.start, supply.validityPeriod?.end),
  ]
    .filter((t) => t !== '')
    .join(', ');
}

export function narrateMedication(document: CcdaDocument, table: Table, medication: Medication): MedicationAnchors {
  const row = table.row();
  row.keep('Medication');
  const { dosages } = medication;
  const over = OVER.has(medication.status ?? '');
  row.put(
    'Dose',
    dosages
      .map((dosage) => [doseText(dosage), mostText(dosage)].filter(Boolean).join(', '))
      .filter(Boolean)
      .join('\n'),
  );
  row.put('Frequency', dosages.map(timingText).filter(Boolean).join('\n'));
  row.put(
    'Status',
    (medication.status ?? 'not stated') +
      (medication.negated && medication.mood !== 'EVN' ? ': must not be given' : ''),
  );
  const { start, end } = medication.period ?? {};
  const dates =
    readableTime(medication.moment) ||
    (readableTime(end) === '' && !over && readableTime(start) !== ''
      ? `since ${readableTime(start)}`
      : readablePeriod(start, end));
  // Without words of the source the directions tell the length.
  const lengths = dosages.filter((dosage) => visible(dosage.text) !== null).map(lengthText);
  const bounds = dosages.map((dosage) => boundsText(dosage, medication.period));
  row.put('Taken', [dates, ...lengths, ...bounds].filter((t) => t !== '').join('\n'));
  const people = [medication.by, medication.recorder].map((who) => document.parties.nameOf(who));
  const recorded = new Set([readableTime(medication.recorded), ...people]);
  row.put('Ordered or recorded', [...recorded].filter((t) => t !== '').join(', '));
  row.put('Supply', supplyText(medication.supply));
  return {
    row: row.anchor,
    name: row.put('Medication', conceptText(medication.code)),
    sig: row.put('Directions', dosages.map(sigText).filter(Boolean).join('\n')),
    route: row.put('Route', [...new Set(dosages.map((d) => conceptText(d.route)).filter(Boolean))].join(', ')),
    reasons: row.putEach('Reason', medication.reasons.map(conceptText)),
    instruction: row.put(
      'Instructions for the patient',
      dosages
        .map((d) => visible(d.patientInstruction))
        .filter((t) => t !== null)
        .join('\n'),
    ),
    comments: row.put('Comments', noteText(document, medication.notes)),
  };
}
