import { existsSync, readFileSync } from 'node:fs';
import { z } from 'zod';
import { tampered } from './faults.js';
import type { VaultFiles } from './files.js';
import { replaceFile, seal, sealHolds } from './sealed-file.js';

const SEAL = 'vault anchor 1';

/**
 * `vault.anchor`: what the vault was known to hold, kept outside it and sealed with its key, so that an older vault.db put back
 * or a cut audit log is noticed. It is written after the vault's own commit: it may lag behind, it never leads.
 */
const anchorSchema = z.strictObject({
  chartlift: z.literal('vault-anchor/1'),
  vaultId: z.string(),
  keysGeneration: z.number().int(),
  /** Audit event that the vault must hold; 0 and the empty chain's head: none yet. */
  auditSeq: z.number().int(),
  auditHead: z.string(),
  /** SHA-256 over all page MACs when the last writer closed the vault; null: a writer is at work, has crashed, or the file was too large. */
  pages: z.string().nullable(),
  mac: z.string().regex(/^[0-9a-f]*$/),
});

export type Anchor = Omit<z.infer<typeof anchorSchema>, 'mac'>;

const textOf = (sealed: z.infer<typeof anchorSchema>): string =>
  `${JSON.stringify(anchorSchema.parse(sealed), null, 2)}\n`;

/** The anchor, checked against its seal. Throws VAULT_TAMPERED when it is gone or was changed. */
export function readAnchor(files: VaultFiles, vaultKey: Uint8Array): Anchor {
  if (!existsSync(files.anchor)) {
    throw tampered(
      'The anchor of the vault is gone',
      'vault.anchor',
      'Put vault.anchor back from a backup made with vault.db.',
    );
  }
  let sealed: z.infer<typeof anchorSchema>;
  try {
    const text = readFileSync(files.anchor, 'utf8');
    sealed = anchorSchema.parse(JSON.parse(text));
    if (textOf(sealed) !== text) throw new SyntaxError('not as written');
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof z.ZodError) {
      throw tampered('The anchor of the vault cannot be read', 'vault.anchor');
    }
    throw error;
  }
  const { mac, ...anchor } = sealed;
  if (!sealHolds(vaultKey, SEAL, anchor, mac)) throw tampered('The anchor of the vault was changed', 'vault.anchor');
  return anchor;
}

/** Replaces the anchor as one step, sealed anew. */
export function writeAnchor(files: VaultFiles, vaultKey: Uint8Array, anchor: Anchor): void {
  replaceFile(files.anchor, textOf({ ...anchor, mac: seal(vaultKey, SEAL, anchor) }));
}
