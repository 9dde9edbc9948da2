import { bitmapRecord, type DataFile, GAM_INTERVAL } from './data-file.js';
import {
  EXTENT_PAGES,
  type Lsn,
  NOWHERE,
  PAGE_TYPE,
  type PageAddress,
  PageWriter,
  type Protection,
  pagePointer,
} from './page-writer.js';

/** What sysallocunits.type says of a unit. */
export const UNIT_TYPE = Object.freeze({ inRow: 1, lob: 2, overflow: 3 });

interface Interval {
  readonly file: DataFile;
  readonly start: number;
  readonly page: number;
  readonly extents: Set<number>;
  readonly singles: PageAddress[];
}

/** The pages of one allocation unit: where they come from, and the IAM chain that lists them. */
export class AllocationUnit {
  /** sysallocunits.pgfirst and pgroot. */
  first: PageAddress = NOWHERE;
  root: PageAddress = NOWHERE;
  private readonly intervals: Interval[] = [];
  private readonly open = new Map<number, number>();
  private readonly writers: PageWriter[] = [];
  private readonly byAddress = new Map<number, PageWriter>();
  private turn = 0;
  private used = 0;
  private dataPages = 0;

  constructor(
    readonly id: bigint,
    readonly type: number,
    readonly owner: bigint,
    private readonly files: readonly DataFile[],
    /** The first eight pages are single ones, as before SQL Server 2016. */
    private readonly mixedFirst: boolean,
    readonly lsn: Lsn,
    private readonly typeFlags = 0,
  ) {}

  /** First IAM page. */
  get iam(): PageAddress {
    const [head] = this.intervals;
    return head ? { file: head.file.id, page: head.page } : NOWHERE;
  }

  /** sysallocunits.pcused, pcdata, pcreserved. */
  get counts(): readonly [used: number, data: number, reserved: number] {
    const iams = this.intervals.length;
    const extents = this.intervals.reduce((sum, { extents: { size } }) => sum + size, 0);
    const singles = this.intervals.reduce((sum, { singles: { length } }) => sum + length, 0);
    return [this.used + iams, this.dataPages, extents * EXTENT_PAGES + singles + iams];
  }

  private interval(file: DataFile, page: number): Interval {
    const start = page - (page % GAM_INTERVAL);
    const known = this.intervals.find((each) => each.file === file && each.start === start);
    if (known) return known;
    const made: Interval = { file, start, page: file.allocateSingle(true), extents: new Set(), singles: [] };
    this.intervals.push(made);
    return made;
  }

  private takePage(): PageAddress {
    const file = this.files[this.turn % this.files.length]!;
    if (this.mixedFirst && this.used < 8) {
      const head = this.interval(file, 0);
      const address = { file: file.id, page: file.allocateSingle(false) };
      head.singles.push(address);
      return address;
    }
    let page = this.open.get(file.id) ?? 0;
    if (page % EXTENT_PAGES === 0) {
      page = file.allocateExtent();
      this.interval(file, page).extents.add((page % GAM_INTERVAL) / EXTENT_PAGES);
    }
    file.use(page);
    this.open.set(file.id, page + 1);
    // an extent from each file in turn
    if ((page + 1) % EXTENT_PAGES === 0) this.turn += 1;
    return { file: file.id, page };
  }

  /** A new page of the unit. */
  newPage(type: number, level = 0): PageWriter {
    const writer = new PageWriter(this.takePage(), type).owner(this.id, level, this.typeFlags).lsn(this.lsn);
    this.used += 1;
    if (type === PAGE_TYPE.data || type === PAGE_TYPE.textMix) this.dataPages += 1;
    if (this.first === NOWHERE) this.first = writer.address;
    this.writers.push(writer);
    this.byAddress.set(writer.address.file * 2 ** 32 + writer.address.page, writer);
    return writer;
  }

  /** Takes whole extents whose pages are written by a rule; gives their first pages. Only for a unit of one file. */
  takeRuledExtents(extents: number): number[] {
    const file = this.files[0]!;
    const firsts: number[] = [];
    for (let i = 0; i < extents; i++) {
      const page = file.allocateExtent();
      this.interval(file, page).extents.add((page % GAM_INTERVAL) / EXTENT_PAGES);
      firsts.push(page);
    }
    this.used += extents * EXTENT_PAGES;
    this.dataPages += extents * EXTENT_PAGES;
    const [first] = firsts;
    if (first !== undefined) this.first = { file: file.id, page: first };
    return firsts;
  }

  /** The unsealed page at an address of this unit. */
  writerOf(address: PageAddress): PageWriter {
    const key = address.file * 2 ** 32 + address.page;
    const writer = this.byAddress.get(key);
    if (!writer) throw new Error('no page of this unit');
    return writer;
  }

  fileOf(address: PageAddress): DataFile {
    return this.files.find(({ id }) => id === address.file) ?? this.files[0]!;
  }

  /** Writes the pages and the IAM chain. */
  finish(protection: Protection): void {
    for (const writer of this.writers) {
      this.fileOf(writer.address).put(writer.address.page, writer.seal(protection));
    }
    this.intervals.forEach((each, i) => {
      const following = this.intervals[i + 1];
      const page = new PageWriter({ file: each.file.id, page: each.page }, PAGE_TYPE.iam)
        .owner(this.id)
        .fixedLength(90)
        .lsn(this.lsn);
      if (following) page.next({ file: following.file.id, page: following.page });
      // offsets in the record: 40 start of the interval, 46 eight single pages (observed)
      const head = Buffer.alloc(94);
      head.writeUInt16LE(head.length, 2);
      head.writeUInt32LE(i, 4);
      pagePointer({ file: each.file.id, page: each.start }).copy(head, 40);
      each.singles.forEach((single, s) => {
        pagePointer(single).copy(head, 46 + 6 * s);
      });
      page.add(head);
      page.add(bitmapRecord((extent) => each.extents.has(extent)));
      each.file.put(each.page, page.seal(protection));
    });
  }
}
