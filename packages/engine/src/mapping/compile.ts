import { locateInSpec } from '../artifacts/mapping-files.js';
import type { MappingSpec } from '../artifacts/mapping-spec.js';
import { MigrationError } from '../base/error.js';
import type { Issue } from '../base/issue.js';
import type { StagedTable } from '../vault/contract.js';
import type { CompiledMapping, CompiledSpec, CompileOutcome, SpecHeader, TableUser } from './compiled-spec.js';
import { DispositionTable } from './dispositions.js';
import { type MappingEnvironment, TableIndex } from './environment.js';
import { didYouMean, nearestName } from './nearest-name.js';
import { NO_OPTION, specOptional } from './optional-names.js';
import type { ScopeTable } from './row-scope.js';
import { windowNames } from './scope-window.js';
import { compileSpec } from './spec-compiler.js';
import { findColumn, isAbsentColumn, type OptionalNames, withOptional } from './staged-sql.js';

export type { CompiledMapping, CompiledSpec, CompileOutcome } from './compiled-spec.js';

/** Compiles all specs, gathering everything that is wrong as issues with file:line:column. `mapping` is null when an issue is an error. */
export function tryCompile(specs: readonly MappingSpec[], given: MappingEnvironment): CompileOutcome {
  const issues: Issue[] = [];
  const optional = [given.optional ?? NO_OPTION, ...specs.map(specOptional), absentSources(specs, given, issues)];
  const env = { ...given, tables: optional.reduce(withOptional, given.tables) };
  const tables = new TableIndex(env.tables);
  const headers = headersOf(specs, tables, issues);
  const compiled: CompiledSpec[] = [];
  const dispositions = new DispositionTable(
    specs.flatMap((s) => (s.exclude ?? []).map((r) => r.rule)),
    windowNames(env, env.tables),
    specs.flatMap((s) => (s.quarantine ?? []).map((r) => r.rule)),
  );
  for (const header of headers) compiled.push(compileSpec(header, headers, env, tables, dispositions, issues));
  const patients = compiled.filter((s) => s.spec.resource === 'Patient');
  if (patients.length !== 1) {
    const second = patients[1];
    issues.push({
      severity: 'error',
      code: 'patient-spec',
      where: second ? locateInSpec(second.spec, ['resource']) : 'mapping',
      message: second ? 'A second spec makes Patient resources.' : 'No spec makes Patient resources.',
      hint: second
        ? 'Keep one; link further patient sources before mapping.'
        : 'Write one with resource: Patient; its patient names the key that other tables refer to.',
    });
  }
  for (const [i, spec] of compiled.entries()) compiled[i] = { ...spec, index: i };
  const failed = issues.some((i) => i.severity === 'error');
  const users = usersOf(compiled);
  return {
    mapping: failed
      ? null
      : {
          env,
          specs: compiled,
          patientSpec: compiled.indexOf(compiled.find((s) => s.spec.resource === 'Patient')!),
          dispositions,
          users,
        },
    specs: compiled,
    issues,
  };
}

/**
 * Tables that specs are driven by and the source lacks. One that looks like a misspelt name of a table that no spec reads is left to be an error; else the
 * spec is told as idle: other versions of a system have tables that this one has not.
 */
function absentSources(specs: readonly MappingSpec[], env: MappingEnvironment, issues: Issue[]): OptionalNames {
  const tables = new TableIndex(env.tables);
  const read = new Set(specs.map((s) => s.from.trim().toLowerCase()));
  const listed = new Set(
    [...(env.optional?.tables ?? []), ...specs.flatMap((s) => specOptional(s).tables)].map((t) => t.toLowerCase()),
  );
  const absent: string[] = [];
  for (const spec of specs) {
    const name = spec.from.trim();
    // A file for a source that may not be there says so itself.
    if (spec.source !== undefined && specOptional(spec).tables.includes(name)) continue;
    if (/\s/.test(name) || tables.find(name, spec.source) !== null) continue;
    const isTypo =
      nearestName(
        name,
        tables.names().filter((t) => !read.has(t.toLowerCase())),
      ) !== null;
    if (isTypo && !listed.has(name.toLowerCase())) continue;
    absent.push(name);
    // A file for many types names those that a source may have.
    if (spec.body !== undefined && listed.has(name.toLowerCase())) continue;
    issues.push({
      severity: 'information',
      code: 'table-not-staged',
      where: locateInSpec(spec, ['from']),
      message: `The source has no table ${name}: this spec makes nothing.`,
      hint: 'Nothing to do, unless the table has another name in this source.',
    });
  }
  return { tables: absent, columns: {} };
}

