import type { AttributeTable } from '../../artifacts/attribute-profile.js';
import type { ElementsSpec } from '../../artifacts/mapping-spec.js';
import type { ColumnProfile, SourceProfile } from '../../artifacts/source-profile.js';
import type { Ranked } from '../ranking.js';
import type { Candidate } from '../suggestion.js';
import { type TableView, tableName } from '../table-view.js';
import { asVisit } from './appointments.js';
import type { FactRows } from './attributes.js';
import { addClocks, addDateParts } from './clock-columns.js';
import {
  ATTACHED,
  asValue,
  bestFor,
  bySureness,
  isNamed,
  isOwnKey,
  isReference,
  isUnnamedAddress,
  WORDS,
} from './column-choice.js';
import { type Details, detailJoin, detailsLeft } from './details.js';
import { addBirthParts, addNamedSystems, canHoldFact, exclusionsOf, variantOf } from './facts.js';
import { CORE, formOf, UNSTATED } from './forms.js';
import { addLabels } from './labels.js';
import { addNamedRows, namedRows } from './named-rows.js';
import { isNamedForSomebody } from './nameless-rows.js';
import { addSections } from './notes.js';
import { type PatientLink, SUBJECTS } from './patient-link.js';
import { addPatientLists, type PatientList } from './patient-lists.js';
import { type Plan, type SpecDraft, slug } from './plan.js';
import { referencesOf } from './references.js';
import { isRefused, namePart } from './refusals.js';
import { registerRule } from './register.js';
import type { RowQuestions } from './row-questions.js';
import { addContactCondition, addDeath, addDenials } from './safeguards.js';
import { ElementsDraft } from './spec-draft.js';
import { addFlagStatuses } from './statuses.js';
import { withStart } from './stays.js';

export interface DraftOptions {
  /** What was read of the attribute-value tables; without it their attributes are not looked at. */
  readonly attributes?: readonly AttributeTable[];
  /** Ranks the columns of a profile; needed for attributes of rows, which are ranked as columns of these. */
  readonly rank?: (profile: SourceProfile) => readonly Ranked[];
  /** Name of the source, where several are staged: specs then name it, and their ids begin with it. */
  readonly source?: string | null;
  /** The table with one row for each patient, where it is known. */
  readonly patients?: string | null;
  /** Suggestions that a person rejected: by table, column and target. */
  readonly rejected?: (table: string, column: string, target: string) => boolean;
  /** Absent: what the profile does not tell is not known. */
  readonly rows?: RowQuestions;
}

export const UNNAMED = 'what its rows tell is a key that leads to no text';
/** What other rows say of a table's rows. */
export interface Beside {
  readonly lists: readonly PatientList[];
  /** What the attributes of an attribute-value table make of its rows. */
  readonly facts: FactRows | null;
  /** Attributes that other tables keep of its rows. */
  readonly details: readonly Details[];
}

export interface Context {
  readonly profile: SourceProfile;
  readonly views: readonly TableView[];
  readonly patients: TableView | null;
  readonly byTable: ReadonlyMap<string, ReadonlyMap<string, Ranked>>;
  readonly options: DraftOptions;
}

