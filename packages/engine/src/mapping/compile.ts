import { locateInSpec } from '../artifacts/mapping-files.js';
import type { MappingSpec } from '../artifacts/mapping-spec.js';
import { MigrationError } from '../base/error.js';
import type { Issue } from '../base/issue.js';
import { stableId, uuidToOid } from '../base/stable-id.js';
import type { StagedTable } from '../vault/contract.js';
import { DispositionTable } from './dispositions.js';
import { type MappingEnvironment, TableIndex } from './environment.js';
import { didYouMean } from './nearest-name.js';
import { optionalNames } from './optional-names.js';
import type { RowScope, ScopeTable } from './row-scope.js';
import { compileSpec } from './spec-compiler.js';
import { findColumn, isAbsentColumn, isAbsentTable, withOptional } from './staged-sql.js';
import type { Evaluator } from './value.js';

/** What makes a spec's resource ids, known before the spec is compiled. */
export interface SpecHeader {
  readonly index: number;
  readonly spec: MappingSpec;
  readonly tableIndex: number;
  readonly table: StagedTable;
  /** Set when several specs read the same table: then ids tell them apart by spec id. */
  readonly discriminator: string | null;
  readonly hasPatient: boolean;
}

/** How the patient key drives a spec's query. */
export interface PatientDrive {
  /** Slot with the patient key. */
  readonly slot: number;
  readonly sql: string;
  /** Tables that must be joined for it. */
  readonly tables: readonly ScopeTable[];
  /** False: an expression that no index can serve; a temporary map of keys to rows serves it. */
  readonly indexed: boolean;
}

export interface CompiledVariant {
  readonly id: string | null;
  /** Condition slot; -1 for none. */
  readonly when: number;
  readonly evaluator: Evaluator;
  /** The variant's own elements are constants only: then its condition alone makes the resource. */
  readonly constantOnly: boolean;
  readonly system: string;
}

export interface ElementNote {
  readonly scope: RowScope;
  readonly element: string;
  readonly slots: readonly number[];
  readonly variant: string | null;
}

/** One SQL fragment as it will run, and where the spec holds it. */
export interface SpecFragment {
  readonly scope: RowScope;
  readonly sql: string;
  readonly trail: readonly PropertyKey[];
}

export interface CompiledSpec extends SpecHeader {
  readonly scope: RowScope;
  /** The driving scope and those of lists. */
  readonly scopes: readonly RowScope[];
  readonly keySlots: readonly number[];
  readonly patient: PatientDrive | null;
  readonly where: string | null;
  /** Slot that holds the index of the first rule that holds, else NULL; -1 without rules. */
  readonly excludeSlot: number;
  /** Disposition code of each rule. */
  readonly ruleCodes: readonly number[];
  readonly variants: readonly CompiledVariant[];
  readonly notes: readonly ElementNote[];
  readonly fragments: readonly SpecFragment[];
  /** Element that names the patient; null where the spec gives it or the resource has none. */
  readonly patientElement: string | null;
  readonly hasIdentifier: boolean;
  readonly archiveOnly: readonly { readonly tableIndex: number; readonly column: string }[];
}

/** A spec's claim on the columns of a table whose rows it delivers. */
export interface TableUser {
  readonly spec: number;
  readonly mapped: ReadonlySet<string>;
  readonly archiveOnly: ReadonlySet<string>;
}

export interface CompiledMapping {
  readonly env: MappingEnvironment;
  readonly specs: readonly CompiledSpec[];
  /** Index of the spec that makes the patients. */
  readonly patientSpec: number;
  readonly dispositions: DispositionTable;
  /** By table index: the specs that deliver its rows. */
  readonly users: ReadonlyMap<number, readonly TableUser[]>;
}

export interface CompileOutcome {
  readonly mapping: CompiledMapping | null;
  /** The specs as far as they could be compiled. */
  readonly specs: readonly CompiledSpec[];
  readonly issues: readonly Issue[];
}

/** Stable id of what a spec makes of a row. */
export function resourceId(idNamespace: string, header: SpecHeader, key: string, variant: string | null): string {
  const { table, discriminator } = header;
  return stableId(idNamespace, table.source, table.name, key, ...idTail(discriminator, variant));
}

const idTail = (discriminator: string | null, variant: string | null): string[] => [
  ...(variant === null ? [] : [`variant:${variant}`]),
  ...(discriminator === null ? [] : [`spec:${discriminator}`]),
];

/** Identifier system of what a spec makes: one for each source table (and variant, and spec where several share the table). */
export function identifierSystem(idNamespace: string, header: SpecHeader, variant: string | null): string {
  const { table, discriminator } = header;
  const uuid = stableId(idNamespace, 'table', table.source, table.name, ...idTail(discriminator, variant));
  return `urn:oid:${uuidToOid(uuid)}`;
}

/** Compiles all specs, gathering everything that is wrong as issues with file:line:column. `mapping` is null when an issue is an error. */
export function tryCompile(specs: readonly MappingSpec[], given: MappingEnvironment): CompileOutcome {
  const env = { ...given, tables: withOptional(given.tables, optionalNames(specs, given.optional)) };
  const issues: Issue[] = [];
  const tables = new TableIndex(env.tables);
  const headers = headersOf(specs, tables, issues);
  const compiled: CompiledSpec[] = [];
  const dispositions = new DispositionTable(specs.flatMap((s) => (s.exclude ?? []).map((r) => r.rule)));
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
    } else {
      resolved.push({ spec, tableIndex: found.index, table: found.table });
      if (isAbsentTable(found.table))
        issues.push({
          severity: 'information',
          code: 'table-not-staged',
          where: locateInSpec(spec, ['from']),
          message: `Table ${found.table.name} is not staged; the spec says that it may be absent and makes nothing.`,
        });
    }
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
    if (!spec.hasPatient || spec.spec.resource === 'Patient')
      want(
        spec.table,
        keys.filter((k) => k.table === spec.scope.driving).map((k) => k.column!),
      );
  }
  return [...wanted.values()].sort((a, b) => (a.table + a.columns.join() < b.table + b.columns.join() ? -1 : 1));
}
