import type { Cell } from './cell.js';

/** What a cleaning function found wrong; the mapping stage adds where. Codes are kebab-case and documented. */
export interface CleanFinding {
  readonly severity: 'error' | 'warning' | 'information';
  readonly code: string;
  /** One sentence without the value. */
  readonly message: string;
}

/**
 * `value` is the cleaned value (a FHIR primitive, a Decimal, or a FHIR datatype object or an array of them);
 * undefined means "nothing usable": then `findings` must say why, unless every input was null or blank.
 * A value that is only partly understood is returned with a finding.
 */
export interface CleanResult {
  readonly value: unknown;
  readonly findings?: readonly CleanFinding[];
  /** True where nothing comes out because another function of a pair carries the value (`quantity-or-none` and `string-unless-quantity`): not an issue. */
  readonly elsewhere?: true;
}

/** Settings of the workspace that cleaning may depend on; never the clock. */
export interface CleanContext {
  /** Order of all-numeric dates in this source where a column does not say; undefined: ambiguous dates become an issue. */
  readonly dateOrder?: 'mdy' | 'dmy' | 'ymd';
  /** Two-digit years: the newest year they may mean, e.g. 2026 makes '27' 1927. Taken from the source's own snapshot date. */
  readonly latestYear?: number;
  /** IANA zone of wall-clock times in this source; undefined: unknown, and date-times keep no offset. */
  readonly timeZone?: string;
}

/**
 * A named cleaning function. `inputs` has as many cells as the spec names columns (most take one); `args` is what the spec
 * gives beside the name. Pure; never throws for bad data; never guesses.
 */
export interface Cleaner {
  readonly name: string;
  /** One line for `chartlift map check` and the guide. */
  readonly describe: string;
  /** Number of input columns accepted, [least, most]. */
  readonly inputs: readonly [number, number];
  /** FHIR type that comes out: `date`, `dateTime`, `decimal`, `Coding[]`, `Quantity`, `string` ... */
  readonly returns: string;
  /** Arguments that it understands, with one line each; others are a mistake in the spec. Absent: none. */
  readonly args?: Readonly<Record<string, string>>;
  /** Codes of the findings that it may give. */
  readonly findings?: readonly string[];
  clean(inputs: readonly Cell[], args: Readonly<Record<string, unknown>>, context: CleanContext): CleanResult;
}

export type CleanerRegistry = ReadonlyMap<string, Cleaner>;
