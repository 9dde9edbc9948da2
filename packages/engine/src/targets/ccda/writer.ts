import type { Chart, ChartSettings } from '../../chart/chart.js';
import type { TargetDriver, TargetResult } from '../contract.js';
import { CcdaDocument } from './document.js';
import { header } from './header/header.js';
import { writeSection } from './section.js';
import { advanceDirectives } from './sections/advance-directives/section.js';
import { allergies } from './sections/allergies/section.js';
import { assessment } from './sections/assessment/section.js';
import { careTeam } from './sections/care-team/section.js';
import { devices } from './sections/devices/section.js';
import { encounters } from './sections/encounters/section.js';
import { familyHistory } from './sections/family-history/section.js';
import { functionalStatus, mentalStatus } from './sections/functional-status/section.js';
import { goals } from './sections/goals/section.js';
import { healthConcerns } from './sections/health-concerns/section.js';
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
import { unstructuredDocuments } from './unstructured/document.js';
import { clinicalDocument, lossCount } from './xml.js';

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
  healthConcerns,
  goals,
  assessment,
  plan,
  functionalStatus,
  mentalStatus,
  advanceDirectives,
  familyHistory,
  devices,
  careTeam,
  payers,
];

/**
 * C-CDA R2.1: the Continuity of Care Document of one patient, first and whole, then the documents beside it (`supplement`): an Unstructured
 * Document for each scan.
 */
export const ccdaTarget: TargetDriver = {
  name: 'ccda',
  describe: 'C-CDA R2.1 Continuity of Care Documents, one a patient, and Unstructured Documents of scans',
  write(chart: Chart, settings: ChartSettings): TargetResult {
    const losses = lossCount();
    const document = new CcdaDocument(chart, settings);
    const head = header(document);
    let body = '';
    for (const section of SECTIONS) body += writeSection(section, document);
    body += writeNotes(document);
    const text = clinicalDocument(head, `<component><structuredBody>${body}</structuredBody></component>`);
    const supplements = unstructuredDocuments(document);
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
        ...supplements,
      ],
      carried: document.carried,
      issues: document.issues,
    };
  },
};
