import type { StagedTable } from '../vault/contract.js';
import { didYouMean } from './nearest-name.js';
import { KEYWORDS, quoteName, SqlTextError, type SqlToken, tokenizeSql } from './sql-text.js';
import { columnSql, findColumn, isAbsentTable, tableSql } from './staged-sql.js';

/** A column of the row as a fragment sees it: `sql` is how to write it. */
export interface OuterColumn<T> {
  readonly sql: string;
  readonly ref: T;
}

/** What a fragment may name: columns of the row (outer) and staged tables (in sub-selects). */
export interface FragmentNames<T> {
  column(alias: string | null, column: string): OuterColumn<T> | null;
  table(name: string): StagedTable | null;
  /** For suggestions. */
  columnNames(alias: string | null): string[];
  aliases(): string[];
  tableNames(): string[];
}

export interface RewrittenSql<T> {
  readonly sql: string;
  /** Columns of the row that the fragment names, in order of first mention. */
  readonly uses: readonly T[];
  /** Columns of staged tables read in sub-selects. */
  readonly innerUses: readonly { readonly table: StagedTable; readonly column: string }[];
  /** Columns that an `=` compares with something that is not a literal: what an index should serve. */
  readonly equalities: readonly ({ readonly outer: T } | { readonly inner: StagedTable; readonly column: string })[];
}

interface SelectScope {
  readonly parent: SelectScope | null;
  readonly tables: { readonly alias: string; readonly table: StagedTable | null }[];
  readonly outNames: Set<string>;
}

const END_OF_FROM = new Set(['where', 'group', 'order', 'having', 'limit', 'union', 'except', 'intersect', 'window']);
const lower = (text: string): string => text.toLowerCase();
const isName = (token: SqlToken | undefined): token is SqlToken =>
  token !== undefined && (token.kind === 'quoted' || (token.kind === 'word' && !KEYWORDS.has(lower(token.name))));
const columnOf = (table: StagedTable, name: string): string | null =>
  name === '_row' ? '_row' : (findColumn(table, name)?.name ?? null);
const sqlOf = (alias: string, table: StagedTable, column: string): string =>
  column === '_row' ? `${quoteName(alias)}._row` : columnSql(alias, findColumn(table, column)!);

/**
 * Rewrites one fragment so that every column is qualified and quoted and every table of a sub-select is a staged table. Nothing else of the vault can be
 * named. Throws {@link SqlTextError} with the offset of an unknown table or column.
 */
export function rewriteSql<T>(text: string, names: FragmentNames<T>): RewrittenSql<T> {
  const tokens = tokenizeSql(text);
  const { scopeAt, replaced, skipped } = findTables(tokens, names);
  const uses = new Map<string, T>();
  const inner = new Map<string, { table: StagedTable; column: string }>();
  type Ref = { outer: T } | { inner: StagedTable; column: string };
  const starts = new Map<number, Ref>();
  const ends = new Map<number, Ref>();
  const found = (first: number, last: number, sql: string, ref: Ref) => {
    replaced.set(first, sql);
    for (let k = first + 1; k <= last; k++) skipped.add(k);
    starts.set(first, ref);
    ends.set(last, ref);
    if ('outer' in ref) uses.set(`${uses.size} ${sql}`, ref.outer);
    else inner.set(`${ref.inner.sqlName}.${ref.column}`, { table: ref.inner, column: ref.column });
  };
  for (let i = 0; i < tokens.length; i++) {
    const token = tokens[i]!;
    if (replaced.has(i) || skipped.has(i) || (token.kind !== 'word' && token.kind !== 'quoted')) continue;
    if (token.kind === 'word' && tokens[i + 1]?.text === '(') continue;
    if (tokens[i + 1]?.text === '.') {
      const end = resolveQualified(tokens, i, scopeAt[i]!, names, found);
      i = end;
      continue;
    }
    if (token.kind === 'word' && KEYWORDS.has(lower(token.name))) continue;
    resolveBare(token, i, scopeAt[i]!, names, found);
  }
  const equalities: Ref[] = [];
  for (let i = 0; i < tokens.length; i++) {
    if (tokens[i]!.text !== '=' && tokens[i]!.text !== '==') continue;
    const left = ends.get(i - 1);
    const right = starts.get(i + 1);
    const isLiteral = (t: SqlToken | undefined) => t !== undefined && (t.kind === 'string' || t.kind === 'number');
    if (left && !isLiteral(tokens[i + 1])) equalities.push(left);
    if (right && !isLiteral(tokens[i - 1])) equalities.push(right);
  }
  const parts: string[] = [];
  for (let i = 0; i < tokens.length; i++)
    if (!skipped.has(i) || replaced.has(i)) parts.push(replaced.get(i) ?? tokens[i]!.text);
  return { sql: parts.join(' '), uses: [...uses.values()], innerUses: [...inner.values()], equalities };
}

