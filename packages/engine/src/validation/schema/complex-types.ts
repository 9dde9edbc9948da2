import type { CdaElement } from '../own/cda-element.js';
import {
  type Component,
  partsOf,
  type SchemaComponents,
  type SchemaNames,
  UnsupportedSchema,
  xs,
} from './components.js';
import { ContentModel, type ContentState } from './content-model.js';
import { type SimpleType, SimpleTypes } from './simple-type.js';

export interface AttributeUse {
  readonly type: SimpleType;
  readonly required: boolean;
  /** The only value; null where any of the type will do. */
  readonly fixed: string | null;
}

/** What an element with attributes or child elements may hold. */
export interface ComplexType {
  readonly kind: 'complex';
  readonly base: ComplexType | null;
  /** Elements must name another type by xsi:type. */
  readonly isAbstract: boolean;
  /** Text may stand between the children. */
  readonly isMixed: boolean;
  /** By name: of attributes without prefix as written, of others `{uri}` and the local name. */
  readonly attributes: ReadonlyMap<string, AttributeUse>;
  readonly required: number;
  readonly content: ContentState<TypeRef>;
}

export type ElementType = ComplexType | { readonly kind: 'simple'; readonly type: SimpleType };

/** A type that is read when it is first asked for; null where it is one of those left to libxml2. */
export interface TypeRef {
  readonly type: ElementType | null;
}

/** A definition with the parts that its derived types add to. */
interface Definition {
  readonly type: ComplexType;
  /** The parts of the content model, those of the base first. */
  readonly model: readonly Component[];
}

const PARTICLES = new Set(['sequence', 'choice', 'group', 'all', 'any'].map(xs));

/** The complex types of a schema, each read when it is first asked for. */
export class ComplexTypes {
  private readonly simple: SimpleTypes;
  private readonly refs = new Map<string, TypeRef>();
  private readonly defined = new Map<string, Definition>();

  constructor(private readonly components: SchemaComponents) {
    this.simple = new SimpleTypes(components);
  }

  /** The type of a global element; null where there is none. */
  ofElement(name: string): TypeRef | null {
    const component = this.components.elements.get(name);
    return component ? this.declared(component.node, component.names) : null;
  }

  /** One object for each name. */
  named(name: string): TypeRef {
    let ref = this.refs.get(name);
    if (!ref) {
      ref = lazily(() => this.type(name));
      this.refs.set(name, ref);
    }
    return ref;
  }

  private type(name: string): ElementType {
    if (this.components.types.get(name)?.node.name === xs('complexType')) return this.complex(name).type;
    return { kind: 'simple', type: this.simple.named(name) };
  }

  private declared(node: CdaElement, names: SchemaNames): TypeRef {
    const type = node.attr('type');
    const isPlain = ['default', 'fixed', 'substitutionGroup', 'abstract', 'block', 'final', 'form'].every(
      (one) => node.attr(one) === undefined,
    );
    if (type === undefined || !isPlain || partsOf(node).length > 0)
      throw new UnsupportedSchema('an element of another kind');
    return this.named(names.resolve(type));
  }

  private complex(name: string): Definition {
    const known = this.defined.get(name);
    if (known) return known;
    const component = this.components.types.get(name);
    if (component?.node.name !== xs('complexType')) throw new UnsupportedSchema(`the complex type ${name}`);
    const definition = this.read(component);
    this.defined.set(name, definition);
    return definition;
  }

  private read({ node, names }: Component): Definition {
    if (node.attr('block') ?? node.attr('final')) throw new UnsupportedSchema('a type with final or block');
    const [first, ...others] = partsOf(node);
    if (first?.name !== xs('complexContent')) return this.derived(node, node, names, null, false);
    const [way, ...more] = partsOf(first);
    const isExtension = way?.name === xs('extension');
    if (!way || more.length + others.length > 0 || (!isExtension && way.name !== xs('restriction')))
      throw new UnsupportedSchema('a derivation of another kind');
    if (first.attr('mixed') !== undefined) throw new UnsupportedSchema('mixed on the content');
    return this.derived(node, way, names, this.complex(names.resolve(way.attr('base') ?? '')), isExtension);
  }

