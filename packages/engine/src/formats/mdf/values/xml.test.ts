import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DecodeError } from '../stored-type.js';
import { xmlDecoder } from './xml.js';

const hex = (text: string): Buffer => Buffer.from(text.replaceAll(/[ |]/g, ''), 'hex');
const decode = (bytes: Buffer, notes: string[] = []) => xmlDecoder((code) => notes.push(code))(bytes, 0, bytes.length);
const HEAD = 'DFFF 01 B004';

/** An element `a` around what stands in `content`. */
const within = (content: string): Buffer => hex(`${HEAD} F001 6100 EF000001 F801 ${content} F7`);

type Node =
  | { readonly kind: 'text' | 'comment' | 'cdata'; readonly text: string }
  | { readonly kind: 'instruction'; readonly name: string; readonly text: string }
  | Element;
interface Element {
  readonly kind: 'element';
  readonly prefix: string;
  readonly name: string;
  readonly attributes: readonly (readonly [string, string])[];
  readonly children: readonly Node[];
}

function mb32(value: number): Buffer {
  const bytes: number[] = [];
  let rest = value;
  while (rest >= 0x80) {
    bytes.push((rest & 0x7f) | 0x80);
    rest >>>= 7;
  }
  return Buffer.from([...bytes, rest]);
}

const textOf = (text: string): Buffer => Buffer.concat([mb32(text.length), Buffer.from(text, 'utf16le')]);

/** Writes each name when it is first met, as SQL Server does. */
class Encoder {
  readonly #out: Buffer[] = [hex(HEAD)];
  readonly #names = new Map<string, number>([['', 0]]);
  readonly #qualified = new Map<string, number>();

  bytes(): Buffer {
    return Buffer.concat(this.#out);
  }

  #name(name: string): number {
    let id = this.#names.get(name);
    if (id === undefined) {
      id = this.#names.size;
      this.#names.set(name, id);
      this.#out.push(Buffer.of(0xf0), textOf(name));
    }
    return id;
  }

  #tag(prefix: string, name: string): number {
    const key = `${prefix}:${name}`;
    let id = this.#qualified.get(key);
    if (id === undefined) {
      const parts = [this.#name(prefix === '' ? '' : `urn:${prefix}`), this.#name(prefix), this.#name(name)];
      id = this.#qualified.size + 1;
      this.#qualified.set(key, id);
      this.#out.push(Buffer.of(0xef), ...parts.map(mb32));
    }
    return id;
  }

  node(node: Node): void {
    switch (node.kind) {
      case 'text':
        this.#out.push(Buffer.of(0x11), textOf(node.text));
        return;
      case 'comment':
        this.#out.push(Buffer.of(0xf3), textOf(node.text));
        return;
      case 'cdata':
        this.#out.push(Buffer.of(0xf2), textOf(node.text), Buffer.of(0xf1));
        return;
      case 'instruction': {
        const id = this.#name(node.name);
        this.#out.push(Buffer.of(0xf4), mb32(id), textOf(node.text));
        return;
      }
      case 'element': {
        const id = this.#tag(node.prefix, node.name);
        this.#out.push(Buffer.of(0xf8), mb32(id));
        for (const [name, value] of node.attributes) {
          const attribute = this.#tag('', name);
          this.#out.push(Buffer.of(0xf6), mb32(attribute));
          if (value !== '') this.#out.push(Buffer.of(0x11), textOf(value));
        }
        if (node.attributes.length > 0) this.#out.push(Buffer.of(0xf5));
        for (const child of node.children) this.node(child);
        this.#out.push(Buffer.of(0xf7));
      }
    }
  }
}

const escapeText = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('\r', '&#x0D;');
const escapeAttribute = (text: string): string =>
  escapeText(text).replaceAll('"', '&quot;').replaceAll('\t', '&#x09;').replaceAll('\n', '&#x0A;');

function markup(node: Node): string {
  switch (node.kind) {
    case 'text':
      return escapeText(node.text);
    case 'comment':
      return `<!--${node.text}-->`;
    case 'cdata':
      return `<![CDATA[${node.text.replaceAll(']]>', ']]]]><![CDATA[>')}]]>`;
    case 'instruction':
      return `<?${node.name}${node.text === '' ? '' : ` ${node.text}`}?>`;
    case 'element': {
      const tag = node.prefix === '' ? node.name : `${node.prefix}:${node.name}`;
      const attributes = node.attributes.map(([name, value]) => ` ${name}="${escapeAttribute(value)}"`).join('');
      const content = node.children.map(markup).join('');
      return node.children.length === 0 ? `<${tag}${attributes}/>` : `<${tag}${attributes}>${content}</${tag}>`;
    }
  }
}

