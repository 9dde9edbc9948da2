import { locateInSpec } from '../artifacts/mapping-files.js';
import type { Issue } from '../base/issue.js';
import { patientElement } from '../chart/elements.js';
import type { StagedForeignKey, StagedTable } from '../vault/contract.js';
import type { CompiledSpec } from './compiled-spec.js';
import type { ScopeTable, TableTie } from './row-scope.js';

/** A declared foreign key from one table to another. */
interface Link {
  readonly from: StagedTable;
  readonly to: StagedTable;
  readonly key: StagedForeignKey;
}

/** Hints from what the source declares: joins by other columns, and specs without patient although foreign keys lead to the patient's table. */
export function checkForeignKeys(specs: readonly CompiledSpec[], tables: readonly StagedTable[]): Issue[] {
  return [...specs.flatMap(joinHints), ...patientHints(specs, tables)];
}

const same = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();

function linksBetween(from: StagedTable, to: StagedTable): Link[] {
  if (from.source !== to.source) return [];
  return (from.foreignKeys ?? []).filter((key) => same(key.referencesTable, to.name)).map((key) => ({ from, to, key }));
}

/** `a.x = b.y and a.z = b.w`. */
const linkText = ({ from, to, key }: Link): string =>
  key.columns
    .map((column, i) => `${from.name}.${column} = ${to.name}.${key.referencesColumns[i] ?? '?'}`)
    .join(' and ');

function joinHints(spec: CompiledSpec): Issue[] {
  const issues: Issue[] = [];
  for (const scope of spec.scopes)
    for (const tie of scope.ties) {
      const others = new Set(tie.uses.map(({ table }) => table).filter((table) => table.alias !== tie.joined.alias));
      for (const other of others) {
        const declared = undeclaredJoin(tie, other);
        if (declared.length === 0) continue;
        const fragment = spec.fragments.find((one) => one.scope === scope && one.sql === tie.sql);
        issues.push({
          severity: 'information',
          code: 'join-not-declared',
          where: locateInSpec(spec.spec, fragment?.trail ?? ['from']),
          message: `${tie.joined.table.name} and ${other.table.name} meet here by other columns than a foreign key of the source declares.`,
          hint: `Declared: ${declared.map(linkText).join('; or ')}.`,
        });
      }
    }
  return issues;
}

/** The foreign keys between the two tables, where the condition holds all columns of none. */
function undeclaredJoin({ joined, uses }: TableTie, other: ScopeTable): Link[] {
  const names = (table: ScopeTable, column: string): boolean =>
    uses.some((use) => use.table.alias === table.alias && same(use.column, column));
  const links: Link[] = [];
  for (const [from, to] of [
    [joined, other],
    [other, joined],
  ] as const)
    for (const link of linksBetween(from.table, to.table)) {
      const { columns, referencesColumns } = link.key;
      if (columns.every((column) => names(from, column)) && referencesColumns.every((column) => names(to, column)))
        return [];
      if (!links.some((known) => known.key === link.key)) links.push(link);
    }
  return links;
}

function patientHints(specs: readonly CompiledSpec[], tables: readonly StagedTable[]): Issue[] {
  const patients = specs.filter((spec) => spec.spec.resource === 'Patient');
  const [patient] = patients;
  if (patient === undefined || patients.length > 1) return [];
  return specs.flatMap((spec): Issue[] => {
    const subject = patientElement(spec.spec.resource);
    const path = spec.hasPatient || subject === null ? [] : pathBetween(spec.table, patient.table, tables);
    if (path.length === 0) return [];
    return [
      {
        severity: 'information',
        code: 'patient-not-named',
        where: locateInSpec(spec.spec, ['from']),
        message: `What this spec makes of ${spec.table.name} belongs to no patient, though foreign keys lead from it to ${patient.table.name}.`,
        hint: `Name the key of the patient in patient, and join what lies between. Declared: ${path.map(linkText).join(', then ')}.`,
      },
    ];
  });
}

/** The shortest way from the rows of one table up to those of another, each naming one of the next; empty where there is none. */
function pathBetween(from: StagedTable, to: StagedTable, tables: readonly StagedTable[]): Link[] {
  const ways = new Map<StagedTable, readonly Link[]>([[from, []]]);
  for (const [table, way] of ways) {
    for (const next of tables) {
      if (ways.has(next)) continue;
      const [link] = linksBetween(table, next);
      if (link === undefined) continue;
      if (next === to) return [...way, link];
      ways.set(next, [...way, link]);
    }
  }
  return [];
}
