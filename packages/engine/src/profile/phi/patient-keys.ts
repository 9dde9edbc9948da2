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
  const patientKeys = new Set(patient.key.split('+').map((column) => place(patient.table, column)));
  const rowKeys = new Set<string>();
  const steps = profile.tables.flatMap(({ patientPath }) => patientPath?.steps ?? []);
  for (const { from, to } of [...profile.joins, ...steps]) {
    if (!ofPatients.has(to.table)) continue;
    const set = to.table === patient.table ? patientKeys : rowKeys;
    for (const name of from.columns) set.add(place(from.table, name));
    for (const name of to.columns) set.add(place(to.table, name));
  }
  // What names a row by its patient's number holds that number too: `foreign_id` that points at a table of one row for each patient.
  for (let before = -1; before !== patientKeys.size; ) {
    before = patientKeys.size;
    for (const { from, to } of [...profile.joins, ...steps])
      to.columns.forEach((name, i) => {
        const own = from.columns[i];
        if (own !== undefined && patientKeys.has(place(to.table, name))) patientKeys.add(place(from.table, own));
      });
  }
  // Tables of people, one row for each: their numbers are as good as the patient's own.
  const people = new Set(
    profile.tables
      .filter(({ name, domain }) => ofPatients.has(name) && /^(?:demographics|contacts)$/.test(domain?.domain ?? ''))
      .map(({ name }) => name),
  );
  const personKeys = new Set(
    [...profile.joins, ...steps]
      .filter(({ to }) => people.has(to.table))
      .flatMap(({ from, to }) => [
        ...from.columns.map((name) => place(from.table, name)),
        ...to.columns.map((name) => place(to.table, name)),
      ]),
  );
  return {
    ...profile,
    tables: profile.tables.map((table) => ({
      ...table,
      columns: table.columns.map((column) => {
        const here = place(table.name, column.name);
        if (patientKeys.has(here)) return asPatientKey(column);
        if (personKeys.has(here)) return asPersonKey(column);
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

const asPersonKey = (column: ColumnProfile): ColumnProfile => ({
  ...column,
  ...{ values: null, numbers: null },
  phi: column.phi ?? { kind: 'identifier', score: 0.7, reasons: ['names somebody who is led to a patient'] },
});
