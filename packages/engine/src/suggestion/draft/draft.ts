import type { AttributeTable } from '../../artifacts/attribute-profile.js';
import type { ElementsSpec } from '../../artifacts/mapping-spec.js';
import type { ColumnProfile, SourceProfile } from '../../artifacts/source-profile.js';
import { catalogue } from '../catalogue/catalogue.js';
import { NameIndex } from '../name-match.js';
import type { Ranked } from '../ranking.js';
import type { Candidate } from '../suggestion.js';
import { tableName, viewTable } from '../table-view.js';
import { type FactRows, factRows, type OpenAttributes, openAttributes } from './attributes.js';
import { type Details, detailJoin, detailsLeft, detailsOf } from './details.js';
import { isFactTable, withFactPlans } from './fact-plans.js';
import { addBirthParts, addNamedSystems, exclusionsOf, variantOf } from './facts.js';
import { CORE, formOf, UNSTATED, WITHOUT_PATIENT } from './forms.js';
import { type PatientLink, patientColumn, SUBJECTS } from './patient-link.js';
import { distinct, type Plan, patientTable, plansOf, type SpecDraft, slug } from './plan.js';
import { referencesIn, referencesOf, withoutDanglingReferences } from './references.js';
import { ElementsDraft, type ReferenceOf } from './spec-draft.js';
import { addFlagStatuses } from './statuses.js';

export interface Drafts {
  readonly specs: readonly SpecDraft[];
  /** Tables whose rows look like chart resources and for which no spec could be drafted, with the reason. */
  readonly left: readonly { readonly table: string; readonly resource: string; readonly reason: string }[];
  /** Attribute-value tables that became Observations, with the attributes of which no code is sure. */
  readonly attributes: readonly OpenAttributes[];
}

export interface DraftOptions {
  /** What was read of the attribute-value tables; without it their attributes are not looked at. */
  readonly attributes?: readonly AttributeTable[];
  /** Suggestions that a person rejected: by table, column and target. */
  /** Ranks the columns of a profile; needed for attributes of rows, which are ranked as columns of these. */
  readonly rank?: (profile: SourceProfile) => readonly Ranked[];
  /** Name of the source, where several are staged: specs then name it, and their ids begin with it. */
  readonly source?: string | null;
  /** The table with one row for each patient, where it is known. */
  readonly patients?: string | null;
  readonly rejected?: (table: string, column: string, target: string) => boolean;
}

/** Score below which a suggestion is left to the list and not written. */
const LEAST_SCORE = 0.35;

/**
 * Mapping specs for the tables whose rows are chart resources: one for each resource type and table, with key, patient, elements, conditions for kinds of rows, and
 * everything else archive-only. Exactly one table makes patients.
 */
