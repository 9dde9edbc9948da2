import { join } from 'node:path';

/** The files of a vault in a workspace folder. */
export interface VaultFiles {
  readonly folder: string;
  readonly db: string;
  readonly wal: string;
  readonly shm: string;
  readonly keys: string;
  readonly anchor: string;
  readonly lock: string;
  /** The re-keyed copy, while the vault key is being rotated. */
  readonly rekeyed: string;
}

/** Names only: none of them need exist. */
export function vaultFiles(folder: string): VaultFiles {
  const db = join(folder, 'vault.db');
  return {
    folder,
    db,
    wal: `${db}-wal`,
    shm: `${db}-shm`,
    keys: join(folder, 'vault.keys.json'),
    anchor: join(folder, 'vault.anchor'),
    lock: join(folder, 'vault.lock'),
    rekeyed: `${db}.rekey`,
  };
}
