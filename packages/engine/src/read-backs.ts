import type { ReadBack } from './reconciliation/contract.js';

/** Independent readers of what each target writes, by target name. */
const READ_BACKS: ReadonlyMap<string, ReadBack> = new Map();

/** The reader for a target; null where there is none, and then the run says that nothing of it was read back. */
export function readBackOf(target: string): ReadBack | null {
  return READ_BACKS.get(target) ?? null;
}