export function draftSpecs(profile: SourceProfile, suggestions: readonly Ranked[], options: DraftOptions = {}): Drafts {
  const known = catalogue();
  const index = new NameIndex(known);
  const views = profile.tables.filter((table) => table.rows > 0).map((table) => viewTable(table, index, known));
  const byTable = new Map<string, Map<string, Ranked>>();
  for (const one of suggestions) {
    const columns = byTable.get(one.table) ?? new Map<string, Ranked>();
    byTable.set(one.table, columns.set(one.column, one));
  }
  const patients = views.find((view) => view.table.name === options.patients) ?? patientTable(views, profile);
  const facts = new Map(
    (options.attributes ?? [])
      .filter((one) => isFactTable(one, views, patients, profile))
      .map((one) => [one.table, one] as const),
  );
  const plans = distinct(
    withFactPlans(
      views.flatMap((view) => plansOf(view, patients, profile)),
      views,
      [...facts.keys()],
    ),
    options.source ?? null,
  );
  const open: OpenAttributes[] = [];
  const parts = (options.attributes ?? []).filter((one) => !facts.has(one.table));
  const detailsBy = new Map<string, readonly Details[]>();
  const detailsFor = (plan: Plan): readonly Details[] => {
    const { table } = plan.view;
    const held = detailsBy.get(table.name) ?? (options.rank ? detailsOf(table, parts, profile, options.rank) : []);
    detailsBy.set(table.name, held);
    return plan.isPivot ? [] : held;
  };
  const left: Drafts['left'][number][] = [];
  const specs: SpecDraft[] = [];
  for (const plan of plans) {
    const patient = WITHOUT_PATIENT.has(plan.resource) ? null : patientColumn(plan, patients, profile, byTable);
    if (patient === undefined) {
      if (!plan.isPivot)
        left.push({ table: plan.view.table.name, resource: plan.resource, reason: 'no way to the patient was found' });
      continue;
    }
    const table = plan.resource === 'Observation' && !plan.isPivot ? facts.get(plan.view.table.name) : undefined;
    if (table) open.push(openAttributes(table));
    const rows = table ? factRows(table, profile, slug(tableName(table.table))) : [null];
    for (const one of rows) {
      const drafted = draftOne(
        one === null ? plan : { ...plan, id: `${plan.id}${one.suffix}`, where: one.where },
        patient,
        byTable.get(plan.view.table.name) ?? new Map(),
        referencesOf(plan, plans, profile),
        options,
        { facts: one, details: one === null || one.suffix === '' ? detailsFor(plan) : [], profile },
      );
      if (typeof drafted !== 'string') specs.push(drafted);
      else if (!plan.isPivot) left.push({ table: plan.view.table.name, resource: plan.resource, reason: drafted });
    }
  }
  const linked = withoutDanglingReferences(specs);
  const named = new Set(linked.flatMap(referencesIn));
  for (const { id, table, resource } of linked)
    if (WITHOUT_PATIENT.has(resource) && !named.has(id))
      left.push({ table, resource, reason: 'no drafted spec refers to its rows' });
  return {
    specs: linked.filter(({ id, resource }) => !WITHOUT_PATIENT.has(resource) || named.has(id)),
    left,
    attributes: open,
  };
}

/** What other rows say of a table's rows. */
interface Beside {
  /** What the attributes of an attribute-value table make of its rows. */
  readonly facts: FactRows | null;
  /** Attributes that other tables keep of its rows. */
  readonly details: readonly Details[];
  readonly profile: SourceProfile;
}

