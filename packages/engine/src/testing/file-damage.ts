/** Damage as disks, copies and careless tools do it, to files of pages; seeded, so that each can be made again. */

/** Where things stand in a file, so that damage can aim at them. */
export interface FileShape {
  /** Offsets of its 8 KiB pages. */
  readonly pages: readonly number[];
  /** Offsets of headers: blocks, streams, chunks. */
  readonly headers: readonly number[];
}

export interface DamagedFile {
  readonly kind: string;
  readonly bytes: Buffer;
  /** Stretches [from, to) of the original that were changed in place; null where bytes have moved. */
  readonly hits: readonly Stretch[] | null;
  /** True where checksums were made to fit again: what no reader can tell from the truth. */
  readonly resealed: boolean;
  /** Offset of the page that a page of the same or another file now stands for; null for all other damage. */
  readonly replacedPage: number | null;
}

export interface Stretch {
  readonly from: number;
  readonly to: number;
}

interface Damaging {
  readonly bytes: Buffer;
  readonly shape: FileShape;
  readonly other: { readonly bytes: Buffer; readonly shape: FileShape };
  readonly random: () => number;
}

const PAGE = 8192;
const SECTOR = 512;
const INTERESTING = [
  0, 1, 2, 7, 8, 16, 95, 96, 97, 255, 256, 511, 512, 4096, 8191, 8192, 0x7fff, 0x8000, 0xfffe, 0xffff,
];

const below = (random: () => number, limit: number): number => Math.floor(random() * limit);
const pick = <T>(random: () => number, list: readonly T[]): T => list[below(random, list.length)] as T;
/** From 1 to `most`, small ones as often as large ones. */
const size = (random: () => number, most: number): number => Math.max(1, Math.floor(most ** random()));
const at = (from: number, length: number): Stretch => ({ from, to: from + length });

interface Change {
  readonly hits: readonly Stretch[] | null;
  readonly resealed?: boolean;
  readonly replacedPage?: number;
}

/** Changes a copy in place. */
type InPlace = (copy: Buffer, of: Damaging) => Change;
/** Gives another file. */
type Anew = (of: Damaging) => Buffer;

function flip(copy: Buffer, offset: number, random: () => number): Stretch {
  copy[offset] = copy[offset]! ^ (1 << below(random, 8));
  return at(offset, 1);
}

/** A place worth damaging: anywhere, in a header, in the head of a page or in its slots. */
function place({ bytes, shape, random }: Damaging): number {
  const way = random();
  if (way < 0.25 && shape.headers.length > 0)
    return Math.min(bytes.length - 1, pick(random, shape.headers) + below(random, 64));
  if (way < 0.5 && shape.pages.length > 0) return pick(random, shape.pages) + below(random, 96);
  if (way < 0.6 && shape.pages.length > 0) return pick(random, shape.pages) + PAGE - 1 - below(random, 64);
  return below(random, bytes.length);
}

function overwrite(copy: Buffer, from: number, piece: Uint8Array): Stretch {
  const length = Math.max(0, Math.min(piece.length, copy.length - from));
  copy.set(piece.subarray(0, length), from);
  return at(from, length);
}

const noise = (length: number, random: () => number): Buffer =>
  Buffer.from(Array.from({ length }, () => below(random, 256)));

const filled =
  (fill: (length: number, random: () => number) => Buffer): InPlace =>
  (copy, of) => ({ hits: [overwrite(copy, place(of), fill(size(of.random, 16_384), of.random))] });

function swap(copy: Buffer, left: number, right: number, length: number): Change {
  const kept = Buffer.from(copy.subarray(left, left + length));
  const hits = [overwrite(copy, left, Buffer.from(copy.subarray(right, right + length))), overwrite(copy, right, kept)];
  return { hits };
}

