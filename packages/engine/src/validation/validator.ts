import type { XmlDocument } from 'libxml2-wasm';
import { ARTEFACT_HINT, findArtefacts } from './artefacts.js';
import { DEFAULT_LIMITS, type DocumentLimits, openDocument } from './document.js';
import type { ImporterProfile } from './own/importer/rule.js';
import { NarrativeCheck } from './own/narrative.js';
import { sourceTags } from './own/source-tags.js';
import { LAYERS_OF_TREE, TreeCheck, type TreeResult } from './own/tree-check.js';
import { loadUcum } from './own/ucum.js';
import { type CodeLookup, type UnitCheck, VocabularyCheck, type VocabularyCount } from './own/vocabulary.js';
import { loadSchematron } from './schematron/load.js';
import type { SchematronRunner } from './schematron/run.js';
import {
  type ArtefactIssue,
  type DocumentVerdict,
  FindingList,
  LAYERS,
  type Layer,
  type SkippedLayer,
} from './verdict.js';
import { XsdCheck } from './xsd.js';

export interface ValidatorSettings {
  /** Folder of HL7's artefacts; null: XSD and Schematron do not run, and each verdict says so. */
  readonly artefacts: string | null;
  readonly limits?: Partial<DocumentLimits>;
  /** Says whether a unit is valid UCUM. By default the LHC's library is loaded; null leaves units unchecked, and that is said. */
  readonly isUnit?: UnitCheck | null;
  /** What loaded releases say of codes; null, the default: codes are judged by their form. */
  readonly codes?: CodeLookup | null;
  /** Grade documents by the Scorecard's rules; false by default. */
  readonly scorecard?: boolean;
  /** Lint documents for an importing system; null, the default, does not. */
  readonly profile?: ImporterProfile | null;
  /** Findings kept of each document; all are counted. 10,000 by default. */
  readonly maxFindings?: number;
}

export interface ValidateOptions {
  /** Layers to leave out, e.g. for a quick check; they are listed as skipped. */
  readonly without?: readonly Layer[];
  /** `errors`: warnings are counted but not listed; making their places and texts costs more than finding them. By default all are listed. */
  readonly keep?: 'all' | 'errors';
}

export interface Validator {
  /** Checks one document. Synchronous; never throws for what is in the document. */
  validate(xml: string | Uint8Array, options?: ValidateOptions): DocumentVerdict;
  readonly layersRun: readonly Layer[];
  readonly layersSkipped: readonly SkippedLayer[];
  /** Larger documents are refused; a caller may look at the size before it reads a file. */
  readonly maxBytes: number;
  /** Rules of the artefacts that cannot be evaluated by this validator. */
  readonly artefactIssues: readonly ArtefactIssue[];
  /** Gives the WebAssembly memory of the compiled artefacts back. */
  dispose(): void;
}

/**
 * Compiles the artefacts once (about a second) and returns a validator for any number of documents, usable in a worker thread.
 * Throws MigrationError ARTEFACTS_NOT_FOUND or ARTEFACTS_*_INVALID when a folder was named and its files cannot be used.
 */
export async function createValidator(settings: ValidatorSettings): Promise<Validator> {
  const files = settings.artefacts === null ? null : findArtefacts(settings.artefacts);
  const skipped: SkippedLayer[] = [];
  const skip = (layer: Layer, what: string): void => {
    const reason = files === null ? "HL7's files are not on this machine" : `${what} is not in the artefacts folder`;
    skipped.push({ layer, reason, hint: ARTEFACT_HINT });
  };
  if (!files?.xsd) skip('xsd', 'CDA_SDTC.xsd');
  if (!files || files.schematrons.length === 0) skip('schematron', 'a Schematron file (*.sch)');
  const xsd = files?.xsd ? XsdCheck.compile(files.xsd, files.directory) : null;
  const runners = (files?.schematrons ?? []).map(loadSchematron);
  const artefactIssues = [...runners.flatMap((r) => r.schema.issues)];
  const isUnit = settings.isUnit === undefined ? await loadUcum() : settings.isUnit;
  if (isUnit === null) artefactIssues.push({ rule: 'unit-not-ucum', reason: 'no UCUM knowledge was given' });
  const own = {
    vocabulary: new VocabularyCheck(isUnit, settings.codes ?? null),
    narrative: new NarrativeCheck(),
    tree: new TreeCheck(isUnit, settings.profile ?? null),
  };
  return new DocumentValidator(settings, xsd, runners, own, skipped, artefactIssues);
}

interface OwnChecks {
  readonly vocabulary: VocabularyCheck;
  readonly narrative: NarrativeCheck;
  readonly tree: TreeCheck;
}

const byteLength = (xml: string | Uint8Array): number =>
  typeof xml === 'string' ? Buffer.byteLength(xml) : xml.byteLength;

class DocumentValidator implements Validator {
  readonly layersRun: readonly Layer[];
  readonly maxBytes: number;
  private readonly limits: DocumentLimits;

