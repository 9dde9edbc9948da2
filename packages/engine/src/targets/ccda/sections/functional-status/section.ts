import * as table from '../../../../formats/cda/templates.js';
import type { CcdaDocument } from '../../document.js';
import { type Domain, measurements, observationsOf } from '../../observation.js';
import type { Section, SectionContent } from '../../section.js';
import { statusEntry } from './entry.js';
import { narrateStatus, statusTable } from './narrative.js';
import { FUNCTIONAL_STATUS_SECTION, MENTAL_STATUS_SECTION } from './templates.js';

function content(document: CcdaDocument, domain: Domain, prefix: string): SectionContent | null {
  const table = statusTable(prefix);
  const entries: string[] = [];
  for (const item of observationsOf(document, domain)) {
    document.carry(item.resource);
    for (const measurement of measurements(item))
      entries.push(statusEntry(document, measurement, narrateStatus(document, table, measurement)));
  }
  return entries.length === 0 ? null : { entries, narrative: table.toXml() };
}

export const functionalStatus: Section = {
  name: 'functional-status',
  templates: FUNCTIONAL_STATUS_SECTION,
  code: table.FUNCTIONAL_STATUS_SECTION.code[0],
  display: 'Functional status assessment note',
  title: 'Functional Status',
  required: false,
  write: (document) => content(document, 'functional-status', 'functional'),
};

export const mentalStatus: Section = {
  name: 'mental-status',
  templates: MENTAL_STATUS_SECTION,
  code: table.MENTAL_STATUS_SECTION.code[0],
  display: 'Mental status Narrative',
  title: 'Mental Status',
  required: false,
  write: (document) => content(document, 'mental-status', 'mental'),
};
