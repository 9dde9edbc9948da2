import { closeSync, openSync, readdirSync, readSync } from 'node:fs';
import { join } from 'node:path';
import { constants, inflateRawSync, inflateSync } from 'node:zlib';

/** A canary found where only cipher text should be. */
export interface CanaryHit {
  readonly file: string;
  /** Byte offset of the hit, or of the compressed stream that holds it. */
  readonly offset: number;
  readonly canary: string;
  /** `utf-8`, `utf-16le`, `base64+1`, `hex` ..., with `in deflate` when inside a compressed stream. */
  readonly form: string;
}

interface Pattern {
  readonly bytes: Buffer;
  readonly canary: string;
  readonly form: string;
}

const CHUNK = 4 * 1024 * 1024;
/** Overlap of chunks: longer than any pattern, and enough of a compressed stream to show what it holds. */
const OVERLAP = 64 * 1024;
const INFLATE_INPUT = 64 * 1024;

function patternsOf(canaries: readonly string[]): Pattern[] {
  return canaries.flatMap((canary) => {
    if (canary.length < 6) throw new RangeError('a canary needs at least 6 characters');
    const utf8 = Buffer.from(canary, 'utf8');
    const forms: [string, Buffer][] = [
      ['utf-8', utf8],
      ['utf-16le', Buffer.from(canary, 'utf16le')],
      ['utf-16be', Buffer.from(canary, 'utf16le').swap16()],
      ['hex', Buffer.from(utf8.toString('hex'))],
      ['HEX', Buffer.from(utf8.toString('hex').toUpperCase())],
    ];
    for (const lead of [0, 1, 2]) {
      // Only the digits that depend on the canary alone, whatever stands before and behind it.
      const encoded = Buffer.concat([Buffer.alloc(lead), utf8])
        .toString('base64')
        .replace(/=+$/, '');
      const own = encoded.slice(lead === 0 ? 0 : lead + 1, Math.floor(((lead + utf8.length) * 8) / 6));
      forms.push([`base64+${lead}`, Buffer.from(own)]);
      const url = own.replaceAll('+', '-').replaceAll('/', '_');
      if (url !== own) forms.push([`base64url+${lead}`, Buffer.from(url)]);
    }
    return forms.map(([form, bytes]) => ({ canary, form, bytes }));
  });
}

/** Looks for all patterns at once: a bit set over the first four bytes, then the patterns that begin with them. */
class Search {
  private readonly bits = new Uint8Array(1 << 17);
  private readonly byStart = new Map<number, Pattern[]>();

  constructor(patterns: readonly Pattern[]) {
    for (const pattern of patterns) {
      const start = pattern.bytes.readUInt32LE(0);
      const slot = this.slot(start);
      this.bits[slot >> 3]! |= 1 << (slot & 7);
      this.byStart.set(start, [...(this.byStart.get(start) ?? []), pattern]);
    }
  }

  private slot(start: number): number {
    return Math.imul(start, 0x9e3779b1) >>> 12;
  }

  *find(bytes: Buffer): Iterable<{ pattern: Pattern; at: number }> {
    const { bits } = this;
    let start = 0;
    for (let i = 0; i < bytes.length; i++) {
      start = (start >>> 8) | (bytes[i]! << 24);
      const slot = Math.imul(start, 0x9e3779b1) >>> 12;
      if (i < 3 || (bits[slot >> 3]! & (1 << (slot & 7))) === 0) continue;
      for (const pattern of this.byStart.get(start >>> 0) ?? []) {
        if (bytes.subarray(i - 3, i - 3 + pattern.bytes.length).equals(pattern.bytes)) yield { pattern, at: i - 3 };
      }
    }
  }
}

/** Start of the deflate data when a zlib (RFC 1950), gzip (RFC 1952) or zip (APPNOTE 4.3.7) stream may begin at `at`; -1 when not. */
function deflateStart(bytes: Buffer, at: number): { from: number; raw: boolean } | null {
  const first = bytes[at];
  if (first === 0x78 && ((first << 8) | (bytes[at + 1] ?? 0)) % 31 === 0) return { from: at, raw: false };
  if (first === 0x1f && bytes[at + 1] === 0x8b && bytes[at + 2] === 8) {
    const flags = bytes[at + 3] ?? 0;
    let from = at + 10;
    if (flags & 4) from += 2 + (bytes[from] ?? 0) + (bytes[from + 1] ?? 0) * 256;
    for (const flag of [8, 16]) if (flags & flag) from = bytes.indexOf(0, from) + 1;
    return { from: flags & 2 ? from + 2 : from, raw: true };
  }
  if (first === 0x50 && bytes[at + 1] === 0x4b && bytes[at + 2] === 3 && bytes[at + 3] === 4 && bytes[at + 8] === 8) {
    return { from: at + 30 + bytes.readUInt16LE(at + 26) + bytes.readUInt16LE(at + 28), raw: true };
  }
  return null;
}

function inflate(bytes: Buffer, from: number, raw: boolean): Buffer | null {
  try {
    const options = { finishFlush: constants.Z_SYNC_FLUSH, maxOutputLength: 64 * 1024 * 1024 };
    const input = bytes.subarray(from, from + INFLATE_INPUT);
    return raw ? inflateRawSync(input, options) : inflateSync(input, options);
  } catch {
    return null;
  }
}

function* searchBytes(bytes: Buffer, search: Search): Iterable<Omit<CanaryHit, 'file'>> {
  for (const { pattern, at } of search.find(bytes)) {
    yield { offset: at, canary: pattern.canary, form: pattern.form };
  }
  for (let at = 0; at + 32 < bytes.length; at++) {
    const first = bytes[at];
    if (first !== 0x78 && first !== 0x1f && first !== 0x50) continue;
    const start = deflateStart(bytes, at);
    const content = start && start.from < bytes.length && inflate(bytes, start.from, start.raw);
    if (!content) continue;
    for (const { pattern } of search.find(content)) {
      yield { offset: at, canary: pattern.canary, form: `${pattern.form} in deflate` };
    }
  }
}

/**
 * Searches every file below a folder for canaries: UTF-8, UTF-16, base64 at its three alignments, hex, and all of these inside zlib,
 * gzip and zip streams (of each stream the first 64 KiB; of one it decides only by what inflates). File names count too.
 */
export function findPlaintext(dir: string, canaries: readonly string[]): CanaryHit[] {
  const search = new Search(patternsOf(canaries));
  const hits = new Map<string, CanaryHit>();
  const buffer = Buffer.alloc(CHUNK + OVERLAP);
  for (const entry of readdirSync(dir, { recursive: true, withFileTypes: true })) {
    const file = join(entry.parentPath, entry.name);
    const add = (hit: Omit<CanaryHit, 'file'>, base = 0): void => {
      const found = { ...hit, file, offset: base + hit.offset };
      hits.set(`${file} ${found.offset} ${hit.canary} ${hit.form}`, found);
    };
    for (const hit of searchBytes(Buffer.from(entry.name), search))
      add({ ...hit, form: `${hit.form} in the file name` });
    if (!entry.isFile()) continue;
    let fd: number;
    try {
      fd = openSync(file, 'r');
    } catch {
      // A file that a working process has just removed.
      continue;
    }
    try {
      for (let base = 0; ; base += CHUNK) {
        const read = readSync(fd, buffer, 0, buffer.length, base);
        for (const hit of searchBytes(buffer.subarray(0, read), search)) add(hit, base);
        if (read < buffer.length) break;
      }
    } finally {
      closeSync(fd);
    }
  }
  return [...hits.values()];
}
