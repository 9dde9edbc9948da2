import type { JoinSpec, MappingSpec } from '../artifacts/mapping-spec.js';
import type { OptionalNames } from './staged-sql.js';

export const NO_OPTION: OptionalNames = { tables: [], columns: {} };

/** `table` or `table alias`, as `from` and `list.from` write it. */
function aliased(text: string): { table: string; alias: string } {
  const split = /^(.*\S)\s+(?:as\s+)?([A-Za-z_]\w*)$/i.exec(text.trim());
  return split ? { table: split[1]!, alias: split[2]! } : { table: text.trim(), alias: text.trim() };
}

/** Every table that a spec names, with its alias, wherever lists stand. */
function namedTables(spec: MappingSpec): { table: string; alias: string }[] {
  const found = [aliased(spec.from)];
  const join = (joins: readonly JoinSpec[] | undefined) => {
    for (const j of joins ?? [])
      found.push('pivot' in j ? { table: j.pivot, alias: j.as } : { table: j.table, alias: j.as ?? j.table });
  };
  const walk = (value: unknown): void => {
    if (Array.isArray(value)) for (const v of value) walk(v);
    else if (typeof value === 'object' && value !== null) {
      const rows = value as Partial<Record<'list' | 'lines', { from?: unknown; join?: JoinSpec[] }>>;
      for (const part of [rows.list, rows.lines])
        if (part && typeof part.from === 'string') {
          found.push(aliased(part.from));
          join(part.join);
        }
      for (const v of Object.values(value)) walk(v);
    }
  };
  join(spec.join);
  for (const detail of spec.details ?? []) found.push(aliased(detail.from));
  walk(spec.elements);
  walk(spec.variants);
  return found;
}

/** A spec's own `optional`, by table. */
export function specOptional(spec: MappingSpec): OptionalNames {
  if (!spec.optional) return NO_OPTION;
  const named = namedTables(spec);
  const same = (a: string, b: string) => a.toLowerCase() === b.toLowerCase();
  const tables: string[] = [];
  const columns: Record<string, string[]> = {};
  const add = (table: string, column: string) => {
    columns[table] = [...(columns[table] ?? []), column];
  };
  for (const name of spec.optional) {
    const table = named.find((t) => same(t.table, name) || same(t.alias, name));
    const owner = named.find((t) => name.lastIndexOf('.') > 0 && same(t.alias, name.slice(0, name.lastIndexOf('.'))));
    if (table) tables.push(table.table);
    else if (owner) add(owner.table, name.slice(name.lastIndexOf('.') + 1));
    else add(named[0]!.table, name);
  }
  return { tables, columns, ...(spec.source === undefined ? {} : { source: spec.source }) };
}
