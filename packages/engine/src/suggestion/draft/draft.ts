import type { AttributeTable, OpenAttributes } from '../../artifacts/attribute-profile.js';
import type { ElementsSpec } from '../../artifacts/mapping-spec.js';
import type { ColumnProfile, SourceProfile, TableProfile } from '../../artifacts/source-profile.js';
import { catalogue } from '../catalogue/catalogue.js';
import { NameIndex } from '../name-match.js';
import { viewTables } from '../parent-tables.js';
import type { Ranked } from '../ranking.js';
import type { Candidate } from '../suggestion.js';
import { type TableView, tableName } from '../table-view.js';
import { appointmentPlans, asVisit } from './appointments.js';
import { type FactRows, factRows, openAttributes } from './attributes.js';
import { addClocks, addDateParts } from './clock-columns.js';
import { type Details, detailJoin, detailsLeft, detailsOf } from './details.js';
import { isFactTable, withFactPlans } from './fact-plans.js';
import { addBirthParts, addNamedSystems, canHoldFact, exclusionsOf, variantOf } from './facts.js';
import { flatPlans } from './flat-facts.js';
import { CORE, formOf, UNSTATED, WITHOUT_PATIENT } from './forms.js';
import { addLabels } from './labels.js';
import { addNamedRows, namedRows, pairPlans } from './named-rows.js';
import { isNamedForSomebody, isNameless } from './nameless-rows.js';
import { addSections } from './notes.js';
import { type PatientLink, patientColumn, SUBJECTS } from './patient-link.js';
import { addPatientLists, type PatientList, patientLists } from './patient-lists.js';
import { type Drafts, distinct, type Plan, patientTable, plansOf, type SpecDraft, slug } from './plan.js';
import { referencesOf } from './references.js';
import { isRefused, namePart } from './refusals.js';
import { registerRule } from './register.js';
import type { RowQuestions } from './row-questions.js';
import { addContactCondition, addDeath, addDenials } from './safeguards.js';
import { asPayer, settle } from './settle.js';
import { indexTables, leftInSilence } from './silent.js';
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

/** Score below which a suggestion is left to the list and not written. */
const LEAST_SCORE = 0.35;
const UNNAMED = 'what its rows tell is a key that leads to no text';

/**
 * Mapping specs for the tables whose rows are chart resources: one for each resource type and table, with key, patient, elements, conditions for kinds of rows, and
 * everything else archive-only. Exactly one table makes patients.
 */
export function draftSpecs(profile: SourceProfile, suggestions: readonly Ranked[], options: DraftOptions = {}): Drafts {
  const known = catalogue();
  const index = new NameIndex(known);
  const views = viewTables(profile, index, known).filter((view) => view.table.rows > 0);
  const byTable = new Map<string, Map<string, Ranked>>();
  for (const one of suggestions) {
    const columns = byTable.get(one.table) ?? new Map<string, Ranked>();
    byTable.set(one.table, columns.set(one.column, one));
  }
  const patients =
    views.find((view) => view.table.name === options.patients && isOfPeople(view, byTable)) ??
    patientTable(
      views.filter((view) => isOfPeople(view, byTable)),
      profile,
    );
  const context = { profile, views, patients, byTable, options };
  const lists = patientLists(views, patients, profile, byTable);
  const listed = new Set(lists.map((list) => list.view));
  const indexes = indexTables(profile);
  const nameless = new Set((options.attributes ?? []).filter(isNameless).map((one) => one.table));
  const facts = new Map(
    (options.attributes ?? [])
      .filter((one) => isFactTable(one, views, patients, profile))
      .map((one) => [one.table, one] as const),
  );
  const own = withFactPlans(
    views
      .filter((view) => view === patients || !indexes.has(view.table.name))
      .flatMap((view) => plansOf(view, patients, profile)),
    views,
    [...facts.keys()],
  )
    .filter((plan) => !listed.has(plan.view) || facts.has(plan.view.table.name))
    .map((plan) => asPayer(plan, byTable));
  const pairs = pairPlans(views, own, profile, patients, (view) => slug(tableName(view.table.name)));
  const plans = distinct(
    [...own, ...pairs, ...appointmentPlans(views, [...own, ...pairs], patients), ...flatPlans(patients, byTable)],
    options.source ?? null,
  );
  const open: OpenAttributes[] = [];
  const pivoted = new Set<string>();
  const parts = (options.attributes ?? []).filter((one) => !facts.has(one.table));
  const detailsBy = new Map<string, readonly Details[]>();
  const detailsFor = (plan: Plan): readonly Details[] => {
    const { table } = plan.view;
    const held = detailsBy.get(table.name) ?? (options.rank ? detailsOf(table, parts, profile, options.rank) : []);
    detailsBy.set(table.name, held);
    return plan.isPivot ? [] : held;
  };
  const left: Drafts['left'][number][] = [];
  const doubts: Drafts['left'][number][] = [];
  const specs: SpecDraft[] = [];
  for (const plan of plans) {
    const { resource } = plan;
    const table = plan.view.table.name;
    const patient = WITHOUT_PATIENT.has(resource) ? null : patientColumn(plan, patients, profile, byTable);
    if (resource === 'Observation' && nameless.has(table)) {
      if (!plan.isPivot) left.push({ table, resource, reason: UNNAMED });
      continue;
    }
    if (patient === undefined) {
      if (!plan.isPivot) left.push({ table, resource, reason: 'no way to the patient was found' });
      continue;
    }
    const read = resource === 'Observation' && !plan.isPivot ? facts.get(table) : undefined;
    if (read) open.push(openAttributes(read));
    for (const one of read ? factRows(read, profile, slug(tableName(table))) : [null]) {
      const drafted = draftOne(
        one === null ? plan : { ...plan, id: `${plan.id}${one.suffix}`, where: one.where },
        patient,
        plans,
        context,
        {
          lists: resource === 'Patient' ? lists : [],
          facts: one,
          details: one === null || one.suffix === '' ? detailsFor(plan) : [],
        },
      );
      if (typeof drafted === 'string' && plan.isPivot) continue;
      if (typeof drafted === 'string') left.push({ table, resource, reason: drafted });
      else {
        specs.push(drafted.spec);
        for (const part of drafted.parts) pivoted.add(part);
        doubts.push(...drafted.doubts.map((reason) => ({ table, resource, reason })));
      }
    }
  }
  // Rows that are parts of other rows are nothing by themselves.
  const whole = specs.filter((spec) => !pivoted.has(spec.table));
  const lost = left.filter((one) => !pivoted.has(one.table));
  const settled = settle(whole, plans, profile, [...lost, ...doubts]);
  const silent = leftInSilence(
    profile,
    settled.specs,
    settled.left,
    new Set([...indexes].filter((one) => !pivoted.has(one))),
  );
  return {
    ...settled,
    left: [...settled.left, ...silent.filter((one) => !pivoted.has(one.table))],
    attributes: open,
  };
}

