import type { XmlElement } from '../formats/xml/xml-element.js';
import { languageAttribute, text } from './page.js';
import { styleClasses, tagOfClass } from './style-codes.js';

/** What the narrative may ask of the document around it. */
export interface NarrativeContext {
  /** Anchor on the page of a narrative ID; null where no element has it. */
  anchor(id: string): string | null;
  /** The anchor for the element that is written now; null when an element before it had the same ID. */
  claim(id: string): string | null;
  /** A picture or a file of an entry that renderMultiMedia names, ready as HTML. */
  media(id: string, caption: string): string;
}

/** Elements that stand on lines of their own, of CDA's narrative (CDA R2 4.3.5) and of the HTML that some systems write. */
const BLOCKS: ReadonlySet<string> = new Set(
  'paragraph list item table caption thead tbody tfoot tr td th p div ul ol li pre h1 h2 h3 h4 h5 h6 blockquote'.split(
    ' ',
  ),
);
const TABLE_PARTS: ReadonlySet<string> = new Set(['thead', 'tbody', 'tfoot']);
/** Elements of HTML that some systems write for a look. */
const LOOKS: Readonly<Record<string, string>> = { b: 'b', strong: 'b', i: 'i', em: 'em', u: 'u' };

/** Marks what the page says and the document does not, so that both can be told apart. */
const ADDED = 'data-added';

/** Writes narrative blocks as HTML: every character of text is kept; of attributes only those that are listed here have an effect. */
export class NarrativeWriter {
  readonly #holdsBlocks = new Map<XmlElement, boolean>();

  constructor(
    readonly context: NarrativeContext,
    /** What tables without a caption are called for those who do not see them. */
    readonly label: string,
  ) {}

  /** The content of a section's text element. */
  block(element: XmlElement): string {
    const kept = element.elements().length === 0 ? keptClass(element, true) : '';
    return `<div class="narrative${kept === '' ? '' : ` ${kept}`}"${this.#id(element)}${languageAttribute(element.raw('language'))}>${this.#inside(element)}</div>`;
  }

