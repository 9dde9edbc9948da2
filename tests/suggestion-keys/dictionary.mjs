import { readFileSync } from 'node:fs';

/** A vendor's data dictionary as a profile without rows. */
export function dictionaryProfile(path) {
  const dictionary = JSON.parse(readFileSync(path, 'utf8'));
  const tables = Object.entries(dictionary).map(([name, entry]) =>
    table(
      name,
      entry.description || null,
      entry.fields.map((field) => ({
        name: field.field_name,
        type: field.data_type,
        comment: field.description || null,
      })),
    ),
  );
  return {
    chartlift: 'profile/1',
    source: 'dictionary',
    format: 'dictionary',
    product: null,
    snapshotAt: '2026-01-01',
    tables,
    joins: [],
  };
}

function table(name, comment, columns) {
  return {
    name,
    comment,
    ...{ rows: 0, bytes: 0, keys: [], traits: [], activity: null, domain: null, patientPath: null, eav: null },
    columns: columns.map((column) => ({ ...column, ...NO_VALUES })),
  };
}

const NO_VALUES = {
  ...{
    cellType: 'unknown',
    kind: 'empty',
    nulls: 0,
    blanks: 0,
    filled: 0,
    distinct: { count: 0, exact: true },
    lengths: null,
    numbers: null,
    dates: null,
  },
  ...{ patterns: [], values: null, sentinels: [], damaged: 0, phi: null, codes: [], note: null, units: [] },
};

/** The same profile as names and types alone. */
export function namesOnly(profile) {
  return {
    ...profile,
    tables: profile.tables.map((one) => ({
      ...table(
        one.name,
        null,
        one.columns.map(({ name, type }) => ({ name, type, comment: null })),
      ),
      keys: one.keys.filter((key) => key.declared),
    })),
    joins: profile.joins.filter((join) => join.declared),
  };
}

/** A profile that has the tables and columns of a key and nothing else: names alone, in the habit of a vendor whose data is not at hand. */
export function profileOfKey(path) {
  const byTable = new Map();
  for (const line of readFileSync(path, 'utf8').split('\n').slice(1)) {
    const [name, column] = line.split('\t');
    if (column) byTable.set(name, [...(byTable.get(name) ?? []), { name: column, type: 'text', comment: null }]);
  }
  const tables = [...byTable].map(([name, columns]) => table(name, null, columns));
  return {
    chartlift: 'profile/1',
    source: 'key',
    format: 'key',
    product: null,
    snapshotAt: '2026-01-01',
    tables,
    joins: [],
  };
}
