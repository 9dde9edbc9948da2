import { attributeText } from './xml-text.js';

/** A start tag with attributes, as the source has it. */
export interface SourceTag {
  /** Without prefix. */
  readonly name: string;
  /** From the first blank behind the name to the last attribute. */
  readonly attributes: string;
}

// XML 1.0 productions STag and EmptyElemTag: a value holds no `<`, so no match can begin before a tag and run into it.
const TAG = /<(?:[^\s<>/:="'!?]+:)?([^\s<>/:="'!?]+)((?:\s+[^\s<>/="']+\s*=\s*(?:"[^"<]*"|'[^'<]*'))+)\s*\/?>/g;
const ATTRIBUTE = /\s+([^\s<>/="']+)\s*=\s*(?:"([^"<]*)"|'([^'<]*)')/g;

/** What may hold something that looks like a tag and is none; in a well-formed document each begins outside tags. */
const NO_TAG = /<!--[\s\S]*?-->|<!\[CDATA\[[\s\S]*?\]\]>|<\?[\s\S]*?\?>/g;

/** The start tags with attributes of a well-formed document without DOCTYPE, in order: a look at them costs a tenth of asking the parsed document through WebAssembly. */
export function sourceTags(text: string): readonly SourceTag[] {
  const plain = text.includes('<!') || text.indexOf('<?', 2) >= 0 ? text.replace(NO_TAG, '') : text;
  const tags: SourceTag[] = [];
  TAG.lastIndex = 0;
  for (let match = TAG.exec(plain); match; match = TAG.exec(plain))
    tags.push({ name: match[1]!, attributes: match[2]! });
  return tags;
}

/** The wanted attributes by name, their values as a parser makes them. */
export function sourceAttributes(attributes: string, wanted: ReadonlySet<string>): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const [, name, double, single] of attributes.matchAll(ATTRIBUTE))
    if (wanted.has(name!)) found.set(name!, attributeText(double ?? single ?? ''));
  return found;
}
