import type { CellRule, DocumentRules } from '../artifacts/document-rules.js';
import { MigrationError } from '../base/error.js';
import { parseLocator } from '../base/locator.js';
import { keyText } from '../mapping/key-text.js';
import { columnSql, findColumn, tableSql } from '../mapping/staged-sql.js';
import type { StagedColumn, StagedTable } from '../vault/contract.js';
import type { Vault } from '../vault/vault.js';

/** A rule with the staged names that it speaks of. */
export interface BoundRule {
  readonly rule: CellRule;
  readonly table: StagedTable;
  readonly column: StagedColumn;
  /** Selects the patient's key of row ?; several rows where the way to it is not unique. */
  readonly patientSql: string;
}

/** Whose row a staged cell is of, by the rule that speaks of its column. */
export function cellPatients(vault: Vault, rules: DocumentRules): (locator: string) => string | null | undefined {
  const bound = vault.sources().length === 0 ? [] : boundRules(vault, rules);
  const statements = new Map(bound.map((rule) => [rule, vault.db.prepare(rule.patientSql).pluck().safeIntegers()]));
  return (text) => {
    const locator = parseLocator(text);
    const rule = bound.find(
      ({ table, column }) =>
        table.source === locator?.source && table.name === locator.table && column.name === locator.column,
    );
    if (!rule || locator?.row === undefined) return undefined;
    const keys = new Set((statements.get(rule)?.all(locator.row) ?? []).map(keyText));
    const [key = null] = keys;
    return keys.size === 1 ? key : null;
  };
}

/** Names of rules as the staged tables have them. Error CELL_RULE_UNKNOWN for one that no staged table has. */
export function boundRules(vault: Vault, rules: DocumentRules): BoundRule[] {
  const tables = vault.sources().flatMap((source) => source.tables);
  return rules.cells.map((rule, i) => {
    const where = `documents.yaml: cells.${i}`;
    const table = tableOf(tables, rule.table, where);
    const column = columnOf(table, rule.column, where);
    for (const name of [rule.date, rule.title]) if (name !== undefined) columnOf(table, name, where);
    return { rule, table, column, patientSql: patientSql(tables, table, rule.patient, where) };
  });
}

function patientSql(
  tables: readonly StagedTable[],
  table: StagedTable,
  patient: CellRule['patient'],
  where: string,
): string {
  if (typeof patient === 'string')
    return `SELECT ${columnSql('t', columnOf(table, patient, where))} FROM ${tableSql(table, 't')} WHERE t._row = ?`;
  const other = tableOf(tables, patient.table, where);
  const [own, key, found] = [
    columnOf(table, patient.column, where),
    columnOf(other, patient.key, where),
    columnOf(other, patient.patient, where),
  ];
  return `SELECT DISTINCT ${columnSql('o', found)} FROM ${tableSql(table, 't')} JOIN ${tableSql(other, 'o')} ON ${columnSql('o', key)} = ${columnSql('t', own)} WHERE t._row = ?`;
}

function tableOf(tables: readonly StagedTable[], name: string, where: string): StagedTable {
  const same = (one: string): boolean => one.toLowerCase() === name.toLowerCase();
  const found = tables.filter((table) => same(table.name) || same(`${table.source}/${table.name}`));
  if (found.length === 1) return found[0]!;
  throw unknown(
    where,
    found.length > 1
      ? 'Several sources have the table of a cell rule'
      : 'No staged table has the name that a cell rule gives',
  );
}

function columnOf(table: StagedTable, name: string, where: string): StagedColumn {
  const column = findColumn(table, name);
  if (!column) throw unknown(where, 'A staged table has no column of the name that a cell rule gives');
  return column;
}

const unknown = (where: string, message: string): MigrationError =>
  new MigrationError(message, {
    code: 'CELL_RULE_UNKNOWN',
    where,
    hint: '`chartlift scope show --all` lists the staged tables; write source/table where two sources have one of that name.',
  });
