import {
  isFormatted,
  nextPage,
  PAGE_SIZE,
  PAGE_TYPES,
  PAGES_IN_EXTENT,
  type PageAddress,
  pageObjectId,
  pageType,
} from './page.js';
import type { PageStore } from './page-store.js';
import { type AllocationUnit, objectIdOf } from './rowset.js';

// Microsoft, "Pages and extents architecture guide": how often the allocation pages come, in pages.
const PFS_INTERVAL = 8088;
/** More than a file of 2^32 pages has; for keys. */
const MOST_INTERVALS = 2 ** 20;
/** PFS pages kept by one table: 2 MiB, which speak for 16 GB. */
const MOST_MAPS = 256;
const GAM_INTERVAL = 511_232;
const GAM_PAGE = 2;
const PFS_BYTES = 100; // one byte a page from here (observed)
const PFS_ALLOCATED = 0x40; // observed
const BITMAP = 194; // first byte of the bitmap of GAM and IAM pages (observed)
const BITMAP_BYTES = 7988; // 63,904 extents
const IAM_START = { page: 136, file: 140 }; // first page of the interval (observed)
const IAM_SLOTS = 142; // eight single pages of 6 bytes each (observed)
/** 16 TB in intervals of 4 GB; a longer chain is a circle. */
const MOST_IAM_PAGES = 100_000;

/** Why pages of an allocation unit could not be found. */
export interface AllocationFault {
  readonly code:
    | 'iam-missing'
    | 'iam-not-an-iam'
    | 'iam-of-another'
    | 'iam-circle'
    | 'pfs-missing'
    | 'page-missing'
    | 'records-overlap';
  readonly address: PageAddress;
}

/** Answers from PFS pages whether a page is in use. */
export class PageUse {
  readonly #pages = new Map<number, Buffer | null>();

  constructor(private readonly store: PageStore) {}

  /** The page that says of a page whether it is in use; null when it is missing. It speaks for whole extents. */
  async mapOf({ file, page }: PageAddress): Promise<Buffer | null> {
    const interval = Math.floor(page / PFS_INTERVAL);
    const key = file * MOST_INTERVALS + interval;
    let pfs = this.#pages.get(key);
    if (pfs === undefined) {
      pfs = await this.store.page({ file, page: interval === 0 ? 1 : interval * PFS_INTERVAL });
      if (pfs !== null && pageType(pfs) !== PAGE_TYPES.pfs) pfs = null;
      if (this.#pages.size >= MOST_MAPS) this.#pages.clear();
      this.#pages.set(key, pfs);
    }
    return pfs;
  }

  /** False only where the map is there and says that the page is free. */
  async mayBeUsed(address: PageAddress): Promise<boolean> {
    const pfs = await this.mapOf(address);
    return pfs === null || isUsed(pfs, address.page);
  }
}

/** Whether the map that speaks for a page calls it in use. */
export const isUsed = (pfs: Buffer, page: number): boolean =>
  (pfs[PFS_BYTES + (page % PFS_INTERVAL)]! & PFS_ALLOCATED) !== 0;

/**
 * The pages of an allocation unit in the order of its IAM chain: single pages first, then extents. Only what PFS pages call allocated;
 * whether a page belongs to the unit its own header says. Yields about `PAGES_AT_ONCE` addresses at a time.
 */
export async function* unitPages(
  store: PageStore,
  use: PageUse,
  unit: AllocationUnit,
  onFault: (fault: AllocationFault) => void,
): AsyncGenerator<PageAddress[]> {
  const seen = new Set<string>();
  let found: PageAddress[] = [];
  const offer = (address: PageAddress, pfs: Buffer | null): void => {
    if (pfs === null) onFault({ code: 'pfs-missing', address });
    else if (!isUsed(pfs, address.page)) return;
    if (store.has(address)) found.push(address);
    else if (pfs !== null) onFault({ code: 'page-missing', address });
  };
  for (let address = unit.firstIam; address.page !== 0; ) {
    const key = `${address.file}:${address.page}`;
    if (seen.has(key) || seen.size > MOST_IAM_PAGES) {
      onFault({ code: 'iam-circle', address });
      break;
    }
    seen.add(key);
    const iam = await store.page(address);
    if (iam === null || pageType(iam) !== PAGE_TYPES.iam || !isFormatted(iam)) {
      onFault({ code: iam === null ? 'iam-missing' : 'iam-not-an-iam', address });
      break;
    }
    if (pageObjectId(iam) !== objectIdOf(unit)) {
      onFault({ code: 'iam-of-another', address });
      break;
    }
    for (let slot = 0; slot < 8; slot++) {
      const at = IAM_SLOTS + slot * 6;
      const single = { page: iam.readUInt32LE(at), file: iam.readUInt16LE(at + 4) };
      if (single.page !== 0) offer(single, await use.mapOf(single));
    }
    const start = iam.readUInt32LE(IAM_START.page);
    const file = iam.readUInt16LE(IAM_START.file);
    for (const extent of setBits(iam, 1)) {
      const from = start + extent * PAGES_IN_EXTENT;
      let pfs = await use.mapOf({ file, page: from });
      if (pfs === null && from >= store.end(file)) {
        // Behind the end of the file, and so is all that follows.
        onFault({ code: 'pfs-missing', address: { file, page: from } });
        break;
      }
      for (let page = from; page < from + PAGES_IN_EXTENT; page++) {
        // Only where a damaged page says that an extent begins elsewhere.
        if (page % PFS_INTERVAL === 0 && page !== from) pfs = await use.mapOf({ file, page });
        offer({ file, page }, pfs);
      }
      if (found.length >= 120) {
        yield found;
        found = [];
      }
    }
    address = nextPage(iam);
  }
  if (found.length > 0) yield found;
}

/** Extents that the GAM pages of a file call allocated, as the number of their first page. */
export async function* allocatedExtents(
  store: PageStore,
  file: number,
  onFault: (fault: AllocationFault) => void,
): AsyncGenerator<number> {
  for (let interval = 0; ; interval++) {
    const address = { file, page: interval * GAM_INTERVAL + GAM_PAGE - (interval === 0 ? 0 : GAM_PAGE) };
    const gam = await store.page(address);
    if (gam === null || pageType(gam) !== PAGE_TYPES.gam) {
      if (address.page < store.end(file)) onFault({ code: 'page-missing', address });
      return;
    }
    for (const extent of setBits(gam, 0)) yield interval * GAM_INTERVAL + extent * PAGES_IN_EXTENT;
  }
}

/** Numbers of the bits of an allocation bitmap that have this value; the lowest bit of a byte comes first. */
function* setBits(page: Buffer, value: 0 | 1): Generator<number> {
  const skip = value === 1 ? 0 : 0xff;
  for (let i = 0; i < BITMAP_BYTES && BITMAP + i < PAGE_SIZE; i++) {
    const byte = page[BITMAP + i]!;
    if (byte === skip) continue;
    for (let bit = 0; bit < 8; bit++) if (((byte >> bit) & 1) === value) yield i * 8 + bit;
  }
}
