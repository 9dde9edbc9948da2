import Database from 'better-sqlite3-multiple-ciphers';
import type { Crosswalk } from '../artifacts/crosswalk.js';
import { parseMappingFile } from '../artifacts/mapping-files.js';
import type { MappingSpec } from '../artifacts/mapping-spec.js';
import type { Cell, CellType } from '../base/cell.js';
import type { Cleaner, CleanerRegistry } from '../base/cleaner.js';
import { Decimal } from '../base/decimal.js';
import type { StagedTable } from '../vault/contract.js';
import type { MappingEnvironment } from './environment.js';
import { quoteName } from './sql-text.js';

/** Test material of the mapping stage: a small staged practice in memory, and a few cleaning functions that behave as the contract says. */
export interface TestTable {
  readonly name: string;
  readonly columns: Readonly<Record<string, CellType>>;
  readonly rows: readonly (readonly Cell[])[];
}

const one = (
  name: string,
  returns: string,
  clean: Cleaner['clean'],
  inputs: readonly [number, number] = [1, 1],
): Cleaner => ({
  name,
  describe: `test ${name}`,
  inputs,
  returns,
  clean,
});

const TEST_CLEANERS: CleanerRegistry = new Map(
  [
    one('date', 'date', ([cell]) => {
      const text = String(cell);
      if (/^\d{4}-\d{2}-\d{2}$/.test(text) && text !== '0000-00-00') return { value: text };
      return { value: undefined, findings: [{ severity: 'warning', code: 'date-invalid', message: 'No date.' }] };
    }),
    one('silent', 'string', () => ({ value: undefined })),
    one(
      'quantity',
      'Quantity',
      ([value, unit]) => ({ value: { value: Decimal.parse(String(value)), ...(unit ? { unit } : {}) } }),
      [2, 2],
    ),
    one('icd10', 'Coding[]', ([cell], args) => ({
      value: [{ system: args.system ?? 'http://hl7.org/fhir/sid/icd-10-cm', code: String(cell) }],
    })),
  ].map((c) => [c.name, c]),
);

export function testPractice(tables: readonly TestTable[]): { db: Database.Database; tables: StagedTable[] } {
  const db = new Database(':memory:');
  const staged: StagedTable[] = tables.map((t, i) => ({
    source: 'emr',
    name: t.name,
    sqlName: `t${i}_${t.name}`,
    columns: Object.entries(t.columns).map(([name, cellType]) => ({ name, type: cellType, cellType, key: false })),
    rows: t.rows.length,
  }));
  for (const [i, t] of tables.entries()) {
    const sqlName = quoteName(staged[i]!.sqlName);
    const names = Object.keys(t.columns).map(quoteName);
    db.exec(`CREATE TABLE ${sqlName} (_row INTEGER PRIMARY KEY, _pos INTEGER, ${names.join(', ')})`);
    const insert = db.prepare(`INSERT INTO ${sqlName} VALUES (?, ?, ${names.map(() => '?').join(', ')})`);
    for (const [r, row] of t.rows.entries())
      insert.run(r + 1, r + 1, ...row.map((c) => (typeof c === 'boolean' ? Number(c) : c)));
  }
  return { db, tables: staged };
}

const TEST_NAMESPACE = '6f9619ff-8b86-5011-b42d-00cf4fc964ff';

export function testEnvironment(
  tables: readonly StagedTable[],
  crosswalks: readonly Crosswalk[] = [],
): MappingEnvironment {
  return {
    idNamespace: TEST_NAMESPACE,
    cleaners: TEST_CLEANERS,
    cleanContext: () => ({}),
    crosswalks: new Map(crosswalks.map((c) => [c.name, c])),
    tables,
    scope: {
      chartlift: 'scope/1',
      unlisted: 'archive',
      tables: Object.fromEntries(tables.map((t) => [t.name, { decision: 'migrate' as const }])),
    },
  };
}

/** Specs from YAML texts by id; throws what is wrong with them. */
export function testSpecs(texts: Readonly<Record<string, string>>): MappingSpec[] {
  return Object.entries(texts).map(([id, text]) => {
    const { spec, issues } = parseMappingFile(`chartlift: mapping/1\n${text}`, `mapping/${id}.yaml`);
    if (!spec) throw new Error(issues.map((i) => `${i.where} ${i.message}`).join('\n'));
    return spec;
  });
}
