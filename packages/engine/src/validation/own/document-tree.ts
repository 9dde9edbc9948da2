import { CdaElement } from './cda-element.js';
import { type Instruction, readTree } from './tree-reader.js';
import { unescaped } from './xml-text.js';

/**
 * The elements of one well-formed CDA document as plain objects. Chartlift's own rules walk these, because each step in the
 * document that libxml2 parsed is a call into WebAssembly; building the tree costs about a millisecond for 100 kB.
 */
export class DocumentTree {
  private readonly byName = new Map<string, CdaElement[]>();
  private readonly byTemplate = new Map<string, CdaElement[]>();
  /** By root, then by extension, as far as they were asked for. */
  private readonly byVersion = new Map<string, Map<string, readonly CdaElement[]>>();
  private lineStarts: number[] | null = null;
  /** The document above its root element, as XPath has it. */
  readonly document = new CdaElement('#document', [], null, -1);

  private constructor(
    readonly root: CdaElement,
    readonly text: string,
    /** Targets of the processing instructions, with their offset. */
    readonly instructions: readonly Instruction[],
    /** All, in document order. */
    readonly elements: readonly CdaElement[],
    /** Levels of elements; the root alone is one. */
    readonly depth: number,
    /** Whether some text is in a CDATA section. */
    readonly hasDataSections: boolean,
  ) {
    this.document.addChild(root);
    for (const element of elements) {
      push(this.byName, element.name, element);
      if (element.name !== 'templateId' || !element.parent) continue;
      const root = element.attr('root');
      const alike = (one: CdaElement): boolean => one.name === 'templateId' && one.attr('root') === root;
      // An element that has the id twice, with two extensions, is in the index once.
      if (root !== undefined && element.parent.children.find(alike) === element)
        push(this.byTemplate, root, element.parent);
    }
  }

  /** Reads a text that an XML parser has taken as well-formed and that has no DOCTYPE; null where it has no element. */
  static read(text: string): DocumentTree | null {
    const read = readTree(text);
    const root = read?.elements[0];
    if (!read || !root) return null;
    return new DocumentTree(root, text, read.instructions, read.elements, read.depth, read.hasDataSections);
  }

  /** All elements of this name in document order; names as in {@link CdaElement.name}. */
  named(name: string): readonly CdaElement[] {
    return this.byName.get(name) ?? [];
  }

  /** Elements that carry a templateId with this root, in document order, whatever its extension. */
  withTemplate(root: string): readonly CdaElement[] {
    return this.byTemplate.get(root) ?? [];
  }

  /** Elements that carry a templateId with this root and this extension, in document order. */
  withTemplateVersion(root: string, extension: string): readonly CdaElement[] {
    const all = this.withTemplate(root);
    if (all.length === 0) return all;
    let versions = this.byVersion.get(root);
    if (!versions) {
      versions = new Map();
      this.byVersion.set(root, versions);
    }
    let known = versions.get(extension);
    if (!known) {
      known = all.filter((one) => one.hasTemplate(root, extension));
      versions.set(extension, known);
    }
    return known;
  }

  /** Text of an element and all below it, in their order: what XPath takes an element for. */
  stringValue(element: CdaElement): string {
    if (element.children.length === 0) return element.text;
    if (element === this.document) return this.stringValue(this.root);
    if (element.textPieces === 0) return element.children.map((child) => this.stringValue(child)).join('');
    // Which text stands before which child is only in the source.
    const { text } = this;
    let all = '';
    let depth = 1;
    MARKUP.lastIndex = element.end;
    for (let from = element.end; depth > 0; from = MARKUP.lastIndex) {
      const markup = MARKUP.exec(text);
      if (!markup) break;
      all += unescaped(lines(text.slice(from, markup.index)));
      const [whole] = markup;
      if (markup[1] !== undefined) all += lines(markup[1]);
      else if (whole.startsWith('</')) depth -= 1;
      else if (!/^<[!?]/.test(whole) && !whole.endsWith('/>')) depth += 1;
    }
    return all;
  }

  /** 1-based line of the first character of an element's tag. */
  line(element: CdaElement): number {
    return this.lineAt(element.offset);
  }

  /** Line that the element's tag ends in, which is the one that libxml2 tells. */
  endLine(element: CdaElement): number {
    return this.lineAt(element.end - 1);
  }

  lineAt(offset: number): number {
    if (!this.lineStarts) {
      this.lineStarts = [0];
      for (let i = this.text.indexOf('\n'); i >= 0; i = this.text.indexOf('\n', i + 1)) this.lineStarts.push(i + 1);
    }
    let low = 0;
    let high = this.lineStarts.length;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (this.lineStarts[middle]! <= offset) low = middle;
      else high = middle;
    }
    return low + 1;
  }
}

// A CDATA section with its content, a comment, an instruction, or a tag.
const MARKUP = /<!\[CDATA\[(.*?)\]\]>|<!--.*?-->|<\?.*?\?>|<(?:"[^"]*"|'[^']*'|[^"'>])*>/gs;
const lines = (text: string): string => (text.includes('\r') ? text.replace(/\r\n?/g, '\n') : text);

function push(map: Map<string, CdaElement[]>, key: string, element: CdaElement): void {
  const list = map.get(key);
  if (list) list.push(element);
  else map.set(key, [element]);
}
