import { stableId } from '../../../base/stable-id.js';
import type {
  Address,
  CodeableConcept,
  ContactPoint,
  HumanName,
  Identifier,
  Organization,
  Practitioner,
  Reference,
} from '../../../chart/fhir.js';
import * as table from '../../../formats/cda/templates.js';
import { concept } from '../datatypes/concept.js';
import { identifierId, ii, resourceRoot } from '../datatypes/identifier.js';
import { addresses, nameText, personName, telecoms } from '../datatypes/person.js';
import { timestamp } from '../datatypes/time.js';
import { type SharedText, sharedText, shareText } from '../shared-text.js';
import { template } from '../template.js';
import { escapeText, visible } from '../xml.js';

const AUTHOR_PARTICIPATION = template(table.AUTHOR_PARTICIPATION);

interface Party {
  readonly resourceType: string;
  readonly id: string;
  readonly identifier?: Identifier[];
  readonly name?: HumanName[] | string;
  readonly telecom?: ContactPoint[];
  readonly address?: Address[] | Address;
  readonly qualification?: Practitioner['qualification'];
}

interface Role {
  readonly resourceType: string;
  readonly id: string;
  readonly practitioner?: Reference;
  readonly organization?: Reference;
  readonly code?: CodeableConcept[];
  readonly specialty?: CodeableConcept[];
  readonly telecom?: ContactPoint[];
}

/** What is needed of a document. */
export interface PartySource {
  readonly namespace: string;
  resolve<T>(reference: Reference | null | undefined): (T & { resourceType: string; id: string }) | null;
  carry(resource: { readonly resourceType: string; readonly id?: string | null }): void;
}

type Organized = Organization & { resourceType: string; id: string };

interface Written {
  readonly namespace: string;
  readonly person: Party | null;
  readonly organization: Organized | null;
  readonly text: SharedText;
}

// Practitioners and organizations are the same objects in all charts of a run.
const written = new WeakMap<Party, Written>();
const organizations = new WeakMap<
  Organized,
  { readonly namespace: string; readonly single: boolean; readonly text: SharedText }
>();

/** A list that a source may also have given as one. */
const many = <T>(value: T | readonly T[] | null | undefined): readonly T[] =>
  value === null || value === undefined ? [] : Array.isArray(value) ? value : [value as T];

/** People and organizations that a document names: the same one is written the same way everywhere. */
export class Parties {
  readonly #document: PartySource;
  readonly #assigned = new Map<string, string>();

  constructor(document: PartySource) {
    this.#document = document;
  }

  /** Name of whoever is referred to, for people; '' where unknown. */
  nameOf(reference: Reference | null | undefined): string {
    const party = this.#document.resolve<Party & Role>(reference);
    if (!party) return visible(reference?.display) ?? '';
    if (party.resourceType === 'PractitionerRole') return this.nameOf(party.practitioner ?? party.organization);
    if (typeof party.name === 'string') return visible(party.name) ?? '';
    return nameText(many(party.name)[0]) || (visible(reference?.display) ?? '');
  }

  /** Names of all who are referred to, each once; '' where none is known. */
  namesOf(references: readonly (Reference | null | undefined)[] | null | undefined): string {
    const names: string[] = [];
    for (const reference of references ?? []) {
      const name = this.nameOf(reference);
      if (name !== '' && !names.includes(name)) names.push(name);
    }
    return names.join(', ');
  }

  /** `<assignedEntity>` of a practitioner, role, organization or related person; '' where the reference says nothing. */
  assignedEntity(reference: Reference | null | undefined, roleCode = ''): string {
    const inner = this.#inner(reference);
    if (inner === '') return '';
    if (roleCode === '') return `<assignedEntity>${inner}</assignedEntity>`;
    return `<assignedEntity>${inner.replace(/(<\/id>|(?:<id [^>]*\/>)+)/, `$1${roleCode}`)}</assignedEntity>`;
  }

