import type { SpecCoverage, TableUse } from '../scope/spec-coverage.js';

/** As much of a spec as says which tables it reads. */
interface ReadingSpec {
  readonly id: string;
  readonly resource: string;
  readonly from: string;
  readonly source?: string | undefined;
}

const RANK = { lookup: 0, detail: 1, driver: 2 } as const;

/** What specs do with the tables of a source; the strongest use of each counts. Tables that only a sub-select in SQL names are not seen. */
export function usesOfSpecs(specs: readonly ReadingSpec[], source: string): SpecCoverage['uses'] {
  const uses = new Map<string, TableUse>();
  const note = (name: string, { role, isPivot }: ReadTable, spec: ReadingSpec): void => {
    const held = uses.get(name);
    const isStronger = held === undefined || RANK[role] > RANK[held.role];
    if (held !== undefined && RANK[role] < RANK[held.role]) return;
    const before = isStronger ? undefined : held;
    uses.set(name, {
      role,
      ...(isPivot && role === 'detail' ? { isPivot } : {}),
      specs: [...new Set([...(before?.specs ?? []), spec.id])],
      resources: role === 'lookup' ? [] : [...new Set([...(before?.resources ?? []), spec.resource])],
    });
  };
  for (const spec of specs) {
    if (spec.source !== undefined && spec.source !== source) continue;
    for (const table of tablesOf(spec, true)) for (const name of table.names) note(name, table, spec);
  }
  return uses;
}

interface ReadTable {
  readonly names: readonly string[];
  readonly role: TableUse['role'];
  readonly isPivot?: boolean;
}

/** Tables in `from`, joins, pivots, lists and lines, with what becomes of their rows. */
function tablesOf(part: unknown, isSpec = false): ReadTable[] {
  if (typeof part !== 'object' || part === null) return [];
  const fields = part as Record<string, unknown>;
  const own: ReadTable[] = [];
  const role = fields.role === 'detail' ? 'detail' : 'lookup';
  if (isSpec && typeof fields.from === 'string') own.push({ names: namesIn(fields.from), role: 'driver' });
  else if (typeof fields.from === 'string' && ('elements' in fields || 'item' in fields || 'line' in fields))
    own.push({ names: namesIn(fields.from), role: fields.role === 'lookup' ? 'lookup' : 'detail' });
  if (typeof fields.on === 'string')
    for (const name of [fields.table, fields.pivot])
      if (typeof name === 'string') own.push({ names: namesIn(name), role, isPivot: name === fields.pivot });
  return [...own, ...Object.values(fields).flatMap((value) => tablesOf(value))];
}

/** `table` or `table alias` as the names that it may mean, in lower case: the name of a table may itself hold blanks. */
function namesIn(text: string): string[] {
  const whole = text.trim().toLowerCase();
  const table = /^(.*\S)\s+(?:as\s+)?[a-z_]\w*$/.exec(whole)?.[1];
  return table === undefined ? [whole] : [whole, table];
}
