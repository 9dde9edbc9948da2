import { resolve } from 'node:path';
import Database from 'better-sqlite3-multiple-ciphers';
import { readCrosswalks } from '../../packages/engine/src/artifacts/crosswalk.js';
import { readMappingFiles } from '../../packages/engine/src/artifacts/mapping-files.js';
import { readPreset } from '../../packages/engine/src/artifacts/preset.js';
import { readScopePlan } from '../../packages/engine/src/artifacts/workspace.js';
import type { Issue } from '../../packages/engine/src/base/issue.js';
import type { Origin } from '../../packages/engine/src/chart/chart.js';
import { cleaners } from '../../packages/engine/src/clean/registry.js';
import { ChartBuilder } from '../../packages/engine/src/mapping/chart-builder.js';
import { requiredIndexes, tryCompile } from '../../packages/engine/src/mapping/compile.js';
import type { MappingEnvironment } from '../../packages/engine/src/mapping/environment.js';
import { openSource } from '../../packages/engine/src/sources/registry.js';
import type { StagedTable } from '../../packages/engine/src/vault/contract.js';

export interface StagedPractice {
  readonly db: Database.Database;
  readonly tables: readonly StagedTable[];
}

const quote = (name: string): string => `"${name.replaceAll('"', '""')}"`;

/** A source in a SQLite database in memory, shaped as the vault stages it but without its encryption. */
export async function stageInMemory(paths: readonly string[]): Promise<StagedPractice> {
  const { source } = await openSource(paths, {}, { onIssue: () => {} });
  const db = new Database(':memory:');
  const tables: StagedTable[] = [];
  const inserts = new Map<string, Database.Statement>();
  const counts = new Map<string, number>();
  const catalog = await source.catalog();
  for (const [i, table] of catalog.tables.entries()) {
    const sqlName = `t${i}_${table.name}`;
    const columns = table.columns.map((c) => quote(c.name));
    db.exec(`CREATE TABLE ${quote(sqlName)} (_row INTEGER PRIMARY KEY, ${columns.join(', ')})`);
    inserts.set(
      table.name,
      db.prepare(`INSERT INTO ${quote(sqlName)} VALUES (?, ${columns.map(() => '?').join(', ')})`),
    );
    tables.push({
      source: 'emr',
      name: table.name,
      sqlName,
      columns: table.columns.map((c) => ({ name: c.name, type: c.type, cellType: c.cellType, key: c.key })),
      rows: 0,
    });
  }
  db.exec('BEGIN');
  for await (const batch of source.scan({})) {
    const insert = inserts.get(batch.table)!;
    for (let r = 0; r < batch.rowCount; r++) {
      const cells = batch.columns.map((column) => {
        const cell = column[r] ?? null;
        if (typeof cell === 'boolean') return cell ? 1n : 0n;
        // A whole JavaScript number would be bound as a REAL.
        if (typeof cell === 'number' && Number.isInteger(cell)) return BigInt(cell);
        return cell instanceof Uint8Array ? Buffer.from(cell) : cell;
      });
      insert.run(batch.firstRow + r, ...cells);
    }
    counts.set(batch.table, (counts.get(batch.table) ?? 0) + batch.rowCount);
  }
  db.exec('COMMIT');
  await source[Symbol.asyncDispose]();
  return { db, tables: tables.map((t) => ({ ...t, rows: counts.get(t.name) ?? 0 })) };
}

export const presetFolder = (name: string): string =>
  resolve(import.meta.dirname, '../../packages/engine/presets', name);

export interface PresetRun {
  /** What reading and compiling the preset had to say. */
  readonly checkIssues: readonly Issue[];
  /** What charting had to say. */
  readonly issues: readonly Issue[];
  readonly patients: number;
  /** Tables to migrate with rows that no spec selects and no rule excludes, and how many. */
  readonly unselected: readonly (readonly [table: string, rows: number])[];
  /** Ordinals of the rows that some resource carries, by table. */
  readonly carried: ReadonlyMap<string, ReadonlySet<number>>;
  /** Resources of all charts and the shared ones, by type. */
  readonly resources: ReadonlyMap<string, readonly Readonly<Record<string, unknown>>[]>;
}

