import type { ColumnFacts } from './column-facts.js';
import { nameParts } from './name-words.js';

const listWords = new Set(
  `list lists lookup lookups lkp lu code codes type types category categories cat option options enum enums dictionary dict master mst ref reference catalog catalogue terms term
  concept concepts vocabulary valueset status statuses reason reasons country countries state states unit units title titles role roles specialty specialties
  liste listen katalog schluessel typ typen kategorie tipo tipos categoria categorias catalogo codigo codigos lista listes tabla tip tipler turu turleri kod kodlari sifarnik rodzaj slownik nomenclator ciselnik spravochnik`.split(
    /\s+/,
  ),
);
const MOST_COLUMNS = 20;
/** Columns that lead to a person: what has them is no list, whatever it is called. */
const personal =
  /^(?:pid|mrn|ssn)$|patient|person|demographic|member|client|dob|birth|hasta|pacien|pazient|pacjent|pacijent/i;

/**
 * Whether a table is a list of codes by its shape: a column that names each row, a text that labels it, hardly a date, and nothing of people. Null
 * where it is none. A table that speaks of patients (`encounter_type`) is one only where its name says that it is a list.
 */
export function lookupShape(
  table: string,
  rows: number,
  facts: readonly ColumnFacts[],
  ofPeople: boolean,
): { readonly reasons: string[] } | null {
  const named = nameParts(table).some((word) => listWords.has(word));
  const filled = facts.filter((column) => column.filled > 0);
  if (rows < (named ? 1 : 3) || filled.length < 2 || filled.length > MOST_COLUMNS) return null;
  if (ofPeople && (!named || filled.some((column) => personal.test(column.column.name)))) return null;
  const key = filled.find((column) => isKey(column, rows));
  const labels = filled.filter((column) => isLabel(column, rows, named));
  const label = labels.find((column) => column !== key) ?? labels[0];
  const long = filled.filter((column) => column.kind === 'text' && (column.lengths?.mean ?? 0) > 200).length;
  // When things happened is told by dates that differ from row to row; those of a list are of its making.
  const events = filled.filter(
    (column) => column.dates !== null && column.distinct.count > Math.max(5, rows * 0.3),
  ).length;
  if (!label || long > 1 || events > 0) return null;
  const reasons: string[] = [];
  if (named) reasons.push('the name says it is a list');
  if (key) reasons.push(`"${key.column.name}" names each row and "${label.column.name}" labels it`);
  if (rows <= 500) reasons.push('few rows');
  const score = (named ? 2 : 0) + (key && key !== label ? 1 : 0) + (rows <= 500 ? 1 : 0) + (filled.length <= 8 ? 1 : 0);
  return score >= (rows <= 20 ? 2 : 3) ? { reasons } : null;
}

const isKey = (column: ColumnFacts, rows: number): boolean =>
  column.filled === rows && column.distinct.count >= rows * 0.98 && (column.lengths?.most ?? 0) <= 64;

const isLabel = (column: ColumnFacts, rows: number, named: boolean): boolean =>
  (column.kind === 'word' || column.kind === 'text' || (column.kind === 'code' && column.wordShare > 0.5)) &&
  // What labels rows differs from row to row; a list of lists repeats itself.
  column.distinct.count >= (named ? Math.min(rows * 0.5, 50) : rows * 0.8) &&
  (column.lengths?.mean ?? 0) <= 120;
