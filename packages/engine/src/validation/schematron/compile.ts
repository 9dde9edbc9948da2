import { XmlDocument, XmlXPath } from 'libxml2-wasm';
import type { ArtefactIssue } from '../verdict.js';
import { contextNames, templateContext } from './rule-context.js';
import type { Assertion, Let, Rule, Schema } from './schema.js';
import { compileTreePattern, type TreePattern } from './tree-pattern.js';
import {
  type Lookup,
  onlyCompared,
  patternToPath,
  rewriteLookups,
  staticProblem,
  UnsupportedExpression,
  unionBranches,
  variablesOf,
} from './xpath-text.js';

/** Elements that carry a template id, found through an index instead of a walk over the document, and a path from there. */
export interface TemplateContext {
  readonly kind: 'template';
  readonly element: string;
  readonly root: string;
  /** null: any extension, or none. */
  readonly extension: string | null;
  /** null: the carrying element itself. */
  readonly rest: XmlXPath | null;
}

export interface PathContext {
  readonly kind: 'path';
  readonly path: XmlXPath;
}

export type RuleContext = TemplateContext | PathContext;

/** A text with variables has to be compiled again for each set of values; `fixed` is null then. */
export interface CompiledTest {
  readonly assertion: Assertion;
  /** Rewritten, as one boolean that is true when the assertion holds. */
  readonly text: string;
  readonly fixed: XmlXPath | null;
  readonly variables: readonly string[];
  /** Variables for which a node-set of one node may be given by its text. */
  readonly comparedOnly: ReadonlySet<string>;
}

export interface CompiledRule {
  readonly id: string;
  readonly contexts: readonly RuleContext[];
  /** Local names that the context can select; null when any. Two rules without a common name cannot meet on a node. */
  readonly names: ReadonlySet<string> | null;
  readonly lets: readonly Let[];
  readonly tests: readonly CompiledTest[];
  /** All tests without variables of one severity in one expression: true when each holds. null when there is none. */
  readonly all: Readonly<Record<Assertion['severity'], XmlXPath | null>>;
}

export interface CompiledPattern {
  readonly id: string;
  /** The pattern over a DocumentTree; null where one of its expressions only libxml2 can run. */
  readonly onTree: TreePattern | null;
  /** The pattern for libxml2, compiled when it is first asked for: a pattern that runs on the tree seldom is. */
  rules(): readonly CompiledRule[];
}

export interface CompiledSchema {
  readonly namespaces: Readonly<Record<string, string>>;
  readonly patterns: readonly CompiledPattern[];
  readonly issues: readonly ArtefactIssue[];
  compile(expression: string): XmlXPath;
  dispose(): void;
}

/** Compiles every expression once; what cannot be compiled becomes an artefact issue and is left out. */
export function compileSchema(schema: Schema, readLookup: Lookup): CompiledSchema {
  const lookup = remembered(readLookup);
  const issues: ArtefactIssue[] = [...schema.issues];
  const owned: XmlXPath[] = [];
  const probe = XmlDocument.fromString('<probe/>');

  const compile = (expression: string): XmlXPath => {
    // Namespaces are registered anew at each evaluation, so only those that occur are given.
    const used = Object.entries(schema.namespaces).filter(([prefix]) => expression.includes(`${prefix}:`));
    return XmlXPath.compile(expression, Object.fromEntries(used));
  };
  const keep = (expression: string): XmlXPath => {
    const problem = staticProblem(expression, schema.namespaces);
    if (problem !== null) throw new UnsupportedExpression(problem);
    const compiled = compile(expression);
    owned.push(compiled);
    probe.eval(compiled);
    return compiled;
  };
  const guarded = <T>(rule: string, make: () => T): T | null => {
    try {
      return make();
    } catch (error) {
      issues.push({
        rule,
        reason: error instanceof UnsupportedExpression ? error.message : 'the expression does not compile',
      });
      return null;
    }
  };

  const compileTest = (assertion: Assertion): CompiledTest => {
    const rewritten = rewriteLookups(assertion.test, lookup);
    const text = assertion.failsWhen ? `not(${rewritten})` : `boolean(${rewritten})`;
    const variables = [...variablesOf(text)];
    for (const part of assertion.message) {
      if (typeof part === 'string') continue;
      // A message that cannot be computed must not hide its assertion; it is checked when it is needed.
      const expression = 'nameOf' in part ? part.nameOf : part.select;
      const problem = guarded(assertion.id, () => staticProblem(expression, schema.namespaces));
      if (problem && !problem.startsWith('undeclared variable'))
        issues.push({ rule: assertion.id, reason: `message: ${problem}` });
    }
    return {
      assertion,
      text,
      fixed: variables.length === 0 ? keep(text) : null,
      variables,
      comparedOnly: new Set(variables.filter((v) => onlyCompared(text, v))),
    };
  };

  const compileRule = (rule: Rule, outerLets: readonly Let[]): CompiledRule | null => {
    const contexts = guarded(rule.id, () =>
      unionBranches(rule.context).map((branch) => compileContext(branch, schema.namespaces, keep)),
    );
    if (!contexts) return null;
    const tests: CompiledTest[] = [];
    for (const assertion of rule.assertions) {
      const test = guarded(assertion.id, () => compileTest(assertion));
      if (test) tests.push(test);
    }
    // HL7's file has 104 tests that are just `.`: they hold at every node.
    const fixed = tests.filter((t) => t.fixed !== null && t.text !== 'boolean(.)');
    const together = (severity: Assertion['severity']): XmlXPath | null => {
      const texts = fixed.filter((t) => t.assertion.severity === severity).map((t) => t.text);
      return texts.length === 0 ? null : keep(texts.join(' and '));
    };
    // Apart, because documents without errors have warnings: then only the few tests of warnings are evaluated one by one.
    const all = { error: together('error'), warning: together('warning') };
    return { id: rule.id, contexts, names: contextNames(rule.context), lets: [...outerLets, ...rule.lets], tests, all };
  };

  const patterns = schema.patterns.map((pattern): CompiledPattern => {
    const onTree = compileTreePattern(pattern, schema, lookup);
    let rules: readonly CompiledRule[] | null = null;
    const compiled = (): readonly CompiledRule[] => {
      rules ??= pattern.rules.flatMap((rule) => compileRule(rule, [...schema.lets, ...pattern.lets]) ?? []);
      return rules;
    };
    // What cannot be compiled is known from the start.
    if (!onTree) compiled();
    return { id: pattern.id, onTree, rules: compiled };
  });
  return {
    namespaces: schema.namespaces,
    patterns,
    issues,
    compile,
    dispose: () => {
      probe.dispose();
      for (const expression of owned) expression.dispose();
    },
  };
}

function compileContext(
  branch: string,
  namespaces: Readonly<Record<string, string>>,
  keep: (expression: string) => XmlXPath,
): RuleContext {
  const context = templateContext(branch, namespaces);
  if (context) {
    const { element, root, extension, rest } = context;
    return { kind: 'template', element, root, extension, rest: rest === '' ? null : keep(`self::*${rest}`) };
  }
  if (variablesOf(branch).size > 0) throw new UnsupportedExpression('a variable in a rule context');
  return { kind: 'path', path: keep(patternToPath(branch)) };
}

/** Patterns may be compiled for libxml2 when the files that are looked up in are closed; they have been compiled for the tree before. */
function remembered(lookup: Lookup): Lookup {
  const known = new Map<string, readonly string[]>();
  return (file, path) => {
    const key = `${file}\u0000${path}`;
    const values = known.get(key) ?? lookup(file, path);
    known.set(key, values);
    return values;
  };
}
