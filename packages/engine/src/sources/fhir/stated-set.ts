import type { Resource } from '../../chart/fhir.js';
import { stringifyFhir } from '../../chart/stringify.js';
import { SHARED_TYPES, type SourceDocument, type Unread } from '../documents/source-document.js';
import { FhirAccount } from './account.js';
import { ownerOf, whyNoChart } from './charts.js';
import { type FhirInput, type ReadResource, readResources, sourceJson } from './resource-set.js';

/** The files as one set of resources as rows are staged of it, and what none of them holds. Errors: as readResources. */
export function readStatedSet(inputs: readonly FhirInput[]): SourceDocument {
  const account = new FhirAccount();
  const { resources } = readResources(inputs, account);
  const kept: ReadResource[] = [];
  for (const one of resources) {
    const reason = whyNoChart(one, resources);
    if (reason === null) kept.push(one);
    else if (reason !== '') account.add(one.place, one.resource.resourceType, reason);
  }
  const owners = new Map<Resource, string | null>();
  for (const { resource } of kept)
    owners.set(resource as Resource, SHARED_TYPES.has(resource.resourceType) ? null : ownerOf(resource));
  const json = sourceJson(inputs);
  return {
    resources: kept.map(({ resource }) => resource as Resource),
    patientOf: (resource) => owners.get(resource) ?? null,
    folded: [],
    notCarried: account.all.map(({ where, line, reason, place }): Unread => {
      const value = json(place);
      return { place: where, line, reason, content: value === null ? null : stringifyFhir(value) };
    }),
    header: null,
  };
}
