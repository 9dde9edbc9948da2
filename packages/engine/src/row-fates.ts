import { Disposition } from './base/disposition.js';
import type { Issue } from './base/issue.js';
import { formatLocator } from './base/locator.js';
import type { CompiledMapping } from './mapping/compile.js';
import type { SpecColumns } from './reconciliation/cell-ledger.js';
import type { RowClaims } from './reconciliation/row-claims.js';
import { decisionOf, remainderClaim } from './reconciliation/row-ledger.js';
import type { Vault } from './vault/vault.js';

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

/** Claims every row of a migrated table that no chart touched, with an issue for each that is set aside. */
export function claimRemainder(
  mapping: CompiledMapping,
  vault: Vault,
  claims: RowClaims,
  how: { readonly partial: boolean },
): Issue[] {
  const issues: Issue[] = [];
  const claimed = new Map(claims.tables().map((table) => [`${table.source}/${table.table}`, table.dispositions]));
  for (const table of mapping.env.tables) {
    const decision = decisionOf(mapping.env.scope, table.source, table.name);
    if (decision?.decision !== 'migrate') continue;
    const seen = claimed.get(`${table.source}/${table.name}`);
    const rest = how.partial
      ? { disposition: Disposition.excluded, reason: 'not-in-this-run' }
      : remainderClaim(decision);
    for (let row = 1; row <= vault.rowCount(table); row++) {
      if (seen && (seen[row - 1] ?? Disposition.none) !== Disposition.none) continue;
      claims.claim(table.source, table.name, row, rest.disposition, rest.reason);
      if (rest.disposition !== Disposition.quarantined) continue;
      issues.push({
        severity: 'warning',
        code: rest.reason,
        where: formatLocator({ source: table.source, table: table.name, row }),
        message: 'No mapping spec selected this row and no rule excludes it.',
        hint: 'Let a spec take it, exclude it by a named rule, or set `remainder: archive` for its table in scope.yaml.',
      });
    }
  }
  return issues;
}
