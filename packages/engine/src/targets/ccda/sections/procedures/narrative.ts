import type { Procedure } from '../../../../chart/fhir.js';
import { conceptText } from '../../datatypes/concept.js';
import { readablePeriod, readableTime } from '../../datatypes/time.js';
import type { CcdaDocument } from '../../document.js';
import { noteText, reasonsOf } from '../../entry.js';
import { Table } from '../../narrative.js';
import { visible } from '../../xml.js';

export const procedureTable = (): Table =>
  new Table('procedure', [
    'Procedure',
    'Codes',
    'Date',
    'Status',
    'Site',
    'Reason',
    'Outcome',
    'Performed by',
    'Recorded by',
    'Place',
    'Comments',
  ]);

export interface ProcedureAnchors {
  readonly row: string;
  readonly name: string | null;
  /** One for each body site that says something. */
  readonly sites: readonly (string | null)[];
  /** One for each reason. */
  readonly reasons: readonly (string | null)[];
  readonly comments: string | null;
}

const performersText = (document: CcdaDocument, procedure: Procedure): string =>
  document.parties.namesOf(procedure.performer?.map((p) => p?.actor));

export function narrateProcedure(document: CcdaDocument, table: Table, procedure: Procedure): ProcedureAnchors {
  const row = table.row();
  row.keep('Procedure');
  row.put('Codes', [...new Set((procedure.code?.coding ?? []).map((c) => c?.code).filter(Boolean))].join(', '));
  row.put(
    'Date',
    readableTime(procedure.performedDateTime) ||
      readablePeriod(procedure.performedPeriod?.start, procedure.performedPeriod?.end) ||
      visible(procedure.performedString),
  );
  const why = conceptText(procedure.statusReason);
  row.put('Status', (procedure.status ?? 'not stated') + (why === '' ? '' : ` (${why})`));
  row.put('Outcome', conceptText(procedure.outcome));
  row.put('Performed by', performersText(document, procedure));
  row.put('Recorded by', document.parties.nameOf(procedure.recorder));
  row.put('Place', document.parties.nameOf(procedure.location));
  return {
    row: row.anchor,
    name: row.put('Procedure', conceptText(procedure.code)),
    sites: row.putEach('Site', (procedure.bodySite ?? []).map(conceptText).filter(Boolean)),
    reasons: row.putEach(
      'Reason',
      reasonsOf(document, procedure.reasonCode, procedure.reasonReference).map(conceptText),
    ),
    comments: row.put('Comments', noteText(document, procedure.note)),
  };
}
