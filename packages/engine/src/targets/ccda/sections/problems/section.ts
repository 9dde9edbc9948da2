import type { Condition } from '../../../../chart/fhir.js';
import type { Section } from '../../section.js';
import { isHealthConcern, problemEntry } from './entry.js';
import { narrateProblem, problemTable } from './narrative.js';
import { PROBLEM_SECTION } from './templates.js';

export const problems: Section = {
  name: 'problems',
  templates: PROBLEM_SECTION,
  code: '11450-4', // CONF:1198-15410
  display: 'Problem list',
  title: 'Problems',
  required: true,
  write(document) {
    const items = document.all<Condition>('Condition').filter(({ resource }) => !isHealthConcern(resource));
    if (items.length === 0) return null;
    const table = problemTable();
    const entries = items.map((item) => {
      document.carry(item.resource);
      return problemEntry(document, item, narrateProblem(document, table, item.resource));
    });
    return { entries, narrative: table.toXml() };
  },
};
