import type { DocumentSize, ScorecardResult } from './score.js';

/** All layers, in the order in which they run. */
export const LAYERS = [
  'document',
  'xsd',
  'schematron',
  'template',
  'vocabulary',
  'narrative',
  'size',
  'importer',
  'scorecard',
] as const;

/**
 * What checks a document. `document`: it can be read at all and is a CDA document; the others run only on such a document.
 * `xsd` and `schematron` need HL7's artefacts; the others are Chartlift's own rules. `importer` and `scorecard` run where they are
 * asked for: they judge how useful a document is, and give warnings only.
 */
export type Layer = (typeof LAYERS)[number];

/** The layers of a run that are counted one by one. */
export const COUNTED_LAYERS = ['xsd', 'schematron', 'template', 'vocabulary', 'narrative'] as const;

/** A count of zero for each layer. */
const noneYet = (): Record<Layer, number> =>
  Object.fromEntries(LAYERS.map((layer) => [layer, 0])) as Record<Layer, number>;

/** `information`: true and to be known, and nothing in the document can mend it; not counted among the warnings. */
export type Severity = 'error' | 'warning' | 'information';

export interface Finding {
  readonly layer: Layer;
  readonly severity: Severity;
  /** Schematron: the assertion's id. Other layers: a kebab-case code of docs/formats/ccda-validation.md. */
  readonly rule: string;
  /** XPath with positions, local names only; `/` for the document as a whole. Holds no value of the document. */
  readonly where: string;
  /** 1-based line in the file; 0 where it is not known. */
  readonly line: number;
  /** Never quotes the document's own text. */
  readonly message: string;
  /** What to do next. */
  readonly hint: string;
}

export interface SkippedLayer {
  readonly layer: Layer;
  readonly reason: string;
  readonly hint: string;
}

/** Something in HL7's artefacts that could not be evaluated: the rule did not run, which is not the same as passed. */
export interface ArtefactIssue {
  /** Assertion or rule id. */
  readonly rule: string;
  readonly reason: string;
}

export interface DocumentVerdict {
  /** Exact counts over all layers, also when `findings` was cut at the limit. */
  readonly errors: number;
  /** Without those of the Scorecard, which are counted apart in `warningsByLayer.scorecard`. */
  readonly warnings: number;
  /** (rule, context node) pairs of the Schematron run: what SVRL reports as `fired-rule`. A good CCD has 200 and more. */
  readonly fired: number;
  /** Distinct rules among them; the measure that a long document cannot inflate by repetition. */
  readonly rulesFired: number;
  /** (assertion, context node) pairs of the Schematron run. */
  readonly checked: number;
  /** Codes with a code system, and those among them whose system Chartlift has no check for: nothing is said about these. */
  readonly codes: number;
  readonly codesNotChecked: number;
  /** Letter of the Scorecard; null where it did not run or could judge nothing. */
  readonly grade: ScorecardResult['grade'];
  /** Points, categories and what was not checked; null where the Scorecard did not run. */
  readonly scorecard: ScorecardResult | null;
  /** Bytes of the file and of what is embedded in it; null where the document could not be read. */
  readonly size: DocumentSize | null;
  /** Findings that nothing in the document can mend, over all layers. */
  readonly notes: number;
  /** Errors of each layer. */
  readonly errorsByLayer: Readonly<Record<Layer, number>>;
  readonly warningsByLayer: Readonly<Record<Layer, number>>;
  readonly notesByLayer: Readonly<Record<Layer, number>>;
  readonly findings: readonly Finding[];
  /** Findings beyond the limit that are counted but not listed; of `keep: 'errors'` errors only. */
  readonly findingsCut: number;
  readonly layersRun: readonly Layer[];
  readonly layersSkipped: readonly SkippedLayer[];
  /** Rules that should have run and could not. Empty is the normal case. */
  readonly notEvaluated: readonly ArtefactIssue[];
  /** True when the bytes could not be read as an XML document at all (see the `document` finding). */
  readonly refused: boolean;
  /** Wall-clock milliseconds spent on this document; not part of any result that must be repeatable. */
  readonly milliseconds: number;
}

/** Takes findings; counts all of them and keeps the first `limit`. */
export class FindingList {
  readonly kept: Finding[] = [];
  readonly errors: Record<Layer, number> = noneYet();
  readonly warnings: Record<Layer, number> = noneYet();
  readonly notes: Record<Layer, number> = noneYet();
  cut = 0;

  /** `errorsOnly`: all others are counted and not kept. */
  constructor(
    private readonly limit: number,
    readonly errorsOnly = false,
  ) {}

  /** `make` is called only while there is room, so that a document with a million errors costs no million messages. */
  add(layer: Layer, severity: Severity, make: () => Omit<Finding, 'layer' | 'severity'>): void {
    ({ error: this.errors, warning: this.warnings, information: this.notes })[severity][layer] += 1;
    if (this.errorsOnly && severity !== 'error') return;
    if (this.kept.length < this.limit) this.kept.push({ layer, severity, ...make() });
    else this.cut += 1;
  }
}