/** One spec of a plan, with what is in doubt and which tables of attributes it took up; a sentence where it cannot be drafted. */
export function draftSpec(
  plan: Plan,
  link: PatientLink | null,
  plans: readonly Plan[],
  context: Context,
  { lists, facts, details }: Beside,
): { readonly spec: SpecDraft; readonly doubts: readonly string[]; readonly parts: readonly string[] } | string {
  const { table } = plan.view;
  const { profile, views, patients, byTable, options } = context;
  const found = byTable.get(table.name) ?? new Map<string, Ranked>();
  const suggestions = plan.suggestions ?? (plan.says ? asVisit(found, plan.view, views, profile) : found);
  const draft = new ElementsDraft(slug(tableName(table.name)), referencesOf(plan, plans, profile), plan.resource);
  for (const [element, value] of Object.entries(plan.says ?? {})) draft.say(element, value);
  const variants: { id: string; elements: ElementsSpec }[] = [];
  const takesFacts = plan.resource === 'Observation';
  const fromDetails = new Map(details.flatMap((one) => [...one.ranked]));
  // Kinds of values are no kinds of rows.
  const asRow = facts ? { ...plan, where: null } : plan;
  const all = [...table.columns, ...details.flatMap((one) => one.columns)]
    .filter((column) => !facts?.columns.includes(column.name))
    .map((column) => {
      const suggested = suggestions.get(column.name) ?? fromDetails.get(column.name);
      const candidate = bestFor(asRow, column, suggested, options);
      return { column, candidate: candidate && asValue(column, candidate) };
    });
  const refused = new Map<ColumnProfile, Candidate>();
  for (const { column, candidate } of all)
    if (candidate && isRefused(column, candidate, table, profile, views)) refused.set(column, candidate);
  const fitting = all.filter(
    (one): one is { column: ColumnProfile; candidate: Candidate } =>
      one.candidate !== null && one.column.filled > 0 && !refused.has(one.column),
  );
  const parts = fitting.flatMap(({ column, candidate }) => {
    const part = namePart(
      column,
      candidate,
      fitting.map((one) => one.candidate),
    );
    return part ? [{ column, candidate: part }] : [];
  });
  const ranked = withStart(plan, parts);
  addBirthParts(plan, draft, ranked);
  addNamedSystems(draft, ranked);
  addDateParts(table, draft, ranked);
  if (plan.resource !== 'Observation') addClocks(table, draft, ranked, options.rows);
  const hasFamily = ranked.some(({ candidate }) => candidate.target.endsWith('.name.family'));
  const sections = plan.resource === 'DocumentReference' ? addSections(table, draft) : [];
  if (facts) {
    Object.assign(draft.elements, facts.elements);
    draft.valueColumn = facts.value;
    draft.lines.push(...facts.lines);
  }
  const used = new Set([...draft.lines.flatMap((line) => line.columns), ...(facts?.columns ?? [])]);
  for (const { column, candidate } of [...ranked].sort(bySureness)) {
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
        !canHoldFact(column, candidate) ||
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
    const form = formOf(sections.length > 0 ? target.replace(ATTACHED, 'description') : target);
    if (form && WORDS.has(form.how[0] ?? '') && isReference(column, table, profile)) continue;
    if (isUnnamedAddress(candidate) || (column.kind === 'time' && /^date/.test(form?.how[0] ?? ''))) continue;
    if (form && draft.add(column, form, candidate)) used.add(column.name);
  }
  const others = addNamedRows(
    plan,
    link,
    facts ? [] : namedRows(plan, views, profile, patients, byTable, options.rows),
    draft,
    byTable,
    (view) => referencesOf({ ...plan, view }, plans, profile),
    options.rows,
  );
  for (const column of others.naming) used.add(column);
  const numbers = [...refused].map(([column, candidate]) => ({ column, candidate }));
  const labels = addLabels(plan, numbers, views, profile, draft);
  for (const column of labels.columns) used.add(column);
  if (plan.resource === 'AllergyIntolerance') addDenials(draft);
  if (plan.resource === 'Patient') {
    const died = ranked.find(({ candidate }) => candidate.target === 'Patient.deceasedBoolean')?.column ?? null;
    if (died && addDeath(draft, died)) used.add(died.name);
    addContactCondition(draft);
  }
  const items = addPatientLists(lists, table, plan.key?.[0] ?? '', draft, options.rejected ?? (() => false));
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
  if (takesFacts && variants.length === 0 && !facts && isNamedForSomebody(draft.lines, table)) return UNNAMED;
  if (plan.isPivot && takesFacts && variants.length === 0) return 'no fact in a column of its own';
  for (const name of addFlagStatuses(plan.resource, table, draft)) used.add(name);
  for (const [element, value] of Object.entries(UNSTATED[plan.resource] ?? {})) draft.state(element, value);
  const strangers = plan.resource === 'Patient' ? registerRule(plan.view, views, profile) : null;
  const excluded = [...exclusionsOf(table, profile.tables), ...(strangers ? [strangers] : []), ...others.excluded];
  const pivots = details.flatMap((one) => {
    const join = detailJoin(one, used);
    return join === null ? [] : [{ join, left: detailsLeft(one, profile), table: one.table.table }];
  });
  const joins = [
    ...(link?.join ?? []),
    ...others.joins,
    ...labels.joins,
    ...(facts?.join ?? []),
    ...pivots.map(({ join }) => join),
  ];
  const ways = (link?.join ?? []).flatMap(({ table: name }) =>
    name === undefined ? [] : [{ table: name, role: 'lookup' as const, isWay: true }],
  );
  const keys = new Set([...(plan.key ?? []), ...(link && link.join.length === 0 ? [link.patient] : [])]);
  const archived = [
    ...table.columns.filter((column) => !used.has(column.name) && !keys.has(column.name)).map((column) => column.name),
    ...others.archived,
    ...items.archived,
    ...pivots.flatMap((one) => one.left),
  ];
  const lines = draft.lines.filter((line) => line.element in draft.elements || line.element.startsWith('variants/'));
  const spec: SpecDraft = {
    id: plan.id,
    table: table.name,
    resource: plan.resource,
    lines,
    crosswalks: [
      ...[...draft.crosswalks].map((name) => ({ name, rows: [] })),
      ...(facts?.crosswalk ? [facts.crosswalk] : []),
    ],
    reads: [
      ...ways,
      ...others.read,
      ...labels.tables.map((name) => ({ table: name, role: 'lookup' as const })),
      ...[...items.tables, ...pivots.map((one) => one.table)].map((name) => ({ table: name, role: 'detail' as const })),
      ...(facts?.join ?? []).map((join) => ({ table: join.table ?? '', role: 'lookup' as const })),
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
  return { spec, doubts: others.doubts, parts: pivots.map((one) => one.table) };
}
