import type { Resource } from '../../chart/fhir.js';
import type { Tally } from '../read-back.js';
import type { Fact } from './found.js';
import { isId } from './ids.js';
import type { ChartValues, Known } from './known.js';
import { codingText, comparedFact, type Leaf, leavesOf, oneLine, tableDisplays, tsText, xmlText } from './leaves.js';
import { NOT_HELD } from './not-held.js';
import type { ChartIndex } from './parties.js';
import {
  FIXED_CODES,
  RULES,
  type Rule,
  SECTIONS,
  SHOWN_ONLY,
  STATED_ONLY,
  saidOtherwise,
  TEMPLATE_OWN,
} from './placement.js';
import type { ReadEntry } from './reading.js';
import { expectationsOf, onlyParts, partsOf, textExpectationsOf, valueRules } from './value-rules.js';

type Json = Record<string, unknown>;

/** A resource with the entry of its own (absent where only its parts are written) and the entries of its parts. */
export interface Matched {
  readonly resource: Resource;
  readonly where: string;
  readonly own: ReadEntry | undefined;
  /** Parts with their entries, in the order of {@link partsOf}. */
  readonly parts: readonly (readonly [Resource, ReadEntry])[];
}

/** Compares one resource with its entries, both ways. Returns everything that they may say, for the narrative rows that several share. */
export function compareEntry({ resource, where, own, parts }: Matched, values: ChartValues, tally: Tally): Known {
  const entries = [...(own ? [own] : []), ...parts.map(([, entry]) => entry)];
  const row = oneLine(entries.flatMap((entry) => entry.rows).join('\n'));
  const scope: Scope = {
    where,
    index: values.index,
    values,
    tally,
    row,
    heads: oneLine(entries.map((e) => e.heads).join('\t')),
    owned: new Set(),
  };
  if (own) applyRules(resource, own, scope);
  for (const [part, entry] of parts) applyRules(part, entry, scope);
  const leaves = values.leaves(resource);
  compareLeaves(resource, leaves, entries, scope);
  const wanted = leaves.filter((leaf) => leaf.path === 'identifier').flatMap((leaf) => leaf.stated);
  // Roots that are UUIDs are the writer's own; an OID names what numbered the record.
  for (const id of own?.ids ?? [])
    if (/^[\d.]+\^/.test(id) && !wanted.some((other) => isId(id, other)))
      tally.differ('extra', where, `${resource.resourceType} id`);
  const known = values.known(resource);
  for (const entry of entries) {
    for (const fact of entry.facts) {
      if (scope.owned.has(fact.name) || TEMPLATE_OWN.test(fact.name)) continue;
      if (isKnown(fact, known, scope)) tally.same();
      else tally.differ('extra', where, `${resource.resourceType} ${fact.name}`);
    }
    if (SECTIONS[resource.resourceType]?.includes(entry.section) === false)
      tally.differ('different', where, `${resource.resourceType} section`);
    // All that an entry points at stands in one row of the narrative.
    if (entry.rows.length > 1) tally.differ('different', where, `${resource.resourceType} reference`);
    for (let i = 0; i < entry.dangling; i++) tally.differ('not-shown', where, `${resource.resourceType} reference`);
  }
  return known;
}

interface Scope {
  readonly where: string;
  readonly index: ChartIndex;
  readonly values: ChartValues;
  readonly tally: Tally;
  readonly row: string;
  readonly heads: string;
  /** Names of facts that a rule has looked at. */
  readonly owned: Set<string>;
}

/** All values at a path; lists are walked. */
export function valuesAt(value: unknown, path: string): unknown[] {
  let steps = pathSteps.get(path);
  if (steps === undefined) {
    steps = path.split('.');
    pathSteps.set(path, steps);
  }
  const found: unknown[] = [];
  collectAt(value, steps, 0, found);
  return found;
}

/** Paths of the rules: as many as the rules have. */
const pathSteps = new Map<string, readonly string[]>();

