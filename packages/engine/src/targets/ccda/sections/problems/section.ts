import type { Condition } from '../../../../chart/fhir.js';
import * as table from '../../../../formats/cda/templates.js';
import type { CcdaDocument, Item } from '../../document.js';
import type { Section, SectionContent } from '../../section.js';
import { isHealthConcern, problemEntry } from './entry.js';
import { narrateProblem, problemTable } from './narrative.js';
import { PROBLEM_SECTION } from './templates.js';

export const problems: Section = {
  name: 'problems',
  templates: PROBLEM_SECTION,
  code: table.PROBLEM_SECTION.code[0],
  display: 'Problem list',
  title: 'Problems',
  required: true,
  write(document) {
    return problemContent(document, document.all<Condition>('Condition'));
  },
};

/** Concern acts of the conditions that are no health concerns; null where there are none. */
export function problemContent(document: CcdaDocument, conditions: readonly Item<Condition>[]): SectionContent | null {
  const items = conditions.filter(({ resource }) => !isHealthConcern(resource));
  if (items.length === 0) return null;
  const table = problemTable();
  const entries = items.map((item) => {
    document.carry(item.resource);
    return problemEntry(document, item, narrateProblem(document, table, item.resource));
  });
  return { entries, narrative: table.toXml() };
}
