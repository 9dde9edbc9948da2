import { CdaElement } from './cda-element.js';
import { attributeText, unescaped } from './xml-text.js';

const CDA = 'urn:hl7-org:v3';
const SDTC = 'urn:hl7-org:sdtc';
const XSI = 'http://www.w3.org/2001/XMLSchema-instance';

type Scope = ReadonlyMap<string, string>;

const ATTRIBUTE = /\s*([^\s=/<>"']+)\s*=\s*(?:"([^"]*)"|'([^']*)')/y;
/**
 * The elements of one well-formed CDA document as plain objects. Chartlift's own rules walk these, because each step in the
 * document that libxml2 parsed is a call into WebAssembly; building the tree costs about a millisecond for 100 kB.
 */
export class DocumentTree {
  private readonly byName = new Map<string, CdaElement[]>();
  private readonly byTemplate = new Map<string, CdaElement[]>();
  private lineStarts: number[] | null = null;

  private constructor(
    readonly root: CdaElement,
    readonly text: string,
    /** Targets of the processing instructions, with their offset. */
    readonly instructions: readonly { readonly target: string; readonly offset: number }[],
    /** All, in document order. */
    readonly elements: readonly CdaElement[],
  ) {
    for (const element of elements) {
      push(this.byName, element.name, element);
      if (element.name !== 'templateId' || !element.parent) continue;
      const root = element.attr('root');
      const known = root === undefined ? undefined : this.byTemplate.get(root);
      if (root !== undefined && known?.at(-1) !== element.parent) push(this.byTemplate, root, element.parent);
    }
  }

  /** Reads a text that an XML parser has taken as well-formed and that has no DOCTYPE; null where it has no element. */
  static read(text: string): DocumentTree | null {
    const elements: CdaElement[] = [];
    const instructions: { target: string; offset: number }[] = [];
    const scopes: Scope[] = [new Map()];
    let root: CdaElement | null = null;
    let open: CdaElement | null = null as CdaElement | null;
    let at = 0;
    for (;;) {
      const tag = text.indexOf('<', at);
      if (tag < 0) break;
      if (open && tag > at) open.addText(unescaped(text.slice(at, tag)));
      const next = text.charCodeAt(tag + 1);
      if (next === 0x21) {
        const cdata = text.startsWith('<![CDATA[', tag);
        const end = text.indexOf(cdata ? ']]>' : '-->', tag + (cdata ? 9 : 4));
        if (end < 0) break;
        if (cdata) open?.addText(text.slice(tag + 9, end));
        at = end + 3;
        continue;
      }
      if (next === 0x3f) {
        const end = text.indexOf('?>', tag);
        if (end < 0) break;
        const target = /^[^\s?]+/.exec(text.slice(tag + 2, tag + 80))?.[0] ?? '';
        if (target !== 'xml') instructions.push({ target, offset: tag });
        at = end + 2;
        continue;
      }
      if (next === 0x2f) {
        at = text.indexOf('>', tag) + 1;
        open = open?.parent ?? null;
        scopes.pop();
        if (at === 0) break;
        continue;
      }
      const start = startTag(text, tag, scopes.at(-1)!);
      if (!start) break;
      const element: CdaElement = new CdaElement(start.name, start.attributes, open, tag, start.end);
      elements.push(element);
      open?.children.push(element);
      root ??= element;
      at = start.end;
      if (start.empty) continue;
      open = element;
      scopes.push(start.scope);
    }
    return root ? new DocumentTree(root, text, instructions, elements) : null;
  }

  /** All elements of this name in document order; names as in {@link CdaElement.name}. */
  named(name: string): readonly CdaElement[] {
    return this.byName.get(name) ?? [];
  }

  /** Elements that carry a templateId with this root, in document order, whatever its extension. */
  withTemplate(root: string): readonly CdaElement[] {
    return this.byTemplate.get(root) ?? [];
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

interface StartTag {
  readonly name: string;
  readonly attributes: readonly string[];
  readonly scope: Scope;
  readonly empty: boolean;
  /** Offset behind the tag. */
  readonly end: number;
}

const NAME = /[^\s/>]+/y;

function startTag(text: string, tag: number, outer: Scope): StartTag | null {
  NAME.lastIndex = tag + 1;
  const written = NAME.exec(text)?.[0];
  if (written === undefined) return null;
  let scope = outer;
  const attributes: string[] = [];
  let at = tag + 1 + written.length;
  for (;;) {
    ATTRIBUTE.lastIndex = at;
    const found = ATTRIBUTE.exec(text);
    if (!found) break;
    at = ATTRIBUTE.lastIndex;
    const name = found[1]!;
    const value = attributeText(found[2] ?? found[3] ?? '');
    if (name === 'xmlns' || name.startsWith('xmlns:')) {
      const prefix = name === 'xmlns' ? '' : name.slice(6);
      if (outer.get(prefix) !== value) scope = new Map([...scope, [prefix, value]]);
    } else attributes.push(name, value);
  }
  for (let i = 0; i < attributes.length; i += 2) {
    const name = attributes[i]!;
    const colon = name.indexOf(':');
    // xsi:type under another prefix is still the type; the types of CDA are written with and without a prefix.
    if (colon > 0 && name.slice(colon) === ':type' && scope.get(name.slice(0, colon)) === XSI) {
      const value = attributes[i + 1]!;
      attributes[i] = 'xsi:type';
      attributes[i + 1] = value.slice(value.indexOf(':') + 1);
    }
  }
  const close = text.indexOf('>', at);
  if (close < 0) return null;
  const empty = text.charCodeAt(close - 1) === 0x2f;
  return { name: nameIn(written, scope), attributes, scope, empty, end: close + 1 };
}

function nameIn(written: string, scope: Scope): string {
  const colon = written.indexOf(':');
  const uri = scope.get(colon < 0 ? '' : written.slice(0, colon));
  const local = colon < 0 ? written : written.slice(colon + 1);
  if (uri === CDA) return local;
  return uri === SDTC ? `sdtc:${local}` : `{${uri ?? ''}}${local}`;
}

function push(map: Map<string, CdaElement[]>, key: string, element: CdaElement): void {
  const list = map.get(key);
  if (list) list.push(element);
  else map.set(key, [element]);
}
