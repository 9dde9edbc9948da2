/** A child of an element: another element, or text between elements as it stands (entities resolved). */
export type XmlNode = XmlElement | string;

const NO_ELEMENTS: readonly XmlElement[] = Object.freeze([]);
const NO_NODES: readonly XmlNode[] = Object.freeze([]);
export const NO_ATTRIBUTES: readonly string[] = Object.freeze([]);

/**
 * An element as a document reader sees it: its name without prefix in HL7's namespace, `sdtc:x` and `xsi:x` in those, else as written.
 * `used` and `negationUsed` are the reader's own marks: what stays unmarked was not carried.
 */
export class XmlElement {
  /** Most elements are leaves: they share one empty list. */
  nodes: readonly XmlNode[] = NO_NODES;
  used = false;
  negationUsed = false;
  /** What a reader worked out about the element and asks for often. */
  memo: unknown = undefined;

  constructor(
    readonly name: string,
    /** Names and values in turn: elements have few attributes, and a search through them is quicker than an object of any shape. */
    public attributes: readonly string[],
    readonly parent: XmlElement | null,
    /** Offset of the start tag in the text. */
    readonly offset: number,
  ) {}

  /** First child of that name. */
  child(name: string): XmlElement | undefined {
    const { nodes } = this;
    for (let i = 0; i < nodes.length; i++) {
      const node = nodes[i]!;
      if (typeof node !== 'string' && node.name === name) return node;
    }
    return undefined;
  }

  /** First element down a path of names. */
  at(...path: readonly string[]): XmlElement | undefined {
    let found: XmlElement | undefined = this;
    for (const name of path) found = found?.child(name);
    return found;
  }

  /** Children of that name. */
  all(name: string): readonly XmlElement[] {
    let found: XmlElement[] | undefined;
    const { nodes } = this;
    for (let i = 0; i < nodes.length; i++) {
      const node = nodes[i]!;
      if (typeof node !== 'string' && node.name === name) {
        found ??= [];
        found.push(node);
      }
    }
    return found ?? NO_ELEMENTS;
  }

  elements(): readonly XmlElement[] {
    const { nodes } = this;
    if (nodes.length === 0) return NO_ELEMENTS;
    const found: XmlElement[] = [];
    for (let i = 0; i < nodes.length; i++) {
      const node = nodes[i]!;
      if (typeof node !== 'string') found.push(node);
    }
    return found;
  }

  /** Text of the element's own text nodes, outer blanks removed. */
  ownText(): string {
    const { nodes } = this;
    let text = '';
    for (let i = 0; i < nodes.length; i++) {
      const node = nodes[i]!;
      if (typeof node === 'string') text = text === '' ? node : text + node;
    }
    return text === '' ? text : text.trim();
  }

  /** An attribute as it stands. */
  raw(name: string): string | undefined {
    const { attributes } = this;
    for (let i = 0; i < attributes.length; i += 2) if (attributes[i] === name) return attributes[i + 1];
    return undefined;
  }

  /** An attribute without outer blanks; undefined where it is absent or blank. */
  attribute(name: string): string | undefined {
    const value = this.raw(name);
    if (value === undefined || value === '') return undefined;
    if (value.charCodeAt(0) > 0x20 && value.charCodeAt(value.length - 1) > 0x20) return value;
    const text = value.trim();
    return text === '' ? undefined : text;
  }

  /** Marks the element as carried; the same element, so that it can be chained. */
  mark(): this {
    this.used = true;
    return this;
  }

  /** Marks it with everything below. */
  markAll(): this {
    this.used = true;
    this.negationUsed = true;
    for (const node of this.nodes) if (typeof node !== 'string') node.markAll();
    return this;
  }

  /** XPath from the root: names, and ordinals where siblings share a name. */
  path(): string {
    const steps: string[] = [];
    for (let element: XmlElement | null = this; element; element = element.parent) {
      const { name } = element;
      const around: readonly XmlNode[] = element.parent?.nodes ?? NO_NODES;
      let alike = 0;
      let ordinal = 1;
      for (const node of around) {
        if (node === element) ordinal = alike + 1;
        if (typeof node !== 'string' && node.name === name) alike++;
      }
      steps.push(alike > 1 ? `${name}[${ordinal}]` : name);
    }
    return `/${steps.reverse().join('/')}`;
  }
}
