import type { ByteSource } from '../../base/byte-source.js';
import { hasTornBits, PAGE_SIZE, type PageAddress, restoreTornBits } from './page.js';

/** A stretch of pages in a file: a page stream of a backup, or a whole data file. */
export interface PageRun {
  readonly bytes: ByteSource;
  /** File that it lies in, for issues. */
  readonly name: string;
  readonly offset: number;
  readonly pages: number;
  /** Its number where the run is a whole data file, in which every page stands at its own number. */
  readonly dataFile?: number;
  /** True for pages that were written while the backup ran and are there a second time. */
  readonly isLaterPass?: boolean;
}

/** Pages a read takes at once: 1 MiB. */
export const PAGES_AT_ONCE = 128;
const SEGMENT = 8192;
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
  /** Highest page id of each file. */
  readonly #highest = new Map<number, number>();
  /** Pages of the data files that are here as a whole. */
  readonly #dataFiles = new Map<number, number>();
  #ordinals = 0;

  /** Takes a run in; the ordinal of its first page. */
  open(run: PageRun): number {
    const first = this.#ordinals;
    this.#ordinals += run.pages;
    this.#runs.push({ ...run, first });
    if (run.dataFile !== undefined) this.#dataFiles.set(run.dataFile, run.pages);
    return first;
  }

  /** Says where a page lies. A damaged one never takes the place of another. */
  place({ file, page }: PageAddress, ordinal: number, damaged: boolean): void {
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
    if (page > (this.#highest.get(file) ?? -1)) this.#highest.set(file, page);
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

  /** First page id behind all pages of a file that are known; 0 for a file of which there are none. */
  end(file: number): number {
    return (this.#highest.get(file) ?? -1) + 1;
  }

  /** True where the only copy of a page is damaged. */
  isDamaged({ file, page }: PageAddress): boolean {
    const segment = this.#files.get(file)?.[Math.floor(page / SEGMENT)];
    const slot = page % SEGMENT;
    return segment !== undefined && ((segment[SEGMENT + (slot >> 5)]! >>> (slot & 31)) & 1) === 1;
  }

  /** True where a data file that is here as a whole goes on beyond this page, formatted or not. */
  reaches({ file, page }: PageAddress): boolean {
    return page < (this.#dataFiles.get(file) ?? 0);
  }

  /** Number of a page among those taken in; negative when there is none. */
  ordinalOf({ file, page }: PageAddress): number {
    return this.#ordinal(file, page);
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