/** First pass: which tables each select reads, and which tokens are aliases, types or collations. */
function findTables<T>(tokens: readonly SqlToken[], names: FragmentNames<T>) {
  const scopeAt: (SelectScope | null)[] = [];
  const replaced = new Map<number, string>();
  const skipped = new Set<number>();
  const local = new Set<string>();
  type Level = { scope: SelectScope | null; inFrom: boolean; expect: boolean; derived: boolean };
  const stack: Level[] = [{ scope: null, inFrom: false, expect: false, derived: false }];
  const takeAlias = (from: number): { alias: string | null; next: number } => {
    const hasAs = tokens[from]?.kind === 'word' && lower(tokens[from]!.name) === 'as';
    const at = hasAs ? from + 1 : from;
    return isName(tokens[at]) ? { alias: tokens[at]!.name, next: at + 1 } : { alias: null, next: from };
  };
  for (let i = 0; i < tokens.length; i++) {
    const token = tokens[i]!;
    const level = stack.at(-1)!;
    scopeAt[i] = level.scope;
    const word = token.kind === 'word' ? lower(token.name) : '';
    if (token.text === '(') {
      const next = lower(tokens[i + 1]?.name ?? '');
      const selects = next === 'select' || next === 'with' || next === 'values';
      const scope = selects ? { parent: level.scope, tables: [], outNames: new Set<string>() } : level.scope;
      stack.push({
        scope,
        inFrom: !selects && level.expect,
        expect: !selects && level.expect,
        derived: selects && level.expect,
      });
      level.expect = false;
    } else if (token.text === ')') {
      const closed = stack.pop()!;
      const outer = stack.at(-1)!;
      if (closed.derived && outer.scope) {
        const { alias, next } = takeAlias(i + 1);
        outer.scope.tables.push({ alias: alias ?? '', table: null });
        for (let k = i + 1; k < next; k++) {
          scopeAt[k] = outer.scope;
          replaced.set(k, tokens[k]!.text);
        }
        i = next - 1;
      }
    } else if (level.expect && isName(token)) {
      i = takeTable(i, level.scope);
      level.expect = false;
    } else if (token.text === ',') {
      if (level.inFrom) level.expect = true;
    } else if (word === 'select') {
      if (level.scope === null)
        throw new SqlTextError(
          token.start,
          'A fragment is an expression, not a statement.',
          'Put the sub-select in parentheses.',
        );
    } else if (word === 'from') {
      if (lower(tokens[i - 1]?.name ?? '') !== 'distinct' || lower(tokens[i - 2]?.name ?? '') === 'select') {
        level.inFrom = true;
        level.expect = true;
      }
    } else if (word === 'join') level.expect = true;
    else if (END_OF_FROM.has(word)) level.inFrom = false;
    else if (word === 'as' || word === 'collate') {
      const next = tokens[i + 1];
      if (next && next.text !== '(') {
        if (word === 'as') level.scope?.outNames.add(lower(next.name));
        replaced.set(i + 1, next.text);
      }
    } else if (isName(token) && lower(tokens[i + 1]?.name ?? '') === 'as' && tokens[i + 2]?.text === '(') {
      local.add(lower(token.name));
      replaced.set(i, token.text);
    }
  }
  function takeTable(i: number, scope: SelectScope | null): number {
    let last = i;
    let name = tokens[i]!.name;
    let table = names.table(name);
    while (tokens[last + 1]?.text === '.' && tokens[last + 2]) {
      name += `.${tokens[last + 2]!.name}`;
      last += 2;
      table = names.table(name) ?? null;
    }
    const isLocal = table === null && local.has(lower(name));
    if (table === null && !isLocal) {
      throw new SqlTextError(
        tokens[i]!.start,
        `There is no staged table ${name}.`,
        didYouMean(name, names.tableNames()) || 'chartlift scope show lists the tables.',
      );
    }
    const { alias, next } = takeAlias(last + 1);
    scope?.tables.push({ alias: alias ?? name, table });
    replaced.set(
      i,
      table ? tableSql(table, alias ?? name) : `${tokens[i]!.text}${alias ? ` AS ${quoteName(alias)}` : ''}`,
    );
    for (let k = i + 1; k < next; k++) skipped.add(k);
    for (let k = i; k < next; k++) scopeAt[k] = scope;
    return next - 1;
  }
  return { scopeAt, replaced, skipped };
}

