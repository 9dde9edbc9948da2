import type { MappingSpec } from '../artifacts/mapping-spec.js';
import type { Issue } from '../base/issue.js';
import { stableId, uuidToOid } from '../base/stable-id.js';
import type { StagedTable } from '../vault/contract.js';
import type { DispositionTable } from './dispositions.js';
import type { MappingEnvironment } from './environment.js';
import type { RowScope, ScopeTable } from './row-scope.js';
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

/** Slots of the columns of `keyed`; -1 where the spec names none. */
export interface KeyedColumns {
  readonly abstractor: number;
  readonly reviewer: number;
  readonly at: number;
  readonly document: number;
  /** Identifier system of the document's DocumentReference; null where the spec does not name who makes it. */
  readonly documentSystem: string | null;
  readonly page: number;
  readonly box: number;
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
  /** Names of the rules: the spec's own exclusions, what it sets aside, then the windows of the scope plan. */
  readonly rules: readonly string[];
  /** By index of a rule that quarantines: the message of its issue. */
  readonly setsAside: ReadonlyMap<number, string>;
  /** Disposition code of each rule. */
  readonly ruleCodes: readonly number[];
  readonly variants: readonly CompiledVariant[];
  readonly notes: readonly ElementNote[];
  readonly fragments: readonly SpecFragment[];
  /** Element that names the patient; null where the spec gives it or the resource has none. */
  readonly patientElement: string | null;
  readonly hasIdentifier: boolean;
  /** Lists of detail rows that give no value. */
  readonly companions: readonly Evaluator[];
  /** null: rows of a database. */
  readonly keyed: KeyedColumns | null;
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
