import { PageUse } from './allocation.js';
import {
  checkPage,
  ENCRYPTED,
  hasChecksum,
  PAGE_SIZE,
  PAGE_TYPES,
  PAGES_IN_EXTENT,
  type PageAddress,
  pageFile,
  pageFlags,
  pageId,
  pageIndexId,
  pageObjectId,
  pageType,
} from './page.js';
import { type ExtentPlace, extentPlaces, pageStates } from './page-places.js';
import { PAGES_AT_ONCE, type PageRun, type PageStore } from './page-store.js';

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
  /** Pages that are in one run twice, and not the same. */
  readonly contradicting: number;
  /** Pages of tables, indexes and large values. */
  readonly withRows: number;
  /** Of these, those that bear the mark of transparent data encryption and do not fit their checksum, which is of the plain page. */
  readonly encrypted: number;
  /** Pages that the runs promise and the files do not hold. */
  readonly missing: number;
  /** The first damaged places. */
  readonly places: readonly DamagedPlace[];
  /** What is wrong only with pages that are in use: see {@link weighDoubts}. */
  readonly doubts: readonly Doubt[];
  /** Doubts beyond those that are kept: of pages that may be in use, as far as the maps were read by then. */
  readonly moreDoubts: number;
  /** Doubts of pages that are in no use, as the maps said when there were too many to keep. */
  readonly leftovers: number;
  /** Pages that were written while the backup ran: those of tables, indexes and large values, and their maps. */
  readonly changed: readonly ChangedPage[];
  /** Of these, those beyond the ones that are kept. */
  readonly moreChanged: number;
}

/** A page that was written while the backup ran, and how it names its allocation unit. */
export interface ChangedPage {
  readonly address: PageAddress;
  readonly objectId: number;
  readonly indexId: number;
}

export interface DamagedPlace {
  /** File of the source. */
  readonly name: string;
  /** Byte offset in it. */
  readonly offset: number;
  /** How the page names its allocation unit: m_objId and m_indexId. */
  readonly objectId: number;
  readonly indexId: number;
}

/**
 * `displaced`, `broken`: stands where another page belongs, sound or not. `later`: its last change is later than the end of the backup.
 * `stripped`: unprotected, and in its header stands what looks like a checksum; a server leaves it there when PAGE_VERIFY is NONE (observed).
 */
type DoubtKind = 'displaced' | 'broken' | 'later' | 'stripped';

interface Doubt extends DamagedPlace {
  readonly kind: DoubtKind;
  /** The page whose place it is. */
  readonly address: PageAddress;
}

/** Pages of a kind of doubt that are in use. */
export interface WeighedDoubts extends Readonly<Record<DoubtKind, number>> {
  /** Pages that are in no use and hold what lay on the disk before, or in the database of the same file before a restore. */
  readonly leftovers: number;
  /** The first of those that are in use and broken. */
  readonly places: readonly DamagedPlace[];
}

export interface CensusWatch {
  readonly signal?: AbortSignal;
  readonly onPages?: (pages: number) => void;
  /** True for a page that cannot have been in the backup; absent: not asked. */
  readonly isLater?: (page: Buffer) => boolean;
  /** True for a page that was written while the backup ran; absent: not asked. */
  readonly isChanged?: (page: Buffer) => boolean;
}

const MOST_PLACES = 20;
const MOST_DOUBTS = 10_000;
const HOLDS_ROWS: ReadonlySet<number> = new Set([
  PAGE_TYPES.data,
  PAGE_TYPES.index,
  PAGE_TYPES.textMix,
  PAGE_TYPES.textTree,
]);
const SAYS_CHANGE: ReadonlySet<number> = new Set([...HOLDS_ROWS, PAGE_TYPES.iam]);
const MARKED: ReadonlySet<number> = new Set([...HOLDS_ROWS, PAGE_TYPES.gam, PAGE_TYPES.iam, PAGE_TYPES.pfs]);

/** Reads every page of the runs once, in order, checks it and notes its place in the store. Throws the reason of an aborted signal. */
export async function takeCensus(
  store: PageStore,
  runs: readonly PageRun[],
  watch: CensusWatch = {},
): Promise<PageCensus> {
  const census = new Census(store, watch);
  for (const run of runs) await census.take(run);
  return census.found();
}

