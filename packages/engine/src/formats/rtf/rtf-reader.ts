import iconv from 'iconv-lite';
import { BOLD, ITALIC, STRIKE, SUBSCRIPT, SUPERSCRIPT, UNDERLINE } from '../rich-text/rich-text.js';
import { rtfTokens } from './rtf-tokens.js';
import {
  charsetPages,
  hiddenDestinations,
  keptDestinations,
  markWords,
  type RtfMark,
  shownStarred,
  wordText,
} from './rtf-words.js';

/** What takes in the body of an RTF document, in its order. */
export interface RtfSink {
  /** Characters that are shown; `look` as in rich-text. */
  text(text: string, look: number): void;
  mark(mark: RtfMark): void;
  /** A word that may concern paragraphs or tables: every control word of the body that is neither text nor a mark. */
  word?(name: string, parameter: number | null): void;
}

interface Group {
  hidden: boolean;
  /** Characters that stand in for one \u character (RTF 1.9.1, "Unicode RTF"). */
  skip: number;
  page: string;
  fontTable: boolean;
  look: number;
}

const depthLimit = 1000;

/** Words that set or clear a look; those with a parameter clear it with 0 (RTF 1.9.1, "Font (Character) Formatting Properties"). */
const LOOKS: Readonly<Record<string, number>> = {
  b: BOLD,
  i: ITALIC,
  ul: UNDERLINE,
  uld: UNDERLINE,
  uldash: UNDERLINE,
  uldashd: UNDERLINE,
  uldashdd: UNDERLINE,
  uldb: UNDERLINE,
  ulth: UNDERLINE,
  ulw: UNDERLINE,
  ulwave: UNDERLINE,
  strike: STRIKE,
  striked: STRIKE,
  deleted: STRIKE,
  sub: SUBSCRIPT,
  super: SUPERSCRIPT,
};

/** What a word makes of a look; null where it does not concern it. */
function changedLook(name: string, parameter: number | null, look: number): number | null {
  if (name === 'plain') return 0;
  if (name === 'ulnone') return look & ~UNDERLINE;
  if (name === 'nosupersub') return look & ~(SUBSCRIPT | SUPERSCRIPT);
  const bit = Object.hasOwn(LOOKS, name) ? LOOKS[name] : undefined;
  if (bit === undefined) return null;
  return parameter === 0 ? look & ~bit : look | bit;
}

/**
 * Reads the body of an RTF document into a sink (RTF 1.9.1): code pages, font charsets, Unicode with fallbacks, fields (their result), shapes' text.
 * Pictures and objects give nothing; nothing is loaded or run. false when groups do not close or the header is missing. Never throws.
 */
