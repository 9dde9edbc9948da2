import type { Join, SourceProfile } from '../artifacts/source-profile.js';
import { dayOfText } from './calendar-days.js';
import { ColumnCollector } from './column-collector.js';
import { type ColumnFacts, factsOf } from './column-facts.js';
import { nameHabit } from './glued-prefix.js';
import type { DeclaredColumn, DeclaredTable, ProfileInput } from './input.js';
import { tellableValues } from './phi/masking.js';
import { type NamedPhi, phiByName, subjectOf } from './phi/name-guess.js';
import { PersonWords } from './phi/person-words.js';
import { isTestName } from './phi/test-names.js';
import { EXACT_SLOTS, type SlotBudget } from './sketch.js';
import { tableFacts } from './table-facts.js';
import { tableProfile } from './table-profile.js';
import type { TableFacts } from './table-work.js';
import { traitsOf } from './traits.js';

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
  /** Knows the names and numbers that the source keeps of its people: what it tells of is written nowhere. */
  readonly people: Pick<PersonWords, 'tells'>;
}

interface ColumnWork {
  readonly collector: ColumnCollector;
  testNames: number;
}

interface TableWork {
  readonly table: DeclaredTable;
  readonly columns: readonly ColumnWork[];
  rows: number;
}

/**
 * Reads all rows once and tells everything that columns and tables show of themselves. Memory is bounded by the number of columns, whatever
 * the number of rows. `profile` holds no PHI: docs/adr/0026 says what is told. Rows of tables that are not declared are passed over.
 */
export async function profileSource(input: ProfileInput, options: ProfileOptions = {}): Promise<ProfiledSource> {
  const people = new PersonWords();
  return toldSource(await readSource(input, people, options), people);
}

/** Profiles several sources of one place, in their order: a name or number that one of them keeps of its people is told of no column of any. */
export async function profileSources(
  inputs: readonly ProfileInput[],
  options: ProfileOptions = {},
): Promise<ProfiledSource[]> {
  const people = new PersonWords();
  const read: ReadSource[] = [];
  let before = 0;
  for (const input of inputs) {
    let own = 0;
    const onProgress = (rows: number): void => {
      own = rows;
      options.onProgress?.(before + rows);
    };
    read.push(await readSource(input, people, { ...options, onProgress }));
    before += own;
  }
  return read.map((one) => toldSource(one, people));
}

/** What the pass over one source left: nothing of it is masked, since names may still come from another source. */
interface ReadSource {
  readonly input: ProfileInput;
  readonly year: number;
  readonly tables: readonly TableFacts[];
}

async function readSource(input: ProfileInput, people: PersonWords, options: ProfileOptions): Promise<ReadSource> {
  const today = dayOfText(input.snapshotAt) ?? 99991231;
  const work = new Map<string, TableWork>();
  let current: TableWork | undefined;
  const budget: SlotBudget = {
    left: EXACT_SLOTS,
    // Tables before the one that is read are most likely over: their counts are closed, the first ones first.
    makeRoom(slots) {
      for (const one of work.values()) {
        if (one === current) continue;
        for (const { collector } of one.columns) if (budget.left < slots) collector.exact.close();
      }
    },
  };
  for (const table of input.tables) {
    const subject = subjectOf(table.name);
    const { spoken } = nameHabit(table.columns.map((column) => column.name));
    const columns = table.columns.map((column) =>
      columnWork(column, phiByName(spoken(column.name), subject), today, budget, people),
    );
    work.set(table.name, { table, columns, rows: 0 });
  }
  let rows = 0;
  for await (const batch of input.rows(options.signal)) {
    options.signal?.throwIfAborted();
    const found = work.get(batch.table);
    if (!found) continue;
    // What a table holds back for its next rows is worked off when another one's begin.
    if (current && current !== found) for (const { collector } of current.columns) collector.rest();
    current = found;
    for (const [c, { collector }] of found.columns.entries()) collector.add(batch.columns[c] ?? [], batch.rowCount);
    found.rows += batch.rowCount;
    rows += batch.rowCount;
    options.onProgress?.(rows);
  }
  const year = Math.floor(today / 10000);
  const tables = [...work.values()].map(({ table, columns, rows: tableRows }) => {
    const facts = columns.map((column) => {
      column.collector.settle();
      return factsOf(column.collector, column.testNames);
    });
    return tableFacts(table, tableRows, facts, year);
  });
  return { input, year, tables };
}

function toldSource({ input, year, tables: untold }: ReadSource, people: PersonWords): ProfiledSource {
  const tables = untold.map((one) => ({
    ...one,
    facts: one.facts.map((column, c) => ({ ...column, told: tellableValues(column, one.phi[c] ?? null, people) })),
  }));
  const traits = traitsOf(tables);
  return {
    profile: {
      chartlift: 'profile/1',
      source: input.source,
      format: input.format,
      product: input.product,
      snapshotAt: input.snapshotAt,
      tables: tables.map((one, t) => tableProfile(one, traits[t] ?? [], year, people)),
      joins: input.tables.flatMap(declaredJoins),
    },
    facts: new Map(
      tables.map(({ table, facts }) => [table.name, new Map(facts.map((column) => [column.column.name, column]))]),
    ),
    tables: input.tables,
    people,
  };
}

/** A column whose name says that it holds names or numbers of people is watched: what stands in it is told of no other column. */
function columnWork(
  column: DeclaredColumn,
  named: NamedPhi | null,
  today: number,
  budget: SlotBudget,
  people: PersonWords,
): ColumnWork {
  const kind = named !== null && named.score >= 0.8 ? named.kind : null;
  const work = { testNames: 0 };
  const watch = ((): ((value: string, rows: number, hash: number) => void) | null => {
    switch (kind) {
      case 'name':
      case 'given-name':
      case 'family-name':
        return (value, rows, hash) => {
          people.addName(value, hash);
          if (isTestName(value)) work.testNames += rows;
        };
      case 'ssn':
      case 'mrn':
      case 'phone':
      case 'email':
      case 'account':
        return (value, _rows, hash) => people.addIdentifier(value, hash);
      default:
        return null;
    }
  })();
  return Object.assign(work, { collector: new ColumnCollector(column, today, budget, watch) });
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
