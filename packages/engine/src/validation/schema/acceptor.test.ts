import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { goodDocument } from '../../testing/cda-document.js';
import { seededRandom } from '../../testing/dump-generator.js';
import { MutableText, wholeDocument } from '../../testing/element-mutation.js';
import { sharedPath, sharedReason } from '../../testing/shared.js';
import { findArtefacts } from '../artefacts.js';
import { openDocument } from '../document.js';
import { FindingList } from '../verdict.js';
import { XsdCheck } from '../xsd.js';
import { SchemaAcceptor } from './acceptor.js';

const XS = 'xmlns:xs="http://www.w3.org/2001/XMLSchema"';
/** Every kind of part that HL7's schema has: a file without a namespace, one of another namespace, derived types, values of all kinds. */
const FILES: Readonly<Record<string, string>> = {
  'root.xsd': `<xs:schema ${XS} xmlns="urn:hl7-org:v3" xmlns:sdtc="urn:hl7-org:sdtc" targetNamespace="urn:hl7-org:v3" elementFormDefault="qualified">
    <xs:annotation xmlns="urn:other"><xs:documentation>words</xs:documentation></xs:annotation>
    <xs:include schemaLocation="types.xsd"/><xs:import namespace="urn:hl7-org:sdtc" schemaLocation="s.xsd"/>
    <xs:element name="ClinicalDocument" type="Root"/>
    <xs:complexType name="Root"><xs:sequence>
      <xs:group ref="First"/>
      <xs:element name="b" type="ANY" minOccurs="0" maxOccurs="2"/>
      <xs:choice><xs:sequence><xs:element name="c" type="Word"/><xs:element name="d" type="Mixed" minOccurs="0"/></xs:sequence><xs:element name="d" type="Mixed"/></xs:choice>
      <xs:element ref="sdtc:e" minOccurs="0" maxOccurs="unbounded"/>
    </xs:sequence><xs:attribute name="k" type="kind"/><xs:attribute ref="sdtc:f"/></xs:complexType>
  </xs:schema>`,
  'types.xsd': `<xs:schema ${XS} elementFormDefault="qualified">
    <xs:group name="First"><xs:sequence><xs:element name="a" type="Leaf" maxOccurs="unbounded"/></xs:sequence></xs:group>
    <xs:attributeGroup name="both"><xs:attribute name="ID" type="xs:ID"/><xs:attribute name="k" type="kind" use="required"/></xs:attributeGroup>
    <xs:complexType name="ANY" abstract="true"><xs:attribute name="n" type="words"/></xs:complexType>
    <xs:complexType name="Leaf"><xs:complexContent><xs:extension base="ANY"><xs:attribute name="t" type="time"/><xs:attribute name="u" type="xs:anyURI"/><xs:attribute name="i" type="int"/></xs:extension></xs:complexContent></xs:complexType>
    <xs:complexType name="Less"><xs:complexContent><xs:restriction base="Leaf"><xs:attribute name="t" type="time" use="required"/><xs:attribute name="u" type="xs:anyURI" use="prohibited"/></xs:restriction></xs:complexContent></xs:complexType>
    <xs:complexType name="More"><xs:complexContent><xs:extension base="Leaf"><xs:sequence><xs:element name="a" type="Leaf"/></xs:sequence><xs:attributeGroup ref="both"/></xs:extension></xs:complexContent></xs:complexType>
    <xs:complexType name="Mixed" mixed="true"><xs:choice minOccurs="0" maxOccurs="unbounded"><xs:element name="a" type="Leaf"/><xs:element name="c" type="Word"/><xs:any namespace="##other" processContents="skip"/></xs:choice><xs:attribute name="x" type="xs:string" fixed="1"/></xs:complexType>
    <xs:simpleType name="Word"><xs:restriction base="xs:string"><xs:maxLength value="0"/></xs:restriction></xs:simpleType>
    <xs:simpleType name="kind"><xs:union memberTypes="few oid"><xs:simpleType><xs:restriction base="token"><xs:enumeration value="Z"/></xs:restriction></xs:simpleType></xs:union></xs:simpleType>
    <xs:simpleType name="token"><xs:restriction base="xs:token"><xs:pattern value="[^\\s]+"/></xs:restriction></xs:simpleType>
    <xs:simpleType name="few"><xs:restriction base="token"><xs:enumeration value="X"/><xs:enumeration value="Y"/></xs:restriction></xs:simpleType>
    <xs:simpleType name="words"><xs:list itemType="few"/></xs:simpleType>
    <xs:simpleType name="oid"><xs:restriction base="xs:string"><xs:pattern value="[0-2](\\.(0|[1-9][0-9]*))*"/></xs:restriction></xs:simpleType>
    <xs:simpleType name="time"><xs:restriction base="xs:string"><xs:pattern value="[0-9]{1,8}|([0-9]{9,14}|[0-9]{14,14}\\.[0-9]+)([+\\-][0-9]{1,4})?"/></xs:restriction></xs:simpleType>
    <xs:simpleType name="int"><xs:restriction base="xs:integer"><xs:minInclusive value="1"/></xs:restriction></xs:simpleType>
  </xs:schema>`,
  's.xsd': `<xs:schema ${XS} xmlns="urn:hl7-org:sdtc" xmlns:hl7="urn:hl7-org:v3" targetNamespace="urn:hl7-org:sdtc" elementFormDefault="qualified">
    <xs:import namespace="urn:hl7-org:v3" schemaLocation="root.xsd"/>
    <xs:element name="e" type="hl7:Leaf"/><xs:attribute name="f" type="number"/>
    <xs:simpleType name="number"><xs:union memberTypes="xs:decimal xs:boolean"/></xs:simpleType>
  </xs:schema>`,
};

