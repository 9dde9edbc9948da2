import type { Join, TableProfile } from '../../artifacts/source-profile.js';
import type { Ranked } from '../ranking.js';
import type { TableView } from '../table-view.js';
import { nameWords } from '../words.js';
import type { RowQuestions } from './row-questions.js';

/** Text that a row of each type must have, for the name of what it names. */
export const NAME_PATHS: Readonly<Record<string, string>> = Object.freeze({
  MedicationRequest: 'medicationCodeableConcept.text',
  MedicationStatement: 'medicationCodeableConcept.text',
  Immunization: 'vaccineCode.text',
  Condition: 'code.text',
  AllergyIntolerance: 'code.text',
  Procedure: 'code.text',
  ServiceRequest: 'code.text',
  Observation: 'code.text',
  DiagnosticReport: 'code.text',
});

export const LISTS: ReadonlySet<string> = new Set(['lookup', 'inventory']);

export const DRUG_WORDS = new Set(['drug', 'medication', 'medicine', 'vaccine', 'pharmaceutical']);

export const speaksOf = (name: string, words: ReadonlySet<string>): boolean =>
  nameWords(name).some(
    (word) => words.has(word.text) || word.readings.some((reading) => reading.some((idea) => words.has(idea))),
  );

const NAME_WORDS = new Set(['name', 'description', 'title', 'label', 'text']);

/** A person's name is never the name of a thing. */
const PEOPLE: ReadonlySet<string> = new Set(['given-name', 'family-name']);

/** The column that says in words what a row of a list is. */
export function nameColumn({ table }: TableView): TableProfile['columns'][number] | null {
  const words = table.columns.filter(
    (column) =>
      column.filled > 0 &&
      column.dates === null &&
      ['text', 'word', 'code'].includes(column.kind) &&
      !PEOPLE.has(column.phi?.kind ?? ''),
  );
  const called = words.filter((column) => speaksOf(column.name, NAME_WORDS));
  const own = called.find((column) => speaksOf(column.name, DRUG_WORDS));
  return own ?? called.sort((a, b) => b.distinct.count - a.distinct.count)[0] ?? null;
}

/** A column of a list that is surely the code or the name of what rows are about. */
const LEAST_COLUMN = 0.4;

type Suggested = ReadonlyMap<string, ReadonlyMap<string, Ranked>>;

/** A list that is called plainly (`Item`), of which a column is surely the code or the name of what rows of a type are about. */
export function isListOf(view: TableView, resource: string, byTable: Suggested): boolean {
  if (!LISTS.has(view.table.domain?.domain ?? 'unknown') || nameColumn(view) === null) return false;
  return [...(byTable.get(view.table.name)?.values() ?? [])].some(({ candidates: [top] }) =>
    isAbout(top?.target ?? '', top?.score ?? 0, resource),
  );
}

function isAbout(target: string, score: number, resource: string): boolean {
  const path = NAME_PATHS[resource]?.replace(/text$/, '');
  return path !== undefined && score >= LEAST_COLUMN && target.startsWith(`${resource}.${path}`);
}

/**
 * The list of what a row's number means where no join was found, for small numbers stand in every key: a column of numbers called as what the row is about, the only
 * list of such things in the source, and not a row whose number is missing from it. null where one of these is not so, or the rows cannot be asked.
 */
export function unjoinedList(
  table: TableProfile,
  resource: string,
  views: readonly TableView[],
  byTable: Suggested,
  rows: RowQuestions | undefined,
): { readonly view: TableView; readonly join: Join } | null {
  const numbers = table.columns.filter(
    (column) =>
      column.kind === 'integer' &&
      column.codes.length === 0 &&
      byTable
        .get(table.name)
        ?.get(column.name)
        ?.candidates.some(({ target, score }) => isAbout(target, score, resource)),
  );
  const [number, ...more] = numbers;
  const [view, ...others] = views.filter((one) => one.table !== table && isListOf(one, resource, byTable));
  const key = view?.table.keys.find((one) => one.columns.length === 1)?.columns[0];
  if (!number || more.length > 0 || !view || others.length > 0 || key === undefined) return null;
  const from = { table: table.name, column: number.name };
  if (rows?.rowsWithout(from, { table: view.table.name, column: key }) !== 0) return null;
  return {
    view,
    join: {
      from: { table: from.table, columns: [from.column] },
      to: { table: view.table.name, columns: [key] },
      ...{ declared: false, score: 0.6, inclusion: 1, orphans: 0, reasons: ['the only list of such things'] },
    },
  };
}