function collectAt(value: unknown, steps: readonly string[], depth: number, into: unknown[]): void {
  if (depth === steps.length) {
    into.push(value);
    return;
  }
  const next = (value as Json | null | undefined)?.[steps[depth]!];
  if (next === undefined || next === null) return;
  if (!Array.isArray(next)) collectAt(next, steps, depth + 1, into);
  else for (const item of next) if (item !== null) collectAt(item, steps, depth + 1, into);
}

function applyRules(resource: Resource, entry: ReadEntry, scope: Scope): void {
  // What the narrative alone tells has no facts.
  if (entry.kind === 'narrative') return;
  const type = resource.resourceType;
  const facts = new Map<string, string[]>();
  for (const { name, value } of entry.facts) {
    const values = facts.get(name);
    if (values) values.push(value);
    else facts.set(name, [value]);
  }
  // An observation that is an organizer here says what its parts have in common, and they say the rest.
  const frame = type === 'Observation' && entry.kind.startsWith('organizer');
  // A note activity is coded as a note; the kind of the report is its translation.
  const note = type === 'DiagnosticReport' && entry.kind.startsWith('act');
  const rules = note ? [] : [...(RULES[type] ?? []), ...(type === 'Observation' && !frame ? valueRules(resource) : [])];
  for (const rule of rules)
    if (!frame || rule.fact === 'code') applyRule(placed(rule, entry.section), resource, entry.section, facts, scope);
  if (frame) return;
  for (const { fact, element, anyOf } of expectationsOf(resource)) {
    scope.owned.add(fact);
    const read = sorted(facts.get(fact) ?? []);
    if (anyOf.some((values) => same(read, sorted(values)))) scope.tally.same();
    else scope.tally.differ(kindOf(read, anyOf[0] ?? []), scope.where, `${element} ${fact}`);
  }
  for (const { fact, element, texts } of textExpectationsOf(resource)) {
    const read = oneLine(
      entry.facts
        .filter(({ name }) => fact.test(name))
        .map(({ value }) => value)
        .join('\n'),
    );
    for (const text of texts)
      if (read.includes(text)) scope.tally.same();
      else scope.tally.differ(read === '' ? 'missing' : 'different', scope.where, element);
  }
}

/** A rule as the templates of a section have it. */
const placed = (rule: Rule, section: string): Rule => {
  const fact = rule.factIn?.[section];
  return fact === undefined ? rule : { ...rule, fact };
};

const sorted = (values: readonly string[]): string[] => [...new Set(values)].sort();
const same = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.every((value, i) => value === b[i]);
const kindOf = (read: readonly string[], wanted: readonly string[]) =>
  read.length === 0 ? 'missing' : wanted.length === 0 ? 'extra' : 'different';

function applyRule(
  rule: Rule,
  resource: Resource,
  section: string,
  facts: ReadonlyMap<string, readonly string[]>,
  scope: Scope,
): void {
  const { tally, where, owned } = scope;
  const first = rule.from.find((from) => valuesAt(resource, from).length > 0) ?? rule.from[0] ?? '';
  const values = rule.together
    ? rule.from.flatMap((from) => valuesAt(resource, from))
    : first === ''
      ? []
      : valuesAt(resource, first);
  const element = `${resource.resourceType}.${first}`;
  const compare = (name: string, expected: readonly string[], among = facts): void => {
    const read = sorted(among.get(name) ?? []);
    const wanted = sorted(expected);
    // An optional fact that is there with another value is left to the general comparison.
    if (!rule.optional || read.length > 0) owned.add(name);
    if (same(read, wanted) || (read.length === 0 && rule.optional) || (wanted.length === 0 && rule.demanded))
      tally.same();
    else tally.differ(kindOf(read, wanted), where, `${element} ${name}`);
  };
  switch (rule.as) {
    case 'time':
      compare(
        rule.fact,
        values.map((v) => tsText(String(v))).filter((v) => v !== null),
      );
      break;
    case 'text':
      compare(
        rule.fact,
        values.map((v) => xmlText(String(v))).filter((v) => v !== ''),
      );
      break;
    case 'quantity':
      compare(
        rule.fact,
        values.map(comparedFact).filter((v) => v !== null),
      );
      break;
    case 'mapped': {
      const fixed = rule.fixedIn?.[section];
      if (fixed !== undefined) {
        compare(rule.fact, [fixed]);
        return;
      }
      const codes = values.flatMap((v) =>
        typeof v === 'string' || typeof v === 'boolean' ? [String(v)] : valuesAt(v, 'coding.code').map(String),
      );
      compare(
        rule.fact,
        codes.map((code) => rule.map?.[code]).filter((v) => v !== undefined),
      );
      return;
    }
    case 'concept': {
      const concepts = values.map((v) => asConcept(v as Json, scope.index));
      compareConcept(rule, concepts, compare, withoutBeside(rule, section, facts, concepts), scope, element);
      return;
    }
  }
  if (!rule.optional)
    for (const leaf of leavesOf({ [first]: values } as Json, ignore, ignore))
      if (!isShown(leaf, scope.row)) tally.differ('not-shown', where, element);
}

