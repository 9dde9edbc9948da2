import { SOFTWARE } from '../project/software.js';
import { asOfDate, type Project } from '../project/workspace.js';
import { renderRunReport } from '../report/run-report.js';
import type { ReportIssue, ReportLayer } from '../report/summary.js';
import type { StagedSource } from '../vault/contract.js';
import type { RunSummary } from './run-summary.js';

const LAYERS: Readonly<Record<string, string>> = {
  xsd: 'CDA schema',
  schematron: 'HL7 Schematron',
  template: 'C-CDA templates (own rules)',
  vocabulary: 'codes and units',
  narrative: 'narrative and entries agree',
  fhir: 'FHIR R4 and US Core 6.1',
};

/** Targets as people call them. */
const TARGETS: Readonly<Record<string, string>> = { ccda: 'C-CDA', fhir: 'FHIR' };
const targetName = (target: string): string => TARGETS[target] ?? target;

/** Places of one code that the page shows. */
const PLACES = 5;

/** The page of a run: the same input gives the same bytes, so run id, folder, workspace name and time are left out. */
export function renderPage(summary: RunSummary, project: Project, sources: readonly StagedSource[]): string {
  return renderRunReport({
    software: SOFTWARE,
    asOf: asOfDate(project.config, sources),
    patients: summary.patients,
    documents: summary.documents,
    partial: summary.partial,
    encrypted: summary.protection === 'age',
    sources: sources.map(({ name, format, product, tables, fingerprint }) => ({
      name,
      format,
      product,
      tables: tables.length,
      rows: tables.reduce((sum, table) => sum + table.rows, 0),
      fingerprint,
      whole: !summary.sourcesNotWhole.includes(name),
    })),
    targets: summary.targets.map(targetName),
    ledger: summary.ledger,
    cells: { balanced: summary.cells.balanced, totals: summary.cells },
    domains: domains(summary),
    validation: layers(summary),
    readBack: Object.entries(summary.readBackByTarget)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([target, result]) => ({ target: targetName(target), ...result })),
    issues: summary.issueGroups.map(
      ({ severity, code, count, message, hint, examples }): ReportIssue => ({
        severity,
        code,
        count,
        message,
        ...(hint === null ? {} : { hint }),
        where: examples.slice(0, PLACES),
      }),
    ),
  });
}

/** Resources of patients as the charts hold them, and those that belong to no patient. */
function domains({ resources, carried, targets }: RunSummary) {
  const types = new Set([...Object.keys(resources), ...targets.flatMap((name) => Object.keys(carried[name] ?? {}))]);
  return [...types].sort().map((name) => ({
    name,
    resources: resources[name] ?? Math.max(...targets.map((target) => carried[target]?.[name] ?? 0)),
    carried: Object.fromEntries(targets.map((target) => [targetName(target), carried[target]?.[name] ?? 0])),
  }));
}

function layers({ validation, layersSkipped, fired, documents, fhir }: RunSummary): ReportLayer[] {
  const asked = Object.entries(validation).filter(([layer]) => (layer === 'fhir' ? fhir !== null : documents > 0));
  return asked.map(([layer, errors]) => {
    const name = LAYERS[layer] ?? layer;
    const skipped = layersSkipped.find((one) => one.layer === layer);
    if (errors === null || skipped) {
      const note = skipped ? `Did not run: ${skipped.reason}. ${skipped.hint}` : 'Did not run.';
      return { name, ran: false, errors: 0, note };
    }
    if (layer === 'fhir' && fhir !== null) return { name, ran: true, errors, note: fhirNote(fhir) };
    const rules = layer === 'schematron' ? { note: `${Math.round(fired / documents)} rules fired in a document` } : {};
    return { name, ran: true, errors, ...rules };
  });
}

/** What US Core cannot be claimed for is no error; who needs it should see it. */
function fhirNote({ resources, bundles, fired, usCore }: NonNullable<RunSummary['fhir']>): string {
  const n = (value: number): string => value.toLocaleString('en-US');
  const unmet = Object.entries(usCore.unmet).sort(([, a], [, b]) => b - a);
  const short = unmet.reduce((sum, [, count]) => sum + count, 0);
  const most = unmet.slice(0, PLACES).map(([what, count]) => `${what} (${n(count)})`);
  return `${n(resources)} resources and ${n(bundles)} bundles, ${n(fired)} rules asked; ${n(usCore.claimed)} resources claim a US Core profile and meet it${
    short === 0 ? '' : `, ${n(short)} cannot because the source lacks what it demands: ${most.join('; ')}`
  }`;
}
