import { MigrationError } from '../../base/error.js';
import { XmlElement } from './xml-element.js';

/** What a document may be at the most; more is refused, so that no file can take the memory or the stack. */
export interface XmlLimits {
  readonly characters: number;
  readonly depth: number;
  readonly elements: number;
}

export const XML_LIMITS: XmlLimits = Object.freeze({ characters: 256 << 20, depth: 200, elements: 5_000_000 });

const PREFIX_OF: Readonly<Record<string, string>> = {
  'urn:hl7-org:v3': '',
  'urn:hl7-org:sdtc': 'sdtc:',
  'http://www.w3.org/2001/XMLSchema-instance': 'xsi:',
};
/** Prefixes as everybody uses them, for files that forget to declare them. */
const CUSTOMARY: Readonly<Record<string, string>> = { '': '', sdtc: 'sdtc:', xsi: 'xsi:', xml: 'xml:' };
const ENTITIES: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };
const NO_ATTRIBUTES: Record<string, string> = Object.freeze({});
const GREATER = 0x3e;
const SLASH = 0x2f;
const EQUALS = 0x3d;

/** First offset from `at` that holds no blank. */
function skipBlanks(text: string, at: number): number {
  let end = at;
  for (let c = text.charCodeAt(end); c === 0x20 || c === 0x0a || c === 0x09; c = text.charCodeAt(++end));
  return end;
}

/** First offset from `at` that cannot be in a name; NaN (the end of the text) ends it too. */
function endOfName(text: string, at: number): number {
  let end = at;
  for (;;) {
    const c = text.charCodeAt(end);
    if (!(c > 0x20) || c === EQUALS || c === GREATER || c === SLASH || c === 0x22 || c === 0x27 || c === 0x3c)
      return end;
    end++;
  }
}

/** Whether the text from `from` to `to` is nothing but blanks. */
const isBlank = (text: string, from: number, to: number): boolean => skipBlanks(text, from) >= to;

type Prefixes = Readonly<Record<string, string>>;

/**
 * The root element of an XML text, in one pass. Comments and processing instructions are left out; blanks between elements too, except in narrative
 * (below an element `text`). Throws MigrationError `XML_NOT_WELL_FORMED`, `XML_DTD` (a document type is never read, so nothing is
 * expanded or fetched) or `XML_TOO_LARGE`, each with line and column.
 */
export function parseXml(source: string, limits: XmlLimits = XML_LIMITS): XmlElement {
  return new Parser(source.includes('\r') ? source.replace(/\r\n?/g, '\n') : source, limits).run();
}

class Parser {
  #at = 0;
  #count = 0;
  #depth = 0;
  /** Depth of the outermost `text` element that is open; 0 outside narrative. */
  #narrative = 0;
  #prefixes: Prefixes = CUSTOMARY;
  #names = new Map<string, string>();
  readonly #tags: string[] = [];
  readonly #scopes: Prefixes[] = [];

  constructor(
    readonly text: string,
    readonly limits: XmlLimits,
  ) {
    if (text.length > limits.characters) throw this.#large('the file is larger than this software reads');
  }

