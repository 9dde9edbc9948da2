import { type CdaElement, localName } from '../own/cda-element.js';
import type { DocumentTree } from '../own/document-tree.js';
import type { FindingList } from '../verdict.js';
import { contextNames, hintFor, templateContext } from './rule-context.js';
import type { Assertion, Let, MessagePart, Pattern, Rule, Schema } from './schema.js';
import { always, NodeSet, type Scope, scopeOf, type Truth } from './tree-paths.js';
import { asTruth, type Value } from './tree-values.js';
import { compileOnTree, type Names } from './tree-xpath.js';
import { type Lookup, patternToPath, rewriteLookups, UnsupportedExpression, unionBranches } from './xpath-text.js';

interface TreeTest {
  readonly assertion: Assertion;
  readonly holds: Truth;
  readonly message: (node: CdaElement, scope: Scope) => string;
}

interface TreeRule {
  readonly contexts: readonly ((scope: Scope) => readonly CdaElement[])[];
  /** Whether it is about the document as a whole. */
  readonly isOfDocument: boolean;
  /** How many assertions it has. */
  readonly size: number;
  /** Those that some node may fail. */
  readonly tests: readonly TreeTest[];
  readonly hint: string;
}

/** A pattern over a DocumentTree: no call into WebAssembly for any node. */
export interface TreePattern {
  readonly rules: readonly TreeRule[];
}

/** What ran of a pattern, as SchematronRun counts it. */
export interface PatternRun {
  fired: number;
  rulesFired: number;
  checked: number;
  documentRuleFired: boolean;
}

/** Compiles a pattern for the tree; null where one of its expressions is beyond it, so that libxml2 runs the whole pattern. */
export function compileTreePattern(pattern: Pattern, schema: Schema, lookup: Lookup): TreePattern | null {
  try {
    return { rules: pattern.rules.map((rule) => treeRule(rule, [...schema.lets, ...pattern.lets], schema, lookup)) };
  } catch (error) {
    if (error instanceof UnsupportedExpression) return null;
    throw error;
  }
}

function treeRule(rule: Rule, outerLets: readonly Let[], schema: Schema, lookup: Lookup): TreeRule {
  const names = namesWith([...outerLets, ...rule.lets], schema.namespaces, []);
  const branches = unionBranches(rule.context);
  const tests = rule.assertions.map((assertion): TreeTest => {
    const test = rewriteLookups(assertion.test, lookup);
    return {
      assertion,
      holds: asTruth(compileOnTree(assertion.failsWhen ? `not(${test})` : test, names)),
      message: messageOf(assertion.message, names),
    };
  });
  return {
    contexts: branches.map((branch) => contextNodes(branch, schema.namespaces)),
    isOfDocument: contextNames(rule.context)?.has('ClinicalDocument') === true,
    size: tests.length,
    // HL7's file has 104 tests that are just `.`.
    tests: tests.filter((test) => test.holds !== always),
    hint: hintFor(branches.map((branch) => templateContext(branch, schema.namespaces))),
  };
}

/** Variables stand for their definitions, which are evaluated at the document or at the node of the rule. */
function namesWith(lets: readonly Let[], namespaces: Names['namespaces'], within: readonly string[]): Names {
  return {
    namespaces,
    variable: (name) => {
      // Later definitions win, as an inner one hides an outer one.
      const definition = lets.findLast((one) => one.name === name);
      if (!definition || within.includes(name)) throw new UnsupportedExpression(`undeclared variable $${name}`);
      const value = compileOnTree(definition.value, namesWith(lets, namespaces, [...within, name]));
      return movedTo(definition.atRoot ? 'document' : 'current', value);
    },
  };
}

function movedTo(start: 'document' | 'current', value: Value): Value {
  const node = (scope: Scope): CdaElement => (start === 'document' ? scope.tree.document : scope.current);
  switch (value.kind) {
    case 'nodes':
      return {
        kind: 'nodes',
        of: new NodeSet(value.of.paths.map((path) => (path.start === 'here' ? { ...path, start } : path))),
      };
    case 'boolean':
      return { kind: 'boolean', of: (_, scope) => value.of(node(scope), scope) };
    case 'number':
      return { ...value, of: (_, scope) => value.of(node(scope), scope) };
    case 'string':
      return { ...value, of: (_, scope) => value.of(node(scope), scope) };
  }
}

