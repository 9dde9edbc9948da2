import { isUtf8 } from 'node:buffer';
import { type DatabaseTraits, DecodeError, type ValueDecoder } from '../stored-type.js';
import { codePageOf } from './code-page.js';
import { collationOf } from './collation.js';
import type { OnNote } from './note.js';
import { decodeBinary, expectText } from './scalar.js';

/** Used, with a note, where the collation does not tell its code page. */
const GUESSED_PAGE = 1252;

/** Always Encrypted: 1 byte of version, 32 of MAC, 16 of IV, then blocks of 16 (Transact-SQL reference, Always Encrypted cryptography). */
const CIPHER_HEAD = 49;
const CIPHER_BLOCK = 16;
const CIPHER_VERSION = 1;

function isCipherText(bytes: Buffer, start: number, end: number): boolean {
  const length = end - start;
  return (
    length >= CIPHER_HEAD + CIPHER_BLOCK &&
    (length - CIPHER_HEAD) % CIPHER_BLOCK === 0 &&
    bytes[start] === CIPHER_VERSION
  );
}

/** UTF-16LE of [start, end); lone surrogates stay. Throws DecodeError for an odd length. */
export function utf16Text(bytes: Buffer, start: number, end: number): string {
  expectText(bytes, start, end, 2);
  if (((end - start) & 1) !== 0) throw new DecodeError('value-length', 'UTF-16 text of an odd number of bytes');
  return bytes.toString('utf16le', start, end);
}

/**
 * nchar, nvarchar, ntext. Text of a BIN2 column with the exact shape of an Always Encrypted value stays bytes,
 * with the note `column-encrypted`.
 */
export function utf16Decoder(collation: number, traits: DatabaseTraits, onNote: OnNote): ValueDecoder {
  if (!collationOf(collation, traits).isBinary2) return utf16Text;
  return (bytes, start, end) => {
    if (((end - start) & 1) !== 0 && isCipherText(bytes, start, end)) {
      onNote('column-encrypted');
      return decodeBinary(bytes, start, end);
    }
    return utf16Text(bytes, start, end);
  };
}

/**
 * char, varchar, text in the code page of their collation.
 * Notes: `collation-unknown` once, at the first value beyond ASCII, when 1252 is only a guess; `text-undefined-byte` for each
 * value with bytes that have no character; `text-read-as-utf8` and `text-utf8-and-code-page`, once each, where a collation of
 * SQL Server 2019 or later does not tell UTF-8 from its code page; `column-encrypted` for each value of an encrypted column.
 */
export function codePageDecoder(collation: number, traits: DatabaseTraits, onNote: OnNote): ValueDecoder {
  const found = collationOf(collation, traits);
  const page = found.codePage === null ? null : codePageOf(found.codePage);
  const onUndefined = (): void => onNote('text-undefined-byte');
  const inPage: ValueDecoder = page
    ? (bytes, start, end) => {
        expectText(bytes, start, end, 1);
        return page.decode(bytes, start, end, onUndefined);
      }
    : guessingDecoder(onUndefined, onNote);
  const plain = found.maybeUtf8 ? maybeUtf8Decoder(inPage, onNote) : inPage;
  if (!found.isBinary2) return plain;
  return (bytes, start, end) => {
    if (!isCipherText(bytes, start, end)) return plain(bytes, start, end);
    onNote('column-encrypted');
    return decodeBinary(bytes, start, end);
  };
}

/** {@link valueCheck} of UTF-16; `decode` is the decoder of the same column. */
export function utf16Check(collation: number, traits: DatabaseTraits, decode: ValueDecoder): ValueDecoder {
  if (collationOf(collation, traits).isBinary2) return decode;
  return (bytes, start, end) => {
    expectText(bytes, start, end, 2);
    return ((end - start) & 1) === 0 ? null : decode(bytes, start, end);
  };
}

/** {@link valueCheck} of text in a code page: ASCII is nothing to note, and nothing is where every byte has its character. */
export function codePageCheck(collation: number, traits: DatabaseTraits, decode: ValueDecoder): ValueDecoder {
  const found = collationOf(collation, traits);
  if (found.isBinary2) return decode;
  const isWhole = !found.maybeUtf8 && found.codePage !== null && (codePageOf(found.codePage)?.isWhole ?? false);
  if (isWhole)
    return (bytes, start, end) => {
      expectText(bytes, start, end, 1);
      return null;
    };
  return (bytes, start, end) => {
    expectText(bytes, start, end, 1);
    return firstHigh(bytes, start, end) === end ? null : decode(bytes, start, end);
  };
}

/** The first byte beyond ASCII in [start, end); `end` when there is none. */
function firstHigh(bytes: Buffer, start: number, end: number): number {
  let at = start;
  while (at < end && bytes[at]! < 0x80) at++;
  return at;
}

function guessingDecoder(onUndefined: () => void, onNote: OnNote): ValueDecoder {
  const page = codePageOf(GUESSED_PAGE);
  if (!page) throw new DecodeError('collation-unknown', 'a code page that is not known');
  let isNoted = false;
  return (bytes, start, end) => {
    expectText(bytes, start, end, 1);
    if (!isNoted && firstHigh(bytes, start, end) < end) {
      isNoted = true;
      onNote('collation-unknown');
    }
    return page.decode(bytes, start, end, onUndefined);
  };
}

/**
 * UTF-8 while every value is valid UTF-8; from the first that is not, the code page for all that follow.
 * Values are seen once and in order, so that those before the first invalid one cannot be read again: the note
 * `text-utf8-and-code-page` says so, and who reads the column again does it in its code page alone.
 */
function maybeUtf8Decoder(inPage: ValueDecoder, onNote: OnNote): ValueDecoder {
  let state: 'open' | 'utf8' | 'page' = 'open';
  return (bytes, start, end) => {
    expectText(bytes, start, end, 1);
    const high = firstHigh(bytes, start, end);
    if (high === end) return bytes.toString('latin1', start, end);
    if (state !== 'page') {
      if (isUtf8(bytes.subarray(high, end))) {
        if (state === 'open') onNote('text-read-as-utf8');
        state = 'utf8';
        return bytes.toString('utf8', start, end);
      }
      if (state === 'utf8') onNote('text-utf8-and-code-page');
      state = 'page';
    }
    return inPage(bytes, start, end);
  };
}
