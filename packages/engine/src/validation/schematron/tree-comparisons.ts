import type { Truth } from './tree-paths.js';
import { asNumber, asText, asTruth, numberFrom, type Value } from './tree-values.js';
import { UnsupportedExpression } from './xpath-text.js';

type Compare<T> = (a: T, b: T) => boolean;

const ORDERS: Readonly<Record<string, Compare<number>>> = {
  '=': (a, b) => a === b,
  '!=': (a, b) => a !== b,
  '<': (a, b) => a < b,
  '<=': (a, b) => a <= b,
  '>': (a, b) => a > b,
  '>=': (a, b) => a >= b,
};
const SUMS: Readonly<Record<string, (a: number, b: number) => number>> = {
  '+': (a, b) => a + b,
  '-': (a, b) => a - b,
  '*': (a, b) => a * b,
  div: (a, b) => a / b,
  mod: (a, b) => a % b,
};
const TURNED: Readonly<Record<string, string>> = { '<': '>', '<=': '>=', '>': '<', '>=': '<=' };

export function joinedBy(operator: 'and' | 'or', a: Truth, b: Truth): Value {
  if (operator === 'and') return { kind: 'boolean', of: (here, scope) => a(here, scope) && b(here, scope) };
  return { kind: 'boolean', of: (here, scope) => a(here, scope) || b(here, scope) };
}

/** A comparison (XPath 1.0 section 3.4) or a sum (3.5) of two values. */
export function asComparison(operator: string, left: Value, right: Value): Value {
  const sum = SUMS[operator];
  if (sum) {
    const [a, b] = [asNumber(left), asNumber(right)];
    return { kind: 'number', of: (here, scope) => sum(a(here, scope), b(here, scope)) };
  }
  const order = ORDERS[operator];
  if (!order) throw new UnsupportedExpression(`the operator ${operator}`);
  return { kind: 'boolean', of: comparison(operator, order, left, right) };
}

function comparison(operator: string, order: Compare<number>, left: Value, right: Value): Truth {
  const isEquality = operator === '=' || operator === '!=';
  if (left.kind !== 'nodes' && right.kind === 'nodes') {
    const turned = TURNED[operator] ?? operator;
    return comparison(turned, ORDERS[turned] ?? order, right, left);
  }
  if (left.kind === 'boolean' || right.kind === 'boolean') {
    const [a, b] = [asTruth(left), asTruth(right)];
    return (here, scope) => order(Number(a(here, scope)), Number(b(here, scope)));
  }
  if (left.kind === 'nodes') {
    const wanted = operator === '=';
    if (right.kind === 'string' && right.constant !== undefined && isEquality) {
      const { constant } = right;
      return left.of.some(wanted ? (value) => value === constant : (value) => value !== constant);
    }
    if (right.kind === 'number' && right.constant !== undefined) {
      const { constant } = right;
      return left.of.some((value) => order(numberFrom(value), constant));
    }
    const ours = left.of.strings();
    const theirs = right.kind === 'nodes' ? right.of.strings() : null;
    if (isEquality && right.kind !== 'number') {
      const one = theirs ? null : asText(right);
      return (here, scope) => {
        const others = theirs ? theirs(here, scope) : [one!(here, scope)];
        return ours(here, scope).some((a) => others.some((b) => (a === b) === wanted));
      };
    }
    const number = theirs ? null : asNumber(right);
    return (here, scope) => {
      const others = theirs ? theirs(here, scope).map(numberFrom) : [number!(here, scope)];
      return ours(here, scope).some((a) => others.some((b) => order(numberFrom(a), b)));
    };
  }
  if (isEquality && left.kind === 'string' && right.kind === 'string') {
    const [a, b] = [left.of, right.of];
    const wanted = operator === '=';
    return (here, scope) => (a(here, scope) === b(here, scope)) === wanted;
  }
  const [a, b] = [asNumber(left), asNumber(right)];
  if (right.kind === 'number' && right.constant !== undefined) {
    const { constant } = right;
    if (operator === '=') return (here, scope) => a(here, scope) === constant;
    return (here, scope) => order(a(here, scope), constant);
  }
  return (here, scope) => order(a(here, scope), b(here, scope));
}
