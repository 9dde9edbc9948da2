import type { RowWindow } from '../artifacts/scope-plan.js';
import type { ScopeSettings } from '../artifacts/scope-proposal.js';
import type { ColumnProfile, SourceProfile, TableDomain, TableProfile } from '../artifacts/source-profile.js';

/** Domains that a window may cut: what is old in them is old. Of the others something old may still hold. */
const CUTTABLE: ReadonlySet<TableDomain> = new Set<TableDomain>(
  (
    ['results', 'orders', 'vitals', 'notes', 'documents', 'encounters', 'procedures', 'referrals', 'messages'] as const
  ).slice(),
);

/** Years of the window that the settings ask for; null for none. */
export function yearsOf(domain: TableDomain, settings: ScopeSettings): number | null {
  if (!CUTTABLE.has(domain)) return null;
  return settings.years[domain] ?? (domain === 'results' || domain === 'orders' ? settings.resultYears : null);
}

/** A window of 0 years by the date that tells best when a row came to be; null where none does, or where rows of other domains stand in the table. */
export function datedBy(table: TableProfile, profile: SourceProfile): RowWindow | null {
  const domain = table.domain?.domain ?? 'unknown';
  const others = (table.domain?.also ?? []).filter((one) => one.score >= 0.5 && !CUTTABLE.has(one.domain));
  if (!CUTTABLE.has(domain) || others.length > 0 || table.rows === 0) return null;
  const own = dateColumn(table);
  if (own) return { column: own.name, years: 0, ...orderOf(own) };
  for (const { from, to, score } of profile.joins) {
    if (from.table !== table.name || to.table === table.name || score < 0.8) continue;
    const parent = profile.tables.find((one) => one.name === to.table);
    const date = parent && CUTTABLE.has(parent.domain?.domain ?? 'unknown') ? dateColumn(parent) : null;
    if (date)
      return {
        ...{ column: date.name, years: 0, ...orderOf(date) },
        via: { table: to.table, columns: [...from.columns], references: [...to.columns] },
      };
  }
  return null;
}

/** Least share of filled cells of a date that rows can be cut by. */
const LEAST_FILLED = 0.5;

export function dateColumn(table: TableProfile): ColumnProfile | null {
  const column = table.columns.find((one) => one.name === table.activity?.column);
  return column?.dates && column.filled >= table.rows * LEAST_FILLED ? column : null;
}

/** Order of the numbers where the column's formats agree on one. */
export function orderOf(column: ColumnProfile): { readonly order?: 'mdy' | 'dmy' } {
  const formats = (column.dates?.formats ?? []).map(({ format }) => format.toLowerCase());
  if (formats.some((format) => /^m/.test(format)) && !formats.some((format) => /^d/.test(format)))
    return { order: 'mdy' };
  if (formats.some((format) => /^d/.test(format)) && !formats.some((format) => /^m/.test(format)))
    return { order: 'dmy' };
  return {};
}
