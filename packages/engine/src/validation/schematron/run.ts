import { XmlAttribute, type XmlDocument, XmlElement, type XmlNode, type XmlXPath } from 'libxml2-wasm';
import { exactPath, nodeLine, nodePath } from '../node-path.js';
import type { DocumentTree } from '../own/document-tree.js';
import type { ArtefactIssue, FindingList } from '../verdict.js';
import type { CompiledRule, CompiledSchema, CompiledTest, RuleContext } from './compile.js';
import { hintFor } from './rule-context.js';
import type { Let } from './schema.js';
import { type PatternRun, runOnTree } from './tree-pattern.js';
import { literal, substitute, UnsupportedExpression, variablesOf } from './xpath-text.js';

export interface SchematronRun {
  /** (rule, context node) pairs. */
  readonly fired: number;
  /** Distinct rules among them. */
  readonly rulesFired: number;
  /** (assertion, context node) pairs. */
  readonly checked: number;
  /** False: no rule applies to the document as a whole, so that few errors prove little. */
  readonly documentRuleFired: boolean;
  readonly notEvaluated: readonly ArtefactIssue[];
}

/** template id root -> elements that carry it, with the extension. */
type TemplateIndex = ReadonlyMap<
  string,
  readonly { readonly extension: string; readonly owner: XmlElement; readonly name: string }[]
>;

const CDA = 'urn:hl7-org:v3';
const MOST_CACHED = 2000;

/** Runs one compiled Schematron over documents. Keeps compiled variants of expressions with variables, up to a bound. */
export class SchematronRunner {
  private readonly variants = new Map<string, XmlXPath>();
  private readonly templateIds: XmlXPath;
  /** Variables of each expression of the schema that was asked for: as many as the schema has, not the documents. */
  private readonly variableNames = new Map<string, ReadonlySet<string>>();

  constructor(readonly schema: CompiledSchema) {
    this.templateIds = schema.compile("//*[local-name()='templateId' and namespace-uri()='urn:hl7-org:v3']");
  }

  dispose(): void {
    for (const expression of this.variants.values()) expression.dispose();
    this.variants.clear();
    this.templateIds.dispose();
    this.schema.dispose();
  }

  /**
   * Runs it over one document, given twice: as libxml2 parsed it, and as a tree, over which the patterns run that can. Without a tree
   * libxml2 runs all of them, to the same result.
   */
  run(document: XmlDocument, tree: DocumentTree | null, findings: FindingList): SchematronRun {
    let index: TemplateIndex | null = null;
    const broken = new Map<string, ArtefactIssue>();
    const run: PatternRun = { fired: 0, rulesFired: 0, checked: 0, documentRuleFired: false };
    for (const pattern of this.schema.patterns) {
      if (tree && pattern.onTree) {
        runOnTree(pattern.onTree, tree, findings, run);
        continue;
      }
      index ??= this.indexTemplates(document);
      const earlier: { names: ReadonlySet<string> | null; nodes: readonly XmlNode[] }[] = [];
      for (const rule of pattern.rules()) {
        let nodes = contextNodes(rule.contexts, document, index);
        // Within a pattern a node belongs to the first rule that matches it (ISO/IEC 19757-3, 6.5).
        for (const one of earlier) {
          if (nodes.length > 0 && mayMeet(one.names, rule.names)) nodes = without(nodes, one.nodes);
        }
        if (nodes.length === 0) continue;
        earlier.push({ names: rule.names, nodes });
        run.rulesFired += 1;
        run.documentRuleFired ||= rule.names?.has('ClinicalDocument') === true;
        run.fired += nodes.length;
        run.checked += nodes.length * rule.tests.length;
        for (const node of nodes) this.checkNode(rule, node, document, findings, broken);
      }
    }
    return { ...run, notEvaluated: [...broken.values()] };
  }

