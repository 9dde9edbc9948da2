import { Decimal } from './decimal.js';

const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const BLANK = /[ \t\n\r]*/y;
// What JSON.parse must look at: escapes, and controls that it refuses (RFC 8259 section 7).
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters to find
const SPECIAL = /[\\\u0000-\u001f]/;
const WORDS = [
  ['true', true],
  ['false', false],
  ['null', null],
] as const;

/**
 * JSON with every number as a {@link Decimal} that keeps its digits (`JSON.parse` would make 5.70 into 5.7). undefined where the text is
 * not JSON, has a member twice, or nests deeper than 256.
 */
export function parseExactJson(text: string): unknown {
  let at = 0;
  const fail = Symbol('not JSON');
  const blank = () => {
    // Blanks are at or below the space; what was written in bulk has none.
    if (text.charCodeAt(at) > 0x20) return;
    BLANK.lastIndex = at;
    BLANK.exec(text);
    at = BLANK.lastIndex;
  };
  const string = (): string => {
    let end = at + 1;
    for (;;) {
      end = text.indexOf('"', end);
      if (end < 0) throw fail;
      let back = end - 1;
      while (text[back] === '\\') back--;
      if ((end - back) % 2 === 1) break;
      end++;
    }
    const raw = text.slice(at, end + 1);
    at = end + 1;
    if (!SPECIAL.test(raw)) return raw.slice(1, -1);
    try {
      return JSON.parse(raw) as string;
    } catch {
      throw fail;
    }
  };
  const list = (depth: number): unknown[] => {
    const items: unknown[] = [];
    at++;
    blank();
    if (text[at] === ']') {
      at++;
      return items;
    }
    for (;;) {
      items.push(value(depth));
      blank();
      const next = text[at++];
      if (next === ']') return items;
      if (next !== ',') throw fail;
    }
  };
  const object = (depth: number): Record<string, unknown> => {
    const members: Record<string, unknown> = {};
    at++;
    blank();
    if (text[at] === '}') {
      at++;
      return members;
    }
    for (;;) {
      blank();
      if (text[at] !== '"') throw fail;
      const key = string();
      blank();
      if (text[at++] !== ':' || Object.hasOwn(members, key) || key === '__proto__') throw fail;
      members[key] = value(depth);
      blank();
      const next = text[at++];
      if (next === '}') return members;
      if (next !== ',') throw fail;
    }
  };
  const value = (depth: number): unknown => {
    if (depth > 256) throw fail;
    blank();
    const first = text[at];
    if (first === '{') return object(depth + 1);
    if (first === '[') return list(depth + 1);
    if (first === '"') return string();
    for (const [word, meaning] of WORDS)
      if (text.startsWith(word, at)) {
        at += word.length;
        return meaning;
      }
    NUMBER.lastIndex = at;
    const number = NUMBER.exec(text)?.[0];
    if (number === undefined) throw fail;
    at = NUMBER.lastIndex;
    return Decimal.parse(number) ?? number;
  };
  try {
    const whole = value(0);
    blank();
    return at === text.length ? whole : undefined;
  } catch (error) {
    if (error === fail) return undefined;
    throw error;
  }
}
