import { sharedPrefix } from './shared-prefix.js';
import { columnWords, isReadable, type NameWord, nameTokens, plain } from './words.js';

/** How a table's columns are read: what stands in front of many of them, and the words of each. */
export interface ColumnReading {
  /** Words of each column's name. */
  readonly words: ReadonlyMap<string, readonly NameWord[]>;
  /** Ideas with which several columns begin: said of all of them, they tell none apart. */
  readonly lead: ReadonlySet<string>;
}

/** Reads the names of a table's columns together: a prefix that many share is told from what each says. `home`: ideas of the table's name. */
export function readColumns(names: readonly string[], table: string, home: ReadonlySet<string>): ColumnReading {
  const shared = sharedPrefix(names);
  const partial = shared === null ? partialPrefixes(names) : [];
  const words = new Map<string, readonly NameWord[]>();
  for (const name of names) {
    const bare = withoutPrefix(name, partial);
    words.set(name, withoutTable(columnWords(bare, shared, home), table));
  }
  for (const [name, head] of numberedHeads(names)) {
    const own = words.get(name) ?? [];
    words.set(name, [...(words.get(head) ?? []).filter((word) => !/^\d+$/.test(word.text)), ...own]);
  }
  return { words, lead: leadOf([...words.values()]) };
}

/**
 * Numbered columns beside a plain one of the same name, with the column that opens their number: with `DESCRIPTION` there as well, `REACTION1`, `DESCRIPTION1` and
 * `SEVERITY1` are of the first reaction.
 */
function numberedHeads(names: readonly string[]): ReadonlyMap<string, string> {
  const stems = new Set(names.map((name) => name.toLowerCase()));
  const groups = new Map<string, string[]>();
  for (const name of names) {
    const number = /[^\d](\d)$/.exec(name)?.[1];
    if (number) groups.set(number, [...(groups.get(number) ?? []), name]);
  }
  const heads = new Map<string, string>();
  const isTwin = (name: string): boolean => stems.has(name.toLowerCase().replace(/_?\d$/, ''));
  for (const [head = '', ...members] of groups.values()) {
    if (!isTwin(head) && members.some(isTwin)) for (const name of members) heads.set(name, head);
  }
  return heads;
}

/** How many columns must begin alike, each with a readable rest, before the beginning is taken for a prefix. */
const LEAST_ALIKE = 3;

/** One to three letters in front of readable words, which no word explains otherwise: `u` of `ufname`, `ulname`, `uemail`; the longest first. */
function partialPrefixes(names: readonly string[]): readonly string[] {
  const count = new Map<string, number>();
  for (const name of names) {
    const [token = ''] = nameTokens(name);
    if (token.length < 4 || isReadable(token)) continue;
    for (let length = 1; length <= 3 && token.length - length >= 3; length++) {
      if (!isReadable(token.slice(length))) continue;
      const prefix = token.slice(0, length);
      count.set(prefix, (count.get(prefix) ?? 0) + 1);
    }
  }
  return [...count]
    .filter(([, columns]) => columns >= LEAST_ALIKE)
    .map(([prefix]) => prefix)
    .sort((a, b) => b.length - a.length);
}

function withoutPrefix(name: string, prefixes: readonly string[]): string {
  const [token = ''] = nameTokens(name);
  if (token.length < 4 || isReadable(token) || plain(name).length !== name.length) return name;
  const prefix = prefixes.find((each) => token.startsWith(each) && isReadable(token.slice(each.length)));
  return prefix === undefined ? name : name.slice(plain(name).indexOf(token) + prefix.length);
}

/** Two to four letters in front that stand for the table: `pl_` in `problem_list`, `alg_` in `allergies`. */
function withoutTable(words: readonly NameWord[], table: string): readonly NameWord[] {
  const [first] = words;
  if (!first || words.length < 2 || first.text.length < 2 || first.text.length > 4) return words;
  if (isReadable(first.text)) return words;
  const initials = nameTokens(table)
    .map((token) => token[0] ?? '')
    .join('');
  return initials.endsWith(first.text) ? words.slice(1) : words;
}

/** Ideas of the words that at least three columns, and a fifth of all, begin with. */
function leadOf(columns: readonly (readonly NameWord[])[]): ReadonlySet<string> {
  const lead = new Set<string>();
  for (let length = 1; length <= 3; length++) {
    const count = new Map<string, number>();
    for (const words of columns) {
      if (words.length <= length) continue;
      const begin = ideasOf(words.slice(0, length));
      count.set(begin, (count.get(begin) ?? 0) + 1);
    }
    for (const [begin, n] of count)
      if (n >= LEAST_ALIKE && n * 5 >= columns.length) for (const idea of begin.split(' ')) lead.add(idea);
  }
  return lead;
}

const ideasOf = (words: readonly NameWord[]): string =>
  words.map((word) => word.readings[0]?.join(' ') ?? '').join(' ');
