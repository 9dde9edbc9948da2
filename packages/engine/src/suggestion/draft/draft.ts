import type { ElementsSpec } from '../../artifacts/mapping-spec.js';
import type { ColumnProfile, SourceProfile, TableProfile } from '../../artifacts/source-profile.js';
import { catalogue } from '../catalogue/catalogue.js';
import { NameIndex } from '../name-match.js';
import type { Candidate, ColumnSuggestion } from '../suggestion.js';
import { rowKinds } from '../table-resources.js';
import { type TableView, tableName, topResource, viewTable } from '../table-view.js';
import { nameWords, plain } from '../words.js';
import { CORE, formOf, UNSTATED, WITHOUT_PATIENT } from './forms.js';
import { type DraftLine, ElementsDraft, type ReferenceOf } from './spec-draft.js';

/** A drafted mapping spec: one resource type of one table. */
export interface SpecDraft {
  readonly id: string;
  readonly table: string;
  readonly resource: string;
  /** The spec as its file has it, without the id. */
  readonly spec: Readonly<Record<string, unknown>>;
  readonly lines: readonly DraftLine[];
  readonly crosswalks: readonly string[];
}

export interface Drafts {
  readonly specs: readonly SpecDraft[];
  /** Tables whose rows look like chart resources and for which no spec could be drafted, with the reason. */
  readonly left: readonly { readonly table: string; readonly resource: string; readonly reason: string }[];
}

export interface DraftOptions {
  /** Suggestions that a person rejected: by table, column and target. */
  /** The table with one row for each patient, where it is known. */
  readonly patients?: string | null;
  readonly rejected?: (table: string, column: string, target: string) => boolean;
}

interface Plan {
  readonly id: string;
  readonly view: TableView;
  readonly resource: string;
  readonly where: string | null;
  readonly key: readonly string[] | null;
  /** Made for the facts that stand in columns of their own in a table of something else. */
  readonly isPivot: boolean;
}

/** Odds below which a table's resource type is a guess that nobody should have to take out again. */
const LEAST_ODDS = 0.4;
/** Score below which a suggestion is left to the list and not written. */
const LEAST_SCORE = 0.35;

/**
 * Mapping specs for the tables whose rows are chart resources: one for each resource type and table, with key, patient, elements, conditions for kinds of rows, and
 * everything else archive-only. Exactly one table makes patients.
 */
export function draftSpecs(
  profile: SourceProfile,
  suggestions: readonly ColumnSuggestion[],
  options: DraftOptions = {},
): Drafts {
  const known = catalogue();
  const index = new NameIndex(known);
  const views = profile.tables.filter((table) => table.rows > 0).map((table) => viewTable(table, index, known));
  const byTable = new Map<string, Map<string, ColumnSuggestion>>();
  for (const one of suggestions) {
    const columns = byTable.get(one.table) ?? new Map<string, ColumnSuggestion>();
    byTable.set(one.table, columns.set(one.column, one));
  }
  const patients = views.find((view) => view.table.name === options.patients) ?? patientTable(views, profile);
  const plans = views.flatMap((view) => plansOf(view, patients));
  const left: Drafts['left'][number][] = [];
  const specs: SpecDraft[] = [];
  for (const plan of plans) {
    const patient = WITHOUT_PATIENT.has(plan.resource) ? null : patientColumn(plan, patients, profile, byTable);
    if (patient === undefined) {
      if (!plan.isPivot)
        left.push({ table: plan.view.table.name, resource: plan.resource, reason: 'no way to the patient was found' });
      continue;
    }
    const drafted = draftOne(
      plan,
      patient,
      byTable.get(plan.view.table.name) ?? new Map(),
      referencesOf(plan, plans, profile),
      options,
    );
    if (typeof drafted === 'string' && plan.isPivot) continue;
    if (typeof drafted === 'string')
      left.push({ table: plan.view.table.name, resource: plan.resource, reason: drafted });
    else specs.push(drafted);
  }
  const linked = withoutDanglingReferences(specs);
  const named = new Set(linked.flatMap(referencesIn));
  for (const { id, table, resource } of linked)
    if (WITHOUT_PATIENT.has(resource) && !named.has(id))
      left.push({ table, resource, reason: 'no drafted spec refers to its rows' });
  return { specs: linked.filter(({ id, resource }) => !WITHOUT_PATIENT.has(resource) || named.has(id)), left };
}

function referencesIn(draft: SpecDraft): string[] {
  return Object.values(draft.spec.elements as ElementsSpec).flatMap((value) =>
    typeof value === 'object' && !Array.isArray(value) && 'ref' in value ? [value.ref] : [],
  );
}