const IN_PLACE: Readonly<Record<string, InPlace>> = {
  'bit-flip': (copy, of) => ({ hits: [flip(copy, place(of), of.random)] }),
  'bit-flips': (copy, of) => ({
    hits: Array.from({ length: 2 + below(of.random, 30) }, () => flip(copy, place(of), of.random)),
  }),
  'bit-flips-together': (copy, of) => {
    const from = place(of);
    const most = Math.min(64, copy.length - from);
    return {
      hits: Array.from({ length: 2 + below(of.random, 8) }, () => flip(copy, from + below(of.random, most), of.random)),
    };
  },
  zeros: filled((length) => Buffer.alloc(length)),
  ones: filled((length) => Buffer.alloc(length, 0xff)),
  noise: filled(noise),
  number: (copy, of) => {
    const { random } = of;
    const from = Math.min(copy.length - 4, place(of) & ~1);
    const value = random() < 0.7 ? pick(random, INTERESTING) : below(random, 0x10000);
    copy.writeUInt16LE(value, from);
    if (random() < 0.3) copy.writeUInt16LE(pick(random, INTERESTING), from + 2);
    return { hits: [at(from, 4)] };
  },
  'sector-zeroed': (copy, { random }) => ({
    hits: [overwrite(copy, below(random, Math.floor(copy.length / SECTOR)) * SECTOR, Buffer.alloc(SECTOR))],
  }),
  'sectors-swapped': (copy, { random }) => {
    const sectors = Math.floor(copy.length / SECTOR);
    return swap(copy, below(random, sectors) * SECTOR, below(random, sectors) * SECTOR, SECTOR);
  },
  'pages-swapped': (copy, { shape, random }) => {
    if (shape.pages.length === 0)
      return swap(copy, below(random, copy.length - PAGE), below(random, copy.length - PAGE), PAGE);
    return swap(copy, pick(random, shape.pages), pick(random, shape.pages), PAGE);
  },
  'pieces-swapped': (copy, { shape, random }) => {
    if (shape.headers.length < 4) return swap(copy, below(random, copy.length), below(random, copy.length), SECTOR);
    const [left, right] = [pick(random, shape.headers), pick(random, shape.headers)];
    return swap(copy, left, right, size(random, 16_384));
  },
  'splice-of-itself': (copy, { bytes, random }) => {
    const from = below(random, bytes.length);
    return { hits: [overwrite(copy, below(random, copy.length), bytes.subarray(from, from + size(random, 131_072)))] };
  },
  'splice-of-another': (copy, { other, random }) => {
    const from = below(random, other.bytes.length);
    const to = random() < 0.5 ? Math.min(from, copy.length - 1) : below(random, copy.length);
    return { hits: [overwrite(copy, to, other.bytes.subarray(from, from + size(random, 131_072)))] };
  },
  'page-doubled': (copy, { bytes, shape, random }) => {
    if (shape.pages.length === 0) return { hits: [] };
    const [from, to] = [pick(random, shape.pages), pick(random, shape.pages)];
    return { hits: [overwrite(copy, to, bytes.subarray(from, from + PAGE))], replacedPage: to };
  },
  'page-of-another': (copy, { other, shape, random }) => {
    if (shape.pages.length === 0 || other.shape.pages.length === 0) return { hits: [] };
    const index = below(random, shape.pages.length);
    const to = shape.pages[index]!;
    const from = random() < 0.6 ? (other.shape.pages[index] ?? other.shape.pages[0]!) : pick(random, other.shape.pages);
    return { hits: [overwrite(copy, to, other.bytes.subarray(from, from + PAGE))], replacedPage: to };
  },
  'page-resealed': (copy, of) => {
    const { shape, random } = of;
    if (shape.pages.length === 0) return { hits: [] };
    const page = pick(random, shape.pages);
    const hits = Array.from({ length: 1 + below(random, 4) }, () => {
      const way = random();
      const offset =
        page + (way < 0.4 ? below(random, 96) : way < 0.6 ? PAGE - 1 - below(random, 64) : below(random, PAGE));
      if (random() < 0.5) return flip(copy, offset, random);
      const even = offset & ~1;
      copy.writeUInt16LE(pick(random, INTERESTING), even);
      return at(even, 2);
    });
    sealPage(copy.subarray(page, page + PAGE));
    return { hits, resealed: true };
  },
  'stream-resealed': (copy, { shape, random }) => {
    if (shape.headers.length === 0) return { hits: [] };
    const header = pick(random, shape.headers);
    if (header + 22 > copy.length) return { hits: [] };
    const offset = header + 4 + below(random, 16);
    if (random() < 0.5) flip(copy, offset, random);
    else copy.writeUInt8(pick(random, INTERESTING) & 0xff, offset);
    let sum = 0;
    for (let word = header; word < header + 20; word += 2) sum ^= copy.readUInt16LE(word);
    copy.writeUInt16LE(sum, header + 20);
    return { hits: [at(header, 22)], resealed: true };
  },
};

