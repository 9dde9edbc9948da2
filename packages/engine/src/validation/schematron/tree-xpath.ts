import { nameIn } from '../own/cda-element.js';
import { asComparison, joinedBy } from './tree-comparisons.js';
import { type ElementStep, type ElementTest, type Leaf, NodeSet, type TreePath, type Truth } from './tree-paths.js';
import { asNumber, asTruth, callOf, type Value } from './tree-values.js';
import { type Expression, type PathExpression, parseXPath, type Step } from './xpath-syntax.js';
import { UnsupportedExpression } from './xpath-text.js';

/** What the names and variables of an expression stand for. */
export interface Names {
  /** Prefix to URI. */
  readonly namespaces: Readonly<Record<string, string>>;
  /** The definition of a variable, compiled; throws UnsupportedExpression where there is none. */
  variable(name: string): Value;
}

/** An expression as a closure over a DocumentTree; throws UnsupportedExpression for what only libxml2 can run. */
export function compileOnTree(text: string, names: Names): Value {
  return new Compiler(names).value(parseXPath(text));
}

class Compiler {
  constructor(
    private readonly names: Names,
    /** Whether the context is an attribute or text node. */
    private readonly inLeaf = false,
  ) {}

  value(expression: Expression): Value {
    switch (expression.kind) {
      case 'literal': {
        const { value } = expression;
        return { kind: 'string', of: () => value, constant: value };
      }
      case 'number': {
        const { value } = expression;
        return { kind: 'number', of: () => value, constant: value };
      }
      case 'variable':
        if (this.inLeaf) throw new UnsupportedExpression('a variable at an attribute or text');
        return this.names.variable(expression.name);
      case 'negative': {
        const of = asNumber(this.value(expression.of));
        return { kind: 'number', of: (here, scope) => -of(here, scope) };
      }
      case 'call':
        return this.call(expression.name, expression.given);
      case 'binary':
        return this.binary(expression.operator, expression.left, expression.right);
      case 'path':
        return this.path(expression);
    }
  }

  private call(name: string, given: readonly Expression[]): Value {
    if (name === 'current' && given.length === 0 && !this.inLeaf)
      return { kind: 'nodes', of: new NodeSet([{ start: 'current', steps: [], leaf: null }]) };
    return callOf(
      name,
      given.map((one) => this.value(one)),
      () => this.self(),
    );
  }

  /** The context node. */
  private self(): Value {
    if (this.inLeaf) return { kind: 'string', of: (_, scope) => scope.leaf };
    return { kind: 'nodes', of: new NodeSet([{ start: 'here', steps: [], leaf: null }]) };
  }

  private binary(operator: string, left: Expression, right: Expression): Value {
    if (operator === 'and') {
      const list = this.inLeaf ? listedIn(left, right) : null;
      if (list) return { kind: 'boolean', of: (_, scope) => list.has(scope.leaf) };
    }
    const a = this.value(left);
    const b = this.value(right);
    if (operator === 'and' || operator === 'or') return joinedBy(operator, asTruth(a), asTruth(b));
    if (operator === '|') {
      if (a.kind !== 'nodes' || b.kind !== 'nodes') throw new UnsupportedExpression('a union of what are no nodes');
      return { kind: 'nodes', of: new NodeSet([...a.of.paths, ...b.of.paths]) };
    }
    return asComparison(operator, a, b);
  }

  private path(path: PathExpression): Value {
    if (this.inLeaf) {
      const [only] = path.steps;
      if (path.start === 'here' && path.steps.length === 1 && only?.axis === 'self' && only.predicates.length === 0)
        return this.self();
      throw new UnsupportedExpression('a path from an attribute or text');
    }
    let paths: readonly TreePath[];
    if (typeof path.start === 'string') paths = [{ start: path.start, steps: [], leaf: null }];
    else {
      const start = this.value(path.start);
      if (start.kind !== 'nodes') throw new UnsupportedExpression('a path from what are no nodes');
      paths = start.of.paths.map((one) => this.filtered(one, path.predicates));
    }
    return { kind: 'nodes', of: new NodeSet(paths.map((one) => this.extended(one, path.steps))) };
  }

  private filtered(path: TreePath, predicates: readonly Expression[]): TreePath {
    if (predicates.length === 0) return path;
    if (path.leaf)
      return { ...path, leaf: { ...path.leaf, predicates: [...path.leaf.predicates, ...this.leafTruths(predicates)] } };
    const truths = predicates.map((one) => this.predicate(one));
    if (truths.some((one) => typeof one === 'number')) throw new UnsupportedExpression('a position in a whole path');
    return { ...path, steps: [...path.steps, { axis: 'self', name: null, predicates: truths }] };
  }

