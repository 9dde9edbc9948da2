import * as table from '../../../../formats/cda/templates.js';
import { conceptText } from '../../datatypes/concept.js';
import { Table } from '../../narrative.js';
import type { Section } from '../../section.js';
import { directivesOf, wantedText } from './directive.js';
import { directiveEntry } from './entry.js';
import { ADVANCE_DIRECTIVES_SECTION, ADVANCE_DIRECTIVES_SECTION_OPTIONAL } from './templates.js';

export const advanceDirectives: Section = {
  name: 'advance-directives',
  templates: ADVANCE_DIRECTIVES_SECTION,
  optional: ADVANCE_DIRECTIVES_SECTION_OPTIONAL,
  code: table.ADVANCE_DIRECTIVES_SECTION.code[0],
  display: 'Advance directives',
  title: 'Advance Directives',
  required: false,
  write(document) {
    const directives = directivesOf(document);
    if (directives.length === 0) return null;
    const table = new Table('directive', ['Directive', 'Wish', 'Details', 'Date', 'Status', 'Recorded', 'Comments']);
    const entries = directives.map((directive) => {
      document.carry(directive.resource);
      const { words } = directive;
      const row = table.row();
      row.put('Details', words.details);
      row.put('Date', words.date);
      row.put('Status', words.status);
      row.put('Recorded', words.recorded);
      return directiveEntry(document, directive, {
        row: row.anchor,
        name: row.put('Directive', conceptText(directive.code)),
        value: row.put('Wish', wantedText(directive)),
        comments: row.put('Comments', words.comments),
      });
    });
    return { entries, narrative: table.toXml(), fits: directives.some(({ act }) => act === 'completed') };
  },
};
