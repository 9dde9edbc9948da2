import type { Join, SourceProfile, TableProfile } from '../../artifacts/source-profile.js';
import { catalogue } from '../catalogue/catalogue.js';
import type { Ranked } from '../ranking.js';
import { topResource } from '../table-resources.js';
import { type TableView, tableName } from '../table-view.js';
import { formOf, WITHOUT_PATIENT } from './forms.js';
import { DRUG_WORDS, isListOf, LISTS, NAME_PATHS, nameColumn, speaksOf, unjoinedList } from './lists.js';
import type { PatientLink } from './patient-link.js';
import { type Plan, quoted } from './plan.js';
import type { RowQuestions } from './row-questions.js';
import type { ElementsDraft, ReferenceOf } from './spec-draft.js';

/**
 * Rows of another table that say what a row at hand is about: the prescription that a row of a table of pairs names, the drug that a row of what was taken names.
 * detail: the named row is told of this one patient, and delivered with the row. lookup: a list that many rows name, only read.
 */
export interface NamedRows {
  readonly view: TableView;
  readonly join: Join;
  readonly role: 'detail' | 'lookup';
  /** Rows of it may be named by rows of several patients: those are left out by a rule and listed. */
  readonly isShared: boolean;
}

const LEAST_JOIN = 0.6;

/** Tables that rows of this plan name and that say what they are about; those that are people, places or patients are references, not these. */
export function namedRows(
  plan: Plan,
  views: readonly TableView[],
  profile: SourceProfile,
  patients: TableView | null,
  byTable: ReadonlyMap<string, ReadonlyMap<string, Ranked>>,
  rows?: RowQuestions,
): NamedRows[] {
  if (plan.isPivot || !(plan.resource in NAME_PATHS)) return [];
  const { table } = plan.view;
  const found: NamedRows[] = [];
  for (const join of profile.joins) {
    if (join.from.table !== table.name || join.score < LEAST_JOIN || join.to.table === table.name) continue;
    const view = views.find((one) => one.table.name === join.to.table);
    if (!view || view === patients || found.some((one) => one.view === view)) continue;
    const top = topResource(view.odds);
    const isSame = familyOf(top) === familyOf(plan.resource);
    const reaches = view.table.patientPath;
    // A row that is led to its patient by itself is a resource of its own.
    if (reaches && reaches.steps[0]?.from.table === view.table.name && !isAgainst(reaches.steps[0], profile)) continue;
    if (!isSame && !isList(view, top, plan) && !isListOf(view, plan.resource, byTable)) continue;
    const isCatalogue = LISTS.has(view.table.domain?.domain ?? 'unknown');
    const isFact =
      isSame && !isCatalogue && namedSeldom(table, join) && tellsOfAnEvent(view.table, views, profile, byTable);
    const isOnce = !isCatalogue && namesEachOnce(table, join);
    found.push({ view, join, role: isFact || isOnce ? 'detail' : 'lookup', isShared: isFact && !isOnce });
  }
  if (found.length > 0) return found;
  const unjoined = unjoinedList(table, plan.resource, views, byTable, rows);
  return unjoined === null ? [] : [{ ...unjoined, role: 'lookup', isShared: false }];
}

const FAMILY: ReadonlyMap<string, string> = new Map(
  [
    ['MedicationRequest', 'MedicationStatement', 'MedicationAdministration', 'Medication'],
    ['Observation', 'DiagnosticReport'],
    ['Procedure', 'ServiceRequest'],
  ].flatMap((types) => types.map((type) => [type, types[0] ?? type] as const)),
);

const familyOf = (type: string): string => FAMILY.get(type) ?? type;

/** A list of things that rows name: of no patient, and called what the rows are about (`NameOfTheDrug` for what was taken), by its label or its own name. */
function isList(view: TableView, top: string, plan: Plan): boolean {
  const domain = view.table.domain?.domain ?? 'unknown';
  if (top !== '-' && !LISTS.has(domain) && !WITHOUT_PATIENT.has(top)) return false;
  const words = SUBJECTS_OF[plan.resource];
  const label = nameColumn(view);
  if (!words || !label) return false;
  const isOther = top !== '-' && !LISTS.has(domain);
  return speaksOf(label.name, words) || (!isOther && speaksOf(tableName(view.table.name), words));
}

