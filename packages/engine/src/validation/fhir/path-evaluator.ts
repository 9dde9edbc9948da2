import { Decimal } from '../../base/decimal.js';
import { compareValues } from './path-order.js';
import { type PathNode, parsePath, UnknownPath } from './path-syntax.js';

type Items = readonly unknown[];
type Json = Readonly<Record<string, unknown>>;

/** What an expression may refer to besides its focus. */
export interface PathScope {
  /** `%resource`: the resource that holds the focus. */
  readonly resource: Json;
  /** `%rootResource`: the same, or the resource that contains it. */
  readonly root: Json;
}

/** A scope that remembers whether a comparison had no answer. */
interface Run extends PathScope {
  undecided: boolean;
}

/** True, false, or null where the values leave it open (dates of unlike precision, units that differ). Nothing at all counts as false. */
export type Invariant = (focus: unknown, scope: PathScope) => boolean | null;

type Evaluate = (focus: Items, scope: Run, self: unknown) => Items;

/**
 * Compiles an invariant: FHIRPath as HL7's definitions use it. Throws {@link UnknownPath} for functions that need a server or a
 * terminology (`resolve`, `memberOf`, `conformsTo`) and for syntax beyond.
 */
export function compileInvariant(text: string, choices: ReadonlySet<string>): Invariant {
  const evaluate = compile(parsePath(text), choices);
  return (focus, scope) => {
    const run: Run = { resource: scope.resource, root: scope.root, undecided: false };
    return truth(evaluate([focus], run, focus)) ?? (run.undecided ? null : false);
  };
}

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Decimal);

const truth = (items: Items): boolean | null =>
  items.length === 0 ? null : items.length === 1 && typeof items[0] === 'boolean' ? items[0] : true;
const said = (value: boolean | null): Items => (value === null ? [] : [value]);

/** Suffixes of a choice: the names of FHIR's types. `periodUnit` is no choice of `period`. */
const TYPE_SUFFIX =
  /^(Base64Binary|Boolean|Canonical|Code|Date|DateTime|Decimal|Id|Instant|Integer|Markdown|Oid|PositiveInt|String|Time|UnsignedInt|Uri|Url|Uuid|Address|Age|Annotation|Attachment|CodeableConcept|Coding|ContactPoint|Count|Distance|Duration|HumanName|Identifier|Money|Period|Quantity|Range|Ratio|Reference|SampledData|Signature|Timing|ContactDetail|Contributor|DataRequirement|Expression|ParameterDefinition|RelatedArtifact|TriggerDefinition|UsageContext|Dosage|Meta)$/;

/** Members called `name`; the element beside a primitive (`_name`) stands for one that has no value. */
function membersOf(item: unknown, name: string, choices: ReadonlySet<string>): unknown[] {
  if (!isObject(item)) return [];
  const found: unknown[] = [];
  const add = (key: string): boolean => {
    const value = item[key];
    const beside = item[`_${key}`];
    if (value === undefined && beside === undefined) return false;
    const values = Array.isArray(value) ? value : [value];
    const besides = Array.isArray(beside) ? beside : [beside];
    for (let i = 0; i < Math.max(values.length, besides.length); i++) {
      const one = values[i] ?? besides[i];
      if (one !== undefined && one !== null) found.push(one);
    }
    return true;
  };
  if (add(name) || !choices.has(name)) return found;
  for (const key of Object.keys(item)) {
    const plain = key.startsWith('_') ? key.slice(1) : key;
    if (plain.startsWith(name) && TYPE_SUFFIX.test(plain.slice(name.length)) && add(plain)) break;
  }
  return found;
}

function descendantsOf(item: unknown, into: unknown[] = []): unknown[] {
  if (!isObject(item)) return into;
  for (const member of Object.values(item))
    for (const one of Array.isArray(member) ? member : [member])
      if (one !== null && one !== undefined) {
        into.push(one);
        descendantsOf(one, into);
      }
  return into;
}

/** Equality of values, objects by content, decimals by value. */
export function sameValue(a: unknown, b: unknown): boolean {
  if (isObject(a) && isObject(b)) {
    const keys = Object.keys(a);
    return keys.length === Object.keys(b).length && keys.every((key) => key in b && sameValue(a[key], b[key]));
  }
  if (Array.isArray(a) && Array.isArray(b)) return a.length === b.length && a.every((item, i) => sameValue(item, b[i]));
  return typeof a === 'boolean' || typeof b === 'boolean' ? a === b : compareValues(a, b) === 0;
}

