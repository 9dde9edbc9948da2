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
  const takers = new Set<string>();
  const notes = new Set<string>();
  const columns = new Map<string, string[]>();
  const places: { readonly column: string; readonly index: number }[] = [];
  let before: Measurement['observation'] | null = null;
  for (const measurement of group) {
    const { observation } = measurement;
    // The measurements of an observation stand together.
    if (observation !== before) {
      for (const performer of observation.performer ?? []) takers.add(document.parties.nameOf(performer));
      // One note of the source stands with each of its measurements: a reader needs it once.
      notes.add(noteText(document, observation.note));
      before = observation;
    }
    const column = columnOf(measurement);
    const texts = columns.get(column);
    places.push({ column, index: texts?.length ?? 0 });
    if (texts === undefined) columns.set(column, [signText(measurement)]);
    else texts.push(signText(measurement));
  }
  row.put(TAKEN_BY, told(takers, ', '));
  const anchors = new Map<string, readonly (string | null)[]>();
  for (const [column, texts] of columns) anchors.set(column, row.putAll(column, texts));
  return {
    row: row.anchor,
    cells: places.map(({ column, index }) => anchors.get(column)?.[index] ?? null),
    comments: row.put(COMMENTS, told(notes, '\n')),
  };
}

/** A value with all that is said of it. */
function signText({ measured, observation }: Measurement): string {
  let extra = interpretationText(measured);
  for (const words of [rangeText(measured), conceptText(observation.bodySite), conceptText(observation.method)])
    if (words !== '') extra = extra === '' ? words : `${extra}; ${words}`;
  const value = valueText(measured) || 'not stated';
  return extra === '' ? value : `${value} (${extra})`;
}

function told(texts: ReadonlySet<string>, between: string): string {
  let all = '';
  for (const text of texts) if (text !== '') all += all === '' ? text : between + text;
  return all;
}
