/** One token of a statement. `word` keeps its case; quoted names and strings are unescaped. */
export interface SqlToken {
  readonly kind: 'word' | 'name' | 'string' | 'punct';
  readonly text: string;
  /** Extent in the statement, for keeping types and expressions as written. */
  readonly from: number;
  readonly to: number;
}

const ESCAPED: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', '0': '\0', b: '\b', Z: '\x1a' };
const WORD = /[\p{L}\p{N}_$@.-]/u;

/** Splits a statement; comments go, conditional comments are opened. Never throws. */
export function tokenize(text: string, ansiQuotes = false): SqlToken[] {
  const tokens: SqlToken[] = [];
  let pos = 0;
  while (pos < text.length) {
    const char = text[pos]!;
    if (char <= ' ') pos++;
    else if (char === '/' && text[pos + 1] === '*') {
      const opener = /^\/\*M?!\d*/.exec(text.slice(pos, pos + 12));
      const close = text.indexOf('*/', pos + 2);
      pos = opener ? pos + opener[0].length : close === -1 ? text.length : close + 2;
    } else if (char === '*' && text[pos + 1] === '/') pos += 2;
    else if (char === '#' || (char === '-' && text[pos + 1] === '-' && (text[pos + 2] ?? ' ') <= ' ')) {
      const close = text.indexOf('\n', pos);
      pos = close === -1 ? text.length : close;
    } else if (char === '`' || char === "'" || char === '"') {
      const read = readQuoted(text, pos);
      const isName = char === '`' || (char === '"' && ansiQuotes);
      tokens.push({ kind: isName ? 'name' : 'string', text: read.text, from: pos, to: read.to });
      pos = read.to;
    } else if (WORD.test(char) && char !== '.') {
      let to = pos + 1;
      while (to < text.length && WORD.test(text[to]!) && !(text[to] === '.' && /[`"]/.test(text[to + 1] ?? ''))) to++;
      tokens.push({ kind: 'word', text: text.slice(pos, to), from: pos, to });
      pos = to;
    } else {
      tokens.push({ kind: 'punct', text: char, from: pos, to: pos + 1 });
      pos++;
    }
  }
  return tokens;
}

function readQuoted(text: string, start: number): { text: string; to: number } {
  const quote = text[start]!;
  let value = '';
  for (let pos = start + 1; pos < text.length; pos++) {
    const char = text[pos]!;
    if (char === quote) {
      if (text[pos + 1] !== quote) return { text: value, to: pos + 1 };
      value += char;
      pos++;
    } else if (char === '\\' && quote !== '`') {
      const next = text[++pos] ?? '';
      value += ESCAPED[next] ?? next;
    } else value += char;
  }
  return { text: value, to: text.length };
}

/** Reads tokens one after the other. */
export class TokenCursor {
  index = 0;

  constructor(readonly tokens: readonly SqlToken[]) {}

  get token(): SqlToken | undefined {
    return this.tokens[this.index];
  }

  /** Upper-case text of the token ahead when it is a bare word, else ''. */
  get word(): string {
    const token = this.token;
    return token?.kind === 'word' ? token.text.toUpperCase() : '';
  }

  /** True, and past them, when the words ahead are these. */
  take(...words: readonly string[]): boolean {
    for (const [i, word] of words.entries()) {
      const token = this.tokens[this.index + i];
      if (!token || token.kind === 'name' || token.kind === 'string' || token.text.toUpperCase() !== word) return false;
    }
    this.index += words.length;
    return true;
  }

  isPunct(text: string): boolean {
    return this.token?.kind === 'punct' && this.token.text === text;
  }

  /** Past a balanced `( ... )` when one is ahead; its tokens. */
  group(): readonly SqlToken[] | null {
    if (!this.isPunct('(')) return null;
    const from = this.index + 1;
    let depth = 0;
    for (; this.index < this.tokens.length; this.index++) {
      if (this.isPunct('(')) depth++;
      else if (this.isPunct(')') && --depth === 0) return this.tokens.slice(from, this.index++);
    }
    return null;
  }

  /** A possibly qualified name: `a`.`b`, a.b, b. */
  name(): { qualifier: string | null; name: string } | null {
    const first = this.token;
    if (!first || first.kind === 'punct') return null;
    this.index++;
    if (this.isPunct('.') && this.tokens[this.index + 1]) {
      const second = this.tokens[this.index + 1]!;
      this.index += 2;
      return { qualifier: first.text, name: second.text };
    }
    const dot = first.kind === 'word' ? first.text.indexOf('.') : -1;
    if (dot > 0) return { qualifier: first.text.slice(0, dot), name: first.text.slice(dot + 1) };
    return { qualifier: null, name: first.text };
  }
}
