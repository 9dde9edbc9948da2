import { EXTENT_PAGES, type Lsn, PAGE_BYTES, PAGE_TYPE, PageWriter, type Protection } from './page-writer.js';

/** Pages that one PFS page speaks for. */
export const PFS_INTERVAL = 8088;
/** Pages that one GAM, SGAM, map or IAM page speaks for: 63,904 extents. */
export const GAM_INTERVAL = 511_232;
const MAP_BYTES = GAM_INTERVAL / EXTENT_PAGES / 8;

// Bits of a PFS byte (Microsoft, "Pages and extents architecture guide"; allocated, mixed and IAM observed).
const PFS_ALLOCATED = 0x40;
const PFS_MIXED = 0x20;
const PFS_IAM = 0x10;
const PFS_GHOSTS = 0x08;

/** Pages of a file that exist only as a rule: `render` writes page `page` into `target` at `at`. */
export interface RuledPages {
  readonly first: number;
  readonly count: number;
  render(page: number, target: Buffer, at: number): void;
}

/** One file of a database as it grows: which extents and pages are taken, and the pages themselves. */
export class DataFile {
  private readonly pages = new Map<number, Buffer>();
  private readonly ruled: RuledPages[] = [];
  private readonly pfs: number[] = [];
  private readonly extents: boolean[] = [];
  /** Extents that still have free single pages. */
  private readonly mixed = new Set<number>();
  private openMixed = -1;
  private nextExtent = 0;

  constructor(
    readonly id: number,
    readonly name: string,
    readonly path: string,
  ) {
    // file header, PFS, GAM, SGAM, two that are free, the maps, and in the first file the boot page (observed)
    this.takeExtent();
    this.takeExtent();
    const taken = new Set(id === 1 ? [0, 1, 2, 3, 6, 7, 9] : [0, 1, 2, 3, 6, 7]);
    for (let page = 0; page < 2 * EXTENT_PAGES; page++) this.pfs[page] = taken.has(page) ? PFS_ALLOCATED | 4 : 0;
    this.mixed.add(1);
    this.openMixed = 1;
  }

  get pageCount(): number {
    return this.nextExtent * EXTENT_PAGES;
  }

  get extentCount(): number {
    return this.nextExtent;
  }

  isAllocated(extent: number): boolean {
    return this.extents[extent] ?? false;
  }

  private takeExtent(): number {
    const extent = this.nextExtent++;
    this.extents[extent] = true;
    for (let i = 0; i < EXTENT_PAGES; i++) this.pfs[extent * EXTENT_PAGES + i] = 0;
    return extent;
  }

  /** The next extent that holds no map of a later interval. */
  private takeFreeExtent(): number {
    for (;;) {
      const first = this.nextExtent * EXTENT_PAGES;
      const extent = this.takeExtent();
      if (first % PFS_INTERVAL !== 0 && first % GAM_INTERVAL !== 0) return extent;
      for (const page of this.mapPagesIn(first)) this.pfs[page] = PFS_ALLOCATED | 4;
    }
  }

  private mapPagesIn(first: number): number[] {
    const pages: number[] = [];
    if (first % GAM_INTERVAL === 0) for (const more of [0, 1, 6, 7]) pages.push(first + more);
    if (first % PFS_INTERVAL === 0) pages.push(first);
    return pages;
  }

  /** A whole extent for one allocation unit; its first page. No page of it is in use yet. */
  allocateExtent(): number {
    return this.takeFreeExtent() * EXTENT_PAGES;
  }

  /** Leaves an extent of the file unallocated. */
  skipExtent(): void {
    this.extents[this.takeFreeExtent()] = false;
  }

  /** A single page of a mixed extent. */
  allocateSingle(iam: boolean): number {
    if (this.openMixed < 0) {
      this.openMixed = this.takeFreeExtent();
      this.mixed.add(this.openMixed);
    }
    const first = this.openMixed * EXTENT_PAGES;
    let page = first;
    while (this.pfs[page]! & PFS_ALLOCATED) page++;
    this.pfs[page] = PFS_ALLOCATED | PFS_MIXED | (iam ? PFS_IAM : 0);
    if (page === first + EXTENT_PAGES - 1) {
      this.mixed.delete(this.openMixed);
      this.openMixed = -1;
    }
    return page;
  }