/** The table of patients: likely by its name and columns, named by most others, with most rows. */
function patientTable(views: readonly TableView[], profile: SourceProfile): TableView | null {
  let best: { view: TableView; fit: number } | null = null;
  for (const view of views) {
    const odds = view.odds.get('Patient') ?? 0;
    if (odds < 0.3) continue;
    const named = profile.joins.filter((join) => join.to.table === view.table.name).length;
    const core = view.table.columns.filter((column) =>
      /birth|dob|gender|sex|l(ast)?_?name|surname|f(irst)?_?name/i.test(column.name),
    ).length;
    const fit = odds * 3 + Math.log(1 + named) + Math.min(core, 4) * 0.7 + Math.log10(1 + view.table.rows) * 0.2;
    if (!best || fit > best.fit) best = { view, fit };
  }
  return best?.view ?? null;
}

function plansOf(view: TableView, patients: TableView | null): Plan[] {
  const { table } = view;
  const name = slug(tableName(table.name));
  const key = keyOf(view);
  const top = topResource(view.odds);
  const kinds = rowKinds(table);
  if (kinds && top !== '-' && top !== 'Patient') {
    const byType = new Map<string, string[]>();
    for (const [value, types] of kinds.kinds)
      byType.set(types[0] ?? '', [...(byType.get(types[0] ?? '') ?? []), value]);
    return [...byType].map(([resource, values]) => ({
      ...{ id: `${name}-${slug(resource)}`, view, resource, key },
      isPivot: false,
      where: `${quoted(kinds.column)} in (${values.map((v) => `'${v.replaceAll("'", "''")}'`).join(', ')})`,
    }));
  }
  if (view === patients)
    return [{ id: name, view, resource: 'Patient', where: null, key, isPivot: false }, ...pivots(view, name, key)];
  if (top === '-' || top === 'Patient' || (view.odds.get(top) ?? 0) < LEAST_ODDS || !(top in CORE)) return [];
  return [
    { id: name, view, resource: top, where: null, key, isPivot: false },
    ...(top === 'Observation' ? [] : pivots(view, name, key)),
  ];
}

/** A table of something else may hold vital signs and social history in columns of their own. */
function pivots(view: TableView, name: string, key: readonly string[] | null): Plan[] {
  return [{ id: `${name}-observations`, view, resource: 'Observation', where: null, key, isPivot: true }];
}

function keyOf(view: TableView): readonly string[] | null {
  const declared = view.table.keys.find((key) => key.declared) ?? view.table.keys[0];
  if (declared) return declared.columns;
  if (view.ownKey !== null) return [view.ownKey];
  const unique = view.table.columns.find(
    (column) => column.filled === view.table.rows && column.distinct.exact && column.distinct.count === view.table.rows,
  );
  return unique ? [unique.name] : null;
}

/** Where the patient's key stands: a column, a join and its column; null is not used here; undefined where none was found. */
interface PatientLink {
  readonly patient: string;
  readonly join: readonly Readonly<Record<string, string>>[];
}

const SUBJECTS = /\.(subject|patient|beneficiary)$/;

function patientColumn(
  plan: Plan,
  patients: TableView | null,
  profile: SourceProfile,
  byTable: ReadonlyMap<string, ReadonlyMap<string, ColumnSuggestion>>,
): PatientLink | undefined {
  if (!patients) return undefined;
  const { table } = plan.view;
  const patientKey = keyOf(patients)?.[0];
  if (plan.view === patients) return patientKey === undefined ? undefined : { patient: patientKey, join: [] };
  const path = table.patientPath?.steps;
  if (path && path.length > 0 && path.at(-1)?.to.table === patients.table.name) return alongPath(table, path);
  const direct = directColumn(table, patients, profile, byTable);
  if (direct !== null) return { patient: direct, join: [] };
  // One step: a table that this one names and that names the patient.
  for (const join of profile.joins) {
    if (join.from.table !== table.name || join.from.columns.length !== 1 || join.to.table === table.name) continue;
    const next = profile.tables.find((one) => one.name === join.to.table);
    const column = next ? directColumn(next, patients, profile, byTable) : null;
    if (next && column !== null)
      return alongPath(table, [
        join,
        {
          from: { table: next.name, columns: [column] },
          to: { table: patients.table.name, columns: [patientKey ?? ''] },
        },
      ]);
  }
  return undefined;
}

