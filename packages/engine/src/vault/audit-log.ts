import { createHash } from 'node:crypto';
import { actor, timestamp, type VaultContext } from './context.js';
import type { AuditEvent } from './contract.js';
import type { VaultDatabase } from './database.js';
import { canonicalJson } from './sealed-file.js';

/** An event as kept: who did what to which object, when, with what outcome. No PHI. */
export interface RecordedEvent extends AuditEvent {
  /** From 1, without a gap. */
  readonly seq: number;
  /** RFC 3339, UTC. */
  readonly at: string;
  readonly who: string;
  /** SHA-256 over the hash before and this event's canonical JSON, hex. */
  readonly hash: string;
}

/** Position in the chain: the number of events and the hash of the last. */
export interface AuditHead {
  readonly seq: number;
  readonly head: string;
}

export interface AuditVerdict {
  readonly ok: boolean;
  readonly events: number;
  /** Hash of the last event: keep it elsewhere, and a later `verify` against it finds a cut or rewritten log. */
  readonly head: string;
  readonly problem?: string;
}

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

/** The hash-chained log inside the vault. */
export class AuditLog {
  constructor(
    private readonly db: VaultDatabase,
    private readonly vaultId: string,
    private readonly context: VaultContext,
  ) {}

  /** Head of a log without events. */
  private genesis(): string {
    return sha256(`chartlift audit ${this.vaultId}`);
  }

  head(): AuditHead {
    const row = this.db.prepare('SELECT seq, hash FROM vault_audit ORDER BY seq DESC LIMIT 1').get() as
      | { seq: number; hash: string }
      | undefined;
    return row ? { seq: row.seq, head: row.hash } : { seq: 0, head: this.genesis() };
  }

  /** Appends in a transaction of its own, or in the caller's when one is open. */
  append(event: AuditEvent): AuditHead {
    const write = this.db.transaction((): AuditHead => {
      const before = this.head();
      const seq = before.seq + 1;
      const text = canonicalJson({ ...event, seq, at: timestamp(this.context), who: actor(this.context) });
      const head = sha256(`${before.head}\n${text}`);
      this.db.prepare('INSERT INTO vault_audit (seq, event, hash) VALUES (?, ?, ?)').run(seq, text, head);
      return { seq, head };
    });
    return write.immediate();
  }

  *events(): Iterable<RecordedEvent> {
    const rows = this.db.prepare('SELECT event, hash FROM vault_audit ORDER BY seq').iterate();
    for (const row of rows as IterableIterator<{ event: string; hash: string }>) {
      yield { ...(JSON.parse(row.event) as Omit<RecordedEvent, 'hash'>), hash: row.hash };
    }
  }

  hashAt(seq: number): string | null {
    if (seq === 0) return this.genesis();
    const hash = this.db.prepare('SELECT hash FROM vault_audit WHERE seq = ?').pluck().get(seq);
    return typeof hash === 'string' ? hash : null;
  }

  /** Recomputes the chain and compares it with heads that were kept elsewhere. Finds an edit, a deletion, a reordering, a cut tail. */
  verify(anchors: readonly AuditHead[]): AuditVerdict {
    let head = this.genesis();
    let seq = 0;
    let problem: string | undefined;
    const rows = this.db.prepare('SELECT seq, event, hash FROM vault_audit ORDER BY seq').iterate();
    for (const row of rows as IterableIterator<{ seq: number; event: string; hash: string }>) {
      seq++;
      head = sha256(`${head}\n${row.event}`);
      if (problem !== undefined) continue;
      if (row.seq !== seq) problem = `event ${seq} is missing`;
      else if (row.hash !== head || seqOf(row.event) !== seq) problem = `event ${seq} was changed or moved`;
    }
    for (const anchor of anchors) {
      if (problem !== undefined) break;
      if (anchor.seq > seq)
        problem = `the log ends at event ${seq}, but event ${anchor.seq} is known to have been written`;
      else if (this.hashAt(anchor.seq) !== anchor.head) problem = `event ${anchor.seq} is not the one that was written`;
    }
    return { ok: problem === undefined, events: seq, head, ...(problem === undefined ? {} : { problem }) };
  }
}

function seqOf(event: string): number {
  try {
    return Number((JSON.parse(event) as { seq?: unknown }).seq);
  } catch {
    return Number.NaN;
  }
}
