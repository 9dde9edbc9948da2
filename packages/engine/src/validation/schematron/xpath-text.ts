/** XPath 1.0 expressions as text: the few rewritings that libxml2's bare XPath engine needs to run a Schematron's expressions. */

export interface Token {
  readonly kind: 'literal' | 'number' | 'name' | 'variable' | 'symbol';
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** An expression that XPath 1.0 in libxml2 cannot run; the message is for the artefact issue. */
export class UnsupportedExpression extends Error {}

// Lexical structure: XPath 1.0 section 3.7. A QName may end in `:*`.
const TOKEN =
  /\s*(?:("[^"]*"|'[^']*')|(\d+(?:\.\d*)?|\.\d+)|(\$[\p{L}_][\p{L}\p{N}_.-]*(?::[\p{L}_][\p{L}\p{N}_.-]*)?)|([\p{L}_][\p{L}\p{N}_.-]*(?::(?!:)(?:\*|[\p{L}_][\p{L}\p{N}_.-]*))?)|(::|\.\.|\/\/|!=|<=|>=|[()[\].@,/|+\-=<>*]))/uy;

export function tokenize(expression: string): Token[] {
  const tokens: Token[] = [];
  let at = 0;
  while (expression.slice(at).trim() !== '') {
    TOKEN.lastIndex = at;
    const match = TOKEN.exec(expression);
    if (!match) throw new UnsupportedExpression(`not XPath 1.0 at character ${at + 1}`);
    const kinds = ['literal', 'number', 'variable', 'name', 'symbol'] as const;
    const which = [1, 2, 3, 4, 5].find((group) => match[group] !== undefined)!;
    const text = match[which]!;
    tokens.push({ kind: kinds[which - 1]!, text, start: TOKEN.lastIndex - text.length, end: TOKEN.lastIndex });
    at = TOKEN.lastIndex;
  }
  return tokens;
}

const OPEN: Readonly<Record<string, number>> = { '(': 1, '[': 1, ')': -1, ']': -1 };
const isSymbol = (token: Token | undefined, text: string): boolean => token?.kind === 'symbol' && token.text === text;

/** The branches of a top-level union: `a | b[c|d]` gives `a` and `b[c|d]`. */
export function unionBranches(expression: string): string[] {
  const branches: string[] = [];
  let depth = 0;
  let from = 0;
  for (const token of tokenize(expression)) {
    if (token.kind !== 'symbol') continue;
    depth += OPEN[token.text] ?? 0;
    if (token.text === '|' && depth === 0) {
      branches.push(expression.slice(from, token.start).trim());
      from = token.end;
    }
  }
  branches.push(expression.slice(from).trim());
  return branches;
}

/** A match pattern (XSLT 1.0 section 5.2) as an expression that selects every node it matches. */
export function patternToPath(branch: string): string {
  if (branch === '/') return '/';
  return branch.startsWith('/') ? branch : `//${branch}`;
}

// XPath 1.0 section 4, and `current` and `document` of XSLT 1.0 section 12, which are rewritten.
const CORE_FUNCTIONS = new Set(
  'last position count local-name namespace-uri name string concat starts-with contains substring-before substring-after substring string-length normalize-space translate boolean not true false lang number sum floor ceiling round'.split(
    ' ',
  ),
);
const NODE_TYPES = new Set(['node', 'text', 'comment', 'processing-instruction']);

/** What libxml2 would only notice at run time, or never: unknown functions and undeclared prefixes. null when all is well. */
export function staticProblem(expression: string, namespaces: Readonly<Record<string, string>>): string | null {
  const tokens = tokenize(expression);
  for (const [i, token] of tokens.entries()) {
    if (token.kind === 'variable') return `undeclared variable ${token.text}`;
    if (token.kind !== 'name') continue;
    if (isSymbol(tokens[i + 1], '(')) {
      if (!CORE_FUNCTIONS.has(token.text) && !NODE_TYPES.has(token.text) && !isOperatorName(tokens, i))
        return `function ${token.text}() is not in XPath 1.0`;
      continue;
    }
    const colon = token.text.indexOf(':');
    const prefix = colon < 0 ? null : token.text.slice(0, colon);
    if (prefix !== null && prefix !== 'xml' && !(prefix in namespaces)) return `undeclared prefix ${prefix}`;
  }
  return null;
}

/** True when the name at `i` stands where only an operator can stand (XPath 1.0 section 3.7). */
function isOperatorName(tokens: readonly Token[], i: number): boolean {
  const token = tokens[i]!;
  if (token.kind !== 'name' || !/^(and|or|mod|div)$/.test(token.text)) return false;
  const before = tokens[i - 1];
  if (!before) return false;
  if (before.kind !== 'symbol') return !isOperatorName(tokens, i - 1);
  return (
    before.text === ')' || before.text === ']' || before.text === '.' || before.text === '..' || before.text === '*'
  );
}

/** Index of the bracket that opens (or closes) the one at `at`. */
function matching(tokens: readonly Token[], at: number, step: 1 | -1): number {
  let depth = 0;
  for (let i = at; i >= 0 && i < tokens.length; i += step) {
    const token = tokens[i]!;
    if (token.kind === 'symbol') depth += OPEN[token.text] ?? 0;
    if (depth === 0) return i;
  }
  throw new UnsupportedExpression('unbalanced brackets');
}

const PATH_SYMBOLS = new Set(['/', '//', '@', '::', '.', '..', '*', '|']);

/** First token of the path operand that ends at token `last`. */
function operandStart(tokens: readonly Token[], last: number): number {
  let first = last + 1;
  for (let i = last; i >= 0; i -= 1) {
    const token = tokens[i]!;
    if (isSymbol(token, ']') || isSymbol(token, ')')) i = matching(tokens, i, -1);
    else if (token.kind === 'symbol' && !PATH_SYMBOLS.has(token.text)) break;
    else if (isOperatorName(tokens, i)) break;
    first = i;
  }
  return first;
}

/** Token after the path that starts at token `from` (which is a slash or the end of a primary expression). */
function pathEnd(tokens: readonly Token[], from: number): number {
  let i = from;
  for (; i < tokens.length; i += 1) {
    const token = tokens[i]!;
    if (isSymbol(token, '[')) i = matching(tokens, i, 1);
    else if (token.kind === 'symbol' ? !PATH_SYMBOLS.has(token.text) || token.text === '|' : isOperatorName(tokens, i))
      break;
  }
  return i;
}

/** An XPath string literal; throws where the text has both kinds of quote (XPath 1.0 has no escape). */
export function literal(text: string): string {
  if (!text.includes("'")) return `'${text}'`;
  if (!text.includes('"')) return `"${text}"`;
  throw new UnsupportedExpression('a text with both kinds of quote');
}

/** Reads the values that a path selects in a side file (`document('voc.xml')`); throws UnsupportedExpression where it cannot. */
export type Lookup = (file: string, path: string) => readonly string[];

/**
 * Rewrites `X = document('file')/path` into a look-up in a constant list. Comparing node-sets is existential (XPath 1.0
 * section 3.4), so this is `X` having a node whose text is in the list. Every other use of document() is refused.
 */
export function rewriteLookups(expression: string, lookup: Lookup): string {
  let text = expression;
  for (;;) {
    const tokens = tokenize(text);
    const at = tokens.findIndex((t, i) => t.kind === 'name' && t.text === 'document' && isSymbol(tokens[i + 1], '('));
    if (at < 0) return text;
    const file = tokens[at + 2];
    if (file?.kind !== 'literal' || !isSymbol(tokens[at + 3], ')') || !isSymbol(tokens[at - 1], '='))
      throw new UnsupportedExpression('document() other than as the right side of =');
    const end = pathEnd(tokens, at + 4);
    const path = text.slice(tokens[at + 3]!.end, tokens[end - 1]!.end);
    const start = operandStart(tokens, at - 2);
    if (start > at - 2) throw new UnsupportedExpression('document() compared with nothing');
    const operand = text.slice(tokens[start]!.start, tokens[at - 2]!.end);
    const values = lookup(file.text.slice(1, -1), path.trim());
    const mark = ['|', '\u0001', '\u0002'].find((m) => !values.some((v) => v.includes(m)));
    if (mark === undefined) throw new UnsupportedExpression('no separator is left for a look-up list');
    const list = literal(mark + values.join(mark) + mark);
    const test = `boolean((${operand})[contains(${list},concat('${mark}',.,'${mark}')) and not(contains(.,'${mark}'))])`;
    text = text.slice(0, tokens[start]!.start) + test + text.slice(tokens[end - 1]!.end);
  }
}

/** Replaces `$name` (and, under the name `current()`, calls of current()) by expressions. */
export function substitute(expression: string, values: ReadonlyMap<string, string>): string {
  const tokens = tokenize(expression);
  let out = '';
  let from = 0;
  for (const [i, token] of tokens.entries()) {
    const isCurrent = token.kind === 'name' && token.text === 'current' && isSymbol(tokens[i + 1], '(');
    const name = token.kind === 'variable' ? token.text.slice(1) : isCurrent ? 'current()' : null;
    const value = name === null ? undefined : values.get(name);
    if (value === undefined) continue;
    out += `${expression.slice(from, token.start)}${value}`;
    from = isCurrent ? tokens[i + 2]!.end : token.end;
  }
  return out + expression.slice(from);
}

/** Names of the variables used, with `current()` for calls of current(). */
export function variablesOf(expression: string): Set<string> {
  const tokens = tokenize(expression);
  const names = new Set<string>();
  for (const [i, token] of tokens.entries()) {
    if (token.kind === 'variable') names.add(token.text.slice(1));
    if (token.kind === 'name' && token.text === 'current' && isSymbol(tokens[i + 1], '(')) names.add('current()');
  }
  return names;
}

/**
 * True when every use of the variable is one side of = or != against something that is not a function call: then a node-set of
 * one node may be replaced by its text, because the comparison is the same (XPath 1.0 section 3.4).
 */
export function onlyCompared(expression: string, variable: string): boolean {
  const tokens = tokenize(expression);
  const equals = (t: Token | undefined) => isSymbol(t, '=') || isSymbol(t, '!=');
  return tokens.every((token, i) => {
    if (token.kind !== 'variable' || token.text !== `$${variable}`) return true;
    if (equals(tokens[i + 1])) return !isSymbol(tokens[i + 3], '(') && !isSymbol(tokens[i - 1], '/');
    return equals(tokens[i - 1]) && !isSymbol(tokens[i - 2], ')') && !/^\/|^\[/.test(tokens[i + 1]?.text ?? '');
  });
}
