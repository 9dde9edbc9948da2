import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { XmlDocument, XmlElement } from 'libxml2-wasm';

const NS = { c: 'urn:hl7-org:v3', xsi: 'http://www.w3.org/2001/XMLSchema-instance' };

/** Elements that an XPath finds from here; CDA's names have the prefix `c`. */
export const elements = (node: XmlElement, path: string): XmlElement[] =>
  node.find(path, NS).filter((n): n is XmlElement => n instanceof XmlElement);

/** The first of them; null where there is none. */
export const element = (node: XmlElement | null | undefined, path: string): XmlElement | null =>
  node ? (elements(node, path)[0] ?? null) : null;

/** An attribute of the first of them; null where there is none. */
export const attribute = (node: XmlElement | null | undefined, path: string, name: string): string | null =>
  element(node, path)?.attr(name)?.value ?? null;

/** An entry's parts by C-CDA R2.1 template id, anywhere below; `id` without the arcs that all have. */
export const templates = (node: XmlElement, id: string): XmlElement[] =>
  elements(node, `.//*[c:templateId/@root='2.16.840.1.113883.10.20.22.${id}']`);

/** What the narrative says under each ID. */
export const shownTexts = (root: XmlElement): Map<string, string> =>
  new Map(elements(root, '//*[@ID]').map((shown) => [shown.attr('ID')!.value, shown.content.trim()]));

/** Reads every document of a run's folder, by name. */
export function eachDocument(folder: string, read: (root: XmlElement) => void): void {
  for (const file of readdirSync(folder).sort()) {
    if (!file.endsWith('.xml')) continue;
    const document = XmlDocument.fromString(readFileSync(join(folder, file), 'utf8'));
    try {
      read(document.root);
    } finally {
      document.dispose();
    }
  }
}
