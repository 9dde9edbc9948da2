/** What drafting may ask of the rows beyond their profile. Answers are counts and hours of clocks, never a value of a chart. */
export interface RowQuestions {
  /** Hours that a column's times of day show; null where they are no times. */
  hoursOf(table: string, column: string): ClockHours | null;
  /** Rows of `table` that are named, through `columns`, by rows of more than one patient. */
  sharedRows(pair: SharedRows): number;
  /** Filled rows of a column whose value stands in no row of another column; null where a table or column is not there. */
  rowsWithout(from: Place, to: Place): number | null;
}

export interface ClockHours {
  readonly hours: readonly number[];
  /** Every time states am or pm, or is of a type that counts 24 hours. */
  readonly marked: boolean;
}

/** `by` is a table each row of which names one patient in `patient`, and in `columns` one row of another table. */
export interface SharedRows {
  readonly by: string;
  readonly columns: readonly string[];
  readonly patient: string;
}

export interface Place {
  readonly table: string;
  readonly column: string;
}
