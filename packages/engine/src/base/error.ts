/** What the process exit code will be; see the CLI contract. */
export type FaultKind = 'usage' | 'refused' | 'locked' | 'internal';

export interface FaultDetails {
  /** Stable upper-snake code, e.g. `SOURCE_TRUNCATED`. */
  readonly code: string;
  /** File, line or locator. Never a value of the source. */
  readonly where?: string;
  /** What the person can do next; always given. */
  readonly hint: string;
  readonly kind?: FaultKind;
  readonly cause?: unknown;
}

/**
 * A fault: the work cannot go on. A bad row is an Issue, a bad file is a MigrationError.
 * `kind` decides the exit code: usage 2, refused 3 (default), locked 4, internal 70.
 */
export class MigrationError extends Error {
  readonly code: string;
  readonly where: string | undefined;
  readonly hint: string;
  readonly kind: FaultKind;

  constructor(message: string, details: FaultDetails) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    this.name = 'MigrationError';
    this.code = details.code;
    this.where = details.where;
    this.hint = details.hint;
    this.kind = details.kind ?? 'refused';
  }
}
