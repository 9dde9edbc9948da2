import { dirname, resolve } from 'node:path';
import { type CdaElement, nameIn } from '../own/cda-element.js';
import { DocumentTree } from '../own/document-tree.js';

const XS = 'http://www.w3.org/2001/XMLSchema';

/** The name of an element or built-in type of XML Schema, as DocumentTree has it. */
export const xs = (local: string): string => nameIn(XS, local);

/** A schema, or a part of one, that the acceptor does not know how to read; libxml2 then checks what falls under it. */
export class UnsupportedSchema extends Error {}

/** What the names in one schema file stand for. */
export class SchemaNames {
  constructor(
    private readonly prefixes: ReadonlyMap<string, string>,
    /** Namespace of what the file declares; for a file without one, that of the file that includes it. */
    readonly target: string,
  ) {}

  /** A qualified name as written in an attribute of the file, as DocumentTree names elements. */
  resolve(written: string): string {
    const colon = written.indexOf(':');
    if (colon < 0) return nameIn(this.prefixes.get('') ?? this.target, written);
    const uri = this.prefixes.get(written.slice(0, colon));
    if (uri === undefined) throw new UnsupportedSchema('a name with an undeclared prefix');
    return nameIn(uri, written.slice(colon + 1));
  }

  own(local: string): string {
    return nameIn(this.target, local);
  }
}

/** A declaration or definition, with the names of its file. */
export interface Component {
  readonly node: CdaElement;
  readonly names: SchemaNames;
}

/** The global declarations and definitions of a schema by name, as DocumentTree names elements. */
export interface SchemaComponents {
  readonly types: ReadonlyMap<string, Component>;
  readonly elements: ReadonlyMap<string, Component>;
  readonly attributes: ReadonlyMap<string, Component>;
  readonly groups: ReadonlyMap<string, Component>;
  readonly attributeGroups: ReadonlyMap<string, Component>;
}

/** The parts of a schema element without annotations. */
export const partsOf = (node: CdaElement): readonly CdaElement[] =>
  node.children.filter((child) => child.name !== xs('annotation'));

/**
 * Reads a schema with all that it includes and imports; `read` gives the text of a file, null where it may not be read. The text is one
 * that an XML parser has taken. Throws UnsupportedSchema for what changes the meaning of other parts.
 */
export function readComponents(file: string, read: (file: string) => string | null): SchemaComponents {
  const found = {
    types: new Map<string, Component>(),
    elements: new Map<string, Component>(),
    attributes: new Map<string, Component>(),
    groups: new Map<string, Component>(),
    attributeGroups: new Map<string, Component>(),
  };
  const places = new Map<string, Map<string, Component>>([
    [xs('simpleType'), found.types],
    [xs('complexType'), found.types],
    [xs('element'), found.elements],
    [xs('attribute'), found.attributes],
    [xs('group'), found.groups],
    [xs('attributeGroup'), found.attributeGroups],
  ]);
  const seen = new Set<string>();
  const visit = (path: string, includedBy: string | null): void => {
    const asked = `${path} as part of ${includedBy}`;
    if (seen.has(asked)) return;
    seen.add(asked);
    const text = read(path);
    const tree = text === null ? null : DocumentTree.read(text);
    if (!tree || tree.root.name !== xs('schema')) throw new UnsupportedSchema('a file that is no schema');
    const { root } = tree;
    const target = root.attr('targetNamespace') ?? includedBy ?? '';
    const key = `${path} ${target}`;
    if (seen.has(key)) return;
    seen.add(key);
    if (root.attr('blockDefault') ?? root.attr('finalDefault') ?? root.attr('attributeFormDefault'))
      throw new UnsupportedSchema('defaults of a schema');
    const isQualified = root.attr('elementFormDefault') === 'qualified';
    const names = new SchemaNames(prefixesOf(tree, root), target);
    for (const part of partsOf(root)) {
      if (part.name === xs('include') || part.name === xs('import')) {
        const location = part.attr('schemaLocation');
        if (location === undefined) throw new UnsupportedSchema('an import without a file');
        visit(resolve(dirname(path), location), part.name === xs('include') ? target : null);
        continue;
      }
      const place = places.get(part.name);
      const name = part.attr('name');
      if (!place || name === undefined) throw new UnsupportedSchema(`${part.name} in a schema`);
      if (!isQualified && part.name !== xs('simpleType')) throw new UnsupportedSchema('elements without a namespace');
      declaresNoPrefix(tree, part);
      place.set(names.own(name), { node: part, names });
    }
  };
  visit(file, null);
  return found;
}

function prefixesOf(tree: DocumentTree, root: CdaElement): ReadonlyMap<string, string> {
  const tag = tree.text.slice(root.offset, root.end);
  const all = tag.matchAll(/\sxmlns(?::([^\s=]+))?\s*=\s*(?:"([^"&]*)"|'([^'&]*)')/g);
  return new Map([...all].map(([, prefix, double, single]) => [prefix ?? '', double ?? single ?? '']));
}

/** Names are resolved by the prefixes of the whole file. */
function declaresNoPrefix(tree: DocumentTree, node: CdaElement): void {
  if (/\sxmlns\b/.test(tree.text.slice(node.offset, node.end))) throw new UnsupportedSchema('a prefix declared inside');
  for (const part of partsOf(node)) declaresNoPrefix(tree, part);
}
