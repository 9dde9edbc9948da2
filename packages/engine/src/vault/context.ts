import { randomBytes } from 'node:crypto';
import { userInfo } from 'node:os';
import { type Clock, systemClock } from '../base/clock.js';

/** What the vault takes from outside. */
export interface VaultContext {
  readonly clock: Clock;
  readonly randomBytes: (n: number) => Uint8Array;
  /** Who acts, for the audit log; default: OS user name and uid. */
  readonly who?: string;
}

export const systemContext: VaultContext = { clock: systemClock, randomBytes: (n) => randomBytes(n) };

/** Who acts, for the audit log: as the context says, else the user of the process. */
export function actor(context: VaultContext): string {
  if (context.who !== undefined) return context.who;
  try {
    const { username, uid } = userInfo();
    return uid < 0 ? username : `${username} (uid ${uid})`;
  } catch {
    // A container may run under a uid that has no name.
    return `uid ${process.getuid?.() ?? 'unknown'}`;
  }
}

export const timestamp = (context: VaultContext): string => new Date(context.clock.now()).toISOString();
