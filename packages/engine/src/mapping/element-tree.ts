import { type ElementInfo, isPrimitive } from '../chart/elements.js';
import { raceParts } from '../chart/extensions.js';
import { elementInfo, PathError, parsePath } from './element-path.js';
import type { Frame } from './frame.js';
import type { Evaluator, TargetElement } from './value.js';

/** An object under construction: elements by name, items of lists by index. */
export class ElementGroup {
  private readonly members = new Map<string, Member>();
  /** Members that belong to every item, e.g. an extension's url. */
  fixed: Readonly<Record<string, unknown>> = {};

  constructor(
    readonly type: string,
    /** Path for messages. */
    readonly element: string,
    readonly isResource = false,
  ) {}

  /**
   * Adds the value for a path. `compile` makes the evaluator once the element's type is known. Throws {@link PathError} for unknown elements and for
   * paths that contradict each other. `parts`: names of the members that the value itself gives (`elements:`). `isRows`: the value gives an item for each row of a
   * detail table, which follow the items before them (`telecom[2]: { list }`).
   */
  add(
    path: string,
    compile: (target: TargetElement) => Evaluator | null,
    parts: readonly string[] = [],
    isRows = false,
  ): void {
    const steps = parsePath(path, this.type === 'Extension');
    let group: ElementGroup = this;
    for (const [i, step] of steps.entries()) {
      const shown = `${group.element}.${step.name}`;
      const info = elementInfo(group.type, step.name, shown);
      const last = i === steps.length - 1;
      if (step.index > 0 && !info.isList) throw new PathError(`${shown} is no list.`, 'Take the [n] away.');
      const key = step.extension ? `${step.name}(${step.extension.url})` : step.name;
      let member: Member | undefined = group.members.get(key);
      if (!member) {
        member = { name: step.name, info, items: [] };
        group.members.set(key, member);
      }
      if (
        last &&
        step.extension &&
        (step.extension.value === '' || (parts.length > 0 && parts.every((p) => /^(value|extension)/.test(p))))
      ) {
        if (member.items[step.index] !== undefined) {
          throw new PathError(`${group.element}.${key} is given twice.`, 'Give it once: as a whole, or by its parts.');
        }
        const value = compile({ info: { type: 'Extension', isList: false }, element: shown, binding: '' });
        if (value) member.items[step.index] = { evaluator: withUrl(value, step.extension.url) };
        return;
      }
      if (last && step.extension?.value && step.extension.value !== 'race') {
        const inner = group.child(member, step.index, 'Extension', shown, step.extension.url);
        inner.add(step.extension.value, compile);
        return;
      }
      if (last) {
        if (member.items[step.index] !== undefined || (step.index === 0 && member.whole)) {
          throw new PathError(`${group.element}.${key} is given twice.`, 'Give it once: as a whole, or by its parts.');
        }
        if (step.extension?.value === 'race') {
          const concept: ElementInfo = { type: 'DemographicExtension', isList: false };
          const value = compile({ info: concept, element: shown, binding: '' });
          if (value) member.items[step.index] = { evaluator: raceEvaluator(value, step.extension.url) };
          return;
        }
        const target = { info, element: shown, binding: bindingPath(group.type, step.name) };
        const explicit = /\[\d+\]$/.test(path);
        const evaluator = compile(explicit && !isRows ? { ...target, info: { ...info, isList: false } } : target);
        if (evaluator) member.items[step.index] = { evaluator };
        if (evaluator && info.isList && !explicit) member.whole = true;
        return;
      }
      if (isPrimitive(info.type))
        throw new PathError(
          `${shown} is a ${info.type}: it has no parts.`,
          `Write ${path
            .split('.')
            .slice(0, i + 1)
            .join('.')}.`,
        );
      if (member.whole) throw new PathError(`${shown} is given twice.`, 'Give it once: as a whole, or by its parts.');
      group = group.child(member, step.index, info.type, shown, step.extension?.url);
    }
  }

