import type { ByteSource } from '../../base/byte-source.js';
import {
  checkPage,
  ENCRYPTED,
  hasChecksum,
  hasTornBits,
  isFormatted,
  PAGE_SIZE,
  PAGE_TYPES,
  PAGES_IN_EXTENT,
  type PageAddress,
  pageFile,
  pageFlags,
  pageId,
  pageType,
  restoreTornBits,
} from './page.js';

/** A stretch of pages in a file: a page stream of a backup, or a whole data file. */
export interface PageRun {
  readonly bytes: ByteSource;
  /** File that it lies in, for issues. */
  readonly name: string;
  readonly offset: number;
  readonly pages: number;
  /** True for a whole data file, in which every page stands at its number. */
  readonly isDataFile?: boolean;
}

/** What the pass over all pages found. */
export interface PageCensus {
  /** Formatted pages seen, copies included. */
  readonly pages: number;
  readonly sound: number;
  readonly damaged: number;
  /** Pages with neither checksum nor torn bits. */
  readonly unprotected: number;
  /** Sound pages that have only torn bits, which tell a sector that was not written and nothing else. */
  readonly tornOnly: number;
  /** Of the unprotected, pages of rows and of allocation maps in whose header stands what looks like a checksum. */
  readonly stripped: number;
  /** Pages that are in one run twice, and not the same. */
  readonly contradicting: number;
  /** Pages of a data file that stand at the place of another. */
  readonly misplaced: number;
  /** Pages whose last change is later than the end of the backup: they are of another database. */
  readonly fromLater: number;
  /** Pages of tables, indexes and large values. */
  readonly withRows: number;
  /** Of these, those that bear the mark of transparent data encryption and do not fit their checksum, which is of the plain page. */
  readonly encrypted: number;
  /** Pages that the runs promise and the files do not hold. */
  readonly missing: number;
  /** Extents of which no page was ever formatted; an allocated one cannot be told from its neighbours. */
  readonly blankExtents: number;
  /** The first damaged places. */
  readonly places: readonly DamagedPlace[];
}

export interface DamagedPlace {
  /** File of the source. */
  readonly name: string;
  /** Byte offset in it. */
  readonly offset: number;
}

/** Pages a read takes at once: 1 MiB. */
export const PAGES_AT_ONCE = 128;
const SEGMENT = 8192;
const MOST_PLACES = 20;
const HOLDS_ROWS: ReadonlySet<number> = new Set([
  PAGE_TYPES.data,
  PAGE_TYPES.index,
  PAGE_TYPES.textMix,
  PAGE_TYPES.textTree,
]);
const MARKED: ReadonlySet<number> = new Set([...HOLDS_ROWS, PAGE_TYPES.gam, PAGE_TYPES.iam, PAGE_TYPES.pfs]);
/** Pages kept for those who look up single pages (trees, off-row values): 8 MiB. */
const MOST_KEPT = 1024;
/** Data files of one database (SQL Server: 32,767) and pages of one (2^31 - 1); what claims more is damage. */
const MOST_FILES = 32_767;
const MOST_PAGES = 0x7fff_ffff;

/**
 * Finds every page of a database by its own file and page id, wherever it lies. It holds 33 bits a page and no page: 100 GB need about
 * 54 MB. Where a page occurs more than once the last sound copy counts: a backup's second pass, or a differential over its base.
 */
export class PageStore {
  readonly #runs: (PageRun & { readonly first: number })[] = [];
  /** For each page its place and 1, 0 where there is none; behind those of a segment one bit each for damage. */
  readonly #files = new Map<number, (Uint32Array | undefined)[]>();
  readonly #kept = new Map<number, Buffer>();
  #ordinals = 0;