/** Texts by a set: a bundle may have a hundred thousand fullUrls. */
function distinct(items: Items): readonly unknown[] {
  if (items.every((item) => typeof item === 'string')) return [...new Set(items)];
  return items.filter((item, i) => !items.slice(0, i).some((earlier) => sameValue(earlier, item)));
}

/** Whether an item is of a type: resources by name, System types by their JSON kind. */
function isOfType(item: unknown, type: string): boolean {
  switch (type.toLowerCase()) {
    case 'boolean':
      return typeof item === 'boolean';
    case 'string':
      return typeof item === 'string';
    case 'decimal':
    case 'integer':
      return item instanceof Decimal || typeof item === 'number';
    default:
      return isObject(item) && item.resourceType === type;
  }
}

const typeName = (node: PathNode | undefined): string => {
  if (node?.kind !== 'member' || node.of !== null) throw new UnknownPath('type name');
  return node.name;
};

function compile(node: PathNode, choices: ReadonlySet<string>): Evaluate {
  switch (node.kind) {
    case 'literal': {
      const { value } = node;
      const items = [typeof value === 'number' ? Decimal.parse(String(value)) : value];
      return () => items;
    }
    case 'empty':
      return () => [];
    case 'this':
      return (_focus, _scope, self) => [self];
    case 'constant':
      return constant(node.name);
    case 'member': {
      const { name } = node;
      const of = node.of === null ? null : compile(node.of, choices);
      return (focus, scope, self) => {
        const items = of === null ? focus : of(focus, scope, self);
        if (of === null && items.length === 1 && isObject(items[0]) && items[0].resourceType === name) return items;
        return items.flatMap((item) => membersOf(item, name, choices));
      };
    }
    case 'call':
      return call(node, choices);
    case 'binary':
      return binary(node, choices);
  }
}

function constant(name: string): Evaluate {
  switch (name) {
    case 'ucum':
      return () => ['http://unitsofmeasure.org'];
    case 'resource':
      return (_focus, scope) => [scope.resource];
    case 'rootResource':
      return (_focus, scope) => [scope.root];
    default:
      throw new UnknownPath(`%${name}`);
  }
}

function binary(node: Extract<PathNode, { kind: 'binary' }>, choices: ReadonlySet<string>): Evaluate {
  const { operator } = node;
  const left = compile(node.left, choices);
  if (operator === 'is' || operator === 'as') {
    const type = typeName(node.right);
    return operator === 'is'
      ? (f, s, self) => left(f, s, self).map((item) => isOfType(item, type))
      : (f, s, self) => left(f, s, self).filter((item) => isOfType(item, type));
  }
  const right = compile(node.right, choices);
  const logic = (decide: (a: boolean | null, b: () => boolean | null) => boolean | null): Evaluate => {
    return (f, s, self) => said(decide(truth(left(f, s, self)), () => truth(right(f, s, self))));
  };
  const order = (holds: (sign: number) => boolean): Evaluate => {
    return (f, s, self) => {
      const [a, b] = [left(f, s, self), right(f, s, self)];
      if (a.length !== 1 || b.length !== 1) return [];
      const sign = compareValues(a[0], b[0]);
      if (sign === null) s.undecided = true;
      return sign === null ? [] : [holds(sign)];
    };
  };
  const equal: Evaluate = (f, s, self) => {
    const [a, b] = [left(f, s, self), right(f, s, self)];
    if (a.length === 0 || b.length === 0) return [];
    return [a.length === b.length && a.every((item, i) => sameValue(item, b[i]))];
  };
  switch (operator) {
    case 'and':
      return logic((a, b) => (a === false ? false : both(a, b())));
    case 'or':
      return logic((a, b) => (a === true ? true : either(a, b())));
    case 'xor':
      return logic((a, b) => {
        const other = b();
        return a === null || other === null ? null : a !== other;
      });
    case 'implies':
      return logic((a, b) => (a === false ? true : a === true ? b() : b() === true ? true : null));
    case '=':
      return equal;
    case '!=':
      return (f, s, self) => equal(f, s, self).map((same) => same !== true);
    case '<':
      return order((sign) => sign < 0);
    case '<=':
      return order((sign) => sign <= 0);
    case '>':
      return order((sign) => sign > 0);
    case '>=':
      return order((sign) => sign >= 0);
    case 'in':
      return (f, s, self) => {
        const a = left(f, s, self);
        return a.length === 0 ? [] : [a.every((item) => right(f, s, self).some((other) => sameValue(item, other)))];
      };
    case '|':
      return (f, s, self) => distinct([...left(f, s, self), ...right(f, s, self)]);
    case '&':
      return (f, s, self) => [`${left(f, s, self)[0] ?? ''}${right(f, s, self)[0] ?? ''}`];
    case '+':
      return (f, s, self) => {
        const [a, b] = [left(f, s, self)[0], right(f, s, self)[0]];
        // Counts only: sums of values do not occur in invariants.
        return a instanceof Decimal && b instanceof Decimal
          ? [Decimal.parse(String(Number(a.text) + Number(b.text)))]
          : [];
      };
    default:
      throw new UnknownPath(operator);
  }
}

