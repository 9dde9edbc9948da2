import { type Token, tokenize, UnsupportedExpression } from './xpath-text.js';

/** An XPath 1.0 expression as a tree (sections 2 and 3). */
export type Expression =
  | { readonly kind: 'literal'; readonly value: string }
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'variable'; readonly name: string }
  | { readonly kind: 'call'; readonly name: string; readonly given: readonly Expression[] }
  | { readonly kind: 'binary'; readonly operator: string; readonly left: Expression; readonly right: Expression }
  | { readonly kind: 'negative'; readonly of: Expression }
  | PathExpression;

/** `start`: the document, the context node, or the nodes of an expression, to which `predicates` apply before the steps. */
export interface PathExpression {
  readonly kind: 'path';
  readonly start: 'document' | 'here' | Expression;
  readonly predicates: readonly Expression[];
  readonly steps: readonly Step[];
}

export interface Step {
  readonly axis: string;
  readonly test: NodeTest;
  readonly predicates: readonly Expression[];
}

/** `name`: a QName as written, `*` or `prefix:*`. */
export type NodeTest = { readonly kind: 'name'; readonly name: string } | { readonly kind: 'node' | 'text' };

// By rising precedence (XPath 1.0 section 3.5).
const OPERATORS: readonly (readonly string[])[] = [
  ['or'],
  ['and'],
  ['=', '!='],
  ['<', '<=', '>', '>='],
  ['+', '-'],
  ['*', 'div', 'mod'],
];

const ANY_NODE: NodeTest = { kind: 'node' };
const ANYWHERE: Step = { axis: 'descendant-or-self', test: ANY_NODE, predicates: [] };

/** Reads an expression; throws UnsupportedExpression where it is not XPath 1.0, or tests comments or processing instructions. */
export function parseXPath(text: string): Expression {
  return new Reader(tokenize(text)).whole();
}

class Reader {
  private at = 0;

  constructor(private readonly tokens: readonly Token[]) {}

  whole(): Expression {
    const expression = this.binary(0);
    if (this.at < this.tokens.length) throw new UnsupportedExpression('more text than one expression');
    return expression;
  }

  private binary(level: number): Expression {
    const operators = OPERATORS[level];
    if (!operators) return this.negative();
    let left = this.binary(level + 1);
    for (;;) {
      const token = this.tokens[this.at];
      if (!token || token.kind === 'literal' || !operators.includes(token.text)) return left;
      this.at += 1;
      left = { kind: 'binary', operator: token.text, left, right: this.binary(level + 1) };
    }
  }

  private negative(): Expression {
    if (this.takes('-')) return { kind: 'negative', of: this.negative() };
    let left = this.path();
    while (this.takes('|')) left = { kind: 'binary', operator: '|', left, right: this.path() };
    return left;
  }

  private path(): Expression {
    const steps: Step[] = [];
    if (this.takes('/')) {
      if (this.startsStep()) this.relative(steps);
      return { kind: 'path', start: 'document', predicates: [], steps };
    }
    if (this.takes('//')) {
      steps.push(ANYWHERE);
      this.relative(steps);
      return { kind: 'path', start: 'document', predicates: [], steps };
    }
    if (!this.startsPrimary()) {
      this.relative(steps);
      return { kind: 'path', start: 'here', predicates: [], steps };
    }
    const start = this.primary();
    const predicates = this.predicates();
    if (this.takes('/')) this.relative(steps);
    else if (this.takes('//')) {
      steps.push(ANYWHERE);
      this.relative(steps);
    }
    return predicates.length === 0 && steps.length === 0 ? start : { kind: 'path', start, predicates, steps };
  }

  private relative(steps: Step[]): void {
    for (;;) {
      steps.push(this.step());
      if (this.takes('//')) steps.push(ANYWHERE);
      else if (!this.takes('/')) return;
    }
  }

  private step(): Step {
    if (this.takes('.')) return { axis: 'self', test: ANY_NODE, predicates: [] };
    if (this.takes('..')) return { axis: 'parent', test: ANY_NODE, predicates: [] };
    let axis = 'child';
    if (this.takes('@')) axis = 'attribute';
    else if (this.tokens[this.at + 1]?.text === '::' && this.tokens[this.at]?.kind === 'name') {
      axis = this.next().text;
      this.at += 1;
    }
    const name = this.next();
    if (name.kind !== 'name' && name.text !== '*') throw new UnsupportedExpression('a step without a name');
    let test: NodeTest = { kind: 'name', name: name.text };
    if (this.takes('(')) {
      if ((name.text !== 'node' && name.text !== 'text') || !this.takes(')'))
        throw new UnsupportedExpression(`the node test ${name.text}()`);
      test = { kind: name.text };
    }
    return { axis, test, predicates: this.predicates() };
  }

  private predicates(): Expression[] {
    const found: Expression[] = [];
    while (this.takes('[')) {
      found.push(this.binary(0));
      this.expect(']');
    }
    return found;
  }

  private primary(): Expression {
    const token = this.next();
    if (token.kind === 'literal') return { kind: 'literal', value: token.text.slice(1, -1) };
    if (token.kind === 'number') return { kind: 'number', value: Number(token.text) };
    if (token.kind === 'variable') return { kind: 'variable', name: token.text.slice(1) };
    if (token.kind === 'symbol') {
      const inner = this.binary(0);
      this.expect(')');
      return inner;
    }
    const given: Expression[] = [];
    this.expect('(');
    if (!this.takes(')')) {
      do given.push(this.binary(0));
      while (this.takes(','));
      this.expect(')');
    }
    return { kind: 'call', name: token.text, given };
  }

  private startsPrimary(): boolean {
    const token = this.tokens[this.at];
    if (!token) throw new UnsupportedExpression('the expression ends too early');
    if (token.kind === 'symbol') return token.text === '(';
    if (token.kind !== 'name') return true;
    return this.tokens[this.at + 1]?.text === '(' && token.text !== 'node' && token.text !== 'text';
  }

  private startsStep(): boolean {
    const token = this.tokens[this.at];
    return token?.kind === 'name' || (token?.kind === 'symbol' && ['.', '..', '@', '*'].includes(token.text));
  }

  private next(): Token {
    const token = this.tokens[this.at];
    if (!token) throw new UnsupportedExpression('the expression ends too early');
    this.at += 1;
    return token;
  }

  private takes(symbol: string): boolean {
    const token = this.tokens[this.at];
    if (token?.kind !== 'symbol' || token.text !== symbol) return false;
    this.at += 1;
    return true;
  }

  private expect(symbol: string): void {
    if (!this.takes(symbol)) throw new UnsupportedExpression(`${symbol} is missing`);
  }
}
