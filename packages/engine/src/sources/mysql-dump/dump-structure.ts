import type { Issue } from '../../base/issue.js';
import type { DumpHandler, Place, RowSink } from '../../formats/sqldump/dump-reader.js';
import type { InsertHead } from '../../formats/sqldump/insert-head.js';
import type { DumpSession } from '../../formats/sqldump/session.js';
import { applyAlterTable, parseCreateTable, type TableDefinition } from '../../formats/sqldump/table-definition.js';
import { TokenCursor, tokenize } from '../../formats/sqldump/tokens.js';
import { charsetOf } from '../../formats/text/charset.js';
import { DumpHeader } from './dump-header.js';
import { columnIndexes, type DumpTable, inferredColumn } from './dump-table.js';

type Tell = (severity: Issue['severity'], code: string, place: Place, message: string, hint?: string) => void;

/** Statements that neither hold rows nor change them. */
const HARMLESS =
  /^(SET|USE|LOCK|UNLOCK|DROP|START|BEGIN|COMMIT|CHANGE|GRANT|REVOKE|ANALYZE|OPTIMIZE|FLUSH|SELECT|SHOW|PREPARE|EXECUTE|DEALLOCATE|CHECK|REPAIR|PURGE|RESET|STOP|HELP|SOURCE|STATUS|SAVEPOINT|RELEASE|DELIMITER)\b/i;
const PROGRAM = /^CREATE\b[\s\S]{0,300}?\b(TRIGGER|PROCEDURE|FUNCTION|EVENT|PACKAGE)\b/i;
const VIEW = /^CREATE\b[\s\S]{0,300}?\bVIEW\s+([\s\S]*)/i;
const HARMLESS_CREATE =
  /^(CREATE|ALTER)\s+(OR REPLACE\s+)?(DATABASE|SCHEMA|USER|ROLE|INDEX|UNIQUE|FULLTEXT|SPATIAL|SERVER|TABLESPACE|SEQUENCE|DEFINER|ALGORITHM|VIEW|EVENT)\b/i;
const CHANGES_ROWS = /^(INSERT|REPLACE|UPDATE|DELETE|TRUNCATE|LOAD|CALL|RENAME|WITH|IMPORT|COPY)\b/i;

/** The structure pass: tables with their keys, counts of rows and of rejected rows, and what else the dump holds. */
export class DumpStructure implements DumpHandler {
  readonly header = new DumpHeader();
  readonly tables = new Map<string, DumpTable>();
  private readonly byLowerName = new Map<string, DumpTable>();
  statements = 0;
  notApplied = 0;
  unknown = 0;
  programs = 0;
  cuts = 0;
  private readonly views = new Set<string>();

  constructor(private readonly tell: Tell) {}

  comment(text: string, place: Place): void {
    this.header.comment(text, place);
  }

  cut(place: Place): void {
    this.cuts++;
    this.tell(
      'error',
      'dump-truncated',
      place,
      `The dump ends inside a row (byte ${place.offset}, line ${place.line}).`,
      'It was cut short: take or copy the dump again. The rows before this place are read.',
    );
  }

  statement(text: string, place: Place, session: DumpSession, isCut: boolean): void {
    this.statements++;
    if (isCut && !this.isWhole(text, session)) {
      this.cuts++;
      this.tell(
        'error',
        'dump-truncated',
        place,
        `The dump ends inside a statement that begins at byte ${place.offset}, line ${place.line}.`,
        'It was cut short: take or copy the dump again. The rows before this place are read.',
      );
      return;
    }
    if (
      /^SET\s+NAMES/i.test(text) &&
      session.charset !== null &&
      session.charset !== 'binary' &&
      !charsetOf(session.charset)
    ) {
      this.tell(
        'warning',
        'charset-unknown',
        place,
        'The dump names a character set that is not known here; UTF-8 is assumed.',
        'Name one with --option encoding=NAME.',
      );
    }
    if (/^CREATE\s+(OR\s+REPLACE\s+)?(TEMPORARY\s+)?TABLE\b/i.test(text)) this.createTable(text, place, session);
    else if (/^ALTER\s+(ONLINE\s+|OFFLINE\s+|IGNORE\s+)*TABLE\b/i.test(text)) this.alterTable(text, place, session);
    else if (PROGRAM.test(text)) this.programs++;
    else if (VIEW.test(text)) this.createView(VIEW.exec(text)![1]!, session);
    else if (CHANGES_ROWS.test(text)) this.notUnderstood(text, place, session);
    else if (!HARMLESS.test(text) && !HARMLESS_CREATE.test(text)) {
      this.unknown++;
      this.tell(
        'error',
        'sql-statement-unknown',
        place,
        'The statement is not understood and is left out.',
        'Look at this line of the dump: it may be damaged.',
      );
    }
  }

  insert(head: InsertHead, _place: Place, session: DumpSession): RowSink | null {
    this.statements++;
    const table = this.tableFor(head.database ?? session.database, head.table);
    if (table.isView) return null;
    for (const name of head.columns ?? []) {
      if (columnIndexes(table.definition, [name])[0] === -1) table.definition.columns.push(inferredColumn(name));
    }
    const sink = {
      readers: null,
      width: head.columns?.length ?? (table.definition.columns.length || -1),
      adopt: (width: number): void => {
        for (let i = 1; i <= width; i++) table.definition.columns.push(inferredColumn(`c${i}`));
        sink.width = width;
      },
      row: (): boolean => {
        table.rows++;
        return false;
      },
      rejected: (): boolean => {
        table.rejected++;
        return false;
      },
      finding: (): void => {},
    };
    return sink;
  }

