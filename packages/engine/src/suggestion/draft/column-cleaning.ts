import type { ColumnProfile } from '../../artifacts/source-profile.js';
import { plain } from '../words.js';

/** Texts, of which none is a date. */
export const isNoDate = (column: ColumnProfile): boolean =>
  column.filled > 0 && column.dates === null && ['text', 'word', 'boolean'].includes(column.kind);

/** Yes and no, in whatever spelling. */
export function isFlag(column: ColumnProfile): boolean {
  if (column.kind === 'boolean') return true;
  const values = column.values ?? [];
  return (
    values.length > 0 &&
    column.distinct.count <= 3 &&
    values.every(({ value }) => /^(0|1|-1|y|n|t|f|yes|no|true|false)$/i.test(value.trim()))
  );
}

/** The values that plainly mean a code; null where none does, or the values are not told. */
export function codesOf(
  column: ColumnProfile,
  codes: Readonly<Record<string, string | boolean>>,
): Record<string, string | boolean> | null {
  const map: Record<string, string | boolean> = {};
  for (const { value } of column.values ?? []) {
    const code = codes[plain(value.trim())];
    if (code !== undefined) map[value.trim()] = code;
  }
  const keys = Object.keys(map);
  // One letter or a digit is a word of its list only: where other values stand beside it that nobody knows, it may mean anything (`1` of nine marital statuses).
  if (keys.every((key) => key.length <= 1) && keys.length < (column.values ?? []).length) return null;
  return keys.length === 0 ? null : map;
}

/** The order of all-numeric dates where the column's values show one. */
export function dateCleaner(what: string, column: ColumnProfile): string | Record<string, Record<string, string>> {
  const shown = column.dates?.formats[0]?.format ?? '';
  const order = /^mm?[/.-]/.test(shown) ? 'mdy' : /^dd?[/.-]/.test(shown) ? 'dmy' : null;
  if (order !== null) return { [what]: { order } };
  if (shown === 'epoch-seconds') return { [what]: { epoch: 'unix' } };
  if (shown === 'epoch-milliseconds') return { [what]: { epoch: 'unix-ms' } };
  // A column of date-times that are all at midnight states days.
  if (what === 'dateTime' && column.kind === 'datetime' && column.dates?.timed === 0)
    return { dateTime: { midnight: 'date' } };
  return what;
}

const CODE_CLEANERS: readonly (readonly [RegExp, string])[] = [
  [/icd-10/i, 'icd10'],
  [/icd-9/i, 'icd9'],
  [/loinc/i, 'loinc'],
  [/snomed/i, 'snomed'],
  [/rxnorm/i, 'rxnorm'],
  [/\/ndc/i, 'ndc'],
  [/cvx/i, 'cvx'],
  [/cpt/i, 'cpt'],
];

/** The cleaning function of the code system that the values fit; else the one that the name states; null where neither does. */
export function codeCleaner(column: ColumnProfile): string | null {
  if ((column.values ?? []).slice(0, 5).some(({ value }) => /^[A-Z0-9-]{3,12}:[A-Z0-9.-]+/i.test(value)))
    return 'coded-list';
  const best = column.codes[0];
  if (best && best.share >= 0.8) {
    const known = CODE_CLEANERS.find(([system]) => system.test(best.system));
    if (known) return known[1];
  }
  const name = plain(column.name).replace(/[^a-z0-9]/g, '');
  for (const stated of ['loinc', 'snomed', 'rxnorm', 'ndc', 'cvx', 'cpt', 'icd10', 'icd9'])
    if (name.includes(stated)) return stated;
  return null;
}
