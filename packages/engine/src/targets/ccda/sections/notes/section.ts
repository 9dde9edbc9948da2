import { codingOf } from '../../datatypes/concept.js';
import { LOINC } from '../../datatypes/oid.js';
import type { CcdaDocument } from '../../document.js';
import { frame, type Heading, type Section } from '../../section.js';
import { visible } from '../../xml.js';
import { noteEntries } from './entry.js';
import { narrateNote } from './narrative.js';
import { notesOf } from './note.js';
import { NOTE, NOTES_SECTION } from './templates.js';

// LOINC: one to seven digits, a hyphen, a check digit. Anything else cannot name a section.
const LOINC_CODE = /^\d{1,7}-\d$/;

interface Kind {
  readonly display: string;
  readonly items: string[];
  readonly entries: string[];
}

/** A section that a document's template demands and that a source has as a note of the same LOINC code. */
export type NoteSection = Pick<Section, 'templates' | 'code' | 'display' | 'title'>;

const SEE_THE_NOTES = 'See the notes';

/** Notes Sections, one for each kind of note that has a LOINC code and one for the others (CONF:3250-16892: the section's code is the kind). `asSections`: those are notes of their code, or say that the notes are to be seen. */
export function writeNotes(document: CcdaDocument, asSections: readonly NoteSection[] = []): string {
  const kinds = new Map<string, Kind>();
  notesOf(document).forEach((note, i) => {
    const coding = codingOf(note.kind, LOINC);
    const code = coding?.code !== undefined && LOINC_CODE.test(coding.code) ? coding.code : NOTE.code;
    const kind = kinds.get(code) ?? {
      display: (code === NOTE.code ? null : visible(coding?.display)) ?? NOTE.display,
      items: [],
      entries: [],
    };
    kinds.set(code, kind);
    const anchor = `note-${i + 1}`;
    document.carry(note.resource);
    kind.items.push(narrateNote(document, note, anchor));
    kind.entries.push(...noteEntries(document, note, anchor));
  });
  let xml = '';
  for (const section of asSections) if (!kinds.has(section.code)) xml += frame(section, null, SEE_THE_NOTES);
  for (const [code, { display, items, entries }] of kinds) {
    const also = asSections.find((section) => section.code === code);
    const heading =
      also === undefined
        ? headingOf(code, display)
        : { templates: `${also.templates}${NOTES_SECTION}`, code, display, title: also.title };
    xml += frame(heading, { entries, narrative: `<list>${items.join('')}</list>` });
  }
  return xml;
}

// Kinds of notes come again in each chart.
const headings = new Map<string, Heading>();
const MOST_HEADINGS = 500;

function headingOf(code: string, display: string): Heading {
  let heading = headings.get(code);
  if (heading?.display !== display) {
    const title = display === NOTE.display ? 'Notes' : `Notes: ${display}`;
    heading = { templates: NOTES_SECTION, code, display, title };
    if (headings.size >= MOST_HEADINGS) headings.clear();
    headings.set(code, heading);
  }
  return heading;
}