  #inside(parent: XmlElement): string {
    let html = '';
    for (const node of parent.nodes) html += typeof node === 'string' ? text(node) : this.#element(node);
    return html;
  }

  #element(node: XmlElement): string {
    const { name } = node;
    switch (name) {
      case 'br':
        return `<br>${this.#inside(node)}`;
      case 'paragraph':
      case 'p':
        return this.#wrap(node, this.#hasBlocks(node) ? 'div' : 'p', this.#hasBlocks(node) ? ['p'] : []);
      case 'content':
      case 'span':
        return this.#content(node);
      case 'sub':
      case 'sup':
        return this.#hasBlocks(node) ? this.#wrap(node, 'div') : this.#wrap(node, name);
      case 'list':
      case 'ul':
      case 'ol':
        return this.#list(node);
      case 'item':
      case 'li':
        return this.#wrap(node, 'div', ['p']);
      case 'table':
        return this.#table(node);
      case 'thead':
      case 'tbody':
      case 'tfoot':
      case 'tr':
      case 'td':
      case 'th':
        // Parts of a table outside a table: an HTML parser would drop the tags and run the texts together.
        return this.#wrap(node, 'div');
      case 'caption':
        return this.#wrap(node, this.#hasBlocks(node) ? 'div' : 'p', ['caption']);
      case 'linkHtml':
      case 'a':
        return this.#link(node);
      case 'footnote':
        return this.#wrap(node, this.#hasBlocks(node) ? 'div' : 'span', ['footnote'], ' role="note"');
      case 'footnoteRef':
        return this.#footnoteRef(node);
      case 'renderMultiMedia':
        return this.#media(node);
      case 'div':
      case 'blockquote':
        return this.#wrap(node, 'div');
      case 'pre':
        return this.#hasBlocks(node) ? this.#wrap(node, 'div', ['pre']) : this.#wrap(node, 'pre');
      case 'h1':
      case 'h2':
      case 'h3':
      case 'h4':
      case 'h5':
      case 'h6':
        return this.#wrap(node, this.#hasBlocks(node) ? 'div' : 'p', ['bold']);
      default: {
        const look = Object.hasOwn(LOOKS, name) ? LOOKS[name] : undefined;
        if (look !== undefined && !this.#hasBlocks(node)) return this.#wrap(node, look);
        // Whatever else stands there, a script among it, is text.
        return this.#inside(node);
      }
    }
  }

  /** The element with its ID, its language and its looks; `inner` in place of its content. */
  #wrap(node: XmlElement, tag: string, classes: readonly string[] = [], more = '', inner = this.#inside(node)): string {
    return `<${tag}${this.#attributes(node, classes)}${more}>${inner}</${tag}>`;
  }

  #attributes(node: XmlElement, classes: readonly string[]): string {
    const all = [...classes, ...styleClasses(node.raw('styleCode'))];
    const kept = keptClass(node, false);
    if (kept !== '') all.push(kept);
    const align = node.raw('align')?.toLowerCase();
    if (align !== undefined && /^(left|center|right|justify)$/.test(align)) all.push(align);
    return `${this.#id(node)}${all.length > 0 ? ` class="${all.join(' ')}"` : ''}${languageAttribute(node.raw('language'))}`;
  }

  #id(node: XmlElement): string {
    const id = node.raw('ID') ?? node.raw('id');
    const anchor = id === undefined ? null : this.context.claim(id);
    return anchor === null ? '' : ` id="${anchor}"`;
  }

  #content(node: XmlElement): string {
    const revised = node.raw('revised');
    const change = revised === 'delete' ? 'del' : revised === 'insert' ? 'ins' : null;
    if (this.#hasBlocks(node)) return this.#wrap(node, change ?? 'div');
    const classes = styleClasses(node.raw('styleCode'));
    let html = this.#inside(node);
    for (const name of classes) {
      const tag = tagOfClass(name);
      if (tag !== undefined) html = `<${tag}>${html}</${tag}>`;
    }
    if (change !== null) html = `<${change}>${html}</${change}>`;
    const kept = keptClass(node, false);
    const rest = `${this.#id(node)}${kept === '' ? '' : ` class="${kept}"`}${languageAttribute(node.raw('language'))}`;
    return rest === '' ? html : `<span${rest}>${html}</span>`;
  }

  #list(node: XmlElement): string {
    const ordered = node.raw('listType') === 'ordered' || node.name === 'ol';
    const tag = ordered ? 'ol' : 'ul';
    let caption = '';
    let items = '';
    for (const child of node.nodes) {
      if (typeof child === 'string') {
        if (child.trim() !== '') items += `<li>${text(child)}</li>`;
      } else if (child.name === 'caption' && items === '') caption += this.#element(child);
      else if (child.name === 'item' || child.name === 'li') items += this.#wrap(child, 'li');
      else items += `<li>${this.#element(child)}</li>`;
    }
    if (items === '') return caption;
    return `${caption}${this.#wrap(node, tag, [], '', items)}`;
  }

  #table(node: XmlElement): string {
    const caption = node.child('caption');
    const named = caption ? plain(caption) : '';
    const inner = this.#rows(node);
    // A table in a cell scrolls with the outer one.
    const nested = isInTable(node);
    const table = this.#wrap(node, 'table', [], '', inner);
    if (inner === '') return '';
    return nested
      ? table
      : `<div class="scroll" role="region" aria-label="${text(named || this.label)}" tabindex="0">${table}</div>`;
  }

  /** Content of a table or of a part of one; what cannot stand there gets a row of its own, for an HTML parser would move it before the table. */
  #rows(node: XmlElement): string {
    let html = '';
    for (const child of node.nodes) {
      if (typeof child === 'string') html += child.trim() === '' ? '' : `<tr><td>${text(child)}</td></tr>`;
      else if (child.name === 'caption' && node.name === 'table') html += this.#wrap(child, 'caption');
      else if (TABLE_PARTS.has(child.name)) html += this.#wrap(child, child.name, [], '', this.#rows(child));
      else if (child.name === 'tr')
        html += saysNothing(child) ? '' : this.#wrap(child, 'tr', [], '', this.#cells(child));
      else if (child.name === 'td' || child.name === 'th') html += `<tr>${this.#cell(child, 'td')}</tr>`;
      else {
        const inner = this.#element(child);
        if (inner !== '') html += `<tr><td>${inner}</td></tr>`;
      }
    }
    return html;
  }

  #cells(row: XmlElement): string {
    const cells = row.elements().filter((cell) => cell.name === 'td' || cell.name === 'th');
    const heads = row.parent?.name === 'thead' || cells.every((cell) => cell.name === 'th');
    let html = '';
    for (const child of row.nodes) {
      if (typeof child === 'string') html += child.trim() === '' ? '' : `<td>${text(child)}</td>`;
      else if (child.name === 'th') html += this.#cell(child, heads ? 'col' : 'row');
      else if (child.name === 'td') html += this.#cell(child, 'td');
      else html += `<td>${this.#element(child)}</td>`;
    }
    return html;
  }

  #cell(node: XmlElement, scope: 'col' | 'row' | 'td'): string {
    // A head that says nothing heads nothing.
    const tag = scope === 'td' || plain(node).trim() === '' ? 'td' : 'th';
    const spans = ['colspan', 'rowspan']
      .map((name) => [name, node.raw(name) ?? ''] as const)
      .filter(([, value]) => /^([1-9]|[1-9]\d{1,2})$/.test(value) && value !== '1')
      .map(([name, value]) => ` ${name}="${value}"`);
    const stated = node.raw('scope') ?? '';
    const heads = tag === 'td' ? '' : ` scope="${/^(row|col|rowgroup|colgroup)$/.test(stated) ? stated : scope}"`;
    return this.#wrap(node, tag, [], `${heads}${spans.join('')}`);
  }

  #link(node: XmlElement): string {
    const href = node.raw('href') ?? '';
    const inner = this.#inside(node);
    if (this.#hasBlocks(node)) return this.#wrap(node, 'div', [], '', inner);
    if (href.startsWith('#')) {
      const anchor = this.context.anchor(href.slice(1));
      if (anchor !== null) return this.#wrap(node, 'a', [], ` href="#${anchor}"`, inner);
    } else if (/^(https?:\/\/|mailto:)[^\s<>"'`\\]+$/i.test(href))
      return this.#wrap(
        node,
        'a',
        [],
        ` href="${text(href)}" rel="noopener noreferrer nofollow"`,
        inner.trim() === '' ? `<span ${ADDED}>${text(href)}</span>` : inner,
      );
    return this.#wrap(node, 'span', [], '', inner);
  }

  #footnoteRef(node: XmlElement): string {
    const anchor = this.context.anchor(node.raw('IDREF') ?? '');
    const inner = this.#inside(node);
    if (anchor === null) return inner;
    return `<sup><a href="#${anchor}">${inner.trim() === '' ? `<span ${ADDED}>see note</span>` : inner}</a></sup>`;
  }

  #media(node: XmlElement): string {
    const caption = plain(node).trim();
    const pictures = new Set((node.raw('referencedObject') ?? '').split(/\s+/).filter((id) => id !== ''));
    const shown = [...pictures].map((id) => this.context.media(id, caption)).join('');
    return `<span${this.#id(node)}>${shown}${this.#inside(node)}</span>`;
  }

  #hasBlocks(node: XmlElement): boolean {
    const known = this.#holdsBlocks.get(node);
    if (known !== undefined) return known;
    const holds = node.elements().some((child) => BLOCKS.has(child.name) || this.#hasBlocks(child));
    this.#holdsBlocks.set(node, holds);
    return holds;
  }
}

