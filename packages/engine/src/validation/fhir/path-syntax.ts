/** Syntax tree of a FHIRPath expression (hl7.org/fhirpath N1, the part that invariants use). */
export type PathNode =
  | { readonly kind: 'literal'; readonly value: string | number | boolean }
  | { readonly kind: 'empty' }
  | { readonly kind: 'this' }
  /** `%name`. */
  | { readonly kind: 'constant'; readonly name: string }
  /** A member of `of`; of the focus where `of` is null. */
  | { readonly kind: 'member'; readonly of: PathNode | null; readonly name: string }
  | {
      readonly kind: 'call';
      readonly of: PathNode | null;
      readonly name: string;
      readonly args: readonly PathNode[];
    }
  | { readonly kind: 'binary'; readonly operator: string; readonly left: PathNode; readonly right: PathNode };

/** The expression uses what this reader does not know; the rule must be reported as not evaluated. */
export class UnknownPath extends Error {}

/** Operators by how strongly they bind, weakest first (FHIRPath N1, section 6.8). */
const OPERATORS: readonly (readonly string[])[] = [
  ['implies'],
  ['or', 'xor'],
  ['and'],
  ['in', 'contains'],
  ['=', '!='],
  ['<', '<=', '>', '>='],
  ['|'],
  ['is', 'as'],
  ['+', '-', '&'],
];

const TOKEN =
  /\s*(?:('(?:[^'\\]|\\.)*')|(\d+(?:\.\d+)?)|([A-Za-z_]\w*|\$this|%`[^`]+`|%[\w-]+)|(!=|<=|>=|[=<>|+\-&.(),{}]))/y;

/** Reads one expression. Throws {@link UnknownPath} where it is not of the part that is known. */
export function parsePath(text: string): PathNode {
  const tokens: string[] = [];
  TOKEN.lastIndex = 0;
  const trimmed = text.trim();
  while (TOKEN.lastIndex < trimmed.length) {
    const start = TOKEN.lastIndex;
    const match = TOKEN.exec(trimmed);
    if (!match) throw new UnknownPath(`at ${start}`);
    tokens.push(match[0].trim());
  }
  let at = 0;
  const take = (expected?: string): string => {
    const token = tokens[at++];
    if (token === undefined || (expected !== undefined && token !== expected)) throw new UnknownPath(`token ${at}`);
    return token;
  };
  const binary = (level: number): PathNode => {
    const operators = OPERATORS[level];
    if (operators === undefined) return invocation();
    let left = binary(level + 1);
    while (tokens[at] !== undefined && operators.includes(tokens[at] ?? '')) {
      const operator = take();
      left = { kind: 'binary', operator, left, right: binary(level + 1) };
    }
    return left;
  };
  const args = (): PathNode[] => {
    const found: PathNode[] = [];
    take('(');
    while (tokens[at] !== ')') {
      if (found.length > 0) take(',');
      found.push(binary(0));
    }
    take(')');
    return found;
  };
  const named = (of: PathNode | null): PathNode => {
    const name = take();
    if (!/^[A-Za-z_]\w*$/.test(name)) throw new UnknownPath(name);
    return tokens[at] === '(' ? { kind: 'call', of, name, args: args() } : { kind: 'member', of, name };
  };
  const term = (): PathNode => {
    const token = tokens[at] ?? '';
    if (token === '(') {
      take();
      const inner = binary(0);
      take(')');
      return inner;
    }
    if (token === '{') {
      take();
      take('}');
      return { kind: 'empty' };
    }
    if (token.startsWith("'")) return { kind: 'literal', value: unescaped(take()) };
    if (/^\d/.test(token)) return { kind: 'literal', value: Number(take()) };
    if (token === 'true' || token === 'false') return { kind: 'literal', value: take() === 'true' };
    if (token === '$this') {
      take();
      return { kind: 'this' };
    }
    if (token.startsWith('%')) return { kind: 'constant', name: take().slice(1).replaceAll('`', '') };
    return named(null);
  };
  const invocation = (): PathNode => {
    let node = term();
    while (tokens[at] === '.') {
      take();
      node = named(node);
    }
    return node;
  };
  const whole = binary(0);
  if (at !== tokens.length) throw new UnknownPath(`token ${at}`);
  return whole;
}

const unescaped = (quoted: string): string =>
  quoted.slice(1, -1).replace(/\\(.)/g, (_, c: string) => ({ n: '\n', r: '\r', t: '\t' })[c] ?? c);