const ignore = (): void => {};

/** The facts without names from the shipped tables, for codes to which the chart gives none. */
function withoutTableNames(
  rule: Rule,
  codings: readonly Json[],
  facts: ReadonlyMap<string, readonly string[]>,
): ReadonlyMap<string, readonly string[]> {
  const name = `${rule.fact}.display`;
  const unnamed = new Set(
    codings.filter((c) => typeof c.display !== 'string' || xmlText(c.display) === '').map((c) => codingText(c)),
  );
  const kept = (facts.get(name) ?? []).filter((value) => {
    const [system = '', code = '', ...display] = value.split('|');
    return !(unnamed.has(`${system}|${code}`) && tableDisplays(system, code).includes(display.join('|')));
  });
  return new Map([...facts, [name, kept]]);
}

/** The facts without the code that a section's templates demand beside the chart's own, where the chart does not have it. */
function withoutBeside(
  rule: Rule,
  section: string,
  facts: ReadonlyMap<string, readonly string[]>,
  concepts: readonly Json[],
): ReadonlyMap<string, readonly string[]> {
  const beside = rule.besideIn?.[section];
  const stated = concepts
    .flatMap((c) => (c.coding as Json[] | undefined) ?? [])
    .some((c) => c && codingText(c) === beside);
  if (beside === undefined || stated) return facts;
  const kept = new Map(facts);
  const drop = (name: string, starts: string): void => {
    const left = (facts.get(name) ?? []).filter((value) => value !== beside && !value.startsWith(starts));
    kept.set(name, left);
  };
  drop(`${rule.fact}.code`, `${beside}|`);
  drop(`${rule.fact}.display`, `${beside}|`);
  return kept;
}

/** A concept given as concept, as Coding, or through a resource that has a code. */
function asConcept(value: Json, index: ChartIndex): Json {
  if (typeof value.reference === 'string') {
    const code = index.get(value.reference)?.code as Json | undefined;
    return code ?? (typeof value.display === 'string' ? { text: value.display } : {});
  }
  return typeof value.code === 'string' ? { coding: [value] } : value;
}

