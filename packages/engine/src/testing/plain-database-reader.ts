/** One record: status byte, fixed part from byte 4 on, null bits, variable values. */
export interface PlainRecord {
  readonly status: number;
  readonly fixed: Buffer;
  readonly columnCount: number;
  isNull(bit: number): boolean;
  readonly variable: readonly Buffer[];
}

/** Pages by `file:page`. */
export type PlainPages = ReadonlyMap<string, Buffer>;

/** Blocks of a tape file in order: type, position, streams. Throws where the chain breaks. */
export function walkTape(
  file: Buffer,
): { type: string; at: number; streams: { id: string; at: number; length: number }[] }[] {
  const blocks = [];
  let at = 0;
  while (at < file.length) {
    const type = file.toString('latin1', at, at + 4);
    let sum = 0;
    for (let i = 0; i < 25; i++) sum ^= file.readUInt16LE(at + 2 * i);
    if (sum !== file.readUInt16LE(at + 50)) throw new Error(`${type} at ${at}: checksum`);
    const streams = [];
    let next = at + file.readUInt16LE(at + 8);
    for (let ended = type === 'SFMB'; !ended; ) {
      const id = file.toString('latin1', next, next + 4);
      let xor = 0;
      for (let i = 0; i < 10; i++) xor ^= file.readUInt16LE(next + 2 * i);
      if (xor !== file.readUInt16LE(next + 20)) throw new Error(`${id} at ${next}: checksum`);
      const length = Number(file.readBigUInt64LE(next + 8));
      streams.push({ id, at: next + 22, length });
      next += 22 + length;
      next += (4 - (next % 4)) % 4;
      ended = id === 'SPAD';
    }
    blocks.push({ type, at, streams });
    at = next;
  }
  if (at !== file.length) throw new Error('the chain does not end with the file');
  return blocks;
}

/** Pages of tape files; a later copy replaces an earlier one. */
export function pagesOfTape(files: readonly Buffer[]): PlainPages {
  const pages = new Map<string, Buffer>();
  for (const file of files) {
    for (const { streams } of walkTape(file)) {
      for (const { id, at, length } of streams) {
        if (id !== 'MQDA') continue;
        for (let page = at + 2; page < at + length; page += 8192) keep(pages, file.subarray(page, page + 8192));
      }
    }
  }
  return pages;
}

export function pagesOfFiles(files: readonly Buffer[]): PlainPages {
  const pages = new Map<string, Buffer>();
  for (const file of files) for (let at = 0; at < file.length; at += 8192) keep(pages, file.subarray(at, at + 8192));
  return pages;
}

function keep(pages: Map<string, Buffer>, page: Buffer): void {
  if (page[0] === 1) pages.set(`${page.readUInt16LE(36)}:${page.readUInt32LE(32)}`, page);
}

const at = (pages: PlainPages, bytes: Buffer, offset: number): Buffer | undefined =>
  pages.get(`${bytes.readUInt16LE(offset + 4)}:${bytes.readUInt32LE(offset)}`);

export const slots = (page: Buffer): number[] =>
  Array.from({ length: page.readUInt16LE(22) }, (_, i) => page.readUInt16LE(8190 - 2 * i));

export function readRecord(page: Buffer, offset: number): PlainRecord {
  const status = page[offset]!;
  const fixedEnd = page.readUInt16LE(offset + 2);
  const columnCount = page.readUInt16LE(offset + fixedEnd);
  const nulls = offset + fixedEnd + 2;
  const variable: Buffer[] = [];
  if (status & 0x20) {
    const count = nulls + Math.ceil(columnCount / 8);
    const n = page.readUInt16LE(count);
    let from = count + 2 + 2 * n;
    for (let i = 0; i < n; i++) {
      const end = offset + (page.readUInt16LE(count + 2 + 2 * i) & 0x7fff);
      variable.push(page.subarray(from, end));
      from = end;
    }
  }
  return {
    status,
    fixed: page.subarray(offset, offset + fixedEnd),
    columnCount,
    isNull: (bit) => (page[nulls + ((bit - 1) >> 3)]! & (1 << ((bit - 1) & 7))) !== 0,
    variable,
  };
}

/** Records of a clustered index in order: down the first children from its root, then along the leaves. Pointers must agree both ways. */
export function* clusteredRecords(pages: PlainPages, root: Buffer): Generator<PlainRecord> {
  let page: Buffer | undefined = root;
  while (page && page[1] === 2) page = at(pages, page, page.readUInt16LE(8190) + page.readUInt16LE(14) - 6);
  while (page) {
    for (const offset of slots(page)) {
      const kind = (page[offset]! >> 1) & 7;
      if (kind === 0 || kind === 1) yield readRecord(page, offset);
    }
    if (page.readUInt32LE(16) === 0) return;
    const next = at(pages, page, 16);
    if (!next || next.readUInt32LE(8) !== page.readUInt32LE(32)) throw new Error('leaves are not linked both ways');
    page = next;
  }
  throw new Error('a page of the index is missing');
}

export interface PlainUnit {
  readonly id: bigint;
  readonly type: number;
  readonly owner: bigint;
  readonly root: Buffer | undefined;
  readonly firstIam: Buffer | undefined;
}

/** sysallocunits, from the boot page on. */
export function readUnits(pages: PlainPages): PlainUnit[] {
  const boot = pages.get('1:9');
  const first = boot && at(pages, boot, 612);
  if (!first) throw new Error('no first page of sysallocunits');
  return [...clusteredRecords(pages, first)].map(({ fixed }) => ({
    id: fixed.readBigUInt64LE(4),
    type: fixed[12]!,
    owner: fixed.readBigUInt64LE(13),
    root: at(pages, fixed, 33),
    firstIam: at(pages, fixed, 39),
  }));
}

/** Pages of a unit: single pages and extents of its IAM chain that the PFS calls allocated. */
export function unitPages(pages: PlainPages, unit: PlainUnit): Buffer[] {
  const found: Buffer[] = [];
  const take = (file: number, page: number): void => {
    const pfs = pages.get(`${file}:${page < 8088 ? 1 : page - (page % 8088)}`);
    const each = pages.get(`${file}:${page}`);
    if (pfs && each && pfs[100 + (page % 8088)]! & 0x40) found.push(each);
  };
  for (let iam = unit.firstIam; iam; iam = iam.readUInt32LE(16) ? at(pages, iam, 16) : undefined) {
    for (let s = 0; s < 8; s++) {
      const single = iam.readUInt32LE(142 + 6 * s);
      if (single) take(iam.readUInt16LE(146 + 6 * s), single);
    }
    const start = iam.readUInt32LE(136);
    const file = iam.readUInt16LE(140);
    for (let extent = 0; extent < 63_904; extent++) {
      if (!(iam[194 + (extent >> 3)]! & (1 << (extent & 7)))) continue;
      for (let i = 0; i < 8; i++) take(file, start + extent * 8 + i);
    }
  }
  return found;
}
