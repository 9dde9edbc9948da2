/**
 * The source profile: what one pass over a source found in its tables and columns, and what follows from it. Stages read it instead of the rows: joins, domains,
 * scope, mapping suggestions and the report all work from here. It holds no PHI: values are told only of columns that are not PHI and repeat themselves.
 */
export interface SourceProfile {
  readonly chartlift: 'profile/1';
  readonly source: string;
  /** Registered driver name. */
  readonly format: string;
  /** Product and version as the source states them; null where it does not. */
  readonly product: string | null;
  /** When the source was taken: RFC 3339 or a date. */
  readonly snapshotAt: string;
  readonly tables: readonly TableProfile[];
  /** Declared and found, the surest first. */
  readonly joins: readonly Join[];
}

export interface TableProfile {
  readonly name: string;
  readonly comment: string | null;
  readonly rows: number;
  /** Bytes of all cells as the source states them (text as UTF-8). */
  readonly bytes: number;
  readonly columns: readonly ColumnProfile[];
  /** Columns that name a row, the best first: declared keys, then sets of columns without a blank and without a repetition. */
  readonly keys: readonly KeyCandidate[];
  /** What the table is beside its domain, each with what shows it. */
  readonly traits: readonly FoundTrait[];
  /** Rows that name a row which is not there, by the join with the most of them; null or absent where nothing was counted. */
  readonly orphans?: number | null;
  /** When things happened in it, by the column that tells it best; null where no column does. */
  readonly activity: TableActivity | null;
  /** null until domains were recognised. */
  readonly domain: DomainGuess | null;
  /** How a row is led to its patient, the shortest sure way first; null where there is none. */
  readonly patientPath: PatientPath | null;
  /** Set where the rows are attributes of something: entity, attribute and value columns. */
  readonly eav: EavShape | null;
}

/** history: old versions of another table's rows; copy: a backup copy of another table; staging: imports and queues. */
export type TableTrait =
  | 'empty'
  | 'dead'
  | 'history'
  | 'audit'
  | 'copy'
  | 'lookup'
  | 'eav'
  | 'junction'
  | 'staging'
  | 'technical'
  | 'soft-delete'
  | 'test-patients';

export interface FoundTrait {
  readonly trait: TableTrait;
  readonly reasons: readonly string[];
  /**
   * Rows that it is about: those marked as deleted (by the mark that takes back most), those of test patients, all of a history, copy or audit log; null or absent
   * where it is about the table as such.
   */
  readonly rows?: number | null;
}

export interface TableActivity {
  readonly column: string;
  /** Rows without a date: in no year. */
  readonly undated?: number;
  /** Rows left out of the years because their date stands for none: zeros, first and last days of calendars (`1900-01-01`, `9999-12-31`), years that nobody can mean. */
  readonly leftOut?: number;
  /** Years: a single row stands behind each end. */
  readonly first: string;
  readonly last: string;
  /** Year -> rows. */
  readonly years: Readonly<Record<string, number>>;
}

export interface ColumnProfile {
  readonly name: string;
  /** As the source declares it. */
  readonly type: string;
  readonly cellType: string;
  readonly comment: string | null;
  /** What the values are, whatever the declared type says. */
  readonly kind: ColumnKind;
  readonly nulls: number;
  /** Not NULL, but empty or white space only. */
  readonly blanks: number;
  /** Values that are neither NULL nor blank. */
  readonly filled: number;
  readonly distinct: { readonly count: number; readonly exact: boolean };
  /** Characters (bytes for binary); null where nothing is filled. */
  readonly lengths: { readonly least: number; readonly most: number; readonly mean: number } | null;
  /** Decimal text; null where the values are no numbers, or are PHI. An end that fewer than three rows hold is rounded outward to two digits. */
  readonly numbers: { readonly least: string; readonly most: string; readonly integers: boolean } | null;
  /**
   * null where the values are no dates. Ranges are told to the day where three rows share it, else to the month; of PHI to the year; birth years of
   * people over 89 as the year 90 years before the snapshot.
   */
  readonly dates: DateFacts | null;
  /** Shapes of values (`A` upper, `a` lower, `9` digit, runs with counts: `9{3}-9{2}-9{4}`, `a+` for more than three letters), most frequent first, at most 12. */
  readonly patterns: readonly { readonly pattern: string; readonly count: number }[];
  /**
   * Most frequent values that at least three rows hold, at most 50; null where the column is PHI, free text, or its values do not repeat. Counts are
   * exact while a column has no more than 2,048 distinct values, else the least that they can be.
   */
  readonly values: readonly { readonly value: string; readonly count: number }[] | null;
  /** Values that stand for "none" or "unknown": `0000-00-00`, `999`, `N/A` ... */
  readonly sentinels: readonly { readonly value: string; readonly count: number; readonly reason: string }[];
  /** Values damaged by a wrong encoding or with control characters. */
  readonly damaged: number;
  /** What is damaged, by kind; absent where nothing is. */
  readonly damage?: readonly { readonly kind: string; readonly count: number }[];
  /** Set where the column is a part of a date that is split over columns. */
  readonly datePart?: DatePart;
  readonly phi: PhiGuess | null;
  /** Code systems that the values fit, the best first. */
  readonly codes: readonly CodeGuess[];
  /** Set where the values are texts for people to read, or documents. */
  readonly note: NoteFormats | null;
  /** UCUM-like units that the values are, or that stand with the numbers; empty where none. */
  readonly units: readonly { readonly unit: string; readonly count: number }[];
}

