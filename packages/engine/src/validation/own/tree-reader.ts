import { BEYOND_ASCII, codesOf, internalized, NameTable } from '../../formats/xml/name-table.js';
import { CdaElement, nameIn } from './cda-element.js';
import { attributeText, unescaped } from './xml-text.js';

const CDA = 'urn:hl7-org:v3';
const XSI = 'http://www.w3.org/2001/XMLSchema-instance';

const GREATER = 0x3e;
const SLASH = 0x2f;
const EQUALS = 0x3d;
const AMPERSAND = 0x26;
const COLON = 0x3a;
const NONE: readonly string[] = Object.freeze([]);

const names = new NameTable();

/** What the prefixes stand for, and the names already resolved by them. */
class Scope {
  readonly names = new Map<string, string>();
  /** Whether a name without prefix is CDA's. */
  readonly isPlain: boolean;

  constructor(readonly prefixes: ReadonlyMap<string, string>) {
    this.isPlain = prefixes.get('') === CDA;
  }

  name(written: string): string {
    let name = this.names.get(written);
    if (name === undefined) {
      name = internalized(this.resolved(written));
      this.names.set(written, name);
    }
    return name;
  }

  private resolved(written: string): string {
    const colon = written.indexOf(':');
    const uri = this.prefixes.get(colon < 0 ? '' : written.slice(0, colon));
    const local = colon < 0 ? written : written.slice(colon + 1);
    return nameIn(uri ?? '', local);
  }
}

export interface Instruction {
  readonly target: string;
  readonly offset: number;
}

/** What stands in a text: its elements in document order, the first of which is the root, and its processing instructions. */
export interface ReadTree {
  /** Levels of elements; the root alone is one. */
  readonly depth: number;
  /** Whether some text is in a CDATA section. */
  readonly hasDataSections: boolean;
  readonly elements: readonly CdaElement[];
  readonly instructions: readonly Instruction[];
}

/** Reads a text that an XML parser has taken as well-formed and that has no DOCTYPE; null where it has no element, or an open one. */
export function readTree(text: string): ReadTree | null {
  return new Reader(text).run();
}

class Reader {
  private readonly elements: CdaElement[] = [];
  private readonly instructions: Instruction[] = [];
  private readonly scopes: Scope[] = [];
  /** Elements whose parent is still open, in document order, and how many of them there are: the list only grows. */
  private readonly waiting: CdaElement[] = [];
  private waits = 0;
  /** Of each open element: where its children begin among them. */
  private readonly starts: number[] = [];
  private depth = 0;
  private hasDataSections = false;
  /** Names and values of the tag that is being read; only grows as well. */
  private readonly given: string[] = [];
  private scope = new Scope(new Map([['xml', 'http://www.w3.org/XML/1998/namespace']]));
  private readonly codes: Uint8Array;
  private readonly hasReturns: boolean;
  private at = 0;

  constructor(private readonly text: string) {
    this.codes = codesOf(text);
    this.hasReturns = text.includes('\r');
  }

  run(): ReadTree | null {
    const { text, codes } = this;
    let open: CdaElement | null = null;
    for (;;) {
      const from = this.at;
      const tag = text.indexOf('<', from);
      if (tag < 0) break;
      if (open && tag > from) open.addText(this.written(from, tag));
      const next = codes[tag + 1];
      if (next === SLASH) {
        if (!open) return null;
        this.at = this.after('>', tag);
        this.close(open);
        open = open.parent;
        this.leave();
      } else if (next === 0x21 || next === 0x3f) {
        if (!this.aside(tag, open)) return null;
      } else {
        const element = this.startTag(tag, open);
        this.elements.push(element);
        this.waiting[this.waits++] = element;
        if (this.starts.length >= this.depth) this.depth = this.starts.length + 1;
        if (codes[this.at - 2] === SLASH) this.leave();
        else {
          open = element;
          this.starts.push(this.waits);
        }
      }
    }
    if (open || this.elements.length === 0) return null;
    const { elements, instructions, depth, hasDataSections } = this;
    return { elements, instructions, depth, hasDataSections };
  }

  /** Offset behind the next mark; the end of the text where there is none. */
  private after(mark: string, from: number): number {
    const found = this.text.indexOf(mark, from);
    return found < 0 ? this.text.length : found + mark.length;
  }

  /** Gives an element its children. Cut to size: a list that grows keeps room for 16 more, of which most elements never have use. */
  private close(element: CdaElement): void {
    const start = this.starts.pop()!;
    if (start < this.waits) element.children = this.waiting.slice(start, this.waits);
    this.waits = start;
  }

  private leave(): void {
    this.scope = this.scopes.pop()!;
  }

  /** Text as it stands at these offsets, without what only the file has: line ends of Windows, references. */
  private written(from: number, to: number): string {
    return unescaped(this.lines(this.text.slice(from, to)));
  }

