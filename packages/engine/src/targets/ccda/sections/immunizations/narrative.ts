import type { CodeableConcept, Immunization } from '../../../../chart/fhir.js';
import { conceptText } from '../../datatypes/concept.js';
import { quantityText } from '../../datatypes/quantity.js';
import { readableTime } from '../../datatypes/time.js';
import type { CcdaDocument } from '../../document.js';
import { noteText, reasonsOf } from '../../entry.js';
import { Table } from '../../narrative.js';
import { visible } from '../../xml.js';

export const immunizationTable = (): Table =>
  new Table('immunization', [
    'Vaccine',
    'Date',
    'Status',
    'Reason',
    'Dose',
    'Series',
    'Route',
    'Site',
    'Lot',
    'Expires',
    'Manufacturer',
    'Given by',
    'Others involved',
    'Place',
    'Recorded',
    'Comments',
  ]);

export interface ImmunizationAnchors {
  readonly row: string;
  readonly name: string | null;
  /** Why it was not given. */
  readonly reason: string | null;
  /** Why it was given or not given, one for each of {@link immunizationReasons}. */
  readonly reasons: readonly (string | null)[];
  readonly route: string | null;
  readonly site: string | null;
  readonly comments: string | null;
}

/** Who gave it: the administering provider, else the first performer that is named. */
export function administrator(immunization: Immunization): NonNullable<Immunization['performer']>[number] | undefined {
  const performers = (immunization.performer ?? []).filter(Boolean);
  return performers.find((p) => (p.function?.coding ?? []).some((c) => c?.code === 'AP')) ?? performers[0];
}

/** Why it was given or not given; the reason of a status that is no refusal stands first among them. */
export const immunizationReasons = (document: CcdaDocument, immunization: Immunization): readonly CodeableConcept[] =>
  reasonsOf(
    document,
    [
      immunization.status === 'not-done' ? null : (immunization.statusReason ?? null),
      ...(immunization.reasonCode ?? []),
    ],
    null,
  );

export function narrateImmunization(
  document: CcdaDocument,
  table: Table,
  immunization: Immunization,
): ImmunizationAnchors {
  const row = table.row();
  row.keep('Vaccine');
  row.put('Date', readableTime(immunization.occurrenceDateTime) || visible(immunization.occurrenceString));
  row.put('Status', immunization.status === 'not-done' ? 'not given' : (immunization.status ?? 'not stated'));
  row.put('Dose', quantityText(immunization.doseQuantity));
  const protocol = immunization.protocolApplied?.[0];
  const number = protocol?.doseNumberPositiveInt ?? protocol?.doseNumberString;
  row.put('Series', number === undefined || number === null ? null : `dose ${String(number)}`);
  row.put('Lot', immunization.lotNumber);
  row.put('Expires', readableTime(immunization.expirationDate));
  row.put('Manufacturer', document.parties.nameOf(immunization.manufacturer));
  const giver = administrator(immunization);
  row.put('Given by', document.parties.nameOf(giver?.actor));
  // The entry has one performer (CONF:1198-8849): who ordered it stands here alone.
  const others = (immunization.performer ?? []).filter((one) => one && one !== giver);
  row.put('Others involved', document.parties.namesOf(others.map((one) => one.actor)));
  row.put('Place', document.parties.nameOf(immunization.location));
  row.put('Recorded', readableTime(immunization.recorded));
  const [reason = null, ...reasons] = row.putAll('Reason', [
    immunization.status === 'not-done' ? conceptText(immunization.statusReason) : null,
    ...immunizationReasons(document, immunization).map(conceptText),
  ]);
  return {
    row: row.anchor,
    name: row.put('Vaccine', conceptText(immunization.vaccineCode)),
    reason,
    reasons,
    route: row.put('Route', conceptText(immunization.route)),
    site: row.put('Site', conceptText(immunization.site)),
    comments: row.put('Comments', noteText(document, immunization.note)),
  };
}
