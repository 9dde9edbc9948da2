import { formatLocator } from '../base/locator.js';
import { stableId, uuidToOid } from '../base/stable-id.js';
import type { ChartFragment, ChartSettings } from './chart.js';
import type { Resource } from './fhir.js';

/** System of the locator text in Provenance.entity: one for each workspace. */
function locatorSystem(idNamespace: string): string {
  let system = systems.get(idNamespace);
  if (system === undefined) {
    system = `urn:oid:${uuidToOid(stableId(idNamespace, 'locator'))}`;
    if (systems.size > 64) systems.clear();
    systems.set(idNamespace, system);
  }
  return system;
}

// A run has one; each of its resources has a Provenance.
const systems = new Map<string, string>();

/** An RFC 3339 instant of a date or instant: a date alone is its first moment in UTC, as Provenance.recorded must be an instant. */
export function instantOf(asOf: string): string {
  if (/^\d{4}-\d{2}-\d{2}$/.test(asOf)) return `${asOf}T00:00:00Z`;
  return /(Z|[+-]\d{2}:\d{2})$/.test(asOf) ? asOf : `${asOf}Z`;
}

/** Code system of the lane by which a fact came: `electronic` (from a database) or `manual` (read off the record by people). */
const LANE_SYSTEM = 'urn:chartlift:fhir:lane';

const PARTICIPANT = 'http://terminology.hl7.org/CodeSystem/provenance-participant-type';
/** R4 provenance-participant-type: who entered it from another record, who checked it. */
const ROLES = { abstractor: 'enterer', reviewer: 'verifier' } as const;

/**
 * FHIR R4 Provenance of one fragment: its lane, the software as assembler and in the manual lane the people, and one source entity for each row it was made
 * from (`source/table/row`). The id depends on the target alone. `parts`: `Type/id` of what was split off the fragment's resource when it was written.
 */
export function buildProvenance(
  fragment: ChartFragment,
  settings: ChartSettings,
  parts: readonly string[] = [],
): Resource {
  const { resource, origin } = fragment;
  const system = locatorSystem(settings.idNamespace);
  const rows = [{ table: origin.table, row: origin.row }, ...origin.details];
  return {
    resourceType: 'Provenance',
    id: stableId(settings.idNamespace, 'provenance', resource.resourceType, resource.id ?? ''),
    target: [`${resource.resourceType}/${resource.id}`, ...parts].map((reference) => ({ reference })),
    activity: { coding: [{ system: LANE_SYSTEM, code: origin.lane }] },
    recorded: instantOf(settings.asOf),
    agent: [
      { type: { coding: [{ system: PARTICIPANT, code: 'assembler' }] }, who: { display: settings.software } },
      ...(origin.people ?? []).map(({ role, name }) => ({
        type: { coding: [{ system: PARTICIPANT, code: ROLES[role] }] },
        who: { display: name },
      })),
    ],
    entity: rows.map(({ table, row }) => ({
      role: 'source',
      what: { identifier: { system, value: formatLocator({ source: origin.source, table, row }) } },
    })),
  };
}