  /** `<assignedEntity>` of somebody whom the source knows by number only, because the record itself is not there; '' without a number. */
  numberedEntity(reference: Reference | null | undefined): string {
    const id = reference?.identifier ? identifierId(this.#document.namespace, reference.identifier) : null;
    return id === null
      ? ''
      : `<assignedEntity>${ii(id)}<addr nullFlavor="UNK"/><telecom nullFlavor="UNK"/></assignedEntity>`;
  }

  /** `<performer typeCode="PRF">` or ''. */
  performer(reference: Reference | null | undefined): string {
    const inner = this.#inner(reference);
    return inner === '' ? '' : `<performer typeCode="PRF"><assignedEntity>${inner}</assignedEntity></performer>`;
  }

  /** A performer for each reference that says something, each party once, in the order given. */
  performers(references: readonly (Reference | null | undefined)[]): string {
    if (references.length < 2) return this.performer(references[0]);
    return [...new Set(references.map((reference) => this.performer(reference)))].join('');
  }

  /**
   * Author Participation: who recorded it and when. '' where neither is known. An unknown author of a known time keeps
   * nullFlavor UNK and an id of its own, because an id without root collides in importers.
   */
  author(reference: Reference | null | undefined, time: string | null | undefined, demanded = ''): string {
    const inner = this.#inner(reference);
    const when = timestamp(time);
    if (inner === '' && when === null && demanded === '') return '';
    const timeXml = when === null ? '<time nullFlavor="UNK"/>' : `<time value="${when}"/>`;
    const who =
      inner === ''
        ? `<assignedAuthor nullFlavor="UNK"><id root="${stableId(this.#document.namespace, 'author', 'unknown', demanded)}"/></assignedAuthor>`
        : `<assignedAuthor>${inner}</assignedAuthor>`;
    return `<author>${AUTHOR_PARTICIPATION}${timeXml}${who}</author>`;
  }

  /** Who stated it, where that is not who recorded it; '' where it is the same or nobody is named. */
  informant(reference: Reference | null | undefined, recorder: Reference | null | undefined): string {
    const inner = this.#inner(reference);
    if (inner === '' || inner === this.#inner(recorder)) return '';
    return `<informant><assignedEntity>${inner}</assignedEntity></informant>`;
  }

  /** Who recorded it, as a second author beside who ordered it; '' where it is the same or nobody is named. */
  secondAuthor(reference: Reference | null | undefined, first: Reference | null | undefined): string {
    const inner = this.#inner(reference);
    return inner === '' || inner === this.#inner(first) ? '' : this.author(reference, null);
  }

  /** Author of a document: a person, as the header wants one (CONF:1198-16790); '' where the reference names none. `time`: HL7 v3 TS or null. */
  headerAuthor(reference: Reference | null | undefined, time: string | null): string {
    const inner = this.#inner(reference);
    if (!inner.includes('<assignedPerson>')) return '';
    return `<author>${time === null ? '<time nullFlavor="UNK"/>' : `<time value="${time}"/>`}<assignedAuthor>${inner}</assignedAuthor></author>`;
  }

  /** Organization content: ids, name, telecom, address, in schema order. */
  organization(organization: Organized, single = false): string {
    const { namespace } = this.#document;
    this.#document.carry(organization);
    let known = organizations.get(organization);
    if (known?.namespace !== namespace || known.single !== single) {
      known = { namespace, single, text: sharedText(() => this.#organization(organization, single)) };
      organizations.set(organization, known);
    }
    return shareText(known.text);
  }

  #organization(organization: Organized, single: boolean): string {
    const name = visible(organization.name);
    const contact = telecoms(organization.telecom);
    const place = addresses(organization.address);
    return (
      this.#ids(organization as Party) +
      (name === null ? '<name nullFlavor="UNK"/>' : `<name>${escapeText(name)}</name>`) +
      (single ? firstElement(contact) : contact) +
      (single ? firstAddress(place) : place)
    );
  }

  /** Content of an assigned entity or author: id, code, addr, telecom, person, organization. */
  #inner(reference: Reference | null | undefined): string {
    const key = reference?.reference ?? `display ${reference?.display ?? ''}`;
    const known = this.#assigned.get(key);
    if (known !== undefined) return known;
    const xml = this.#make(reference);
    this.#assigned.set(key, xml);
    return xml;
  }

  #make(reference: Reference | null | undefined): string {
    const document = this.#document;
    const party = document.resolve<Party & Role>(reference);
    if (!party) {
      const name = visible(reference?.display);
      if (name === null) return '';
      const id = ii({ root: stableId(document.namespace, 'party', name) });
      return `${id}<addr nullFlavor="UNK"/><telecom nullFlavor="UNK"/><assignedPerson><name>${escapeText(name)}</name></assignedPerson>`;
    }
    if (party.resourceType === 'PractitionerRole') {
      const person = document.resolve<Party>(party.practitioner);
      const organization = document.resolve<Organized>(party.organization);
      document.carry(party);
      return this.#remembered(party, person ?? party, organization, () =>
        this.#person(person ?? party, party, organization),
      );
    }
    if (party.resourceType === 'Organization') {
      const organization = party as unknown as Organized;
      return this.#remembered(party, null, organization, () => this.#organized(party, organization));
    }
    return this.#remembered(party, party, null, () => this.#person(party, null, null));
  }

  /** What a party of many charts looks like does not change from chart to chart; what it is made of is carried each time. */
  #remembered(party: Party, person: Party | null, organization: Organized | null, make: () => string): string {
    const { namespace } = this.#document;
    let known = written.get(party);
    if (known?.namespace !== namespace || known.person !== person || known.organization !== organization) {
      known = { namespace, person, organization, text: sharedText(make) };
      written.set(party, known);
    }
    if (person !== null) this.#document.carry(person);
    if (organization !== null) this.#document.carry(organization);
    return shareText(known.text);
  }

  #organized(party: Party, organization: Organized): string {
    return `${this.#ids(party)}${addresses(organization.address)}${telecoms(organization.telecom)}<representedOrganization>${this.organization(organization)}</representedOrganization>`;
  }

  #person(party: Party, role: Role | null, organization: Organized | null): string {
    const code = role?.specialty?.[0] ?? role?.code?.[0] ?? party.qualification?.[0]?.code;
    const name = personName(many(party.name as HumanName | HumanName[])[0]);
    return (
      this.#ids(party) +
      (code && (code.coding ?? []).length > 0 ? concept(this.#document.namespace, code) : '') +
      addresses(many(party.address)) +
      telecoms(party.telecom ?? role?.telecom) +
      `<assignedPerson>${name ?? '<name nullFlavor="UNK"/>'}</assignedPerson>` +
      (organization ? `<representedOrganization>${this.organization(organization)}</representedOrganization>` : '')
    );
  }

  #ids(party: Party): string {
    const { namespace } = this.#document;
    const ids = many(party.identifier)
      .map((identifier) => identifierId(namespace, identifier))
      .filter((id) => id !== null)
      .map(ii);
    const unique = [...new Set(ids)].join('');
    return unique === '' ? ii(resourceRoot(namespace, party.resourceType, party.id)) : unique;
  }
}

const firstElement = (xml: string): string => /^<[^>]*\/>/.exec(xml)?.[0] ?? xml;
const firstAddress = (xml: string): string =>
  xml.startsWith('<addr nullFlavor') ? xml : `${xml.split('</addr>')[0]}</addr>`;