const both = (a: boolean | null, b: boolean | null): boolean | null =>
  b === false ? false : a === null || b === null ? null : true;
const either = (a: boolean | null, b: boolean | null): boolean | null =>
  b === true ? true : a === null || b === null ? null : false;

function call(node: Extract<PathNode, { kind: 'call' }>, choices: ReadonlySet<string>): Evaluate {
  const { name, args } = node;
  const of = node.of === null ? null : compile(node.of, choices);
  const from: Evaluate = (f, s, self) => (of === null ? f : of(f, s, self));
  if (name === 'is' || name === 'ofType' || name === 'as') {
    const type = typeName(args[0]);
    return name === 'is'
      ? (f, s, self) => from(f, s, self).map((item) => isOfType(item, type))
      : (f, s, self) => from(f, s, self).filter((item) => isOfType(item, type));
  }
  const compiled = args.map((arg) => compile(arg, choices));
  const [first] = compiled;
  const onItems = (decide: (items: Items) => Items): Evaluate => {
    return (f, s, self) => decide(from(f, s, self));
  };
  const withItem = (decide: (item: string, arg: string) => unknown): Evaluate => {
    if (first === undefined) throw new UnknownPath(name);
    return (f, s, self) => {
      const [item, arg] = [from(f, s, self)[0], first(f, s, self)[0]];
      return typeof item === 'string' && arg !== undefined ? [decide(item, String(arg))] : [];
    };
  };
  const each = (decide: (items: Items, holds: (item: unknown) => boolean) => Items): Evaluate => {
    if (first === undefined) throw new UnknownPath(name);
    return (f, s, self) => decide(from(f, s, self), (item) => truth(first([item], s, item)) === true);
  };
  switch (name) {
    case 'exists':
      return first === undefined ? onItems((i) => [i.length > 0]) : each((i, holds) => [i.some(holds)]);
    case 'empty':
      return onItems((items) => [items.length === 0]);
    case 'not':
      return onItems((items) => {
        const value = truth(items);
        return said(value === null ? null : !value);
      });
    case 'hasValue':
      return onItems((items) => [items.length === 1 && !isObject(items[0])]);
    case 'count':
      return onItems((items) => [Decimal.parse(String(items.length))]);
    case 'first':
      return onItems((items) => items.slice(0, 1));
    case 'isDistinct':
      return onItems((items) => [distinct(items).length === items.length]);
    case 'allFalse':
      return onItems((items) => [items.every((item) => item === false)]);
    case 'descendants':
      return onItems((items) => items.flatMap((item) => descendantsOf(item)));
    case 'toString':
      return onItems((items) => items.map((item) => String(item)));
    case 'trace':
      return from;
    case 'where':
      return each((items, holds) => items.filter(holds));
    case 'all':
      return each((items, holds) => [items.every(holds)]);
    case 'select':
      if (first === undefined) throw new UnknownPath(name);
      return (f, s, self) => from(f, s, self).flatMap((item) => first([item], s, item));
    case 'intersect':
      if (first === undefined) throw new UnknownPath(name);
      return (f, s, self) => {
        const others = first([self], s, self);
        return distinct(from(f, s, self).filter((item) => others.some((other) => sameValue(item, other))));
      };
    case 'startsWith':
      return withItem((item, arg) => item.startsWith(arg));
    case 'contains':
      return withItem((item, arg) => item.includes(arg));
    case 'matches':
      return withItem((item, arg) => new RegExp(`^(?:${arg})$`).test(item));
    case 'substring':
      return withItem((item, arg) => item.slice(Number(arg)));
    default:
      throw new UnknownPath(name);
  }
}
