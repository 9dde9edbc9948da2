import * as table from '../../../../formats/cda/templates.js';
import type { Section } from '../../section.js';
import { isResultOrganizer, panelEntry } from './entry.js';
import { narratePanel, narrateResult, panelTable, resultTable } from './narrative.js';
import { panelsOf } from './panels.js';
import { RESULTS_SECTION, RESULTS_SECTION_OPTIONAL } from './templates.js';

export const results: Section = {
  name: 'results',
  templates: RESULTS_SECTION,
  optional: RESULTS_SECTION_OPTIONAL,
  code: table.RESULTS_SECTION.code[0],
  display: 'Relevant diagnostic tests and laboratory data',
  title: 'Results',
  required: true,
  write(document) {
    const panels = panelsOf(document);
    if (panels.length === 0) return null;
    const reports = panelTable();
    const table = resultTable();
    const entries = panels.map((panel) => {
      if (panel.report) document.carry(panel.report.resource);
      for (const { observation } of panel.measurements) document.carry(observation);
      const anchor = narratePanel(document, reports, panel);
      const rows = panel.measurements.map((m) => narrateResult(document, table, panel, m));
      return panelEntry(document, panel, anchor, rows);
    });
    return { entries, narrative: reports.toXml() + table.toXml(), fits: panels.some(isResultOrganizer) };
  },
};
