import type { SourceProfile, TableProfile } from '../../artifacts/source-profile.js';
import type { Ranked } from '../ranking.js';
import type { TableView } from '../table-view.js';
import { type Plan, patientKey, quoted } from './plan.js';

/** Where the patient's key stands: a column, a join and its column; null is not used here; undefined where none was found. */
export interface PatientLink {
  readonly patient: string;
  readonly join: readonly Readonly<Record<string, string>>[];
}

export const SUBJECTS = /\.(subject|patient|beneficiary)$/;

export function patientColumn(
  plan: Plan,
  patients: TableView | null,
  profile: SourceProfile,
  byTable: ReadonlyMap<string, ReadonlyMap<string, Ranked>>,
): PatientLink | undefined {
  if (!patients) return undefined;
  const { table } = plan.view;
  const key = patientKey(patients, profile)?.[0];
  if (plan.view === patients) return key === undefined ? undefined : { patient: key, join: [] };
  const path = table.patientPath?.steps;
  if (path && path.length > 0 && path.at(-1)?.to.table === patients.table.name) return alongPath(table, path);
  const direct = directColumn(table, patients, profile, byTable);
  if (direct !== null) return { patient: direct, join: [] };
  // One step: a table that this one names and that names the patient.
  for (const join of profile.joins) {
    if (join.from.table !== table.name || join.from.columns.length !== 1 || join.to.table === table.name) continue;
    const next = profile.tables.find((one) => one.name === join.to.table);
    const column = next ? directColumn(next, patients, profile, byTable) : null;
    if (next && column !== null)
      return alongPath(table, [
        join,
        {
          from: { table: next.name, columns: [column] },
          to: { table: patients.table.name, columns: [key ?? ''] },
        },
      ]);
  }
  return undefined;
}

function directColumn(
  table: TableProfile,
  patients: TableView,
  profile: SourceProfile,
  byTable: ReadonlyMap<string, ReadonlyMap<string, Ranked>>,
): string | null {
  const joined = profile.joins.find(
    (join) => join.from.table === table.name && join.to.table === patients.table.name && join.from.columns.length === 1,
  );
  if (joined) return joined.from.columns[0] ?? null;
  const suggested = [...(byTable.get(table.name)?.values() ?? [])]
    .filter((one) => SUBJECTS.test(one.candidates[0]?.target ?? ''))
    .sort((a, b) => (b.candidates[0]?.score ?? 0) - (a.candidates[0]?.score ?? 0));
  if (suggested[0]) return suggested[0].column;
  const key = patientKey(patients, profile)?.[0];
  return (
    table.columns.find(
      (column) => key !== undefined && column.name.toLowerCase() === key.toLowerCase() && !/^id$/i.test(key),
    )?.name ?? null
  );
}

function alongPath(
  table: TableProfile,
  steps: readonly {
    readonly from: { readonly table: string; readonly columns: readonly string[] };
    readonly to: { readonly table: string; readonly columns: readonly string[] };
  }[],
): PatientLink {
  if (steps.length === 1) return { patient: steps[0]?.from.columns[0] ?? '', join: [] };
  const join = steps.slice(0, -1).map((step, at) => {
    const as = `p${at + 1}`;
    const from = at === 0 ? quoted(table.name) : `p${at}`;
    const on = step.from.columns
      .map((column, c) => `${as}.${quoted(step.to.columns[c] ?? '')} = ${from}.${quoted(column)}`)
      .join(' and ');
    return { table: step.to.table, as, on };
  });
  return { patient: `p${join.length}.${steps.at(-1)?.from.columns[0] ?? ''}`, join };
}
