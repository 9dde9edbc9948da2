import { Disposition } from '../base/disposition.js';
import type { IssueSink } from '../base/issue.js';
import type { CompiledMapping } from '../mapping/compile.js';
import type { RowLedger } from '../mapping/row-ledger.js';
import type { SpecColumns } from '../reconciliation/cell-ledger.js';
import type { RowClaims } from '../reconciliation/row-claims.js';
import { decisionOf } from '../reconciliation/row-ledger.js';
import type { Vault } from '../vault/vault.js';

/** Columns that each spec maps or keeps for the archive, table by table, for the cell ledger. */
export function specColumns(mapping: CompiledMapping): SpecColumns[] {
  const columns: SpecColumns[] = [];
  for (const [tableIndex, users] of mapping.users) {
    const table = mapping.env.tables[tableIndex]!;
    for (const user of users) {
      columns.push({
        spec: mapping.specs[user.spec]!.spec.id,
        source: table.source,
        table: table.name,
        mapped: [...user.mapped],
        archiveOnly: [...user.archiveOnly],
      });
    }
  }
  return columns;
}

/**
 * Claims every row that no written resource claimed: rows that the mapping excluded or set aside, and the remainder that no chart visited (orphans, rows that
 * nothing selects). Delivered rows are claimed only by what the targets carried.
 */
export function claimOtherRows(
  mapping: CompiledMapping,
  seen: RowLedger,
  vault: Vault,
  claims: RowClaims,
  partial: boolean,
  onIssue: IssueSink,
): void {
  seen.remainder(vault.db, onIssue, partial);
  for (const [tableIndex, table] of mapping.env.tables.entries()) {
    if (decisionOf(mapping.env.scope, table.source, table.name)?.decision !== 'migrate') continue;
    const rows = vault.rowCount(table);
    for (let row = 1; row <= rows; row++) {
      const code = seen.code(tableIndex, row);
      if (code === 0) continue;
      const { kind, name } = mapping.dispositions.all[code]!;
      if (kind === 'delivered') continue;
      claims.claim(table.source, table.name, row, Disposition[kind], name === '' ? 'scope-remainder' : name);
    }
  }
}
