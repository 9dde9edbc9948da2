import { createHash } from 'node:crypto';
import type { VaultDatabase } from './database.js';

/** Documents and other bytes, kept once each, named by their SHA-256. */
export class BlobStore {
  constructor(private readonly db: VaultDatabase) {}

  put(bytes: Uint8Array): string {
    const hash = createHash('sha256').update(bytes).digest('hex');
    this.db.prepare('INSERT OR IGNORE INTO vault_blobs (hash, bytes) VALUES (?, ?)').run(hash, bytes);
    return hash;
  }

  get(hash: string): Uint8Array | undefined {
    return this.db.prepare('SELECT bytes FROM vault_blobs WHERE hash = ?').pluck().get(hash) as Uint8Array | undefined;
  }
}
