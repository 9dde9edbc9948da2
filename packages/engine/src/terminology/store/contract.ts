/** One concept of a loaded release. */
export interface Concept {
  /** URI of the code system as FHIR names it. */
  readonly system: string;
  readonly code: string;
  readonly display: string;
  /** Other names in the release: synonyms, short and long names, consumer names. */
  readonly synonyms: readonly string[];
  /** retired: the release keeps it for old records and says that it is no longer to be used. */
  readonly status: 'active' | 'retired';
  /** What the release tells beside names, under its own names: LOINC `COMPONENT`, `SYSTEM`, `SCALE_TYP`; RxNorm `TTY`; CVX `status` ... */
  readonly attributes: Readonly<Record<string, string>>;
}

export interface LoadedRelease {
  /** `loinc`, `rxnorm`, `icd10cm` ... */
  readonly name: string;
  readonly system: string;
  /** As the release states it, else the date of its file. */
  readonly version: string;
  readonly concepts: number;
  readonly loadedAt: string;
  /** SHA-256 of the files in the order of their names. */
  readonly fingerprint: string;
}

/** A map between two systems that a release brings: GEMs, NDC to RxNorm, CVX to CPT. */
export interface ReleaseMapping {
  readonly fromSystem: string;
  readonly fromCode: string;
  readonly toSystem: string;
  readonly toCode: string;
  /** As the release states it: GEMs `approximate`, `no-map`, `combination`, `scenario`, `choice-list`. */
  readonly flags: Readonly<Record<string, string>>;
}

/** Releases loaded on this machine. Reading never writes; several processes may read while one adds. */
export interface TerminologyStore extends Disposable {
  readonly releases: readonly LoadedRelease[];
  /** In the newest release of the system, or the version named; null where no release of it is loaded or it lacks the code. */
  concept(system: string, code: string, version?: string): Concept | null;
  /** Every concept of the newest release of a system, in code order. */
  concepts(system: string): Iterable<Concept>;
  /** Full-text search over display and synonyms, the best first. `rank`: higher is better, comparable within one answer only. */
  search(
    system: string,
    text: string,
    limit: number,
  ): readonly { readonly concept: Concept; readonly rank: number; readonly matched: string }[];
  mappings(fromSystem: string, fromCode: string, toSystem: string): readonly ReleaseMapping[];
}
