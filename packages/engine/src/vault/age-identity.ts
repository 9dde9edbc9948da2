import type { VaultDatabase } from './database.js';
import { getMeta, setMeta } from './schema.js';

/** An age X25519 key pair: `age1...` to encrypt to, `AGE-SECRET-KEY-1...` to decrypt with. */
export interface AgeIdentity {
  readonly recipient: string;
  readonly identity: string;
}

/** The workspace's identity as kept in the vault, else a new one; `keep` stores it. */
export async function ageIdentity(db?: VaultDatabase): Promise<AgeIdentity & { keep(db: VaultDatabase): void }> {
  // Loaded where it is needed: most commands that open a vault never ask for its identity.
  const { generateX25519Identity, identityToRecipient } = await import('age-encryption');
  const kept = db && getMeta(db, 'age-identity');
  const identity = typeof kept === 'string' ? kept : await generateX25519Identity();
  return {
    identity,
    recipient: await identityToRecipient(identity),
    keep: (target) => setMeta(target, 'age-identity', identity),
  };
}
