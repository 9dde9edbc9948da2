import { type DefaultTreeAdapterTypes, parseFragment } from 'parse5';
import { BLOCKS, firstNumber, flatText, HIDDEN } from './elements.js';

type Node = DefaultTreeAdapterTypes.ChildNode;

const depthLimit = 400;

/**
 * The text of an HTML note with its paragraphs: blocks and `br` make lines, list items begin with `- ` or their number, cells of a row stand apart by a tab,
 * `pre` keeps its blanks. Scripts, styles and comments give nothing; no address is followed. Never throws: HTML has no invalid input.
 */
export function htmlToText(html: string): string {
  const out: string[] = [];
  let line = '';
  const endLine = () => {
    if (line.trim() !== '') out.push(line.replace(/[ ]+$/, '').replace(/^ +/, ''));
    line = '';
  };
  const endPre = () => {
    out.push(line);
    line = '';
  };
  const numbers = new Map<DefaultTreeAdapterTypes.ParentNode, number>();
  /** What stands before an item of a list: its number in an ordered one, else a hyphen. */
  const itemMark = (list: DefaultTreeAdapterTypes.ParentNode | null): string => {
    if (list === null || list.nodeName !== 'ol' || !('tagName' in list)) return '- ';
    const number = numbers.get(list) ?? firstNumber(list);
    numbers.set(list, number + 1);
    return `${number}. `;
  };
  const visit = (node: Node, depth: number, pre: boolean): void => {
    if (node.nodeName === '#text') {
      const value = (node as DefaultTreeAdapterTypes.TextNode).value;
      if (pre) {
        const lines = value.replace(/\r\n?/g, '\n').split('\n');
        for (const [index, part] of lines.entries()) {
          if (index > 0) endPre();
          line += part;
        }
        return;
      }
      const folded = value.replace(/[ \t\r\n\f]+/g, ' ');
      line += line === '' || line.endsWith(' ') || line.endsWith('\t') ? folded.replace(/^ /, '') : folded;
      return;
    }
    if (!('childNodes' in node)) return;
    const name = node.nodeName;
    if (HIDDEN.has(name)) {
      // A title is text that the note shows nowhere else.
      if (name === 'head')
        for (const child of node.childNodes) if (child.nodeName === 'title') visit(child, depth + 1, false);
      return;
    }
    if (name === 'br') {
      out.push(line.trimEnd());
      line = '';
      return;
    }
    const own = BLOCKS.has(name);
    if (own) endLine();
    if (name === 'p' && out.length > 0 && out.at(-1) !== '') out.push('');
    if (name === 'li') line = itemMark('parentNode' in node ? node.parentNode : null);
    if ((name === 'td' || name === 'th') && line !== '') line += '\t';
    if (name === 'img') {
      const alt =
        (node as DefaultTreeAdapterTypes.Element).attrs.find((attribute) => attribute.name === 'alt')?.value ?? '';
      if (alt !== '') line += `[${alt}]`;
    }
    // Deeper nesting than any note has is read flat, so that it cannot exhaust the stack.
    if (depth < depthLimit) for (const child of node.childNodes) visit(child, depth + 1, pre || name === 'pre');
    else line += flatText(node);
    if (name === 'pre') endPre();
    else if (own) endLine();
    if (name === 'p') out.push('');
  };
  for (const node of parseFragment(html).childNodes) visit(node, 0, false);
  endLine();
  return out
    .join('\n')
    .replace(/\u00a0/g, ' ')
    .replace(/\n{3,}/g, '\n\n')
    .replace(/^\n+/, '')
    .trimEnd();
}
