import type { CcdaDocument } from './document.js';
import { attribute, escapeText, inOnePiece } from './xml.js';

export interface SectionContent {
  readonly entries: readonly string[];
  /** Narrative block content. */
  readonly narrative: string;
  /**
   * False where no entry can be what the section's template demands (CONF:1198-7112, 1198-7531): then the section itself has none, and content and entries
   * stand in a section of the same code, of the template that asks for none. Absent: true.
   */
  readonly fits?: boolean;
}

/** One section of the document: its template ids and code, and what makes its entries and narrative together. */
export interface Section {
  readonly name: string;
  /** templateId elements. */
  readonly templates: string;
  /** templateId elements of the same section where entries are optional; for a section that may have entries that its own templates refuse. */
  readonly optional?: string;
  /** LOINC code of the section. */
  readonly code: string;
  readonly display: string;
  /** A second LOINC code and its display, which the template demands beside the first. */
  readonly translation?: readonly [code: string, display: string];
  readonly title: string;
  /** Written with nullFlavor NI where the chart has nothing for it (sections that a CCD must have). */
  readonly required: boolean;
  /** Content, or none. */
  write(document: CcdaDocument): SectionContent | null;
}

const LOINC_OID = '2.16.840.1.113883.6.1';

/** The section element in its component; '' where it is empty and a CCD does not ask for it. */
export function writeSection(section: Section, document: CcdaDocument, none?: string): string {
  const content = section.write(document);
  if (content === null && !section.required) return '';
  if (content?.fits === false)
    return frame(section, null, APART) + frame({ ...section, templates: section.optional ?? '' }, content);
  return frame(section, content, none);
}

const APART = 'No information with a stated status; see the next section for what has none';

/** Section frame. An empty section says that nothing is known to this document, never that there is nothing (CONF:1198-7531 and its like). */
export function frame(section: Heading, content: SectionContent | null, none?: string): string {
  const known = framed(section);
  if (content === null) return none === undefined ? known.empty : emptied(known.openEmpty, none);
  // Added piece by piece: joining lists would copy a long document several times.
  let xml = `${known.open}${content.narrative}</text>`;
  for (const entry of content.entries) xml += `<entry typeCode="DRIV">${entry}</entry>`;
  return `${xml}</section></component>`;
}

export type Heading = Pick<Section, 'templates' | 'code' | 'display' | 'translation' | 'title'>;

interface Frame {
  /** Up to the narrative. */
  readonly open: string;
  /** The same of a section that has nothing. */
  readonly openEmpty: string;
  /** A whole section of which there is nothing more to say. */
  readonly empty: string;
}

// Sections are the same objects in every document; what is made for one document goes with it.
const frames = new WeakMap<Heading, Frame>();

function framed(section: Heading): Frame {
  let known = frames.get(section);
  if (known === undefined) {
    const rest =
      `>${section.templates}<code code="${section.code}" codeSystem="${LOINC_OID}" codeSystemName="LOINC"${attribute('displayName', section.display)}${translation(section)}` +
      `<title>${escapeText(section.title)}</title><text>`;
    const openEmpty = inOnePiece(`<component><section nullFlavor="NI"${rest}`);
    known = {
      open: inOnePiece(`<component><section${rest}`),
      openEmpty,
      empty: inOnePiece(emptied(openEmpty, 'No information')),
    };
    frames.set(section, known);
  }
  return known;
}

const emptied = (open: string, none: string): string =>
  `${open}<paragraph>${escapeText(none)}</paragraph></text></section></component>`;

const translation = ({ translation: second }: Heading): string =>
  second === undefined
    ? '/>'
    : `><translation code="${second[0]}" codeSystem="${LOINC_OID}" codeSystemName="LOINC"${attribute('displayName', second[1])}/></code>`;
