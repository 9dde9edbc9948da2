import { MigrationError } from '../../base/error.js';
import { decodeXml } from '../xml/xml-bytes.js';
import type { XmlElement } from '../xml/xml-element.js';
import { parseLines, withLineFeeds } from '../xml/xml-parser.js';
import { NarrativeIds } from './narrative.js';

/** Clinical statements of CDA R2 (4.3.6), the elements that an entry may hold. */
export const STATEMENTS: ReadonlySet<string> = new Set([
  'act',
  'encounter',
  'observation',
  'observationMedia',
  'organizer',
  'procedure',
  'regionOfInterest',
  'substanceAdministration',
  'supply',
]);

/** Elements by which a statement holds others. */
export const LINKS: ReadonlySet<string> = new Set(['entryRelationship', 'component']);

/** A CDA document: its root element, its narrative by ID and its lines. */
export interface CdaDocument {
  readonly root: XmlElement;
  readonly narrative: NarrativeIds;
  /** The text that was read; offsets of elements point into it. */
  readonly text: string;
}

/**
 * Reads a CDA document of any release from its bytes or its text. Throws MigrationError `XML_...` (see parseXml and decodeXml), or `NOT_CDA` when the root
 * element is another than ClinicalDocument.
 */
export function readCda(input: Uint8Array | string): CdaDocument {
  const raw = typeof input === 'string' ? input : decodeXml(input);
  const text = withLineFeeds(raw);
  const root = parseLines(text);
  if (root.name !== 'ClinicalDocument')
    throw new MigrationError('The file is XML, and no CDA document: its root element is not ClinicalDocument.', {
      code: 'NOT_CDA',
      where: 'line 1',
      hint: 'Give a C-CDA document. FHIR and HL7 v2 files are converted from their own formats.',
    });
  const narrative = new NarrativeIds();
  for (const { block } of sectionsOf(root)) if (block) narrative.add(block);
  return { root, narrative, text };
}

/** A section with its narrative block and the sections inside it. */
export interface CdaSection {
  readonly element: XmlElement;
  readonly block: XmlElement | undefined;
}

/** All sections of a document, outer before inner. */
export function sectionsOf(root: XmlElement): CdaSection[] {
  const found: CdaSection[] = [];
  const walk = (parent: XmlElement | undefined): void => {
    for (const component of parent?.all('component') ?? []) {
      for (const element of component.all('section')) {
        found.push({ element, block: element.child('text') });
        walk(element);
      }
    }
  };
  walk(root.at('component', 'structuredBody'));
  return found;
}

/** The one statement that an entry, entryRelationship or component holds; undefined where it holds none. */
export function statementOf(entry: XmlElement): XmlElement | undefined {
  for (const node of entry.nodes) if (typeof node !== 'string' && STATEMENTS.has(node.name)) return node;
  return undefined;
}
