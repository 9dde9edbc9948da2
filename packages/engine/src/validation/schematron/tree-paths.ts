import type { CdaElement } from '../own/cda-element.js';
import type { DocumentTree } from '../own/document-tree.js';
import { UnsupportedExpression } from './xpath-text.js';

/** Where an expression is evaluated, beside the context node; the last three are the paths' own scratch. */
export interface Scope {
  readonly tree: DocumentTree;
  /** The node of the rule: what current() is. */
  current: CdaElement;
  /** Value of the attribute or text whose predicate is being asked. */
  leaf: string;
  found: CdaElement[];
  count: number;
}

export const scopeOf = (tree: DocumentTree): Scope => ({ tree, current: tree.root, leaf: '', found: [], count: 0 });

export type Truth = (here: CdaElement, scope: Scope) => boolean;
export type Amount = (here: CdaElement, scope: Scope) => number;
export type Text = (here: CdaElement, scope: Scope) => string;

/** null: any element. */
export type ElementTest = string | null;

/** A step to elements. */
export interface ElementStep {
  readonly axis: 'child' | 'self' | 'parent' | 'descendant' | 'descendant-or-self';
  readonly name: ElementTest;
  /** Predicates in their order: a truth, or a position among the nodes that hold the ones before. */
  readonly predicates: readonly (Truth | number)[];
}

/** Where a path ends in attributes or texts, which no step leads on from. */
export interface Leaf {
  /** How the attribute is kept; null for text nodes. */
  readonly attribute: { readonly name: string; readonly qualified: boolean } | null;
  readonly predicates: readonly Truth[];
}

export interface TreePath {
  readonly start: 'here' | 'document' | 'current';
  readonly steps: readonly ElementStep[];
  readonly leaf: Leaf | null;
}

/** What holds at every node; an expression known to hold is this very function. */
export const always: Truth = () => true;

/** All of them hold; undefined where there are none. */
function together(truths: readonly Truth[]): Truth | undefined {
  const [first, second, ...rest] = truths;
  if (!first || !second) return first;
  if (rest.length === 0) return (here, scope) => first(here, scope) && second(here, scope);
  return (here, scope) => truths.every((truth) => truth(here, scope));
}

/** Walks the nodes of a path until `last` says true of one; says whether it did. */
function walk(path: TreePath, last: Truth): Truth {
  let chain = last;
  for (const step of path.steps.toReversed()) chain = stepTo(step, chain);
  const whole = chain;
  if (path.start === 'here') return whole;
  if (path.start === 'document') return (_, scope) => whole(scope.tree.document, scope);
  return (_, scope) => whole(scope.current, scope);
}

function stepTo(step: ElementStep, next: Truth): Truth {
  if (step.predicates.some((one) => typeof one === 'number')) return countedStep(step, next);
  const holds = together(step.predicates as readonly Truth[]);
  const { name } = step;
  const take: Truth = !holds
    ? next
    : next === always
      ? holds
      : (here, scope) => holds(here, scope) && next(here, scope);
  if (step.axis === 'child') return childStep(name, take);
  if (step.axis === 'self') return name === null ? take : (here, scope) => here.name === name && take(here, scope);
  if (step.axis === 'parent')
    return (here, scope) => {
      const parent = here.parent ?? (here === scope.tree.document ? null : scope.tree.document);
      return parent !== null && (name === null || parent.name === name) && take(parent, scope);
    };
  const below: Truth = (here, scope) => {
    const { children } = here;
    for (let i = 0; i < children.length; i++) {
      const child = children[i]!;
      if ((name === null || child.name === name) && take(child, scope)) return true;
      if (child.children.length > 0 && below(child, scope)) return true;
    }
    return false;
  };
  if (step.axis === 'descendant-or-self')
    return (here, scope) => ((name === null || here.name === name) && take(here, scope)) || below(here, scope);
  if (name === null) return below;
  return (here, scope) => {
    if (here !== scope.tree.document) return below(here, scope);
    const all = scope.tree.named(name);
    for (let i = 0; i < all.length; i++) if (take(all[i]!, scope)) return true;
    return false;
  };
}

function childStep(name: ElementTest, take: Truth): Truth {
  if (take === always)
    return (here) => {
      const { children } = here;
      for (let i = 0; i < children.length; i++) if (name === null || children[i]!.name === name) return true;
      return false;
    };
  return (here, scope) => {
    const { children } = here;
    for (let i = 0; i < children.length; i++) {
      const child = children[i]!;
      if ((name === null || child.name === name) && take(child, scope)) return true;
    }
    return false;
  };
}

/** A step among whose predicates is a position. */
function countedStep(step: ElementStep, next: Truth): Truth {
  const { name, predicates } = step;
  if (step.axis !== 'child') throw new UnsupportedExpression(`a position on the axis ${step.axis}`);
  return (here, scope) => {
    let left = here.children.filter((child) => name === null || child.name === name);
    for (const one of predicates)
      left = typeof one === 'number' ? left.slice(one - 1, one) : left.filter((child) => one(child, scope));
    return left.some((child) => next(child, scope));
  };
}

