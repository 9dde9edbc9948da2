import type { ClinicalImpression } from '../../../../chart/fhir.js';
import * as table from '../../../../formats/cda/templates.js';
import { codedText, conceptText } from '../../datatypes/concept.js';
import { readablePeriod, readableTime } from '../../datatypes/time.js';
import type { CcdaDocument } from '../../document.js';
import { noteText, reasonsOf } from '../../entry.js';
import { Table } from '../../narrative.js';
import type { Section } from '../../section.js';
import { template } from '../../template.js';

const ASSESSMENT_SECTION = template(table.ASSESSMENT_SECTION);

/** A clinician's judgement in words: the section has no entries (Assessment Section, CONF:81-7711). */
export const assessment: Section = {
  name: 'assessment',
  templates: ASSESSMENT_SECTION,
  code: table.ASSESSMENT_SECTION.code[0],
  display: 'Evaluation note',
  title: 'Assessment',
  required: false,
  write(document) {
    const items = document.all<ClinicalImpression>('ClinicalImpression');
    if (items.length === 0) return null;
    const table = new Table('assessment', [
      'Assessment',
      'Kind',
      'Details',
      'Findings',
      'Problems',
      'Prognosis',
      'Date',
      'Recorded',
      'Status',
      'Comments',
    ]);
    for (const { resource } of items) {
      document.carry(resource);
      narrate(document, table, resource);
    }
    return { entries: [], narrative: table.toXml() };
  },
};

function narrate(document: CcdaDocument, table: Table, impression: ClinicalImpression): void {
  const row = table.row();
  const findings = (impression.finding ?? []).filter(Boolean);
  row.put('Assessment', impression.summary);
  row.put('Kind', codedText(impression.code));
  row.put('Details', impression.description);
  row.putAll(
    'Findings',
    findings.map((finding) => {
      const [reason] = reasonsOf(
        document,
        finding.itemCodeableConcept ? [finding.itemCodeableConcept] : [],
        finding.itemReference ? [finding.itemReference] : [],
      );
      return [codedText(reason), finding.basis ?? ''].filter((t) => t !== '').join(': ');
    }),
  );
  row.put('Problems', reasonsOf(document, [], impression.problem).map(codedText).join(', '));
  row.put('Prognosis', (impression.prognosisCodeableConcept ?? []).map(codedText).filter(Boolean).join(', '));
  row.put(
    'Date',
    readableTime(impression.effectiveDateTime) ||
      readablePeriod(impression.effectivePeriod?.start, impression.effectivePeriod?.end),
  );
  row.put(
    'Recorded',
    [readableTime(impression.date), document.parties.nameOf(impression.assessor)].filter((t) => t !== '').join(', '),
  );
  row.put(
    'Status',
    [impression.status ?? 'not stated', conceptText(impression.statusReason)].filter(Boolean).join(': '),
  );
  row.put('Comments', noteText(document, impression.note));
}
