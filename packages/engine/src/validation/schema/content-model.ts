import type { CdaElement } from '../own/cda-element.js';
import { partsOf, type SchemaComponents, type SchemaNames, UnsupportedSchema, xs } from './components.js';

/** What may come next inside an element. */
export interface ContentState<Declaration> {
  /** Whether the element may end here. */
  ends: boolean;
  readonly next: Map<string, { readonly to: ContentState<Declaration>; readonly declaration: Declaration }>;
}

interface Step<Declaration> {
  readonly name: string;
  readonly declaration: Declaration;
  readonly to: number;
}

/** Copies of a part that `maxOccurs` may ask for; HL7's schema has 2 at the most beside `unbounded`. */
const MOST_COPIES = 16;

/** Sequences, choices and repetitions of elements as an automaton (XML Schema part 1, 3.8 and 3.9). */
export class ContentModel<Declaration> {
  private readonly free: number[][] = [];
  private readonly steps: Step<Declaration>[][] = [];

  constructor(
    private readonly components: SchemaComponents,
    /** The name and declaration of an element in a model; of one type there is one declaration. */
    private readonly element: (node: CdaElement, names: SchemaNames) => { name: string; declaration: Declaration },
  ) {}

  begin(): number {
    this.steps.push([]);
    return this.free.push([]) - 1;
  }

  /** Adds a part behind a state; gives the state behind the part. Throws UnsupportedSchema. */
  add(node: CdaElement, names: SchemaNames, from: number): number {
    const least = Number(node.attr('minOccurs') ?? 1);
    const written = node.attr('maxOccurs') ?? '1';
    const most = written === 'unbounded' ? Number.POSITIVE_INFINITY : Number(written);
    if (!(least >= 0 && least <= MOST_COPIES && (most <= MOST_COPIES || written === 'unbounded')))
      throw new UnsupportedSchema('a number of occurrences');
    let at = from;
    for (let i = 0; i < least && i < most; i += 1) at = this.once(node, names, at);
    if (written === 'unbounded') {
      const again = this.begin();
      this.free[at]!.push(again);
      this.free[this.once(node, names, again)]!.push(again);
      return again;
    }
    const end = this.begin();
    for (let i = least; i < most; i += 1) {
      this.free[at]!.push(end);
      at = this.once(node, names, at);
    }
    this.free[at]!.push(end);
    return end;
  }

  private once(node: CdaElement, names: SchemaNames, from: number): number {
    switch (node.name) {
      case xs('sequence'):
        return partsOf(node).reduce((at, part) => this.add(part, names, at), from);
      case xs('choice'): {
        const end = this.begin();
        for (const part of partsOf(node)) this.free[this.add(part, names, from)]!.push(end);
        return end;
      }
      case xs('group'): {
        const group = this.components.groups.get(names.resolve(node.attr('ref') ?? ''));
        const [only] = group ? partsOf(group.node) : [];
        if (!group || !only) throw new UnsupportedSchema('a group that is not there');
        return this.add(only, group.names, from);
      }
      case xs('element'): {
        const to = this.begin();
        this.steps[from]!.push({ ...this.element(node, names), to });
        return to;
      }
      // What a wildcard lets through is left to libxml2: no step leads on.
      case xs('any'):
        return this.begin();
      default:
        throw new UnsupportedSchema(`${node.name} in a content model`);
    }
  }

  /** The automaton without choices to make: from each state a name leads to one other. */
  deterministic(start: number, end: number): ContentState<Declaration> {
    const made = new Map<string, ContentState<Declaration>>();
    const make = (states: readonly number[]): ContentState<Declaration> => {
      const all = [...this.reached(states)].sort((a, b) => a - b);
      const key = all.join(' ');
      const known = made.get(key);
      if (known) return known;
      const state: ContentState<Declaration> = { ends: all.includes(end), next: new Map() };
      made.set(key, state);
      const steps = all.flatMap((one) => this.steps[one]!);
      for (const { name, declaration } of steps) {
        if (state.next.has(name)) continue;
        const alike = steps.filter((step) => step.name === name);
        if (alike.some((step) => step.declaration !== declaration))
          throw new UnsupportedSchema('a name with several types in one model');
        state.next.set(name, { to: make(alike.map((step) => step.to)), declaration });
      }
      return state;
    };
    return make([start]);
  }

  private reached(states: readonly number[]): Set<number> {
    const all = new Set(states);
    for (const one of all) for (const next of this.free[one]!) all.add(next);
    return all;
  }
}
