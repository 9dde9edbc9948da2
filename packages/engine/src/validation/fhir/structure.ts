import { Decimal } from '../../base/decimal.js';
import type { ElementInfo } from '../../chart/elements.js';
import { isPrimitive } from '../../chart/elements.js';
import { type Binding, type Definition, definitionOf } from './definitions.js';
import type { PathScope } from './path-evaluator.js';
import { primitiveFault } from './primitive-formats.js';
import { RULE_TEXTS, type StructureRule } from './rule-texts.js';
import type { FhirFindings } from './verdict.js';

export type Json = Readonly<Record<string, unknown>>;

export const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Decimal);

/** What the walk tells of each resource and reference that it meets, besides its findings. */
export interface Visitor {
  reference(reference: Json, targets: readonly string[] | undefined, path: string, resource: Json): void;
  /** A resource whose structure was walked; `root` is itself unless it is contained. */
  resource(resource: Json, path: string, root: Json): void;
}

/** Walks one resource with all that it holds and reports what FHIR R4 does not allow. */
export class StructureWalk {
  line = 0;

  /** `shells`: of the resources of a bundle only the references are looked at, because they are checked elsewhere. */
  constructor(
    private readonly findings: FhirFindings,
    private readonly visitor: Visitor,
    private readonly shells = false,
  ) {}

  resource(value: unknown, path: string, root: Json | null): void {
    if (!isObject(value) || typeof value.resourceType !== 'string') {
      this.tell('resource-type-missing', path);
      return;
    }
    const type = value.resourceType;
    const definition = definitionOf(type);
    if (!definition?.elements.has('implicitRules')) {
      if (/^[A-Z][A-Za-z]+$/.test(type))
        this.findings.leaveOut('a resource type', 'its definition is not in the tables');
      else this.tell('resource-type-unknown', path);
      return;
    }
    const scope: PathScope = { resource: value, root: root ?? value };
    if (root === null) this.findings.resources[type] = (this.findings.resources[type] ?? 0) + 1;
    this.object(value, definition, path, scope);
    this.domain(value, path, root);
    this.visitor.resource(value, path, scope.root);
  }

  private references(value: Json, path: string, root: Json): void {
    if (typeof value.reference === 'string') this.visitor.reference(value, undefined, path, root);
    for (const key of Object.keys(value)) {
      const member = value[key];
      if (Array.isArray(member))
        member.forEach((item, i) => {
          if (isObject(item)) this.references(item, `${path}.${key}[${i}]`, root);
        });
      else if (isObject(member)) this.references(member, `${path}.${key}`, root);
    }
  }

  /** dom-2 to dom-5: what a contained resource may not have (R4 domainresource). */
  private domain(resource: Json, path: string, root: Json | null): void {
    const contained = Array.isArray(resource.contained) ? resource.contained : [];
    if (root !== null) {
      if (contained.length > 0) this.tell('dom-2', path);
      const meta = isObject(resource.meta) ? resource.meta : {};
      if (meta.versionId !== undefined || meta.lastUpdated !== undefined) this.tell('dom-4', path);
      if (meta.security !== undefined) this.tell('dom-5', path);
      return;
    }
    if (contained.length === 0) return;
    const named = new Set<string>();
    namedInside(resource, named);
    contained.forEach((inner, i) => {
      if (!isObject(inner)) return;
      const pointsOut = JSON.stringify(inner).includes('"reference":"#"');
      if (!named.has(`#${String(inner.id)}`) && !pointsOut) this.tell('dom-3', `${path}.contained[${i}]`);
    });
  }

  private object(value: Json, definition: Definition, path: string, scope: PathScope): void {
    let content = 0;
    for (const key of Object.keys(value)) {
      if (key === 'resourceType' && definition.elements.has('implicitRules')) continue;
      if (key !== 'id') content++;
      const beside = key.startsWith('_');
      const name = beside ? key.slice(1) : key;
      const info = definition.elements.get(name);
      if (info === undefined || (beside && !isPrimitive(info.type))) {
        this.tell('element-unknown', `${path}.${isName(key) ? key : '(a name)'}`);
        continue;
      }
      this.member(value[key], beside ? ELEMENT : info, `${path}.${key}`, scope, beside, value, definition, name);
    }
    if (content === 0 && !definition.elements.has('implicitRules')) this.tell('ele-1', path);
    for (const { name, anyOf } of definition.mandatory)
      if (!anyOf.some((one) => value[one] !== undefined || value[`_${one}`] !== undefined))
        this.tell('element-missing', `${path}.${name.replace('[x]', '')}`);
    for (const { base, names } of definition.choices)
      if (names.filter((one) => value[one] !== undefined || value[`_${one}`] !== undefined).length > 1)
        this.tell('choice-twice', `${path}.${base}`);
    for (const rule of definition.rules) this.ask(rule, value, path, scope);
  }

  private member(
    value: unknown,
    info: ElementInfo,
    path: string,
    scope: PathScope,
    beside: boolean,
    owner: Json,
    definition: Definition,
    name: string,
  ): void {
    const isList = beside ? (definition.elements.get(name)?.isList ?? false) : info.isList;
    if (Array.isArray(value) !== isList) {
      this.tell(isList ? 'not-a-list' : 'a-list', path);
      return;
    }
    if (!Array.isArray(value)) {
      this.item(value, info, path, scope, definition, name, beside);
      return;
    }
    if (value.length === 0) this.tell('list-empty', path);
    const other = owner[beside ? name : `_${name}`];
    value.forEach((item, i) => {
      // null keeps the place of an item whose other half says something (R4 json, 2.6.2.2).
      if (item === null && isPrimitive(definition.elements.get(name)?.type ?? '')) {
        const half = Array.isArray(other) ? other[i] : undefined;
        if ((half === undefined || half === null) && !beside) this.tell('null-alone', `${path}[${i}]`);
        return;
      }
      this.item(item, info, `${path}[${i}]`, scope, definition, name, beside);
    });
  }

