import { stableId } from '../../../base/stable-id.js';
import type { Identifier } from '../../../chart/fhir.js';
import { attribute, visible } from '../xml.js';
import { oidFor, publishedOid } from './oid.js';

const UUID = /^[0-9a-zA-Z]{8}(-[0-9a-zA-Z]{4}){3}-[0-9a-zA-Z]{12}$/;

/** An II: the root is always an OID or UUID (never a nullFlavor, which importers make collide). */
export interface InstanceId {
  readonly root: string;
  readonly extension?: string;
}

export function ii(id: InstanceId): string {
  return `<id root="${id.root}"${attribute('extension', id.extension)}/>`;
}

/** A resource id as a root: itself where it is a UUID, else a stable UUID made of it. */
export function resourceRoot(namespace: string, resourceType: string, id: string | null | undefined): InstanceId {
  if (typeof id === 'string' && UUID.test(id)) return { root: id };
  return { root: stableId(namespace, resourceType, id ?? '') };
}

/**
 * A FHIR identifier as II: `urn:oid:X` and known systems give root X; `urn:uuid:` values become the root;
 * a system that has no OID gets a stable one below 2.25. null where there is no value.
 */
export function identifierId(namespace: string, identifier: Identifier | null | undefined): InstanceId | null {
  const value = visible(identifier?.value);
  if (value === null) return null;
  const system = identifier?.system ?? '';
  if (!value.startsWith('urn:') && !system.startsWith('urn:uuid:'))
    return { root: oidFor(namespace, 'identifier-system', system), extension: value };
  if (value.startsWith('urn:uuid:') && UUID.test(value.slice(9))) return { root: value.slice(9) };
  if (value.startsWith('urn:oid:')) {
    const oid = publishedOid(value);
    if (oid !== null) return { root: oid };
  }
  if (system.startsWith('urn:uuid:') && UUID.test(system.slice(9))) return { root: system.slice(9), extension: value };
  return { root: oidFor(namespace, 'identifier-system', system), extension: value };
}

/** Hands out entry ids that are unique in one document. */
export class EntryIds {
  /** Roots that stand alone, in lower case: a UUID may be written either way. */
  readonly #alone = new Set<string>();
  /** Extensions by root. */
  readonly #extended = new Map<string, Set<string>>();
  readonly #roots = new Map<string, string>();
  readonly #observations = new Map<string, string>();

  constructor(readonly namespace: string) {}

  /** True when the id was still free; it is taken from now on. */
  take({ root, extension }: InstanceId): boolean {
    // An OID has a point second and no letters.
    const key = root[1] === '.' ? root : root.toLowerCase();
    if (extension === undefined || extension === '') return added(this.#alone, key);
    const extensions = this.#extended.get(key);
    if (extensions !== undefined) return added(extensions, extension);
    this.#extended.set(key, new Set([extension]));
    return true;
  }

  /** The id elements of a resource's entry: its identifiers that are free, else its resource id, else a stable id of its place. */
  ofResource(resource: { resourceType: string; id?: string | null; identifier?: unknown }): string {
    let xml = '';
    const identifiers = Array.isArray(resource.identifier) ? (resource.identifier as Identifier[]) : [];
    for (const identifier of identifiers) {
      const id = identifierId(this.namespace, identifier);
      if (id && this.take(id)) xml += ii(id);
    }
    if (xml !== '') return xml;
    const own = this.#root(resource);
    return this.take(own) ? ii(own) : this.derived(resource, 'again');
  }

  /**
   * A stable id for a part of a resource's entry that is no resource of its own (an observation in a concern, an organizer, a component).
   * A root of its own, because readers that look at roots alone would take the part for the resource.
   */
  derived(resource: { readonly resourceType: string; readonly id?: string | null }, part: string): string {
    const { namespace } = this;
    const own = resource.id ?? '';
    // A UUID made here is in lower case already.
    let root = stableId(namespace, 'entry', resource.resourceType, own, part);
    for (let turn = 2; !added(this.#alone, root); turn++)
      root = stableId(namespace, 'entry', resource.resourceType, own, part, String(turn));
    return `<id root="${root}"/>`;
  }

  /** The id of the observation that states a resource inside its concern: its resource id, else a stable one. Once for each resource. */
  ofObservation(resource: { readonly resourceType: string; readonly id: string }): string {
    const own = this.#root(resource);
    const id = this.take(own) ? ii(own) : this.derived(resource, 'observation');
    this.#observations.set(`${resource.resourceType}/${resource.id}`, id);
    return id;
  }

  /** What {@link ofObservation} gave the resource; null where its observation does not stand above in the document. */
  observationOf(resource: { readonly resourceType: string; readonly id: string }): string | null {
    return this.#observations.get(`${resource.resourceType}/${resource.id}`) ?? null;
  }

  #root({ resourceType, id }: { readonly resourceType: string; readonly id?: string | null }): InstanceId {
    if (typeof id === 'string' && UUID.test(id)) return { root: id };
    const key = `${resourceType}/${id ?? ''}`;
    let root = this.#roots.get(key);
    if (root === undefined) {
      root = stableId(this.namespace, resourceType, id ?? '');
      this.#roots.set(key, root);
    }
    return { root };
  }
}

/** Adds to the set; false where it was there. */
function added(set: Set<string>, key: string): boolean {
  const { size } = set;
  set.add(key);
  return set.size !== size;
}
