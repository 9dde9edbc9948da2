import type { Rowset } from './rowset.js';
import type { TableSpec, ViewSpec } from './spec.js';

/** A user table after its pages are laid out: what the catalog says of it. */
export interface BuiltTable {
  readonly spec: TableSpec;
  readonly schema: string;
  readonly objectId: number;
  readonly rowsets: readonly Rowset[];
  /** Rows that a reader must find. */
  readonly rows: number;
}

export interface BuiltView {
  readonly spec: ViewSpec;
  readonly schema: string;
  readonly objectId: number;
}
