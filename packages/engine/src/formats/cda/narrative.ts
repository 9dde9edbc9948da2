import { codeTable } from '../../base/code-table.js';
import type { XmlElement } from '../xml/xml-element.js';

/** Elements of the CDA narrative block (CDA R2 4.3.5) that end a line, and those that end a cell. */
const BLOCKS = new Set([
  'paragraph',
  'list',
  'item',
  'table',
  'thead',
  'tbody',
  'tfoot',
  'tr',
  'caption',
  'br',
  'div',
  'p',
  'li',
  'ul',
  'ol',
]);
const CELLS = new Set(['td', 'th']);
const WORDS = /\s+/g;
const UNEVEN = /[^\S ]| {2}/;

/** Text of a narrative element as a reader sees it: words apart by one blank, blocks by a line end. */
export function narrativeText(element: XmlElement): string {
  const text = textWithin(element);
  if (!text.includes('\n')) return text.includes('  ') ? single(text) : text.trim();
  let lines = '';
  for (const part of text.split('\n')) {
    const line = part.includes('  ') ? single(part) : part.trim();
    if (line !== '') lines = lines === '' ? line : `${lines}\n${line}`;
  }
  return lines;
}

const single = (line: string): string => line.replace(/ {2,}/g, ' ').trim();

function textWithin({ nodes }: XmlElement): string {
  let text = '';
  for (let i = 0; i < nodes.length; i++) {
    const node = nodes[i]!;
    if (typeof node === 'string') text += UNEVEN.test(node) ? node.replace(WORDS, ' ') : node;
    else if (BLOCKS.has(node.name)) text += `\n${textWithin(node)}\n`;
    else if (CELLS.has(node.name)) text += `${textWithin(node)} `;
    else text += textWithin(node);
  }
  return text;
}

/** Whether there is any text in it: whether `narrativeText` gives any. */
export function hasWords({ nodes }: XmlElement): boolean {
  for (let i = 0; i < nodes.length; i++) {
    const node = nodes[i]!;
    if (typeof node === 'string' ? node.trim() !== '' : hasWords(node)) return true;
  }
  return false;
}

/** XHTML element of each narrative element (FHIR R4 narrative allows the HTML 4.0 chapters 7-11 and 15). */
const HTML: Readonly<Record<string, string>> = codeTable({
  paragraph: 'p',
  content: 'span',
  list: 'ul',
  item: 'li',
  caption: 'caption',
  table: 'table',
  thead: 'thead',
  tbody: 'tbody',
  tfoot: 'tfoot',
  tr: 'tr',
  td: 'td',
  th: 'th',
  sub: 'sub',
  sup: 'sup',
  col: 'col',
  colgroup: 'colgroup',
  footnote: 'span',
  linkHtml: 'a',
  renderMultiMedia: 'span',
  p: 'p',
  div: 'div',
  span: 'span',
  b: 'b',
  i: 'i',
  ul: 'ul',
  ol: 'ol',
  li: 'li',
  h1: 'h1',
  h2: 'h2',
  h3: 'h3',
  h4: 'h4',
  pre: 'pre',
});
const STYLES: Readonly<Record<string, string>> = codeTable({ Bold: 'b', Underline: 'u', Italics: 'i', Emphasis: 'em' });
const SPANS = ['colspan', 'rowspan'];

