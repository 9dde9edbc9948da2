import { stableId } from '../../base/stable-id.js';
import type { Chart, ChartFragment, ChartSettings } from '../../chart/chart.js';
import type { Resource } from '../../chart/fhir.js';
import { buildProvenance } from '../../chart/provenance.js';
import { stringifyFhir } from '../../chart/stringify.js';
import type { TargetDriver, TargetLine, TargetResult } from '../contract.js';
import { transactionBundle } from './bundle.js';
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
    const bundle = transactionBundle(stableId(settings.idNamespace, 'bundle', chart.patient.id), [
      ...own.resources,
      ...shared.resources,
    ]);
    return {
      outputs: [
        ...own.resources.map(line),
        {
          kind: 'file',
          path: `bundles/${chart.patient.id}.json`,
          mediaType: 'application/fhir+json',
          text: `${stringifyFhir(bundle)}\n`,
        },
      ],
      carried: [...own.carried, ...shared.carried],
      issues: [],
    };
  },

  writeShared(fragments: readonly ChartFragment[], settings: ChartSettings): TargetResult {
    const { resources, carried } = written(fragments, settings);
    return { outputs: resources.map(line), carried, issues: [] };
  },
};

/** Each resource followed by its Provenance. */
function written(fragments: readonly ChartFragment[], settings: ChartSettings) {
  const resources: Resource[] = [];
  const carried: string[] = [];
  for (const fragment of fragments) {
    resources.push(toFhirResource(fragment.resource), toFhirResource(buildProvenance(fragment, settings)));
    carried.push(`${fragment.resource.resourceType}/${fragment.resource.id}`);
  }
  return { resources, carried };
}

const line = (resource: Resource): TargetLine => ({
  kind: 'line',
  path: `${resource.resourceType}.ndjson`,
  mediaType: NDJSON,
  text: stringifyFhir(resource),
});
