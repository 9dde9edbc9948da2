/** Characters beyond which a value has no shape: it is a text. */
export const SHAPED_LENGTH = 64;
/** Letters of a run are counted up to here; longer runs are `a+`. Codes differ by their few letters, words do not. */
const COUNTED_LETTERS = 3;

const UPPER = 1;
const LOWER = 2;
const DIGIT = 3;

const ascii = new Uint8Array(128);
for (let c = 65; c <= 90; c++) ascii[c] = UPPER;
for (let c = 97; c <= 122; c++) ascii[c] = LOWER;
for (let c = 48; c <= 57; c++) ascii[c] = DIGIT;

const letter = /\p{L}|\p{M}/u;
const upper = /\p{Lu}/u;

/** UPPER, LOWER (letters without case too), DIGIT, or 0 for what stands for itself. */
function classOf(code: number): number {
  if (code < 128) return ascii[code]!;
  const char = String.fromCharCode(code);
  if (upper.test(char)) return UPPER;
  // Halves of surrogate pairs count as letters: what they make is no punctuation that a shape should show.
  return letter.test(char) || (code >= 0xd800 && code <= 0xdfff) ? LOWER : 0;
}

/**
 * One walk over the characters of a value: trimmed length, two 52-bit hashes, the hash of its shape, and what it is made of. One object is
 * used again and again, as millions of values pass through it.
 */
export class ValueScan {
  /** Of the trimmed characters; below 2^52. Hash function: cyrb53 of bryc, public domain, cut to 52 bits. */
  hash = 0;
  /** The same with ASCII capitals as small letters, others by `toLowerCase`: for comparison between columns. */
  folded = 0;
  /** Hash of {@link shapeOf}; 0 where the value is longer than {@link SHAPED_LENGTH}. */
  shape = 0;
  from = 0;
  to = 0;
  /** Bytes of the whole value as UTF-8. */
  bytes = 0;
  words = 0;
  letters = 0;
  digits = 0;
  /** ASCII only, white space around it included. */
  plain = true;
  /** A control character other than tab, line feed and carriage return. */
  control = false;

  get length(): number {
    return this.to - this.from;
  }

  scan(text: string): void {
    let from = 0;
    let to = text.length;
    while (from < to && isSpace(text.charCodeAt(from))) from++;
    while (to > from && isSpace(text.charCodeAt(to - 1))) to--;
    let h1 = 0xdeadbeef;
    let h2 = 0x41c6ce57;
    let f1 = 0xdeadbeef;
    let f2 = 0x41c6ce57;
    let shape = 0x811c9dc5;
    let other = 0x2545f491;
    let bytes = from + text.length - to;
    let words = 0;
    let inWord = false;
    let letters = 0;
    let digits = 0;
    let plain = true;
    let control = false;
    let capitals = false;
    let last = 0;
    let run = 0;
    const shaped = to - from <= SHAPED_LENGTH;
    for (let i = from; i < to; i++) {
      const code = text.charCodeAt(i);
      let fold = code;
      let kind: number;
      if (code < 128) {
        kind = ascii[code]!;
        bytes++;
        if (kind === UPPER) {
          fold = code | 32;
          capitals = true;
        } else if (code < 32 && code !== 9 && code !== 10 && code !== 13) control = true;
      } else {
        plain = false;
        kind = classOf(code);
        bytes += code < 0x800 || (code >= 0xd800 && code <= 0xdfff) ? 2 : 3;
        if (code < 0xa0) control = true;
      }
      h1 = Math.imul(h1 ^ code, 2654435761);
      h2 = Math.imul(h2 ^ code, 1597334677);
      if (capitals) {
        f1 = Math.imul(f1 ^ fold, 2654435761);
        f2 = Math.imul(f2 ^ fold, 1597334677);
      } else {
        f1 = h1;
        f2 = h2;
      }
      if (kind === 0) {
        if (isSpace(code)) inWord = false;
        else if (!inWord) {
          inWord = true;
          words++;
        }
      } else {
        if (kind === DIGIT) digits++;
        else letters++;
        if (!inWord) {
          inWord = true;
          words++;
        }
      }
      if (!shaped) continue;
      if (kind === last && kind !== 0) {
        run++;
        if (kind !== DIGIT && run > COUNTED_LETTERS + 1) continue;
      } else {
        last = kind;
        run = 1;
      }
      const symbol = kind === 0 ? code + 8 : kind;
      shape = Math.imul(shape ^ symbol, 16777619);
      other = Math.imul(other ^ symbol, 2246822519);
      other ^= other >>> 15;
    }
    this.hash = finish(h1, h2);
    this.folded = capitals || !plain ? (plain ? finish(f1, f2) : foldedHash(text, from, to)) : this.hash;
    this.shape = shaped ? finish(shape, other) : 0;
    this.from = from;
    this.to = to;
    this.bytes = bytes;
    this.words = words;
    this.letters = letters;
    this.digits = digits;
    this.plain = plain;
    this.control = control;
  }
}

/** Space, tab, line ends, NUL padding and the no-break space. */
const isSpace = (code: number): boolean =>
  code <= 32 ? code === 32 || (code >= 9 && code <= 13) || code === 0 : code === 0xa0;

function finish(first: number, second: number): number {
  let h1 = Math.imul(first ^ (first >>> 16), 2246822507);
  h1 ^= Math.imul(second ^ (second >>> 13), 3266489909);
  let h2 = Math.imul(second ^ (second >>> 16), 2246822507);
  h2 ^= Math.imul(h1 ^ (h1 >>> 13), 3266489909);
  return 4294967296 * (h2 & 0xfffff) + (h1 >>> 0);
}

function foldedHash(text: string, from: number, to: number): number {
  const folded = text.slice(from, to).normalize('NFC').toLowerCase();
  let h1 = 0xdeadbeef;
  let h2 = 0x41c6ce57;
  for (let i = 0; i < folded.length; i++) {
    const code = folded.charCodeAt(i);
    h1 = Math.imul(h1 ^ code, 2654435761);
    h2 = Math.imul(h2 ^ code, 1597334677);
  }
  return finish(h1, h2);
}

const hashing = new ValueScan();

/** The hash by which sketches compare values: trimmed, without regard to case. Below 2^52. */
export function hashOfValue(text: string): number {
  hashing.scan(text);
  return hashing.folded;
}

/**
 * Shape of a trimmed value: `A` capital, `a` small letter, `9` digit, runs with counts (`9{3}-9{2}`), `a+` for more than three letters;
 * everything else stands for itself. Characters that are neither ASCII nor letters are `*`.
 */
export function shapeOf(text: string): string {
  let shape = '';
  for (let i = 0; i < text.length; ) {
    const kind = classOf(text.charCodeAt(i));
    let end = i + 1;
    if (kind !== 0) while (end < text.length && classOf(text.charCodeAt(end)) === kind) end++;
    const run = end - i;
    if (kind === 0) {
      const code = text.charCodeAt(i);
      shape += code < 32 || code >= 127 ? '*' : text[i];
    } else {
      const symbol = kind === DIGIT ? '9' : kind === UPPER ? 'A' : 'a';
      if (run === 1) shape += symbol;
      else if (kind !== DIGIT && run > COUNTED_LETTERS) shape += `${symbol}+`;
      else shape += `${symbol}{${run}}`;
    }
    i = end;
  }
  return shape;
}
