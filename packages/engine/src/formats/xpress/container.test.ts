import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ByteSource } from '../../base/byte-source.js';
import { MigrationError } from '../../base/error.js';
import { buildBackup } from '../../synthetic/sql-server/backup.js';
import { buildDatabase } from '../../synthetic/sql-server/database.js';
import { compressToContainer, containerChecksum } from '../../testing/xpress-encoder.js';
import { readMedia } from '../mtf/media.js';
import { openContainer } from './container.js';

const source = (bytes: Uint8Array): ByteSource => ({
  byteLength: bytes.length,
  slice: async (start, end) => bytes.subarray(start, end),
});

/** Bytes that compress somewhat and differ everywhere. */
function stream(bytes: number): Buffer {
  const made = Buffer.alloc(bytes);
  for (let at = 0; at < bytes; at++) made[at] = at % 7 === 0 ? (at >>> 6) & 0xff : at & 15;
  return made;
}

const whole = async (container: ByteSource): Promise<Buffer> =>
  Buffer.from(await container.slice(0, container.byteLength));

/** Offset of chunk `n` in a container of chunks only. */
function chunkAt(bytes: Buffer, n: number): number {
  let at = 0x1e0;
  for (; n > 0; n--) at += 28 + bytes.readUInt16LE(at + 2);
  return at;
}

