import { type DefaultTreeAdapterTypes, parseFragment } from 'parse5';
import { codeTable } from '../../base/code-table.js';
import {
  type Block,
  BOLD,
  type Cell,
  ITALIC,
  type RichText,
  RunList,
  richToText,
  STRIKE,
  SUBSCRIPT,
  SUPERSCRIPT,
  UNDERLINE,
} from '../rich-text/rich-text.js';
import { BLOCKS, firstNumber, flatText, HIDDEN } from './elements.js';

type Node = DefaultTreeAdapterTypes.ChildNode;
type Element = DefaultTreeAdapterTypes.Element;

/** Deeper nesting than any note has loses its formatting, so that it cannot exhaust the stack. */
const DEEPEST = 200;

const LOOKS: Readonly<Record<string, number>> = codeTable({
  b: BOLD,
  strong: BOLD,
  i: ITALIC,
  em: ITALIC,
  cite: ITALIC,
  var: ITALIC,
  dfn: ITALIC,
  u: UNDERLINE,
  ins: UNDERLINE,
  s: STRIKE,
  strike: STRIKE,
  del: STRIKE,
  sub: SUBSCRIPT,
  sup: SUPERSCRIPT,
});

/** An HTML note with its formatting: the same text that htmlToText gives. Scripts, styles and addresses give nothing. Never throws. */
export function htmlToRich(html: string): RichText {
  const sink = new Blocks();
  children(parseFragment(html), sink, { look: 0, heading: 0, pre: false, depth: 0 });
  return sink.end();
}

interface Context {
  readonly look: number;
  readonly heading: number;
  readonly pre: boolean;
  readonly depth: number;
}

/** Blocks of one container, with the paragraph that is being filled. */
class Blocks {
  readonly #blocks: Block[] = [];
  readonly #runs = new RunList();

  text(value: string, { look, pre }: Context): void {
    if (pre) {
      this.#runs.add(value.replace(/\r\n?/g, '\n'), look);
      return;
    }
    const folded = value.replace(/[ \t\r\n\f]+/g, ' ');
    const { end } = this.#runs;
    this.#runs.add(end === '' || /[ \t\n]/.test(end) ? folded.replace(/^ /, '') : folded, look);
  }

