import type { CellType } from '../../base/cell.js';
import type { SqlToken, TokenCursor } from './tokens.js';
import type { ValueKind } from './value-reader.js';

export interface ColumnDefinition {
  readonly name: string;
  /** As declared, white space made single: `varchar(255)`, `int(10) unsigned`. */
  readonly type: string;
  readonly cellType: CellType;
  readonly kind: ValueKind;
  readonly nullable: boolean;
  readonly charset: string | null;
  readonly comment: string | null;
  readonly primary: boolean;
  readonly generated: boolean;
  /** Literal DEFAULT as written; null: DEFAULT NULL or none on a nullable column; undefined: no value can be told. */
  readonly defaultText: string | null | undefined;
  readonly references: { database: string | null; table: string; referenced: string[] } | null;
}

/** MySQL and MariaDB column types (manual chapter 11, MariaDB KB "Data Types"). */
const TYPES: readonly (readonly [RegExp, CellType, ValueKind])[] = [
  [/^(tiny|small|medium|big)?int\b|^integer\b|^int\d\b|^middleint\b|^serial\b|^year\b/, 'integer', 'integer'],
  [/^bool(ean)?\b/, 'integer', 'integer'],
  [/^(decimal|numeric|dec|fixed|number)\b/, 'decimal', 'decimal'],
  [/^(float|double|real)\b/, 'float', 'float'],
  [/^bit$|^bit ?\( ?1 ?\)/, 'boolean', 'boolean'],
  [/^bit\b/, 'integer', 'bit'],
  [/^(datetime|timestamp)\b/, 'datetime', 'text'],
  [/^date\b/, 'date', 'text'],
  [/^time\b/, 'time', 'text'],
  [/^uuid\b/, 'guid', 'text'],
  [/^(tiny|medium|long)?blob\b|^(var)?binary\b|^long varbinary\b|^char byte\b/, 'binary', 'binary'],
  [/^(geometry|point|linestring|polygon|multi\w+|geom\w*collection|vector)\b/, 'binary', 'binary'],
];

export function typeOf(declared: string): { cellType: CellType; kind: ValueKind } {
  const lower = declared.toLowerCase();
  for (const [pattern, cellType, kind] of TYPES) if (pattern.test(lower)) return { cellType, kind };
  return { cellType: 'text', kind: 'text' };
}

/** `name type attributes` at the cursor, to the end of its tokens; null when it is no column. */
export function columnDefinition(cursor: TokenCursor, text: string): ColumnDefinition | null {
  const name = cursor.token;
  if (!name || name.kind === 'punct') return null;
  cursor.index++;
  const type = readType(cursor, text);
  if (type === null) return null;
  const isBinaryText = /\b(character set|charset) binary\b/i.test(type.rest);
  const found = typeOf(type.declared);
  const state: ColumnState = {
    nullable: !/^serial\b/i.test(type.declared),
    charset: null,
    comment: null,
    primary: false,
    generated: false,
    automatic: /^serial\b/i.test(type.declared),
    defaultText: undefined,
    references: null,
  };
  while (cursor.token) readAttribute(cursor, state, text);
  const nullable = state.nullable && !state.primary;
  const automatic = state.automatic || state.generated;
  const isBinary = state.charset === 'binary' || isBinaryText;
  return {
    name: name.text,
    type: type.declared,
    cellType: isBinary && found.kind === 'text' ? 'binary' : found.cellType,
    kind: isBinary && found.kind === 'text' ? 'binary' : found.kind,
    nullable,
    charset: state.charset,
    comment: state.comment,
    primary: state.primary,
    generated: state.generated,
    defaultText: automatic
      ? undefined
      : state.defaultText === undefined && nullable && !state.hasExpression
        ? null
        : state.defaultText,
    references: state.references,
  };
}

