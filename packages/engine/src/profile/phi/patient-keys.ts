import type { ColumnProfile, SourceProfile } from '../../artifacts/source-profile.js';

/**
 * The profile without the numbers by which rows of patients are called: once the joins are known, keys of patients are PHI whatever their name is, and of
 * columns that name rows which lead to a patient (visits, orders) no value is told.
 */
export function maskPatientKeys(
  profile: SourceProfile,
  patient: { readonly table: string; readonly key: string } | null,
): SourceProfile {
  if (patient === null) return profile;
  const ofPatients = new Set(
    profile.tables
      .filter(({ name, patientPath }) => name === patient.table || patientPath !== null)
      .map(({ name }) => name),
  );
  const place = (table: string, column: string): string => `${table}\n${column}`;
  const patientKeys = new Set([place(patient.table, patient.key)]);
  const rowKeys = new Set<string>();
  for (const { from, to } of profile.joins) {
    if (!ofPatients.has(to.table)) continue;
    const set = to.table === patient.table ? patientKeys : rowKeys;
    for (const name of from.columns) set.add(place(from.table, name));
    for (const name of to.columns) set.add(place(to.table, name));
  }
  return {
    ...profile,
    tables: profile.tables.map((table) => ({
      ...table,
      columns: table.columns.map((column) => {
        const here = place(table.name, column.name);
        if (patientKeys.has(here)) return asPatientKey(column);
        return rowKeys.has(here) ? { ...column, values: null, numbers: null } : column;
      }),
    })),
  };
}

const asPatientKey = (column: ColumnProfile): ColumnProfile => ({
  ...column,
  ...{ values: null, numbers: null },
  phi: column.phi ?? { kind: 'mrn', score: 0.9, reasons: ['names a patient'] },
});
