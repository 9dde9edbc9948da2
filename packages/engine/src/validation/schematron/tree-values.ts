import type { Amount, NodeSet, Text, Truth } from './tree-paths.js';
import { UnsupportedExpression } from './xpath-text.js';

/** An XPath 1.0 value before it is evaluated: its type is known when the expression is compiled. */
export type Value =
  | { readonly kind: 'boolean'; readonly of: Truth }
  | { readonly kind: 'number'; readonly of: Amount; readonly constant?: number }
  | { readonly kind: 'string'; readonly of: Text; readonly constant?: string }
  | { readonly kind: 'nodes'; readonly of: NodeSet };

// XPath 1.0 section 4.4: blanks, an optional minus, digits; no exponent.
const NUMBER = /^[\t\n\r ]*-?(?:\d+(?:\.\d*)?|\.\d+)[\t\n\r ]*$/;

export const numberFrom = (text: string): number => (NUMBER.test(text) ? Number(text) : Number.NaN);

export function asTruth(value: Value): Truth {
  if (value.kind === 'boolean') return value.of;
  if (value.kind === 'nodes') return value.of.exists();
  if (value.kind === 'string') {
    const { of } = value;
    return (here, scope) => of(here, scope) !== '';
  }
  const { of } = value;
  return (here, scope) => {
    const number = of(here, scope);
    return number !== 0 && !Number.isNaN(number);
  };
}

export function asNumber(value: Value): Amount {
  if (value.kind === 'number') return value.of;
  if (value.kind === 'boolean') {
    const { of } = value;
    return (here, scope) => (of(here, scope) ? 1 : 0);
  }
  const text = asText(value);
  return (here, scope) => numberFrom(text(here, scope));
}

export function asText(value: Value): Text {
  if (value.kind === 'string') return value.of;
  if (value.kind === 'nodes') return value.of.first();
  if (value.kind === 'boolean') {
    const { of } = value;
    return (here, scope) => String(of(here, scope));
  }
  if (value.constant !== undefined && Number.isSafeInteger(value.constant)) {
    const text = String(value.constant);
    return () => text;
  }
  throw new UnsupportedExpression('a number as a text');
}

const NOT_BLANK = /[^\t\n\r ]/;
const normalized = (text: string): string => text.replace(/[\t\n\r ]+/g, ' ').replace(/^ | $/g, '');

/** Characters, not code units. */
function lengthOf(text: string): number {
  let length = text.length;
  for (let i = 0; i < text.length; i++) if ((text.charCodeAt(i) & 0xfc00) === 0xd800) length -= 1;
  return length;
}

/** A list in one text (HL7's of template ids has 5,000 characters) is asked for the same few parts again and again. */
const LONG = 200;
const MOST_REMEMBERED = 1000;

function remembered(list: string, part: Text): Truth {
  const known = new Map<string, boolean>();
  return (here, scope) => {
    const wanted = part(here, scope);
    let isIn = known.get(wanted);
    if (isIn === undefined) {
      isIn = list.includes(wanted);
      if (known.size >= MOST_REMEMBERED) known.clear();
      known.set(wanted, isIn);
    }
    return isIn;
  };
}

const text = (of: Text): Value => ({ kind: 'string', of });
const truth = (of: Truth): Value => ({ kind: 'boolean', of });
const amount = (of: Amount): Value => ({ kind: 'number', of });

/** A function of XPath 1.0 section 4; `self` gives the context node, where a function takes it by default. */
export function callOf(name: string, given: readonly Value[], self: () => Value): Value {
  const [first, second] = given;
  const alone = given.length === 1 ? first : undefined;
  const onSelf = given.length === 0 ? self() : alone;
  if (name === 'true' && given.length === 0) return truth(() => true);
  if (name === 'false' && given.length === 0) return truth(() => false);
  if (name === 'count' && alone?.kind === 'nodes') return amount(alone.of.count());
  if (name === 'not' && alone) {
    const of = asTruth(alone);
    return truth((here, scope) => !of(here, scope));
  }
  if (name === 'boolean' && alone) return truth(asTruth(alone));
  if (name === 'string' && onSelf) return text(asText(onSelf));
  if (name === 'number' && onSelf) return amount(asNumber(onSelf));
  if (name === 'string-length' && onSelf) {
    const of = asText(onSelf);
    return amount((here, scope) => lengthOf(of(here, scope)));
  }
  if (name === 'normalize-space' && onSelf) {
    const of = asText(onSelf);
    return text((here, scope) => {
      const value = of(here, scope);
      return NOT_BLANK.test(value) ? normalized(value) : '';
    });
  }
  if (name === 'concat' && given.length > 1) {
    const parts = given.map(asText);
    return text((here, scope) => {
      let all = '';
      for (const part of parts) all += part(here, scope);
      return all;
    });
  }
  if (first && second && given.length === 2) {
    const [a, b] = [asText(first), asText(second)];
    if (name === 'contains' && first.kind === 'string' && first.constant !== undefined && first.constant.length > LONG)
      return truth(remembered(first.constant, b));
    if (name === 'contains') return truth((here, scope) => a(here, scope).includes(b(here, scope)));
    if (name === 'starts-with') return truth((here, scope) => a(here, scope).startsWith(b(here, scope)));
    if (name === 'substring-before' || name === 'substring-after') {
      const isBefore = name === 'substring-before';
      return text((here, scope) => {
        const whole = a(here, scope);
        const mark = b(here, scope);
        const at = whole.indexOf(mark);
        if (at < 0) return '';
        return isBefore ? whole.slice(0, at) : whole.slice(at + mark.length);
      });
    }
  }
  throw new UnsupportedExpression(`${name}() of ${given.length}`);
}