function isInTable(node: XmlElement): boolean {
  for (let outer = node.parent; outer; outer = outer.parent) if (outer.name === 'table') return true;
  return false;
}

/** A row without text, pictures and anchors, which some systems write for a distance. */
const saysNothing = (row: XmlElement): boolean =>
  row.nodes.every((node) =>
    typeof node === 'string'
      ? node.trim() === ''
      : node.raw('ID') === undefined &&
        node.raw('rowspan') === undefined &&
        node.name !== 'renderMultiMedia' &&
        saysNothing(node),
  );

/** The text in an element, as it stands. */
export function plain(node: XmlElement): string {
  return node.nodes.map((one) => (typeof one === 'string' ? one : plain(one))).join('');
}

/**
 * Class that keeps blanks and lines where they mean something. XML files break their lines anywhere, so that blanks count only where somebody set
 * them: `xml:space`, tabs or runs of blanks inside a line, empty lines inside a text, lines that begin at the margin.
 */
function keptClass(node: XmlElement, whole: boolean): '' | 'kept' | 'lines' {
  if (node.raw('xml:space') === 'preserve') return 'kept';
  let own = '';
  for (const one of node.nodes) if (typeof one === 'string') own += one;
  own = own.trim();
  if (own === '' || !/[\t\n]| {2}/.test(own)) return '';
  if (!own.includes('\n')) return 'kept';
  const next = own.split('\n').slice(1);
  const atMargin = next.filter((line) => /^\S/.test(line)).length;
  if (whole && atMargin > 0) return 'kept';
  return next.some((line) => line.trim() === '') || atMargin >= 2 ? 'lines' : '';
}
