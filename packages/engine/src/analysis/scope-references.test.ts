import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { stageIntoWorkspace } from '../project/staging.js';
import { buildBackup } from '../synthetic/sql-server/backup.js';
import { buildDatabase } from '../synthetic/sql-server/database.js';
import type { SpecValue, TableSpec } from '../synthetic/sql-server/spec.js';
import { initWorkspace } from '../vault/init.js';
import { Vault } from '../vault/vault.js';
import { checkScope } from './scope-gate.js';

const KEY = { kind: 'passphrase', passphrase: 'test only, made-up data' } as const;
const root = mkdtempSync(join(tmpdir(), 'scope-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

const table = (name: string, columns: string[], rows: SpecValue[][], foreignKeys: TableSpec['foreignKeys'] = []) => ({
  ...{ name, rows, foreignKeys },
  storage: 'heap' as const,
  columns: columns.map((column) => ({ name: column, type: 'int' })),
});

/** The warnings about references under a scope plan, with and without a spec that reads both tables. */
async function workspace(): Promise<(scope: Record<string, string>, spec?: string) => string[]> {
  const database = buildDatabase({
    ...{ name: 'Scope', version: 852, seed: 3 },
    tables: [
      table(
        'Patient',
        ['Id', 'PlanId', 'PlanNo', 'DoctorId'],
        [
          [1, 7, 1, 5],
          [2, 7, null, 5],
          [3, null, null, null],
        ],
        [
          { columns: ['PlanId', 'PlanNo'], references: 'Plan', referencedColumns: ['Id', 'No'] },
          { columns: ['DoctorId'], references: 'Doctor', referencedColumns: ['Id'] },
        ],
      ),
      table('Plan', ['Id', 'No'], [[7, 1]]),
      table('Doctor', ['Id'], [[5]]),
    ],
  });
  const backup = join(root, 'scope.bak');
  writeFileSync(backup, buildBackup({ database })[0]!);
  const dir = join(root, 'workspace');
  await initWorkspace(dir, KEY, { name: 'scope' });
  const vault = await Vault.open(dir, KEY, 'write');
  await stageIntoWorkspace(dir, vault, { paths: [backup] });
  afterAll(() => vault.close());
  return (scope, spec = 'elements: {}\n') => {
    const tables = Object.entries(scope).map(
      ([name, decision]) => `  dbo.${name}: { decision: ${decision}, reason: x }\n`,
    );
    writeFileSync(join(dir, 'scope.yaml'), `chartlift: scope/1\nunlisted: archive\ntables:\n${tables.join('')}`);
    writeFileSync(
      join(dir, 'mapping', 'patient.yaml'),
      `chartlift: mapping/1\nresource: Patient\nfrom: dbo.Patient\nkey: Id\npatient: Id\n${spec}`,
    );
    const { ok, issues } = checkScope(dir, vault);
    expect(ok).toBe(true);
    return issues.flatMap(({ code, severity, where, message }) =>
      code === 'reference-leaves-scope' ? [`${severity} ${where} ${message}`] : [],
    );
  };
}

it('tells which declared references leave the scope, with their counts', async () => {
  const check = await workspace();
  const to = (rows: number, parent: string, fate: string): string =>
    `warning scope/dbo.Patient ${rows} of 3 rows name a row of dbo.${parent}, which is ${fate}.`;
  expect(check({ Patient: 'migrate', Plan: 'drop', Doctor: 'archive' })).toEqual([
    to(1, 'Plan (PlanId, PlanNo)', 'dropped'),
    to(2, 'Doctor (DoctorId)', 'archived'),
  ]);
  expect(check({ Patient: 'migrate', Doctor: 'migrate' })).toEqual([to(1, 'Plan (PlanId, PlanNo)', 'not in the plan')]);
  expect(check({ Patient: 'migrate', Plan: 'reference', Doctor: 'migrate' })).toEqual([]);
  expect(check({ Patient: 'archive', Plan: 'drop', Doctor: 'drop' })).toEqual([]);
  // A spec that reads both follows the reference.
  const join = 'join: [ { table: dbo.Doctor, as: d, on: "d.Id = dbo.Patient.DoctorId" } ]\nelements: {}\n';
  expect(check({ Patient: 'migrate', Plan: 'reference', Doctor: 'archive' }, join)).toEqual([]);
});
