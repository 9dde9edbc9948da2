import Database from 'better-sqlite3-multiple-ciphers';
import { locateInSpec } from '../artifacts/mapping-files.js';
import type { MappingSpec } from '../artifacts/mapping-spec.js';
import type { Issue } from '../base/issue.js';
import type { StagedTable } from '../vault/contract.js';
import { type CompiledMapping, type CompiledSpec, tryCompile } from './compile.js';
import type { MappingEnvironment } from './environment.js';
import { checkForeignKeys } from './foreign-keys.js';
import { SpecQueries } from './spec-queries.js';
import { quoteName } from './sql-text.js';
import { isAbsentColumn, isAbsentTable } from './staged-sql.js';

/**
 * Everything that is wrong with the specs, each with file:line:column: unknown tables, columns, elements, cleaners, crosswalks, references and variants;
 * SQL that does not prepare against the staged schema; columns with data that are neither mapped nor archive-only (needs `env.nonNull`); columns that are
 * both; tables to be migrated that no spec reads. As hints (severity information): joins that are not by the declared foreign keys, and tables without patient
 * from which foreign keys lead to one. Reads no data itself.
 */
export function checkMapping(specs: readonly MappingSpec[], env: MappingEnvironment): Issue[] {
  const { mapping, specs: compiled, issues } = tryCompile(specs, env);
  const found: Issue[] = [...issues];
  found.push(...checkSql(compiled, mapping, env));
  for (const spec of compiled) found.push(...checkArchiveOnly(spec), ...checkPatientDrive(spec));
  if (mapping) found.push(...checkCoverage(mapping));
  found.push(...checkForeignKeys(compiled, env.tables));
  return found;
}

/** Prepares every fragment alone, and when all are right every statement, against an empty copy of the schema: no error can quote a value. */
export function checkSql(
  specs: readonly CompiledSpec[],
  mapping: CompiledMapping | null,
  env: MappingEnvironment,
): Issue[] {
  const issues: Issue[] = [];
  const db = new Database(':memory:');
  try {
    for (const table of env.tables) if (!isAbsentTable(table)) createEmpty(db, table);
    for (const spec of specs) {
      const told = new Set<string>();
      for (const { scope, sql, trail } of spec.fragments) {
        const message = failure(() => db.prepare(`SELECT (${sql}) FROM ${scope.tablesSql()}`));
        const where = locateInSpec(spec.spec, trail);
        if (message === null || told.has(where + message)) continue;
        told.add(where + message);
        issues.push({
          severity: 'error',
          code: 'sql-invalid',
          where,
          message: `SQLite refuses this fragment: ${message}.`,
          hint: 'A fragment is one SQLite expression over the columns of this row.',
        });
      }
    }
    if (mapping && issues.length === 0) {
      const queries = new SpecQueries(mapping, db);
      for (const spec of mapping.specs) {
        const message = failure(() => {
          queries.all(spec);
          queries.byKey(spec);
          if (spec.patient) queries.byPatient(spec);
          for (const scope of spec.scopes.slice(1)) queries.list(scope);
        });
        if (message !== null) {
          issues.push({
            severity: 'error',
            code: 'sql-invalid',
            where: locateInSpec(spec.spec, ['from']),
            message: `SQLite refuses the query of this spec: ${message}.`,
            hint: 'Look at its joins, lists and orders.',
          });
        }
      }
    }
  } finally {
    db.close();
  }
  return issues;
}

function createEmpty(db: Database.Database, table: StagedTable): void {
  const slabs = new Map<string, string[]>([[table.sqlName, []]]);
  for (const column of table.columns) {
    const slab = column.sqlTable ?? table.sqlName;
    slabs.set(slab, [...(slabs.get(slab) ?? []), quoteName(column.sqlName ?? column.name)]);
  }
  for (const [name, columns] of slabs)
    db.exec(`CREATE TABLE ${quoteName(name)} (${['_row INTEGER PRIMARY KEY', ...columns].join(', ')})`);
}

