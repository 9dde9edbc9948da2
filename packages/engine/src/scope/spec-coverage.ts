import type { ScopeProposal, TableProposal } from '../artifacts/scope-proposal.js';

/** What specs do with a table: make resources of its rows, deliver its rows with those of others, or only read them. */
export interface TableUse {
  readonly role: 'driver' | 'detail' | 'lookup';
  readonly specs: readonly string[];
  /** Resource types that it gives; empty for a table that is only read. */
  readonly resources: readonly string[];
  /** True where specs name some attributes of its rows: the others stay in the archive. */
  readonly isPivot?: boolean;
}

/** Table name in lower case to its use, and why tables that look like chart data have no spec. */
export interface SpecCoverage {
  readonly uses: ReadonlyMap<string, TableUse>;
  readonly left: ReadonlyMap<string, string>;
}

/**
 * A proposal that agrees with the specs: what a spec makes resources of is migrated, what it only reads is reference, and what would be migrated and has no spec is
 * proposed for the archive until somebody writes one. Nothing is dropped by it.
 */
export function agreeWithSpecs(proposal: ScopeProposal, { uses, left }: SpecCoverage): ScopeProposal {
  return { ...proposal, tables: proposal.tables.map((table) => agreed(table, uses, left)) };
}

function agreed(table: TableProposal, uses: SpecCoverage['uses'], left: SpecCoverage['left']): TableProposal {
  if (table.rows === 0) return table;
  const use = uses.get(table.table.toLowerCase());
  const why = table.reasons[0] ?? '';
  const named = use?.specs.slice(0, 3).join(', ') ?? '';
  if (!use) {
    if (table.decision !== 'migrate') return table;
    const reason = left.get(table.table.toLowerCase());
    return {
      ...table,
      decision: 'archive',
      window: null,
      review: true,
      reasons: [
        `${why} No mapping spec reads it yet${reason ? ` (${reason})` : ''}: archived until one is written; then \`scope set ${table.table} migrate\`.`,
        ...table.reasons.slice(1),
      ],
    };
  }
  if (use.role === 'lookup') {
    if (table.decision === 'reference') return table;
    return {
      ...table,
      decision: 'reference',
      window: null,
      review: false,
      reasons: [`Read by the mapping (${named}).`, ...table.reasons.slice(1)],
    };
  }
  const rest = use.isPivot ? { remainder: 'archive' as const } : {};
  if (table.decision === 'migrate') return { ...table, ...rest };
  const makes = use.resources.join(', ');
  return {
    ...table,
    ...rest,
    decision: 'migrate',
    review: table.review || table.traits.some((trait) => trait === 'copy' || trait === 'history'),
    reasons: [`The mapping delivers its rows as ${makes} (${named}).`, ...table.reasons.slice(1)],
  };
}
