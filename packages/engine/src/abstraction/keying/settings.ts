/** How much is asked of whom. What it costs and what is left wrong is in docs/guide/double-entry.md, measured by `bench/keying.mjs`. */
export interface KeyingSettings {
  /** A machine's reading counts as a source from this confidence. */
  readonly machineFloor: number;
  /** Risky fields: `checked` asks a second person where no machine agrees; `second` always; `single` never. */
  readonly risky: 'checked' | 'second' | 'single';
  /** All other fields, the same way. */
  readonly other: 'checked' | 'second' | 'single';
  /** Other fields that are longer (in characters) are never asked of a second person; null: no limit. */
  readonly otherLongest: number | null;
  /** Two people agree against a machine that is certain of something else: a third looks. */
  readonly dissent: boolean;
  /** After so many people the last one's word counts where no value leads: 3, or 4 where one more is to break ties. */
  readonly mostPeople: number;
  /** Empty risky fields of an entry that no machine found are asked too, at one key stroke each. */
  readonly askEmpty: boolean;
  /** Share of the fields of a batch that are believed without a second person and asked of one all the same, by hash: the acceptance sample. Items without a batch have none. */
  readonly auditRate: number;
  /** A second person who is asked for some fields of a page counts its entries too. */
  readonly countEntries: boolean;
  /** What a machine found and nobody keyed is asked of a second person. */
  readonly askMissing: boolean;
}

/** The best policy within 25 % more key strokes than single entry. */
export const DEFAULT_KEYING: KeyingSettings = Object.freeze({
  machineFloor: 0.98,
  risky: 'checked',
  other: 'checked',
  otherLongest: null,
  dissent: true,
  mostPeople: 4,
  askEmpty: true,
  auditRate: 0.02,
  countEntries: true,
  askMissing: true,
});

/** One person keys, nobody looks. */
export const SINGLE_ENTRY: KeyingSettings = Object.freeze({
  ...DEFAULT_KEYING,
  risky: 'single',
  other: 'single',
  askEmpty: false,
  auditRate: 0,
  countEntries: false,
  askMissing: false,
});

/** Two people key everything, a third decides where they differ: no machine. */
export const FULL_DOUBLE_ENTRY: KeyingSettings = Object.freeze({
  ...DEFAULT_KEYING,
  risky: 'second',
  other: 'second',
  mostPeople: 3,
  auditRate: 0,
  countEntries: false,
  askMissing: false,
});
