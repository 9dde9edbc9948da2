import type { WorkState, WorkType } from '../artifacts/work-item.js';
import type { VaultDatabase } from './database.js';

/** Items of one kind, counted. */
export interface WorkCount {
  readonly state: WorkState;
  readonly type: WorkType;
  readonly assignee: string | null;
  readonly items: number;
  /** When the oldest of them was made. */
  readonly oldest: string;
}

/** An answer that somebody gave, taken back since or not; questions are none. */
export interface GivenAnswer {
  readonly who: string;
  readonly at: string;
  readonly type: WorkType;
  /** As the face measured it; null: nobody did. */
  readonly seconds: number | null;
}

/** Counts over vault_work and its decisions: no task and no answer leaves the database. */
export class WorkFigures {
  constructor(private readonly db: VaultDatabase) {}

  /** Without withdrawn items. */
  counts(): WorkCount[] {
    return this.db
      .prepare(
        "SELECT state, type, assignee, count(*) AS items, min(made_at) AS oldest FROM vault_work WHERE withdrawn = 0 OR state <> 'cancelled' GROUP BY state, type, assignee ORDER BY state, type, assignee",
      )
      .all() as WorkCount[];
  }

  withdrawn(): number {
    return Number(
      this.db.prepare("SELECT count(*) FROM vault_work WHERE withdrawn = 1 AND state = 'cancelled'").pluck().get(),
    );
  }

  /** Items that wait, by the day that they are needed by; null: by none. */
  dueDays(): { readonly due: string | null; readonly items: number }[] {
    return this.db
      .prepare(
        "SELECT due, count(*) AS items FROM vault_work WHERE state IN ('open', 'second', 'adjudicate', 'asked') GROUP BY due ORDER BY due",
      )
      .all() as { due: string | null; items: number }[];
  }

  /** Items that are held at this moment, by who holds them. */
  held(now: string): { readonly who: string; readonly items: number }[] {
    return this.db
      .prepare(
        'SELECT holder AS who, count(*) AS items FROM vault_work WHERE holder IS NOT NULL AND held_until > ? GROUP BY holder ORDER BY holder',
      )
      .all(now) as { who: string; items: number }[];
  }

  /** How many answers finished items took, by type. */
  answersEach(): { readonly type: WorkType; readonly answers: number }[] {
    return this.db
      .prepare(
        "SELECT type, avg(json_array_length(keyers)) AS answers FROM vault_work WHERE state IN ('done', 'unreadable') GROUP BY type",
      )
      .all() as { type: WorkType; answers: number }[];
  }

  /** In the order in which they were given. */
  *answers(): Iterable<GivenAnswer> {
    const rows = this.db
      .prepare(
        `SELECT d.who, d.at, w.type, json_extract(d.value, '$.seconds') AS seconds FROM vault_decisions d JOIN vault_work w ON w.id = d.subject
         WHERE d.kind = 'work' AND json_extract(d.value, '$.event') = 'answer' AND json_extract(d.value, '$.answer.kind') <> 'ask' ORDER BY d.seq`,
      )
      .iterate();
    yield* rows as IterableIterator<GivenAnswer>;
  }
}
