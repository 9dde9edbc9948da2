import { columnSql, findColumn, tableSql } from '../mapping/staged-sql.js';
import type { StagedForeignKey, StagedTable } from '../vault/contract.js';
import type { Vault } from '../vault/vault.js';
import type { ScopeLine } from './scope-line.js';

/** A foreign key that leads from a table that is migrated to one that is not. */
export interface LeavingReference {
  readonly child: ScopeLine;
  readonly parent: ScopeLine;
  readonly columns: readonly string[];
  /** Rows of the child that name a row of the parent. */
  readonly references: number;
}

/**
 * Declared references that leave the scope: from tables to migrate to archived, dropped or unlisted ones. Where one mapping spec reads both
 * tables the reference is followed, and does not count.
 */
export function leavingReferences(lines: readonly ScopeLine[], vault: Vault): LeavingReference[] {
  const tables = vault.sources().flatMap((source) => source.tables);
  return tables.flatMap((table) => {
    const child = lines.find((line) => line.source === table.source && line.table === table.name);
    if (child?.decision !== 'migrate' || table.rows === 0) return [];
    return (table.foreignKeys ?? []).flatMap((key): LeavingReference[] => {
      const parent = lines.find((line) => line.source === table.source && sameName(line.table, key.referencesTable));
      if (parent === undefined || !LEFT_BEHIND.has(parent.decision) || isFollowed(child, parent)) return [];
      const references = countReferences(vault, table, key);
      return references === 0 ? [] : [{ child, parent, columns: key.columns, references }];
    });
  });
}

const LEFT_BEHIND: ReadonlySet<ScopeLine['decision']> = new Set(['archive', 'drop', 'unlisted']);

const sameName = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();

function isFollowed(child: ScopeLine, parent: ScopeLine): boolean {
  const readers = new Set([...child.specs, ...child.readBy]);
  return [...parent.specs, ...parent.readBy].some((id) => readers.has(id));
}

function countReferences(vault: Vault, table: StagedTable, { columns }: StagedForeignKey): number {
  const found = columns.map((name) => findColumn(table, name));
  if (found.length === 0 || found.includes(null)) return 0;
  const filled = found.map((column) => `${columnSql('t', column!)} IS NOT NULL`);
  return vault.db
    .prepare(`SELECT count(*) FROM ${tableSql(table, 't')} WHERE ${filled.join(' AND ')}`)
    .pluck()
    .get() as number;
}
