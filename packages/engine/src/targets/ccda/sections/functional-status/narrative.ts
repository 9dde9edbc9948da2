import { conceptText } from '../../datatypes/concept.js';
import type { CcdaDocument } from '../../document.js';
import { noteText } from '../../entry.js';
import { Table } from '../../narrative.js';
import { interpretationText, type Measurement, observedText, rangeText, valueText } from '../../observation.js';

export const statusTable = (prefix: string): Table =>
  new Table(prefix, [
    'Element',
    'Value',
    'Flag',
    'Reference range',
    'Date',
    'Status',
    'Method',
    'Recorded by',
    'Comments',
  ]);

export interface StatusAnchors {
  readonly row: string;
  readonly name: string | null;
  readonly value: string | null;
  readonly comments: string | null;
}

export function narrateStatus(document: CcdaDocument, table: Table, measurement: Measurement): StatusAnchors {
  const { observation, measured } = measurement;
  const row = table.row();
  row.put('Flag', interpretationText(measured));
  row.put('Reference range', rangeText(measured));
  row.put('Date', observedText(observation));
  row.put('Status', observation.status ?? 'not stated');
  row.put('Method', conceptText(observation.method));
  row.put('Recorded by', document.parties.namesOf(observation.performer));
  return {
    row: row.anchor,
    name: row.put('Element', conceptText(measurement.code)),
    value: row.put('Value', valueText(measured)),
    comments: (measurement.component ?? 0) === 0 ? row.put('Comments', noteText(document, observation.note)) : null,
  };
}
