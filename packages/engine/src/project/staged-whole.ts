import { NOT_WHOLE } from '../sources/wholeness.js';
import type { Vault } from '../vault/vault.js';

/** False when the files of a staged source were cut or damaged. */
export const isStagedWhole = (vault: Vault, source: string): boolean =>
  !vault.stagedIssues(source).some((issue) => issue.code === NOT_WHOLE);
