/** The letters of the C-CDA Scorecard. It gives no plain A or B: see docs/formats/ccda-validation.md. */
export type Grade = 'A+' | 'A-' | 'B+' | 'B-' | 'C' | 'D';

/** Points and letter of one category. */
export interface CategoryScore {
  readonly category: string;
  /** 0 to 100; null: the document has no entries of it, or nothing in them could be judged, and it does not count. */
  readonly score: number | null;
  readonly grade: Grade | null;
  /** Places that fail a rule. */
  readonly issues: number;
}

export interface ScorecardResult {
  /** 0 to 100; null where no rule could be judged. */
  readonly score: number | null;
  readonly grade: Grade | null;
  readonly categories: readonly CategoryScore[];
  /** Rules that met something they could not judge with the code tables at hand and judged nothing: neither passed nor failed. */
  readonly rulesNotChecked: readonly string[];
}

/** How large a document is, and how much of it are embedded binaries, in bytes of the file. */
export interface DocumentSize {
  readonly bytes: number;
  readonly binaries: number;
  readonly binaryBytes: number;
}
