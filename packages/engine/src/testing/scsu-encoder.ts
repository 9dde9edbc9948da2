/** UTR 6: the windows as they are at the start of a text. */
const STATIC = [0x0000, 0x0080, 0x0100, 0x0300, 0x2000, 0x2080, 0x2100, 0x3000];
const DYNAMIC = [0x0080, 0x00c0, 0x0400, 0x0600, 0x0900, 0x3040, 0x30a0, 0xff00];

const within = (code: number, window: number): boolean => code >= window && code < window + 0x80;
const isPlain = (code: number): boolean =>
  (code >= 0x20 && code < 0x80) || code === 0 || code === 9 || code === 10 || code === 13;
/** Neither a window offset byte nor a static window reaches these: ideographs, Hangul, surrogates that stand alone. */
const needsUnicodeMode = (code: number): boolean => code >= 0x3400 && code < 0xe000;

/**
 * Text (UTF-16LE) as SCSU, by the rules of UTR 6: windows are selected for runs, quoted for single characters and
 * defined when none fits; ideographs switch to Unicode mode. Length as it comes: odd or even.
 */
export function encodeScsu(text: Buffer): Buffer {
  const codes: number[] = [];
  for (let i = 0; i + 1 < text.length; i += 2) {
    const unit = text.readUInt16LE(i);
    const next = i + 3 < text.length ? text.readUInt16LE(i + 2) : 0;
    if (unit >= 0xd800 && unit < 0xdc00 && next >= 0xdc00 && next < 0xe000) {
      codes.push(0x10000 + ((unit - 0xd800) << 10) + (next - 0xdc00));
      i += 2;
    } else codes.push(unit);
  }

  const out: number[] = [];
  const windows = [...DYNAMIC];
  let active = 0;
  let unicode = false;
  let victim = 0;
  const define = (code: number): void => {
    victim = (victim + 3) & 7;
    if (code >= 0x10000) {
      const half = (code - 0x10000) >> 7;
      out.push(unicode ? 0xf1 : 0x0b, (victim << 5) | (half >> 8), half & 0xff);
      windows[victim] = 0x10000 + (half << 7);
    } else {
      const offset = code < 0x3400 ? code >> 7 : (code - 0xac00) >> 7;
      out.push((unicode ? 0xe8 : 0x18) + victim, offset);
      windows[victim] = code & ~0x7f;
    }
    active = victim;
    unicode = false;
  };

  codes.forEach((code, i) => {
    const next = codes[i + 1] ?? 0;
    if (unicode && code < 0x10000 && (needsUnicodeMode(code) || needsUnicodeMode(next))) {
      const high = code >> 8;
      if (high >= 0xe0 && high <= 0xf2) out.push(0xf0);
      out.push(high, code & 0xff);
      return;
    }
    if (needsUnicodeMode(code)) {
      if (needsUnicodeMode(next)) {
        out.push(0x0f, code >> 8, code & 0xff);
        unicode = true;
      } else out.push(0x0e, code >> 8, code & 0xff);
      return;
    }
    const known = windows.findIndex((window) => within(code, window));
    if (unicode) {
      if (isPlain(code) || known < 0) {
        if (isPlain(code)) {
          out.push(0xe0 + active);
          unicode = false;
        }
      } else {
        out.push(0xe0 + known);
        active = known;
        unicode = false;
      }
    }
    if (isPlain(code)) {
      out.push(code);
      return;
    }
    if (code < 0x20) {
      if (unicode) {
        out.push(0xe0 + active);
        unicode = false;
      }
      out.push(0x01, code);
      return;
    }
    if (within(code, windows[active] ?? 0)) {
      out.push(0x80 + code - (windows[active] ?? 0));
      return;
    }
    if (known >= 0) {
      const window = windows[known] ?? 0;
      if (within(next, window)) {
        out.push(0x10 + known, 0x80 + code - window);
        active = known;
      } else out.push(0x01 + known, 0x80 + code - window);
      return;
    }
    const fixed = STATIC.findIndex((window) => within(code, window));
    if (fixed >= 0 && !unicode && !within(next, code & ~0x7f)) {
      out.push(0x01 + fixed, code - (STATIC[fixed] ?? 0));
      return;
    }
    define(code);
    out.push(0x80 + (code & 0x7f));
  });
  return Buffer.from(out);
}

/**
 * Text (UTF-16LE) as the server stores it: SCSU of odd length, made odd by a last byte that changes nothing, or UTF-16
 * itself (of even length) where SCSU would not be shorter.
 */
export function encodeServerText(text: Buffer): Buffer {
  const scsu = encodeScsu(text);
  // SC0 in single-byte mode; in Unicode mode a lone byte is dropped.
  const odd = scsu.length % 2 === 1 ? scsu : Buffer.concat([scsu, Buffer.of(0x10)]);
  return text.length === 0 || odd.length >= text.length ? text : odd;
}
