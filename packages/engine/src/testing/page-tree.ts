import { type DefaultTreeAdapterTypes, parse } from 'parse5';

type Element = DefaultTreeAdapterTypes.Element;
type Node = DefaultTreeAdapterTypes.ChildNode | DefaultTreeAdapterTypes.Document;

/** A page as a browser's parser sees it. */
export const pageTree = (html: string): DefaultTreeAdapterTypes.Document => parse(html);

export const attributeOf = (element: Element, name: string): string | undefined =>
  element.attrs.find((one) => one.name === name)?.value;

/** Elements below a node that fit, in their order. */
export function elementsOf(node: Node, fits: (element: Element) => boolean = () => true): Element[] {
  const found: Element[] = [];
  const walk = (one: Node): void => {
    if ('tagName' in one && fits(one)) found.push(one);
    if ('childNodes' in one) for (const child of one.childNodes) walk(child);
  };
  walk(node);
  return found;
}

/** Text of the document on a page: without what the page says itself. */
export function shownText(node: Node): string {
  if (node.nodeName === '#text') return (node as DefaultTreeAdapterTypes.TextNode).value;
  if ('tagName' in node && attributeOf(node, 'data-added') !== undefined) return '';
  return 'childNodes' in node ? node.childNodes.map(shownText).join('') : '';
}

export const narrativesOf = (html: string): Element[] =>
  elementsOf(pageTree(html), (element) => (attributeOf(element, 'class') ?? '').split(' ')[0] === 'narrative');

const ALLOWED = new Set(
  'html head meta title style body a div header h1 h2 h3 h4 h5 h6 p dl dt dd span nav ul ol li main section footer table caption thead tbody tfoot tr th td b i em u s sub sup del ins br pre img details summary'.split(
    ' ',
  ),
);
const ATTRIBUTES = new Set(
  'lang charset http-equiv content name id class href rel download role aria-label aria-labelledby tabindex scope start colspan rowspan src alt data-added'.split(
    ' ',
  ),
);

/** Everything of a page that could run, load or style; empty for a page that is safe. */
export function unsafeParts(html: string): string[] {
  const found: string[] = [];
  for (const element of elementsOf(pageTree(html))) {
    if (!ALLOWED.has(element.tagName)) found.push(`<${element.tagName}>`);
    for (const { name, value } of element.attrs) {
      if (!ATTRIBUTES.has(name)) found.push(`${element.tagName} ${name}`);
      if (name === 'href' && !/^(#|https?:\/\/|mailto:|data:application\/octet-stream;base64,|[\w%.-]+$)/.test(value))
        found.push(`href ${value.slice(0, 40)}`);
      if (name === 'src' && !/^data:image\/(png|jpeg|gif|webp|bmp);base64,[A-Za-z0-9+/=]*$/.test(value))
        found.push(`src ${value.slice(0, 40)}`);
    }
  }
  const styles = elementsOf(pageTree(html), (element) => element.tagName === 'style');
  if (styles.length !== 1) found.push(`${styles.length} style sheets`);
  return found;
}
