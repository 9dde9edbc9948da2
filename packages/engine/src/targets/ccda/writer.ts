import type { Chart, ChartSettings } from '../../chart/chart.js';
import type { TargetDriver, TargetResult } from '../contract.js';
import { wallClockCount } from './datatypes/time.js';
import { CcdaDocument } from './document.js';
import { encounterDocuments } from './encounter-documents/document.js';
import { header } from './header/header.js';
import { writeSection } from './section.js';
import { writeNotes } from './sections/notes/section.js';
import { SECTIONS } from './sections.js';
import { unstructuredDocuments } from './unstructured/document.js';
import { clinicalDocument, lossCount } from './xml.js';

/**
 * C-CDA R2.1: the Continuity of Care Document of one patient, first and whole, then the documents beside it (`supplement`): an Unstructured
 * Document for each scan and, where the settings ask for it, a note for each encounter that has notes.
 */
export const ccdaTarget: TargetDriver = {
  name: 'ccda',
  describe: 'C-CDA R2.1 Continuity of Care Documents, one a patient, and Unstructured Documents of scans',
  write(chart: Chart, settings: ChartSettings): TargetResult {
    const losses = lossCount();
    const wallClocks = wallClockCount();
    const document = new CcdaDocument(chart, settings);
    const head = header(document);
    let body = '';
    for (const section of SECTIONS) body += writeSection(section, document);
    body += writeNotes(document);
    const text = clinicalDocument(head, `<component><structuredBody>${body}</structuredBody></component>`);
    const supplements = [
      ...unstructuredDocuments(document),
      ...(settings.encounterDocuments === true ? encounterDocuments(document) : []),
    ];
    document.reportUntold();
    if (lossCount() !== losses) document.reportLosses();
    if (wallClockCount() !== wallClocks) document.reportWallClocks();
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