class Census {
  readonly #counts = {
    pages: 0,
    sound: 0,
    damaged: 0,
    unprotected: 0,
    tornOnly: 0,
    contradicting: 0,
    withRows: 0,
    encrypted: 0,
    missing: 0,
    moreDoubts: 0,
    leftovers: 0,
    moreChanged: 0,
  };
  readonly #places: DamagedPlace[] = [];
  readonly #doubts: Doubt[] = [];
  readonly #changed: ChangedPage[] = [];
  readonly #lone = new Set<number>();

  constructor(
    readonly store: PageStore,
    readonly watch: CensusWatch,
  ) {}

  found(): PageCensus {
    return { ...this.#counts, places: this.#places, doubts: this.#doubts, changed: this.#changed };
  }

  async take(run: PageRun): Promise<void> {
    const first = this.store.open(run);
    let last: ExtentPlace | null = null;
    for (let done = 0; done < run.pages; done += PAGES_AT_ONCE) {
      this.watch.signal?.throwIfAborted();
      const count = Math.min(PAGES_AT_ONCE, run.pages - done);
      const bytes = aligned(
        await run.bytes.slice(run.offset + done * PAGE_SIZE, run.offset + (done + count) * PAGE_SIZE),
      );
      const words = new Uint32Array(bytes.buffer, bytes.byteOffset, bytes.length >> 2);
      const whole = Math.floor(bytes.length / PAGE_SIZE);
      this.#counts.missing += count - whole;
      const page = (i: number): Buffer => bytes.subarray(i * PAGE_SIZE, (i + 1) * PAGE_SIZE);
      const states = pageStates(bytes, whole, (i) => checkPage(page(i), words, (i * PAGE_SIZE) >> 2));
      const places: (ExtentPlace | 'lone' | null)[] =
        run.dataFile === undefined ? extentPlaces(bytes, states, last, !run.isLaterPass) : [];
      for (const place of places) if (place !== null && place !== 'lone') last = place;
      for (let i = 0; i < whole; i++) {
        const state = states[i];
        if (state == null) continue;
        this.#counts.pages++;
        const place = run.dataFile === undefined ? places[Math.floor(i / PAGES_IN_EXTENT)] : null;
        const isLone = place === 'lone';
        const expected: PageAddress | null =
          run.dataFile !== undefined
            ? { file: run.dataFile, page: done + i }
            : place && !isLone
              ? { file: place.file, page: place.first + (i % PAGES_IN_EXTENT) }
              : null;
        await this.#page(run, page(i), { state, expected, isLone, first, index: done + i });
      }
      if (this.#doubts.length > MOST_DOUBTS) await this.#sift();
      this.watch.onPages?.(count);
    }
  }

  /** Lets go of doubts of pages that are in no use: the maps stand in front of what they speak for. */
  async #sift(): Promise<void> {
    const use = new PageUse(this.store);
    const doubts = this.#doubts.splice(0);
    for (const doubt of doubts) {
      if (!(await use.mayBeUsed(doubt.address))) this.#counts.leftovers++;
      else if (this.#doubts.length >= MOST_DOUBTS / 2) this.#counts.moreDoubts++;
      else this.#doubts.push(doubt);
    }
  }

  async #page(
    run: PageRun,
    page: Buffer,
    {
      state,
      expected,
      isLone,
      first,
      index,
    }: {
      readonly state: 'sound' | 'damaged' | 'unprotected';
      readonly expected: PageAddress | null;
      readonly isLone: boolean;
      readonly first: number;
      readonly index: number;
    },
  ): Promise<void> {
    const counts = this.#counts;
    const address: PageAddress = { file: pageFile(page), page: pageId(page) };
    const isDamaged = state === 'damaged';
    if (HOLDS_ROWS.has(pageType(page))) {
      counts.withRows++;
      if (isDamaged && pageFlags(page) & ENCRYPTED) counts.encrypted++;
    }
    const doubt = (kind: DoubtKind): void => {
      this.#doubts.push({ kind, address: expected ?? address, ...placeOf(run, page, index) });
    };
    if (expected !== null && (expected.file !== address.file || expected.page !== address.page)) {
      doubt(isDamaged ? 'broken' : 'displaced');
      return;
    }
    // It never takes the place of a page that is where it belongs, whichever comes first, and makes no file of its own.
    if (isLone && (this.store.has(address) || this.store.end(address.file) === 0)) return;
    counts[state]++;
    if (isDamaged) {
      if (this.#places.length < MOST_PLACES) this.#places.push(placeOf(run, page, index));
    } else {
      if (state === 'sound' && !hasChecksum(page)) counts.tornOnly++;
      if (state === 'unprotected' && page.readUInt32LE(PROTECTION) !== 0 && MARKED.has(pageType(page)))
        doubt('stripped');
      if (this.watch.isLater?.(page)) doubt('later');
      if (SAYS_CHANGE.has(pageType(page)) && this.watch.isChanged?.(page)) {
        if (this.#changed.length >= MOST_DOUBTS) counts.moreChanged++;
        else this.#changed.push({ address, objectId: pageObjectId(page), indexId: pageIndexId(page) });
      }
      // The header page of a file is repeated behind it (observed).
      const before = address.file === 0 || address.page === 0 ? -1 : this.store.ordinalOf(address);
      if (before >= first && !this.store.isDamaged(address) && !this.#lone.has(before)) {
        const from = run.offset + (before - first) * PAGE_SIZE;
        if (!page.equals(await run.bytes.slice(from, from + PAGE_SIZE))) counts.contradicting++;
      }
    }
    if (isLone) this.#lone.add(first + index);
    this.store.place(address, first + index, isDamaged);
  }
}

/** m_tornBits: checksum or torn bits. */
const PROTECTION = 60;

const placeOf = (run: PageRun, page: Buffer, index: number): DamagedPlace => ({
  name: run.name,
  offset: run.offset + index * PAGE_SIZE,
  objectId: pageObjectId(page),
  indexId: pageIndexId(page),
});

/**
 * Which doubts are of pages that are in use, as the allocation maps say. What stands in a page that is in no use harms nothing: a server
 * neither clears the space that a file grows into nor what was there before a restore.
 */
export async function weighDoubts(census: PageCensus, use: PageUse): Promise<WeighedDoubts> {
  const weighed = { displaced: census.moreDoubts, broken: 0, later: 0, stripped: 0, leftovers: census.leftovers };
  const places: DamagedPlace[] = [];
  for (const { kind, address, ...place } of census.doubts) {
    if (!(await use.mayBeUsed(address))) {
      weighed.leftovers++;
      continue;
    }
    weighed[kind]++;
    if (kind === 'broken' && places.length < MOST_PLACES) places.push(place);
  }
  return { ...weighed, places };
}

/** A Buffer whose words can be seen as 32-bit numbers where they lie. */
function aligned(bytes: Uint8Array): Buffer {
  if (bytes.byteOffset % 4 === 0) return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  const copy = Buffer.alloc(bytes.length);
  copy.set(bytes);
  return copy;
}
