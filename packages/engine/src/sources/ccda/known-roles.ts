import type { XmlElement } from '../../formats/xml/xml-element.js';
import { instanceKey } from './identifiers.js';

interface KnownRole {
  readonly role: XmlElement;
  readonly reference: string;
  /** Whether each element was carried, outer before inner. */
  readonly marks: readonly boolean[];
}

/** Roles read before, the last of each id: the same author or performer stands at entry after entry of most documents, word for word. */
export class KnownRoles {
  readonly #byId = new Map<string, KnownRole>();

  add(role: XmlElement, reference: string): void {
    const marks: boolean[] = [];
    collect(role, marks);
    this.#byId.set(keyOf(role), { role, reference, marks });
  }

  /** What a role of the same content became; its parts count as carried where those of the other did. null: none is known. */
  find(role: XmlElement): string | null {
    const known = this.#byId.get(keyOf(role));
    if (known === undefined || !isAlike(known.role, role)) return null;
    mark(role, known.marks, 0);
    return known.reference;
  }
}

function keyOf(role: XmlElement): string {
  const id = role.child('id');
  return (id && instanceKey(id)) ?? '';
}

function collect(element: XmlElement, marks: boolean[]): void {
  marks.push(element.used);
  const { nodes } = element;
  for (let i = 0; i < nodes.length; i++) {
    const node = nodes[i]!;
    if (typeof node !== 'string') collect(node, marks);
  }
}

/** Marks an element and what is in it by the marks from `at` on; where those of the next element begin. */
function mark(element: XmlElement, marks: readonly boolean[], at: number): number {
  if (marks[at]) element.used = true;
  let next = at + 1;
  const { nodes } = element;
  for (let i = 0; i < nodes.length; i++) {
    const node = nodes[i]!;
    if (typeof node !== 'string') next = mark(node, marks, next);
  }
  return next;
}

function isAlike(one: XmlElement, other: XmlElement): boolean {
  const { attributes, nodes } = one;
  if (one.name !== other.name) return false;
  if (attributes.length !== other.attributes.length || nodes.length !== other.nodes.length) return false;
  for (let i = 0; i < attributes.length; i++) if (attributes[i] !== other.attributes[i]) return false;
  for (let i = 0; i < nodes.length; i++) {
    const node = nodes[i]!;
    const twin = other.nodes[i]!;
    if (typeof node === 'string' || typeof twin === 'string') {
      if (node !== twin) return false;
    } else if (!isAlike(node, twin)) return false;
  }
  return true;
}
