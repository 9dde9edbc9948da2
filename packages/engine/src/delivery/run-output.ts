import { createHash, type Hash } from 'node:crypto';
import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { open } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Encrypter } from 'age-encryption';
import { diskFault } from '../base/disk-fault.js';
import { MigrationError } from '../base/error.js';

/** One written file: its path inside the run's folder, size and SHA-256 of its plain content. */
export interface WrittenFile {
  readonly path: string;
  readonly bytes: number;
  readonly sha256: string;
  /** SHA-256 of the file as it lies on the disk: of the age package where it is protected. */
  readonly stored: string;
}

/** How a run's files are protected: readable, or age packages to these recipients. */
export type Protection = { readonly kind: 'plain' } | { readonly kind: 'age'; readonly recipients: readonly string[] };

const asFault = (error: unknown, where: string): unknown => diskFault(error, where) ?? error;

async function protect(content: Uint8Array, protection: Protection): Promise<Uint8Array> {
  if (protection.kind === 'plain') return content;
  return (await encrypterTo(protection.recipients)).encrypt(content);
}

/** Loaded where something is to be encrypted: a run with readable files does without. */
async function encrypterTo(recipients: readonly string[]): Promise<Encrypter> {
  const { Encrypter } = await import('age-encryption');
  const encrypter = new Encrypter();
  for (const recipient of recipients) encrypter.addRecipient(recipient);
  return encrypter;
}

/** Writes a whole file so that it is there entirely or not at all. */
function writeWhole(path: string, content: Uint8Array): void {
  try {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    const handle = openSync(path, 'w', 0o600);
    try {
      let offset = 0;
      while (offset < content.length) offset += writeSync(handle, content, offset);
    } finally {
      closeSync(handle);
    }
  } catch (error) {
    throw asFault(error, path);
  }
}

function openFile(path: string): number {
  try {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    return openSync(path, 'w', 0o600);
  } catch (error) {
    throw asFault(error, path);
  }
}

/** Writes one document of a run; suffix `.age` when it is protected. */
export async function writeDocument(
  folder: string,
  path: string,
  text: string,
  protection: Protection,
): Promise<WrittenFile> {
  const plain = Buffer.from(text, 'utf8');
  const stored = protection.kind === 'age' ? `${path}.age` : path;
  const content = await protect(plain, protection);
  writeWhole(join(folder, stored), content);
  return { path: stored, bytes: plain.length, sha256: sha256(plain), stored: sha256(content) };
}

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** Writes a file that holds no PHI and stays readable. */
export function writeText(folder: string, path: string, text: string): WrittenFile {
  const plain = Buffer.from(text, 'utf8');
  writeWhole(join(folder, path), plain);
  return { path, bytes: plain.length, sha256: sha256(plain), stored: sha256(plain) };
}

/** A file to which charts add lines in order, e.g. NDJSON of one resource type; encrypted as it grows. */
export class LineFile {
  private readonly hash: Hash = createHash('sha256');
  private readonly storedHash: Hash = createHash('sha256');
  private bytes = 0;
  private readonly handle: number;
  private readonly stored: string;
  private readonly full: string;
  private readonly pump: Promise<void> | null;
  private readonly queue: WritableStreamDefaultWriter<Uint8Array> | null;

  constructor(folder: string, path: string, protection: Protection) {
    this.stored = protection.kind === 'age' ? `${path}.age` : path;
    this.full = join(folder, this.stored);
    this.handle = openFile(this.full);
    if (protection.kind === 'plain') {
      this.queue = null;
      this.pump = null;
      return;
    }
    const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>();
    this.queue = writable.getWriter();
    this.pump = this.encrypt(readable, protection.recipients);
    // A failing disk is reported by `add` or `end`; without this the rejection would end the process first.
    this.pump.catch(() => {});
  }

  private async encrypt(readable: ReadableStream<Uint8Array>, recipients: readonly string[]): Promise<void> {
    const encrypter = await encrypterTo(recipients);
    for await (const chunk of await encrypter.encrypt(readable)) this.put(chunk);
  }

  private put(chunk: Uint8Array): void {
    this.storedHash.update(chunk);
    try {
      let offset = 0;
      while (offset < chunk.length) offset += writeSync(this.handle, chunk, offset);
    } catch (error) {
      throw asFault(error, this.full);
    }
  }

  /** `chunk`: whole lines, each with its line end. */
  async add(chunk: Uint8Array): Promise<void> {
    this.hash.update(chunk);
    this.bytes += chunk.length;
    if (!this.queue || !this.pump) this.put(chunk);
    else await Promise.race([this.queue.write(chunk), this.pump]);
  }

  async end(): Promise<WrittenFile> {
    try {
      if (this.queue && this.pump) {
        await Promise.race([this.queue.close(), this.pump]);
        await this.pump;
      }
      fsyncSync(this.handle);
    } finally {
      closeSync(this.handle);
    }
    return {
      path: this.stored,
      bytes: this.bytes,
      sha256: this.hash.digest('hex'),
      stored: this.storedHash.digest('hex'),
    };
  }
}

/** The folder of a run while it is written: `out/<run>.partial`, renamed to `out/<run>` when everything in it is whole. */
export class RunFolder {
  readonly partial: string;
  readonly final: string;

  constructor(workspace: string, run: string) {
    const out = join(workspace, 'out');
    this.final = join(out, run);
    this.partial = `${this.final}.partial`;
    if (existsSync(this.final)) {
      throw new MigrationError('The folder of this run is already there, and a run never overwrites a run', {
        code: 'RUN_EXISTS',
        where: `out/${run}`,
        hint: 'Move that folder away, or start a new run.',
      });
    }
    try {
      // The vault has one writer, so no other run is at work: what interrupted runs left is swept away, and this one's is made again.
      if (existsSync(out))
        for (const name of readdirSync(out))
          if (/^r\d+\.partial$/.test(name)) rmSync(join(out, name), { recursive: true, force: true });
      mkdirSync(this.partial, { recursive: true, mode: 0o700 });
    } catch (error) {
      throw asFault(error, `out/${run}.partial`);
    }
  }

  /** Durable when it returns: no file of the run is on its way to the disk any more when the folder gets its name. */
  async commit(): Promise<void> {
    try {
      const entries = readdirSync(this.partial, { recursive: true, withFileTypes: true });
      const paths = entries.map((entry) => join(entry.parentPath, entry.name));
      paths.push(this.partial);
      const next = paths.values();
      // Several at once: the file system then joins them in one journal write.
      await Promise.all(Array.from({ length: 16 }, () => syncAll(next)));
      renameSync(this.partial, this.final);
      await syncAll([dirname(this.final)].values());
    } catch (error) {
      throw asFault(error, this.partial);
    }
  }
}

async function syncAll(paths: Iterable<string>): Promise<void> {
  for (const path of paths) {
    const handle = await open(path, 'r');
    try {
      await handle.sync();
    } finally {
      await handle.close();
    }
  }
}