const DISEASE_WORDS = new Set(['diagnosis', 'disease', 'condition', 'problem', 'illness', 'issue', 'icd']);
const TEST_WORDS = new Set([
  'test',
  'laboratory',
  'lab',
  'examination',
  'exam',
  'analysis',
  'measurement',
  'analyte',
  'study',
  'result',
]);
const PROCEDURE_WORDS = new Set(['procedure', 'operation', 'surgery', 'treatment', 'service', 'cpt']);
/** What rows of each type are about, in the words of tables that list such things. */
const SUBJECTS_OF: Readonly<Record<string, ReadonlySet<string>>> = Object.freeze({
  MedicationRequest: DRUG_WORDS,
  MedicationStatement: DRUG_WORDS,
  Immunization: DRUG_WORDS,
  Condition: DISEASE_WORDS,
  AllergyIntolerance: new Set(['allergy', 'allergen', 'substance', 'agent', ...DRUG_WORDS]),
  Procedure: PROCEDURE_WORDS,
  ServiceRequest: new Set([...TEST_WORDS, ...PROCEDURE_WORDS]),
  Observation: TEST_WORDS,
  DiagnosticReport: TEST_WORDS,
});

/** Of a list of what there is, rows are named over and over; of what happened, each but now and then twice. */
const SELDOM = 0.7;
const namedSeldom = (table: TableProfile, join: Join): boolean =>
  join.from.columns.every((name) => {
    const column = table.columns.find((one) => one.name === name);
    return column !== undefined && column.filled > 0 && column.distinct.count >= column.filled * SELDOM;
  });

/** It has a date of its own, not that of the row's last change, or names a person of the staff: what happened, not what there is. */
function tellsOfAnEvent(
  table: TableProfile,
  views: readonly TableView[],
  profile: SourceProfile,
  byTable: ReadonlyMap<string, ReadonlyMap<string, Ranked>>,
): boolean {
  const isDated = table.columns.some(
    (column) =>
      column.dates !== null &&
      column.filled > 0 &&
      (byTable.get(table.name)?.get(column.name)?.candidates.length ?? 0) > 0,
  );
  if (isDated) return true;
  return profile.joins.some((join) => {
    if (join.from.table !== table.name || join.to.table === table.name) return false;
    const to = views.find((view) => view.table.name === join.to.table);
    return to !== undefined && ['Practitioner', 'PractitionerRole', 'Encounter'].includes(topResource(to.odds));
  });
}

/** True where no two rows name the same. */
function namesEachOnce(table: TableProfile, join: Join): boolean {
  const columns = join.from.columns.map((name) => table.columns.find((column) => column.name === name));
  return (
    columns.length === 1 &&
    columns.every((column) => column?.distinct.exact === true && column.distinct.count === column.filled)
  );
}

/** A step that goes against its reference, from the row that is named to the row that names it. */
export const isAgainst = (step: Pick<Join, 'from' | 'to'>, profile: SourceProfile): boolean =>
  !profile.joins.some(
    (join) =>
      join.from.table === step.from.table &&
      join.to.table === step.to.table &&
      join.from.columns.join() === step.from.columns.join(),
  );

export interface AddedRows {
  readonly joins: readonly Readonly<Record<string, string>>[];
  readonly excluded: readonly { readonly rule: string; readonly where: string; readonly reason: string }[];
  readonly archived: readonly string[];
  /** Columns of the row's own that name the others. */
  readonly naming: readonly string[];
  readonly read: readonly { readonly table: string; readonly role: 'detail' | 'lookup' }[];
  readonly doubts: readonly string[];
}

