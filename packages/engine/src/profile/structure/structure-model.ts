import type { ColumnProfile, TableProfile } from '../../artifacts/source-profile.js';
import type { ColumnFacts } from '../column-facts.js';
import { type NameHabit, nameHabit } from '../glued-prefix.js';
import type { ProfiledSource } from '../profile-source.js';
import type { ValueSketch } from '../sketch.js';
import { hashOfValue } from '../value-scan.js';
import { IDEA_OF, KEY_WORDS, SATELLITE_WORDS, TABLE_NOISE } from './entity-words.js';
import { ideaOf, singular, splitCompounds, splitKeyEndings, withoutKeyWords, wordsOf } from './name-words.js';

/** A table as the search for keys and joins sees it. */
export interface ModelTable {
  readonly profile: TableProfile;
  readonly name: string;
  /** Ideas of its name's words without those that only say how it is kept. */
  readonly entity: readonly string[];
  /** The name's words written together, in the singular: all, and without those that say how it is kept. */
  readonly joined: string;
  readonly core: string;
  /** The last word of what it is of, as it is spelled, in the singular. */
  readonly head: string;
  /** True where the name says that rows add to those of another table. */
  readonly satellite: boolean;
  readonly columns: readonly ModelColumn[];
  readonly primaryKey: readonly string[];
  readonly prefix: string | null;
}

export interface ModelColumn {
  readonly table: ModelTable;
  readonly profile: ColumnProfile;
  readonly name: string;
  /** Words of the name, without the prefix that the table's columns share. */
  readonly words: readonly string[];
  /** Ideas of the words without key words at the end. */
  readonly entity: readonly string[];
  /** The last of these words as it is spelled, in the singular. */
  readonly head: string;
  /** The same words written together, in the singular, as {@link ModelTable.joined}. */
  readonly joined: string;
  /** The name in one spelling, to compare names of columns: without the table's prefix, and whole. */
  readonly spelling: string;
  readonly whole: string;
  /** May hold keys at all: integers, codes, words, GUIDs of the length of keys. */
  readonly keyLike: boolean;
  readonly integers: boolean;
  readonly facts: ColumnFacts | null;
  readonly sketch: ValueSketch | null;
  /** Hashes of values that stand for "none". */
  readonly leftOut: ReadonlySet<number>;
  /** Distinct values without those that stand for "none". */
  readonly distinct: number;
  /** 1 where no value repeats; the share of distinct among filled values else. */
  readonly uniqueness: number;
}

const KEY_KINDS: ReadonlySet<string> = new Set(['integer', 'boolean', 'code', 'word', 'guid', 'empty']);
const KEY_TYPES: ReadonlySet<string> = new Set(['text', 'integer', 'decimal', 'guid', 'unknown']);
const LONGEST_KEY = 64;
const NO_VALUES = ['0', '-1', ''];

export interface StructureModel {
  readonly tables: readonly ModelTable[];
  /** Hash of a value's text as the sketches take it. */
  hash(text: string): number;
  table(name: string): ModelTable | undefined;
  column(table: string, column: string): ModelColumn | undefined;
}

/** Reads names, keys and sketches of a profile into the form that the search for joins works on. */
export function structureModel({ profile, facts }: Pick<ProfiledSource, 'profile' | 'facts'>): StructureModel {
  const none = NO_VALUES.map((text) => hashOfValue(text));
  const names = new Set(profile.tables.map((table) => tableWords(table.name).join(' ')));
  const known = new Set(
    profile.tables.flatMap((table) => tableWords(table.name).flatMap((word) => [word, singular(word)])),
  );
  const tables = profile.tables.map((table) => modelTable(table, facts.get(table.name), none, known, names));
  const byName = new Map(tables.map((table) => [table.name, table]));
  const byColumn = new Map(
    tables.flatMap((table) => table.columns.map((column) => [`${table.name}\n${column.name}`, column] as const)),
  );
  return {
    tables,
    hash: hashOfValue,
    table: (name) => byName.get(name),
    column: (table, column) => byColumn.get(`${table}\n${column}`),
  };
}

/** Words of a table's name without that of its schema. */
const tableWords = (name: string): string[] => wordsOf(name.slice(name.lastIndexOf('.') + 1));

