import { elementsOf } from '../../chart/elements.js';

/** True where an element of a resource type or nested element (`@MedicationDispense.performer`) may hold a reference `Type/id` by FHIR R4. */
export function mayName(owner: string, element: string, reference: string): boolean {
  const info = elementsOf(owner)?.get(element);
  if (info === undefined) throw new Error(`${owner} has no element ${element}`);
  return info.targets === undefined || info.targets.includes(reference.slice(0, reference.indexOf('/')));
}