  constructor(
    private readonly settings: ValidatorSettings,
    private readonly xsd: XsdCheck | null,
    private readonly runners: readonly SchematronRunner[],
    private readonly own: OwnChecks,
    readonly layersSkipped: readonly SkippedLayer[],
    readonly artefactIssues: readonly ArtefactIssue[],
  ) {
    const missing = new Set(layersSkipped.map((s) => s.layer));
    const unasked = new Set<Layer>([
      ...(settings.scorecard ? [] : (['scorecard'] as const)),
      ...(settings.profile ? [] : (['importer'] as const)),
    ]);
    this.layersRun = LAYERS.filter((layer) => !missing.has(layer) && !unasked.has(layer));
    this.limits = { ...DEFAULT_LIMITS, ...settings.limits };
    this.maxBytes = this.limits.maxBytes;
  }

  validate(xml: string | Uint8Array, options: ValidateOptions = {}): DocumentVerdict {
    const started = performance.now();
    const findings = new FindingList(this.settings.maxFindings ?? 10_000, options.keep === 'errors');
    const skipped: SkippedLayer[] = [...this.layersSkipped];
    const run: Layer[] = ['document'];
    const notEvaluated: ArtefactIssue[] = [...this.artefactIssues];
    let fired = 0;
    let rulesFired = 0;
    let checked = 0;
    let tree: TreeResult | null = null;
    let vocabulary: VocabularyCount = { codes: 0, notChecked: 0 };
    const opened = openDocument(xml, this.limits);
    const refused = opened.refusal !== undefined;
    if (opened.refusal !== undefined) {
      const refusal = opened.refusal;
      findings.add('document', 'error', () => ({ ...refusal, where: '/' }));
    }
    const problem = opened.refusal ? null : notCda(opened.document);
    if (problem) findings.add('document', 'error', () => problem);
    const usable = !opened.refusal && problem === null;
    for (const layer of this.layersRun) {
      if (layer === 'document') continue;
      if (!usable) {
        skipped.push({
          layer,
          reason: 'the file is not a CDA document',
          hint: 'Mend the finding of the layer "document" first.',
        });
      } else if (options.without?.includes(layer)) {
        skipped.push({ layer, reason: 'left out on request', hint: 'Run again without leaving it out.' });
      } else run.push(layer);
    }
    if (!opened.refusal) {
      try {
        const { tree: read } = opened;
        if (run.includes('xsd')) this.xsd?.run(opened.document, read, findings);
        if (run.includes('schematron')) {
          let documentRuleFired = false;
          for (const runner of this.runners) {
            const result = runner.run(opened.document, read, findings);
            fired += result.fired;
            rulesFired += result.rulesFired;
            checked += result.checked;
            documentRuleFired ||= result.documentRuleFired;
            notEvaluated.push(...result.notEvaluated);
          }
          if (!documentRuleFired) findings.add('schematron', 'warning', () => NO_DOCUMENT_RULE);
        }
        if (read && LAYERS_OF_TREE.some((layer) => run.includes(layer))) {
          const tags = run.includes('vocabulary') || run.includes('narrative') ? sourceTags(opened.text) : [];
          if (run.includes('vocabulary')) vocabulary = this.own.vocabulary.run(read, tags, findings);
          if (run.includes('narrative')) this.own.narrative.run(opened.document, read, tags, findings);
          tree = this.own.tree.run(read, byteLength(xml), run, findings);
        }
      } finally {
        opened.document.dispose();
      }
    }
    const sum = (counts: Readonly<Record<Layer, number>>): number => Object.values(counts).reduce((a, b) => a + b, 0);
    return {
      errors: sum(findings.errors),
      warnings: sum(findings.warnings) - findings.warnings.scorecard,
      notes: sum(findings.notes),
      fired,
      rulesFired,
      checked,
      codes: vocabulary.codes,
      codesNotChecked: vocabulary.notChecked,
      grade: tree?.scorecard?.grade ?? null,
      scorecard: tree?.scorecard ?? null,
      size: tree?.size ?? null,
      errorsByLayer: findings.errors,
      warningsByLayer: findings.warnings,
      notesByLayer: findings.notes,
      findings: findings.kept,
      findingsCut: findings.cut,
      layersRun: run,
      layersSkipped: skipped,
      notEvaluated,
      refused,
      milliseconds: performance.now() - started,
    };
  }

  dispose(): void {
    this.xsd?.dispose();
    this.own.narrative.dispose();
    for (const runner of this.runners) runner.dispose();
  }
}

/** A document without the template ids of the release passes the Schematron because nothing is asked of it. */
const NO_DOCUMENT_RULE = {
  rule: 'no-document-rule',
  where: '/ClinicalDocument',
  line: 0,
  message: 'No rule of the Schematron applies to the document as a whole, so that the absence of errors proves little.',
  hint: 'Give the document the template ids of its type with their extension, e.g. 2.16.840.1.113883.10.20.22.1.1 and .1.2 with 2015-08-01.',
};

function notCda(document: XmlDocument) {
  const root = document.root;
  if (root.name === 'ClinicalDocument' && root.namespaceUri === 'urn:hl7-org:v3') return null;
  return {
    rule: 'document-not-cda',
    where: '/',
    line: root.line,
    message: 'The root element is not ClinicalDocument of urn:hl7-org:v3.',
    hint: 'Give a CDA document; a FHIR, HL7 v2 or CCR file is not checked here.',
  };
}
