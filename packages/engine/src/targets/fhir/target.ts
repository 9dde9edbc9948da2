import type { Issue } from '../../base/issue.js';
import { formatLocator } from '../../base/locator.js';
import { stableId } from '../../base/stable-id.js';
import type { Chart, ChartFragment, ChartSettings } from '../../chart/chart.js';
import type { Resource } from '../../chart/fhir.js';
import { buildProvenances } from '../../chart/provenance.js';
import { stringifyFhir } from '../../chart/stringify.js';
import type { TargetDriver, TargetLine, TargetResult } from '../contract.js';
import { liftAttachments } from './attachment.js';
import { transactionBundle } from './bundle.js';
import { deniesItsEnd } from './forbidden.js';
import { toFhirResource } from './resource.js';

const NDJSON = 'application/fhir+ndjson';

/**
 * FHIR R4 (4.0.1), US Core 6.1 profiles where a resource meets them: one NDJSON file for each resource type over all charts, and one
 * transaction bundle for each patient (`bundles/<patient id>.json`), which also holds the practitioners and organizations that it refers to.
 * Every resource is accompanied by its Provenance. NDJSON files hold shared resources once, from `writeShared`.
 */
export const fhirTarget: TargetDriver = {
  name: 'fhir',
  describe: 'FHIR R4: NDJSON by resource type, and a transaction bundle for each patient',

  write(chart: Chart, settings: ChartSettings): TargetResult {
    const patient = { resource: chart.patient as unknown as Resource, origin: chart.patientOrigin };
    const own = written([patient, ...chart.fragments], settings);
    const shared = written(chart.shared, settings);
    const bundle = transactionBundle(
      stableId(settings.idNamespace, 'bundle', chart.patient.id),
      [...own.resources, ...shared.resources],
      settings.fhirBundles,
    );
    return {
      outputs: [
        ...own.resources.map(line),
        {
          kind: 'file',
          path: `bundles/${chart.patient.id}.json`,
          mediaType: 'application/fhir+json',
          text: `${bundle}\n`,
        },
      ],
      carried: [...own.carried, ...shared.carried],
      issues: [...unresolved([patient, ...chart.fragments, ...chart.shared]), ...contradictions(chart.fragments)],
    };
  },

  writeShared(fragments: readonly ChartFragment[], settings: ChartSettings): TargetResult {
    const { resources, carried } = written(fragments, settings);
    return { outputs: resources.map(line), carried, issues: [] };
  },
};

/** Each resource followed by what was split off it and by its Provenance. */
function written(fragments: readonly ChartFragment[], settings: ChartSettings) {
  const resources: Resource[] = [];
  const carried: string[] = [];
  for (const fragment of fragments) {
    const [resource, ...parts] = liftAttachments(toFhirResource(fragment.resource), settings.idNamespace);
    const places = parts.map((part) => `${part.resourceType}/${part.id}`);
    resources.push(resource, ...parts, ...buildProvenances(fragment, settings, places).map(toFhirResource));
    carried.push(`${fragment.resource.resourceType}/${fragment.resource.id}`);
  }
  return { resources, carried };
}

/** References to resources that the chart does not hold (their row was quarantined or left out): written as they are, and told. */
function unresolved(fragments: readonly ChartFragment[]): Issue[] {
  const known = new Set(fragments.map(({ resource }) => `${resource.resourceType}/${resource.id}`));
  const issues: Issue[] = [];
  for (const { resource, origin } of fragments) {
    eachReference(resource, resource.resourceType, (element, reference) => {
      if (known.has(reference) || !/^[A-Z][A-Za-z]+\/[A-Za-z0-9.-]+$/.test(reference)) return;
      issues.push({
        severity: 'warning',
        code: 'reference-unresolved',
        where: formatLocator({ source: origin.source, table: origin.table, row: origin.row }),
        message: 'The row refers to another record that is not in the output.',
        hint: 'See the issues of the table that it refers to: the record may be quarantined or excluded.',
        element,
      });
    });
  }
  return issues;
}

/** What the source states at once and FHIR R4 forbids: told, because either may be the wrong one; see forbidden.ts for where it is written. */
function contradictions(fragments: readonly ChartFragment[]): Issue[] {
  const issues: Issue[] = [];
  for (const { resource, origin } of fragments) {
    if (resource.resourceType !== 'Condition') continue;
    if (!deniesItsEnd(resource as Record<string, unknown>)) continue;
    issues.push({
      severity: 'warning',
      code: 'fhir-ended-status',
      where: formatLocator({ source: origin.source, table: origin.table, row: origin.row }),
      message:
        'The problem has an end, and its status says nothing of that (con-4): in FHIR the end stands in an extension, which receivers may pass over.',
      hint: 'Decide in the mapping what an end date means for the status, or which of the two is right.',
      element: 'Condition.clinicalStatus',
    });
  }
  return issues;
}

function eachReference(value: object, path: string, found: (element: string, reference: string) => void): void {
  const isList = Array.isArray(value);
  for (const key of Object.keys(value)) {
    const member = (value as Readonly<Record<string, unknown>>)[key];
    if (key === 'reference' && typeof member === 'string') found(path, member);
    else if (typeof member === 'object' && member !== null)
      eachReference(member, isList ? path : `${path}.${key}`, found);
  }
}

const line = (resource: Resource): TargetLine => ({
  kind: 'line',
  path: `${resource.resourceType}.ndjson`,
  mediaType: NDJSON,
  text: stringifyFhir(resource),
});
