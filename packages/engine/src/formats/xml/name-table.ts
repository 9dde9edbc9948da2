/** Names longer than this, and more of them than this, are not kept: a hostile file could bring any number. */
const LONGEST = 64;
const MOST = 1500;
const SLOTS = 4096;

/**
 * Names of elements and attributes, one string each: a name is found by the hash that the scan of its characters gives, without cutting it out of the text, and
 * comparing two of them compares addresses.
 */
export class NameTable {
  readonly #names: string[] = [];
  /** Number of the name in each slot, from 1; 0 for none. */
  readonly #slots = new Uint16Array(SLOTS);
  /** Characters of all names, each at its number times LONGEST. */
  readonly #codes = new Uint8Array(LONGEST * (MOST + 1));

  /** The ASCII name at these offsets of a text whose characters `codes` has; `hash` is `31 * hash + code` over them, from 0, in 32 bits. */
  find(text: string, codes: Uint8Array, from: number, to: number, hash: number): string {
    const length = to - from;
    if (length > LONGEST) return text.slice(from, to);
    const slots = this.#slots;
    const own = this.#codes;
    let slot = (hash ^ (hash >>> 12)) & (SLOTS - 1);
    search: for (let number = slots[slot]!; number !== 0; number = slots[slot]!) {
      slot = (slot + 1) & (SLOTS - 1);
      const name = this.#names[number - 1]!;
      if (name.length !== length) continue;
      const start = number * LONGEST;
      for (let i = 0; i < length; i++) if (own[start + i] !== codes[from + i]) continue search;
      return name;
    }
    const name = internalized(text.slice(from, to));
    if (this.#names.length === MOST) {
      slots.fill(0);
      this.#names.length = 0;
      return name;
    }
    const number = this.#names.push(name);
    own.set(codes.subarray(from, to), number * LONGEST);
    slots[slot] = number;
    return name;
  }
}

/** The engine keeps one string for each property name, and compares those fastest; a copy also lets go of the text that the name was cut from. */
export const internalized = (name: string): string => Object.keys({ [name]: 0 })[0] ?? name;

/** From here on codes are not ASCII. */
export const BEYOND_ASCII = 0x80;

/** What one byte cannot tell from another character. */
const BEYOND_LATIN = /[\u0100-\uffff]/g;

/**
 * One byte a character, BEYOND_ASCII or more for what is not ASCII, and a 0 behind the last: scanning bytes is twice as quick as asking a string. They stand in
 * `room` where that is large enough.
 */
export function codesOf(text: string, room?: Buffer): Uint8Array {
  const { length } = text;
  const codes = room !== undefined && length < room.length ? room : Buffer.alloc(length + 1);
  codes.write(text, 'latin1');
  codes[length] = 0;
  // Latin-1 keeps the lower half of the others.
  BEYOND_LATIN.lastIndex = 0;
  while (BEYOND_LATIN.test(text)) codes[BEYOND_LATIN.lastIndex - 1] = BEYOND_ASCII;
  return codes;
}
