import type { Crosswalk } from '../artifacts/crosswalk.js';
import type { ElementsSpec, MappingSpec, ValueSpec } from '../artifacts/mapping-spec.js';
import type { TermKind } from './contract.js';
import { CODED } from './tables/coded-elements.js';

/** A value as a spec says it: a column (`alias.column` of a joined table), or SQL. */
export type ValueRef = { readonly column: string } | { readonly sql: string };

/** A value and the conditions under which a spec reads it. */
export interface ConditionalRef {
  readonly ref: ValueRef;
  readonly when: readonly string[];
}

/** A table of a spec's rows. `on`: how its rows belong to those before it; null for the first. */
export interface ScopeTable {
  readonly table: string;
  readonly alias: string;
  readonly on: string | null;
  /** Rows before it without one of its own stay. */
  readonly isOuter: boolean;
}

/** Values that want codes. */
export interface CodeNeed {
  readonly spec: string;
  /** FHIR path, e.g. `MedicationRequest.medicationCodeableConcept`. */
  readonly element: string;
  /** Name of the crosswalk that the spec uses; null where it uses none: one of the name `proposed` could be made. */
  readonly crosswalk: string | null;
  readonly proposed: string;
  readonly scope: readonly ScopeTable[];
  /** Conditions on the rows, as SQL. */
  readonly where: readonly string[];
  readonly value: ValueRef;
  /** Columns that hold codes already: rows that have one of them are left out. */
  readonly codedBy: readonly ConditionalRef[];
  /** Text for people beside a local code, unit, specimen, category or route, key of the patient; null where there is none. */
  readonly text: ValueRef | null;
  readonly unit: ValueRef | null;
  readonly specimen: ValueRef | null;
  readonly context: ValueRef | null;
  readonly patient: ValueRef | null;
  readonly kind: TermKind;
  /** Systems that it may be coded in, the one that fits best first; empty where it is not known. */
  readonly systems: readonly string[];
  /** What a wrong code does to a patient: 3 for allergies and drugs, 2 for problems and results, 1 for the rest. */
  readonly risk: 1 | 2 | 3;
}

/** Table and column of a need for people. */
export function placeOf({ scope, value }: CodeNeed): { readonly table: string; readonly column: string } {
  const first = scope[0]?.table ?? '';
  if ('sql' in value) return { table: first, column: '(SQL)' };
  const dot = value.column.lastIndexOf('.');
  const table = dot < 0 ? undefined : scope.find(({ alias }) => alias === value.column.slice(0, dot))?.table;
  return { table: table ?? first, column: value.column.slice(dot + 1) };
}

function refOf(value: ValueSpec | undefined): ValueRef | null {
  if (typeof value === 'string') return { column: value };
  if (value === undefined || Array.isArray(value) || 'ref' in value) return null;
  if ('column' in value && value.column !== undefined) return { column: value.column };
  return 'sql' in value && value.sql !== undefined ? { sql: value.sql } : null;
}

const conditionOf = (value: ValueSpec): string[] =>
  typeof value === 'object' && !Array.isArray(value) && value.when !== undefined ? [value.when] : [];

/** Every value that an expression is made of. */
function refsOf(value: ValueSpec, outer: readonly string[] = []): ConditionalRef[] {
  if (Array.isArray(value)) return value.flatMap((one) => refsOf(one, outer));
  const when = [...outer, ...conditionOf(value)];
  if (typeof value === 'object' && 'first' in value) return value.first.flatMap((one) => refsOf(one, when));
  if (typeof value === 'object' && 'elements' in value && value.elements)
    return Object.values(value.elements).flatMap((one) => refsOf(one, when));
  const ref = refOf(value);
  return ref === null ? [] : [{ ref, when }];
}

/** Where the walk through a spec stands. */
interface Place {
  readonly path: string;
  readonly elements: ElementsSpec;
  readonly key: string;
  readonly scope: readonly ScopeTable[];
  readonly where: readonly string[];
}

/**
 * Values that want codes: those that a crosswalk is named for, and texts of coded elements whose rows have no code in a column that the spec reads codes from.
 * The most harmful first is for the caller to say.
 */
export function codeNeeds(specs: readonly MappingSpec[], crosswalks: ReadonlyMap<string, Crosswalk>): CodeNeed[] {
  return specs.flatMap((spec) => new SpecWalk(spec, crosswalks).needs());
}

class SpecWalk {
  readonly #found: CodeNeed[] = [];

  constructor(
    private readonly spec: MappingSpec,
    private readonly crosswalks: ReadonlyMap<string, Crosswalk>,
  ) {}

  needs(): CodeNeed[] {
    const { from, join, where, exclude, elements, variants } = this.spec;
    const driving: ScopeTable = { table: from, alias: from, on: null, isOuter: false };
    const scope = [driving, ...joined(join)];
    const taken = (exclude ?? []).map((rule) => `NOT coalesce((${rule.where}), 0)`);
    const conditions = [...(where === undefined ? [] : [where]), ...taken];
    this.#visit(elements ?? {}, '', scope, conditions);
    for (const variant of variants ?? [])
      this.#visit(variant.elements, '', scope, [...conditions, ...(variant.when === undefined ? [] : [variant.when])]);
    return this.#found;
  }

