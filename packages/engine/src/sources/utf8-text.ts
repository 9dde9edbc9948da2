/** Longer strings are searched and written by the runtime, which costs a call but less a character (measured). */
const SHORT = 28;
/** What JSON writes otherwise than it stands, and what is not ASCII. */
const NOT_PLAIN = /["\\]|[^\x20-\x7f]/;

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const MINUS = 0x2d;
const ZERO = 0x30;
/** Bytes of a number as text: sign, 17 digits, point, exponent. */
const MOST_NUMBER = 32;

/** UTF-8 text of JSON that is written piece by piece into one stretch of bytes, which grows. */
export class Utf8Text {
  #bytes: Buffer;
  #at = 0;

  /** `size`: about how many bytes it will be. */
  constructor(size: number) {
    this.#bytes = Buffer.allocUnsafeSlow(Math.max(256, size));
  }

  /** What was written so far; not to be written to any more. */
  written(): Uint8Array {
    return this.#bytes.subarray(0, this.#at);
  }

  bytes(piece: Uint8Array): void {
    this.#room(piece.length);
    const to = this.#bytes;
    let at = this.#at;
    for (let i = 0; i < piece.length; i++) to[at++] = piece[i]!;
    this.#at = at;
  }

  /** A finite number as JSON has it; -0 keeps its sign. */
  number(value: number): void {
    this.#room(MOST_NUMBER);
    if ((value | 0) === value && !Object.is(value, -0)) this.#integer(value);
    else this.#ascii(Object.is(value, -0) ? '-0' : String(value));
  }

  /** A JSON string, as JSON.stringify writes it. */
  quoted(text: string): void {
    const { length } = text;
    // No unit of UTF-16 takes more than three bytes.
    this.#room(3 * length + 2);
    if (length <= SHORT ? this.#short(text) : this.#plain(text)) return;
    const json = JSON.stringify(text);
    this.#room(3 * json.length);
    this.#at += this.#bytes.write(json, this.#at, 'utf8');
  }

  /** False where a character has to be escaped, or is one of a pair; then nothing counts as written. */
  #short(text: string): boolean {
    const to = this.#bytes;
    let at = this.#at;
    to[at++] = QUOTE;
    for (let i = 0; i < text.length; i++) {
      const unit = text.charCodeAt(i);
      if (unit < 0x80) {
        if (unit < 0x20 || unit === QUOTE || unit === BACKSLASH) return false;
        to[at++] = unit;
      } else if (unit < 0x800) {
        to[at++] = 0xc0 | (unit >> 6);
        to[at++] = 0x80 | (unit & 0x3f);
      } else {
        if (unit >= 0xd800 && unit < 0xe000) return false;
        to[at++] = 0xe0 | (unit >> 12);
        to[at++] = 0x80 | ((unit >> 6) & 0x3f);
        to[at++] = 0x80 | (unit & 0x3f);
      }
    }
    to[at++] = QUOTE;
    this.#at = at;
    return true;
  }

  #plain(text: string): boolean {
    if (NOT_PLAIN.test(text)) return false;
    this.#bytes[this.#at++] = QUOTE;
    this.#ascii(text);
    this.#bytes[this.#at++] = QUOTE;
    return true;
  }

  #ascii(text: string): void {
    this.#at += this.#bytes.write(text, this.#at, 'latin1');
  }

  #integer(value: number): void {
    const to = this.#bytes;
    let rest = value;
    if (value < 0) {
      to[this.#at++] = MINUS;
      // -2^31 has no positive counterpart of 32 bits.
      rest = -value;
    }
    let digits = 1;
    for (let most = 10; rest >= most; most *= 10) digits++;
    const end = this.#at + digits;
    for (let at = end - 1; at >= this.#at; at--) {
      const tenth = Math.floor(rest / 10);
      to[at] = ZERO + rest - 10 * tenth;
      rest = tenth;
    }
    this.#at = end;
  }

  #room(wanted: number): void {
    if (this.#at + wanted <= this.#bytes.length) return;
    const larger = Buffer.allocUnsafeSlow(Math.max(this.#at + wanted, Math.floor(this.#bytes.length * 1.5)));
    this.#bytes.copy(larger, 0, 0, this.#at);
    this.#bytes = larger;
  }
}
