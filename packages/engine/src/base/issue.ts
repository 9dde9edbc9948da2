/**
 * A finding about data: counted, shown and kept, never thrown. Shaped like FHIR OperationOutcome.issue.
 * It holds codes and locators only: a value of the source must never appear in `message` or `hint`.
 */
export interface Issue {
  readonly severity: 'error' | 'warning' | 'information';
  /** kebab-case, stable, documented: `date-zero`, `orphan-row`, `csv-row-ragged` ... */
  readonly code: string;
  /** Where it is: a formatted {@link Locator}, a file part ("media family 2 of 2") or a document path. */
  readonly where: string;
  /** One sentence without a source value. */
  readonly message: string;
  /** What to do next. */
  readonly hint?: string;
  /** Target element concerned, e.g. `AllergyIntolerance.onsetDateTime`; absent when the issue is about a row or file. */
  readonly element?: string;
}

export type IssueSink = (issue: Issue) => void;
