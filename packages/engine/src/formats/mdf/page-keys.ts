import type { CompressedPage } from './compression/compressed-rows.js';
import { ColumnState } from './compression/compressed-rows.js';
import { INTEGER, type KeyImage } from './key-image.js';
import { PAGE_HEADER, PAGE_SIZE } from './page.js';
import type { RecordBlock } from './record-block.js';
import type { ColumnPlan, RowsetPlan } from './rowset-plan.js';
import { DecodeError } from './stored-type.js';

/** What of a column stands in {@link PageKeys}. */
export interface KeyPart {
  /** Index of the column in the plan. */
  readonly column: number;
  readonly image: KeyImage;
}

/** `unknown`: the value cannot be seen from its row, or has no image. */
export const PART = { value: 0, null: 1, unknown: 2 } as const;

/** Rows that a page has slots for. */
export const MOST_ROWS = (PAGE_SIZE - PAGE_HEADER) >> 1;

/** Images of some columns of the rows of one page, in slot order. One object serves all pages of a table. */
export class PageKeys {
  count = 0;
  /** `words[p][2 * r]` and the next: the image of part p of row r. */
  readonly words: readonly Uint32Array[];
  /** `states[p][r]`: {@link PART}. */
  readonly states: readonly Uint8Array[];
  #plan: RowsetPlan | null = null;

  constructor(private readonly parts: readonly KeyPart[]) {
    this.words = parts.map(() => new Uint32Array(2 * MOST_ROWS));
    this.states = parts.map(() => new Uint8Array(MOST_ROWS));
  }

  /** Rows of another rowset follow. */
  begin(plan: RowsetPlan): void {
    this.#plan = plan;
    this.count = 0;
  }

  /** The rows of a page that is not compressed. */
  fill(block: RecordBlock): void {
    this.count = block.count;
    for (const [p, { column, image }] of this.parts.entries()) {
      const plan = this.#plan?.columns[column];
      if (plan?.kind === 'fixed' && image === INTEGER && plan.size === 4) this.#integers(p, plan, block);
      else if (plan?.kind === 'fixed') this.#fixed(p, plan, image, block);
      else if (plan?.kind === 'variable') this.#variable(p, plan, image, block);
      else this.states[p]!.fill(PART.unknown, 0, block.count);
    }
  }

  /** The keys that most tables have. */
  #integers(p: number, { nullBit, offset }: ColumnPlan, block: RecordBlock): void {
    const words = this.words[p]!;
    const states = this.states[p]!;
    const { page, start, columns, fixedEnd } = block;
    for (let r = 0; r < block.count; r++) {
      const at = start[r]! + offset;
      if (nullBit > columns[r]! || at + 4 > fixedEnd[r]!) states[r] = PART.unknown;
      else if (block.isNull(r, nullBit)) states[r] = PART.null;
      else {
        const last = page[at + 3]!;
        words[2 * r] = last >= 0x80 ? 0x7fff_ffff : 0x8000_0000;
        words[2 * r + 1] = page[at]! | (page[at + 1]! << 8) | (page[at + 2]! << 16) | (last << 24);
        states[r] = PART.value;
      }
    }
  }

  #fixed(p: number, { nullBit, offset, size }: ColumnPlan, image: KeyImage, block: RecordBlock): void {
    const words = this.words[p]!;
    const states = this.states[p]!;
    const { page } = block;
    for (let r = 0; r < block.count; r++) {
      const at = block.start[r]! + offset;
      if (nullBit > block.columns[r]!) states[r] = PART.unknown;
      else if (block.isNull(r, nullBit)) states[r] = PART.null;
      else if (at + size > block.fixedEnd[r]!) states[r] = PART.unknown;
      else states[r] = image.write(page, at, at + size, words, 2 * r) ? PART.value : PART.unknown;
    }
  }

  #variable(p: number, plan: ColumnPlan, image: KeyImage, block: RecordBlock): void {
    const states = this.states[p]!;
    for (let r = 0; r < block.count; r++)
      try {
        states[r] = this.#variableValue(r, plan, image, block, this.words[p]!);
      } catch (error) {
        if (!(error instanceof DecodeError)) throw error;
        states[r] = PART.unknown;
      }
  }

  #variableValue(
    r: number,
    { nullBit, offset: index }: ColumnPlan,
    image: KeyImage,
    block: RecordBlock,
    words: Uint32Array,
  ): number {
    if (nullBit > block.columns[r]!) return PART.unknown;
    if (block.isNull(r, nullBit)) return PART.null;
    let from = block.end[r]!;
    let to = from;
    if (index < block.variables[r]!) {
      if (block.isComplex(r, index)) return PART.unknown;
      from = block.from(r, index);
      to = block.to(r, index, from);
    }
    return image.write(block.page, from, to, words, 2 * r) ? PART.value : PART.unknown;
  }

  /** One more row of a compressed page, as it was taken apart last. Throws DecodeError. */
  add(row: CompressedPage): void {
    const r = this.count;
    for (const [p, { column, image }] of this.parts.entries()) {
      const plan = this.#plan?.columns[column];
      const isStored = plan?.kind === 'fixed' || plan?.kind === 'variable';
      const state = isStored ? row.column(plan.nullBit - 1) : ColumnState.absent;
      if (state === ColumnState.null) this.states[p]![r] = PART.null;
      else {
        const isKnown =
          state === ColumnState.value && image.write(row.bytes, row.start, row.end, this.words[p]!, 2 * r);
        this.states[p]![r] = isKnown ? PART.value : PART.unknown;
      }
    }
    this.count++;
  }
}
