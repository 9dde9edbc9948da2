import type { Cell } from '../../base/cell.js';
import { byteClass, type LiteralContext, literal } from './literal.js';
import { asciiText, numberCell, stringCell, typedText, type ValueReader } from './value-reader.js';

/** More bytes are needed to tell. */
export const NEED = -1;
/** What stands here is not a row. */
export const BAD = -2;

const QUOTE = 39;
const BACKSLASH = 92;
const COMMA = 44;
const CLOSE = 41;

/** How strings are written in this part of the dump. */
export interface StringMode {
  backslashEscapes: boolean;
  ansiQuotes: boolean;
  /** Set when a quote or backslash byte may be the second half of a character. */
  isLead: ((byte: number) => boolean) | null;
}

/**
 * Reads one `( value, ... )` of a VALUES list. Values land in `row`; `width` says how many there were.
 * With `readers` null nothing is decoded (the structure pass): only width and extent are found.
 */
export class TupleParser implements LiteralContext {
  readonly row: Cell[] = [];
  width = 0;
  bytes: Buffer = Buffer.alloc(0);
  end = 0;
  final = false;
  finding: LiteralContext['finding'] = null;
  /** Findings of the last row read, each with the 0-based position of its value. */
  readonly findings: { finding: NonNullable<LiteralContext['finding']>; position: number }[] = [];
  private scratch = Buffer.alloc(1 << 16);

  constructor(readonly mode: StringMode) {}

  /** `start` is the index after `(`; returns the index after `)`, {@link NEED} or {@link BAD}. */
  parse(start: number, readers: readonly ValueReader[] | null): number {
    const { bytes, end, row } = this;
    let pos = start;
    let width = 0;
    this.width = 0;
    this.finding = null;
    if (this.findings.length > 0) this.findings.length = 0;
    for (;;) {
      while (pos < end && bytes[pos]! <= 32) pos++;
      if (pos >= end) return NEED;
      const reader = readers === null ? null : (readers[width] ?? null);
      const first = bytes[pos]!;
      let next: number;
      if (first === QUOTE) next = this.quoted(pos, QUOTE, reader, width);
      else if (byteClass[first] === 1) next = this.number(pos, reader, width);
      else if ((first | 32) === 110 && this.isNull(pos)) {
        row[width] = null;
        next = pos + 4;
      } else if (first === CLOSE && width === 0) {
        return pos + 1;
      } else next = literal(this, pos, reader, width);
      if (next < 0) return next;
      if (next >= end) return NEED;
      let after = bytes[next]!;
      if (after !== COMMA && after !== CLOSE) {
        next = this.tail(pos, next, reader, width);
        if (next < 0) return next;
        after = bytes[next]!;
      }
      if (this.finding !== null) {
        this.findings.push({ finding: this.finding, position: width });
        this.finding = null;
      }
      width++;
      pos = next + 1;
      if (after === CLOSE) {
        this.width = width;
        return pos;
      }
    }
  }

  private isNull(pos: number): boolean {
    const { bytes } = this;
    if (pos + 4 >= this.end) return false;
    const after = bytes[pos + 4]!;
    return (
      (bytes[pos + 1]! | 32) === 117 &&
      (bytes[pos + 2]! | 32) === 108 &&
      (bytes[pos + 3]! | 32) === 108 &&
      (after === COMMA || after === CLOSE || after <= 32)
    );
  }

  private number(start: number, reader: ValueReader | null, width: number): number {
    const { bytes, end } = this;
    let pos = start;
    let value = 0;
    let plain = true;
    let byte = bytes[pos]!;
    if (byte === 45) pos++;
    const digits = pos;
    for (; pos < end; pos++) {
      byte = bytes[pos]!;
      if (byte >= 48 && byte <= 57) value = value * 10 + (byte - 48);
      else if (byte === COMMA || byte === CLOSE) break;
      else if (byteClass[byte] === 1 || ((byte === 45 || byte === 43) && (bytes[pos - 1]! | 32) === 101)) plain = false;
      else if ((byte | 32) === 101 && pos > digits) plain = false;
      else break;
    }
    if (pos >= end) return NEED;
    if (pos === digits) return literal(this, start, reader, width);
    // 0x.. and names that begin with a digit are not numbers.
    if (byte !== COMMA && byte !== CLOSE && byte > 32) return literal(this, start, reader, width);
    if (reader === null) return pos;
    if (plain && reader.kind === 'integer' && pos - digits <= 15) {
      this.row[width] = digits > start && value !== 0 ? -value : value;
      return pos;
    }
    this.row[width] = numberCell(reader.kind, asciiText(bytes, start, pos));
    return pos;
  }

