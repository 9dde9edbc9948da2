import { conceptText } from '../../datatypes/concept.js';
import type { CcdaDocument } from '../../document.js';
import { noteText } from '../../entry.js';
import { Table } from '../../narrative.js';
import { interpretationText, type Measurement, observedText, rangeText, valueText } from '../../observation.js';

const FIXED = ['Date', 'Taken by', 'Comments'];

/** One row for each moment, one column for each sign that the chart has: as a flow sheet. */
export function vitalTable(groups: readonly (readonly Measurement[])[]): Table {
  const signs = new Set(groups.flatMap((group) => group.map(columnOf)));
  return new Table('vitals', [FIXED[0]!, ...signs, FIXED[1]!, FIXED[2]!]);
}

/** Column title of a sign; a name that a fixed column has is told apart. */
function columnOf(measurement: Measurement): string {
  const name = conceptText(measurement.code) || 'Not named';
  return FIXED.includes(name) ? `${name} (sign)` : name;
}

/** Anchors of the cells, one for each measurement, and of the comments. */
export interface VitalAnchors {
  readonly row: string;
  readonly cells: readonly (string | null)[];
  readonly comments: string | null;
}

export function narrateVitals(document: CcdaDocument, table: Table, group: readonly Measurement[]): VitalAnchors {
  const row = table.row();
  row.put('Date', observedText(group[0]!.observation));
  const observations = [...new Set(group.map((m) => m.observation))];
  const takers = observations.flatMap((o) => (o.performer ?? []).map((p) => document.parties.nameOf(p)));
  row.put('Taken by', [...new Set(takers.filter(Boolean))].join(', '));
  const cells = new Map<string, string[]>();
  const places = group.map((measurement) => {
    const column = columnOf(measurement);
    const extra = [
      interpretationText(measurement.measured),
      rangeText(measurement.measured),
      conceptText(measurement.observation.bodySite),
      conceptText(measurement.observation.method),
    ].filter((t) => t !== '');
    const texts = cells.get(column) ?? [];
    cells.set(column, texts);
    texts.push((valueText(measurement.measured) || 'not stated') + (extra.length > 0 ? ` (${extra.join('; ')})` : ''));
    return { column, index: texts.length - 1 };
  });
  const anchors = new Map([...cells].map(([column, texts]) => [column, row.putAll(column, texts)]));
  return {
    row: row.anchor,
    cells: places.map(({ column, index }) => anchors.get(column)?.[index] ?? null),
    comments: row.put(
      'Comments',
      // One note of the source stands with each of its measurements: a reader needs it once.
      [...new Set(observations.map((o) => noteText(document, o.note)))].filter(Boolean).join('\n'),
    ),
  };
}
