/** Numbers of MS-BINXML 2.2: base 128, low group first. */
function multiByte(value: number): Buffer {
  const bytes: number[] = [];
  let rest = value;
  while (rest > 0x7f) {
    bytes.push((rest & 0x7f) | 0x80);
    rest >>>= 7;
  }
  bytes.push(rest);
  return Buffer.from(bytes);
}

const counted = (text: string): Buffer => Buffer.concat([multiByte(text.length), Buffer.from(text, 'utf16le')]);

// Tokens of MS-BINXML 2.4.
const NAME = 0xf0;
const QNAME = 0xef;
const ELEMENT = 0xf8;
const END_ELEMENT = 0xf7;
const ATTRIBUTE = 0xf6;
const END_ATTRIBUTES = 0xf5;
const COMMENT = 0xf3;
const TEXT = 0x11; // SQL-NVARCHAR

const ENTITIES: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };
const plainText = (text: string): string => text.replace(/&(\w+);/g, (_, name: string) => ENTITIES[name] ?? '');

/** The names met so far: each gets its definitions once, in front of its first use. */
class Names {
  private readonly names = new Map<string, number>();
  private readonly qualified = new Map<string, number>();

  constructor(private readonly out: Buffer[]) {}

  private name(text: string): number {
    if (text === '') return 0;
    const known = this.names.get(text);
    if (known) return known;
    this.out.push(Buffer.of(NAME), counted(text));
    this.names.set(text, this.names.size + 1);
    return this.names.size;
  }

  /** Id of a qualified name without a namespace. */
  of(text: string): Buffer {
    const known = this.qualified.get(text);
    if (known) return multiByte(known);
    const local = this.name(text);
    this.out.push(Buffer.of(QNAME), multiByte(0), multiByte(0), multiByte(local));
    this.qualified.set(text, this.qualified.size + 1);
    return multiByte(this.qualified.size);
  }
}

/** Binary XML of well-formed text without namespaces, declarations and CDATA (MS-BINXML 2.3, version 1). */
export function encodeBinaryXml(xml: string): Buffer {
  const out: Buffer[] = [Buffer.of(0xdf, 0xff, 1, 0xb0, 0x04)];
  const names = new Names(out);
  for (const [, comment, closing, opening, attributes, empty, text] of xml.matchAll(
    /<!--([\s\S]*?)-->|<\/(\w+)>|<(\w+)((?:\s+\w+="[^"]*")*)\s*(\/?)>|([^<]+)/g,
  )) {
    if (comment !== undefined) out.push(Buffer.of(COMMENT), counted(comment));
    else if (closing !== undefined) out.push(Buffer.of(END_ELEMENT));
    else if (text !== undefined) out.push(Buffer.of(TEXT), counted(plainText(text)));
    else if (opening !== undefined) {
      const id = names.of(opening);
      out.push(Buffer.of(ELEMENT), id);
      for (const [, name = '', value = ''] of (attributes ?? '').matchAll(/(\w+)="([^"]*)"/g)) {
        const attribute = names.of(name);
        out.push(Buffer.of(ATTRIBUTE), attribute);
        if (value) out.push(Buffer.of(TEXT), counted(plainText(value)));
      }
      if (attributes) out.push(Buffer.of(END_ATTRIBUTES));
      if (empty) out.push(Buffer.of(END_ELEMENT));
    }
  }
  return Buffer.concat(out);
}
