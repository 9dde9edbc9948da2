import { END_WORDS, LeafChain } from '../../formats/mdf/leaf-chain.js';
import type { PageAddress } from '../../formats/mdf/page.js';
import { PART, type PageKeys } from '../../formats/mdf/page-keys.js';
import type { KeyRow } from './key-row.js';

/** Neighbours: in order, against it, with the same key, with another of which only a collation knows the order, or not to be told. */
const LIES = { after: 0, before: 1, same: 2, other: 3, unknown: 4 } as const;

/** What the leaves of a clustered index say of its rows. */
export interface OrderFound {
  /** Pairs of neighbours on one page whose order is certain, and those of which the second comes before the first. */
  pairs: number;
  reversed: number;
  /** Neighbours of a unique key that were compared, and those that have the same. */
  compared: number;
  repeated: number;
  /** The same of the last row of a page and the first of the next one. */
  seams: number;
  seamsReversed: number;
  seamsCompared: number;
  seamsRepeated: number;
  /** Links between pages, and those that do not fit. */
  links: number;
  broken: number;
  /** Neighbours that could not be compared: a key that cannot be seen, or leaves that were too many to keep. */
  unchecked: number;
}

/**
 * Holds each row of a clustered index against the one before it. Order is judged only by columns whose order is certain, never by a
 * collation; that two neighbours have the same key is seen of every type.
 */
export class ClusteredOrder {
  readonly found: OrderFound = {
    pairs: 0,
    reversed: 0,
    compared: 0,
    repeated: 0,
    seams: 0,
    seamsReversed: 0,
    seamsCompared: 0,
    seamsRepeated: 0,
    links: 0,
    broken: 0,
    unchecked: 0,
  };
  #chain: LeafChain | null = null;
  readonly #first = new Uint32Array(END_WORDS);
  readonly #last = new Uint32Array(END_WORDS);

  constructor(
    private readonly key: KeyRow,
    /** For each part of the key whether rows must ascend by it. */
    private readonly ascends: readonly boolean[],
    private readonly isUnique: boolean,
  ) {}

  /** The leaves of another partition follow. */
  begin(): void {
    this.end();
    this.#chain = new LeafChain();
  }

  page(page: Buffer, address: PageAddress, keys: PageKeys): void {
    const { found } = this;
    for (let r = 1; r < keys.count; r++) {
      const lies = this.#compare(keys, r);
      if (lies === LIES.unknown) {
        found.unchecked++;
        continue;
      }
      if (lies === LIES.after || lies === LIES.before) found.pairs++;
      if (lies === LIES.before) found.reversed++;
      if (!this.isUnique) continue;
      found.compared++;
      if (lies === LIES.same) found.repeated++;
    }
    if (keys.count > 0) {
      this.#end(keys, 0, this.#first);
      this.#end(keys, keys.count - 1, this.#last);
    }
    this.#chain?.add(page, address, keys.count, this.#first, this.#last);
  }

  /** All pages were given. */
  end(): void {
    const { found } = this;
    const seams = this.#chain?.follow((last, first) => this.#seam(last, first));
    this.#chain = null;
    if (seams === undefined) return;
    found.links += seams.links;
    found.broken += seams.broken;
    found.unchecked += seams.unchecked;
  }

  #compare(keys: PageKeys, r: number): number {
    const { parts } = this.key;
    for (let i = 0; i < parts.length; i++) {
      const p = parts[i]!;
      const states = keys.states[p]!;
      // NULL comes first, but no key that is looked at needs it.
      if (states[r] !== PART.value || states[r - 1] !== PART.value) return LIES.unknown;
      const words = keys.words[p]!;
      const at = 2 * r;
      if (words[at] === words[at - 2] && words[at + 1] === words[at - 1]) continue;
      if (!this.ascends[i]) return LIES.other;
      const isAfter = words[at]! > words[at - 2]! || (words[at] === words[at - 2] && words[at + 1]! > words[at - 1]!);
      return isAfter ? LIES.after : LIES.before;
    }
    return LIES.same;
  }

  /** The image of the first part, whether the row has a key, and the key. */
  #end(keys: PageKeys, r: number, into: Uint32Array): void {
    const first = keys.words[this.key.parts[0]!]!;
    into[0] = first[2 * r]!;
    into[1] = first[2 * r + 1]!;
    into[2] = this.key.read(keys, r);
    into[3] = this.key.words[0]!;
    into[4] = this.key.words[1]!;
  }

  #seam(last: Uint32Array, first: Uint32Array): void {
    const { found } = this;
    if (last[2] !== PART.value || first[2] !== PART.value) return;
    const isSame = last[3] === first[3] && last[4] === first[4];
    if (this.isUnique) {
      found.seamsCompared++;
      if (isSame) found.seamsRepeated++;
    }
    if (isSame || !this.ascends[0]) return;
    found.seams++;
    if (last[0]! > first[0]! || (last[0] === first[0] && last[1]! > first[1]!)) found.seamsReversed++;
  }
}
