import { ENTRY_KINDS, type EntryKind, KEYING_FORMS } from '../../artifacts/keying-form.js';
import type { CellType } from '../../base/cell.js';
import type { CatalogTable } from '../../vault/staged-tables.js';

/** Name of the staged source that the manual lane is. */
export const MANUAL_SOURCE = 'manual';

/** Table of a kind of entry. */
export const entryTable = (kind: EntryKind): string => kind.replaceAll('-', '_');

type Columns = readonly (readonly [name: string, cellType: CellType])[];

const texts = (...names: readonly string[]): Columns => names.map((name) => [name, 'text']);

const DOCUMENT: Columns = [
  ...texts('id', 'patient', 'media_type', 'title', 'date'),
  ['pages', 'integer'],
  ...texts('state', 'quarantine', 'linked_by', 'came_from', 'text'),
];
const PAGE: Columns = [['document', 'text'], ['page', 'integer'], ['blank', 'boolean'], ...texts('read_by', 'state')];
const ITEM: Columns = [
  ...texts('id', 'type', 'state', 'patient', 'document'),
  ['page', 'integer'],
  ['entries', 'integer'],
];
const KEYED: Columns = [
  ...texts('keyed_by', 'verified_by', 'keyed_at', 'document'),
  ['page', 'integer'],
  ...texts('box', 'methods'),
];

const tableOf = (name: string, columns: Columns, primaryKey: readonly string[]): CatalogTable => ({
  name,
  columns: columns.map(([column, cellType]) => ({
    name: column,
    type: cellType,
    cellType,
    key: primaryKey.includes(column),
  })),
  primaryKey,
  apart: true,
});

const document = tableOf('document', DOCUMENT, ['id']);

/** The tables of the lane: documents, their pages, work items, and one for each kind of entry whose columns are the fields of its form. */
export const LANE_TABLES: readonly CatalogTable[] = [
  {
    ...document,
    columns: [...document.columns, { name: 'content', type: 'blob', cellType: 'binary', key: false, blobsOf: 'id' }],
  },
  tableOf('page', PAGE, ['document', 'page']),
  tableOf('item', ITEM, ['id']),
  ...ENTRY_KINDS.map((kind) =>
    tableOf(
      entryTable(kind),
      [...texts('id', 'item', 'patient', ...KEYING_FORMS[kind].map((field) => field.name)), ...KEYED],
      ['id'],
    ),
  ),
];
