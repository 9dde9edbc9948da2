import { formatLocator } from '../base/locator.js';
import { stableId, uuidToOid } from '../base/stable-id.js';
import type { ChartFragment, ChartSettings, Origin, OriginPlace } from './chart.js';
import type { Resource } from './fhir.js';
import { PAGE_PLACE_EXTENSION } from './fhir-extensions.js';

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
const PEOPLE_ROLES = { abstractor: 'enterer', reviewer: 'verifier' } as const;

/** Fragment of a document for a place on it; null where only the document is known. */
export function placeFragment({ page, box }: OriginPlace): string | null {
  const parts = [page === null ? null : `page=${page}`, box === null ? null : `xywh=${box.join(',')}`];
  return parts.filter((part) => part !== null).join('&') || null;
}

/** The document that a keyed fact was read from, as its DocumentReference is identified, with the place for people and for programs. */
function documentEntity(place: OriginPlace): Resource['entity'] {
  const { identifier, document, page, box } = place;
  const fragment = placeFragment(place);
  const words = [
    page === null ? null : `page ${page}`,
    box === null ? null : `at ${box[0]},${box[1]}, ${box[2]} x ${box[3]}`,
  ];
  const display = words.filter((word) => word !== null).join(', ');
  return {
    role: 'source',
    what: {
      ...(fragment === null ? {} : { extension: [{ url: PAGE_PLACE_EXTENSION, valueString: fragment }] }),
      type: 'DocumentReference',
      identifier: identifier ?? { value: document },
      ...(display === '' ? {} : { display }),
    },
  };
}

/**
 * FHIR R4 Provenance of one fragment: its lane, the software as assembler and in the manual lane the people and when they did it, and one source entity for each row it was
 * made from (`source/table/row`); in the manual lane the document too, with page and box. The id depends on the target alone. `parts`: `Type/id` of what was split off the
 * fragment's resource when it was written.
 */
export const buildProvenance = (
  { resource, origin }: ChartFragment,
  settings: ChartSettings,
  parts: readonly string[] = [],
): Resource => provenanceOf(resource, origin, settings, parts, []);

/** The same with one more for each origin that said the same fact and went into the resource; their ids depend on the target and the row's key. */
export const buildProvenances = (
  { resource, origin, merged = [] }: ChartFragment,
  settings: ChartSettings,
  parts: readonly string[] = [],
): Resource[] => [
  provenanceOf(resource, origin, settings, parts, []),
  ...merged.map(({ origin: other }) =>
    provenanceOf(resource, other, settings, parts, [other.source, other.table, other.key, other.spec]),
  ),
];

function provenanceOf(
  resource: Resource,
  origin: Origin,
  settings: ChartSettings,
  parts: readonly string[],
  name: readonly string[],
): Resource {
  const system = locatorSystem(settings.idNamespace);
  const rows = [{ table: origin.table, row: origin.row }, ...origin.details];
  return {
    resourceType: 'Provenance',
    id: stableId(settings.idNamespace, 'provenance', resource.resourceType, resource.id ?? '', ...name),
    target: [`${resource.resourceType}/${resource.id}`, ...parts].map((reference) => ({ reference })),
    activity: { coding: [{ system: LANE_SYSTEM, code: origin.lane }] },
    ...(origin.keyedAt === undefined ? {} : { occurredDateTime: origin.keyedAt }),
    recorded: instantOf(settings.asOf),
    agent: [
      { type: { coding: [{ system: PARTICIPANT, code: 'assembler' }] }, who: { display: settings.software } },
      ...(origin.people ?? []).map(({ role, name }) => ({
        type: { coding: [{ system: PARTICIPANT, code: PEOPLE_ROLES[role] }] },
        who: { display: name },
      })),
    ],
    entity: [
      ...rows.map(({ table, row }) => ({
        role: 'source',
        what: { identifier: { system, value: formatLocator({ source: origin.source, table, row }) } },
      })),
      ...(origin.place === undefined ? [] : [documentEntity(origin.place)]),
    ],
  };
}
