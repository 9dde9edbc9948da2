import type { CompressedPage } from './compression/compressed-rows.js';
import type { PageRows } from './page-rows.js';
import type { RecordBlock } from './record-block.js';
import type { RowsetPlan } from './rowset-plan.js';

/** Is shown the rows of a table as their bytes, page by page, while they are read. */
export interface RowWatch {
  /** Pages of a rowset follow. */
  begin(plan: RowsetPlan): void;
  /** A row of a compressed page. May throw DecodeError: then the row is rejected. */
  packed(row: CompressedPage): void;
  /** The end of a page; `block` has the rows of one that is not compressed. */
  page(page: Buffer, found: PageRows, block: RecordBlock | null): void;
}