type Found<T> = (
  first: number,
  last: number,
  sql: string,
  ref: { outer: T } | { inner: StagedTable; column: string },
) => void;

function resolveQualified<T>(
  tokens: readonly SqlToken[],
  i: number,
  scope: SelectScope | null,
  names: FragmentNames<T>,
  found: Found<T>,
): number {
  const parts: SqlToken[] = [tokens[i]!];
  let last = i;
  while (
    tokens[last + 1]?.text === '.' &&
    tokens[last + 2] &&
    (tokens[last + 2]!.kind === 'word' || tokens[last + 2]!.kind === 'quoted')
  ) {
    parts.push(tokens[last + 2]!);
    last += 2;
  }
  const alias = parts
    .slice(0, -1)
    .map((p) => p.name)
    .join('.');
  const name = parts.at(-1)!.name;
  if (parts.length === 1)
    throw new SqlTextError(tokens[i]!.start, `${tokens[i]!.name}. lacks a column name.`, 'Write alias.column.');
  for (let s = scope; s; s = s.parent) {
    const hit = s.tables.find((t) => lower(t.alias) === lower(alias));
    if (!hit) continue;
    if (hit.table === null) return last;
    const column = columnOf(hit.table, name);
    if (column === null) {
      throw new SqlTextError(
        parts.at(-1)!.start,
        `The table ${hit.table.name} has no column ${name}.`,
        didYouMean(
          name,
          hit.table.columns.map((c) => c.name),
        ),
      );
    }
    found(i, last, sqlOf(hit.alias, hit.table, column), { inner: hit.table, column });
    return last;
  }
  const outer = names.column(alias, name);
  if (outer) {
    found(i, last, outer.sql, { outer: outer.ref });
    return last;
  }
  const columns = names.columnNames(alias);
  if (columns.length > 0)
    throw new SqlTextError(parts.at(-1)!.start, `${alias} has no column ${name}.`, didYouMean(name, columns));
  throw new SqlTextError(
    tokens[i]!.start,
    `Nothing here is called ${alias}.`,
    didYouMean(alias, names.aliases()) || `Known: ${names.aliases().join(', ')}.`,
  );
}

function resolveBare<T>(
  token: SqlToken,
  i: number,
  scope: SelectScope | null,
  names: FragmentNames<T>,
  found: Found<T>,
): void {
  let open = false;
  for (let s = scope; s; s = s.parent) {
    for (const { alias, table } of s.tables) {
      if (table === null) open = true;
      const column = table ? columnOf(table, token.name) : null;
      if (column === null || (isAbsentTable(table!) && s.tables.length > 1)) continue;
      found(i, i, sqlOf(alias, table!, column), { inner: table!, column });
      return;
    }
    if (s.outNames.has(lower(token.name))) return;
  }
  const outer = names.column(null, token.name);
  if (outer) {
    found(i, i, outer.sql, { outer: outer.ref });
    return;
  }
  if (open) return;
  throw new SqlTextError(
    token.start,
    `There is no column ${token.name} here.`,
    didYouMean(token.name, names.columnNames(null)),
  );
}
