import type { Vault } from '@chartlift/engine/vault';
import type { CommandContext } from '../command.js';
import { openWorkspaceVault } from '../unlock.js';

/** Several people work beside each other, each command for a moment: it waits for its turn. */
const WAIT_MS = 15_000;

/** The vault, opened for writing as soon as no other process writes to it. Error: VAULT_LOCKED where one does for longer. */
export const openForWork = (context: CommandContext): Promise<Vault> =>
  openWorkspaceVault(context, 'write', { wait: WAIT_MS });
