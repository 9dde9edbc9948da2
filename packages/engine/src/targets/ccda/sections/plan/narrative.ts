import { conceptText } from '../../datatypes/concept.js';
import { readablePeriod, readableTime } from '../../datatypes/time.js';
import type { CcdaDocument } from '../../document.js';
import { noteText } from '../../entry.js';
import { Table } from '../../narrative.js';
import type { Planned } from './item.js';

export const planTable = (): Table =>
  new Table('plan', ['Planned', 'Kind', 'Details', 'Date', 'Status', 'By whom', 'Recorded', 'Reason', 'Comments']);

const KINDS = {
  act: 'care plan',
  procedure: 'order',
  observation: 'order',
  encounter: 'planned encounter',
  supply: 'supply order',
  immunization: 'recommended immunization',
  nutrition: 'nutrition order',
} as const;

export interface PlanAnchors {
  readonly row: string;
  readonly name: string | null;
  /** One for each reason. */
  readonly reasons: readonly (string | null)[];
  readonly comments: string | null;
}

export function narratePlanned(document: CcdaDocument, table: Table, planned: Planned): PlanAnchors {
  const row = table.row();
  row.put('Kind', planned.part !== null && planned.form === 'act' ? 'planned activity' : KINDS[planned.form]);
  row.put('By whom', document.parties.namesOf(planned.performers));
  row.put('Details', planned.detail === conceptText(planned.code) ? '' : planned.detail);
  row.put('Date', planned.end ? readablePeriod(planned.start, planned.end) : readableTime(planned.start));
  row.put(
    'Status',
    (planned.statusText ?? planned.status ?? 'not stated') + (planned.negated ? ': must not be done' : ''),
  );
  row.put(
    'Recorded',
    [readableTime(planned.recorded), document.parties.nameOf(planned.by)].filter((t) => t !== '').join(', '),
  );
  const reasons = row.putAll('Reason', planned.reasons.map(conceptText));
  return {
    row: row.anchor,
    name: row.put('Planned', conceptText(planned.code)),
    reasons,
    comments: row.put('Comments', noteText(document, planned.notes)),
  };
}
