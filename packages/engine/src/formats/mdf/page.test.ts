import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkPage, PAGE_SIZE, restoreTornBits } from './page.js';

const words = (page: Buffer): Uint32Array => new Uint32Array(page.buffer, page.byteOffset, PAGE_SIZE >> 2);

function randomPage(bytes: Uint8Array, flags: number): Buffer {
  const page = Buffer.alloc(PAGE_SIZE);
  for (let i = 0; i < PAGE_SIZE; i++) page[i] = bytes[i % bytes.length]! ^ (i >> 3);
  page[0] = 1;
  page.writeUInt16LE(flags, 4);
  return page;
}

/** The rule word by word, in BigInt: every sector is folded, then turned left by 15 less its number. */
function seal(page: Buffer): Buffer {
  page.writeUInt32LE(0, 60);
  let sum = 0n;
  for (let sector = 0n; sector < 16n; sector++) {
    let x = 0n;
    for (let i = 0; i < 128; i++) x ^= BigInt(page.readUInt32LE(Number(sector) * 512 + 4 * i));
    const turn = 15n - sector;
    sum ^= ((x << turn) | (x >> (32n - turn))) & 0xffff_ffffn;
  }
  page.writeUInt32LE(Number(sum), 60);
  return page;
}

/** Replaces two bits of every sector but the first, as torn page detection does. */
function tear(page: Buffer, mark: number): Buffer {
  let kept = mark;
  for (let sector = 1; sector < 16; sector++) {
    const at = sector * 512 + 511;
    kept |= (page[at]! & 3) << (2 * sector);
    page[at] = (page[at]! & 0xfc) | mark;
  }
  page.writeUInt32LE(kept >>> 0, 60);
  return page;
}

const seed = fc.uint8Array({ minLength: 64, maxLength: 200 });

describe('the protection of a page', () => {
  it('finds any flipped bit by its checksum', () => {
    fc.assert(
      fc.property(seed, fc.nat(PAGE_SIZE * 8 - 1), (bytes, bit) => {
        const page = seal(randomPage(bytes, 0x200));
        expect(checkPage(page, words(page))).toBe('sound');
        // The flags that say that there is a checksum are not looked at here.
        fc.pre(bit >> 3 !== 4 && bit >> 3 !== 5);
        page[bit >> 3]! ^= 1 << (bit & 7);
        expect(checkPage(page, words(page))).toBe('damaged');
      }),
      { numRuns: 300 },
    );
  });

  it('finds a sector of another moment by its torn bits, and puts the true bits back', () => {
    fc.assert(
      fc.property(seed, fc.integer({ min: 0, max: 3 }), fc.integer({ min: 1, max: 15 }), (bytes, mark, sector) => {
        const page = randomPage(bytes, 0x100);
        const before = Buffer.from(page);
        tear(page, mark);
        expect(checkPage(page, words(page))).toBe('sound');
        const torn = Buffer.from(page);
        torn[sector * 512 + 511]! ^= 1;
        expect(checkPage(torn, words(torn))).toBe('damaged');
        restoreTornBits(page);
        before.copy(page, 60, 60, 64);
        expect(page.equals(before)).toBe(true);
      }),
      { numRuns: 100 },
    );
  });

  it('says when there is none', () => {
    const page = randomPage(Buffer.from([1, 2, 3]), 0);
    expect(checkPage(page, words(page))).toBe('unprotected');
  });

  it('tells a page whose flags were lost from one that never had protection', () => {
    const state = (page: Buffer) => checkPage(page, words(page));
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 8, maxLength: 64 }), fc.constantFrom(1, 2), (bytes, mark) => {
        const sealed = seal(randomPage(bytes, 0x200));
        const torn = tear(randomPage(bytes, 0x100), mark);
        fc.pre(sealed.readUInt32LE(60) !== 0);
        for (const page of [sealed, torn]) {
          expect(state(page)).toBe('sound');
          page.writeUInt16LE(0, 4);
          expect(state(page)).toBe('damaged');
          page.writeUInt32LE(0, 60);
          expect(state(page)).toBe('unprotected');
        }
      }),
    );
  });
});