  /** Reads every page of the runs once, in order, checks it and notes its place. Throws the reason of an aborted signal. */
  async add(
    runs: readonly PageRun[],
    watch: {
      readonly signal?: AbortSignal;
      readonly onPages?: (pages: number) => void;
      /** True for a page that cannot have been in the backup; absent: not asked. */
      readonly isLater?: (page: Buffer) => boolean;
    } = {},
  ): Promise<PageCensus> {
    const census = {
      pages: 0,
      sound: 0,
      damaged: 0,
      unprotected: 0,
      tornOnly: 0,
      stripped: 0,
      contradicting: 0,
      misplaced: 0,
      fromLater: 0,
      withRows: 0,
      encrypted: 0,
      missing: 0,
      blankExtents: 0,
    };
    const places: DamagedPlace[] = [];
    for (const run of runs) {
      const first = this.#ordinals;
      this.#ordinals += run.pages;
      this.#runs.push({ ...run, first });
      for (let done = 0; done < run.pages; done += PAGES_AT_ONCE) {
        watch.signal?.throwIfAborted();
        const count = Math.min(PAGES_AT_ONCE, run.pages - done);
        const bytes = aligned(
          await run.bytes.slice(run.offset + done * PAGE_SIZE, run.offset + (done + count) * PAGE_SIZE),
        );
        const words = new Uint32Array(bytes.buffer, bytes.byteOffset, bytes.length >> 2);
        const whole = Math.floor(bytes.length / PAGE_SIZE);
        census.missing += count - whole;
        for (let i = 0; i < whole; i++) {
          if (i % PAGES_IN_EXTENT === 0 && isBlank(bytes, i, whole)) census.blankExtents++;
          const page = bytes.subarray(i * PAGE_SIZE, (i + 1) * PAGE_SIZE);
          if (!isFormatted(page)) continue;
          census.pages++;
          const state = checkPage(page, words, (i * PAGE_SIZE) >> 2);
          census[state]++;
          if (state === 'sound' && !hasChecksum(page)) census.tornOnly++;
          if (HOLDS_ROWS.has(pageType(page))) {
            census.withRows++;
            if (state === 'damaged' && pageFlags(page) & ENCRYPTED) census.encrypted++;
          }
          if (state === 'damaged' && places.length < MOST_PLACES)
            places.push({ name: run.name, offset: run.offset + (done + i) * PAGE_SIZE });
          if (state === 'unprotected' && words[((i * PAGE_SIZE) >> 2) + 15] !== 0 && MARKED.has(pageType(page)))
            census.stripped++;
          if (state !== 'damaged' && watch.isLater?.(page)) census.fromLater++;
          const file = pageFile(page);
          const id = pageId(page);
          if (run.isDataFile && id !== done + i && state !== 'damaged') census.misplaced++;
          // The header page of a file is repeated behind it (observed).
          const before = file === 0 || id === 0 ? -1 : this.#ordinal(file, id);
          if (before >= first && state !== 'damaged' && !this.isDamaged({ file, page: id })) {
            const from = run.offset + (before - first) * PAGE_SIZE;
            if (!page.equals(await run.bytes.slice(from, from + PAGE_SIZE))) census.contradicting++;
          }
          this.#place(file, id, first + done + i, state === 'damaged');
        }
        watch.onPages?.(count);
      }
    }
    return { ...census, places };
  }