function compareConcept(
  rule: Rule,
  concepts: readonly Json[],
  compare: (name: string, expected: readonly string[], among?: ReadonlyMap<string, readonly string[]>) => void,
  facts: ReadonlyMap<string, readonly string[]>,
  { tally, where, row, heads, owned }: Scope,
  element: string,
): void {
  const codings = concepts.flatMap((c) => (Array.isArray(c.coding) ? (c.coding as Json[]) : [])).filter(Boolean);
  const codes = codings.map(codingText);
  compare(
    `${rule.fact}.code`,
    codes.filter((code) => code !== null),
    facts,
  );
  const displays = codings.map((c) => (typeof c.display === 'string' ? xmlText(c.display) : ''));
  const given = withoutTableNames(rule, codings, facts);
  compare(
    `${rule.fact}.display`,
    displays.map((d, i) => (d === '' || codes[i] === null ? '' : `${codes[i]}|${d}`)).filter((d) => d !== ''),
    given,
  );
  const texts = concepts.map((c) => (typeof c.text === 'string' ? xmlText(c.text) : '')).filter((t) => t !== '');
  const names = [
    ...texts,
    ...displays.filter((d) => d !== ''),
    ...codings.map((c) => xmlText(String(c.code ?? ''))).filter((c) => c !== ''),
  ];
  const read = facts.get(`${rule.fact}.text`) ?? [];
  owned.add(`${rule.fact}.text`);
  owned.add(`${rule.fact}.null`);
  const lines = sorted(names.map(oneLine));
  // A text that the narrative shows together with others (`a, b`) is made of the names.
  const made = (text: string): boolean =>
    lines.includes(oneLine(text)) || (concepts.length > 1 && text.split(', ').every((t) => lines.includes(oneLine(t))));
  // An organizer has no `text`: where it has no name its code points at the whole row, and names nothing by that.
  const points = (text: string): boolean => names.length === 0 && oneLine(text) === row;
  if (!read.every((text) => made(text) || points(text)))
    tally.differ(names.length === 0 ? 'extra' : 'different', where, `${element} ${rule.fact}.text`);
  else tally.same();
  for (const concept of concepts) {
    const own = typeof concept.text === 'string' ? xmlText(concept.text) : '';
    const shown = own !== '' ? [own] : names;
    if (shown.length === 0 || shown.some((text) => row.includes(oneLine(text)) || heads.includes(oneLine(text))))
      tally.same();
    else tally.differ('not-shown', where, element);
  }
}

/** Every value of the resource must be stated or shown, or be one that the format has no place for. */
function compareLeaves(
  resource: Resource,
  leaves: readonly Leaf[],
  entries: readonly ReadEntry[],
  { tally, where, row, heads, values }: Scope,
): void {
  const type = resource.resourceType;
  const stated = statedValues(entries.flatMap((entry) => entry.facts));
  const ids = entries.flatMap((entry) => entry.ids);
  const panelOnly = onlyParts(resource);
  const narrativeOnly = entries.every((entry) => entry.kind === 'narrative');
  const declared = (path: string) => {
    if (values.declared.has(`${type}.${path.split('.')[0]}`)) return true;
    const extension = path.indexOf('extension.');
    return extension >= 0 && values.declared.has(`${type}.${path.slice(0, extension)}extension`);
  };
  for (const leaf of leaves) {
    const element = `${type}.${leaf.path}`;
    const shown = isShown(leaf, row);
    const said = isStated(leaf, stated);
    const inEntry = !narrativeOnly && (leaf.kind === 'code' || leaf.kind === 'date' || leaf.kind === 'amount');
    // A concept is shown by its own text; all else that is stated must be shown as well.
    const quiet =
      /coding\.(code|display)$|^class\./.test(leaf.path) ||
      isListed(NOT_HELD_KEYS, type, leaf.path) ||
      isListed(STATED_ONLY, type, leaf.path);
    if (said && !shown && !quiet && !declared(leaf.path) && leaf.path !== 'identifier' && !isShown(leaf, heads))
      tally.differ('not-shown', where, element);
    else if (said || (shown && (!inEntry || isListed(SHOWN_ONLY, type, leaf.path)))) {
      if (!said && leaf.kind === 'code' && leaf.path.endsWith('coding.code')) tally.sameInWords(element, where);
      else tally.same();
    }
    // A code with blanks is no `cs`: it stands as text where it is the only name, and else the writer says that it is not there.
    else if (leaf.unholdable && shown) tally.same();
    else if (leaf.unholdable && values.blankCodes.has(where)) tally.notHeld(element, where, leaf.stated[0]);
    else if (leaf.path.endsWith('asNeededBoolean') && leaf.stated[0] === 'false') tally.same();
    else if (leaf.path === 'identifier') {
      if (leaf.stated.some((id) => ids.some((read) => isId(read, id)))) tally.same();
      else tally.notHeld(element, where, leaf.stated[0]);
    } else if (/(^|\.)code\.(coding|text)/.test(leaf.path) && isShown(leaf, heads)) tally.same();
    // Where only the narrative tells of a resource, its codes stand there by their words.
    else if (narrativeOnly && /coding\.(code|display)$/.test(leaf.path)) tally.notHeld(element, where, leaf.stated[0]);
    else if (
      declared(leaf.path) ||
      isListed(NOT_HELD_KEYS, type, leaf.path) ||
      (panelOnly && /^code\./.test(leaf.path))
    )
      tally.notHeld(element, where, leaf.stated[0]);
    else tally.differ('missing', where, element);
  }
}

