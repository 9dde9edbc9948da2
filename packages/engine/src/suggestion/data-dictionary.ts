import type { ColumnProfile, SourceProfile, TableProfile } from '../artifacts/source-profile.js';

/** A column as a dictionary describes it. */
export interface DescribedColumn {
  readonly name: string;
  readonly type: string | null;
  readonly comment: string | null;
}

export interface DescribedTable {
  readonly name: string;
  readonly comment: string | null;
  readonly columns: readonly DescribedColumn[];
}

/** A profile of tables of which only names, types and descriptions are known. */
export function profileOfDescriptions(source: string, tables: readonly DescribedTable[]): SourceProfile {
  return {
    chartlift: 'profile/1',
    source,
    format: 'data-dictionary',
    product: null,
    snapshotAt: '',
    tables: tables.map(tableProfile),
    joins: [],
  };
}

function tableProfile(table: DescribedTable): TableProfile {
  return {
    name: table.name,
    comment: table.comment,
    rows: 0,
    bytes: 0,
    columns: table.columns.map(columnProfile),
    keys: [],
    traits: [],
    activity: null,
    domain: null,
    patientPath: null,
    eav: null,
  };
}

function columnProfile({ name, type, comment }: DescribedColumn): ColumnProfile {
  return {
    ...{ name, type: type ?? 'text', comment, cellType: 'unknown', kind: 'empty', nulls: 0, blanks: 0, filled: 0 },
    ...{ distinct: { count: 0, exact: true }, lengths: null, numbers: null, dates: null, patterns: [], values: null },
    ...{ sentinels: [], damaged: 0, phi: null, codes: [], note: null, units: [] },
  };
}

type Json = Readonly<Record<string, unknown>>;
const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const NAMES = ['name', 'field_name', 'fieldname', 'column_name', 'columnname', 'column', 'field'];
const TYPES = ['data_type', 'datatype', 'type', 'column_type'];
const TEXTS = ['description', 'comment', 'desc', 'definition', 'documentation', 'comments'];
const LISTS = ['fields', 'columns', 'attributes'];

function text(value: Json, names: readonly string[]): string | null {
  for (const [key, found] of Object.entries(value)) {
    if (!names.includes(key.toLowerCase())) continue;
    if (typeof found === 'string' && found.trim() !== '') return found.trim();
    if (Array.isArray(found)) return found.filter((part) => typeof part === 'string').join(' ') || null;
  }
  return null;
}

/**
 * Tables of a dictionary in JSON: an object or list of tables with `fields`, `columns` or `attributes`, each with a name and perhaps type and description.
 * Empty where the value is no dictionary.
 */
export function describedInJson(value: unknown, fallbackName: string): readonly DescribedTable[] {
  if (Array.isArray(value)) return value.flatMap((one) => describedInJson(one, fallbackName));
  if (!isObject(value)) return [];
  for (const [key, list] of Object.entries(value)) {
    if (!LISTS.includes(key.toLowerCase()) || !(Array.isArray(list) || isObject(list))) continue;
    const columns = Array.isArray(list)
      ? list.flatMap((column) => describedColumn(column, null))
      : Object.entries(list).flatMap(([name, column]) => describedColumn(column, name));
    if (columns.length === 0) continue;
    const name = text(value, ['name', 'table', 'table_name', 'tablename', 'title']) ?? fallbackName;
    return [{ name, comment: text(value, TEXTS), columns }];
  }
  return Object.entries(value).flatMap(([name, one]) =>
    isObject(one) || Array.isArray(one) ? describedInJson(one, name) : [],
  );
}

function describedColumn(column: unknown, key: string | null): DescribedColumn[] {
  if (typeof column === 'string') return [{ name: key ?? column, type: key === null ? null : column, comment: null }];
  if (!isObject(column)) return [];
  const name = text(column, NAMES) ?? key;
  return name === null ? [] : [{ name, type: text(column, TYPES), comment: text(column, TEXTS) }];
}

const TABLE_HEADS = /^(table|table_?name|file|file_?name|entity|view)$/i;
const COLUMN_HEADS = /^(column|column_?name|field|field_?name|attribute|element|data_?element)$/i;

/** Tables of a dictionary in rows of which each describes a column; null where the heads are not those of a dictionary. */
export function describedInRows(
  heads: readonly string[],
  rows: Iterable<readonly (string | null)[]>,
): readonly DescribedTable[] | null {
  const plainHeads = heads.map((head) =>
    head
      .trim()
      .toLowerCase()
      .replace(/[\s-]+/g, '_'),
  );
  const table = plainHeads.findIndex((head) => TABLE_HEADS.test(head));
  const column = plainHeads.findIndex((head) => COLUMN_HEADS.test(head));
  if (table < 0 || column < 0) return null;
  const type = plainHeads.findIndex((head) => TYPES.includes(head));
  const comment = plainHeads.findIndex((head) => TEXTS.includes(head));
  const tables = new Map<string, DescribedColumn[]>();
  for (const row of rows) {
    const of = row[table]?.trim();
    const name = row[column]?.trim();
    if (!of || !name) continue;
    const columns = tables.get(of) ?? [];
    columns.push({
      name,
      type: (type < 0 ? null : row[type]) || null,
      comment: (comment < 0 ? null : row[comment]) || null,
    });
    tables.set(of, columns);
  }
  return [...tables].map(([name, columns]) => ({ name, comment: null, columns }));
}
