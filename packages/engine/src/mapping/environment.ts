import type { Crosswalk } from '../artifacts/crosswalk.js';
import type { ScopePlan } from '../artifacts/scope-plan.js';
import type { CleanContext, CleanerRegistry } from '../base/cleaner.js';
import type { ReleaseCodes } from '../terminology/store/release-codes.js';
import type { StagedTable } from '../vault/contract.js';
import type { OptionalNames } from './staged-sql.js';

/** All that the meaning of mapping specs depends on. */
export interface MappingEnvironment {
  /** Workspace id namespace (UUID). */
  readonly idNamespace: string;
  readonly cleaners: CleanerRegistry;
  readonly cleanContext: (source: string) => CleanContext;
  readonly crosswalks: ReadonlyMap<string, Crosswalk>;
  /** Loaded releases, for `translate`; absent: none are, and a spec that asks for one says so at each value. */
  readonly releases?: ReleaseCodes;
  /** Every staged table. */
  readonly tables: readonly StagedTable[];
  readonly scope: ScopePlan;
  /** When a source was taken: years of the plan's windows are counted back from here. Absent: only windows with a day of their own hold. */
  readonly snapshotAt?: (source: string) => string;
  /** Tables and columns that count as empty where the source lacks them. */
  readonly optional?: OptionalNames;
  /** Non-null, non-blank cells of a column; absent: the check for unmapped columns with data is left out. */
  readonly nonNull?: (table: StagedTable, column: string) => number;
}

/** Tables by name, case ignored. */
export class TableIndex {
  private readonly byName = new Map<string, { index: number; table: StagedTable }[]>();

  constructor(readonly tables: readonly StagedTable[]) {
    for (const [index, table] of tables.entries()) {
      const key = table.name.toLowerCase();
      if (!this.byName.has(key)) this.byName.set(key, []);
      this.byName.get(key)!.push({ index, table });
    }
  }

  /** The table of that name in the source, or in the only other source that has one and does not stand apart; `ambiguous` when several have. */
  find(name: string, source: string | undefined): { index: number; table: StagedTable } | 'ambiguous' | null {
    const found = this.byName.get(name.toLowerCase());
    if (!found) return null;
    const own = source === undefined ? undefined : found.find((f) => f.table.source === source);
    if (own) return own;
    const open = found.filter((f) => f.table.apart !== true);
    return open.length > 1 ? 'ambiguous' : (open[0] ?? null);
  }

  names(): string[] {
    return this.tables.map((t) => t.name);
  }
}