  private indexTemplates(document: XmlDocument): TemplateIndex {
    const index = new Map<string, { extension: string; owner: XmlElement; name: string }[]>();
    for (const id of document.find(this.templateIds)) {
      const owner = id.parent;
      const root = id instanceof XmlElement ? id.attr('root')?.value : undefined;
      if (!(id instanceof XmlElement) || !owner || root === undefined) continue;
      const name = owner.namespaceUri === CDA ? owner.name : '';
      const entry = { extension: id.attr('extension')?.value ?? '', owner, name };
      const list = index.get(root);
      if (list) list.push(entry);
      else index.set(root, [entry]);
    }
    return index;
  }

  private checkNode(
    rule: CompiledRule,
    node: XmlNode,
    document: XmlDocument,
    findings: FindingList,
    broken: Map<string, ArtefactIssue>,
  ): void {
    const allHold = { error: holds(rule.all.error, node), warning: holds(rule.all.warning, node) };
    const values = new LetValues(this, rule.lets, node, document);
    for (const test of rule.tests) {
      if (test.fixed && allHold[test.assertion.severity]) continue;
      try {
        const expression = test.fixed ?? this.variant(test, values);
        if (node.eval(expression) === true) continue;
      } catch (error) {
        const reason = error instanceof UnsupportedExpression ? error.message : 'the expression failed at run time';
        broken.set(test.assertion.id, { rule: test.assertion.id, reason });
        continue;
      }
      findings.add('schematron', test.assertion.severity, () => ({
        rule: test.assertion.id,
        where: nodePath(node),
        line: nodeLine(node),
        message: this.message(test, node, values),
        hint: hintFor(rule.contexts.map((one) => (one.kind === 'template' ? one : null))),
      }));
    }
  }

  /** The test with the variables of this node put in, compiled. */
  private variant(test: CompiledTest, values: LetValues): XmlXPath {
    const given = new Map<string, string>();
    for (const name of test.variables) given.set(name, values.expression(name, test.comparedOnly.has(name)));
    return this.compiled(test.text, given);
  }

  /** The text with the values put in, compiled; from the cache where it is there. */
  compiled(text: string, given: ReadonlyMap<string, string>): XmlXPath {
    const key = given.size === 0 ? text : [text, ...given].join('\u0000');
    const known = this.variants.get(key);
    if (known) return known;
    if (this.variants.size >= MOST_CACHED) {
      const [oldest, expression] = this.variants.entries().next().value!;
      this.variants.delete(oldest);
      expression.dispose();
    }
    const expression = this.schema.compile(substitute(text, given));
    this.variants.set(key, expression);
    return expression;
  }

  variables(expression: string): ReadonlySet<string> {
    let names = this.variableNames.get(expression);
    if (!names) {
      names = variablesOf(expression);
      this.variableNames.set(expression, names);
    }
    return names;
  }

  private message(test: CompiledTest, node: XmlNode, values: LetValues): string {
    let text = '';
    for (const part of test.assertion.message) {
      if (typeof part === 'string') text += part;
      else {
        try {
          if ('nameOf' in part) text += values.first(part.nameOf, node)?.name ?? '';
          else text += values.shown(part.select, node);
        } catch {
          text += '(not computed)';
        }
      }
    }
    return text.replace(/\s+/g, ' ').trim();
  }
}

/** The variables of one rule at one node, computed when they are first asked for. */
class LetValues {
  private readonly done = new Map<string, LetValue>();

  constructor(
    private readonly runner: SchematronRunner,
    private readonly lets: readonly Let[],
    private readonly node: XmlNode,
    private readonly document: XmlDocument,
  ) {}

  /** An expression that may replace `$name`. `compared`: the text of a single node will do. */
  expression(name: string, compared: boolean): string {
    if (name === 'current()') return exactPath(this.node);
    let value = this.done.get(name);
    if (!value) {
      // Later definitions win, as an inner one hides an outer one.
      const definition = this.lets.findLast((l) => l.name === name);
      if (!definition) throw new UnsupportedExpression(`undeclared variable $${name}`);
      value = this.compute(definition);
      this.done.set(name, value);
    }
    return compared && value.text !== null ? value.text : value.node();
  }

