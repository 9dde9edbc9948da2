import type { PhiGuess } from '../artifacts/source-profile.js';
import type { ColumnFacts } from './column-facts.js';
import { splitDates } from './date-parts.js';
import { nameHabit } from './glued-prefix.js';
import type { DeclaredTable } from './input.js';
import { lookupShape } from './lookup-shape.js';
import { subjectOf } from './phi/name-guess.js';
import { isOfPeople, phiOf, type TableContext } from './phi/phi-guess.js';
import type { TableFacts } from './table-work.js';

/** What the columns of a table say of each other: whether it is of people or a list, what in it identifies people, which columns are one date. */
export function tableFacts(
  table: DeclaredTable,
  rows: number,
  facts: readonly ColumnFacts[],
  year: number,
): TableFacts {
  const subject = subjectOf(table.name);
  const { spoken } = nameHabit(table.columns.map((column) => column.name));
  const ofPeople = isOfPeople(
    subject,
    facts.filter((column) => column.filled > 0 || rows === 0).map((column) => spoken(column.column.name)),
  );
  const lookup = subject.people ? null : lookupShape(table.name, rows, facts, ofPeople);
  const split = splitDates(facts);
  const context: TableContext = {
    subject,
    ofPeople: ofPeople && lookup === null,
    lookup: lookup !== null,
    spoken,
    year,
  };
  const phi = facts.map((column): PhiGuess | null => {
    const guess = phiOf(column, context);
    const part = split.some(({ year: y, month, day }) => [y, month, day].includes(column.column.name));
    if (guess || !part || !context.ofPeople) return guess;
    return { kind: 'date', score: 0.8, reasons: ['part of a date in a table whose rows are of people'] };
  });
  return { table, rows, facts, phi, subject, ofPeople: context.ofPeople, lookup, splitDates: split };
}