export function readRtf(source: string, sink: RtfSink): boolean {
  const stack: Group[] = [];
  const fontPages = new Map<number, string>();
  let group: Group = { hidden: false, skip: 1, page: 'windows1252', fontTable: false, look: 0 };
  let documentPage = 'windows1252';
  let bytes: number[] = [];
  let toSkip = 0;
  let starred = false;
  let first = false;
  let font = 0;
  let whole = /^\s*\{\s*\\rtf/.test(source);
  let closed = false;

  const flush = (): void => {
    if (bytes.length === 0) return;
    sink.text(iconv.decode(Buffer.from(bytes), group.page), group.look);
    bytes = [];
  };
  const put = (text: string): void => {
    flush();
    if (!group.hidden && text !== '') sink.text(text, group.look);
  };
  const mark = (kind: RtfMark): void => {
    flush();
    if (!group.hidden) sink.mark(kind);
  };
  const putByte = (value: number): void => {
    if (toSkip > 0) toSkip--;
    else if (!group.hidden) bytes.push(value);
  };

  for (const token of rtfTokens(source)) {
    if (closed) {
      // Text behind the last group is not RTF; it is kept.
      if (token.kind === 'text' && token.text.trim() !== '') {
        whole = false;
        sink.text(token.text, 0);
      }
      continue;
    }
    const atStart = first;
    first = false;
    switch (token.kind) {
      case 'open':
        flush();
        toSkip = 0;
        stack.push(group);
        if (stack.length > depthLimit) whole = false;
        group = { ...group };
        first = true;
        starred = false;
        break;
      case 'close': {
        flush();
        toSkip = 0;
        const outer = stack.pop();
        if (outer === undefined) whole = false;
        else group = outer;
        if (stack.length === 0) closed = true;
        break;
      }
      case 'binary':
        flush();
        break;
      case 'byte':
        putByte(token.value);
        break;
      case 'symbol':
        if (token.name === '*') {
          starred = atStart;
          first = true;
        } else if (toSkip > 0) toSkip--;
        else if (token.name === '~') put('\u00a0');
        else if (token.name === '_') put('-');
        else if (token.name === '-') put('');
        else if (token.name === '\n' || token.name === '\r') mark('paragraph');
        else if (token.name === '\\' || token.name === '{' || token.name === '}') put(token.name);
        break;
      case 'word': {
        const { name, parameter } = token;
        if (atStart && (starred || hiddenDestinations.has(name))) {
          if (keptDestinations.has(name)) mark('paragraph');
          else if (!starred || !shownStarred.has(name)) {
            flush();
            group.hidden = true;
            group.fontTable = name === 'fonttbl';
            starred = false;
            break;
          }
          starred = false;
        }
        const look = changedLook(name, parameter, group.look);
        if (look !== null && look !== group.look) {
          flush();
          group.look = look;
        }
        if (name === 'u' && parameter !== null) {
          put(String.fromCharCode(parameter & 0xffff));
          toSkip = group.skip;
        } else if (name === 'uc') group.skip = Math.min(Math.max(parameter ?? 1, 0), 16);
        else if (name === 'ansicpg' && parameter !== null) {
          documentPage =
            parameter === 65001 ? 'utf8' : iconv.encodingExists(`cp${parameter}`) ? `cp${parameter}` : documentPage;
          flush();
          group.page = documentPage;
        } else if (name === 'mac') group.page = documentPage = 'macintosh';
        else if (name === 'pc') group.page = documentPage = 'cp437';
        else if (name === 'pca') group.page = documentPage = 'cp850';
        else if (name === 'f') {
          font = parameter ?? 0;
          flush();
          if (!isInFontTable(group, stack)) group.page = fontPages.get(font) ?? documentPage;
        } else if (name === 'fcharset') {
          const page = charsetPages[parameter ?? 0];
          if (page !== undefined && parameter !== 0 && parameter !== 1) fontPages.set(font, page);
        } else if (name === 'plain') {
          flush();
          group.page = documentPage;
        } else {
          // \v (hidden) text is text all the same: it is kept, for nothing may be lost.
          const text = Object.hasOwn(wordText, name) ? wordText[name] : undefined;
          const kind = Object.hasOwn(markWords, name) ? markWords[name] : undefined;
          if (text === undefined && kind === undefined) {
            if (!group.hidden) sink.word?.(name, parameter);
          } else if (toSkip > 0) toSkip--;
          else if (text !== undefined) put(text);
          else if (kind !== undefined) mark(kind);
        }
        break;
      }
      case 'text': {
        let { text } = token;
        if (toSkip > 0) {
          const dropped = Math.min(toSkip, text.length);
          text = text.slice(dropped);
          toSkip -= dropped;
        }
        if (text === '' || group.hidden) break;
        // Raw bytes above 127 came through as Latin-1 or as real Unicode: only the former belong to the code page.
        if (bytes.length > 0 && /^[\x20-\x7e]/.test(text) && isDoubleByte(group.page)) {
          // The second byte of a double-byte character may be written as a plain character.
          bytes.push(text.charCodeAt(0));
          text = text.slice(1);
        }
        put(text);
        break;
      }
    }
  }
  flush();
  return whole && closed;
}

const isInFontTable = (group: Group, stack: readonly Group[]): boolean =>
  group.fontTable || stack.some((outer) => outer.fontTable);

const isDoubleByte = (page: string): boolean => /^cp9(?:32|36|49|50)$/.test(page);
