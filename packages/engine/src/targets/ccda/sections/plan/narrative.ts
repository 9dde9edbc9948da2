import { conceptText } from '../../datatypes/concept.js';
import { readablePeriod, readableTime } from '../../datatypes/time.js';
import type { CcdaDocument } from '../../document.js';
import { noteText } from '../../entry.js';
import { Table } from '../../narrative.js';
import type { Planned } from './item.js';

export const planTable = (): Table =>
  new Table('plan', ['Planned', 'Kind', 'Details', 'Date', 'Status', 'Recorded', 'Reason', 'Comments']);

const KINDS = { act: 'care plan', procedure: 'order' } as const;

export interface PlanAnchors {
  readonly row: string;
  readonly name: string | null;
  /** One for each reason. */
  readonly reasons: readonly (string | null)[];
  readonly comments: string | null;
}

export function narratePlanned(document: CcdaDocument, table: Table, planned: Planned): PlanAnchors {
  const row = table.row();
  row.put('Kind', planned.part === null ? KINDS[planned.form] : 'planned activity');
  row.put('Details', planned.detail === conceptText(planned.code) ? '' : planned.detail);
  row.put('Date', planned.end ? readablePeriod(planned.start, planned.end) : readableTime(planned.start));
  row.put('Status', (planned.status ?? 'not stated') + (planned.negated ? ': must not be done' : ''));
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
