import { stableId } from '../../base/stable-id.js';
import type { Reference, Resource } from '../../chart/fhir.js';
import type { CdaDocument } from '../../formats/cda/cda-document.js';
import type { XmlElement } from '../../formats/xml/xml-element.js';
import type { Loss } from './account.js';
import { identifiers, instanceKey } from './identifiers.js';
import { KnownRoles } from './known-roles.js';

/** The members of a resource while it is built; absent ones are undefined and are not written. */
export type Body = Record<string, unknown>;

/** Where an entry stands: its section, and the resource that it belongs to. */
export interface Place {
  /** LOINC code of the section; '' where it has none. */
  readonly section: string;
  /** `observation-category` code for observations here. */
  readonly category: string | null;
  /** Category of conditions here. */
  readonly condition: 'problem-list-item' | 'encounter-diagnosis' | 'health-concern';
  /** Statement around this one and its resource. */
  readonly parent: Resource | null;
}

export type EntryReader = (statement: XmlElement, place: Place, reading: Reading) => Resource | null;

/** One document being read: its resources, what was given up, and references to be resolved at the end. */
export class Reading {
  readonly resources: Resource[] = [];
  readonly losses: Loss[] = [];
  readonly #byKey = new Map<string, string>();
  readonly #later: (() => void)[] = [];
  readonly #parties = new Map<string, string>();
  readonly roles = new KnownRoles();
  /** Set by the header before any entry is read. */
  patient = '';
  /** Id of the Composition. */
  readonly composition: string;
  /** Of the encompassing encounter, where there is one. */
  encounter: string | null = null;

  constructor(
    readonly document: CdaDocument,
    /** Ids are derived from it: a UUID that stands for the bytes of the document. */
    readonly namespace: string,
    /**
     * Reads any statement; handed in, so that entries may hold entries. One function for all documents: with a closure for each, the young generation's
     * collector kept every document's tree until a full collection, which cost a third of the whole reading (measured with Node 20).
     */
    readonly readEntry: EntryReader,
  ) {
    this.composition = stableId(namespace, 'Composition');
  }

  entry(statement: XmlElement, place: Place): Resource | null {
    return this.readEntry(statement, place, this);
  }

  get subject(): Reference {
    return { reference: this.patient };
  }

  lose(element: XmlElement | undefined, reason: string): void {
    if (!element) return;
    element.used = true;
    element.negationUsed = true;
    this.losses.push({ element, reason });
  }

  /** A resource of a statement: its `id` elements become identifiers by which entries elsewhere may name it. */
  add(type: string, statement: XmlElement, body: Body, key = ''): Resource {
    const given = statement.all('id');
    const found = identifiers(given);
    const resource: Body = { resourceType: type, id: stableId(this.namespace, type, `${statement.offset}${key}`) };
    if (found.length > 0) resource.identifier = found;
    const made = Object.assign(resource, body) as unknown as Resource;
    if (given.length > 0) {
      const reference = `${type}/${made.id}`;
      for (const id of given) this.know(id, reference);
    }
    this.resources.push(made);
    return made;
  }

  /** Remembers what an `id` element names; the first resource of an id counts. */
  know(id: XmlElement, reference: string): void {
    const key = instanceKey(id);
    if (key !== null && !this.#byKey.has(key)) this.#byKey.set(key, reference);
  }

  /** `Type/id` of the resource that the ids name, of those read so far. */
  named(ids: readonly XmlElement[]): string | null {
    for (const id of ids) {
      const key = instanceKey(id);
      const found = key === null ? undefined : this.#byKey.get(key);
      if (found !== undefined) return found;
    }
    return null;
  }

  /** The same among people, organizations and devices alone: an author may bear the id of something else. */
  namedParty(ids: readonly XmlElement[]): string | null {
    const found = this.named(ids);
    return found !== null && /^(Practitioner|Patient|RelatedPerson|Organization|Device)\//.test(found) ? found : null;
  }

  /** Work for when all entries are read. */
  later(work: () => void): void {
    this.#later.push(work);
  }

  finish(): void {
    for (let i = 0; i < this.#later.length; i++) this.#later[i]!();
  }

  /** A person, organization or device, once for each content; `Type/id`. */
  party(type: string, body: Body): string {
    const content = `${type} ${JSON.stringify(body)}`;
    let reference = this.#parties.get(content);
    if (reference === undefined) {
      const id = stableId(this.namespace, 'party', content);
      reference = `${type}/${id}`;
      this.#parties.set(content, reference);
      this.resources.push({ resourceType: type, id, ...body });
    }
    return reference;
  }

  /** Text of a narrative element by `#id`; null where there is none. */
  narrative(reference: string): string | null {
    return this.document.narrative.text(reference);
  }
}

export const referenceTo = (resource: Resource): Reference => ({
  reference: `${resource.resourceType}/${resource.id}`,
});

/** What FHIR has no element of its own for, kept beside the resource under these URLs (`urn:chartlift:fhir:...`). */
const EXTENSION = 'urn:chartlift:fhir:';
export const ownExtension = (name: string, value: Body): Body => ({ url: EXTENSION + name, ...value });

export function extend(body: Body, ...extensions: (Body | undefined | null)[]): void {
  let made: Body[] | undefined;
  for (const item of extensions) {
    if (item === undefined || item === null) continue;
    // A list of its own: what is there may be another resource's too.
    made ??= [...((body.extension as Body[] | undefined) ?? [])];
    made.push(item);
  }
  if (made) body.extension = made;
}
