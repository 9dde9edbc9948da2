import type { FindingSeverity, QualityFinding } from '../../artifacts/assessment.js';
import type { ColumnProfile, TableProfile } from '../../artifacts/source-profile.js';
import { FINDING_KINDS, type FindingCode } from './finding-kinds.js';

/** A finding of a table or one of its columns. `amount`: rows concerned, and out of how many. */
export function finding(
  code: FindingCode,
  severity: FindingSeverity,
  table: TableProfile,
  column: Pick<ColumnProfile, 'name'> | null,
  amount: readonly [count: number, of: number] | null,
  message: string,
): QualityFinding {
  return {
    ...{ code, severity, ...FINDING_KINDS[code], message },
    table: table.name,
    column: column?.name ?? null,
    domain: table.domain?.domain ?? null,
    count: amount?.[0] ?? null,
    of: amount?.[1] ?? null,
  };
}
