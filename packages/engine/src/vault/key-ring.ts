import { createCipheriv, createDecipheriv, scrypt } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { z } from 'zod';
import { MigrationError } from '../base/error.js';
import type { VaultContext } from './context.js';
import { timestamp } from './context.js';
import { tampered, wrongKey } from './faults.js';
import type { VaultFiles } from './files.js';
import { PAGE_SIZE } from './page-mac.js';
import { canonicalJson, deriveKey, replaceFile, seal, sealHolds } from './sealed-file.js';
import { type Credential, checkedPassphrase, KEY_BYTES, readKeyFile, type Unlock } from './unlock.js';

/** Cost of scrypt for new slots, and the least that is accepted on open: N=2^17, r=8, p=1, 128 MiB (OWASP password storage). */
const SCRYPT = { N: 131_072, r: 8, p: 1 } as const;
const SCRYPT_MOST = { N: 1_048_576, r: 16, p: 4 } as const;
const TAG = 16;
const NONCE = 12;
const SEAL = 'vault keys 1';

const base64 = z.string().regex(/^[A-Za-z0-9+/]*={0,2}$/);

const slotSchema = z.strictObject({
  id: z.string(),
  /** `passphrase`, `key-file`; `command` (a KMS) is foreseen. A kind that this version does not know is kept and skipped. */
  kind: z.string(),
  label: z.string().nullable(),
  createdAt: z.string(),
  kdf: z.strictObject({
    name: z.string(),
    salt: base64,
    N: z.number().optional(),
    r: z.number().optional(),
    p: z.number().optional(),
  }),
  nonce: base64,
  /** The vault key under AES-256-GCM, tag of 16 bytes at the end; everything above is the additional data. */
  wrapped: base64,
});

/** `vault.keys.json`: no secret in the clear, but worth a backup apart from the vault. */
const keyRingSchema = z.strictObject({
  chartlift: z.literal('vault-keys/1'),
  vaultId: z.string(),
  cipher: z.literal('sqlcipher-4'),
  pageSize: z.number(),
  /** First 16 bytes of vault.db, hex. */
  salt: z.string().regex(/^[0-9a-f]{32}$/),
  /** Grows with every change; the anchor remembers it, so that an older file put back is noticed. */
  generation: z.number().int(),
  slots: z.array(slotSchema),
  /** Present from the moment the vault key is exchanged until vault.db is; see rekey.ts. */
  rotation: z.strictObject({ auditSeq: z.number().int(), auditHead: z.string() }).optional(),
  /** Set when all slots were destroyed. */
  shredded: z.string().optional(),
  mac: z.string().regex(/^[0-9a-f]*$/),
});

export type KeyRing = z.infer<typeof keyRingSchema>;
export type KeySlot = z.infer<typeof slotSchema>;

/** Errors: VAULT_MISSING, VAULT_TAMPERED (not readable as a key file of this version), VAULT_SHREDDED. */
export function readKeyRing(files: VaultFiles): KeyRing {
  if (!existsSync(files.keys)) {
    if (existsSync(files.db)) {
      throw tampered(
        'The key slots of the vault are gone',
        'vault.keys.json',
        'Put vault.keys.json back from a backup made with vault.db. Without it the vault cannot be opened by anyone.',
      );
    }
    throw new MigrationError('There is no vault here', {
      code: 'VAULT_MISSING',
      where: files.keys,
      hint: 'Make a workspace with `chartlift init DIR`, or name one with --workspace.',
    });
  }
  let ring: KeyRing;
  try {
    const text = readFileSync(files.keys, 'utf8');
    ring = keyRingSchema.parse(JSON.parse(text));
    // Not a byte may differ from what was written, white space included.
    if (textOf(ring) !== text) throw new SyntaxError('not as written');
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof z.ZodError) {
      throw tampered('The key slots of the vault cannot be read', 'vault.keys.json');
    }
    throw error;
  }
  if (ring.shredded !== undefined) {
    throw new MigrationError('All key slots of this vault were destroyed', {
      code: 'VAULT_SHREDDED',
      kind: 'locked',
      where: 'vault.keys.json',
      hint: `The vault was shredded at ${ring.shredded}; its content cannot be read again.`,
    });
  }
  return ring;
}

/** The members in the order of the schema, whatever the order in memory. */
export const textOf = (ring: KeyRing): string => `${JSON.stringify(keyRingSchema.parse(ring), null, 2)}\n`;

export const newKeyRing = (vaultId: string, salt: string, slots: KeySlot[]): Omit<KeyRing, 'mac'> => ({
  chartlift: 'vault-keys/1',
  vaultId,
  cipher: 'sqlcipher-4',
  pageSize: PAGE_SIZE,
  salt,
  generation: 1,
  slots,
});

const contentOf = ({ mac: _, ...content }: KeyRing): Omit<KeyRing, 'mac'> => content;

/** Replaces the key ring as one step, sealed under the vault key; gives it as written. */
export function writeKeyRing(files: VaultFiles, vaultKey: Uint8Array, ring: Omit<KeyRing, 'mac'>): KeyRing {
  const sealed = { ...ring, mac: seal(vaultKey, SEAL, ring) };
  replaceFile(files.keys, textOf(sealed));
  return sealed;
}