  /** `parts`: the element with the model and the attributes. */
  private derived(
    node: CdaElement,
    parts: CdaElement,
    names: SchemaNames,
    from: Definition | null,
    isExtension: boolean,
  ): Definition {
    const model: Component[] = isExtension && from ? [...from.model] : [];
    const attributes = new Map(from?.type.attributes);
    let hasOwn = false;
    for (const part of partsOf(parts)) {
      if (PARTICLES.has(part.name)) {
        model.push({ node: part, names });
        hasOwn = true;
      } else this.addAttribute(part, names, attributes);
    }
    const content = new ContentModel<TypeRef>(this.components, (one, its) => this.inModel(one, its));
    const start = content.begin();
    const end = model.reduce((at, one) => content.add(one.node, one.names, at), start);
    const isMixed = node.attr('mixed') === 'true' || (isExtension && !hasOwn && from?.type.isMixed === true);
    const type: ComplexType = {
      kind: 'complex',
      base: from?.type ?? null,
      isAbstract: node.attr('abstract') === 'true',
      isMixed,
      attributes,
      required: [...attributes.values()].filter((use) => use.required).length,
      content: content.deterministic(start, end),
    };
    return { type, model };
  }

  private inModel(node: CdaElement, names: SchemaNames): { name: string; declaration: TypeRef } {
    const ref = node.attr('ref');
    if (ref !== undefined) {
      const name = names.resolve(ref);
      const declaration = this.ofElement(name);
      if (!declaration) throw new UnsupportedSchema(`the element ${name}`);
      return { name, declaration };
    }
    return { name: names.own(node.attr('name') ?? ''), declaration: this.declared(node, names) };
  }

  private addAttribute(node: CdaElement, names: SchemaNames, into: Map<string, AttributeUse>): void {
    if (node.name === xs('attributeGroup')) {
      const group = this.components.attributeGroups.get(names.resolve(node.attr('ref') ?? ''));
      if (!group) throw new UnsupportedSchema('an attribute group that is not there');
      for (const part of partsOf(group.node)) this.addAttribute(part, group.names, into);
      return;
    }
    if (node.name !== xs('attribute')) throw new UnsupportedSchema(`${node.name} in a complex type`);
    const ref = node.attr('ref');
    const global = ref === undefined ? null : this.components.attributes.get(names.resolve(ref));
    if (global === undefined) throw new UnsupportedSchema('an attribute that is not there');
    const local = (global?.node ?? node).attr('name') ?? '';
    const name = global ? `{${global.names.target}}${local}` : local;
    if (node.attr('use') === 'prohibited') {
      into.delete(name);
      return;
    }
    into.set(name, {
      type: this.attributeType(global ?? { node, names }),
      required: node.attr('use') === 'required',
      fixed: node.attr('fixed') ?? global?.node.attr('fixed') ?? null,
    });
  }

  private attributeType({ node, names }: Component): SimpleType {
    const type = node.attr('type');
    const [inner] = partsOf(node);
    try {
      if (type !== undefined) return this.simple.named(names.resolve(type));
      if (inner) return this.simple.defined({ node: inner, names });
    } catch (error) {
      if (!(error instanceof UnsupportedSchema)) throw error;
      return UNKNOWN;
    }
    throw new UnsupportedSchema('an attribute without a type');
  }
}

/** An attribute whose type is beyond the acceptor does no harm where it is not given. */
const UNKNOWN: SimpleType = { accepts: () => false, values: null, isId: false };

function lazily(read: () => ElementType): TypeRef {
  let known: ElementType | null | undefined;
  return {
    get type(): ElementType | null {
      if (known === undefined) {
        try {
          known = read();
        } catch (error) {
          if (!(error instanceof UnsupportedSchema)) throw error;
          known = null;
        }
      }
      return known;
    },
  };
}
