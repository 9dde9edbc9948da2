import { hash } from 'node:crypto';
import { codeTable } from '../../base/code-table.js';
import type { Resource } from '../../chart/fhir.js';
import { stringifyFhir } from '../../chart/stringify.js';
import { identifiersOf } from './patient-groups.js';
import { SHARED_TYPES, type SourceDocument } from './source-document.js';

type Json = Record<string, unknown>;

/** How the resources of one document are called, apart from the document. */
export interface Label {
  /** `entry`: by its own id and what it is about; `content`: by all that it says; `own`: it is told apart from others by nothing but its place. */
  readonly by: 'patient' | 'entry' | 'content' | 'own';
  readonly text: string;
}

export const refOf = ({ resourceType, id }: Resource): string => `${resourceType}/${id ?? ''}`;

const digest = (text: string): string => hash('sha256', text, 'base64');

/** Elements that say what a statement is about: two of one id that differ here are two statements, not two versions of one. */
const ABOUT = [
  'code',
  'vaccineCode',
  'medicationCodeableConcept',
  'medicationReference',
  'description',
  'effectiveDateTime',
  'effectivePeriod',
  'occurrenceDateTime',
  'type',
];
/** Of these types something else is part of what changes between versions. */
const NOT_ABOUT: Readonly<Record<string, readonly string[]>> = codeTable({
  Encounter: ['type'],
  MedicationStatement: ['effectiveDateTime', 'effectivePeriod'],
  CarePlan: ['description'],
  Coverage: ['type'],
});

/**
 * Labels of a document's resources: the same statement has the same label in every document. `identified`: ids of entries may be taken for the statement's own (documents
 * repeat their entries under the same id); else every resource is its own.
 */
export class Labels {
  readonly #byRef = new Map<string, Resource>();
  readonly #labels = new Map<string, Label>();
  readonly #content = new Map<string, string>();

  constructor(
    document: SourceDocument,
    readonly identified: boolean,
  ) {
    for (const resource of document.resources) this.#byRef.set(refOf(resource), resource);
    if (!identified) return;
    const counts = new Map<string, number>();
    for (const resource of document.resources) {
      const [id] = identifiersOf(resource);
      if (id === undefined || resource.resourceType === 'Patient' || SHARED_TYPES.has(resource.resourceType)) continue;
      const base = `${resource.resourceType}|${id}|${digest(this.#about(resource))}`;
      const turn = (counts.get(base) ?? 0) + 1;
      counts.set(base, turn);
      this.#labels.set(refOf(resource), { by: 'entry', text: `${base}|${turn}` });
    }
  }

  of(resource: Resource): Label {
    const ref = refOf(resource);
    const known = this.#labels.get(ref);
    if (known) return known;
    // A circle of references ends at the place where it closes.
    this.#labels.set(ref, { by: 'own', text: 'itself' });
    let label: Label;
    if (resource.resourceType === 'Patient') label = { by: 'patient', text: 'Patient' };
    else if (this.identified && SHARED_TYPES.has(resource.resourceType))
      label = { by: 'content', text: `${resource.resourceType}|${this.contentOf(resource)}` };
    else label = { by: 'own', text: this.identified ? `${resource.resourceType}|${this.contentOf(resource)}` : ref };
    this.#labels.set(ref, label);
    return label;
  }

  /** Digest of all that a resource says, with what it refers to by label: the same in every document that says the same. */
  contentOf(resource: Resource): string {
    const ref = refOf(resource);
    let content = this.#content.get(ref);
    if (content === undefined) {
      const { id: _, ...rest } = resource;
      content = digest(stringifyFhir(this.#relabelled(rest)));
      this.#content.set(ref, content);
    }
    return content;
  }

  #about(resource: Resource): string {
    const but = NOT_ABOUT[resource.resourceType] ?? [];
    return ABOUT.filter((name) => !but.includes(name))
      .map((name) => stringifyFhir(codesOf(this.#resolved((resource as Json)[name]))))
      .join();
  }

  /** The code of a medication that stands in a resource of its own. */
  #resolved(value: unknown): unknown {
    const reference = (value as { reference?: unknown } | null | undefined)?.reference;
    return typeof reference === 'string' ? (this.#byRef.get(reference)?.code ?? null) : value;
  }

  #relabelled(value: unknown): unknown {
    if (Array.isArray(value)) return value.map((item) => this.#relabelled(item));
    if (typeof value !== 'object' || value === null || Object.getPrototypeOf(value) !== Object.prototype) return value;
    const members = Object.entries(value).map(([name, member]) => {
      const target = name === 'reference' && typeof member === 'string' ? this.#byRef.get(member) : undefined;
      return [name, target ? this.of(target).text : this.#relabelled(member)];
    });
    return Object.fromEntries(members);
  }
}

/** Of a concept its codes, where it has any: words change between versions. */
function codesOf(value: unknown): unknown {
  const { coding } = (value ?? {}) as { coding?: { system?: string; code?: string }[] };
  if (!Array.isArray(coding) || !coding.some((one) => one?.code)) return value ?? null;
  return coding.map((one) => `${one?.system ?? ''}|${one?.code ?? ''}`).sort();
}