  private compute(definition: Let): LetValue {
    const result = this.evaluate(
      definition.value,
      definition.atRoot ? (this.document.get('/') ?? this.node) : this.node,
      definition.name,
    );
    if (typeof result === 'string') return same(literal(result));
    if (typeof result === 'number') return same(Number.isFinite(result) ? `(${plainNumber(result)})` : "number('-')");
    if (typeof result === 'boolean') return same(result ? 'true()' : 'false()');
    if (result.length === 0) return { node: () => '(/..)', text: null };
    let text: string | null = null;
    if (result.length === 1) {
      const content = result[0]!.content;
      text = content.includes("'") && content.includes('"') ? null : literal(content);
    }
    return { node: () => `(${result.map(exactPath).join('|')})`, text };
  }

  evaluate(expression: string, node: XmlNode, within?: string): XmlNode[] | string | number | boolean {
    const given = new Map<string, string>();
    for (const name of this.runner.variables(expression)) {
      if (name === within) throw new UnsupportedExpression(`variable $${name} refers to itself`);
      given.set(name, this.expression(name, false));
    }
    return node.eval(this.runner.compiled(expression, given));
  }

  first(expression: string, node: XmlNode): XmlElement | XmlAttribute | null {
    const result = this.evaluate(expression, node);
    const one = Array.isArray(result) ? result[0] : undefined;
    return one instanceof XmlElement || one instanceof XmlAttribute ? one : null;
  }

  /** Text for a message: only template ids are quoted, everything else might be a patient's. */
  shown(expression: string, node: XmlNode): string {
    const result = this.evaluate(expression, node);
    if (!Array.isArray(result)) return typeof result === 'string' ? '(not shown)' : String(result);
    const one = result[0];
    if (one === undefined) return '';
    return one instanceof XmlAttribute && one.parent?.name === 'templateId' ? one.value : '(not shown)';
  }
}

/** A let as expression text: `node` may stand anywhere, `text` only where it is compared; null when it is not one text. */
interface LetValue {
  readonly node: () => string;
  readonly text: string | null;
}

const same = (text: string): LetValue => ({ node: () => text, text });
const plainNumber = (n: number): string => (Math.abs(n) >= 1e21 || /e/i.test(String(n)) ? n.toFixed(20) : String(n));

function contextNodes(contexts: readonly RuleContext[], document: XmlDocument, index: TemplateIndex): XmlNode[] {
  let nodes: XmlNode[] = [];
  for (const context of contexts) {
    let found: XmlNode[] = [];
    const lines: number[] = [];
    if (context.kind === 'path') {
      const result = document.eval(context.path);
      if (Array.isArray(result)) found = result;
    } else {
      for (const entry of index.get(context.root) ?? []) {
        if (entry.name !== context.element) continue;
        if (context.extension !== null && entry.extension !== context.extension) continue;
        // An element may carry the id twice, with other elements that carry it in between.
        const { line } = entry.owner;
        if (found.some((one, i) => lines[i] === line && one.isSameNode(entry.owner))) continue;
        found.push(entry.owner);
        lines.push(line);
      }
      if (context.rest) found = found.flatMap((owner) => owner.find(context.rest!));
    }
    nodes = nodes.length === 0 ? found : [...nodes, ...without(found, nodes)];
  }
  return nodes;
}

/** Whether a rule's tests of one severity hold together; false where that cannot be told, so that each is asked. */
function holds(all: XmlXPath | null, node: XmlNode): boolean {
  try {
    return all === null || node.eval(all) === true;
  } catch {
    return false;
  }
}

const mayMeet = (a: ReadonlySet<string> | null, b: ReadonlySet<string> | null): boolean =>
  a === null || b === null || [...a].some((name) => b.has(name));

/** `nodes` that are not among `taken`. Lines are compared first because identity costs a call for each pair. */
function without(nodes: readonly XmlNode[], taken: readonly XmlNode[]): XmlNode[] {
  if (taken.length === 0 || nodes.length === 0) return [...nodes];
  const byLine = new Map<number, XmlNode[]>();
  for (const node of taken) {
    const list = byLine.get(node.line);
    if (list) list.push(node);
    else byLine.set(node.line, [node]);
  }
  return nodes.filter((node) => !byLine.get(node.line)?.some((other) => other.isSameNode(node)));
}
