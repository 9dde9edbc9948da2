import type { CdaElement } from '../own/cda-element.js';
import type { DocumentTree } from '../own/document-tree.js';
import { type ComplexType, ComplexTypes, type ElementType, type TypeRef } from './complex-types.js';
import { readComponents, UnsupportedSchema } from './components.js';
import type { SimpleType } from './simple-type.js';

const ROOT = 'ClinicalDocument';
const XSI = 'http://www.w3.org/2001/XMLSchema-instance';
const TYPE = `{${XSI}}type`;
const HINTS = new Set([`{${XSI}}schemaLocation`, `{${XSI}}noNamespaceSchemaLocation`]);
const NOT_BLANK = /[^\t\n\r ]/;

/**
 * Says of most valid documents that they are valid, by the user's schema over the tree that all other layers walk as well. It knows a part
 * of XML Schema only and never says that a document is wrong: what it does not accept, libxml2 judges.
 */
export class SchemaAcceptor {
  private constructor(
    private readonly types: ComplexTypes,
    private readonly root: TypeRef,
  ) {}

  /** `read` gives the text of a schema file, null where it may not be read; null where the schema is one that it cannot read. */
  static compile(file: string, read: (file: string) => string | null): SchemaAcceptor | null {
    try {
      const types = new ComplexTypes(readComponents(file, read));
      const root = types.ofElement(ROOT);
      return root && new SchemaAcceptor(types, root);
    } catch (error) {
      if (error instanceof UnsupportedSchema) return null;
      throw error;
    }
  }

  /** True: the document is valid. False: that is not known. */
  accepts(tree: DocumentTree): boolean {
    // Which text is in a CDATA section is not in the tree, and libxml2 does not take one for the blanks between elements.
    if (tree.hasDataSections) return false;
    const { type } = this.root;
    return type !== null && tree.root.name === ROOT && new Walk(this.types, tree).element(tree.root, type);
  }
}

/** One document. */
class Walk {
  private readonly ids = new Set<string>();

  constructor(
    private readonly types: ComplexTypes,
    private readonly tree: DocumentTree,
  ) {}

  element(element: CdaElement, declared: ElementType): boolean {
    if (declared.kind === 'simple') return this.textOnly(element, declared.type);
    const type = element.qualifiedNamesAndValues().length === 0 ? declared : this.actual(element, declared);
    if (type === null || type.isAbstract || !this.attributes(element, type)) return false;
    let state = type.content;
    const { children } = element;
    for (let i = 0; i < children.length; i++) {
      const child = children[i]!;
      const step = state.next.get(child.name);
      const childType = step?.declaration.type;
      if (!step || !childType || !this.element(child, childType)) return false;
      state = step.to;
    }
    if (!state.ends) return false;
    if (type.isMixed || element.textPieces === 0) return true;
    // An element that may have no children may have no blanks either.
    return type.content.next.size > 0 && !NOT_BLANK.test(element.text);
  }

  private textOnly(element: CdaElement, type: SimpleType): boolean {
    const isBare = element.children.length === 0 && element.namesAndValues().length === 0;
    return isBare && !type.isId && type.accepts(element.text);
  }

  /** The type by xsi:type where there is one; null where an attribute with a prefix is not known to be valid. */
  private actual(element: CdaElement, declared: ComplexType): ComplexType | null {
    const given = element.qualifiedNamesAndValues();
    let type: ComplexType = declared;
    for (let i = 0; i < given.length; i += 2) {
      if (given[i] !== TYPE) continue;
      const named = this.typeNamed(element, given[i + 1]!);
      let above: ComplexType | null = named;
      while (above !== null && above !== declared) above = above.base;
      if (named === null || above === null) return null;
      type = named;
    }
    for (let i = 0; i < given.length; i += 2) {
      const name = given[i]!;
      if (name !== TYPE && !HINTS.has(name) && !this.attribute(type, name, given[i + 1]!)) return null;
    }
    return type;
  }

  private typeNamed(element: CdaElement, written: string): ComplexType | null {
    // Of the prefixes only that of an element of CDA is known to stand for CDA.
    if (element.name.includes(':')) return null;
    const colon = written.indexOf(':') + 1;
    const tag = `${written.slice(0, colon)}${element.name}`;
    if (!this.tree.text.startsWith(tag, element.offset + 1)) return null;
    const { type } = this.types.named(written.slice(colon));
    return type?.kind === 'complex' ? type : null;
  }

  private attributes(element: CdaElement, type: ComplexType): boolean {
    const given = element.namesAndValues();
    let required = type.required;
    for (let i = 0; i < given.length; i += 2) {
      const name = given[i]!;
      const use = type.attributes.get(name);
      if (use) {
        if (use.required) required -= 1;
        if (!this.attribute(type, name, given[i + 1]!)) return false;
      } else if (!name.includes(':')) return false;
    }
    return required === 0;
  }

  private attribute(type: ComplexType, name: string, value: string): boolean {
    const use = type.attributes.get(name);
    if (!use?.type.accepts(value) || (use.fixed !== null && use.fixed !== value)) return false;
    if (!use.type.isId) return true;
    const isNew = !this.ids.has(value);
    this.ids.add(value);
    return isNew;
  }
}
