// Characters that XML 1.0 section 2.2 does not allow: most controls, lone surrogates, U+FFFE and U+FFFF.
const FORBIDDEN =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters to find
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;
// biome-ignore lint/suspicious/noControlCharactersInRegex: a quick look before the exact one
const SPECIAL = /[&<>"\u0000-\u001f\ud800-\udfff\ufffe\uffff]/;

// Taken off the prototype: the engine has a dozen inner kinds of string, and looks the method up by kind at each call that meets more than four of them.
const { charCodeAt, trim } = String.prototype;

/**
 * Whether a text can stand in XML as it is. Most texts are short and plain: a look at each character costs a third of asking the regular
 * expression, which is the quicker one from some fifty characters on.
 */
export function isPlain(text: string): boolean {
  const { length } = text;
  if (length > 50) return !SPECIAL.test(text);
  for (let i = 0; i < length; i++) {
    const code = charCodeAt.call(text, i);
    if (
      code < 0x40
        ? code < 0x20 || code === AMPERSAND || code === LESS || code === GREATER || code === QUOTE
        : code >= 0xd800
    )
      return false;
  }
  return true;
}

const QUOTE = 0x22;
const AMPERSAND = 0x26;
const LESS = 0x3c;
const GREATER = 0x3e;

/**
 * The same text in one piece. The engine notes a joined text down as a tree of its parts and walks the tree whenever the text becomes part of a
 * document; what comes again in each document (templates, remembered codings) is joined once instead.
 */
export const inOnePiece = (text: string): string => Buffer.from(text, 'utf8').toString('utf8');

/** Whether a text holds characters that no XML document may hold; {@link escapeText} leaves them out. */
export function hasForbiddenCharacter(text: string): boolean {
  return !isPlain(text) && text.search(FORBIDDEN) >= 0;
}

const NAMESPACES =
  'xmlns="urn:hl7-org:v3" xmlns:sdtc="urn:hl7-org:sdtc" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"';

/** A whole document of its header and its component. */
export const clinicalDocument = (head: string, component: string): string =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<ClinicalDocument ${NAMESPACES}>${head}${component}</ClinicalDocument>\n`;

let losses = 0;

/**
 * How often something could not be written since the process began. A document asks before and after, and looks for the place only when it
 * grew: that is cheaper than looking at every text of every chart twice.
 */
export const lossCount = (): number => losses;

export function countLoss(): void {
  losses++;
}

/** The text without what XML forbids. */
export function withoutForbidden(text: string): string {
  if (isPlain(text)) return text;
  const kept = text.replace(FORBIDDEN, '');
  if (kept.length !== text.length) countLoss();
  return kept;
}

/** Text of an element. */
export function escapeText(text: string): string {
  return isPlain(text) ? text : escapeSpecial(text);
}

function escapeSpecial(text: string): string {
  return withoutForbidden(text)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('\r', '&#13;');
}

/** Text of an attribute: line ends and tabs survive attribute-value normalisation (XML 1.0 section 3.3.3). */
function escapeAttribute(text: string): string {
  if (isPlain(text)) return text;
  return escapeText(text).replaceAll('"', '&quot;').replaceAll('\t', '&#9;').replaceAll('\n', '&#10;');
}

/** ` name="value"`, or nothing where the value is absent or would be empty (an empty attribute is no ST). */
export function attribute(name: string, value: string | null | undefined): string {
  if (value === null || value === undefined) return '';
  const escaped = escapeAttribute(value);
  return escaped === '' ? '' : ` ${name}="${escaped}"`;
}

/** The tags of an element that the writer names, the start tag without its end. */
interface Tags {
  readonly open: string;
  readonly close: string;
}

const tags = new Map<string, Map<string, Tags>>();

/** Start tag (up to its attributes; with `xsi:type` where that is stated) and end tag, each in one piece. Names and types are this writer's own: there are few. */
export function tagsOf(name: string, type = ''): Tags {
  let ofName = tags.get(name);
  if (ofName === undefined) {
    ofName = new Map();
    tags.set(name, ofName);
  }
  let known = ofName.get(type);
  if (known === undefined) {
    known = { open: inOnePiece(`<${name}${attribute('xsi:type', type)}`), close: inOnePiece(`</${name}>`) };
    ofName.set(type, known);
  }
  return known;
}

/** Text without outer blanks; null where nothing is left that can be written. For narrative and for "is there anything". */
export function visible(text: string | null | undefined): string | null {
  if (typeof text !== 'string' || text === '') return null;
  const trimmed = trim.call(text);
  if (trimmed === '') return null;
  // A text that begins with an ordinary character has something to show; what XML forbids goes when it is escaped.
  const first = charCodeAt.call(trimmed, 0);
  if (first >= 0x20 && first < 0xd800) return trimmed;
  const clean = withoutForbidden(trimmed).trim();
  return clean === '' ? null : clean;
}

const TOKEN = /^[^\s]+$/;

/** Whether a text can be a `cs` (CDA's coded simple value: no blanks) as it stands. */
export function isToken(text: string): boolean {
  return TOKEN.test(text) && !hasForbiddenCharacter(text);
}