const name = fc.string({ unit: fc.constantFrom(...'abcxyzé'), minLength: 1, maxLength: 4 });
const text = fc.string({ unit: fc.constantFrom(...'ab <>&"\'\r\n\t]é漢', '😀') });
const leaf: fc.Arbitrary<Node> = fc.oneof(
  fc.record({ kind: fc.constantFrom('text' as const, 'cdata' as const, 'comment' as const), text }),
  fc.record({ kind: fc.constant('instruction' as const), name, text }),
);
const element: fc.Arbitrary<Element> = fc.letrec<{ element: Element; node: Node }>((tie) => ({
  node: fc.oneof({ depthSize: 'small' }, leaf, tie('element')),
  element: fc.record({
    kind: fc.constant('element' as const),
    prefix: fc.oneof(fc.constant(''), name),
    name,
    attributes: fc.array(fc.tuple(name, text), { maxLength: 3 }),
    children: fc.array(tie('node'), { maxLength: 4 }),
  }),
})).element;

function encoded(nodes: readonly Node[]): Buffer {
  const encoder = new Encoder();
  for (const node of nodes) encoder.node(node);
  return encoder.bytes();
}

describe('binary XML', () => {
  test('the published example', () => {
    const bytes = hex(`${HEAD} F001 6100 EF000001 F801 F001 6200 EF000002 F602 1101 3100 F5 1101 7800 F7`);
    expect(decode(bytes)).toBe('<a b="1">x</a>');
  });
  test('an element is empty with or without an end tag', () => {
    expect(decode(within(''))).toBe('<a/>');
    expect(decode(within('11 00'))).toBe('<a></a>');
  });
  test('every tree comes back', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(element, leaf), { maxLength: 3 }), (nodes) => {
        expect(decode(encoded(nodes))).toBe(nodes.map(markup).join(''));
      }),
      { numRuns: 500 },
    );
  });
  test.each([
    ['01 FFFF', '-1'],
    ['02 01000000', '1'],
    ['03 CDCCCC3D', '0.1'],
    ['04 000000000000E03F', '0.5'],
    ['05 54BA000000000000', '4.7700'],
    ['06 01', '1'],
    ['07 FF', '255'],
    ['08 FFFFFFFFFFFFFF7F', '9223372036854775807'],
    ['09 00112233445566778899AABBCCDDEEFF', '33221100-5544-7766-8899-aabbccddeeff'],
    ['0A 07 12 02 01 39300000', '123.45'],
    ['87 07 12 02 00 39300000', '-123.45'],
    ['0C 03 616263', 'YWJj'],
    ['84 02 AB01', 'AB01'],
    ['85 03 616263', 'YWJj'],
    ['10 05 E4040000 E9', 'é'],
    ['0E 01 E900', 'é'],
    ['18 01 3C00', '&lt;'],
    ['12 E79F0000 73E18A01', '2012-01-29T23:57:42.997'],
    ['13 265D 0000', '1965-04-16T00:00:00'],
    ['14 54BA0000', '4.7700'],
    ['7F 79380B', '2014-05-01'],
    ['7E 00 010000 5B950A', '1900-01-01T00:00:01'],
    ['03 0000807F', 'INF'],
    ['04 000000000000F0FF', '-INF'],
    ['04 000000000000F87F', 'NaN'],
    ['0A 07 12 02 01 98080000', '22.00'],
    ['87 07 12 02 01 98080000', '22'],
    ['87 07 12 04 01 00000000', '0'],
    ['87 07 00 02 01 05000000', '0.05'],
    ['7E 07 8034FBBE7E 79380B', '2014-05-01T15:07:17.0013312'],
    ['7E 03 F4010000 5B950A', '1900-01-01T00:00:00.5'],
    ['7D 03 E8030000 5B950A', '00:00:01'],
    ['7D 00 7B0000 5B950A', '00:02:03'],
    ['7C 00 000000 5B950A 0000', '1900-01-01Z'],
    ['7B 03 0A000000 5B950A 0000', '1900-01-01T00:00:00.01Z'],
    ['7A 00 000000 5B950A 0000', '00:00:00Z'],
    ['7B 00 000000 5B950A 7800', '1900-01-01T02:00:00+02:00'],
    ['7A 00 000000 5B950A 7800', '02:00:00+02:00'],
    ['7C 00 000000 5B950A 88FF', '1899-12-31-02:00'],
    ['86 01', 'true'],
    ['88 FF', '-1'],
    ['89 FFFF', '65535'],
    ['8A FFFFFFFF', '4294967295'],
    ['8B FFFFFFFFFFFFFFFF', '18446744073709551615'],
    ['8C 01', 'a'],
    ['ED 04 3C00 6200 2F00 3E00', '<b/>'],
    ['F2 01 6100 F2 01 6200 F1', '<![CDATA[ab]]>'],
    ['F3 01 6300', '<!--c-->'],
    ['EA 02 FFFF 11 01 7800', 'x'],
    [`EC ${HEAD} F001 6200 EF000001 F801 F7 EB 11 01 7800`, '<b/>x'],
  ])('token %s is %s', (content, expected) => {
    expect(decode(within(content))).toBe(`<a>${expected}</a>`);
  });
  test('the values of a list have blanks between them, the pieces of a text have none', () => {
    const notes: string[] = [];
    expect(decode(within('02 01000000 EA 01 FF 02 02000000'), notes)).toBe('<a>1 2</a>');
    expect(decode(within('02 01000000 02 02000000 86 01'), notes)).toBe('<a>1 2 true</a>');
    expect(notes).toEqual(['xml-list', 'xml-list', 'xml-list']);
    expect(decode(within('11 01 6100 11 01 6200'))).toBe('<a>ab</a>');
  });
  test('declaration and document type', () => {
    const start = `${HEAD} FE 03 3100 2E00 3000 FD 01 5500 01`;
    expect(decode(hex(start))).toBe('<?xml version="1.0" encoding="U" standalone="yes"?>');
    expect(decode(hex(`${HEAD} FC 01 6100 FB 01 7300 FA 01 7000 F9 01 7800`))).toBe('<!DOCTYPE a PUBLIC "p" "s" [x]>');
  });
  test.each([
    ['a head cut short', 'DFFF 01'],
    ['another encoding', 'DFFF 01 E404'],
    ['version 3', 'DFFF 03 B004'],
    ['an unknown token', `${HEAD} 55`],
    ['an open element', `${HEAD} F001 6100 EF000001 F801`],
    ['an end without a start', `${HEAD} F7`],
    ['a name that is not defined', `${HEAD} EF000001`],
    ['a tag that is not defined', `${HEAD} F801 F7`],
    ['tag 0', `${HEAD} F800 F7`],
    ['a tag that was forgotten', `${HEAD} F001 6100 EF000001 E9 F801 F7`],
    ['text longer than the value', `${HEAD} 11 7F 0000`],
    ['a count beyond 31 bits', `${HEAD} 11 FFFFFFFF0F`],
    ['an attribute of two values', `${HEAD} F001 6100 EF000001 F801 F601 1100 1100 F5 F7`],
    ['attributes that do not end', `${HEAD} F001 6100 EF000001 F801 F601 1100`],
    ['an open CDATA section', `${HEAD} F2 01 6100`],
    ['an open nested document', `${HEAD} EC ${HEAD}`],
    ['an unknown code page', `${HEAD} 10 05 01000000 E9`],
    ['a bit of 2', `${HEAD} 06 02`],
  ])('refuses %s', (_, bytes) => {
    expect(() => decode(hex(bytes))).toThrow(DecodeError);
  });
  test('refuses more than 128 levels, of elements and of documents', () => {
    const names = 'F001 6100 EF000001';
    expect(decode(hex(`${HEAD} ${names} ${'F801'.repeat(128)}${'F7'.repeat(128)}`))).toMatch(/^<a><a>/);
    expect(() => decode(hex(`${HEAD} ${names} ${'F801'.repeat(129)}${'F7'.repeat(129)}`))).toThrow(DecodeError);
    expect(() => decode(hex(HEAD + `EC${HEAD}`.repeat(100_000)))).toThrow(DecodeError);
  });
  test('refuses a small value that becomes a huge text', () => {
    const long = Buffer.concat([hex(`${HEAD} F0`), textOf('a'.repeat(16_000)), hex('EF000001')]);
    const bomb = Buffer.concat([long, Buffer.alloc(30_000, hex('F801F7'))]);
    expect(() => decode(bomb)).toThrow(DecodeError);
  });
  test('a changed byte gives a cell or a DecodeError', () => {
    fc.assert(
      fc.property(element, fc.nat(), fc.nat({ max: 255 }), (node, at, byte) => {
        const bytes = encoded([node]);
        bytes[at % bytes.length] = byte;
        try {
          expect(decode(bytes)).toBeDefined();
        } catch (error) {
          expect(error).toBeInstanceOf(DecodeError);
        }
      }),
      { numRuns: 2000 },
    );
  });
});

describe('xml without the binary signature', () => {
  test('is UTF-16 text when it looks like it', () => {
    expect(decode(Buffer.from('<a/>', 'utf16le'))).toBe('<a/>');
    expect(decode(Buffer.from('\ufeff<a/>', 'utf16le'))).toBe('<a/>');
    expect(decode(Buffer.alloc(0))).toBe('');
  });
  test('else stays bytes with a note', () => {
    const notes: string[] = [];
    expect(decode(Buffer.of(1, 2, 3), notes)).toEqual(Uint8Array.of(1, 2, 3));
    expect(notes).toEqual(['xml-as-bytes']);
  });
});