export type ColumnKind =
  | 'empty'
  | 'integer'
  | 'decimal'
  | 'boolean'
  | 'date'
  | 'datetime'
  | 'time'
  | 'guid'
  | 'code'
  | 'word'
  | 'text'
  | 'binary';

export interface DatePart {
  readonly part: 'year' | 'month' | 'day';
  /** The columns that state the date together: year, month and, where there is one, day. */
  readonly columns: readonly string[];
}

export interface DateFacts {
  /** `yyyy-mm-dd`, `mm/dd/yyyy`, `dd.mm.yyyy`, `yyyymmdd`, `epoch-seconds` ... with counts; several where the column is mixed; `nn` where nothing tells day from month. */
  readonly formats: readonly { readonly format: string; readonly count: number }[];
  readonly first: string;
  readonly last: string;
  readonly future: number;
  /** A time of day that is not midnight stands in so many. */
  readonly timed: number;
}

export type PhiKind =
  | 'name'
  | 'given-name'
  | 'family-name'
  | 'birth-date'
  | 'date'
  | 'ssn'
  | 'phone'
  | 'email'
  | 'address'
  | 'city'
  | 'postal-code'
  | 'mrn'
  | 'identifier'
  | 'account'
  | 'url'
  | 'ip-address'
  | 'free-text'
  | 'image';

export interface PhiGuess {
  readonly kind: PhiKind;
  /** 0 to 1. */
  readonly score: number;
  readonly reasons: readonly string[];
}

export interface CodeGuess {
  /** URI of the system as FHIR names it. */
  readonly system: string;
  /** Share of filled values, weighed by count, that have the system's shape and check digit. */
  readonly share: number;
  /** Share of these that a loaded release holds; null where none is loaded. */
  readonly hitRate: number | null;
  readonly reasons: readonly string[];
}

export interface NoteFormats {
  readonly formats: readonly { readonly format: NoteFormat; readonly count: number }[];
  readonly meanLength: number;
}

export type NoteFormat =
  | 'plain'
  | 'rtf'
  | 'html'
  | 'xml'
  | 'json'
  | 'pdf'
  | 'image'
  | 'gzip'
  | 'zlib'
  | 'base64'
  | 'hex'
  | 'binary';

export interface KeyCandidate {
  readonly columns: readonly string[];
  readonly declared: boolean;
  /** 0 to 1. */
  readonly score: number;
  readonly reasons: readonly string[];
}

/** Rows of `from` name rows of `to`; columns pair by their place. */
export interface Join {
  readonly from: { readonly table: string; readonly columns: readonly string[] };
  readonly to: { readonly table: string; readonly columns: readonly string[] };
  readonly declared: boolean;
  /** 0 to 1. */
  readonly score: number;
  /** Share of the filled values of `from` that stand in `to`; null where nothing is filled. */
  readonly inclusion: number | null;
  /** Rows of `from` whose filled value stands in no row of `to`; null where it was not counted. */
  readonly orphans: number | null;
  readonly reasons: readonly string[];
}

export interface PatientPath {
  /** Tables from the row's own to the patient's; the own alone where it is the patient table. */
  readonly steps: readonly Pick<Join, 'from' | 'to'>[];
  /** The least score of the joins on the way. */
  readonly score: number;
}

export interface EavShape {
  readonly entity: readonly string[];
  readonly attribute: string;
  readonly value: readonly string[];
  /** Attributes with counts, most frequent first, at most 500. `label` is the look-up table's text where the attribute is a key into one. */
  readonly attributes: readonly { readonly attribute: string; readonly label: string | null; readonly count: number }[];
  readonly reasons: readonly string[];
}

export type TableDomain =
  | 'demographics'
  | 'contacts'
  | 'encounters'
  | 'problems'
  | 'allergies'
  | 'medications'
  | 'immunizations'
  | 'results'
  | 'orders'
  | 'vitals'
  | 'procedures'
  | 'history'
  | 'documents'
  | 'notes'
  | 'appointments'
  | 'referrals'
  | 'care-plans'
  | 'insurance'
  | 'billing'
  | 'users'
  | 'organizations'
  | 'messages'
  | 'inventory'
  | 'lookup'
  | 'audit'
  | 'technical'
  | 'unknown';

export interface DomainGuess {
  readonly domain: TableDomain;
  /** 0 to 1, calibrated: of guesses with 0.9, nine in ten are right. */
  readonly score: number;
  readonly reasons: readonly string[];
  /** Other domains of the table's rows or columns, the surest first (a table of problems, allergies and medications has three). */
  readonly also: readonly { readonly domain: TableDomain; readonly score: number }[];
}