/** The schema copy is empty, so the message can hold names only. */
function failure(work: () => unknown): string | null {
  try {
    work();
    return null;
  } catch (error) {
    return error instanceof Error ? error.message : 'unknown';
  }
}

function checkArchiveOnly(spec: CompiledSpec): Issue[] {
  const issues: Issue[] = [];
  const names = spec.spec.archive_only ?? [];
  for (const [i, { tableIndex, column }] of spec.archiveOnly.entries()) {
    const fed = spec.scopes.some((s) =>
      s.slots.some(
        (slot) =>
          slot.fed && slot.table?.tableIndex === tableIndex && slot.table.role !== 'lookup' && slot.column === column,
      ),
    );
    if (!fed) continue;
    issues.push({
      severity: 'warning',
      code: 'column-twice',
      where: locateInSpec(spec.spec, ['archive_only', i]),
      message: `The column ${names[i] ?? column} is both mapped and archive-only.`,
      hint: 'Take it out of archive_only, or out of elements.',
    });
  }
  return issues;
}

function checkPatientDrive(spec: CompiledSpec): Issue[] {
  if (spec.patient === null || spec.patient.indexed) return [];
  return [
    {
      severity: 'warning',
      code: 'patient-expression',
      where: locateInSpec(spec.spec, ['patient']),
      message: 'The patient is an expression that no index can serve; each worker keeps a map of all rows in memory.',
      hint: 'Join the table that holds the key and name its column.',
    },
  ];
}

const MOST_NAMED = 8;

/** What nobody has looked at and would stay behind: without this a mapping of half the tables looks whole. */
function checkWaiting({ env, users }: CompiledMapping): Issue[] {
  const waiting = env.tables.filter((table, tableIndex) => {
    const plan = env.scope.tables[`${table.source}/${table.name}`] ?? env.scope.tables[table.name];
    return plan?.decision === 'archive' && plan.review === true && table.rows > 0 && !users.has(tableIndex);
  });
  if (waiting.length === 0) return [];
  const largest = [...waiting].sort((a, b) => b.rows - a.rows).slice(0, MOST_NAMED);
  const rows = waiting.reduce((sum, table) => sum + table.rows, 0);
  const more = waiting.length > largest.length ? ', ...' : '';
  return [
    {
      severity: 'warning',
      code: 'tables-waiting',
      where: 'scope.yaml',
      message: `Tables with ${rows} rows are proposed for the archive and wait to be looked at: ${largest.map((table) => `${table.name} (${table.rows})`).join(', ')}${more}.`,
      hint: 'Write a spec and decide `scope set TABLE migrate`, or decide `scope set TABLE archive`.',
    },
  ];
}

function checkCoverage(mapping: CompiledMapping): Issue[] {
  const { env } = mapping;
  const issues: Issue[] = checkWaiting(mapping);
  for (const [tableIndex, table] of env.tables.entries()) {
    const plan = env.scope.tables[`${table.source}/${table.name}`] ?? env.scope.tables[table.name];
    if (plan?.decision !== 'migrate') continue;
    const users = mapping.users.get(tableIndex);
    if (!users) {
      if (table.rows > 0 && plan.remainder !== 'archive') {
        issues.push({
          severity: 'error',
          code: 'table-unmapped',
          where: `scope.yaml (${table.name})`,
          message: `The table ${table.name} is to be migrated, and no spec reads it.`,
          hint: 'Write a spec for it, or archive it in scope.yaml.',
        });
      }
      continue;
    }
    if (!env.nonNull) continue;
    const spec = mapping.specs[users[0]!.spec]!.spec;
    for (const column of table.columns) {
      if (isAbsentColumn(column)) continue;
      if (users.some((u) => u.mapped.has(column.name) || u.archiveOnly.has(column.name))) continue;
      const filled = env.nonNull(table, column.name);
      if (filled === 0) continue;
      issues.push({
        severity: 'error',
        code: 'column-unmapped',
        where: locateInSpec(spec, ['from']),
        message: `The column ${table.name}.${column.name} holds ${filled} values and is neither mapped nor archive-only.`,
        hint: 'Map it in elements, or list it in archive_only.',
      });
    }
  }
  return issues;
}
