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
  /** Maps from one system to another that it brings. */
  readonly mappings: number;
  /** Systems that its maps lead from and to. */
  readonly pairs: readonly (readonly [from: string, to: string])[];
  /** Lines that could not be read and were left out. */
  readonly damaged: number;
  readonly loadedAt: string;
  /** SHA-256 of the files in the order of their names. */
  readonly fingerprint: string;
}

/** A map between two systems that a release brings: GEMs, NDC to RxNorm, CVX to CPT. */
export interface ReleaseMapping {
  readonly fromSystem: string;
  readonly fromCode: string;
  readonly toSystem: string;
  /** Empty where the release says that there is none. */
  readonly toCode: string;
  /** As the release states it: GEMs `approximate`, `no-map`, `combination`, `scenario`, `choice-list`. */
  readonly flags: Readonly<Record<string, string>>;
}

/** One answer of a search. `rank`: higher is better, comparable within one answer only. `matched`: the name of the concept that was found. */
export interface Found {
  readonly concept: Concept;
  readonly rank: number;
  readonly matched: string;
}

export interface TermCount {
  readonly term: string;
  /** Names that hold it; 0: the release does not have the word. */
  readonly names: number;
  /** BM25's inverse document frequency: how telling the term is. */
  readonly weight: number;
}

/** Releases loaded on this machine. Reading never writes; several processes may read while one adds. */
export interface TerminologyStore extends Disposable {
  readonly releases: readonly LoadedRelease[];
  /** In the newest release of the system, or the version named; null where no release of it is loaded or it lacks the code. */
  concept(system: string, code: string, version?: string): Concept | null;
  /** Every concept of the newest release of a system, in code order. */
  concepts(system: string): Iterable<Concept>;
  /** Full-text search over display and synonyms, the best first. */
  search(system: string, text: string, limit: number): readonly Found[];
  /** Terms of a text as the index has them, each with the number of names of the newest release that hold it, and of how many. */
  terms(system: string, text: string): readonly TermCount[];
  mappings(fromSystem: string, fromCode: string, toSystem: string): readonly ReleaseMapping[];
  /** Codes that the newest release relates to this one by its own name of the relation: RxNorm `has_ingredient`, SNOMED CT `is-a`. */
  related(system: string, code: string, kind: string): readonly string[];
  /** Whether the newest release of the system has a code that begins as this text does. */
  hasCodeFrom(system: string, beginning: string): boolean;
}