  private extended(path: TreePath, steps: readonly Step[]): TreePath {
    const own: ElementStep[] = [...path.steps];
    let { leaf } = path;
    for (const [i, step] of steps.entries()) {
      if (leaf) throw new UnsupportedExpression('a step from an attribute or text');
      const { axis, test } = step;
      if (test.kind === 'text' || axis === 'attribute') {
        leaf = this.leaf(step);
        continue;
      }
      if (axis === 'self' && test.kind === 'node') {
        own.push({ axis, name: null, predicates: this.truths(step.predicates) });
        continue;
      }
      if (axis === 'parent' && test.kind === 'node') {
        own.push({ axis, name: null, predicates: this.truths(step.predicates) });
        continue;
      }
      if (axis === 'descendant-or-self' && test.kind === 'node' && step.predicates.length === 0) {
        own.push({ axis, name: null, predicates: [] });
        // The nodes of `//` beside elements have neither children nor attributes.
        const next = steps[i + 1];
        if (!next || (next.axis !== 'child' && next.axis !== 'attribute') || next.test.kind === 'node')
          throw new UnsupportedExpression('// before something else than a name');
        continue;
      }
      if (test.kind !== 'name' || (axis !== 'child' && axis !== 'descendant'))
        throw new UnsupportedExpression(`the axis ${axis}`);
      const name = this.elementTest(test.name);
      const predicates = step.predicates.map((one) => this.predicate(one));
      const before = own.at(-1);
      const isBelow =
        axis === 'child' &&
        before?.axis === 'descendant-or-self' &&
        before.name === null &&
        before.predicates.length === 0;
      if (isBelow) {
        if (predicates.some((one) => typeof one === 'number')) throw new UnsupportedExpression('a position behind //');
        own.pop();
        own.push({ axis: 'descendant', name, predicates });
      } else own.push({ axis, name, predicates });
    }
    return { ...path, steps: own, leaf };
  }

  private leaf(step: Step): Leaf {
    const predicates = this.leafTruths(step.predicates);
    if (step.test.kind === 'text' && step.axis === 'child') return { attribute: null, predicates };
    if (step.test.kind !== 'name' || step.axis !== 'attribute')
      throw new UnsupportedExpression('a node test of a leaf');
    const [prefix, local] = this.split(step.test.name);
    if (local === '*') throw new UnsupportedExpression('@*');
    return {
      attribute: { name: prefix === null ? local : `{${prefix}}${local}`, qualified: prefix !== null },
      predicates,
    };
  }

  /** As DocumentTree names elements. */
  private elementTest(written: string): ElementTest {
    const [uri, local] = this.split(written);
    if (local === '*') {
      if (uri !== null) throw new UnsupportedExpression('all names of one namespace');
      return null;
    }
    return nameIn(uri ?? '', local);
  }

  /** URI (null without prefix) and local name. */
  private split(written: string): [string | null, string] {
    const colon = written.indexOf(':');
    if (colon < 0) return [null, written];
    const prefix = written.slice(0, colon);
    const uri = Object.hasOwn(this.names.namespaces, prefix) ? this.names.namespaces[prefix] : undefined;
    if (uri === undefined) throw new UnsupportedExpression(`undeclared prefix ${prefix}`);
    return [uri, written.slice(colon + 1)];
  }

  private predicate(expression: Expression): Truth | number {
    const value = this.value(expression);
    if (value.kind !== 'number') return asTruth(value);
    if (value.constant === undefined || !Number.isInteger(value.constant) || value.constant < 1)
      throw new UnsupportedExpression('a computed position');
    return value.constant;
  }

  private truths(predicates: readonly Expression[]): Truth[] {
    return predicates.map((one) => {
      const truth = this.predicate(one);
      if (typeof truth === 'number') throw new UnsupportedExpression('a position');
      return truth;
    });
  }

  private leafTruths(predicates: readonly Expression[]): Truth[] {
    return new Compiler(this.names, true).truths(predicates);
  }
}

/**
 * The values of a look-up list, from the two tests that rewriteLookups() makes of one: that the list contains the value between two
 * marks, and that the value has no mark. null for anything else.
 */
function listedIn(left: Expression, right: Expression): ReadonlySet<string> | null {
  if (left.kind !== 'call' || left.name !== 'contains' || right.kind !== 'call' || right.name !== 'not') return null;
  const [list, joined] = left.given;
  const [without] = right.given;
  if (list?.kind !== 'literal' || joined?.kind !== 'call' || joined.name !== 'concat' || joined.given.length !== 3)
    return null;
  if (without?.kind !== 'call' || without.name !== 'contains') return null;
  const [before, middle, after] = joined.given;
  const [value, mark] = without.given;
  if (before?.kind !== 'literal' || after?.kind !== 'literal' || mark?.kind !== 'literal') return null;
  const isOne = before.value === mark.value && after.value === mark.value && mark.value.length === 1;
  if (
    !isOne ||
    !isSelf(middle) ||
    !isSelf(value) ||
    list.value.at(0) !== mark.value ||
    list.value.at(-1) !== mark.value
  )
    return null;
  return new Set(list.value.slice(1, -1).split(mark.value));
}

const isSelf = (one: Expression | undefined): boolean =>
  one?.kind === 'path' &&
  one.start === 'here' &&
  one.steps.length === 1 &&
  one.steps[0]?.axis === 'self' &&
  one.steps[0].test.kind === 'node' &&
  one.steps[0].predicates.length === 0;
