import { type ColumnDefinition, columnDefinition } from './column-definition.js';
import { type SqlToken, TokenCursor, tokenize } from './tokens.js';

export interface ForeignKeyDefinition {
  readonly columns: readonly string[];
  readonly database: string | null;
  readonly table: string;
  readonly referenced: readonly string[];
}

export interface TableDefinition {
  readonly database: string | null;
  readonly name: string;
  columns: ColumnDefinition[];
  primaryKey: string[];
  foreignKeys: ForeignKeyDefinition[];
  charset: string | null;
  comment: string | null;
  readonly ifNotExists: boolean;
}

/** A `CREATE TABLE` with a column list; null when the statement is something else, or cannot be understood. */
export function parseCreateTable(text: string, ansiQuotes = false): TableDefinition | null {
  const cursor = new TokenCursor(tokenize(text, ansiQuotes));
  if (!cursor.take('CREATE')) return null;
  cursor.take('OR', 'REPLACE');
  cursor.take('TEMPORARY');
  if (!cursor.take('TABLE')) return null;
  const ifNotExists = cursor.take('IF', 'NOT', 'EXISTS');
  const named = cursor.name();
  const body = cursor.group();
  if (!named || !body || body.length === 0) return null;
  const table: TableDefinition = {
    database: named.qualifier,
    name: named.name,
    columns: [],
    primaryKey: [],
    foreignKeys: [],
    charset: null,
    comment: null,
    ifNotExists,
  };
  for (const part of splitCommas(body)) if (!addPart(table, part, text)) return null;
  readOptions(table, cursor);
  return table.columns.length > 0 ? table : null;
}

function addPart(table: TableDefinition, part: readonly SqlToken[], text: string): boolean {
  const cursor = new TokenCursor(part);
  if (part.length === 0) return true;
  if (addKey(table, cursor)) return true;
  cursor.index = 0;
  const column = columnDefinition(cursor, text);
  if (!column) return false;
  table.columns.push(column);
  if (column.primary) table.primaryKey = [column.name];
  if (column.references) table.foreignKeys.push({ columns: [column.name], ...column.references });
  return true;
}

/** A key, constraint or check; true when the part was one. */
function addKey(table: TableDefinition, cursor: TokenCursor): boolean {
  if (cursor.take('CONSTRAINT') && !/^(PRIMARY|FOREIGN|UNIQUE|CHECK)$/.test(cursor.word)) cursor.index++;
  if (cursor.take('PRIMARY', 'KEY')) {
    while (cursor.token && !cursor.isPunct('(')) cursor.index++;
    table.primaryKey = keyColumns(cursor.group() ?? []);
    return true;
  }
  if (cursor.take('FOREIGN', 'KEY')) {
    if (!cursor.isPunct('(')) cursor.index++;
    const columns = keyColumns(cursor.group() ?? []);
    if (cursor.take('REFERENCES')) {
      const other = cursor.name();
      const referenced = keyColumns(cursor.group() ?? []);
      if (other) table.foreignKeys.push({ columns, database: other.qualifier, table: other.name, referenced });
    }
    return true;
  }
  return /^(KEY|INDEX|UNIQUE|FULLTEXT|SPATIAL|CHECK|PERIOD)$/.test(cursor.word);
}

/** Names in a key list, without prefix lengths and directions. */
function keyColumns(tokens: readonly SqlToken[]): string[] {
  return splitCommas(tokens).flatMap((part) => (part[0] && part[0].kind !== 'punct' ? [part[0].text] : []));
}

function splitCommas(tokens: readonly SqlToken[]): SqlToken[][] {
  const parts: SqlToken[][] = [[]];
  let depth = 0;
  for (const token of tokens) {
    if (token.kind === 'punct' && token.text === '(') depth++;
    if (token.kind === 'punct' && token.text === ')') depth--;
    if (depth === 0 && token.kind === 'punct' && token.text === ',') parts.push([]);
    else parts.at(-1)!.push(token);
  }
  return parts;
}

function readOptions(table: TableDefinition, cursor: TokenCursor): void {
  while (cursor.token) {
    const isCharset = cursor.take('CHARSET') || cursor.take('CHARACTER', 'SET');
    const isComment = !isCharset && cursor.take('COMMENT');
    if (!isCharset && !isComment) {
      cursor.index++;
      continue;
    }
    if (cursor.isPunct('=')) cursor.index++;
    if (isCharset) table.charset = cursor.token?.text.toLowerCase() ?? null;
    else if (cursor.token?.kind === 'string') table.comment = cursor.token.text;
  }
}

/** What an ALTER TABLE did to a definition: all of it, some of it, nothing that is known. */
export type Altered = 'applied' | 'ignored' | 'unknown';

/**
 * Applies `ALTER TABLE` to a definition: keys, foreign keys, MODIFY and CHANGE (phpMyAdmin writes them after the rows).
 * Adding or dropping columns is `unknown` once rows have been read, for they have another shape.
 */
export function applyAlterTable(
  table: TableDefinition,
  actions: readonly SqlToken[],
  text: string,
  hasRows: boolean,
): Altered {
  let result: Altered = 'ignored';
  for (const part of splitCommas(actions)) {
    const cursor = new TokenCursor(part);
    const done = applyAction(table, cursor, text, hasRows);
    if (done === 'unknown') return 'unknown';
    if (done === 'applied') result = done;
  }
  return result;
}

function applyAction(table: TableDefinition, cursor: TokenCursor, text: string, hasRows: boolean): Altered {
  if (cursor.take('ADD')) {
    const at = cursor.index;
    if (addKey(table, cursor)) return 'applied';
    cursor.index = at;
    cursor.take('COLUMN');
    if (hasRows) return 'unknown';
    const column = columnDefinition(cursor, text);
    if (!column) return 'unknown';
    table.columns.push(column);
    return 'applied';
  }
  const isModify = cursor.take('MODIFY');
  if (isModify || cursor.take('CHANGE')) {
    cursor.take('COLUMN');
    const old = isModify ? cursor.token?.text : cursor.name()?.name;
    const column = columnDefinition(cursor, text);
    const index = table.columns.findIndex((c) => c.name.toLowerCase() === old?.toLowerCase());
    if (!column || index === -1) return 'unknown';
    table.columns[index] = column;
    return 'applied';
  }
  if (
    /^(DISABLE|ENABLE|AUTO_INCREMENT|ENGINE|COMMENT|CONVERT|DEFAULT|CHARACTER|ORDER|ROW_FORMAT|ALTER)$/.test(
      cursor.word,
    )
  ) {
    return 'ignored';
  }
  return cursor.token ? 'unknown' : 'ignored';
}
