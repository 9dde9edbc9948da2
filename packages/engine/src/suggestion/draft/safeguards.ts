import type { ValueSpec } from '../../artifacts/mapping-spec.js';
import type { ColumnProfile } from '../../artifacts/source-profile.js';
import { type ElementsDraft, quoted } from './spec-draft.js';

/** The column of a value that is read from one; null for every other form. */
const columnOf = (value: ValueSpec | undefined): string | null =>
  typeof value === 'object' && !Array.isArray(value) && 'column' in value ? (value.column ?? null) : null;

const trimmed = (column: string): string =>
  `trim(coalesce(cast(${column.split('.').map(quoted).join('.')} as text), ''))`;

/** Beside the words of an allergen what they say where they name none (`NKDA`, `negadas`): the statement, and no allergen of that name. */
export function addDenials(draft: ElementsDraft): void {
  const column = columnOf(draft.elements['code.text']);
  const line = draft.lines.find((one) => one.element === 'code.text');
  if (column === null || !line) return;
  const held = draft.elements['code.coding'];
  const codings = Array.isArray(held) ? held : held === undefined ? [] : [held];
  draft.elements['code.coding'] = [...codings, { column, clean: 'no-known-allergy' }];
  draft.lines.push({
    ...line,
    element: 'code.coding',
    target: 'AllergyIntolerance.code.coding',
    reasons: ['words that deny allergies are that statement'],
  });
}

const DEATHS: Readonly<Record<string, boolean>> = Object.freeze({
  ...{ '1': true, '-1': true, y: true, yes: true, t: true, true: true },
  ...{ '0': false, n: false, no: false, f: false, false: false },
});

/**
 * Death without a date, where a date is drafted as well: of `deceased[x]` FHIR allows one, and a date says that somebody died. Gives true where it was written; only
 * where every value of the column is a plain yes or no.
 */
export function addDeath(draft: ElementsDraft, died: ColumnProfile): boolean {
  const date = columnOf(draft.elements.deceasedDateTime);
  const values = (died.values ?? []).map(({ value }) => value.trim().toLowerCase());
  if (date === null || values.some((value) => !(value in DEATHS))) return false;
  const day = trimmed(date);
  draft.elements.deceasedBoolean = {
    sql: `case when ${day} <> '' and ${day} not glob '0000-00-00*' then 'dated' else lower(${trimmed(died.name)}) end`,
    map: { dated: null, '': null, ...DEATHS },
  };
  draft.lines.push({
    element: 'deceasedBoolean',
    columns: [died.name],
    target: 'Patient.deceasedBoolean',
    score: 0.6,
    reasons: ['where no date of death is stated'],
  });
  return true;
}

/** A contact is somebody with a name or a number (FHIR pat-1): how they are related is said only where one of these is filled. */
export function addContactCondition(draft: ElementsDraft): void {
  const own = draft.elements['contact.relationship'];
  if (columnOf(own) === null) return;
  const who = Object.entries(draft.elements).flatMap(([path, value]) => {
    const column = /^contact\.(?:name\.text|telecom\[\d+\]\.value)$/.test(path) ? columnOf(value) : null;
    return column === null ? [] : [`${trimmed(column)} <> ''`];
  });
  if (who.length === 0) delete draft.elements['contact.relationship'];
  else draft.elements['contact.relationship'] = { ...(own as { column: string }), when: who.join(' or ') };
}