function headersOf(specs: readonly MappingSpec[], tables: TableIndex, issues: Issue[]): SpecHeader[] {
  const resolved: { spec: MappingSpec; tableIndex: number; table: StagedTable }[] = [];
  const ids = new Set<string>();
  for (const spec of specs) {
    if (ids.has(spec.id))
      issues.push({
        severity: 'error',
        code: 'spec-duplicate',
        where: spec.file,
        message: `Two specs are called ${spec.id}.`,
        hint: 'Rename one file.',
      });
    ids.add(spec.id);
    const name = spec.from.trim();
    const split = /^(.*\S)\s+(?:as\s+)?([A-Za-z_]\w*)$/i.exec(name);
    const found = tables.find(name, spec.source) ?? (split ? tables.find(split[1]!, spec.source) : null);
    if (found === 'ambiguous') {
      issues.push({
        severity: 'error',
        code: 'table-ambiguous',
        where: locateInSpec(spec, ['from']),
        message: `Several sources hold a table ${name}.`,
        hint: 'Name the source with source.',
      });
    } else if (found === null) {
      issues.push({
        severity: 'error',
        code: 'table-unknown',
        where: locateInSpec(spec, ['from']),
        message: `There is no staged table ${name}.`,
        hint: suggestTable(name, tables),
      });
    } else resolved.push({ spec, tableIndex: found.index, table: found.table });
  }
  return resolved.map((r, index) => ({
    ...r,
    index,
    discriminator: resolved.some((o) => o !== r && o.tableIndex === r.tableIndex) ? r.spec.id : null,
    hasPatient: r.spec.patient !== undefined || r.spec.resource === 'Patient',
  }));
}

const suggestTable = (name: string, tables: TableIndex): string =>
  didYouMean(name, tables.names()) || 'chartlift scope show lists the staged tables.';

function usersOf(specs: readonly CompiledSpec[]): Map<number, TableUser[]> {
  const users = new Map<number, TableUser[]>();
  for (const spec of specs) {
    const mapped = new Map<number, Set<string>>();
    const add = (table: ScopeTable, column: string) => {
      if (column !== '_row') mapped.get(table.tableIndex)?.add(column);
    };
    for (const scope of spec.scopes)
      for (const t of scope.tables)
        if (t.role !== 'lookup' && !mapped.has(t.tableIndex)) mapped.set(t.tableIndex, new Set());
    for (const scope of spec.scopes) {
      for (const slot of scope.slots) if (slot.table && slot.table.role !== 'lookup') add(slot.table, slot.column!);
      for (const [table, columns] of scope.named) if (table.role !== 'lookup') for (const c of columns) add(table, c);
    }
    for (const [tableIndex, columns] of mapped) {
      if (!users.has(tableIndex)) users.set(tableIndex, []);
      const archiveOnly = new Set(spec.archiveOnly.filter((a) => a.tableIndex === tableIndex).map((a) => a.column));
      users.get(tableIndex)!.push({ spec: spec.index, mapped: columns, archiveOnly });
    }
  }
  return users;
}

/** Compiles specs that are right. Throws MigrationError naming the first place that is not. */
export function compileMapping(specs: readonly MappingSpec[], env: MappingEnvironment): CompiledMapping {
  const { mapping, issues } = tryCompile(specs, env);
  if (mapping) return mapping;
  const first = issues.find((i) => i.severity === 'error')!;
  const more = issues.filter((i) => i.severity === 'error').length - 1;
  throw new MigrationError(`The mapping has errors: ${first.message}${more > 0 ? ` And ${more} more.` : ''}`, {
    code: 'MAPPING_INVALID',
    where: first.where,
    hint: `${first.hint ?? ''} chartlift map check lists every error.`.trim(),
  });
}

/** Indexes that a bulk run needs in the vault, each once: `table` is the sqlName. Create them with a write connection before charts are built. */
export function requiredIndexes(mapping: CompiledMapping): { table: string; columns: string[] }[] {
  const wanted = new Map<string, { table: string; columns: string[] }>();
  const want = (table: StagedTable, columns: readonly string[]) => {
    if (columns.length === 0 || columns.includes('_row')) return;
    const found = columns.map((name) => findColumn(table, name)!);
    // What the source lacks needs no index; columns of several slabs cannot share one.
    if (found.some((c) => isAbsentColumn(c) || c.sqlTable !== found[0]!.sqlTable)) return;
    const names = found.map((c) => c.sqlName ?? c.name);
    const sqlTable = found[0]!.sqlTable ?? table.sqlName;
    wanted.set(`${sqlTable}\u0000${names.join('\u0000')}`, { table: sqlTable, columns: names });
  };
  for (const spec of mapping.specs) {
    for (const scope of spec.scopes) for (const need of scope.indexNeeds) want(need.table, need.columns);
    if (spec.patient?.indexed) {
      const slot = spec.scope.slots[spec.patient.slot]!;
      want(slot.table!.table, [slot.column!]);
    }
    const keys = spec.keySlots.map((s) => spec.scope.slots[s]!);
    want(
      spec.table,
      keys.filter((k) => k.table === spec.scope.driving).map((k) => k.column!),
    );
  }
  return [...wanted.values()].sort((a, b) => (a.table + a.columns.join() < b.table + b.columns.join() ? -1 : 1));
}
