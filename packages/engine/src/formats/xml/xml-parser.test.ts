import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MigrationError } from '../../base/error.js';
import { decodeXml } from './xml-bytes.js';
import { parseXml } from './xml-parser.js';

const fault = (work: () => unknown): string => {
  try {
    work();
  } catch (error) {
    if (error instanceof MigrationError && error.hint !== '') return error.code;
    throw error;
  }
  return 'none';
};

describe('parseXml', () => {
  it('resolves prefixes by their namespace, and customary ones that nobody declared', () => {
    const root = parseXml(
      '<v:A xmlns:v="urn:hl7-org:v3" xmlns:e="urn:hl7-org:sdtc"><v:b x:type="PQ" xmlns:x="http://www.w3.org/2001/XMLSchema-instance"/><e:c/><sdtc:d/></v:A>',
    );
    expect(root.name).toBe('A');
    expect(root.child('b')?.attributes).toEqual(['xsi:type', 'PQ']);
    expect(root.elements().map((one) => one.name)).toEqual(['b', 'sdtc:c', 'sdtc:d']);
  });

  it('reads entities, CDATA, comments and instructions', () => {
    const root = parseXml(
      '<?xml version="1.0"?><!-- a --><a b="&lt;&#65;&#x42;&amp;"><![CDATA[<x>&]]><?p i?> y&gt;</a>',
    );
    expect(root.raw('b')).toBe('<AB&');
    expect(root.ownText()).toBe('<x>& y>');
  });

  it('keeps blanks in narrative only', () => {
    const root = parseXml('<a> <b/> <text><c>x</c> <c>y</c></text> </a>');
    expect(root.nodes.length).toBe(2);
    expect(root.child('text')!.nodes.length).toBe(3);
  });

  it('tells paths and offsets', () => {
    const text = '<a>\n<b/>\n<b><c/></b></a>';
    const c = parseXml(text).all('b')[1]!.child('c')!;
    expect(c.path()).toBe('/a/b[2]/c');
    expect(c.offset).toBe(text.indexOf('<c/>'));
  });

  it.each([
    ['<a><b></a>', 'XML_NOT_WELL_FORMED'],
    ['<a>', 'XML_NOT_WELL_FORMED'],
    ['<a b="1" b="2"/>', 'XML_NOT_WELL_FORMED'],
    ['<a>&nbsp;</a>', 'XML_NOT_WELL_FORMED'],
    ['<a/><b/>', 'XML_NOT_WELL_FORMED'],
    ['', 'XML_NOT_WELL_FORMED'],
    ['plain', 'XML_NOT_WELL_FORMED'],
    ['<!DOCTYPE a [<!ENTITY x "y"><!ENTITY z "&x;&x;">]><a>&z;</a>', 'XML_DTD'],
    ['<a>'.repeat(201) + '</a>'.repeat(201), 'XML_TOO_LARGE'],
  ])('refuses %s', (text, code) => {
    expect(fault(() => parseXml(text))).toBe(code);
  });

  it('refuses what is too long or has too many elements', () => {
    expect(fault(() => parseXml('<a/>', { characters: 3, depth: 9, elements: 9 }))).toBe('XML_TOO_LARGE');
    expect(fault(() => parseXml('<a><b/><b/></a>', { characters: 99, depth: 9, elements: 2 }))).toBe('XML_TOO_LARGE');
  });

  it('ends any mutation in an element or a MigrationError', () => {
    const text = '<a xmlns="urn:hl7-org:v3"><b c="d&amp;"><![CDATA[x]]></b><!-- y --><text>z <e/></text></a>';
    fc.assert(
      fc.property(fc.nat(text.length - 1), fc.nat(text.length), fc.string({ maxLength: 4 }), (at, to, put) => {
        fault(() => parseXml(text.slice(0, at) + put + text.slice(to)));
      }),
      { numRuns: 2000 },
    );
  });
});

describe('decodeXml', () => {
  const declared = (name: string) => `<?xml version="1.0" encoding="${name}"?><a>é</a>`;
  it.each([
    [Buffer.from(declared('UTF-8'), 'utf8')],
    [Buffer.from(`\ufeff${declared('UTF-8')}`, 'utf8')],
    [Buffer.from(declared('ISO-8859-1'), 'latin1')],
    [Buffer.from(declared('windows-1252'), 'latin1')],
    [Buffer.from(`\ufeff${declared('UTF-16')}`, 'utf16le')],
    [Buffer.from(declared('UTF-16'), 'utf16le')],
    [Buffer.from(declared('utf-16'), 'utf8')],
  ])('reads what is declared or marked', (bytes) => {
    expect(parseXml(decodeXml(bytes)).ownText()).toBe('é');
  });

  it('refuses bytes that are not what they say, and unknown encodings', () => {
    expect(fault(() => decodeXml(Buffer.from(declared('UTF-8'), 'latin1')))).toBe('XML_ENCODING');
    expect(fault(() => decodeXml(Buffer.from(declared('x-none'), 'latin1')))).toBe('XML_ENCODING');
    expect(fault(() => decodeXml(Buffer.alloc(0)))).toBe('XML_ENCODING');
  });
});
