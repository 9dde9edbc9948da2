import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const BIN = resolve(import.meta.dirname, '../../packages/cli/bin/chartlift.js');

describe('init, key, audit', () => {
  let root: string;
  beforeAll(() => {
    root = mkdtempSync(join(tmpdir(), 'chartlift-scenario-'));
    writeFileSync(join(root, 'passphrase'), 'seven winters by the lake\n');
  });
  afterAll(() => rmSync(root, { recursive: true, force: true }));

  /** Runs the command; `< FILE` at its end becomes file descriptor 3. */
  const run = (line: string): { code: number | null; out: string; err: string } => {
    const env = { ...process.env, CHARTLIFT_KEY_FILE: '', NODE_OPTIONS: '' };
    const { status, stdout, stderr } = spawnSync(
      'bash',
      ['-c', line.replaceAll('chartlift', `'${process.execPath}' '${BIN}'`)],
      {
        cwd: root,
        env,
        encoding: 'utf8',
        input: '',
      },
    );
    return { code: status, out: stdout, err: stderr };
  };

  it.each<[string, number, RegExp]>([
    ['chartlift init clinic', 2, /\[KEY_NEEDED\]\n {2}-> Give --key-file/],
    ['chartlift init clinic --key-file clinic/k', 2, /\[KEY_FILE_INSIDE\]/],
    ['chartlift init clinic --key-file k1', 0, /Its key file was made: .*k1.*\n.*second key slot/],
    ['chartlift init clinic --key-file k1', 3, /\[WORKSPACE_EXISTS\]/],
    ['chartlift -w clinic key list', 0, /^s1 {2}key-file .*\nOne slot only/],
    ['chartlift -w clinic --key-file none audit verify', 4, /\[KEY_FILE_MISSING\]/],
    ['head -c 32 /dev/zero > zero; chartlift -w clinic --key-file zero audit verify', 4, /\[VAULT_WRONG_KEY\]/],
    [
      'chartlift -w clinic --key-file k1 key add --new-passphrase-fd 3 3< passphrase',
      0,
      /Slot s2 \(passphrase\) was added/,
    ],
    ['chartlift -w clinic --passphrase-fd 3 audit verify 3< passphrase', 0, /events, the chain holds/],
    ['chartlift -w clinic --key-file k1 key rotate', 2, /\[SLOTS_WOULD_DROP\]/],
    ['chartlift -w clinic --key-file k1 key remove s1', 0, /Slot s1/],
    ['chartlift -w clinic --passphrase-fd 3 key remove s2 3< passphrase', 3, /\[SLOT_LAST\]/],
    [
      'chartlift -w clinic --passphrase-fd 3 key rotate --new-key-file k2 3< passphrase',
      0,
      /new key in slot s3 \(key-file\)/,
    ],
    [
      'chartlift -w clinic --passphrase-fd 3 audit verify 3< passphrase',
      4,
      /\[VAULT_WRONG_KEY\].*\n.*it has: key-file/,
    ],
    ['chartlift -w clinic --key-file k2 --json audit report > report.json', 0, /^$/],
    ['chartlift -w clinic --key-file k2 audit verify --anchor report.json', 0, /chain holds/],
    ['chartlift -w clinic --key-file k2 audit verify --anchor passphrase', 3, /\[ANCHOR_UNFIT\]/],
    ['chartlift -w elsewhere --key-file k2 audit verify', 3, /\[VAULT_MISSING\]/],
  ])('%s', (line, code, text) => {
    const result = run(line);
    expect(`${result.out}${result.err}`).toMatch(text);
    expect(result.code).toBe(code);
  });

  it('finds a log that lacks an event of the report', () => {
    const report = JSON.parse(readFileSync(join(root, 'report.json'), 'utf8')) as { anchor: { seq: number } };
    writeFileSync(
      join(root, 'later.json'),
      JSON.stringify({ ...report, anchor: { ...report.anchor, seq: report.anchor.seq + 1 } }),
    );
    const { code, out } = run('chartlift -w clinic --key-file k2 audit verify --anchor later.json');
    expect([code, out]).toEqual([1, expect.stringContaining('BROKEN')]);
  });

  it('says so in one clear text when one byte was flipped, and when the slots are gone', () => {
    const path = join(root, 'clinic', 'vault.db');
    const bytes = readFileSync(path);
    bytes[bytes.length - 5000]! ^= 4;
    writeFileSync(path, bytes);
    expect(run('chartlift -w clinic --key-file k2 audit verify')).toMatchObject({
      code: 4,
      out: '',
      err: expect.stringMatching(
        /1 of \d+ pages fail their check \(vault.db, page \d+\) \[VAULT_TAMPERED\]\n {2}-> Put back/,
      ),
    });
    expect(run('chartlift -w clinic key shred').code).toBe(2);
    expect(run('chartlift -w clinic key shred --yes').code).toBe(0);
    expect(run('chartlift -w clinic --key-file k2 audit verify')).toMatchObject({
      code: 4,
      err: expect.stringContaining('VAULT_SHREDDED'),
    });
  });
});
