import type { ColumnProfile, SourceProfile, TableProfile } from '../artifacts/source-profile.js';
import { type Catalogue, catalogue, type Target } from './catalogue/catalogue.js';
import { type ColumnFacts, columnFacts } from './column-facts.js';
import { heldBy, kindFit, rangeFit, valueFit } from './evidence.js';
import { NameIndex, type NameMatch } from './name-match.js';
import type { Candidate, ColumnSuggestion, SuggestOptions } from './suggestion.js';
import { type ResourceOdds, rowKinds, tableResources } from './table-resources.js';
import { type NameWord, nameWords, plain, textWords } from './words.js';

/** Weights of the evidence, set by reasoning and checked by bench/suggestions.mjs over several schemas. */
const WEIGHTS = Object.freeze({ text: 6.5, odds: 0.75, context: 0.6, value: 2.6, kind: 2.4, none: 2.2, memory: 4 });

interface Scored {
  readonly target: Target;
  readonly logit: number;
  readonly text: number;
  readonly phrase: readonly string[];
  readonly reasons: readonly string[];
}

interface TableView {
  readonly table: TableProfile;
  readonly home: ReadonlySet<string>;
  readonly names: ReadonlyMap<string, ReadonlyMap<number, NameMatch>>;
  readonly odds: ResourceOdds;
  readonly ownKey: string | null;
}

/** The best targets of each column of a source, from its profile alone; columns for which nothing fits abstain. Order: as the profile has them. */
export function suggestMappings(profile: SourceProfile, options: SuggestOptions = {}): readonly ColumnSuggestion[] {
  const known = catalogue();
  const index = new NameIndex(known);
  const views = profile.tables.map((table) => viewTable(table, index, known));
  const leads = referencesOf(profile, views);
  return views.flatMap((view) => suggestTable(view, leads, index, known, options));
}

function bare(table: string): string {
  return table.replace(/^.*\./, '').replace(/\.(tsv|csv|txt|json)$/i, '');
}

function viewTable(table: TableProfile, index: NameIndex, known: Catalogue): TableView {
  const own = tableName(table.name);
  const words = nameWords(own);
  const home = new Set(words.flatMap((word) => word.readings.flat()));
  const names = new Map(table.columns.map((column) => [column.name, index.matchName(nameWords(column.name), home)]));
  return { table, home, names, odds: tableResources(table, words, names, known), ownKey: ownKeyOf(table, words) };
}

/** `dbo.Patients`, `patients.csv`: the name without schema and ending. */
function tableName(name: string): string {
  const unended = name.replace(/\.(tsv|csv|txt|json|ndjson|xml)$/i, '');
  const at = unended.lastIndexOf('.');
  return at < 0 ? bare(unended) : unended.slice(at + 1);
}

/** What each column leads to: `table.column` to looks such as `patient-ref`; and which columns others lead to. */
interface Leads {
  readonly looks: ReadonlyMap<string, ReadonlyMap<string, number>>;
  readonly named: ReadonlyMap<string, number>;
}

const LOOK_OF: Readonly<Record<string, readonly string[]>> = Object.freeze({
  Patient: ['patient-ref'],
  Practitioner: ['provider-ref', 'user-ref'],
  PractitionerRole: ['provider-ref', 'user-ref'],
  Organization: ['facility-ref'],
  Location: ['facility-ref'],
});

function referencesOf(profile: SourceProfile, views: readonly TableView[]): Leads {
  const topOf = new Map<string, string>();
  for (const { table, odds } of views) topOf.set(table.name, [...odds].sort((a, b) => b[1] - a[1])[0]?.[0] ?? '-');
  const looks = new Map<string, Map<string, number>>();
  const named = new Map<string, number>();
  for (const join of profile.joins) {
    const column = join.from.columns[0];
    const to = join.to.columns[0];
    if (column === undefined || to === undefined || join.from.columns.length > 1) continue;
    const key = `${join.from.table}\u0000${column}`;
    const held = looks.get(key) ?? new Map<string, number>();
    for (const look of LOOK_OF[topOf.get(join.to.table) ?? '-'] ?? [])
      held.set(look, Math.max(held.get(look) ?? 0, join.score));
    looks.set(key, held);
    const target = `${join.to.table}\u0000${to}`;
    named.set(target, (named.get(target) ?? 0) + 1);
  }
  for (const { table } of views) {
    const first = table.patientPath?.steps[0];
    const column = first?.from.columns[0];
    if (!first || column === undefined || table.patientPath?.steps.length !== 1 || first.from.table !== table.name)
      continue;
    const key = `${table.name}\u0000${column}`;
    looks.set(key, new Map([...(looks.get(key) ?? []), ['patient-ref', table.patientPath.score]]));
  }
  return { looks, named };
}