/** What other rows say of a table's rows. */
interface Beside {
  readonly lists: readonly PatientList[];
  /** What the attributes of an attribute-value table make of its rows. */
  readonly facts: FactRows | null;
  /** Attributes that other tables keep of its rows. */
  readonly details: readonly Details[];
}

interface Context {
  readonly profile: SourceProfile;
  readonly views: readonly TableView[];
  readonly patients: TableView | null;
  readonly byTable: ReadonlyMap<string, ReadonlyMap<string, Ranked>>;
  readonly options: DraftOptions;
}

function draftOne(
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

/** Rows of people have a birth date, a sex, or given and family names, or their table is called so: a name with an address and a telephone is a pharmacy's as well. */
function isOfPeople(view: TableView, byTable: Context['byTable']): boolean {
  if ([...view.home].some((word) => PEOPLE.has(word))) return true;
  return view.table.columns.some((column) => {
    const [top] = byTable.get(view.table.name)?.get(column.name)?.candidates ?? [];
    return top !== undefined && /^Patient\.(birthDate|gender|name\.(given|family))$/.test(top.target);
  });
}

const PEOPLE = new Set(['patient', 'person', 'people', 'client', 'member', 'resident', 'demographic', 'demographics']);

/** A column that names rows: its values are keys, and no words to put into a chart. */
const isReference = (column: ColumnProfile, table: TableProfile, profile: SourceProfile): boolean =>
  profile.joins.some(
    (join) =>
      join.from.table === table.name &&
      join.from.columns.length === 1 &&
      join.from.columns[0] === column.name &&
      (join.declared || join.to.table === table.name) &&
      join.score >= 0.8,
  );

/** Free text may look like an address: without a name that says so it is none. */
const isUnnamedAddress = ({ target, reasons, score }: Candidate): boolean =>
  /\.address\.line$/.test(target) && score < 0.9 && !reasons.some((reason) => /^(name|comment|confirmed)/.test(reason));

/** The key comes as the first identifier by itself. */
const isOwnKey = (plan: Plan, column: ColumnProfile, candidate: Candidate): boolean =>
  plan.key?.length === 1 && plan.key[0] === column.name && /\.(id|identifier)$/.test(candidate.target);

/** A fact in a column of its own is believed by its name, not by numbers alone. */
const isNamed = (candidate: Candidate): boolean =>
  candidate.score >= 0.6 && candidate.reasons.some((reason) => /^(name|comment|confirmed)/.test(reason));

/** Ways of writing words, as opposed to keys. */
const WORDS = new Set(['text', 'code-text', 'name-part', 'human-name', 'note']);

/** The surest first; of one choice of types (`deceased[x]`, `onset[x]`) the date before yes and no or words; who wrote a row after who answers for it. */
const bySureness = (a: RankedColumn, b: RankedColumn): number =>
  Number(isOther(a)) - Number(isOther(b)) || b.candidate.score - a.candidate.score;
const isOther = ({ column, candidate: { target } }: RankedColumn): boolean =>
  /\.(?:deceased|multipleBirth)Boolean$|\.onsetString$|\.recorder$/.test(target) ||
  (column.dates !== null && CHANGED.test(column.name));

interface RankedColumn {
  readonly column: ColumnProfile;
  readonly candidate: Candidate;
}

/** When somebody changed the row, which says when it was so only where nothing else does. */
const CHANGED = /(?:^|[_a-z])(?:modif\w*|mod|updated?|chang\w*|edit\w*)(?:$|_|[A-Z]|dt|time|date|on)/i;

const ATTACHED = /content\.attachment\.data$/;

/** A decimal number called a value is no code, whatever stands beside it. */
const asValue = (column: ColumnProfile, candidate: Candidate): Candidate =>
  candidate.target === 'Observation.code.coding' && column.kind === 'decimal' && /val|result/i.test(column.name)
    ? { ...candidate, target: 'Observation.valueQuantity' }
    : candidate;

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