function modelTable(
  profile: TableProfile,
  facts: ReadonlyMap<string, ColumnFacts> | undefined,
  none: readonly number[],
  known: ReadonlySet<string>,
  names: ReadonlySet<string>,
): ModelTable {
  const raw = tableWords(profile.name);
  const bare = splitCompounds(raw, (word) => known.has(word) && !raw.includes(word));
  const kept = bare.filter((word) => !TABLE_NOISE.has(word) && !/^\d+$/.test(word));
  const own = kept.filter((word) => !SATELLITE_WORDS.has(word));
  // `PAT_ENC_2` beside `PAT_ENC`: more columns of the same rows.
  const base = raw.join(' ').replace(/ ?\d+$/, '');
  const isContinued = base !== raw.join(' ') && names.has(base);
  const columns: ModelColumn[] = [];
  const habit = nameHabit(profile.columns.map((column) => column.name));
  const entity = ideas(own.length > 0 ? own : kept.length > 0 ? kept : bare);
  const table: ModelTable = {
    profile,
    name: profile.name,
    entity,
    joined: singular(raw.join('')),
    core: singular(raw.filter((word) => !TABLE_NOISE.has(word)).join('')),
    head: singular((own.length > 0 ? own : kept.length > 0 ? kept : bare).at(-1) ?? ''),
    satellite: (own.length > 0 && own.length < kept.length) || isContinued,
    columns,
    primaryKey: profile.keys.find((key) => key.declared)?.columns ?? [],
    prefix:
      ownPrefix(habit, entity, known) ??
      sharedPrefix(profile.columns.map((column) => wordsOf(habit.spoken(column.name)))),
  };
  for (const column of profile.columns)
    columns.push(modelColumn(table, habit, column, facts?.get(column.name) ?? null, none, known));
  return table;
}

function modelColumn(
  table: ModelTable,
  habit: NameHabit,
  profile: ColumnProfile,
  facts: ColumnFacts | null,
  none: readonly number[],
  known: ReadonlySet<string>,
): ModelColumn {
  const all = wordsOf(habit.spoken(profile.name));
  const plain = splitKeyEndings(
    table.prefix !== null && all[0] === table.prefix && all.length > 1 ? all.slice(1) : all,
  );
  const words = splitCompounds(plain, (word) => known.has(word));
  const sketch = facts?.sketch ?? null;
  const isKey = table.primaryKey.length === 1 && table.primaryKey[0] === profile.name;
  const integers = profile.kind === 'integer' || (facts?.numbers?.integers ?? false);
  const texts = [...none, ...(isKey ? [] : profile.sentinels.map((s) => hashOfValue(s.value)))];
  const leftOut = new Set(sketch === null ? texts : texts.filter((hash) => sketch.hashes.includes(hash)));
  const short = profile.lengths === null || profile.lengths.most <= LONGEST_KEY;
  const named = KEY_WORDS.has(words.at(-1) ?? '');
  return {
    table,
    profile,
    name: profile.name,
    words,
    entity: ideas(withoutKeyWords(words)),
    head: singular(withoutKeyWords(words).at(-1) ?? ''),
    joined: singular(withoutKeyWords(plain).join('')),
    spelling: words.join(' '),
    whole: all.join(''),
    keyLike:
      short &&
      (isKey ||
        ((KEY_TYPES.has(profile.cellType) || profile.kind === 'guid') &&
          (KEY_KINDS.has(profile.kind) || named || isShortText(profile)) &&
          (named || !isAttribute(profile)))),
    integers,
    facts,
    sketch,
    leftOut,
    distinct: Math.max(0, profile.distinct.count - (sketch === null ? 0 : leftOut.size)),
    uniqueness: profile.filled === 0 ? (isKey ? 1 : 0) : Math.min(1, profile.distinct.count / profile.filled),
  };
}

/** Ideas of the words that are no bare numbers: `col_14` and `task14` have nothing in common. */
const ideas = (words: readonly string[]): string[] => words.filter((word) => !/^\d+$/.test(word)).map(ideaOf);

/** Phrases that may be the names of rows: `Delete Users` of a table of privileges. */
const isShortText = ({ kind, lengths }: ColumnProfile): boolean =>
  kind === 'text' && lengths !== null && lengths.most <= 50 && lengths.mean <= 30;

/** What people are told by, and texts: shared values make no join. A number of the state may be the key of a patient (`CURP`, `CPF`). */
const isAttribute = ({ phi }: ColumnProfile): boolean =>
  phi !== null && phi.score >= 0.7 && !/^(?:mrn|ssn|identifier|account|date|free-text)$/.test(phi.kind);

/** A glued prefix is the table's own where it names no other table: `pt` of a table of visits may be the patient. */
function ownPrefix({ prefix }: NameHabit, entity: readonly string[], known: ReadonlySet<string>): string | null {
  if (prefix === null) return null;
  const isOwn = entity.length === 1 && entity[0] === ideaOf(prefix);
  return isOwn || !(IDEA_OF.has(prefix) || known.has(prefix)) ? prefix : null;
}

/** A first word that most columns of a table share (`pc_eid`, `pc_catid`): it names the table, not the column. */
function sharedPrefix(names: readonly (readonly string[])[]): string | null {
  if (names.length < 3) return null;
  const counts = new Map<string, number>();
  for (const [first] of names) if (first !== undefined) counts.set(first, (counts.get(first) ?? 0) + 1);
  const best = [...counts].sort((a, b) => b[1] - a[1])[0];
  return best !== undefined && best[1] >= 3 && best[1] / names.length >= 0.6 ? best[0] : null;
}
