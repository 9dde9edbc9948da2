import type { ColumnProfile } from '../artifacts/source-profile.js';
import type { Catalogue, Target } from './catalogue/catalogue.js';
import type { ColumnFacts } from './column-facts.js';
import { type Held, heldBy, kindFit, rangeFit, valueFit } from './evidence.js';
import type { NameIndex, NameMatch } from './name-match.js';
import type { SuggestOptions } from './suggestion.js';
import { type ResourceOdds, rowKinds, withKin } from './table-resources.js';
import { isKeyWord, type Leads, placeOf, type TableView } from './table-view.js';
import { nameTokens, nameWords } from './words.js';

/** Weights of the evidence, set by reasoning and checked by bench/suggestions.mjs over several schemas. `context`: how much more the table counts for common names. */
const WEIGHTS = Object.freeze({ text: 6.5, odds: 0.75, context: 0.6, value: 2.6, kind: 2.4, memory: 4 });

/** Odds of the resource of which a column's name speaks, in a table of another: as good as that, however little the table is of its kind. */
const SPOKEN_OF = 0.1;

/** What is told of a thing, not which thing it is. */
const isAttribute = (target: Target): boolean =>
  target.takes !== 'id' && target.takes !== 'ref' && target.code === null;

/** A target for a column with the evidence for it, in log odds. */
export interface Scored {
  readonly target: Target;
  readonly logit: number;
  /** Words by which the name matched. */
  readonly phrase: readonly string[];
  readonly reasons: readonly string[];
}

export interface Knowledge {
  readonly known: Catalogue;
  readonly index: NameIndex;
  readonly leads: Leads;
  readonly options: SuggestOptions;
}

/** Targets of a column, the best first; one for each path and code. */
export function scoreColumn(
  view: TableView,
  column: ColumnProfile,
  facts: ColumnFacts,
  by: Knowledge,
): readonly Scored[] {
  const names = view.names.get(column.name) ?? new Map<number, NameMatch>();
  const comments = view.described.get(column.name) ?? new Map<number, NameMatch>();
  // The less a name says, the more its description counts.
  const said = Math.max(0, ...[...names.values()].map((match) => match.score));
  const described = 0.3 + 0.65 * (1 - said);
  const held = heldBy(column, facts) ?? saidBy(column.name);
  const isNamed = (by.leads.named.get(placeOf(view.table.name, column.name)) ?? 0) > 0;
  const isKey = view.table.keys.some(
    (key) => key.declared && key.columns.length === 1 && key.columns[0] === column.name,
  );
  const tellsKinds = rowKinds(view.table)?.column === column.name;
  const keyed = keyOf(view, column.name);
  const atHome = kinOf(view.groups.get(column.name) ?? view.odds);
  const entities = view.entities.get(column.name) ?? new Set<string>();
  const scored: Scored[] = [];
  for (const index of candidatesOf(names, comments, facts, by.known)) {
    const target = by.known.targets[index];
    if (!target) continue;
    const name = names.get(target.index);
    const comment = comments.get(target.index);
    const values = valueFit(target, column, facts);
    const text =
      1 -
      (1 - (name?.score ?? 0)) *
        (1 - described * (isSubject(target) && comment?.isWhole !== true ? 0.3 : 1) * (comment?.score ?? 0));
    if (text < 0.2 && values.fit < 0.5) continue;
    const speaksOf =
      (isAttribute(target) || (held === 'person' && target.takes === 'ref')) &&
      (name?.score ?? 0) >= 0.7 &&
      entities.has(target.resource);
    const odds = Math.max(atHome.get(target.resource) ?? 0, speaksOf ? SPOKEN_OF : 0);
    const telling = Math.max(name?.telling ?? 0, comment ? comment.telling * 0.8 : 0, values.fit);
    let logit =
      WEIGHTS.text * (text - 0.5) +
      (WEIGHTS.odds + WEIGHTS.context * (1 - telling)) * Math.log(prior(target, odds) + 0.004) +
      WEIGHTS.value * values.fit;
    const reasons: string[] = [];
    if (name && name.score >= 0.35) reasons.push(`name: ${name.phrase.join(' ')}`);
    if (comment && comment.score >= 0.3) reasons.push(`comment: ${comment.phrase.join(' ')}`);
    if (values.fact !== null) reasons.push(`values: ${values.fact}`);
    if (target.resource === '-') {
      if (target.element === 'audit') logit += 2 * (facts.get('user-ref') ?? 0);
      if (target.element === 'key') logit += (isKey && !isNamed ? 1.5 : 0) - (isNamed ? 1 : 0);
    } else {
      if (odds >= 0.2) reasons.push(`table: ${target.resource}`);
      const isPart =
        target.takes === 'date' &&
        held !== 'date' &&
        held !== 'bool' &&
        name !== undefined &&
        DATE_PARTS.test(name.phrase.join(' '));
      logit += WEIGHTS.kind * ((isPart ? 0 : kindFit(target, held)) + (target.code ? rangeFit(target, column) : 0));
      if (target.takes === 'id' && isKey && isNamed) logit += 0.8;
      if (tellsKinds) logit -= 1.5;
      logit -= 1.2 * (atHome.get('-') ?? 0);
      logit += keyFit(target, keyed, isNamed);
      if (keyed === 'own' && view.isSatellite && HUB_IDS.has(pathOf(target))) logit -= 2.5;
    }
    for (const memory of [by.options.memory, by.options.presets]) {
      const recalled = memory?.recall(view.table.name, column.name, target.resource).get(pathOf(target)) ?? 0;
      if (recalled === 0) continue;
      logit += WEIGHTS.memory * recalled;
      reasons.push(recalled > 0 ? 'confirmed before' : 'rejected before');
    }
    scored.push({ target, logit, phrase: name?.phrase ?? [], reasons });
  }
  return bestOfEach(scored);
}