describe('the compressed container', () => {
  it('gives back any stretch of the stream', async () => {
    const plain = stream(200 * 512);
    const container = await openContainer(source(compressToContainer(plain, { chunkBytes: 2048 })));
    expect([container.byteLength, container.chunks, container.truncated]).toEqual([plain.length, 50, false]);
    await fc.assert(
      fc.asyncProperty(fc.nat(plain.length), fc.nat(9000), async (start, length) => {
        expect(Buffer.from(await container.slice(start, start + length))).toEqual(
          plain.subarray(start, start + length),
        );
      }),
      { seed: 3 },
    );
    expect(await container.verify()).toEqual({ checked: 50, failed: 0 });
    expect(container.problems).toEqual([]);
  });

  it('gives the same bytes to readers at the same time', async () => {
    const plain = stream(100 * 512);
    const container = await openContainer(source(compressToContainer(plain, { chunkBytes: 512 })));
    const slices = await Promise.all(Array.from({ length: 60 }, (_, n) => container.slice(n * 800, n * 800 + 2000)));
    slices.forEach((bytes, n) => {
      expect(Buffer.from(bytes)).toEqual(plain.subarray(n * 800, n * 800 + 2000));
    });
  });

  it('gives zeros for a damaged chunk, says where it is and keeps the rest', async () => {
    const plain = stream(64 * 512);
    const bytes = compressToContainer(plain, { chunkBytes: 4096 });
    const damaged = chunkAt(bytes, 3);
    bytes[damaged + 300]! ^= 4;
    const container = await openContainer(source(bytes));
    const expected = Buffer.from(plain);
    expected.fill(0, 3 * 4096, 4 * 4096);
    expect(await whole(container)).toEqual(expected);
    await whole(container);
    expect(container.counts).toEqual({ checked: 8, failed: 1 });
    expect(container.problems.map(({ offset, code }) => [offset, code])).toEqual([[damaged, 'chunk-checksum']]);
  });

  it('restores a wrong length and a wrong type of a chunk by its checksum', async () => {
    const plain = stream(64 * 512);
    const lengthened = compressToContainer(plain, { chunkBytes: 4096 });
    lengthened[chunkAt(lengthened, 2) + 2]! ^= 8;
    const retyped = compressToContainer(plain, { chunkBytes: 4096 });
    retyped[chunkAt(retyped, 2)] = 0x61;
    for (const [bytes, code] of [
      [lengthened, 'chunk-length-restored'],
      [retyped, 'record-type-restored'],
    ] as const) {
      const container = await openContainer(source(bytes));
      expect(await whole(container)).toEqual(plain);
      expect(container.problems.map((problem) => problem.code)).toEqual([code]);
    }
  });

  it('takes a chunk for stored as it is only where its checksum proves it', async () => {
    const plain = stream(16 * 512);
    const bytes = compressToContainer(plain, { chunkBytes: 4096 });
    const header = Buffer.alloc(28);
    header[0] = 0x20;
    header[1] = 8;
    header.writeUInt32LE(containerChecksum(plain.subarray(0, 4096)), 24);
    const stored = Buffer.concat([bytes, header, plain.subarray(0, 4096)]);
    const container = await openContainer(source(stored));
    expect(await whole(container)).toEqual(Buffer.concat([plain, plain.subarray(0, 4096)]));
    expect(container.storedChunks).toBe(1);
    stored[bytes.length + 40]! ^= 1;
    const unknown = await openContainer(source(stored));
    expect([unknown.byteLength, unknown.truncated]).toEqual([plain.length, true]);
    expect(unknown.problems[0]?.message).toBe(
      `unknown record type at offset ${bytes.length}: nothing after it can be read`,
    );
  });

  it('takes zeros behind the last record for the rest of a file that was made larger than its backup', async () => {
    const plain = stream(64 * 512);
    const bytes = compressToContainer(plain, { chunkBytes: 4096 });
    const container = await openContainer(source(Buffer.concat([bytes, Buffer.alloc(10_000)])));
    expect([container.truncated, container.problems.map((problem) => problem.code)]).toEqual([
      false,
      ['trailing-bytes'],
    ]);
    const cut = Buffer.concat([bytes, Buffer.alloc(10_000)]);
    cut.fill(0, chunkAt(bytes, 3));
    // What is missing is for the blocks inside to tell.
    expect(await whole(await openContainer(source(cut)))).toEqual(plain.subarray(0, 3 * 4096));
    cut[cut.length - 1] = 7;
    expect((await openContainer(source(cut))).truncated).toBe(true);
  });

  it('reads version 1 where its first chunk proves what a public note says of it', async () => {
    const [plain] = buildBackup(
      { database: buildDatabase({ name: 'old', version: 661, seed: 3, tables: [] }) },
      { checksum: true },
    );
    for (const firstRecordAt of [0x1e0, 1024]) {
      const bytes = compressToContainer(plain!, { version: 1, firstRecordAt });
      const container = await openContainer(source(bytes));
      expect((await whole(container)).equals(plain!)).toBe(true);
      expect([await container.verify(), container.problems, container.truncated]).toEqual([
        { checked: container.chunks, failed: 0 },
        [],
        false,
      ]);
      bytes[firstRecordAt + 300]! ^= 1;
      await expect(openContainer(source(bytes))).rejects.toMatchObject({ code: 'BACKUP_CONTAINER_VERSION' });
    }
  });

  it('reads a backup in blocks of 64 KiB, whose filemarks cannot state their length', async () => {
    const [plain] = buildBackup(
      { database: buildDatabase({ name: 'large', version: 852, seed: 3, tables: [] }) },
      { blockSize: 65_536 },
    );
    const container = await openContainer(source(compressToContainer(plain!)));
    for (const bytes of [source(plain!), container]) {
      const { sets, problems } = await readMedia(bytes);
      expect([problems, sets.map((set) => set.whole)]).toEqual([[], [true]]);
    }
    expect([container.problems, container.truncated]).toEqual([[], false]);
  });

  it('keeps what a cut file still holds', async () => {
    const plain = stream(64 * 512);
    const bytes = compressToContainer(plain, { chunkBytes: 4096 });
    const cut = await openContainer(source(bytes.subarray(0, chunkAt(bytes, 5) + 100)));
    expect(cut.truncated).toBe(true);
    expect(await whole(cut)).toEqual(plain.subarray(0, 5 * 4096));
    expect(cut.problems.map((problem) => problem.code)).toEqual(['truncated']);
  });

  it('refuses other compressions, encryption and unknown versions with a way on', async () => {
    const good = compressToContainer(stream(8 * 512), { chunkBytes: 4096 });
    const payload = 0x1e0 + 28;
    const zstd = Buffer.from(good);
    zstd.writeUInt32LE(0xfd2fb528, payload);
    const encrypted = Buffer.from(good).fill(0x77, 0x1e0);
    const old = Buffer.from(encrypted);
    old.writeUInt32LE(1, 8);
    for (const [bytes, code, text] of [
      [zstd, 'BACKUP_COMPRESSION_UNSUPPORTED', /ZSTD/],
      [encrypted, 'BACKUP_ENCRYPTED_OR_UNKNOWN', /unknown record type at offset 480/],
      [old, 'BACKUP_CONTAINER_VERSION', /version 1/],
      [good.subarray(0, 200), 'BACKUP_TRUNCATED', /header/],
      [good.subarray(0, 0x1e0 + 40), 'BACKUP_TRUNCATED', /first chunk/],
      [Buffer.from('TAPE'), 'BACKUP_NOT_A_CONTAINER', /not a compressed/],
    ] as const) {
      const refusal = await openContainer(source(bytes)).catch((error: unknown) => error);
      expect(refusal).toBeInstanceOf(MigrationError);
      expect(refusal).toMatchObject({ code, kind: 'refused', message: expect.stringMatching(text) });
    }
  });

  it('ends in bytes or a MigrationError whatever is flipped or cut', async () => {
    const good = compressToContainer(stream(40 * 512), { chunkBytes: 2048 });
    await fc.assert(
      fc.asyncProperty(fc.nat(good.length - 1), fc.nat(255), fc.nat(good.length), async (at, mask, end) => {
        const bytes = Buffer.from(good.subarray(0, mask & 1 ? end : good.length));
        if (at < bytes.length) bytes[at]! ^= mask;
        try {
          const container = await openContainer(source(bytes));
          await whole(container);
        } catch (error) {
          expect(error).toBeInstanceOf(MigrationError);
        }
      }),
      { numRuns: 300, seed: 4 },
    );
  });
});
