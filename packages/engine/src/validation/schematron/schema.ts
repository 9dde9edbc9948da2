import { XmlCData, type XmlDocument, XmlElement, XmlText, type XmlTreeNode } from 'libxml2-wasm';
import type { ArtefactIssue } from '../verdict.js';

// ISO/IEC 19757-3 (2016), and the older namespace of Schematron 1.5.
const NAMESPACES = new Set(['http://purl.oclc.org/dsdl/schematron', 'http://www.ascc.net/xml/schematron']);

export type MessagePart = string | { readonly select: string } | { readonly nameOf: string };

export interface Assertion {
  readonly id: string;
  /** An assert fails when its test is false, a report when it is true. */
  readonly failsWhen: boolean;
  readonly test: string;
  readonly severity: 'error' | 'warning';
  readonly message: readonly MessagePart[];
}

export interface Let {
  readonly name: string;
  readonly value: string;
  /** Schema and pattern lets are computed at the document's root, rule lets at the context node. */
  readonly atRoot: boolean;
}

export interface Rule {
  readonly id: string;
  readonly pattern: string;
  readonly context: string;
  readonly lets: readonly Let[];
  readonly assertions: readonly Assertion[];
}

export interface Pattern {
  readonly id: string;
  readonly lets: readonly Let[];
  /** Concrete rules in document order; the abstract ones they extend are already merged in. */
  readonly rules: readonly Rule[];
}

export interface Schema {
  /** Prefix to URI. */
  readonly namespaces: Readonly<Record<string, string>>;
  readonly lets: readonly Let[];
  readonly patterns: readonly Pattern[];
  readonly issues: readonly ArtefactIssue[];
}

const isSchematron = (node: XmlTreeNode): node is XmlElement =>
  node instanceof XmlElement && NAMESPACES.has(node.namespaceUri);

function children(element: XmlElement, name?: string): XmlElement[] {
  const found: XmlElement[] = [];
  for (let node = element.firstChild; node; node = node.next) {
    if (isSchematron(node) && (name === undefined || node.name === name)) found.push(node);
  }
  return found;
}

const attribute = (element: XmlElement, name: string): string | undefined => element.attr(name)?.value;

function readMessage(element: XmlElement): MessagePart[] {
  const parts: MessagePart[] = [];
  for (let node = element.firstChild; node; node = node.next) {
    if (node instanceof XmlText || node instanceof XmlCData) parts.push(node.content);
    else if (isSchematron(node) && node.name === 'value-of') parts.push({ select: attribute(node, 'select') ?? '.' });
    else if (isSchematron(node) && node.name === 'name') parts.push({ nameOf: attribute(node, 'path') ?? '.' });
    else if (node instanceof XmlElement) parts.push(...readMessage(node));
  }
  return parts;
}

const readLets = (element: XmlElement): Let[] =>
  children(element, 'let').map((l) => ({
    name: attribute(l, 'name') ?? '',
    value: attribute(l, 'value') ?? '.',
    atRoot: true,
  }));

/** Severity by the assertion's or rule's role, else by the phase that activates the pattern, else by the pattern's id. */
function severityOf(
  roles: readonly (string | undefined)[],
  phases: readonly string[],
  pattern: string,
): 'error' | 'warning' {
  for (const role of roles) {
    if (role !== undefined) return /^(warn|info|hint|caution)/i.test(role) ? 'warning' : 'error';
  }
  if (phases.length > 0) return phases.every((p) => /warn|note|info/i.test(p)) ? 'warning' : 'error';
  return /warnings?$/i.test(pattern) ? 'warning' : 'error';
}

/** Reads a Schematron document. What it uses beyond this reader's reach is listed in `issues`, never dropped silently. */
export function readSchema(document: XmlDocument): Schema {
  const root = document.root;
  const issues: ArtefactIssue[] = [];
  const namespaces: Record<string, string> = {};
  for (const ns of children(root, 'ns')) namespaces[attribute(ns, 'prefix') ?? ''] = attribute(ns, 'uri') ?? '';
  const phasesOf = new Map<string, string[]>();
  for (const phase of children(root, 'phase')) {
    for (const active of children(phase, 'active')) {
      const pattern = attribute(active, 'pattern') ?? '';
      phasesOf.set(pattern, [...(phasesOf.get(pattern) ?? []), attribute(phase, 'id') ?? '']);
    }
  }
  // Abstract rules may be extended from other patterns: HL7's file does so 50 times.
  const ruleById = new Map<string, XmlElement>();
  for (const pattern of children(root, 'pattern')) {
    for (const rule of children(pattern, 'rule')) {
      const id = attribute(rule, 'id');
      if (id !== undefined) ruleById.set(id, rule);
    }
  }
  for (const child of children(root)) {
    if (child.name === 'include' || child.name === 'extends')
      issues.push({ rule: `sch:${child.name}`, reason: 'inclusion of other Schematron files is not supported' });
  }

  const patterns: Pattern[] = [];
  for (const element of children(root, 'pattern')) {
    const patternId = attribute(element, 'id') ?? attribute(element, 'name') ?? `pattern-${patterns.length + 1}`;
    if (attribute(element, 'abstract') === 'true') continue;
    if (attribute(element, 'is-a') !== undefined) {
      issues.push({ rule: patternId, reason: 'abstract patterns (is-a) are not supported' });
      continue;
    }
    const phases = phasesOf.get(patternId) ?? [];
    const rules: Rule[] = [];
    for (const rule of children(element, 'rule')) {
      if (attribute(rule, 'abstract') === 'true') continue;
      const id = attribute(rule, 'id') ?? `${patternId}-rule-${rules.length + 1}`;
      const context = attribute(rule, 'context');
      if (context === undefined) {
        issues.push({ rule: id, reason: 'the rule has no context' });
        continue;
      }
      const lets: Let[] = [];
      const assertions: Assertion[] = [];
      const gather = (source: XmlElement, trail: readonly string[]): void => {
        for (const child of children(source)) {
          if (child.name === 'let') {
            lets.push({ name: attribute(child, 'name') ?? '', value: attribute(child, 'value') ?? '.', atRoot: false });
          } else if (child.name === 'assert' || child.name === 'report') {
            assertions.push({
              id: attribute(child, 'id') ?? `${id}-${child.name}-${assertions.length + 1}`,
              failsWhen: child.name === 'report',
              test: attribute(child, 'test') ?? 'true()',
              severity: severityOf([attribute(child, 'role'), attribute(rule, 'role')], phases, patternId),
              message: readMessage(child),
            });
          } else if (child.name === 'extends') {
            const target = attribute(child, 'rule') ?? '';
            const base = ruleById.get(target);
            if (!base || trail.includes(target)) {
              issues.push({
                rule: id,
                reason: base ? 'rules extend each other in a circle' : `extends unknown rule ${target}`,
              });
            } else gather(base, [...trail, target]);
          }
        }
      };
      gather(rule, [id]);
      rules.push({ id, pattern: patternId, context, lets, assertions });
    }
    patterns.push({ id: patternId, lets: readLets(element), rules });
  }
  return { namespaces, lets: readLets(root), patterns, issues };
}
