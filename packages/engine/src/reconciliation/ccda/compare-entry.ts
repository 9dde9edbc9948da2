import type { Resource } from '../../chart/fhir.js';
import type { Tally } from '../read-back.js';
import { identifierText, isId } from './ids.js';
import { codingText, comparedFact, type Leaf, leavesOf, oneLine, quantityFact, tsText, xmlText } from './leaves.js';
import { narrativeWords, unexplainedWords } from './narrative-words.js';
import { type ChartIndex, referenceLeaf } from './parties.js';
import { NOT_HELD, RULES, type Rule, SAID_OTHERWISE, TEMPLATE_OWN } from './placement.js';
import type { Fact, ReadEntry } from './reading.js';

type Json = Record<string, unknown>;

/** Compares one resource with its entry, both ways. */
export function compareEntry(
  resource: Resource,
  entry: ReadEntry,
  index: ChartIndex,
  where: string,
  tally: Tally,
): void {
  const facts = new Map<string, string[]>();
  for (const { name, value } of entry.facts) {
    const values = facts.get(name);
    if (values) values.push(value);
    else facts.set(name, [value]);
  }
  const type = resource.resourceType;
  const row = oneLine(entry.narrative);
  const owned = new Set<string>();
  for (const rule of rulesOf(resource)) applyRule(rule, resource as Json, facts, row, owned, where, tally);
  const leaves = leavesOfResource(resource, index);
  const stated = statedValues(entry.facts);
  for (const leaf of leaves) {
    const element = `${type}.${leaf.path}`;
    if (isStated(leaf, stated) || isShown(leaf, row)) tally.same();
    else if (leaf.path.startsWith('identifier') && leaf.stated.some((id) => entry.ids.some((read) => isId(read, id))))
      tally.same();
    else if (reasonNotHeld(type, leaf.path) !== null) tally.notHeld(element);
    else tally.differ('missing', where, element);
  }
  const known = knownValues(resource, leaves, index);
  for (const fact of entry.facts) {
    if (owned.has(fact.name) || TEMPLATE_OWN.test(fact.name)) continue;
    if (isKnown(fact, known, row)) tally.same();
    else tally.differ('extra', where, `${type} ${fact.name}`);
  }
  for (let i = 0; i < entry.dangling; i++) tally.differ('not-shown', where, `${type} reference`);
  const words = unexplainedWords(row, narrativeWords(known));
  if (words === 0) tally.same();
  else tally.differ('extra', where, `${type} narrative`);
}

/** Rules of a resource type, and of the category of an observation. */
function rulesOf(resource: Resource): readonly Rule[] {
  if (resource.resourceType !== 'Observation') return RULES[resource.resourceType] ?? [];
  for (const category of (resource.category as Json[] | undefined) ?? [])
    for (const coding of (category?.coding as Json[] | undefined) ?? []) {
      const rules = RULES[`Observation ${String(coding?.code)}`];
      if (rules) return rules;
    }
  return RULES.Observation ?? [];
}

/** All values at a path; lists are walked. */
export function valuesAt(value: unknown, path: string): unknown[] {
  let found: unknown[] = [value];
  for (const step of path.split('.')) {
    found = found.flatMap((item) => {
      const next = (item as Json | null | undefined)?.[step];
      return next === undefined || next === null ? [] : Array.isArray(next) ? next.filter((n) => n !== null) : [next];
    });
  }
  return found;
}

function applyRule(
  rule: Rule,
  resource: Json,
  facts: ReadonlyMap<string, readonly string[]>,
  row: string,
  owned: Set<string>,
  where: string,
  tally: Tally,
): void {
  const path = rule.from.find((from) => valuesAt(resource, from).length > 0) ?? rule.from[0]!;
  const values = valuesAt(resource, path);
  const element = `${String(resource.resourceType)}.${path}`;
  const compare = (name: string, expected: readonly string[]): void => {
    owned.add(name);
    const read = [...new Set(facts.get(name) ?? [])].sort();
    const wanted = [...new Set(expected)].sort();
    if (read.length === wanted.length && read.every((value, i) => value === wanted[i])) tally.same();
    else if (read.length === 0 && rule.optional) tally.same();
    else
      tally.differ(
        read.length === 0 ? 'missing' : wanted.length === 0 ? 'extra' : 'different',
        where,
        `${element} ${name}`,
      );
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
      const codes = values.flatMap((v) => (typeof v === 'string' ? [v] : valuesAt(v, 'coding.code').map(String)));
      compare(
        rule.fact,
        codes.map((code) => rule.map?.[code]).filter((v) => v !== undefined),
      );
      break;
    }
    case 'concept':
      compareConcept(rule, values as Json[], compare, facts, row, owned, element, where, tally);
  }
}