const kin = new WeakMap<ResourceOdds, ResourceOdds>();

function kinOf(odds: ResourceOdds): ResourceOdds {
  const held = kin.get(odds) ?? withKin(odds);
  kin.set(odds, held);
  return held;
}

/** Targets that a word of the name or of the description, or a look of the values, speaks for. */
function candidatesOf(
  names: ReadonlyMap<number, NameMatch>,
  comments: ReadonlyMap<number, NameMatch>,
  facts: ColumnFacts,
  known: Catalogue,
): ReadonlySet<number> {
  const found = new Set([...names.keys(), ...comments.keys()]);
  for (const fact of facts.keys()) for (const index of known.byFact.get(fact) ?? []) found.add(index);
  return found;
}

/** What kind of cells a name speaks of: when, by whom, whether. */
function saidBy(name: string): Held {
  const words = nameWords(name);
  const tokens = nameTokens(name);
  if (tokens.length > 1 && (WHETHER.has(tokens[0] ?? '') || tokens.slice(1, -1).includes('is'))) return 'bool';
  if (words.some((word) => word.text === 'date' || /^(dt|dttm|datetime|datum|fecha)$/.test(word.text))) return 'date';
  if (words.length > 1 && (words[0]?.text === 'time' || words.at(-1)?.text === 'time')) return 'date';
  const by = words.findIndex((word) => word.text === 'by');
  if (by > 0 && words.slice(by + 1).every((word) => WHO.has(word.readings[0]?.join(' ') ?? ''))) return 'person';
  return words.length > 1 && words.at(-1)?.readings[0]?.[0] === 'flag' ? 'bool' : null;
}

const WHO = new Set(['identifier number', 'name', 'user', 'provider', 'number', 'code']);
const WHETHER = new Set(['is', 'has', 'was', 'bool', 'flag', 'does', 'can', 'should', 'did', 'are']);

/** Descriptions speak of the patient in every other line: that alone makes no reference to one. */
const isSubject = (target: Target): boolean => target.facts.includes('patient-ref');

/** A date may stand in three columns. */
const DATE_PARTS = /\b(year|month|day|birth)\b/;

/** A fact of its own (a vital sign) needs no table of its kind around it; reasons to map nothing are at home everywhere. */
function prior(target: Target, odds: number): number {
  if (target.resource === '-') return 0.35 + 0.5 * odds;
  return target.code === null ? odds : Math.max(odds, 0.3);
}

/** `Resource.element`, or `-reason`. */
export function pathOf(target: Target): string {
  return target.resource === '-' ? `-${target.element}` : `${target.resource}.${target.element}`;
}

/** `own`: names the table's own rows; `other`: names something else by a key; `bare`: a key word alone, `global`: one that is told everywhere; null: is no key by its name. */
function keyOf(view: TableView, column: string): 'own' | 'other' | 'bare' | 'global' | null {
  const words = nameWords(column);
  if (words.length === 1 && isKeyWord(words[0]))
    return /^([gu]?u?id)$/.test(words[0]?.text ?? '') && words[0]?.text !== 'id' ? 'global' : 'bare';
  if (words.length < 2 || !isKeyWord(words.at(-1))) return null;
  return view.ownKey === column ? 'own' : 'other';
}

/** The person's own numbers: a row of an address has a key of its own. */
const HUB_IDS = new Set(['Patient.id', 'Patient.identifier', 'Practitioner.id', 'Practitioner.identifier']);

/** A key of something else is its code or a reference, not the identifier of the row. */
function keyFit(target: Target, keyed: ReturnType<typeof keyOf>, isNamed: boolean): number {
  if (keyed === null) return 0;
  if (keyed === 'bare') return isNamed ? 0 : -1.2;
  if (keyed === 'global') return target.takes === 'id' ? 0.8 : -0.8;
  if (target.takes === 'id') return keyed === 'own' ? 0.8 : -0.9;
  if (target.takes === 'code') return keyed === 'own' ? -1.2 : 0.4;
  if (keyed === 'own' && (target.takes === 'concept' || target.takes === 'ref')) return -1;
  return target.takes === 'text' || target.takes === 'date' ? -0.8 : 0;
}

const MOST_TARGETS = 24;

function bestOfEach(scored: readonly Scored[]): readonly Scored[] {
  const best = new Map<string, Scored>();
  for (const one of [...scored].sort((a, b) => b.logit - a.logit)) {
    const key = `${pathOf(one.target)}#${one.target.code ?? ''}`;
    if (!best.has(key)) best.set(key, one);
  }
  return [...best.values()].slice(0, MOST_TARGETS);
}
