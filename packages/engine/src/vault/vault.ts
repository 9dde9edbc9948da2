import type { Cell } from '../base/cell.js';
import type { Issue } from '../base/issue.js';
import { type AgeIdentity, ageIdentity } from './age-identity.js';
import { type Anchor, writeAnchor } from './anchor.js';
import { type AuditHead, AuditLog, type AuditVerdict, type RecordedEvent } from './audit-log.js';
import { BlobStore } from './blobs.js';
import { actor, systemContext, timestamp, type VaultContext } from './context.js';
import type { AuditEvent, RunRecord, StagedSource, StagedTable, StagingSession } from './contract.js';
import type { VaultDatabase } from './database.js';
import { type Decision, DecisionStore } from './decisions.js';
import { DocumentStore } from './documents.js';
import { guarded } from './faults.js';
import type { VaultFiles } from './files.js';
import { recoverWal, VERIFY_ON_WRITE_BYTES } from './integrity.js';
import { type KeyRing, writeKeyRing } from './key-ring.js';
import { isLocked, type Lock } from './lock.js';
import { createParts, type OpenOptions, openParts, type VaultParts, workerParts } from './open-vault.js';
import { checkPages, digestPages, PAGE_SIZE, readSalt } from './page-mac.js';
import { RunStore } from './runs.js';
import { type ScannedRow, scanTable } from './scan.js';
import { getMeta } from './schema.js';
import { dropTables, readSources, type StagingSource } from './staged-tables.js';
import { openSource, Staging, stagedIssues } from './staging.js';
import type { Unlock } from './unlock.js';

/** The encrypted workspace: staged rows, documents, decisions, runs and the audit log in one file. */
export class Vault implements Disposable {
  /** SQLite handle; identifiers of staged tables must pass `quoteIdentifier`. */
  readonly db: VaultDatabase;
  readonly mode: 'read' | 'write' | 'worker';
  /** Documents of the manual lane, their pages, readings and links. */
  readonly documents: DocumentStore;
  private readonly parts: VaultParts;
  private readonly log: AuditLog;
  private readonly blobs: BlobStore;
  private readonly runStore: RunStore;
  private readonly decisionStore: DecisionStore;
  private anchor: Anchor | null;
  private ring: KeyRing | null;
  private staging: Staging | null = null;
  private closed = false;

  private constructor(parts: VaultParts) {
    this.parts = parts;
    this.db = parts.db;
    this.mode = parts.mode;
    this.anchor = parts.anchor;
    this.ring = parts.ring;
    this.log = new AuditLog(this.db, String(getMeta(this.db, 'vault-id')), parts.context);
    this.blobs = new BlobStore(this.db);
    this.runStore = new RunStore(this.db, parts.context);
    this.decisionStore = new DecisionStore(this.db, parts.context);
    this.documents = new DocumentStore(this.db, this.blobs, parts.context, (event) => this.log.append(event));
  }

  /** Makes a vault in a folder without one, with one key slot (none for a raw key). Error: VAULT_EXISTS. */
  static async create(dir: string, unlock: Unlock, context: VaultContext = systemContext): Promise<Vault> {
    return Vault.announced(await createParts(dir, unlock, context), 'vault-create');
  }

  /**
   * Opens for reading (any number of processes, also beside a writer) or for writing (one process). Checks the key slots, the
   * anchor and every page first. Errors (kind locked): VAULT_WRONG_KEY, VAULT_TAMPERED, VAULT_LOCKED, VAULT_SHREDDED, VAULT_KDF_WEAK;
   * (refused) VAULT_MISSING, VAULT_VERSION, DISK_FULL.
   */
  static async open(
    dir: string,
    unlock: Unlock,
    mode: 'read' | 'write' = 'read',
    context: VaultContext = systemContext,
    options: OpenOptions = {},
  ): Promise<Vault> {
    const parts = await openParts(dir, unlock, mode, context, options);
    return mode === 'write' ? Vault.announced(parts, 'unlock') : new Vault(parts);
  }

  /** For worker threads of a process that has the vault open: read-only, no lock, no check of the whole file. */
  static openWorker(dir: string, rawKey: Uint8Array): Vault {
    return guarded(() => new Vault(workerParts(dir, rawKey)));
  }

  /** Use of the key is on record before anything else happens; if it cannot be recorded, the vault does not open. */
  private static announced(parts: VaultParts, action: string): Vault {
    const vault = new Vault(parts);
    try {
      vault.audit({ action, outcome: 'success', object: parts.ring?.vaultId ?? '' });
      return vault;
    } catch (error) {
      vault.close();
      throw error;
    }
  }

