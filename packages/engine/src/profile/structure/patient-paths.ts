import type { Join, PatientPath } from '../../artifacts/source-profile.js';
import type { StructureModel } from './structure-model.js';

interface Hop {
  readonly from: Join['from'];
  readonly to: Join['to'];
  readonly score: number;
  /** Share of the rows that name another. */
  readonly filled: number;
}

/** A longer way has to be surer by so much for each table on it. */
const PER_STEP = 0.85;
/** Against the direction of a join: sure only where each row is named at most once. */
const AGAINST = 0.7;
const MOST_STEPS = 5;

/**
 * For each table the surest way from a row to its patient: along joins, or against one whose column never repeats (a link table, a table of the
 * same thing). Direct columns go before ways over other tables. Tables that cannot be reached are missing.
 */
export function patientPaths(model: StructureModel, joins: readonly Join[], patient: string): Map<string, PatientPath> {
  const into = new Map<string, Hop[]>();
  const register = registerOf(model, joins, patient);
  const registered = new Set(joins.filter((join) => join.to.table === register).map((join) => join.from.table));
  for (const join of joins) {
    const filled = filledShare(model, join);
    if (join.from.table === join.to.table || filled === 0) continue;
    // Of two people that a row names, its patient is the one whom it names as a patient.
    if (register !== null && join.to.table === patient && registered.has(join.from.table)) continue;
    // Who wrote a row is not whom it is about.
    const staff = STAFF.has(model.table(join.to.table)?.entity.at(-1) ?? '') && join.to.table !== patient;
    if (!staff && !TREATS.test(join.from.columns[0] ?? ''))
      push(into, join.to.table, { from: join.from, to: join.to, score: join.score, filled });
    if (isOneToOne(model, join))
      push(into, join.from.table, { from: join.to, to: join.from, score: join.score * AGAINST, filled: 1 });
  }
  const best = new Map<string, { readonly rank: number; readonly path: PatientPath }>();
  best.set(patient, { rank: 1, path: { steps: [], score: 1 } });
  let edge = [patient];
  for (let step = 0; step < MOST_STEPS && edge.length > 0; step++) {
    const next = new Set<string>();
    for (const table of edge) {
      const known = best.get(table);
      if (known === undefined || known.path.steps.length !== step) continue;
      for (const hop of into.get(table) ?? []) {
        const further = hop.from.table === register && table === patient ? 1 : PER_STEP;
        const rank = known.rank * hop.score * further * plainness(hop) * (0.3 + 0.7 * hop.filled);
        const old = best.get(hop.from.table);
        if (old !== undefined && old.rank >= rank) continue;
        const path = {
          steps: [{ from: hop.from, to: hop.to }, ...known.path.steps],
          score: Math.min(known.path.score, hop.score),
        };
        best.set(hop.from.table, { rank, path });
        next.add(hop.from.table);
      }
    }
    edge = [...next];
  }
  return new Map([...best].map(([table, { path }]) => [table, path]));
}

/**
 * The table that says which rows of a wider table of people are patients: called so, a row for one person each, by the very key of that person; null where there is
 * none or where the wider table is called so itself.
 */
export function registerOf(model: StructureModel, joins: readonly Join[], patient: string): string | null {
  if (model.table(patient)?.entity.at(-1) === 'patient') return null;
  const found = joins.find(({ from, to, score }) => {
    const column = from.columns.length === 1 ? model.column(from.table, from.columns[0] ?? '') : undefined;
    const entity = model.table(from.table)?.entity ?? [];
    return (
      to.table === patient &&
      from.table !== patient &&
      score >= 0.7 &&
      entity.length === 1 &&
      entity[0] === 'patient' &&
      column !== undefined &&
      column.uniqueness === 1 &&
      column.profile.filled === column.table.profile.rows
    );
  });
  return found?.from.table ?? null;
}

/** Of two columns that name patients, the one named plainly: `patient_id` before `referring_patient_id` or `mother_patient_id`. */
const plainness = (hop: Hop): number =>
  1 - 0.02 * Math.min(5, Math.max(0, (hop.from.columns[0] ?? '').split(/_|(?=[A-Z])/).length - 2));

/** 1 for tables without rows; 0 where rows name nothing, so that no way leads over them. */
function filledShare(model: StructureModel, { from }: Join): number {
  const columns = from.columns.map((name) => model.column(from.table, name));
  const rows = model.table(from.table)?.profile.rows ?? 0;
  if (rows === 0) return 1;
  const shares = columns.map((column) => {
    if (column === undefined || column.distinct === 0) return 0;
    const none = column.profile.sentinels.reduce((sum, sentinel) => sum + sentinel.count, 0);
    return Math.max(0.05, (column.profile.filled - none) / rows);
  });
  return Math.min(...shares);
}

/**
 * True where each row of `from` names a row of `to` that no other names: then a row of `to` leads to one row of `from`. Staff are led to no patient so,
 * and what only few rows are named of is no other side of the same thing.
 */
function isOneToOne(model: StructureModel, join: Join): boolean {
  if (join.from.columns.length !== 1 || join.score < 0.7) return false;
  const column = model.column(join.from.table, join.from.columns[0] ?? '');
  const target = model.table(join.to.table);
  if (column === undefined || target === undefined || STAFF.has(target.entity.at(-1) ?? '')) return false;
  const { rows } = column.table.profile;
  return (
    column.uniqueness === 1 &&
    (rows >= 3 || join.score >= 0.9) &&
    column.profile.filled >= rows * 0.9 &&
    column.distinct >= target.profile.rows * 0.5
  );
}

/** Columns of whoever treats, orders, signs: where patients and staff are rows of one table, they lead to it as well. */
const TREATS =
  /^(?:treating|attending|ordering|referring|rendering|performing|prescribing|administering|admitting|discharging|consulting|supervising|signing|responsible|operating|examining|requesting|entering|reporting|recording|dispensing)(?=_|[A-Z]|person|pers|id)/i;

const STAFF: ReadonlySet<string> = new Set(['user', 'provider', 'employee']);

function push<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [value]);
  else list.push(value);
}
