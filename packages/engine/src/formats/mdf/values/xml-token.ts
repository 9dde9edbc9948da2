/** Tokens of MS-BINXML that are no values. */
export const XmlToken = Object.freeze({
  qualifiedNameValue: 0x8c,
  forgetNames: 0xe9,
  extension: 0xea,
  nestedEnd: 0xeb,
  nested: 0xec,
  rawText: 0xed,
  qualifiedName: 0xef,
  name: 0xf0,
  cdataEnd: 0xf1,
  cdata: 0xf2,
  comment: 0xf3,
  instruction: 0xf4,
  attributesEnd: 0xf5,
  attribute: 0xf6,
  elementEnd: 0xf7,
  element: 0xf8,
  doctypeSubset: 0xf9,
  doctypePublic: 0xfa,
  doctypeSystem: 0xfb,
  doctype: 0xfc,
  encoding: 0xfd,
  declaration: 0xfe,
});

/** Definitions of names, and what may be passed over: they may stand before any other token. */
export function isDefinition(token: number): boolean {
  return (
    token === XmlToken.name ||
    token === XmlToken.qualifiedName ||
    token === XmlToken.forgetNames ||
    token === XmlToken.extension
  );
}
