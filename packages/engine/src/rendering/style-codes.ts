/** Style codes of CDA R2 (4.3.5.11, table 8) by their lower case, as classes of the style sheet. Codes of one's own (`x...`) and unknown ones have no look. */
const CLASSES: ReadonlySet<string> = new Set(
  'bold italics emphasis underline arabic littleroman bigroman littlealpha bigalpha disc circle square lrule rrule toprule botrule strike xnote'.split(
    ' ',
  ),
);
/** Looks that have elements of their own where the content is a run of text. */
const TAGS: Readonly<Record<string, string>> = { bold: 'b', italics: 'i', emphasis: 'em', underline: 'u', strike: 's' };
/** Words that vendors write for the same. */
const ALIASES: Readonly<Record<string, string>> = {
  italic: 'italics',
  strong: 'bold',
  underlined: 'underline',
  xstrike: 'strike',
};

/** Classes of a styleCode attribute. */
export function styleClasses(code: string | undefined): string[] {
  if (code === undefined) return [];
  return code
    .toLowerCase()
    .split(/\s+/)
    .map((word) => (Object.hasOwn(ALIASES, word) ? (ALIASES[word] ?? word) : word))
    .filter((word) => CLASSES.has(word));
}

/** Element for a class on a run of text; undefined where it needs a class. */
export const tagOfClass = (name: string): string | undefined => (Object.hasOwn(TAGS, name) ? TAGS[name] : undefined);
