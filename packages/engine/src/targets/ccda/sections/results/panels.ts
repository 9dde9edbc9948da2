import type { CodeableConcept, DiagnosticReport, Observation, Reference } from '../../../../chart/fhir.js';
import type { CcdaDocument, Item, Where } from '../../document.js';
import { domainOf, type Measurement, measurements, observationsOf } from '../../observation.js';

/** What becomes one Result Organizer: a report with its results, or an observation alone. */
export interface Panel {
  readonly report: Item<DiagnosticReport> | null;
  readonly code: CodeableConcept | undefined;
  readonly status: string | null;
  readonly where: Where;
  readonly measurements: readonly Measurement[];
  /** The resource that owns the organizer's id; null: the organizer has a derived one. */
  readonly owner: { resourceType: string; id: string } | null;
  readonly performers: readonly Reference[];
}

/** The results of a report that can be written as results: observations of the chart, their members included. */
function resultsOf(document: CcdaDocument, report: DiagnosticReport): readonly Item<Observation>[] {
  const found: Item<Observation>[] = [];
  const seen = new Set<string>();
  const visit = (references: readonly (Reference | null)[] | undefined): void => {
    for (const reference of references ?? []) {
      const item = document.item<Observation>(reference);
      if (item?.resource.resourceType !== 'Observation' || seen.has(item.resource.id)) continue;
      seen.add(item.resource.id);
      if (domainOf(document, item.resource) === 'results') found.push(item);
      visit(item.resource.hasMember);
    }
  };
  visit(report.result);
  return found;
}

/** Panels in chart order: reports first, then observations that no report names. */
export const panelsOf = (document: CcdaDocument): readonly Panel[] => document.once(makePanels);

function makePanels(document: CcdaDocument): readonly Panel[] {
  const panels: Panel[] = [];
  const taken = new Set<string>();
  for (const report of document.all<DiagnosticReport>('DiagnosticReport')) {
    const results = resultsOf(document, report.resource).filter((r) => !taken.has(r.resource.id));
    if (results.length === 0) continue;
    for (const { resource } of results) taken.add(resource.id);
    panels.push({
      report,
      code: report.resource.code,
      status: report.resource.status ?? null,
      where: report.where,
      measurements: results.flatMap(measurements),
      owner: report.resource,
      performers: report.resource.performer ?? [],
    });
  }
  for (const item of observationsOf(document, 'results')) {
    if (taken.has(item.resource.id)) continue;
    const parts = measurements(item);
    const split = parts.every((part) => part.component !== null);
    panels.push({
      report: null,
      code: item.resource.code,
      status: item.resource.status ?? null,
      where: item.where,
      measurements: parts,
      // A single result keeps its own id on the observation; a mere container gives its id to the organizer.
      owner: split ? item.resource : null,
      performers: item.resource.performer ?? [],
    });
  }
  return panels;
}
