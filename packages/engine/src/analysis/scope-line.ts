import type { RowWindow } from '../artifacts/scope-plan.js';

/** One staged table and what the scope plan says of it. */
export interface ScopeLine {
  readonly source: string;
  readonly table: string;
  readonly rows: number;
  readonly decision: 'migrate' | 'reference' | 'archive' | 'drop' | 'unlisted';
  readonly remainder: 'quarantine' | 'archive' | null;
  readonly reason: string | null;
  /** Rows older than this are archived; null: none are. */
  readonly window: RowWindow | null;
  /** `proposed` where nobody decided yet; null where the plan does not say. */
  readonly by: 'proposed' | 'person' | null;
  /** Mapping specs that are driven by the table. */
  readonly specs: readonly string[];
  /** Other mapping specs that read it: as details of their rows, or to look something up. */
  readonly readBy: readonly string[];
}
