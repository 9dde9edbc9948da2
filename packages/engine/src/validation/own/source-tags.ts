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

/**
 * The start tags with attributes of a well-formed document, in order: a look at them costs a tenth of asking the parsed document through WebAssembly. null where
 * the source has comments, CDATA sections or instructions, in which something may look like a tag and be none.
 */
export function sourceTags(text: string): readonly SourceTag[] | null {
  if (text.includes('<!') || text.indexOf('<?', 2) >= 0) return null;
  const tags: SourceTag[] = [];
  TAG.lastIndex = 0;
  for (let match = TAG.exec(text); match; match = TAG.exec(text)) tags.push({ name: match[1]!, attributes: match[2]! });
  return tags;
}

/** The wanted attributes by name as written; null where one has references or line ends, so that it is not what the parser makes of it. */
export function sourceAttributes(attributes: string, wanted: ReadonlySet<string>): ReadonlyMap<string, string> | null {
  const found = new Map<string, string>();
  for (const [, name, double, single] of attributes.matchAll(ATTRIBUTE)) {
    if (!wanted.has(name!)) continue;
    const value = double ?? single ?? '';
    if (/[&\t\r\n]/.test(value)) return null;
    found.set(name!, value);
  }
  return found;
}
