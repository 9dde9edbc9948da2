import type { ValueDecoder } from '../stored-type.js';
import type { OnNote } from './note.js';
import { decodeBinary, expectWithin } from './scalar.js';
import { utf16Text } from './text.js';
import { damagedXml, XmlCursor } from './xml-cursor.js';
import { XmlNames } from './xml-names.js';
import { declarationText, doctypeText } from './xml-prolog.js';
import { isDefinition, XmlToken } from './xml-token.js';
import { TEXT_TOKENS, VALUE_TOKENS } from './xml-value.js';

/** MS-BINXML: signature DF FF, version, u16 1200 (UTF-16). */
const SIGNATURE = 0xffdf;
const UTF16 = 1200;
const NEWEST_VERSION = 2;

/** SQL Server refuses deeper XML (Transact-SQL reference, xml). */
const MAX_DEPTH = 128;
/** UTF-16 units: names are stored once and may be repeated by three bytes each, so that the text must have a bound of its own. */
const MAX_TEXT = 64 * 1024 * 1024;
/** Pieces are joined in time, so that tiny tokens do not take a slot each for ever. */
const PIECES = 8192;

/**
 * xml: the text of a binary XML value. Entities are written for & < > and, in attributes, for quotes and white space that a parser would change.
 * A value without the binary signature is taken as UTF-16 text if it looks like it, else it stays bytes with the note `xml-as-bytes`.
 * Throws DecodeError `xml-invalid` for unknown tokens, damaged structure, more than 128 levels or more than 64 Mi characters.
 */
export function xmlDecoder(onNote: OnNote): ValueDecoder {
  return (bytes, start, end) => {
    expectWithin(bytes, start, end);
    if (end === start) return '';
    if (end - start >= 2) {
      const head = bytes.readUInt16LE(start);
      if (head === SIGNATURE) return new XmlText(new XmlCursor(bytes, start, end), onNote).read();
      if (head === 0xfeff) return utf16Text(bytes, start + 2, end);
      if (head === 0x3c) return utf16Text(bytes, start, end);
    }
    onNote('xml-as-bytes');
    return decodeBinary(bytes, start, end);
  };
}

