import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { failure } from '../testing/failure.js';
import { systemContext } from './context.js';
import { vaultFiles } from './files.js';
import { makeSlot, readKeyRing, textOf } from './key-ring.js';
import { addSlot, listSlots, removeSlot, rotateKey, shred } from './key-slots.js';
import { commitRotation, rekeyCopy } from './rekey.js';
import { seal } from './sealed-file.js';
import { Vault } from './vault.js';

describe('key slots', () => {
  let root: string;
  let dir: string;
  const keyFile = (name: string, content: string | Uint8Array = name.padEnd(64, '0').replace(/[^0-9a-f]/g, 'a')) => {
    const path = join(root, name);
    writeFileSync(path, content);
    return { kind: 'key-file', path } as const;
  };
  const passphrase = { kind: 'passphrase', passphrase: 'correct horse battery' } as const;
  const opens = async (unlock: Parameters<typeof Vault.open>[1]): Promise<boolean> => {
    try {
      (await Vault.open(dir, unlock)).close();
      return true;
    } catch (error) {
      expect(error).toMatchObject({ code: 'VAULT_WRONG_KEY', kind: 'locked' });
      return false;
    }
  };
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'chartlift-keys-'));
    dir = join(root, 'clinic');
  });
  afterEach(() => rmSync(root, { recursive: true, force: true }));

  it('opens with a passphrase and with nothing else', async () => {
    (await Vault.create(dir, passphrase)).close();
    expect(await opens(passphrase)).toBe(true);
    expect(await opens({ kind: 'passphrase', passphrase: 'correct horse batterz' })).toBe(false);
    expect(await opens(keyFile('a'))).toBe(false);
    expect(await opens({ kind: 'raw', key: new Uint8Array(32) })).toBe(false);
    expect(await failure(() => Vault.create(dir, passphrase))).toMatchObject({ code: 'VAULT_EXISTS' });
    const short = { kind: 'passphrase', passphrase: 'short' } as const;
    expect(await failure(() => Vault.create(join(root, 'x'), short))).toMatchObject({
      code: 'PASSPHRASE_SHORT',
      kind: 'usage',
    });
    // The same letters composed in another way (NFC and NFD) are the same passphrase.
    await addSlot(dir, passphrase, { kind: 'passphrase', passphrase: 'Zu\u0308rich lake' });
    expect(await opens({ kind: 'passphrase', passphrase: 'Z\u00fcrich lake' })).toBe(true);
  });

  it('opens with key files of text and of bytes', async () => {
    const bytes = keyFile('bytes', Buffer.from(Array.from({ length: 40 }, (_, i) => (i * 7 + 200) % 256)));
    (await Vault.create(dir, keyFile('hex', `${'0f'.repeat(32)}\n`))).close();
    await addSlot(dir, keyFile('hex', '0F'.repeat(32)), bytes, 'stick');
    expect(await opens(bytes)).toBe(true);
    expect(await opens(keyFile('other', '1f'.repeat(32)))).toBe(false);
    expect(await failure(() => Vault.open(dir, keyFile('small', 'abc')))).toMatchObject({ code: 'KEY_FILE_UNFIT' });
    expect(await failure(() => Vault.open(dir, { kind: 'key-file', path: join(root, 'none') }))).toMatchObject({
      code: 'KEY_FILE_MISSING',
      kind: 'locked',
    });
    expect(listSlots(dir).map((s) => [s.id, s.kind, s.label])).toEqual([
      ['s1', 'key-file', null],
      ['s2', 'key-file', 'stick'],
    ]);
  });

  it('adds and removes slots, but not the last', async () => {
    const [a, b] = [keyFile('a'), keyFile('b')];
    (await Vault.create(dir, a)).close();
    await addSlot(dir, a, b);
    expect(await failure(() => removeSlot(dir, a, 's9'))).toMatchObject({ code: 'SLOT_UNKNOWN', kind: 'usage' });
    await removeSlot(dir, b, 's1');
    expect([await opens(a), await opens(b)]).toEqual([false, true]);
    expect(await failure(() => removeSlot(dir, b, 's2'))).toMatchObject({ code: 'SLOT_LAST' });
    using vault = await Vault.open(dir, b);
    expect([...vault.auditEvents()].map((e) => e.action).filter((x) => x.startsWith('key'))).toEqual([
      'key-add',
      'key-remove',
    ]);
  });

  it('notices a removed slot that was put back', async () => {
    const [a, b] = [keyFile('a'), keyFile('b')];
    (await Vault.create(dir, a)).close();
    await addSlot(dir, a, b);
    const before = readFileSync(vaultFiles(dir).keys);
    await removeSlot(dir, b, 's1');
    writeFileSync(vaultFiles(dir).keys, before);
    expect(await failure(() => Vault.open(dir, a))).toMatchObject({ code: 'VAULT_TAMPERED' });
  });

  it('enforces a floor under the key derivation, and a ceiling', async () => {
    (await Vault.create(dir, passphrase)).close();
    const files = vaultFiles(dir);
    const ring = readKeyRing(files);
    const slot = ring.slots[0]!;
    for (const [change, code] of [
      [{ N: 1024 }, 'VAULT_KDF_WEAK'],
      [{ r: 1 }, 'VAULT_KDF_WEAK'],
      [{ name: 'md5' }, 'VAULT_KDF_WEAK'],
      [{ N: 2 ** 30 }, 'VAULT_TAMPERED'],
    ] as const) {
      writeFileSync(files.keys, textOf({ ...ring, slots: [{ ...slot, kdf: { ...slot.kdf, ...change } }] }));
      expect(await failure(() => Vault.open(dir, passphrase))).toMatchObject({ code, kind: 'locked' });
    }
    writeFileSync(files.keys, textOf({ ...ring, slots: [...ring.slots, { ...slot, id: 's2' }] }));
    expect(await failure(() => Vault.open(dir, passphrase))).toMatchObject({ code: 'VAULT_TAMPERED' });
  });

  it('rotates the vault key: old slots and old copies of them are useless', async () => {
    const [a, b, c] = [keyFile('a'), keyFile('b'), keyFile('c')];
    const created = await Vault.create(dir, a);
    const oldKey = created.rawKey();
    created.putBlob(Buffer.from('kept'));
    const identity = await created.identity();
    created.close();
    await addSlot(dir, a, b);
    const oldSlots = readFileSync(vaultFiles(dir).keys);
    expect(await failure(() => rotateKey(dir, a))).toMatchObject({ code: 'SLOTS_WOULD_DROP', kind: 'usage' });
    expect(await opens(b)).toBe(true);
    const rotation = await rotateKey(dir, a, { next: c, dropOthers: true });
    expect(rotation.dropped.map((s) => s.id)).toEqual(['s1', 's2']);
    expect([await opens(a), await opens(b), await opens(c)]).toEqual([false, false, true]);
    {
      using vault = await Vault.open(dir, c, 'write');
      expect(await vault.identity()).toEqual(identity);
      expect(vault.verifyAudit().ok).toBe(true);
      expect(vault.verifyPages().damaged).toEqual([]);
      expect([...vault.auditEvents()].map((e) => e.action)).toContain('key-rotate');
    }
    const newSlots = readFileSync(vaultFiles(dir).keys);
    writeFileSync(vaultFiles(dir).keys, oldSlots);
    expect(await failure(() => Vault.open(dir, a))).toMatchObject({ kind: 'locked' });
    writeFileSync(vaultFiles(dir).keys, newSlots);
    expect(await failure(() => Vault.open(dir, { kind: 'raw', key: oldKey }))).toMatchObject({
      code: 'VAULT_WRONG_KEY',
    });
    expect((await rotateKey(dir, c)).kept.id).toBe('s4');
    expect(await opens(c)).toBe(true);
  });

  it('survives a crash before and after the moment in which the key is exchanged', async () => {
    const [a, b] = [keyFile('a'), keyFile('b')];
    const files = vaultFiles(dir);
    const created = await Vault.create(dir, a);
    const oldKey = created.rawKey();
    const audit = created.auditHead();
    created.close();
    const newKey = new Uint8Array(32).fill(5);
    const salt = rekeyCopy(files, oldKey, newKey);
    // Crash here: the copy is a leftover.
    (await Vault.open(dir, a, 'write')).close();
    expect(() => readFileSync(files.rekeyed)).toThrow();

    for (const renamed of [false, true]) {
      const vault = await Vault.open(dir, a, 'write');
      const head = vault.auditHead();
      expect(head.seq).toBeGreaterThan(audit.seq);
      vault.close();
      expect(rekeyCopy(files, oldKey, newKey)).not.toBe('');
      const { mac: _, ...ring } = readKeyRing(files);
      const slot = await makeSlot('s7', ring.vaultId, newKey, b, null, systemContext);
      const nextSalt = readFileSync(files.rekeyed).subarray(0, 16).toString('hex');
      const before = [files.db, files.keys, files.anchor].map((path) => [path, readFileSync(path)] as const);
      commitRotation(files, newKey, { ...ring, salt: nextSalt, generation: ring.generation + 1, slots: [slot] }, head);
      // Crash here, or after the rename.
      if (renamed) writeFileSync(files.db, readFileSync(files.rekeyed));
      if (renamed) rmSync(files.rekeyed);
      using after = await Vault.open(dir, b, 'read');
      expect(after.verifyPages().damaged).toEqual([]);
      expect(after.verifyAudit().ok).toBe(true);
      expect(readKeyRing(files).rotation).toBeUndefined();
      expect(await opens(a)).toBe(false);
      after.close();
      for (const [path, bytes] of before) writeFileSync(path, bytes);
    }
    expect(salt).toMatch(/^[0-9a-f]{32}$/);
  });

  it('shreds', async () => {
    const a = keyFile('a');
    (await Vault.create(dir, a)).close();
    const wrapped = readKeyRing(vaultFiles(dir)).slots[0]!.wrapped;
    expect(shred(dir)).toEqual({ slots: 1 });
    expect(readFileSync(vaultFiles(dir).keys, 'utf8')).not.toContain(wrapped);
    expect(await failure(() => Vault.open(dir, a))).toMatchObject({ code: 'VAULT_SHREDDED', kind: 'locked' });
    expect(await failure(async () => shred(dir))).toMatchObject({ code: 'VAULT_SHREDDED' });
  });

  it('seals with a key for each purpose', () => {
    const key = new Uint8Array(32).fill(1);
    expect(seal(key, 'a', { x: 1, y: 2 })).toBe(seal(key, 'a', { y: 2, x: 1 }));
    expect(seal(key, 'a', { x: 1 })).not.toBe(seal(key, 'b', { x: 1 }));
  });
});