  run(): XmlElement {
    const { text } = this;
    const { length } = text;
    let root: XmlElement | null = null;
    let top: XmlElement | null = null;
    while (this.#at < length) {
      const open = text.indexOf('<', this.#at);
      const stop = open < 0 ? length : open;
      if (stop > this.#at) this.#text(top, this.#at, stop);
      if (open < 0) break;
      this.#at = open;
      const next = text.charCodeAt(open + 1);
      if (next === 0x2f) {
        top = this.#close(top);
      } else if (next === 0x21) this.#declaration(top);
      else if (next === 0x3f) this.#at = this.#after('?>', open, 'an open processing instruction');
      else {
        if (top === null && root !== null) throw this.#fault('a second root element');
        const element = this.#open(top);
        root ??= element;
        top?.append(element);
        if (text.charCodeAt(this.#at - 2) !== 0x2f) top = element;
      }
    }
    if (top !== null || root === null) throw this.#fault(root ? 'it ends inside an element' : 'it has no element');
    return root;
  }

  #text(top: XmlElement | null, from: number, to: number): void {
    if (top === null) {
      if (!/^[\s\ufeff]*$/.test(this.text.slice(from, to))) throw this.#fault('text outside the root element');
    } else if (this.#narrative > 0 || !isBlank(this.text, from, to))
      top.append(this.#decoded(this.text.slice(from, to)));
  }

  #close(top: XmlElement | null): XmlElement | null {
    const open = this.#at;
    const end = this.text.indexOf('>', open);
    if (top === null || end < 0 || this.text.slice(open + 2, end).trimEnd() !== this.#tags[this.#tags.length - 1])
      throw this.#fault('an end tag without its start');
    this.#leave();
    this.#at = end + 1;
    return top.parent;
  }

  #leave(): void {
    this.#tags.pop();
    if (this.#depth === this.#narrative) this.#narrative = 0;
    this.#depth--;
    const scope = this.#scopes.pop()!;
    if (scope !== this.#prefixes) {
      this.#prefixes = scope;
      this.#names = new Map();
    }
  }

  #declaration(top: XmlElement | null): void {
    const { text } = this;
    const open = this.#at;
    if (text.startsWith('<!--', open)) this.#at = this.#after('-->', open + 4, 'an open comment');
    else if (text.startsWith('<![CDATA[', open) && top !== null) {
      const end = this.#after(']]>', open, 'an open CDATA section');
      top.append(text.slice(open + 9, end - 3));
      this.#at = end;
    } else if (text.startsWith('<!DOCTYPE', open))
      throw new MigrationError('The file has a document type definition, which is never read.', {
        code: 'XML_DTD',
        where: this.#place(),
        hint: 'CDA documents have none. Remove the <!DOCTYPE ...> and write entities out, or export the document again.',
      });
    else throw this.#fault('a declaration that is not known');
  }

  #open(parent: XmlElement | null): XmlElement {
    const { text } = this;
    const open = this.#at;
    let at = endOfName(text, open + 1);
    if (at === open + 1) throw this.#fault('a "<" that starts nothing');
    const tag = text.slice(open + 1, at);
    let attributes: Record<string, string> = NO_ATTRIBUTES;
    let declared: Record<string, string> | undefined;
    let prefixed: string[] | undefined;
    let isEmpty = false;
    for (;;) {
      const start = skipBlanks(text, at);
      const character = text.charCodeAt(start);
      if (character === GREATER || character === SLASH) {
        isEmpty = character === SLASH;
        at = isEmpty ? start + 1 : start;
        if (text.charCodeAt(at) !== GREATER) throw this.#fault('an open start tag');
        this.#at = at + 1;
        break;
      }
      const stop = endOfName(text, start);
      if (start === at || stop === start) throw this.#fault('an open start tag');
      const name = text.slice(start, stop);
      at = skipBlanks(text, stop);
      if (text.charCodeAt(at) !== EQUALS) throw this.#fault('an attribute without a value');
      at = skipBlanks(text, at + 1);
      const quote = text.charCodeAt(at);
      const close = quote === 0x22 ? text.indexOf('"', at + 1) : quote === 0x27 ? text.indexOf("'", at + 1) : -1;
      if (close < 0) throw this.#fault('an attribute without a value');
      const raw = text.slice(at + 1, close);
      at = close + 1;
      if (raw.includes('<')) throw this.#fault('a "<" in an attribute');
      const value = raw.includes('&') ? this.#decoded(raw) : raw;
      if (name === 'xmlns' || name.startsWith('xmlns:')) {
        declared ??= { ...this.#prefixes };
        const prefix = name.slice(6);
        declared[prefix] = PREFIX_OF[value] ?? (prefix === '' ? '' : `${prefix}:`);
        continue;
      }
      if (name.includes(':')) {
        prefixed ??= [];
        prefixed.push(name, value);
        continue;
      }
      if (attributes === NO_ATTRIBUTES) attributes = {};
      else if (Object.hasOwn(attributes, name)) throw this.#fault('an attribute given twice');
      attributes[name] = value;
    }
    const outer = this.#prefixes;
    if (declared) {
      this.#prefixes = declared;
      this.#names = new Map();
    }
    if (prefixed) {
      if (attributes === NO_ATTRIBUTES) attributes = {};
      for (let i = 0; i < prefixed.length; i += 2) {
        const resolved = this.#name(prefixed[i]!);
        if (Object.hasOwn(attributes, resolved)) throw this.#fault('an attribute given twice');
        attributes[resolved] = prefixed[i + 1]!;
      }
    }
    const element = new XmlElement(this.#name(tag), attributes, parent, open);
    if (++this.#count > this.limits.elements) throw this.#large('it has too many elements');
    this.#tags.push(tag);
    this.#scopes.push(outer);
    this.#depth++;
    if (this.#depth > this.limits.depth) throw this.#large(`elements are nested deeper than ${this.limits.depth}`);
    if (this.#narrative === 0 && element.name === 'text') this.#narrative = this.#depth;
    if (isEmpty) this.#leave();
    return element;
  }

  #name(tag: string): string {
    let name = this.#names.get(tag);
    if (name === undefined) {
      const colon = tag.indexOf(':');
      const prefix = colon < 0 ? '' : tag.slice(0, colon);
      const known = Object.hasOwn(this.#prefixes, prefix) ? this.#prefixes[prefix]! : `${prefix}:`;
      name = known + tag.slice(colon + 1);
      this.#names.set(tag, name);
    }
    return name;
  }

  #decoded(raw: string): string {
    if (!raw.includes('&')) return raw;
    return raw.replace(/&(?:#x([0-9a-fA-F]{1,6})|#(\d{1,7})|(\w+));|&/g, (_, hex, decimal, name) => {
      const code = hex ? Number.parseInt(hex, 16) : decimal ? Number(decimal) : -1;
      if (code > 0 && code <= 0x10ffff) return String.fromCodePoint(code);
      const known = name && Object.hasOwn(ENTITIES, name) ? ENTITIES[name] : undefined;
      if (known === undefined) throw this.#fault('an entity that is not known');
      return known;
    });
  }

  #after(mark: string, from: number, why: string): number {
    const found = this.text.indexOf(mark, from);
    if (found < 0) throw this.#fault(why);
    return found + mark.length;
  }

  #place(): string {
    const before = this.text.slice(0, this.#at);
    return `line ${before.split('\n').length}, column ${before.length - before.lastIndexOf('\n')}`;
  }

  #fault(why: string): MigrationError {
    return new MigrationError(`The file is not readable XML: ${why}.`, {
      code: 'XML_NOT_WELL_FORMED',
      where: this.#place(),
      hint: 'Look at this place in an XML editor; a file that was cut in transfer has to be exported again.',
    });
  }

  #large(why: string): MigrationError {
    return new MigrationError(`The file is refused: ${why}.`, {
      code: 'XML_TOO_LARGE',
      where: this.#place(),
      hint: 'No clinical document is built like this; look at what made the file.',
    });
  }
}

/** Line numbers (from 1) of offsets of a text. */
export class LineIndex {
  readonly #starts: number[] = [0];

  constructor(text: string) {
    for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) this.#starts.push(at + 1);
  }

  line(offset: number): number {
    let low = 0;
    let high = this.#starts.length;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (this.#starts[middle]! <= offset) low = middle;
      else high = middle;
    }
    return low + 1;
  }
}
