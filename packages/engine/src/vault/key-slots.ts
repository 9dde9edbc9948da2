import { closeSync, existsSync, fsyncSync, openSync, rmSync, statSync, writeSync } from 'node:fs';
import { MigrationError } from '../base/error.js';
import { systemContext, timestamp, type VaultContext } from './context.js';
import { type VaultFiles, vaultFiles } from './files.js';
import { type KeySlot, makeSlot, readKeyRing, textOf } from './key-ring.js';
import { acquireLock } from './lock.js';
import { commitRotation, finishRotation, rekeyCopy } from './rekey.js';
import { replaceFile } from './sealed-file.js';
import { type Credential, KEY_BYTES, type Unlock } from './unlock.js';
import { Vault } from './vault.js';

/** A key slot as shown: nothing secret. */
export interface SlotInfo {
  readonly id: string;
  readonly kind: string;
  readonly label: string | null;
  readonly createdAt: string;
}

const toInfo = ({ id, kind, label, createdAt }: KeySlot): SlotInfo => ({ id, kind, label, createdAt });

/** Needs no key; what it says is only checked when the vault is opened. */
export function listSlots(dir: string): SlotInfo[] {
  return readKeyRing(vaultFiles(dir)).slots.map(toInfo);
}

function nextId(slots: readonly KeySlot[]): string {
  return `s${Math.max(0, ...slots.map((slot) => Number(slot.id.slice(1)) || 0)) + 1}`;
}

/** Adds a way to open the vault. The data is not rewritten. */
export async function addSlot(
  dir: string,
  unlock: Unlock,
  credential: Credential,
  label: string | null = null,
  context: VaultContext = systemContext,
): Promise<SlotInfo> {
  using vault = await Vault.open(dir, unlock, 'write', context);
  const { slots, vaultId } = vault.keyRing();
  const slot = await makeSlot(nextId(slots), vaultId, vault.rawKey(), credential, label, context);
  vault.audit({ action: 'key-add', outcome: 'success', object: slot.id, detail: { kind: slot.kind } });
  vault.saveKeyRing({ slots: [...slots, slot] });
  return toInfo(slot);
}

/**
 * Takes a way to open the vault out. Who kept an old copy of vault.keys.json and that slot's secret can still open the vault:
 * `rotateKey` ends that too. Errors: SLOT_UNKNOWN, SLOT_LAST.
 */
export async function removeSlot(
  dir: string,
  unlock: Unlock,
  id: string,
  context: VaultContext = systemContext,
): Promise<SlotInfo> {
  using vault = await Vault.open(dir, unlock, 'write', context);
  const { slots } = vault.keyRing();
  const slot = slots.find((s) => s.id === id);
  if (!slot) {
    throw new MigrationError('There is no such key slot', {
      code: 'SLOT_UNKNOWN',
      kind: 'usage',
      where: id,
      hint: '`chartlift key list` shows the slots.',
    });
  }
  if (slots.length === 1) {
    throw new MigrationError('The last key slot cannot be removed', {
      code: 'SLOT_LAST',
      where: id,
      hint: 'Add another slot first; to destroy the vault for good use `chartlift key shred`.',
    });
  }
  vault.audit({ action: 'key-remove', outcome: 'success', object: id, detail: { kind: slot.kind } });
  vault.saveKeyRing({ slots: slots.filter((s) => s.id !== id) });
  return toInfo(slot);
}

export interface Rotation {
  readonly kept: SlotInfo;
  /** All slots before the rotation; none of them opens the vault any more. */
  readonly dropped: readonly SlotInfo[];
}

/**
 * Gives the vault a new key and writes the whole file anew under it: all old slots, and old copies of them, are useless for it. One slot
 * remains, for `next` or else for the credential shown; other slots must be added again. Needs free space of the size of vault.db.
 * Error: SLOTS_WOULD_DROP unless `dropOthers`.
 */
export async function rotateKey(
  dir: string,
  unlock: Unlock,
  options: { readonly next?: Credential; readonly dropOthers?: boolean } = {},
  context: VaultContext = systemContext,
): Promise<Rotation> {
  const files = vaultFiles(dir);
  const credential = options.next ?? (unlock.kind === 'raw' ? undefined : unlock);
  if (!credential) throw new Error('a raw key cannot be kept in a slot');
  const vault = await Vault.open(dir, unlock, 'write', context);
  const { slots, vaultId } = vault.keyRing();
  const newKey = Buffer.from(context.randomBytes(KEY_BYTES));
  try {
    if (slots.length > 1 && !options.dropOthers) {
      throw new MigrationError(`Rotation would drop ${slots.length - 1} other key slot(s)`, {
        code: 'SLOTS_WOULD_DROP',
        kind: 'usage',
        where: slots.map((s) => `${s.id} ${s.kind}`).join(', '),
        hint: 'Their secrets are needed to keep them. Run again with --drop-other-slots and add them afterwards with `chartlift key add`.',
      });
    }
    const slot = await makeSlot(nextId(slots), vaultId, newKey, credential, null, context);
    vault.audit({ action: 'key-rotate', outcome: 'success', object: slot.id, detail: { dropped: slots.length } });
    const audit = vault.auditHead();
    const { mac: _, ...ring } = vault.keyRing();
    const oldKey = vault.rawKey();
    const lock = vault.closeKeepingLock();
    try {
      const salt = rekeyCopy(files, oldKey, newKey);
      const next = { ...ring, salt, generation: ring.generation + 1, slots: [slot] };
      finishRotation(files, commitRotation(files, newKey, next, audit), newKey, lock, context);
    } finally {
      oldKey.fill(0);
      lock?.release();
    }
    return { kept: toInfo(slot), dropped: slots.map(toInfo) };
  } finally {
    vault.close();
    newKey.fill(0);
  }
}

/**
 * Crypto-shredding: overwrites and replaces all key slots, so that nobody can read the vault again; needs no key. Copies of
 * vault.keys.json elsewhere (backups) must be destroyed too: that is for people to do.
 */
export function shred(dir: string, context: VaultContext = systemContext): { readonly slots: number } {
  const files = vaultFiles(dir);
  const ring = readKeyRing(files);
  const lock = acquireLock(files.lock, context);
  try {
    overwrite(files, context);
    const tombstone = { ...ring, slots: [], shredded: timestamp(context), mac: '' };
    replaceFile(files.keys, textOf(tombstone));
    rmSync(files.anchor, { force: true });
    return { slots: ring.slots.length };
  } finally {
    lock.release();
  }
}

/** The bytes of the slots themselves are overwritten in place before the file is replaced, as far as the disk allows. */
function overwrite(files: VaultFiles, context: VaultContext): void {
  const size = existsSync(files.keys) ? statSync(files.keys).size : 0;
  const fd = openSync(files.keys, 'r+');
  try {
    writeSync(fd, context.randomBytes(size), 0, size, 0);
    fsyncSync(fd);
  } finally {
    closeSync(fd);
  }
}