  private child(member: Member, index: number, type: string, element: string, url?: string): ElementGroup {
    const item = member.items[index];
    if (item && 'evaluator' in item)
      throw new PathError(`${element} is given twice.`, 'Give it once: as a whole, or by its parts.');
    if (item) return item.group;
    const group = new ElementGroup(type, element);
    if (url !== undefined) group.fixed = { url };
    member.items[index] = { group };
    return group;
  }

  /** Paths from the top that are given, for default members such as `subject`. */
  has(name: string): boolean {
    return this.members.has(name);
  }

  /** Freezes the group into an evaluator of objects. A group whose only values are constants vanishes, unless the spec gives it nothing but constants. */
  build(): Evaluator {
    const plan: { name: string; isList: boolean; items: Evaluator[] }[] = [];
    for (const member of this.members.values()) {
      const items = member.items
        .filter((i) => i !== undefined)
        .map((i) => ('group' in i ? i.group.build() : i.evaluator));
      // What could not be compiled is reported, and left out here.
      if (items.length === 0) continue;
      const same = plan.find((p) => p.name === member.name);
      if (same) same.items.push(...items);
      else plan.push({ name: member.name, isList: member.info.isList, items });
    }
    const constant = plan.every((p) => p.items.every((i) => i.constant));
    const { fixed, isResource } = this;
    const names = plan.map((p) => p.name);
    const members = plan.map((p) => (p.isList ? gathered(p.items) : p.items[0]!.evaluate));
    const evaluate = (frame: Frame): Record<string, unknown> | undefined => {
      const before = frame.run.real;
      let object: Record<string, unknown> | undefined;
      for (let i = 0; i < members.length; i++) {
        const value = members[i]!(frame);
        if (value === undefined) continue;
        object ??= { ...fixed };
        object[names[i]!] = value;
      }
      return constant || isResource || frame.run.real !== before ? object : undefined;
    };
    return {
      slots: plan.flatMap((p) => p.items.flatMap((i) => i.slots)),
      constant,
      evaluate: constant ? once(evaluate) : evaluate,
    };
  }
}

interface Member {
  readonly name: string;
  readonly info: ElementInfo;
  readonly items: ({ evaluator: Evaluator } | { group: ElementGroup } | undefined)[];
  /** Given as a whole, without [n]. */
  whole?: boolean;
}

type Evaluate = (frame: Frame) => unknown;

/** What the spec alone decides is made once and shared by all resources. */
function once(evaluate: Evaluate): Evaluate {
  let made: { value: unknown } | undefined;
  return (frame) => {
    made ??= { value: evaluate(frame) };
    return made.value;
  };
}

function gathered(items: readonly Evaluator[]): Evaluate {
  const gather: Evaluate = (frame) => {
    let values: unknown[] | undefined;
    for (const item of items) {
      const value = item.evaluate(frame);
      if (value === undefined) continue;
      values ??= [];
      if (Array.isArray(value)) for (const one of value) values.push(one);
      else values.push(value);
    }
    return values;
  };
  return items.every((i) => i.constant) ? once(gather) : gather;
}

/** Bindings are listed by the type that owns the element: `Condition.category`, `Identifier.type`, `Patient.contact.relationship`. */
const bindingPath = (ownerType: string, name: string): string =>
  `${ownerType.startsWith('@') ? ownerType.slice(1) : ownerType}.${name}`;

interface ConceptValue {
  readonly coding?: readonly { readonly system?: string; readonly code?: string; readonly display?: string }[];
  readonly text?: string;
  /** Set where a cleaning function made the whole extension. */
  readonly extension?: readonly unknown[];
}

function withUrl(inner: Evaluator, url: string): Evaluator {
  return {
    ...inner,
    evaluate(frame) {
      const value = inner.evaluate(frame);
      return value === undefined ? undefined : { url, ...(value as object) };
    },
  };
}

function raceEvaluator(inner: Evaluator, url: string): Evaluator {
  return {
    slots: inner.slots,
    constant: inner.constant,
    evaluate(frame) {
      const concept = inner.evaluate(frame) as ConceptValue | { url: string } | undefined;
      if (concept && 'url' in concept) return { ...concept, url };
      const parts = concept ? (concept.extension ?? raceParts(concept.coding ?? [], concept.text)) : null;
      return parts ? { url, extension: parts } : undefined;
    },
  };
}
