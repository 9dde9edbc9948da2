import { readFileSync, statSync } from 'node:fs';
import { MigrationError } from '../base/error.js';

/** How a person shows the key. `raw` is the vault key itself, 32 bytes, in memory only. */
export type Unlock =
  | { readonly kind: 'passphrase'; readonly passphrase: string }
  | { readonly kind: 'key-file'; readonly path: string }
  | { readonly kind: 'raw'; readonly key: Uint8Array };

/** What a key slot can be made from. */
export type Credential = Exclude<Unlock, { readonly kind: 'raw' }>;

export const KEY_BYTES = 32;
const SHORTEST_PASSPHRASE = 8;
const LARGEST_KEY_FILE = 65_536;

/**
 * The secret of a key file: its hex text decoded, or its bytes as they are; at least 32 bytes.
 * Errors: KEY_FILE_MISSING, KEY_FILE_UNFIT.
 */
export function readKeyFile(path: string): Buffer {
  let bytes: Buffer;
  try {
    if (statSync(path).size > LARGEST_KEY_FILE) throw unfit(path, 'The key file is larger than 64 KiB');
    bytes = readFileSync(path);
  } catch (error) {
    if (error instanceof MigrationError) throw error;
    throw new MigrationError('The key file cannot be read', {
      code: 'KEY_FILE_MISSING',
      kind: 'locked',
      where: path,
      hint: 'Give the path of the key file with --key-file or CHARTLIFT_KEY_FILE; a key file on a stick must be mounted.',
      cause: error,
    });
  }
  const text = bytes.toString('latin1').trim();
  const secret = /^([0-9a-f]{2}){32,}$/i.test(text) ? Buffer.from(text, 'hex') : bytes;
  if (secret.length < KEY_BYTES) throw unfit(path, 'The key file holds fewer than 32 bytes');
  return secret;
}

function unfit(path: string, message: string): MigrationError {
  return new MigrationError(message, {
    code: 'KEY_FILE_UNFIT',
    kind: 'locked',
    where: path,
    hint: 'A key file holds 32 random bytes, as they are or as 64 hex digits.',
  });
}

/** NFC, so that the same passphrase typed on another keyboard is the same. Error: PASSPHRASE_SHORT. */
export function checkedPassphrase(passphrase: string): string {
  const text = passphrase.normalize('NFC');
  if ([...text].length < SHORTEST_PASSPHRASE) {
    throw new MigrationError('The passphrase is too short', {
      code: 'PASSPHRASE_SHORT',
      kind: 'usage',
      hint: `Take at least ${SHORTEST_PASSPHRASE} characters; five random words are better.`,
    });
  }
  return text;
}