/** Whether a leaf of an element passes. */
function leafOf(leaf: Leaf, passes: (value: string, scope: Scope) => boolean): Truth {
  const holds = together(leaf.predicates);
  const one = (value: string, here: CdaElement, scope: Scope): boolean => {
    if (holds) {
      scope.leaf = value;
      if (!holds(here, scope)) return false;
    }
    return passes(value, scope);
  };
  const { attribute } = leaf;
  if (attribute === null) return (here, scope) => here.textNodes().some((text) => one(text, here, scope));
  const { name, qualified } = attribute;
  if (qualified)
    return (here, scope) => {
      const value = here.qualifiedAttr(name);
      return value !== undefined && one(value, here, scope);
    };
  if (holds)
    return (here, scope) => {
      const value = here.attr(name);
      return value !== undefined && one(value, here, scope);
    };
  return (here, scope) => {
    const value = here.attr(name);
    return value !== undefined && passes(value, scope);
  };
}

/** Whether the walk can come to a node twice, and whether it comes to them in the order of the document. */
function manner(path: TreePath): { distinct: boolean; ordered: boolean } {
  let nested = false;
  let many = false;
  let distinct = true;
  let ordered = true;
  for (const { axis } of path.steps) {
    if (axis === 'self') continue;
    if (axis === 'parent') distinct &&= !many;
    if (axis === 'child') ordered &&= !nested;
    if (axis === 'descendant' || axis === 'descendant-or-self') {
      distinct &&= !nested;
      ordered &&= !nested;
      nested = true;
    }
    many ||= axis !== 'parent';
  }
  return { distinct, ordered: ordered && distinct };
}

/** The nodes of one or several paths, ready to be asked. */
export class NodeSet {
  constructor(readonly paths: readonly TreePath[]) {}

  exists(): Truth {
    const each = this.paths.map((path) => walk(path, path.leaf ? leafOf(path.leaf, () => true) : always));
    const [first, second] = each;
    if (first && !second) return first;
    return (here, scope) => each.some((one) => one(here, scope));
  }

  /** Whether the text of one of the nodes passes. */
  some(passes: (value: string) => boolean): Truth {
    const each = this.paths.map((path) =>
      walk(path, path.leaf ? leafOf(path.leaf, passes) : (here, scope) => passes(scope.tree.stringValue(here))),
    );
    const [first, second] = each;
    if (first && !second) return first;
    return (here, scope) => each.some((one) => one(here, scope));
  }

  /** Each node once, in the order of the document; where the path ends in leaves, the elements that they are of. */
  elements(): (here: CdaElement, scope: Scope) => CdaElement[] {
    if (this.paths.length > 1 && this.paths.some((path) => path.leaf))
      throw new UnsupportedExpression('attributes or texts in a union');
    const gather = this.paths.map((path) => {
      const keep: Truth = (here, scope) => {
        scope.found.push(here);
        return false;
      };
      return walk(path, keep);
    });
    const { distinct, ordered } =
      this.paths.length === 1 ? manner(this.paths[0]!) : { distinct: false, ordered: false };
    return (here, scope) => {
      const before = scope.found;
      let found: CdaElement[] = [];
      scope.found = found;
      for (const one of gather) one(here, scope);
      scope.found = before;
      if (!distinct) found = [...new Set(found)];
      return ordered ? found : found.sort((a, b) => a.offset - b.offset);
    };
  }

  count(): Amount {
    const [path] = this.paths;
    if (!path || this.paths.length > 1 || !manner(path).distinct) {
      if (this.paths.some((one) => one.leaf)) throw new UnsupportedExpression('attributes or texts counted in a union');
      const elements = this.elements();
      return (here, scope) => elements(here, scope).length;
    }
    const tick = (_: unknown, scope: Scope): boolean => {
      scope.count += 1;
      return false;
    };
    const each = walk(path, path.leaf ? leafOf(path.leaf, tick) : tick);
    return (here, scope) => {
      const before = scope.count;
      scope.count = 0;
      each(here, scope);
      const { count } = scope;
      scope.count = before;
      return count;
    };
  }

  /** The texts of all nodes in the order of the document. */
  strings(): (here: CdaElement, scope: Scope) => string[] {
    const elements = this.elements();
    const leaf = this.paths[0]?.leaf;
    if (!leaf) return (here, scope) => elements(here, scope).map((element) => scope.tree.stringValue(element));
    return (here, scope) => {
      const texts: string[] = [];
      const gather = leafOf(leaf, (value) => {
        texts.push(value);
        return false;
      });
      for (const element of elements(here, scope)) gather(element, scope);
      return texts;
    };
  }

  /** The text of the first node, empty where there is none: what a node-set is as a string. */
  first(): Text {
    const [path] = this.paths;
    if (path && this.paths.length === 1 && path.steps.length === 0 && path.start === 'here' && path.leaf?.attribute) {
      const { name, qualified } = path.leaf.attribute;
      if (path.leaf.predicates.length === 0)
        return qualified ? (here) => here.qualifiedAttr(name) ?? '' : (here) => here.attr(name) ?? '';
    }
    const strings = this.strings();
    return (here, scope) => strings(here, scope)[0] ?? '';
  }
}
