import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { formatDump, type SyntheticTable } from '../../packages/engine/src/synthetic/table.js';

/** Rows of a DBUnit flat XML: an element for each row, an attribute for each column. */
export function flatXmlRows(xml: string): Map<string, Record<string, string>[]> {
  const rows = new Map<string, Record<string, string>[]>();
  const text = (value: string): string =>
    value.replace(
      /&(lt|gt|quot|apos|amp);/g,
      (_, name: string) => ({ lt: '<', gt: '>', quot: '"', apos: "'" })[name] ?? '&',
    );
  for (const [, table, attributes] of xml
    .replace(/<!--[\s\S]*?-->/g, '')
    .matchAll(/<(\w+)((?:\s+\w+="[^"]*")+)\s*\/>/g)) {
    const row = Object.fromEntries(
      [...attributes!.matchAll(/(\w+)="([^"]*)"/g)].flatMap((m) => (m[2] === '[NULL]' ? [] : [[m[1]!, text(m[2]!)]])),
    );
    rows.set(table!, [...(rows.get(table!) ?? []), row]);
  }
  return rows;
}

/** A mysqldump of the schema of another, gzipped one, with rows of our own; columns that a row does not name are NULL. */
export function filledDump(schemaFile: string, rows: ReadonlyMap<string, readonly Record<string, string>[]>): string {
  const schema = schemaOf(gunzipSync(readFileSync(schemaFile)).toString('utf8'));
  return [...formatDump('filled', tablesOf(schema, rows), '2022-09-01 13:23:55')].join('');
}

/** Tables and columns of a mysqldump file, read by nothing of ours: `name type` of each line of a CREATE TABLE. */
function schemaOf(dump: string): Map<string, [string, string][]> {
  const tables = new Map<string, [string, string][]>();
  for (const [, name, body] of dump.matchAll(/CREATE TABLE `(\w+)` \(\n([\s\S]*?)\n\)/g))
    tables.set(
      name!,
      [...body!.matchAll(/^ {2}`(\w+)` (\w+(?:\([\d,]+\))?)/gm)].map((m) => [m[1]!, m[2]!]),
    );
  return tables;
}

/** A dump of the schema filled with the rows of fixtures; values as the columns' types have them. */
export function fixtureDump(
  schemaFile: string,
  fixtures: readonly string[],
): { dump: string; rows: ReturnType<typeof flatXmlRows> } {
  const schema = schemaOf(gunzipSync(readFileSync(schemaFile)).toString('utf8'));
  const rows = new Map<string, Record<string, string>[]>();
  for (const file of fixtures)
    for (const [table, list] of flatXmlRows(readFileSync(file, 'utf8')))
      if (schema.has(table)) rows.set(table, [...(rows.get(table) ?? []), ...list]);
  const tables = tablesOf(schema, rows);
  return { dump: [...formatDump('openmrs', tables, '2022-09-01 13:23:55')].join(''), rows };
}

function tablesOf(
  schema: ReadonlyMap<string, [string, string][]>,
  rows: ReadonlyMap<string, readonly Record<string, string>[]>,
): SyntheticTable[] {
  return [...schema].map(
    ([name, columns]): SyntheticTable => ({
      name,
      columns,
      rows: (rows.get(name) ?? []).map((row) =>
        columns.map(([column, type]) => {
          const value = row[column];
          if (value === undefined || (value === '' && !/char|text/.test(type))) return null;
          if (/^(?:tinyint|bit)/.test(type)) return /^(?:true|1)$/i.test(value) ? 1 : 0;
          return /^datetime|^date$/.test(type) ? value.replace(/\.\d+$/, '') : value;
        }),
      ),
    }),
  );
}