function suggestTable(
  view: TableView,
  leads: Leads,
  index: NameIndex,
  known: Catalogue,
  options: SuggestOptions,
): ColumnSuggestion[] {
  const scored = view.table.columns.map((column) => {
    const facts = new Map(columnFacts(column));
    for (const [look, share] of leads.looks.get(`${view.table.name}\u0000${column.name}`) ?? []) facts.set(look, share);
    return { column, scores: scoreColumn(view, column, facts, leads, index, known, options) };
  });
  const taken = assign(scored.map(({ scores }) => scores));
  return scored.map(({ column, scores }, at) => present(view.table.name, column.name, scores, taken[at] ?? new Set()));
}

function scoreColumn(
  view: TableView,
  column: ColumnProfile,
  facts: ColumnFacts,
  leads: Leads,
  index: NameIndex,
  known: Catalogue,
  options: SuggestOptions,
): readonly Scored[] {
  const names = view.names.get(column.name) ?? new Map<number, NameMatch>();
  const comments = column.comment ? index.matchText(textWords(column.comment)) : new Map<number, NameMatch>();
  const held = heldBy(column, facts);
  const isNamed = (leads.named.get(`${view.table.name}\u0000${column.name}`) ?? 0) > 0;
  const isKey = view.table.keys.some(
    (key) => key.declared && key.columns.length === 1 && key.columns[0] === column.name,
  );
  const kinds = rowKinds(view.table);
  const keyed = keyOf(view, column.name);
  const scored: Scored[] = [];
  for (const target of known.targets) {
    const name = names.get(target.index);
    const comment = comments.get(target.index);
    const values = valueFit(target, column, facts);
    const text = 1 - (1 - (name?.score ?? 0)) * (1 - 0.55 * (comment?.score ?? 0));
    if (text < 0.2 && values.fit < 0.5) continue;
    const odds = view.odds.get(target.resource) ?? 0;
    // A fact of its own needs no table of its kind around it.
    const prior = target.resource === '-' ? 0.25 + 0.5 * odds : target.code ? Math.max(odds, 0.3) : odds;
    const kind = target.resource === '-' ? 0 : kindFit(target, held);
    const telling = Math.max(name?.telling ?? 0, comment ? comment.telling * 0.8 : 0, values.fit);
    let logit =
      WEIGHTS.text * (text - 0.5) +
      (WEIGHTS.odds + WEIGHTS.context * (1 - telling)) * Math.log(prior + 0.004) +
      WEIGHTS.value * values.fit +
      WEIGHTS.kind * (kind + (target.code ? rangeFit(target, column) : 0));
    const reasons: string[] = [];
    if (name && name.score >= 0.35) reasons.push(`name: ${name.phrase.join(' ')}`);
    if (comment && comment.score >= 0.3) reasons.push(`comment: ${comment.phrase.join(' ')}`);
    if (values.fact !== null) reasons.push(`values: ${values.fact}`);
    if (target.resource !== '-' && odds >= 0.2) reasons.push(`table: ${target.resource}`);
    if (target.resource === '-' && target.element === 'key') {
      if (isKey && !isNamed) logit += 1.5;
      if (isNamed) logit -= 1;
    }
    if (target.takes === 'id' && isKey && isNamed) logit += 0.8;
    logit += keyFit(target, keyed);
    if (kinds && target.resource !== '-' && kinds.column === column.name) logit -= 1.5;
    for (const memory of [options.memory, options.presets]) {
      const recalled = memory?.recall(view.table.name, column.name, target.resource).get(pathOf(target)) ?? 0;
      if (recalled !== 0) {
        logit += WEIGHTS.memory * recalled;
        reasons.push(recalled > 0 ? 'confirmed before' : 'rejected before');
      }
    }
    scored.push({ target, logit, text, phrase: name?.phrase ?? [], reasons });
  }
  return bestOfEach(scored);
}

/** `own`: names the table's own rows; `other`: names something else by a key; null: is no key by its name. */
function keyOf(view: TableView, column: string): 'own' | 'other' | null {
  const words = nameWords(column);
  if (words.length < 2 || words.at(-1)?.readings[0]?.join(' ') !== 'identifier number') return null;
  return view.ownKey === column ? 'own' : 'other';
}

