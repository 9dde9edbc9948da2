import type { Issue } from '../../base/issue.js';
import { formatLocator } from '../../base/locator.js';
import { stableId } from '../../base/stable-id.js';
import type { Chart, ChartFragment, ChartSettings, Origin } from '../../chart/chart.js';
import type { Reference, Resource } from '../../chart/fhir.js';
import { EntryIds } from './datatypes/identifier.js';
import { Parties } from './header/parties.js';
import { untold } from './no-place.js';
import { hasForbiddenCharacter, isToken } from './xml.js';

/** A place that an issue may name: formatted already, or an origin that is formatted once an issue asks for it. */
export type Where = string | Origin;

/** A resource that may be written, with the place it came from: for issues. */
export interface Item<T> {
  readonly resource: T & { resourceType: string; id: string };
  readonly where: Where;
}

/** The same as the document keeps it. */
interface Kept extends Item<unknown> {
  readonly type: string;
  carried: boolean;
  /** Place among the items of the document. */
  readonly place: number;
}

/** What one document is made of while it is written: the usable resources, the ids given out, what was carried, what was found. */
export class CcdaDocument {
  readonly issues: Issue[] = [];
  readonly ids: EntryIds;
  readonly parties: Parties;
  readonly namespace: string;
  /** Stable id of the patient's document. */
  readonly documentId: string;
  readonly #byType = new Map<string, Item<unknown>[]>();
  /** The patient, then all that is usable; of two resources with one id the last, in the place of the first. */
  readonly #items: Kept[] = [];
  /** By type, then id: a text made of both would be hashed anew for each look-up. */
  readonly #byId = new Map<string, Map<string, Kept>>();
  readonly #carried: Kept[] = [];
  readonly #made = new Map<unknown, unknown>();

  constructor(
    readonly chart: Chart,
    readonly settings: ChartSettings,
  ) {
    this.namespace = settings.idNamespace;
    this.documentId = stableId(settings.idNamespace, 'ccda', chart.patient.id);
    this.ids = new EntryIds(settings.idNamespace);
    this.#keep('Patient', chart.patient as unknown as Resource & { id: string }, chart.patientOrigin);
    for (const fragment of chart.shared) this.#add(fragment);
    for (const fragment of chart.fragments) {
      const item = this.#add(fragment);
      if (item === null) continue;
      const list = this.#byType.get(item.resource.resourceType);
      if (list) list.push(item);
      else this.#byType.set(item.resource.resourceType, [item]);
    }
    this.parties = new Parties(this);
  }

  /** Usable resources of one type in chart order; `T` must fit the type. */
  all<T>(resourceType: string): readonly Item<T>[] {
    return (this.#byType.get(resourceType) ?? []) as Item<T>[];
  }

  /** The resource that a reference names, when the chart holds it and it is usable. */
  resolve<T>(reference: Reference | string | null | undefined): (T & { resourceType: string; id: string }) | null {
    return this.item<T>(reference)?.resource ?? null;
  }

  /** The same with the place that it came from. */
  item<T>(reference: Reference | string | null | undefined): Item<T> | null {
    const text = typeof reference === 'string' ? reference : reference?.reference;
    if (typeof text !== 'string') return null;
    const end = text.indexOf('/');
    if (end < 0) return null;
    return (this.#byId.get(text.slice(0, end))?.get(text.slice(end + 1)) as Item<T> | undefined) ?? null;
  }

  /** Marks a resource as represented in the document. */
  carry(resource: { readonly resourceType: string; readonly id?: string | null }): void {
    const item = this.#byId.get(resource.resourceType)?.get(resource.id ?? '');
    if (item === undefined || item.carried) return;
    item.carried = true;
    this.#carried.push(item);
  }

  /** `Type/id` of what was carried, in the order of its first mention. */
  get carried(): readonly string[] {
    return this.#carried.map(({ type, resource }) => `${type}/${resource.id ?? ''}`);
  }

  /** What `make` gives, made once for this document: several sections ask for the same. */
  once<T>(make: (document: CcdaDocument) => T): T {
    let made = this.#made.get(make) as T | undefined;
    if (made === undefined) {
      made = make(this);
      this.#made.set(make, made);
    }
    return made;
  }

  report(severity: Issue['severity'], code: string, where: Where, message: string, element?: string): void {
    const place = typeof where === 'string' ? where : whereOf(where);
    this.issues.push({ severity, code, where: place, message, ...(element === undefined ? {} : { element }) });
  }

  #add(fragment: ChartFragment): Item<unknown> | null {
    const { resource } = fragment;
    if (isEnteredInError(resource)) {
      this.report(
        'information',
        'ccda-entered-in-error',
        fragment.origin,
        'Marked as entered in error in the source: left out of the document.',
      );
      return null;
    }
    if (isModified(resource)) {
      this.report(
        'warning',
        'ccda-modifier-extension',
        fragment.origin,
        'A modifier extension changes what the record means, and C-CDA has no place for it: left out of the document.',
      );
      return null;
    }
    return this.#keep(resource.resourceType, resource as Resource & { id: string }, fragment.origin);
  }

  #keep(type: string, resource: Resource & { id: string }, where: Where): Item<unknown> {
    let ofType = this.#byId.get(type);
    if (ofType === undefined) {
      ofType = new Map();
      this.#byId.set(type, ofType);
    }
    const id = resource.id ?? '';
    const place = ofType.get(id)?.place ?? this.#items.length;
    const item: Kept = { type, resource, where, carried: false, place };
    ofType.set(id, item);
    this.#items[place] = item;
    return item;
  }