  /** Marks a page of an extent as in use. */
  use(page: number): void {
    this.pfs[page] = (this.pfs[page] ?? 0) | PFS_ALLOCATED;
  }

  markGhosts(page: number): void {
    this.pfs[page] = (this.pfs[page] ?? 0) | PFS_GHOSTS;
  }

  put(page: number, bytes: Buffer): void {
    this.pages.set(page, bytes);
  }

  /** Pages by a rule; all of them are in use. */
  putRuled(pages: RuledPages): void {
    this.ruled.push(pages);
    for (let page = pages.first; page < pages.first + pages.count; page++) this.use(page);
  }

  /** The page as it is, undefined if it never was formatted. */
  page(page: number): Buffer | undefined {
    return this.pages.get(page);
  }

  /** Copies a page to a buffer; zeros for a page that never was formatted. */
  copyPage(page: number, target: Buffer, at: number): void {
    const stored = this.pages.get(page);
    if (stored) {
      stored.copy(target, at);
      return;
    }
    const rule = this.ruled.find(({ first, count }) => page >= first && page < first + count);
    if (rule) rule.render(page, target, at);
    else target.fill(0, at, at + PAGE_BYTES);
  }

  /** Writes PFS, GAM, SGAM and the two change maps of every interval; call once, when nothing will be allocated any more. */
  writeMaps(protection: Protection, lsn: Lsn, changed: ReadonlySet<number>): void {
    for (let from = 0; from < this.pageCount; from += PFS_INTERVAL) this.writePfs(from, protection, lsn);
    for (let from = 0; from < this.pageCount; from += GAM_INTERVAL) {
      const at = from === 0 ? [2, 3, 6, 7] : [from, from + 1, from + 6, from + 7];
      const first = from / EXTENT_PAGES;
      const map = (page: number, type: number, bit: (extent: number) => boolean): void => {
        const writer = new PageWriter({ file: this.id, page }, type)
          .owner(99n << 16n)
          .fixedLength(90)
          .lsn(lsn);
        writer.add(Buffer.concat([Buffer.of(0, 0, 94, 0), Buffer.alloc(90)]));
        writer.add(bitmapRecord((i) => bit(first + i)));
        this.put(page, writer.seal(protection));
      };
      map(at[0]!, PAGE_TYPE.gam, (extent) => !this.isAllocated(extent)); // 0 is allocated
      map(at[1]!, PAGE_TYPE.sgam, (extent) => this.mixed.has(extent));
      map(at[2]!, PAGE_TYPE.differentialMap, (extent) => changed.has(extent));
      map(at[3]!, PAGE_TYPE.bulkMap, () => false);
    }
  }

  private writePfs(from: number, protection: Protection, lsn: Lsn): void {
    const address = { file: this.id, page: from === 0 ? 1 : from };
    const writer = new PageWriter(address, PAGE_TYPE.pfs).owner(99n << 16n).lsn(lsn);
    const record = Buffer.alloc(4 + PFS_INTERVAL);
    record.writeUInt16LE(record.length, 2);
    for (let i = 0; i < PFS_INTERVAL; i++) record[4 + i] = this.pfs[from + i] ?? 0;
    writer.add(record);
    this.put(address.page, writer.seal(protection));
  }
}

/** Status, u16 length, then 63,904 bits: the record of GAM, SGAM, maps and IAM pages that stands at byte 190 (observed). */
export function bitmapRecord(bit: (index: number) => boolean): Buffer {
  const record = Buffer.alloc(4 + MAP_BYTES);
  record.writeUInt16LE(record.length, 2);
  for (let i = 0; i < MAP_BYTES * 8; i++) if (bit(i)) record[4 + (i >> 3)]! |= 1 << (i & 7);
  return record;
}
