import { actor, timestamp, type VaultContext } from './context.js';
import type { VaultDatabase } from './database.js';

/** A human decision; never changed or deleted: a later one of the same subject counts. */
export interface Decision {
  readonly seq: number;
  /** `merge-patients`, `crosswalk` ... */
  readonly kind: string;
  /** What it is about: an opaque id or locator. */
  readonly subject: string;
  /** JSON value. */
  readonly value: unknown;
  readonly who: string;
  /** RFC 3339, UTC. */
  readonly at: string;
}

/** What people decided, in the order of decision; only added to, never changed. */
export class DecisionStore {
  constructor(
    private readonly db: VaultDatabase,
    private readonly context: VaultContext,
  ) {}

  add(kind: string, subject: string, value: unknown, who?: string): Decision {
    const at = timestamp(this.context);
    const by = who ?? actor(this.context);
    const { lastInsertRowid } = this.db
      .prepare('INSERT INTO vault_decisions (kind, subject, value, who, at) VALUES (?, ?, ?, ?, ?)')
      .run(kind, subject, JSON.stringify(value ?? null), by, at);
    return { seq: Number(lastInsertRowid), kind, subject, value: value ?? null, who: by, at };
  }

  /** In the order in which they were made; all kinds and subjects when not given. */
  list(kind?: string, subject?: string): Decision[] {
    const rows = this.db
      .prepare(
        'SELECT * FROM vault_decisions WHERE (@kind IS NULL OR kind = @kind) AND (@subject IS NULL OR subject = @subject) ORDER BY seq',
      )
      .all({ kind: kind ?? null, subject: subject ?? null }) as (Omit<Decision, 'value'> & { value: string })[];
    return rows.map((row) => ({ ...row, value: JSON.parse(row.value) as unknown }));
  }
}
