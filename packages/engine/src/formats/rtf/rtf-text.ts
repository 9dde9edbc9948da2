import iconv from 'iconv-lite';
import { rtfTokens } from './rtf-tokens.js';
import { charsetPages, hiddenDestinations, keptDestinations, shownStarred, wordText } from './rtf-words.js';

interface Group {
  hidden: boolean;
  /** Characters that stand in for one \u character (RTF 1.9.1, "Unicode RTF"). */
  skip: number;
  page: string;
  fontTable: boolean;
}

export interface RtfText {
  /** Plain text; paragraphs and table rows are lines, cells are separated by tabs. */
  readonly text: string;
  /** False when groups do not close or the header is missing: what could be read is in `text` all the same. */
  readonly whole: boolean;
}

const depthLimit = 1000;

/**
 * Text of an RTF document, by an own reader (RTF 1.9.1): code pages, font charsets, Unicode with fallbacks, tables, fields (their result) and
 * shapes' text. Pictures and objects give nothing; nothing is loaded or run. Time grows with the input's length; never throws.
 */
export function rtfToText(source: string): RtfText {
  const out: string[] = [];
  const stack: Group[] = [];
  const fontPages = new Map<number, string>();
  let group: Group = { hidden: false, skip: 1, page: 'windows1252', fontTable: false };
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
    out.push(iconv.decode(Buffer.from(bytes), group.page));
    bytes = [];
  };
  const put = (text: string): void => {
    flush();
    if (!group.hidden) out.push(text);
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
        out.push(token.text);
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
        else if (token.name === '\n' || token.name === '\r') put('\n');
        else if (token.name === '\\' || token.name === '{' || token.name === '}') put(token.name);
        break;
      case 'word': {
        const { name, parameter } = token;
        if (atStart && (starred || hiddenDestinations.has(name))) {
          if (keptDestinations.has(name)) put('\n');
          else if (!starred || !shownStarred.has(name)) {
            flush();
            group.hidden = true;
            group.fontTable = name === 'fonttbl';
            starred = false;
            break;
          }
          starred = false;
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
          const text = wordText[name];
          if (text !== undefined) {
            if (toSkip > 0) toSkip--;
            else put(text);
          }
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
  if (!closed) whole = false;
  const text = out
    .join('')
    .replace(/\t+\n/g, '\n')
    .replace(/[ ]+\n/g, '\n')
    .replace(/\n{3,}/g, '\n\n')
    .replace(/^\n+|\s+$/g, '');
  return { text, whole };
}

const isInFontTable = (group: Group, stack: readonly Group[]): boolean =>
  group.fontTable || stack.some((outer) => outer.fontTable);

const isDoubleByte = (page: string): boolean => /^cp9(?:32|36|49|50)$/.test(page);