  #visit(elements: ElementsSpec, path: string, scope: readonly ScopeTable[], where: readonly string[]): void {
    for (const [key, value] of Object.entries(elements)) {
      const place = { path: path === '' ? key : `${path}.${key}`, elements, key, scope, where };
      this.#visitValue(value, place);
      if (key.endsWith('.text')) this.#visitText(value, place);
    }
  }

  #visitValue(value: ValueSpec, place: Place): void {
    if (typeof value === 'string') return;
    if (Array.isArray(value)) {
      for (const one of value) this.#visitValue(one, place);
      return;
    }
    const where = [...place.where, ...conditionOf(value)];
    const ref = refOf(value);
    if ('crosswalk' in value && value.crosswalk !== undefined && ref !== null)
      this.#add(value.crosswalk, ref, [], { ...place, where });
    if ('first' in value) for (const one of value.first) this.#visitValue(one, { ...place, where });
    if ('elements' in value && value.elements) this.#visit(value.elements, place.path, place.scope, where);
    if ('list' in value && value.list) {
      const { from, join, where: on, elements, item } = value.list;
      const [table = '', alias = table] = from.split(/\s+/);
      const scope = [...place.scope, { table, alias, on, isOuter: false }, ...joined(join)];
      if (elements) this.#visit(elements, place.path, scope, where);
      if (item !== undefined) this.#visitValue(item, { ...place, elements: {}, scope, where });
    }
  }

  /** A text of a coded element: wanted where no code stands beside it. */
  #visitText(value: ValueSpec, place: Place): void {
    const base = place.key.slice(0, -'.text'.length);
    const path = place.path.slice(0, -'.text'.length);
    const ref = refOf(value);
    if (ref === null || !CODED.some(({ element }) => element.test(`${this.spec.resource}.${path}`))) return;
    const codings = Object.entries(place.elements).filter(([key]) => key === base || key.startsWith(`${base}.coding`));
    // A crosswalk gives the code, or a list of another table does: nothing that one row could tell.
    if (codings.some(([, one]) => /"(crosswalk|list)":/.test(JSON.stringify(one)))) return;
    const codedBy = codings.flatMap(([, one]) => refsOf(one));
    const constant = codings.some(([, one]) => refsOf(one).length === 0 && JSON.stringify(one).includes('"value":'));
    if (!constant) this.#add(null, ref, codedBy, { ...place, path, where: [...place.where, ...conditionOf(value)] });
  }

  #add(crosswalk: string | null, value: ValueRef, codedBy: readonly ConditionalRef[], place: Place): void {
    const { elements, key, scope, where } = place;
    const element = `${this.spec.resource}.${place.path.replace(/\.coding(\[\d+\])?$/, '')}`;
    const coded = CODED.find((one) => one.element.test(element));
    const used = usedSystem(crosswalk === null ? undefined : this.crosswalks.get(crosswalk));
    const systems = coded?.systems ?? [];
    const text = refOf(elements[`${key.replace(/\.(coding|text).*$/, '')}.text`]);
    const { patient } = this.spec;
    const need: CodeNeed = {
      ...{ spec: this.spec.id, element, crosswalk, scope, where, value, codedBy },
      proposed: '',
      text: text === null || JSON.stringify(text) === JSON.stringify(value) ? null : text,
      unit: unitOf(elements),
      specimen: refLike(elements, /specimen|bodySite/),
      context: refLike(elements, /category|route/),
      patient: patient === undefined ? null : /^\w+$/.test(patient) ? { column: patient } : { sql: patient },
      kind: coded?.kind ?? 'other',
      systems: used === null ? systems : [used, ...systems.filter((one) => one !== used)],
      risk: coded?.risk ?? 1,
    };
    const proposed = `${this.spec.id}-${placeOf(need).column}`
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, '-')
      .replace(/^-|-$/g, '');
    this.#found.push({ ...need, proposed });
  }
}

/** Pivoted tables have no columns of their own to ask for. */
const joined = (joins: MappingSpec['join']): ScopeTable[] =>
  (joins ?? []).flatMap((join) =>
    'table' in join ? [{ table: join.table, alias: join.as ?? join.table, on: join.on, isOuter: true }] : [],
  );

function unitOf(elements: ElementsSpec): ValueRef | null {
  for (const [key, value] of Object.entries(elements)) {
    if (!/valueQuantity/.test(key)) continue;
    if (/\.(unit|code)$/.test(key)) return refOf(value);
    if (typeof value === 'object' && !Array.isArray(value) && 'columns' in value && value.columns[1] !== undefined)
      return { column: value.columns[1] };
  }
  return null;
}

function refLike(elements: ElementsSpec, shape: RegExp): ValueRef | null {
  for (const [key, value] of Object.entries(elements)) {
    const ref = shape.test(key) ? refOf(value) : null;
    if (ref !== null) return ref;
  }
  return null;
}

/** System that most rows of a crosswalk lead to. */
function usedSystem(crosswalk: Crosswalk | undefined): string | null {
  const counts = new Map<string, number>();
  for (const { targetSystem } of crosswalk?.rows ?? [])
    if (targetSystem !== '') counts.set(targetSystem, (counts.get(targetSystem) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1])[0]?.[0] ?? null;
}
