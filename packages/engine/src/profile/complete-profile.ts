import type { SourceProfile } from '../artifacts/source-profile.js';
import type { TerminologyStore } from '../terminology/store/contract.js';
import type { ProfiledSource } from './profile-source.js';
import { recogniseColumns } from './recognise/recognise-columns.js';
import { completeStructure } from './structure/complete-structure.js';
import type { PatientTable } from './structure/patient-table.js';
import type { LookAgain } from './structure/second-look.js';

export interface CompleteOptions {
  /** Reads tables of the source again: orphans, keys of several columns and labels of attributes are unknown without it. */
  readonly look?: LookAgain;
  /** Releases to look codes up in. */
  readonly store?: TerminologyStore;
}

export interface CompletedProfile {
  readonly profile: SourceProfile;
  /** The table with one row for each patient; null where none shows itself. */
  readonly patient: PatientTable | null;
}

/** Completes the profile of one pass: joins, keys, ways to the patient, attribute-value tables, codes, notes and units. */
export async function completeProfile(
  profiled: ProfiledSource,
  options: CompleteOptions = {},
): Promise<CompletedProfile> {
  const tables = profiled.profile.tables.map((table) =>
    recogniseColumns(table, profiled.facts.get(table.name) ?? new Map(), options.store ?? null),
  );
  return completeStructure(
    { ...profiled, profile: { ...profiled.profile, tables } },
    options.look === undefined ? {} : { look: options.look },
  );
}