function directColumn(
  table: TableProfile,
  patients: TableView,
  profile: SourceProfile,
  byTable: ReadonlyMap<string, ReadonlyMap<string, ColumnSuggestion>>,
): string | null {
  const joined = profile.joins.find(
    (join) => join.from.table === table.name && join.to.table === patients.table.name && join.from.columns.length === 1,
  );
  if (joined) return joined.from.columns[0] ?? null;
  const suggested = [...(byTable.get(table.name)?.values() ?? [])]
    .filter((one) => SUBJECTS.test(one.candidates[0]?.target ?? ''))
    .sort((a, b) => (b.candidates[0]?.score ?? 0) - (a.candidates[0]?.score ?? 0));
  if (suggested[0]) return suggested[0].column;
  const key = keyOf(patients)?.[0];
  return (
    table.columns.find(
      (column) => key !== undefined && column.name.toLowerCase() === key.toLowerCase() && !/^id$/i.test(key),
    )?.name ?? null
  );
}

function alongPath(
  table: TableProfile,
  steps: readonly {
    readonly from: { readonly table: string; readonly columns: readonly string[] };
    readonly to: { readonly table: string; readonly columns: readonly string[] };
  }[],
): PatientLink {
  if (steps.length === 1) return { patient: steps[0]?.from.columns[0] ?? '', join: [] };
  const join = steps.slice(0, -1).map((step, at) => {
    const as = `p${at + 1}`;
    const from = at === 0 ? quoted(table.name) : `p${at}`;
    const on = step.from.columns
      .map((column, c) => `${as}.${quoted(step.to.columns[c] ?? '')} = ${from}.${quoted(column)}`)
      .join(' and ');
    return { table: step.to.table, as, on };
  });
  return { patient: `p${join.length}.${steps.at(-1)?.from.columns[0] ?? ''}`, join };
}

function referencesOf(plan: Plan, plans: readonly Plan[], profile: SourceProfile): ReferenceOf {
  return (column, types) => {
    for (const join of profile.joins) {
      if (join.from.table !== plan.view.table.name || join.from.columns.length !== 1 || join.from.columns[0] !== column)
        continue;
      const to = plans.find(
        (other) => other.view.table.name === join.to.table && types.includes(other.resource) && other !== plan,
      );
      if (to && to.key?.length === 1 && to.key[0] === join.to.columns[0]) return to.id;
    }
    // Without a join found: a table of such rows whose key has the very name of the column.
    const named = plans.find(
      (other) =>
        other !== plan &&
        types.includes(other.resource) &&
        other.key?.length === 1 &&
        spelling(other.key[0] ?? '') === spelling(column),
    );
    return named?.id ?? null;
  };
}

function draftOne(
  plan: Plan,
  link: PatientLink | null,
  suggestions: ReadonlyMap<string, ColumnSuggestion>,
  referenceOf: ReferenceOf,
  options: DraftOptions,
): SpecDraft | string {
  const { table } = plan.view;
  const draft = new ElementsDraft(slug(tableName(table.name)), referenceOf);
  const variants: { id: string; elements: ElementsSpec }[] = [];
  const takesFacts = plan.resource === 'Observation';
  const ranked = table.columns
    .map((column) => ({ column, candidate: bestFor(plan, column, suggestions.get(column.name), options) }))
    .filter(
      (one): one is { column: ColumnProfile; candidate: Candidate } => one.candidate !== null && one.column.filled > 0,
    );
  addBirthParts(plan, draft, ranked);
  addNamedSystems(draft, ranked);
  const used = new Set(draft.lines.flatMap((line) => line.columns));
  for (const { column, candidate } of [...ranked].sort((a, b) => b.candidate.score - a.candidate.score)) {
    if (used.has(column.name) || isOwnKey(plan, column, candidate) || SUBJECTS.test(candidate.target)) continue;
    if (candidate.code) {
      if (
        !takesFacts ||
        !isNamed(candidate) ||
        variants.some((variant) => variant.id === `loinc-${candidate.code?.code}`)
      )
        continue;
      variants.push(variantOf(column, candidate));
      draft.lines.push({
        element: `variants/loinc-${candidate.code.code}`,
        columns: [column.name],
        target: candidate.target,
        score: candidate.score,
        reasons: candidate.reasons,
      });
      used.add(column.name);
      continue;
    }
    const form = formOf(candidate.target);
    if (form && draft.add(column, form, candidate)) used.add(column.name);
  }
  if (variants.length === 0 || !takesFacts) {
    if (!Object.keys(draft.elements).some((path) => CORE[plan.resource]?.test(path)))
      return 'no column for what such a row must say';
  } else {
    // In rows of single facts the code is the variant's.
    for (const path of Object.keys(draft.elements)) if (/^(code|value)/.test(path)) delete draft.elements[path];
  }
  if (plan.isPivot && variants.length === 0) return 'no fact in a column of its own';
  for (const [element, value] of Object.entries(UNSTATED[plan.resource] ?? {})) draft.state(element, value);
  const excluded = exclusionsOf(table);
  const keys = new Set([...(plan.key ?? []), ...(link && link.join.length === 0 ? [link.patient] : [])]);
  const archived = table.columns
    .filter((column) => !used.has(column.name) && !keys.has(column.name))
    .map((column) => column.name);
  const lines = draft.lines.filter((line) => line.element in draft.elements || line.element.startsWith('variants/'));
  return {
    id: plan.id,
    table: table.name,
    resource: plan.resource,
    lines,
    crosswalks: [...draft.crosswalks],
    spec: {
      chartlift: 'mapping/1',
      resource: plan.resource,
      from: table.name,
      ...(plan.where === null ? {} : { where: plan.where }),
      ...(plan.key === null ? {} : { key: plan.key.length === 1 ? plan.key[0] : plan.key }),
      ...(link === null ? {} : { patient: link.patient }),
      ...(link && link.join.length > 0 ? { join: link.join } : {}),
      ...(excluded.length === 0 ? {} : { exclude: excluded }),
      elements: draft.elements,
      ...(variants.length === 0 ? {} : { variants }),
      ...(archived.length === 0 ? {} : { archive_only: archived }),
    },
  };
}

