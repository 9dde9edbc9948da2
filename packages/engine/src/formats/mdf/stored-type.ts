import type { Cell } from '../../base/cell.js';

/** How the values of a column are stored: from sysrscols.ti and syscolpars, whatever the version. */
export interface StoredType {
  /** sys.types.system_type_id. */
  readonly xtype: number;
  /** sys.types.user_type_id where it says more: 128 hierarchyid, 129 geometry, 130 geography, 255 vector; else the xtype or 0. */
  readonly userType: number;
  /** Bytes; -1 for (max) types. */
  readonly length: number;
  readonly precision: number;
  readonly scale: number;
  /** Collation id; 0 for none or the database's own. */
  readonly collation: number;
}

/** What of the database decides how values are read. */
export interface DatabaseTraits {
  /** Internal version of the boot page: 611 is 2005, 998 is 2025. */
  readonly version: number;
  /** Collation id of the database. */
  readonly collation: number;
}

/** A value from the bytes [start, end) of a record or of an off-row value. Throws {@link DecodeError}. */
export type ValueDecoder = (bytes: Buffer, start: number, end: number) => Cell;

/** Bytes that break the rules of the format. `message` names the rule and quotes nothing of the data. */
export class DecodeError extends Error {
  override readonly name = 'DecodeError';

  constructor(
    /** Kebab-case, e.g. `value-out-of-range`, `record-ends-outside-page`. */
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}
