import { stableId } from '../../base/stable-id.js';
import type { Resource } from '../../chart/fhir.js';
import { Labels, refOf } from './labels.js';
import { PatientGroups } from './patient-groups.js';
import type { SourceDocument } from './source-document.js';

/** Namespace of the keys of statements in document sources; drawn once, by chance, for this purpose. */
const NAMESPACE = 'a4f7c2e0-5b1d-4c9e-8d26-71a0f4b0c35e';

export type Standing = 'current' | 'repeated' | 'replaced';

interface Known {
  readonly date: string;
  readonly id: string | null;
  readonly replaces: readonly string[];
  standing: Standing;
  /** Record number of each `Patient/id`. */
  readonly patients: ReadonlyMap<string, number>;
  /** Label and content of its identified statements, with the patient's record. */
  readonly entries: readonly (readonly [record: number | null, label: string, content: string])[];
}

/** Which document has the version that counts. */
interface Winner {
  readonly document: number;
  readonly content: string;
}

/**
 * What must be known of all documents before a row of any of them can be given: who is one person, which documents were replaced or are there twice, and which document
 * has the newest version of a statement. Kept: digests, no content.
 */
export class DocumentSet {
  readonly #known: (Known | null)[] = [];
  readonly #groups: PatientGroups;
  readonly #digests = new Set<string>();
  readonly #patients: string[] = [];
  #winners: Map<string, Winner> | null = null;

  /** `identified`: ids of entries and of patients hold in all documents; else every record is its own. */
  constructor(readonly identified: boolean) {
    this.#groups = new PatientGroups(identified);
  }

  /** The next document; null for one that was refused. `digest`: of its text; null where it is no document. */
  add(document: SourceDocument | null, digest: string | null): void {
    if (document === null) {
      this.#known.push(null);
      return;
    }
    const labels = new Labels(document, this.identified);
    const patients = new Map<string, number>();
    for (const resource of document.resources)
      if (resource.resourceType === 'Patient') {
        patients.set(refOf(resource), this.#groups.add(resource));
        this.#patients.push(labels.contentOf(resource));
      }
    const entries = document.resources.flatMap((resource) => {
      const label = labels.of(resource);
      if (label.by !== 'entry') return [];
      const record = patients.get(document.patientOf(resource) ?? '') ?? null;
      return [[record, label.text, labels.contentOf(resource)] as const];
    });
    const { header } = document;
    const isRepeated = digest !== null && this.#digests.has(digest);
    if (digest !== null) this.#digests.add(digest);
    this.#known.push({
      date: header?.date ?? '',
      id: header?.id ?? null,
      replaces: header?.replaces ?? [],
      standing: isRepeated ? 'repeated' : 'current',
      patients,
      entries,
    });
  }

  /** To be called once, when all documents are added. */
  close(): void {
    const replaced = new Map<string, Known>();
    for (const one of this.#known) for (const id of one?.replaces ?? []) if (one) replaced.set(id, one);
    for (const one of this.#known) {
      const by = one?.id ? replaced.get(one.id) : undefined;
      // Ids of documents are copied about: only a document of the same person replaces another.
      if (
        one &&
        by &&
        one.standing === 'current' &&
        this.#personOf(by) === this.#personOf(one) &&
        !inCircle(one, replaced)
      )
        one.standing = 'replaced';
    }
    const winners = new Map<string, Winner>();
    const dates = this.#known.map((one) => one?.date ?? '');
    const newer = (a: number, b: number): boolean => dates[a]! > dates[b]! || (dates[a] === dates[b] && a > b);
    this.#known.forEach((one, document) => {
      if (one?.standing !== 'current') return;
      const take = (key: string, content: string): void => {
        const held = winners.get(key);
        if (!held || newer(document, held.document)) winners.set(key, { document, content });
      };
      for (const record of one.patients.values())
        take(`Patient ${this.#groups.keyOf(record)}`, this.#patients[record]!);
      for (const [record, label, content] of one.entries) take(this.#entryKey(record, label), content);
    });
    this.#winners = winners;
  }

  /** Newest date that a document states; null where none does. */
  get newest(): string | null {
    const dates = this.#known.map((one) => one?.date ?? '').sort();
    const last = dates.at(-1) ?? '';
    return last === '' ? null : last;
  }

  /** Numbers of documents with a patient who shares an identifier with somebody else. */
  get contested(): readonly number[] {
    const records = new Set(this.#groups.contested);
    return this.#known.flatMap((one, number) =>
      one && [...one.patients.values()].some((record) => records.has(record)) ? [number] : [],
    );
  }

  standingOf(document: number): Standing {
    return this.#known[document]!.standing;
  }

  /** Key of the person that `Patient/id` of a document is. */
  personOf(document: number, patient: string | null): string | null {
    const record = this.#known[document]!.patients.get(patient ?? '');
    return record === undefined ? null : this.#groups.keyOf(record);
  }

  /** Key of the row of a resource: the same wherever the same statement stands. */
  keyOf(document: number, resource: Resource, labels: Labels, source: SourceDocument): string {
    const label = labels.of(resource);
    switch (label.by) {
      case 'patient':
        return this.personOf(document, refOf(resource))!;
      case 'entry':
        return stableId(NAMESPACE, this.personOf(document, source.patientOf(resource)) ?? '', label.text);
      case 'content':
        return stableId(NAMESPACE, label.text);
      case 'own':
        return resource.id ?? '';
    }
  }

  /** The document whose version of a statement counts, and whether this one says the same; null where the statement has no other version. */
  winnerOf(
    document: number,
    resource: Resource,
    labels: Labels,
    source: SourceDocument,
  ): { readonly document: number; readonly same: boolean } | null {
    const label = labels.of(resource);
    if (label.by !== 'patient' && label.by !== 'entry') return null;
    const record = this.#known[document]!.patients.get(
      (label.by === 'patient' ? refOf(resource) : source.patientOf(resource)) ?? '',
    );
    const key =
      label.by === 'patient' ? `Patient ${this.#groups.keyOf(record!)}` : this.#entryKey(record ?? null, label.text);
    const winner = this.#winners!.get(key);
    return winner ? { document: winner.document, same: winner.content === labels.contentOf(resource) } : null;
  }

  #entryKey(record: number | null, label: string): string {
    return `${record === null ? '' : this.#groups.keyOf(record)} ${label}`;
  }

  #personOf(known: Known): string {
    return [...known.patients.values()].map((record) => this.#groups.keyOf(record)).join();
  }
}

/** Whether a document would be replaced by itself in the end, through others or not: then none of them counts as replaced, lest all of them are lost. */
function inCircle(one: Known, replaced: ReadonlyMap<string, Known>): boolean {
  const passed = new Set<Known>();
  let by = one.id === null ? undefined : replaced.get(one.id);
  while (by !== undefined && !passed.has(by)) {
    if (by === one) return true;
    passed.add(by);
    by = by.id === null ? undefined : replaced.get(by.id);
  }
  return false;
}
