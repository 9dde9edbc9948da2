import { MigrationError } from '../base/error.js';
import type { VaultDatabase } from './database.js';

const SCHEMA_VERSION = 2;

/** Tables of the vault itself. Staged tables are named `source.table` and so never collide with these. */
const DDL = `
CREATE TABLE vault_meta (name TEXT PRIMARY KEY, value) WITHOUT ROWID;
CREATE TABLE vault_sources (
  id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, format TEXT NOT NULL, fingerprint TEXT NOT NULL, snapshot_at TEXT NOT NULL,
  product TEXT, database TEXT, complete INTEGER NOT NULL);
CREATE TABLE vault_tables (
  id INTEGER PRIMARY KEY, source_id INTEGER NOT NULL REFERENCES vault_sources(id), name TEXT NOT NULL, sql_name TEXT NOT NULL UNIQUE,
  comment TEXT, details TEXT NOT NULL, rows INTEGER NOT NULL, last_row INTEGER NOT NULL, files TEXT NOT NULL, UNIQUE (source_id, name));
CREATE TABLE vault_columns (
  table_id INTEGER NOT NULL REFERENCES vault_tables(id), ordinal INTEGER NOT NULL, name TEXT NOT NULL, type TEXT NOT NULL,
  cell_type TEXT NOT NULL, is_key INTEGER NOT NULL, comment TEXT, sql_table TEXT NOT NULL, sql_name TEXT NOT NULL,
  PRIMARY KEY (table_id, ordinal)) WITHOUT ROWID;
CREATE TABLE vault_issues (id INTEGER PRIMARY KEY, source_id INTEGER NOT NULL REFERENCES vault_sources(id), issue TEXT NOT NULL);
CREATE INDEX vault_issues_source ON vault_issues (source_id);
CREATE TABLE vault_blobs (id INTEGER PRIMARY KEY, hash TEXT NOT NULL UNIQUE, bytes BLOB NOT NULL);
CREATE TABLE vault_runs (
  id INTEGER PRIMARY KEY, state TEXT NOT NULL, started_at TEXT NOT NULL, finished_at TEXT, input_hash TEXT NOT NULL, summary TEXT);
CREATE TABLE vault_run_data (
  id INTEGER PRIMARY KEY, run_id INTEGER NOT NULL REFERENCES vault_runs(id), name TEXT NOT NULL, bytes BLOB NOT NULL, UNIQUE (run_id, name));
CREATE TABLE vault_decisions (
  seq INTEGER PRIMARY KEY, kind TEXT NOT NULL, subject TEXT NOT NULL, value TEXT NOT NULL, who TEXT NOT NULL, at TEXT NOT NULL);
CREATE INDEX vault_decisions_subject ON vault_decisions (kind, subject);
CREATE TRIGGER vault_decisions_keep BEFORE UPDATE ON vault_decisions BEGIN SELECT RAISE(ABORT, 'decisions are only added'); END;
CREATE TRIGGER vault_decisions_stay BEFORE DELETE ON vault_decisions BEGIN SELECT RAISE(ABORT, 'decisions are only added'); END;
CREATE TABLE vault_audit (seq INTEGER PRIMARY KEY, event TEXT NOT NULL, hash TEXT NOT NULL);
`;

/**
 * Tables of the manual lane, since version 2. A document's id is the hash of its blob; `places`, `task`, `keyers` and `reading` are JSON. State, assignee and keyers of a work item
 * follow from its decisions (kind `work`) and can be made again from them; a lease is nobody's decision and is kept here alone. The queue's index holds all that taking an item
 * or counting asks for, and `task`, which may be long, is the last column, so that looking for an item reads no task.
 */
const MANUAL_LANE = `
CREATE TABLE vault_documents (
  id TEXT PRIMARY KEY, media_type TEXT NOT NULL, bytes INTEGER NOT NULL, pages INTEGER NOT NULL, places TEXT NOT NULL, date TEXT, title TEXT,
  added_at TEXT NOT NULL, quarantine TEXT) WITHOUT ROWID;
CREATE TABLE vault_pages (
  document TEXT NOT NULL REFERENCES vault_documents(id), page INTEGER NOT NULL, width INTEGER, height INTEGER, dpi INTEGER, rotation INTEGER NOT NULL,
  blank INTEGER NOT NULL, text TEXT, PRIMARY KEY (document, page)) WITHOUT ROWID;
CREATE TABLE vault_readings (
  document TEXT NOT NULL, page INTEGER NOT NULL, engine TEXT NOT NULL, reading TEXT NOT NULL, PRIMARY KEY (document, page)) WITHOUT ROWID;
CREATE TABLE vault_links (document TEXT PRIMARY KEY, patient TEXT, rule TEXT NOT NULL, reasons TEXT NOT NULL) WITHOUT ROWID;
CREATE INDEX vault_links_patient ON vault_links (patient);
CREATE TABLE vault_work (
  id TEXT PRIMARY KEY, maker TEXT NOT NULL, made_at TEXT NOT NULL, withdrawn INTEGER NOT NULL, type TEXT NOT NULL, subject TEXT NOT NULL, patient TEXT,
  priority REAL NOT NULL, due TEXT, batch TEXT, gold INTEGER NOT NULL, state TEXT NOT NULL, assignee TEXT, keyers TEXT NOT NULL,
  holder TEXT, held_until TEXT, task TEXT NOT NULL);
CREATE INDEX vault_work_queue ON vault_work (
  state, priority DESC, ifnull(due, '9999-12-31'), id, type, assignee, holder, held_until, keyers, withdrawn, made_at, due);
CREATE INDEX vault_work_maker ON vault_work (maker);
CREATE INDEX vault_work_holder ON vault_work (holder) WHERE holder IS NOT NULL;
CREATE INDEX vault_work_patient ON vault_work (patient);
`;

/** The tables of a new vault, empty. */
export function createSchema(db: VaultDatabase, vaultId: string): void {
  db.exec(DDL);
  db.exec(MANUAL_LANE);
  setMeta(db, 'schema', SCHEMA_VERSION);
  setMeta(db, 'vault-id', vaultId);
}

/** A fact about the vault itself; undefined where it was never set. */
export function getMeta(db: VaultDatabase, name: string): unknown {
  return db.prepare('SELECT value FROM vault_meta WHERE name = ?').pluck().get(name);
}

export function setMeta(db: VaultDatabase, name: string, value: string | number): void {
  db.prepare('INSERT OR REPLACE INTO vault_meta (name, value) VALUES (?, ?)').run(name, value);
}

/** Throws VAULT_VERSION where another version made the vault, and where it must be opened for writing first so that {@link upgradeSchema} can bring it up to date. */
export function checkSchema(db: VaultDatabase, mode: 'read' | 'write'): void {
  const version = Number(getMeta(db, 'schema'));
  if (version === SCHEMA_VERSION || (version === 1 && mode === 'write')) return;
  throw new MigrationError('The vault was made by another version of chartlift', {
    code: 'VAULT_VERSION',
    where: 'vault.db',
    hint:
      version === 1
        ? 'It is older. A command that writes brings it up to date: `chartlift stage` with a source that is staged already changes nothing else.'
        : `This version reads vaults of schema ${SCHEMA_VERSION}; use the version that made this one (schema ${version}).`,
  });
}

/** Adds to a vault of version 1, open for writing and found whole, what version 2 has beside it. */
export function upgradeSchema(db: VaultDatabase): void {
  if (Number(getMeta(db, 'schema')) !== 1) return;
  db.transaction(() => {
    db.exec(MANUAL_LANE);
    setMeta(db, 'schema', SCHEMA_VERSION);
  })();
}
