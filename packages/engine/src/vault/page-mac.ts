import { createHash, createHmac, pbkdf2Sync, timingSafeEqual } from 'node:crypto';
import { closeSync, fstatSync, openSync, readSync } from 'node:fs';

/**
 * Page layout of SQLCipher 4 as SQLite3 Multiple Ciphers 2.3 writes it with `legacy=0` (sqlite3.c, EncryptPageSQLCipherCipher):
 * cipher text, then 80 reserved bytes: IV (16) and HMAC-SHA-512 (64) over cipher text, IV and page number (little endian).
 * Page 1 starts with the salt (16) and 8 plain bytes of the SQLite header, neither under the HMAC: they are compared here.
 */
export const PAGE_SIZE = 8192;
const SALT = 16;
const RESERVED = 80;
const TAG = 64;
const PAGE_1_CIPHER_TEXT = 24;
/** Bytes 16-23 of a SQLite file: page size 8192, WAL, 80 reserved bytes, payload fractions (sqlite.org/fileformat2.html 1.3). */
const PLAIN_HEADER = Buffer.from([PAGE_SIZE >> 8, PAGE_SIZE & 0xff, 2, 2, RESERVED, 64, 32, 32]);

export interface PageReport {
  readonly pages: number;
  /** Numbers (from 1) of pages whose MAC is wrong; a cut last page counts. */
  readonly damaged: number[];
  /** Pages of nothing but zeros: legitimate only where SQLite never wrote a page that it no longer uses. */
  readonly blank: number[];
  /** SHA-256 over all page MACs in order, hex: names this very content of the file. */
  readonly digest: string;
}

function macKey(key: Uint8Array, salt: Uint8Array): Buffer {
  // SQLCipher design: HMAC key = PBKDF2-HMAC-SHA512(key, salt xor 0x3a, 2 rounds) (zetetic.net/sqlcipher/design).
  return pbkdf2Sync(
    key,
    salt.map((b) => b ^ 0x3a),
    2,
    32,
    'sha512',
  );
}

const number = Buffer.alloc(4);

function macHolds(hmacKey: Buffer, page: Buffer, pageNumber: number, salt: Buffer): boolean {
  number.writeUInt32LE(pageNumber);
  const hmac = createHmac('sha512', hmacKey);
  hmac.update(page.subarray(pageNumber === 1 ? PAGE_1_CIPHER_TEXT : 0, PAGE_SIZE - TAG)).update(number);
  if (!timingSafeEqual(hmac.digest(), page.subarray(PAGE_SIZE - TAG))) return false;
  if (pageNumber !== 1) return true;
  return page.subarray(0, SALT).equals(salt) && page.subarray(SALT, PAGE_1_CIPHER_TEXT).equals(PLAIN_HEADER);
}

/** Salt of the file, hex; null when the file is shorter than a page. */
export function readSalt(path: string): string | null {
  const fd = openSync(path, 'r');
  try {
    if (fstatSync(fd).size < PAGE_SIZE) return null;
    const salt = Buffer.alloc(SALT);
    readSync(fd, salt, 0, SALT, 0);
    return salt.toString('hex');
  } finally {
    closeSync(fd);
  }
}

const BLANK = Buffer.alloc(PAGE_SIZE);
const CHUNK_PAGES = 512;

/**
 * Checks the MAC of every page of the file, or of the first `most`. With `isShared` a page that fails is read again a few times,
 * because another process may be writing it at this moment.
 */
export function checkPages(
  path: string,
  key: Uint8Array,
  salt: string,
  options: { readonly most?: number; readonly isShared?: boolean } = {},
): PageReport {
  const { most = Number.POSITIVE_INFINITY, isShared = false } = options;
  const saltBytes = Buffer.from(salt, 'hex');
  const hmacKey = macKey(key, saltBytes);
  const damaged: number[] = [];
  const blank: number[] = [];
  const digest = createHash('sha256');
  const fd = openSync(path, 'r');
  try {
    const size = fstatSync(fd).size;
    const whole = Math.floor(size / PAGE_SIZE);
    const pages = Math.min(whole, most);
    const chunk = Buffer.alloc(CHUNK_PAGES * PAGE_SIZE);
    for (let first = 0; first < pages; first += CHUNK_PAGES) {
      const count = Math.min(CHUNK_PAGES, pages - first);
      const read = readSync(fd, chunk, 0, count * PAGE_SIZE, first * PAGE_SIZE);
      chunk.fill(0, read);
      for (let i = 0; i < count; i++) {
        const page = chunk.subarray(i * PAGE_SIZE, (i + 1) * PAGE_SIZE);
        digest.update(page.subarray(PAGE_SIZE - TAG));
        const n = first + i + 1;
        if (macHolds(hmacKey, page, n, saltBytes)) continue;
        if (n > 1 && page.equals(BLANK)) blank.push(n);
        else if (!isShared || damaged.length > 4 || !settles(fd, hmacKey, n, saltBytes)) damaged.push(n);
      }
    }
    if (size % PAGE_SIZE !== 0 && pages === whole) damaged.push(whole + 1);
    return { pages, damaged, blank, digest: digest.digest('hex') };
  } finally {
    closeSync(fd);
  }
}

function settles(fd: number, hmacKey: Buffer, pageNumber: number, salt: Buffer): boolean {
  const page = Buffer.alloc(PAGE_SIZE);
  for (let attempt = 0; attempt < 4; attempt++) {
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 15);
    readSync(fd, page, 0, PAGE_SIZE, (pageNumber - 1) * PAGE_SIZE);
    if (macHolds(hmacKey, page, pageNumber, salt)) return true;
  }
  return false;
}

/** SHA-256 over the page MACs of the file, without checking them: what {@link PageReport.digest} holds. */
export function digestPages(path: string): { readonly digest: string; readonly pages: number } {
  const digest = createHash('sha256');
  const fd = openSync(path, 'r');
  try {
    const pages = Math.floor(fstatSync(fd).size / PAGE_SIZE);
    const chunk = Buffer.alloc(CHUNK_PAGES * PAGE_SIZE);
    for (let first = 0; first < pages; first += CHUNK_PAGES) {
      const count = Math.min(CHUNK_PAGES, pages - first);
      readSync(fd, chunk, 0, count * PAGE_SIZE, first * PAGE_SIZE);
      for (let i = 0; i < count; i++) digest.update(chunk.subarray((i + 1) * PAGE_SIZE - TAG, (i + 1) * PAGE_SIZE));
    }
    return { digest: digest.digest('hex'), pages };
  } finally {
    closeSync(fd);
  }
}