const TEXT_ESCAPES = /[&<>\r]/g;
const ATTRIBUTE_ESCAPES = /[&<>"\t\n\r]/g;
const ENTITIES: Readonly<Record<string, string>> = Object.freeze({
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\t': '&#x09;',
  '\n': '&#x0A;',
  '\r': '&#x0D;',
});
const entity = (char: string): string => ENTITIES[char] ?? char;

class XmlText {
  readonly #cursor: XmlCursor;
  readonly #onNote: OnNote;
  #text = '';
  #pieces: string[] = [];
  #length = 0;
  /** The start tag that is written but for its `>`. */
  #startOpen = false;
  #depth = 0;
  /** Where the last value ended that is no text; -1 for none. */
  #typedEnd = -1;

  constructor(cursor: XmlCursor, onNote: OnNote) {
    this.#cursor = cursor;
    this.#onNote = onNote;
  }

  read(): string {
    this.#document(false);
    return this.#text + this.#pieces.join('');
  }

  #write(piece: string): void {
    this.#length += piece.length;
    if (this.#length > MAX_TEXT) throw damagedXml('XML of more than 64 Mi characters');
    if (this.#pieces.push(piece) >= PIECES) {
      this.#text += this.#pieces.join('');
      this.#pieces = [];
    }
  }

  /** Writes content, after the `>` of a start tag that waits for it. */
  #content(piece: string): void {
    if (this.#startOpen) {
      this.#startOpen = false;
      this.#write('>');
    }
    this.#write(piece);
  }

  /** A document with its own names: the whole value, or one nested in it, which ends with a token. */
  #document(isNested: boolean): void {
    const cursor = this.#cursor;
    const head = cursor.take(5);
    const version = cursor.bytes[head + 2]!;
    if (cursor.bytes.readUInt16LE(head) !== SIGNATURE || cursor.bytes.readUInt16LE(head + 3) !== UTF16) {
      throw damagedXml('a document without its head');
    }
    if (version < 1 || version > NEWEST_VERSION) throw damagedXml('a document of an unknown version');
    const names = new XmlNames();
    const open: string[] = [];
    while (!cursor.atEnd) {
      const token = cursor.byte();
      if (token === XmlToken.nestedEnd && isNested) {
        if (open.length > 0) throw damagedXml('a nested document with an open element');
        return;
      }
      this.#token(token, names, open);
    }
    if (isNested || open.length > 0) throw damagedXml('a document that ends inside an element');
  }

  #token(token: number, names: XmlNames, open: string[]): void {
    const cursor = this.#cursor;
    switch (token) {
      case XmlToken.element: {
        const tag = names.tag(cursor.mb32());
        if (++this.#depth > MAX_DEPTH) throw damagedXml('more than 128 levels of elements');
        open.push(tag);
        this.#content(`<${tag}`);
        this.#attributes(names);
        this.#startOpen = true;
        return;
      }
      case XmlToken.elementEnd: {
        const tag = open.pop();
        if (tag === undefined) throw damagedXml('the end of an element that is not open');
        this.#depth--;
        this.#write(this.#startOpen ? '/>' : `</${tag}>`);
        this.#startOpen = false;
        return;
      }
      case XmlToken.cdata: {
        let text = cursor.text();
        while (cursor.peek() === XmlToken.cdata) {
          cursor.take(1);
          text += cursor.text();
        }
        if (cursor.byte() !== XmlToken.cdataEnd) throw damagedXml('a CDATA section without its end');
        // "]]>" cannot stand inside a section: it is cut in two.
        this.#content(`<![CDATA[${text.replaceAll(']]>', ']]]]><![CDATA[>')}]]>`);
        return;
      }
      case XmlToken.comment:
        this.#content(`<!--${cursor.text()}-->`);
        return;
      case XmlToken.instruction: {
        const target = names.name(cursor.mb32());
        const text = cursor.text();
        this.#content(text === '' ? `<?${target}?>` : `<?${target} ${text}?>`);
        return;
      }
      case XmlToken.rawText:
        this.#content(cursor.text());
        return;
      case XmlToken.nested:
        if (++this.#depth > MAX_DEPTH) throw damagedXml('more than 128 levels of documents');
        this.#content('');
        this.#document(true);
        this.#depth--;
        return;
      case XmlToken.declaration:
        this.#content(declarationText(cursor));
        return;
      case XmlToken.doctype:
        this.#content(doctypeText(cursor));
        return;
      default:
        if (!isDefinition(token)) this.#typed(token, names);
        else {
          const follows = this.#typedEnd === cursor.at - 1;
          names.define(token, cursor);
          if (follows) this.#typedEnd = cursor.at;
        }
    }
  }

  /** A value in content. Only lists have values that are no text side by side; XML Schema puts blanks between them. */
  #typed(token: number, names: XmlNames): void {
    const cursor = this.#cursor;
    const isInList = !TEXT_TOKENS.has(token) && this.#typedEnd === cursor.at - 1;
    const text = this.#value(token, names).replace(TEXT_ESCAPES, entity);
    this.#content(isInList ? ` ${text}` : text);
    if (isInList) this.#onNote('xml-list');
    this.#typedEnd = TEXT_TOKENS.has(token) ? -1 : cursor.at;
  }

  /** The attributes after a start tag up to their end token; nothing where there are none. */
  #attributes(names: XmlNames): void {
    const cursor = this.#cursor;
    let isOpen = false;
    let hasValue = true;
    let count = 0;
    for (;;) {
      const token = cursor.peek();
      if (token === XmlToken.attribute) {
        cursor.take(1);
        if (isOpen) this.#write('"');
        this.#write(` ${names.tag(cursor.mb32())}="`);
        isOpen = true;
        hasValue = false;
        count++;
      } else if (token === XmlToken.attributesEnd) {
        if (count === 0) throw damagedXml('the end of attributes where there are none');
        cursor.take(1);
        this.#write('"');
        return;
      } else if (isDefinition(token)) {
        cursor.take(1);
        names.define(token, cursor);
      } else if (count === 0) {
        return;
      } else {
        if (hasValue) throw damagedXml('an attribute of several values');
        cursor.take(1);
        this.#write(this.#value(token, names).replace(ATTRIBUTE_ESCAPES, entity));
        hasValue = true;
      }
    }
  }

  #value(token: number, names: XmlNames): string {
    if (token === XmlToken.qualifiedNameValue) return names.tag(this.#cursor.mb32());
    const value = VALUE_TOKENS.get(token);
    if (!value) throw damagedXml('a token that is not known');
    return value(this.#cursor, this.#onNote);
  }
}
