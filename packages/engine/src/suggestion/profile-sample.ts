import type { ColumnProfile, SourceProfile, TableProfile } from '../artifacts/source-profile.js';
import { profileOfDescriptions } from './data-dictionary.js';

type Values = Readonly<Record<string, number>>;

/** For tests: a profile of tables whose columns are told as `name: values`, null for a column of which only the name is known. */
export function sampleProfile(
  tables: Readonly<Record<string, Readonly<Record<string, Values | Partial<ColumnProfile> | null>>>>,
  joins: SourceProfile['joins'] = [],
): SourceProfile {
  const described = Object.entries(tables).map(([name, columns]) => ({
    ...{ name, comment: null },
    columns: Object.keys(columns).map((column) => ({ name: column, type: null, comment: null })),
  }));
  const profile = profileOfDescriptions('sample', described);
  const filled = profile.tables.map((table): TableProfile => {
    const told = tables[table.name] ?? {};
    const columns = table.columns.map((column) => ({ ...column, ...toldOf(told[column.name] ?? null) }));
    return { ...table, rows: Math.max(0, ...columns.map((column) => column.filled)), columns };
  });
  return { ...profile, tables: filled, joins };
}

function toldOf(told: Values | Partial<ColumnProfile> | null): Partial<ColumnProfile> {
  if (told === null) return {};
  if ('kind' in told || 'comment' in told) return told as Partial<ColumnProfile>;
  const values = Object.entries(told as Values).map(([value, count]) => ({ value, count }));
  const all = values.reduce((sum, { count }) => sum + count, 0);
  const isNumber = values.every(({ value }) => /^-?\d+$/.test(value));
  return { kind: isNumber ? 'integer' : 'word', filled: all, distinct: { count: values.length, exact: true }, values };
}