  /** Names tables, marks views; to be called once after the last file. */
  settle(): readonly DumpTable[] {
    const all = [...this.tables.values()];
    const databases = new Set(all.map((t) => t.database));
    for (const table of all) {
      const { name } = table.definition;
      table.name = databases.size > 1 && table.database !== null ? `${table.database}.${name}` : name;
      const isStandIn = this.header.standIns.has(name.toLowerCase()) && table.rows === 0;
      table.isView = this.views.has(keyOf(table.database, name)) || isStandIn;
    }
    return all;
  }

  /** The one database the dump is of; null when it is of several or says none. */
  get database(): string | null {
    const named = new Set([...this.tables.values()].map((t) => t.database).filter((d) => d !== null));
    if (named.size > 1) return null;
    return [...named][0] ?? this.header.database;
  }

  /** Names are compared exactly first: servers on Linux tell `Visit` from `visit`, those on Windows do not. */
  find(database: string | null, name: string): DumpTable | undefined {
    const exact = this.tables.get(keyOf(database, name)) ?? this.tables.get(keyOf(null, name));
    if (exact) return exact;
    const lower = keyOf(database, name).toLowerCase();
    return this.byLowerName.get(lower);
  }

  private tableFor(database: string | null, name: string): DumpTable {
    const found = this.find(database, name);
    if (found) return found;
    const definition: TableDefinition = {
      database,
      name,
      columns: [],
      primaryKey: [],
      foreignKeys: [],
      charset: null,
      comment: null,
      ifNotExists: false,
    };
    return this.register(database, definition, false);
  }

  private register(database: string | null, definition: TableDefinition, isDefined: boolean): DumpTable {
    const table: DumpTable = {
      database,
      definition,
      isDefined,
      rows: 0,
      rejected: 0,
      isView: false,
      name: definition.name,
    };
    const key = keyOf(database, definition.name);
    this.tables.set(key, table);
    this.byLowerName.set(key.toLowerCase(), table);
    return table;
  }

  private createTable(text: string, place: Place, session: DumpSession): void {
    const definition = parseCreateTable(text, session.ansiQuotes);
    if (!definition) {
      this.notApplied++;
      this.tell(
        'error',
        'sql-statement-not-applied',
        place,
        'The table definition is not understood; its columns are taken from its rows.',
        'Look at this line of the dump.',
      );
      return;
    }
    const database = definition.database ?? session.database;
    const before = this.tables.get(keyOf(database, definition.name));
    if (!before || (before.rows === 0 && !before.isDefined)) {
      this.register(database, definition, true);
      return;
    }
    if (definition.ifNotExists) return;
    if (before.rows + before.rejected > 0) {
      this.notApplied++;
      this.tell(
        'warning',
        'sql-table-repeated',
        place,
        'The table is defined a second time after rows of it; rows of both definitions are read.',
        'The file may hold two dumps: split it if only one is meant.',
      );
    } else this.register(database, definition, true);
  }

  private alterTable(text: string, place: Place, session: DumpSession): void {
    const cursor = new TokenCursor(tokenize(text, session.ansiQuotes));
    while (cursor.token && !cursor.take('TABLE')) cursor.index++;
    cursor.take('IF', 'EXISTS');
    const named = cursor.name();
    const table = named ? this.find(named.qualifier ?? session.database, named.name) : undefined;
    const actions = cursor.tokens.slice(cursor.index);
    const done = table ? applyAlterTable(table.definition, actions, text, table.rows > 0) : 'ignored';
    if (done === 'unknown') this.notUnderstood(text, place, session);
  }

  private createView(rest: string, session: DumpSession): void {
    const cursor = new TokenCursor(tokenize(rest.slice(0, 4000), session.ansiQuotes));
    cursor.take('IF', 'NOT', 'EXISTS');
    const named = cursor.name();
    if (!named) return;
    const database = named.qualifier ?? session.database;
    this.views.add(keyOf(database, named.name));
    this.tableFor(database, named.name);
  }

  private notUnderstood(text: string, place: Place, session: DumpSession): void {
    const emptied = /^(?:TRUNCATE(?:\s+TABLE)?|DELETE\s+FROM)\s+[`"]?([^`"\s;]+)[`"]?\s*;?\s*$/i.exec(text.trim());
    // Emptying a table before its rows changes nothing.
    if (emptied && (this.find(session.database, emptied[1]!)?.rows ?? 0) === 0) return;
    this.notApplied++;
    const verb = /^\w+/.exec(text)?.[0]?.toUpperCase() ?? 'A';
    this.tell(
      'warning',
      'sql-statement-not-applied',
      place,
      `The dump holds ${/^[AEIOU]/.test(verb) ? 'an' : 'a'} ${verb} statement that is not carried out: rows are read as the INSERT ... VALUES statements state them.`,
      'Load the dump into a server and dump it again if the statement matters.',
    );
  }

  /** A last statement without its delimiter is whole when its quotes and parentheses close. */
  private isWhole(text: string, session: DumpSession): boolean {
    let depth = 0;
    for (const token of tokenize(text, session.ansiQuotes)) {
      if (token.kind === 'punct' && token.text === '(') depth++;
      if (token.kind === 'punct' && token.text === ')') depth--;
      const isQuoted = token.kind === 'name' || token.kind === 'string';
      if (isQuoted && (token.to - token.from < 2 || !/[`'"]/.test(text[token.to - 1] ?? ''))) return false;
    }
    return depth === 0 && !/^(INSERT|REPLACE|CREATE\s+TABLE\s+\S*$)/i.test(text.trim());
  }
}

const keyOf = (database: string | null, name: string): string => `${database ?? ''}\n${name}`;
