import { CHIEF_WORDS, SELF_WORDS } from './entity-words.js';
import { isAttributeOfRow, isMeasure, type KeyColumn, keyColumns, namesRows } from './key-columns.js';
import { homeOf, isActor, isBareKey, isPeople, type NameEvidence, nameEvidence, wordMatch } from './name-evidence.js';
import { singular } from './name-words.js';
import type { ModelColumn, StructureModel } from './structure-model.js';
import { type Inclusion, inclusionOf } from './value-inclusion.js';

/** A column and a key that it may name, with what speaks for it. */
export interface Candidate {
  readonly child: ModelColumn;
  readonly key: KeyColumn;
  readonly name: NameEvidence;
  /** null where the child holds no value that names anything, or the sketches have nothing in common. */
  readonly inclusion: Inclusion | null;
  /** Share of columns of other names whose values all stand in the key: what chance alone gives. */
  readonly chance: number;
}

/** Hashes of a child that are looked up to find keys that hold them. */
const PROBES = 48;
/** A value that more keys hold (a small number) leads to none: only names can tell which of them is meant. */
const MOST_HOLDERS = 100;
/** Series of numbers may run side by side, however large they are. */
const LEAST_CHANCE = 0.02;
/** Names must say so much, where values say nothing. */
const LEAST_NAME = 0.25;

/** Pairs worth a closer look: found by names, and by values that stand in a key. Never all pairs: an index of names and one of hashes lead to them. */
export function joinCandidates(model: StructureModel): Candidate[] {
  const keys = keyColumns(model);
  const children = model.tables.flatMap((table) => table.columns.filter(canName));
  const names = new NameIndex(keys);
  const holders = new ValueIndex(keys);
  const pairs = new Map<ModelColumn, Map<KeyColumn, NameEvidence>>();
  const held = new Map<KeyColumn, number>();
  let integers = 0;
  let texts = 0;
  for (const child of children) {
    const found = new Map<KeyColumn, NameEvidence>();
    for (const key of names.near(child)) {
      const evidence = nameEvidence(child, key.column, key.home);
      if (evidence.score >= LEAST_NAME && mayPair(child, key, evidence)) found.set(key, evidence);
    }
    if (child.distinct > 0) {
      if (child.integers) integers++;
      else texts++;
      for (const key of holders.holding(child)) {
        const evidence = found.get(key) ?? nameEvidence(child, key.column, key.home);
        if (!mayPair(child, key, evidence) || (key.column.table === child.table && evidence.score === 0)) continue;
        if (evidence.score < 0.3 && key.column.table !== child.table) held.set(key, (held.get(key) ?? 0) + 1);
        found.set(key, evidence);
      }
    }
    if (found.size > 0) pairs.set(child, found);
  }
  return [...pairs].flatMap(([child, found]) =>
    [...found].map(([key, name]): Candidate => {
      const among = child.integers ? integers : texts;
      return {
        child,
        key,
        name,
        inclusion: valuesIn(child, key.column),
        chance: chanceOf(key.column, ((held.get(key) ?? 0) + 1) / (among + 10)),
      };
    }),
  );
}

/** In a small database few columns show what chance gives; there the values themselves tell how rare they are. */
function chanceOf(key: ModelColumn, shown: number): number {
  if (isDense(key)) return Math.max(shown, 0.4);
  const numbers = key.facts?.numbers ?? null;
  const most = Number(numbers?.most ?? 0);
  if (key.integers) return most >= 1000 ? Math.min(shown, Math.max(LEAST_CHANCE, key.distinct / most)) : shown;
  return (key.profile.lengths?.mean ?? 0) >= 4 ? Math.min(shown, 0.05) : shown;
}

/** Keys counted from 1 on hold the small numbers of any column. */
function isDense(key: ModelColumn): boolean {
  const numbers = key.facts?.numbers ?? null;
  return (
    key.integers && numbers !== null && Number(numbers.least) <= 10 && Number(numbers.most) <= 2 * key.distinct + 10
  );
}

function valuesIn(child: ModelColumn, key: ModelColumn): Inclusion | null {
  if (child.distinct === 0 || child.sketch === null || key.sketch === null) return null;
  return inclusionOf(child.sketch, key.sketch, child.leftOut);
}

/** Columns whose values may name rows elsewhere. */
function canName(column: ModelColumn): boolean {
  if (!column.keyLike || isAttributeOfRow(column)) return false;
  // A key into a table of two rows looks like a flag; then its name has to say what it is.
  if (/^(?:bit|bool|tinyint\(1\)|int\(1\))/i.test(column.profile.type)) return false;
  if (column.profile.kind === 'boolean') return namesRows(column) || isActor(column) || isFlagless(column);
  return !isMeasure(column);
}

/** Numbers of one value may be keys into a table of one row; texts of one letter are flags. */
const isFlagless = (column: ModelColumn): boolean => column.integers && !isMeasure(column);

const mayPair = (child: ModelColumn, key: KeyColumn, name: NameEvidence): boolean =>
  key.column !== child && kindsAgree(child, key.column) && !isAtHome(child, key, name);

