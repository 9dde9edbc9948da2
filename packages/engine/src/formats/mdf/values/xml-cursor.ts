import { DecodeError } from '../stored-type.js';
import { utf16Text } from './text.js';

export const damagedXml = (rule: string): DecodeError => new DecodeError('xml-invalid', rule);

/** Reads the parts of a binary XML value in order, within its bounds. Throws DecodeError where it ends too soon. */
export class XmlCursor {
  at: number;

  constructor(
    readonly bytes: Buffer,
    start: number,
    readonly end: number,
  ) {
    this.at = start;
  }

  get atEnd(): boolean {
    return this.at >= this.end;
  }

  /** Position of `length` bytes, which it passes. */
  take(length: number): number {
    if (length > this.end - this.at) throw damagedXml('a token that ends outside its value');
    const from = this.at;
    this.at += length;
    return from;
  }

  byte(): number {
    return this.bytes[this.take(1)]!;
  }

  /** The next byte without passing it; -1 at the end. */
  peek(): number {
    return this.at < this.end ? this.bytes[this.at]! : -1;
  }

  /** mb32: 7 bits a byte, the lowest first, at most 5 bytes (MS-BINXML). */
  mb32(): number {
    let value = 0;
    for (let i = 0; i < 5; i++) {
      const byte = this.byte();
      value += (byte & 0x7f) * 2 ** (7 * i);
      if (byte < 0x80) {
        if (value > 0x7fff_ffff) break;
        return value;
      }
    }
    throw damagedXml('a count beyond 31 bits');
  }

  /** UTF-16 text after its count of units. */
  text(): string {
    const length = this.mb32() * 2;
    const from = this.take(length);
    return utf16Text(this.bytes, from, from + length);
  }
}