  /** What keeps cells apart that are in no table. */
  tab(look: number): void {
    if (this.#runs.end !== '') this.#runs.add('\t', look);
  }

  lineBreak(look: number): void {
    this.#runs.add('\n', look);
  }

  endParagraph({ heading, pre }: Pick<Context, 'heading' | 'pre'>): void {
    const runs = this.#runs.take(pre);
    if (runs.some((run) => run.text.trim() !== ''))
      this.#blocks.push({ kind: 'paragraph', runs, heading, preformatted: pre });
  }

  push(block: Block): void {
    this.endParagraph({ heading: 0, pre: false });
    this.#blocks.push(block);
  }

  end(): RichText {
    this.endParagraph({ heading: 0, pre: false });
    return this.#blocks;
  }
}

function children(parent: DefaultTreeAdapterTypes.ParentNode, sink: Blocks, context: Context): void {
  for (const node of parent.childNodes) visit(node, sink, context);
}

function visit(node: Node, sink: Blocks, context: Context): void {
  if (node.nodeName === '#text') {
    sink.text((node as DefaultTreeAdapterTypes.TextNode).value, context);
    return;
  }
  if (!('tagName' in node)) return;
  const { tagName: name } = node;
  if (HIDDEN.has(name)) {
    // A title is text that the note shows nowhere else.
    if (name === 'head')
      for (const child of node.childNodes) if (child.nodeName === 'title') visit(child, sink, context);
    return;
  }
  if (context.depth >= DEEPEST) {
    sink.text(` ${flatText(node)} `, context);
    return;
  }
  const inner = { ...context, look: lookOf(node, name, context.look), depth: context.depth + 1 };
  if (name === 'br') sink.lineBreak(context.look);
  else if (name === 'img') {
    const alt = attribute(node, 'alt') ?? '';
    if (alt !== '') sink.text(`[${alt}]`, context);
  } else if (name === 'ul' || name === 'ol') sink.push(list(node, name === 'ol', inner));
  else if (name === 'li') sink.push({ kind: 'list', first: null, items: [container(node, inner)] });
  else if (name === 'table') sink.push(table(node, inner));
  else if (name === 'td' || name === 'th') {
    sink.tab(context.look);
    children(node, sink, inner);
  } else if (BLOCKS.has(name)) {
    const heading = /^h[1-6]$/.test(name) ? Number(name[1]) : context.heading;
    const pre = context.pre || name === 'pre';
    sink.endParagraph(context);
    children(node, sink, { ...inner, heading, pre });
    sink.endParagraph({ heading, pre });
  } else children(node, sink, inner);
}

function container(node: Element, context: Context): RichText {
  const sink = new Blocks();
  children(node, sink, { ...context, heading: 0 });
  if (context.pre) sink.endParagraph(context);
  return sink.end();
}

function list(node: Element, ordered: boolean, context: Context): Block {
  const items: RichText[] = [];
  for (const child of node.childNodes) {
    if (child.nodeName === 'li') items.push(container(child as Element, within(child as Element, context)));
    else {
      // Something that stands between the items belongs to the one before it.
      const sink = new Blocks();
      visit(child, sink, context);
      const blocks = sink.end();
      if (blocks.length > 0) items.push([...(items.pop() ?? []), ...blocks]);
    }
  }
  return { kind: 'list', first: ordered ? firstNumber(node) : null, items };
}

const within = (node: Element, context: Context): Context => ({
  ...context,
  look: lookOf(node, node.tagName, context.look),
});

function table(node: Element, context: Context): Block {
  const rows: Cell[][] = [];
  // A table has one caption; where a note has several, they are read as one.
  const caption = new RunList();
  const walk = (parent: Element, outer: Context): void => {
    for (const child of parent.childNodes) {
      if (!('tagName' in child)) continue;
      const own = within(child, outer);
      if (child.tagName === 'tr')
        rows.push(
          child.childNodes
            .filter((cell): cell is Element => 'tagName' in cell && !HIDDEN.has(cell.tagName))
            .map((cell) => ({
              blocks: container(cell, within(cell, own)),
              header: cell.tagName === 'th',
              columns: span(cell, 'colspan'),
              rows: span(cell, 'rowspan'),
            })),
        );
      // A caption stands above its table; one that comes after rows keeps its place among them.
      else if (child.tagName === 'caption' && rows.some((row) => row.length > 0))
        rows.push([{ blocks: container(child, own), header: false, columns: 1, rows: 1 }]);
      else if (child.tagName === 'caption') {
        for (const block of container(child, own)) {
          if (block.kind === 'paragraph') for (const run of block.runs) caption.add(run.text, run.look);
          else caption.add(richToText([block]), 0);
          caption.add(' ', 0);
        }
      } else if (!HIDDEN.has(child.tagName)) walk(child, own);
    }
  };
  walk(node, context);
  return { kind: 'table', caption: caption.take(), rows: rows.filter((row) => row.length > 0) };
}

function span(node: Element, name: string): number {
  const value = Number(attribute(node, name) ?? '1');
  return Number.isInteger(value) && value >= 1 && value <= 100 ? value : 1;
}

const attribute = (node: Element, name: string): string | undefined =>
  node.attrs.find((one) => one.name === name)?.value;

function lookOf(node: Element, name: string, outer: number): number {
  let look = outer | (LOOKS[name] ?? 0);
  const style = attribute(node, 'style');
  if (style === undefined) return look;
  for (const declaration of style.toLowerCase().split(';')) {
    const [property = '', value = ''] = declaration.split(':').map((part) => part.trim());
    if (property === 'font-weight') look = /^(bold|bolder|[6-9]00)/.test(value) ? look | BOLD : look & ~BOLD;
    else if (property === 'font-style') look = /^(italic|oblique)/.test(value) ? look | ITALIC : look & ~ITALIC;
    else if (property.startsWith('text-decoration')) {
      if (value.includes('underline')) look |= UNDERLINE;
      if (value.includes('line-through')) look |= STRIKE;
    } else if (property === 'vertical-align') {
      if (value === 'sub') look |= SUBSCRIPT;
      else if (value === 'super') look |= SUPERSCRIPT;
    }
  }
  return look;
}