interface ColumnState {
  nullable: boolean;
  charset: string | null;
  comment: string | null;
  primary: boolean;
  generated: boolean;
  automatic: boolean;
  hasExpression?: boolean;
  defaultText: string | null | undefined;
  references: ColumnDefinition['references'];
}

function readType(cursor: TokenCursor, text: string): { declared: string; rest: string } | null {
  const first = cursor.token;
  if (first?.kind !== 'word') return null;
  let last: SqlToken = first;
  cursor.index++;
  const extend = (): void => {
    last = cursor.tokens[cursor.index - 1]!;
  };
  if (/^(double|character|char|national|long|nchar)$/i.test(first.text)) {
    while (/^(PRECISION|VARYING|VARCHAR|CHAR|VARBINARY|BYTE|CHARACTER)$/.test(cursor.word)) {
      if (cursor.word === 'CHARACTER' && cursor.tokens[cursor.index + 1]?.text.toUpperCase() === 'SET') break;
      cursor.index++;
      extend();
    }
  }
  if (cursor.group()) extend();
  while (/^(UNSIGNED|SIGNED|ZEROFILL)$/.test(cursor.word)) {
    cursor.index++;
    extend();
  }
  return { declared: text.slice(first.from, last.to).replace(/\s+/g, ' '), rest: text.slice(last.to, last.to + 40) };
}

function readAttribute(cursor: TokenCursor, state: ColumnState, text: string): void {
  if (cursor.take('NOT', 'NULL')) state.nullable = false;
  else if (cursor.take('CHARACTER', 'SET') || cursor.take('CHARSET')) state.charset = takeText(cursor).toLowerCase();
  else if (cursor.take('COLLATE')) cursor.index++;
  else if (cursor.take('COMMENT')) state.comment = takeText(cursor);
  else if (cursor.take('AUTO_INCREMENT')) state.automatic = true;
  else if (cursor.take('PRIMARY', 'KEY') || cursor.take('PRIMARY')) state.primary = true;
  else if (cursor.take('UNIQUE', 'KEY') || cursor.take('UNIQUE')) return;
  else if (cursor.take('KEY')) state.primary = true;
  else if (cursor.take('DEFAULT')) readDefault(cursor, state, text);
  else if (cursor.take('ON', 'UPDATE')) {
    cursor.index++;
    cursor.group();
  } else if (cursor.take('GENERATED', 'ALWAYS', 'AS') || cursor.take('AS')) {
    state.generated = true;
    cursor.group();
  } else if (cursor.take('REFERENCES')) {
    const other = cursor.name();
    const referenced = (cursor.group() ?? []).filter((t) => t.kind !== 'punct').map((t) => t.text);
    if (other) state.references = { database: other.qualifier, table: other.name, referenced };
  } else if (!cursor.group()) cursor.index++;
}

function takeText(cursor: TokenCursor): string {
  if (cursor.isPunct('=')) cursor.index++;
  const text = cursor.token?.text ?? '';
  cursor.index++;
  return text;
}

function readDefault(cursor: TokenCursor, state: ColumnState, text: string): void {
  const first = cursor.token;
  if (!first) return;
  if (cursor.take('NULL')) {
    state.defaultText = null;
    return;
  }
  if (cursor.group()) {
    state.hasExpression = true;
    return;
  }
  if (cursor.isPunct('+')) cursor.index++;
  cursor.index++;
  const isBits = first.kind === 'word' && /^[bx]$/i.test(first.text) && cursor.token?.kind === 'string';
  const isIntroducer = first.kind === 'word' && first.text.startsWith('_') && cursor.token?.kind === 'string';
  if (isBits || isIntroducer) cursor.index++;
  if (cursor.group() || (first.kind === 'word' && !/^(-?[\d.]|true$|false$|[bx]$|_)/i.test(first.text))) {
    state.hasExpression = true;
    return;
  }
  const last = cursor.tokens[cursor.index - 1]!;
  state.defaultText = text.slice(first.from, last.to);
}
