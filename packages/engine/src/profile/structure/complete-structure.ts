import type { Join, SourceProfile } from '../../artifacts/source-profile.js';
import type { ProfiledSource } from '../profile-source.js';
import { LabelReader } from './attribute-labels.js';
import { eavShape } from './attribute-values.js';
import { keySets, setKeys, singleKeys } from './found-keys.js';
import { LEAST_SCORE } from './join-score.js';
import { listReaders, optionListJoins } from './option-lists.js';
import { patientPaths } from './patient-paths.js';
import { type PatientTable, patientTable } from './patient-table.js';
import { type CountedJoin, JoinCounter, type LookAgain, readRows } from './second-look.js';
import { structureJoins } from './structure-joins.js';
import { type StructureModel, structureModel } from './structure-model.js';

export interface StructureOptions {
  /** Reads tables of the source again, so that orphans, keys of several columns and labels are counted; without it they stay unknown. */
  readonly look?: LookAgain;
}

export interface CompletedStructure {
  readonly profile: SourceProfile;
  /** The table with one row for each patient; null where none shows itself. */
  readonly patient: PatientTable | null;
}

/** Finds keys, joins, the ways to the patient and EAV tables, and puts them into the profile. */
export async function completeStructure(
  profiled: ProfiledSource,
  { look }: StructureOptions = {},
): Promise<CompletedStructure> {
  const model = structureModel(profiled);
  const declared = profiled.profile.joins;
  const isDeclared = new Set(declared.map(({ from }) => nameOf(from)));
  const found = structureJoins(model).filter(({ from }) => !isDeclared.has(nameOf(from)));
  const joins = [...declared, ...found];
  const keys = new Map(model.tables.map((table) => [table.name, singleKeys(table)]));
  const sets = look === undefined ? [] : model.tables.flatMap((table) => keySets(table, keys.get(table.name) ?? []));
  const fromFacts = new Map(joins.flatMap((join) => countFromFacts(join, model)));
  const open = joins.filter((join) => !fromFacts.has(join) && hasRows(join, model) && !isSteered(join));
  const counter = new JoinCounter(open, sets, (name) => model.table(name)?.columns.map((c) => c.name) ?? []);
  const lists = listReaders(model);
  const shapes = new Map(model.tables.map((table) => [table.name, eavShape(table, joins)]));
  const labels = new Map(
    [...shapes].map(([name, shape]) => [
      name,
      shape === null ? null : LabelReader.of(name, shape, model, joins, profiled.people),
    ]),
  );
  if (look !== undefined) {
    await readRows(look, [...counter.gatherers(), ...lists]);
    const texts = [...labels.values()].filter((reader): reader is LabelReader => reader !== null);
    await readRows(look, [...counter.matchers(), ...texts]);
  }
  const counts = new Map([...fromFacts, ...counter.countedJoins()]);
  const tuples = setKeys(counter.uniqueSets());
  const settled = joins
    .map((join) => withCount(join, counts.get(join)))
    .filter((join) => join.declared || join.score >= LEAST_SCORE)
    .sort((a, b) => b.score - a.score);
  const taken = new Set(settled.flatMap(({ from }) => from.columns.map((column) => `${from.table}\n${column}`)));
  const options = optionListJoins(model, lists, taken).sort((a, b) => b.score - a.score);
  const patient = patientTable(model, settled);
  const paths = patient === null ? null : patientPaths(model, settled, patient.table.name);
  return {
    patient,
    profile: {
      ...profiled.profile,
      joins: [...settled, ...options],
      tables: profiled.profile.tables.map((table) => ({
        ...table,
        keys: [...(keys.get(table.name) ?? []), ...(tuples.get(table.name) ?? [])].sort((a, b) => b.score - a.score),
        orphans: orphansOf(table.name, settled),
        patientPath: paths?.get(table.name) ?? null,
        eav: labels.get(table.name)?.labelled() ?? shapes.get(table.name) ?? null,
      })),
    },
  };
}

/** A row without two partners is one row: the most that one join counts, and not their sum. */
function orphansOf(table: string, joins: readonly Join[]): number | null {
  const counted = joins.flatMap(({ from, orphans }) => (from.table === table && orphans !== null ? [orphans] : []));
  return counted.length === 0 ? null : Math.max(...counted);
}

const nameOf = ({ table, columns }: Join['from']): string => `${table}\n${columns.join('\n')}`;

const hasRows = ({ from, to }: Join, model: StructureModel): boolean =>
  (model.table(from.table)?.profile.rows ?? 0) > 0 && (model.table(to.table)?.profile.rows ?? 0) > 0;

/** Rows that another column sends to another table are no orphans of this one. */
const isSteered = (join: Join): boolean =>
  join.reasons.some((reason) => reason.includes('names more tables than this'));

/** Exact counts where the profile remembers every value of the child and every hash of the parent. */
function countFromFacts(join: Join, model: StructureModel): [Join, CountedJoin][] {
  if (join.from.columns.length !== 1 || isSteered(join)) return [];
  const child = model.column(join.from.table, join.from.columns[0] ?? '');
  const parent = model.column(join.to.table, join.to.columns[0] ?? '');
  if (!child?.facts?.frequentIsAll || !child.sketch?.complete || !parent?.sketch?.complete) return [];
  const held = new Set(parent.sketch.hashes);
  let filled = 0;
  let orphans = 0;
  for (const { value, count } of child.facts.frequent) {
    const hash = model.hash(value);
    const stands = held.has(hash);
    if (!stands && child.leftOut.has(hash)) continue;
    filled += count;
    if (!stands) orphans += count;
  }
  return [[join, { filled, orphans }]];
}

/** Counted rows outweigh what a sketch told. */
function withCount(join: Join, counted: CountedJoin | undefined): Join {
  if (counted === undefined) return join;
  const { filled, orphans } = counted;
  if (filled === 0) return { ...join, inclusion: null, orphans: 0 };
  const inclusion = 1 - orphans / filled;
  const told = { inclusion: Math.round(inclusion * 10000) / 10000, orphans };
  if (join.declared) return { ...join, ...told };
  // Sketches of large tables may have had nothing in common.
  const score = join.inclusion === null && inclusion < 0.5 ? Math.min(join.score, 0.45) : join.score;
  const reasons = orphans > 0 ? [...join.reasons, `${orphans} of ${filled} rows find no partner`] : join.reasons;
  return { ...join, ...told, score, reasons };
}
