import type { ColumnProfile, DatePart, FoundTrait, PhiGuess, TableProfile } from '../artifacts/source-profile.js';
import { activityOf } from './activity.js';
import type { ColumnFacts } from './column-facts.js';
import { toldDates, toldNumbers, toldPatterns, toldSentinels, toldValues } from './phi/masking.js';
import type { PersonWords } from './phi/person-words.js';
import { toldComment, toldType } from './phi/told-declaration.js';
import type { TableFacts } from './table-work.js';

/** What may be written of a table: values and ranges as far as they tell of nobody. */
export function tableProfile(
  one: TableFacts,
  traits: readonly FoundTrait[],
  snapshotYear: number,
  people: Pick<PersonWords, 'tells'>,
): TableProfile {
  const { table, rows, facts, phi } = one;
  const declared = table.columns.filter((column) => column.key).map((column) => column.name);
  return {
    name: table.name,
    comment: toldComment(table.comment, people),
    rows,
    bytes: facts.reduce((sum, column) => sum + column.bytes, 0),
    columns: facts.map((column, c) => ({
      ...columnProfile(column, phi[c] ?? null, snapshotYear, people),
      ...datePart(one, column.column.name),
    })),
    keys:
      declared.length === 0 ? [] : [{ columns: declared, declared: true, score: 1, reasons: ['declared primary key'] }],
    traits,
    activity: activityOf(one, snapshotYear),
    domain: null,
    patientPath: null,
    eav: null,
  };
}

function columnProfile(
  facts: ColumnFacts,
  phi: PhiGuess | null,
  snapshotYear: number,
  people: Pick<PersonWords, 'tells'>,
): ColumnProfile {
  const { column, kind, nulls, blanks, filled, distinct, lengths } = facts;
  return {
    name: column.name,
    type: toldType(column.type, people),
    cellType: column.cellType,
    comment: toldComment(column.comment, people),
    kind,
    nulls,
    blanks,
    filled,
    distinct,
    lengths,
    numbers: toldNumbers(facts, phi),
    dates: toldDates(facts, phi, snapshotYear),
    patterns: toldPatterns(facts, phi),
    values: toldValues(facts.told),
    sentinels: toldSentinels(facts),
    damaged: facts.damage.reduce((sum, damage) => sum + damage.count, 0),
    ...(facts.damage.length === 0 ? {} : { damage: facts.damage }),
    phi,
    codes: [],
    note: null,
    units: [],
  };
}

function datePart({ splitDates }: TableFacts, name: string): { readonly datePart?: DatePart } {
  for (const { year, month, day } of splitDates) {
    const part = name === year ? 'year' : name === month ? 'month' : name === day ? 'day' : null;
    if (part) return { datePart: { part, columns: [year, month, ...(day === null ? [] : [day])] } };
  }
  return {};
}
