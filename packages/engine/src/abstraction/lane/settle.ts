import { createHash } from 'node:crypto';
import type { Abstraction } from '../../artifacts/keying-form.js';
import type { Cell } from '../../base/cell.js';
import { MigrationError } from '../../base/error.js';
import type { Issue } from '../../base/issue.js';
import { MANUAL_FORMAT } from '../../vault/contract.js';
import type { StagingSource } from '../../vault/staged-tables.js';
import type { Vault } from '../../vault/vault.js';
import { laneRows } from './rows.js';
import { LANE_TABLES, MANUAL_SOURCE } from './tables.js';

/** What became of the staged source `manual`. */
export type Settled = 'absent' | 'unchanged' | 'written' | 'removed';

/**
 * Writes what people did with documents as the staged source `manual` (ADR 32), where it differs from what is there: documents, pages, work items and the entries that count.
 * Nothing is written where there is none of them, and what was written is then taken out. The same decisions give the same rows and the same fingerprint.
 * `entries`: those that count, of any order. The vault must be open for writing. Error: SOURCE_NAME_TAKEN where a database was staged under the name.
 */
export function settleManualLane(vault: Vault, entries: readonly Abstraction[]): Settled {
  const staged = vault.source(MANUAL_SOURCE);
  const isOurs = staged?.format === MANUAL_FORMAT;
  if (entries.length === 0 && hasNothing(vault)) {
    if (!isOurs) return 'absent';
    vault.dropSource(MANUAL_SOURCE);
    return 'removed';
  }
  if (staged !== undefined && !isOurs)
    throw new MigrationError('A source is staged under the name of the manual lane', {
      code: 'SOURCE_NAME_TAKEN',
      where: MANUAL_SOURCE,
      hint: 'Stage it again under another name with --name; documents and what people key need this one.',
    });
  const snapshotAt = takenAt(vault);
  const fingerprint = fingerprintOf(vault, entries, snapshotAt);
  if (staged?.fingerprint === fingerprint && staged.complete) return 'unchanged';
  if (staged !== undefined) vault.dropSource(MANUAL_SOURCE);
  write(vault, entries, { ...HEAD, fingerprint, snapshotAt });
  return 'written';
}

const hasNothing = (vault: Vault): boolean =>
  vault.db.prepare('SELECT 1 FROM vault_documents UNION ALL SELECT 1 FROM vault_work WHERE gold = 0 LIMIT 1').get() ===
  undefined;

const HEAD: Omit<StagingSource, 'fingerprint' | 'snapshotAt'> = {
  name: MANUAL_SOURCE,
  format: MANUAL_FORMAT,
  product: null,
  database: null,
  catalog: { tables: LANE_TABLES },
};

/**
 * The day that the lane's rows are of. Documents are dated by the newest source: keying a page later must not move that date, so it is the newest of the others';
 * beside no other, the day on which the last document was added.
 */
function takenAt(vault: Vault): string {
  const others = vault.sources().filter((source) => source.format !== MANUAL_FORMAT);
  const newest = others
    .map((source) => source.snapshotAt)
    .sort()
    .at(-1);
  if (newest !== undefined) return newest;
  const added = vault.db.prepare('SELECT max(added_at) FROM vault_documents').pluck().get();
  return typeof added === 'string' ? added.slice(0, 10) : '';
}

/** SHA-256 of everything that would be staged; a document's bytes are in it by their own hash, which is its id. */
function fingerprintOf(vault: Vault, entries: readonly Abstraction[], snapshotAt: string): string {
  const hash = createHash('sha256');
  const add = (value: unknown): void => void hash.update(`${JSON.stringify(value)}\n`);
  add([LANE_TABLES, snapshotAt]);
  const issues: Issue[] = [];
  for (const { table, batches } of laneRows(vault.db, entries, (issue) => issues.push(issue))) {
    add(table);
    for (const rows of batches) for (const row of rows) add(row);
  }
  return hash.digest('hex');
}

function write(vault: Vault, entries: readonly Abstraction[], source: StagingSource): void {
  const staging = vault.beginStaging(source);
  try {
    for (const { table, batches } of laneRows(vault.db, entries, (issue) => staging.addIssue(issue))) {
      const columnNames = (LANE_TABLES.find((one) => one.name === table)?.columns ?? [])
        .filter((column) => column.blobsOf === undefined)
        .map((column) => column.name);
      let firstRow = 1;
      for (const rows of batches) {
        const columns = columnNames.map((_, c) => rows.map((row): Cell => row[c] ?? null));
        const positions = rows.map((_, r) => firstRow + r);
        staging.write({ table, columnNames, columns, rowCount: rows.length, firstRow, file: 'vault', positions });
        firstRow += rows.length;
      }
    }
    staging.finish();
  } finally {
    // After finish there is nothing left to abandon.
    staging.abandon();
  }
}
