// The encrypted workspace, opened, and its key slots.

export type { AgeIdentity } from '../vault/age-identity.js';
export type { AuditHead, AuditVerdict, RecordedEvent } from '../vault/audit-log.js';
export type { VaultContext } from '../vault/context.js';
export type {
  AuditEvent,
  RunRecord,
  StagedColumn,
  StagedSource,
  StagedTable,
  StagingSession,
} from '../vault/contract.js';
export type { Decision } from '../vault/decisions.js';
export { ensureKeyFile } from '../vault/key-file.js';
export { addSlot, listSlots, type Rotation, removeSlot, rotateKey, type SlotInfo, shred } from '../vault/key-slots.js';
export type { OpenOptions } from '../vault/open-vault.js';
export type { Credential, Unlock } from '../vault/unlock.js';
export { Vault } from '../vault/vault.js';
