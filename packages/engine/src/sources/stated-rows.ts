import type { SourceCheck } from './contract.js';

/** The check that what was read is what the source claims, over the tables that are read and claim something; none when none does. */
export function statedRowsCheck(
  tables: readonly { readonly name: string; readonly statedRows: number | null; readonly status: string }[],
  rows: ReadonlyMap<string, number>,
): SourceCheck[] {
  const stated = tables.filter((t) => t.status === 'read' && t.statedRows !== null);
  if (stated.length === 0) return [];
  const failed = stated.filter((t) => t.statedRows !== (rows.get(t.name) ?? 0)).length;
  return [
    {
      name: 'stated-rows',
      says: 'tables have as many rows as the source itself counts',
      passed: failed === 0,
      checked: stated.length,
      failed,
      failing: 'incomplete',
      wholeness: true,
    },
  ];
}
