import type { ColumnProfile, EavShape } from './source-profile.js';

/**
 * What the rows of one attribute-value table say of each of its attributes. For work in memory: attributes and texts stand here only where they may be told, counts and
 * quantiles of the values are as they are.
 */
export interface AttributeTable {
  readonly table: string;
  readonly shape: EavShape;
  /** Where the text of an attribute stands; null where nowhere. */
  readonly label: LookUpText | null;
  /** Where units, or instructions that name them, stand; null where nowhere. */
  readonly unit: LookUpText | null;
  /** Value columns, called coded, of which nine in ten are keys of the table with the attributes' texts. */
  readonly codedValues: readonly string[];
  /** Most frequent first. */
  readonly attributes: readonly AttributeFacts[];
  /** Attributes that may not be told, for they stand in few rows and no look-up table has them: how many, and in how many rows. */
  readonly untold: { readonly attributes: number; readonly rows: number };
  /** Texts beside values that are a unit or name one, each with its UCUM code; only where the texts are no plain units. */
  readonly unitTexts: readonly { readonly text: string; readonly unit: string }[];
}

/** A column with a text: beside the attribute, where `table` is the attribute's own, else in a look-up table by its `key`. */
export interface LookUpText {
  readonly table: string;
  readonly key: string;
  readonly column: string;
  /** The column of the attribute-value table that holds the key: the attribute, or one of units that are numbered. */
  readonly by: string;
  /** Where `table` holds several lists: the one that is meant. */
  readonly only: { readonly column: string; readonly value: string } | null;
  /** Terms by which the best of several rows of one key comes first; empty where each key has one row. */
  readonly order: readonly string[];
}

export interface AttributeFacts {
  readonly attribute: string;
  readonly label: string | null;
  readonly rows: number;
  /** Rows with a value. */
  readonly filled: number;
  /** The value column that most of its rows fill. */
  readonly column: string;
  /** Values of that column, as a column of their own. */
  readonly profile: ColumnProfile;
  /** Shares of the filled values that are numbers (with or without a unit), two numbers with a stroke between them, and days. */
  readonly numeric: number;
  readonly paired: number;
  readonly dated: number;
  /** 5th, 50th and 95th percentile of the numbers; null where there are none. Statistics, not values. */
  readonly spread: readonly [number, number, number] | null;
  /** Of the first and second numbers of pairs. */
  readonly pairSpread: readonly [readonly [number, number, number], readonly [number, number, number]] | null;
  /** The UCUM unit that its own text or name says (`Weight (kg)`, `temp_c`); null where they say none. */
  readonly ownUnit: string | null;
  /** UCUM units told with its values, most frequent first; without those of rows that tell none. */
  readonly units: readonly { readonly unit: string; readonly rows: number }[];
}

/** How many attributes of a drafted table have a sure code, and which have none. */
export interface OpenAttributes {
  readonly table: string;
  readonly column: string;
  readonly coded: number;
  /** Attributes without a code: their own text stands. */
  readonly open: readonly string[];
  readonly untold: number;
}
