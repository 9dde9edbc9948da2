import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { systemContext } from './context.js';
import { acquireLock, isLocked } from './lock.js';
import { refuseDebugger } from './process-guard.js';

describe('the lock of the one writer', () => {
  let dir: string;
  let path: string;
  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), 'chartlift-lock-'));
    path = join(dir, 'vault.lock');
  });
  afterEach(() => rmSync(dir, { recursive: true, force: true }));
  const take = () => acquireLock(path, systemContext);
  const holder = (): Record<string, unknown> => JSON.parse(readFileSync(path, 'utf8'));
  const rewrite = (change: Record<string, unknown>): void =>
    writeFileSync(path, JSON.stringify({ ...holder(), ...change }));

  it('lets one in and, after its release, the next', () => {
    const lock = take();
    expect(isLocked(path)).toBe(true);
    expect(take).toThrow(expect.objectContaining({ code: 'VAULT_LOCKED', kind: 'locked' }));
    lock.release();
    expect([existsSync(path), isLocked(path)]).toEqual([false, false]);
    take().release();
    expect(readdirSync(dir)).toEqual([]);
  });

  it.each([
    ['of a process that has ended', () => ({ pid: 2 ** 22 + 1 })],
    ['of another boot', () => ({ bootId: '00000000-0000-0000-0000-000000000000' })],
    ['of a pid that another process now has', () => ({ startTime: '1' })],
  ])('recovers a lock %s', (_, change) => {
    const old = take();
    rewrite({ ...change(), nonce: 'other' });
    expect(isLocked(path)).toBe(false);
    const lock = take();
    expect(holder().pid).toBe(process.pid);
    // The one who lost the lock does not take it from the new owner.
    old.release();
    expect(isLocked(path)).toBe(true);
    lock.release();
  });

  it('recovers the lock of a process that was killed, and a lock file that is not whole', async () => {
    const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' });
    const stat = readFileSync(`/proc/${child.pid}/stat`, 'utf8');
    take();
    rewrite({ pid: child.pid, startTime: stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] });
    expect(take).toThrow(expect.objectContaining({ code: 'VAULT_LOCKED' }));
    const ended = new Promise((resolve) => child.on('exit', resolve));
    child.kill('SIGKILL');
    await ended;
    take().release();
    writeFileSync(path, '{"pid"');
    take().release();
  });

  it('does not judge a process of another container', () => {
    take();
    rewrite({ namespace: 'pid:[1]', pid: 2 ** 22 + 1 });
    expect(take).toThrow(expect.objectContaining({ hint: expect.stringContaining('vault.lock') }));
  });
});

describe('refuseDebugger', () => {
  it.each([
    [['--inspect'], ''],
    [['--inspect-brk=127.0.0.1:9229'], ''],
    [['--heapsnapshot-signal=SIGUSR2'], ''],
    [[], '--max-old-space-size=400 --heapsnapshot-near-heap-limit=2'],
    [[], '"--inspect-wait"'],
    [['--report-on-signal'], ''],
  ])('refuses %j %j', (execArgv, nodeOptions) => {
    expect(() => refuseDebugger(execArgv, nodeOptions)).toThrow(expect.objectContaining({ code: 'VAULT_DEBUGGER' }));
  });

  it('lets other options pass', () => {
    expect(() => refuseDebugger(['--enable-source-maps', '--max-old-space-size=400'], '--no-warnings')).not.toThrow();
  });

  it('keeps SIGUSR1 from starting the debugger', async () => {
    const child = spawn(
      process.execPath,
      ['-e', "process.on('SIGUSR1', () => process.exit(7)); console.log('up'); setInterval(() => {}, 1000)"],
      { stdio: ['ignore', 'pipe', 'pipe'] },
    );
    let errors = '';
    child.stderr.on('data', (chunk: Buffer) => {
      errors += chunk;
    });
    child.stdout.once('data', () => child.kill('SIGUSR1'));
    expect(await new Promise((resolve) => child.on('close', resolve))).toBe(7);
    expect(errors).not.toContain('Debugger');
  });
});
