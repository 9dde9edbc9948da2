import { conceptText } from '../../datatypes/concept.js';
import { readablePeriod, readableTime } from '../../datatypes/time.js';
import type { CcdaDocument } from '../../document.js';
import { noteText } from '../../entry.js';
import { Table } from '../../narrative.js';
import { interpretationText, type Measurement, observedText, rangeText, valueText } from '../../observation.js';
import { visible } from '../../xml.js';
import type { Panel } from './panels.js';

export const panelTable = (): Table => new Table('report', ['Panel', 'Date', 'Status', 'Performed by', 'Conclusion']);
export const resultTable = (): Table =>
  new Table('result', [
    'Panel',
    'Test',
    'Value',
    'Interpretation',
    'Reference range',
    'Date',
    'Reported',
    'Status',
    'Method',
    'Comments',
  ]);

export interface ResultAnchors {
  readonly row: string;
  readonly name: string | null;
  readonly value: string | null;
  readonly comments: string | null;
}

export interface PanelAnchors {
  readonly row: string;
  /** null where the report has no name. */
  readonly name: string | null;
}

/** A row for a report; observations alone have none, their result row says all. */
export function narratePanel(document: CcdaDocument, table: Table, panel: Panel): PanelAnchors | null {
  if (!panel.report) return null;
  const { resource } = panel.report;
  const row = table.row();
  row.put(
    'Date',
    readableTime(resource.effectiveDateTime) ||
      readablePeriod(resource.effectivePeriod?.start, resource.effectivePeriod?.end) ||
      readableTime(resource.issued),
  );
  row.put('Status', resource.status ?? 'not stated');
  row.put('Performed by', document.parties.namesOf(panel.performers));
  row.put('Conclusion', visible(resource.conclusion));
  return { row: row.anchor, name: row.put('Panel', conceptText(panel.code)) };
}

export function narrateResult(
  document: CcdaDocument,
  table: Table,
  panel: Panel,
  measurement: Measurement,
): ResultAnchors {
  const { observation, measured } = measurement;
  const row = table.row();
  if (panel.report || measurement.component !== null) row.put('Panel', conceptText(panel.code));
  row.put('Interpretation', interpretationText(measured));
  row.put('Reference range', rangeText(measured));
  row.put('Date', observedText(observation));
  if (observation.issued !== observation.effectiveDateTime) row.put('Reported', readableTime(observation.issued));
  row.put('Status', observation.status ?? 'not stated');
  row.put('Method', conceptText(observation.method));
  return {
    row: row.anchor,
    name: row.put('Test', conceptText(measurement.code)),
    value: row.put('Value', valueText(measured)),
    comments:
      measurement.component === null || measurement.component === 0
        ? row.put('Comments', noteText(document, observation.note))
        : null,
  };
}
