import { codeTable } from '../../base/code-table.js';
import { MigrationError } from '../../base/error.js';
import { BEYOND_ASCII, codesOf, internalized, NameTable } from './name-table.js';
import { NO_ATTRIBUTES, XmlElement, type XmlNode } from './xml-element.js';

/** What a document may be at the most; more is refused, so that no file can take the memory or the stack. */
export interface XmlLimits {
  readonly characters: number;
  readonly depth: number;
  readonly elements: number;
}

export const XML_LIMITS: XmlLimits = Object.freeze({ characters: 256 << 20, depth: 200, elements: 5_000_000 });

const PREFIX_OF: Readonly<Record<string, string>> = codeTable({
  'urn:hl7-org:v3': '',
  'urn:hl7-org:sdtc': 'sdtc:',
  'http://www.w3.org/2001/XMLSchema-instance': 'xsi:',
});
/** Prefixes as everybody uses them, for files that forget to declare them. */
const CUSTOMARY: Readonly<Record<string, string>> = { '': '', sdtc: 'sdtc:', xsi: 'xsi:', xml: 'xml:' };
const ENTITIES: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };
const GREATER = 0x3e;
const SLASH = 0x2f;
const EQUALS = 0x3d;
const LESS = 0x3c;
const AMPERSAND = 0x26;
/** What a character is to a name: the flags of those in it are put together. */
const COLONS = 1;
const FOREIGN = 2;
const ENDS = 4;
const KINDS = Uint8Array.from({ length: 256 }, (_, code) =>
  code <= 0x20 || '>/="\'<'.includes(String.fromCharCode(code))
    ? ENDS
    : code >= BEYOND_ASCII
      ? FOREIGN
      : code === 0x3a
        ? COLONS
        : 0,
);

const names = new NameTable();
/** Room for the codes of most documents, one after the other: new memory would have to be emptied for each. */
const room = Buffer.alloc(1 << 20);

type Prefixes = Readonly<Record<string, string>>;

/**
 * The root element of an XML text, in one pass. Comments and processing instructions are left out; blanks between elements too, except in narrative
 * (below an element `text`). Throws MigrationError `XML_NOT_WELL_FORMED`, `XML_DTD` (a document type is never read, so nothing is
 * expanded or fetched) or `XML_TOO_LARGE`, each with line and column.
 */
export function parseXml(source: string, limits: XmlLimits = XML_LIMITS): XmlElement {
  return parseLines(withLineFeeds(source), limits);
}

/** The same for a text that `withLineFeeds` gave. */
export function parseLines(text: string, limits: XmlLimits = XML_LIMITS): XmlElement {
  return new Parser(text, limits).run();
}

/** The text with one line feed for each line end, as XML 1.0 section 2.11 has it. */
export function withLineFeeds(text: string): string {
  if (!text.includes('\r')) return text;
  const plain = text.replaceAll('\r\n', '\n');
  return plain.includes('\r') ? plain.replaceAll('\r', '\n') : plain;
}

class Parser {
  /** Where the parser stands, for messages too. */
  #at = 0;
  #count = 0;
  #depth = 0;
  /** Depth of the outermost `text` element that is open; 0 outside narrative. */
  #narrative = 0;
  #prefixes: Prefixes = CUSTOMARY;
  /** Names with a prefix, resolved. */
  #names = new Map<string, string>();
  /** Whether names without a prefix stand for themselves: not where the default namespace is one that has a prefix here. */
  #isPlain = true;
  #top: XmlElement | null = null;
  /** Of each open element: its name as written, the prefixes around it, and where its children begin among those that wait. */
  readonly #tags: string[] = [];
  readonly #scopes: Prefixes[] = [];
  readonly #starts: number[] = [];
  /** Children of the open elements, outer before inner: an element gets its own when it ends, in a list of just that length. */
  readonly #waiting: XmlNode[] = [];
  #waits = 0;
  /** Attributes of the start tag that is being read. */
  readonly #given: string[] = [];
  readonly #codes: Uint8Array;

  constructor(
    readonly text: string,
    readonly limits: XmlLimits,
  ) {
    if (text.length > limits.characters) throw this.#large('the file is larger than this software reads');
    this.#codes = codesOf(text, room);
  }