  private lines(text: string): string {
    return this.hasReturns && text.includes('\r') ? text.replace(/\r\n?/g, '\n') : text;
  }

  /** A comment, CDATA section or processing instruction; false where it does not end. */
  private aside(tag: number, open: CdaElement | null): boolean {
    const { text } = this;
    const isInstruction = this.codes[tag + 1] === 0x3f;
    const isData = !isInstruction && text.startsWith('<![CDATA[', tag);
    const mark = isInstruction ? '?>' : isData ? ']]>' : '-->';
    const end = text.indexOf(mark, tag + (isInstruction ? 2 : isData ? 9 : 4));
    if (end < 0) return false;
    this.hasDataSections ||= isData;
    if (isData) open?.addText(this.lines(text.slice(tag + 9, end)));
    else if (isInstruction) {
      const target = /^[^\s?]+/.exec(text.slice(tag + 2, tag + 80))?.[0] ?? '';
      if (target !== 'xml') this.instructions.push({ target, offset: tag });
    }
    this.at = end + mark.length;
    return true;
  }

  /** Reads a start tag; its scope is open then. */
  private startTag(tag: number, parent: CdaElement | null): CdaElement {
    const { text, codes, given } = this;
    const written = this.name(tag + 1);
    let size = 0;
    let prefixed: string[] | null = null;
    let declared: Map<string, string> | null = null;
    const outer = this.scope;
    for (;;) {
      let at = this.blanks(this.at);
      if (codes[at] === GREATER || codes[at] === SLASH) {
        this.at = this.after('>', at);
        break;
      }
      const name = this.name(at);
      at = this.blanks(this.at);
      if (codes[at] !== EQUALS) {
        this.at = this.after('>', at);
        break;
      }
      at = this.blanks(at + 1);
      const quote = codes[at]!;
      const first = ++at;
      let isPlain = true;
      for (let code = codes[at]!; code !== quote && at < text.length; code = codes[++at]!)
        if (code === AMPERSAND || code < 0x20) isPlain = false;
      this.at = at + 1;
      const raw = text.slice(first, at);
      const value = isPlain ? raw : attributeText(raw);
      if (name === 'xmlns' || name.startsWith('xmlns:')) {
        const prefix = name === 'xmlns' ? '' : name.slice(6);
        if (outer.prefixes.get(prefix) !== value) {
          declared ??= new Map(outer.prefixes);
          declared.set(prefix, value);
        }
        continue;
      }
      if (this.hasColon) {
        prefixed ??= [];
        prefixed.push(name, value);
      }
      given[size++] = name;
      given[size++] = value;
    }
    this.scopes.push(outer);
    if (declared) this.scope = new Scope(declared);
    const { scope } = this;
    const name = scope.isPlain && !written.includes(':') ? written : scope.name(written);
    const attributes = size === 0 ? null : given.slice(0, size);
    const qualified = prefixed && attributes ? this.qualified(prefixed, attributes) : NONE;
    return new CdaElement(name, attributes ?? NONE, parent, tag, this.at, qualified);
  }

  /** Attributes with a prefix by their URI; xsi:type under another prefix is still the type, and the types of CDA are written with and without a prefix. */
  private qualified(prefixed: readonly string[], attributes: string[]): string[] {
    const found: string[] = [];
    for (let i = 0; i < prefixed.length; i += 2) {
      const written = prefixed[i]!;
      const value = prefixed[i + 1]!;
      const colon = written.indexOf(':');
      const uri = this.scope.prefixes.get(written.slice(0, colon)) ?? '';
      const isType = uri === XSI && written.slice(colon) === ':type';
      found.push(isType ? TYPE : `{${uri}}${written.slice(colon + 1)}`, value);
      if (!isType) continue;
      const at = attributes.indexOf(written);
      attributes[at] = 'xsi:type';
      attributes[at + 1] = value.slice(value.indexOf(':') + 1);
    }
    return found;
  }

  private hasColon = false;

  /** The name at an offset; `at` stands behind it then. */
  private name(from: number): string {
    const { codes } = this;
    let at = from;
    let hash = 0;
    let isAscii = true;
    let hasColon = false;
    for (
      let code = codes[at]!;
      code > 0x20 && code !== EQUALS && code !== GREATER && code !== SLASH;
      code = codes[++at]!
    ) {
      if (code >= BEYOND_ASCII) isAscii = false;
      else if (code === COLON) hasColon = true;
      hash = (Math.imul(hash, 31) + code) | 0;
    }
    this.at = at;
    this.hasColon = hasColon;
    return isAscii ? names.find(this.text, codes, from, at, hash) : internalized(this.text.slice(from, at));
  }

  private blanks(from: number): number {
    const { codes } = this;
    let at = from;
    while (codes[at] === 0x20 || codes[at] === 0x0a || codes[at] === 0x09 || codes[at] === 0x0d) at += 1;
    return at;
  }
}

const TYPE = `{${XSI}}type`;
