import { MigrationError } from '../base/error.js';
import { timestamp, type VaultContext } from './context.js';
import type { RunRecord } from './contract.js';
import type { VaultDatabase } from './database.js';

interface Row {
  readonly id: number;
  readonly state: RunRecord['state'];
  readonly started_at: string;
  readonly finished_at: string | null;
  readonly input_hash: string;
  readonly summary: string | null;
}

const runId = (id: number): string => `r${String(id).padStart(4, '0')}`;

const toRecord = (row: Row): RunRecord => ({
  id: runId(row.id),
  state: row.state,
  startedAt: row.started_at,
  finishedAt: row.finished_at,
  inputHash: row.input_hash,
  summary: row.summary === null ? null : (JSON.parse(row.summary) as unknown),
});

/** Runs and what they leave behind: ledger, issues, report data. */
export class RunStore {
  constructor(
    private readonly db: VaultDatabase,
    private readonly context: VaultContext,
  ) {}

  /** Oldest first. */
  list(): RunRecord[] {
    return (this.db.prepare('SELECT * FROM vault_runs ORDER BY id').all() as Row[]).map(toRecord);
  }

  /** An unfinished run of the same input is taken up again under its id; an unfinished run of another input is marked failed. */
  begin(inputHash: string): RunRecord {
    return this.db.transaction((): RunRecord => {
      this.db
        .prepare("UPDATE vault_runs SET state = 'failed', finished_at = ? WHERE state = 'running' AND input_hash <> ?")
        .run(timestamp(this.context), inputHash);
      const unfinished = this.db
        .prepare("SELECT * FROM vault_runs WHERE state = 'running' ORDER BY id DESC LIMIT 1")
        .get() as Row | undefined;
      if (unfinished) return toRecord(unfinished);
      const { lastInsertRowid } = this.db
        .prepare("INSERT INTO vault_runs (state, started_at, input_hash) VALUES ('running', ?, ?)")
        .run(timestamp(this.context), inputHash);
      return toRecord(this.row(Number(lastInsertRowid)) as Row);
    })();
  }

  finish(id: string, summary: unknown, state: 'done' | 'failed'): void {
    this.db
      .prepare('UPDATE vault_runs SET state = ?, finished_at = ?, summary = ? WHERE id = ?')
      .run(state, timestamp(this.context), JSON.stringify(summary ?? null), this.number(id));
  }

  putData(id: string, name: string, bytes: Uint8Array): void {
    this.db
      .prepare(
        'INSERT INTO vault_run_data (run_id, name, bytes) VALUES (?, ?, ?) ON CONFLICT (run_id, name) DO UPDATE SET bytes = excluded.bytes',
      )
      .run(this.number(id), name, bytes);
  }

  getData(id: string, name: string): Uint8Array | undefined {
    return this.db
      .prepare('SELECT bytes FROM vault_run_data WHERE run_id = ? AND name = ?')
      .pluck()
      .get(this.number(id), name) as Uint8Array | undefined;
  }

  private row(id: number): Row | undefined {
    return this.db.prepare('SELECT * FROM vault_runs WHERE id = ?').get(id) as Row | undefined;
  }

  private number(id: string): number {
    const number = /^r(\d{4,9})$/.exec(id)?.[1];
    if (number === undefined || !this.row(Number(number))) {
      throw new MigrationError('There is no such run', {
        code: 'RUN_UNKNOWN',
        where: id,
        hint: '`chartlift runs` lists the runs of this workspace.',
      });
    }
    return Number(number);
  }
}