  /** A copy of the vault key, to be handed to worker threads in memory and nowhere else. */
  rawKey(): Uint8Array {
    return new Uint8Array(this.parts.key);
  }

  // Staging

  sources(): StagedSource[] {
    return readSources(this.db).map(({ id: _, ...source }) => source);
  }

  source(name: string): StagedSource | undefined {
    return this.sources().find((source) => source.name === name);
  }

  /** Begins or takes up staging. Errors: SOURCE_NAME_TAKEN, SOURCE_CHANGED, SOURCE_CATALOG_CHANGED. */
  beginStaging(source: StagingSource): StagingSession {
    if (this.staging) throw new Error('a staging session is open already');
    const id = guarded(() => openSource(this.db, source));
    const object = source.name;
    this.audit({ action: 'stage-begin', outcome: 'success', object, detail: { fingerprint: source.fingerprint } });
    this.staging = new Staging(this.db, id, source.name, (finished) => {
      this.staging = null;
      if (finished) this.audit({ action: 'stage-finish', outcome: 'success', object });
    });
    return this.staging;
  }

  /** Takes a staged source out again, with its rows and issues; records of earlier runs stay. Nothing happens when there is none of that name. */
  dropSource(name: string): void {
    if (this.staging) throw new Error('a staging session is open');
    const source = readSources(this.db).find((one) => one.name === name);
    if (!source) return;
    const { fingerprint } = source;
    this.audit({ action: 'source-drop', outcome: 'success', object: name, detail: { fingerprint } });
    guarded(() => this.db.transaction(() => dropTables(this.db, source.id, name))());
  }

  rowCount(table: StagedTable): number {
    const rows = this.db
      .prepare(
        'SELECT t.rows FROM vault_tables t JOIN vault_sources s ON s.id = t.source_id WHERE s.name = ? AND t.name = ?',
      )
      .pluck()
      .get(table.source, table.name);
    return Number(rows ?? 0);
  }

  /** Rows of a table in order, exactly as staged; [from, to] are row ordinals. */
  scan(table: StagedTable, from = 1, to = Number.MAX_SAFE_INTEGER): Iterable<ScannedRow> {
    return scanTable(this.db, table, from, to);
  }

  /** One row's cells in column order; undefined when there is no such row. */
  row(table: StagedTable, row: number): readonly Cell[] | undefined {
    for (const found of this.scan(table, row, row)) return found.cells;
    return undefined;
  }

  stagedIssues(source: string): Issue[] {
    return stagedIssues(this.db, source);
  }

  // Blobs

  /** Keeps bytes once; their SHA-256 in hex. */
  putBlob(bytes: Uint8Array): string {
    return guarded(() => this.blobs.put(bytes));
  }

  getBlob(hash: string): Uint8Array | undefined {
    return guarded(() => this.blobs.get(hash));
  }

  // Runs

  runs(): RunRecord[] {
    return this.runStore.list();
  }

  beginRun(inputHash: string): RunRecord {
    const run = guarded(() => this.runStore.begin(inputHash));
    this.audit({ action: 'run-begin', outcome: 'success', object: run.id, detail: { inputHash } });
    return run;
  }

  finishRun(id: string, summary: unknown, state: 'done' | 'failed'): void {
    this.audit({ action: 'run-finish', outcome: state === 'done' ? 'success' : 'failure', object: id });
    guarded(() => this.runStore.finish(id, summary, state));
  }

  putRunData(id: string, name: string, bytes: Uint8Array): void {
    guarded(() => this.runStore.putData(id, name, bytes));
  }

  getRunData(id: string, name: string): Uint8Array | undefined {
    return guarded(() => this.runStore.getData(id, name));
  }

  // Decisions

  /** Who acts where nobody else is named: the user of the process, or as the context says. */
  who(): string {
    return actor(this.parts.context);
  }

  /** RFC 3339, UTC, by the context's clock. */
  now(): string {
    return timestamp(this.parts.context);
  }

  /** Does all of `work` or, where it throws, nothing of it; no other process writes meanwhile. Durable when it returns. Needs a vault opened for writing. */
  transact<T>(work: () => T): T {
    return guarded(() => this.db.transaction(work).immediate());
  }

  addDecision(kind: string, subject: string, value: unknown, who?: string): Decision {
    return guarded(() =>
      this.db.transaction(() => {
        const decision = this.decisionStore.add(kind, subject, value, who);
        this.log.append({ action: 'decision', outcome: 'success', object: `${kind} ${decision.seq}` });
        return decision;
      })(),
    );
  }