/** A key of something else is its code or a reference, not the identifier of the row. */
function keyFit(target: Target, keyed: 'own' | 'other' | null): number {
  if (keyed === null || target.resource === '-') return 0;
  if (target.takes === 'id') return keyed === 'own' ? 0.8 : -0.9;
  if (target.takes === 'code') return keyed === 'own' ? -1.2 : 0.4;
  if (target.takes === 'text' || target.takes === 'date') return -0.8;
  return 0;
}

/** The column that is called as its table with a key word: `ALLERGY.ALLERGY_ID`; null where none is. */
function ownKeyOf(table: TableProfile, words: readonly NameWord[]): string | null {
  const raw = plain(tableName(table.name)).replace(/[^a-z0-9]/g, '');
  const ideas = new Set(words.flatMap((word) => word.readings[0] ?? []));
  let best: { column: string; fit: number } | null = null;
  for (const column of table.columns) {
    const of = nameWords(column.name);
    if (of.length < 2 || of.at(-1)?.readings[0]?.join(' ') !== 'identifier number') continue;
    const rest = of.slice(0, -1);
    const spelt = rest.map((word) => word.text).join('');
    const said = rest.flatMap((word) => word.readings[0] ?? []);
    const shared = said.filter((idea) => ideas.has(idea)).length;
    if (shared === 0 || shared < said.length) continue;
    const fit =
      shared / ideas.size +
      (raw === spelt ? 2 : raw.startsWith(spelt) || raw.endsWith(spelt) || spelt.endsWith(raw) ? 0.5 : 0);
    if (fit >= 0.5 && (!best || fit > best.fit)) best = { column: column.name, fit };
  }
  return best?.column ?? null;
}

function pathOf(target: Target): string {
  return target.resource === '-' ? `-${target.element}` : `${target.resource}.${target.element}`;
}

/** One line for each path and code. */
function bestOfEach(scored: readonly Scored[]): readonly Scored[] {
  const best = new Map<string, Scored>();
  for (const one of [...scored].sort((a, b) => b.logit - a.logit)) {
    const key = `${pathOf(one.target)}#${one.target.code ?? ''}`;
    if (!best.has(key)) best.set(key, one);
  }
  return [...best.values()].slice(0, 24);
}

/** One column feeds an element that holds one value: the column that fits best keeps it; gives for each column the paths that others took. */
function assign(columns: readonly (readonly Scored[])[]): readonly ReadonlySet<string>[] {
  const taken = columns.map(() => new Set<string>());
  const holders = new Map<string, number>();
  const tops = columns.flatMap((scores, at) => scores.slice(0, 6).map((score, rank) => ({ score, at, rank })));
  tops.sort((a, b) => b.score.logit - a.score.logit);
  const settled = new Set<number>();
  for (const { score, at } of tops) {
    const path = pathOf(score.target);
    if (score.target.resource === '-' || score.target.repeats) {
      settled.add(at);
      continue;
    }
    const holder = holders.get(path);
    if (holder !== undefined && holder !== at) taken[at]?.add(path);
    else if (holder === undefined && !settled.has(at)) {
      holders.set(path, at);
      settled.add(at);
    }
  }
  return taken;
}

const TAKEN_COST = 1.3;

function present(
  table: string,
  column: string,
  scores: readonly Scored[],
  taken: ReadonlySet<string>,
): ColumnSuggestion {
  const ranked = scores
    .map((one) => ({ ...one, logit: one.logit - (taken.has(pathOf(one.target)) ? TAKEN_COST : 0) }))
    .sort((a, b) => b.logit - a.logit);
  const top = ranked[0];
  if (!top || top.target.resource === '-' || top.logit < -WEIGHTS.none) {
    const reason =
      top?.target.resource !== '-'
        ? 'nothing fits well enough'
        : `${top.target.element}: ${top.phrase.join(' ')}`;
    return { table, column, candidates: [], abstained: true, reasons: [reason] };
  }
  const candidates: Candidate[] = ranked
    .filter((one) => one.target.resource !== '-')
    .slice(0, 5)
    .map((one) => ({
      target: pathOf(one.target),
      ...(one.target.code === null ? {} : { code: { system: 'http://loinc.org', code: one.target.code } }),
      score: score(one.logit),
      reasons: one.reasons,
    }));
  return { table, column, candidates, abstained: false };
}

function score(logit: number): number {
  return Math.round(1000 / (1 + Math.exp(-(logit + 0.4)))) / 1000;
}
