import { conceptText } from '../../datatypes/concept.js';
import type { CcdaDocument } from '../../document.js';
import { noteText } from '../../entry.js';
import { Table } from '../../narrative.js';
import { interpretationText, type Measurement, observedText, rangeText, valueText } from '../../observation.js';

const DATE = 'Date';
const TAKEN_BY = 'Taken by';
const COMMENTS = 'Comments';
const FIXED = [DATE, TAKEN_BY, COMMENTS];

/** One row for each moment, one column for each sign that the chart has: as a flow sheet. */
export function vitalTable(groups: readonly (readonly Measurement[])[]): Table {
  const signs = new Set<string>();
  for (const group of groups) for (const measurement of group) signs.add(columnOf(measurement));
  return new Table('vitals', [DATE, ...signs, TAKEN_BY, COMMENTS]);
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
  row.put(DATE, observedText(group[0]!.observation));
  const takers: string[] = [];
  const notes: string[] = [];
  const columns = new Map<string, number[]>();
  let before: Measurement['observation'] | null = null;
  for (const [place, measurement] of group.entries()) {
    const { observation } = measurement;
    // The measurements of an observation stand together.
    if (observation !== before) {
      for (const performer of observation.performer ?? []) addOnce(takers, document.parties.nameOf(performer));
      // One note of the source stands with each of its measurements: a reader needs it once.
      addOnce(notes, noteText(document, observation.note));
      before = observation;
    }
    const column = columnOf(measurement);
    const places = columns.get(column);
    if (places === undefined) columns.set(column, [place]);
    else places.push(place);
  }
  row.put(TAKEN_BY, takers.join(', '));
  const cells: (string | null)[] = [];
  for (const [column, places] of columns) {
    const anchors = row.putAll(
      column,
      places.map((place) => signText(group[place]!)),
    );
    for (const [i, place] of places.entries()) cells[place] = anchors[i] ?? null;
  }
  return { row: row.anchor, cells, comments: row.put(COMMENTS, notes.join('\n')) };
}

function addOnce(texts: string[], text: string): void {
  if (text !== '' && !texts.includes(text)) texts.push(text);
}

/** A value with all that is said of it. */
function signText({ measured, observation }: Measurement): string {
  let extra = interpretationText(measured);
  for (const words of [rangeText(measured), conceptText(observation.bodySite), conceptText(observation.method)])
    if (words !== '') extra = extra === '' ? words : `${extra}; ${words}`;
  const value = valueText(measured) || 'not stated';
  return extra === '' ? value : `${value} (${extra})`;
}
