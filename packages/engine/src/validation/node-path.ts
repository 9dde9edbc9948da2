import { XmlAttribute, type XmlDocument, XmlElement, type XmlNode, XmlXPath } from 'libxml2-wasm';

const positions = new Map<string, XmlXPath>();
let elementsBefore: XmlXPath | null = null;

/**
 * Position among the siblings of the same name (1-based), and whether there is only one of them.
 * Counted inside libxml2, because a walk over siblings from here costs a call for each of them.
 */
function position(element: XmlElement): { index: number; only: boolean } {
  const name = element.name;
  let counter = positions.get(name);
  if (!counter) {
    const same = `[local-name()='${name}']`;
    counter = XmlXPath.compile(`concat(count(preceding-sibling::*${same}),' ',count(following-sibling::*${same}))`);
    // Element names of CDA are a few hundred; a hostile document could bring any number.
    if (positions.size < 1000) positions.set(name, counter);
  }
  const [before, after] = String(element.eval(counter)).split(' ').map(Number);
  if (positions.get(name) !== counter) counter.dispose();
  return { index: before! + 1, only: before === 0 && after === 0 };
}

/** Elements whose path was made last, with it: findings come in the order of rules, whose nodes share most of their ancestors. */
let recent: { readonly element: XmlElement; readonly path: string }[] = [];
/** The document that `recent` is of; another document may have its nodes at the same addresses once this one is gone. */
let recentDocument: XmlDocument | null = null;
const MOST_RECENT = 48;

/** `/ClinicalDocument/component/section[2]/@code`: local names, a position where there are several. For people; holds no value. */
export function nodePath(node: XmlNode): string {
  const document = node.doc;
  if (document !== recentDocument) {
    recent = [];
    recentDocument = document;
  }
  if (node instanceof XmlElement) return elementPath(node);
  const owner = node.parent === null ? '' : elementPath(node.parent);
  if (node instanceof XmlAttribute) return `${owner}/@${node.prefix ? `${node.prefix}:` : ''}${node.name}`;
  return owner === '' ? '/' : owner;
}

function elementPath(element: XmlElement): string {
  const unknown: XmlElement[] = [];
  let path = '';
  for (let above: XmlElement | null = element; above; above = above.parent) {
    const here = above;
    const known = recent.findLast((one) => one.element.isSameNode(here));
    if (known) {
      path = known.path;
      break;
    }
    unknown.push(here);
  }
  for (const below of unknown.reverse()) {
    const { index, only } = position(below);
    path = `${path}/${only ? below.name : `${below.name}[${index}]`}`;
    recent.push({ element: below, path });
  }
  if (recent.length > MOST_RECENT) recent = recent.slice(-MOST_RECENT / 2);
  return path;
}

/** An XPath that selects exactly this node whatever its names are, e.g. `/*[1]/*[3]/@*[2]`; for substituting variables. */
export function exactPath(node: XmlNode): string {
  const parts: string[] = [];
  let element: XmlElement | null;
  if (node instanceof XmlElement) element = node;
  else {
    if (node instanceof XmlAttribute) {
      const uri = node.namespaceUri ?? '';
      parts.push(`@*[local-name()='${node.name}' and namespace-uri()='${uri.replaceAll("'", '%27')}']`);
    } else parts.push('node()');
    element = node.parent;
  }
  for (; element; element = element.parent) {
    // A walk over siblings from here would end at a processing instruction, for which there is no class.
    elementsBefore ??= XmlXPath.compile('count(preceding-sibling::*)');
    parts.push(`*[${Number(element.eval(elementsBefore)) + 1}]`);
  }
  return `/${parts.reverse().join('/')}`;
}

/** Line of a node; for an attribute the line of its element. 0 where libxml2 does not know it. */
export function nodeLine(node: XmlNode): number {
  const owner = node instanceof XmlElement ? node : (node.parent ?? node);
  return owner.line;
}