/** The vault key, from the first slot that opens. Errors: VAULT_WRONG_KEY, VAULT_TAMPERED, VAULT_KDF_WEAK, KEY_FILE_*. */
export async function openKeyRing(ring: KeyRing, unlock: Unlock): Promise<Buffer> {
  const key = unlock.kind === 'raw' ? Buffer.from(unlock.key) : await unwrapAny(ring, unlock);
  if (unlock.kind === 'raw' && !sealHolds(key, SEAL, contentOf(ring), ring.mac)) {
    throw wrongKey('The raw key is not the key of this vault.');
  }
  checkSeal(ring, key);
  return key;
}

/** The slots as given, once their seal was found good. */
export function checkSeal(ring: KeyRing, key: Uint8Array): KeyRing {
  if (sealHolds(key, SEAL, contentOf(ring), ring.mac)) return ring;
  throw tampered('The key slots of the vault were changed', 'vault.keys.json');
}

async function unwrapAny(ring: KeyRing, unlock: Credential): Promise<Buffer> {
  const slots = ring.slots.filter((slot) => slot.kind === unlock.kind);
  const secret = unlock.kind === 'key-file' ? readKeyFile(unlock.path) : unlock.passphrase.normalize('NFC');
  for (const slot of slots) {
    const key = unwrap(slot, await wrappingKey(slot, secret), ring.vaultId);
    if (key) return key;
  }
  const kinds = [...new Set(ring.slots.map((slot) => slot.kind))].join(', ');
  throw wrongKey(
    slots.length === 0
      ? `The vault has no slot of the kind ${unlock.kind}; it has: ${kinds}.`
      : `Look for the right ${unlock.kind === 'key-file' ? 'key file' : 'passphrase'}; \`chartlift key list\` shows the slots. If the key is right, vault.keys.json was changed: put it back from a backup.`,
  );
}

async function wrappingKey(slot: Pick<KeySlot, 'kdf' | 'id'>, secret: string | Buffer): Promise<Buffer> {
  const salt = Buffer.from(slot.kdf.salt, 'base64');
  if (slot.kdf.name === 'hkdf-sha256' && typeof secret !== 'string') return deriveKey(secret, 'key slot 1', salt);
  const { N = 0, r = 0, p = 0 } = slot.kdf;
  if (slot.kdf.name !== 'scrypt' || typeof secret !== 'string' || N < SCRYPT.N || r < SCRYPT.r || p < SCRYPT.p) {
    throw new MigrationError('A key slot states a weaker key derivation than is accepted', {
      code: 'VAULT_KDF_WEAK',
      kind: 'locked',
      where: `vault.keys.json, slot ${slot.id}`,
      hint: 'The file was changed: put it back from a backup.',
    });
  }
  if (N > SCRYPT_MOST.N || r > SCRYPT_MOST.r || p > SCRYPT_MOST.p || (N & (N - 1)) !== 0) {
    throw tampered('A key slot states key derivation parameters out of range', `vault.keys.json, slot ${slot.id}`);
  }
  return new Promise((resolve, reject) => {
    scrypt(secret, salt, KEY_BYTES, { N, r, p, maxmem: 256 * N * r }, (error, key) =>
      error ? reject(error) : resolve(key),
    );
  });
}

const slotAad = ({ wrapped: _, ...rest }: KeySlot, vaultId: string): Buffer =>
  Buffer.from(canonicalJson({ ...rest, vaultId }));

function unwrap(slot: KeySlot, wrappingKeyBytes: Buffer, vaultId: string): Buffer | null {
  const sealed = Buffer.from(slot.wrapped, 'base64');
  const nonce = Buffer.from(slot.nonce, 'base64');
  if (sealed.length !== KEY_BYTES + TAG || nonce.length !== NONCE) return null;
  try {
    const decipher = createDecipheriv('aes-256-gcm', wrappingKeyBytes, nonce, { authTagLength: TAG });
    decipher.setAAD(slotAad(slot, vaultId)).setAuthTag(sealed.subarray(KEY_BYTES));
    return Buffer.concat([decipher.update(sealed.subarray(0, KEY_BYTES)), decipher.final()]);
  } catch {
    return null;
  } finally {
    wrappingKeyBytes.fill(0);
  }
}

/** Wraps the vault key for a credential. The wrapping key comes from a fresh salt, so a nonce never meets the same key twice. */
export async function makeSlot(
  id: string,
  vaultId: string,
  vaultKey: Uint8Array,
  credential: Credential,
  label: string | null,
  context: VaultContext,
): Promise<KeySlot> {
  const salt = Buffer.from(context.randomBytes(32)).toString('base64');
  const nonce = Buffer.from(context.randomBytes(NONCE));
  const byFile = credential.kind === 'key-file';
  const kdf = byFile ? { name: 'hkdf-sha256', salt } : { name: 'scrypt', salt, ...SCRYPT };
  const secret = byFile ? readKeyFile(credential.path) : checkedPassphrase(credential.passphrase);
  const slot: KeySlot = {
    id,
    kind: credential.kind,
    label,
    createdAt: timestamp(context),
    kdf,
    nonce: nonce.toString('base64'),
    wrapped: '',
  };
  const key = await wrappingKey(slot, secret);
  const cipher = createCipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG }).setAAD(slotAad(slot, vaultId));
  const sealed = Buffer.concat([cipher.update(vaultKey), cipher.final(), cipher.getAuthTag()]);
  key.fill(0);
  return { ...slot, wrapped: sealed.toString('base64') };
}