function contextNodes(branch: string, namespaces: Names['namespaces']): (scope: Scope) => readonly CdaElement[] {
  const names = namesWith([], namespaces, []);
  const elementsOf = (expression: string) => {
    const value = compileOnTree(expression, names);
    if (value.kind !== 'nodes' || value.of.paths.some((path) => path.leaf))
      throw new UnsupportedExpression('a context that is no element');
    return value.of.elements();
  };
  const context = templateContext(branch, namespaces);
  if (!context) {
    if (patternToPath(branch) === '/') throw new UnsupportedExpression('the document as a context');
    const elements = elementsOf(patternToPath(branch));
    return (scope) => elements(scope.tree.document, scope);
  }
  const { element, root, extension } = context;
  const carriers = (tree: DocumentTree): readonly CdaElement[] => {
    const all = extension === null ? tree.withTemplate(root) : tree.withTemplateVersion(root, extension);
    return all.every((one) => one.name === element) ? all : all.filter((one) => one.name === element);
  };
  if (context.rest === '') return (scope) => carriers(scope.tree);
  const rest = elementsOf(`self::node()${context.rest}`);
  return (scope) => carriers(scope.tree).flatMap((one) => rest(one, scope));
}

function messageOf(parts: readonly MessagePart[], names: Names): (node: CdaElement, scope: Scope) => string {
  const plain = (text: string): string => text.replace(/\s+/g, ' ').trim();
  if (parts.every((part) => typeof part === 'string')) {
    const whole = plain(parts.join(''));
    return () => whole;
  }
  const made = parts.map((part) => messagePart(part, names));
  return (node, scope) => plain(made.map((part) => part(node, scope)).join(''));
}

function messagePart(part: MessagePart, names: Names): (node: CdaElement, scope: Scope) => string {
  if (typeof part === 'string') return () => part;
  const value = compileOnTree('nameOf' in part ? part.nameOf : part.select, names);
  if (value.kind !== 'nodes') {
    if ('nameOf' in part) return () => '';
    return value.kind === 'string' ? () => '(not shown)' : (node, scope) => String(value.of(node, scope));
  }
  const elements = value.of.elements();
  const attribute = value.of.paths[0]?.leaf?.attribute;
  if ('nameOf' in part) {
    if (value.of.paths[0]?.leaf) throw new UnsupportedExpression('the name of an attribute or text');
    return (node, scope) => localName(elements(node, scope)[0]?.name ?? '');
  }
  // Only template ids are quoted: everything else might be a patient's.
  const texts = value.of.strings();
  return (node, scope) => {
    const [first] = texts(node, scope);
    if (first === undefined) return '';
    return attribute && elements(node, scope).every((one) => one.name === 'templateId') ? first : '(not shown)';
  };
}

/** Runs a pattern and adds what it did to `run`. */
export function runOnTree(pattern: TreePattern, tree: DocumentTree, findings: FindingList, run: PatternRun): void {
  const scope = scopeOf(tree);
  const taken = new Set<CdaElement>();
  for (const rule of pattern.rules) {
    // Within a pattern a node belongs to the first rule that matches it (ISO/IEC 19757-3, 6.5).
    const nodes: CdaElement[] = [];
    for (const context of rule.contexts)
      for (const node of context(scope)) {
        if (taken.has(node)) continue;
        taken.add(node);
        nodes.push(node);
      }
    if (nodes.length === 0) continue;
    run.rulesFired += 1;
    run.documentRuleFired ||= rule.isOfDocument;
    run.fired += nodes.length;
    run.checked += nodes.length * rule.size;
    for (const node of nodes) {
      scope.current = node;
      for (const test of rule.tests) {
        if (test.holds(node, scope)) continue;
        findings.add('schematron', test.assertion.severity, () => ({
          rule: test.assertion.id,
          where: node.path,
          line: tree.endLine(node),
          message: test.message(node, scope),
          hint: rule.hint,
        }));
      }
    }
  }
}