/** Every chart that a preset makes of a practice. Without errors of the check only. */
export function chartWithPreset(preset: string, practice: StagedPractice): PresetRun {
  const folder = presetFolder(preset);
  const { specs, issues: readIssues } = readMappingFiles(folder);
  const { crosswalks, issues: crosswalkIssues } = readCrosswalks(folder);
  const optional = readPreset(folder)?.optional;
  const counted = new Map<string, number>();
  const env: MappingEnvironment = {
    idNamespace: '7c0a1f5e-3b1d-4a53-9a5e-5f0d3e0b8c11',
    cleaners,
    cleanContext: () => ({ latestYear: 2026 }),
    crosswalks,
    tables: practice.tables,
    scope: readScopePlan(folder),
    ...(optional ? { optional } : {}),
    nonNull: (table, column) => {
      const name = `${table.sqlName}.${column}`;
      if (!counted.has(name)) {
        const sql = `SELECT count(*) FROM ${quote(table.sqlName)} WHERE ${quote(column)} IS NOT NULL AND ${quote(column)} <> ''`;
        counted.set(name, practice.db.prepare(sql).pluck().get() as number);
      }
      return counted.get(name)!;
    },
  };
  const outcome = tryCompile(specs, env);
  const checkIssues = [...readIssues, ...crosswalkIssues, ...outcome.issues];
  const resources = new Map<string, Readonly<Record<string, unknown>>[]>();
  const issues: Issue[] = [];
  const carried = new Map<string, Set<number>>();
  let patients = 0;
  if (outcome.mapping === null) return { checkIssues, issues, patients, resources, carried, unselected: [] };
  for (const [i, need] of requiredIndexes(outcome.mapping).entries())
    practice.db.exec(
      `CREATE INDEX IF NOT EXISTS ${quote(`i_${need.table}_${need.columns.join('_')}_${i}`)} ON ${quote(need.table)} (${need.columns.map(quote).join(', ')})`,
    );
  const builder = new ChartBuilder(outcome.mapping, practice.db);
  const keep = (resource: Readonly<Record<string, unknown>>, origin: Origin) => {
    const type = String(resource.resourceType);
    if (!resources.has(type)) resources.set(type, []);
    resources.get(type)!.push(resource);
    for (const { table, row } of [origin, ...origin.details]) {
      if (!carried.has(table)) carried.set(table, new Set());
      carried.get(table)!.add(row);
    }
  };
  for (const key of builder.patientKeys()) {
    const chart = builder.build(key);
    patients += 1;
    keep(chart.patient, chart.patientOrigin);
    for (const fragment of chart.fragments) keep(fragment.resource, fragment.origin);
    issues.push(...chart.issues);
  }
  for (const fragment of builder.buildShared()) keep(fragment.resource, fragment.origin);
  issues.push(...builder.takeSharedIssues());
  const seen = new Map([...carried].map(([table, rows]) => [table, new Set(rows)]));
  const account = builder.takeAccount();
  for (const [i, index] of account.tables.entries()) {
    const { name } = outcome.mapping.env.tables[index]!;
    if (!seen.has(name)) seen.set(name, new Set());
    seen.get(name)!.add(account.rows[i]!);
  }
  const unselected = practice.tables
    .filter((t) => env.scope.tables[t.name]?.decision === 'migrate' && !env.scope.tables[t.name]?.remainder)
    .map((t) => [t.name, t.rows - (seen.get(t.name)?.size ?? 0)] as const)
    .filter(([, rows]) => rows > 0);
  return { checkIssues, issues, patients, resources, carried, unselected };
}
