import { foldWord } from '../terminology/words/fold-word.js';
import type { ColumnFacts } from './column-facts.js';
import { nameParts } from './name-words.js';

/** Values of a status that say that the row is no more; a cancelled visit or an inactive drug still is. */
const DELETED =
  /^(?:deleted|delete|removed|erased|purged|void|voided|invalid|annulled|entered[- _]in[- _]error|geloescht|geloscht|supprime|eliminado|borrado|anulado|excluido|cancellato|eliminato|silindi|usuniety|obrisano|smazano)$/;
const STATUS = new Set(
  'status state stat flag record row rec estado estatus statut stato durum etat zustand'.split(' '),
);

/** True for a value that says of its row that it was deleted. */
export const saysDeleted = (value: string): boolean => DELETED.test(foldWord(value.trim()));

/** Rows of a table that a column of states says were deleted, and what shows it; null where none does, or where all do. */
export function deletedByStatus(
  facts: readonly ColumnFacts[],
  rows: number,
): { readonly trait: 'soft-delete'; readonly reasons: readonly string[]; readonly rows: number } | null {
  for (const { column, distinct, frequent } of facts) {
    if (distinct.count < 2 || distinct.count > 20 || !nameParts(column.name).some((word) => STATUS.has(word))) continue;
    const deleted = frequent.filter(({ value }) => saysDeleted(value)).reduce((sum, { count }) => sum + count, 0);
    if (deleted === 0 || deleted === rows) continue;
    return {
      trait: 'soft-delete',
      reasons: [`"${column.name}" marks ${deleted} of ${rows} rows as deleted`],
      rows: deleted,
    };
  }
  return null;
}