  /** One issue for each kind of element that the resources have and the document has no place for, at the first row that has it. */
  reportUntold(): void {
    const seen = new Set<string>();
    for (const item of this.#items) {
      if (!item.carried) continue;
      for (const element of untold(item.resource)) {
        if (seen.has(element)) continue;
        seen.add(element);
        this.report(
          'information',
          'ccda-no-place',
          item.where,
          'C-CDA has no place for this element; the FHIR target carries it.',
          element,
        );
      }
    }
  }

  /** Says that times of day stand without an offset from UTC (ADR 8); once for a document. */
  reportWallClocks(): void {
    this.issues.push({
      severity: 'information',
      code: 'ccda-time-without-offset',
      where: whereOf(this.chart.patientOrigin),
      message:
        'Times of day are written without an offset from UTC, because none is known: importing systems read them in a zone of their own.',
      hint: 'Where you know the zone of the clock of the source, set timeZone in chartlift.yaml (as America/New_York) and run again.',
    });
  }

  /** Finds what could not be written and says where it is; called once the document is made, and only when something was lost. */
  reportLosses(): void {
    for (const { resource, where } of this.#items) {
      const trouble = troubleOf(resource, '');
      if (trouble & BLANK_CODE)
        this.report(
          'warning',
          'ccda-code-blank',
          where,
          'A code has blanks, which a C-CDA code cannot have; its text is written without the code.',
        );
      if (trouble & FORBIDDEN)
        this.report(
          'warning',
          'ccda-xml-character',
          where,
          'A text has control characters that XML cannot hold; they are left out.',
        );
    }
  }
}

const whereOf = (origin: Origin): string =>
  formatLocator({ source: origin.source, table: origin.table, row: origin.row });

function isEnteredInError(resource: Resource): boolean {
  const { status, verificationStatus } = resource as {
    status?: unknown;
    verificationStatus?: { coding?: { code?: string }[] };
  };
  if (status === 'entered-in-error') return true;
  for (const coding of verificationStatus?.coding ?? []) if (coding?.code === 'entered-in-error') return true;
  return false;
}

/** FHIR R4 2.1: who does not know a modifier extension may not use the resource as if it were not there. */
const isModified = ({ modifierExtension }: Resource): boolean =>
  Array.isArray(modifierExtension) && modifierExtension.length > 0;

const FORBIDDEN = 1;
const BLANK_CODE = 2;

/** What of a resource cannot be written: characters that XML forbids, and codes with blanks (see `isToken`). */
function troubleOf(value: unknown, key: string): number {
  if (typeof value === 'string')
    return (hasForbiddenCharacter(value) ? FORBIDDEN : 0) | (key === 'code' && !isToken(value) ? BLANK_CODE : 0);
  if (value === null || typeof value !== 'object') return 0;
  let trouble = 0;
  for (const name in value) trouble |= troubleOf((value as Record<string, unknown>)[name], name);
  return trouble;
}
