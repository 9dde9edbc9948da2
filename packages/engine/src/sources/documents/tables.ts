import { REJECTED_SUFFIX } from '../../base/disposition.js';
import { type ColumnInfo, REJECTED_COLUMNS, type TableInfo } from '../contract.js';
import { SHARED_TYPES } from './source-document.js';

const text = (name: string, key = false): ColumnInfo => ({
  name,
  type: 'text',
  cellType: 'text',
  nullable: !key,
  key,
});
const integer = (name: string): ColumnInfo => ({ ...text(name), type: 'integer', cellType: 'integer' });

export const DOCUMENT = 'document';
export const REFUSED = DOCUMENT + REJECTED_SUFFIX;
export const NOT_CARRIED = 'not_carried';
export const REPEATED = 'repeated';
export const SUPERSEDED = 'superseded';

const OF_DOCUMENT: readonly ColumnInfo[] = [
  integer('number'),
  text('file'),
  text('patient'),
  text('standing'),
  text('id'),
  text('set_id'),
  text('version'),
  text('date'),
  text('type'),
  text('title'),
  text('content'),
];
const OF_UNREAD = [text('document'), text('place'), integer('line'), text('reason'), text('content')];
const OF_OTHER_VERSION = [
  text('resource'),
  text('id'),
  text('patient'),
  text('document'),
  integer('place'),
  text('counts_in'),
  text('json'),
];
const OF_SHARED = [text('id', true), text('document'), integer('place'), text('json')];
const OF_PATIENT = [text('id', true), text('patient'), text('document'), integer('place'), text('json')];

const COMMENTS: Readonly<Record<string, string>> = {
  [DOCUMENT]: 'the documents, whole',
  [REFUSED]: 'files that should be documents and cannot be read as such',
  [NOT_CARRIED]: 'parts of documents that are in no resource, with the reason',
  [REPEATED]: 'statements that another document makes in the same words; that one counts',
  [SUPERSEDED]: 'statements of which a newer document has another version, or whose document was replaced',
};

/** Columns of a table of a document source, in the order of its rows. */
export function columnsOf(table: string): readonly ColumnInfo[] {
  switch (table) {
    case DOCUMENT:
      return OF_DOCUMENT;
    case REFUSED:
      return REJECTED_COLUMNS;
    case NOT_CARRIED:
      return OF_UNREAD;
    case REPEATED:
    case SUPERSEDED:
      return OF_OTHER_VERSION;
    default:
      return table === 'Patient' || SHARED_TYPES.has(table) ? OF_SHARED : OF_PATIENT;
  }
}

/** Tables about the documents come first, then one for each type of resource, by name. */
export function tableOrder(a: string, b: string): number {
  const rank = (table: string): number => {
    const at = [DOCUMENT, REFUSED, 'Patient'].indexOf(table);
    return at >= 0 ? at : table in COMMENTS ? 4 : 3;
  };
  return rank(a) - rank(b) || (a < b ? -1 : a > b ? 1 : 0);
}

export function tableInfo(name: string): TableInfo {
  const columns = columnsOf(name);
  const comment = COMMENTS[name];
  return {
    name,
    columns,
    primaryKey: columns.filter((column) => column.key).map((column) => column.name),
    foreignKeys: [],
    statedRows: null,
    status: 'read',
    reason: null,
    ...(comment === undefined ? {} : { comment }),
  };
}
