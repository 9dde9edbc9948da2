import type { MappingSpec } from '../artifacts/mapping-spec.js';
import type { OptionalNames } from './staged-sql.js';

/** Tables that a spec names, by alias; its driving table and those of joins and lists. */
function tablesOf(spec: MappingSpec): Map<string, string> {
  const tables = new Map([[spec.from.toLowerCase(), spec.from]]);
  for (const join of spec.join ?? []) {
    const table = 'table' in join ? join.table : join.pivot;
    tables.set(table.toLowerCase(), table);
    if (join.as !== undefined) tables.set(join.as.toLowerCase(), table);
  }
  return tables;
}

/**
 * What the specs' `optional` lists and the environment allow to be absent. An entry is a table that the spec names, a column of its driving table, or
 * `alias.column` of a joined one (or `table.column`). What one spec calls optional is so for all: tables are the same to every spec.
 */
export function optionalNames(specs: readonly MappingSpec[], given: OptionalNames | undefined): OptionalNames {
  const tables = new Set(given?.tables ?? []);
  const columns = new Map(Object.entries(given?.columns ?? {}).map(([table, names]) => [table.toLowerCase(), [...names]]));
  for (const spec of specs) {
    const known = tablesOf(spec);
    for (const entry of spec.optional ?? []) {
      const table = known.get(entry.toLowerCase());
      if (table !== undefined) {
        tables.add(table);
        continue;
      }
      const dot = entry.indexOf('.');
      const owner = dot < 0 ? spec.from : (known.get(entry.slice(0, dot).toLowerCase()) ?? entry.slice(0, dot));
      const name = owner.toLowerCase();
      columns.set(name, [...(columns.get(name) ?? []), entry.slice(dot + 1)]);
    }
  }
  return { tables: [...tables], columns: Object.fromEntries([...columns].map(([table, names]) => [table, [...new Set(names)]])) };
}