const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
// biome-ignore lint/suspicious/noControlCharactersInRegex: what XHTML cannot hold
const CONTROLS = /[\u0000-\u0008\u000b\u000c\u000e-\u001f]/g;
// biome-ignore lint/suspicious/noControlCharactersInRegex: what text cannot stay as it is for
const UNSAFE = /[\u0000-\u0008\u000b\u000c\u000e-\u001f&<>"]/;
const escaped = (text: string): string => text.replace(/[&<>"]/g, (c) => ESCAPES[c]!);
/** Text as it stands in XHTML: most of it as it is. */
const asHtml = (text: string): string => (UNSAFE.test(text) ? escaped(text.replace(CONTROLS, '')) : text);

/**
 * The narrative block as the XHTML of a FHIR Narrative: the same text and structure, links to web pages kept, nothing that runs, loads or styles beyond
 * bold, italics and underline.
 */
export function narrativeHtml(element: XmlElement): string {
  return `<div xmlns="http://www.w3.org/1999/xhtml">${htmlWithin(element)}</div>`;
}

function htmlWithin({ nodes }: XmlElement): string {
  let html = '';
  for (let i = 0; i < nodes.length; i++) {
    const node = nodes[i]!;
    html += typeof node === 'string' ? asHtml(node) : htmlOf(node);
  }
  return html;
}

function htmlOf(node: XmlElement): string {
  const tag = tagOf(node);
  if (tag === null) return node.name === 'br' ? '<br/>' : htmlWithin(node);
  const given = node.attributes.length === 0 ? '' : attributesOf(node, tag);
  const [start, end] = tagsOf(tag);
  return (given === '' ? start : `<${tag}${given}>`) + htmlWithin(node) + end;
}

const written = new Map<string, readonly [start: string, end: string]>();

/** Start and end tag of an XHTML element: put together once, not for each of thousands of cells. */
function tagsOf(tag: string): readonly [start: string, end: string] {
  let tags = written.get(tag);
  if (tags === undefined) {
    tags = [`<${tag}>`, `</${tag}>`];
    written.set(tag, tags);
  }
  return tags;
}

function tagOf(node: XmlElement): string | null {
  switch (node.name) {
    // Most of a narrative is this.
    case 'td':
      return 'td';
    case 'tr':
      return 'tr';
    case 'content': {
      const style = node.raw('styleCode');
      return style === undefined ? 'span' : (STYLES[style] ?? 'span');
    }
    case 'list':
      return node.raw('listType') === 'ordered' ? 'ol' : 'ul';
    // A caption of a list or a paragraph has no place in XHTML but as a block.
    case 'caption':
      return node.parent?.name === 'table' ? 'caption' : 'b';
    default:
      return HTML[node.name] ?? null;
  }
}

function attributesOf(node: XmlElement, tag: string): string {
  let text = '';
  const id = node.raw('ID') ?? node.raw('id');
  if (id !== undefined && /^[A-Za-z][\w.:-]*$/.test(id)) text += ` id="${id}"`;
  if (tag === 'a' && /^(https?:|mailto:|#)/i.test(node.raw('href') ?? ''))
    text += ` href="${escaped(node.raw('href')!)}"`;
  if (tag === 'td' || tag === 'th')
    for (const name of SPANS) {
      const value = node.raw(name);
      if (value !== undefined && /^\d{1,3}$/.test(value)) text += ` ${name}="${value}"`;
    }
  return text;
}

/** Finds narrative elements by their ID, in the whole document; the first of a doubled ID counts. */
export class NarrativeIds {
  readonly #found = new Map<string, XmlElement>();
  readonly #texts = new Map<string, string>();

  /** Takes in a narrative block. */
  add(block: XmlElement): void {
    const { attributes, nodes } = block;
    if (attributes.length > 0) {
      const id = block.raw('ID') ?? block.raw('id');
      if (id !== undefined && !this.#found.has(id)) this.#found.set(id, block);
    }
    for (let i = 0; i < nodes.length; i++) {
      const node = nodes[i]!;
      if (typeof node !== 'string') this.add(node);
    }
  }

  /** The element that `#id` names; undefined when there is none. */
  find(reference: string): XmlElement | undefined {
    return this.#found.get(reference.startsWith('#') ? reference.slice(1) : reference);
  }

  /** Text of the element that `#id` names; null when there is none. */
  text(reference: string): string | null {
    const id = reference.startsWith('#') ? reference.slice(1) : reference;
    const known = this.#texts.get(id);
    if (known !== undefined) return known;
    const element = this.#found.get(id);
    if (!element) return null;
    const text = narrativeText(element);
    this.#texts.set(id, text);
    return text;
  }
}
