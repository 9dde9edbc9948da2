import { Decimal } from '../base/decimal.js';
import { elementsOf, isPrimitive, isResourceType } from '../chart/elements.js';
import type { Resource } from '../chart/fhir.js';
import { fitValue, MISFIT } from '../chart/fit.js';

/** Datatypes of FHIR R4 whose values are checked as they are. */
const FREE = new Set(['Resource', 'xhtml', 'Narrative']);

/**
 * Where a resource differs from FHIR R4's element table: elements that it does not have, values that do not fit their type or required binding,
 * references to types that may not stand there. Paths and kinds only.
 */
export function misfits(resource: Resource): string[] {
  const found: string[] = [];
  if (!isResourceType(resource.resourceType)) return [`${resource.resourceType}: no resource type`];
  walk(resource, resource.resourceType, resource.resourceType, found);
  return found;
}

function walk(value: Readonly<Record<string, unknown>>, type: string, path: string, found: string[]): void {
  const elements = elementsOf(type);
  if (elements === null) return;
  for (const name of Object.keys(value)) {
    if (name === 'resourceType') continue;
    const given = value[name];
    if (given === undefined) continue;
    const isBeside = name.startsWith('_');
    const info = elements.get(isBeside ? name.slice(1) : name);
    const at = `${path}.${name}`;
    if (!info) {
      found.push(`${at}: not an element`);
      continue;
    }
    if (isBeside || FREE.has(info.type)) continue;
    if (info.isList !== Array.isArray(given)) found.push(`${at}: ${info.isList ? 'a list is due' : 'no list is due'}`);
    for (const item of Array.isArray(given) ? given : [given]) {
      if (item === null) continue;
      if (isPrimitive(info.type)) {
        if (fitValue(item, { ...info, isList: false }, at) === MISFIT) found.push(`${at}: no ${info.type}`);
        else if (typeof item === 'string' && item.trim() === '') found.push(`${at}: empty`);
        continue;
      }
      if (typeof item !== 'object' || item instanceof Decimal) {
        found.push(`${at}: no ${info.type}`);
        continue;
      }
      if (info.type === 'Reference') reference(item as { reference?: string }, info.targets, at, found);
      walk(item as Record<string, unknown>, info.type, at, found);
    }
  }
}

function reference(
  item: { reference?: string },
  targets: readonly string[] | undefined,
  at: string,
  found: string[],
): void {
  const type = item.reference?.split('/')[0];
  if (type !== undefined && targets !== undefined && !targets.includes(type)) found.push(`${at}: may not name ${type}`);
}
