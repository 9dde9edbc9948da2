import type { OpenAttributes } from '../../artifacts/attribute-profile.js';
import type { CrosswalkRow } from '../../artifacts/crosswalk.js';
import type { SourceProfile } from '../../artifacts/source-profile.js';
import type { Ranked } from '../ranking.js';
import { rowKinds, topResource } from '../table-resources.js';
import { type TableView, tableName } from '../table-view.js';
import { plain } from '../words.js';
import { CORE } from './forms.js';
import { isNote, noteSections } from './notes.js';
import { type DraftLine, quoted } from './spec-draft.js';

/** A drafted mapping spec: one resource type of one table. */
export interface SpecDraft {
  readonly id: string;
  readonly table: string;
  readonly resource: string;
  /** The spec as its file has it, without the id. */
  readonly spec: Readonly<Record<string, unknown>>;
  readonly lines: readonly DraftLine[];
  /** Crosswalks that it asks for, with the rows that are sure. */
  readonly crosswalks: readonly { readonly name: string; readonly rows: readonly CrosswalkRow[] }[];
  /** Other tables that the spec reads: their rows are delivered with it, or only read. `isWay`: read to come to the patient, not for what its rows say. */
  readonly reads: readonly { readonly table: string; readonly role: 'detail' | 'lookup'; readonly isWay?: boolean }[];
}

export interface Drafts {
  readonly specs: readonly SpecDraft[];
  /** Tables whose rows look like chart resources and for which no spec could be drafted, with the reason. */
  readonly left: readonly { readonly table: string; readonly resource: string; readonly reason: string }[];
  /** Attribute-value tables that became Observations, with the attributes of which no code is sure. */
  readonly attributes: readonly OpenAttributes[];
}

export interface Plan {
  readonly source?: string;
  readonly id: string;
  readonly view: TableView;
  readonly resource: string;
  readonly where: string | null;
  readonly key: readonly string[] | null;
  /** Made for the facts that stand in columns of their own in a table of something else. */
  readonly isPivot: boolean;
  /** What every row is, stated by the spec itself. */
  readonly says?: Readonly<Record<string, string>>;
  /** Suggestions of its columns, where they are not those of the table. */
  readonly suggestions?: ReadonlyMap<string, Ranked>;
}

/** Odds below which a table's resource type is a guess that nobody should have to take out again. */
const LEAST_ODDS = 0.4;

/** The same where the table's domain says so too, by its joins, codes and shape. */
const LEAST_AGREED = 0.3;
/** The resource type that rows of a domain most often are. */
export const RESOURCE_OF: Readonly<Record<string, string>> = Object.freeze({
  problems: 'Condition',
  allergies: 'AllergyIntolerance',
  medications: 'MedicationRequest',
  immunizations: 'Immunization',
  encounters: 'Encounter',
  procedures: 'Procedure',
  results: 'Observation',
  vitals: 'Observation',
  notes: 'DocumentReference',
  documents: 'DocumentReference',
});

/** The same where the table is one of notes by its domain and holds a column of long text, or one note in sections. */
const LEAST_NOTES = 0.15;

/** The table of patients: likely by its name and columns, named by most others, with most rows. */
export function patientTable(views: readonly TableView[], profile: SourceProfile): TableView | null {
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

export function plansOf(view: TableView, patients: TableView | null, profile: SourceProfile): Plan[] {
  const { table } = view;
  const name = slug(tableName(table.name));
  const key = view === patients ? patientKey(view, profile) : keyOf(view);
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
  const isAgreed = RESOURCE_OF[table.domain?.domain ?? ''] === top;
  const isOfNotes =
    isAgreed && top === 'DocumentReference' && (table.columns.some(isNote) || noteSections(table).length > 0);
  const least = isOfNotes ? LEAST_NOTES : isAgreed ? LEAST_AGREED : LEAST_ODDS;
  if (top === '-' || top === 'Patient' || (view.odds.get(top) ?? 0) < least || !(top in CORE)) return [];
  return [
    { id: name, view, resource: top, where: null, key, isPivot: false },
    ...(top === 'Observation' ? [] : pivots(view, name, key)),
  ];
}

/** A table of something else may hold vital signs and social history in columns of their own. */
export function pivots(view: TableView, name: string, key: readonly string[] | null): Plan[] {
  return [{ id: `${name}-observations`, view, resource: 'Observation', where: null, key, isPivot: true }];
}

/** The column by which other tables name patients, which need not be the declared key. */
export function patientKey(patients: TableView, profile: SourceProfile): readonly string[] | null {
  const named = new Map<string, number>();
  for (const { from, to } of profile.joins) {
    const [column] = to.columns;
    if (to.table === patients.table.name && from.table !== to.table && to.columns.length === 1 && column !== undefined)
      named.set(column, (named.get(column) ?? 0) + 1);
  }
  const [best] = [...named].sort((a, b) => b[1] - a[1]);
  return best ? [best[0]] : keyOf(patients);
}

export function keyOf(view: TableView): readonly string[] | null {
  const declared = view.table.keys.find((key) => key.declared) ?? view.table.keys[0];
  if (declared) return declared.columns;
  if (view.ownKey !== null) return [view.ownKey];
  const unique = view.table.columns.find(
    (column) => column.filled === view.table.rows && column.distinct.exact && column.distinct.count === view.table.rows,
  );
  return unique ? [unique.name] : null;
}

/** Ids that are one of a kind, with the source's name where there are several sources. */
export function distinct(plans: readonly Plan[], source: string | null): readonly Plan[] {
  const taken = new Set<string>();
  return plans.map((plan) => {
    const base = source === null ? plan.id : `${slug(source)}-${plan.id}`;
    let id = base;
    for (let n = 2; taken.has(id); n++) id = `${base}-${n}`;
    taken.add(id);
    return { ...plan, id, ...(source === null ? {} : { source }) };
  });
}

export const slug = (name: string): string =>
  plain(name.replace(/(?<=\p{Ll})(?=\p{Lu})/gu, '-'))
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');

export { quoted };

export const spelling = (name: string): string => plain(name).replace(/[^a-z0-9]/g, '');
