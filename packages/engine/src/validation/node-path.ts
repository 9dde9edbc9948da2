import { XmlAttribute, XmlElement, type XmlNode } from 'libxml2-wasm';

/** Position among the siblings of the same name (1-based), and whether there is more than one of them. */
function position(element: XmlElement): { index: number; only: boolean } {
  let index = 1;
  for (let node = element.prev; node; node = node.prev) {
    if (node instanceof XmlElement && node.name === element.name) index += 1;
  }
  if (index > 1) return { index, only: false };
  for (let node = element.next; node; node = node.next) {
    if (node instanceof XmlElement && node.name === element.name) return { index, only: false };
  }
  return { index, only: true };
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
