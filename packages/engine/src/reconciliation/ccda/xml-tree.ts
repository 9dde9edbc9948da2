import { codeTable } from '../../base/code-table.js';
import { MigrationError } from '../../base/error.js';

/** An element: its name without prefix in HL7's namespace, `sdtc:x` and `xsi:x` in those, else as written. Texts are strings between elements. */
export interface XmlElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly XmlNode[];
}

export type XmlNode = XmlElement | string;

const NAMESPACES: Readonly<Record<string, string>> = codeTable({
  'urn:hl7-org:v3': '',
  'urn:hl7-org:sdtc': 'sdtc:',
  'http://www.w3.org/2001/XMLSchema-instance': 'xsi:',
});
const MAX_DEPTH = 256;
const ENTITIES: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };
const ATTRIBUTE = /\s+([^\s=/>"'<]+)\s*=\s*(?:"([^"<]*)"|'([^'<]*)')/y;
const END = /\s*(\/?)>/y;
const NAME = /[^\s/>"'<=]+/y;

/**
 * The root element of an XML document, in one pass over the text: a reader of its own, so that a fault of the library that validates cannot hide one of the
 * writer. Comments and processing instructions are left out. Throws MigrationError `CCDA_NOT_XML` (with the offset) for what is not well-formed, for any DOCTYPE, an undeclared prefix and for nesting deeper than 256.
 */
export function parseXml(source: string): XmlElement {
  // Line ends are one line feed before anything else is read (XML 1.0 section 2.11).
  const text = source.includes('\r') ? source.replace(/\r\n?/g, '\n') : source;
  const refuse = (at: number, why: string): never => {
    throw new MigrationError(`The document is not readable XML: ${why}.`, {
      code: 'CCDA_NOT_XML',
      where: `character ${at}`,
      hint: 'Open the file in an XML editor at this place; a written document that fails here is a fault of this software.',
    });
  };
  const decoded = (raw: string, at: number): string =>
    raw.includes('&')
      ? raw.replace(/&(?:#x([0-9a-fA-F]{1,6})|#(\d{1,7})|(\w+));|&/g, (_, hex, decimal, name) => {
          const code = hex ? Number.parseInt(hex, 16) : decimal ? Number(decimal) : -1;
          if (code > 0 && code <= 0x10ffff) return String.fromCodePoint(code);
          return (
            (name && Object.hasOwn(ENTITIES, name) ? ENTITIES[name] : undefined) ?? refuse(at, 'an unknown entity')
          );
        })
      : raw;

  const root: { name: string; attributes: Record<string, string>; children: XmlNode[] } = {
    name: '',
    attributes: {},
    children: [],
  };
  const stack = [root];
  const tags = [''];
  let prefixes: Readonly<Record<string, string>> = {};
  const scopes: Readonly<Record<string, string>>[] = [];
  let named = new Map<string, string>();
  const resolve = (tag: string): string => {
    let name = named.get(tag);
    if (name === undefined) {
      const colon = tag.indexOf(':');
      const prefix = colon < 0 ? '' : tag.slice(0, colon);
      if (prefix !== '' && prefix !== 'xml' && !(prefix in prefixes)) refuse(at, 'a prefix that is not declared');
      name = Object.hasOwn(prefixes, prefix) ? prefixes[prefix] + tag.slice(colon + 1) : tag;
      named.set(tag, name);
    }
    return name;
  };
  let at = 0;
  const { length } = text;
  while (at < length) {
    const open = text.indexOf('<', at);
    const stop = open < 0 ? length : open;
    const top = stack[stack.length - 1]!;
    if (stop > at) {
      if (stack.length > 1) top.children.push(decoded(text.slice(at, stop), at));
      else if (/[^\s\ufeff]/.test(text.slice(at, stop))) refuse(at, 'text outside the root element');
    }
    if (open < 0) break;
    const next = text.charCodeAt(open + 1);
    if (next === 0x2f) {
      const close = text.indexOf('>', open);
      if (close < 0 || stack.length < 2 || text.slice(open + 2, close).trimEnd() !== tags[tags.length - 1])
        refuse(open, 'an end tag without its start');
      stack.pop();
      tags.pop();
      const scope = scopes.pop()!;
      if (scope !== prefixes) {
        prefixes = scope;
        named = new Map();
      }
      at = close + 1;
    } else if (next === 0x21) {
      if (text.startsWith('<!--', open)) {
        const close = text.indexOf('-->', open + 4);
        at = close < 0 ? refuse(open, 'an open comment') : close + 3;
      } else if (text.startsWith('<![CDATA[', open) && stack.length > 1) {
        const close = text.indexOf(']]>', open);
        if (close < 0) refuse(open, 'an open CDATA section');
        top.children.push(text.slice(open + 9, close));
        at = close + 3;
      } else refuse(open, 'a document type declaration');
    } else if (next === 0x3f) {
      const close = text.indexOf('?>', open);
      at = close < 0 ? refuse(open, 'an open processing instruction') : close + 2;
    } else {
      NAME.lastIndex = open + 1;
      const tag = NAME.exec(text)?.[0] ?? refuse(open, 'a start tag without a name');
      let place = NAME.lastIndex;
      const attributes: Record<string, string> = {};
      let declared: Record<string, string> | null = null;
      for (;;) {
        ATTRIBUTE.lastIndex = place;
        const match = ATTRIBUTE.exec(text);
        if (!match) break;
        place = ATTRIBUTE.lastIndex;
        const value = decoded((match[2] ?? match[3] ?? '').replace(/[\t\n\r]/g, ' '), place);
        const key = match[1]!;
        if (key === 'xmlns' || key.startsWith('xmlns:')) {
          declared ??= { ...prefixes };
          const prefix = key === 'xmlns' ? '' : key.slice(6);
          declared[prefix] = NAMESPACES[value] ?? (prefix === '' ? '' : `${prefix}:`);
        } else if (Object.hasOwn(attributes, key)) refuse(place, 'an attribute given twice');
        else attributes[key] = value;
      }
      END.lastIndex = place;
      const end = END.exec(text) ?? refuse(place, 'an open start tag');
      scopes.push(prefixes);
      if (declared) {
        prefixes = declared;
        named = new Map();
      }
      for (const key in attributes) {
        if (!key.includes(':')) continue;
        const resolved = resolve(key);
        if (resolved !== key) {
          attributes[resolved] = attributes[key]!;
          delete attributes[key];
        }
      }
      const element = { name: resolve(tag), attributes, children: [] };
      if (stack.length === 1 && root.children.length > 0) refuse(open, 'a second root element');
      top.children.push(element);
      if (end[1] === '') {
        stack.push(element);
        tags.push(tag);
        if (stack.length > MAX_DEPTH) refuse(open, 'nesting deeper than 256');
      } else {
        const scope = scopes.pop()!;
        if (scope !== prefixes) {
          prefixes = scope;
          named = new Map();
        }
      }
      at = END.lastIndex;
    }
  }
  if (stack.length > 1) refuse(length, 'it ends inside an element');
  return (root.children[0] as XmlElement | undefined) ?? refuse(0, 'it has no element');
}

/** First child of that name. */
export function child(element: XmlElement | undefined, name: string): XmlElement | undefined {
  if (element) for (const node of element.children) if (typeof node !== 'string' && node.name === name) return node;
  return undefined;
}

/** First element down a path of names. */
export function at(element: XmlElement | undefined, ...path: readonly string[]): XmlElement | undefined {
  let found = element;
  for (const name of path) found = child(found, name);
  return found;
}

export function children(element: XmlElement | undefined, name: string): XmlElement[] {
  const found: XmlElement[] = [];
  if (element)
    for (const node of element.children) if (typeof node !== 'string' && node.name === name) found.push(node);
  return found;
}

export function elements(element: XmlElement): XmlElement[] {
  return element.children.filter((node): node is XmlElement => typeof node !== 'string');
}

/** Text of the element's own text nodes, outer blanks removed. */
export function ownText(element: XmlElement | undefined): string {
  if (!element) return '';
  let text = '';
  for (const node of element.children) if (typeof node === 'string') text += node;
  return text.trim();
}
