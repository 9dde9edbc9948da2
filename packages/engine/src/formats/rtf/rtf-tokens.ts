/** RTF 1.9.1, "RTF Syntax". Text characters stand for themselves: the input has one character for each byte of the file, or more for Unicode text. */
export type RtfToken =
  | { readonly kind: 'open' | 'close' }
  | { readonly kind: 'word'; readonly name: string; readonly parameter: number | null }
  | { readonly kind: 'symbol'; readonly name: string }
  | { readonly kind: 'byte'; readonly value: number }
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'binary'; readonly length: number };

const isLetter = (code: number): boolean => (code >= 97 && code <= 122) || (code >= 65 && code <= 90);

/** Cuts RTF into tokens, in one pass; anything that is no token is text. Never throws. */
export function* rtfTokens(source: string): Generator<RtfToken> {
  let at = 0;
  while (at < source.length) {
    const char = source[at]!;
    if (char === '{' || char === '}') {
      yield { kind: char === '{' ? 'open' : 'close' };
      at++;
    } else if (char === '\\') {
      at++;
      const code = source.charCodeAt(at);
      if (Number.isNaN(code)) return;
      if (!isLetter(code)) {
        if (source[at] === "'") {
          const hex = source.slice(at + 1, at + 3);
          if (/^[0-9a-f]{2}$/i.test(hex)) {
            yield { kind: 'byte', value: Number.parseInt(hex, 16) };
            at += 3;
          } else at++;
        } else {
          yield { kind: 'symbol', name: source[at]! };
          at++;
        }
        continue;
      }
      const start = at;
      // Control words have at most 32 letters; more is text that lost its way.
      while (at - start < 32 && isLetter(source.charCodeAt(at))) at++;
      const name = source.slice(start, at);
      const number = /^-?\d{1,10}/.exec(source.slice(at, at + 11));
      if (number) at += number[0].length;
      const parameter = number ? Number(number[0]) : null;
      if (source[at] === ' ') at++;
      if (name === 'bin' && parameter !== null && parameter > 0) {
        yield { kind: 'binary', length: Math.min(parameter, source.length - at) };
        at += parameter;
      } else yield { kind: 'word', name, parameter };
    } else if (char === '\r' || char === '\n' || char === '\0') {
      at++;
    } else {
      const start = at;
      while (at < source.length && !'\\{}\r\n\0'.includes(source[at]!)) at++;
      yield { kind: 'text', text: source.slice(start, at) };
    }
  }
}
