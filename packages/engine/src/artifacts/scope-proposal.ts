import type { ScopePlan, TableDecision } from './scope-plan.js';
import type { TableDomain, TableTrait } from './source-profile.js';

/** What the scope of a migration could be, with what each choice means in rows, bytes and patients. Holds no PHI: counts, names and reasons. */
export interface ScopeProposal {
  readonly chartlift: 'scope-proposal/1';
  readonly source: string;
  /** Years of windows are counted back from here. */
  readonly snapshotAt: string;
  readonly settings: ScopeSettings;
  /** Most rows first; tables without rows at the end. */
  readonly tables: readonly TableProposal[];
  readonly domains: readonly DomainScope[];
  /** null where no patient table was found or nobody counted in the rows. */
  readonly patients: PatientScope | null;
  readonly retention: readonly RetentionNote[];
}

export interface ScopeSettings {
  /** Years of results and of orders that are migrated; null: all. */
  readonly resultYears: number | null;
  /** Years of other domains; a domain that is not named has no window. Problems, allergies, medications and immunizations never have one. */
  readonly years: Readonly<Partial<Record<TableDomain, number>>>;
  /** Patients seen since: a date, or years back from the snapshot; null: all patients. */
  readonly patientsSince: string | number | null;
}

export type ScopeDecision = TableDecision['decision'];

export interface TableProposal {
  readonly table: string;
  readonly domain: TableDomain;
  /** Score of the domain, 0 to 1. */
  readonly domainScore: number;
  readonly also: readonly TableDomain[];
  readonly traits: readonly TableTrait[];
  readonly rows: number;
  readonly bytes: number;
  readonly decision: ScopeDecision;
  readonly reasons: readonly string[];
  /** null: all rows. */
  readonly window: TableDecision['window'] | null;
  /** true where a person has to look before it is relied upon: the domain is unsure, or people's data would stay behind. */
  readonly review: boolean;
  /** Decision of the plan where a person made one: it stands whatever is proposed. */
  readonly decided: ScopeDecision | null;
  /** null until counted in the rows ({@link ScopeCounts}). */
  readonly counts: ScopeCounts | null;
  /** The date by which a window of the table would go; null where there is none, or where windows have no place. */
  readonly datedBy?: TableDecision['window'] | null;
  /** What windows of so many years would leave in the migration; empty until counted, and where no date tells. */
  readonly choices?: readonly WindowChoice[];
  /** archive: rows that no spec takes stay in the archive, and are no issue. */
  readonly remainder?: 'archive';
}

/** What lies on each side of a table's window, counted in the staged rows. */
export interface ScopeCounts {
  readonly migrated: ScopeAmount;
  readonly archived: ScopeAmount;
  /** Rows whose date is missing or cannot be read: they stay inside the window, and are in `migrated`. */
  readonly undated: number;
}

/** What a window of so many years would take. */
export interface WindowChoice {
  readonly years: number;
  /** First day inside. */
  readonly since: string;
  readonly rows: number;
  readonly bytes: number;
  readonly patients: number | null;
}

export interface ScopeAmount {
  readonly rows: number;
  readonly bytes: number;
  /** Distinct patients; null where the way to the patient is not known. */
  readonly patients: number | null;
}

export interface DomainScope {
  readonly domain: TableDomain;
  readonly tables: number;
  /** By decision: tables, rows and bytes. */
  readonly choices: readonly {
    readonly decision: ScopeDecision;
    readonly tables: number;
    readonly rows: number;
    readonly bytes: number;
  }[];
  /** Distinct patients with a row in the domain's tables that are migrated, of the largest such table; null where not counted. */
  readonly patients: number | null;
}

export interface PatientScope {
  readonly table: string;
  readonly all: number;
  /** Inside of the window of patients; all where there is none. */
  readonly migrated: number;
  readonly archived: number;
  /** The window that was counted; null where there is none. */
  readonly window: ScopePlan['patients'] | null;
  /** Patients seen in so many years. */
  readonly choices?: readonly { readonly years: number; readonly since: string; readonly patients: number }[];
}

/** A rule about keeping records, as text to be edited: neutral, with its source, and no legal advice. */
export interface RetentionNote {
  readonly title: string;
  readonly text: string;
  readonly source: string;
}
