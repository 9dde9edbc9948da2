import type { DefaultTreeAdapterTypes } from 'parse5';

/** Elements that stand on lines of their own (HTML, "Rendering", flow content). */
export const BLOCKS: ReadonlySet<string> = new Set(
  'address article aside blockquote body center dd div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr html li main nav ol p pre section table tbody tfoot thead tr ul caption title'.split(
    ' ',
  ),
);

/** Elements whose content is not shown. */
export const HIDDEN: ReadonlySet<string> = new Set(['script', 'style', 'template', 'head', 'noscript', 'meta', 'link']);

/** Number of the first item of an ordered list. */
export function firstNumber(list: DefaultTreeAdapterTypes.Element): number {
  const start = list.attrs.find((one) => one.name === 'start')?.value ?? '';
  return /^\d{1,6}$/.test(start) ? Number(start) : 1;
}

/** The text in an element, however deep, each piece apart: for nesting that would exhaust the stack. */
export function flatText(root: DefaultTreeAdapterTypes.ParentNode): string {
  const stack: DefaultTreeAdapterTypes.ChildNode[] = [...root.childNodes].reverse();
  let text = '';
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    if (node.nodeName === '#text') text += ` ${(node as DefaultTreeAdapterTypes.TextNode).value}`;
    else if ('childNodes' in node && !HIDDEN.has(node.nodeName))
      for (let i = node.childNodes.length - 1; i >= 0; i--) stack.push(node.childNodes[i]!);
  }
  return text;
}
