import type { Join } from '../../artifacts/source-profile.js';
import type { ModelTable, StructureModel } from './structure-model.js';

export interface PatientTable {
  readonly table: ModelTable;
  /** 0 to 1. */
  readonly score: number;
  readonly reasons: readonly string[];
}

const LEAST = 0.3;

/** The table with one row for each patient, and why; null where none shows itself. */
export function patientTable(model: StructureModel, joins: readonly Join[]): PatientTable | null {
  const named = new Map<string, Set<string>>();
  for (const { from, to } of joins) {
    if (from.table === to.table) continue;
    const tables = named.get(to.table) ?? new Set<string>();
    named.set(to.table, tables.add(from.table));
  }
  const most = Math.max(1, ...[...named.values()].map((tables) => tables.size));
  const ranked = model.tables
    .map((table) => guess(table, named.get(table.name)?.size ?? 0, most))
    .sort((a, b) => b.score - a.score || b.table.profile.rows - a.table.profile.rows);
  const best = ranked[0];
  if (best === undefined || best.score < LEAST) return null;
  return widerOf(best, ranked, model, joins) ?? best;
}

/** A table that only says which people are patients names the row of each in a table of people, which has their names and dates of birth; null where it does not. */
function widerOf(
  best: PatientTable,
  ranked: readonly PatientTable[],
  model: StructureModel,
  joins: readonly Join[],
): PatientTable | null {
  if (best.reasons.includes(NAMES) || best.reasons.includes(BIRTHS)) return null;
  for (const { from, to, score } of joins) {
    const column = from.columns.length === 1 ? model.column(from.table, from.columns[0] ?? '') : undefined;
    if (from.table !== best.table.name || to.table === from.table || score < 0.7 || column?.uniqueness !== 1) continue;
    const wider = ranked.find(({ table }) => table.name === to.table);
    if (wider?.reasons.includes(NAMES) && wider.reasons.includes(BIRTHS) && !wider.reasons.includes(STAFF))
      return {
        ...wider,
        score: best.score,
        reasons: [...wider.reasons, `${best.table.name} says who of them is a patient`],
      };
  }
  return null;
}

const NAMES = 'holds names of people';
const BIRTHS = 'holds dates of birth';
const STAFF = 'its name says staff';

function guess(table: ModelTable, referring: number, most: number): PatientTable {
  const reasons: string[] = [];
  let score = 0;
  const add = (points: number, reason: string): void => {
    score += points;
    reasons.push(reason);
  };
  const { entity, columns, satellite } = table;
  const head = entity.at(-1);
  if (entity.length === 1 && head === 'patient') add(satellite ? 0.2 : 0.5, 'its name says patients');
  else if (head === 'patient') add(0.2, 'its name ends in patients');
  else if (entity[0] === 'patient') add(0.08, 'its name begins with patients');
  else if (entity.length === 1 && head === 'person') add(0.15, 'its name says people');
  const kinds = new Set(columns.map((column) => column.profile.phi?.kind));
  const has = (pattern: RegExp): boolean => columns.some((column) => pattern.test(column.spelling));
  const isNamed =
    kinds.has('family-name') || kinds.has('given-name') || has(/\b(?:last|first|family|given|sur|f|l) ?name\b/);
  if (isNamed) add(0.12, NAMES);
  const birth =
    kinds.has('birth-date') || has(/\b(?:dob|birth|birthdate|born|nacimiento|geburt\w*|dogum\w*|naissance)\b/);
  if (birth) add(0.15, BIRTHS);
  if (has(/\b(?:sex|gender|geschlecht|sexo|cinsiyet|pol)\b/)) add(0.06, 'holds the sex');
  if (has(/\b(?:mrn|chart|hin|ssn|ss|medicare|health|pubpid)\b/)) add(0.05, 'holds identifiers of people');
  const staff = /^(?:user|provider|employee|person)$/.test(head ?? '') && head !== 'person';
  if (staff) add(-0.35, STAFF);
  if (referring > 0) add(0.3 * (referring / most), `${referring} tables name its rows`);
  if (table.profile.rows === 0) score *= 0.8;
  return { table, score: Math.max(0, Math.min(1, score)), reasons };
}