  run(): XmlElement {
    const { text } = this;
    const { length } = text;
    let root: XmlElement | null = null;
    while (this.#at < length) {
      const open = this.#text();
      if (open === length) break;
      const next = text.charCodeAt(open + 1);
      if (next === SLASH) this.#close();
      else if (next === 0x21) this.#declaration();
      else if (next === 0x3f) this.#at = this.#after('?>', open, 'an open processing instruction');
      else {
        if (this.#top === null && root !== null) throw this.#fault('a second root element');
        const element = this.#open();
        root ??= element;
      }
    }
    if (this.#top !== null || root === null)
      throw this.#fault(root ? 'it ends inside an element' : 'it has no element');
    return root;
  }

  /** Takes the text up to the next `<` (or the end) and stands there. */
  #text(): number {
    const codes = this.#codes;
    const from = this.#at;
    let at = from;
    while (codes[at] === 0x20 || codes[at] === 0x0a || codes[at] === 0x09) at++;
    const isBlank = codes[at] === LESS;
    let hasEntity = false;
    let stop = at;
    for (let c = codes[stop]; c !== LESS; c = codes[++stop]) {
      if (c === AMPERSAND) hasEntity = true;
      else if (c === 0 && stop === this.text.length) break;
    }
    if (stop > from) {
      if (this.#top === null) {
        if (!/^[\s\ufeff]*$/.test(this.text.slice(from, stop))) throw this.#fault('text outside the root element');
      } else if (!isBlank || this.#narrative > 0) {
        if (at < stop || this.#narrative > 0) {
          const raw = this.text.slice(from, stop);
          this.#waiting[this.#waits++] = hasEntity ? this.#decoded(raw) : raw;
        }
      }
    }
    this.#at = stop;
    return stop;
  }

  #close(): void {
    const { text } = this;
    const codes = this.#codes;
    const open = this.#at;
    const top = this.#top;
    const tag = this.#tags[this.#depth - 1];
    let end = tag === undefined ? 0 : open + 2 + tag.length;
    if (top === null || tag === undefined || codes[end] !== GREATER || !this.#isSame(top.offset + 1, open + 2, end)) {
      end = text.indexOf('>', open);
      if (end < 0 || text.slice(open + 2, end).trimEnd() !== tag) throw this.#fault('an end tag without its start');
    }
    if (top === null) throw this.#fault('an end tag without its start');
    const start = this.#starts[this.#depth - 1] ?? 0;
    if (this.#waits > start) {
      top.nodes = this.#children(start);
      this.#waits = start;
    }
    this.#leave();
    this.#top = top.parent;
    this.#at = end + 1;
  }

