import type { AllocationUnit } from './allocation-unit.js';
import type { RowLayout } from './column-layout.js';

/** A rowset as the catalog speaks of it: one partition of a heap, a clustered index or a system table. */
export interface Rowset {
  readonly id: bigint;
  readonly objectId: number;
  /** 0 heap, 1 clustered, above a nonclustered index. */
  readonly indexId: number;
  readonly partition: number;
  /** 1 for rows of the table; more for what the server keeps beside a columnstore index. */
  readonly ownerType: number;
  readonly status: number;
  /** Filegroup of FILESTREAM data; 0 for none. */
  readonly filestream: number;
  readonly compression: number;
  readonly layout: RowLayout;
  readonly rows: number;
  readonly units: readonly AllocationUnit[];
}
