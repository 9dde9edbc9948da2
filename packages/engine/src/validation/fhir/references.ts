import type { Json, StructureWalk } from './structure.js';
import type { FhirFindings } from './verdict.js';

/** A reference that could not be found in its own bundle or file: asked again when all files were read. */
interface Pending {
  readonly key: string;
  readonly path: string;
  readonly line: number;
  /** A bundle meant for a server may refer to what the server has. */
  readonly mayBeElsewhere: boolean;
}

const RELATIVE = /^([A-Z][A-Za-z]+)\/([A-Za-z0-9.-]{1,64})(\/_history\/[A-Za-z0-9.-]{1,64})?$/;
const CONDITIONAL = /^[A-Z][A-Za-z]+\?/;

/**
 * References of one file. `known`: `Type/id` of everything in all files. `urls`: fullUrls of the bundle with the type behind each; null outside
 * bundles. `closed`: what is not found is missing, and does not merely lie elsewhere.
 */
export class ReferenceCheck {
  readonly #pending: Pending[] = [];

  constructor(
    private readonly findings: FhirFindings,
    private readonly known: ReadonlySet<string>,
    private readonly walk: () => StructureWalk,
    private readonly scope: { urls: ReadonlyMap<string, string> | null; closed: boolean; alone: boolean },
  ) {}

  check(reference: Json, targets: readonly string[] | undefined, path: string, root: Json): void {
    const text = reference.reference;
    if (text === undefined) return;
    const walk = this.walk();
    if (typeof text !== 'string') return;
    if (text.startsWith('#')) {
      this.findings.referencesChecked++;
      const contained = (Array.isArray(root.contained) ? root.contained : []) as Json[];
      const held = contained.find((inner) => inner?.id === text.slice(1));
      if (text !== '#' && held === undefined) walk.tell('ref-1', path);
      else if (held !== undefined) this.target(String(held.resourceType), targets, path);
      return;
    }
    const relative = RELATIVE.exec(text);
    if (relative) {
      this.target(relative[1] ?? '', targets, path);
      this.find(`${relative[1]}/${relative[2]}`, path, walk.line);
      return;
    }
    if (CONDITIONAL.test(text)) {
      this.findings.referencesNotChecked++;
      this.target(text.slice(0, text.indexOf('?')), targets, path);
      return;
    }
    if (!/^[a-z][a-z0-9+.-]*:\S+$/i.test(text)) {
      walk.tell('reference-form', path);
      return;
    }
    const type = this.scope.urls?.get(text);
    if (type !== undefined) {
      this.findings.referencesChecked++;
      this.target(type, targets, path);
      return;
    }
    if (/^urn:(uuid|oid):/.test(text) && this.scope.urls !== null) {
      this.findings.referencesChecked++;
      walk.tell('reference-dangling', path);
      return;
    }
    this.findings.referencesNotChecked++;
  }

  /** Looks for what its own file did not have, now that every file is known. */
  finish(): void {
    const walk = this.walk();
    for (const { key, path, line, mayBeElsewhere } of this.#pending) {
      if (this.known.has(key)) continue;
      walk.line = line;
      walk.tell(mayBeElsewhere ? 'reference-elsewhere' : 'reference-dangling', path);
    }
    this.#pending.length = 0;
  }

  private find(key: string, path: string, line: number): void {
    if (this.scope.alone) {
      this.findings.referencesNotChecked++;
      return;
    }
    this.findings.referencesChecked++;
    if (!this.known.has(key)) this.#pending.push({ key, path, line, mayBeElsewhere: !this.scope.closed });
  }

  private target(type: string, targets: readonly string[] | undefined, path: string): void {
    if (targets !== undefined && !targets.includes(type)) this.walk().tell('reference-target', path);
  }
}