const folder = mkdtempSync(join(tmpdir(), 'chartlift-schema-'));
for (const [name, text] of Object.entries(FILES)) writeFileSync(join(folder, name), text);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const readable = (file: string): string => readFileSync(file, 'utf8');

interface Both {
  /** What the acceptor says alone. */
  readonly accepted: boolean;
  /** What libxml2 says alone. */
  readonly valid: boolean;
}

/** null: no XML. */
function bothOf(xsd: XsdCheck, acceptor: SchemaAcceptor, xml: string): Both | null {
  const opened = openDocument(Buffer.from(xml));
  if (opened.refusal) return null;
  const findings = new FindingList(10);
  xsd.run(opened.document, null, findings);
  opened.document.dispose();
  return { accepted: acceptor.accepts(opened.tree!), valid: findings.kept.length === 0 };
}

const rootOf = (body: string, attributes = ''): string =>
  `<ClinicalDocument xmlns="urn:hl7-org:v3" xmlns:hl7="urn:hl7-org:v3" xmlns:sdtc="urn:hl7-org:sdtc" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"${attributes}>${body}</ClinicalDocument>`;

describe('SchemaAcceptor', () => {
  const file = join(folder, 'root.xsd');
  const xsd = XsdCheck.compile(file, folder);
  const acceptor = SchemaAcceptor.compile(file, readable)!;
  afterAll(() => xsd.dispose());

  it.each([
    rootOf('<a/><c/>'),
    rootOf(
      '\n<a n="X Y" t="20240102"/> <a i="12" u="tel:+1(555)555-0100"/><d x="1">words <a/><c/> more</d>\n',
      ' k="Z"',
    ),
    rootOf(
      '<a/><b xsi:type="Leaf" n="X"/><b xsi:type="More" k="1.2.840" ID="q"><a/></b><c/><d/><sdtc:e t="2024"/><sdtc:e/>',
    ),
    rootOf('<hl7:a xsi:type="hl7:Less" t="20240102030405.12-0500"/><d/>', ' sdtc:f="1.5" xsi:schemaLocation="a b"'),
    rootOf('<a><!-- none --></a><d>x</d>', ' sdtc:f="true"'),
  ])('accepts %s', (xml) => {
    expect(bothOf(xsd, acceptor, xml)).toEqual({ accepted: true, valid: true });
  });

  it.each([
    ['a missing element', rootOf('<a/>')],
    ['another order', rootOf('<c/><a/>')],
    ['one too many', rootOf('<a/><b xsi:type="Leaf"/><b xsi:type="Leaf"/><b xsi:type="Leaf"/><c/>')],
    ['an abstract type', rootOf('<a/><b/><c/>')],
    ['a type that is not derived', rootOf('<a xsi:type="Mixed"/><c/>')],
    ['an attribute of the base that is prohibited', rootOf('<a xsi:type="Less" t="1" u="#a"/><c/>')],
    ['a missing attribute', rootOf('<a xsi:type="Less"/><c/>')],
    ['another fixed value', rootOf('<a/><d x="2"/>')],
    ['an unknown attribute', rootOf('<a z="1"/><c/>')],
    ['a value of no member', rootOf('<a/><c/>', ' k="W"')],
    ['a name of every object', rootOf('<a/><c/>', ' constructor="1"')],
    ['a value that is an object', rootOf('<a/><c/>', ' k="constructor"')],
    ['a wrong pattern', rootOf('<a t="2024010203040506070809"/><c/>')],
    ['a wrong list', rootOf('<a n="X Q"/><c/>')],
    ['a number below the least', rootOf('<a i="0"/><c/>')],
    ['text between elements', rootOf('<a/>x<c/>')],
    ['text in a simple element', rootOf('<a/><c>x</c>')],
    ['blanks in an empty element', rootOf('<a> </a><c/>')],
    ['an id twice', rootOf('<a/><b xsi:type="More" k="X" ID="q"><a/></b><b xsi:type="More" k="X" ID="q"><a/></b><c/>')],
    ['an element of another namespace', rootOf('<a/><c xmlns="urn:x"/>')],
    ['xsi:nil', rootOf('<a xsi:nil="true"/><c/>')],
    ['another root', '<a xmlns="urn:hl7-org:v3"/>'],
  ])('leaves %s to libxml2, which finds it', (_, xml) => {
    expect(bothOf(xsd, acceptor, xml)).toEqual({ accepted: false, valid: false });
  });

  it('accepts nothing that libxml2 does not', () => {
    const value = fc.oneof(
      fc.string({ unit: fc.constantFrom('0', '1', '2', '9', '.', '-', '+', ' ', ':', 'X', '/', '#', '\n', '\u00e9') }),
      fc.constantFrom(
        'X',
        'X Y',
        '1.2.840',
        '20240102',
        'tel: +1(555)555-0100',
        'a:b',
        '',
        'true',
        '12345678901234567',
      ),
    );
    const attribute = fc
      .tuple(fc.constantFrom('n', 't', 'u', 'i', 'k', 'ID', 'x', 'sdtc:f', 'z'), value)
      .map(([name, text]) => ` ${name}="${text.replaceAll('\n', '&#10;')}"`);
    const some = fc.uniqueArray(attribute, { maxLength: 2, selector: (one) => one.split('=')[0] });
    const type = fc.constantFrom(
      '',
      '',
      ' xsi:type="Leaf"',
      ' xsi:type="More"',
      ' xsi:type="hl7:Less"',
      ' xsi:type="ANY"',
    );
    const { part } = fc.letrec<{ part: string }>((tie) => ({
      part: fc
        .tuple(
          fc.constantFrom('a', 'b', 'c', 'd', 'sdtc:e', 'hl7:a'),
          some,
          type,
          fc.array(fc.oneof({ depthSize: 'small' }, fc.constantFrom(' ', 'x', '<!-- x -->'), tie('part')), {
            maxLength: 2,
          }),
        )
        .map(([name, given, its, inner]) => `<${name}${given.join('')}${its}>${inner.join('')}</${name}>`),
    }));
    const whole = fc
      .tuple(
        some,
        fc.array(part, { maxLength: 2 }),
        fc.constantFrom('<c/>', '<d/>', '<c/><d/>', ''),
        fc.array(part, { maxLength: 1 }),
      )
      .map(([given, before, must, behind]) =>
        rootOf(`<a/>${before.join('')}${must}${behind.join('')}`, given.join('')),
      );
    let accepted = 0;
    fc.assert(
      fc.property(whole, (xml) => {
        const both = bothOf(xsd, acceptor, xml);
        if (!both?.accepted) return;
        accepted += 1;
        expect(both.valid).toBe(true);
      }),
      { numRuns: 1500, seed: 5 },
    );
    expect(accepted).toBeGreaterThan(50);
  });

  it('is made for many documents, and changes no finding', () => {
    const said = (xml: string): unknown => {
      const opened = openDocument(Buffer.from(xml));
      if (opened.refusal) return opened.refusal;
      const findings = new FindingList(10);
      xsd.run(opened.document, opened.tree, findings);
      opened.document.dispose();
      return findings.kept;
    };
    const both = [rootOf('<a/><c/>'), rootOf('<c/><a/>')];
    const first = both.map(said);
    expect(first.map((one) => (one as unknown[]).length)).toEqual([0, 1]);
    for (let i = 0; i < 20; i += 1) expect(both.map(said)).toEqual(first);
    expect(xsd.isQuick).toBe(true);
  });

  it('is not there for a schema that changes the meaning of its own parts', () => {
    const changed = (from: string, to: string): SchemaAcceptor | null =>
      SchemaAcceptor.compile('/root.xsd', (name) => FILES[name.slice(1)]?.replace(from, to) ?? null);
    expect(changed('urn:none', '')).not.toBeNull();
    expect(changed('elementFormDefault="qualified"', '')).toBeNull();
    expect(changed('elementFormDefault', 'blockDefault="#all" elementFormDefault')).toBeNull();
    expect(changed('<xs:include schemaLocation="types.xsd"/>', '<xs:redefine schemaLocation="types.xsd"/>')).toBeNull();
    expect(changed('schemaLocation="types.xsd"', 'schemaLocation="gone.xsd"')).toBeNull();
  });

  const artefacts = sharedPath('ccda');
  const examples = sharedPath('data', 'ccda', 'hl7-examples');
  it.skipIf(!artefacts || !examples)(
    artefacts && examples
      ? "reads HL7's schema, and agrees with libxml2 on changed documents"
      : sharedReason("HL7's files"),
    () => {
      const files = findArtefacts(artefacts!);
      const schema = XsdCheck.compile(files.xsd!, files.directory);
      const quick = SchemaAcceptor.compile(files.xsd!, readable)!;
      const wholes = readdirSync(examples!, { recursive: true, encoding: 'utf8' })
        .filter((name) => name.endsWith('.xml'))
        .sort()
        .flatMap((name) => wholeDocument(readFileSync(join(examples!, name), 'utf8')) ?? [])
        .filter((xml) => xml.length < 40_000 && bothOf(schema, quick, xml)?.accepted);
      expect(wholes.length).toBeGreaterThan(0);
      const sources = [goodDocument(), ...wholes].map((xml) => new MutableText(xml));
      const random = seededRandom(3);
      const said = { accepted: 0, valid: 0 };
      for (let round = 0; round < 400; round += 1) {
        const both = bothOf(schema, quick, sources[round % sources.length]!.mutate(random).text);
        if (both?.accepted) expect(both.valid).toBe(true);
        if (both?.accepted) said.accepted += 1;
        if (both?.valid) said.valid += 1;
      }
      schema.dispose();
      expect(said.valid).toBeGreaterThan(50);
      expect(said.accepted).toBeGreaterThan(said.valid * 0.9);
    },
  );
});
