import { linkSync, readFileSync, readlinkSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import type { VaultContext } from './context.js';
import { timestamp } from './context.js';
import { lockedBy } from './faults.js';

/** Who holds the lock; every member but `pid` is null where the system does not tell. */
interface Holder {
  readonly pid: number;
  /** /proc/sys/kernel/random/boot_id: another boot means that the process is gone. */
  readonly bootId: string | null;
  /** Start of the process in clock ticks since boot (proc(5), /proc/pid/stat field 22): tells a reused pid apart. */
  readonly startTime: string | null;
  /** PID namespace: pids of another container cannot be looked up from here. */
  readonly namespace: string | null;
  readonly since: string;
  readonly nonce: string;
}

function attempt(read: () => string): string | null {
  try {
    return read();
  } catch {
    return null;
  }
}

const bootId = (): string | null => attempt(() => readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim());
const namespace = (): string | null => attempt(() => readlinkSync('/proc/self/ns/pid'));

function startTime(pid: number): string | null {
  const stat = attempt(() => readFileSync(`/proc/${pid}/stat`, 'utf8'));
  // The command name (field 2) may hold spaces and brackets: count from its last bracket.
  return stat?.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? null;
}

function isAlive(holder: Holder): boolean {
  const boot = bootId();
  if (holder.bootId !== null && boot !== null && holder.bootId !== boot) return false;
  if (holder.namespace !== null && holder.namespace !== namespace()) return true;
  try {
    process.kill(holder.pid, 0);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ESRCH') return false;
  }
  return holder.startTime === null || holder.startTime === startTime(holder.pid);
}

function readHolder(path: string): { text: string; holder: Holder | null } | null {
  const text = attempt(() => readFileSync(path, 'utf8'));
  if (text === null) return null;
  try {
    const holder = JSON.parse(text) as Holder;
    return { text, holder: typeof holder.pid === 'number' ? holder : null };
  } catch {
    return { text, holder: null };
  }
}

/** True when a live process holds the lock. */
export function isLocked(path: string): boolean {
  const found = readHolder(path);
  return found?.holder != null && isAlive(found.holder);
}

export interface Lock {
  release(): void;
}

/**
 * Takes the one writer's lock. A lock whose process has ended, that is of another boot, or whose pid now belongs to another
 * process is taken over. Error: VAULT_LOCKED.
 */
export function acquireLock(path: string, context: VaultContext): Lock {
  const nonce = Buffer.from(context.randomBytes(16)).toString('hex');
  const mine: Holder = {
    pid: process.pid,
    bootId: bootId(),
    startTime: startTime(process.pid),
    namespace: namespace(),
    since: timestamp(context),
    nonce,
  };
  const temporary = `${path}.${process.pid}.${nonce}`;
  writeFileSync(temporary, JSON.stringify(mine), { mode: 0o600, flag: 'wx' });
  try {
    for (let tries = 0; tries < 5; tries++) {
      // link(2) makes the lock appear whole and only if there is none.
      if (tryLink(temporary, path)) return { release: () => release(path, nonce) };
      const found = readHolder(path);
      if (found === null) continue;
      if (found.holder && isAlive(found.holder)) {
        throw lockedBy(
          `Another process (pid ${found.holder.pid}) has been writing to the vault since ${found.holder.since}`,
          found.holder.namespace === mine.namespace
            ? 'Wait until it has ended, then run this again.'
            : 'It runs in another container. When it has surely ended, delete vault.lock and run this again.',
        );
      }
      removeStale(path, found.text, `${temporary}.stale`);
    }
    throw lockedBy('Several processes want to write to the vault at once', 'Run this again.');
  } finally {
    rmSync(temporary, { force: true });
  }
}

function tryLink(from: string, to: string): boolean {
  try {
    linkSync(from, to);
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  }
}

/** Moves the stale lock away; when another process was quicker and it is that one's fresh lock which was moved, it goes back. */
function removeStale(path: string, stale: string, aside: string): void {
  try {
    renameSync(path, aside);
  } catch {
    return;
  }
  if (attempt(() => readFileSync(aside, 'utf8')) !== stale) tryLink(aside, path);
  rmSync(aside, { force: true });
}

function release(path: string, nonce: string): void {
  if (readHolder(path)?.holder?.nonce === nonce) rmSync(path, { force: true });
}