const NOT_HELD_KEYS: ReadonlySet<string> = new Set(Object.keys(NOT_HELD));

/** `Type.path` as a whole, or any end of the path after `*.`. */
function isListed(keys: ReadonlySet<string>, type: string, path: string): boolean {
  if (keys.has(`${type}.${path}`)) return true;
  for (let end = path; ; ) {
    if (keys.has(`*.${end}`)) return true;
    const dot = end.indexOf('.');
    if (dot < 0) return false;
    end = end.slice(dot + 1);
  }
}

/** Values of the facts; bounds of intervals and terms of ratios also one by one, displays also without their code. */
function statedValues(facts: readonly Fact[]): ReadonlySet<string> {
  const values = new Set<string>();
  for (const { name, value } of facts) {
    values.add(value);
    if (name.endsWith('.display')) values.add(value.split('|').slice(2).join('|'));
    else if (value.includes('|')) for (const part of partsOfValue(name, value)) values.add(part);
  }
  return values;
}

/** `a..b`, `<a` and, for ratios, `a/b` in their parts. */
const partsOfValue = (name: string, value: string): string[] =>
  value.split(/(ratio|maxDose)$/.test(name) ? /\/(?=-?[\d.]+\|)/ : '..').map((part) => part.replace(/^[<>]=?/, ''));

const isStated = (leaf: Leaf, values: ReadonlySet<string>): boolean =>
  leaf.stated.some((text) => values.has(text) || saidOtherwise(leaf.path, text).some((other) => values.has(other)));

export const isShown = (leaf: Leaf, row: string): boolean =>
  leaf.shown.some((all) => all.every((text) => row.includes(text))) ||
  leaf.stated.some((text) =>
    saidOtherwise(leaf.path, text).some((other) => !other.includes('|') && row.includes(other)),
  );

function isKnown({ name, value }: Fact, known: Known, { row, owned }: Scope): boolean {
  if (known.has(value) || name === 'negated') return true;
  if (name.endsWith('code.code')) return FIXED_CODES.has(value.slice(value.lastIndexOf('|') + 1));
  // Statements within an entry are complete (CONF:1198-19112 and its like); what an entry's own status says is for its rule.
  if (name.endsWith('statusCode'))
    return !name.includes('.') || value === 'completed' || /^(observation|act|procedure)/.test(name);
  // A display stands and falls with its code. A code that a rule gives for a FHIR code comes with a display of the writer's own.
  if (name.endsWith('.display')) {
    const [system, code, ...display] = value.split('|');
    const ruled = owned.has(name.replace(/display$/, 'code')) || SELF_NAMED.test(name);
    const said = display.join('|');
    return (
      ruled || (known.has(`${system}|${code}`) && (known.has(said) || tableDisplays(system!, code!).includes(said)))
    );
  }
  // Texts of the narrative are looked at as narrative.
  if (name.endsWith('text'))
    return (
      value !== '#dangling' && value !== '#mismatch' && (row.includes(oneLine(value)) || known.has(oneLine(value)))
    );
  if (name.endsWith('.id')) return !value.includes('^') || known.hasId(value);
  if (name.endsWith('.telecom')) return known.hasContact(value);
  return partsOfValue(name, value).every((part) => known.has(part));
}

/** Codes that the writer puts for FHIR codes come with displays of their own. */
const SELF_NAMED = /(status|severity|criticality|death)(#\d+)?\.value\.display$/;
