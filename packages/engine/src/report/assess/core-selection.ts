import type { Assessment } from '../../artifacts/assessment.js';
import type { Join, TableDomain, TableProfile } from '../../artifacts/source-profile.js';
import { DOMAINS, domainOf } from './words.js';

/** A table of the diagram. The patients' has depth 0 and no parent. */
export interface CoreTable {
  readonly table: TableProfile;
  readonly depth: 0 | 1 | 2;
  /** Where its line leads: a table one depth less. */
  readonly parent: string | null;
  /** The join of its line, which may lead from the parent to it; null where tables that are not shown lie between (`via`). */
  readonly join: Join | null;
  readonly via: readonly string[];
  /** 0 to 1: of the join, or of the whole way. */
  readonly score: number;
  /** Joins to other tables of the diagram. */
  readonly also: readonly Join[];
}

const MOST_TABLES = 22;
const NOT_CORE: ReadonlySet<TableDomain> = new Set([
  'users',
  'organizations',
  'inventory',
  'lookup',
  'audit',
  'technical',
]);
const NOT_IN_USE = /^(?:history|audit|copy|staging|lookup|technical|dead)$/;

/** The tables that make a chart: of each domain the largest first, those on their way to the patient, at most 24; empty where there is no table of patients. */
export function clinicalCore({ profile, patient }: Assessment): CoreTable[] {
  const byName = new Map(profile.tables.map((table) => [table.name, table]));
  const centre = patient === null ? undefined : byName.get(patient.table);
  if (centre === undefined) return [];
  const chosen = choose(profile.tables.filter((table) => table !== centre && isCandidate(table)));
  // The table next to the patient stands between, also where it was not chosen itself.
  for (const table of [...chosen]) {
    const near = table.patientPath?.steps.at(-1)?.from.table;
    const bridge = near === undefined ? undefined : byName.get(near);
    if (bridge !== undefined && bridge !== centre) chosen.add(bridge);
  }
  const shown = new Set([centre.name, ...[...chosen].map(({ name }) => name)]);
  const order = (table: TableProfile): number => DOMAINS.indexOf(domainOf(table));
  const sorted = [...chosen].sort((a, b) => order(a) - order(b) || b.rows - a.rows || (a.name < b.name ? -1 : 1));
  return [centre, ...sorted].map((table) => coreTable(table, table === centre, shown, profile.joins));
}

const isCandidate = (table: TableProfile): boolean =>
  table.rows > 0 &&
  (table.patientPath?.steps.length ?? 0) > 0 &&
  !NOT_CORE.has(domainOf(table)) &&
  !table.traits.some(({ trait }) => NOT_IN_USE.test(trait));

/** One table of each domain in turn, the largest first; tables that nobody recognised come last. */
function choose(candidates: readonly TableProfile[]): Set<TableProfile> {
  const queues = DOMAINS.filter((domain) => domain !== 'unknown').map((domain) =>
    candidates.filter((table) => domainOf(table) === domain).sort((a, b) => b.rows - a.rows),
  );
  const chosen = new Set<TableProfile>();
  for (let turn = 0; queues.some((queue) => queue.length > turn); turn++)
    for (const queue of queues) {
      const table = queue[turn];
      if (table !== undefined && chosen.size < MOST_TABLES) chosen.add(table);
    }
  if (chosen.size < 6)
    for (const table of candidates.filter((one) => domainOf(one) === 'unknown').sort((a, b) => b.rows - a.rows))
      if (chosen.size < 12) chosen.add(table);
  return chosen;
}

const isEnd = (end: Join['from'], other: Join['from']): boolean =>
  end.table === other.table && end.columns.join('\n') === other.columns.join('\n');

function coreTable(
  table: TableProfile,
  isCentre: boolean,
  shown: ReadonlySet<string>,
  joins: readonly Join[],
): CoreTable {
  const steps = isCentre ? [] : (table.patientPath?.steps ?? []);
  const own = joins.filter(({ from }) => from.table === table.name);
  const first = steps[0];
  const depth = Math.min(2, steps.length) as 0 | 1 | 2;
  const parent = depth === 0 ? null : ((depth === 1 ? steps[0]?.to.table : steps.at(-1)?.from.table) ?? null);
  const direct = steps.length <= 2;
  const join =
    first === undefined || !direct
      ? null
      : (own.find((one) => isEnd(one.from, first.from) && one.to.table === first.to.table) ??
        joins.find((one) => isEnd(one.to, first.from) && isEnd(one.from, first.to)) ??
        null);
  return {
    table,
    depth,
    parent,
    join,
    via: direct ? [] : steps.slice(0, -2).map(({ to }) => to.table),
    score: join?.score ?? table.patientPath?.score ?? 1,
    also: own
      .filter((one) => one !== join && one.to.table !== parent && one.to.table !== table.name)
      .filter(({ to, score }) => shown.has(to.table) && score >= 0.6)
      .sort((a, b) => b.score - a.score)
      .filter((one, i, all) => all.findIndex(({ to }) => to.table === one.to.table) === i)
      .slice(0, 2),
  };
}