  /** A quoted string from its opening quote; the value is stored unless nothing is decoded. */
  quoted(start: number, quote: number, reader: ValueReader | null, width: number): number {
    const { bytes, end, mode } = this;
    const escapes = mode.backslashEscapes ? BACKSLASH : -1;
    const isLead = mode.isLead;
    let pos = start + 1;
    let high = 0;
    let escaped = false;
    for (; ; pos++) {
      if (pos >= end) return NEED;
      const byte = bytes[pos]!;
      if (byte === quote) {
        if (pos + 1 >= end) {
          if (!this.final) return NEED;
          break;
        }
        if (bytes[pos + 1] !== quote) break;
        escaped = true;
        pos++;
      } else if (byte === escapes) {
        escaped = true;
        pos++;
        if (bytes[pos]! > 127) high = 1;
      } else if (byte > 127) {
        high = 1;
        if (isLead?.(byte)) pos++;
      }
    }
    if (reader !== null) {
      if (escaped) {
        const length = this.unescape(start + 1, pos, quote);
        this.row[width] =
          high === 0 && reader.kind === 'text'
            ? asciiText(this.scratch, 0, length)
            : stringCell(reader, this.scratch, 0, length, this);
      } else if (high === 0 && reader.kind !== 'binary' && reader.kind !== 'bit' && reader.kind !== 'boolean') {
        const text = asciiText(bytes, start + 1, pos);
        this.row[width] = reader.kind === 'text' ? text : typedText(reader.kind, text);
      } else this.row[width] = stringCell(reader, bytes, start + 1, pos, this);
    }
    return pos + 1;
  }

  /** MySQL's escapes (manual 9.1.1, table 9.1); `\%` and `\_` keep their backslash. Into `scratch`; returns the length. */
  private unescape(start: number, end: number, quote: number): number {
    const { bytes, mode } = this;
    if (this.scratch.length < end - start) this.scratch = Buffer.alloc(2 * (end - start));
    const out = this.scratch;
    const isLead = mode.isLead;
    let length = 0;
    for (let i = start; i < end; i++) {
      const byte = bytes[i]!;
      if (byte === BACKSLASH && mode.backslashEscapes) {
        const next = bytes[++i]!;
        const meant = ESCAPES[next]!;
        if (meant === -1) {
          out[length++] = BACKSLASH;
          out[length++] = next;
        } else out[length++] = meant;
      } else {
        out[length++] = byte;
        if (byte === quote) i++;
        else if (byte > 127 && isLead?.(byte) && i + 1 < end) out[length++] = bytes[++i]!;
      }
    }
    return length;
  }

  /** What may follow a value: white space, comments, an adjacent string, COLLATE; else the value is an expression. */
  private tail(start: number, from: number, reader: ValueReader | null, width: number): number {
    let pos = from;
    const { bytes, end } = this;
    while (pos < end && bytes[pos]! <= 32) pos++;
    if (pos >= end) return NEED;
    const byte = bytes[pos]!;
    if (byte === COMMA || byte === CLOSE) return pos;
    if (byte === QUOTE && bytes[start] === QUOTE) {
      const before = this.row[width];
      const next = this.quoted(pos, QUOTE, reader, width);
      if (next < 0) return next;
      const piece = this.row[width];
      this.row[width] = join(before, piece);
      return this.tail(start, next, reader, width);
    }
    return literal(this, start, reader, width);
  }
}

/** Adjacent string literals are one (manual 9.1.1). */
function join(a: Cell | undefined, b: Cell | undefined): Cell {
  if (a instanceof Uint8Array && b instanceof Uint8Array) return new Uint8Array(Buffer.concat([a, b]));
  return `${a ?? ''}${b ?? ''}`;
}

/** Byte meant by `\x` for each x; -1: both bytes stay. */
const ESCAPES: readonly number[] = Array.from({ length: 256 }, (_, byte) => {
  const named: Record<string, number> = { '0': 0, b: 8, n: 10, r: 13, t: 9, Z: 26, '%': -1, _: -1 };
  return named[String.fromCharCode(byte)] ?? byte;
});