function compareConcept(
  rule: Rule,
  concepts: readonly Json[],
  compare: (name: string, expected: readonly string[]) => void,
  facts: ReadonlyMap<string, readonly string[]>,
  row: string,
  owned: Set<string>,
  element: string,
  where: string,
  tally: Tally,
): void {
  const codings = concepts.flatMap((c) => (Array.isArray(c.coding) ? (c.coding as Json[]) : [])).filter(Boolean);
  const codes = codings.map(codingText);
  compare(
    `${rule.fact}.code`,
    codes.filter((code) => code !== null),
  );
  const displays = codings.map((c) => (typeof c.display === 'string' ? xmlText(c.display) : ''));
  compare(
    `${rule.fact}.display`,
    displays.map((d, i) => (d === '' || codes[i] === null ? '' : `${codes[i]}|${d}`)).filter((d) => d !== ''),
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
  if (!read.every((text) => names.includes(text)))
    tally.differ(names.length === 0 ? 'extra' : 'different', where, `${element} ${rule.fact}.text`);
  else if (!texts.every((text) => read.includes(text))) tally.differ('missing', where, `${element} ${rule.fact}.text`);
  else tally.same();
  for (const concept of concepts) {
    const own = typeof concept.text === 'string' ? xmlText(concept.text) : '';
    const shown = own !== '' ? [own] : names;
    if (shown.length === 0 || shown.some((text) => row.includes(oneLine(text)))) tally.same();
    else tally.differ('not-shown', where, element);
  }
}

function leavesOfResource(resource: Resource, index: ChartIndex): Leaf[] {
  const leaves = leavesOf(
    resource as Json,
    (path, reference, into) => {
      const leaf = referenceLeaf(index, path, reference);
      if (leaf) into.push(leaf);
    },
    (path, attachment, into) => {
      if (!/^text\/plain\b/.test(String(attachment.contentType))) {
        into.push({ path: `${path}.data`, stated: [], shown: [['\u0000']] });
        return;
      }
      const text = xmlText(Buffer.from(String(attachment.data), 'base64').toString('utf8'));
      into.push({ path: `${path}.data`, stated: [text], shown: [text.split('\n').map(oneLine)] });
    },
  );
  for (const identifier of (resource.identifier as Json[] | undefined) ?? []) {
    const id = identifier ? identifierText(identifier) : null;
    if (id !== null) leaves.push({ path: 'identifier', stated: [id], shown: [[id.replace(/^[^^]*\^/, '')]] });
  }
  return leaves.filter((leaf) => !/^identifier\./.test(leaf.path));
}

/** Values of the facts; bounds of intervals also one by one. */
function statedValues(facts: readonly Fact[]): ReadonlySet<string> {
  const values = new Set<string>();
  for (const { value } of facts) {
    values.add(value);
    if (/\||\.\./.test(value)) for (const part of value.split('..')) values.add(part.replace(/^[<>]=?/, ''));
  }
  return values;
}

const isStated = (leaf: Leaf, values: ReadonlySet<string>): boolean =>
  leaf.stated.some(
    (text) =>
      values.has(text) || (SAID_OTHERWISE[`${lastName(leaf.path)} ${text}`] ?? []).some((other) => values.has(other)),
  );
const isShown = (leaf: Leaf, row: string): boolean => leaf.shown.some((all) => all.every((text) => row.includes(text)));
const lastName = (path: string): string => path.replace(/^.*\./, '');

function reasonNotHeld(type: string, path: string): string | null {
  return NOT_HELD[`${type}.${path}`] ?? NOT_HELD[`*.${path}`] ?? NOT_HELD[`*.${lastName(path)}`] ?? null;
}

/** Everything that an entry of this resource may say: its own values and those of what it refers to. */
function knownValues(resource: Resource, leaves: readonly Leaf[], index: ChartIndex): Set<string> {
  const known = new Set<string>();
  const addLeaves = (all: readonly Leaf[]) => {
    for (const leaf of all) {
      for (const text of leaf.stated) {
        known.add(text);
        for (const other of SAID_OTHERWISE[`${lastName(leaf.path)} ${text}`] ?? []) known.add(other);
      }
      for (const alternative of leaf.shown) for (const text of alternative) known.add(text);
    }
  };
  addLeaves(leaves);
  const visit = (value: unknown, depth: number): void => {
    if (Array.isArray(value)) for (const item of value) visit(item, depth);
    else if (typeof value === 'object' && value !== null) {
      const object = value as Json;
      const target = index.get(object.reference);
      if (target && target.resourceType !== 'Patient') {
        index.texts(object.reference, known);
        known.add(index.nameOf(object));
        if (depth < 2) {
          addLeaves(leavesOfResource(target as Resource, index));
          visit(target, depth + 1);
        }
      }
      const q = quantityFact(object);
      if (q !== null) known.add(q);
      for (const [key, member] of Object.entries(object)) if (key !== 'reference') visit(member, depth);
    }
  };
  visit(resource, 0);
  return known;
}

function isKnown({ name, value }: Fact, known: ReadonlySet<string>, row: string): boolean {
  if (known.has(value)) return true;
  // A display stands and falls with its code; texts of the narrative are looked at as narrative.
  if (name.endsWith('.display'))
    return known.has(value.split('|').slice(0, 2).join('|')) && known.has(value.split('|').slice(2).join('|'));
  if (name.endsWith('text') && value !== '#dangling') return row.includes(oneLine(value)) || known.has(oneLine(value));
  if (/(^|\.)(id|telecom)$/.test(name)) return [...known].some((text) => sameContact(text, value) || isId(value, text));
  return value.split('..').every((part) => known.has(part.replace(/^[<>]=?/, '')));
}

const bare = (text: string): string =>
  text
    .toLowerCase()
    .replace(/^[a-z]+:/, '')
    .replace(/[^a-z0-9@.]/g, '');
const sameContact = (a: string, b: string): boolean => bare(a) !== '' && bare(a) === bare(b);
