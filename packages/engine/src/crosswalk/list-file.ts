import { csvRecords } from '../artifacts/crosswalk.js';
import { MigrationError } from '../base/error.js';
import { besideColumns } from './beside-columns.js';
import type { TermKind } from './contract.js';
import type { LocalValue } from './local-values.js';

/** Names of columns that hold what people call a thing. */
const TEXT =
  /^(label|name|text|title|description|display|drug(_?name)?|test(_?name)?|medication|term|local_?(name|text))$/i;
const COUNT = /count|frequency|rows|times/i;

export interface ListFile {
  readonly column: string;
  readonly values: readonly LocalValue[];
}

/**
 * Local values of a CSV that somebody made of them: one a line, with units, specimens and the like in columns of such names. `column` null: the one whose name says that
 * it is the name. Error: CROSSWALK_LIST where there is no such column.
 */
export function readListFile(text: string, where: string, column: string | null, kind: TermKind): ListFile {
  const records = csvRecords(text.replace(/^\ufeff/, ''));
  const first = records.next();
  const header = first.done ? [] : first.value.fields.map((field) => field.trim());
  const at =
    column === null
      ? header.findIndex((name) => TEXT.test(name))
      : header.findIndex((name) => name.toLowerCase() === column.toLowerCase());
  const own = header[at];
  if (own === undefined)
    throw new MigrationError('The list has no column with the local names', {
      code: 'CROSSWALK_LIST',
      kind: 'usage',
      where,
      hint: `Name it: --column NAME. Columns: ${header.slice(0, 20).join(', ')}`,
    });
  const beside = besideColumns(kind, header, own);
  const counted = header.findIndex((name) => COUNT.test(name));
  const values = new Map<string, LocalValue>();
  for (const { fields } of records) {
    const cell = (name: string | null): string | undefined =>
      (name === null ? '' : (fields[header.indexOf(name)] ?? '')).trim() || undefined;
    const value = (fields[at] ?? '').trim();
    if (value === '') continue;
    const term = {
      text: value,
      unit: cell(beside.unit),
      specimen: cell(beside.specimen),
      context: cell(beside.context),
    };
    // The same name of another specimen or unit is another test.
    const key = JSON.stringify(term);
    const count = counted < 0 ? 1 : Number(fields[counted]) || 0;
    const rows = (values.get(key)?.rows ?? 0) + count;
    values.set(key, { value, term, mixed: [], rows, patients: null });
  }
  return { column: own, values: [...values.values()] };
}
