import type { Condition, Encounter } from '../../../../chart/fhir.js';
import { conceptText } from '../../datatypes/concept.js';
import { readablePeriod, readableTime } from '../../datatypes/time.js';
import type { CcdaDocument } from '../../document.js';
import { conceptsText, reasonsOf } from '../../entry.js';
import { Table } from '../../narrative.js';
import { visible } from '../../xml.js';

export const encounterTable = (): Table =>
  new Table('encounter', [
    'Encounter',
    'Class',
    'Date',
    'Status',
    'Reason',
    'Diagnoses',
    'Seen by',
    'Place',
    'Organization',
    'Discharged to',
  ]);

export interface EncounterAnchors {
  readonly row: string;
  readonly name: string | null;
  /** One for each reason. */
  readonly reasons: readonly (string | null)[];
  /** One for each of {@link diagnosesOf}. */
  readonly diagnoses: readonly (string | null)[];
}

/** Conditions of the chart that the encounter names as its diagnoses. */
export function diagnosesOf(
  document: CcdaDocument,
  encounter: Encounter,
): readonly (Condition & { resourceType: string; id: string })[] {
  return (encounter.diagnosis ?? [])
    .map((d) => document.resolve<Condition>(d?.condition))
    .filter((c) => c !== null)
    .filter((c) => c.resourceType === 'Condition');
}

export function narrateEncounter(document: CcdaDocument, table: Table, encounter: Encounter): EncounterAnchors {
  const row = table.row();
  const kind = conceptsText(encounter.type);
  row.put('Class', visible(encounter.class?.display) ?? visible(encounter.class?.code));
  const { start, end } = encounter.period ?? {};
  row.put('Date', end ? readablePeriod(start, end) : readableTime(start));
  row.put('Status', encounter.status ?? 'not stated');
  row.put('Seen by', document.parties.namesOf(encounter.participant?.map((p) => p?.individual)));
  row.put('Place', document.parties.namesOf(encounter.location?.map((l) => l?.location)));
  row.put('Organization', document.parties.nameOf(encounter.serviceProvider));
  row.put('Discharged to', conceptText(encounter.hospitalization?.dischargeDisposition));
  return {
    row: row.anchor,
    name: row.put('Encounter', kind),
    reasons: row.putEach(
      'Reason',
      reasonsOf(document, encounter.reasonCode, encounter.reasonReference).map(conceptText),
    ),
    diagnoses: row.putAll(
      'Diagnoses',
      diagnosesOf(document, encounter).map((c) => conceptText(c.code)),
    ),
  };
}
