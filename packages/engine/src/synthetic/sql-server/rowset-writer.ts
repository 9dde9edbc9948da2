import { type AllocationUnit, UNIT_TYPE } from './allocation-unit.js';
import type { RowLayout } from './column-layout.js';
import { LobStore } from './lob-store.js';
import {
  PAGE_TYPE,
  type PageAddress,
  type PageWriter,
  pagePointer,
  type RowAddress,
  rowPointer,
} from './page-writer.js';
import { RECORD } from './record.js';
import { RowEncoder } from './row-encoder.js';
import type { SpecValue, TableFeatures } from './spec.js';

/** Makes the allocation unit of a kind when the first page of it is needed. */
export type UnitMaker = (type: number) => AllocationUnit;

export interface RowsetInput {
  readonly layout: RowLayout;
  readonly collation: number;
  readonly clustered: boolean;
  readonly features: TableFeatures;
  readonly makeUnit: UnitMaker;
  /** First level above the leaves; some system tables call it 0 (observed). */
  readonly firstIndexLevel: number;
  /** Columns that a row has, by its number in the table. */
  readonly columnsOfRow: (row: number) => number;
}

/** What a leaf page begins with. */
interface Child {
  readonly at: PageAddress;
  readonly values: readonly SpecValue[];
  readonly uniquifier: number;
}

const VERSION_TAG = Buffer.concat([Buffer.alloc(8), Buffer.of(0x2a, 1, 0, 0, 0, 0)]);
const BACK_POINTER = 0x0400;
const STUB_BYTES = 9;

/** Writes the rows of one rowset to the pages of its allocation units. */
export class RowsetWriter {
  readonly inRow: AllocationUnit;
  rows = 0;
  private readonly encoder: RowEncoder;
  private page: PageWriter | undefined;
  private ghosts = 0;
  private written = 0;
  private readonly leaves: Child[] = [];
  private readonly stores = new Map<number, LobStore>();
  private previousKey: Buffer | undefined;
  private repeated = 0;
  private readonly moved: {
    readonly stub: RowAddress;
    readonly values: readonly SpecValue[];
    readonly columns: number;
  }[] = [];

  constructor(private readonly input: RowsetInput) {
    this.inRow = input.makeUnit(UNIT_TYPE.inRow);
    const store = (type: number): LobStore => {
      let made = this.stores.get(type);
      if (!made) {
        made = new LobStore(input.makeUnit(type), input.features, type * 100_000);
        this.stores.set(type, made);
      }
      return made;
    };
    this.encoder = new RowEncoder(input.layout, input.collation, {
      text: (value) => store(UNIT_TYPE.lob).storeText(value),
      max: (value) => store(UNIT_TYPE.lob).storeMax(value),
      overflow: (value) => store(UNIT_TYPE.overflow).storeOverflow(value),
    });
  }

  /** Adds row number `row` of the table. */
  add(row: number, values: readonly SpecValue[]): void {
    const { features, clustered, layout } = this.input;
    const nth = (every: number | undefined): boolean => every !== undefined && this.written % every === every - 1;
    const columnCount = this.input.columnsOfRow(row);
    const uniquifier = this.uniquifierOf(values);
    const versionTag = nth(features.versionTagEvery) ? VERSION_TAG : undefined;
    if (nth(features.forwardEvery) && !clustered) {
      // the stub keeps its place at the size that any row has at least
      const stub = this.place(
        Buffer.concat([Buffer.of(RECORD.forwardingStub), Buffer.alloc(STUB_BYTES - 1)]),
        values,
        0,
      );
      this.moved.push({ stub, values, columns: columnCount });
    } else {
      const record = this.encoder.encode(values, { kind: RECORD.primary, columnCount, uniquifier, versionTag });
      this.place(record, values, uniquifier);
    }
    if (nth(features.ghostEvery)) {
      const ghost = { kind: RECORD.ghostData, columnCount: layout.columnCount, uniquifier: uniquifier + 1_000 };
      this.place(this.encoder.encode(values, ghost), values, uniquifier, true);
    }
    this.written += 1;
    this.rows += 1;
  }

  private uniquifierOf(values: readonly SpecValue[]): number {
    if (!this.input.layout.columns.some(({ source }) => source < 0)) return 0;
    const key = this.encoder.encodeIndex(values, 0, Buffer.alloc(6));
    this.repeated = this.previousKey?.equals(key) ? this.repeated + 1 : 0;
    this.previousKey = key;
    return this.repeated;
  }

  private place(record: Buffer, values: readonly SpecValue[], uniquifier: number, ghost = false): RowAddress {
    if (!this.page || record.length > this.page.room) this.turn(values, uniquifier);
    const page = this.page!;
    const slot = page.add(record);
    if (ghost) {
      this.ghosts += 1;
      page.ghosts(this.ghosts);
      this.inRow.fileOf(page.address).markGhosts(page.address.page);
    }
    return { ...page.address, slot };
  }

  private turn(values: readonly SpecValue[], uniquifier: number): void {
    const page = this.inRow.newPage(PAGE_TYPE.data).fixedLength(this.input.layout.fixedEnd);
    // the pages of a heap are not chained
    if (this.page && this.input.clustered) {
      this.page.next(page.address);
      page.previous(this.page.address);
    }
    this.ghosts = 0;
    this.page = page;
    this.leaves.push({ at: page.address, values, uniquifier });
  }

  /** Writes what was put off: forwarded records, index levels. */
  finish(): void {
    for (const { stub, values, columns } of this.moved) this.forward(stub, values, columns);
    if (this.input.clustered && this.leaves.length) {
      this.inRow.root = this.buildIndex();
    }
  }

  private forward(stub: RowAddress, values: readonly SpecValue[], columnCount: number): void {
    const backPointer = Buffer.alloc(10);
    backPointer.writeUInt16LE(BACK_POINTER, 0);
    rowPointer(stub).copy(backPointer, 2);
    const record = this.encoder.encode(values, { kind: RECORD.forwarded, columnCount, uniquifier: 0, backPointer });
    const at = this.place(record, values, 0);
    const page = this.inRow.writerOf(stub);
    rowPointer(at).copy(page.bytes, page.offsetOf(stub.slot) + 1);
  }

  /** The levels above the leaves; gives the root, which is the leaf itself if there is only one. */
  private buildIndex(): PageAddress {
    let children = this.leaves;
    let level = this.input.firstIndexLevel;
    while (children.length > 1) {
      const upper: Child[] = [];
      let page: PageWriter | undefined;
      for (const child of children) {
        const record = this.encoder.encodeIndex(child.values, child.uniquifier, pagePointer(child.at));
        if (!page || record.length > page.room) {
          const following = this.inRow.newPage(PAGE_TYPE.index, level).fixedLength(this.input.layout.indexFixedEnd);
          page?.next(following.address);
          if (page) following.previous(page.address);
          page = following;
          upper.push({ ...child, at: page.address });
        }
        page.add(record);
      }
      children = upper;
      level += 1;
    }
    return children[0]!.at;
  }
}
