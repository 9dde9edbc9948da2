import type { ColumnBatch } from '../base/cell.js';
import { MigrationError } from '../base/error.js';
import type { Issue } from '../base/issue.js';
import type { StagingSession } from './contract.js';
import type { VaultDatabase } from './database.js';
import { vaultFault } from './faults.js';
import { canonicalJson } from './sealed-file.js';
import { createTables, readLayouts, readSources, type StagingSource } from './staged-tables.js';
import { TableWriter } from './table-writer.js';

/** Rows after which a session commits by itself, so that an unending transaction cannot fill memory and disk. */
const ROWS_A_COMMIT = 262_144;

/**
 * Opens the source for staging: a new one, or an incomplete one of the same fingerprint where it was left.
 * Errors: SOURCE_NAME_TAKEN, SOURCE_CHANGED, SOURCE_CATALOG_CHANGED.
 */
export function openSource(db: VaultDatabase, source: StagingSource): number {
  return db.transaction((): number => {
    const staged = readSources(db).find((s) => s.name === source.name);
    if (staged && staged.fingerprint !== source.fingerprint) {
      throw staged.complete
        ? new MigrationError('Another source is already staged under this name', {
            code: 'SOURCE_NAME_TAKEN',
            where: source.name,
            hint: 'Give the new source a name of its own with --name, and the staged one stays as it is; or --replace takes that one out.',
          })
        : new MigrationError('Staging under this name was begun from other files or with other options', {
            code: 'SOURCE_CHANGED',
            where: source.name,
            hint: 'Stage the files of the first time to the end, or stage these under another name with --name, or with --replace in place of them.',
          });
    }
    const id =
      staged?.id ??
      Number(
        db
          .prepare(
            'INSERT INTO vault_sources (name, format, fingerprint, snapshot_at, product, database, complete) VALUES (?, ?, ?, ?, ?, ?, 0)',
          )
          .run(source.name, source.format, source.fingerprint, source.snapshotAt, source.product, source.database)
          .lastInsertRowid,
      );
    if (!staged?.complete) createTables(db, id, source);
    return id;
  })();
}

/** What a reader found while the source was staged, in its order. */
export function stagedIssues(db: VaultDatabase, source: string): Issue[] {
  const rows = db
    .prepare(
      'SELECT i.issue FROM vault_issues i JOIN vault_sources s ON s.id = i.source_id WHERE s.name = ? ORDER BY i.id',
    )
    .pluck()
    .all(source) as string[];
  return rows.map((text) => JSON.parse(text) as Issue);
}

/** Writes the rows of one source; what was committed stays when the process is killed, and the next session goes on behind it. */
export class Staging implements StagingSession {
  private readonly writers: Map<string, TableWriter>;
  /** Issues kept by an earlier session: a reader that starts again states them again, and they are not kept twice. */
  private readonly known = new Map<string, number>();
  private uncommitted = 0;
  private open = true;

  constructor(
    private readonly db: VaultDatabase,
    private readonly sourceId: number,
    private readonly source: string,
    private readonly onClose: (finished: boolean) => void,
  ) {
    this.writers = new Map(
      readLayouts(db, sourceId, source).map((layout) => [layout.table.name, new TableWriter(db, layout)]),
    );
    const issues = db.prepare('SELECT issue FROM vault_issues WHERE source_id = ?').pluck().iterate(sourceId);
    for (const text of issues as IterableIterator<string>) this.known.set(text, (this.known.get(text) ?? 0) + 1);
  }

  stagedRows(table: string): number {
    return this.writer(table).rows;
  }

  write(batch: ColumnBatch): void {
    this.attempt(() => {
      const writer = this.writer(batch.table);
      const before = writer.rows;
      writer.write(batch);
      this.uncommitted += writer.rows - before;
    });
    if (this.uncommitted >= ROWS_A_COMMIT) this.commit();
  }

  addIssue(issue: Issue): void {
    const text = canonicalJson(issue);
    const known = this.known.get(text) ?? 0;
    if (known > 0) {
      this.known.set(text, known - 1);
      return;
    }
    this.attempt(() => {
      this.db.prepare('INSERT INTO vault_issues (source_id, issue) VALUES (?, ?)').run(this.sourceId, text);
    });
  }

  commit(): void {
    if (!this.db.inTransaction || !this.open) return;
    this.attempt(() => {
      const update = this.db.prepare('UPDATE vault_tables SET rows = ?, last_row = ?, files = ? WHERE id = ?');
      for (const writer of this.writers.values()) {
        if (writer.lastRow === writer.layout.lastRow && writer.rows === writer.layout.table.rows) continue;
        update.run(writer.rows, writer.lastRow, JSON.stringify(writer.files), writer.layout.id);
      }
      this.db.exec('COMMIT');
      this.uncommitted = 0;
    });
  }

  finish(): void {
    this.attempt(() => {
      this.db.prepare('UPDATE vault_sources SET complete = 1 WHERE id = ?').run(this.sourceId);
    });
    this.commit();
    this.close(true);
  }

  abandon(): void {
    if (!this.open) return;
    this.commit();
    this.close(false);
  }

  private close(finished: boolean): void {
    this.open = false;
    this.onClose(finished);
  }

  private writer(table: string): TableWriter {
    const writer = this.writers.get(table);
    if (writer) return writer;
    throw new MigrationError('The source has a table that its catalog does not have', {
      code: 'SOURCE_CATALOG_CHANGED',
      where: `${this.source}/${table}`,
      hint: 'The source changed while it was read, or its reader is at fault; stage it again under another --name.',
    });
  }

  /** Runs inside the session's transaction; after a fault nothing of it remains, and what was committed stays. */
  private attempt(work: () => void): void {
    if (!this.open) throw new Error('this staging session has ended');
    try {
      if (!this.db.inTransaction) this.db.exec('BEGIN IMMEDIATE');
      work();
    } catch (error) {
      // SQLite may have rolled back by itself, as it does on SQLITE_FULL (sqlite.org/lang_transaction.html).
      if (this.db.inTransaction) this.db.exec('ROLLBACK');
      this.close(false);
      throw vaultFault(error) ?? error;
    }
  }
}
