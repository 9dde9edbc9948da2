import { elements, type XmlElement, type XmlNode } from './xml-tree.js';

/** Elements of the narrative block (CDA R2 NarrativeBlock.xsd) that stand on lines of their own. */
const BLOCKS = new Set(['tr', 'paragraph', 'item', 'list', 'table', 'thead', 'tbody', 'caption']);
const ROWS = new Set(['tr', 'item', 'paragraph']);

/** What a reader of the page sees: `<br/>` and blocks as line ends, cells apart by tabs. Outer blanks removed. */
function narrativeText(node: XmlNode): string {
  const parts: string[] = [];
  walk(node, parts);
  return parts.join('').trim();
}

function walk(node: XmlNode, parts: string[]): void {
  if (typeof node === 'string') {
    parts.push(node);
    return;
  }
  if (node.name === 'br') parts.push('\n');
  for (const inner of node.children) walk(inner, parts);
  if (node.name === 'td' || node.name === 'th') parts.push('\t');
  else if (BLOCKS.has(node.name)) parts.push('\n');
}

/** The anchors of one section's narrative: the anchored element, and the row (`tr`, `item`, `paragraph`) around it. */
export class NarrativeIndex {
  readonly #elements = new Map<string, XmlElement>();
  readonly #rows = new Map<string, XmlElement>();
  readonly #texts = new Map<XmlElement, string>();
  readonly #heads: string[] = [];
  readonly #all: XmlElement[] = [];

  constructor(text: XmlElement | undefined) {
    if (text) this.#index(text, undefined);
  }

  #index(element: XmlElement, row: XmlElement | undefined): void {
    const own = ROWS.has(element.name) && (row === undefined || element.name !== 'paragraph') ? element : row;
    if (own === element && row === undefined && !elements(element).some((cell) => cell.name === 'th'))
      this.#all.push(element);
    if (element.name === 'th') this.#heads.push(narrativeText(element));
    const id = element.attributes.ID;
    if (id !== undefined && !this.#elements.has(id)) {
      this.#elements.set(id, element);
      this.#rows.set(id, own ?? element);
    }
    for (const inner of elements(element)) this.#index(inner, own);
  }

  /** Titles of all table columns. */
  get heads(): string {
    return this.#heads.join('\t');
  }

  /** Texts of all rows, those that no entry points at too; heads of tables are none. */
  get rows(): string[] {
    return this.#all.map((element) => this.#textOf(element)).filter((text) => text !== '');
  }

  has(reference: string): boolean {
    return this.#elements.has(reference.replace(/^#/, ''));
  }

  /** Text behind `#anchor`; null where there is no such anchor. */
  text(reference: string): string | null {
    const element = this.#elements.get(reference.replace(/^#/, ''));
    return element ? this.#textOf(element) : null;
  }

  /** Text of the whole row around `#anchor`; null where there is no such anchor. */
  rowText(reference: string): string | null {
    const element = this.#rows.get(reference.replace(/^#/, ''));
    return element ? this.#textOf(element) : null;
  }

  #textOf(element: XmlElement): string {
    let text = this.#texts.get(element);
    if (text === undefined) {
      text = narrativeText(element);
      this.#texts.set(element, text);
    }
    return text;
  }
}
