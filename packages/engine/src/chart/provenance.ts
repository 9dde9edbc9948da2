import { formatLocator } from '../base/locator.js';
import { stableId, uuidToOid } from '../base/stable-id.js';
import type { ChartFragment, ChartSettings } from './chart.js';
import type { Resource } from './fhir.js';

/** System of the locator text in Provenance.entity: one for each workspace. */
const locatorSystem = (idNamespace: string): string => `urn:oid:${uuidToOid(stableId(idNamespace, 'locator'))}`;

/** An RFC 3339 instant of a date or instant: a date alone is its first moment in UTC, as Provenance.recorded must be an instant. */
export function instantOf(asOf: string): string {
  if (/^\d{4}-\d{2}-\d{2}$/.test(asOf)) return `${asOf}T00:00:00Z`;
  return /(Z|[+-]\d{2}:\d{2})$/.test(asOf) ? asOf : `${asOf}Z`;
}

/**
 * FHIR R4 Provenance of one fragment: the software as assembler, and one source entity for each row it was made from (`source/table/row`).
 * The id depends on the target alone.
 */
export function buildProvenance(fragment: ChartFragment, settings: ChartSettings): Resource {
  const { resource, origin } = fragment;
  const system = locatorSystem(settings.idNamespace);
  const rows = [{ table: origin.table, row: origin.row }, ...origin.details];
  return {
    resourceType: 'Provenance',
    id: stableId(settings.idNamespace, 'provenance', resource.resourceType, resource.id ?? ''),
    target: [{ reference: `${resource.resourceType}/${resource.id}` }],
    recorded: instantOf(settings.asOf),
    agent: [
      {
        type: {
          coding: [{ system: 'http://terminology.hl7.org/CodeSystem/provenance-participant-type', code: 'assembler' }],
        },
        who: { display: settings.software },
      },
    ],
    entity: rows.map(({ table, row }) => ({
      role: 'source',
      what: { identifier: { system, value: formatLocator({ source: origin.source, table, row }) } },
    })),
  };
}
