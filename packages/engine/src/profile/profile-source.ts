import type {
  ColumnProfile,
  Join,
  PhiGuess,
  SourceProfile,
  TableActivity,
  TableProfile,
} from '../artifacts/source-profile.js';
import { dayOfText, isoDay } from './calendar-days.js';
import { ColumnCollector } from './column-collector.js';
import { type ColumnFacts, factsOf } from './column-facts.js';
import type { DeclaredTable, ProfileInput } from './input.js';
import { toldDates, toldNumbers, toldPatterns, toldValues } from './phi/masking.js';
import { subjectOf } from './phi/name-guess.js';
import { PersonWords } from './phi/person-words.js';
import { isOfPeople, phiOf, type TableContext } from './phi/phi-guess.js';
import { EXACT_SLOTS } from './sketch.js';

export interface ProfileOptions {
  readonly signal?: AbortSignal;
  /** Rows read so far, of all tables. */
  readonly onProgress?: (rows: number) => void;
}

/** A profile, and beside it what is only for work in memory: values as they stand. Never write or show `facts`. */
export interface ProfiledSource {
  readonly profile: SourceProfile;
  /** By table and column name. */
  readonly facts: ReadonlyMap<string, ReadonlyMap<string, ColumnFacts>>;
  readonly tables: readonly DeclaredTable[];
}

interface TableWork {
  readonly table: DeclaredTable;
  readonly collectors: readonly ColumnCollector[];
  rows: number;
}

/**
 * Reads all rows once and tells everything that columns and tables show of themselves. Memory is bounded by the number of columns, whatever the
 * number of rows. `profile` holds no PHI: see docs/adr/0023.
 */
export async function profileSource(input: ProfileInput, options: ProfileOptions = {}): Promise<ProfiledSource> {
  const today = dayOfText(input.snapshotAt) ?? 99991231;
  const work = new Map<string, TableWork>();
  for (const table of input.tables) {
    const budget = { left: EXACT_SLOTS };
    work.set(table.name, {
      table,
      collectors: table.columns.map((column) => new ColumnCollector(column, today, budget)),
      rows: 0,
    });
  }
  let rows = 0;
  let current: TableWork | undefined;
  for await (const batch of input.rows(options.signal)) {
    const found = work.get(batch.table);
    if (!found) continue;
    // What a table holds back for its next rows is worked off when another one's begin.
    if (current && current !== found) for (const collector of current.collectors) collector.settle();
    current = found;
    for (const [c, collector] of found.collectors.entries()) collector.add(batch.columns[c] ?? [], batch.rowCount);
    found.rows += batch.rowCount;
    rows += batch.rowCount;
    options.onProgress?.(rows);
  }
  const tables = [...work.values()].map(({ table, collectors, rows }) => ({
    table,
    rows,
    facts: collectors.map(factsOf),
  }));
  const people = new PersonWords();
  const guessed = tables.map((one) => ({ ...one, phi: guessPhi(one, Math.floor(today / 10000)) }));
  for (const { facts, phi } of guessed)
    for (const [c, column] of facts.entries()) rememberPeople(people, column, phi[c] ?? null);
  return {
    profile: {
      chartlift: 'profile/1',
      source: input.source,
      format: input.format,
      product: input.product,
      snapshotAt: input.snapshotAt,
      tables: guessed.map((one) => tableProfile(one, people, Math.floor(today / 10000))),
      joins: input.tables.flatMap(declaredJoins),
    },
    facts: new Map(
      guessed.map(({ table, facts }) => [table.name, new Map(facts.map((column) => [column.column.name, column]))]),
    ),
    tables: input.tables,
  };
}

interface TableFacts {
  readonly table: DeclaredTable;
  readonly rows: number;
  readonly facts: readonly ColumnFacts[];
}