  private item(
    value: unknown,
    info: ElementInfo,
    path: string,
    scope: PathScope,
    definition: Definition,
    name: string,
    beside: boolean,
  ): void {
    if (value === null) {
      this.tell('null-alone', path);
      return;
    }
    if (!beside) for (const rule of definition.itemRules.get(name) ?? []) this.ask(rule, value, path, scope);
    const { type } = info;
    if (type === 'Resource') {
      if (this.shells && scope.resource.resourceType === 'Bundle') {
        if (isObject(value)) this.references(value, path, value);
        return;
      }
      // In a bundle each resource stands for itself; elsewhere it is contained.
      const held = scope.resource.resourceType === 'Bundle' ? null : scope.root;
      this.resource(value, path, held);
      return;
    }
    if (isPrimitive(type)) {
      this.primitive(value, info, path, definition.bindings.get(name));
      return;
    }
    const inner = definitionOf(type);
    if (inner === null) {
      this.findings.leaveOut(`elements of type ${type}`, 'the definition of the type is not in the tables');
      return;
    }
    if (!isObject(value)) {
      this.tell('not-an-object', path);
      return;
    }
    if (inner.elements.has('implicitRules')) {
      this.resource(value, path, null);
      return;
    }
    this.object(value, inner, path, scope);
    if (type === 'Extension') this.extension(value, path);
    if (type === 'Narrative') this.narrative(value.div, path);
    if (type === 'Reference') this.visitor.reference(value, info.targets, path, scope.root);
    const binding = definition.bindings.get(name);
    if (binding !== undefined) this.concept(value, type, path, binding);
  }

  private primitive(value: unknown, info: ElementInfo, path: string, binding: Binding | undefined): void {
    const fault = primitiveFault(info.type, value);
    if (fault !== null) {
      this.tell(fault === 'kind' ? 'wrong-type' : value === '' ? 'ele-1' : 'format', path, info.type);
      return;
    }
    if (typeof value !== 'string') return;
    if (info.codes !== undefined && !info.codes.includes(value)) this.tell('code-not-in-binding', path);
    else if (binding !== undefined && !binding.codes.has(value)) this.tell('code-not-in-binding', path);
  }

  /** A concept with a required binding needs one coding of it; text alone or an extension alone is let through as absent. */
  private concept(value: Json, type: string, path: string, binding: Binding): void {
    const codings = type === 'Coding' ? [value] : Array.isArray(value.coding) ? (value.coding as Json[]) : [];
    const fits = codings.some((c) => binding.bySystem.get(String(c?.system))?.has(String(c?.code)) === true);
    if (fits) return;
    if (codings.length === 0 && value.extension !== undefined) return;
    this.tell('code-not-in-binding', path);
  }

  private extension(value: Json, path: string): void {
    const valued = Object.keys(value).some((key) => /^_?value[A-Z]/.test(key));
    if (valued === (value.extension !== undefined)) this.tell('ext-1', path);
    const url = value.url;
    // Inside another extension a url is a plain name.
    if (
      typeof url === 'string' &&
      !/\.extension\[\d+\]\.extension\[\d+\]$/.test(path) &&
      !/^[a-z][a-z0-9+.-]*:/i.test(url)
    )
      this.tell('extension-url', path);
  }

  /** txt-1 and txt-2: basic XHTML with something in it. Not a whole XHTML parser: see NEVER_COVERED. */
  private narrative(div: unknown, path: string): void {
    if (typeof div !== 'string') return;
    if (
      !/^\s*<div[\s>]/.test(div) ||
      /<\s*(script|style|link|form|input|iframe|object|embed|base|head|body)\b/i.test(div)
    )
      this.tell('txt-1', `${path}.div`);
    else if (/\son[a-z]+\s*=/i.test(div.replaceAll(/>[^<]*</g, '><'))) this.tell('txt-1', `${path}.div`);
    else if (div.replaceAll(/<[^>]*>/g, '').trim() === '' && !/<img\b/.test(div)) this.tell('txt-2', `${path}.div`);
  }

  private ask(rule: Definition['rules'][number], value: unknown, path: string, scope: PathScope): void {
    this.findings.fired++;
    const answer = rule.holds(value, scope);
    if (answer === null) this.findings.undecided++;
    if (answer !== false) return;
    this.findings.add({
      layer: 'fhir-structure',
      severity: rule.severity,
      rule: rule.key,
      where: path,
      line: this.line,
      message: `The invariant ${rule.key} of FHIR R4 does not hold.`,
      hint: `It asks: ${rule.expression}`,
    });
  }

  tell(rule: StructureRule, where: string, type?: string): void {
    const { layer, severity, message, hint } = RULE_TEXTS[rule];
    this.findings.add({
      layer,
      severity,
      rule,
      where,
      line: this.line,
      message: type === undefined ? message : `${message} (${type})`,
      hint,
    });
  }
}

const ELEMENT: ElementInfo = { type: 'Element', isList: false };
const isName = (key: string): boolean => /^_?[A-Za-z][A-Za-z0-9]{0,60}$/.test(key);

function namedInside(value: unknown, into: Set<string>): void {
  if (Array.isArray(value)) for (const item of value) namedInside(item, into);
  else if (isObject(value))
    for (const [key, member] of Object.entries(value)) {
      // Canonical and uri elements may name a contained resource too (dom-3).
      if (typeof member === 'string' && member.startsWith('#')) into.add(member);
      else if (typeof member === 'object' && key !== 'text') namedInside(member, into);
    }
}