/** A table's own key names rows elsewhere only where these are more at home there; a column without repetition, only where names say so. */
function isAtHome(child: ModelColumn, key: KeyColumn, name: NameEvidence): boolean {
  const own = child.table.primaryKey;
  const home = homeOf(child);
  const isKey = own.length === 1 ? own[0] === child.name : own.length === 0 && isFirstKey(child) && home >= 0.9;
  if (!isKey) return name.score < 0.5 && child.uniqueness === 1 && home >= 0.6;
  if (isBareKey(child) || key.column.table === child.table) return true;
  if (child.spelling === key.column.spelling) return home >= key.home - 0.05;
  return name.score < 0.9 || child.entity.at(-1) === child.table.entity.at(-1);
}

/** Where none is declared, the first column is the table's own key if it is named like one and never repeats. */
const isFirstKey = (column: ModelColumn): boolean =>
  column.table.columns[0] === column && column.uniqueness === 1 && namesRows(column);

function kindsAgree(child: ModelColumn, key: ModelColumn): boolean {
  if (child.profile.kind === 'guid' || key.profile.kind === 'guid') {
    const kinds = [child.profile.kind, key.profile.kind];
    return kinds.every((kind) => kind === 'guid' || kind === 'empty');
  }
  const empty = child.distinct === 0 || key.profile.filled === 0;
  return empty
    ? typeClass(child) === typeClass(key)
    : child.integers === key.integers || key.profile.kind !== 'integer' || child.profile.kind === 'code';
}

const typeClass = (column: ModelColumn): string =>
  column.profile.cellType === 'integer' || column.profile.cellType === 'decimal' ? 'number' : column.profile.cellType;

/** Keys by the words of their names and of their tables' names. */
class NameIndex {
  private readonly bySpelling = new Map<string, KeyColumn[]>();
  private readonly byWord = new Map<string, KeyColumn[]>();
  private readonly near1 = new Map<string, readonly string[]>();
  private readonly byTable = new Map<unknown, KeyColumn[]>();
  private readonly byWhole = new Map<string, KeyColumn[]>();
  private readonly byJoined = new Map<string, KeyColumn[]>();
  private readonly people: KeyColumn[] = [];

  constructor(keys: readonly KeyColumn[]) {
    for (const key of keys) {
      push(this.bySpelling, key.column.spelling, key);
      push(this.byTable, key.column.table, key);
      push(this.byWhole, key.column.whole, key);
      const words = new Set(key.home > 0.5 ? [...key.column.table.entity, ...key.column.entity] : []);
      for (const word of words) push(this.byWord, word, key);
      if (isPeople(key.column.table)) this.people.push(key);
      for (const joined of new Set([key.column.table.joined, key.column.table.core])) push(this.byJoined, joined, key);
    }
  }

  near(child: ModelColumn): Set<KeyColumn> {
    const found = new Set<KeyColumn>(this.bySpelling.get(child.spelling) ?? []);
    const heads = child.entity.slice(-2);
    for (const head of heads)
      for (const word of this.wordsLike(head)) for (const key of this.byWord.get(word) ?? []) found.add(key);
    if (child.words.some((word) => SELF_WORDS.has(word) || CHIEF_WORDS.has(word)) || isActor(child))
      for (const key of this.byTable.get(child.table) ?? []) found.add(key);
    if (child.entity.length === 0) {
      const first = child.table.entity[0];
      if (first !== undefined) for (const key of this.byWord.get(first) ?? []) found.add(key);
    } else if (child.spelling === 'id')
      for (const word of child.table.entity) for (const key of this.byWord.get(word) ?? []) found.add(key);
    if (isActor(child)) for (const key of this.people) found.add(key);
    for (const key of this.byWhole.get(child.words.join('')) ?? []) found.add(key);
    for (const key of this.byJoined.get(child.joined) ?? []) found.add(key);
    for (const key of this.byJoined.get(singular(child.whole)) ?? []) found.add(key);
    for (const key of this.byJoined.get(child.table.joined + child.joined) ?? []) found.add(key);
    return found;
  }

  /** Words of keys that a child's word may stand for. */
  private wordsLike(word: string): readonly string[] {
    let like = this.near1.get(word);
    if (like === undefined) {
      like = [...this.byWord.keys()].filter((known) => wordMatch(word, known) > 0);
      this.near1.set(word, like);
    }
    return like;
  }
}

/** Which keys hold a value, by its hash. */
class ValueIndex {
  private readonly holders = new Map<number, number[]>();

  constructor(private readonly keys: readonly KeyColumn[]) {
    keys.forEach((key, at) => {
      for (const hash of key.column.sketch?.hashes ?? []) {
        const list = this.holders.get(hash);
        if (list === undefined) this.holders.set(hash, [at]);
        else list.push(at);
      }
    });
  }

  /** Keys that hold nine of ten of the child's values, as far as the sketches tell. */
  holding(child: ModelColumn): KeyColumn[] {
    if (child.sketch === null) return [];
    const hits = new Map<number, number>();
    let probes = 0;
    for (const hash of child.sketch.hashes) {
      const holders = this.holders.get(hash);
      if (child.leftOut.has(hash) || (holders !== undefined && holders.length > MOST_HOLDERS)) continue;
      for (const at of holders ?? []) hits.set(at, (hits.get(at) ?? 0) + 1);
      if (++probes === PROBES) break;
    }
    const found: KeyColumn[] = [];
    for (const [at, count] of hits) {
      const key = this.keys[at];
      const enough = key?.column.sketch?.complete === false ? 1 : probes * 0.9;
      if (key !== undefined && count >= enough) found.push(key);
    }
    return found;
  }
}

function push<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [value]);
  else list.push(value);
}
