import { type XmlAttribute, XmlDocument, type XmlElement } from 'libxml2-wasm';

const NAMESPACES = {
  c: 'urn:hl7-org:v3',
  sdtc: 'urn:hl7-org:sdtc',
  xsi: 'http://www.w3.org/2001/XMLSchema-instance',
};

/** Asks a CDA document by XPath; prefix `c` is CDA's namespace. */
export class XmlQuery {
  readonly #document: XmlDocument;

  constructor(readonly xml: string) {
    this.#document = XmlDocument.fromString(xml);
  }

  /** Values of attributes, contents of elements. */
  all(xpath: string): string[] {
    return this.#document.find(xpath, NAMESPACES).map((node) => {
      const attribute = node as XmlAttribute;
      return 'value' in attribute ? attribute.value : (node as XmlElement).content;
    });
  }

  /** How many nodes. */
  count(xpath: string): number {
    return this.#document.find(xpath, NAMESPACES).length;
  }
}

/** XPath of a C-CDA section, by the end of its template id. */
export const section = (root: string): string =>
  `//c:section[c:templateId/@root='2.16.840.1.113883.10.20.22.2.${root}']`;

/** XPath of a C-CDA entry, by the end of its template id. */
export const entry = (root: string): string => `//*[c:templateId/@root='2.16.840.1.113883.10.20.22.4.${root}']`;