function guessPhi({ table, facts, rows }: TableFacts, year: number): (PhiGuess | null)[] {
  const subject = subjectOf(table.name);
  const names = table.columns.map((column) => column.name);
  const ofPeople = isOfPeople(subject, names);
  const context: TableContext = {
    subject,
    ofPeople,
    lookup: !ofPeople && rows > 0 && rows <= 2000 && table.columns.length <= 12,
    year,
  };
  return facts.map((column) => phiOf(column, context));
}

/** Only what the name of the column is sure of: a guess by values would make common words names. */
function rememberPeople(people: PersonWords, facts: ColumnFacts, phi: PhiGuess | null): void {
  if (!phi || phi.score < 0.8) return;
  const values = [...facts.frequent, ...facts.sample];
  if (phi.kind === 'name' || phi.kind === 'given-name' || phi.kind === 'family-name')
    for (const { value } of values) people.addName(value);
  else if (phi.kind !== 'free-text' && phi.kind !== 'city' && phi.kind !== 'date' && phi.kind !== 'image')
    for (const { value } of values) people.addIdentifier(value);
}

function tableProfile(
  one: TableFacts & { phi: readonly (PhiGuess | null)[] },
  people: PersonWords,
  year: number,
): TableProfile {
  const { table, rows, facts, phi } = one;
  const columns = facts.map((column, c) => columnProfile(column, phi[c]!, people, year));
  const declared = table.columns.filter((column) => column.key).map((column) => column.name);
  return {
    name: table.name,
    comment: table.comment,
    rows,
    bytes: facts.reduce((sum, column) => sum + column.bytes, 0),
    columns,
    keys:
      declared.length === 0 ? [] : [{ columns: declared, declared: true, score: 1, reasons: ['declared primary key'] }],
    traits: rows === 0 ? [{ trait: 'empty', reasons: ['no rows'] }] : [],
    activity: activityOf(facts, phi),
    domain: null,
    patientPath: null,
    eav: null,
  };
}

function columnProfile(facts: ColumnFacts, phi: PhiGuess | null, people: PersonWords, year: number): ColumnProfile {
  const { column } = facts;
  return {
    name: column.name,
    type: column.type,
    cellType: column.cellType,
    comment: column.comment,
    kind: facts.kind,
    nulls: facts.nulls,
    blanks: facts.blanks,
    filled: facts.filled,
    distinct: facts.distinct,
    lengths: facts.lengths,
    numbers: toldNumbers(facts, phi),
    dates: toldDates(facts, phi, year),
    patterns: toldPatterns(facts, phi),
    values: toldValues(facts, phi, people),
    sentinels: facts.sentinels,
    damaged: facts.damage.reduce((sum, damage) => sum + damage.count, 0),
    phi,
    codes: [],
    note: null,
    units: [],
  };
}

/** By the date column with the most days that is no birth date. */
function activityOf(facts: readonly ColumnFacts[], phi: readonly (PhiGuess | null)[]): TableActivity | null {
  let best: ColumnFacts | null = null;
  let bestCount = 0;
  facts.forEach((column, c) => {
    const count = column.dates?.days.count ?? 0;
    if (phi[c]?.kind !== 'birth-date' && count > bestCount) {
      best = column;
      bestCount = count;
    }
  });
  const found = best as ColumnFacts | null;
  if (!found?.dates) return null;
  const { days } = found.dates;
  return {
    column: found.column.name,
    first: isoDay(days.least).slice(0, 4),
    last: isoDay(days.most).slice(0, 4),
    years: Object.fromEntries([...days.years].sort((a, b) => a[0] - b[0]).map(([year, rows]) => [String(year), rows])),
  };
}

const declaredJoins = (table: DeclaredTable): Join[] =>
  table.references.map((reference) => ({
    from: { table: table.name, columns: reference.columns },
    to: { table: reference.referencesTable, columns: reference.referencesColumns },
    declared: true,
    score: 1,
    inclusion: null,
    orphans: null,
    reasons: ['declared foreign key'],
  }));
