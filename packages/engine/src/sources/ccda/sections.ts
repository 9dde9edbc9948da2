import type { Resource } from '../../chart/fhir.js';
import { STATEMENTS } from '../../formats/cda/cda-document.js';
import { hasWords, narrativeHtml, narrativeText } from '../../formats/cda/narrative.js';
import type { XmlElement } from '../../formats/xml/xml-element.js';
import { concept, plainCode } from './datatypes.js';
import { identifiers } from './identifiers.js';
import { authorship } from './parties.js';
import { type Body, extend, ownExtension, type Place, type Reading, referenceTo } from './reading.js';
import { isAboutSomebodyElse, leaveOut } from './related-subject.js';
import { sectionCode } from './templates.js';

/** Observation category of a section's entries (LOINC section code); functional and mental status have US Core categories of their own. */
const CATEGORY: ReadonlyMap<string, string> = new Map([
  ['8716-3', 'vital-signs'],
  ['30954-2', 'laboratory'],
  ['29762-2', 'social-history'],
  ['10210-3', 'exam'],
  ['29545-1', 'exam'],
]);
/** Sections whose problems are diagnoses of the encounter that is documented. */
const DIAGNOSES = new Set(['46241-6', '11535-2', '10219-4', '10218-6', '29308-4', '59769-0', '55109-3']);

const CONFIDENTIALITY = 'http://terminology.hl7.org/CodeSystem/v3-Confidentiality';

/** Reads the sections below a structuredBody or a section: a Composition section each, with the narrative whole and the resources of its entries. */
export function readSections(parent: XmlElement | undefined, outer: string, reading: Reading): Body[] | undefined {
  const found: Body[] = [];
  for (const component of parent?.all('component') ?? []) {
    for (const element of component.all('section')) found.push(readSection(element, outer, reading));
  }
  return found.length > 0 ? found : undefined;
}

function readSection(element: XmlElement, outer: string, reading: Reading): Body {
  element.used = true;
  const given = element.child('code');
  const own = given?.attribute('code') ?? given?.child('translation')?.attribute('code') ?? sectionCode(element) ?? '';
  const section: Body = { code: concept(given, reading) };
  const title = element.child('title');
  if (title) {
    const words = narrativeText(title);
    title.markAll();
    if (words !== '') section.title = words;
  }
  const block = element.child('text');
  if (block) {
    block.used = true;
    // FHIR R4 txt-2: the narrative has some content.
    if (hasWords(block)) section.text = { status: 'additional', div: narrativeHtml(block) };
  }
  const label = element.child('confidentialityCode');
  const security = concept(label, reading);
  if (security)
    extend(
      section,
      ownExtension('section-confidentiality', {
        valueCodeableConcept: security.coding?.every((c) => c.system === undefined)
          ? { coding: security.coding.map((c) => ({ ...c, system: CONFIDENTIALITY })) }
          : security,
      }),
    );
  const language = plainCode(element.child('languageCode'));
  if (language !== undefined) extend(section, ownExtension('section-language', { valueCode: language }));
  extend(
    section,
    ...identifiers(element.all('id')).map((valueIdentifier) => ownExtension('section-id', { valueIdentifier })),
  );
  const reason = element.attribute('nullFlavor');
  if (reason !== undefined && element.all('entry').length === 0)
    section.emptyReason = { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/v3-NullFlavor', code: reason }] };
  const place: Place = {
    section: own === '' ? outer : own,
    category: CATEGORY.get(own) ?? null,
    condition: DIAGNOSES.has(own) ? 'encounter-diagnosis' : own === '75310-3' ? 'health-concern' : 'problem-list-item',
    parent: null,
  };
  const isOthers = isAboutSomebodyElse(element);
  const entries: Body[] = [];
  for (const entry of element.all('entry')) {
    entry.used = true;
    for (const statement of entry.elements()) {
      if (!STATEMENTS.has(statement.name)) continue;
      const before = reading.resources.length;
      // A subject of the section is that of each statement that names none.
      if (isOthers && statement.child('subject') === undefined) leaveOut(statement, reading);
      else reading.entry(statement, place);
      // Each is new, so that none is named twice.
      for (let i = before; i < reading.resources.length; i++) {
        const made = reading.resources[i]!;
        if (!OTHERS.has(made.resourceType)) entries.push(referenceTo(made) as Body);
      }
    }
  }
  if (entries.length > 0) section.entry = entries;
  const authored: Resource = { resourceType: 'Composition', id: reading.composition };
  const { reference } = authorship(element, authored, reading);
  if (reference) section.author = [reference];
  const inner = readSections(element, place.section, reading);
  if (inner) section.section = inner;
  // FHIR R4 cmp-1: a section has text, entries or sections.
  if (section.text === undefined && section.entry === undefined && section.section === undefined)
    section.text = { status: 'empty', div: '<div xmlns="http://www.w3.org/1999/xhtml">-</div>' };
  // cmp-2: a reason for emptiness only where there are no entries.
  if (section.entry !== undefined) delete section.emptyReason;
  return section;
}

/** Kinds that stand for people, places and records, not for an entry of a section. */
const OTHERS = new Set([
  'Practitioner',
  'PractitionerRole',
  'Organization',
  'RelatedPerson',
  'Location',
  'Provenance',
  'Specimen',
]);
