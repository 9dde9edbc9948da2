/** A change of one element of an XML text: what was done, and the text after it. */
export interface Mutation {
  readonly what: string;
  readonly text: string;
}

interface Span {
  readonly name: string;
  readonly start: number;
  /** Offset behind the start tag. */
  readonly tagEnd: number;
  /** Offset behind the whole element. */
  end: number;
}

const TAG =
  /<!--[\s\S]*?-->|<!\[CDATA\[[\s\S]*?\]\]>|<\?[\s\S]*?\?>|<(\/?)([^\s/>]+)((?:[^>"']|"[^"]*"|'[^']*')*?)(\/?)>/g;
const ATTRIBUTE = /\s([\w:.-]+)\s*=\s*("[^"]*"|'[^']*')/g;

/** The elements of a text, read once so that many mutations can be drawn from it. Narrative blocks are left out: templates ask nothing of them. */
export class MutableText {
  private readonly spans: readonly Span[];

  constructor(private readonly text: string) {
    const spans: Span[] = [];
    const open: Span[] = [];
    for (const match of text.matchAll(TAG)) {
      const [all, close, name, , empty] = match;
      if (name === undefined) continue;
      const end = match.index + all.length;
      if (close === '/') {
        const span = open.pop();
        if (span) span.end = end;
        continue;
      }
      const span: Span = { name: name.replace(/^.*:/, ''), start: match.index, tagEnd: end, end };
      const inNarrative =
        open.some((one) => one.name === 'text') &&
        open.some((one) => one.name === 'section') &&
        !open.some((one) => one.name === 'entry');
      if (!inNarrative && open.length > 0) spans.push(span);
      if (empty !== '/') open.push(span);
    }
    this.spans = spans;
  }

  /** One element deleted, doubled, emptied of an attribute, with an attribute changed, or said to be unknown. `random` gives numbers from 0 to 1. */
  mutate(random: () => number): Mutation {
    const span = this.spans[Math.floor(random() * this.spans.length)]!;
    const replaced = (start: number, end: number, by: string): string =>
      this.text.slice(0, start) + by + this.text.slice(end);
    const tag = this.text.slice(span.start, span.tagEnd);
    const attributes = [...tag.matchAll(ATTRIBUTE)].filter(([, name]) => !/^xmlns/.test(name!));
    const choice = random();
    if (choice < 0.35 || (attributes.length === 0 && choice < 0.8))
      return { what: `delete ${span.name}`, text: replaced(span.start, span.end, '') };
    if (choice < 0.5) {
      const copy = this.text.slice(span.start, span.end);
      return { what: `double ${span.name}`, text: replaced(span.end, span.end, copy) };
    }
    if (choice < 0.58) {
      const at = span.start + 1 + /^<[^\s/>]+/.exec(tag)![0].length - 1;
      if (/\snullFlavor\s*=/.test(tag))
        return { what: `delete ${span.name}`, text: replaced(span.start, span.end, '') };
      return { what: `unknown ${span.name}`, text: replaced(at, at, ' nullFlavor="UNK"') };
    }
    const attribute = attributes[Math.floor(random() * attributes.length)];
    if (!attribute) return { what: `delete ${span.name}`, text: replaced(span.start, span.end, '') };
    const start = span.start + attribute.index;
    const end = start + attribute[0].length;
    if (choice < 0.78) return { what: `delete ${span.name}/@${attribute[1]}`, text: replaced(start, end, '') };
    return {
      what: `change ${span.name}/@${attribute[1]}`,
      text: replaced(start, end, ` ${attribute[1]}="${attribute[1] === 'xsi:type' ? 'ST' : 'x1'}"`),
    };
  }
}

/**
 * A document as it is; a single section, as HL7's examples have them, put into a document, so that it can be judged. null for what is neither.
 */
export function wholeDocument(text: string): string | null {
  const body = text.replace(/^\uFEFF?\s*(<\?xml[^>]*\?>)?/, '').replace(/<\?[^>]*\?>/g, '');
  const root = /<([A-Za-z]\w*)[\s>]/.exec(body.replace(/<!--[\s\S]*?-->/g, ''))?.[1];
  if (root === 'ClinicalDocument') return body;
  if (root !== 'section') return null;
  return (
    '<ClinicalDocument xmlns="urn:hl7-org:v3" xmlns:sdtc="urn:hl7-org:sdtc" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">' +
    `<component><structuredBody><component>${body.slice(body.indexOf('<section'))}</component></structuredBody></component></ClinicalDocument>`
  );
}