  /** Whether the characters from `one` on are those from `other` to `end`; where they are not ASCII, it may say no. */
  #isSame(one: number, other: number, end: number): boolean {
    const codes = this.#codes;
    const away = one - other;
    for (let at = other; at < end; at++) {
      const code = codes[at]!;
      if (code !== codes[at + away] || code >= BEYOND_ASCII) return false;
    }
    return true;
  }

  #children(start: number): readonly XmlNode[] {
    const waiting = this.#waiting;
    const end = this.#waits;
    // Most elements have one child or a few.
    if (end === start + 1) return [waiting[start]!];
    if (end === start + 2) return [waiting[start]!, waiting[start + 1]!];
    return waiting.slice(start, end);
  }

  #leave(): void {
    if (this.#depth === this.#narrative) this.#narrative = 0;
    this.#depth--;
    const scope = this.#scopes[this.#depth] ?? CUSTOMARY;
    if (scope !== this.#prefixes) this.#scope(scope);
  }

  #scope(prefixes: Prefixes): void {
    this.#prefixes = prefixes;
    this.#names = new Map();
    this.#isPlain = prefixes[''] === '';
  }

  #declaration(): void {
    const { text } = this;
    const open = this.#at;
    if (text.startsWith('<!--', open)) this.#at = this.#after('-->', open + 4, 'an open comment');
    else if (text.startsWith('<![CDATA[', open) && this.#top !== null) {
      const end = this.#after(']]>', open, 'an open CDATA section');
      this.#waiting[this.#waits++] = text.slice(open + 9, end - 3);
      this.#at = end;
    } else if (text.startsWith('<!DOCTYPE', open))
      throw new MigrationError('The file has a document type definition, which is never read.', {
        code: 'XML_DTD',
        where: this.#place(),
        hint: 'CDA documents have none. Remove the <!DOCTYPE ...> and write entities out, or export the document again.',
      });
    else throw this.#fault('a declaration that is not known');
  }

  /** Reads a start tag whole; an element that is not empty stays open. */
  #open(): XmlElement {
    const { text } = this;
    const open = this.#at;
    const codes = this.#codes;
    let at = open + 1;
    let hash = 0;
    let kinds = 0;
    for (let c = codes[at]!; ; c = codes[++at]!) {
      const kind = KINDS[c]!;
      if (kind >= ENDS) break;
      kinds |= kind;
      hash = (Math.imul(hash, 31) + c) | 0;
    }
    if (at === open + 1) throw this.#fault('a "<" that starts nothing');
    const tag = kinds & FOREIGN ? internalized(text.slice(open + 1, at)) : names.find(text, codes, open + 1, at, hash);
    const given = this.#given;
    let size = 0;
    let declared: Record<string, string> | undefined;
    let prefixed: string[] | undefined;
    let isEmpty = false;
    for (;;) {
      let start = at;
      let c = codes[start]!;
      while (c === 0x20 || c === 0x0a || c === 0x09) c = codes[++start]!;
      if (c === GREATER || c === SLASH) {
        isEmpty = c === SLASH;
        at = isEmpty ? start + 1 : start;
        if (codes[at] !== GREATER) throw this.#fault('an open start tag');
        this.#at = at + 1;
        break;
      }
      let stop = start;
      let own = 0;
      hash = 0;
      for (; ; c = codes[++stop]!) {
        const kind = KINDS[c]!;
        if (kind >= ENDS) break;
        own |= kind;
        hash = (Math.imul(hash, 31) + c) | 0;
      }
      if (start === at || stop === start) throw this.#fault('an open start tag');
      at = stop;
      while (c === 0x20 || c === 0x0a || c === 0x09) c = codes[++at]!;
      if (c !== EQUALS) throw this.#fault('an attribute without a value');
      c = codes[++at]!;
      while (c === 0x20 || c === 0x0a || c === 0x09) c = codes[++at]!;
      if (c !== 0x22 && c !== 0x27) throw this.#fault('an attribute without a value');
      const quote = c;
      const first = at + 1;
      let hasEntity = false;
      let hasLess = false;
      for (c = codes[++at]!; c !== quote; c = codes[++at]!) {
        if (c === AMPERSAND) hasEntity = true;
        else if (c === LESS) hasLess = true;
        else if (c === 0 && at === text.length) throw this.#fault('an attribute without a value');
      }
      if (hasLess) throw this.#fault('a "<" in an attribute');
      const raw = text.slice(first, at++);
      const value = hasEntity ? this.#decoded(raw) : raw;
      const name = own & FOREIGN ? internalized(text.slice(start, stop)) : names.find(text, codes, start, stop, hash);
      if (own & COLONS || name === 'xmlns') {
        if (name === 'xmlns' || name.startsWith('xmlns:')) {
          declared ??= { ...this.#prefixes };
          const prefix = name.slice(6);
          declared[prefix] = PREFIX_OF[value] ?? (prefix === '' ? '' : `${prefix}:`);
        } else {
          prefixed ??= [];
          prefixed.push(name, value);
        }
        continue;
      }
      for (let i = 0; i < size; i += 2) if (given[i] === name) throw this.#fault('an attribute given twice');
      given[size++] = name;
      given[size++] = value;
    }
    const outer = this.#prefixes;
    if (declared) this.#scope(declared);
    if (prefixed)
      for (let i = 0; i < prefixed.length; i += 2) {
        const resolved = this.#name(prefixed[i]!);
        for (let k = 0; k < size; k += 2) if (given[k] === resolved) throw this.#fault('an attribute given twice');
        given[size++] = resolved;
        given[size++] = prefixed[i + 1]!;
      }
    const name = kinds & COLONS || !this.#isPlain ? this.#name(tag) : tag;
    const attributes = size === 0 ? NO_ATTRIBUTES : size === 2 ? [given[0]!, given[1]!] : given.slice(0, size);
    const element = new XmlElement(name, attributes, this.#top, open);
    if (++this.#count > this.limits.elements) throw this.#large('it has too many elements');
    this.#waiting[this.#waits++] = element;
    this.#tags[this.#depth] = tag;
    this.#scopes[this.#depth] = outer;
    this.#starts[this.#depth] = this.#waits;
    this.#depth++;
    if (this.#depth > this.limits.depth) throw this.#large(`elements are nested deeper than ${this.limits.depth}`);
    if (this.#narrative === 0 && name === 'text') this.#narrative = this.#depth;
    if (isEmpty) this.#leave();
    else this.#top = element;
    return element;
  }

  #name(tag: string): string {
    let name = this.#names.get(tag);
    if (name === undefined) {
      const colon = tag.indexOf(':');
      const prefix = colon < 0 ? '' : tag.slice(0, colon);
      const known = Object.hasOwn(this.#prefixes, prefix) ? this.#prefixes[prefix]! : `${prefix}:`;
      name = internalized(known + tag.slice(colon + 1));
      this.#names.set(tag, name);
    }
    return name;
  }

  #decoded(raw: string): string {
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