const MARKED = new Set(['1', 'y', 'yes', 't', 'true']);

/** Rows that the source marks as deleted or as an error, by columns that say so in as many words. */
function exclusionsOf(table: TableProfile): { rule: string; where: string; reason: string }[] {
  return table.columns.flatMap((column) => {
    const ideas = nameWords(column.name).map((word) => word.readings[0]?.join(' ') ?? '');
    const isMark = ideas.length <= 2 && (ideas.includes('delete') || /erroneous|in_?error/i.test(column.name));
    const marks = (column.values ?? [])
      .map((one) => one.value)
      .filter((value) => MARKED.has(value.trim().toLowerCase()));
    const isFlag = column.distinct.count <= 2 && marks.length === 1;
    if (!isMark || !isFlag) return [];
    const where = `cast(${quoted(column.name)} as text) = '${marks[0]}'`;
    return [{ rule: `marked-${slug(column.name)}`, where, reason: `The source marks the row in ${column.name}.` }];
  });
}

/** The key comes as the first identifier by itself. */
const isOwnKey = (plan: Plan, column: ColumnProfile, candidate: Candidate): boolean =>
  plan.key?.length === 1 && plan.key[0] === column.name && /\.(id|identifier)$/.test(candidate.target);

/** A fact in a column of its own is believed by its name, not by numbers alone. */
const isNamed = (candidate: Candidate): boolean =>
  candidate.score >= 0.6 && candidate.reasons.some((reason) => /^(name|comment|confirmed)/.test(reason));

/** The best suggestion of a column that belongs to the spec's resource type and that nobody rejected. */
function bestFor(
  plan: Plan,
  column: ColumnProfile,
  suggestion: ColumnSuggestion | undefined,
  options: DraftOptions,
): Candidate | null {
  const [top] = suggestion?.candidates ?? [];
  if (!top) return null;
  const isAllowed = (one: Candidate): boolean => !options.rejected?.(plan.view.table.name, column.name, one.target);
  const own = suggestion?.candidates.find((one) => one.target.startsWith(`${plan.resource}.`) && isAllowed(one));
  if (!own || (own.score < LEAST_SCORE && own !== top)) return null;
  // What belongs to another resource by far is not pressed into this one.
  if (plan.where === null && !own.target.startsWith(`${plan.resource}.`)) return null;
  if (plan.where === null && top !== own && top.score - own.score > 0.3) return null;
  return own;
}

/** `year_of_birth`, `month_of_birth`, `date_of_birth`: one date from three columns. */
function addBirthParts(
  plan: Plan,
  draft: ElementsDraft,
  ranked: readonly { column: ColumnProfile; candidate: Candidate }[],
): void {
  const of = ranked.filter(({ candidate }) => candidate.target.endsWith('.birthDate'));
  const part = (word: RegExp) => of.find(({ column }) => word.test(plain(column.name)));
  const year = part(/year|jahr|annee|ano|yr/);
  const month = part(/month|monat|mois|mes/);
  const day = of.find((one) => one !== year && one !== month);
  if (plan.resource !== 'Patient' || !year || !month || !day) return;
  const columns = [year, month, day].map(({ column }) => column.name);
  draft.elements.birthDate = { columns, clean: 'date' };
  draft.lines.push({
    element: 'birthDate',
    columns,
    target: 'Patient.birthDate',
    score: year.candidate.score,
    reasons: ['year, month and day in three columns'],
  });
}

