import type { Estimate } from './estimate.js';
import type { ScopeProposal } from './scope-proposal.js';
import type { SourceProfile, TableDomain } from './source-profile.js';

/**
 * What is in a source, what of it could move and what that costs: the artifact behind `assess`, its page and its Markdown. It holds no PHI but for
 * `examples`.
 */
export interface Assessment {
  readonly chartlift: 'assessment/1';
  /** Name and version of what made it. */
  readonly software: string;
  /** Of the source; of several: of all, their tables called `source/table`. */
  readonly profile: SourceProfile;
  /** Each source that was assessed, in the order in which they were staged. */
  readonly sources: readonly AssessedSource[];
  /** Of several sources: that of the one with most patients. The table with one row for each patient; null where none shows itself. */
  readonly patient: AssessedPatient | null;
  /** The most harmful first. */
  readonly findings: readonly QualityFinding[];
  readonly proposal: ScopeProposal | null;
  readonly estimate: Estimate | null;
  /** Releases of code systems that codes were looked up in, as `name version`; empty where none is loaded. */
  readonly releases: readonly string[];
  /** Values of PHI columns, by table and column, only where somebody asked for them; null else. The one member that holds PHI. */
  readonly examples: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> | null;
}

export interface AssessedSource {
  readonly source: string;
  readonly format: string;
  readonly product: string | null;
  readonly snapshotAt: string;
  readonly tables: number;
  readonly rows: number;
  readonly bytes: number;
  /** Its own table is called here as in the source. */
  readonly patient: AssessedPatient | null;
}

export interface AssessedPatient {
  readonly table: string;
  /** The column that names a patient. */
  readonly key: string;
  readonly rows: number;
}

/**
 * Harm that could come to a patient if the finding were carried over unseen. critical: an allergy, a drug or a person is wrong; high: a clinical fact is lost or
 * says something else; medium: a fact is incomplete or has no code; low: order and effort.
 */
export const FINDING_SEVERITIES = ['critical', 'high', 'medium', 'low'] as const;
export type FindingSeverity = (typeof FINDING_SEVERITIES)[number];

/** What kind of work settles a finding. */
export type FindingRemedy = 'source' | 'scope' | 'mapping' | 'cleaning' | 'crosswalk' | 'review';

export interface QualityFinding {
  readonly code: string;
  readonly severity: FindingSeverity;
  /** What it is, the same for all findings of a code. */
  readonly title: string;
  readonly table: string;
  /** null where the table as a whole is meant. */
  readonly column: string | null;
  /** null where domains were not recognised. */
  readonly domain: TableDomain | null;
  /** Rows or values concerned; null where nobody counted them. */
  readonly count: number | null;
  /** Out of so many; null where `count` is. */
  readonly of: number | null;
  /** What was found here, with figures and without values of patients. */
  readonly message: string;
  /** What would go wrong. The same for all findings of a code. */
  readonly harm: string;
  readonly remedy: FindingRemedy;
  /** What to do next. The same for all findings of a code. */
  readonly next: string;
}
