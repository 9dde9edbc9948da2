import type { Chart, ChartSettings } from '../../chart/chart.js';
import type { TargetDriver, TargetResult } from '../contract.js';
import { CcdaDocument } from './document.js';
import { header } from './header/header.js';
import { writeSection } from './section.js';
import { allergies } from './sections/allergies/section.js';
import { devices } from './sections/devices/section.js';
import { encounters } from './sections/encounters/section.js';
import { familyHistory } from './sections/family-history/section.js';
import { immunizations } from './sections/immunizations/section.js';
import { medications } from './sections/medications/section.js';
import { writeNotes } from './sections/notes/section.js';
import { payers } from './sections/payers/section.js';
import { plan } from './sections/plan/section.js';
import { problems } from './sections/problems/section.js';
import { procedures } from './sections/procedures/section.js';
import { results } from './sections/results/section.js';
import { socialHistory } from './sections/social-history/section.js';
import { vitalSigns } from './sections/vital-signs/section.js';
import { lossCount } from './xml.js';

/** Sections in the order in which a clinician reads them. */
const SECTIONS = [
  allergies,
  medications,
  problems,
  immunizations,
  results,
  vitalSigns,
  procedures,
  encounters,
  socialHistory,
  plan,
  familyHistory,
  devices,
  payers,
];

const NAMESPACES =
  'xmlns="urn:hl7-org:v3" xmlns:sdtc="urn:hl7-org:sdtc" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"';

/** C-CDA R2.1 Continuity of Care Document: one file of one patient. */
export const ccdaTarget: TargetDriver = {
  name: 'ccda',
  describe: 'C-CDA R2.1 Continuity of Care Documents, one a patient',
  write(chart: Chart, settings: ChartSettings): TargetResult {
    const losses = lossCount();
    const document = new CcdaDocument(chart, settings);
    const head = header(document);
    let body = '';
    for (const section of SECTIONS) body += writeSection(section, document);
    body += writeNotes(document);
    const text = `<?xml version="1.0" encoding="UTF-8"?>\n<ClinicalDocument ${NAMESPACES}>${head}<component><structuredBody>${body}</structuredBody></component></ClinicalDocument>\n`;
    document.reportUntold();
    if (lossCount() !== losses) document.reportLosses();
    return {
      outputs: [
        {
          kind: 'file',
          path: `${document.documentId}.xml`,
          mediaType: 'application/xml',
          text,
        },
      ],
      carried: document.carried,
      issues: document.issues,
    };
  },
};