/** A column that names code systems belongs to the code beside it. */
function addNamedSystems(draft: ElementsDraft, ranked: readonly { column: ColumnProfile; candidate: Candidate }[]): void {
  const namesSystem = (column: ColumnProfile): boolean => nameWords(column.name).some((word) => word.text === 'system');
  for (const { column: system, candidate } of ranked) {
    if (!candidate.target.endsWith('.coding') || !namesSystem(system)) continue;
    const form = formOf(candidate.target);
    const code = ranked.find((one) => one.candidate.target === candidate.target && !namesSystem(one.column));
    if (form && code) draft.addCoding(code.column, system, form, code.candidate);
  }
}

function variantOf(column: ColumnProfile, candidate: Candidate): { id: string; elements: ElementsSpec } {
  const code = candidate.code?.code ?? '';
  const target = catalogue().targets.find((one) => one.code === code);
  const unit =
    column.units[0]?.unit ?? unitByName(column.name) ?? (target?.units.length === 1 ? target.units[0] : undefined);
  const elements: ElementsSpec = {
    'category.coding.system': { value: 'http://terminology.hl7.org/CodeSystem/observation-category' },
    'category.coding.code': { value: target?.takes === 'number' && target.range ? 'vital-signs' : 'social-history' },
    'code.coding.system': { value: 'http://loinc.org' },
    'code.coding.code': { value: code },
  };
  if (candidate.target.endsWith('valueQuantity')) {
    elements.valueQuantity = {
      column: column.name,
      clean: unit === undefined ? 'quantity' : { quantity: { unit, zero: 'absent' } },
    };
  } else if (code === '72166-2') elements.valueCodeableConcept = { column: column.name, clean: 'smoking-status' };
  else if (candidate.target.endsWith('valueDateTime'))
    elements.valueDateTime = { column: column.name, clean: 'dateTime' };
  else elements.valueString = { column: column.name, clean: 'text' };
  return { id: `loinc-${code}`, elements };
}

const NAMED_UNITS: readonly (readonly [RegExp, string])[] = [
  [/(_|\b)kgs?(_|\b)|kilo/i, 'kg'],
  [/(_|\b)lbs?(_|\b)|pound/i, '[lb_av]'],
  [/(_|\b)cms?(_|\b)/i, 'cm'],
  [/(_|\b)in(ch(es)?)?(_|\b)/i, '[in_i]'],
  [/(_|\b)f(ahr\w*)?$/i, '[degF]'],
  [/(_|\b)c(els\w*)?$/i, 'Cel'],
];

const unitByName = (name: string): string | undefined => NAMED_UNITS.find(([shape]) => shape.test(name))?.[1];

/** References to specs that could not be drafted are taken out, their columns kept in the archive. */
function withoutDanglingReferences(specs: readonly SpecDraft[]): readonly SpecDraft[] {
  const ids = new Set(specs.map((spec) => spec.id));
  return specs.map((draft) => {
    const elements: ElementsSpec = { ...(draft.spec.elements as ElementsSpec) };
    const lost: string[] = [];
    for (const [path, value] of Object.entries(elements)) {
      if (typeof value === 'object' && !Array.isArray(value) && 'ref' in value && !ids.has(value.ref)) {
        delete elements[path];
        if (value.column !== undefined) lost.push(value.column);
      }
    }
    if (lost.length === 0) return draft;
    const archived = [...((draft.spec.archive_only as string[] | undefined) ?? []), ...lost];
    return {
      ...draft,
      lines: draft.lines.filter((line) => line.element in elements || line.element.startsWith('variants/')),
      spec: { ...draft.spec, elements, archive_only: archived },
    };
  });
}

export const slug = (name: string): string =>
  plain(name.replace(/(?<=\p{Ll})(?=\p{Lu})/gu, '-'))
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');

const spelling = (name: string): string => plain(name).replace(/[^a-z0-9]/g, '');

const quoted = (name: string): string => (/^[A-Za-z_]\w*$/.test(name) ? name : `"${name.replaceAll('"', '""')}"`);