/** Writes what named rows say into the elements, as far as nothing of the row's own says it. */
export function addNamedRows(
  plan: Plan,
  link: PatientLink | null,
  named: readonly NamedRows[],
  draft: ElementsDraft,
  byTable: ReadonlyMap<string, ReadonlyMap<string, Ranked>>,
  referenceOf: (view: TableView) => ReferenceOf,
  rows: RowQuestions | undefined,
): AddedRows {
  const added = {
    joins: [] as Readonly<Record<string, string>>[],
    excluded: [] as AddedRows['excluded'][number][],
    archived: [] as string[],
    naming: [] as string[],
    read: [] as AddedRows['read'][number][],
    doubts: [] as string[],
  };
  const own = quoted(plan.view.table.name);
  named.forEach(({ view, join, role, isShared }, n) => {
    const path = NAME_PATHS[plan.resource] ?? '';
    const isSaid = (): boolean => path in draft.elements;
    // A list is read for what the row itself does not say in words.
    if (role === 'lookup' && isSaid()) return;
    const { table } = view;
    const alias = `of${n + 1}`;
    const of = { alias, table: table.name, referenceOf: referenceOf(view) };
    const used = new Set(join.to.columns);
    const label = nameColumn(view);
    if (label && !isSaid()) {
      const from = {
        target: `${plan.resource}.${path}`,
        score: 0.8,
        reasons: [`the name of what the row names in ${table.name}`],
      };
      if (draft.add(label, { path, how: ['code-text'] }, from, of)) used.add(label.name);
    }
    if (role === 'detail' || label !== null)
      for (const column of table.columns) {
        if (used.has(column.name) || column.filled === 0) continue;
        const best = byTable
          .get(table.name)
          ?.get(column.name)
          ?.all.find((one) => one.target.startsWith(`${plan.resource}.`) && one.score >= 0.35);
        // Of a list that is only read, the code beside the name; the rest is of the list and not of the row.
        if (!best || (role === 'lookup' && best.target !== `${plan.resource}.${path.replace(/text$/, 'coding')}`))
          continue;
        const form = isDuration(column.name, best.target) ? DURATION : formOf(best.target);
        if (form && draft.add(column, form, best, of)) used.add(column.name);
      }
    if (!draft.lines.some((line) => line.table === table.name)) return;
    const on = join.to.columns
      .map((to, c) => `${alias}.${quoted(to)} = ${own}.${quoted(join.from.columns[c] ?? '')}`)
      .join(' and ');
    added.joins.push({ table: table.name, as: alias, on, ...(role === 'detail' ? { role } : {}) });
    added.naming.push(...join.from.columns);
    added.read.push({ table: table.name, role });
    if (role === 'detail')
      added.archived.push(
        ...table.columns
          .filter((column) => column.filled > 0 && !used.has(column.name))
          .map((column) => `${alias}.${column.name}`),
      );
    if (!isShared || link === null || link.join.length > 0) return;
    const several = join.from.columns
      .map((column) => `same.${quoted(column)} = ${own}.${quoted(column)}`)
      .join(' and ');
    added.excluded.push({
      rule: 'several-patients',
      where: `(select count(distinct same.${quoted(link.patient)}) from ${own} same where ${several}) > 1`,
      reason: `The row of ${table.name} is paired with several patients: whose it is, a person must say.`,
    });
    const count = rows?.sharedRows({ by: plan.view.table.name, columns: join.from.columns, patient: link.patient });
    if (count !== 0)
      added.doubts.push(
        `${count ?? 'some'} rows of ${table.name} are paired with several patients and are left out by the rule several-patients of ${plan.id}: take the rule out where each pair is meant`,
      );
  });
  return added;
}

const DURATION = Object.freeze({ path: 'dosageInstruction.timing.repeat.boundsDuration', how: ['quantity'] });
const isDuration = (name: string, target: string): boolean =>
  target === 'MedicationRequest.dosageInstruction.timing' && speaksOf(name, new Set(['duration']));

/** A plan for a table of pairs: of each row's patient and of a row that is a chart fact but leads to no patient itself. */
export function pairPlans(
  views: readonly TableView[],
  plans: readonly Plan[],
  profile: SourceProfile,
  patients: TableView | null,
  name: (view: TableView) => string,
): Plan[] {
  const known = catalogue().resources.map((one) => one.type);
  return views.flatMap((view) => {
    const { table } = view;
    if (view === patients || plans.some((plan) => plan.view === view && !plan.isPivot)) return [];
    const toPatient = profile.joins.find(
      (join) => join.from.table === table.name && join.to.table === patients?.table.name,
    );
    if (!toPatient || said(table) > PAIR_COLUMNS) return [];
    for (const join of profile.joins) {
      if (join.from.table !== table.name || join.score < LEAST_JOIN || join === toPatient) continue;
      const to = views.find((one) => one.table.name === join.to.table);
      const resource = to ? topResource(to.odds) : '-';
      if (!to || to === patients || !(resource in NAME_PATHS) || !known.includes(resource)) continue;
      const key = table.keys.find((one) => one.declared) ?? table.keys[0];
      return [{ id: name(view), view, resource, where: null, key: key?.columns ?? null, isPivot: false }];
    }
    return [];
  });
}

/** Columns of a table of pairs beside its references. */
const PAIR_COLUMNS = 3;
const said = (table: TableProfile): number => {
  const keys = new Set([...table.keys.filter((key) => key.declared).flatMap((key) => key.columns)]);
  return (
    table.columns.filter((column) => column.filled > 0 && !keys.has(column.name)).length - (keys.size === 0 ? 2 : 0)
  );
};
