import type { ColumnProfile, TableProfile } from '../../artifacts/source-profile.js';
import { nameTokens } from '../words.js';
import { type ElementsDraft, quoted } from './spec-draft.js';

/** Sections of a note by what their columns end in: the letters of SOAP, or its words. The order is that of the note. */
const SECTIONS: readonly (readonly [RegExp, string])[] = [
  [/^(?:s|subj\w*)$/, 'Subjective'],
  [/^(?:o|obj\w*)$/, 'Objective'],
  [/^(?:a|assess\w*)$/, 'Assessment'],
  [/^p(?:lan\w*)?$/, 'Plan'],
  [/^i(?:nterv\w*)?$/, 'Interval'],
  [/^e(?:duc\w*)?$/, 'Education'],
  [/^r(?:x)?$/, 'Prescription'],
];

/** Of S, O, A and P so many must be there before single letters are sections. */
const LEAST_SECTIONS = 3;

export interface NoteSection {
  readonly column: ColumnProfile;
  /** Heading under which it stands in the document: the section's word, or the column's own last word where its letter is not one of S, O, A, P. */
  readonly heading: string;
}

/** Columns that hold one note in sections (`pnotes_S`, `pnotes_O`; `subjective`, `objective`, `assessment`, `plan`), in the order of the note; empty where there are none. */
export function noteSections(table: TableProfile): readonly NoteSection[] {
  const texts = table.columns.filter(
    (column) => column.filled > 0 && column.dates === null && ['text', 'word', 'code'].includes(column.kind),
  );
  const byStem = new Map<string, { readonly rank: number; readonly section: NoteSection }[]>();
  for (const column of texts) {
    // The letters themselves: words of names leave a single "a" out.
    const words = nameTokens(column.name);
    const last = words.at(-1) ?? '';
    const rank = SECTIONS.findIndex(([shape]) => shape.test(last));
    const [, heading = ''] = SECTIONS[rank] ?? [];
    if (rank < 0) continue;
    const stem = words.slice(0, -1).join(' ');
    const section = { column, heading: rank < 4 ? heading : last.toUpperCase() };
    byStem.set(stem, [...(byStem.get(stem) ?? []), { rank, section }]);
  }
  for (const found of byStem.values()) {
    const core = new Set(found.filter(({ rank }) => rank < 4).map(({ rank }) => rank));
    if (core.size < LEAST_SECTIONS) continue;
    return [...found].sort((a, b) => a.rank - b.rank).map(({ section }) => section);
  }
  return [];
}

/** One document of the sections of a row, each under its heading; blank ones are left out. Gives the columns. */
export function addSections(table: TableProfile, draft: ElementsDraft): readonly string[] {
  const sections = noteSections(table);
  if (sections.length === 0) return [];
  const parts = sections.map(
    ({ column, heading }) =>
      `coalesce('${heading}:' || char(10) || nullif(trim(cast(${quoted(column.name)} as text)), '') || char(10) || char(10), '')`,
  );
  draft.addDocument(
    sections.map(({ column }) => column.name),
    `nullif(trim(${parts.join(' || ')}, char(10) || ' '), '')`,
  );
  return sections.map(({ column }) => column.name);
}

/** A column of long text that belongs to a chart. */
export const isNote = (column: ColumnProfile): boolean =>
  column.filled > 0 && column.note !== null && column.phi?.kind === 'free-text';