  #place(file: number, page: number, ordinal: number, damaged: boolean): void {
    if (file === 0 || file > MOST_FILES || page > MOST_PAGES) return;
    let segments = this.#files.get(file);
    if (segments === undefined) {
      // A page whose header is damaged must not make a file of its own.
      if (damaged) return;
      segments = [];
      this.#files.set(file, segments);
    }
    const at = Math.floor(page / SEGMENT);
    let segment = segments[at];
    if (segment === undefined) {
      if (damaged) return;
      segment = new Uint32Array(SEGMENT + SEGMENT / 32);
      segments[at] = segment;
    }
    const slot = page % SEGMENT;
    const word = SEGMENT + (slot >> 5);
    const bit = 1 << (slot & 31);
    if (damaged) {
      if (segment[slot] !== 0) return;
      segment[word]! |= bit;
    } else segment[word]! &= ~bit;
    segment[slot] = ordinal + 1;
  }

  /** Ids of the data files of which there are pages, ascending. */
  get files(): number[] {
    return [...this.#files.keys()].sort((a, b) => a - b);
  }

  /** Bytes of all pages that were read; nothing in the database can be longer. */
  get bytes(): number {
    return this.#ordinals * PAGE_SIZE;
  }

  has({ file, page }: PageAddress): boolean {
    return this.#ordinal(file, page) >= 0;
  }

  /** Highest page id of a file, rounded up to a segment; 0 for a file that is not known. */
  highest(file: number): number {
    return (this.#files.get(file)?.length ?? 0) * SEGMENT;
  }

  /** True where the only copy of a page is damaged. */
  isDamaged({ file, page }: PageAddress): boolean {
    const segment = this.#files.get(file)?.[Math.floor(page / SEGMENT)];
    const slot = page % SEGMENT;
    return segment !== undefined && ((segment[SEGMENT + (slot >> 5)]! >>> (slot & 31)) & 1) === 1;
  }

  #ordinal(file: number, page: number): number {
    const segment = this.#files.get(file)?.[Math.floor(page / SEGMENT)];
    return segment === undefined ? -1 : segment[page % SEGMENT]! - 1;
  }

  /** A page with its torn bits put back; null when there is none. */
  async page(address: PageAddress): Promise<Buffer | null> {
    const ordinal = this.#ordinal(address.file, address.page);
    if (ordinal < 0) return null;
    const kept = this.#kept.get(ordinal);
    if (kept) {
      this.#kept.delete(ordinal);
      this.#kept.set(ordinal, kept);
      return kept;
    }
    const [page] = await this.pages([address]);
    if (!page) return null;
    this.#kept.set(ordinal, page);
    if (this.#kept.size > MOST_KEPT)
      for (const oldest of this.#kept.keys()) {
        this.#kept.delete(oldest);
        break;
      }
    return page;
  }

  /** The same for many, read together where they lie together. */
  async pages(addresses: readonly PageAddress[]): Promise<(Buffer | null)[]> {
    const found: (Buffer | null)[] = new Array(addresses.length).fill(null);
    for (let i = 0; i < addresses.length; ) {
      const ordinal = this.#ordinal(addresses[i]!.file, addresses[i]!.page);
      if (ordinal < 0) {
        i++;
        continue;
      }
      const run = this.#runOf(ordinal);
      let count = 1;
      while (
        count < PAGES_AT_ONCE &&
        i + count < addresses.length &&
        ordinal + count < run.first + run.pages &&
        this.#ordinal(addresses[i + count]!.file, addresses[i + count]!.page) === ordinal + count
      )
        count++;
      const from = run.offset + (ordinal - run.first) * PAGE_SIZE;
      const bytes = await run.bytes.slice(from, from + count * PAGE_SIZE);
      for (let n = 0; (n + 1) * PAGE_SIZE <= bytes.length; n++) {
        let page = Buffer.from(bytes.buffer, bytes.byteOffset + n * PAGE_SIZE, PAGE_SIZE);
        if (hasTornBits(page)) {
          // The bytes may be those of the source itself.
          page = Buffer.from(page);
          restoreTornBits(page);
        }
        found[i + n] = page;
      }
      i += count;
    }
    return found;
  }

  #runOf(ordinal: number): PageRun & { readonly first: number } {
    let low = 0;
    let high = this.#runs.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.#runs[middle]!.first <= ordinal) low = middle;
      else high = middle - 1;
    }
    return this.#runs[low]!;
  }
}

/** True when none of the pages of the extent that begins at page `i` is formatted. */
function isBlank(bytes: Buffer, i: number, whole: number): boolean {
  for (let page = i; page < Math.min(i + PAGES_IN_EXTENT, whole); page++)
    if (isFormatted(bytes.subarray(page * PAGE_SIZE))) return false;
  return true;
}

/** A Buffer whose words can be seen as 32-bit numbers where they lie. */
function aligned(bytes: Uint8Array): Buffer {
  if (bytes.byteOffset % 4 === 0) return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  const copy = Buffer.alloc(bytes.length);
  copy.set(bytes);
  return copy;
}
