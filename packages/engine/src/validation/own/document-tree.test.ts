import fc from 'fast-check';
import { XmlDocument, type XmlElement } from 'libxml2-wasm';
import { describe, expect, it } from 'vitest';
import { goodDocument } from '../../testing/cda-document.js';
import { nodePath } from '../node-path.js';
import type { CdaElement } from './cda-element.js';
import { DocumentTree } from './document-tree.js';

const read = (xml: string): DocumentTree => DocumentTree.read(xml)!;

/** Every element as libxml2 has it and as the tree has it. */
function bothWays(xml: string): [string[], string[]] {
  const document = XmlDocument.fromString(xml);
  try {
    const theirs = document.find('//*').map((node) => {
      const element = node as XmlElement;
      return `${nodePath(element)} ${element.attrs.length} ${element.content.length}`;
    });
    const ours: string[] = [];
    const walk = (element: CdaElement): void => {
      ours.push(`${element.path} ${element.attributeNames().length} ${element.content.length}`);
      element.children.forEach(walk);
    };
    walk(read(xml).root);
    return [theirs, ours];
  } finally {
    document.dispose();
  }
}

describe('DocumentTree', () => {
  it('has the elements, attributes, paths and texts that libxml2 has', () => {
    const [theirs, ours] = bothWays(goodDocument());
    expect(ours).toEqual(theirs);
    expect(ours.length).toBeGreaterThan(300);
  });

  it('reads comments, sections, instructions, references and prefixes as XML means them', () => {
    const tree = read(
      `<?xml version="1.0"?><?xml-stylesheet href="a"?><!-- <fake/> --><n:ClinicalDocument xmlns:n="urn:hl7-org:v3" xmlns:s="urn:hl7-org:sdtc"
  xmlns:i="http://www.w3.org/2001/XMLSchema-instance"><n:code code="a&gt;b&#65;&#x42;" i:type='n:CD'/><!-- > --><n:text><![CDATA[<x>&amp;]]> &amp; y</n:text><s:raceCode/><other xmlns="urn:x"/></n:ClinicalDocument>`,
    );
    const [code, text, race, other] = tree.root.children;
    expect([tree.root.name, code?.name, race?.name, other?.name]).toEqual([
      'ClinicalDocument',
      'code',
      'sdtc:raceCode',
      '{urn:x}other',
    ]);
    expect([code?.attr('code'), code?.attr('xsi:type'), text?.content]).toEqual(['a>bAB', 'CD', '<x>&amp; & y']);
    expect(tree.instructions.map((one) => one.target)).toEqual(['xml-stylesheet']);
    expect(tree.line(code!)).toBe(2);
  });

  it('takes any text without fault and any well-formed one as libxml2 does', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        DocumentTree.read(`<a>${text}`);
      }),
      { numRuns: 300, seed: 11 },
    );
    const leaf = fc.constantFrom(
      '<b/>',
      'x',
      '<!--c<d>-->',
      '<![CDATA[<e>]]>',
      '&lt;',
      '<c d="1>2" e=\'"\'/>',
      '<?p q?>',
      '\n',
    );
    fc.assert(
      fc.property(fc.array(leaf), fc.array(leaf), (outer, inner) => {
        const [theirs, ours] = bothWays(`<a>${outer.join('')}<f g="">${inner.join('')}</f></a>`);
        expect(ours).toEqual(theirs);
      }),
      { numRuns: 300, seed: 12 },
    );
  });
});
