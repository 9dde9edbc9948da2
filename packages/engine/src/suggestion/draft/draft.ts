import type { OpenAttributes } from '../../artifacts/attribute-profile.js';
import type { SourceProfile } from '../../artifacts/source-profile.js';
import { catalogue } from '../catalogue/catalogue.js';
import { NameIndex } from '../name-match.js';
import { viewTables } from '../parent-tables.js';
import type { Ranked } from '../ranking.js';
import { type TableView, tableName } from '../table-view.js';
import { appointmentPlans } from './appointments.js';
import { factRows, openAttributes } from './attributes.js';
import { type Details, detailsOf } from './details.js';
import { type Context, type DraftOptions, draftSpec, UNNAMED } from './draft-spec.js';
import { isFactTable, withFactPlans } from './fact-plans.js';
import { flatPlans } from './flat-facts.js';
import { WITHOUT_PATIENT } from './forms.js';
import { pairPlans } from './named-rows.js';
import { isNameless } from './nameless-rows.js';
import { patientColumn } from './patient-link.js';
import { patientLists } from './patient-lists.js';
import { type Drafts, distinct, type Plan, patientTable, plansOf, type SpecDraft, slug } from './plan.js';
import { asPayer, settle } from './settle.js';
import { indexTables, leftInSilence } from './silent.js';

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
      const drafted = draftSpec(
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

/** Rows of people have a birth date, a sex, or given and family names, or their table is called so: a name with an address and a telephone is a pharmacy's as well. */
function isOfPeople(view: TableView, byTable: Context['byTable']): boolean {
  if ([...view.home].some((word) => PEOPLE.has(word))) return true;
  return view.table.columns.some((column) => {
    const [top] = byTable.get(view.table.name)?.get(column.name)?.candidates ?? [];
    return top !== undefined && /^Patient\.(birthDate|gender|name\.(given|family))$/.test(top.target);
  });
}

const PEOPLE = new Set(['patient', 'person', 'people', 'client', 'member', 'resident', 'demographic', 'demographics']);