  decisions(kind?: string, subject?: string): Decision[] {
    return this.decisionStore.list(kind, subject);
  }

  // Audit

  /** Durable when it returns; when it throws, the action must not be done. Works in a vault opened for reading too. */
  audit(event: AuditEvent): void {
    this.staging?.commit();
    guarded(() => {
      if (this.mode !== 'write') this.db.pragma('query_only=OFF');
      try {
        const head = this.log.append(event);
        // The mark of the last orderly close no longer holds. Inside a caller's transaction the anchor waits: it must not lead.
        if (!this.db.inTransaction) this.saveAnchor({ pages: null }, head);
      } finally {
        if (this.mode !== 'write') this.db.pragma('query_only=ON');
      }
    });
  }

  auditEvents(): Iterable<RecordedEvent> {
    return this.log.events();
  }

  /** The chain against itself, the anchor beside the vault, and heads kept elsewhere (`audit report`). */
  verifyAudit(known: readonly AuditHead[] = []): AuditVerdict {
    const own = this.parts.anchor;
    return guarded(() => this.log.verify(own ? [{ seq: own.auditSeq, head: own.auditHead }, ...known] : known));
  }

  /** MAC of every page of vault.db, whatever its size. */
  verifyPages(): { pages: number; damaged: number[] } {
    recoverWal(this.db, this.parts.files, this.mode === 'write');
    const { db, lock } = this.parts.files;
    const salt = this.ring?.salt ?? readSalt(db) ?? '';
    const { pages, damaged } = checkPages(db, this.parts.key, salt, {
      isShared: this.mode !== 'write' && isLocked(lock),
    });
    return { pages, damaged };
  }

  // Keys

  /** The age X25519 identity of the workspace, to which its packages are encrypted. */
  async identity(): Promise<AgeIdentity> {
    const identity = await ageIdentity(this.db);
    return { recipient: identity.recipient, identity: identity.identity };
  }

  /** The key slots as opened; for key-slots.ts. */
  keyRing(): KeyRing {
    if (!this.ring) throw new Error('a worker has no key slots');
    return this.ring;
  }

  /** Writes changed key slots; for key-slots.ts. Needs a vault opened for writing. */
  saveKeyRing(change: Partial<Pick<KeyRing, 'slots'>>): KeyRing {
    if (this.mode !== 'write') throw new Error('key slots are changed in a vault opened for writing');
    const { mac: _, ...ring } = this.keyRing();
    const next = { ...ring, ...change, generation: ring.generation + 1 };
    this.ring = guarded(() => writeKeyRing(this.parts.files, this.parts.key, next));
    guarded(() => this.saveAnchor({ keysGeneration: next.generation }));
    return this.ring;
  }

  auditHead(): AuditHead {
    return this.log.head();
  }

  close(): void {
    this.closeKeepingLock()?.release();
  }

  /** Closes the file; the lock, if any, stays with the caller. For rekey.ts. */
  closeKeepingLock(): Lock | null {
    if (this.closed) return null;
    this.closed = true;
    const { files, lock, key } = this.parts;
    try {
      if (this.mode === 'write') this.closeInOrder(files);
      else this.db.close();
    } finally {
      if (this.db.open) this.db.close();
      key.fill(0);
    }
    return lock;
  }

  [Symbol.dispose](): void {
    this.close();
  }

  /** Brings the WAL into the file and marks its content in the anchor. When a reader or a full disk is in the way, the mark is left out. */
  private closeInOrder(files: VaultFiles): void {
    try {
      this.staging?.abandon();
      if (this.db.inTransaction) this.db.exec('ROLLBACK');
      // Before the checkpoint: an event that a reader adds from here on is beyond this head, and the mark is not used then.
      const head = this.log.head();
      const [result] = this.db.pragma('wal_checkpoint(TRUNCATE)') as { busy: number }[];
      const pages = Number(this.db.pragma('page_count', { simple: true }));
      this.db.close();
      const marked = result?.busy === 0 && pages * PAGE_SIZE <= VERIFY_ON_WRITE_BYTES;
      this.saveAnchor({ pages: marked ? digestPages(files.db).digest : null }, head);
    } catch {
      // Everything committed is safe in the WAL; the next open brings it in.
    }
  }

  private saveAnchor(change: Partial<Anchor>, head?: AuditHead): void {
    if (!this.anchor) return;
    const audit = head ? { auditSeq: head.seq, auditHead: head.head } : {};
    this.anchor = { ...this.anchor, ...audit, ...change };
    writeAnchor(this.parts.files, this.parts.key, this.anchor);
  }
}