function draftOne(
  plan: Plan,
  link: PatientLink | null,
  suggestions: ReadonlyMap<string, Ranked>,
  referenceOf: ReferenceOf,
  options: DraftOptions,
  { facts, details, profile }: Beside,
): SpecDraft | string {
  const { table } = plan.view;
  const draft = new ElementsDraft(slug(tableName(table.name)), referenceOf);
  const variants: { id: string; elements: ElementsSpec }[] = [];
  const takesFacts = plan.resource === 'Observation';
  const fromDetails = new Map(details.flatMap((one) => [...one.ranked]));
  const ranked = [...table.columns, ...details.flatMap((one) => one.columns)]
    .filter((column) => !facts?.columns.includes(column.name))
    .map((column) => ({
      column,
      // Kinds of values are no kinds of rows.
      candidate: bestFor(
        facts ? { ...plan, where: null } : plan,
        column,
        suggestions.get(column.name) ?? fromDetails.get(column.name),
        options,
      ),
    }))
    .filter(
      (one): one is { column: ColumnProfile; candidate: Candidate } => one.candidate !== null && one.column.filled > 0,
    );
  addBirthParts(plan, draft, ranked);
  addNamedSystems(draft, ranked);
  const hasFamily = ranked.some(({ candidate }) => candidate.target.endsWith('.name.family'));
  if (facts) {
    Object.assign(draft.elements, facts.elements);
    draft.valueColumn = facts.value;
    draft.lines.push(...facts.lines);
  }
  const used = new Set([...draft.lines.flatMap((line) => line.columns), ...(facts?.columns ?? [])]);
  for (const { column, candidate } of [...ranked].sort((a, b) => b.candidate.score - a.candidate.score)) {
    if (used.has(column.name) || isOwnKey(plan, column, candidate) || SUBJECTS.test(candidate.target)) continue;
    if (fromDetails.has(column.name) && draft.addPart(column, candidate)) {
      used.add(column.name);
      continue;
    }
    if (facts && /\.(code|value|category)/.test(candidate.target)) continue;
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
    // A name beside a family name is the given name.
    const target = hasFamily ? candidate.target.replace(/\.name\.text$/, '.name.given') : candidate.target;
    const form = formOf(target);
    if (form && draft.add(column, form, candidate)) used.add(column.name);
  }
  if (variants.length === 0 || !takesFacts) {
    if (!Object.keys(draft.elements).some((path) => CORE[plan.resource]?.test(path)))
      return 'no column for what such a row must say';
  } else {
    // In rows of single facts the code is the variant's.
    for (const line of draft.lines.filter((one) => /^(code|value)/.test(one.element))) {
      delete draft.elements[line.element];
      for (const column of line.columns) used.delete(column);
    }
  }
  if (plan.isPivot && variants.length === 0) return 'no fact in a column of its own';
  for (const name of addFlagStatuses(plan.resource, table, draft)) used.add(name);
  for (const [element, value] of Object.entries(UNSTATED[plan.resource] ?? {})) draft.state(element, value);
  const excluded = exclusionsOf(table);
  const keys = new Set([...(plan.key ?? []), ...(link && link.join.length === 0 ? [link.patient] : [])]);
  const archived = table.columns
    .filter((column) => !used.has(column.name) && !keys.has(column.name))
    .map((column) => column.name);
  const parts = details.flatMap((one) => {
    const join = detailJoin(one, used);
    return join === null ? [] : [{ join, left: detailsLeft(one, profile), table: one.table.table }];
  });
  const joins = [...(link?.join ?? []), ...(facts?.join ?? []), ...parts.map(({ join }) => join)];
  archived.push(...parts.flatMap(({ left }) => left));
  const lines = draft.lines.filter((line) => line.element in draft.elements || line.element.startsWith('variants/'));
  return {
    id: plan.id,
    table: table.name,
    resource: plan.resource,
    details: parts.map((one) => one.table),
    lines,
    crosswalks: [
      ...[...draft.crosswalks].map((name) => ({ name, rows: [] })),
      ...(facts?.crosswalk ? [facts.crosswalk] : []),
    ],
    spec: {
      chartlift: 'mapping/1',
      resource: plan.resource,
      from: table.name,
      ...(plan.source === undefined ? {} : { source: plan.source }),
      ...(plan.where === null ? {} : { where: plan.where }),
      ...(plan.key === null ? {} : { key: plan.key.length === 1 ? plan.key[0] : plan.key }),
      ...(link === null ? {} : { patient: link.patient }),
      ...(joins.length > 0 ? { join: joins } : {}),
      ...(excluded.length === 0 ? {} : { exclude: excluded }),
      elements: draft.elements,
      ...(variants.length === 0 ? {} : { variants }),
      ...(archived.length === 0 ? {} : { archive_only: archived }),
    },
  };
}

/** The key comes as the first identifier by itself. */
const isOwnKey = (plan: Plan, column: ColumnProfile, candidate: Candidate): boolean =>
  plan.key?.length === 1 && plan.key[0] === column.name && /\.(id|identifier)$/.test(candidate.target);

/** A fact in a column of its own is believed by its name, not by numbers alone. */
const isNamed = (candidate: Candidate): boolean =>
  candidate.score >= 0.6 && candidate.reasons.some((reason) => /^(name|comment|confirmed)/.test(reason));

const KIND_DISTANCE = 2.5;

/** The best suggestion of a column that belongs to the spec's resource type and that nobody rejected. */
function bestFor(
  plan: Plan,
  column: ColumnProfile,
  suggestion: Ranked | undefined,
  options: DraftOptions,
): Candidate | null {
  const [top] = suggestion?.candidates ?? [];
  if (!top) return null;
  const isAllowed = (one: Candidate): boolean => !options.rejected?.(plan.view.table.name, column.name, one.target);
  if (plan.where !== null) {
    // Rows of several kinds: each kind has its own best target, not far behind that of the others.
    const found = suggestion?.all.find((one) => one.target.startsWith(`${plan.resource}.`) && isAllowed(one));
    const first = suggestion?.all[0]?.logit ?? 0;
    return found && found.logit > first - KIND_DISTANCE
      ? { ...found, score: Math.max(found.score, top.score * 0.8) }
      : null;
  }
  const own = suggestion?.candidates.find((one) => one.target.startsWith(`${plan.resource}.`) && isAllowed(one));
  if (!own || (own.score < LEAST_SCORE && own !== top)) return null;
  // What belongs to another resource by far is not pressed into this one.
  if (top !== own && top.score - own.score > 0.3) return null;
  return own;
}
