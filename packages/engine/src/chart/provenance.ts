import { formatLocator } from '../base/locator.js';
import { stableId } from '../base/stable-id.js';
import type { ChartFragment, ChartSettings } from './chart.js';
import type { Resource } from './fhir.js';

/** Identifier system of source places: the value is a formatted locator (source, table, row). */
export const LOCATOR_SYSTEM = 'urn:chartlift:locator';

/**
 * Provenance of one fragment, down to source, table and row of the row itself and of its detail rows. `recorded` is the date of
 * the export, not the time of the run, so that a run repeated gives the same bytes.
 */
export function buildProvenance(fragment: ChartFragment, settings: ChartSettings): Resource {
  const { resource, origin } = fragment;
  const target = `${resource.resourceType}/${resource.id}`;
  const rows = [{ table: origin.table, row: origin.row }, ...origin.details];
  return {
    resourceType: 'Provenance',
    id: stableId(settings.idNamespace, 'provenance', target),
    target: [{ reference: target }],
    recorded: settings.asOf,
    agent: [
      {
        type: {
          coding: [{ system: 'http://terminology.hl7.org/CodeSystem/provenance-participant-type', code: 'assembler' }],
        },
        who: { display: settings.software },
        ...(settings.custodian ? { onBehalfOf: { display: settings.custodian.name } } : {}),
      },
    ],
    entity: rows.map(({ table, row }) => ({
      role: 'source',
      what: { identifier: { system: LOCATOR_SYSTEM, value: formatLocator({ source: origin.source, table, row }) } },
    })),
  };
}