const ANEW: Readonly<Record<string, Anew>> = {
  'cut-at-the-end': ({ bytes, random }) => {
    const way = random();
    const length =
      way < 0.5
        ? below(random, bytes.length)
        : way < 0.75
          ? bytes.length - size(random, 65_536)
          : below(random, bytes.length / SECTOR) * SECTOR;
    return Buffer.from(bytes.subarray(0, Math.max(0, length)));
  },
  'cut-in-the-middle': ({ bytes, shape, random }) => {
    const unit = pick(random, [1, SECTOR, 4096, PAGE]);
    const aligned = random() < 0.5 && shape.pages.length > 0;
    const from = aligned ? pick(random, shape.pages) : below(random, bytes.length);
    const length = unit * size(random, 131_072 / unit);
    return Buffer.concat([bytes.subarray(0, from), bytes.subarray(from + length)]);
  },
  'put-in-between': ({ bytes, shape, other, random }) => {
    const unit = pick(random, [1, SECTOR, 4096, PAGE]);
    const from = random() < 0.5 && shape.pages.length > 0 ? pick(random, shape.pages) : below(random, bytes.length);
    const length = Math.min(65_536, unit * size(random, 65_536 / unit));
    const source = below(random, other.bytes.length);
    const piece = pick(random, [
      () => noise(length, random),
      () => Buffer.alloc(length),
      () => bytes.subarray(from, from + length),
      () => other.bytes.subarray(source, source + length),
    ])();
    return Buffer.concat([bytes.subarray(0, from), piece, bytes.subarray(from)]);
  },
  'end-of-another': ({ bytes, other, random }) => {
    // Behind the heads: with its own head the other is whole, and none the worse for another tape header.
    const from = Math.min(bytes.length, 65_536 + below(random, bytes.length));
    return Buffer.concat([bytes.subarray(0, from), other.bytes.subarray(Math.min(from, other.bytes.length))]);
  },
};

const KINDS: readonly string[] = [...Object.keys(IN_PLACE), ...Object.keys(ANEW), 'bit-flip', 'bit-flip', 'number'];

/** One damage of a kind that chance chooses. */
export function damageFile(of: Damaging): DamagedFile {
  const kind = pick(of.random, KINDS);
  const anew = ANEW[kind];
  if (anew !== undefined) return { kind, bytes: anew(of), hits: null, resealed: false, replacedPage: null };
  const bytes = Buffer.from(of.bytes);
  const { hits, resealed = false, replacedPage = null } = IN_PLACE[kind]!(bytes, of);
  return { kind, bytes, hits, resealed, replacedPage };
}

/** Puts the checksum of a page right, where its flags say that it has one (bit 0x200; 16 sectors of 128 words, turned by 15 less their number). */
export function sealPage(page: Buffer): void {
  if ((page.readUInt16LE(4) & 0x200) === 0) return;
  page.writeUInt32LE(0, 60);
  let sum = 0;
  for (let sector = 0; sector < 16; sector++) {
    let x = 0;
    for (let word = 0; word < 128; word++) x ^= page.readUInt32LE(sector * 512 + word * 4);
    const turn = 15 - sector;
    sum ^= (x << turn) | (x >>> (32 - turn));
  }
  page.writeUInt32LE(sum >>> 0, 60);
}
