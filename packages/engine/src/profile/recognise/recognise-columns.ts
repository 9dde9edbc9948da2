import type { ColumnProfile, TableProfile } from '../../artifacts/source-profile.js';
import type { TerminologyStore } from '../../terminology/store/contract.js';
import type { ColumnFacts } from '../column-facts.js';
import { splitKeyEndings } from '../structure/name-words.js';
import { type CodeContext, codeGuesses, systemsSaid } from './code-columns.js';
import { noteFormats } from './note-formats.js';
import { unitsOf } from './unit-values.js';

const SAYS_SYSTEM = /\b(?:type|system|vocab\w*|scheme|codeset|set|source|coding)\b/;
const IS_CODE = /\b(?:codes?|cd|id|concept|value|key)\b|code$/;

/** A table with codes, notes and units recognised in its columns. `store`: releases to look codes up in, null for none. */
export function recogniseColumns(
  table: TableProfile,
  facts: ReadonlyMap<string, ColumnFacts>,
  store: TerminologyStore | null,
): TableProfile {
  const tableWords = spelled(table.name);
  const said = new Map<string, ReadonlyMap<string, number>>();
  for (const column of table.columns) {
    const known = facts.get(column.name);
    if (known === undefined || !SAYS_SYSTEM.test(spelled(column.name))) continue;
    const systems = systemsSaid(known);
    if (systems.size > 0) said.set(column.name, systems);
  }
  return {
    ...table,
    columns: table.columns.map((column) => {
      const known = facts.get(column.name);
      if (known === undefined || known.filled === 0) return column;
      const words = spelled(column.name);
      const context: CodeContext = {
        column: `${words} ${spelled(column.comment ?? '')}`,
        around: `${words} ${tableWords}`,
        said: said.has(column.name) || !IS_CODE.test(words) ? new Map() : besides(column, table.columns, said),
        store,
      };
      return {
        ...column,
        codes: mayHoldCodes(column, known) && !said.has(column.name) ? codeGuesses(known, context) : [],
        note: noteFormats(known),
        units: unitsOf(known, words),
      };
    }),
  };
}

/** Words of a name in small letters, blanks between them; digits stay with their words (`icd10`), key words written on are taken apart (`cptcode`). */
const spelled = (name: string): string =>
  splitKeyEndings(
    name
      .replace(/([\p{Ll}\d])(\p{Lu})/gu, '$1 $2')
      .toLowerCase()
      .split(/[^\p{L}\p{N}]+/u)
      .filter((word) => word !== ''),
  ).join(' ');

/** What columns beside it say: the nearest before it, where several do. */
function besides(
  column: ColumnProfile,
  columns: readonly ColumnProfile[],
  said: ReadonlyMap<string, ReadonlyMap<string, number>>,
): ReadonlyMap<string, number> {
  const place = columns.indexOf(column);
  const near = [...said]
    .map(([name, systems]) => ({ systems, distance: Math.abs(columns.findIndex((one) => one.name === name) - place) }))
    .sort((a, b) => a.distance - b.distance)[0];
  return near !== undefined && near.distance <= 3 ? near.systems : new Map();
}

/** Dates, flags, long texts and what tells who somebody is hold no codes; identifiers of practitioners do. */
function mayHoldCodes(column: ColumnProfile, facts: ColumnFacts): boolean {
  if (!/^(?:integer|code|word|text|decimal)$/.test(column.kind)) return false;
  if (facts.lengths === null || facts.lengths.mean > 60) return false;
  if (column.kind === 'decimal' && column.cellType !== 'text' && column.cellType !== 'unknown') return false;
  const personal = column.phi?.kind;
  if (personal === undefined || column.phi === null || column.phi.score < 0.6) return true;
  // Hyphenated drug codes look like telephone numbers; a column that is named for those holds none.
  if (personal === 'phone') return !/phone|tel|fax|mobile|cell|contact|handy/i.test(column.name);
  return /^(?:identifier|mrn|account|free-text)$/.test(personal);
}
