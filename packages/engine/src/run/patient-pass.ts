import type { Issue } from '../base/issue.js';
import type { Chart, ChartSettings } from '../chart/chart.js';
import { lifespanIssues } from '../chart/lifespan.js';
import { withReleaseCodings } from '../chart/release-codings.js';
import { type Protection, type WrittenFile, writeDocument } from '../delivery/run-output.js';
import type { ChartBuilder } from '../mapping/chart-builder.js';
import type { RowClaims } from '../reconciliation/row-claims.js';
import type { TargetDriver, TargetResult } from '../targets/contract.js';
import type { ReleaseCodes } from '../terminology/store/release-codes.js';
import type { Validator } from '../validation/validator.js';
import { COUNTED_LAYERS } from '../validation/verdict.js';
import { checkFhirOutput } from './fhir-output-check.js';
import { differenceIssues, type ReadBack } from './read-backs.js';
import { addCarried, addFhirTally, addReadBack, countCarried, emptyTally } from './tally.js';

/** What one patient's pass leaves behind. */
export interface PassResult {
  readonly files: readonly WrittenFile[];
  /** Lines for shared files by path, line ends included. */
  readonly lines: Readonly<Record<string, string>>;
  readonly issues: readonly Issue[];
}

export interface PassParts {
  readonly builder: ChartBuilder;
  /** What loaded releases say of codes; null: none are loaded. */
  readonly releases: ReleaseCodes | null;
  /** Brings together what both lanes say. */
  readonly join: (chart: Chart) => Chart;
  /** Each target with the reader that checks it; null where a target has none (then nothing of it counts as read back). */
  readonly targets: readonly { readonly driver: TargetDriver; readonly readBack: ReadBack | null }[];
  readonly validator: Validator;
  readonly settings: ChartSettings;
  readonly claims: RowClaims;
  readonly folder: string;
  readonly protection: Protection;
}

/**
 * The way of one patient: chart, targets, validation, read-back, account of the rows. Same patient, same bytes, in whatever
 * thread and order; only the claims and the tally are carried on from patient to patient.
 */
export class PatientPass {
  readonly tally = emptyTally();

  constructor(private readonly parts: PassParts) {}

  async run(patientKey: string): Promise<PassResult> {
    const { builder, releases, join, targets, settings, claims } = this.parts;
    const built = join(builder.build(patientKey));
    const chart = releases === null ? built : withReleaseCodings(built, releases);
    const files: WrittenFile[] = [];
    const lines: Record<string, string> = {};
    const issues: Issue[] = [...chart.issues, ...lifespanIssues(chart, settings.asOf)];
    const carried = new Set<string>();
    this.tally.patients += 1;
    for (const { resource } of chart.fragments) this.count(resource.resourceType);
    this.count('Patient');
    for (const { driver, readBack } of targets) {
      const result = driver.write(chart, settings);
      for (const id of result.carried) carried.add(id);
      addCarried(this.tally, driver.name, chart.fragments, result.carried);
      if (result.carried.includes(`Patient/${chart.patient.id}`)) countCarried(this.tally, driver.name, 'Patient', 1);
      issues.push(...result.issues);
      if (readBack) {
        const comparison = readBack(chart, settings, result);
        addReadBack(this.tally, driver.name, comparison);
        issues.push(...differenceIssues(driver.name, comparison));
      }
      const fhir = checkFhirOutput(driver.name, result);
      if (fhir) {
        addFhirTally(this.tally.fhir, fhir.tally);
        issues.push(...fhir.issues);
      }
      await this.put(driver, result, files, lines, issues);
    }
    claims.claimChart(chart, carried);
    return { files, lines, issues };
  }

  private async put(
    target: TargetDriver,
    result: TargetResult,
    files: WrittenFile[],
    lines: Record<string, string>,
    issues: Issue[],
  ): Promise<void> {
    const { folder, protection, validator } = this.parts;
    for (const output of result.outputs) {
      const path = `${target.name}/${output.path}`;
      if (output.kind === 'line') {
        lines[path] = `${lines[path] ?? ''}${output.text}\n`;
        continue;
      }
      if (output.mediaType === 'application/xml')
        this.validate(validator, path, output.text, issues, output.supplement === true);
      files.push(await writeDocument(folder, path, output.text, protection));
    }
  }

  private validate(validator: Validator, path: string, xml: string, issues: Issue[], supplement: boolean): void {
    const verdict = validator.validate(xml, { keep: 'errors' });
    if (supplement) this.tally.supplements += 1;
    else {
      this.tally.documents += 1;
      this.tally.fired += verdict.fired;
    }
    this.tally.validationWarnings += verdict.warnings;
    for (const layer of COUNTED_LAYERS) this.tally.validation[layer]! += verdict.errorsByLayer[layer];
    for (const finding of verdict.findings) {
      if (finding.severity !== 'error') continue;
      issues.push({
        severity: 'error',
        code: `${finding.layer}:${finding.rule}`,
        where: `${path}:${finding.line} ${finding.where}`,
        message: finding.message,
        hint: finding.hint,
      });
    }
  }

  private count(type: string): void {
    this.tally.resources[type] = (this.tally.resources[type] ?? 0) + 1;
  }
}
