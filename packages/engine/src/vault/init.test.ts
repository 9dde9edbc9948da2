import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readScopePlan, readWorkspaceConfig } from '../artifacts/workspace.js';
import { initWorkspace } from './init.js';
import { Vault } from './vault.js';

describe('initWorkspace', () => {
  let root: string;
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'chartlift-init-'));
  });
  afterEach(() => rmSync(root, { recursive: true, force: true }));
  const at = (...parts: string[]): string => join(root, ...parts);
  const key = (...parts: string[]) => ({ kind: 'key-file', path: at(...parts) }) as const;

  it('makes a workspace and its key file', async () => {
    const made = await initWorkspace(at('North Clinic'), key('keys', 'k1'));
    expect(made).toEqual({
      dir: at('North Clinic'),
      name: 'North Clinic',
      key: { kind: 'key-file', path: at('keys', 'k1'), created: true },
    });
    expect(readFileSync(at('keys', 'k1'), 'utf8')).toMatch(/^[0-9a-f]{64}\n$/);
    expect(statSync(at('keys', 'k1')).mode & 0o777).toBe(0o600);
    expect(readWorkspaceConfig(made.dir)).toEqual({ chartlift: 'workspace/1', name: 'North Clinic' });
    expect(readScopePlan(made.dir)).toEqual({ chartlift: 'scope/1', unlisted: 'archive', tables: {} });
    for (const part of ['mapping', 'crosswalk', '.gitignore', 'vault.db'])
      expect(existsSync(join(made.dir, part))).toBe(true);
    (await Vault.open(made.dir, key('keys', 'k1'))).close();
    expect((await initWorkspace(at('second'), key('keys', 'k1'))).key).toMatchObject({ created: false });
  });

  it('fills it by a preset', async () => {
    const calls: unknown[] = [];
    const applyPreset = (dir: string, preset: string): void => {
      calls.push([dir, preset]);
    };
    await initWorkspace(at('x'), key('k'), { name: 'X', preset: 'openemr', applyPreset });
    expect(calls).toEqual([[at('x'), 'openemr']]);
    expect(readWorkspaceConfig(at('x'))).toMatchObject({ name: 'X', preset: 'openemr' });
  });

  it('refuses what would go wrong before it makes anything', async () => {
    await expect(initWorkspace(at('a'), key('a', 'k'))).rejects.toMatchObject({
      code: 'KEY_FILE_INSIDE',
      kind: 'usage',
    });
    mkdirSync(at('b'));
    symlinkSync(at('b'), at('link'));
    await expect(initWorkspace(at('b'), key('link', 'k'))).rejects.toMatchObject({ code: 'KEY_FILE_INSIDE' });
    writeFileSync(at('short'), 'abc');
    await expect(initWorkspace(at('b'), key('short'))).rejects.toMatchObject({ code: 'KEY_FILE_UNFIT' });
    await expect(initWorkspace(at('a'), { kind: 'passphrase', passphrase: 'short' })).rejects.toMatchObject({
      code: 'PASSPHRASE_SHORT',
    });
    expect(existsSync(at('a'))).toBe(false);
    writeFileSync(at('b', 'file'), '');
    await expect(initWorkspace(at('b'), key('k'))).rejects.toMatchObject({ code: 'FOLDER_NOT_EMPTY', kind: 'refused' });
    await initWorkspace(at('c'), key('k'));
    // An init that was cut short before its last step is taken up again, with the same key only.
    rmSync(at('c', 'chartlift.yaml'));
    await expect(initWorkspace(at('c'), key('other'))).rejects.toMatchObject({ code: 'VAULT_WRONG_KEY' });
    await initWorkspace(at('c'), key('k'));
    await expect(initWorkspace(at('c'), key('k'))).rejects.toMatchObject({ code: 'WORKSPACE_EXISTS', kind: 'refused' });
  });
});
