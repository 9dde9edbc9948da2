/**
 * `fhir-structure`: readable, known elements, cardinality, primitive formats, invariants. `fhir-binding`: required bindings.
 * `us-core`: what US Core 6.1.0 demands of resources that claim its profiles. `fhir-reference`: references within what was given.
 */
export type FhirLayer = 'fhir-structure' | 'fhir-binding' | 'us-core' | 'fhir-reference';

export interface FhirFinding {
  readonly layer: FhirLayer;
  readonly severity: 'error' | 'warning';
  /** HL7's key of an invariant (`obs-6`, `us-core-7`), or a kebab-case code of docs/formats/fhir-validation.md. */
  readonly rule: string;
  /** Path with positions, e.g. `Bundle.entry[3].resource.name[0].given[1]`. Holds no value of the file. */
  readonly where: string;
  /** 1-based line of an NDJSON file; 0 elsewhere. */
  readonly line: number;
  /** Never quotes the file's own text. */
  readonly message: string;
  readonly hint: string;
}

/** Something that no rule looked at: its absence from the findings says nothing. */
export interface NotCovered {
  readonly what: string;
  readonly reason: string;
  /** How often the file has it; null where that was not counted. */
  readonly count: number | null;
}

export interface UsCoreCount {
  /** Resources that claim a profile of 6.1.0. */
  readonly claimed: number;
  /** Resources that claim none, although one is meant for them, and what each lacks: `Type: element, rule` to resources. */
  readonly unmet: Readonly<Record<string, number>>;
}

export interface FhirVerdict {
  readonly errors: number;
  readonly warnings: number;
  readonly errorsByLayer: Readonly<Record<FhirLayer, number>>;
  readonly warningsByLayer: Readonly<Record<FhirLayer, number>>;
  /** Resources looked at, by type, without contained ones. */
  readonly resources: Readonly<Record<string, number>>;
  /** Invariants that were asked, and those whose values left them open (dates of unlike precision). */
  readonly fired: number;
  readonly undecided: number;
  readonly references: {
    /** Looked for among the files given. */
    readonly checked: number;
    /** Absolute or conditional, or relative in a file that stands alone: nothing is said about them. */
    readonly notChecked: number;
  };
  /** US Core 6.1.0: how the resources stand to the profiles that they claim, or that are meant for them. */
  readonly usCore: UsCoreCount;
  readonly findings: readonly FhirFinding[];
  /** Findings beyond the limit: counted, not listed. */
  readonly findingsCut: number;
  readonly notCovered: readonly NotCovered[];
  /** True when the file is no FHIR JSON at all. */
  readonly refused: boolean;
}

const none = (): Record<FhirLayer, number> => ({
  'fhir-structure': 0,
  'fhir-binding': 0,
  'us-core': 0,
  'fhir-reference': 0,
});

/** Takes what is found in one file; counts all and keeps the first `limit`. */
export class FhirFindings {
  readonly kept: FhirFinding[] = [];
  readonly errors = none();
  readonly warnings = none();
  /** By names that stand in the files, as are the profiles of usCoreUnmet. */
  readonly resources: Record<string, number> = Object.create(null);
  readonly notCovered = new Map<string, NotCovered>();
  usCoreClaimed = 0;
  readonly usCoreUnmet: Record<string, number> = Object.create(null);
  cut = 0;
  fired = 0;
  undecided = 0;
  refused = false;
  referencesChecked = 0;
  referencesNotChecked = 0;

  constructor(private readonly limit: number) {}

  add(finding: FhirFinding): void {
    (finding.severity === 'error' ? this.errors : this.warnings)[finding.layer] += 1;
    if (this.kept.length < this.limit) this.kept.push(finding);
    else this.cut += 1;
  }

  leaveOut(what: string, reason: string): void {
    this.notCovered.set(what, { what, reason, count: (this.notCovered.get(what)?.count ?? 0) + 1 });
  }

  verdict(always: readonly NotCovered[]): FhirVerdict {
    const sum = (counts: Readonly<Record<FhirLayer, number>>) => Object.values(counts).reduce((a, b) => a + b, 0);
    return {
      errors: sum(this.errors),
      warnings: sum(this.warnings),
      errorsByLayer: this.errors,
      warningsByLayer: this.warnings,
      resources: Object.fromEntries(Object.entries(this.resources).sort(([a], [b]) => (a < b ? -1 : 1))),
      fired: this.fired,
      undecided: this.undecided,
      references: { checked: this.referencesChecked, notChecked: this.referencesNotChecked },
      usCore: {
        claimed: this.usCoreClaimed,
        unmet: Object.fromEntries(Object.entries(this.usCoreUnmet).sort(([a], [b]) => (a < b ? -1 : 1))),
      },
      findings: this.kept,
      findingsCut: this.cut,
      notCovered: [...[...this.notCovered.values()].sort((a, b) => (a.what < b.what ? -1 : 1)), ...always],
      refused: this.refused,
    };
  }
}
