import { type ElementInfo, elementsOf } from '../../chart/elements.js';
import { compileInvariant, type Invariant } from './path-evaluator.js';
import { UnknownPath } from './path-syntax.js';
import {
  BUNDLE_ELEMENTS,
  CHOICES,
  INVARIANTS,
  MANDATORY_ELEMENTS,
  REQUIRED_BINDINGS,
  UNLISTED_BINDINGS,
} from './r4-rules.js';
import type { NotCovered } from './verdict.js';

export interface Rule {
  readonly key: string;
  readonly severity: 'error' | 'warning';
  readonly expression: string;
  readonly holds: Invariant;
}

/** A required binding of one element: codes by system, and the codes of all systems for a plain `code`. */
export interface Binding {
  readonly bySystem: ReadonlyMap<string, ReadonlySet<string>>;
  readonly codes: ReadonlySet<string>;
}

/** What is asked of one type or nested element, all rules together. */
export interface Definition {
  readonly elements: ReadonlyMap<string, ElementInfo>;
  /** Elements that must be there, each with the names that satisfy it (several for a choice). */
  readonly mandatory: readonly { readonly name: string; readonly anyOf: readonly string[] }[];
  /** Names of each choice: at most one of them may be there. */
  readonly choices: readonly { readonly base: string; readonly names: readonly string[] }[];
  readonly rules: readonly Rule[];
  /** Rules of the items of an element, by the element's name. */
  readonly itemRules: ReadonlyMap<string, readonly Rule[]>;
  readonly bindings: ReadonlyMap<string, Binding>;
}

const rows = (text: string): string[][] => text.split('\n').map((line) => line.split(' '));
const byOwner = (text: string): Map<string, string[]> =>
  new Map(rows(text).map(([owner = '', ...rest]) => [owner, rest]));

const mandatory = byOwner(MANDATORY_ELEMENTS);
const bundle = byOwner(BUNDLE_ELEMENTS);
const choiceBases = new Map<string, string[]>();
for (const path of CHOICES.split('\n')) {
  const dot = path.lastIndexOf('.');
  const owner = path.slice(0, dot);
  choiceBases.set(owner, [...(choiceBases.get(owner) ?? []), path.slice(dot + 1)]);
}

/** Base names of all choices, as FHIRPath names them. */
export const CHOICE_NAMES: ReadonlySet<string> = new Set([...choiceBases.values()].flat());

const invariants = new Map<string, Rule[]>();
const notEvaluated: NotCovered[] = [];
for (const line of INVARIANTS.split('\n')) {
  const [path = '', key = '', severity = '', ...expression] = line.split(' ');
  const text = expression.join(' ');
  try {
    const rule: Rule = {
      key,
      severity: severity === 'warning' ? 'warning' : 'error',
      expression: text,
      holds: compileInvariant(text, CHOICE_NAMES),
    };
    const plain = path.replace('[x]', '');
    invariants.set(plain, [...(invariants.get(plain) ?? []), rule]);
  } catch (error) {
    if (!(error instanceof UnknownPath)) throw error;
    // txt-1 and txt-2 have a check of their own (structure.ts).
    if (!key.startsWith('txt-'))
      notEvaluated.push({ what: `invariant ${key} of ${path}`, reason: `needs ${error.message}`, count: null });
  }
}

const bindings = new Map<string, { bySystem: Map<string, Set<string>>; codes: Set<string> }>();
for (const [path = '', , system = '', codes = ''] of rows(REQUIRED_BINDINGS)) {
  const held = bindings.get(path) ?? { bySystem: new Map(), codes: new Set<string>() };
  held.bySystem.set(system, new Set(codes.split(',')));
  for (const code of codes.split(',')) held.codes.add(code);
  bindings.set(path, held);
}

/** Keys of all invariants of R4 that are evaluated, for tests and documents. */
export const evaluatedInvariants = (): readonly (readonly [path: string, rule: Rule])[] =>
  [...invariants].flatMap(([path, list]) => list.map((rule) => [path, rule] as const));

/** What is never looked at, whatever the file. */
export const NEVER_COVERED: readonly NotCovered[] = [
  ...notEvaluated,
  ...rows(UNLISTED_BINDINGS).map(([path = '', set = '']) => ({
    what: `required binding of ${path}`,
    reason: `the codes of ${set} cannot be listed from FHIR's definitions`,
    count: null,
  })),
  {
    what: 'extensible, preferred and example bindings',
    reason: 'codes of SNOMED CT, LOINC, RxNorm, CVX and the like are not looked up',
    count: null,
  },
  {
    what: 'profiles other than US Core 6.1.0, slicing and must-support',
    reason: 'only mandatory elements, fixed categories, codes, units and invariants of US Core are asked for',
    count: null,
  },
  { what: 'best practice dom-6 (narrative)', reason: 'machine-made resources have none by intent', count: null },
  {
    what: 'definitions of extensions',
    reason: 'only ext-1 and the US Core race, ethnicity and sex extensions',
    count: null,
  },
];

function bundleElements(owner: string): Map<string, ElementInfo> | null {
  const line = bundle.get(owner);
  if (!line) return null;
  return new Map(
    line.map((part) => {
      const [name = '', rest = ''] = [part.slice(0, part.indexOf('=')), part.slice(part.indexOf('=') + 1)];
      const isList = rest.endsWith('*');
      const bare = isList ? rest.slice(0, -1) : rest;
      const paren = bare.indexOf('(');
      const info: ElementInfo = {
        type: paren < 0 ? bare : bare.slice(0, paren),
        isList,
        ...(paren < 0 ? {} : { codes: bare.slice(paren + 1, -1).split(',') }),
      };
      return [name, info];
    }),
  );
}

const made = new Map<string, Definition | null>();

/** All that R4 says of a type (`Patient`, `Period`, `@Patient.contact`, `Bundle`); null where the tables do not have it. */
export function definitionOf(type: string): Definition | null {
  const known = made.get(type);
  if (known !== undefined) return known;
  const definition = makeDefinition(type.startsWith('@') ? type.slice(1) : type);
  made.set(type, definition);
  return definition;
}

function makeDefinition(owner: string): Definition | null {
  const table = elementsOf(owner) ?? bundleElements(owner);
  if (!table) return null;
  const elements = new Map(table);
  // HL7's definitions give the id of a resource as a FHIRPath string; R4 resource.html types it `id`.
  if (elements.has('implicitRules')) elements.set('id', { type: 'id', isList: false });
  const bases = choiceBases.get(owner) ?? [];
  const namesOf = (base: string): string[] =>
    [...elements.keys()].filter((name) => name.startsWith(base) && /^[A-Z]/.test(name.slice(base.length)));
  const itemRules = new Map<string, readonly Rule[]>();
  const own = new Map<string, Binding>();
  for (const name of [...elements.keys(), ...bases]) {
    const path = `${owner}.${name}`;
    const list = invariants.get(path);
    // Nested elements have a definition of their own that asks these.
    if (list && !elements.get(name)?.type.startsWith('@'))
      for (const each of bases.includes(name) ? namesOf(name) : [name]) itemRules.set(each, list);
    const binding = bindings.get(path);
    if (binding) own.set(name, binding);
  }
  return {
    elements,
    mandatory: (mandatory.get(owner) ?? []).map((name) => {
      const base = name.replace('[x]', '');
      return { name, anyOf: name === base ? [name] : namesOf(base) };
    }),
    choices: bases.map((base) => ({ base, names: namesOf(base) })).filter(({ names }) => names.length > 1),
    rules: invariants.get(owner) ?? [],
    itemRules,
    bindings: own,
  };
}
