import { XmlAttribute, XmlElement, type XmlNode, XmlXPath } from 'libxml2-wasm';

const positions = new Map<string, XmlXPath>();

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

/** `/ClinicalDocument/component/section[2]/@code`: local names, a position where there are several. For people; holds no value. */
export function nodePath(node: XmlNode): string {
  const parts: string[] = [];
  let element: XmlElement | null;
  if (node instanceof XmlElement) element = node;
  else {
    if (node instanceof XmlAttribute) parts.push(`@${node.prefix ? `${node.prefix}:` : ''}${node.name}`);
    element = node.parent;
  }
  for (; element; element = element.parent) {
    const { index, only } = position(element);
    parts.push(only ? element.name : `${element.name}[${index}]`);
  }
  return `/${parts.reverse().join('/')}`;
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
    let index = 1;
    for (let sibling = element.prev; sibling; sibling = sibling.prev) if (sibling instanceof XmlElement) index += 1;
    parts.push(`*[${index}]`);
  }
  return `/${parts.reverse().join('/')}`;
}

/** Line of a node; for an attribute the line of its element. 0 where libxml2 does not know it. */
export function nodeLine(node: XmlNode): number {
  const owner = node instanceof XmlElement ? node : (node.parent ?? node);
  return owner.line;
}
